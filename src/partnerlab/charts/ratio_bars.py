"""Projects as bars of their own ratios, the highest first, with lines drawn through them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import Lane, lay
from partnerlab.charts.lettering import LEAST_SIZE, label, safe, width
from partnerlab.charts.palette import ATTRACTED, CARD, INK, SOFT
from partnerlab.charts.rows import Row
from partnerlab.charts.traces import scatter
from partnerlab.wording import Words, is_missing

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


def scale_end(groups: Sequence[Group]) -> tuple[float, float | None]:
    """Where the scale ends, and the ratio from which bars are cut, if any are."""
    ratios = pd.concat([group.ratios for group in groups])
    highest = float(ratios.max())
    lines = [1.0, *(group.programme or 0 for group in groups), *(group.median for group in groups)]
    nearly_all = max(float(ratios.quantile(NEARLY_ALL, interpolation="lower")), *lines)
    if highest <= FAR * nearly_all:
        return _round_end(max(highest, *lines) * 1.02), None
    end = _round_end(nearly_all * 1.1)
    return (end, end) if highest > end else (end, None)


def _round_end(most: float) -> float:
    """The least round number that is not smaller, half of which is round too."""
    size = 10.0 ** math.floor(math.log10(most))
    return next(part * size for part in (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10) if most <= part * size * (1 + 1e-9))


def project_name(row: Row) -> str:
    """What a project is called: its title, or its number, or its rank."""
    known = (row.cells.get(name) for name in ("title", "application_id"))
    named = next((str(value) for value in known if not is_missing(value)), None)
    return named or f"№ {row.number('rank') or 0:.0f}"


def draw(form: Form, groups: Sequence[Group], text: Words, currency: str) -> Drawing:
    """A few projects of one group with their names, many of them close together."""
    end, cut = scale_end(groups)
    if len(groups) == 1 and len(groups[0].projects) <= NAMED:
        drawing = _named(form, groups[0], end, cut, text, currency)
    else:
        drawing = Drawing(2, (0, end), left=4, right=12)
        for group in groups:
            _close(drawing, form, group, cut, text, currency, titled=len(groups) > 1)
    drawing.scale = _scale(end, text)
    return drawing


def _scale(end: float, text: Words) -> tuple[tuple[float, str], ...]:
    decimals = 0 if end >= 10 else 1
    return tuple((part * end, text.number(part * end, decimals)) for part in (0, 0.5, 1))


def _named(form: Form, group: Group, end: float, cut: float | None, text: Words, currency: str) -> Drawing:
    """Each project with its name and its ratio beside the bar."""
    lanes = [Lane(project_name(row), (text.number(row.number("leverage"), 2),), quiet=False) for row in group.projects]
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
        named["bgcolor"] = CARD  # where names must lie across another line, they stay legible
        drawing.labels.append(named)
        for low, high in [(y - NAME_LINE / 2 + 2, top + NAME_LINE * len(through) + 2), *pieces]:
            drawing.shapes.append({"type": "line", "x0": value, "x1": value, "y0": low, "y1": high, "line": line})


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
    shown = bars(entry, y=middles, x=ratios if cut is None else [min(r, cut) for r in ratios], hover=hover, thick=thick)
    beyond = [(y, told, ratio) for ratio, y, told in zip(ratios, middles, hover, strict=True) if cut and ratio > cut]
    arrows = scatter(
        name=text.say("beyond the scale"),
        mode="markers",
        cliponaxis=False,
        x=[cut] * len(beyond),
        y=[y for y, _, _ in beyond],
        hovertext=[told for _, told, _ in beyond],
        customdata=[ratio for _, _, ratio in beyond] or None,  # a longer scale shows them as they are
        hoverinfo="text",
        marker={"size": 10, "symbol": "triangle-right", "color": ATTRACTED},
    )
    drawing.traces += [shown, arrows]


def _hover(row: Row, text: Words, currency: str) -> str:
    said = f"{project_name(row)}: {text.number(row.number('leverage'), 2)}"
    if row.number("budget") is None or row.number("attracted") is None:
        return safe(said)
    sums = text.say(
        "{attracted} attracted, {budget} from the budget",
        attracted=text.amount(row.number("attracted"), currency), budget=text.amount(row.number("budget"), currency),
    )  # fmt: skip
    return f"{safe(said)}<br>{safe(sums)}"
