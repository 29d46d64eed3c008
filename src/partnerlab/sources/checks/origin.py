"""Where each record stands in its file, and what stands in a column."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from partnerlab.dataset import Held
from partnerlab.findings import Fact, Finding
from partnerlab.model import WINNING
from partnerlab.sources.forms.sheets import text_of

MANY = 20
"""So many like findings in a table are told one by one in any case."""

Kept = TypeVar("Kept")
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Origin:
    """Where each record stands: in which table, in which row of it, and what stands over each column there.

    `tables` are the file and the sheet of each table; `table` is the number of each record's table, `rows` its row as
    the spreadsheet counts. `headings` are the headings as typed, by the number of the table and the column's name,
    `letters` what the spreadsheet calls the columns. `numbers` are the applications' own numbers as typed, missing
    where the file has none. `name` is what the file or the folder is called.
    """

    tables: tuple[tuple[str, str], ...]
    table: np.ndarray[Any, np.dtype[np.int64]]
    rows: np.ndarray[Any, np.dtype[np.int64]]
    headings: Mapping[tuple[int, str], str]
    letters: Mapping[tuple[int, str], str] = field(default_factory=dict)
    numbers: np.ndarray[Any, np.dtype[np.object_]] | None = None
    name: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys(file for file, _ in self.tables))

    @property
    def whole(self) -> str:
        """What all of them together are called: the file, or the folder."""
        return self.files[0] if len(self.files) == 1 else self.name

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
        return Finding(
            rule,
            file,
            sheet,
            int(self.rows[place]),
            self.heading(place, column),
            found,
            facts=tuple(facts.items()),
            record=self.number(place),
            letter=self.letters.get((int(self.table[place]), column), ""),
        )

    def number(self, place: int) -> str:
        """The own number of the record at `place`; empty where the file gives it none."""
        number = None if self.numbers is None else self.numbers[place]
        return number if isinstance(number, str) else ""

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

    def each(
        self,
        rule: str,
        where: Flags,
        *,
        column: str,
        values: pd.Series[Any] | None = None,
        **facts: Fact | pd.Series[Any],
    ) -> list[Finding]:
        """One finding for each record that is marked; `values` are what was found, a fact may be a column too."""
        places = np.flatnonzero(where).tolist()
        said = {name: _at(fact, places) for name, fact in facts.items()}
        found = [""] * len(places) if values is None else [text_of(one) for one in values.iloc[places].tolist()]
        return [
            self.finding(rule, place, column=column, found=text, **{name: of[number] for name, of in said.items()})
            for number, (place, text) in enumerate(zip(places, found, strict=True))
        ]

    def each_or_summed(
        self, rule: str, where: Flags, *, among: Flags, column: str, values: pd.Series[Any] | None = None
    ) -> list[Finding]:
        """A finding for each record that is marked, or one for a table where most of those looked at are marked."""
        size = len(self.tables)
        marked, asked = (np.bincount(self.table[flags], minlength=size) for flags in (where, among))
        most = ((marked > MANY) & (marked * 2 > asked))[self.table]
        return [
            *self.each(rule, where & ~most, column=column, values=values),
            *self.summed(rule, where & most, column=column, values=values),
        ]

    def kept(self, where: Flags) -> Origin:
        """The same for the records that are marked alone."""
        numbers = None if self.numbers is None else self.numbers[where]
        return replace(self, table=self.table[where], rows=self.rows[where], numbers=numbers)

    def named(self, place: int, *, beside: int) -> str:
        """The row of a record as one speaks of it from the record at `beside`: with sheet and file if they differ."""
        here, there = self.tables[int(self.table[beside])], self.tables[int(self.table[place])]
        elsewhere = [name for name, own in zip(there, here, strict=True) if name and name != own]
        return str(self.rows[place]) + (f" («{', '.join(elsewhere)}»)" if elsewhere else "")


@dataclass(frozen=True)
class Records:
    """What a check looks at: the frame, where its rows stand, which of them are records, and the currency.

    `counted` leaves out the rows that sum up others. `calendar` says of which years the contest was not held.
    """

    frame: pd.DataFrame
    origin: Origin
    counted: Flags
    currency: str
    calendar: Mapping[int, Held] = field(default_factory=dict)
    today: datetime.date = field(default_factory=datetime.date.today)
    kept: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, of: str, work: Callable[[], Kept]) -> Kept:
        """What several checks ask for, worked out once."""
        if (name, of) not in self.kept:
            self.kept[name, of] = work()
        known: Kept = self.kept[name, of]
        return known

    def has(self, *names: str) -> bool:
        """Whether something stands in every one of these columns."""
        return all(filled(self.frame, name) for name in names)

    def money(self, name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        """A column of money; missing throughout where there is none."""
        if name not in self.frame.columns:
            return np.full(len(self.frame), np.nan)
        return self.frame[name].to_numpy(dtype=np.float64)

    def years(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The years; missing where not known."""
        if "year" not in self.frame.columns:
            return np.full(len(self.frame), np.nan)
        return self.frame["year"].to_numpy(dtype=np.float64, na_value=np.nan)

    def days(self, name: str) -> pd.Series[Any]:
        """A column of dates; missing throughout where there is none, or it was never read as dates."""
        if name in self.frame.columns and pd.api.types.is_datetime64_any_dtype(self.frame[name].dtype):
            return self.frame[name]
        return pd.Series(pd.NaT, index=self.frame.index, dtype="datetime64[us]")

    def status(self, *statuses: str) -> Flags:
        """Where the status is one of these; nowhere if there are no statuses."""
        if "status" not in self.frame.columns:
            return np.zeros(len(self.frame), dtype=bool)
        return self.frame["status"].isin(statuses).to_numpy()

    def winners(self) -> Flags:
        """Which records are winners: all of them where there are no statuses."""
        if not typed(self.frame, "status"):
            return self.counted
        return self.counted & self.status(*WINNING)


def _at(fact: Fact | pd.Series[Any], places: list[int]) -> list[Fact]:
    if not isinstance(fact, pd.Series):
        return [fact] * len(places)
    return [one if isinstance(one, int | float | str) else text_of(one) for one in fact.iloc[places].tolist()]


def as_typed(frame: pd.DataFrame, name: str) -> pd.Series[Any]:
    """The texts of a column as typed, also where groups that the user has accepted have put another in their place.

    >>> as_typed(pd.DataFrame({"organisation": ["АНО «Лад»"], "organisation_as_typed": ["Лад"]}), "organisation")[0]
    'Лад'
    """
    texts, typed = frame[name], frame.get(f"{name}_as_typed")
    if typed is None:
        return texts
    before = texts.where(texts.isna() | typed.isna(), typed)
    return before.where(before != "")


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
