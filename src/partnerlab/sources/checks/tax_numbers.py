"""Tax numbers that cannot be right: they split one organisation in two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.cells.check_digits import are_russian, judged
from partnerlab.sources.checks.origin import Records, as_typed, filled

RULES = {"length": "tax_number_length", "letters": "tax_number_letters", "check_digit": "wrong_tax_number"}


def tax_numbers(records: Records) -> Iterator[Finding]:
    """Russian tax numbers with a wrong length, other signs or a wrong check digit, and those of persons."""
    if not filled(records.frame, "organisation_id"):
        return
    texts = as_typed(records.frame, "organisation_id")
    codes, values = pd.factorize(texts)
    different = [str(value) for value in values]
    headings = {heading for (_, column), heading in records.origin.headings.items() if column == "organisation_id"}
    if not are_russian(different, currency=records.currency, headings=headings):
        return
    faults = [next((one for one in judged(text) if one.fault in RULES), None) for text in different]
    wrong = np.array([fault is not None for fault in faults] + [False])
    for place in np.flatnonzero(wrong[codes] & records.counted).tolist():
        fault = faults[codes[place]]
        if fault is not None:
            yield records.origin.finding(
                RULES[fault.fault],
                place,
                column="organisation_id",
                found=different[codes[place]],
                digits=len(fault.digits),
            )
    persons = np.array([any(one.kind == "personal_inn" for one in judged(text)) for text in different] + [False])
    for one in records.origin.summed("persons_tax_number", persons[codes] & records.counted, column="organisation_id"):
        yield replace(one, found="")
