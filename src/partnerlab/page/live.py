"""A live page: the same cards as widgets, which follow the controls for year and language."""

from __future__ import annotations

from typing import Any

from IPython.display import display

from partnerlab import parameters
from partnerlab.page import html, widgets
from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.page.still import figure_json
from partnerlab.wording import LANGUAGE_NAMES, message

YEAR, LANGUAGE = message("Year"), message("Language")


class Live:
    """Displays a page, and changes what stands on it when a visitor asks for another year or language."""

    def __init__(self, content: Content) -> None:
        """Take what the page says."""
        self.content = content
        self._hero = widgets.text("", "pl-hero")
        self._caveats = widgets.text("", "pl-caveats")
        self._cards: list[tuple[widgets.CardWidget, str]] = []
        self._labels: dict[str, Any] = {}

    def opening(self) -> None:
        """The top of the page, and its controls."""
        controls = self._controls()
        self._hero.value = self.content.hero()
        display(widgets.column([self._hero, controls]))

    def show(self, name: str) -> None:
        """A question as a card."""
        widget = widgets.CardWidget(**self._traits(self.content.below(name)))
        self._cards.append((widget, name))
        display(widget)

    def caveats(self) -> None:
        """The caveats."""
        self._caveats.value = self._said_caveats()
        display(self._caveats)

    def _controls(self) -> Any:
        content = self.content
        years = content.years()
        if content.year not in years:
            content.year = years[-1] if years else None
        offered = [(str(year), year) for year in years]
        languages = [(name, language) for language, name in LANGUAGE_NAMES.items()]
        self._labels = {
            YEAR: widgets.choice(content.words.say(YEAR), offered, content.year, self._take_year),
            LANGUAGE: widgets.choice(content.words.say(LANGUAGE), languages, content.language, self._take_language),
        }
        return widgets.row(list(self._labels.values()))

    def _take_year(self, year: int) -> None:
        self.content.year = parameters.checked_year(year)
        self._refresh()

    def _take_language(self, language: str) -> None:
        self.content.language = parameters.checked_language(language)
        for label, control in self._labels.items():
            control.description = self.content.words.say(label)
        self._refresh()

    def _refresh(self) -> None:
        self._hero.value = self.content.hero()
        if self._caveats.value:
            self._caveats.value = self._said_caveats()
        for widget, name in self._cards:
            widget.take(**self._traits(self.content.below(name)))

    def _said_caveats(self) -> str:
        title, sentences = self.content.caveats()
        return html.caveats(sentences, title)

    def _traits(self, shown: Card) -> dict[str, Any]:
        says = self.content.words
        return {
            "head": html.head(shown, says),
            "foot": html.foot(shown, says),
            "alt": shown.alt,
            "figure": figure_json(shown, says.language),
            "language": says.language,
        }
