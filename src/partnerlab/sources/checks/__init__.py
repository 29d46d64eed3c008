"""What is wrong in the records as a whole, after all cells are read: each check says what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks import gaps
from partnerlab.sources.checks.numbers import numbered
from partnerlab.sources.checks.origin import Origin, Records
from partnerlab.sources.checks.totals import total_rows

__all__ = ["CHECKS", "Origin", "Records", "check_records", "numbered"]

Check = Callable[[Records], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    gaps.missing_columns,
    gaps.missing_values,
    gaps.statuses_and_money,
)
"""All checks of records, each a function that takes them and gives what it finds."""


def check_records(frame: pd.DataFrame, origin: Origin, *, currency: str) -> list[Finding]:
    """Findings about the records of a file or folder, after all cells are read."""
    totals = total_rows(frame, origin)
    counted = np.ones(len(frame), dtype=bool)
    counted[list(totals)] = False
    records = Records(frame, origin, counted, currency)
    return [*totals.values(), *(finding for check in CHECKS for finding in check(records))]
