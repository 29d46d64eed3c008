"""The unit of money in a heading or a title: «, тыс. руб.», "(thousand RUB)"."""

from __future__ import annotations

import re

from partnerlab.sources.cells import CURRENCY_OF_WORD, FACTOR_OF_WORD
from partnerlab.sources.cells.spelling import pieces
from partnerlab.sources.headings.mapping import Unit

_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_JOINING = frozenset(("в", "in", "of"))
_UNIT_WORDS = frozenset((*FACTOR_OF_WORD, *CURRENCY_OF_WORD))
_WEAK_UNITS = frozenset(("т", "р", "p", "k"))
_ONE_AMOUNT = frozenset(("тысяча", "миллион", "миллиона", "миллиард", "миллиарда"))
"""Words of an amount («миллион рублей»), which a unit does not use."""


def without_unit(heading: str) -> tuple[str, list[str]]:
    """A heading, spelt bare, without its unit, and the words of the unit.

    >>> without_unit("Сумма гранта (тыс. руб.)")
    ('суммагранта', ['тыс', 'руб'])
    """
    units: list[str] = []

    def take(brackets: re.Match[str]) -> str:
        inside = pieces(brackets[0])
        if not _is_unit(inside):
            return brackets[0]
        units.extend(inside)
        return " "

    named = pieces(_IN_BRACKETS.sub(take, heading))
    tail = len(named)
    while tail and (named[tail - 1] in _UNIT_WORDS or named[tail - 1] in _JOINING):
        tail -= 1
    if _is_unit(named[tail:]):
        units.extend(named[tail:])
        named = named[:tail]
    return "".join(named), units


def counted_in(units: list[str]) -> Unit:
    """The unit that the words name; the larger one where they name two.

    >>> counted_in(["тыс", "руб"])
    (1000.0, 'RUB')
    """
    factors = {FACTOR_OF_WORD[unit] for unit in units if unit in FACTOR_OF_WORD} or {1.0}
    currencies = {CURRENCY_OF_WORD[unit] for unit in units if unit in CURRENCY_OF_WORD} or {""}
    return max(factors), max(currencies)


def is_one(units: list[str]) -> bool:
    """Whether the words name one unit, not two.

    >>> is_one(["тыс", "руб"]), is_one(["тыс", "млн"])
    (True, False)
    """
    factors = {FACTOR_OF_WORD[unit] for unit in units if unit in FACTOR_OF_WORD}
    return len(factors) < 2 and len({CURRENCY_OF_WORD[unit] for unit in units if unit in CURRENCY_OF_WORD}) < 2


def unit_named(text: str) -> Unit | None:
    """The unit that a text names and nothing beside it; None where it names none, or two.

    >>> unit_named("тыс. руб."), unit_named("EUR"), unit_named("сумма")
    ((1000.0, 'RUB'), (1.0, 'EUR'), None)
    """
    words = pieces(text)
    return counted_in(words) if _is_unit(words) and is_one(words) else None


def units_stated(text: str) -> set[Unit]:
    """The units that a title above a table gives its money; none for an amount («500 тыс. рублей на проекты»).

    >>> units_stated("Заказ на проекты, тыс. руб."), units_stated("Призы по 500 тыс. руб.")
    ({(1000.0, 'RUB')}, set())
    """
    named = pieces(text)
    found: set[Unit] = set()
    place = 0
    while place < len(named):
        end = place
        while end < len(named) and named[end] in _UNIT_WORDS:
            end += 1
        words = named[place:end]
        if words and _states(words, before=named[place - 1] if place else "", alone=len(words) == len(named)):
            currency = next((CURRENCY_OF_WORD[word] for word in words if word in CURRENCY_OF_WORD), "")
            factors = {FACTOR_OF_WORD[word] for word in words if word in FACTOR_OF_WORD} or {1.0}
            found |= {(factor, currency) for factor in factors}
        place = max(end, place + 1)
    return found


def _states(unit: list[str], *, before: str, alone: bool) -> bool:
    if before[-1:].isdigit() or before in _ONE_AMOUNT or unit[0] in _ONE_AMOUNT or not _is_unit(unit):
        return False
    both = any(word in FACTOR_OF_WORD for word in unit) and any(word in CURRENCY_OF_WORD for word in unit)
    return both or alone or before in _JOINING


def _is_unit(named: list[str]) -> bool:
    words = [piece for piece in named if piece not in _JOINING]
    known = all(word in _UNIT_WORDS for word in words)
    return known and bool(words) and (len(words) > 1 or words[0] not in _WEAK_UNITS or words[0] in ("р", "p"))
