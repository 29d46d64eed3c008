"""The tax number of an organisation as people and spreadsheets leave it: «ИНН 5902…», `5902….0`, two in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from partnerlab.sources.cells import Reading
from partnerlab.sources.cells.check_digits import judged

INN, OGRN = (10, 12), (13, 15)
"""How many digits a Russian tax number, and a Russian registration number, has."""
FEWEST_DIGITS = 8
_POINT_ZERO = re.compile(r"([0-9]{5,})[.,]0+")
_LABELS = re.compile(r"инн|огрнип|огрн|кпп|inn|ogrn|kpp|№|[:;,/\\()|.]+")
_ALLOWED = re.compile(r"[0-9 ]*")


def read_tax_number(text: str) -> Reading[str]:
    """The one number that a cell names, without the words, spaces and signs about it.

    Of several numbers it is the tax number, of ten or twelve digits. Any other text is what it is.

    >>> read_tax_number("ИНН 5902 000000").value, read_tax_number("1025900000000 / 5902000000").value
    ('5902000000', '5902000000')
    """
    if text.isdecimal():
        return Reading(text)
    if match := _POINT_ZERO.fullmatch(text):
        return Reading(match[1])  # the same number, as a program writes it
    low = text.casefold()
    if not _ALLOWED.fullmatch(_LABELS.sub(" ", low)):
        return Reading(text)
    numbers = [number for part in _LABELS.split(low) for number in _numbers(part)]
    if not numbers or max(map(len, numbers)) < FEWEST_DIGITS:
        return Reading(text)
    if len(numbers) == 1:
        return Reading(numbers[0], "tidied_number")
    taken = next((one for lengths in (INN, OGRN) for one in numbers if len(one) in lengths), None)
    return Reading(text) if taken is None else Reading(taken, "two_numbers", (("read", taken),))


def _numbers(part: str) -> list[str]:
    groups = part.split()
    if all(len(group) in (*INN, *OGRN, 9) for group in groups):  # nine: the code that stands behind a tax number
        return groups
    return ["".join(groups)]


def without_zero(numbers: Iterable[str], *, heading: str) -> dict[str, str]:
    """The tax numbers that a spreadsheet has robbed of the zero in front, with what they were.

    Only where the heading, or another number of the column, shows that these are Russian tax numbers.

    >>> without_zero(["102345673"], heading="инн")
    {}
    """
    known = [number for number in numbers if number.isdecimal()]
    mended = {number: one.mended for number in known if len(number) + 1 in INN for one in judged(number) if one.mended}
    if not mended or "инн" in heading or "inn" in heading:
        return mended
    return mended if any(one.kind for number in known if len(number) in INN for one in judged(number)) else {}
