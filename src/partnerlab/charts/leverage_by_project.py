"""What stood beside the budget in each project: every project's own ratio, sorted, and the whole programme's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import Lane, lay
from partnerlab.charts.lettering import LEAST_SIZE, label, safe, width
from partnerlab.charts.palette import ATTRACTED, CARD, INK, SOFT
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, is_missing, message, words

OWN = (
    "application_id", "title", "budget", "attracted", "leverage", "rank", "programme_leverage", "median_ratio",
    "rows_used", "rows_left_out",
)  # fmt: skip
LEFT_OUT = message("the sum given, the sum attracted or the outcome is not recorded.")
NAMED = 15
"""Up to so many projects are named beside their bars; more of them stand close together."""
BODY, NAME_LINE, HEIGHT, THICKEST = 16, 17, 400, 12
FAR = 4
"""A scale is cut only where the highest ratio is more than so many times what nearly all projects stay under."""
NEARLY_ALL = 0.98


@dataclass(frozen=True)
class Group:
    """The projects of one group, the highest first, with what they come to together."""

    name: str
    projects: tuple[Row, ...]

    @property
    def ratios(self) -> pd.Series:
        """The projects' own ratios."""
        return pd.Series([project.number("leverage") or 0.0 for project in self.projects], dtype="float64")

    @property
    def programme(self) -> float | None:
        """The ratio of all their money."""
        return self.projects[0].number("programme_leverage")

    @property
    def median(self) -> float:
        """What half of the projects reach."""
        return float(self.ratios.median())


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
        title = rows.title(one=str, most=str) if rows.known else notes.nothing(year, language)
        return style.empty(title, language=language, source=source)
    groups = _groups(rows)
    text = words(language)
    return style.finish(
        lambda form: _draw(form, groups, text, currency),
        _said(rows, groups, text, source, currency),
        language=language,
        source=source,
    )


def _groups(rows: Rows) -> list[Group]:
    found: dict[str, list[Row]] = {}
    for row in rows.asked:
        found.setdefault(row.label, []).append(row)
    return [
        Group(name, tuple(sorted(projects, key=lambda row: -(row.number("leverage") or 0))))
        for name, projects in found.items()
    ]


def _end(groups: Sequence[Group]) -> tuple[float, float | None]:
    """Where the scale ends, and the ratio from which bars are cut, if any are."""
    ratios = pd.concat([group.ratios for group in groups])
    highest = float(ratios.max())
    lines = [1.0, *(group.programme or 0 for group in groups), *(group.median for group in groups)]
    nearly_all = max(float(ratios.quantile(NEARLY_ALL, interpolation="lower")), *lines)
    if highest <= FAR * nearly_all:
        return max(highest, *lines) * 1.02, None
    return nearly_all * 1.1, nearly_all * 1.1


def _project(row: Row) -> str:
    """What a project is called: its title, or its number, or its rank."""
    known = (row.cells.get(name) for name in ("title", "application_id"))
    named = next((str(value) for value in known if not is_missing(value)), None)
    return named or f"№ {row.number('rank') or 0:.0f}"


def _draw(form: Form, groups: Sequence[Group], text: Words, currency: str) -> Drawing:
    end, cut = _end(groups)
    if len(groups) == 1 and len(groups[0].projects) <= NAMED:
        drawing = _named(form, groups[0], end, cut, text, currency)
    else:
        drawing = Drawing(2, (0, end), left=4, right=12)
        for group in groups:
            _close(drawing, form, group, cut, text, currency, titled=len(groups) > 1)
    drawing.scale = tuple((part * end, text.number(part * end, 1)) for part in (0, 0.5, 1))
    return drawing


def _named(form: Form, group: Group, end: float, cut: float | None, text: Words, currency: str) -> Drawing:
    """Each project with its name and its ratio beside the bar."""
    lanes = [Lane(_project(row), (text.number(row.number("leverage"), 2),), quiet=False) for row in group.projects]
    through = _through(group, text)
    drawing, middles = lay(form, lanes, body=BODY, head=NAME_LINE * len(through) + 6)
    drawing.x_range = (0, end)
    pixels = form.width - drawing.left - drawing.right
    pieces = [(y - BODY / 2 - 3, y + BODY / 2 + 3) for y in middles]
    _lines(drawing, through, top=2, pieces=pieces, pixels=pixels)
    _bars(drawing, group, middles, BODY, cut, text, currency)
    return drawing


def _close(
    drawing: Drawing, form: Form, group: Group, cut: float | None, text: Words, currency: str, *, titled: bool
) -> None:
    """The projects close together, without names, under the names of the lines through them."""
    if titled:
        drawing.labels.append(label(safe(group.name), y=drawing.height + 10, bold=True, shift=-4))
        drawing.height += 22
    through = _through(group, text)
    top = drawing.height
    step = max(1.0, min(THICKEST, HEIGHT / len(group.projects)))
    first = top + NAME_LINE * len(through) + 6
    drawing.height = first + step * len(group.projects)
    pixels = form.width - drawing.left - drawing.right
    _lines(drawing, through, top=top, pieces=[(first, drawing.height + 3)], pixels=pixels)
    middles = [first + step * (place + 0.5) for place in range(len(group.projects))]
    _bars(drawing, group, middles, step * 0.7 if step > 3 else step, cut, text, currency)
    drawing.height += 14 if titled else 4


def _through(group: Group, text: Words) -> list[tuple[float, str, dict[str, object]]]:
    """The lines through the bars: where, what they are called, and how they are drawn."""
    solid = {"color": INK, "width": 2}
    dashed = {"color": INK, "width": 1.5, "dash": "dash"}
    dotted = {"color": SOFT, "width": 1, "dash": "dot"}
    found: list[tuple[float, str, dict[str, object]]] = []
    if group.programme is not None and len(group.projects) > 1:
        said = text.say("all projects together: {ratio}", ratio=text.number(group.programme, 2))
        found.append((group.programme, said, solid))
    if len(group.projects) > 1:
        said = text.say("a typical project (median): {ratio}", ratio=text.number(group.median, 2))
        found.append((group.median, said, dashed))
    equal = text.say("equal sums: {ratio}", ratio=text.number(1, 2))
    return [*found, (1.0, equal, dotted)]


def _lines(
    drawing: Drawing,
    through: list[tuple[float, str, dict[str, object]]],
    *,
    top: float,
    pieces: list[tuple[float, float]],
    pixels: float,
) -> None:
    """Each line with its name on a line of its own above the bars, so that near values never share a place."""
    end = drawing.x_range[1]
    for place, (value, name, line) in enumerate(sorted(through, key=lambda it: it[0])):
        y = top + NAME_LINE * (place + 0.5)
        after = value / end * pixels + width(name, LEAST_SIZE) + 8 <= pixels
        anchor, shift = ("left", 5.0) if after else ("right", -5.0)
        if not after and value / end * pixels < width(name, LEAST_SIZE) + 8:  # no room on either side
            anchor, shift = "left", 5 - value / end * pixels
        named = label(name, y=y, x=value, size=LEAST_SIZE, shift=shift, anchor=anchor)
        named.bgcolor = CARD  # where names must lie across another line, they stay legible
        drawing.labels.append(named)
        for low, high in [(y - NAME_LINE / 2 + 2, top + NAME_LINE * len(through) + 2), *pieces]:
            drawing.shapes.append(go.layout.Shape(type="line", x0=value, x1=value, y0=low, y1=high, line=line))


def _bars(
    drawing: Drawing,
    group: Group,
    middles: list[float],
    thick: float,
    cut: float | None,
    text: Words,
    currency: str,
) -> None:
    entry = Entry("bar", ATTRACTED, text.say("each project"))
    ratios = group.ratios.tolist()
    hover = [_hover(row, text, currency) for row in group.projects]
    shown = bars(entry, y=middles, x=ratios if cut is None else [min(r, cut) for r in ratios], hover=hover, thick=1)
    shown.width = thick
    beyond = [(y, told) for ratio, y, told in zip(ratios, middles, hover, strict=True) if cut and ratio > cut]
    arrows = go.Scatter(
        name=text.say("beyond the scale"),
        mode="markers",
        cliponaxis=False,
        x=[cut] * len(beyond),
        y=[y for y, _ in beyond],
        hovertext=[told for _, told in beyond],
        hoverinfo="text",
        marker={"size": 10, "symbol": "triangle-right", "color": ATTRACTED},
    )
    drawing.traces += [shown, arrows]


def _hover(row: Row, text: Words, currency: str) -> str:
    said = f"{_project(row)}: {text.number(row.number('leverage'), 2)}"
    if row.number("budget") is None or row.number("attracted") is None:
        return safe(said)
    sums = text.say(
        "{attracted} attracted, {budget} from the budget",
        attracted=text.amount(row.number("attracted"), currency), budget=text.amount(row.number("budget"), currency),
    )  # fmt: skip
    return f"{safe(said)}<br>{safe(sums)}"


def _said(rows: Rows, groups: Sequence[Group], text: Words, source: Source | None, currency: str) -> style.Said:
    subtitle = text.say(
        "{currency} of attracted money beside 1 {currency} of the budget, each project, from the highest down",
        currency=text.currency(currency),
    )
    subtitle += f", {rows.year}" if rows.year else ""
    once = replace(rows, lines=tuple(group.projects[0] for group in groups))
    said = (
        *_beyond(groups, text),
        text.say("All projects together: the ratio of the sums, in which large projects weigh more than small ones."),
        *notes.basis(once, why_left_out=LEFT_OUT, source=source),
        text.say("The attracted money stood beside the other; the figures do not say that one brought the other."),
    )
    told = "; ".join(_told(group, text) for group in groups)
    return style.Said(_title(groups, text, currency), subtitle, f"{subtitle}. {told}.", said)


def _title(groups: Sequence[Group], text: Words, currency: str) -> str:
    if len(groups) > 1:
        best = max(groups, key=lambda group: group.median)
        return text.say(
            "The highest median of the projects: {group}, {sum} beside 1 {currency} of the budget",
            group=best.name, sum=text.coins(best.median, currency), currency=text.currency(currency),
        )  # fmt: skip
    group = groups[0]
    median, together = text.coins(group.median, currency), text.coins(group.programme, currency)
    if len(group.projects) == 1:
        return text.say(
            "{group}: the one project had {sum} beside 1 {currency} of the budget",
            group=group.name, sum=median, currency=text.currency(currency),
        )  # fmt: skip
    if currency != "RUB":
        return text.say(
            "{group}: half of the projects had {median} or more beside 1 {currency} of the budget, all together {sum}",
            group=group.name, median=median, sum=together, currency=text.currency(currency),
        )  # fmt: skip
    return text.plural(
        "{group}: half of the {count} project had {median} or more beside a budget rouble, all together {sum}",
        "{group}: half of the {count} projects had {median} or more beside a budget rouble, all together {sum}",
        len(group.projects), group=group.name, median=median, sum=together,
    )  # fmt: skip


def _beyond(groups: Sequence[Group], text: Words) -> list[str]:
    """How many projects the scale does not hold, and which goes furthest."""
    end, cut = _end(groups)
    far = [row for group in groups for row in group.projects if cut and (row.number("leverage") or 0) > cut]
    if not far:
        return []
    row = max(far, key=lambda row: row.number("leverage") or 0)
    return [
        text.plural(
            "{count} project lies beyond the scale, which ends at {end}; the furthest, {project}, has {ratio}.",
            "{count} projects lie beyond the scale, which ends at {end}; the furthest, {project}, has {ratio}.",
            len(far), end=text.number(end, 1), project=_project(row), ratio=text.number(row.number("leverage"), 2),
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
