"""How many applications won: of those decided, with the interval, and of those admitted."""

from __future__ import annotations

import math

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.palette import COUNTED, COUNTED_PALE
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "applications", "admitted", "winners", "award_rate", "award_rate_low", "award_rate_high", "success_rate",
    "success_rate_low", "success_rate_high", "requested", "awarded", "depth", "oversubscription", "denominator_kind",
    "rows_used", "rows_left_out",
)  # fmt: skip
CHANGE = Change(
    message("the share of winners rose"),
    message("the share of winners fell"),
    message("the share of winners did not change"),
)
LEFT_OUT = message("it is not recorded that they are decided.")


def awards(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """The share of winners among the decided applications and, where recorded, among the admitted ones.

    A point with its interval as a band, a hollow mark for the second share. Shape: one line a group of
    `metrics.awards`; years that the table lacks are shown as gaps. `year` is what the title speaks of. A table with
    nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": [2015], "applications": [429], "winners": [128], "award_rate": [128 / 429]})
    >>> awards(table).layout.meta["title"]
    '2015: 128 of 429 applications won (29.8%)'
    """
    rows = rows_of(table, own=OWN, column="award_rate", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    marks = [_dot(row, text, source) for row in rows.lines]
    meaning = dots.Meaning(
        COUNTED,
        COUNTED_PALE,
        point=text.say("winners among decided applications"),
        band=text.say("interval"),
        other=text.say("among admitted applications"),
        small=text.say("too few cases"),
    )
    most, scale = dots.share_axis(marks, text)
    return style.finish(
        lambda form: dots.draw(form, marks, meaning, most=most, scale=scale),
        _said(rows, marks, text, source, year),
        language=language,
        source=source,
    )


def _counted(row: Row, rate: str, cases: str, text: Words) -> str:
    """«128 of 429 · », where the two counts are those of the rate."""
    winners, of, share = row.number("winners"), row.number(cases), row.number(rate)
    if not winners or not of or share is None or not math.isclose(winners / of, share, rel_tol=1e-6):
        return ""
    return text.say("{part} of {whole}", part=text.number(winners), whole=text.number(of)) + " · "


def _dot(row: Row, text: Words, source: Source | None) -> dots.Dot:
    value, interval, success = (
        row.number("award_rate"),
        row.interval("award_rate"),
        row.number("success_rate"),
    )
    if value is None:
        return dots.Dot(row.label, None, says=(text.say("no data"),), bold=row.chosen)
    says = [_counted(row, "award_rate", "applications", text) + dots.share_says(value, interval, text)]
    if success is not None:
        says.append(text.say("among admitted {share}", share=text.share(success)))
    small = notes.small(row, "award_rate", cases="applications", source=source)
    return dots.Dot(row.label, value, interval, success, tuple(says), row.chosen, small)


def _said(rows: Rows, marks: list[dots.Dot], text: Words, source: Source | None, year: int | None) -> style.Said:
    def one(row: Row) -> str:
        share = text.share(row.number("award_rate"))
        if not _counted(row, "award_rate", "applications", text):
            return text.say("{group}: {share} of the applications won", group=row.label, share=share)
        return text.say(
            "{group}: {winners} of {applications} applications won ({share})",
            group=row.label,
            winners=text.number(row.number("winners")),
            applications=text.number(row.number("applications")),
            share=share,
        )

    def most(row: Row) -> str:
        return text.say(
            "The highest share of winners: {group}, {share}",
            group=row.label,
            share=text.share(row.number("award_rate")),
        )

    subtitle = text.say("share of winners among decided applications") + notes.period(rows, year)
    said = (
        *notes.basis(rows, why_left_out=LEFT_OUT, source=source),
        *notes.intervals(rows, "award_rate", any_small=any(dot.small for dot in marks)),
        *notes.gaps(rows),
    )
    title = rows.title(one=one, most=most, subject=text.say("Winners among the applications"))
    told = dots.told(rows, subtitle, marks, CHANGE, value=lambda row: text.share(row.number("award_rate")))
    return style.Said(title, subtitle, told, said)
