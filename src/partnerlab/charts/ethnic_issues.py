"""How projects on ethnic issues fare: their share among all projects against their share among the winners."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.palette import ETHNIC, ETHNIC_PALE
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "projects", "ethnic_projects", "winners", "ethnic_winners", "share_of_projects", "share_of_winners",
    "share_of_winners_low", "share_of_winners_high", "ethnic_award_rate", "ethnic_award_rate_low",
    "ethnic_award_rate_high", "other_award_rate", "other_award_rate_low", "other_award_rate_high", "representation",
    "relative_award_rate", "relative_award_rate_low", "relative_award_rate_high", "rows_used", "rows_left_out",
)  # fmt: skip
CHANGE = Change(
    message("the share of ethnic issues among winners rose"),
    message("the share of ethnic issues among winners fell"),
    message("the share of ethnic issues among winners did not change"),
)
LEFT_OUT = message("their theme is not recorded, or it is not recorded that they are decided.")


def ethnic_issues(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """Projects on ethnic issues: their share among all projects (hollow) and among the winners (filled, with interval).

    Shape: one line a group of `metrics.ethnic_issues`; years that the table lacks are shown as gaps. `year` is what
    the title speaks of. It is about projects, and says nothing of anyone's ethnicity. A table with nothing known
    gives a figure that says so.

    >>> table = pd.DataFrame({"year": [2003], "ethnic_winners": [12], "winners": [88], "share_of_winners": [12 / 88]})
    >>> ethnic_issues(table).layout.meta["title"]
    '2003: 12 of 88 winning projects were on ethnic issues'
    """
    rows = rows_of(table, own=OWN, column="share_of_winners", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    marks = [_dot(row, text, source) for row in rows.lines]
    meaning = dots.Meaning(
        ETHNIC,
        ETHNIC_PALE,
        point=text.say("share among winners"),
        band=text.say("interval"),
        other=text.say("share among all projects"),
        small=text.say("too few cases"),
        other_mark="ring",
        other_colour=ETHNIC,
    )
    most, scale = dots.share_axis(marks, text)
    return style.finish(
        lambda form: dots.draw(form, marks, meaning, most=most, scale=scale),
        _said(rows, marks, text, source),
        language=language,
        source=source,
    )


def _of(row: Row, part: str, whole: str, text: Words) -> str:
    if row.number(part) is None or row.number(whole) is None:
        return ""
    return text.say("{part} of {whole}", part=text.number(row.number(part)), whole=text.number(row.number(whole)))


def _dot(row: Row, text: Words, source: Source | None) -> dots.Dot:
    value, interval, among = (
        row.number("share_of_winners"),
        row.interval("share_of_winners"),
        row.number("share_of_projects"),
    )
    if value is None:
        return dots.Dot(row.label, None, says=(text.say("no data"),), bold=row.chosen)
    counted = _of(row, "ethnic_winners", "winners", text)
    says = [(counted + " · " if counted else "") + dots.share_says(value, interval, text)]
    if among is not None:
        says.append(text.say("among all projects {share}", share=text.share(among)))
    small = notes.small(row, "share_of_winners", cases="winners", source=source)
    return dots.Dot(row.label, value, interval, among, tuple(says), row.chosen, small)


def _said(rows: Rows, marks: list[dots.Dot], text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        if not _of(row, "ethnic_winners", "winners", text):
            return text.say(
                "{group}: {share} of the winning projects were on ethnic issues",
                group=row.label,
                share=text.share(row.number("share_of_winners")),
            )
        of_winners = text.plural(
            "of {count} winning project", "of {count} winning projects", int(row.number("winners") or 0)
        )
        return text.plural(
            "{group}: {count} {of_winners} was on ethnic issues",
            "{group}: {count} {of_winners} were on ethnic issues",
            int(row.number("ethnic_winners") or 0), group=row.label, of_winners=of_winners,
        )  # fmt: skip

    def most(row: Row) -> str:
        share = text.share(row.number("share_of_winners"))
        return text.say(
            "The highest share of ethnic issues among winners: {group}, {share}", group=row.label, share=share
        )

    subtitle = text.say("projects on ethnic issues, their share of projects and of winners") + notes.period(rows)
    said = (
        *_relative(rows, text),
        *notes.basis(rows, why_left_out=LEFT_OUT, source=source),
        *notes.intervals(rows, "share_of_winners", any_small=any(dot.small for dot in marks)),
        *notes.gaps(rows),
    )
    told = dots.told(rows, subtitle, marks, CHANGE, value=lambda row: text.share(row.number("share_of_winners")))
    return style.Said(rows.title(one=one, most=most), subtitle, told, said)


def _relative(rows: Rows, text: Words) -> list[str]:
    """Their award rate over that of the others, of the group that the title speaks of."""
    if len(rows.asked) != 1 or (ratio := rows.asked[0].number("relative_award_rate")) is None:
        return []
    row = rows.asked[0]
    said = text.number(ratio, 2)
    if interval := row.interval("relative_award_rate"):
        said += f" ({text.between(*(text.number(end, 2) for end in interval))})"
    return [
        text.say(
            "{group}: the share of winners among them is {ratio} of the share among other projects; 1 means equal.",
            group=row.label,
            ratio=said,
        )
    ]
