"""A sheet as it stands in a file: its cells, and what the spreadsheet calls its rows and columns."""

from __future__ import annotations

import decimal
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Sheet:
    """One sheet as it stands in the file; a CSV file is one sheet without a name.

    `first_row` and `first_column` are what the spreadsheet calls the first of `rows` and its first cell, from 1.
    `troubles` are the rows, and the checks that they fail, where the sheet could not be cut into cells for certain.
    """

    name: str
    rows: list[list[Any]]
    first_row: int = 1
    first_column: int = 1
    troubles: tuple[tuple[int, str], ...] = ()


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
