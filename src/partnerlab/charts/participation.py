"""Who takes part: organisations that came again, came back or are new, and left of zero those that stayed away."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry, Mark
from partnerlab.charts.lanes import Lane, lay
from partnerlab.charts.lettering import SMALL_SIZE, safe, width
from partnerlab.charts.palette import (
    CARD,
    COUNTED,
    COUNTED_MIDDLE,
    COUNTED_PALE,
    INK,
    SMALL,
    SOFT,
    UNKNOWN,
)
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "active", "first_time", "retained", "reactivated", "lapsed", "retention", "first_time_share", "rows_used",
    "rows_left_out",
)  # fmt: skip
CHANGE = Change(
    message("the number of organisations rose"),
    message("the number of organisations fell"),
    message("the number of organisations did not change"),
)
LEFT_OUT = message("the organisation or the year is not recorded.")
BODY = 26


@dataclass(frozen=True)
class Part:
    """What an active organisation may be: its column and name, and how its bar and its number look."""

    column: str
    name: str
    mark: Mark
    colour: str
    ink: str
    over: str = CARD


PARTS = (
    Part("retained", message("Came again"), "bar", COUNTED, CARD),
    Part("reactivated", message("Back after a break"), "striped", COUNTED_MIDDLE, INK),
    Part("first_time", message("First time"), "bar", COUNTED_PALE, INK),
)


def participation(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """The organisations of each year: came again, back after a break, first time; to the left those that stayed away.

    Shape: one lane a group of `metrics.participation`; years that the table lacks are shown as gaps. A year of which
    novelty cannot be known, such as the first, is a hatched bar. `year` is what the title speaks of. A table with
    nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": [1999, 2000], "active": [84, 96], "first_time": [None, 30]})
    >>> participation(table).layout.meta["title"]
    '2000: 96 organisations took part, 30 of them for the first time'
    """
    rows = rows_of(table, own=OWN, column="active", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    return style.finish(
        lambda form: _draw(form, rows, text), _said(rows, text, source), language=language, source=source
    )


def _novelty(row: Row) -> bool:
    return row.number("first_time") is not None


def _says(row: Row, text: Words) -> tuple[str, ...]:
    if row.number("active") is None:
        return (text.say("no data"),)
    total = text.say("{count} in all", count=text.number(row.number("active")))
    if not _novelty(row):
        return (total, text.say("new or not: unknown"))
    return (total, *_again(row, text))


def _again(row: Row, text: Words) -> tuple[str, ...]:
    """How many of the contest before came again, where that is known; of a group, whose members may change, a share."""
    retention, again, lapsed = (row.number(column) for column in ("retention", "retained", "lapsed"))
    if retention is None:
        return ()
    if again is None or lapsed is None or not again or not math.isclose(again / (again + lapsed), retention):
        return (text.say("{share} of the last came again", share=text.share(retention)),)
    return (text.say("{count} of {whole} came again", count=text.number(again), whole=text.number(again + lapsed)),)


def _draw(form: Form, rows: Rows, text: Words) -> Drawing:
    lanes = [
        Lane(
            row.label,
            _says(row, text),
            row.chosen,
            quiet=row.number("active") is None,
            gap=row.number("active") is None,
        )
        for row in rows.lines
    ]
    drawing, middles = lay(form, lanes, body=BODY)
    at = list(zip(rows.lines, middles, strict=True))
    left = max(((row.number("lapsed") or 0) for row in rows.lines), default=0)
    right = max(row.number("active") or 0 for row in rows.known)
    drawing.x_range = (-left * 1.01, right * 1.01)
    pixel = (left + right) * 1.02 / max(60, form.width - drawing.left - drawing.right)

    def written(count: float) -> str:
        """The number of a part, where it fits into the part."""
        said = text.number(count)
        return said if width(said, SMALL_SIZE) + 6 <= count / pixel else ""

    def drawn(entry: Entry, column: str, ink: str, before: tuple[str, ...] = (), sign: int = 1) -> None:
        """Add the bars of one column, behind the columns `before`, of those rows of which novelty is known or not."""
        here = [(row, y) for row, y in at if row.number(column) and _novelty(row) == (column != "active")]
        counts = [row.number(column) or 0 for row, _ in here]
        drawing.traces.append(
            bars(
                entry,
                y=[y for _, y in here],
                x=[sign * count for count in counts],
                base=[sum(row.number(part) or 0 for part in before) for row, _ in here],
                hover=[f"{safe(row.label)}: {entry.name}, {text.number(row.number(column))}" for row, _ in here],
                inside=["" if column == "active" else written(count) for count in counts],
                thick=BODY,
                ink=ink,
            )
        )
        if here:
            drawing.key.append(entry)

    drawn(Entry("outline", SMALL, text.say("Stayed away")), "lapsed", SOFT, sign=-1)
    for place, part in enumerate(PARTS):
        entry = Entry(part.mark, part.colour, text.say(part.name), part.over)
        drawn(entry, part.column, part.ink, tuple(other.column for other in PARTS[:place]))
    drawn(Entry("striped_back", UNKNOWN, text.say("new or not: unknown"), SMALL), "active", INK)
    line = {"color": SOFT, "width": 1}
    drawing.shapes = [
        {"type": "line", "x0": 0, "x1": 0, "y0": y - BODY / 2 - 4, "y1": y + BODY / 2 + 4, "line": line}
        for row, y in at
        if row.number("active") is not None
    ]
    return drawing


def _said(rows: Rows, text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        active = int(row.number("active") or 0)
        if not _novelty(row):
            return text.plural(
                "{group}: {count} organisation took part; whether it is new is not known",
                "{group}: {count} organisations took part; how many are new is not known",
                active, group=row.label,
            )  # fmt: skip
        return text.plural(
            "{group}: {count} organisation took part, {new} of them for the first time",
            "{group}: {count} organisations took part, {new} of them for the first time",
            active, group=row.label, new=text.number(row.number("first_time")),
        )  # fmt: skip

    def most(row: Row) -> str:
        return text.say(
            "Most organisations took part here: {group}, {count}",
            group=row.label, count=text.number(row.number("active")),
        )  # fmt: skip

    subtitle = text.say("organisations taking part") + notes.period(rows)
    return style.Said(
        rows.title(one=one, most=most, subject=text.say("Organisations taking part")),
        subtitle,
        trend.told(
            rows,
            subtitle,
            CHANGE,
            value=lambda row: text.number(row.number("active")),
            says=lambda row: ", ".join(_says(row, text)),
            also=_newcomers(rows, text),
        ),
        (*notes.basis(rows, why_left_out=LEFT_OUT, source=source), *_caveats(rows, text), *notes.gaps(rows)),
    )


def _newcomers(rows: Rows, text: Words) -> list[str]:
    """How many took part for the first time in the first and in the last year of which that is known."""
    known = [row for row in rows.known if _novelty(row)]
    if rows.by != ("year",) or len(known) < 2:
        return []
    first, last = (text.number(row.number("first_time")) for row in (known[0], known[-1]))
    years = {"year": known[0].label, "other": known[-1].label}
    return [text.say("for the first time: {first} in {year}, {last} in {other}", first=first, last=last, **years)]


def _caveats(rows: Rows, text: Words) -> list[str]:
    said = [text.say("Came again: organisations of the contest before, out of all that took part then.")]
    since = message(
        "The data begin in {year}: «first time» means first seen since then, and an organisation may have "
        "taken part before."
    )
    years = [row.year for row in rows.known if row.year is not None]
    return [*said, text.say(since, year=min(years))] if years else said
