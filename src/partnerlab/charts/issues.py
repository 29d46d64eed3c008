"""How the projects of each theme fare: their share among all projects against their share among the winners."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.palette import COUNTED, COUNTED_PALE, ETHNIC, ETHNIC_PALE
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.model import ETHNIC_RELATIONS
from partnerlab.wording import Language, Words, message, tables, words

OWN = (
    "projects", "theme_projects", "winners", "theme_winners", "share_of_projects", "share_of_winners",
    "share_of_winners_low", "share_of_winners_high", "theme_award_rate", "theme_award_rate_low",
    "theme_award_rate_high", "other_award_rate", "other_award_rate_low", "other_award_rate_high", "representation",
    "relative_award_rate", "relative_award_rate_low", "relative_award_rate_high", "rows_used", "rows_left_out",
)  # fmt: skip
CHANGE = Change(
    message("the share of projects rose"),
    message("the share of projects fell"),
    message("the share of projects did not change"),
)
LEFT_OUT = message("their theme is not recorded, or it is not recorded that they are decided.")


def issues(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """Each theme's share among all projects (hollow) and among the winners (filled, with interval), largest first.

    Shape: one line a theme of `metrics.issues`, of `year` where the table has years (the latest without it). Ethnic
    issues are plum here as everywhere, all other themes blue. Where nothing is known of the year, a figure that
    says so.

    >>> table = pd.DataFrame({"theme": ["youth"], "projects": [240], "theme_projects": [45], "share_of_projects":
    ...     [0.1875], "winners": [88], "theme_winners": [20], "share_of_winners": [20 / 88]})
    >>> issues(table).layout.meta["title"]
    'The most frequent theme is «youth»: 45 of 240 projects, 20 of 88 winners'
    """
    rows = rows_of(table, own=OWN, column="share_of_projects", year=year, language=language)
    if not rows.asked:
        subject = words(language).say("The themes of the projects")
        title = rows.title(one=str, most=str, subject=subject) if rows.known else notes.nothing(year, language)
        return style.empty(title, language=language, source=source)
    rows = _of_the_year(rows)
    text = words(language)
    marks = [_dot(row, text, source) for row in rows.lines]
    return style.finish(
        lambda form: _draw(form, rows, marks, text), _said(rows, marks, text, source), language=language, source=source
    )


def _of_the_year(rows: Rows) -> Rows:
    """The lines asked for, the most frequent theme first, named without the year that title and subtitle name."""
    year = f"{rows.year}{BETWEEN}"
    lines = [replace(row, label=row.label.removeprefix(year), chosen=False) for row in rows.asked]
    return replace(rows, lines=tuple(sorted(lines, key=lambda row: (-(row.number(rows.column) or 0), row.label))))


def _ethnic(row: Row) -> bool:
    return row.cells.get("theme") == ETHNIC_RELATIONS


def _of(row: Row, part: str, whole: str, text: Words) -> str:
    if row.number(part) is None or row.number(whole) is None:
        return ""
    return text.say("{part} of {whole}", part=text.number(row.number(part)), whole=text.number(row.number(whole)))


def _of_projects(row: Row, text: Words) -> str:
    part, whole = row.number("theme_projects"), row.number("projects")
    if part is None or whole is None:
        return ""
    return text.plural("{part} of {count} project", "{part} of {count} projects", int(whole), part=text.number(part))


def _of_winners(row: Row, text: Words) -> str:
    part, whole = row.number("theme_winners"), row.number("winners")
    if part is None or whole is None:
        return ""
    return text.plural("{part} of {count} winner", "{part} of {count} winners", int(whole), part=text.number(part))


def _dot(row: Row, text: Words, source: Source | None) -> dots.Dot:
    value, among = row.number("share_of_winners"), row.number("share_of_projects")
    if value is None:
        return dots.Dot(row.label, None, says=(text.say("no data"),))
    interval = row.interval("share_of_winners")
    counted = _of(row, "theme_winners", "winners", text)
    says = [(counted + BETWEEN if counted else "") + dots.share_says(value, interval, text)]
    says.append(text.say("among all projects {share}", share=text.share(among)))
    small = notes.small(row, "share_of_winners", cases="winners", source=source)
    return dots.Dot(row.label, value, interval, among, tuple(says), small=small)


def _draw(form: Form, rows: Rows, marks: list[dots.Dot], text: Words) -> Drawing:
    meaning = dots.Meaning(
        COUNTED,
        COUNTED_PALE,
        point=text.say("share among winners"),
        band=text.say("interval"),
        other=text.say("share among all projects"),
        small=text.say("too few cases"),
        other_mark="ring",
        other_colour=COUNTED,
    )
    most, scale = dots.share_axis(marks, text)
    drawing = dots.draw(form, marks, meaning, most=most, scale=scale)
    _in_plum(drawing, rows, marks, text)
    return drawing


def _in_plum(drawing: Drawing, rows: Rows, marks: list[dots.Dot], text: Words) -> None:
    """Colour the marks of ethnic issues as they are coloured on every page, and say so in the key."""
    at = [(row, dot) for row, dot in zip(rows.lines, marks, strict=True) if dot.value is not None]
    if not any(_ethnic(row) for row, _ in at):
        return

    def coloured(shown: list[bool], plum: str, other: str) -> list[str]:
        return [plum if _ethnic(row) else other for (row, _), here in zip(at, shown, strict=True) if here]

    band, points, _, rings = drawing.traces
    band["marker"]["color"] = coloured([dot.interval is not None for _, dot in at], ETHNIC_PALE, COUNTED_PALE)
    points["marker"]["color"] = coloured([not dot.small for _, dot in at], ETHNIC, COUNTED)
    rings["marker"]["color"] = coloured([dot.other is not None for _, dot in at], ETHNIC, COUNTED)
    if any(_ethnic(row) and not dot.small for row, dot in at):
        drawing.key.append(Entry("dot", ETHNIC, tables.label("theme", ETHNIC_RELATIONS, text)))


def _said(rows: Rows, marks: list[dots.Dot], text: Words, source: Source | None) -> style.Said:
    def most(row: Row) -> str:
        projects, winners = _of_projects(row, text), _of_winners(row, text)
        year = f"{rows.year}: " if rows.year else ""
        if not projects or not winners:
            share = text.share(row.number("share_of_projects"))
            said = text.say(
                "the most frequent theme is «{theme}», {share} of the projects", theme=row.label, share=share
            )
        else:
            said = text.say(
                "the most frequent theme is «{theme}»: {projects}, {winners}",
                theme=row.label, projects=projects, winners=winners,
            )  # fmt: skip
        return year + said if year else said[:1].upper() + said[1:]

    subtitle = text.say("projects of each theme, their share of projects and of winners")
    subtitle += f", {rows.year}" if rows.year else ""
    said = (
        text.say("A project with several themes counts once in each."),
        *_relative(rows, text),
        *notes.basis(replace(rows, lines=tuple(_once(rows))), why_left_out=LEFT_OUT, source=source),
        *notes.intervals(rows, "share_of_winners", any_small=any(dot.small for dot in marks)),
    )
    among = text.say("share of each theme among all projects") + (f", {rows.year}" if rows.year else "")
    told = dots.told(rows, among, marks, CHANGE, value=lambda row: text.share(row.number("share_of_projects")))
    return style.Said(rows.title(one=most, most=most), subtitle, told, said)


def _once(rows: Rows) -> list[Row]:
    """One line of each group: every theme's line rests on all the applications of its group."""
    groups = {tuple(str(row.cells[name]) for name in rows.by if name != "theme"): row for row in rows.lines}
    return list(groups.values())


def _relative(rows: Rows, text: Words) -> list[str]:
    """The themes that surely won more or less often than the others: those whose ratio's interval leaves out 1."""
    said = []
    for row in rows.lines:
        ratio, interval = row.number("relative_award_rate"), row.interval("relative_award_rate")
        if ratio is None or interval is None or interval[0] <= 1 <= interval[1]:
            continue
        ends = text.between(*(text.number(end, 2) for end in interval))
        said.append(
            text.say(
                "{group}: the share of winners among them is {ratio} of the share among other projects; 1 means equal.",
                group=row.label, ratio=f"{text.number(ratio, 2)} ({ends})",
            )
        )  # fmt: skip
    if said:
        said.append(text.say("Of twenty themes side by side one is expected to differ so much by chance alone."))
    return said
