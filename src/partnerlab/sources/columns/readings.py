"""What was read of a column: its values, and the marks of what was not taken literally."""

from __future__ import annotations

import decimal
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from partnerlab.rules import RULES
from partnerlab.sources.cells import Reading, read_missing
from partnerlab.sources.forms.sheets import is_empty, text_of

SPREADSHEET_ERRORS = frozenset(
    (
        *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!"),
        *("#ДЕЛ/0!", "#Н/Д", "#ИМЯ?", "#ПУСТО!", "#ЧИСЛО!", "#ССЫЛКА!", "#ЗНАЧ!"),
    )
)
_FORMULA = re.compile(r"=[\w(+\-'\"\[{$@…]|(?:err|ошибка):[0-9]{3}$", re.IGNORECASE)
"""How a formula begins that nobody has computed, and how LibreOffice numbers its errors."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
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


def as_float(cell: object) -> float | None:
    """The number that a cell holds; None where it holds something else, or one beyond all bounds.

    >>> as_float(decimal.Decimal("1.5")), as_float(True) is None
    (1.5, True)
    """
    if isinstance(cell, bool) or not isinstance(cell, int | float | np.integer | np.floating | decimal.Decimal):
        return None
    try:
        return float(cell)
    except OverflowError:
        return None


def numbers_in(cells: pd.Series[Any]) -> tuple[Floats, list[int]]:
    """The cells that are numbers (missing elsewhere), and the places of those that are something else.

    >>> numbers_in(pd.Series([1.0, "", "x"], dtype=object))[1]
    [2]
    """
    if pd.api.types.is_float_dtype(cells.dtype) or pd.api.types.is_integer_dtype(cells.dtype):
        return cells.to_numpy(dtype=np.float64, na_value=np.nan).copy(), []
    typed = cells.tolist()
    empty = holding_nothing(cells)
    if set(map(type, typed)) <= {float, str}:
        try:
            return pa.array(typed, pa.float64(), mask=empty).to_numpy(zero_copy_only=False).copy(), []
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            pass  # there are texts among the numbers
    numbers = np.array([cell if cell.__class__ is float else np.nan for cell in typed], dtype=np.float64)
    others = []
    for place in np.flatnonzero(np.isnan(numbers) & ~empty).tolist():
        cell = typed[place]
        if is_empty(cell):
            continue
        if (number := as_float(cell)) is not None:
            numbers[place] = number
        else:
            others.append(place)
    return numbers, others


def holding_nothing(cells: pd.Series[Any]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which cells are empty texts, as a spreadsheet gives its empty cells.

    >>> holding_nothing(pd.Series(["", "x", None], dtype=object)).tolist()
    [True, False, False]
    """
    typed = cells.to_numpy(dtype=object)
    try:
        return np.asarray(typed == "", dtype=bool)
    except (TypeError, ValueError):  # some cells of a frame do not compare with a text
        return np.zeros(len(typed), dtype=bool)


def read_cells(
    cells: pd.Series[Any], values: np.ndarray[Any, Any], places: list[int], read: Callable[[Any], Reading[Any]]
) -> list[Mark]:
    """Read the cells at these places, each different one once, into `values`; what of them is a finding."""
    if not places:
        return []
    seen: dict[tuple[type, str], Reading[Any]] = {}
    typed = cells.tolist()
    marks = []
    for place in sorted(places):
        cell = typed[place]
        key = (type(cell), cell if isinstance(cell, str) else text_of(cell))
        if key not in seen:
            seen[key] = (no_value(cell) if isinstance(cell, str) else None) or read(cell)
        values[place] = seen[key].value
        if seen[key].rule:
            marks.append((place, seen[key], text_of(cell)))
    return marks


def no_value(text: str) -> Reading[Any] | None:
    """What a cell says that holds no value: a formula without a result, or words that nothing is known.

    >>> no_value("#ССЫЛКА!").rule, no_value("н/д").rule, no_value("30") is None
    ('formula_error', 'said_missing', True)
    """
    bare = text.strip()
    if bare.upper() in SPREADSHEET_ERRORS or _FORMULA.match(bare):
        return Reading(None, "formula_error")
    return read_missing(text)
