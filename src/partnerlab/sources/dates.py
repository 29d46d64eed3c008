"""What people type for a year, a date or an edition: '2003 г.', '31.10.2000', '31 октября 2000 г.', 'VI'."""

from __future__ import annotations

import datetime
import math
import re

from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.sources.cells import Fact, Reading, is_blank, spaced

YEARS: tuple[tuple[str, Fact], ...] = (("first", FIRST_YEAR), ("last", LAST_YEAR))

_YEAR = re.compile(r"([0-9]{4})(?:[.,]0+)?(?: ?(?:г|год|year)\.?)?")


def read_year(text: str) -> Reading[int]:
    """The year of a contest.

    >>> read_year("2003 г.").value, read_year("20003").rule
    (2003, 'not_a_year')
    """
    if is_blank(text):
        return Reading(None)
    if match := _YEAR.fullmatch(spaced(text).casefold()):
        return year_within(int(match[1]))
    day = read_date(text)
    if day.value is not None and not day.rule:
        return Reading(day.value.year, "year_from_date")
    return Reading(None, "not_a_year", YEARS)


def year_within(year: int) -> Reading[int]:
    """The year, if a contest can be of that year.

    >>> year_within(203).rule
    'not_a_year'
    """
    return Reading(year) if FIRST_YEAR <= year <= LAST_YEAR else Reading(None, "not_a_year", YEARS)


_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
# the Cyrillic letter looks like the Latin one, and is what a Russian keyboard gives
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_COUNT = re.compile(r"([0-9]{1,9})(?:[.,]0+)?(?:-?(?:й|ый|ой|th|st|nd|rd))?")


def read_count(text: str) -> Reading[int]:
    """A whole number, such as the edition of a contest, in figures or in Roman numbers.

    >>> read_count("6").value, read_count("VI").value
    (6, 6)
    """
    if is_blank(text):
        return Reading(None)
    low = spaced(text).casefold().replace("х", "x").replace("і", "i")
    if match := _COUNT.fullmatch(low):
        return Reading(int(match[1]))
    if _ROMAN.fullmatch(low):
        digits = [_ROMAN_DIGITS[letter] for letter in low]
        after = [*digits[1:], 0]
        signed = (-one if one < two else one for one, two in zip(digits, after, strict=True))
        return Reading(sum(signed), "roman_number")
    return Reading(None, "not_a_count")


_MONTH_STEMS = (
    ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
_MONTHS = {stem: number for stems in _MONTH_STEMS for number, stem in enumerate(stems, start=1)}
_ISO = re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?")
_DOTTED = re.compile(r"(?P<d>[0-9]{1,2})[.-](?P<m>[0-9]{1,2})[.-](?P<y>[0-9]{4})(?: ?(?:г|года)\.?)?(?: [0-9:]+)?")
_SLASHED = re.compile(r"(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{4})")
_DAY_FIRST = re.compile(r"[«\"]?(?P<d>[0-9]{1,2})[»\"]? (?P<m>[^\W\d_]{3,})\.? (?P<y>[0-9]{4})(?: ?(?:г|года)\.?)?")
_MONTH_FIRST = re.compile(r"(?P<m>[a-z]{3,})\.? (?P<d>[0-9]{1,2}),? (?P<y>[0-9]{4})")
_NO_DATE: Reading[datetime.date] = Reading(None, "not_a_date", YEARS)
_SPREADSHEET_DAY_ZERO = datetime.date(1899, 12, 30)


def read_date(text: str) -> Reading[datetime.date]:
    """A date: `31.10.2000`, `2000-10-31`, `31 октября 2000 г.`.

    >>> read_date("31 октября 2000 г.").value, read_date("31.02.2003").rule
    (datetime.date(2000, 10, 31), 'not_a_date')
    """
    if is_blank(text):
        return Reading(None)
    low = spaced(text).casefold()
    if match := _SLASHED.fullmatch(low):
        return _slashed(int(match["d"]), int(match["m"]), int(match["y"]))
    for form in (_ISO, _DOTTED):
        if match := form.fullmatch(low):
            return date_within(int(match["y"]), int(match["m"]), int(match["d"]))
    if match := _DAY_FIRST.fullmatch(low) or _MONTH_FIRST.fullmatch(low):
        return date_within(int(match["y"]), _MONTHS.get(match["m"][:3], 0), int(match["d"]))
    return _NO_DATE


def _slashed(first: int, second: int, year: int) -> Reading[datetime.date]:
    by_day, by_month = date_within(year, second, first), date_within(year, first, second)
    if by_day.value is None:
        return by_month
    if by_month.value is None or by_day == by_month:
        return by_day
    return Reading(
        None,
        "ambiguous_date",
        (("low", by_month.value.isoformat()), ("high", by_day.value.isoformat())),
    )


def date_within(year: int, month: int, day: int) -> Reading[datetime.date]:
    """The date, if there is such a day and it is near enough.

    >>> date_within(2003, 2, 31).rule
    'not_a_date'
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _NO_DATE
    try:
        return Reading(datetime.date(year, month, day))
    except ValueError:
        return _NO_DATE


def read_serial(number: float) -> Reading[datetime.date]:
    """A date that a spreadsheet shows as a number of days since the end of 1899.

    >>> read_serial(36830.0).value
    datetime.date(2000, 10, 31)
    """
    if not (math.isfinite(number) and number == int(number) and 0 < number < 1e6):
        return _NO_DATE
    day = _SPREADSHEET_DAY_ZERO + datetime.timedelta(days=int(number))
    found = date_within(day.year, day.month, day.day)
    return found if found.value is None else Reading(found.value, "serial_date")
