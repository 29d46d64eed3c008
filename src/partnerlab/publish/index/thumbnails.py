"""A chart as a small picture for the index: the same bars, lines and areas in the same proportions, without words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.publish.index.marks import Mark, NotPictured, Point, Ring
from partnerlab.publish.index.plotted import marks

WIDTH, HEIGHT, EDGE = 240, 120, 5
DRAWN_FOR = 520
"""The width in pixels that the charts' sizes of dots and lines are meant for."""
LEAST_LINE, LEAST_DOT = 1, 5
AIR = 0.06
"""How much of its range a plot without a range of its own keeps free at its ends."""


def thumbnail(figure: Mapping[str, Any]) -> str:
    """A small SVG of a plotly figure's JSON; empty where the figure cannot be pictured.

    Light and dark colours are the figure's own, `layout.meta.dark` says which is which.

    >>> thumbnail({"data": [{"type": "bar", "x": [1, 2], "y": [1, 3]}], "layout": {}})[:28]
    '<svg xmlns="http://www.w3.or'
    >>> thumbnail({})
    ''
    """
    try:
        drawn = marks(figure)
        plot = _plot(figure.get("layout", {}), drawn)
    except NotPictured:
        return ""
    if not any(mark.fill or mark.stroke for mark in drawn):
        return ""
    paint = _Paint(figure.get("layout", {}).get("meta", {}).get("dark", {}))
    body = "".join(_element(mark, plot, paint) for mark in drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{paint.style()}</style>{paint.patterns()}{body}</svg>\n"
    )


@dataclass(frozen=True)
class _Plot:
    """Where the chart's units lie on the picture; `shrunk` is how much smaller its pixels are."""

    x: tuple[float, float]
    y: tuple[float, float]
    shrunk: float

    def at(self, point: Point) -> Point:
        return self.x[0] + point[0] * self.x[1], self.y[0] + point[1] * self.y[1]


def _plot(layout: Mapping[str, Any], drawn: Sequence[Mark]) -> _Plot:
    xs, ys = (_range(layout, letter, drawn) for letter in "xy")
    room = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
    margin = layout.get("margin", {})
    natural = layout.get("height", HEIGHT + margin.get("t", 0) + margin.get("b", 0))
    high = min(room[1], natural - margin.get("t", 0) - margin.get("b", 0))
    across, down = room[0] / (xs[1] - xs[0]), high / (ys[1] - ys[0])
    if layout.get("yaxis", {}).get("scaleanchor") == "x":
        least = min(abs(across), abs(down))
        across, down = least * (1 if across > 0 else -1), least * (1 if down > 0 else -1)
    shrunk = min(1, room[0] / DRAWN_FOR, high / max(1, natural - margin.get("t", 0) - margin.get("b", 0)))
    left = WIDTH / 2 - across * (xs[0] + xs[1]) / 2
    # SVG counts down, a chart's axis up.
    top = HEIGHT / 2 + down * (ys[0] + ys[1]) / 2
    return _Plot((left, across), (top, -down), shrunk)


def _range(layout: Mapping[str, Any], letter: str, drawn: Sequence[Mark]) -> tuple[float, float]:
    """The ends of an axis: its own, else those of what is drawn with some air."""
    settings = layout.get(f"{letter}axis", {})
    given = settings.get("range")
    if given and all(isinstance(end, (int, float)) for end in given) and given[0] != given[1]:
        return given[0], given[1]
    found = [point["xy".index(letter)] for mark in drawn for ring in mark.rings for point in ring]
    if given or not found:
        raise NotPictured
    low, high = min(found), max(found)
    air = (high - low) * AIR or 0.5
    low, high = (low if low == 0 else low - air), (high if high == 0 else high + air)
    return (high, low) if settings.get("autorange") == "reversed" else (low, high)


@dataclass
class _Paint:
    """The colours used so far, each a class with its light and its dark value."""

    dark: Mapping[str, str]
    colours: list[str] = field(default_factory=list)
    hatched: list[tuple[str, str]] = field(default_factory=list)

    def number(self, colour: str) -> int:
        """Which colour this is, counted from 0."""
        if colour not in self.colours:
            self.colours.append(colour)
        return self.colours.index(colour)

    def classes(self, mark: Mark) -> str:
        """The classes of a mark's fill and stroke."""
        fill = f"f{self.number(mark.fill)}" if _seen(mark.fill) else "n"
        return fill + (f" s{self.number(mark.stroke)}" if _seen(mark.stroke) else "")

    def hatch(self, mark: Mark) -> str:
        """The pattern of a hatched mark."""
        pair = (mark.fill, mark.hatch)
        if pair not in self.hatched:
            self.hatched.append(pair)
        return f"h{self.hatched.index(pair)}"

    def style(self) -> str:
        light = "".join(_rules(number, colour) for number, colour in enumerate(self.colours))
        dark = "".join(
            _rules(number, self.dark[colour]) for number, colour in enumerate(self.colours) if colour in self.dark
        )
        return f".n{{fill:none}}{light}" + (f"@media (prefers-color-scheme:dark){{{dark}}}" if dark else "")

    def patterns(self) -> str:
        """Stripes, by which a mark is told from its neighbour without colour."""
        return "".join(
            f'<pattern id="h{number}" width="4" height="4" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path class="f{self.number(ground)}" d="M0 0H4V4H0Z"/>'
            f'<path class="f{self.number(stripe)}" d="M0 0H1.2V4H0Z"/></pattern>'
            for number, (ground, stripe) in enumerate(self.hatched)
        )


def _rules(number: int, colour: str) -> str:
    return f".f{number}{{fill:{colour}}}.s{number}{{stroke:{colour}}}"


def _seen(colour: str) -> bool:
    return bool(colour) and not colour.replace(" ", "").endswith(",0)")


def _element(mark: Mark, plot: _Plot, paint: _Paint) -> str:
    if not _seen(mark.fill) and not _seen(mark.stroke):
        return ""
    shape = _dot(mark, plot) if mark.size else f'd="{_outline(mark, plot)}"'
    name = "circle" if mark.size and "d=" not in shape else "path"
    width = f' stroke-width="{_short(max(LEAST_LINE, mark.width * plot.shrunk))}"' if _seen(mark.stroke) else ""
    dashes = ' stroke-dasharray="3 2"' if mark.dashed else ""
    hatch = f' style="fill:url(#{paint.hatch(mark)})"' if mark.hatch and _seen(mark.fill) else ""
    for colour in (mark.fill, mark.hatch) if hatch else ():
        paint.number(colour)
    return f'<{name} class="{paint.classes(mark)}" {shape}{width}{dashes}{hatch}/>'


def _outline(mark: Mark, plot: _Plot) -> str:
    closed = "Z" if mark.fill else ""
    return "".join(_line(map(plot.at, ring)) + closed for ring in mark.rings)


def _line(points: Iterable[Point]) -> str:
    """A line through the points that the picture can tell apart."""
    written = [f"{_short(x)} {_short(y)}" for x, y in points]
    return "M" + "L".join(point for point, before in zip(written, ["", *written], strict=False) if point != before)


def _dot(mark: Mark, plot: _Plot) -> str:
    x, y = plot.at(mark.rings[0][0])
    half = max(LEAST_DOT, mark.size * plot.shrunk) / 2
    corners: dict[str, Ring] = {
        "diamond": ((x, y - half), (x + half, y), (x, y + half), (x - half, y)),
        "square": ((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)),
        "triangle-right": ((x - half, y - half), (x + half, y), (x - half, y + half)),
    }
    if mark.symbol in corners:
        return f'd="{_line(corners[mark.symbol])}Z"'
    return f'cx="{_short(x)}" cy="{_short(y)}" r="{_short(half)}"'


def _short(number: float) -> str:
    """A length with one decimal, as short as it can be written."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")
