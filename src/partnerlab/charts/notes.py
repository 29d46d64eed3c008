"""What a chart says under itself: what it rests on, what was left out, what grey and an interval mean."""

from __future__ import annotations

from collections.abc import Iterable

from partnerlab.charts.rows import Row, Rows
from partnerlab.dataset import Source
from partnerlab.wording import Language, message, words

TOTALS = message("Based on the totals printed in the source.")


def printed(source: Source | None) -> bool:
    """Whether the numbers are totals that a public document prints: nothing is known of the single applications."""
    return source is not None and source.kind == "published"


def small(row: Row, column: str, *, cases: str, source: Source | None) -> bool:
    """Whether a group is too small for an interval: it has cases, and yet no interval."""
    counted = row.number(cases)
    return not printed(source) and counted is not None and row.interval(column) is None


def totals(source: Source | None, language: Language) -> list[str]:
    """That the numbers are a source's own totals, where they are."""
    if not printed(source):
        return []
    return [words(language).say("The totals are printed in the source; they have no intervals.")]


def uncounted(rows: Rows) -> list[str]:
    """How many rows of the data a whole table leaves out, where each of its lines says the same number."""
    left_out = int(max((row.number("rows_left_out") or 0 for row in rows.asked), default=0))
    if not left_out:
        return []
    plural = words(rows.language).plural
    return [plural("{count} row could not be counted.", "{count} rows could not be counted.", left_out)]


def basis(rows: Rows, *, why_left_out: str, source: Source | None) -> list[str]:
    """How many applications a chart rests on, and how many could not be counted; `why_left_out` is a message."""
    say, plural = words(rows.language).say, words(rows.language).plural
    if printed(source):
        if any(row.interval(rows.column) for row in rows.lines):
            return [say(TOTALS)]
        return totals(source, rows.language)
    used, left_out = (_sum(rows.lines, column) for column in ("rows_used", "rows_left_out"))
    notes = []
    if used:
        notes.append(plural("Based on {count} application.", "Based on {count} applications.", used))
    if left_out:
        counted = plural("{count} application is left out", "{count} applications are left out", left_out)
        notes.append(f"{counted}: {say(why_left_out)}")
    return notes


def _sum(rows: Iterable[Row], column: str) -> int:
    return int(sum(row.number(column) or 0 for row in rows))


def intervals(rows: Rows, column: str, *, any_small: bool) -> list[str]:
    """What an interval means, where there is one, and what grey means, where there is any."""
    say = words(rows.language).say
    notes = []
    if any(row.interval(column) for row in rows.lines):
        notes.append(say("An interval describes a comparable contest, not a sampling error."))
    if any_small:
        notes.append(say("Grey: fewer than 8 organisations or 5 cases, too few for an interval."))
    return notes


def gaps(rows: Rows) -> list[str]:
    """The years between the first and the last that have no figure."""
    known = {row.year for row in rows.known}
    lost = [row.year for row in rows.lines if row.year is not None and row.year not in known]
    if "year" not in rows.by or not lost:
        return []
    return [words(rows.language).say("No data for: {years}.", years=words(rows.language).years(lost))]


def all_years(rows: Rows, year: int | None) -> str:
    """That the figure is of no single year, where a reader asks for one and the table has no years."""
    if year is None or "year" in rows.by:
        return ""
    return words(rows.language).say("All years of the data together: the figure is not of {year} alone.", year=year)


def period(rows: Rows, year: int | None = None) -> str:
    """The years that a chart shows and the one that its title speaks of, as the end of a subtitle.

    With `year`, that which a reader asks for, a chart without years says that it shows all of them together.
    """
    say = words(rows.language).say
    if all_years(rows, year):
        return say(", all years together")
    if not rows.years:
        return ""
    text = f", {rows.years}"
    if rows.asked and len({row.year for row in rows.known}) > 1:
        text += say("; {year} in bold", year=rows.year)
    return text


def lacking(rows: Rows, year: int | None) -> str:
    """The sentence of a chart that has nothing for the year asked for: which years it has, if it has any."""
    return rows.title(one=str, most=str) if rows.known and not rows.asked else nothing(year, rows.language)


def nothing(year: int | None, language: Language) -> str:
    """The sentence of a chart that has nothing to show."""
    if year is None:
        return words(language).say("There are no figures to show")
    return words(language).say("There are no figures to show for {year}", year=year)
