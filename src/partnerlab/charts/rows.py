"""The rows of a metric's table as a chart shows them: one line a group, with the years that the table does not have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any, SupportsFloat, cast

import pandas as pd

from partnerlab.wording import Language, is_missing, message, words
from partnerlab.wording import tables as wording_tables

BETWEEN = " · "
NO_FIGURES = (
    message("There is no figure for {year}; the only year known is {years}"),
    message("There is no figure for {year}; the years known are {years}"),
)
"""With what a title says that a year has no answer, where one year is known and where several are.

An index tells by these words which year to open with.
"""


@dataclass(frozen=True)
class Row:
    """One line of a chart: a group of the table, or a year that the table does not have (`cells` is empty then)."""

    label: str
    year: int | None = None
    cells: Mapping[str, Any] = field(default_factory=dict)
    chosen: bool = False

    def number(self, column: str) -> float | None:
        """The value in a column, or None where it is missing.

        >>> Row("2001", cells={"leverage": 8.4}).number("leverage")
        8.4
        """
        value = self.cells.get(column)
        return None if is_missing(value) else float(cast(SupportsFloat, value))

    def interval(self, column: str) -> tuple[float, float] | None:
        """The interval of a value, or None where it has none.

        >>> Row("2001", cells={"leverage_low": 6.0, "leverage_high": 9.0}).interval("leverage")
        (6.0, 9.0)
        """
        low, high = self.number(column + "_low"), self.number(column + "_high")
        return None if low is None or high is None else (low, high)

    def text(self, column: str, language: Language) -> str:
        """A text of the data, in English where a column beside it has one for English readers; "" where it is missing.

        >>> Row("2004", cells={"name": "Акция", "name_en": "Action"}).text("name", "en")
        'Action'
        """
        read = self.cells.get(f"{column}_en") if language == "en" else None
        value = self.cells.get(column) if is_missing(read) else read
        return "" if is_missing(value) else str(value)


@dataclass(frozen=True)
class Rows:
    """The lines of one chart from top to bottom, and which of them the reader asked for."""

    lines: tuple[Row, ...]
    by: tuple[str, ...]
    column: str
    year: int | None
    language: Language

    @cached_property
    def known(self) -> list[Row]:
        """The lines of which the value is known."""
        return [row for row in self.lines if row.number(self.column) is not None]

    @cached_property
    def asked(self) -> list[Row]:
        """The known lines that the title speaks of: those of the chosen year, or all where there are no years."""
        return [row for row in self.known if "year" not in self.by or row.year == self.year]

    @cached_property
    def named(self) -> list[Row]:
        """The asked lines whose groups are all recorded, which a title may name; all of them where none is."""
        asked = self.asked
        return [row for row in asked if not any(is_missing(row.cells.get(key)) for key in self.by)] or asked

    def within(self, row: Row) -> str:
        """The group of a line without the year that all the asked lines have in common, as its label begins with it."""
        return row.label.removeprefix(f"{self.year}{BETWEEN}")

    def of(self, row: Row, sentence: str) -> str:
        """A sentence with the group that it is about before it; where there are no groups, as it is."""
        return about(row.label, sentence) if self.by else sentence

    @property
    def years(self) -> str:
        """The years of the known lines, as a reader writes them; nothing where there are no years."""
        return words(self.language).years(row.year for row in self.known if row.year is not None)

    def title(self, *, one: Callable[[Row], str], most: Callable[[Row], str], subject: str = "") -> str:
        """What is seen: of the one line asked for, or of the highest of several; or that the year is not known.

        A chart's `subject` says of what there is no figure: other charts of the page may well know the year.
        """
        if not self.asked:
            known = {row.year for row in self.known}
            one_known, several_known = NO_FIGURES
            form = one_known if len(known) == 1 else several_known
            absent = words(self.language).say(form, year=self.year, years=self.years)
            return about(subject, absent) if subject else absent
        if len(self.asked) == 1:
            return one(self.asked[0])
        return most(max(self.named, key=lambda row: row.number(self.column) or 0))


def grouped(lines: Iterable[Row]) -> dict[str, list[Row]]:
    """Lines by their groups, in the order in which these first come: of tables with several lines a group.

    >>> [(name, len(here)) for name, here in grouped([Row("2003"), Row("2004"), Row("2003")]).items()]
    [('2003', 2), ('2004', 1)]
    """
    groups: dict[str, list[Row]] = {}
    for row in lines:
        groups.setdefault(row.label, []).append(row)
    return groups


def about(name: str, sentence: str) -> str:
    """A sentence behind the name of what it is about, with a small first letter.

    >>> about("2003", "Of 40 projects 12 continue")
    '2003: of 40 projects 12 continue'
    """
    return f"{name}: {sentence[0].lower()}{sentence[1:]}"


def rows_of(table: pd.DataFrame, *, own: Collection[str], column: str, year: int | None, language: Language) -> Rows:
    """The lines of a table, of which `own` are the metric's columns and `column` the one that must be known.

    Columns before the first of `own` are the groups. A table of years only gets its gaps back. Without `year` the
    latest year of which `column` is known is chosen.

    >>> table = pd.DataFrame({"year": [1999, 2001], "leverage": [2.87, 8.43]})
    >>> rows = rows_of(table, own=["leverage"], column="leverage", year=None, language="en")
    >>> [(row.label, row.number("leverage"), row.chosen) for row in rows.lines]
    [('1999', 2.87, False), ('2000', None, False), ('2001', 8.43, True)]
    """
    by = tuple(takewhile(lambda name: name not in own, map(str, table.columns)))
    found = [Row(_label(by, cells, language), _year(cells), cells) for cells in _cells(table)]
    if by == ("year",):
        found = _with_gaps(found)
    chosen = year
    if year is None:
        chosen = max((r.year for r in found if r.year and r.number(column) is not None), default=None)
    lines = tuple(Row(row.label, row.year, row.cells, chosen is not None and row.year == chosen) for row in found)
    return Rows(lines, by, column, chosen if "year" in by else None, language)


def _cells(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The cells of each row by their columns: what `to_dict` gives, without a question to Arrow for each text."""
    names = [str(name) for name in table.columns]
    columns = (table[name].astype(object).tolist() for name in table.columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _label(by: tuple[str, ...], cells: Mapping[str, Any], language: Language) -> str:
    if not by:
        return words(language).say("In all")
    text = words(language)
    return BETWEEN.join(
        text.say("not stated") if is_missing(cells[name]) else wording_tables.written(name, cells[name], text)
        for name in by
    )


def _year(cells: Mapping[str, Any]) -> int | None:
    year = cells.get("year")
    return None if is_missing(year) else int(float(cast(SupportsFloat, year)))


def _with_gaps(found: list[Row]) -> list[Row]:
    dated = [row for row in found if row.year is not None]
    if not dated:
        return found
    there = {cast(int, row.year) for row in dated}
    gaps = [Row(str(year), year) for year in range(min(there), max(there)) if year not in there]
    return sorted([*dated, *gaps], key=lambda row: cast(int, row.year)) + [r for r in found if r.year is None]
