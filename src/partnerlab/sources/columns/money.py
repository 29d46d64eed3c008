"""Reading a column of money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.cells import Reading
from partnerlab.sources.cells.amounts import LARGEST_AMOUNT, read_amount, sized, whole
from partnerlab.sources.columns.readings import ReadColumn, as_float, numbers_in, read_cells
from partnerlab.sources.columns.settling import settled_amounts


def read_money(cells: pd.Series[Any], *, factor: float, currency: str, decimal: str = "") -> ReadColumn:
    """The amounts of a column, in whole units of the currency.

    >>> read_money(pd.Series([2.5, "1 234,50"], dtype=object), factor=1000.0, currency="RUB").values.tolist()
    [2500.0, 1234500.0]
    """
    numbers, others = numbers_in(cells)
    if factor != 1.0:
        with np.errstate(over="ignore"):
            numbers = np.round(numbers * factor, 6)
    odd = np.flatnonzero((numbers < 1) & (numbers != 0) | (numbers > LARGEST_AMOUNT)).tolist()

    def read(cell: Any) -> Reading[float]:
        if isinstance(cell, str):
            return read_amount(cell, scale=factor, currency=currency)
        number = as_float(cell)
        if number is None or abs(number * factor) > LARGEST_AMOUNT:
            return Reading(None, "not_an_amount")
        return Reading(whole(number, factor), sized(number * factor))

    marks = read_cells(cells, numbers, others + odd, read)
    if any(reading.rule == "ambiguous_amount" for _, reading, _ in marks):
        marks = settled_amounts(cells.tolist(), numbers, marks, scale=factor, decimal=decimal)
    return ReadColumn(pd.Series(numbers), marks)
