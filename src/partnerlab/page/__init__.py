"""A page: questions of the catalogue shown one after the other, still in a batch, live in JupyterLab and Voila.

`PARTNERLAB_PAGE` says where the page is: `still` in a batch (figures as plotly's MIME type), `text` under nbval (each
table as plain text), `live` on a dashboard; JupyterLab is live too.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast

from IPython.display import display

from partnerlab import parameters
from partnerlab.catalogue import Entry, entry, topic
from partnerlab.charts import style
from partnerlab.dataset import Dataset
from partnerlab.errors import LostTable, PartnerlabError
from partnerlab.page import html
from partnerlab.page.card import Card, card
from partnerlab.page.text import text
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.sample import sample_records
from partnerlab.wording import LANGUAGES, Language, Words, message, words

Mode = Literal["still", "text", "live"]
PLOTLY = "application/vnd.plotly.v1+json"
PUBLISHED, SAMPLE = "published", "sample"
CAVEATS = message("How to read these figures")
LANGUAGE_NAMES: dict[Language, str] = {"ru": "Русский", "en": "English"}


def open_page(
    topic_name: str = "",
    *,
    year: int | str | None = None,
    language: str = "ru",
    data: str | Path | Dataset = PUBLISHED,
) -> Page:
    """A page about a topic, for a year and in a language.

    `data` is `published` (the printed tables, and the synthetic sample for what they lack), `sample`, a file of
    records, or a Dataset. On a dashboard the year and the language of the address come first, and the data are those
    that the server was started with.

    Raises:
        WrongValue: if the year or the language is wrong.
        PartnerlabError: if the file of records cannot be read.

    >>> open_page(year=2001, language="en").card("leverage").key.replace("\\xa0", " ")
    '8.43 RUB'
    """
    asked = parameters.checked(year, language)
    wrong: list[PartnerlabError] = []
    mode = cast(Mode, os.environ.get("PARTNERLAB_PAGE", "live"))
    if mode == "live":
        asked, wrong = parameters.from_address(os.environ.get("QUERY_STRING", ""), asked)
        data = os.environ.get("PARTNERLAB_DATA", data) if isinstance(data, str) else data
    return Page(topic_name, asked, data, mode, wrong)


class Page:
    """What a notebook shows; made by `open_page`."""

    def __init__(
        self,
        topic_name: str,
        asked: parameters.Parameters,
        data: str | Path | Dataset,
        mode: Mode,
        wrong: list[PartnerlabError],
    ) -> None:
        """Open the page; the data are read when the first question is asked."""
        self.topic = topic(topic_name)
        self.year, self.language = asked.year, asked.language
        self.mode = mode
        self._data = data
        self._wrong = wrong
        self._shown: list[tuple[Any, str]] = []
        self._opened = False
        self._opening: Any = None

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
        data = self.data(question)
        lost = self._lost(question) if data.kind == "sample" else ""
        return card(question, data, year=self.year, language=self.language, lost=lost)

    def _below(self, name: str) -> Card:
        """A card below the top of the page; where that has said the answer already, the card asks the question."""
        shown = self.card(name)
        said = self._opened and name == self.topic.first and shown.figure is not None
        return replace(shown, title=self.words.say(entry(name).question)) if said else shown

    def _lost(self, question: Entry) -> str:
        if not question.lost:
            return ""
        try:
            published(question.lost)
        except LostTable as error:
            return error.text(self.language)
        return ""

    # What a notebook calls ------------------------------------------------------------------------------------------

    def opening(self) -> None:
        """The top of the page: the answer to its first question in words, and the controls where it is live."""
        self._opened = self.mode != "text"
        if self.mode == "text":
            print(self.words.say(self.topic.title))
        elif self.mode == "still":
            _show({"text/html": self._hero(), "text/plain": self.topic.name}, "hero")
        else:
            from partnerlab.page import widgets

            self._opening = widgets.text(self._hero())
            self._opening.add_class("pl-hero")
            display(widgets.column([self._opening, self._controls()]))

    def show(self, name: str) -> None:
        """One question: what is seen in a sentence, the chart, the notes, the table, the source."""
        shown = self._below(name)
        if self.mode == "text":
            print(text(shown, self.words))
        elif self.mode == "still":
            part = "lost" if shown.figure is None else "card"
            _show({"text/html": html.head(shown, self.words), "text/plain": shown.title}, part)
            if shown.figure is not None:
                _show({PLOTLY: figure_json(shown, self.language), "text/plain": shown.alt}, "chart")
            _show({"text/html": html.foot(shown, self.words), "text/plain": shown.source}, "foot")
        else:
            from partnerlab.page import widgets

            widget = widgets.CardWidget(**self._traits(shown))
            self._shown.append((widget, name))
            display(widget)

    def caveats(self) -> None:
        """What must be known to read the figures rightly."""
        sentences = [self.words.say(caveat) for caveat in CAVEAT_SENTENCES]
        title = self.words.say(CAVEATS)
        if self.mode == "text":
            print("\n".join([title, *sentences]))
        elif self.mode == "still":
            _show({"text/html": html.caveats(sentences, title), "text/plain": title}, "caveats")
        else:
            from partnerlab.page import widgets

            display(widgets.text(html.caveats(sentences, title)))

    # The live page --------------------------------------------------------------------------------------------------

    def _hero(self) -> str:
        first = self.card(self.topic.first) if self.topic.first else None
        about = self.words.say(self.topic.about) if self.topic.about else ""
        title = self.words.say(self.topic.title)
        kicker = title if self.year is None else f"{title} · {self.year}"
        return html.hero(kicker, first, about, self._warnings(), self.words)

    def _warnings(self) -> list[str]:
        said = [error.text(self.language) for error in self._wrong]
        if self.records.errors:
            said.append(self.words.say(ERRORS, count=self.words.number(self.records.errors)))
        return said

    def _traits(self, shown: Card) -> dict[str, Any]:
        return {
            "head": html.head(shown, self.words),
            "foot": html.foot(shown, self.words),
            "alt": shown.alt,
            "figure": figure_json(shown, self.language),
        }

    def years(self) -> list[int]:
        """The years that the page's data know, printed or recorded."""
        known: set[int] = set()
        for data in (self.records, self.data(entry(self.topic.first or "leverage"))):
            frame = data.frame
            if "year" in frame.columns:
                known |= {int(year) for year in frame["year"].dropna().unique()}
        return sorted(known)

    def _controls(self) -> Any:
        from partnerlab.page import widgets

        years = self.years()
        self.year = self.year if self.year in years else (years[-1] if years else None)
        year = widgets.choice(
            self.words.say("Year"), [(str(value), value) for value in years], self.year, self._take_year
        )
        language = widgets.choice(
            self.words.say("Language"),
            [(LANGUAGE_NAMES[known], known) for known in LANGUAGES],
            self.language,
            self._take_language,
        )
        self._labels = [(year, "Year"), (language, "Language")]
        return widgets.row([year, language])

    def _take_year(self, year: int) -> None:
        self.year = parameters.checked_year(year)
        self._refresh()

    def _take_language(self, language: str) -> None:
        self.language = parameters.checked_language(language)
        for control, label in self._labels:
            control.description = self.words.say(label)
        self._refresh()

    def _refresh(self) -> None:
        self._opening.value = self._hero()
        for widget, name in self._shown:
            widget.take(**self._traits(self._below(name)))


ERRORS = message("The records behind this page hold errors that were accepted, {count} in number.")
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


def figure_json(shown: Card, language: Language) -> dict[str, Any]:
    """A card's figure as plain JSON, with its settings and the colours of the dark page; empty where there is none."""
    if shown.figure is None:
        return {}
    figure: dict[str, Any] = json.loads(shown.figure.to_json())
    figure["layout"]["meta"] = {
        "narrow": shown.figure.layout.meta.get("narrow", {}),
        "dark": style.DARK,
        "alt": shown.alt,
    }
    figure["config"] = style.config(language)
    return figure


def _show(bundle: dict[str, Any], part: str) -> None:
    display(bundle, raw=True, metadata={"partnerlab": {"part": part}})
