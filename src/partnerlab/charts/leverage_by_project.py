"""What stood beside the budget in each project: every project's own ratio, sorted, and the whole programme's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.ratio_bars import Group, draw, project_name, scale_end
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "application_id", "title", "budget", "attracted", "leverage", "rank", "programme_leverage", "median_ratio",
    "base", "rows_used", "rows_left_out",
)  # fmt: skip
BASES = {
    "budget": message("the budget"),
    "budget_and_business": message("the budget and business"),
    "fund": message("the contest's fund"),
}
"""What attracted money stood beside, as a sentence says it after «1 rouble of»."""
LEFT_OUT = message("the sum given, the sum attracted or the outcome is not recorded.")


def leverage_by_project(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """Each project's own ratio of attracted money to budget, the highest first, with the programme's drawn through.

    Lines through the bars: the whole programme's ratio (solid), the median of the projects (dashed) and equal sums
    (dotted). Shape: one bar a project of `metrics.leverage_by_project`, of `year` where the table has years (the
    latest without it). A project far beyond all others is cut at the end of the scale, and a note says how far it
    goes. Where nothing is known of the year, a figure that says so.

    >>> table = pd.DataFrame({"year": 2001, "title": ["A", "B", "C"], "leverage": [3.0, 1.0, 0.5],
    ...     "programme_leverage": 1.375, "median_ratio": 1.0})
    >>> leverage_by_project(table).layout.meta["title"]
    '2001: half of the 3 projects had 1.00\\xa0RUB or more beside a budget rouble, all together 1.38\\xa0RUB'
    """
    rows = rows_of(table, own=OWN, column="leverage", year=year, language=language)
    if not rows.asked:
        title = (
            rows.title(one=str, most=str, subject=_subject(language)) if rows.known else notes.nothing(year, language)
        )
        return style.empty(title, language=language, source=source)
    groups = _groups(rows)
    text = words(language)
    return style.finish(
        lambda form: draw(form, groups, text, currency),
        _said(rows, groups, text, source, currency),
        language=language,
        source=source,
    )


def _subject(language: Language) -> str:
    return words(language).say("Attracted money, project by project")


def _groups(rows: Rows) -> list[Group]:
    found: dict[str, list[Row]] = {}
    for row in rows.asked:
        found.setdefault(row.label, []).append(row)
    return [
        Group(name, tuple(sorted(projects, key=lambda row: -(row.number("leverage") or 0))))
        for name, projects in found.items()
    ]


def _said(rows: Rows, groups: Sequence[Group], text: Words, source: Source | None, currency: str) -> style.Said:
    subtitle = text.say(
        "{currency} of attracted money beside 1 {currency} of {base}, each project, from the highest down",
        currency=text.currency(currency),
        base=_base(groups, text),
    )
    subtitle += f", {rows.year}" if rows.year else ""
    once = replace(rows, lines=tuple(group.projects[0] for group in groups))
    said = (
        *_beyond(groups, text),
        text.say("All projects together: the ratio of the sums, in which large projects weigh more than small ones."),
        *notes.basis(once, why_left_out=LEFT_OUT, source=source),
        text.say("The attracted money stood beside the other; the figures do not say that one brought the other."),
    )
    if len(groups) > trend.LISTED:
        medians = [(rows.within(Row(group.name)), group.median, text.number(group.median, 2)) for group in groups]
        told = trend.sentences(subtitle, trend.of_groups(medians, text.say("median of the projects"), text))
    else:
        told = trend.sentences(subtitle, "; ".join(_told(group, text) for group in groups))
    return style.Said(_title(groups, text, currency), subtitle, told, said)


def _title(groups: Sequence[Group], text: Words, currency: str) -> str:
    base = _base(groups, text)
    if len(groups) > 1:
        best = max(groups, key=lambda group: group.median)
        return text.say(
            "The highest median of the projects: {group}, {sum} beside 1 {currency} of {base}",
            group=best.name, sum=text.coins(best.median, currency), currency=text.currency(currency), base=base,
        )  # fmt: skip
    group = groups[0]
    median, together = text.coins(group.median, currency), text.coins(group.programme, currency)
    if len(group.projects) == 1:
        return text.say(
            "{group}: the one project had {sum} beside 1 {currency} of {base}",
            group=group.name, sum=median, currency=text.currency(currency), base=base,
        )  # fmt: skip
    if currency != "RUB" or base != text.say(BASES["budget"]):
        return text.say(
            "{group}: half of the projects had {median} or more beside 1 {currency} of {base}, all together {sum}",
            group=group.name, median=median, sum=together, currency=text.currency(currency), base=base,
        )  # fmt: skip
    return text.plural(
        "{group}: half of the {count} project had {median} or more beside a budget rouble, all together {sum}",
        "{group}: half of the {count} projects had {median} or more beside a budget rouble, all together {sum}",
        len(group.projects), group=group.name, median=median, sum=together,
    )  # fmt: skip


def _base(groups: Sequence[Group], text: Words) -> str:
    return text.say(BASES.get(str(groups[0].projects[0].cells.get("base")), BASES["budget"]))


def _beyond(groups: Sequence[Group], text: Words) -> list[str]:
    """How many projects the scale does not hold, and which goes furthest."""
    end, cut = scale_end(groups)
    far = [row for group in groups for row in group.projects if cut and (row.number("leverage") or 0) > cut]
    if not far:
        return []
    row = max(far, key=lambda row: row.number("leverage") or 0)
    return [
        text.plural(
            "{count} project lies beyond the scale, which ends at {end}; the furthest, {project}, has {ratio}.",
            "{count} projects lie beyond the scale, which ends at {end}; the furthest, {project}, has {ratio}.",
            len(far), end=text.number(end, 1), project=project_name(row), ratio=text.number(row.number("leverage"), 2),
        )
    ]  # fmt: skip


def _told(group: Group, text: Words) -> str:
    """The distribution in words."""
    ratios = group.ratios
    counted = text.plural("{count} project", "{count} projects", len(group.projects))
    named = [
        (message("lowest {ratio}"), ratios.min()),
        (message("lower quartile {ratio}"), ratios.quantile(0.25)),
        (message("median {ratio}"), ratios.median()),
        (message("upper quartile {ratio}"), ratios.quantile(0.75)),
        (message("highest {ratio}"), ratios.max()),
        (message("all projects together: {ratio}"), group.programme),
    ]
    parts = [text.say(name, ratio=text.number(value, 2)) for name, value in named]
    return f"{group.name}{BETWEEN}{counted}: {', '.join(parts)}"
