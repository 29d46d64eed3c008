"""Dates that contradict each other, the year of the contest, or today."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Flags, Records

BEFORE, AFTER = 1, 3
"""A project begins at most so many years before and after the year of its contest."""
LONGEST = 5
"""A project of more years is a slip of the hand."""
DAYS = 365.25
ENOUGH, DECADE, RARE = 10, 10, 0.02


def order(records: Records) -> Iterator[Finding]:
    """Ends before beginnings, and what happened after the funding before it."""
    for rule, later, earlier in (
        ("end_before_start", "end", "start"),
        ("funding_end_before_start", "funding_end", "start"),
        ("ended_before_start", "end_date", "start"),
        ("seen_before_funding_end", "status_date", "funding_end"),
    ):
        if records.has(later, earlier):
            after, before = records.days(later), records.days(earlier)
            wrong = records.counted & (after < before).to_numpy()
            yield from records.origin.each(rule, wrong, column=later, values=after, earlier=before)


def length(records: Records) -> Iterator[Finding]:
    """Projects of more years than any contest pays for."""
    if records.has("start", "end"):
        start, end = records.days("start"), records.days("end")
        years = (end - start).dt.days / DAYS
        long = records.counted & (years > LONGEST).to_numpy()
        yield from records.origin.each(
            "long_project", long, column="end", values=end, start=start, years=years.round(1), longest=LONGEST
        )


def beside_the_year(records: Records) -> Iterator[Finding]:
    """Beginnings and ends that are far from the year of the contest; a project that is too long has its finding."""
    years = records.years()
    told = np.zeros(len(records.frame), dtype=bool)
    for name, last in (("start", AFTER), ("end", AFTER + LONGEST), ("funding_end", AFTER + LONGEST)):
        if not records.has(name):
            continue
        days = records.days(name)
        year = days.dt.year.to_numpy(dtype=np.float64, na_value=np.nan)
        far = records.counted & ((year < years - BEFORE) | (year > years + last)) & ~told & ~_disordered(records, name)
        told |= far
        yield from records.origin.each(
            "date_beside_year",
            far,
            column=name,
            values=days,
            year=pd.Series(years).astype("Int64"),
            first=pd.Series(years - BEFORE).astype("Int64"),
            last=pd.Series(years + last).astype("Int64"),
        )


def _disordered(records: Records, name: str) -> Flags:
    """Where a date has another finding already: it is before the start, or the project is too long."""
    if name == "start" or not records.has("start"):
        return np.zeros(len(records.frame), dtype=bool)
    days = (records.days(name) - records.days("start")).dt.days
    return ((days < 0) | (days > (LONGEST * DAYS if name == "end" else np.inf))).to_numpy()


def not_yet(records: Records) -> Iterator[Finding]:
    """What is told of a day that is still to come."""
    today = pd.Timestamp(records.today)
    for name, rule in (("status_date", "seen_in_future"), ("end_date", "ended_in_future")):
        if records.has(name):
            days = records.days(name)
            yield from records.origin.each(
                rule, records.counted & (days > today).to_numpy(), column=name, values=days, today=str(records.today)
            )
    if records.has("start", "status"):
        days = records.days("start")
        early = records.counted & records.status("reported") & (days > today).to_numpy()
        yield from records.origin.each(
            "reported_before_start", early, column="status", values=records.frame["status"], start=days
        )


def followup(records: Records) -> Iterator[Finding]:
    """What became of projects whose funding has no end, and projects that ended and go on."""
    if not records.has("followup_status"):
        return
    seen = records.frame["followup_status"]
    if records.has("funding_end"):
        unknown = records.counted & (seen.notna() & (seen != "unknown")).to_numpy()
        lacking = unknown & records.days("funding_end").isna().to_numpy()
        if "funding_end_as_typed" in records.frame.columns:
            lacking &= records.frame["funding_end_as_typed"].isna().to_numpy()
        yield from records.origin.each("followup_without_funding_end", lacking, column="funding_end", followup=seen)
    if records.has("end_date"):
        goes_on = seen.str.startswith("continues").to_numpy(dtype=bool, na_value=False)
        both = records.counted & goes_on & records.days("end_date").notna().to_numpy()
        yield from records.origin.each("ended_and_continues", both, column="end_date", values=records.days("end_date"))


def lone_years(records: Records) -> Iterator[Finding]:
    """A year that is decades from those of nearly all other records, or still to come."""
    years = records.years()
    known = records.counted & ~np.isnan(years)
    if not known.any():
        return
    values, codes, counts = np.unique(years[known], return_inverse=True, return_counts=True)
    usual = float(np.median(years[known]))
    nearest = np.array([np.abs(np.delete(values, one) - values[one]).min(initial=np.inf) for one in range(len(values))])
    rare = counts <= max(1, RARE * known.sum())
    lone = rare & (nearest >= DECADE) & (len(values) > 1) & (known.sum() >= ENOUGH) & (values != usual)
    future = values > records.today.year + 1
    for rule, wrong in (("year_far_off", lone & ~future), ("year_to_come", future)):
        where = np.zeros(len(years), dtype=bool)
        where[known] = wrong[codes]
        if where.any():
            values_ = records.frame["year"]
            yield from records.origin.each(rule, where, column="year", values=values_, usual=int(usual))
