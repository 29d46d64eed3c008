"""The answers behind a page: which data answer a question, and the metric's table for the chosen applications.

They are worked out once for each choice of applications and prices, however many pages or languages show them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from partnerlab.catalogue import Entry
from partnerlab.dataset import Dataset
from partnerlab.errors import NothingChosen, PartnerlabError
from partnerlab.outlines import Outlines
from partnerlab.page.memory import Memory
from partnerlab.page.selection import Counted, followed, selected
from partnerlab.resources import PUBLISHED, SAMPLE
from partnerlab.sources.outlines import open_outlines
from partnerlab.sources.prices import in_prices
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.synthetic.sample import sample_records

APPLICATIONS = "applications"
"""What a metric's argument is called that takes the records themselves."""
ALWAYS = ("district_population",)
"""Printed tables that stand beside anybody's records: a census counts the same people."""
KEPT = 60
"""So many tables are kept at once: a visitor who tries many filters does not fill the memory."""

By = tuple[str, ...] | None
Answer = pd.DataFrame | PartnerlabError


class View(NamedTuple):
    """What a table is worked out from: the year of whose prices the roubles are, and the chosen applications."""

    prices: int | None = None
    filters: tuple[tuple[str, str], ...] = ()


@cache
def _sample() -> Dataset:
    """The synthetic sample, drawn once: kernels forked from a process that has drawn it share it."""
    return sample_records()


class Answers:
    """The data of a page, and what the metrics say of them."""

    def __init__(
        self,
        data: str | Path | Dataset,
        *,
        boundaries: str | None = None,
        mapping: str | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Take where the data are; they are read when the first question is asked.

        `memory` is what the other pages of a batch have worked out already.
        """
        self.place = data
        self._boundaries, self._mapping, self._memory = boundaries, mapping, memory
        self._data: dict[tuple[str, bool, View], Dataset] = {}
        self._tables: dict[tuple[str, By, View], Answer] = {}

    @cached_property
    def records(self) -> Dataset:
        """The applications: the user's own, else the synthetic sample."""
        if isinstance(self.place, Dataset):
            return self.place
        if self._memory is not None and (kept := self._memory.records()) is not None:
            return kept
        if self.place in (PUBLISHED, SAMPLE):
            return _sample()
        return open_records(self.place, mapping=self._mapping)

    @property
    def own(self) -> bool:
        """Whether the applications are a user's own."""
        return isinstance(self.place, Dataset) or self.place not in (PUBLISHED, SAMPLE)

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines of the city's districts: a user's boundaries, else the schematic map."""
        return open_outlines(self._boundaries)

    @cached_property
    def counted(self) -> Counted:
        """How many applications there are of each year, district, line, kind and theme."""
        return Counted(self.records, self.outlines)

    def years(self, question: Entry) -> list[int]:
        """The years that the applications know, or the printed answer to a question."""
        return sorted({*_years(self.records.frame), *_years(self._printed_answer(question))})

    def _printed_answer(self, question: Entry) -> Answer | None:
        return self.answer(question, None, View()) if self._whole(question).kind == "published" else None

    def latest(self, question: Entry) -> int | None:
        """The latest year of the printed answer to a question, else of the applications."""
        return max(_years(self._printed_answer(question)) or _years(self.records.frame), default=None)

    def data(self, question: Entry, view: View) -> Dataset:
        """What answers a question: the printed table where there is one and no records were given.

        Raises:
            PartnerlabError: if it cannot be in the prices asked for, or nothing is chosen.
        """
        printed = self._printed(question)
        view = view if question.money else View(None, view.filters)
        if not printed and question.table not in self.records.beside:
            return self.chosen_records(view)
        key = (printed or question.table, bool(printed), view)
        if key not in self._data:
            _make_room(self._data)
            found = self._chosen(self._whole(question), view)
            self._data[key] = found if view.prices is None else in_prices(found, view.prices)
        return self._data[key]

    def follows(self, question: Entry, view: View) -> tuple[str, ...]:
        """Which filters the answer to a question can follow: a printed table of the whole city follows none."""
        whole = self._whole(question)
        return () if whole.kind == "published" else followed(whole, dict(view.filters), self.records)

    def _printed(self, question: Entry) -> str:
        """The printed table that answers a question; empty where the records do."""
        return question.printed if isinstance(self.place, str) and self.place == PUBLISHED else ""

    def _whole(self, question: Entry) -> Dataset:
        printed = self._printed(question)
        return published(printed) if printed else self.records.table(question.table)

    def _chosen(self, whole: Dataset, view: View) -> Dataset:
        if not view.filters or whole.kind == "published":
            return whole
        if not self.counted.total(dict(view.filters)):
            raise NothingChosen
        return selected(whole, dict(view.filters), self.records)

    def chosen_records(self, view: View) -> Dataset:
        """The chosen applications, in the prices asked for.

        Raises:
            PartnerlabError: if they cannot be in those prices, or nothing is chosen.
        """
        key = ("", False, view)
        if key not in self._data:
            _make_room(self._data)
            chosen = self._chosen(self.records, view)
            self._data[key] = chosen if view.prices is None else in_prices(chosen, view.prices)
        return self._data[key]

    def beside(self, question: Entry, view: View) -> dict[str, Any]:
        """A metric's further arguments: the records, a table beside them, or a printed one."""
        given: dict[str, Any] = {}
        for argument, name in question.beside.items():
            if name == APPLICATIONS:
                if self.data(question, view).kind != "published":  # a printed table is of other applications
                    given[argument] = self.chosen_records(View(None, view.filters))
            elif beside := next((one for one in (name, argument) if one in self.records.beside), ""):
                given[argument] = self.records.table(beside)
            elif not self.own or name in ALWAYS:
                given[argument] = published(name)
        return given

    def answer(self, question: Entry, by: By, view: View) -> Answer:
        """The metric's table, computed once; or why there is none."""
        by = question.by if by is None else by
        if not question.money:  # other prices give the same answer
            view = View(None, view.filters)
        key = (question.name, by, view)
        if key not in self._tables:
            _make_room(self._tables)
            try:
                self._tables[key] = self._worked_out(question, by, view)
            except PartnerlabError as error:
                self._tables[key] = error
        return self._tables[key]

    def _worked_out(self, question: Entry, by: By, view: View) -> pd.DataFrame:
        """The metric's table, as another page of the batch has it already, or anew."""
        memory = self._memory
        kept = None if memory is None else memory.answer(question.name, by, view)
        if kept is not None:
            return kept
        grouped: Mapping[str, Any] = {} if by is None else {"by": by}
        table = question.metric(self.data(question, view), **self.beside(question, view), **grouped)
        if memory is not None:
            memory.keep_answer(table, question.name, by, view)
        return table


def _years(table: Any) -> set[int]:
    """The years that a table knows; none of what is no table."""
    known = table is not None and not isinstance(table, PartnerlabError) and "year" in table
    return {int(year) for year in table["year"].dropna().unique()} if known else set()


def _make_room(kept: dict[Any, Any]) -> None:
    """Let go of what was kept first, where there is much."""
    while len(kept) >= KEPT:
        del kept[next(iter(kept))]
