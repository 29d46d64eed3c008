"""How far the experts agree: what one expert's score says of a project, and what the mean of all says."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.palette import COUNTED, COUNTED_PALE
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "applications", "experts", "icc1", "icc1_low", "icc1_high", "icc_k", "k0", "median_spread", "rows_used",
    "rows_left_out",
)  # fmt: skip
CHANGE = Change(
    message("the agreement of the experts rose"),
    message("the agreement of the experts fell"),
    message("the agreement of the experts did not change"),
)
LEFT_OUT = message("the application, the expert or a part of the score is missing.")


def reviewers(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """How far the experts agree about the projects: one expert (a point with its interval), and their mean (hollow).

    1: the experts agree fully; 0: no more than by chance; below 0: less than that. Shape: one line a group of
    `metrics.reviewers`; years that the table lacks are shown as gaps. `year` is what the title speaks of. A table
    with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"applications": [100], "experts": [7], "icc1": [0.41], "icc_k": [0.68]})
    >>> reviewers(table).layout.meta["title"]
    '41% of the spread of scores is differences between projects, the rest is disagreement between experts'
    """
    rows = rows_of(table, own=OWN, column="icc1", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    marks = [_dot(row, text, source) for row in rows.lines]
    return style.finish(
        lambda form: _draw(form, marks, text), _said(rows, marks, text, source), language=language, source=source
    )


def _dot(row: Row, text: Words, source: Source | None) -> dots.Dot:
    value, interval, mean = row.number("icc1"), row.interval("icc1"), row.number("icc_k")
    if value is None:
        return dots.Dot(row.label, None, says=(text.say("no data"),), bold=row.chosen)
    says = [text.number(value, 2)]
    if interval:
        says[0] += f" ({text.between(*(text.number(end, 2) for end in interval))})"
    if mean is not None:
        says.append(text.say("of the mean {value}", value=text.number(mean, 2)))
    small = notes.small(row, "icc1", cases="applications", source=source)
    return dots.Dot(row.label, value, interval, mean, tuple(says), row.chosen, small)


def _draw(form: Form, marks: list[dots.Dot], text: Words) -> Drawing:
    meaning = dots.Meaning(
        COUNTED,
        COUNTED_PALE,
        point=text.say("one expert"),
        band=text.say("interval"),
        other=text.say("the mean of the experts"),
        small=text.say("too few cases"),
    )
    least = min(end for dot in marks for end in (dot.value, dot.other, *(dot.interval or ()), 0) if end is not None)
    if least >= 0:
        scale = tuple((value, text.number(value, 1)) for value in (0, 0.5, 1))
        return dots.draw(form, marks, meaning, most=1, scale=scale)
    low = next((end for end in (-0.25, -0.5, -1) if end * 0.98 <= least), least)
    ends = ((low, text.number(low, 2)), ((low + 1) / 2, ""), (1.0, text.number(1)))
    chance = (0.0, text.say("0: by chance"))
    drawing = dots.draw(form, marks, meaning, most=1, scale=ends, reference=chance)
    drawing.x_range = (low, 1)
    for shape in drawing.shapes:
        if shape["y0"] == shape["y1"]:
            shape["x0"] = low
    return drawing


def _said(rows: Rows, marks: list[dots.Dot], text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        return rows.of(row, _title(row.number("icc1") or 0, text))

    def most(row: Row) -> str:
        value = text.number(row.number("icc1"), 2)
        return text.say("The experts agree most here: {group}, {value}", group=row.label, value=value)

    subtitle = text.say("agreement of the experts, from 0 (by chance) to 1 (full)") + notes.period(rows)
    said = (
        text.say(
            "Agreement is the intraclass correlation ICC(1): the share of the variance of single scores that comes "
            "from differences between applications."
        ),
        *_spread(rows, text),
        *_basis(rows, text, source),
        *notes.intervals(rows, "icc1", any_small=any(dot.small for dot in marks)),
        *notes.gaps(rows),
    )
    told = dots.told(rows, subtitle, marks, CHANGE, value=lambda row: text.number(row.number("icc1"), 2), by="index")
    return style.Said(rows.title(one=one, most=most), subtitle, told, said)


def _title(agreement: float, text: Words) -> str:
    if agreement <= 0:
        return text.say("The experts agree about the projects no more than by chance")
    return text.say(
        "{share} of the spread of scores is differences between projects, the rest is disagreement between experts",
        share=text.whole_share(agreement),
    )


def _spread(rows: Rows, text: Words) -> list[str]:
    """How far the highest and the lowest score of one application lie apart, in the groups of the title."""
    said = []
    for row in rows.asked:
        if (points := row.number("median_spread")) is None:
            continue
        note = text.say(
            "Between the highest and the lowest score of one application lie {points} points (median).",
            points=text.number(points, 1),
        )
        said.append(rows.of(row, note))
    return said


def _basis(rows: Rows, text: Words, source: Source | None) -> list[str]:
    """How many applications the experts scored; what the metric leaves out are scores, and not applications."""
    if notes.printed(source):
        return notes.basis(rows, why_left_out=LEFT_OUT, source=source)
    said = []
    if len(rows.asked) == 1 and rows.asked[0].number("experts") is not None:
        row = rows.asked[0]
        scored = text.plural("{count} application", "{count} applications", int(row.number("applications") or 0))
        experts = text.plural("{count} expert", "{count} experts", int(row.number("experts") or 0))
        said.append(text.say("Scored: {applications}; {experts}.", applications=scored, experts=experts))
    left_out = int(sum(row.number("rows_left_out") or 0 for row in rows.lines))
    if left_out:
        counted = text.plural("{count} score is left out", "{count} scores are left out", left_out)
        said.append(f"{counted}: {text.say(LEFT_OUT)}")
    return said
