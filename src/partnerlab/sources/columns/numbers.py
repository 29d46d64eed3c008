"""Reading columns of years, counts and other numbers without a unit."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.sources.cells import Reading
from partnerlab.sources.cells.dates import YEARS, read_count, read_two_years, read_year, year_within
from partnerlab.sources.columns.money import read_money
from partnerlab.sources.columns.readings import Mark, ReadColumn, numbers_in, read_cells

_OF_MONEY = {"not_an_amount": "not_a_number", "other_currency": "not_a_number", "ambiguous_amount": "ambiguous_number"}
_ONLY_OF_MONEY = ("negative_amount", "tiny_amount")


def read_whole_numbers(cells: pd.Series[Any], *, year: bool) -> ReadColumn:
    """The years, or the counts, of a column.

    A column of financial years (`2002/03`) and nothing else gives the first year of each.

    >>> read_whole_numbers(pd.Series(["2003 г.", 2004.0], dtype=object), year=True).values.tolist()
    [2003, 2004]
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.astype(object)
    numbers, others = numbers_in(cells)
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

    marks = read_cells(cells, numbers, others + odd, read)
    if year and marks and np.isnan(numbers).all():
        marks = _financial_years(numbers, marks)
    return ReadColumn(pd.Series(numbers).astype("Int64"), marks)


def _financial_years(years: np.ndarray[Any, np.dtype[np.float64]], marks: list[Mark]) -> list[Mark]:
    """The marks of a column that names two years in every cell: the first of them is the year."""
    wrong = [mark for mark in marks if mark[1].rule == "not_a_year"]
    first = {place: read_two_years(text) for place, _, text in wrong}
    if not wrong or None in first.values():
        return marks
    for place, year in first.items():
        years[place] = year
    return [
        (place, Reading(first[place], "first_of_two_years", (("read", str(first[place])),)), text)
        if place in first
        else (place, reading, text)
        for place, reading, text in marks
    ]


def read_numbers(cells: pd.Series[Any], *, decimal: str = "") -> ReadColumn:
    """The numbers of a column that is no money: scores, and how much of something was produced.

    >>> read_numbers(pd.Series([-1.0, "4,5", "много"], dtype=object)).values.tolist()
    [-1.0, 4.5, nan]
    """
    column = read_money(cells, factor=1.0, currency="", decimal=decimal)
    column.marks = [
        (place, replace(reading, rule=_OF_MONEY.get(reading.rule, reading.rule)), text)
        for place, reading, text in column.marks
        if reading.rule not in _ONLY_OF_MONEY
    ]
    return column
