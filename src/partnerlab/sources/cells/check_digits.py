"""Whether a Russian tax number is right: INN and OGRN by their length and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Literal

Kind = Literal["inn", "personal_inn", "ogrn", ""]
Fault = Literal["length", "letters", "check_digit", "lost_zero", ""]

_SEPARATORS = re.compile(r"\s*(?:[/\\;,|]|\s(?=(?:инн|огрн|inn|ogrn)))\s*")
_LABEL = re.compile(r"^(?:инн|огрнип|огрн|inn|ogrn|№)\s*[:№]?\s*")
_SPACES = re.compile(r"[\s.\-–]")
SOME = 5
"""One number in so many that is right by its check digit is no chance, where the money is roubles."""
LOOKED_AT = 1000
"""So many numbers tell what a column holds."""
_LENGTHS = {10, 12, 13, 15}
_RUSSIAN_HEADING = re.compile("инн|огрн|inn|ogrn", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaxNumber:
    """One number of a cell: its digits, what it is where it is right, and else what is wrong with it.

    `mended` is the right number that a lost zero would give.
    """

    digits: str
    kind: Kind = ""
    fault: Fault = ""
    mended: str = ""


@cache
def judged(text: str) -> tuple[TaxNumber, ...]:
    """The numbers that a cell holds: an INN, an OGRN, or both with a stroke between them.

    >>> [number.kind for number in judged("1234567894 / 1022200525819")]
    ['inn', 'ogrn']
    >>> judged("1234567895")[0].fault
    'check_digit'
    """
    parts = [_LABEL.sub("", part.strip()) for part in _SEPARATORS.split(text.strip().casefold())]
    return tuple(_judged(part) for part in parts if part)


def proven(text: str) -> str:
    """The number that proves who an organisation is: the right INN of a cell, else its right OGRN, else none.

    >>> proven("ИНН 1234567894"), proven("1234567895")
    ('1234567894', '')
    """
    right: dict[Kind, str] = {}
    for number in judged(text):
        if number.kind or number.mended:
            right.setdefault(number.kind, number.mended or number.digits)
    order: tuple[Kind, ...] = ("inn", "personal_inn", "ogrn", "")
    return next((right[kind] for kind in order if kind in right), "")


def are_russian(numbers: Iterable[str], *, currency: str, headings: Iterable[str] = ()) -> bool:
    """Whether a column holds Russian tax numbers: its heading says so, or many are right.

    >>> are_russian(["1234567894"], currency="RUB"), are_russian(["1144091"], currency="GBP")
    (True, False)
    """
    if any(_RUSSIAN_HEADING.search(heading) for heading in headings):
        return True
    cells = [judged(number) for number in islice(numbers, LOOKED_AT)]
    right = sum(bool(cell) and any(one.kind for one in cell) for cell in cells)
    as_long = sum(bool(cell) and all(len(one.digits) in _LENGTHS for one in cell) for cell in cells)
    if currency == "RUB":
        return right * SOME > len(cells) or as_long * 2 > len(cells)
    return right * 2 > len(cells)


def _judged(text: str) -> TaxNumber:
    from stdnum.ru import inn, ogrn

    digits = _SPACES.sub("", text)
    if not (digits.isdecimal() and digits.isascii()):
        return TaxNumber(digits, fault="letters")
    if digits.strip("0"):  # zeros alone fill a cell, and have a right check digit
        if inn.is_valid(digits):
            return TaxNumber(digits, "inn" if len(digits) == 10 else "personal_inn")
        if ogrn.is_valid(digits):
            return TaxNumber(digits, "ogrn")
        if len(digits) in (9, 11) and inn.is_valid("0" + digits):
            return TaxNumber(digits, fault="lost_zero", mended="0" + digits)
    return TaxNumber(digits, fault="check_digit" if len(digits) in _LENGTHS else "length")
