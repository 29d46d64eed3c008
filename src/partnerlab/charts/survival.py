"""How long projects go on after their funding: the share that still continues, month by month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lettering import LEAST_SIZE, SMALL_SIZE, Drawn, label, lines, safe, width
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE, COUNTED_PALE, INK, LINE, SMALL, SOFT
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.traces import Trace, scatter
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = ("months", "at_risk", "ended", "survival", "low", "high", "rows_used", "rows_left_out")
LEFT_OUT = message("their funding runs on, or it is not recorded whether they won or when they were last seen.")
YEAR, ALMOST = 12, 11.9
"""A year of 365 days is a little less than twelve months of a 365.25th."""
# The first is that of the title. More curves than these cannot be told apart.
LOOKS = ((COUNTED, "solid"), (COUNTED, "dash"), (COUNTED_MIDDLE, "solid"), (INK, "dot"), (SOFT, "dashdot"))
TOP, PLOT, ROW, RIGHT, SAMPLE = 12, 200, 19, 20, 30


@dataclass(frozen=True)
class Curve:
    """One group: its steps in order, the step at a year (or at the curve's end), and how its line looks."""

    steps: tuple[Row, ...]
    horizon: Row
    colour: str
    dash: str
    titled: bool

    @property
    def small(self) -> bool:
        """Whether it rests on too few projects for an interval."""
        return not any(step.number("low") is not None for step in self.steps) and self.count < 8

    @property
    def months(self) -> float:
        """The months that its share is said of: a year, or its end where nothing is known so far."""
        ended = self.steps[-1].number("survival") == 0
        return YEAR if ended or _months(self.steps[-1]) >= ALMOST else _months(self.horizon)

    @property
    def count(self) -> float:
        """How many projects it begins with."""
        return self.steps[0].number("at_risk") or 0


def survival(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """The share of projects that still continue so many months after their funding, with its interval.

    A step down is an end; under the axis stands how many projects were still observed at each month. Shape: one curve
    a group of `metrics.survival`, at most five (those of the title first, then the latest); the band is drawn where
    there is one. The title says what is left after a year, or at the curve's end. `year` is what the title speaks of,
    the latest known one without it. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"months": [0.0, 9.0, 14.0], "at_risk": [4, 4, 2], "survival": [1.0, 0.75, 0.375]})
    >>> survival(table).layout.meta["title"]
    'A year after the funding 75% of the projects went on'
    """
    rows = rows_of(table, own=OWN, column="survival", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    groups: dict[str, list[Row]] = {}
    for row in rows.lines:
        groups.setdefault(row.label, []).append(row)
    steps = [tuple(sorted(group, key=lambda row: row.number("months") or 0)) for group in groups.values()]
    horizons = replace(rows, lines=tuple(map(_horizon, steps)))
    curves = _chosen([group for group in steps if group[0].number("survival") is not None], horizons)
    traces = _traces(curves, text)
    return style.finish(
        lambda form: _draw(form, curves, traces, text),
        _said(horizons, curves, text, source, year),
        language=language,
        source=source,
    )


def _months(row: Row) -> float:
    return row.number("months") or 0


def _horizon(steps: tuple[Row, ...]) -> Row:
    """The step in force a year after the funding; the curve's last one if it ends sooner."""
    return [step for step in steps if _months(step) <= YEAR or step is steps[0]][-1]


def _chosen(steps: list[tuple[Row, ...]], horizons: Rows) -> list[Curve]:
    """The curves that are drawn, in the table's order: those asked for from the highest down, then the latest."""
    labels = {row.label for row in horizons.asked}

    def rank(place: int) -> tuple[bool, float, int]:
        row = _horizon(steps[place])
        asked = row.label in labels
        return not asked, -(row.number("survival") or 0) if asked else -(row.year or 0), place

    ranked = sorted(range(len(steps)), key=rank)
    looks = dict(zip(ranked, LOOKS, strict=False))
    return [
        Curve(steps[place], _horizon(steps[place]), *looks[place], bool(labels) and place == ranked[0])
        for place in sorted(looks)
    ]


def _says(row: Row, months: float, text: Words) -> str:
    """What is left after so many months: «after 12 months 71.0% (63.0–78.0%)»."""
    said = text.share(row.number("survival"))
    low, high = row.number("low"), row.number("high")
    if low is not None and high is not None:
        said += f" ({text.between(text.share(low), text.share(high))})"
    return text.say("after {months} months {share}", months=_month(months, text), share=said)


def _month(months: float, text: Words) -> str:
    return text.number(months, 0 if float(months).is_integer() else 1)


def _ticks(end: float) -> list[float]:
    """The readable months of an axis, six at most."""
    step = next((step for step in (1, 2, 3, 6, 12, 24, 36, 60) if end / step <= 5), 120)
    return [float(month) for month in range(0, int(end) + 1, step)]


def _draw(form: Form, curves: list[Curve], traces: list[Trace], text: Words) -> Drawing:
    end = max(*(_months(curve.steps[-1]) for curve in curves), 1)
    left = max(width(text.share(share, 0), LEAST_SIZE) for share in (0, 0.5, 1)) + 12
    drawing = Drawing(TOP + PLOT, (0, end), left=left, right=RIGHT)
    for share in (0, 0.5, 1):
        drawing.labels.append(
            label(text.share(share, 0), x="before", y=_y(share), size=LEAST_SIZE, colour=SOFT, shift=-8)
        )
        drawing.shapes.append(_line(0, end, _y(share), _y(share)))
    drawing.traces = traces
    if traces[0]["x"]:
        drawing.key = [
            Entry("dot", curves[0].colour, text.say("share that continues")),
            Entry("band", COUNTED_PALE, text.say("interval")),
        ]
    _scale(drawing, _ticks(end), text)
    _at_risk(form, drawing, curves, _ticks(end), text)
    return drawing


def _traces(curves: list[Curve], text: Words) -> list[Trace]:
    """The band of the one curve, and the curves: the same in a wide place and on a phone."""
    alone = len(curves) == 1
    return [_band(curves[0] if alone else None, text), *(_curve(curve, text, alone=alone) for curve in curves)]


def _y(share: float) -> float:
    return TOP + (1 - share) * PLOT


def _line(x0: float, x1: float, y0: float, y1: float) -> Drawn:
    return {
        "type": "line",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "layer": "below",
        "line": {"color": LINE, "width": 1},
    }


def _curve(curve: Curve, text: Words, *, alone: bool) -> Trace:
    name = curve.steps[0].label
    return scatter(
        name=text.say("share that continues") if alone else name,
        mode="lines",
        cliponaxis=False,
        x=[_months(step) for step in curve.steps],
        y=[_y(step.number("survival") or 0) for step in curve.steps],
        line={
            "shape": "hv",
            "color": SMALL if curve.small else curve.colour,
            "dash": curve.dash,
            "width": 3 if curve.titled else 2,
        },
        hoverinfo="text",
        hovertext=[f"{safe(name)}: {_says(step, _months(step), text)}" for step in curve.steps],
    )


def _band(curve: Curve | None, text: Words) -> Trace:
    """The interval of the one curve, as boxes one step long."""
    x: list[float | None] = []
    y: list[float | None] = []
    steps = curve.steps if curve else ()
    for step, after in pairwise(steps):
        low, high = step.number("low"), step.number("high")
        if low is not None and high is not None:
            start, stop = _months(step), _months(after)
            x += [start, stop, stop, start, start, None]
            y += [_y(low), _y(low), _y(high), _y(high), _y(low), None]
    return scatter(
        name=text.say("interval"),
        mode="lines",
        x=x,
        y=y,
        fill="toself",
        fillcolor=COUNTED_PALE,
        line={"width": 0, "color": COUNTED_PALE},
        hoverinfo="skip",
    )


def _scale(drawing: Drawing, ticks: list[float], text: Words) -> None:
    drawing.height += 4
    for tick in ticks:
        drawing.shapes.append(_line(tick, tick, TOP + PLOT, TOP + PLOT + 5))
        said = text.number(tick)
        drawing.labels.append(
            label(said, x=tick, y=drawing.height + ROW / 2, size=LEAST_SIZE, colour=SOFT, anchor="center")
        )
    drawing.height += ROW
    _write(drawing, text.say("months after the funding"), size=LEAST_SIZE, colour=SOFT)
    drawing.height += 8
    _write(drawing, text.say("Still observed:"), size=SMALL_SIZE, colour=SOFT)


def _write(drawing: Drawing, said: str, *, size: int, colour: str = INK, shift: float = 0, bold: bool = False) -> None:
    """One line of words under the axis, from the figure's left edge."""
    place = label(
        safe(said), y=drawing.height + ROW / 2, size=size, colour=colour, bold=bold, shift=shift - drawing.left
    )
    drawing.labels.append(place)
    drawing.height += ROW


def _at_risk(form: Form, drawing: Drawing, curves: list[Curve], ticks: list[float], text: Words) -> None:
    """How many projects are observed at each month of the scale, under the name of each curve."""
    for curve in curves:
        if len(curves) > 1:
            drawing.height += 4
            _sample(drawing, curve)
            said = f"{curve.steps[0].label}: {_says(curve.horizon, curve.months, text)}"
            for place, line in enumerate(lines(said, (form.width - SAMPLE) / 1.1, SMALL_SIZE, most=3)):
                _write(drawing, line, size=SMALL_SIZE, shift=SAMPLE, bold=curve.titled and place == 0)
        for tick in ticks:
            # The table has a step wherever somebody ended or was lost from sight; after the last nobody is left.
            at = next((step.number("at_risk") for step in curve.steps if _months(step) >= tick), 0)
            if at is not None:
                said = text.number(at)
                drawing.labels.append(label(said, x=tick, y=drawing.height + ROW / 2, size=LEAST_SIZE, anchor="center"))
        drawing.height += ROW


def _sample(drawing: Drawing, curve: Curve) -> None:
    y, colour = drawing.height + ROW / 2, SMALL if curve.small else curve.colour
    drawing.shapes.append(
        {
            "type": "line",
            "xref": "paper",
            "xsizemode": "pixel",
            "xanchor": 0,
            "x0": -drawing.left,
            "x1": SAMPLE - 6 - drawing.left,
            "y0": y,
            "y1": y,
            "line": {"color": colour, "dash": curve.dash, "width": 3 if curve.titled else 2},
        }
    )


def _said(horizons: Rows, curves: list[Curve], text: Words, source: Source | None, year: int | None) -> style.Said:
    drawn = {curve.steps[0].label: curve for curve in curves}

    def one(row: Row) -> str:
        title = _title(drawn[row.label], text)
        return f"{row.label}: {title[0].lower()}{title[1:]}" if horizons.by else title

    def most(row: Row) -> str:
        months = drawn[row.label].months if row.label in drawn else _months(row)
        said = _says(row, months, text)
        return text.say("Projects last longest here: {group}, {said}", group=row.label, said=said)

    subtitle = text.say("share of the projects that still continue") + notes.period(horizons, year)
    hidden = len(horizons.known) - len(curves)
    said = [text.say("Projects still going on when they were last heard of are counted up to then (Kaplan-Meier).")]
    if hidden:
        said.append(text.plural("{count} group more is not drawn.", "{count} groups more are not drawn.", hidden))
    said += notes.basis(horizons, why_left_out=LEFT_OUT, source=source)
    said += notes.gaps(horizons)
    if any(curve.horizon.number("low") is not None for curve in curves):
        said.append(text.say("An interval describes a comparable contest, not a sampling error."))
    if any(curve.small for curve in curves):
        said.append(text.say("Grey: fewer than 8 organisations or 5 cases, too few for an interval."))
    left = "; ".join(f"{curve.steps[0].label}: {_says(curve.horizon, curve.months, text)}" for curve in curves)
    return style.Said(horizons.title(one=one, most=most), subtitle, trend.sentences(subtitle, left), tuple(said))


def _title(curve: Curve, text: Words) -> str:
    row = curve.horizon
    share, low, high = (row.number(column) for column in ("survival", "low", "high"))
    said, between = text.share(share, 0 if 0.005 <= (share or 0) < 0.995 or share in (0, 1) else 1), ""
    if low is not None and high is not None:
        between = f" ({text.between(text.share(low, 0), text.share(high, 0))})"
    if curve.months == YEAR:
        return text.say("A year after the funding {share} of the projects went on", share=said) + between
    months = _month(_months(row), text)
    return text.say("{months} months after the funding {share} of the projects went on", months=months, share=said) + (
        between
    )
