"""Reading a column of dates."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]

from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.sources.cells import Reading
from partnerlab.sources.cells.dates import YEARS, date_within, read_date, read_period, read_serial
from partnerlab.sources.columns.readings import ReadColumn, as_float, holding_nothing, read_cells
from partnerlab.sources.columns.settling import settled_dates
from partnerlab.sources.forms.sheets import is_empty

Bound = Literal["first", "last", ""]
"""Which day of a period a column of dates means; empty where it cannot be said."""
_FIRST, _LAST = np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR}-12-31")
BOUNDS: dict[str, Bound] = {"start": "first", "end": "last", "funding_end": "last"}


def read_days(cells: pd.Series[Any], *, bound: Bound = "") -> ReadColumn:
    """The dates of a column; of a period (`2016-12-05/2017-12-05`) the day that the column means.

    >>> read_days(pd.Series(["31.10.2000"], dtype=object)).values[0]
    Timestamp('2000-10-31 00:00:00')
    """
    if pd.api.types.is_datetime64_any_dtype(cells.dtype):
        cells = cells.dt.tz_localize(None).astype(object)
    typed = cells.tolist()

    def read(cell: Any) -> Reading[datetime.date]:
        if isinstance(cell, str):
            found = read_date(cell)
            return read_period(cell, last=bound == "last") if bound and found.rule == "not_a_date" else found
        if isinstance(cell, datetime.date):
            found = date_within(cell.year, cell.month, cell.day)
            has_time = isinstance(cell, datetime.datetime) and cell.time() != datetime.time()
            return Reading(found.value, "time_left_out") if has_time and not found.rule else found
        number = as_float(cell)
        return Reading(None, "not_a_date", YEARS) if number is None else read_serial(number)

    # a date that the spreadsheet knows as one needs no reading
    empty = holding_nothing(cells)
    days = _dates_in(typed, empty)
    ready = (days >= _FIRST) & (days <= _LAST)
    days[~ready] = np.datetime64("NaT")
    left = np.flatnonzero(~ready & ~empty).tolist()
    others = [place for place in left if not is_empty(typed[place])]
    marks = settled_dates(typed, days, read_cells(cells, days, others, read))
    return ReadColumn(pd.Series(days), marks)


def _dates_in(typed: list[Any], empty: np.ndarray[Any, np.dtype[np.bool_]]) -> np.ndarray[Any, Any]:
    """The cells that are dates, without a time of day; missing elsewhere."""
    days = None
    if set(map(type, typed)) <= {datetime.date, str}:
        with suppress(pa.ArrowInvalid, pa.ArrowTypeError):  # texts among the dates
            days = pa.array(typed, pa.date32(), mask=empty)
    if days is None:
        others = np.array([cell.__class__ is not datetime.date for cell in typed], dtype=bool)
        days = pa.array(typed, pa.date32(), mask=others)
    return np.asarray(days.to_numpy(zero_copy_only=False).astype("datetime64[us]"))
