"""A page: questions of the catalogue shown one after the other, still in a batch, live in JupyterLab and Voila.

`PARTNERLAB_PAGE` says where the page is: `still` in a batch (figures as plotly's MIME type), `text` under nbval (each
table as plain text), `live` on a dashboard; JupyterLab is live too.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from partnerlab import parameters
from partnerlab.catalogue import entry
from partnerlab.dataset import Dataset
from partnerlab.errors import WrongValue
from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.page.memory import Memory, memory_of_batch
from partnerlab.page.still import Still
from partnerlab.page.text import Text
from partnerlab.resources import PUBLISHED, SAMPLE

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PUBLISHED", "SAMPLE", "Page", "open_page"]


FOUND = "PARTNERLAB_FOUND"
"""The environment variable that tells a page of a batch or server how many errors and accepted findings there are."""


class View(Protocol):
    """A way of showing a page."""

    @property
    def content(self) -> Content:
        """What the page says as it is now."""

    def opening(self) -> None:
        """Show the top of the page."""

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """Show one question."""

    def numbers(self) -> None:
        """Show the contest in six numbers."""

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """Show a printed table of names and texts."""

    def caveats(self) -> None:
        """Show what must be known to read the figures rightly."""


class Page:
    """What a notebook shows; made by `open_page`."""

    def __init__(self, view: View) -> None:
        """Take how the page is shown."""
        self._view = view

    @property
    def records(self) -> Dataset:
        """The applications behind the page, all of them: the user's own, else the synthetic sample."""
        return self._view.content.records

    @property
    def view(self) -> Any:
        """The applications behind what is shown now: those that the filters choose, in the prices chosen, as a frame.

        Shape: one row an application, of all years; the frame is of the kind that the records came in.

        Raises:
            PartnerlabError: if no application is of all that is chosen.

        >>> open_page("leverage", data="sample").view.shape[0]
        2000
        """
        content = self._view.content
        return content.answers.chosen_records(content.view).frame

    def table(self, name: str, *, by: Sequence[str] | None = None) -> pd.DataFrame:
        """The metric's table behind a question's chart, for what is chosen now.

        Shape and unit: as the metric of this name gives it.

        Raises:
            UnknownName: if the catalogue has no such question.
            PartnerlabError: if the data cannot answer it.

        >>> open_page("leverage").table("leverage").leverage.round(2).tolist()
        [2.87, 5.52, 8.43]
        """
        return self._view.content.answer(entry(name), None if by is None else tuple(by))

    def card(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Card:
        """A question with its answer, in the page's language and for its year, as data.

        Raises:
            UnknownName: if the catalogue has no such question.
        """
        return self._view.content.card(name, by=by, **choices)

    def opening(self) -> None:
        """The top of the page: the answer to its first question in words, and the controls where it is live."""
        self._view.opening()

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """One question of the catalogue: what is seen in a sentence, the chart, the notes, the table, the source.

        `by` groups the answer by other columns than the catalogue does; `choices` are what the question's chart lets a
        reader choose (`size` of the map's tiles).

        Raises:
            UnknownName: if the catalogue has no such question.
            WrongValue: if the chart lets nobody choose that.
        """
        _check_choices(name, choices)
        self._view.show(name, by=by, **choices)

    def numbers(self) -> None:
        """The contest in six numbers, each with its change from the contest before and a link to its question."""
        self._view.numbers()

    def reference(self, name: str, **where: object) -> None:
        """A printed table of names and texts, such as a programme's tasks; with `where` only rows with these values.

        Raises:
            UnknownTable: if there is no such table.
        """
        self._view.reference(name, where)

    def caveats(self) -> None:
        """What must be known to read the figures rightly."""
        self._view.caveats()


def _check_choices(name: str, choices: Mapping[str, str]) -> None:
    offered = entry(name).choices
    for choice, value in choices.items():
        if value not in offered.get(choice, ()):
            raise WrongValue(choice, value, ", ".join(offered.get(choice, ())) or "–")


def open_page(
    topic: str = "",
    *,
    year: int | str | None = None,
    language: str = "ru",
    data: str | Path | Dataset = PUBLISHED,
    prices: int | str | None = None,
    boundaries: str | None = None,
    mapping: str | None = None,
) -> Page:
    """A page about a topic, for a year and in a language.

    `data` is `published` (the printed tables, and the synthetic sample for what they lack), `sample`, a file of
    records, or a Dataset. `prices` is the year of whose December all roubles shall be; without it they are each
    year's own. `boundaries` is a GeoJSON file of the districts; without it the city's schematic map is drawn. `mapping`
    is a file of the user's own words for headings. On a dashboard year, language and prices of the address come first,
    and the data are those that the server was started with.

    Raises:
        WrongValue: if the year, the language or the prices are wrong.
        PartnerlabError: if the file of records or of boundaries cannot be read.

    >>> open_page(year=2001, language="en").card("leverage").key.replace("\\xa0", " ")
    '8.43 RUB'
    """
    asked = parameters.checked(year, language, prices)
    mode = os.environ.get("PARTNERLAB_PAGE", "live")
    if mode in ("text", "still"):
        memory = memory_of_batch()
        content = Content(topic, asked, data, boundaries=boundaries, mapping=mapping, found=_found(), memory=memory)
        return Page(Text(content) if mode == "text" else Still(content))
    return _live(topic, asked, data, boundaries, mapping)


def _found() -> tuple[int, int] | None:
    """What a batch knows of the records, since it has checked them: errors, and accepted findings."""
    said = os.environ.get(FOUND, "").split()
    return (int(said[0]), int(said[1])) if len(said) == 2 else None


@cache
def _of_server(
    place: str, boundaries: str | None, mapping: str | None, found: tuple[int, int] | None, memory: Memory
) -> Content:
    """What all pages of a server share: a page has what was worked out in the process that it is forked from."""
    first = parameters.Parameters(None, "ru")
    return Content("", first, place, boundaries=boundaries, mapping=mapping, found=found, memory=memory)


def _live(
    topic: str,
    asked: parameters.Parameters,
    data: str | Path | Dataset,
    boundaries: str | None,
    mapping: str | None,
) -> Page:
    from partnerlab.page.parts import Parts

    parts = Parts(_content(topic, asked, data, boundaries, mapping), asked)
    if os.environ.get("PARTNERLAB_PAGE") == "live":
        from partnerlab.page.served import Served

        return Page(Served(parts))
    from partnerlab.page.lab import Lab

    return Page(Lab(parts))


def served_content(topic: str, asked: parameters.Parameters) -> Content:
    """What a page of a server says; the server has told in the environment over which records, and of which address."""
    return _content(topic, asked, PUBLISHED, None, None)


def _content(
    topic: str,
    asked: parameters.Parameters,
    data: str | Path | Dataset,
    boundaries: str | None,
    mapping: str | None,
) -> Content:
    shown, wrong = parameters.from_address(os.environ.get("QUERY_STRING", ""), replace(asked, year=None))
    place = os.environ.get("PARTNERLAB_DATA", data) if isinstance(data, str) else data
    outlined = os.environ.get("PARTNERLAB_BOUNDARIES", boundaries)
    own = os.environ.get("PARTNERLAB_MAPPING", mapping)
    memory = memory_of_batch() if isinstance(place, str) else None
    if memory is not None and isinstance(place, str):
        content = _of_server(place, outlined, own, _found(), memory).about(topic, asked)
    else:
        content = Content(topic, asked, place, boundaries=outlined, mapping=own, found=_found())
    return content.at(shown, wrong)
