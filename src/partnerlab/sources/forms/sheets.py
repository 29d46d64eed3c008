"""A sheet as it stands in a file: its cells, and what the spreadsheet calls its rows and columns."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.cells import encodable

Box = tuple[int, int, int, int]
"""A run of merged cells: first row, first column, last row, last column, as the spreadsheet counts them, from 1."""


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands in its file; a CSV file is one sheet without a name.

    `first_row` and `first_column` are what the spreadsheet calls the first of `rows` and its first cell, from 1.
    `troubles` are the rows, and the checks that they fail, where the sheet could not be cut into cells for certain.
    `constants` are what a file says once for all its rows (`{"currency": "PLN", "district": "Wesoła"}`): columns of
    the model, as typed. `hidden` and `hidden_rows` are what the spreadsheet does not show, and is read all the same.
    """

    name: str
    rows: list[list[Any]]
    first_row: int = 1
    first_column: int = 1
    troubles: tuple[tuple[int, str], ...] = ()
    file: str = ""
    merged: tuple[Box, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class TypedSheet:
    """A table whose columns have names and types: of a frame, a Parquet file or a database."""

    name: str
    frame: pd.DataFrame
    file: str = ""
    constants: Mapping[str, str] = field(default_factory=dict)


def is_empty(cell: object) -> bool:
    """Whether nothing stands in the cell; a text of spaces is a text.

    >>> [is_empty(cell) for cell in ("", None, pd.NA, float("nan"), 0, " ")]
    [True, True, True, True, False, False]
    """
    if isinstance(cell, str):
        return cell == ""
    if isinstance(cell, float | np.floating):
        return math.isnan(cell)
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, decimal.Decimal) and cell.is_nan())


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


def column_number(letters: str) -> int:
    """The number of a spreadsheet's column, from 1.

    >>> column_number("A"), column_number("AA")
    (1, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """What a spreadsheet calls its column.

    >>> column_letters(1), column_letters(27)
    ('A', 'AA')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
