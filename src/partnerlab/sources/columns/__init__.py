"""Reading a column of typed cells: numbers as they are and all at once, texts one by one."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.compute as pc  # type: ignore[import-untyped]

from partnerlab.model import APPLICATION, ColumnType
from partnerlab.sources.columns.days import BOUNDS, read_days
from partnerlab.sources.columns.labels import label_of, told, unlabelled
from partnerlab.sources.columns.money import read_money
from partnerlab.sources.columns.numbers import read_whole_numbers
from partnerlab.sources.columns.packing import packed, series_of, tidied
from partnerlab.sources.columns.readings import ReadColumn
from partnerlab.sources.columns.texts import read_texts
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.headings import Heading
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping

__all__ = ["ReadColumn", "read_column", "settled", "text_of"]


def read_column(
    cells: pd.Series[Any], meaning: Heading, *, currency: str, own: UserMapping = NO_MAPPING, heading: str = ""
) -> ReadColumn:
    """The column of applications that the cells under a heading give; missing where a cell cannot be read.

    A label that every cell bears before its value («Grant: $98,601») is taken off. What the user's mapping says of
    the heading (the unit, the sign before the fraction, words of a closed list) holds before anything else.

    >>> read_column(pd.Series(["12,500", "0,750"]), Heading("awarded"), currency="RUB").values.tolist()
    [12.5, 0.75]
    """
    label = "" if meaning.column == "application_id" else label_of(cells)
    if not label:
        return _read(cells, meaning, currency=currency, own=own, heading=heading)
    column = _read(unlabelled(cells), meaning, currency=currency, own=own, heading=heading)
    return told(column, cells, label)


def _read(cells: pd.Series[Any], meaning: Heading, *, currency: str, own: UserMapping, heading: str) -> ReadColumn:
    name = meaning.column
    kind: ColumnType = APPLICATION[name].type
    if kind == "money":
        factor = own.factors.get(heading, meaning.factor)
        return read_money(cells, factor=factor, currency=currency, decimal=own.decimals.get(heading, ""))
    if kind in ("year", "count"):
        return read_whole_numbers(cells, year=kind == "year")
    if kind == "date":
        return read_days(cells, bound=BOUNDS.get(name, ""))
    return read_texts(cells, name, heading=heading, own_words=own.words.get(name))


def _loses_digits(cell: Any) -> bool:
    return isinstance(cell, int) and int(float(cell)) != cell


def settled(cells: pd.Series[Any]) -> pd.Series[Any]:
    """A column that the model does not know, as typed: numbers where all are numbers, dates where all are, else text.

    >>> settled(pd.Series([1.0, "", 2.0], dtype=object)).tolist()
    [1.0, nan, 2.0]
    """
    if cells.dtype != object:
        return cells
    listed = cells.tolist()
    kinds = set(map(type, listed))
    if kinds == {bool}:
        return pd.Series(listed, dtype=bool)
    if kinds == {str}:
        texts = packed(cells)
        return series_of(pc.if_else(pc.equal(texts, ""), None, tidied(texts, lines=True)))
    typed = [None if is_empty(cell) else cell for cell in listed]
    kinds = {type(cell) for cell in typed if cell is not None}
    try:
        if kinds and kinds <= {float, int} and not (int in kinds and any(map(_loses_digits, typed))):
            return pd.Series(typed, dtype=np.float64)
        if kinds and kinds <= {datetime.date, datetime.datetime}:
            return pd.Series(pd.to_datetime(pd.Series(typed))).astype("datetime64[us]")
    except (ValueError, TypeError, OverflowError):
        pass  # numbers or days beyond all bounds, times in several zones: kept as texts
    return pd.Series([None if cell is None else text_of(cell) for cell in typed], dtype="str")
