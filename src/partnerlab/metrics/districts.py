"""Which districts does the contest reach, and with how much money for their people?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import MissingColumn
from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import divide, finished, known, missing_unless, totals
from partnerlab.model import STATUSES
from partnerlab.outlines import spelled

PEOPLE = 10_000
"""Values are compared for so many inhabitants."""
COUNTS = ("population", "value")
"""Columns that may hold the number of people."""


def districts(data: Data, *, population: Data | None = None, by: Sequence[str] = ("district",)) -> pd.DataFrame:
    """What each district's applicants asked and got, and how much of it there is for every 10,000 of its people.

    `district` is always among the groups. `awarded` and `attracted` add over winners: 0 where a district has no
    winner, missing where none of its winners' sums is recorded. `leverage` is over the winners with both sums
    known. `rows_left_out` are rows whose status is missing, which may be winners. Applications that name no
    district are a last row of their own, without people.

    `population` is a long table: one row a district and census, the district in any text column, `year`, and
    `population` or `value` (people). A district's census is the one nearest to the group's year, the earlier of two
    as near; without `year` in `by`, nearest to the latest year of the group. It is joined by the name, case and
    the word «район» aside; `population_year` stands with the value, since a district may lose a quarter of its people.

    Shape: one row a group: applications, winners, awarded, attracted, leverage, awarded_per_10000, population,
    population_year, applications_per_10000, winners_per_10000; rows_used, rows_left_out last. Unit: applications;
    roubles; roubles or applications per 10,000 people.
    Definition: the map of public participation, draft programme of 2005-2009 in the 2004 presentation.

    Raises:
        MissingColumn: if `district` or a column of `by` is not there, or `population` has no year or no people.

    >>> frame = pd.DataFrame({"district": ["Kirovsky", "Kirovsky"], "awarded": [20_000.0, 43_480.0]})
    >>> people = pd.DataFrame({"name": ["Kirovsky district"], "year": [2002], "population": [126_960]})
    >>> districts(frame, population=people).awarded_per_10000.tolist()
    [5000.0]
    """
    by = (by,) if isinstance(by, str) else tuple(by)
    by = by if "district" in by else (*by, "district")
    asked = ask(data, question="districts", by=by, needs=("district",))
    groups = totals(
        asked,
        _rows(asked),
        nw.col("_year").max(),
        add=(
            "_row",
            "_used",
            "_won",
            "_awarded",
            "_awarded_known",
            "_attracted",
            "_attracted_known",
            "_above",
            "_below",
        ),
    )
    people = _people(groups, population)
    awarded = _sum(asked, groups, "awarded")
    for_people = people["population"] / PEOPLE
    columns: dict[str, object] = {
        "applications": groups["_used"],
        "winners": groups["_won"],
        "awarded": awarded,
        "attracted": _sum(asked, groups, "attracted"),
        "leverage": divide(groups["_above"], groups["_below"]),
        "awarded_per_10000": divide(awarded, for_people),
        "population": people["population"],
        "population_year": people["year"].astype("Int64"),
        "applications_per_10000": divide(groups["_used"], for_people),
        "winners_per_10000": divide(groups["_won"], for_people),
        "rows_used": groups["_used"],
        "rows_left_out": groups["_row"] - groups["_used"],
    }
    return finished(asked, groups, columns, counts=("applications", "winners"))


def _rows(asked: Applications) -> nw.LazyFrame[Any]:
    """What each application adds to its group; money is a winner's."""
    year = asked.amount("year")
    rows = asked.rows(
        _row=nw.lit(1),
        _used=flag(asked.status_in(STATUSES)) if asked.has("status") else nw.lit(1),
        _won=flag(asked.won()),
        _awarded=asked.amount("awarded"),
        _attracted=asked.amount("attracted"),
        _year=year,
    )
    won = nw.col("_won") == 1
    awarded, attracted = nw.col("_awarded"), nw.col("_attracted")
    both = won & (awarded > 0) & ~attracted.is_null()
    return rows.with_columns(
        _awarded=nw.when(won).then(awarded),
        _attracted=nw.when(won).then(attracted),
        _awarded_known=flag(won & ~awarded.is_null()),
        _attracted_known=flag(won & ~attracted.is_null()),
        _above=nw.when(both).then(attracted),
        _below=nw.when(both).then(awarded),
    )


def _sum(asked: Applications, groups: pd.DataFrame, name: str) -> pd.Series[Any]:
    """A sum over winners: none where nothing was recorded, nothing where nobody won."""
    sums = known(groups[f"_{name}"], groups[f"_{name}_known"]).mask(groups["_won"] == 0, 0.0)
    return missing_unless(asked.has(name), sums)


def _people(groups: pd.DataFrame, population: Data | None) -> pd.DataFrame:
    """For each group the people of its district, and the census they were counted in."""
    censuses = {} if population is None else _censuses(population)
    chosen = [
        _nearest(censuses.get(spelled(district), {}), year) if isinstance(district, str) else (np.nan, np.nan)
        for district, year in zip(groups["_by_district"], groups["_year"], strict=True)
    ]
    return pd.DataFrame(chosen, columns=["year", "population"], index=groups.index, dtype="float64")


def _censuses(population: Data) -> dict[str, dict[float, float]]:
    """People by census, under every spelling that a row of the table has for its district."""
    native = population.frame if isinstance(population, Dataset) else population
    frame: Any = nw.from_native(native)
    table = cast(pd.DataFrame, frame.lazy().collect("pandas").to_native())
    names = tuple(map(str, table.columns))
    people = next((name for name in COUNTS if name in names), None)
    if people is None or "year" not in names:
        raise MissingColumn("year" if people else COUNTS[0], "districts", names)
    censuses: dict[str, dict[float, float]] = {}
    for row in table.to_dict("records"):
        year, count = (pd.to_numeric(row[name], errors="coerce") for name in ("year", people))
        if pd.isna(year) or pd.isna(count) or count <= 0:
            continue
        for text in {spelled(cell) for cell in row.values() if isinstance(cell, str)}:
            censuses.setdefault(text, {}).setdefault(float(year), float(count))
    return censuses


def _nearest(censuses: dict[float, float], year: float) -> tuple[float, float]:
    """The census nearest to a year, the earlier of two; the latest where the year is not known."""
    if not censuses:
        return np.nan, np.nan
    near = max(censuses) if np.isnan(year) else min(censuses, key=lambda one: (abs(one - year), one))
    return near, censuses[near]
