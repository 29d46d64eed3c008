"""Where each record stands in its file, and what stands in a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Fact, Finding
from partnerlab.sources.columns import text_of

Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Origin:
    """Where each record stands: in which table, in which row of it, and what stands over each column there.

    `tables` are the file and the sheet of each table; `table` is the number of each record's table, `rows` its row as
    the spreadsheet counts. `headings` are the headings as typed, by the number of the table and the column's name.
    """

    tables: tuple[tuple[str, str], ...]
    table: np.ndarray[Any, np.dtype[np.int64]]
    rows: np.ndarray[Any, np.dtype[np.int64]]
    headings: Mapping[tuple[int, str], str]

    @property
    def files(self) -> tuple[str, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys(file for file, _ in self.tables))

    def file(self, place: int) -> str:
        """The file that the record at `place` stands in."""
        return self.tables[int(self.table[place])][0]

    def sheet(self, place: int) -> str:
        """The sheet that the record at `place` stands in; empty where a file has no sheets."""
        return self.tables[int(self.table[place])][1]

    def heading(self, place: int, column: str) -> str:
        """What stands over a column in the table of the record at `place`."""
        return self.headings.get((int(self.table[place]), column), "")

    def finding(self, rule: str, place: int, *, column: str, found: str = "", **facts: Fact) -> Finding:
        """A finding in the record at `place`."""
        file, sheet = self.tables[int(self.table[place])]
        heading = self.heading(place, column)
        return Finding(rule, file, sheet, int(self.rows[place]), heading, found, facts=tuple(facts.items()))

    def summed(
        self, rule: str, where: Flags, *, column: str, values: pd.Series[Any] | None = None, **facts: Fact
    ) -> list[Finding]:
        """One finding a table for all its records that are marked, at the first of them."""
        findings = []
        for number in dict.fromkeys(self.table[where].tolist()):
            places = np.flatnonzero(where & (self.table == number))
            first = int(places[0])
            found = "" if values is None else text_of(values.iloc[first])
            one = self.finding(rule, first, column=column, found=found, **facts)
            findings.append(replace(one, count=len(places)))
        return findings

    def named(self, place: int, *, beside: int) -> str:
        """The row of a record as one speaks of it from the record at `beside`: with sheet and file if they differ."""
        here, there = self.tables[int(self.table[beside])], self.tables[int(self.table[place])]
        elsewhere = [name for name, own in zip(there, here, strict=True) if name and name != own]
        return str(self.rows[place]) + (f" («{', '.join(elsewhere)}»)" if elsewhere else "")


@dataclass(frozen=True)
class Records:
    """What a check looks at: the frame, where its rows stand, which of them are records, and the currency.

    `counted` leaves out the rows that sum up others.
    """

    frame: pd.DataFrame
    origin: Origin
    counted: Flags
    currency: str


def filled(frame: pd.DataFrame, name: str) -> bool:
    """Whether a value stands anywhere in the column."""
    return name in frame.columns and bool(frame[name].notna().any())


def typed(frame: pd.DataFrame, name: str) -> bool:
    """Whether anything stands in the column; what cannot be read has findings of its own."""
    return filled(frame, name) or filled(frame, f"{name}_as_typed")


def blank(frame: pd.DataFrame, name: str) -> Flags:
    """Where nothing stands in a column; a cell that could not be read has its finding already."""
    nothing = np.ones(len(frame), dtype=bool)
    for column in (name, f"{name}_as_typed"):
        if column in frame.columns:
            nothing &= frame[column].isna().to_numpy()
    return nothing
