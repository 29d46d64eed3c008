"""Names and tax numbers at odds: one number with many names, one name with many numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.cells.check_digits import are_russian, proven
from partnerlab.sources.checks.origin import Records, filled
from partnerlab.sources.checks.spelling import told_apart


def names_and_numbers(records: Records) -> Iterator[Finding]:
    """One tax number under several names, and one name with several tax numbers: a finding for each."""
    frame = records.frame
    if not (filled(frame, "organisation") and filled(frame, "organisation_id")):
        return
    pairs = _pairs(records)
    one_of = pairs.groupby("number")["same"].transform("nunique")
    yield from _told("one_tax_number_many_names", pairs[one_of > 1], records, by="number", other="same")
    many = pairs.groupby("same")["number"].transform("nunique")
    yield from _told("one_name_many_tax_numbers", pairs[many > 1], records, by="same", other="number")


def _pairs(records: Records) -> pd.DataFrame:
    """The different names with the right tax numbers beside them, at the first record of each."""
    frame = records.frame
    table = pd.DataFrame({"name": frame["organisation"], "typed": frame["organisation_id"]})
    table["place"] = np.arange(len(frame))
    table = table[records.counted].dropna().drop_duplicates(["name", "typed"])
    numbers = table["typed"].unique().tolist()
    headings = {heading for (_, column), heading in records.origin.headings.items() if column == "organisation_id"}
    russian = are_russian(numbers, currency=records.currency, headings=headings)
    right = {number: proven(number) if russian else number for number in numbers}
    table["number"] = table["typed"].map(right)
    table["same"] = told_apart(records, "organisation")[table["place"].to_numpy()]
    return table[table["number"] != ""]


def _told(rule: str, pairs: pd.DataFrame, records: Records, *, by: str, other: str) -> Iterator[Finding]:
    for _, members in pairs.groupby(by, sort=False):
        different: list[Any] = members.drop_duplicates(other).to_dict("records")
        first, second = different[0], different[1]
        column = "organisation" if other == "same" else "organisation_id"
        shown = "name" if other == "same" else "number"
        yield records.origin.finding(
            rule,
            int(second["place"]),
            column=column,
            found=str(second[shown]),
            other=str(first[shown]),
            first=records.origin.named(int(first["place"]), beside=int(second["place"])),
            common=str(second["number" if other == "same" else "name"]),
            all=len(different),
        )
