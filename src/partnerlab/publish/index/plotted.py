"""A plotly figure's JSON as marks: its bars, lines, areas, dots and shapes, from the lowest to the highest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice, pairwise
from typing import Any

from partnerlab.publish.index.marks import Axis, Mark, NotPictured, Point, Ring, axis, box, column, each, looks

DRAWN = ("bar", "scatter", "scattergl")
DEFAULT_COLOUR = "#2f5d8c"
BAR_SHARE = 0.8
"""How much of its place a bar fills, where nothing else is said."""
FEW_POINTS = 20
"""A line of fewer points is drawn with its points, where nothing else is said."""

Coloured = Sequence[tuple[Mapping[str, Any], str]]


def marks(figure: Mapping[str, Any]) -> list[Mark]:
    """All marks of a figure.

    Raises:
        NotPictured: if a trace is of another kind, or an axis is not straight.

    >>> [mark.rings for mark in marks({"data": [{"type": "bar", "x": [2001], "y": [3], "width": 1}]})]
    [(((2000.5, 0.0), (2001.5, 0.0), (2001.5, 3.0), (2000.5, 3.0)),)]
    """
    layout = figure.get("layout", {})
    traces = [trace for trace in figure.get("data", ()) if trace.get("visible", True) is True]
    _check(traces, layout)
    axes = axis(figure, "x"), axis(figure, "y")
    way = layout.get("colorway") or layout.get("template", {}).get("layout", {}).get("colorway") or [DEFAULT_COLOUR]
    coloured = list(zip(traces, islice(cycle(way), len(traces)), strict=True))
    shapes = [shape for shape in layout.get("shapes", ()) if _in_the_plot(shape)]
    return [
        *(_shape(shape, layout) for shape in shapes if shape.get("layer") == "below"),
        *_bars([pair for pair in coloured if pair[0].get("type") == "bar"], axes, layout.get("barmode", "group")),
        *_scatters([pair for pair in coloured if pair[0].get("type") != "bar"], axes),
        *(_shape(shape, layout) for shape in shapes if shape.get("layer") != "below"),
    ]


def _check(traces: Sequence[Mapping[str, Any]], layout: Mapping[str, Any]) -> None:
    if any(layout.get(f"{letter}axis", {}).get("type") in ("log", "multicategory") for letter in "xy"):
        raise NotPictured
    for trace in traces:
        one_plot = trace.get("xaxis", "x") == "x" and trace.get("yaxis", "y") == "y"
        if trace.get("type", "scatter") not in DRAWN or not one_plot:
            raise NotPictured


def _bars(traces: Coloured, axes: tuple[Axis, Axis], mode: str) -> Iterator[Mark]:
    ends: dict[tuple[float, bool], float] = defaultdict(float)
    step = _step(traces, axes)
    beside = len(traces) if mode == "group" else 1
    for index, (trace, colour) in enumerate(traces):
        across, along = _sides(trace)
        at = [axes["xy".index(across)].at(one) for one in column(trace.get(across))]
        lengths = [axes["xy".index(along)].at(one) for one in column(trace.get(along))]
        settings = (each(trace.get(name), len(at)) for name in ("base", "width", "offset"))
        drawn = looks(trace.get("marker", {}), colour, len(at))
        for where, length, base, own, offset, look in zip(at, lengths, *settings, drawn, strict=False):
            if where is None or length is None:
                continue
            breadth = own or step * BAR_SHARE / beside
            left = where + (offset if offset is not None else breadth * (index - beside / 2 if beside > 1 else -0.5))
            start = float(base or 0)
            if mode in ("stack", "relative") and base is None:
                start = ends[where, length < 0]
                ends[where, length < 0] += length
            sides = (left, start, left + breadth, start + length)
            yield Mark((box(*sides) if across == "x" else tuple((y, x) for x, y in box(*sides)),), **look)


def _sides(trace: Mapping[str, Any]) -> tuple[str, str]:
    """The axis on which a trace's bars stand, and the one along which they grow."""
    return ("y", "x") if trace.get("orientation") == "h" else ("x", "y")


def _step(traces: Coloured, axes: tuple[Axis, Axis]) -> float:
    """The least distance between the places of two bars."""
    found = set()
    for trace, _ in traces:
        across, _ = _sides(trace)
        found |= {at for one in column(trace.get(across)) if (at := axes["xy".index(across)].at(one)) is not None}
    return min((after - before for before, after in pairwise(sorted(found))), default=1)


def _scatters(traces: Coloured, axes: tuple[Axis, Axis]) -> Iterator[Mark]:
    before: list[Ring] = []
    for trace, colour in traces:
        xs, ys = (map(way.at, column(trace.get(letter))) for way, letter in zip(axes, "xy", strict=True))
        points = [None if x is None or y is None else (x, y) for x, y in zip(xs, ys, strict=False)]
        line = trace.get("line", {})
        rings = list(_runs(points, line.get("shape", "linear")))
        mode = trace.get("mode", "lines+markers" if len(points) < FEW_POINTS else "lines")
        own = trace.get("marker", {}).get("color")
        stroke = line.get("color") or (own if isinstance(own, str) else colour)
        yield from _areas(trace, rings, before, stroke)
        width = line.get("width", 2)
        if "lines" in mode and width and rings:
            yield Mark(tuple(rings), stroke=stroke, width=width, dashed=line.get("dash", "solid") != "solid")
        if "markers" in mode:
            yield from _dots(trace.get("marker", {}), points, colour)
        before = rings


def _runs(points: Sequence[Point | None], shape: str) -> Iterator[Ring]:
    """The parts of a line between its gaps, with its steps."""
    run: list[Point] = []
    for point in [*points, None]:
        if point is None:
            if run:
                yield tuple(run)
            run = []
            continue
        if run and shape == "hv":
            run.append((point[0], run[-1][1]))
        if run and shape == "vh":
            run.append((run[-1][0], point[1]))
        run.append(point)


def _areas(trace: Mapping[str, Any], rings: Sequence[Ring], before: Sequence[Ring], colour: str) -> Iterator[Mark]:
    kind = trace.get("fill", "none")
    areas: list[Ring] = []
    if kind == "toself":
        areas = list(rings)
    elif kind == "tozeroy" or (kind == "tonexty" and not before):
        areas = [((ring[0][0], 0.0), *ring, (ring[-1][0], 0.0)) for ring in rings]
    elif kind == "tonexty":
        areas = [(*ring, *reversed(under)) for ring, under in zip(rings, before, strict=False)]
    elif kind != "none":
        raise NotPictured
    pattern = trace.get("fillpattern", {})
    hatch = pattern.get("fgcolor", "#ffffff") if pattern.get("shape") else ""
    fill = (pattern.get("bgcolor") if hatch else "") or trace.get("fillcolor") or colour
    if areas:
        yield Mark(tuple(areas), fill=fill, hatch=hatch)


def _dots(marker: Mapping[str, Any], points: Sequence[Point | None], colour: str) -> Iterator[Mark]:
    sizes, symbols = each(marker.get("size", 6), len(points)), each(marker.get("symbol", "circle"), len(points))
    drawn = looks(marker, colour, len(points))
    for point, size, symbol, look in zip(points, sizes, symbols, drawn, strict=False):
        if point is None:
            continue
        name, hollow, _ = str(symbol).partition("-open")
        if hollow:
            look |= {"stroke": look["fill"], "fill": "", "width": look["width"] or 1}
        yield Mark(((point,),), size=float(size), symbol=name, **look)


def _in_the_plot(shape: Mapping[str, Any]) -> bool:
    """Whether a shape is of the plot: the squares of a legend are not."""
    return shape.get("visible", True) is True and "pixel" not in (shape.get("xsizemode"), shape.get("ysizemode"))


def _shape(shape: Mapping[str, Any], layout: Mapping[str, Any]) -> Mark:
    (x0, x1), (y0, y1) = (_ends(shape, letter, layout) for letter in "xy")
    line = shape.get("line", {})
    width = line.get("width", 2)
    look = {"stroke": line.get("color", "") if width else "", "width": width}
    look["dashed"] = line.get("dash", "solid") != "solid"
    if shape.get("type") == "line":
        return Mark((((x0, y0), (x1, y1)),), **look)
    if shape.get("type") == "rect":
        return Mark((box(x0, y0, x1, y1),), fill=shape.get("fillcolor", ""), **look)
    raise NotPictured


def _ends(shape: Mapping[str, Any], letter: str, layout: Mapping[str, Any]) -> tuple[float, float]:
    """The ends of a shape in the units of its axis, also where they are given as parts of the plot."""
    first, last = shape.get(f"{letter}0"), shape.get(f"{letter}1")
    if not isinstance(first, (int, float)) or not isinstance(last, (int, float)):
        raise NotPictured
    if shape.get(f"{letter}ref", letter) == letter:
        return float(first), float(last)
    given = layout.get(f"{letter}axis", {}).get("range")
    if not given:
        raise NotPictured
    start, length = given[0], given[1] - given[0]
    return start + first * length, start + last * length
