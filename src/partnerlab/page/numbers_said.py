"""How each of the six numbers reads: what it counts, and its change from another year, in words."""

from __future__ import annotations

import math
from typing import Literal

from partnerlab.charts.rows import Row
from partnerlab.wording import NO_BREAK_SPACE, Words, message

Form = Literal["coins", "count", "share", "money"]
DECIMALS: dict[Form, int] = {"coins": 2, "count": 0, "share": 1, "money": 1}
SCALE: dict[Form, float] = {"coins": 1, "count": 1, "share": 100, "money": 0.001}
"""What a number is multiplied by where it is shown: shares as per cent, money in thousands."""
MANY_TIMES = 2
SOURCE: tuple[Literal["title", "date"], ...] = ("title", "date")

OPEN = message("The contest of {year} is still open: this is as of now, and is not compared.")
FIRST = message("There is no earlier contest to compare with.")
SAME = message("The same as in {year} ({before}).")
MORE = message("{difference} more than in {year} ({before}).")
LESS = message("{difference} less than in {year} ({before}).")
FEWER = message("{difference} fewer than in {year} ({before}).")
TIMES_AS_MUCH = message("{times} times as much as in {year} ({before}).")
TIMES_AS_MANY = message("{times} times as many as in {year} ({before}).")
TWICE_AS_MUCH = message("Twice as much as in {year} ({before}).")
TWICE_AS_MANY = message("Twice as many as in {year} ({before}).")
POINTS = message("{points} percentage points")
CHANCE = message("Chance alone can make such a difference.")
OWN_PRICES = message("In each year's own prices.")
CONSTANT = message("In prices of December {year}.")
INTERVAL = message("Interval: {interval}")
FEW = message("{year}: fewer than 8 organisations or 5 cases, too few for an interval.")
PRINTED = message("A total printed in the source, without an interval.")
ALL_YEARS = message("Of all years together {share} continue. Projects of earlier years had more time to end.")


def written(form: Form, value: float | None, says: Words, currency: str) -> str:
    """A number as a page shows it.

    >>> from partnerlab.wording import words
    >>> written("share", 0.235, words("en"), "RUB"), written("count", 221, words("en"), "RUB")
    ('23.5%', '221')
    """
    if form == "coins":
        return says.coins(value, currency)
    if form == "money":
        return says.amount(value, currency)
    return says.share(value) if form == "share" else says.number(value)


def interval(form: Form, ends: tuple[float, float], says: Words, currency: str) -> str:
    """The interval of a number, its unit said once.

    >>> from partnerlab.wording import words
    >>> interval("coins", (5.139, 11.83), words("ru"), "RUB").replace("\\xa0", " ")
    'Интервал: 5,14–11,83 руб.'
    """
    if form == "coins":
        low, high = (says.number(end, 2) for end in ends)
        said = f"{says.between(low, high)}{NO_BREAK_SPACE}{says.currency(currency)}"
    else:
        said = says.between(*(written(form, end, says, currency) for end in ends))
    return ended(says.say(INTERVAL, interval=said))


def ended(sentence: str) -> str:
    """A sentence with its full stop, which an abbreviation at its end has already.

    >>> ended("12 руб."), ended("12 %")
    ('12 руб.', '12 %.')
    """
    return sentence.removesuffix(".") + "."


def changed(form: Form, now: float, before: float, *, year: int | None, says: Words, currency: str) -> str:
    """How much more or less a number is than in another year: how many times, from twice on; of shares the points.

    The difference is that of the two numbers as they are shown, so that a reader who subtracts finds the same.

    >>> from partnerlab.wording import words
    >>> changed("coins", 8.4336, 5.5153, year=2000, says=words("ru"), currency="RUB").replace("\\xa0", " ")
    'На 2 руб. 91 коп. больше, чем в 2000 году (5 руб. 52 коп.).'
    """
    told: dict[str, object] = {"year": year, "before": written(form, before, says, currency)}
    new, old = _shown(form, now), _shown(form, before)
    if new == old:
        return says.say(SAME, **told)
    if form != "share" and old > 0 and new >= MANY_TIMES * old:
        return _times(form, new / old, told, says)
    less = FEWER if form == "count" else LESS
    return says.say(MORE if new > old else less, difference=_difference(form, abs(new - old), says, currency), **told)


def _times(form: Form, times: float, told: dict[str, object], says: Words) -> str:
    twice, more = (TWICE_AS_MANY, TIMES_AS_MANY) if form == "count" else (TWICE_AS_MUCH, TIMES_AS_MUCH)
    rounded = round(times, 1)
    return says.say(twice, **told) if rounded == MANY_TIMES else says.say(more, times=says.number(rounded, 1), **told)


def _shown(form: Form, value: float) -> float:
    return round(value * SCALE[form], DECIMALS[form])


def _difference(form: Form, size: float, says: Words, currency: str) -> str:
    if form == "share":
        return says.say(POINTS, points=says.number(size, 1))
    return written(form, size / SCALE[form], says, currency)


def is_change(form: Form, now: float, before: float) -> bool:
    """Whether two numbers differ where they are shown.

    >>> is_change("share", 0.23501, 0.23504)
    False
    """
    return _shown(form, now) != _shown(form, before)


def difference_interval(now: Row, before: Row, column: str) -> tuple[float, float] | None:
    """The interval of a difference, made from those of the two years; None where one of them has none.

    Definition: square-and-add, Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10; for any intervals Zou,
    Donner, Statistics in Medicine 27 (2008), 1693-1702.

    >>> row = lambda value, low, high: Row("", cells={"rate": value, "rate_low": low, "rate_high": high})
    >>> low, high = difference_interval(row(0.24, 0.19, 0.29), row(0.26, 0.19, 0.33), "rate")
    >>> round(low, 3), round(high, 3)
    (-0.106, 0.066)
    """
    one, other = now.interval(column), before.interval(column)
    new, old = now.number(column), before.number(column)
    if one is None or other is None or new is None or old is None:
        return None
    low = new - old - math.hypot(new - one[0], other[1] - old)
    return low, new - old + math.hypot(one[1] - new, old - other[0])


def within_chance(now: Row, before: Row, column: str) -> bool:
    """Whether a difference may be none at all. That two intervals overlap would say so too often."""
    interval = difference_interval(now, before, column)
    return interval is not None and interval[0] <= 0 <= interval[1]


def leverage(row: Row, says: Words, currency: str) -> str:
    """What stood beside a budget rouble, and beside one of a typical project's where single projects are known."""
    if currency == "RUB":
        beside = says.say("of attracted money beside each budget rouble")
    else:
        beside = says.say("of attracted money beside 1 {currency} of the budget", currency=says.currency(currency))
    median = row.number("median_ratio")
    if median is None or not (row.number("projects") or 0) > 1:
        return ended(beside)
    typical = says.say("in a typical project {median} (median)", median=says.coins(median, currency))
    return ended(f"{beside}; {typical}")


def participation(row: Row, says: Words, _currency: str) -> str:
    """How many of the organisations are new, and how many came again."""
    took_part = says.plural("organisation took part", "organisations took part", int(row.number("active") or 0))
    counts = [row.number(name) for name in ("first_time", "retained", "reactivated")]
    if None in counts:
        novelty = says.say("which of them are new is not known")
        return f"{took_part}; {novelty}."
    first, again, back = map(says.number, counts)
    novelty = says.say(
        "{first} for the first time, {again} again, {back} after a break", first=first, again=again, back=back
    )
    return f"{took_part}: {novelty}."


def awards(row: Row, says: Words, _currency: str) -> str:
    """How many of the decided applications won."""
    return _share_of(says.say("of the applications decided won"), row, "winners", "applications", says) + "."


def money(row: Row, says: Words, currency: str) -> str:
    """The budget's money, and what was attracted beside it."""
    attracted = says.amount(row.number("attracted"), currency)
    return ended(says.say("from the budget; the performers attracted {attracted} beside it", attracted=attracted))


def ethnic_issues(row: Row, says: Words, _currency: str) -> str:
    """How many of the winners are on ethnic issues, and their share of all projects."""
    won = _share_of(says.say("of the winning projects are on ethnic issues"), row, "ethnic_winners", "winners", says)
    among = row.number("share_of_projects")
    said = says.say("among all projects {share}", share=says.share(among))
    return f"{won}; {said}." if among is not None else f"{won}."


def continuation(row: Row, says: Words, _currency: str) -> str:
    """How many of the projects that are known go on, and how far the unknown ones may move the share."""
    form = says.say("of the projects of {year} whose fate is known continue", year=row.year)
    known = _share_of(form, row, "continuing", "known", says)
    low, high, unknown = (row.number(name) for name in ("bound_low", "bound_high", "unknown"))
    if not unknown or low is None or high is None:
        return f"{known}."
    bounds = says.say(
        "with the unknown ones ({unknown}) {bounds}",
        unknown=says.number(unknown),
        bounds=says.between(says.share(low), says.share(high)),
    )
    return f"{known}; {bounds}."


def _share_of(form: str, row: Row, part: str, whole: str, says: Words) -> str:
    """What a share is of, with its two counts where both are known."""
    counts = row.number(part), row.number(whole)
    if None in counts:
        return form
    said = says.say("{part} of {whole}", part=says.number(counts[0]), whole=says.number(counts[1]))
    return f"{form}: {said}"
