"""What people type for a year, a date or an edition: '2003 г.', '31.10.2000', '31 октября 2000 г.', 'VI'."""

from __future__ import annotations

import datetime
import math
import re
from functools import cache

from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.sources.cells import Fact, Reading, is_blank, spaced

YEARS: tuple[tuple[str, Fact], ...] = (("first", FIRST_YEAR), ("last", LAST_YEAR))

_YEAR = re.compile(r"([0-9]{4})(?:[.,]0+)?(?: ?(?:г|год|year)\.?)?")
_TWO_YEARS = re.compile(r"(?P<first>[0-9]{4}) ?[-–—/] ?(?P<last>(?:[0-9]{2})?[0-9]{2})(?: ?(?:гг?|годы?)\.?)?")


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


def read_two_years(text: str) -> int | None:
    """The first of two years that follow each other, as a financial year is written; None for any other text.

    >>> read_two_years("2002/03"), read_two_years("2003-2004 гг."), read_two_years("2003-2007") is None
    (2002, 2003, True)
    """
    match = _TWO_YEARS.fullmatch(spaced(text).casefold())
    if not match or int(match["last"]) % 100 != (int(match["first"]) + 1) % 100:
        return None
    return year_within(int(match["first"])).value


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


_MONTH_NAMES = (
    "января январь january janvier stycznia styczeń",
    "февраля февраль february février fevrier lutego luty",
    "марта март march mars marca marzec",
    "апреля апрель april avril kwietnia kwiecień",
    "мая май may mai maja maj",
    "июня июнь june juin czerwca czerwiec",
    "июля июль july juillet lipca lipiec",
    "августа август august août aout sierpnia sierpień",
    "сентября сентябрь september septembre września wrzesień",
    "октября октябрь october octobre października październik",
    "ноября ноябрь november novembre listopada listopad",
    "декабря декабрь december décembre decembre grudnia grudzień",
)
"""The months in Russian, English, French and Polish; a name may be cut after its third letter."""
_DAY, _YEAR_END = r"(?P<d>[0-9]{1,2})", r"(?: ?(?:г|года?|roku|r)\.?)?"
_TIME = r"(?:[t ](?P<time>[0-9]{1,2}:[0-9:.]+)(?:z|[+-][0-9:]+)?)?"
_FORMS = (
    re.compile(rf"(?P<y>[0-9]{{4}})(?P<sign>[-/.])(?P<m>[0-9]{{1,2}})(?P=sign){_DAY}{_TIME}"),
    re.compile(rf"{_DAY}(?P<sign>[.-])(?P<m>[0-9]{{1,2}})(?P=sign)(?P<y>[0-9]{{4}}|[0-9]{{2}}){_YEAR_END}{_TIME}"),
    re.compile(rf"[«\"“„]?{_DAY}(?:er)?[»\"”]? (?P<m>[^\W\d_]{{3,}})\.?,? (?P<y>[0-9]{{4}}){_YEAR_END}{_TIME}"),
    re.compile(rf"(?P<m>[^\W\d_]{{3,}})\.? {_DAY},? (?P<y>[0-9]{{4}}){_TIME}"),
)
_SLASHED = re.compile(rf"(?P<first>[0-9]{{1,2}})/(?P<second>[0-9]{{1,2}})/(?P<y>[0-9]{{4}}|[0-9]{{2}}){_TIME}")
_NO_DAY = re.compile(
    rf"(?P<m>[^\W\d_]{{3,}})\.? (?P<y>[0-9]{{4}}){_YEAR_END}|(?P<n>[0-9]{{1,2}})[./](?P<yn>[0-9]{{4}})"
)
_PERIOD = re.compile(
    r"(?P<first>[0-9]{4}-[0-9]{2}-[0-9]{2}) ?/ ?(?P<last>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?:(?:с|from) )?(?P<start>[0-9.]{8,10}) ?(?:[-–—]|по|to) ?(?P<end>[0-9.]{8,10})"
)
_SERIAL = re.compile(r"[0-9]{5}")
_NO_DATE: Reading[datetime.date] = Reading(None, "not_a_date", YEARS)
_DAY_ZERO = datetime.date(1899, 12, 30)


@cache
def _month(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 for any other word."""
    found = {
        number
        for number, names in enumerate(_MONTH_NAMES, start=1)
        for name in names.split()
        if len(word) >= 3 and name.startswith(word)
    }
    return found.pop() if len(found) == 1 else 0


def read_date(text: str) -> Reading[datetime.date]:
    """A date: `31.10.2000`, `2000-10-31`, `31 октября 2000 г.`, `31 octobre 2000`; of a year in two digits too.

    >>> read_date("31 октября 2000 г.").value, read_date("31.02.2003").rule
    (datetime.date(2000, 10, 31), 'not_a_date')
    """
    if is_blank(text):
        return Reading(None)
    low = spaced(text).casefold()
    if match := _SLASHED.fullmatch(low):
        return _told(_slashed(int(match["first"]), int(match["second"]), _year(match["y"])), match)
    for form in _FORMS:
        if match := form.fullmatch(low):
            month = int(match["m"]) if match["m"].isdigit() else _month(match["m"])
            return _told(date_within(_year(match["y"]), month, int(match["d"])), match)
    if _SERIAL.fullmatch(low):
        return read_serial(float(low))
    if (match := _NO_DAY.fullmatch(low)) and 1 <= (_month(match["m"]) if match["m"] else int(match["n"])) <= 12:
        return Reading(None, "date_without_day")
    return _NO_DATE


def read_period(text: str, *, last: bool) -> Reading[datetime.date]:
    """The first or the last day of a period, where one stands in place of a date; it is no date otherwise.

    >>> read_period("2016-12-05/2017-12-05", last=True).value, read_period("осень", last=True).rule
    (datetime.date(2017, 12, 5), 'not_a_date')
    """
    match = _PERIOD.fullmatch(spaced(text).casefold())
    days = [read_date(day) for day in (match.groups() if match else ()) if day]
    if len(days) != 2 or any(day.value is None or day.rule for day in days):
        return _NO_DATE
    return Reading(days[1 if last else 0].value, "date_from_period")


def day_order(text: str) -> str:
    """What a date with strokes shows of their order beyond doubt: `day` or `month` first; empty where it shows none.

    >>> day_order("31/10/2000"), day_order("10/31/2000"), day_order("03/04/2004")
    ('day', 'month', '')
    """
    match = _SLASHED.fullmatch(spaced(text).casefold())
    if not match:
        return ""
    by_day, by_month = (
        date_within(_year(match["y"]), int(match[month]), int(match[day])).value is not None
        for month, day in (("second", "first"), ("first", "second"))
    )
    return "" if by_day == by_month else "day" if by_day else "month"


def _year(digits: str) -> int:
    """The year; of two digits the one within the years that a contest can have."""
    year = int(digits)
    return year if len(digits) == 4 else year + (1900 if year >= FIRST_YEAR % 100 else 2000)


def _told(reading: Reading[datetime.date], match: re.Match[str]) -> Reading[datetime.date]:
    """The reading, with a word on what of the text was not taken literally."""
    if reading.value is None or reading.rule:
        return reading
    if len(match["y"]) == 2:
        return Reading(reading.value, "two_digit_year", (("day", reading.value.isoformat()),))
    return Reading(reading.value, "time_left_out") if (match["time"] or "").strip("0:.") else reading


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
    day = _DAY_ZERO + datetime.timedelta(days=int(number))
    found = date_within(day.year, day.month, day.day)
    return found if found.value is None else Reading(found.value, "serial_date")
