"""A page that stands still: HTML, and figures as plotly's MIME type, for a batch to export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from IPython.display import display

from partnerlab.charts import style
from partnerlab.page import downloads, html, numbers_html, top
from partnerlab.page.card import Card
from partnerlab.page.choosing import drawn
from partnerlab.page.content import Content
from partnerlab.page.numbers import numbers
from partnerlab.page.origin import about
from partnerlab.wording import Language

PLOTLY = "application/vnd.plotly.v1+json"


def figure_json(shown: Card, language: Language) -> dict[str, Any]:
    """A card's figure as plain JSON, with its settings and the colours of the dark page; empty where there is none."""
    if shown.figure is None:
        return {}
    layout = shown.figure["layout"]
    meta = {"narrow": layout["meta"]["narrow"], "dark": style.DARK, "alt": shown.alt}
    return {**shown.figure, "layout": {**layout, "meta": meta}, "config": style.config(language)}


class Still:
    """Displays a page; `part` in an output's metadata tells the template what it is."""

    def __init__(self, content: Content) -> None:
        """Take what the page says."""
        self.content = content

    def opening(self) -> None:
        """The top of the page; in its metadata what an index and the page's header need to know of it."""
        shown = top.hero(self.content)
        made_up = html.is_marked(shown)
        told = {"headline": self._headline(shown), "synthetic": made_up, "about": about(self.content)}
        _show({"text/html": shown, "text/plain": self.content.topic.name}, "hero", **told)

    def _headline(self, shown: str) -> str:
        """What an index says of the page: it pictures the first question, of which the top of the page may not be."""
        first = self.content.topic.first
        return html.headline(shown) if self.content.first == first else self.content.card(first).title

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A question: what is seen in a sentence, the chart, the notes, the table, the source."""
        shown = self.content.below(name, by=by, **choices)
        self._card(shown, "lost" if shown.figure is None else "card", by=by or ())

    def numbers(self) -> None:
        """The six numbers, each a link to the page beside this one that answers its question."""
        shown = numbers(self.content)
        made = numbers_html.section(shown, self.content.words, href="{}.html".format)
        _show({"text/html": made, "text/plain": ""}, "front", synthetic=any(one.synthetic for one in shown))

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table of names and texts."""
        self._card(self.content.reference(name, where), "reference")

    def _card(self, shown: Card, part: str, *, by: Sequence[str] = ()) -> None:
        says, figure = self.content.words, figure_json(shown, self.content.language)
        points = drawn(figure, shown.choice) if figure and shown.choice else ()
        data = downloads.data(shown, says, year=self.content.year, by=by, points=points)
        head = html.head(shown, says) + downloads.control(shown, says)
        _show({"text/html": head, "text/plain": shown.title}, part, synthetic=shown.synthetic)
        if figure:
            _show({PLOTLY: figure, "text/plain": shown.alt}, "chart")
        foot = html.foot(shown, says, buttons=downloads.buttons(shown, says)) + data
        _show({"text/html": foot, "text/plain": shown.source}, "foot")

    def caveats(self) -> None:
        """The caveats."""
        title, sentences = self.content.caveats()
        _show({"text/html": html.caveats(sentences, title), "text/plain": title}, "caveats")


def _show(bundle: dict[str, Any], part: str, **told: object) -> None:
    display(bundle, raw=True, metadata={"partnerlab": {"part": part, **told}})
