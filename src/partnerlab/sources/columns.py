"""Reading a column of typed cells: numbers as they are and all at once, texts one by one."""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import APPLICATION, FIRST_YEAR, LAST_YEAR, ColumnType
from partnerlab.rules import RULES
from partnerlab.sources.cells import (
    DASHES,
    LARGEST_AMOUNT,
    SAYS_MISSING,
    Reading,
    encodable,
    is_blank,
    read_amount,
    read_missing,
    sized,
    spaced,
    whole,
)
from partnerlab.sources.choices import read_choice, read_themes
from partnerlab.sources.dates import YEARS, date_within, read_count, read_date, read_serial, read_year, year_within
from partnerlab.sources.headings import Heading
from partnerlab.sources.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.sheets import is_empty

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
_FORMULA = re.compile(r"=[\w(+\-'\"\[{$@…]|(?:err|ошибка):[0-9]{3}$", re.IGNORECASE)
"""How a formula begins that nobody has computed, and how LibreOffice numbers its errors."""
_RUINED = re.compile(r"[0-9](?:[.,][0-9]+)?[eеЕ]\+[0-9]{2,}", re.IGNORECASE)
"""A long number as a spreadsheet shows it in a narrow column; the letter may have become a Cyrillic one."""
_IDENTIFIERS = ("application_id", "organisation_id")
_MARKS = frozenset(("", "#", "=", *"EeОо", *DASHES))
"""With what a text begins that may be no text."""

Mark = tuple[int, Reading[Any], str]
"""A cell's place in its column, the reading that is a finding, and the cell's text."""


@dataclass
class ReadColumn:
    """A column that was read: its values, what was typed where that was not taken literally, and what was found."""

    values: pd.Series[Any]
    marks: list[Mark] = field(default_factory=list)

    def as_typed(self) -> pd.Series[Any] | None:
        """The texts that were not taken literally, missing elsewhere; None where there are none."""
        kept = {place: text for place, reading, text in self.marks if not RULES[reading.rule].kept}
        if not kept:
            return None
        texts: list[str | None] = [None] * len(self.values)
        for place, text in kept.items():
            texts[place] = text
        return pd.Series(texts, dtype="str")


def read_column(
    cells: pd.Series[Any], meaning: Heading, *, currency: str, own: UserMapping = NO_MAPPING, heading: str = ""
) -> ReadColumn:
    """The column of applications that the cells under a heading give; missing where a cell cannot be read."""
    del own, heading
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
    try:
        return cell.isoformat() if isinstance(cell, datetime.date) else encodable(str(cell))
    except Exception:  # a frame's cell may be any object, and a number of 5000 digits has no text
        return type(cell).__name__


def _as_float(cell: object) -> float | None:
    """The number that a cell holds; None where it holds something else, or one beyond all bounds."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | np.integer | np.floating | decimal.Decimal):
        return None
    try:
        return float(cell)
    except OverflowError:
        return None


def _numbers(cells: pd.Series[Any]) -> tuple[np.ndarray[Any, np.dtype[np.float64]], list[int]]:
    """The cells that are numbers (missing elsewhere), and the places of those that are something else."""
    if pd.api.types.is_float_dtype(cells.dtype) or pd.api.types.is_integer_dtype(cells.dtype):
        return cells.to_numpy(dtype=np.float64, na_value=np.nan).copy(), []
    typed = cells.tolist()
    numbers = np.full(len(typed), np.nan)
    others = []
    for place, cell in enumerate(typed):
        if type(cell) is float:
            numbers[place] = cell
        elif is_empty(cell):
            continue
        elif (number := _as_float(cell)) is not None:
            numbers[place] = number
        else:
            others.append(place)
    return numbers, others


def _read_cells(
    cells: pd.Series[Any], values: np.ndarray[Any, Any], places: list[int], read: Callable[[Any], Reading[Any]]
) -> list[Mark]:
    """Read the cells at these places, each different one once, into `values`; what of them is a finding."""
    seen: dict[tuple[type, str], Reading[Any]] = {}
    typed = cells.tolist()
    marks = []
    for place in sorted(places):
        cell = typed[place]
        key = (type(cell), cell if isinstance(cell, str) else text_of(cell))
        if key not in seen:
            seen[key] = (_no_value(cell) if isinstance(cell, str) else None) or read(cell)
        values[place] = seen[key].value
        if seen[key].rule:
            marks.append((place, seen[key], text_of(cell)))
    return marks


def _no_value(text: str) -> Reading[Any] | None:
    """What a cell says that holds no value: a formula without a result, or words that nothing is known."""
    bare = text.strip()
    if bare.upper() in SPREADSHEET_ERRORS or _FORMULA.match(bare):
        return Reading(None, "formula_error")
    return read_missing(text)


def _money(cells: pd.Series[Any], factor: float, currency: str) -> ReadColumn:
    numbers, others = _numbers(cells)
    if factor != 1.0:
        with np.errstate(over="ignore"):
            numbers = np.round(numbers * factor, 6)
    odd = np.flatnonzero((numbers < 1) & (numbers != 0) | (numbers > LARGEST_AMOUNT)).tolist()

    def read(cell: Any) -> Reading[float]:
        if isinstance(cell, str):
            return read_amount(cell, scale=factor, currency=currency)
        number = _as_float(cell)
        if number is None or abs(number * factor) > LARGEST_AMOUNT:
            return Reading(None, "not_an_amount")
        return Reading(whole(number, factor), sized(number * factor))

    marks = _read_cells(cells, numbers, others + odd, read)
    return ReadColumn(pd.Series(numbers), marks)


def _whole_numbers(cells: pd.Series[Any], *, year: bool) -> ReadColumn:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.astype(object)
    numbers, others = _numbers(cells)
    within = (numbers >= FIRST_YEAR) & (numbers <= LAST_YEAR) if year else np.abs(numbers) < 1e9
    with np.errstate(invalid="ignore"):
        fits = within & (numbers == np.floor(numbers))
    odd = np.flatnonzero(~fits & ~np.isnan(numbers)).tolist()

    def read(cell: Any) -> Reading[int]:
        if isinstance(cell, str):
            return read_year(cell) if year else read_count(cell)
        if year and isinstance(cell, datetime.date):
            found = year_within(cell.year)
            return Reading(found.value, found.rule or "year_from_date", found.facts)
        return Reading(None, "not_a_year", YEARS) if year else Reading(None, "not_a_count")

    marks = _read_cells(cells, numbers, others + odd, read)
    return ReadColumn(pd.Series(numbers).astype("Int64"), marks)


def _dates(cells: pd.Series[Any]) -> ReadColumn:
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.dt.tz_localize(None).astype(object)
    typed = cells.tolist()

    def read(cell: Any) -> Reading[datetime.date]:
        if isinstance(cell, str):
            return read_date(cell)
        if isinstance(cell, datetime.date):
            return date_within(cell.year, cell.month, cell.day)
        number = _as_float(cell)
        return Reading(None, "not_a_date", YEARS) if number is None else read_serial(number)

    # a date that the spreadsheet knows as one needs no reading
    ready = [type(cell) is datetime.date and FIRST_YEAR <= cell.year <= LAST_YEAR for cell in typed]
    days = np.array([cell if done else None for done, cell in zip(ready, typed, strict=True)], dtype="datetime64[us]")
    others = [place for place, cell in enumerate(typed) if not (ready[place] or is_empty(cell))]
    marks = _read_cells(cells, days, others, read)
    return ReadColumn(pd.Series(days), marks)


def _texts(cells: pd.Series[Any], column: str) -> ReadColumn:
    # the lines of a cell divide themes; elsewhere all white space is one space
    texts = _as_texts(cells) if column == "themes" else [spaced(text) for text in _as_texts(cells)]
    listed = APPLICATION[column].type == "choice"

    def read(text: str) -> Reading[str]:
        listed_word = read_choice(text, column=column) if listed else None
        if listed_word and not listed_word.rule:  # «нет данных» is a word of the list of what became of projects
            return listed_word
        if is_blank(text):
            return Reading(None)
        if nothing := _no_value(text):
            return nothing
        if identifier and _RUINED.fullmatch(text):
            return Reading(None, "ruined_number")
        return listed_word or (read_themes(text) if column == "themes" else Reading(text))

    every = listed or column == "themes"
    identifier = column in _IDENTIFIERS
    meant = {
        text: read(text)
        for text in set(texts)
        if every or text[:1] in _MARKS or text.casefold() in SAYS_MISSING or (identifier and "+" in text)
    }
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
    return ["" if is_empty(cell) else text_of(cell) for cell in typed]


def settled(cells: pd.Series[Any]) -> pd.Series[Any]:
    """A column that the model does not know, as typed: numbers where all are numbers, dates where all are, else text.

    >>> settled(pd.Series([1.0, "", 2.0], dtype=object)).tolist()
    [1.0, nan, 2.0]
    """
    if cells.dtype != object:
        return cells
    typed = [None if is_empty(cell) else cell for cell in cells.tolist()]
    kinds = {type(cell) for cell in typed if cell is not None}
    try:
        if kinds and kinds <= {float, int}:
            return pd.Series(typed, dtype=np.float64)
        if kinds and kinds <= {datetime.date, datetime.datetime}:
            return pd.Series(pd.to_datetime(pd.Series(typed))).astype("datetime64[us]")
    except (ValueError, TypeError, OverflowError):
        pass  # numbers or days beyond all bounds, times in several zones: kept as texts
    return pd.Series([None if cell is None else text_of(cell) for cell in typed], dtype="str")
