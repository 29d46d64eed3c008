"""What an ambiguous cell says, settled by its column as a whole: never by a guess, and never in silence."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, Literal

import numpy as np

from partnerlab.sources.cells import Fact, Reading
from partnerlab.sources.cells.amounts import names_multiple, roles_in, sign_in
from partnerlab.sources.cells.dates import day_order
from partnerlab.sources.columns.readings import Floats, Mark

Role = Literal["thousands", "fraction"]
Evidence = tuple[str, tuple[tuple[str, Fact], ...]]
"""The check that tells of it, and what it tells."""

FEWEST = 5
"""So many amounts are needed before their size, or their digits, say anything."""
BEYOND = 10.0
"""An amount is of the column's size up to so many times beyond its other amounts."""
USUAL = (0.05, 0.95)
"""The quantiles between which a column's amounts are the usual ones: one slip of the hand does not widen them."""
_KOPECKS, _THOUSANDTHS = 2, 3
"""How many figures stand behind the sign."""
Shown = dict[Role, tuple[int, str]]
"""A cell that shows a role of a sign: its place and its text."""
NO_DOUBT = 20
"""So many different dates of one order, and none of the other, settle a column of dates without a doubt."""
PLACE = "at_place"
"""The fact that holds the place of a cell in its column; the one who knows the rows turns it into a row."""


def settled_amounts(
    typed: Sequence[Any], values: Floats, marks: list[Mark], *, scale: float, decimal: str = ""
) -> list[Mark]:
    """The marks of a column of money; amounts such as `942.916` that the column settles become values.

    `decimal` is the sign that the user's mapping puts before the fraction: it settles all without a finding. Else each
    of the signs `.` and `,` is settled for the whole column, by evidence of three kinds that must not contradict
    each other:

    - a cell that admits one role of the sign only: `1.234.567` (thousands), `12.5` (a fraction). Amounts in words of
      thousands (`12.5 тыс.`) and others say nothing of each other; and beside kopecks (`12.50`) nobody writes
      thousandths of a rouble, nor `191.000` for 191 roubles beside `12.5`;
    - size: of at least five clear amounts, the usual ones times ten and by ten are bounds within which all high
      readings lie and no low one, or the reverse;
    - digits: at least five different amounts would have thousandths of a rouble, in a column of whole roubles in which
      no amount has another fraction.

    What is below zero, or written in several parts («2 млн. 263,800»), stays ambiguous.
    """
    unclear = [mark for mark in marks if mark[1].rule == "ambiguous_amount"]
    clear = values.copy()
    settled: dict[int, Mark] = {}
    for sign, multiples in product((".", ","), (False, True)):
        alike = [
            mark
            for mark in unclear
            if sign_in(mark[2]) == sign and names_multiple(mark[2]) == multiples and _low(mark) >= 0
        ]
        if not alike:
            continue
        if decimal in (".", ","):
            role: Role | None = "fraction" if decimal == sign else "thousands"
            evidence: Evidence = ("", ())
        else:
            role, evidence = _verdict(sign, typed, clear, alike, scale=scale)
        if role is None:
            continue
        for place, reading, text in alike:
            facts = dict(reading.facts)
            read, other = (facts["high"], facts["low"])[:: 1 if role == "thousands" else -1]
            values[place] = read
            told = (("read", read), ("other", other), ("currency", facts["currency"]), *evidence[1])
            settled[place] = (place, Reading(read, evidence[0], told), text)
    return [found for mark in marks if (found := settled.get(mark[0], mark))[1].rule]


def _low(mark: Mark) -> float:
    return float(dict(mark[1].facts)["low"])


def _verdict(
    sign: str, typed: Sequence[Any], values: Floats, alike: Sequence[Mark], *, scale: float
) -> tuple[Role | None, Evidence]:
    """The role of a sign in a column, and the evidence; None where there is none or it contradicts itself."""
    texts = {text for _, _, text in alike}
    multiples = any(map(names_multiple, texts))
    shown = _shown(sign, typed, multiples=multiples)
    if "fraction" in shown and scale == 1.0 and not multiples and not _may_be_thousandths(sign, texts, shown):
        return None, ("", ())
    said: list[tuple[Role, Evidence]] = [
        (role, ("settled_amount", (("evidence", text), (PLACE, place)))) for role, (place, text) in shown.items()
    ]
    said += [found for found in (_by_size(values, alike), _by_digits(alike, shown, scale=scale)) if found]
    roles = {role for role, _ in said}
    return said[0] if len(roles) == 1 else (None, ("", ()))


def _shown(sign: str, typed: Sequence[Any], *, multiples: bool) -> Shown:
    """The first cell, with words of thousands or without, that admits one role of the sign, for each role."""
    found: Shown = {}
    for place, text in _first_of_each(typed):
        if sign in text and names_multiple(text) == multiples:
            for one, role in roles_in(text):
                if one == sign:
                    found.setdefault("thousands" if role == "thousands" else "fraction", (place, text))
    return found


def _may_be_thousandths(sign: str, texts: set[str], shown: Shown) -> bool:
    """Whether amounts may have thousandths of a rouble beside one with a fraction."""
    figures = len(_digits(shown["fraction"][1].rpartition(sign)[2]))
    return figures == _THOUSANDTHS or (figures != _KOPECKS and not any(map(_ends_in_zero, texts)))


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit())


def _ends_in_zero(text: str) -> bool:
    return _digits(text).endswith("0")


def _first_of_each(typed: Sequence[Any]) -> Iterable[tuple[int, str]]:
    first: dict[str, int] = {}
    for place, cell in enumerate(typed):
        if isinstance(cell, str):
            first.setdefault(cell.strip(), place)
    return ((place, text) for text, place in first.items())


def _by_size(values: Floats, alike: Sequence[Mark]) -> tuple[Role, Evidence] | None:
    clear = np.flatnonzero(values > 0)
    if len(clear) < FEWEST:
        return None
    least, most = np.quantile(values[clear], USUAL, method="nearest").tolist()
    lows, highs = (np.array([dict(reading.facts)[name] for _, reading, _ in alike]) for name in ("low", "high"))
    within = [(least / BEYOND <= one) & (one <= most * BEYOND) for one in (lows, highs)]
    facts = (("least", least), ("most", most), ("amounts", len(clear)), (PLACE, int(clear[0])))
    evidence: Evidence = ("settled_amount_by_size", facts)
    if within[1].all() and not within[0].any():
        return "thousands", evidence
    if within[0].all() and not within[1].any():
        return "fraction", evidence
    return None


def _by_digits(alike: Sequence[Mark], shown: Shown, *, scale: float) -> tuple[Role, Evidence] | None:
    texts = {text for _, _, text in alike}
    if scale != 1.0 or "fraction" in shown or any(map(names_multiple, texts)):
        return None
    thousandths = {text for text in texts if not _ends_in_zero(text)}
    if len(thousandths) < FEWEST:
        return None
    return "thousands", ("settled_amount_by_digits", (("amounts", len(thousandths)),))


def settled_dates(typed: Sequence[Any], days: np.ndarray[Any, Any], marks: list[Mark]) -> list[Mark]:
    """The marks of a column of dates; `03/04/2005` is read in the order of day and month that the column shows.

    The evidence is a date whose day is over 12; many that agree leave no doubt. Where dates of both orders stand in
    the column, nothing is settled.
    """
    if not any(reading.rule == "ambiguous_date" for _, reading, _ in marks):
        return marks
    shown: dict[str, list[tuple[int, str]]] = {}
    for place, text in _first_of_each(typed):
        if order := day_order(text):
            shown.setdefault(order, []).append((place, text))
    if len(shown) != 1:
        return marks
    (order, clear), *_ = shown.items()
    at, evidence = clear[0]
    rule = "settled_date_by_many" if len(clear) >= NO_DOUBT else "settled_date"
    settled = []
    for place, reading, text in marks:
        if reading.rule == "ambiguous_date":
            by_month, by_day = (str(fact) for _, fact in reading.facts[:2])
            read, other = (by_day, by_month) if order == "day" else (by_month, by_day)
            days[place] = read
            facts = (("read", read), ("other", other), ("evidence", evidence), ("clear", len(clear)), (PLACE, at))
            settled.append((place, Reading(datetime.date.fromisoformat(read), rule, facts), text))
        else:
            settled.append((place, reading, text))
    return settled
