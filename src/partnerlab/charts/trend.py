"""What a chart shows, in at most two sentences made from its rows: the change over the years, the ends of a list.

Nothing here says that a change is good: a value rises, falls or stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from partnerlab.charts.rows import BETWEEN, Row, Rows
from partnerlab.wording import Words, words

By = Literal["times", "points", "index"]
"""How a change is measured: amounts and counts by a factor, shares by percentage points, an index not at all."""
LISTED = 3
"""So many groups are listed each with its figure; of more, the highest and the lowest are named."""
WHOLE_FROM = 10
"""A factor from here on is said without decimals."""


@dataclass(frozen=True)
class Change:
    """How a sentence says that a value rose, fell or stayed, with the value as its subject."""

    rose: str
    fell: str
    stayed: str


def told(
    rows: Rows,
    subtitle: str,
    change: Change,
    *,
    value: Callable[[Row], str],
    says: Callable[[Row], str] | None = None,
    by: By = "times",
    unit: str = "",
    also: Sequence[str] = (),
) -> str:
    """The chart in words: how its value changed over the years, or which groups have most and least of it.

    `value` is how a row's number is written, `says` all that a row of a short list says, `unit` follows the last
    number, `also` is what the second sentence says before the gaps.

    >>> lines = (Row("1999", 1999, {"sum": 2.0}), Row("2000", 2000), Row("2001", 2001, {"sum": 5.8}))
    >>> rows = Rows(lines, ("year",), "sum", 2001, "en")
    >>> change = Change("sums rose", "sums fell", "sums stayed the same")
    >>> told(rows, "", change, value=lambda row: f"{row.number('sum')}", also=["bands are intervals"])
    'From 1999 to 2001 sums rose 2.9-fold, from 2.0 to 5.8. Bands are intervals; no figures for 2000.'
    """
    text = words(rows.language)
    known = rows.known
    if rows.by == ("year",) and len(known) > 1:
        first = over_years(known, rows.column, change, text, value=value, by=by, unit=unit)
        also = [*also, *overlapping(known[0], known[-1], rows.column, text)]
    else:
        first = among(rows, subtitle, value=value, says=says)
    return sentences(first, "; ".join([*also, *gaps(rows)]))


def over_years(
    known: Sequence[Row],
    column: str,
    change: Change,
    text: Words,
    *,
    value: Callable[[Row], str],
    by: By,
    unit: str = "",
) -> str:
    """How a value changed from the first of these rows to the last.

    >>> rows = [Row("1999", 1999, {"share": 0.25}), Row("2004", 2004, {"share": 0.18})]
    >>> change = Change("the share rose", "the share fell", "the share stayed the same")
    >>> over_years(rows, "share", change, words("en"), value=lambda row: f"{row.number('share')}", by="points")
    'From 1999 to 2004 the share fell by 7.0 percentage points, from 0.25 to 0.18'
    """
    first, last = known[0], known[-1]
    before, after = first.number(column) or 0.0, last.number(column) or 0.0
    tail = f" {unit}" if unit else ""
    said = {"first": first.label, "last": last.label}
    if value(first) == value(last):
        return text.say(
            "From {first} to {last} {change}: {after}", change=text.say(change.stayed), after=value(last) + tail, **said
        )
    verb = text.say(change.rose if after > before else change.fell)
    much = measured(before, after, by, text)
    return text.say(
        "From {first} to {last} {change}, from {before} to {after}",
        change=f"{verb} {much}" if much else verb, before=value(first), after=value(last) + tail, **said,
    )  # fmt: skip


def measured(before: float, after: float, by: By, text: Words) -> str:
    """By how much a value rose or fell; nothing where that cannot be said, as from zero.

    >>> [measured(2, after, "times", words("en")) for after in (30.06, 5.8, 2.5, 0.5)]
    ['15-fold', '2.9-fold', 'by 25%', 'by 75%']
    """
    if by == "points":  # of the shares as they are written, so that a reader who subtracts them finds the same
        points = abs(round(after * 100, 1) - round(before * 100, 1))
        return text.say("by {points} percentage points", points=text.number(points, 1))
    if by == "index" or before <= 0:
        return ""
    times = after / before
    if times < 2:
        share = abs(times - 1)
        return text.say("by {much}", much=text.share(share, 0)) if share >= 0.005 else ""
    whole = round(times) if times >= WHOLE_FROM or abs(times - round(times)) < 0.05 else None
    if whole is None:
        return text.say("{times}-fold", times=text.number(times, 1))
    return text.plural("{count}-fold", "{count}-fold", whole)


def among(rows: Rows, subtitle: str, *, value: Callable[[Row], str], says: Callable[[Row], str] | None = None) -> str:
    """Of the groups that the title speaks of which has most and which least, and how many there are."""
    lines = rows.asked or rows.known
    if not lines:
        return subtitle
    years = {row.year for row in lines}
    common = f"{years.pop()}{BETWEEN}" if len(years) == 1 else ""
    if rows.by == ("year",) and len(lines) == 1:
        return f"{subtitle}: {(says or value)(lines[0])}"
    return of_groups(
        [(row.label.removeprefix(common), row.number(rows.column) or 0.0, value(row)) for row in lines],
        subtitle,
        words(rows.language),
        full=[says(row) for row in lines] if says else None,
    )


def of_groups(
    found: Sequence[tuple[str, float, str]], subtitle: str, text: Words, *, full: Sequence[str] | None = None
) -> str:
    """Groups as name, number and number as written: a few are listed, of many the ends are named.

    >>> of_groups([("A", 1, "1"), ("B", 4, "4"), ("C", 2, "2"), ("D", 1, "1")], "roubles", words("en"))
    'Roubles: highest – B (4), lowest – A, D (1), 4 groups'
    """
    if len(found) <= LISTED:
        written = full or [value for _, _, value in found]
        return f"{subtitle}: " + "; ".join(f"{name}: {one}" for (name, _, _), one in zip(found, written, strict=True))
    values = [number for _, number, _ in found]
    if max(values) == min(values):
        counted = text.plural("{count} group", "{count} groups", len(found))
        return text.say(
            "{subtitle}: everywhere {value}, {groups}",
            subtitle=capital(subtitle),
            value=found[0][2],
            groups=counted,
        )
    most, least = ([one for one in found if one[1] == end(values)] for end in (max, min))
    return text.say(
        "{subtitle}: highest – {most}, lowest – {least}, {groups}",
        subtitle=capital(subtitle), most=_named(most, text), least=_named(least, text),
        groups=text.plural("{count} group", "{count} groups", len(found)),
    )  # fmt: skip


def _named(ends: Sequence[tuple[str, float, str]], text: Words) -> str:
    names = [name for name, _, _ in ends]
    if len(names) > LISTED:
        more = text.plural("{count} more", "{count} more", len(names) - LISTED)
        names = [*names[:LISTED], more]
    return f"{', '.join(names)} ({ends[0][2]})"


def marks(text: Words, *, intervals: bool, small: bool) -> list[str]:
    """That a chart draws intervals, and groups too small for one, as parts of a sentence."""
    said = [text.say("bands are intervals")] if intervals else []
    return [*said, *([text.say("grey groups are too small for an interval")] if small else [])]


def overlapping(first: Row, last: Row, column: str, text: Words) -> list[str]:
    """That the intervals of two rows have values in common, as a part of a sentence: the change may be none."""
    one, other = first.interval(column), last.interval(column)
    if one is None or other is None or one[1] < other[0] or other[1] < one[0]:
        return []
    return [text.say("the intervals of {first} and {last} overlap", first=first.label, last=last.label)]


def gaps(rows: Rows) -> list[str]:
    """That years between the first and the last have no figure, as a part of a sentence."""
    known = {row.year for row in rows.known}
    lost = [row.year for row in rows.lines if row.year is not None and row.year not in known]
    if "year" not in rows.by or not lost:
        return []
    return [words(rows.language).say("no figures for {years}", years=words(rows.language).years(lost))]


def capital(said: str) -> str:
    """A sentence's beginning in a capital letter.

    >>> capital("no figures")
    'No figures'
    """
    return said[:1].upper() + said[1:]


def sentences(*parts: str) -> str:
    """These parts as sentences, the empty ones left out.

    >>> sentences("seen", "", "told.")
    'Seen. Told.'
    """
    return " ".join(f"{capital(part).rstrip('.')}." for part in parts if part)
