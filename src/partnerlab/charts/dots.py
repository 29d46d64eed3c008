"""Charts of points: a value with its interval as a band, a second value beside it, and the numbers in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnerlab.charts import trend
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry, Mark
from partnerlab.charts.lanes import Lane, lay
from partnerlab.charts.lettering import LEAST_SIZE, Drawn, label, safe
from partnerlab.charts.palette import INK, LINE, SMALL, SOFT
from partnerlab.charts.rows import Row, Rows
from partnerlab.charts.traces import Trace, bar, scatter
from partnerlab.wording import Words, words

BAND, POINT, OTHER, STEM = 12, 12, 16, 3
BODY, HEAD = 24, 22
SYMBOLS = {"diamond": "diamond-open", "ring": "circle-open"}


@dataclass(frozen=True)
class Dot:
    """One line of the chart: its name, its values, and the one or two lines that say them."""

    name: str
    value: float | None
    interval: tuple[float, float] | None = None
    other: float | None = None
    says: tuple[str, ...] = ()
    bold: bool = False
    small: bool = False


@dataclass(frozen=True)
class Meaning:
    """What the marks of a chart mean: colours, and the legend's names of point, band, second mark and grey point.

    `stem`: a line from 0 to the point, for amounts; a share has none.
    """

    colour: str
    pale: str
    point: str
    band: str
    other: str
    small: str
    other_mark: Mark = "diamond"
    other_colour: str = INK
    stem: bool = False


def draw(
    form: Form,
    dots: list[Dot],
    meaning: Meaning,
    *,
    most: float,
    scale: tuple[tuple[float, str], ...] = (),
    reference: tuple[float, str] | None = None,
) -> Drawing:
    """The plot of these lines from 0 to `most`; `reference` is a value with a line through it and its name."""
    named = [
        Lane(dot.name, dot.says, dot.bold, quiet=dot.small or dot.value is None, gap=dot.value is None) for dot in dots
    ]
    drawing, middles = lay(form, named, body=BODY, head=HEAD if reference else 4)
    drawing.x_range, drawing.scale = (0, most), scale
    at = [(dot, y) for dot, y in zip(dots, middles, strict=True) if dot.value is not None]
    drawing.shapes = [_line(y, most) for _, y in at]
    if meaning.stem:
        drawing.shapes += [_line(y, dot.value or 0, SMALL if dot.small else meaning.colour, STEM) for dot, y in at]
    if reference:
        _refer(drawing, *reference, [y for _, y in at])
    drawing.key = _key(dots, meaning)
    drawing.traces = _traces(dots, middles, meaning)
    return drawing


def _line(y: float, end: float, colour: str = LINE, thick: int = 1) -> Drawn:
    line = {"color": colour, "width": thick}
    return {"type": "line", "x0": 0, "x1": end, "y0": y, "y1": y, "layer": "below", "line": line}


def _refer(drawing: Drawing, value: float, name: str, middles: list[float]) -> None:
    """A line through a value, broken where words stand above the marks."""
    line = {"color": SOFT, "width": 1, "dash": "dot"}
    drawing.shapes += [
        {
            "type": "line",
            "x0": value,
            "x1": value,
            "y0": y - BODY / 2,
            "y1": y + BODY / 2,
            "layer": "below",
            "line": line,
        }
        for y in middles
    ]
    drawing.labels.append(label(name, y=HEAD / 2 - 2, x=value, size=LEAST_SIZE, colour=SOFT, shift=-4))


def _key(dots: list[Dot], meaning: Meaning) -> list[Entry]:
    entries = {
        Entry("dot", meaning.colour, meaning.point): any(dot.value is not None and not dot.small for dot in dots),
        Entry("band", meaning.pale, meaning.band): any(dot.interval for dot in dots),
        Entry("dot", SMALL, meaning.small): any(dot.small for dot in dots),
        Entry(meaning.other_mark, meaning.other_colour, meaning.other): any(dot.other is not None for dot in dots),
    }
    shown = [entry for entry, there in entries.items() if there]
    return shown if len(shown) > 1 else []


def _traces(dots: list[Dot], middles: list[float], meaning: Meaning) -> list[Trace]:
    known = [(dot, y) for dot, y in zip(dots, middles, strict=True) if dot.value is not None]
    banded = [(dot, y, dot.interval) for dot, y in known if dot.interval]
    others = [(dot.other, y) for dot, y in known if dot.other is not None]
    band = bar(
        name=meaning.band,
        orientation="h",
        hoverinfo="skip",
        y=[y for _, y, _ in banded],
        base=[low for _, _, (low, _) in banded],
        x=[high - low for _, _, (low, high) in banded],
        width=BAND,
        marker={"color": meaning.pale, "line": {"width": 0}, "cornerradius": 6},
    )
    other = scatter(
        name=meaning.other,
        mode="markers",
        cliponaxis=False,
        hoverinfo="skip",
        x=[value for value, _ in others],
        y=[y for _, y in others],
        marker={
            "size": OTHER,
            "symbol": SYMBOLS[meaning.other_mark],
            "color": meaning.other_colour,
            "line": {"width": 2},
        },
    )
    return [
        band,
        _points(meaning.point, meaning.colour, [(dot, y) for dot, y in known if not dot.small]),
        _points(meaning.small, SMALL, [(dot, y) for dot, y in known if dot.small]),
        other,
    ]


def _points(name: str, colour: str, points: list[tuple[Dot, float]]) -> Trace:
    return scatter(
        name=name,
        mode="markers",
        cliponaxis=False,
        x=[dot.value for dot, _ in points],
        y=[y for _, y in points],
        hovertext=[f"{safe(dot.name)}: " + "<br>".join(dot.says) for dot, _ in points],
        hoverinfo="text",
        marker={"size": POINT, "symbol": "circle", "color": colour},
    )


def share_scale(most: float) -> float:
    """Where an axis of shares ends: the least round share that holds all of them.

    >>> share_scale(0.223), share_scale(0.98)
    (0.25, 1.0)
    """
    return next((end for end in (0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8) if most <= end * 0.98), 1.0)


def share_axis(dots: list[Dot], text: Words) -> tuple[float, tuple[tuple[float, str], ...]]:
    """Where the axis of shares ends, and its scale: nothing, half and the end."""
    ends = [end for dot in dots for end in (dot.value, dot.other, *(dot.interval or ())) if end is not None]
    most = share_scale(max(ends))
    return most, tuple((part * most, text.share(part * most, 0 if most > 0.25 else 1)) for part in (0, 0.5, 1))


def share_says(value: float, interval: tuple[float, float] | None, text: Words) -> str:
    """A share and its interval: «29.8% (25.7–34.3%)»."""
    if interval is None:
        return text.share(value)
    return f"{text.share(value)} ({text.between(*(text.share(end) for end in interval))})"


def told(
    rows: Rows,
    subtitle: str,
    dots: list[Dot],
    change: trend.Change,
    *,
    value: Callable[[Row], str],
    by: trend.By = "points",
) -> str:
    """The chart in words: what changed over the years, or which groups have most and least; what its marks are."""
    says = {id(row): ", ".join(dot.says) for row, dot in zip(rows.lines, dots, strict=True)}
    intervals, small = any(dot.interval for dot in dots), any(dot.small for dot in dots)
    return trend.told(
        rows,
        subtitle,
        change,
        value=value,
        says=lambda row: says[id(row)],
        by=by,
        also=trend.marks(words(rows.language), intervals=intervals, small=small),
    )
