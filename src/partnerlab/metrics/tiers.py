"""Do organisations climb from a district contest to the city's, and on to the region's?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.errors import MissingColumn
from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.contests import Calendar, calendar_of, still_open
from partnerlab.metrics.grouping import ORGANISATION, collected, divide, finished, totals
from partnerlab.model import TIERS

STEPS = (("district", "city"), ("district", "regional"), ("city", "regional"))
COUNTS = ("organisations", "applied", "won", "censored", "directly")


def tiers(data: Data, *, by: Sequence[str] = (), calendar: Calendar | None = None) -> pd.DataFrame:
    """How many organisations that began in one tier of contests went on to a higher one, and won there.

    An organisation begins in the tier of its first year in the data; in several at once, in the lowest. `organisations`
    began in `from_tier`; `applied` of them went on to `to_tier`, and `won` of these won there. The contests follow
    each other as the deck has it: district, city, region.

    - From the district's to the city's, and from the city's to the region's: an application there in a later year.
      One in the same year is not a step: the year does not say which contest came first, and one request may
      have been entered in both.
    - From the district's to the region's: by way of the city's, an application to the region's in or after
      the year in which the organisation went on to the city's. Those that went to the region's and had not been to
      the city's after their first year are not in `applied`; they are counted in `directly` (missing for the
      other two steps, which pass over no tier).

    A win counts from the year on in which the step counts. `median_years` is the median, over those that applied, of
    the years from their first year to that application. `applied_share` and `won_share` are of all `organisations`;
    those that began late have had less time: `censored` began in the last year of the data, when nothing could
    follow yet, and are in `organisations` all the same.

    With `by`, an organisation belongs to its group of the first year, in the tier it began in; in several it is
    counted in each. `rows_left_out` are rows with no organisation, no year, no tier or one that the model does not
    know, and those of contests still open, whose winners are not known. Where no status column exists every row is a
    winner.

    Shape: three rows a group: from_tier, to_tier, organisations, applied, won, applied_share, won_share, median_years,
    censored, directly; rows_used, rows_left_out last (of the whole group, the same on each of its rows).
    Unit: organisations; shares 0 to 1; years.
    Definition: the 2004 presentation, project «Система конкурсов»: district - city - region.

    Raises:
        MissingColumn: if `year`, `tier`, a column of `by`, or both `organisation_id` and `organisation` are not there.

    >>> frame = pd.DataFrame({
    ...     "year": [2001, 2001, 2003], "tier": ["district", "district", "city"], "organisation": ["A", "B", "A"],
    ... })
    >>> tiers(frame)[["organisations", "applied", "applied_share", "median_years"]].values.tolist()[0]
    [2.0, 1.0, 0.5, 2.0]
    """
    asked = ask(data, question="tiers", by=by, needs=("year", "tier"))
    asked.require_numbers("year")
    if not asked.knows_organisations():
        raise MissingColumn(column="organisation_id", question=asked.question, found=asked.columns)
    rows = _rows(asked, calendar_of(data, calendar))
    groups = totals(asked, rows, add=("_row", "_used"))
    used = rows.filter(nw.col("_used") == 1)
    starters = _starters(asked, used)
    climbed = pd.concat([_step(starters, place) for place in range(len(STEPS))], ignore_index=True)
    table = _counted(asked, groups, climbed)
    columns: dict[str, object] = {
        "from_tier": table["_place"].map(lambda place: STEPS[place][0]).astype("str"),
        "to_tier": table["_place"].map(lambda place: STEPS[place][1]).astype("str"),
        "organisations": table["_organisations"],
        "applied": table["_applied"],
        "won": table["_won"],
        "applied_share": divide(table["_applied"], table["_organisations"]),
        "won_share": divide(table["_won"], table["_organisations"]),
        "median_years": table["_years"],
        "censored": table["_censored"],
        "directly": table["_directly"],
        "rows_used": table["_used"],
        "rows_left_out": table["_row"] - table["_used"],
    }
    return finished(asked, table, columns, counts=COUNTS)


def _rows(asked: Applications, calendar: Calendar) -> nw.LazyFrame[Any]:
    """Each application with the place of its tier on the ladder, and whether it won."""
    written = asked.text("tier")
    place: nw.Expr = nw.lit(None, dtype=nw.Float64)
    for number, tier in enumerate(TIERS):
        place = nw.when(written == tier).then(nw.lit(float(number))).otherwise(place)
    rows = asked.rows(
        _row=nw.lit(1),
        _open=still_open(asked, calendar),
        _year=asked.amount("year"),
        _tier=place,
        _won=flag(asked.won()),
        **{ORGANISATION: asked.organisation()},
    )
    complete = ~nw.col(ORGANISATION).is_null() & ~nw.col("_year").is_null() & ~nw.col("_tier").is_null()
    return rows.with_columns(_used=flag(complete & (nw.col("_open") == 0)))


def _starters(asked: Applications, used: nw.LazyFrame[Any]) -> pd.DataFrame:
    """One row an organisation and group that it began in: where, when, and its later years in the higher tiers."""
    start = used.group_by(ORGANISATION).agg(nw.col("_year").min().alias("_start"))
    seen = used.join(start, on=ORGANISATION, how="inner")
    first = seen.filter(nw.col("_year") == nw.col("_start"))
    lowest = first.group_by(ORGANISATION).agg(nw.col("_tier").min().alias("_from"))
    begun = first.join(lowest, on=ORGANISATION, how="inner").filter(nw.col("_tier") == nw.col("_from"))
    people = begun.select(ORGANISATION, "_start", "_from", *asked.keys).unique()
    later = seen.filter(nw.col("_year") > nw.col("_start"))
    city = _entered(later.filter(nw.col("_tier") == TIERS.index("city")), "_city")
    region = later.filter(nw.col("_tier") == TIERS.index("regional"))
    after_city = region.join(city.select(ORGANISATION, "_city"), on=ORGANISATION, how="inner").filter(
        nw.col("_year") >= nw.col("_city")
    )
    for entered in (city, _entered(region, "_region"), _entered(after_city, "_region_after_city")):
        people = people.join(entered, on=ORGANISATION, how="left")
    table = collected(people, [*asked.keys, ORGANISATION])
    last = collected(used.select("_year").unique(), ["_year"])["_year"].max()
    return table.assign(_last=table["_start"] == last)


def _entered(applications: nw.LazyFrame[Any], name: str) -> nw.LazyFrame[Any]:
    """The first year of an organisation's applications, and whether one of them won."""
    return applications.group_by(ORGANISATION).agg(
        nw.col("_year").min().alias(name), nw.col("_won").max().alias(f"{name}_won")
    )


def _step(starters: pd.DataFrame, place: int) -> pd.DataFrame:
    """Those that began in the lower tier of a step, and whether, when and how well they took it."""
    lower, upper = STEPS[place]
    begun = starters[starters["_from"] == TIERS.index(lower)]
    passes_over = (lower, upper) == ("district", "regional")
    name = "_city" if upper == "city" else "_region_after_city" if passes_over else "_region"
    applied = begun[name].notna()
    directly = begun["_region"].notna() & ~applied
    return begun.assign(
        _place=place,
        _organisations=1,
        _applied=applied.astype("int64"),
        _won=(applied & (begun[f"{name}_won"] == 1)).astype("int64"),
        _years=begun[name] - begun["_start"],
        _censored=begun["_last"].astype("int64"),
        _directly=directly.astype("int64"),
    )


def _counted(asked: Applications, groups: pd.DataFrame, climbed: pd.DataFrame) -> pd.DataFrame:
    """The three steps of each group, in their order; a step that nobody began has no one in it."""
    keys = [*asked.keys, "_place"]
    table = groups.merge(pd.DataFrame({"_place": range(len(STEPS))}), how="cross")
    by_step = climbed.groupby(keys, dropna=False)
    names = ["_organisations", *(f"_{name}" for name in COUNTS[1:])]
    sums = by_step[names].sum().join(by_step["_years"].median()).reset_index()
    table = table.merge(sums, on=keys, how="left")
    table[names] = table[names].astype("float64").fillna(0.0)
    passes_over = table["_place"] == STEPS.index(("district", "regional"))
    return table.assign(_directly=table["_directly"].where(passes_over, np.nan))
