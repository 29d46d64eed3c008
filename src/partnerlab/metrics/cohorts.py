"""Of the organisations that came first in a year, how many take part in the years after?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.errors import MissingColumn
from partnerlab.metrics.applications import Applications, Data, ask, choose, flag
from partnerlab.metrics.contests import Calendar, calendar_of
from partnerlab.metrics.grouping import ORGANISATION, collected, divide, finished, totals

Among = Literal["applicants", "winners"]
COUNTS = ("cohort", "age", "organisations", "active")


def cohorts(
    data: Data,
    *,
    among: Among = "applicants",
    by: Sequence[str] = (),
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """The organisations first seen in a year, and how many of them take part in each year after.

    A `cohort` is the year in which its `organisations` were first seen anywhere in the data (among winners: first
    won); `active` of them take part in the year cohort + `age`, which is the share `share`. At age 0 all do. The
    cohort of the first year is no cohort: all that were there then, old and new, and so is that of a year after a
    year whose file is missing, since who came first in that one cannot be known.

    With `by`, an organisation belongs to its group of its first year, wherever it applies later; in several groups
    of that year it is counted in each.

    The calendar (of the dataset, or given here) says which years had a contest. A year without one has no row. In a
    year whose file is missing, or of which neither data nor calendar know anything, and while a contest is open,
    `active` and `share` are missing; the cohort of an open contest is there at age 0 as of now. A year with records
    counts as held: an organisation that is not in them did not take part. A year in which nobody was new has no cohort.

    `rows_left_out` are rows with no organisation or no year and, among winners, rows whose status is missing.

    Shape: one row a group, cohort and age, up to the last year of the data: cohort, age, organisations, active,
    share; rows_used, rows_left_out last (of the whole group, the same on each of its rows).
    Unit: years; organisations; shares 0 to 1.
    Definition: cohorts by first appearance; what `participation` counts as active in a year is the sum of its
    cohorts, and its `first_time` their size.

    Raises:
        MissingColumn: if `year`, a column of `by`, or both `organisation_id` and `organisation` are not there.
        WrongValue: if `among` is none of its choices.

    >>> frame = pd.DataFrame({"year": [1999, 1999, 2000, 2000], "organisation": ["A", "B", "B", "C"]})
    >>> cohorts(frame)[["cohort", "age", "organisations", "active", "share"]].values.tolist()
    [[1999.0, 0.0, 2.0, 2.0, 1.0], [1999.0, 1.0, 2.0, 1.0, 0.5], [2000.0, 0.0, 1.0, 1.0, 1.0]]
    """
    choose(parameter="among", found=among, choices=get_args(Among))
    asked = ask(data, question="cohorts", by=by, needs=("year",))
    asked.require_numbers("year")
    if not asked.knows_organisations():
        raise MissingColumn(column="organisation_id", question=asked.question, found=asked.columns)
    rows = _rows(asked, among=among)
    groups = totals(asked, rows, add=("_row", "_used"))
    known = rows.filter(~nw.col("_year").is_null()).select("_year").unique()
    years = [int(year) for year in collected(known, ["_year"])["_year"]]
    cells = _cells(asked, groups, _active(asked, rows), years, calendar_of(data, calendar))
    columns: dict[str, object] = {
        "cohort": cells["_cohort"],
        "age": cells["_year"] - cells["_cohort"],
        "organisations": cells["_organisations"],
        "active": cells["_active"],
        "share": divide(cells["_active"], cells["_organisations"]),
        "rows_used": cells["_used"],
        "rows_left_out": cells["_row"] - cells["_used"],
    }
    return finished(asked, cells, columns, counts=COUNTS)


def _rows(asked: Applications, *, among: Among) -> nw.LazyFrame[Any]:
    everyone = among == "applicants"
    rows = asked.rows(
        _row=nw.lit(1) if everyone else flag(asked.may_have_won()),
        _among=nw.lit(1) if everyone else flag(asked.won()),
        _year=asked.amount("year"),
        **{ORGANISATION: asked.organisation()},
    )
    complete = (nw.col("_among") == 1) & ~nw.col(ORGANISATION).is_null() & ~nw.col("_year").is_null()
    return rows.with_columns(_used=flag(complete))


def _active(asked: Applications, rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """How many organisations of a group and cohort took part in a year."""
    taking_part = rows.filter(nw.col("_used") == 1).select(ORGANISATION, "_year", *asked.keys).unique()
    first = taking_part.group_by(ORGANISATION).agg(nw.col("_year").min().alias("_cohort"))
    begun = taking_part.join(first, on=ORGANISATION, how="inner").filter(nw.col("_year") == nw.col("_cohort"))
    years = taking_part.select(ORGANISATION, "_year").unique()
    active = begun.drop("_year").join(years, on=ORGANISATION, how="inner")
    keys = (*asked.keys, "_cohort", "_year")
    return collected(active.group_by(*keys).agg(nw.len().alias("_active")), keys)


def _cells(
    asked: Applications, groups: pd.DataFrame, active: pd.DataFrame, years: list[int], calendar: Calendar
) -> pd.DataFrame:
    """One row a group, a cohort, and each year from its first to the last one of the data."""
    keys = list(asked.keys)
    sizes = active[active["_year"] == active["_cohort"]].drop(columns="_year")
    sizes = sizes.rename(columns={"_active": "_organisations"})
    span = range(min(years), max(years) + 1) if years else range(0)
    held = [year for year in span if year in years or calendar.get(year) != "no"]
    cells = sizes.merge(pd.DataFrame({"_year": pd.Series(held, dtype="int64")}), how="cross")
    cells = cells[cells["_year"] >= cells["_cohort"]]
    cells = cells.merge(active, on=[*keys, "_cohort", "_year"], how="left")
    unknown = [year for year in held if year not in years or calendar.get(year) == "open"]
    hidden = cells["_year"].isin(unknown) & (cells["_year"] > cells["_cohort"])
    cells["_active"] = cells["_active"].fillna(0.0).mask(hidden, np.nan)
    return cells.merge(groups, on=keys, how="left")
