"""The table behind a chart as a spreadsheet takes it: numbers as numbers, in whole units, missing ones empty."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from partnerlab.wording import Words, is_missing, message
from partnerlab.wording.tables import HEADINGS, ON_BASE, Form, heading, label

Kind = Literal["text", "number", "date"]
Value = str | float | int | bool | None

LOW, HIGH = message("{column}, interval from"), message("{column}, interval to")
FORMATS: dict[Form, str] = {
    "year": "0", "count": "0", "money": "#,##0", "exact_money": "#,##0", "coins": "0.00", "ratio": "0.00",
    "index": "0.000", "decimal": "0.0", "share": "0.0%",
}  # fmt: skip
"""How a workbook shows the numbers of each form; the numbers themselves are whole."""
DATES = ("funding_end", "status_date", "end_date")


@dataclass(frozen=True)
class SheetColumn:
    """One column: its heading in words, what it holds, and how a workbook shows it."""

    name: str
    heading: str
    kind: Kind
    form: str = ""


@dataclass(frozen=True)
class Sheet:
    """A table with typed values, row by row as the page shows it."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheet(table: pd.DataFrame, words: Words, *, currency: str = "RUB") -> Sheet:
    """A metric's table for a spreadsheet: every number it has, bounds of intervals in columns of their own.

    Unit: money in whole units of the currency, shares as parts of one. Codes are said in words; of a text and its
    translation there is the one that the page shows; columns in which nothing is known are left out, except the first.
    A ratio on another base than the budget is not called one on it.

    >>> from partnerlab.wording import words
    >>> made = sheet(pd.DataFrame({"year": [2001], "budget": [1250000.0], "share": [float("nan")]}), words("en"))
    >>> [column.heading for column in made.columns], made.rows
    (['Year', 'Budget, RUB'], ((2001, 1250000.0),))
    """
    names = [str(name) for name in table.columns]
    kept = [name for place, name in enumerate(names) if _kept(table, name, names, place)]
    cells = {name: _cells(table, name, words) for name in kept}
    other_base = "base" in table and any(base != "budget" for base in _plain(table["base"]))
    said = {name: words.say(ON_BASE[name]) for name in ON_BASE if other_base}
    columns = tuple(_column(name, cells[name], words, currency, said) for name in kept)
    return Sheet(columns, tuple(zip(*cells.values(), strict=True)))


def _kept(table: pd.DataFrame, name: str, names: Sequence[str], place: int) -> bool:
    if name.removesuffix("_en") in names and name.endswith("_en"):
        return False
    return place == 0 or any(not is_missing(value) for value in _plain(table[name]))


def _plain(column: pd.Series[Any]) -> list[Any]:
    return list(column.astype(object).tolist())


def _cells(table: pd.DataFrame, name: str, words: Words) -> list[Value]:
    values = _plain(table[name])
    if words.language == "en" and f"{name}_en" in table:
        values = [
            own if is_missing(other) else other for own, other in zip(values, _plain(table[f"{name}_en"]), strict=True)
        ]
    return [_cell(name, value, words) for value in values]


def _cell(name: str, value: Any, words: Words) -> Value:
    if is_missing(value):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, str):
        return label(name, value, words)
    if hasattr(value, "item"):
        value = value.item()
    return value if isinstance(value, bool | int | float) else str(value)


def _column(name: str, cells: Sequence[Value], words: Words, currency: str, headed: Mapping[str, str]) -> SheetColumn:
    base = name.removesuffix("_low").removesuffix("_high")
    known = HEADINGS.get(name) or HEADINGS.get(base)
    shown = name if name in HEADINGS else base
    said = headed.get(shown) or _heading(shown, words, currency)
    if name not in HEADINGS and base != name:
        said = words.say(LOW if name.endswith("_low") else HIGH, column=said)
    values = [cell for cell in cells if cell is not None]
    if not all(isinstance(cell, str) for cell in values):
        return SheetColumn(name, said, "number", FORMATS.get(known.form, "") if known else "")
    return SheetColumn(name, said, "date" if name in DATES and values else "text")


def _heading(name: str, words: Words, currency: str) -> str:
    """The heading of a column with its unit, which is the currency itself and no thousand of it."""
    if name not in HEADINGS:
        return heading(name, words, currency)
    return words.say(HEADINGS[name].text, unit=words.currency(currency), currency=words.currency(currency))
