"""How many organisations take part, who is new, who comes back, who stays away?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.errors import MissingColumn
from partnerlab.metrics.applications import ALL, Applications, Data, ask, choose, flag
from partnerlab.metrics.contests import Calendar, calendar_of, previous_contests
from partnerlab.metrics.grouping import ORGANISATION, collected, divide, finished, totals

Among = Literal["applicants", "winners"]
COUNTS = ("active", "first_time", "retained", "reactivated", "lapsed")
YEAR = "_by_year"


def participation(
    data: Data,
    *,
    among: Among = "applicants",
    by: Sequence[str] = (),
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """The organisations that took part in each year's contest: new ones, those that stayed, came back, or stayed away.

    `active` took part this year. Of these `retained` took part in the previous contest too, `reactivated` not
    in that one but earlier, and `first_time` never before in the data (among winners: never won before): the
    three add up to `active`. `lapsed` took part in the previous contest and not in this one; `retention` is
    the share of the previous contest's organisations that took part again. Everything is seen only from the
    first year of the data on: an organisation that is new here may have taken part before it.

    With `by`, who is new is judged on the whole data and then counted in the organisation's group of that
    year; lapsed ones are counted in their group of the previous contest, and a group's retention is 1 -
    lapsed / its organisations of the previous contest. An organisation in several groups of one year is
    counted in each. A group that had organisations in the previous contest has a row in the next one, even
    with none of its own.

    The calendar (of the dataset, or given here) says which years had a contest. A year without one is passed
    over. After a year whose file is missing, or of which neither data nor calendar know anything, nothing but
    `active` is known, as in the first year of the data. While a contest is open `lapsed` and `retention` are
    missing, and the rest is as of now. A year with records counts as held.

    `rows_left_out` are rows with no organisation or no year (these make a last row of their own, without a
    year) and, among winners, rows whose status is missing.

    Shape: one row a year and group, `year` first: active, first_time, retained, reactivated, lapsed,
    retention, first_time_share; rows_used, rows_left_out last. Unit: organisations; shares 0 to 1.
    Definition: the 2004 presentation, charts of the organisations taking part (the numbers are lost).

    Raises:
        MissingColumn: if `year`, a column of `by`, or both `organisation_id` and `organisation` are not there.
        WrongValue: if `among` is none of its choices.

    >>> frame = pd.DataFrame({"year": [1999, 1999, 2000, 2000], "organisation": ["A", "B", "B", "C"]})
    >>> participation(frame)[["year", "active", "retained", "first_time", "lapsed", "retention"]].iloc[1].tolist()
    [2000.0, 2.0, 1.0, 1.0, 1.0, 0.5]
    """
    choose(parameter="among", found=among, choices=get_args(Among))
    by = (by,) if isinstance(by, str) else by
    asked = ask(data, question="participation", by=("year", *by), needs=("year",))
    asked.require_numbers("year")
    if not asked.knows_organisations():
        raise MissingColumn(column="organisation_id", question=asked.question, found=asked.columns)
    calendar = calendar_of(data, calendar)
    rows = _rows(asked, among=among)
    counted = totals(asked, rows, add=("_row", "_used"))
    before = previous_contests(counted[YEAR].dropna().astype(int), calendar)
    groups = _groups(asked, rows, counted, before)
    open_years = [year for year in before if calendar.get(year) == "open"]
    groups.loc[groups[YEAR].isin(open_years), "lapsed"] = np.nan
    columns: dict[str, object] = {name: groups[name] for name in COUNTS}
    columns |= {
        "retention": divide(groups["_previous"] - groups["lapsed"], groups["_previous"]),
        "first_time_share": divide(groups["first_time"], groups["active"]),
        "rows_used": groups["_used"],
        "rows_left_out": groups["_row"] - groups["_used"],
    }
    return finished(asked, groups, columns, counts=COUNTS)


def _rows(asked: Applications, *, among: Among) -> nw.LazyFrame[Any]:
    everyone = among == "applicants"
    rows = asked.rows(
        _row=nw.lit(1) if everyone else flag(asked.may_have_won()),
        _among=nw.lit(1) if everyone else flag(asked.won()),
        **{ORGANISATION: asked.organisation()},
    )
    complete = (nw.col("_among") == 1) & ~nw.col(ORGANISATION).is_null() & ~nw.col(YEAR).is_null()
    return rows.with_columns(_used=flag(complete))


def _groups(
    asked: Applications, rows: nw.LazyFrame[Any], counted: pd.DataFrame, before: dict[int, int | None]
) -> pd.DataFrame:
    """One row a year and group, with its organisations counted by what they did in the contests around it."""
    keys = list(asked.keys)
    spans = _spans(asked, rows)
    groups = counted.merge(_size(spans, keys, "active"), on=keys, how="outer")
    spans = spans.assign(_before=spans[YEAR].map(before).astype("float64"))
    came_before = spans["_last"].notna()
    stayed = came_before & (spans["_last"] == spans["_before"])
    for name, members in (
        ("first_time", ~came_before),
        ("retained", stayed),
        ("reactivated", came_before & ~stayed),
    ):
        groups = groups.merge(_size(spans[members], keys, name), on=keys, how="left")
    after = {earlier: year for year, earlier in before.items() if earlier is not None}
    spans = spans.assign(**{YEAR: spans[YEAR].map(after)}).dropna(subset=[YEAR]).astype({YEAR: groups[YEAR].dtype})
    groups = groups.merge(_size(spans, keys, "_previous"), on=keys, how="outer")
    left = spans["_next"] != spans[YEAR].astype("float64")
    groups = groups.merge(_size(spans[left], keys, "lapsed"), on=keys, how="left")
    numbers = [name for name in groups.columns if name not in keys]
    groups[numbers] = groups[numbers].fillna(0.0)
    groups = groups[(groups["_row"] > 0) | (groups["_previous"] > 0)]
    groups = groups.sort_values(keys, na_position="last", ignore_index=True)
    unknown = groups[YEAR].map(before).isna()
    groups.loc[unknown, [*COUNTS[1:], "_previous"]] = np.nan
    groups.loc[groups[YEAR].isna(), "active"] = np.nan
    return groups


def _spans(asked: Applications, rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """How many organisations of a year and group were last active in one year and are next active in another."""
    taking_part = rows.filter(nw.col("_used") == 1).select(ORGANISATION, *asked.keys).unique()
    years = taking_part.select(ORGANISATION, YEAR).unique()
    time = nw.col(YEAR).cast(nw.Float64)  # a shift leaves gaps, which pandas' whole numbers do not take
    around = {"_last": 1, "_next": -1}
    years = years.with_columns(**dict.fromkeys(around, time)).with_columns(
        **{name: nw.col(name).shift(step).over(ORGANISATION, order_by=YEAR) for name, step in around.items()}
    )
    if len(asked.by) > 1:
        years = taking_part.join(years, on=[ORGANISATION, YEAR], how="inner")
    else:
        years = years.with_columns(nw.lit(0).alias(ALL))
    spans = years.group_by(*asked.keys, *around).agg(nw.len().alias("_organisations"))
    return collected(spans, asked.keys)


def _size(spans: pd.DataFrame, keys: list[str], name: str) -> pd.DataFrame:
    sizes = spans.groupby(keys, dropna=False)["_organisations"].sum()
    return sizes.rename(name).reset_index()
