"""What people type for an amount of money: '650 тыс.', '1 234 567,00 ₽', 'нет'.

A reader takes the text of a cell and says what it is, or which check it fails; none guesses and none raises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Value = TypeVar("Value")
Fact = str | int | float


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """What a cell says: its value or None, and the check that tells how it was read if not literally."""

    value: Value | None
    rule: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()


LARGEST_AMOUNT = 1e15
"""More than this is no contest's money, and would lose its kopecks as a floating number."""

DASHES = frozenset("-–—−‒―‐")
SAYS_MISSING = frozenset(
    saying.strip()
    for sayings in (
        "н/д; н.д; нд; нет данных; данных нет; не указано; не указана; не указан; не публиковалось; не раскрыто",
        "неизвестно; n/a; n.a; na; nan; null; no data; not known; unknown; not published; ?",
    )
    for saying in sayings.split(";")
)
_SAYS_NONE = frozenset(("нет", "none", "nil", "no", "ноль", "zero", "отсутствует", "отсутствуют", "не привлекались"))

CURRENCY_WORDS: Mapping[str, tuple[str, ...]] = {
    "RUB": (
        "₽",
        "руб",
        "p",
        "рублей",
        "рубля",
        "рубль",
        "рублях",
        "рубли",
        "р",
        "rub",
        "rur",
        "roubles",
        "rouble",
        "rubles",
        "ruble",
    ),
    "USD": ("$", "usd", "долл", "долларов", "доллара", "доллары", "долларах", "доллар", "dollars", "dollar"),
    "EUR": ("€", "eur", "евро", "euro", "euros"),
    "GBP": ("£", "gbp", "фунтов", "pounds"),
    "KZT": ("₸", "kzt", "тенге", "tenge"),
    "BYN": ("byn",),
    "ZAR": ("zar",),
}
"""How people write a currency, beside its ISO code."""
CURRENCY_OF_WORD = {word: code for code, spellings in CURRENCY_WORDS.items() for word in spellings}

FACTOR_OF_WORD: Mapping[str, float] = {
    **dict.fromkeys(("тыс", "тысяч", "тысячи", "тысяча", "тысячах", "т", "k", "thousand", "thousands"), 1e3),
    **dict.fromkeys(("млн", "миллион", "миллиона", "миллионов", "миллионах", "mln", "million", "millions"), 1e6),
    **dict.fromkeys(("млрд", "миллиард", "миллиарда", "миллиардов", "bn", "billion", "billions"), 1e9),
}
"""Words of thousands, millions and milliards."""

_NUMBER = r"(?P<number>[0-9][0-9 .,'’]*(?:e[+-]?[0-9]{1,2})?)"
_AMOUNT = re.compile(rf"(?P<sign>[-−–]?)\s*(?P<before>[$€£₽₸]|[a-z]{{3}})?\s*{_NUMBER}(?P<after>[^0-9]*)")
_WORD = re.compile(r"[^\W\d_]+|[$€£₽₸]")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<comma>,)[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_APOSTROPHES = re.compile(r"[0-9]{1,3}(?:['’][0-9]{3})+(?:[.,][0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_EXPONENT = re.compile(r"(?P<whole>[0-9])(?:[.,](?P<part>[0-9]+))?e(?P<exponent>\+?[0-9]{1,2})")
_UNDECIDED = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def spaced(text: str) -> str:
    """The text with every kind of white space made one space, and none at its ends.

    >>> spaced(" 350\\xa0 000 ")
    '350 000'
    """
    return " ".join(text.split())


def encodable(text: str) -> str:
    """The text, with halves of characters replaced: a frame may hold such, and no file can.

    >>> encodable("Дом"), encodable("Дом \\ud800")
    ('Дом', 'Дом ?')
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing: white space, or a dash in place of a value.

    >>> is_blank(" – "), is_blank("нет")
    (True, False)
    """
    return not (bare := text.strip()) or set(bare) <= DASHES


def _says(text: str, sayings: frozenset[str]) -> bool:
    low = spaced(text).casefold()
    return low in sayings or low.rstrip(".") in sayings


def says_none(text: str) -> bool:
    """Whether the cell says in words that there is nothing: «нет», "none".

    >>> says_none("Нет"), says_none("нет данных")
    (True, False)
    """
    return _says(text, _SAYS_NONE)


def read_missing(text: str) -> Reading[float] | None:
    """Whether the cell says in words that nothing is known: «н/д», «не публиковалось».

    >>> read_missing("н/д").rule
    'said_missing'
    """
    return Reading(None, "said_missing") if _says(text, SAYS_MISSING) else None


def read_amount(text: str, *, scale: float = 1.0, currency: str = "RUB") -> Reading[float]:
    """An amount of money in whole units of its currency.

    `scale` is what the heading says of the whole column: 1000 for thousands. An amount that may be thousands or
    a fraction (`942.916`) is not guessed: it has no value, and both its readings.

    >>> read_amount("1 234 567,00 ₽").value, read_amount("650 тыс.").value, read_amount("942.916").rule
    (1234567.0, 650000.0, 'ambiguous_amount')
    """
    if is_blank(text):
        return Reading(None)
    if says_none(text):
        return Reading(0.0, "none_as_zero")
    return read_missing(text) or _read_sum(text, scale=scale, currency=currency)


def _read_sum(text: str, *, scale: float, currency: str) -> Reading[float]:
    # «2 000 000,0═» is how bookkeepers close a sum, so that nothing can be written behind it
    match = _AMOUNT.fullmatch(spaced(spaced(text).casefold().rstrip("═=")))
    if not match or not set(_WORD.sub("", match["after"])) <= set(" .,"):
        return Reading(None, "not_an_amount")
    units = _units([word for word in (match["before"], *_WORD.findall(match["after"])) if word])
    if units is None:
        return Reading(None, "not_an_amount")
    factor, code = units
    if code and code != currency:
        return Reading(None, "other_currency", (("currency", currency),))
    sign = -1.0 if match["sign"] else 1.0
    reading = _measured(match["number"].rstrip(" .,"), sign=sign, factor=factor, named=bool(code), scale=scale)
    return replace(reading, facts=(*reading.facts, ("currency", currency))) if reading.facts else reading


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
        return float(text.replace(",", ".")), float(re.sub("[.,]", "", text))
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
