"""Which years a contest was held in, and which contest came before which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import narwhals as nw

from partnerlab.dataset import Dataset, Held
from partnerlab.metrics.applications import Applications, Data, flag

Calendar = Mapping[int, Held]


def calendar_of(data: Data, calendar: Calendar | None) -> Calendar:
    """The calendar that was given, else the dataset's own, else an empty one."""
    if calendar is not None:
        return calendar
    return data.calendar if isinstance(data, Dataset) else {}


def still_open(asked: Applications, calendar: Calendar) -> nw.Expr:
    """Whether an application is to a contest that is not decided yet: 1 or 0, also where the year is missing."""
    years = [float(year) for year, held in calendar.items() if held == "open"]
    if not years or not asked.has("year"):
        return nw.lit(0)
    return flag(nw.col("year").cast(nw.Float64).is_in(years))


def previous_contests(years: Iterable[int], calendar: Calendar) -> dict[int, int | None]:
    """For each year with records, the contest held before it; none where that is not known.

    A year in which no contest was held is passed over. A year whose file is missing, or of which nothing is
    known, or whose contest is still open, hides who took part in it. Before the first year nothing is known.

    >>> previous_contests([1999, 2000, 2002, 2004], {2001: "no"})
    {1999: None, 2000: 1999, 2002: 2000, 2004: None}
    """
    recorded = set(years)
    return {year: _before(year, recorded, calendar) for year in sorted(recorded)}


def _before(year: int, recorded: set[int], calendar: Calendar) -> int | None:
    for earlier in range(year - 1, min(recorded) - 1, -1):
        if earlier in recorded:
            return None if calendar.get(earlier) == "open" else earlier
        if calendar.get(earlier) != "no":
            return None
    return None
