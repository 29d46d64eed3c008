"""A live page: the same cards as widgets, which follow the controls for year and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from IPython.display import display

from partnerlab import parameters
from partnerlab.catalogue import entry
from partnerlab.page import html, widgets
from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.page.still import figure_json
from partnerlab.wording import LANGUAGE_NAMES, message

YEAR, LANGUAGE, PRICES = message("Year"), message("Language"), message("Prices")
CHOICES = {"size": message("Size of the tiles")}
CHOSEN = {"area": message("by area"), "population": message("by population")}
NOMINAL, CONSTANT = message("of each year"), message("of {year}")
NOT_CONSTANT = 0
"""Prices of each year, as a control has them: one that takes None shows an empty field."""


class Live:
    """Displays a page, and changes what stands on it when a visitor asks for another year or language."""

    def __init__(self, content: Content) -> None:
        """Take what the page says."""
        self.content = content
        self._hero = widgets.text("", "pl-hero")
        self._caveats = widgets.text("", "pl-caveats")
        self._cards: list[tuple[widgets.CardWidget, Callable[[], Card]]] = []
        self._labels: dict[str, Any] = {}
        self._choices: list[tuple[Any, str]] = []

    def opening(self) -> None:
        """The top of the page, and its controls."""
        controls = self._controls()
        self._hero.value = self.content.hero()
        display(widgets.column([self._hero, controls]))

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A question as a card, under controls for what a reader may choose of its chart."""
        chosen = {choice: offered[0] for choice, offered in entry(name).choices.items()} | choices
        widget = self._card(lambda: self.content.below(name, by=by, **chosen))
        controls = [self._choice(choice, offered, chosen) for choice, offered in entry(name).choices.items()]
        display(widgets.column([widgets.row(controls), widget]) if controls else widget)

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table of names and texts."""
        display(self._card(lambda: self.content.reference(name, where)))

    def _card(self, made: Callable[[], Card]) -> widgets.CardWidget:
        widget = widgets.CardWidget(**self._traits(made()))
        self._cards.append((widget, made))
        return widget

    def _choice(self, choice: str, offered: Sequence[str], chosen: dict[str, str]) -> Any:
        """A control for one choice of a chart; what is chosen is written into `chosen`, where the card finds it."""

        def take(value: str) -> None:
            if value in offered:
                chosen[choice] = value
                self._refresh()

        says = self.content.words
        options = [(says.say(CHOSEN[value]), value) for value in offered]
        control = widgets.choice(says.say(CHOICES[choice]), options, chosen[choice], take)
        self._choices.append((control, choice))
        return control

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
        says = content.words
        self._labels = {YEAR: widgets.choice(says.say(YEAR), offered, content.year, self._take_year)}
        if not content.topic.first or entry(content.topic.first).money:
            prices = content.prices or NOT_CONSTANT
            self._labels[PRICES] = widgets.choice(says.say(PRICES), self._priced(), prices, self._take_prices)
        language = widgets.choice(says.say(LANGUAGE), languages, content.language, self._take_language)
        self._labels[LANGUAGE] = language
        return widgets.row(list(self._labels.values()))

    def _priced(self) -> list[tuple[str, int]]:
        says = self.content.words
        constant = [(says.say(CONSTANT, year=year), year) for year in self.content.price_years()]
        return [(says.say(NOMINAL), NOT_CONSTANT), *constant]

    def _take_year(self, year: int) -> None:
        self.content.year = parameters.checked_year(year)
        self._refresh()

    def _take_prices(self, year: int) -> None:
        self.content.take_prices(parameters.checked_year(year or None, "prices"))
        self._refresh()

    def _take_language(self, language: str) -> None:
        self.content.language = parameters.checked_language(language)
        says = self.content.words
        for label, control in self._labels.items():
            control.description = says.say(label)
        for control, choice in self._choices:
            control.description = says.say(CHOICES[choice])
            control.rename([(says.say(CHOSEN[value]), value) for _, value in control.options])
        if PRICES in self._labels:
            self._labels[PRICES].rename(self._priced())
        self._refresh()

    def _refresh(self) -> None:
        self._hero.value = self.content.hero()
        if self._caveats.value:
            self._caveats.value = self._said_caveats()
        for widget, made in self._cards:
            widget.take(**self._traits(made()))

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
