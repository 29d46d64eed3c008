"""What a run or a visitor may ask for, checked before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs

from partnerlab.errors import PartnerlabError, WrongValue
from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.wording import LANGUAGES, Language, is_language, phrase

LONGEST_QUERY = 2000
"""What an address may ask for is short; the rest of a longer one is not read."""
_YEAR = phrase("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
_YEARS = phrase("a year such as 2003, or years such as 1999-2004")


@dataclass(frozen=True)
class Parameters:
    """What a page puts first: a year (the latest where none is asked for), a language, the year of its prices.

    `prices` is None for the roubles of each year, else the year of whose December all roubles are.
    """

    year: int | None
    language: Language
    prices: int | None = None


def checked_language(text: object) -> Language:
    """A language that the package speaks.

    Raises:
        WrongValue: if it does not speak it.

    >>> checked_language("ru")
    'ru'
    """
    if not isinstance(text, str) or not is_language(text):
        raise WrongValue("language", str(text), ", ".join(LANGUAGES))
    return cast(Language, text)


def checked_year(value: object, name: str = "year") -> int | None:
    """A year in which a contest can have been held, or None; `name` is what the parameter is called.

    Raises:
        WrongValue: if it is no such year.

    >>> checked_year("2003"), checked_year(None)
    (2003, None)
    """
    if value is None or value == "":
        return None
    try:
        year = int(str(value))
    except ValueError:
        raise WrongValue(name, str(value), _YEAR) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WrongValue(name, str(value), _YEAR)
    return year


def checked_years(text: str) -> list[int]:
    """One year, or the years of a range.

    Raises:
        WrongValue: if it is neither.

    >>> checked_years("1999-2001"), checked_years("2003")
    ([1999, 2000, 2001], [2003])
    """
    first, _, last = text.replace("–", "-").partition("-")
    start, end = checked_year(first.strip()), checked_year(last.strip())
    if start is None or (end is not None and end < start):
        raise WrongValue("year", text, _YEARS)
    return list(range(start, (end or start) + 1))


def checked(year: object, language: object, prices: object = None) -> Parameters:
    """What a run asks for.

    Raises:
        WrongValue: if the year, the language or the year of the prices is wrong.

    >>> checked(2003, "ru")
    Parameters(year=2003, language='ru', prices=None)
    """
    return Parameters(checked_year(year), checked_language(language), checked_year(prices, "prices"))


def from_address(query: str, default: Parameters) -> tuple[Parameters, list[PartnerlabError]]:
    """What a visitor asks for in a page's address; a wrong value is told and left out.

    Only the year, the language and the year of the prices are taken from an address, never data or a path.

    >>> from_address("year=2000&language=xx&data=/etc/passwd", Parameters(2001, "en"))[0]
    Parameters(year=2000, language='en', prices=None)
    """
    asked: Mapping[str, list[str]] = parse_qs(query[:LONGEST_QUERY]) if query else {}
    wrong: list[PartnerlabError] = []
    given: dict[str, Any] = {}
    checks: Mapping[str, Callable[[object], object]] = {
        "year": checked_year,
        "language": checked_language,
        "prices": partial(checked_year, name="prices"),
    }
    for name, check in checks.items():
        for text in asked.get(name, [])[-1:]:
            try:
                given[name] = check(text)
            except WrongValue as error:
                wrong.append(error)
    return replace(default, **given), wrong


def checked_names(asked: Iterable[str], known: Iterable[str], parameter: str) -> list[str]:
    """Names chosen from a list; all of the list where none is asked for.

    Raises:
        WrongValue: if one is not in the list.

    >>> checked_names([], ["b", "a"], "notebook")
    ['b', 'a']
    """
    known, asked = list(known), list(dict.fromkeys(asked))
    for name in asked:
        if name not in known:
            raise WrongValue(parameter, name, ", ".join(known))
    return asked or known
