"""What people type for an amount of money: '650 тыс.', '1 млн. 500 тыс.', '1 234 567,00 ₽', 'нет'."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace

from partnerlab.sources.cells import (
    CURRENCY_OF_WORD,
    FACTOR_OF_WORD,
    Reading,
    is_blank,
    read_missing,
    says_none,
    spaced,
)

LARGEST_AMOUNT = 1e15
"""More than this is no contest's money, and would lose its kopecks as a floating number."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－−‒", "0123456789.,---")
_NUMBER = r"(?P<number>[0-9][0-9 .,'’]*(?:e[+-]?[0-9]{1,2})?)"
_SYMBOL = r"[$€£₽₸]"
_AMOUNT = re.compile(rf"(?P<sign>[-–]?)\s*(?P<before>{_SYMBOL}|[a-z]{{3}})?\s*{_NUMBER}(?P<after>[^0-9]*)")
_PART = re.compile(rf"(?P<number>[0-9][0-9 .,'’]*)(?P<unit>[^\W\d_]+|{_SYMBOL})?[ .,]*")
_WORD = re.compile(rf"[^\W\d_]+|{_SYMBOL}")
_EMPTY_FRACTION = re.compile(r"(?<=[0-9])[.,] ?[-–—]{1,2}(?![0-9])")
"""«12 345,-»: how a bookkeeper writes that there are no kopecks."""
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<comma>,)[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_APOSTROPHES = re.compile(r"[0-9]{1,3}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_EXPONENT = re.compile(r"(?P<whole>[0-9])(?:[.,](?P<part>[0-9]+))?e(?P<exponent>\+?[0-9]{1,2})")
_UNDECIDED = re.compile(r"[1-9][0-9]{0,2}(?:[.,]|(?: [0-9]{3})+\.)[0-9]{3}")
"""Behind spaces between thousands a comma stands before a fraction; a point may be one more mark of thousands."""
_HUNDREDTHS = frozenset(("коп", "копеек", "копейка", "копейки", "kopecks", "cents"))


def read_amount(text: str, *, scale: float = 1.0, currency: str = "RUB") -> Reading[float]:
    """An amount of money in whole units of its currency.

    `scale` is what the heading says of the whole column: 1000 for thousands. An amount that may be thousands or
    a fraction (`942.916`) is not guessed: it has no value, and both its readings.

    >>> read_amount("1 234 567,00 ₽").value, read_amount("1 млн. 500 тыс.").value, read_amount("942.916").rule
    (1234567.0, 1500000.0, 'ambiguous_amount')
    """
    if is_blank(text):
        return Reading(None)
    if says_none(text):
        return Reading(0.0, "none_as_zero")
    return read_missing(text) or _read_sum(text, scale=scale, currency=currency)


def sign_in(text: str) -> str:
    """The sign, `.` or `,`, of which an ambiguous amount does not say what it parts; empty where it is no sign.

    >>> sign_in("942.916"), sign_in("17,990 тыс. руб."), sign_in("262 руб."), sign_in("2 млн. 263,800")
    ('.', ',', '', '')
    """
    match = _AMOUNT.fullmatch(_bare(text))
    number = match["number"].rstrip(" .,") if match else ""
    return ("." if "." in number else ",") if _UNDECIDED.fullmatch(number) else ""


def names_multiple(text: str) -> bool:
    """Whether an amount is in thousands or millions by its own words.

    >>> names_multiple("17,990 тыс. руб."), names_multiple("17,990 руб.")
    (True, False)
    """
    return any(word in FACTOR_OF_WORD for word in _WORD.findall(text.casefold()))


def currency_named(text: str) -> str:
    """The one currency that an amount names beside its number; empty where it names none, or several.

    >>> currency_named("Grant: $98,601"), currency_named("650 тыс. руб."), currency_named("650 тыс.")
    ('USD', 'RUB', '')
    """
    words = _WORD.findall(text.casefold())
    codes = {CURRENCY_OF_WORD[word] for word in words if word in CURRENCY_OF_WORD}
    return codes.pop() if len(codes) == 1 else ""


def roles_in(text: str) -> Iterator[tuple[str, str]]:
    """What an amount shows of its signs beyond doubt: which parts thousands, and which stands before a fraction.

    >>> list(roles_in("1.234.567,50")), list(roles_in("12.50")), list(roles_in("942.916"))
    ([('.', 'thousands'), (',', 'fraction')], [('.', 'fraction')], [])
    """
    match = _AMOUNT.fullmatch(_bare(text))
    number = match["number"].rstrip(" .,") if match else ""
    if _UNDECIDED.fullmatch(number) or not _numbers(number):
        return
    for sign, other in ((".", ","), (",", ".")):
        if sign in number:
            thousands = number.count(sign) > 1 or number.rfind(other) > number.find(sign)
            yield sign, "thousands" if thousands else "fraction"


def _bare(text: str) -> str:
    # «2 000 000,0═» is how bookkeepers close a sum, so that nothing can be written behind it
    low = spaced(spaced(text).casefold().translate(_FULL_WIDTH).rstrip("═="))
    return _EMPTY_FRACTION.sub("", low)


def _read_sum(text: str, *, scale: float, currency: str) -> Reading[float]:
    bare = _bare(text)
    match = _AMOUNT.fullmatch(bare)
    if not match or not set(_WORD.sub("", match["after"])) <= set(" .,"):
        return _read_parts(bare, currency=currency)
    units = _units([word for word in (match["before"], *_WORD.findall(match["after"])) if word])
    if units is None:
        return Reading(None, "not_an_amount")
    factor, code = units
    if code and code != currency:
        return Reading(None, "other_currency", (("currency", currency),))
    sign = -1.0 if match["sign"] else 1.0
    reading = _measured(match["number"].rstrip(" .,"), sign=sign, factor=factor, named=bool(code), scale=scale)
    return replace(reading, facts=(*reading.facts, ("currency", currency))) if reading.facts else reading


def _read_parts(text: str, *, currency: str) -> Reading[float]:
    """An amount in several parts, each smaller than the one before: «1 млн. 500 тыс.», «25 тыс. 500 руб. 50 коп.»."""
    place, above, lows, highs = 0, math.inf, 0.0, 0.0
    while place < len(text):
        part = _PART.match(text, place)
        if not part or (part["unit"] is None and part.end() < len(text)):
            return Reading(None, "not_an_amount")
        unit, readings = part["unit"] or "", _numbers(part["number"].rstrip(" .,"))
        if (code := CURRENCY_OF_WORD.get(unit, currency)) != currency:
            return Reading(None, "other_currency", (("currency", currency),))
        known = not unit or unit in FACTOR_OF_WORD or unit in CURRENCY_OF_WORD or unit in _HUNDREDTHS
        factor = 0.01 if unit in _HUNDREDTHS else FACTOR_OF_WORD.get(unit, 1.0)
        if not (known and code and readings) or not (factor < above and max(readings) * factor < above):
            return Reading(None, "not_an_amount")
        lows, highs = lows + whole(min(readings), factor), highs + whole(max(readings), factor)
        place, above = part.end(), factor
    if place == 0 or highs > LARGEST_AMOUNT:
        return Reading(None, "not_an_amount")
    lows, highs = round(lows, 6), round(highs, 6)
    if lows != highs:
        return Reading(None, "ambiguous_amount", (("low", lows), ("high", highs), ("currency", currency)))
    return Reading(lows, "written_multiple")


def _units(words: list[str]) -> tuple[float, str] | None:
    """The factor (1 where none is named) and the currency that the words name; None for any other word."""
    factor, code = 1.0, ""
    for word in words:
        if word in FACTOR_OF_WORD and factor == 1.0 and not code:
            factor = FACTOR_OF_WORD[word]
        elif word in CURRENCY_OF_WORD and code in ("", CURRENCY_OF_WORD[word]):
            code = CURRENCY_OF_WORD[word]
        else:
            return None
    return factor, code


def _measured(number: str, *, sign: float, factor: float, named: bool, scale: float) -> Reading[float]:
    readings = _numbers(number)
    if not readings:
        return Reading(None, "not_an_amount")
    if factor == 1.0 and scale != 1.0 and named and len(readings) == 1:
        # «262 руб.» under a heading «тыс. руб.»: roubles or thousands?
        readings = (readings[0], readings[0] * scale)
    elif factor != 1.0 or scale != 1.0:
        readings = tuple(whole(reading, factor if factor != 1.0 else scale) for reading in readings)
    if max(readings) > LARGEST_AMOUNT:
        return Reading(None, "not_an_amount")
    if len(readings) > 1:
        low, high = sorted(sign * reading for reading in readings)
        return Reading(None, "ambiguous_amount", (("low", low), ("high", high)))
    value = sign * readings[0] + 0.0
    return Reading(value, "written_multiple" if factor != 1.0 and value >= 0 else sized(value))


def sized(amount: float) -> str:
    """The check that an amount fails by its size alone: below zero, or less than one unit of money; else none.

    >>> sized(-5.0), sized(0.3), sized(0.0)
    ('negative_amount', 'tiny_amount', '')
    """
    if amount < 0:
        return "negative_amount"
    return "tiny_amount" if 0 < amount < 1 else ""


def whole(amount: float, factor: float) -> float:
    """Thousands in whole units, without the dust of binary fractions.

    >>> 1.005 * 1000, whole(1.005, 1000)
    (1004.9999999999999, 1005.0)
    """
    product = amount * factor
    return round(product, 6) if math.isfinite(product) else product


def _numbers(text: str) -> tuple[float, ...]:
    """What a number may say: one reading, two where thousands and a fraction look the same, none."""
    if _UNDECIDED.fullmatch(text):
        return float(text.replace(",", ".").replace(" ", "")), float(re.sub("[., ]", "", text))
    if _SPACED.fullmatch(text) or _PLAIN.fullmatch(text) or _APOSTROPHES.fullmatch(text):
        return (float(re.sub("[ '’]", "", text).replace(",", ".")),)
    if grouped := _GROUPED.fullmatch(text):
        bare = text.replace(",", "") if grouped["comma"] else text.replace(".", "").replace(",", ".")
        return (float(bare),)
    exponent = _EXPONENT.fullmatch(text)
    # «2,43E+13» is what a spreadsheet shows of a number that did not fit: its last digits are lost
    if exponent and ("+" not in exponent["exponent"] or len(exponent["part"] or "") >= int(exponent["exponent"])):
        return (float(text.replace(",", ".")),)
    return ()
