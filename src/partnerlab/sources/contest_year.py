"""The year of records that no column gives: as asked for, or from the names of their contest, sheet or file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.sources.layout.tables import Table

_YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SPAN_IN_NAME = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-–—_/ ]((?:19|20)[0-9]{2}|[0-9]{2})(?![0-9]|[-._][0-9])")


def add_year(table: Table, columns: dict[str, pd.Series[Any]], given: int | None) -> None:
    """Give all records of a table their year, and say in a finding where it is from.

    What was asked for comes first, then the names of the contests if each names a year («First contest of 2017»), the
    name of the sheet, that of the file, and last those contests that name a year where others do not.
    """
    years = _years_of_contests(columns.get("contest"))
    each = years is not None and years.notna().equals(columns["contest"].notna())
    if not (each and given is None) and _one_year(table, columns, given):
        return
    if years is not None:
        _take(table, columns, years)


def _one_year(table: Table, columns: dict[str, pd.Series[Any]], given: int | None) -> bool:
    """Give the table the one year that was asked for or that its sheet or file is named after, if there is one."""
    for rule, name, year in (
        ("year_given", "", given),
        ("year_from_sheet", table.sheet, year_in(table.sheet)),
        ("year_from_file", Path(table.file).stem, year_in(Path(table.file).stem)),
    ):
        if year is not None:
            table.find(rule, found=str(year))
            if span := span_in(name):
                table.find("year_from_span", found=span, year=str(year))
            columns["year"] = pd.Series(np.full(len(table.rows), year)).astype("Int64")
            return True
    return False


def _years_of_contests(contests: pd.Series[Any] | None) -> pd.Series[Any] | None:
    """The year that the name of each record's contest holds; None where no name holds one."""
    if contests is None:
        return None
    known = {name: year_in(str(name)) for name in contests.dropna().unique()}
    years = contests.map(known).astype("Int64")
    return years if years.notna().any() else None


def _take(table: Table, columns: dict[str, pd.Series[Any]], years: pd.Series[Any]) -> None:
    columns["year"] = years
    first = int(np.flatnonzero(years.notna())[0])
    heading, letter = next(((one.heading, one.letter) for one in table.fields if one.name == "contest"), ("", ""))
    table.find(
        "year_from_contest",
        int(table.rows[first]),
        heading,
        found=str(columns["contest"].iloc[first]),
        count=int(years.notna().sum()),
        letter=letter,
        year=str(years.iloc[first]),
    )


def year_in(name: str) -> int | None:
    """The one year of a contest that a name holds; None where it holds none or several.

    Two years that follow each other, «2013-2014» or «2013-14», are one year that began in the first.

    >>> year_in("Конкурс 2003"), year_in("NLC-2013-2014"), year_in("1999-2004") is None
    (2003, 2013, True)
    """
    span = span_in(name)
    years = {int(found) for found in ([span[:4]] if span else _YEAR_IN_NAME.findall(name))}
    return next((one for one in years if FIRST_YEAR <= one <= LAST_YEAR), None) if len(years) == 1 else None


def span_in(name: str) -> str:
    """The one pair of years that follow each other in a name that holds no others; empty where there is none.

    >>> span_in("NLC-2013-14"), span_in("1999-2004")
    ('2013-14', '')
    """
    found = _SPAN_IN_NAME.search(name)
    if found is None or int(found[2][-2:]) != (int(found[1]) + 1) % 100:
        return ""
    if len(found[2]) == 4 and int(found[2]) != int(found[1]) + 1:
        return ""
    return "" if _YEAR_IN_NAME.search(name[: found.start()] + " " + name[found.end() :]) else found[0]
