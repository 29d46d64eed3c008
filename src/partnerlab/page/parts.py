"""The parts of a live page as HTML, and which of them are different when something else is asked for.

The address is the state of the page: its query is parsed in the same way when the page is opened and when a control
is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from partnerlab.catalogue import entry
from partnerlab.page import controls, downloads, html, numbers_html, top
from partnerlab.page.card import Card
from partnerlab.page.choosing import clicks
from partnerlab.page.content import Content
from partnerlab.page.numbers import numbers
from partnerlab.page.origin import about, facts
from partnerlab.page.scales import same_scale
from partnerlab.page.still import figure_json
from partnerlab.parameters import Parameters, from_address
from partnerlab.wording.tables import column_name

CHART_SCRIPT = Path(__file__).parent / "chart.js"
SCRIPTS = tuple(CHART_SCRIPT.with_name(name) for name in ("idiomorph.min.js", "chart.js", "parts.js"))
"""What draws a page, on a dashboard as in JupyterLab."""
Made = Callable[[Content], str]
CARD = "pl-card"
IN_REPORTS = ("district", "line")
"""The filters that a page of a batch can be opened with."""


class Part(NamedTuple):
    """A section of a page: what it is called, its HTML, its style."""

    name: str
    html: str
    style: str = CARD

    def section(self) -> str:
        """The part as a section of a page."""
        return f'<section data-part="{self.name}" class="{self.style}">{self.html}</section>'


class Parts:
    """What stands on a live page, part by part, for the address that was last asked for."""

    def __init__(self, content: Content, default: Parameters) -> None:
        """Take the page and what it shows where an address asks for nothing."""
        self.content = content
        self._default = default
        self._made: dict[str, Made] = {}
        self._shown: dict[str, str] = {}

    def opening(self) -> list[Part]:
        """The top of the page and its controls; a page is of one year."""
        self.content = self.content.of_a_year()
        return [self._add("top", whole_top, "pl-hero"), self._add("controls", controls.controls, "pl-controls")]

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> Part:
        """A question, beside itself where two are compared."""
        part, offered = self._next(), entry(name).choices

        def made(content: Content) -> str:
            chosen = {choice: values[0] for choice, values in offered.items()} | choices
            chosen |= {choice: value for choice, value in content.asked.choices if choice in offered}
            control = "".join(controls.choice(content, one, values, chosen[one]) for one, values in offered.items())
            cards = [(side, side.below(name, by=by, **chosen)) for side in controls.sides(content)]
            return control + _sides(part, _told_once(cards), by or ())

        return self._add(part, made)

    def numbers(self, href: Callable[[str, Content], str]) -> Part:
        """The contest in six numbers; `href` is where the page of a question stands."""

        def made(content: Content) -> str:
            other = content.beside()
            beside = None if other is None else (controls.side_title(other, content), numbers(other))
            six = numbers(content)
            return numbers_html.section(six, content.words, href=lambda name: href(name, content), beside=beside)

        return self._add("numbers", made, "pl-front")

    def reference(self, name: str, where: Mapping[str, object]) -> Part:
        """A printed table of names and texts."""

        def made(content: Content) -> str:
            shown = content.reference(name, where)
            return html.head(shown, content.words) + html.foot(shown, content.words)

        return self._add(self._next(), made, f"pl-reference {CARD}")

    def caveats(self) -> Part:
        """What must be known to read the figures rightly."""

        def made(content: Content) -> str:
            title, sentences = content.caveats()
            return html.caveats(sentences, title)

        return self._add("caveats", made, "pl-caveats")

    def _add(self, name: str, made: Made, style: str = CARD) -> Part:
        self._made[name] = made
        self._shown[name] = made(self.content)
        return Part(name, self._shown[name], style)

    def _next(self) -> str:
        return f"card-{sum(name.startswith('card-') for name in self._made) + 1}"

    def take(self, query: str) -> Iterator[tuple[str, str]]:
        """The name and HTML of each part that is different for another address, one after the other."""
        asked, wrong = from_address(query, replace(self._default, year=None))
        self.content = self.content.at(asked, wrong)
        # the controls first: they need no metric, and show at once that they were heard
        for name, made in sorted(self._made.items(), key=lambda one: one[0] != "controls"):
            inner = made(self.content)
            if inner != self._shown[name]:
                self._shown[name] = inner
                yield name, inner

    def told(self) -> dict[str, str]:
        """What a page says of itself beside its parts: its address, its title, its report."""
        return told(self.content)


def told(content: Content) -> dict[str, str]:
    """The canonical query, the title of the window, and where the batch's page of the same view stands."""
    asked, says = content.asked, content.words
    title = ", ".join(filter(None, [says.say(content.topic.title), str(asked.year or "")]))
    chosen = {name: value for name, value in content.filters.items() if name in IN_REPORTS}
    fragment = urlencode(chosen, quote_via=quote)
    report = f"{asked.year}/{asked.language}/{content.topic.name}.html" + (f"#{fragment}" if fragment else "")
    return {"query": asked.query(), "title": title, "report": report}


def whole_top(content: Content) -> str:
    """The top of a live page: what can be done with it, where its data are from, its answer or its two answers."""
    other = content.beside()
    hero = top.hero(content) if other is None else _top_of_two(content, other)
    told = [] if html.is_marked(hero) and about(content)["synthetic"] else facts(content)
    said = "".join(f"<span>{escape(fact)}</span>" for fact in told)
    return f'{controls.actions(content)}<p class="pl-facts">{said}</p>{hero}'


def _top_of_two(content: Content, other: Content) -> str:
    """What two sides have in common is said once; each says its own answer."""
    titles = (controls.side_title(content, other), controls.side_title(other, content))
    cards = top.leading(content, other), top.leading(other, content)
    if cards[0] and cards[1] and cards[0].title == cards[1].title:
        return top.hero(content)
    sides = [html.answer(card, content.words, tag="h2") if card else "" for card in cards]
    beside = content.words.say(controls.BESIDE, other=titles[1])
    return top.compared(content, other, _beside(titles, sides), beside) if any(sides) else top.hero(content)


def _told_once(cards: list[tuple[Content, Card]]) -> list[tuple[Content, Card]]:
    """One card, where the answer does not follow what is compared: both sides would be the same."""
    (content, _), (_, card) = cards[0], cards[-1]
    compare = content.asked.compare
    return [(content, card)] if compare is not None and compare[0] in card.unfollowed else cards


def _sides(part: str, cards: Sequence[tuple[Content, Card]], by: Sequence[str]) -> str:
    figures = [figure_json(card, content.language) for content, card in cards]
    if len(cards) == 1:
        return _card(part, *cards[0], figures[0], by)
    (content, _), (other, _) = cards
    titles = (controls.side_title(content, other), controls.side_title(other, content))
    made = (
        _card(f"{part}-{place}", *card, figure, by)
        for place, (card, figure) in enumerate(zip(cards, same_scale(*figures), strict=True))
    )
    return _beside(titles, made)


def _beside(titles: Iterable[str], sides: Iterable[str]) -> str:
    said = "".join(
        f'<div class="pl-side"><p class="pl-side-title">{escape(title)}</p>{side}</div>'
        for title, side in zip(titles, sides, strict=True)
    )
    return f'<div class="pl-sides">{said}</div>'


def _card(part: str, content: Content, card: Card, figure: Mapping[str, Any], by: Sequence[str]) -> str:
    says = content.words
    followed = [(column_name(name, says), value) for name, value in content.chosen() if name not in card.unfollowed]
    data = downloads.data(card, says, year=content.year, by=by, chosen=followed)
    key = partial(_key, content)
    told = clicks(figure, card.filters, key) if figure else {}
    buttons = downloads.buttons(card, says)
    foot = html.foot(card, says, buttons=buttons, link=partial(_link, content))
    return html.head(card, says, ident=part) + _chart(part, figure, card.alt, told) + foot + data


def _key(content: Content, name: str, value: str) -> str:
    """What an address calls a value that a mark stands for; empty where the page cannot be chosen by it."""
    if name == "year":
        return value if int(value) in content.years() else ""
    counted = content.answers.counted
    known = counted.value(name, value)
    return "" if known is None else counted.key(name, known)


def _link(content: Content, name: str, value: str) -> str:
    """The address of the page that is chosen by what a row of a table stands for."""
    key = _key(content, name, value)
    if not key:
        return ""
    asked = content.asked
    filters = tuple({**dict(asked.filters), name: key}.items())
    chosen = replace(asked, year=int(value)) if name == "year" else replace(asked, filters=filters)
    return f"?{chosen.query()}"


def _chart(part: str, figure: Mapping[str, Any], alt: str, told: Mapping[str, Any]) -> str:
    if not figure:
        return ""
    height = f' style="min-height:{int(figure["layout"]["height"])}px"' if "height" in figure["layout"] else ""
    clicked = f' data-clicks="{escape(downloads.safe(told))}"' if told else ""
    return (
        f'<div class="pl-chart" id="chart-{part}" role="img" aria-label="{escape(alt)}"{height}{clicked}>'
        f'<script type="application/json">{downloads.safe(figure)}</script></div>'
    )
