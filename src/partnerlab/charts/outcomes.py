"""What a year's projects gave: products and events as bars; people and the money for each of them in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD, LINE_HEIGHT, lane_of, lay, room
from partnerlab.charts.lettering import label, lines, safe
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE, INK, SOFT
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, is_missing, message, words
from partnerlab.wording import tables as wording_tables

OWN = (
    "indicator", "indicator_en", "kind", "count", "budget_each", "attracted_each", "participants_each", "rows_used",
    "rows_left_out",
)  # fmt: skip
IN_WORDS = ("reach", "money")
"""Kinds that have no bar: 269,000 participations on one axis with 85 celebrations would hide the celebrations."""
BY_KIND = ("product", "event")
OFF_SCALE = 50
"""Where no kind is recorded: how many times the median count an indicator must be to have no bar."""
BODY, AIR = 20, 10


def outcomes(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """What the projects of a year gave: counted products and events, and what was attracted for each participation.

    Shape: one lane an indicator of the groups of `year` (the latest without it) in `metrics.outcomes`, by kind and
    count; people reached stand above in words, on no axis. Where nothing is known of the year, a figure that says so.

    >>> table = pd.DataFrame({"year": [2003, 2003], "indicator": ["celebrations", "lectures"], "count": [85, 149]})
    >>> outcomes(table).layout.meta["title"]
    '2003: most of all there were: lectures, 149'
    """
    rows = rows_of(table, own=OWN, column="count", year=year, language=language)
    if not rows.asked:
        return style.empty(notes.lacking(rows, year), language=language, source=source)
    text = words(language)
    seen = _named(rows, text)
    told, drawn = _parted(seen)
    return style.finish(
        lambda form: _draw(form, told, drawn, text, currency),
        _said(replace(rows, lines=tuple(seen)), told, text, source, currency),
        language=language,
        source=source,
    )


def _named(rows: Rows, text: Words) -> list[Row]:
    """The lines of the year asked for under their indicators' names, behind the group where there are several."""
    several = len({row.label for row in rows.asked}) > 1
    return [
        replace(row, label=(rows.within(row) + BETWEEN if several else "") + _indicator(row, text))
        for row in rows.asked
    ]


def _indicator(row: Row, text: Words) -> str:
    """The indicator as the source prints it; a code in words."""
    name = row.text("indicator", text.language)
    return wording_tables.label("indicator", name, text) if name else text.say("not stated")


def _count(row: Row) -> float:
    return row.number("count") or 0


def _kind(row: Row) -> str:
    kind = row.cells.get("kind")
    return "" if is_missing(kind) else str(kind)


def _parted(seen: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The lines that stand in words, and those that have a bar: products, then events, then the others, by count."""
    scale = OFF_SCALE * median(_count(row) for row in seen)

    def in_words(row: Row) -> bool:
        return _kind(row) in IN_WORDS if _kind(row) else 0 < scale < _count(row)

    order = [*BY_KIND, ""]
    drawn = [row for row in seen if not in_words(row)] or list(seen)
    drawn.sort(key=lambda row: (order.index(_kind(row)) if _kind(row) in order else len(order), -_count(row)))
    return [row for row in seen if row not in drawn], drawn


def _each(row: Row, text: Words, currency: str) -> str:
    """The money attracted for each, where it is tied to this indicator."""
    each = row.number("attracted_each")
    if each is None:
        return ""
    form = (
        message("{sum} attracted for each participation")
        if _kind(row) == "reach"
        else message("{sum} attracted for each")
    )
    return text.say(form, sum=text.coins(each, currency))


def _draw(form: Form, told: Sequence[Row], drawn: Sequence[Row], text: Words, currency: str) -> Drawing:
    lanes = [lane_of(form, row.label) for row in drawn]
    above = [line for row in told for line in _in_words(form, row, text, currency)]
    drawing, middles = lay(form, lanes, body=BODY, head=LINE_HEIGHT * len(above) + (AIR if above else 4))
    for number, (said, bold) in enumerate(above):
        y = LINE_HEIGHT * (number + 0.5)
        drawing.labels.append(label(safe(said), y=y, bold=bold, shift=-drawing.left, colour=INK if bold else SOFT))
    at = list(zip(drawn, middles, strict=True))
    behind = {row.label: BETWEEN.join(filter(None, _numbers(row, text, currency))) for row in drawn}
    drawing.x_range = (0, room(form, drawing, [(_count(row), behind[row.label]) for row in drawn]))
    for row, y in at:
        drawing.labels.append(label(safe(behind[row.label]), x=_count(row), y=y, shift=7))
    for kind, entry in _entries(drawn, text).items():
        here = [(row, y) for row, y in at if (_kind(row) if _kind(row) in BY_KIND else "") == kind]
        drawing.traces.append(
            bars(
                entry,
                y=[y for _, y in here],
                x=[_count(row) for row, _ in here],
                hover=[f"{safe(row.label)}: {behind[row.label]}" for row, _ in here],
                thick=BODY,
            )
        )
        drawing.key += [entry] if kind else []
    return drawing


def _in_words(form: Form, row: Row, text: Words, currency: str) -> list[tuple[str, bool]]:
    """An indicator without a bar: its count and name, and the money for each; and which lines are bold."""
    name = f"{text.number(_count(row))}{BETWEEN}{row.label}"
    said = [(line, True) for line in lines(name, form.width / BOLD)]
    return said + [(line, False) for line in lines(_each(row, text, currency), form.width)]


def _numbers(row: Row, text: Words, currency: str) -> tuple[str, str]:
    each = row.number("attracted_each")
    return text.number(_count(row)), "" if each is None else text.coins(each, currency)


def _entries(drawn: Sequence[Row], text: Words) -> dict[str, Entry]:
    """The key's entry of each kind that has a bar; events are added up, products are not of one sort."""
    events = [row for row in drawn if _kind(row) == "event"]
    entries = {
        "product": Entry("striped", COUNTED_MIDDLE, text.say("products")),
        "event": Entry("bar", COUNTED, _events(events, text)),
        "": Entry("bar", COUNTED, text.say("indicators")),
    }
    there = {_kind(row) if _kind(row) in BY_KIND else "" for row in drawn}
    return {kind: entry for kind, entry in entries.items() if kind in there}


def _events(events: Sequence[Row], text: Words) -> str:
    total = int(sum(map(_count, events)))
    kinds = text.plural("of {count} kind", "of {count} kinds", len(events))
    return text.plural("{count} event {of_kinds}", "{count} events {of_kinds}", total, of_kinds=kinds)


def _said(rows: Rows, told: Sequence[Row], text: Words, source: Source | None, currency: str) -> style.Said:
    subtitle = text.say("what the projects gave, counted") + (f", {rows.year}" if rows.year else "")
    apart = [row for row in told if _kind(row) == "reach"]
    others = [(row.label, _count(row), text.number(_count(row))) for row in rows.lines if row not in apart]
    listed = [
        f"{row.label}: {', '.join(filter(None, (text.number(_count(row)), _each(row, text, currency))))}"
        for row in apart
    ]
    ends = trend.of_groups(others, text.say("the other counts") if apart else subtitle, text) if others else ""
    events = [row for row in rows.lines if _kind(row) == "event"]
    lead = ""
    if _reached(rows):
        lead = text.say("It is money attracted, not a cost, and one person may be counted several times.")
        lead += " " + text.say("There were also {events}.", events=_events(events, text)) if events else ""
    title = _title(rows, events, text, currency)
    return style.Said(
        title,
        subtitle,
        trend.sentences(f"{subtitle}: {'; '.join(listed)}" if listed else "", ends),
        tuple(_notes(rows, told, text, source, currency)),
        lead=lead,
    )


def _reached(rows: Rows) -> Row | None:
    """The participations, where the money attracted for each is known."""
    reached = (row for row in rows.lines if _kind(row) == "reach" and row.number("attracted_each") is not None)
    return next(reached, None)


def _title(rows: Rows, events: Sequence[Row], text: Words, currency: str) -> str:
    group = text.say("In all") if rows.year is None else str(rows.year)
    reached = _reached(rows)
    if reached is not None:
        each = text.coins(reached.number("attracted_each"), currency)
        return text.say("{group}: {sum} was attracted for each participation", group=group, sum=each)
    if events:
        return f"{group}: {_events(events, text)}"
    most = max(rows.named, key=_count)
    form = message("{group}: most of all there were: {indicator}, {count}")
    return text.say(form, group=group, indicator=most.label, count=text.number(_count(most)))


def _notes(rows: Rows, told: Sequence[Row], text: Words, source: Source | None, currency: str) -> list[str]:
    said = []
    if (reached := _reached(rows)) is not None and notes.printed(source):
        # Printed money is the whole contest's: the quotient gives it back.
        sum_of_all = text.amount(_count(reached) * (reached.number("attracted_each") or 0), currency)
        form = message("{sum} attracted, divided by {count} participations.")
        said.append(text.say(form, sum=sum_of_all, count=text.number(_count(reached))))
    if any(row.number("attracted_each") is not None for row in rows.lines):
        said.append(text.say("The money is what the projects attracted, not what they cost."))
    if any(_kind(row) == "reach" for row in rows.lines):
        said.append(text.say("Participations are counted, not people: a person may be counted several times."))
    if told:
        named = ", ".join(row.label for row in told)
        said.append(text.say("Without a bar, which would hide the others: {indicators}.", indicators=named))
    return said + notes.totals(source, rows.language) + notes.uncounted(rows)
