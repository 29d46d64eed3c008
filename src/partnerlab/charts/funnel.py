"""How far the applications of one year came: submitted, admitted, won, contracted, reported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.lanes import Lane, lay, room
from partnerlab.charts.lettering import label, safe
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.charts.traces import bar
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

STAGES = {
    "submitted": message("Submitted"),
    "admitted": message("Admitted"),
    "won": message("Won"),
    "contracted": message("Contracted"),
    "reported": message("Reported"),
}
OWN = (*STAGES, "spent", "spent_share", "returned", "rows_used", "rows_left_out")
LEFT_OUT = message("it is not recorded how far they came.")
BODY = 24


def funnel(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """How many applications of a year reached each stage, from submission to report.

    Shape: one lane a stage that is recorded, for the groups of `year` (the latest without it) in `metrics.funnel`'s
    table; a stage that is not recorded is left out and named in the notes. Where nothing is known of the year, a
    figure that says so.

    >>> table = pd.DataFrame({"year": [2003], "submitted": [240], "won": [88], "reported": [80]})
    >>> funnel(table).layout.meta["title"]
    '2003: 240 submitted, 88 won, 80 reported'
    """
    rows = rows_of(table, own=OWN, column="submitted", year=year, language=language)
    if not rows.asked:
        title = (
            rows.title(one=str, most=str, subject=words(language).say("The way of the applications"))
            if rows.known
            else notes.nothing(year, language)
        )
        return style.empty(title, language=language, source=source)
    text = words(language)
    return style.finish(
        lambda form: _draw(form, rows, text), _said(rows, text, source, currency), language=language, source=source
    )


def _recorded(row: Row) -> list[str]:
    return [stage for stage in STAGES if row.number(stage) is not None]


def _count(row: Row, stage: str, text: Words) -> str:
    count = text.number(row.number(stage))
    if stage == "submitted":
        return count
    return text.say("{part} of {whole}", part=count, whole=text.number(row.number("submitted")))


def _name(row: Row, stage: str, rows: Rows, text: Words) -> str:
    """The stage; of several groups, the first stage of each with the group before it, its year being the title's."""
    if len(rows.asked) == 1 or stage != _recorded(row)[0]:
        return text.say(STAGES[stage])
    return row.label.removeprefix(f"{rows.year}{BETWEEN}") + BETWEEN + text.say(STAGES[stage])


def _draw(form: Form, rows: Rows, text: Words) -> Drawing:
    at = [(row, stage) for row in rows.asked for stage in _recorded(row)]
    names = [_name(row, stage, rows, text) for row, stage in at]
    lanes = [Lane(name, bold=stage == "won") for name, (_, stage) in zip(names, at, strict=True)]
    drawing, middles = lay(form, lanes, body=BODY)
    ends = [(row.number(stage) or 0, _count(row, stage, text)) for row, stage in at]
    drawing.x_range = (0, room(form, drawing, ends))
    for (end, says), y, (_, stage) in zip(ends, middles, at, strict=True):
        drawing.labels.append(label(safe(says), x=end, y=y, bold=stage == "won", shift=7))
    drawing.traces = [
        bar(
            name=text.say("Applications"),
            orientation="h",
            y=middles,
            x=[end for end, _ in ends],
            width=BODY,
            marker={
                "color": [COUNTED if stage == "won" else COUNTED_MIDDLE for _, stage in at],
                "line": {"width": 0},
            },
            hoverinfo="text",
            hovertext=[
                f"{safe(row.label)}: {safe(text.say(STAGES[stage]))}, {safe(_count(row, stage, text))}"
                for row, stage in at
            ],
        )
    ]
    return drawing


def _listed(row: Row, stages: list[str], text: Words) -> str:
    said = {
        "submitted": message("{count} submitted"),
        "admitted": message("{count} admitted"),
        "won": message("{count} won"),
        "contracted": message("{count} contracted"),
        "reported": message("{count} reported"),
    }
    listed = ", ".join(text.say(said[stage], count=text.number(row.number(stage))) for stage in stages)
    return f"{row.label}: {listed}"


def _said(rows: Rows, text: Words, source: Source | None, currency: str) -> style.Said:
    def one(row: Row) -> str:
        kept = [stage for stage in _recorded(row) if stage in ("submitted", "won", "reported")]
        return _listed(row, kept, text)

    def most(row: Row) -> str:
        return text.say(
            "Most applications were submitted here: {group}, {count}",
            group=row.label,
            count=text.number(row.number("submitted")),
        )

    subtitle = text.say("how many applications reached each stage")
    subtitle += f", {rows.year}" if rows.year else ""
    said = (
        *_absent(rows, text),
        *(note for row in rows.asked for note in _money(row, text, currency)),
        *notes.basis(replace(rows, lines=tuple(rows.asked)), why_left_out=LEFT_OUT, source=source),
    )
    return style.Said(rows.title(one=one, most=most), subtitle, trend.sentences(*_told(rows, subtitle, text)), said)


def _told(rows: Rows, subtitle: str, text: Words) -> tuple[str, ...]:
    if len(rows.asked) > trend.LISTED:
        return (trend.among(rows, subtitle, value=lambda row: text.number(row.number("submitted"))),)
    listed = "; ".join(_listed(row, _recorded(row), text).removeprefix(f"{rows.year}: ") for row in rows.asked)
    return (f"{subtitle}: {listed}",)


def _absent(rows: Rows, text: Words) -> list[str]:
    there = {stage for row in rows.asked for stage in _recorded(row)}
    lost = [text.say(name) for stage, name in STAGES.items() if stage not in there]
    return [text.say("Not recorded: {stages}.", stages=", ".join(lost))] if lost else []


def _money(row: Row, text: Words, currency: str) -> list[str]:
    """What the winners spent and gave back, where it is recorded."""
    said = []
    if row.number("spent") is not None and row.number("spent_share") is not None:
        said.append(
            text.say(
                "{group}: {spent} spent, {share} of what was awarded.",
                group=row.label,
                spent=text.amount(row.number("spent"), currency),
                share=text.share(row.number("spent_share")),
            )
        )
    if row.number("returned") is not None:
        said.append(
            text.say("{group}: {sum} was returned.", group=row.label, sum=text.amount(row.number("returned"), currency))
        )
    return said
