"""What a map may show of a district: its words, its numbers, and the steps of colour that they fall into."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from partnerlab.charts.key import Entry
from partnerlab.charts.palette import (
    ATTRACTED,
    ATTRACTED_FAINT,
    ATTRACTED_MIDDLE,
    ATTRACTED_PALE,
    COUNTED,
    COUNTED_FAINT,
    COUNTED_MIDDLE,
    COUNTED_PALE,
)
from partnerlab.wording import Words, message

MONEY_COLOURS = (ATTRACTED_FAINT, ATTRACTED_PALE, ATTRACTED_MIDDLE, ATTRACTED)
COUNT_COLOURS = (COUNTED_FAINT, COUNTED_PALE, COUNTED_MIDDLE, COUNTED)
STEPS = len(MONEY_COLOURS)
DECIMALS = {"roubles": 0, "thousands": 1, "count": 0, "decimal": 1, "coins": 2}
"""How exactly each form of a number is written."""


@dataclass(frozen=True)
class Measure:
    """What a map shows: how the title says it of one district and of the highest, the subtitle, and its numbers."""

    one: str
    most: str
    subtitle: str
    form: Literal["roubles", "thousands", "count", "decimal", "coins"]

    @property
    def colours(self) -> tuple[str, ...]:
        """From the least to the most: teal for money, blue for what is counted."""
        return COUNT_COLOURS if self.form in ("count", "decimal") else MONEY_COLOURS

    def figure(self, value: float | None, text: Words) -> str:
        """A value without its unit, as it stands on a map.

        >>> from partnerlab.wording import words
        >>> MEASURES["awarded"].figure(236_500, words("en"))
        '236.5'
        """
        return self._written(value, text, DECIMALS[self.form])

    def said(self, value: float | None, text: Words, currency: str) -> str:
        """A value in a sentence, with its unit."""
        match self.form:
            case "thousands":
                return text.amount(value, currency)
            case "coins":
                return text.coins(value, currency)
            case "roubles":
                return f"{self.figure(value, text)}\N{NO-BREAK SPACE}{text.currency(currency)}"
            case _:
                return self.figure(value, text)

    def _written(self, value: float | None, text: Words, decimals: int) -> str:
        return text.thousands(value, decimals) if self.form == "thousands" else text.number(value, decimals)

    def key(self, scale: Scale, text: Words) -> list[Entry]:
        """The steps of a scale, from the least."""
        wide = (scale.bounds[1] - scale.bounds[0]) / (1000 if self.form == "thousands" else 1)
        decimals = max(0, -math.floor(math.log10(wide) + 1e-9)) if wide else DECIMALS[self.form]
        ends = [self._written(bound, text, decimals) for bound in scale.bounds]
        names = [text.between(*pair) for pair in pairwise(ends)] if wide else ends[:1]
        return [Entry("bar", colour, name) for colour, name in zip(scale.colours, names, strict=True)]


@dataclass(frozen=True)
class Scale:
    """The bounds of the steps of colour, and the colour of each step."""

    bounds: tuple[float, ...]
    colours: tuple[str, ...]

    def colour(self, value: float) -> str:
        """The colour of a value; one on a bound belongs to the step above it.

        >>> Scale((0, 10, 20), ("pale", "deep")).colour(10)
        'deep'
        """
        return self.colours[sum(value >= bound for bound in self.bounds[1:-1])]


def scale_of(values: Sequence[float], colours: tuple[str, ...]) -> Scale:
    """Steps at round numbers over the values, as many as there are colours at most, the last the deepest.

    >>> scale_of([10534.3, 44746.3], MONEY_COLOURS).bounds, scale_of([3, 3], MONEY_COLOURS).bounds
    ((10000.0, 20000.0, 30000.0, 40000.0, 50000.0), (3, 3))
    """
    low, high = min(values), max(values)
    if high - low <= 1e-9 * max(1, abs(high)):
        return Scale((low, low), colours[1:2])
    power = math.floor(math.log10((high - low) / STEPS)) - 1
    for wide in (digit * 10.0**more for more in (power, power + 1, power + 2) for digit in (1, 2, 5)):
        first, last = math.floor(low / wide + 1e-9), math.ceil(high / wide - 1e-9)
        if last - first <= STEPS:
            break
    last = max(last, first + 1)
    bounds = tuple(round(step * wide, 9) for step in range(first, last + 1))
    return Scale(bounds, colours[len(colours) - len(bounds) + 1 :])


MEASURES: dict[str, Measure] = {
    "awarded_per_10000": Measure(
        message("{group}: {number} for every 10,000 people"),
        message("Most money for every 10,000 people: {group}, {number}"),
        message("awarded for every 10,000 people, {currency}"),
        "roubles",
    ),
    "applications_per_10000": Measure(
        message("{group}: {number} applications for every 10,000 people"),
        message("Most applications for every 10,000 people: {group}, {number}"),
        message("applications for every 10,000 people"),
        "decimal",
    ),
    "winners_per_10000": Measure(
        message("{group}: {number} winners for every 10,000 people"),
        message("Most winners for every 10,000 people: {group}, {number}"),
        message("winners for every 10,000 people"),
        "decimal",
    ),
    "awarded": Measure(
        message("{group}: {number} awarded"),
        message("Most money was awarded here: {group}, {number}"),
        message("awarded, {unit}"),
        "thousands",
    ),
    "attracted": Measure(
        message("{group}: {number} attracted"),
        message("Most money was attracted here: {group}, {number}"),
        message("attracted by winners, {unit}"),
        "thousands",
    ),
    "applications": Measure(
        message("{group}: applications, {number}"),
        message("Most applications came from here: {group}, {number}"),
        message("applications"),
        "count",
    ),
    "winners": Measure(
        message("{group}: winners, {number}"),
        message("Most winners are from here: {group}, {number}"),
        message("winners"),
        "count",
    ),
    "leverage": Measure(
        message("{group}: each budget rouble stood beside {number}"),
        message("Most money attracted beside a budget rouble: {group}, {number}"),
        message("attracted money beside 1 {currency} of the budget, {currency}"),
        "coins",
    ),
}
