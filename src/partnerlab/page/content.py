"""What a page says: its data, the answers to its questions, the words around them; it shows nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab import parameters
from partnerlab.catalogue import Entry, entry, topic
from partnerlab.dataset import Dataset
from partnerlab.errors import LostTable, PartnerlabError
from partnerlab.outlines import Outlines
from partnerlab.page import html
from partnerlab.page.card import Card, answered, referred, unanswered
from partnerlab.page.memory import Memory
from partnerlab.resources import PUBLISHED, SAMPLE
from partnerlab.sources.outlines import open_outlines
from partnerlab.sources.prices import ROUBLE, in_prices, price_index
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.references import reference
from partnerlab.sources.synthetic.sample import sample_records
from partnerlab.wording import Words, message, words
from partnerlab.wording.tables import heading

APPLICATIONS = "applications"
"""What a metric's argument is called that takes the records themselves."""
ALWAYS = ("district_population",)
"""Printed tables that stand beside anybody's records: a census counts the same people."""
CAVEATS = message("How to read these figures")
CAVEAT_SENTENCES = (
    message(
        "“Attracted” is money that stood beside the budget's, as its performers report it. It is not said that the "
        "budget brought it."
    ),
    message(
        "An interval describes how the figure could have come out in a comparable contest; it is not a sampling "
        "error, for all applications are counted."
    ),
    message("Groups of fewer than eight organisations or five cases are shown grey and without an interval."),
    message("A year without a figure is a gap, not a zero."),
)
ERRORS = message("The records behind this page hold errors that were accepted, {count} in number.")
ACCEPTED = message("Of what was found wrong in the records behind this page, {count} was accepted with a reason.")


@cache
def _sample() -> Dataset:
    """The synthetic sample, drawn once: kernels forked from a process that has drawn it share it."""
    return sample_records()


def warnings(errors: int, accepted: int, says: Words) -> list[str]:
    """What every page says of what is wrong in the records behind it.

    >>> warnings(0, 2, words("en"))
    ['Of what was found wrong in the records behind this page, 2 was accepted with a reason.']
    """
    counted = ((ERRORS, errors), (ACCEPTED, accepted))
    return [says.say(said, count=says.number(count)) for said, count in counted if count]


class Content:
    """The answers of a page about a topic, for a year and in a language that may change."""

    def __init__(
        self,
        topic_name: str,
        asked: parameters.Parameters,
        data: str | Path | Dataset,
        *,
        boundaries: str | None = None,
        mapping: str | None = None,
        wrong: tuple[PartnerlabError, ...] = (),
        found: tuple[int, int] | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Take what is asked for; the data are read when the first question is asked.

        `found` is how many errors the records hold, and how many findings were accepted, where this is known: then the
        checks do not run once more for each page. `memory` is what the other pages of a batch have worked out already.
        """
        self.topic = topic(topic_name)
        self.year, self.language, self.prices = asked.year, asked.language, asked.prices
        self._data = data
        self._boundaries, self._mapping = boundaries, mapping
        self._wrong, self._found, self._memory = list(wrong), found, memory
        self._data_of: dict[str, Dataset] = {}
        self._answers: dict[tuple[str, tuple[str, ...] | None], pd.DataFrame | PartnerlabError] = {}
        self._cards: dict[tuple[Any, ...], Card] = {}

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return words(self.language)

    @cached_property
    def records(self) -> Dataset:
        """The applications behind the page: the user's own, else the synthetic sample."""
        if isinstance(self._data, Dataset):
            return self._data
        if self._memory is not None and (kept := self._memory.records()) is not None:
            return kept
        if self._data in (PUBLISHED, SAMPLE):
            return _sample()
        return open_records(self._data, mapping=self._mapping)

    @cached_property
    def outlines(self) -> Outlines:
        """The outlines of the city's districts: a user's boundaries, else the schematic map."""
        return open_outlines(self._boundaries)

    def data(self, question: Entry) -> Dataset:
        """What answers a question: the printed table where there is one and no records were given.

        Raises:
            PartnerlabError: if it cannot be in the prices asked for.
        """
        if question.name not in self._data_of:
            printed = self._data == PUBLISHED and question.printed
            found = published(question.printed) if printed else self.records.table(question.table)
            if self.prices is not None and question.money:
                found = in_prices(found, self.prices)
            self._data_of[question.name] = found
        return self._data_of[question.name]

    def price_years(self) -> list[int]:
        """The years in whose prices the page can be: the latest of the price index; none for another currency."""
        if self.records.currency != ROUBLE:
            return []
        return sorted({int(price_index().year.max()), *([self.prices] if self.prices else [])})

    def take_prices(self, year: int | None) -> None:
        """Have the page in constant prices of a year, or in those of each year."""
        self.prices = year
        self._data_of.clear()
        self._answers.clear()
        self._cards.clear()

    def _beside(self, question: Entry) -> dict[str, Any]:
        """A metric's further arguments: the records, a table beside them, or a printed one."""
        given: dict[str, Any] = {}
        for argument, name in question.beside.items():
            if name == APPLICATIONS:
                if self.data(question).kind != "published":  # a printed table is of other applications
                    given[argument] = self.records
            elif beside := next((one for one in (name, argument) if one in self.records.beside), ""):
                given[argument] = self.records.table(beside)
            elif self._data in (PUBLISHED, SAMPLE) or name in ALWAYS:
                given[argument] = published(name)
        return given

    def card(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Card:
        """A question with its answer, in the page's language and for its year.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        asked = (name, by and tuple(by), self.year, self.language, *sorted(choices.items()))
        if asked not in self._cards:
            self._cards[asked] = self._card(entry(name), by, choices)
        return self._cards[asked]

    def _card(self, question: Entry, by: Sequence[str] | None, choices: Mapping[str, str]) -> Card:
        answer = self._answer(question, None if by is None else tuple(by))
        if isinstance(answer, PartnerlabError):
            return unanswered(question, self.records, answer, language=self.language)
        data = self.data(question)
        drawn: dict[str, Any] = {"outlines": self.outlines, **choices} if question.mapped else {**choices}
        shown = answered(question, data, answer, year=self.year, language=self.language, drawn=drawn)
        if shown.figure is not None:
            shown = replace(shown, notes=(*shown.notes, *self._beside_sources(question, answer)))
        return replace(shown, lost=self._lost(question)) if data.kind == "sample" else shown

    def _beside_sources(self, question: Entry, answer: pd.DataFrame) -> list[str]:
        """Where the printed tables beside the data are from: «Population. Source: …», if the answer rests on them."""
        return [
            f"{heading(argument, self.words)}. {given.source.line(self.language)}"
            for argument, given in self._beside(question).items()
            if question.beside[argument] in ALWAYS and (argument not in answer or answer[argument].notna().any())
        ]

    def answer(self, question: Entry, by: tuple[str, ...] | None = None) -> pd.DataFrame:
        """The metric's table.

        Raises:
            PartnerlabError: if the data cannot answer the question.
        """
        answer = self._answer(question, by)
        if isinstance(answer, PartnerlabError):
            raise answer
        return answer

    def _answer(self, question: Entry, by: tuple[str, ...] | None) -> pd.DataFrame | PartnerlabError:
        """The metric's table, computed once; or why there is none."""
        by = question.by if by is None else by
        if (question.name, by) not in self._answers:
            try:
                self._answers[question.name, by] = self._worked_out(question, by)
            except PartnerlabError as error:
                self._answers[question.name, by] = error
        return self._answers[question.name, by]

    def _worked_out(self, question: Entry, by: tuple[str, ...] | None) -> pd.DataFrame:
        """The metric's table, as another page of the batch has it already, or anew."""
        kept = None if self._memory is None else self._memory.answer(question.name, by, self.prices)
        if kept is not None:
            return kept
        grouped: Mapping[str, Any] = {} if by is None else {"by": by}
        table = question.metric(self.data(question), **self._beside(question), **grouped)
        if self._memory is not None:
            self._memory.keep_answer(table, question.name, by, self.prices)
        return table

    def below(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Card:
        """A card below the top of the page, which has said the answer of the first: there the card asks."""
        shown = self.card(name, by=by, **choices)
        if name != self.topic.first or by is not None or shown.figure is None or self._opening():
            return shown
        question = entry(name)
        return replace(shown, title=self.words.say(question.asked(self.data(question).currency)), lost="")

    def reference(self, name: str, where: Mapping[str, object]) -> Card:
        """A printed table of names and texts, or of its rows with these values, as a card without a chart.

        Raises:
            UnknownTable: if there is no such table.
        """
        return referred(name, reference(name, where, language=self.language))

    def _lost(self, question: Entry) -> str:
        """What is known of the source's chart of this question, where its numbers are lost."""
        if question.lost:
            try:
                published(question.lost)
            except LostTable as error:
                return error.text(self.language)
        return ""

    def hero(self) -> str:
        """The top of the page as HTML: the answer to its first question in words."""
        opening = self._opening()
        first = self.card(self.topic.first) if self.topic.first and not opening else None
        about = self.words.say(self.topic.about) if self.topic.about and not self._own else ""
        title = self.words.say(self.topic.title)
        above = [title]
        if self._own and first is not None and first.figure is None:  # the card below asks, and says what is missing
            first, opening, above = None, title, []
        if self.year is not None:
            above.append(str(self.year))
        if self.prices is not None and self.topic.first and entry(self.topic.first).money:
            above.append(self.words.say("in prices of December {year}", year=self.prices))
        return html.hero(" · ".join(above), first, about, self._warnings(), self.words, opening=opening)

    def _opening(self) -> str:
        """What the page says first where the presentation's texts, and not an answer, are what it is about."""
        return self.words.say(self.topic.opening) if self.topic.opening and not self._own else ""

    @property
    def _own(self) -> bool:
        """Whether the page is of a user's own records."""
        return self._data not in (PUBLISHED, SAMPLE)

    def _warnings(self) -> list[str]:
        said = [error.text(self.language) for error in self._wrong]
        return [*said, *warnings(*self.found, self.words)]

    @property
    def found(self) -> tuple[int, int]:
        """How many errors the records behind the page hold, and how many findings were accepted with a reason."""
        return self._found or (self.records.errors, self.records.accepted)

    def years(self) -> list[int]:
        """The years that the page's data know: those of the records, and of its first question's answer."""
        tables = [self.records.frame, self._answer(entry(self.topic.first or "leverage"), None)]
        known = [table["year"] for table in tables if not isinstance(table, PartnerlabError) and "year" in table]
        return sorted({int(year) for years in known for year in years.dropna().unique()})

    def caveats(self) -> tuple[str, list[str]]:
        """What must be known to read the figures rightly: a title and sentences."""
        return self.words.say(CAVEATS), [self.words.say(caveat) for caveat in CAVEAT_SENTENCES]
