"""A page: questions of the catalogue shown one after the other, still in a batch, live in JupyterLab and Voila.

`PARTNERLAB_PAGE` says where the page is: `still` in a batch (figures as plotly's MIME type), `text` under nbval (each
table as plain text), `live` on a dashboard; JupyterLab is live too.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from partnerlab import parameters
from partnerlab.dataset import Dataset
from partnerlab.page.card import Card
from partnerlab.page.content import PUBLISHED, SAMPLE, Content
from partnerlab.page.still import Still
from partnerlab.page.text import Text

__all__ = ["PUBLISHED", "SAMPLE", "Page", "open_page"]


class View(Protocol):
    """A way of showing a page."""

    def opening(self) -> None:
        """Show the top of the page."""

    def show(self, name: str) -> None:
        """Show one question."""

    def caveats(self) -> None:
        """Show what must be known to read the figures rightly."""


class Page:
    """What a notebook shows; made by `open_page`."""

    def __init__(self, content: Content, view: View) -> None:
        """Take what the page says and how it is shown."""
        self._content, self._view = content, view

    @property
    def records(self) -> Dataset:
        """The applications behind the page: the user's own, else the synthetic sample."""
        return self._content.records

    def card(self, name: str) -> Card:
        """A question with its answer, in the page's language and for its year, as data.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        return self._content.card(name)

    def opening(self) -> None:
        """The top of the page: the answer to its first question in words, and the controls where it is live."""
        self._view.opening()

    def show(self, name: str) -> None:
        """One question of the catalogue: what is seen in a sentence, the chart, the notes, the table, the source.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        self._view.show(name)

    def caveats(self) -> None:
        """What must be known to read the figures rightly."""
        self._view.caveats()


def open_page(
    topic: str = "",
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
    mode = os.environ.get("PARTNERLAB_PAGE", "live")
    if mode == "text":
        content = Content(topic, asked, data)
        return Page(content, Text(content))
    if mode == "still":
        content = Content(topic, asked, data)
        return Page(content, Still(content))
    return _live(topic, asked, data)


def _live(topic: str, asked: parameters.Parameters, data: str | Path | Dataset) -> Page:
    from partnerlab.page.live import Live

    asked, wrong = parameters.from_address(os.environ.get("QUERY_STRING", ""), asked)
    served = os.environ.get("PARTNERLAB_DATA", data) if isinstance(data, str) else data
    content = Content(topic, asked, served, tuple(wrong))
    return Page(content, Live(content))
