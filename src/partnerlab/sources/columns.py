"""Reading a column of typed cells: numbers as they are and all at once, texts one by one."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import APPLICATION, FIRST_YEAR, LAST_YEAR, ColumnType
from partnerlab.sources.cells import (
    DASHES,
    LARGEST_AMOUNT,
    SAYS_MISSING,
    Reading,
    is_blank,
    read_amount,
    read_missing,
    whole,
)
from partnerlab.sources.choices import read_choice, read_themes
from partnerlab.sources.dates import YEARS, date_within, read_count, read_date, read_serial, read_year, year_within
from partnerlab.sources.headings import Heading

SUMMED_UP = ("none_as_zero", "said_missing", "written_multiple", "year_from_date", "serial_date", "roman_number")
"""Checks that tell how cells were read: one finding for all such cells of a column."""
AS_FOUND = ("negative_amount",)
"""Checks of cells whose value is kept as it is."""
SPREADSHEET_ERRORS = frozenset(
    (
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#ДЕЛ/0!",
        "#Н/Д",
        "#ИМЯ?",
        "#ПУСТО!",
        "#ЧИСЛО!",
        "#ССЫЛКА!",
        "#ЗНАЧ!",
    )
)


_MARKS = frozenset(("", "#", *DASHES))
"""With what a text begins that may be no text."""


@dataclass
class ReadColumn:
    """A column that was read: its values, what was typed where that was not taken literally, and what was found.

    `marks` are the place in the column, the reading that is a finding, and the cell's text.
    """

    values: pd.Series[Any]
    marks: list[tuple[int, Reading[Any], str]] = field(default_factory=list)

    def as_typed(self) -> pd.Series[Any] | None:
        """The texts that were not taken literally, missing elsewhere; None where there are none."""
        kept = {place: text for place, reading, text in self.marks if reading.rule not in AS_FOUND}
        if not kept:
            return None
        texts: list[str | None] = [None] * len(self.values)
        for place, text in kept.items():
            texts[place] = text
        return pd.Series(texts, dtype="str")


def read_column(cells: pd.Series[Any], meaning: Heading, *, currency: str) -> ReadColumn:
    """The column of applications that the cells under a heading give; missing where a cell cannot be read."""
    kind: ColumnType = APPLICATION[meaning.column].type
    if kind == "money":
        return _money(cells, meaning.factor, currency)
    if kind in ("year", "count"):
        return _whole_numbers(cells, year=kind == "year")
    if kind == "date":
        return _dates(cells)
    return _texts(cells, meaning.column)


def text_of(cell: object) -> str:
    """A cell's text as the spreadsheet shows it: whole numbers without a point, dates as ISO writes them.

    >>> text_of(7.0), text_of(datetime.date(2000, 10, 31))
    ('7', '2000-10-31')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | np.integer | np.floating) and not isinstance(cell, bool)


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell))


def _numbers(cells: pd.Series[Any]) -> tuple[np.ndarray[Any, np.dtype[np.float64]], list[int]]:
    """The cells that are numbers (missing elsewhere), and the places of those that are something else."""
    if pd.api.types.is_numeric_dtype(cells.dtype) and not pd.api.types.is_bool_dtype(cells.dtype):
        return cells.to_numpy(dtype=np.float64, na_value=np.nan).copy(), []
    typed = cells.tolist()
    if {float, int}.issuperset(map(type, typed)):
        return np.array(typed, dtype=np.float64), []
    numbers = np.full(len(typed), np.nan)
    others = []
    for place, cell in enumerate(typed):
        if type(cell) is float or _is_number(cell) or isinstance(cell, decimal.Decimal):
            numbers[place] = float(cell)
        elif cell != "" and not _is_missing(cell):
            others.append(place)
    return numbers, others


def _reread(
    cells: pd.Series[Any], places: list[int], read: Callable[[Any], Reading[Any]]
) -> list[tuple[int, Reading[Any], str]]:
    """The readings of the cells at these places, each different cell read once."""
    seen: dict[tuple[type, object], Reading[Any]] = {}
    typed = cells.tolist()
    readings = []
    for place in places:
        cell = typed[place]
        key = (type(cell), cell if isinstance(cell, str) else str(cell))
        if key not in seen:
            seen[key] = (_no_value(cell) if isinstance(cell, str) else None) or read(cell)
        readings.append((place, seen[key], text_of(cell)))
    return readings


def _no_value(text: str) -> Reading[Any] | None:
    """What a cell says that holds no value: a formula without a result, or words that nothing is known."""
    if text.strip().upper() in SPREADSHEET_ERRORS:
        return Reading(None, "formula_error")
    return read_missing(text)


def _money(cells: pd.Series[Any], factor: float, currency: str) -> ReadColumn:
    numbers, others = _numbers(cells)
    if factor != 1.0:
        numbers = np.round(numbers * factor, 6)
    beyond = np.abs(numbers) > LARGEST_AMOUNT
    odd = np.flatnonzero((numbers < 0) | beyond).tolist()
    numbers[beyond] = np.nan

    def number(cell: Any) -> Reading[float]:
        value = whole(float(cell), factor)
        within = abs(value) <= LARGEST_AMOUNT
        return Reading(value, "negative_amount") if within else Reading(None, "not_an_amount")

    def other(cell: Any) -> Reading[float]:
        if isinstance(cell, str):
            return read_amount(cell, scale=factor, currency=currency)
        return Reading(None, "not_an_amount")

    readings = _reread(cells, others, other)
    for place, reading, _ in readings:
        numbers[place] = np.nan if reading.value is None else reading.value
    return ReadColumn(pd.Series(numbers), _marks(readings + _reread(cells, odd, number)))


def _whole_numbers(cells: pd.Series[Any], *, year: bool) -> ReadColumn:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.astype(object)
    numbers, others = _numbers(cells)
    within = (numbers >= FIRST_YEAR) & (numbers <= LAST_YEAR) if year else np.abs(numbers) < 1e9
    with np.errstate(invalid="ignore"):
        fits = within & (numbers == np.floor(numbers))
    odd = np.flatnonzero(~fits & ~np.isnan(numbers)).tolist()
    numbers[~fits] = np.nan

    def read(cell: Any) -> Reading[int]:
        if isinstance(cell, str):
            return read_year(cell) if year else read_count(cell)
        if year and isinstance(cell, datetime.date):
            found = year_within(cell.year)
            return Reading(found.value, found.rule or "year_from_date", found.facts)
        return Reading(None, "not_a_year", YEARS) if year else Reading(None, "not_a_count")

    readings = _reread(cells, others + odd, read)
    for place, reading, _ in readings:
        numbers[place] = np.nan if reading.value is None else reading.value
    return ReadColumn(pd.Series(numbers).astype("Int64"), _marks(readings))


def _dates(cells: pd.Series[Any]) -> ReadColumn:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.dt.tz_localize(None).astype(object)
    typed = cells.tolist()

    def read(cell: Any) -> Reading[datetime.date]:
        if isinstance(cell, str):
            return read_date(cell)
        if isinstance(cell, datetime.date):
            return date_within(cell.year, cell.month, cell.day)
        return read_serial(float(cell)) if _is_number(cell) else Reading(None, "not_a_date", YEARS)

    # a date that the spreadsheet knows as one needs no reading
    ready = [type(cell) is datetime.date and FIRST_YEAR <= cell.year <= LAST_YEAR for cell in typed]
    others = [
        place
        for place, (done, cell) in enumerate(zip(ready, typed, strict=True))
        if not (done or (isinstance(cell, str) and cell == "") or _is_missing(cell))
    ]
    days = np.array([cell if done else None for done, cell in zip(ready, typed, strict=True)], dtype="datetime64[us]")
    readings = _reread(cells, others, read)
    for place, reading, _ in readings:
        if reading.value is not None:
            days[place] = np.datetime64(reading.value, "us")
    return ReadColumn(pd.Series(days), _marks(readings))


def _texts(cells: pd.Series[Any], column: str) -> ReadColumn:
    texts = _as_texts(cells)
    listed = APPLICATION[column].type == "choice"

    def read(text: str) -> Reading[str]:
        listed_word = read_choice(text, column=column) if listed else None
        if listed_word and not listed_word.rule:  # «нет данных» is a word of the list of what became of projects
            return listed_word
        if is_blank(text):
            return Reading(None)
        if nothing := _no_value(text):
            return nothing
        return listed_word or (read_themes(text) if column == "themes" else Reading(text))

    every = listed or column == "themes"
    meant = {text: read(text) for text in set(texts) if every or text[:1] in _MARKS or text.casefold() in SAYS_MISSING}
    values = [meant[text].value if text in meant else text for text in texts] if meant else texts
    wrong = {text for text, reading in meant.items() if reading.rule}
    marks = [(place, meant[text], text) for place, text in enumerate(texts) if text in wrong] if wrong else []
    return ReadColumn(pd.Series(values, dtype="str"), marks)


def _as_texts(cells: pd.Series[Any]) -> list[str]:
    """The cells' texts, empty where nothing stands."""
    typed = cells.tolist()
    kinds = set(map(type, typed))
    if kinds == {str}:
        return list(map(str.strip, typed))
    if kinds == {float} and np.all((numbers := np.array(typed)) == np.floor(numbers)) and np.all(abs(numbers) < 2**53):
        return list(map(str, numbers.astype(np.int64).tolist()))
    return ["" if _is_missing(cell) else text_of(cell) for cell in typed]


def _marks(readings: list[tuple[int, Reading[Any], str]]) -> list[tuple[int, Reading[Any], str]]:
    return sorted((one for one in readings if one[1].rule), key=lambda one: one[0])


def settled(cells: pd.Series[Any]) -> pd.Series[Any]:
    """A column that the model does not know, as typed: numbers where all are numbers, dates where all are, else text.

    >>> settled(pd.Series([1.0, "", 2.0], dtype=object)).tolist()
    [1.0, nan, 2.0]
    """
    if cells.dtype != object:
        return cells
    typed = [None if cell == "" or _is_missing(cell) else cell for cell in cells.tolist()]
    kinds = {type(cell) for cell in typed if cell is not None}
    if kinds and kinds <= {float, int}:
        return pd.Series(typed, dtype=np.float64)
    if kinds and kinds <= {datetime.date, datetime.datetime}:
        try:
            return pd.Series(pd.to_datetime(pd.Series(typed))).astype("datetime64[us]")
        except (ValueError, OverflowError):
            pass
    return pd.Series([None if cell is None else text_of(cell) for cell in typed], dtype="str")
