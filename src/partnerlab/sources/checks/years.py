"""Years beside each other: one that is cut short, missing, half empty, or in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import MONEY, REFUSED
from partnerlab.sources.checks.origin import Records, filled
from partnerlab.wording import words

_WRITTEN = words("en")
"""Years are written alike in every language: 2003–2012."""
USUAL_YEARS, USUAL_ROWS = 3, 20
JUMP, JUMP_ROWS = 300.0, 5
"""The median amount of two neighbouring years differs so many times only if the unit does."""
WATCHED = ("organisation", "title", "district", "line", "themes", "status", "requested", "awarded", "attracted")
LATE = ("attracted",)
"""What is not yet known in the last year."""
MOSTLY, FULL_ROWS = 0.5, 10

Codes = np.ndarray[Any, np.dtype[np.int64]]


def short_years(records: Records) -> Iterator[Finding]:
    """Years with less than half the usual number of applications; the current one is still filling."""
    years, counts = _counted(records)
    if len(years) < USUAL_YEARS:
        return
    for place, (year, count) in enumerate(zip(years.tolist(), counts.tolist(), strict=True)):
        usual = float(np.median(np.delete(counts, place)))
        beside = np.delete(counts[max(place - 1, 0) : place + 2], min(place, 1))
        # a contest begins small, and the current year is not over
        if place == 0 or year >= records.today.year or usual < USUAL_ROWS:
            continue
        if count < usual / 2 and count < beside.min() / 2:
            yield _of_year(records, "short_year", year, column="year", rows=count, usual=round(usual))


def missing_years(records: Records) -> Iterator[Finding]:
    """Years between the first and the last that have no application, and of which no calendar says why."""
    years, _ = _counted(records)
    for before, after in zip(years[:-1].tolist(), years[1:].tolist(), strict=True):
        gap = [year for year in range(before + 1, after) if records.calendar.get(year) not in ("no", "missing")]
        if gap and after - before < USUAL_ROWS:
            yield _of_year(records, "missing_years", after, column="year", found=_WRITTEN.years(gap), before=before)


def empty_in_years(records: Records) -> Iterator[Finding]:
    """Columns that are filled in some years and empty in others."""
    years, counts = _counted(records)
    large = years[counts >= FULL_ROWS]
    if len(large) < 2:
        return
    frame, of = records.frame, records.years()
    for name in WATCHED:
        if not filled(frame, name):
            continue
        asked = records.winners() if name in ("awarded", "attracted") else records.counted
        given = frame[name].notna().to_numpy()
        if f"{name}_as_typed" in frame.columns:
            given = given | frame[f"{name}_as_typed"].notna().to_numpy()
        shares = pd.Series(given[asked]).groupby(of[asked]).mean()
        shares = shares[shares.index.isin(large)]
        if name in LATE and len(shares) and shares.index.max() == years.max():
            shares = shares.drop(shares.index.max())
        empty = [int(year) for year in shares[shares == 0].index]
        if empty and (shares >= MOSTLY).any():
            yield _of_year(records, "empty_in_years", empty[0], column=name, found=_WRITTEN.years(empty), name=name)


def only_winners(records: Records) -> Iterator[Finding]:
    """Years that have winners only, while others have refusals too."""
    if not records.has("status", "year"):
        return
    known = records.counted & records.frame["status"].notna().to_numpy() & ~np.isnan(records.years())
    refused = pd.Series(records.status(*REFUSED)[known]).groupby(records.years()[known]).sum()
    won = pd.Series(records.winners()[known]).groupby(records.years()[known]).agg(["sum", "size"])
    if (refused > 0).sum() < 2:
        return
    for year in won[(won["sum"] == won["size"]) & (won["size"] >= FULL_ROWS)].index.tolist():
        yield _of_year(records, "only_winners", int(year), column="status", rows=int(won["size"][year]))


def unit_jumps(records: Records) -> Iterator[Finding]:
    """Years whose amounts are a thousandfold those of the year before: another unit, or another currency."""
    if not records.has("year"):
        return
    years = records.years()
    for name in MONEY:
        if not filled(records.frame, name):
            continue
        amounts = records.money(name)
        given = records.counted & (amounts > 0) & ~np.isnan(years)
        sizes = pd.Series(amounts[given]).groupby(years[given]).agg(["median", "size"])
        sizes = sizes[sizes["size"] >= JUMP_ROWS]
        medians = sizes["median"].tolist()
        listed = [int(year) for year in sizes.index]
        for place in range(1, len(listed)):
            times = medians[place] / medians[place - 1]
            if max(times, 1 / times) >= JUMP:
                yield _of_year(
                    records,
                    "unit_jump",
                    listed[place],
                    column=name,
                    before=listed[place - 1],
                    there=float(round(medians[place - 1])),
                    here=float(round(medians[place])),
                )


def _counted(records: Records) -> tuple[np.ndarray[Any, np.dtype[np.int64]], Codes]:
    years = records.years()
    values, counts = np.unique(years[records.counted & ~np.isnan(years)].astype(np.int64), return_counts=True)
    return values, counts.astype(np.int64)


def _of_year(records: Records, rule: str, year: int, *, column: str, found: str = "", **facts: float | str) -> Finding:
    """A finding about a year, at its first record."""
    place = int(np.flatnonzero(records.counted & (records.years() == year))[0])
    return records.origin.finding(rule, place, column=column, found=found or str(year), year=year, **facts)
