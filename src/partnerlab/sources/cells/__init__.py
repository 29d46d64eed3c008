"""What people type where a value should stand: nothing, «нет», «н/д»; and their words for money and its multiples.

A reader takes the text of a cell and says what it is, or which check it fails; none guesses and none raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")
Fact = str | int | float


@dataclass(frozen=True)
class Reading(Generic[Value]):
    """What a cell says: its value or None, and the check that tells how it was read if not literally."""

    value: Value | None
    rule: str = ""
    facts: tuple[tuple[str, Fact], ...] = ()


DASHES = frozenset("-–—−‒―‐")
SAYS_MISSING = frozenset(
    saying.strip()
    for sayings in (
        "н/д; н.д; нд; нет данных; данных нет; не указано; не указана; не указан; не публиковалось; не раскрыто",
        "нет сведений; сведений нет; нет информации; не раскрывается; не публикуется; неизвестно; неизвестна",
        "n/a; n.a; na; nan; null; no data; not known; unknown; not published; not disclosed; not available; ?",
        "non communiqué; non renseigné; n.c; inconnu; brak danych; b.d; nie podano; nieznane",
    )
    for saying in sayings.split(";")
)
_SAYS_NONE = frozenset(
    saying.strip()
    for sayings in (
        "нет; ноль; отсутствует; отсутствуют; не привлекались; не привлекалось; без финансирования",
        "без софинансирования",
        "none; nil; no; zero; without funding; no funding; néant; aucun; aucune; sans financement; zéro",
        "brak; bez finansowania",
    )
    for saying in sayings.split(";")
)

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
    "CHF": ("chf",),
    "PLN": ("pln", "zł", "zl", "złotych", "złote", "złoty"),
    "UAH": ("uah", "грн", "гривен"),
}
"""How people write a currency, beside its ISO code."""
CURRENCY_OF_WORD = {word: code for code, spellings in CURRENCY_WORDS.items() for word in spellings}

FACTOR_OF_WORD: Mapping[str, float] = {
    **dict.fromkeys(("тыс", "тысяч", "тысячи", "тысяча", "тысячах", "т", "k", "thousand", "thousands"), 1e3),
    **dict.fromkeys(("млн", "миллион", "миллиона", "миллионов", "миллионах", "mln", "million", "millions"), 1e6),
    **dict.fromkeys(("млрд", "миллиард", "миллиарда", "миллиардов", "bn", "billion", "billions"), 1e9),
}
"""Words of thousands, millions and milliards."""


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
    if low in sayings or low.rstrip(".") in sayings:
        return True
    # «не раскрыто (коммерческая тайна)»: what stands in brackets says why
    return low.endswith(")") and "(" in low and low[: low.index("(")].strip() in sayings


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
