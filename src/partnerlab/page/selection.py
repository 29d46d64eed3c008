"""Which applications a page is about: those of a district, a line, a kind of organisation, a theme; and how many.

A filter is a choice among the values that the records have. Everything on a page is worked out from the chosen
applications alone; what does not know a filter (a printed table of the whole city) says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.dataset import Dataset
from partnerlab.model import THEME_SEPARATOR
from partnerlab.outlines import Outlines, found, spelled
from partnerlab.parameters import FILTERS
from partnerlab.wording import Words
from partnerlab.wording.tables import label

Filters = Mapping[str, str]
"""The chosen value of each filter, as the data have it."""
COLUMNS = {name: name for name in FILTERS} | {"theme": "themes"}
"""The column that each filter chooses by."""
ID = "application_id"


@dataclass(frozen=True)
class Option:
    """A value that can be chosen: as an address says it, as the data have it, as it is read, how many applications."""

    key: str
    value: str
    label: str
    count: int


def followed(data: Dataset, filters: Filters, chosen: Dataset) -> tuple[str, ...]:
    """Which of the filters a table can follow: by a column of its own, or by the number of the application.

    >>> one = Dataset("mine", "records", pd.DataFrame({"district": ["A"]}), source=None)
    >>> followed(one, {"district": "A", "line": "B"}, one)
    ('district',)
    """
    columns = _columns(data.frame)
    joined = ID in columns and ID in _columns(chosen.frame)
    known = _columns(chosen.frame) if joined else columns
    return tuple(name for name in filters if COLUMNS[name] in columns or COLUMNS[name] in known)


def selected(data: Dataset, filters: Filters, applications: Dataset) -> Dataset:
    """The rows of a table that are of the chosen applications, as far as it can follow the filters.

    `applications` are all applications: a table beside them is joined to them by `application_id`.

    >>> frame = pd.DataFrame({"district": ["A", "B"], "themes": ["x; y", "y"]})
    >>> mine = Dataset("mine", "records", frame, source=None)
    >>> selected(mine, {"theme": "x"}, mine).frame["district"].tolist()
    ['A']
    """
    columns = _columns(data.frame)
    own = {name: value for name, value in filters.items() if COLUMNS[name] in columns}
    frame = nw.from_native(data.frame)
    if own:
        frame = frame.filter(*(_matches(name, value) for name, value in own.items()))
    others = {name: value for name, value in filters.items() if name in followed(data, filters, applications)}
    if others.keys() - own.keys() and data.frame is not applications.frame:
        ids = nw.from_native(selected(applications, others, applications).frame).select(ID).unique()
        frame = frame.join(ids, on=ID, how="semi")
    return replace(data, frame=frame.to_native()) if filters else data


def _columns(frame: Any) -> tuple[str, ...]:
    return tuple(nw.from_native(frame).collect_schema().names())


def _matches(name: str, value: str) -> nw.Expr:
    column = nw.col(COLUMNS[name]).cast(nw.String)
    if name != "theme":
        return column == value
    return column.str.contains(rf"(?:^|{THEME_SEPARATOR})\s*{re.escape(value)}\s*(?:{THEME_SEPARATOR}|$)")


class Counted:
    """How many applications there are of each year and of each value of the filters: counted once for all pages."""

    def __init__(self, records: Dataset, outlines: Outlines | None = None) -> None:
        """Count the applications; `outlines` give districts a name for addresses and one in English."""
        self._outlines = outlines
        known = _columns(records.frame)
        columns = [name for name in ("year", *COLUMNS.values()) if name in known]
        plain = [nw.col(name).cast(nw.String if name != "year" else nw.Float64) for name in columns]
        rows = nw.from_native(records.frame).lazy().select(*plain, nw.lit(1).alias("_one"))
        table = rows.group_by(*columns).agg(nw.col("_one").sum()).collect("pandas").to_native() if columns else None
        self._ones = np.array([] if table is None else table["_one"], dtype=np.int64)
        self._years = np.array(table["year"] if table is not None and "year" in table else [np.nan] * len(self._ones))
        self._rows = {
            name: _rows_of(table[column], several=name == "theme")
            for name, column in COLUMNS.items()
            if table is not None and column in table
        }

    def total(self, filters: Filters, year: int | None = None) -> int:
        """How many applications the filters choose, of a year or of all."""
        return int(self._ones[self._chosen(filters, year)].sum())

    def years(self, filters: Filters) -> dict[int, int]:
        """How many applications of each year the filters choose."""
        chosen = self._chosen(filters, None) & ~np.isnan(self._years)
        return {
            int(year): int(self._ones[chosen & (self._years == year)].sum()) for year in np.unique(self._years[chosen])
        }

    def options(self, name: str, filters: Filters, year: int | None, says: Words) -> list[Option]:
        """The values of a filter, each with its applications in the year that the other filters choose.

        Values with none are offered too, so that the list stays the same; sorted as they are read.
        """
        chosen = self._chosen({other: value for other, value in filters.items() if other != name}, year)
        counts = {value: int(self._ones[chosen & rows].sum()) for value, rows in self._rows.get(name, {}).items()}
        values = self._values[name]
        keys, labels = self._keys.get(name, {}), self.labels(name, says)
        made = [Option(keys[value], value, labels[value], counts[value]) for value in values]
        return sorted(made, key=lambda option: option.label.casefold())

    def value(self, name: str, asked: str) -> str | None:
        """The value of a filter that an address means; None where the records have no such value.

        A district may be written in either alphabet, with or without «район».
        """
        keys = self._keys.get(name, {})
        spelling = spelled(asked)
        exact = [value for value, key in keys.items() if asked in (value, key)]
        alike = [value for value in keys if value.casefold() == asked.casefold()]
        near = [value for value in keys if name == "district" and spelling and spelled(value) == spelling]
        return next(iter([*exact, *alike, *near]), None)

    def key(self, name: str, value: str) -> str:
        """What a value is called in an address."""
        return self._keys[name][value]

    def _chosen(self, filters: Filters, year: int | None) -> NDArray[np.bool_]:
        chosen = np.full(len(self._ones), True) if year is None else self._years == year
        for name, value in filters.items():
            if name in self._rows:
                chosen = chosen & self._rows[name].get(value, False)
        return chosen

    @cached_property
    def _values(self) -> dict[str, list[str]]:
        return {name: list(self._rows.get(name, {})) for name in FILTERS}

    @cached_property
    def _keys(self) -> dict[str, dict[str, str]]:
        """What each value is called in an address: a district in Latin letters where that is only its name."""
        keys = {name: {value: value for value in values} for name, values in self._values.items()}
        spellings = [spelled(value) for value in keys["district"]]
        for value, spelling in zip(self._values["district"], spellings, strict=True):
            if spelling and spellings.count(spelling) == 1:
                keys["district"][value] = spelling
        return keys

    def labels(self, name: str, says: Words) -> dict[str, str]:
        """The values of a filter as they are read."""
        values = self._values.get(name, [])
        shown = {value: label(name, value, says) for value in values}
        if name == "district" and says.language == "en" and self._outlines is not None:
            named = found(self._outlines, values)
            english = {str(value): outline.names.get("name_en") for value, outline in named.items()}
            shown |= {value: name for value, name in english.items() if name}
        return shown


def _rows_of(column: pd.Series[Any], *, several: bool) -> dict[str, NDArray[np.bool_]]:
    """For each value of a column the rows that have it; a cell may hold several themes."""
    rows: dict[str, NDArray[np.bool_]] = {}
    for place, cell in enumerate(column):
        for value in _themes(cell) if several else _plain(cell):
            rows.setdefault(value, np.full(len(column), False))[place] = True
    return rows


def _plain(cell: object) -> Sequence[str]:
    return [cell] if isinstance(cell, str) and cell.strip() else []


def _themes(cell: object) -> Sequence[str]:
    parts = cell.split(THEME_SEPARATOR) if isinstance(cell, str) else []
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
