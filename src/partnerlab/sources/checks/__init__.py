"""What is wrong in the records as a whole, after all cells are read: each check says what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pandas as pd

from partnerlab.dataset import Held
from partnerlab.findings import Finding
from partnerlab.sources.checks import (
    amounts,
    contest_rules,
    copies,
    dates,
    gaps,
    organisations,
    outliers,
    personal,
    repetition,
    tax_numbers,
    variants,
    years,
)
from partnerlab.sources.checks.numbers import numbered
from partnerlab.sources.checks.origin import Origin, Records
from partnerlab.sources.checks.totals import without_totals

__all__ = ["CHECKS", "Origin", "Records", "check_records", "numbered", "without_totals"]

Check = Callable[[Records], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    personal.personal_data,
    personal.people_as_organisations,
    tax_numbers.tax_numbers,
    organisations.names_and_numbers,
    gaps.missing_columns,
    gaps.missing_values,
    gaps.missing_money,
    gaps.statuses_and_money,
    variants.missing_districts,
    variants.missing_titles,
    variants.spellings,
    amounts.awarded_and_requested,
    amounts.zero_awards,
    amounts.attracted_parts,
    amounts.execution,
    amounts.business_customers,
    amounts.units,
    contest_rules.caps,
    contest_rules.own_contribution,
    dates.order,
    dates.length,
    dates.beside_the_year,
    dates.not_yet,
    dates.followup,
    dates.lone_years,
    repetition.same_rows,
    repetition.same_projects,
    repetition.same_titles,
    copies.repeated_years,
    years.short_years,
    years.missing_years,
    years.empty_in_years,
    years.only_winners,
    years.unit_jumps,
    outliers.slips,
    outliers.outliers,
    outliers.half_of_year,
)
"""All checks of records, each a function that takes them and gives what it finds."""


def check_records(
    frame: pd.DataFrame, origin: Origin, *, currency: str, calendar: Mapping[int, Held] | None = None
) -> list[Finding]:
    """Findings about the records of a file or folder, after all cells are read and rows of totals are left out."""
    records = Records(frame, origin, np.ones(len(frame), dtype=bool), currency, calendar or {})
    return [finding for check in CHECKS for finding in check(records)]
