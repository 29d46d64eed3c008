"""The six numbers as HTML: a list of links, each with its number, its change in words and a small picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from partnerlab.page.html import SYNTHETIC
from partnerlab.page.numbers import Number
from partnerlab.wording import Words

WIDTH, HIGH, LETTERS = 260, 40, 16
"""The size of a picture in pixels: as wide as the narrowest card, the years written under its bars."""
WIDEST, AIR = 34, 0.25
ROOM = 36
"""What a year needs to be written under its bar."""


Beside = tuple[str, Sequence[Number]]
"""What the numbers are compared with: what that is called, and its own six."""


def section(numbers: Iterable[Number], says: Words, *, href: Callable[[str], str], beside: Beside | None = None) -> str:
    """The numbers one after the other; `href` gives the address of the page of a topic.

    >>> from partnerlab.wording import words
    >>> one = Number("awards", "participation", "Winners", "counted", 2001, "23.5%", "of all.", years=((2001, 0.2),))
    >>> section([one], words("en"), href=lambda topic: f"{topic}.html")[:69]
    '<ol class="pl-numbers"><li><a class="pl-number-card" href="participat'
    """
    shown = list(numbers)
    others = [""] * len(shown)
    if beside:
        others = [_beside(beside[0], one, other, says) for one, other in zip(shown, beside[1], strict=True)]
    items = (_item(one, says, href(one.topic), other) for one, other in zip(shown, others, strict=True))
    return f'<ol class="pl-numbers">{"".join(items)}</ol>'


def _beside(title: str, number: Number, other: Number, says: Words) -> str:
    """The number of the other side; not where the change from the contest before has said it."""
    value = says.say("no data") if other.why else other.value
    if number.change and f"({value})" in number.change:
        return ""
    return f'<p class="pl-number-beside">{escape(title)}: <b>{escape(value)}</b></p>'


def _item(number: Number, says: Words, address: str, beside: str = "") -> str:
    """The link says what is known; what the number rests on stands below it, so that the link's name is not all."""
    year = f' <span class="pl-number-year">{number.year}</span>' if number.year is not None else ""
    mark = f'<span class="pl-synthetic">{escape(says.say(SYNTHETIC))}</span>' if number.synthetic else ""
    said = f"<h2>{escape(number.heading)}{year}</h2>{mark}{_said(number, says, beside)}"
    below = "".join(f"<p>{escape(text)}</p>" for text in (" ".join(number.notes), number.source) if text)
    linked = f'<a class="pl-number-card" href="{escape(address)}">{said}</a>'
    unknown = ' class="pl-number-unknown"' if number.why else ""
    return f'<li{unknown}>{linked}<div class="pl-number-rests">{below}</div></li>'


def _said(number: Number, says: Words, beside: str) -> str:
    if number.why:
        return f'<p class="pl-number-none">{escape(says.say("no data"))}</p><p>{escape(number.why)}</p>{beside}'
    change = f'<p class="pl-number-change">{escape(number.change)}</p>' if number.change else ""
    caution = f'<p class="pl-number-caution">{escape(number.caution)}</p>' if number.caution else ""
    value = f'<p><em class="pl-number-value">{escape(number.value)}</em> {escape(number.sentence)}</p>'
    return value + beside + change + caution + picture(number)


def picture(number: Number) -> str:
    """The years as bars from zero, the asked one filled and named in bold; a year that is not known is a gap.

    Nothing for a single year. It is hidden from those who hear the page: the change says the same in words.
    """
    known = [value for _, value in number.years if value is not None]
    if len(known) < 2 or max(known) <= 0:
        return ""
    step = min(WIDTH / len(number.years), WIDEST / (1 - AIR))
    bars = "".join(
        _bar(place * step, step, value, max(known), asked=year == number.year)
        for place, (year, value) in enumerate(number.years)
    )
    return (
        f'<svg class="pl-number-picture pl-tone-{number.tone}" aria-hidden="true" preserveAspectRatio="xMinYMax" '
        f'width="{WIDTH}" height="{HIGH + LETTERS}" viewBox="0 0 {WIDTH} {HIGH + LETTERS}">'
        f"{bars}{_years(number.years, number.year, step)}</svg>"
    )


def _bar(left: float, step: float, value: float | None, most: float, *, asked: bool) -> str:
    wide = step * (1 - AIR)
    if value is None:
        return f'<path class="pl-gap" d="M{left:.1f} {HIGH - 0.5}h{wide:.1f}"/>'
    high = max(1.0, value / most * HIGH)
    kind = ' class="pl-asked"' if asked else ""
    return f'<rect{kind} x="{left:.1f}" y="{HIGH - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'


def _years(years: Sequence[tuple[int, float | None]], asked: int | None, step: float) -> str:
    """The asked year under its bar, and the first and the last where they have room beside it."""
    middles = {year: place * step + step * (1 - AIR) / 2 for place, (year, _) in enumerate(years)}
    shown: list[int] = []
    for year in (asked, years[0][0], years[-1][0]):
        if year in middles and all(abs(middles[year] - middles[other]) >= ROOM for other in shown):
            shown.append(year)
    return "".join(
        f'<text{" class=pl-asked" if year == asked else ""} x="{_within(middles[year]):.1f}" y="{HIGH + 13}" '
        f'text-anchor="middle">{year}</text>'
        for year in shown
    )


def _within(middle: float) -> float:
    """Where a year is written so that it is not cut off at an end."""
    return min(max(middle, ROOM / 2 - 2), WIDTH - ROOM / 2)
