"""What a page says: its data, the answers to its questions, the words around them; it shows nothing itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from partnerlab import parameters
from partnerlab.catalogue import Entry, entry, topic
from partnerlab.dataset import Dataset
from partnerlab.errors import LostTable, MissingColumn, PartnerlabError
from partnerlab.page import html
from partnerlab.page.card import Card, answered, unanswered
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.sample import sample_records
from partnerlab.wording import Words, message, words

PUBLISHED, SAMPLE = "published", "sample"
CAVEATS = message("How to read these figures")
CAVEAT_SENTENCES = (
    message(
        "«Attracted» is money that stood beside the budget's, as its performers report it. It is not said that the "
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


class Content:
    """The answers of a page about a topic, for a year and in a language that may change."""

    def __init__(
        self,
        topic_name: str,
        asked: parameters.Parameters,
        data: str | Path | Dataset,
        wrong: tuple[PartnerlabError, ...] = (),
    ) -> None:
        """Take what is asked for; the data are read when the first question is asked."""
        self.topic = topic(topic_name)
        self.year, self.language = asked.year, asked.language
        self._data = data
        self._wrong = list(wrong)
        self._answers: dict[str, pd.DataFrame | MissingColumn] = {}

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return words(self.language)

    @cached_property
    def records(self) -> Dataset:
        """The applications behind the page: the user's own, else the synthetic sample."""
        if isinstance(self._data, Dataset):
            return self._data
        return sample_records() if self._data in (PUBLISHED, SAMPLE) else open_records(self._data)

    def data(self, question: Entry) -> Dataset:
        """What answers a question: the printed table where there is one and no records were given."""
        if self._data == PUBLISHED and question.printed:
            return published(question.printed)
        return self.records

    def card(self, name: str) -> Card:
        """A question with its answer, in the page's language and for its year.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        question = entry(name)
        data, answer = self.data(question), self._answer(question)
        if isinstance(answer, MissingColumn):
            return unanswered(question, data, answer.column, language=self.language)
        shown = answered(question, data, answer, year=self.year, language=self.language)
        return replace(shown, lost=self._lost(question)) if data.kind == "sample" else shown

    def _answer(self, question: Entry) -> pd.DataFrame | MissingColumn:
        """The metric's table, computed once; or the column that the data lack."""
        if question.name not in self._answers:
            try:
                self._answers[question.name] = question.metric(self.data(question))
            except MissingColumn as error:
                self._answers[question.name] = error
        return self._answers[question.name]

    def below(self, name: str) -> Card:
        """A card below the top of the page, which has said the answer of the first: there the card asks."""
        shown = self.card(name)
        said = name == self.topic.first and shown.figure is not None
        return replace(shown, title=self.words.say(entry(name).question)) if said else shown

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
        first = self.card(self.topic.first) if self.topic.first else None
        about = self.words.say(self.topic.about) if self.topic.about and self._data in (PUBLISHED, SAMPLE) else ""
        title = self.words.say(self.topic.title)
        kicker = title if self.year is None else f"{title} · {self.year}"
        return html.hero(kicker, first, about, self._warnings(), self.words)

    def _warnings(self) -> list[str]:
        said = [error.text(self.language) for error in self._wrong]
        if self.records.errors:
            said.append(self.words.say(ERRORS, count=self.words.number(self.records.errors)))
        return said

    def years(self) -> list[int]:
        """The years that the page's data know, printed or recorded."""
        known: set[int] = set()
        for data in (self.records, self.data(entry(self.topic.first or "leverage"))):
            frame = data.frame
            if "year" in frame.columns:
                known |= {int(year) for year in frame["year"].dropna().unique()}
        return sorted(known)

    def caveats(self) -> tuple[str, list[str]]:
        """What must be known to read the figures rightly: a title and sentences."""
        return self.words.say(CAVEATS), [self.words.say(caveat) for caveat in CAVEAT_SENTENCES]
