"""What a page says: the answers to its questions as cards, the words around them; it shows nothing itself."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab.catalogue import Entry, entry, topic
from partnerlab.dataset import Dataset
from partnerlab.errors import LostTable, PartnerlabError
from partnerlab.outlines import Outlines
from partnerlab.page.answers import ALWAYS, Answer, Answers, By, View
from partnerlab.page.asking import known, named, other_side
from partnerlab.page.card import Card, answered, referred, unanswered
from partnerlab.page.memory import Memory
from partnerlab.parameters import Parameters
from partnerlab.sources.prices import ROUBLE, price_index
from partnerlab.sources.published import published
from partnerlab.sources.references import reference
from partnerlab.wording import Language, Words, message, words
from partnerlab.wording.tables import column_name, heading

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
UNFOLLOWED = message("Not chosen by {filters}: these figures are of the whole city, and do not tell it apart.")
ONE_DISTRICT = message("One district is chosen: the map shows no figures of the others.")
KEPT = 60
"""So many cards are kept at once."""
ERRORS = message("The records behind this page hold errors that were accepted, {count} in number.")
ACCEPTED = message("Of what was found wrong in the records behind this page, {count} was accepted with a reason.")


def warnings(errors: int, accepted: int, says: Words) -> list[str]:
    """What every page says of what is wrong in the records behind it.

    >>> warnings(0, 2, words("en"))
    ['Of what was found wrong in the records behind this page, 2 was accepted with a reason.']
    """
    counted = ((ERRORS, errors), (ACCEPTED, accepted))
    return [says.say(said, count=says.number(count)) for said, count in counted if count]


class Content:
    """The answers of a page about a topic, for the year, the language, the prices and the applications asked for."""

    def __init__(
        self,
        topic_name: str,
        asked: Parameters,
        data: str | Path | Dataset,
        *,
        boundaries: str | None = None,
        mapping: str | None = None,
        found: tuple[int, int] | None = None,
        memory: Memory | None = None,
    ) -> None:
        """Take what is asked for; the data are read when the first question is asked.

        `found` is how many errors the records hold, and how many findings were accepted, where this is known: then the
        checks do not run once more for each page. `memory` is what the other pages of a batch have worked out already.
        """
        self.topic = topic(topic_name)
        self.asked = self._default = asked
        self.answers = Answers(data, boundaries=boundaries, mapping=mapping, memory=memory)
        self.filters: dict[str, str] = {}
        self._wrong: tuple[PartnerlabError, ...] = ()
        self._found = found
        self._cards: dict[tuple[Any, ...], Card] = {}

    def at(self, asked: Parameters, wrong: Sequence[PartnerlabError] = ()) -> Content:
        """The page for something else that is asked for; what has been worked out so far is shared.

        What the data do not know of it is told on the page, after `wrong`, and left out.
        """
        says = words(asked.language)
        told = known(asked, self.answers.counted, self.years(), says, default=self._default.year)
        other = copy.copy(self)
        other.asked, other.filters, other._wrong = told.parameters, told.filters, (*wrong, *told.wrong)
        return other

    def about(self, topic_name: str, asked: Parameters) -> Content:
        """The page about another topic of the same data; what has been worked out so far is shared."""
        other = copy.copy(self)
        other.topic = topic(topic_name)
        other.asked = other._default = asked
        return other

    def beside(self) -> Content | None:
        """The page of what is compared with this one: another year, district or line; None where nothing is."""
        asked = other_side(self.asked)
        return None if asked is None else self.at(asked)

    @property
    def year(self) -> int | None:
        """The year that the page is of; the latest where none was asked for."""
        return self.asked.year

    @property
    def language(self) -> Language:
        """The page's language."""
        return self.asked.language

    @property
    def view(self) -> View:
        """The prices and the chosen applications that the page's answers are worked out from."""
        return View(self.asked.prices, tuple(sorted(self.filters.items())))

    @property
    def words(self) -> Words:
        """The words of the page's language."""
        return words(self.language)

    @property
    def records(self) -> Dataset:
        """The applications behind the page, all of them: the user's own, else the synthetic sample."""
        return self.answers.records

    @property
    def outlines(self) -> Outlines:
        """The outlines of the city's districts: a user's boundaries, else the schematic map."""
        return self.answers.outlines

    def data(self, question: Entry) -> Dataset:
        """What answers a question: the printed table where there is one and no records were given.

        Raises:
            PartnerlabError: if it cannot be in the prices asked for, or nothing is chosen.
        """
        return self.answers.data(question, self.view)

    def price_years(self) -> list[int]:
        """The years in whose prices the page can be: the latest of the price index; none for another currency."""
        if self.records.currency != ROUBLE:
            return []
        return sorted({int(price_index().year.max()), *([self.asked.prices] if self.asked.prices else [])})

    def card(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Card:
        """A question with its answer, in the page's language and for its year.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        asked = (name, by and tuple(by), self.year, self.language, self.view, *sorted(choices.items()))
        if asked not in self._cards:
            if len(self._cards) >= KEPT:
                self._cards.clear()
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
        if self.filters:
            lost = [name for name in self.filters if name not in self.answers.follows(question, self.view)]
            shown = replace(shown, scope=self._scope(lost), unfollowed=tuple(lost))
            if question.mapped and "district" in self.filters and "district" not in lost:
                shown = replace(shown, notes=(self.words.say(ONE_DISTRICT), *shown.notes))
        return replace(shown, lost=self._lost(question)) if data.kind == "sample" else shown

    def _beside_sources(self, question: Entry, answer: pd.DataFrame) -> list[str]:
        """Where the printed tables beside the data are from: «Population. Source: …», if the answer rests on them."""
        return [
            f"{heading(argument, self.words)}. {given.source.line(self.language)}"
            for argument, given in self.answers.beside(question, self.view).items()
            if question.beside[argument] in ALWAYS and (argument not in answer or answer[argument].notna().any())
        ]

    def answer(self, question: Entry, by: By = None) -> pd.DataFrame:
        """The metric's table.

        Raises:
            PartnerlabError: if the data cannot answer the question.
        """
        answer = self._answer(question, by)
        if isinstance(answer, PartnerlabError):
            raise answer
        return answer

    def _answer(self, question: Entry, by: By) -> Answer:
        return self.answers.answer(question, by, self.view)

    def _scope(self, lost: Sequence[str]) -> str:
        """What a reader must know where the answer does not follow a filter: a printed table is of the whole city."""
        names = ", ".join(f"«{column_name(name, self.words)}»" for name in lost)
        return self.words.say(UNFOLLOWED, filters=names) if lost else ""

    def below(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Card:
        """A card below the top of the page, which has said the answer of the first: there the card asks."""
        shown = self.card(name, by=by, **choices)
        if name != self.first or by is not None or shown.figure is None or self.opening:
            return shown
        question = entry(name)
        lost = "" if name == self.topic.first else shown.lost
        return replace(shown, title=self.words.say(question.asked(self.data(question).currency)), lost=lost)

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

    @property
    def first(self) -> str:
        """The question that the top of the page answers: the topic's first, or another that knows of the year."""
        return self.first_with()

    def first_with(self, *others: Content) -> str:
        """The question that the top of the page answers beside other pages: the first of which all know."""
        asked = (self.topic.first, *(() if self.answers.own else self.topic.otherwise))
        sides = (self, *others)
        known = (name for name in asked if all(side._knows_year(name) for side in sides))
        return next(known, asked[0]) if len(asked) > 1 else asked[0]

    def _knows_year(self, name: str) -> bool:
        answer = self._answer(entry(name), None)
        if isinstance(answer, PartnerlabError) or "year" not in answer:
            return False
        told = answer[answer["year"] == self.year]
        return bool(told[name].notna().any() if name in told else len(told))

    def chosen(self) -> list[tuple[str, str]]:
        """The filters, each with its value as it is read."""
        labels = self.answers.counted.labels if self.filters else None
        return [(name, labels(name, self.words)[value]) for name, value in self.filters.items()] if labels else []

    @property
    def opening(self) -> str:
        """What the page says first where the presentation's texts, and not an answer, are what it is about."""
        return self.words.say(self.topic.opening) if self.topic.opening and not self.answers.own else ""

    def warnings(self) -> list[str]:
        """What a reader must be told first: what was asked for and is not known, what is wrong in the records."""
        said = [named(error, self.words).text(self.language) for error in self._wrong]
        return [*said, *warnings(*self.found, self.words)]

    @property
    def found(self) -> tuple[int, int]:
        """How many errors the records behind the page hold, and how many findings were accepted with a reason."""
        return self._found or (self.records.errors, self.records.accepted)

    def of_a_year(self) -> Content:
        """The page of a year that the data know: the one asked for, else the latest that its first question knows."""
        years, other = self.years(), copy.copy(self)
        if self._default.year not in years:
            known = self.answers.latest(entry(self.topic.first or "leverage"))
            other._default = replace(self._default, year=known)
        if self.year not in years:
            other.asked = replace(self.asked, year=other._default.year)
        return other

    def years(self) -> list[int]:
        """The years that the page's data know: those of the records, and of the table that its first question asks."""
        return self.answers.years(entry(self.topic.first or "leverage"))

    def caveats(self) -> tuple[str, list[str]]:
        """What must be known to read the figures rightly: a title and sentences."""
        return self.words.say(CAVEATS), [self.words.say(caveat) for caveat in CAVEAT_SENTENCES]
