"""What a run or a visitor may ask for, checked before anything else happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast
from urllib.parse import parse_qs, urlencode

from partnerlab.errors import PartnerlabError, WrongValue
from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.wording import LANGUAGES, Language, is_language, phrase

LONGEST_QUERY = 2000
"""What an address may ask for is short; the rest of a longer one is not read."""
LONGEST_VALUE = 200
FILTERS = ("district", "line", "organisation_kind", "theme")
"""What a visitor may choose applications by, as addresses and pages call it."""
COMPARED = ("year", "district", "line")
"""What may stand side by side: another year, another district, another project line."""
CHOICES: Mapping[str, tuple[str, ...]] = {"size": ("area", "population")}
"""What a visitor may choose of a chart."""
_COMPARISONS = phrase("a year, district or line beside this one, such as year:2001")
_YEAR = phrase("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
_YEARS = phrase("a year such as 2003, or years such as 1999-2004")


@dataclass(frozen=True)
class Parameters:
    """What a page shows: a year (the latest where none is asked for), a language, the year of its prices.

    `prices` is None for the roubles of each year, else the year of whose December all roubles are. `filters` say which
    applications are chosen, `compare` what stands beside it, `choices` what was chosen of a chart: names and values as
    an address has them, which only the data can tell right from wrong.
    """

    year: int | None
    language: Language
    prices: int | None = None
    filters: tuple[tuple[str, str], ...] = ()
    compare: tuple[str, str] | None = None
    choices: tuple[tuple[str, str], ...] = ()

    def query(self) -> str:
        """The state of a page as an address says it.

        >>> Parameters(2003, "ru", 2025, (("district", "kirovsky"),), ("year", "2001")).query()
        'year=2003&language=ru&prices=2025&district=kirovsky&compare=year%3A2001'
        """
        said = [("year", self.year), ("language", self.language), ("prices", self.prices), *self.filters]
        said += [("compare", ":".join(self.compare or ())), *self.choices]
        return urlencode([(name, value) for name, value in said if value])


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
    Parameters(year=2003, language='ru', prices=None, filters=(), compare=None, choices=())
    """
    return Parameters(checked_year(year), checked_language(language), checked_year(prices, "prices"))


def from_address(query: str, default: Parameters) -> tuple[Parameters, list[PartnerlabError]]:
    """What a visitor asks for in a page's address; a wrong value is told and left out.

    Only what stands in `Parameters` is taken from an address, never data or a path.

    >>> from_address("year=2000&language=xx&data=/etc/passwd", Parameters(2001, "en"))[0]
    Parameters(year=2000, language='en', prices=None, filters=(), compare=None, choices=())
    """
    asked: Mapping[str, list[str]] = parse_qs(query[:LONGEST_QUERY]) if query else {}
    wrong: list[PartnerlabError] = []
    given: dict[str, Any] = {}
    checks: Mapping[str, Callable[[str], object]] = {
        "year": checked_year,
        "language": checked_language,
        "prices": partial(checked_year, name="prices"),
        "compare": checked_comparison,
    }
    for name, check in checks.items():
        for text in asked.get(name, [])[-1:]:
            try:
                given[name] = check(text)
            except WrongValue as error:
                wrong.append(error)
    for kind, names in (("filters", FILTERS), ("choices", CHOICES)):
        values = [(name, _short(asked[name][-1])) for name in names if name in asked]
        given[kind] = tuple((name, value) for name, value in values if value)
    return replace(default, **given), wrong


def checked_comparison(text: str) -> tuple[str, str] | None:
    """What shall stand beside what is shown: `year:2001`, `district:kirovsky`.

    Raises:
        WrongValue: if it is nothing that can be compared.

    >>> checked_comparison("year:2001")
    ('year', '2001')
    """
    if not text:
        return None
    name, _, value = _short(text).partition(":")
    if name not in COMPARED or not value:
        raise WrongValue("compare", _short(text), _COMPARISONS)
    if name == "year":
        value = str(checked_year(value, "compare"))
    return name, value


def _short(text: str) -> str:
    """A text as an address may hold it: of one line and not long."""
    return "".join(letter for letter in text[:LONGEST_VALUE] if letter.isprintable()).strip()


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
