"""The key above a plot: each mark as it is drawn, and its name, in lines that break where the place is narrow.

Plotly's own legend is as high as it likes; this one's height is known, so nothing lies over anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from partnerlab.charts.lettering import SMALL_SIZE, Drawn, safe, width
from partnerlab.charts.palette import CARD, INK

Mark = Literal["bar", "striped", "striped_back", "outline", "band", "dot", "ring", "diamond"]
LINE, SYMBOL, BETWEEN, AFTER = 21, 18, 16, 8
PATTERNS = {"striped": "/", "striped_back": "\\"}
"""Plotly's patterns of the marks that have one."""
HOLLOW, ROUND = ("outline", "ring"), ("dot", "ring")


@dataclass(frozen=True)
class Entry:
    """One mark of a chart and what it means; `over` is the colour of a pattern on it."""

    mark: Mark
    colour: str
    name: str
    over: str = CARD


def height(entries: list[Entry], room: float) -> int:
    """How many pixels the key takes in a place `room` pixels wide."""
    return LINE * len(_rows(entries, room)) + AFTER if entries else 0


def parts(entries: list[Entry], room: float, left: float) -> tuple[list[Any], list[Any]]:
    """The key's shapes and names, above a plot whose left edge is `left` pixels from the figure's."""
    shapes: list[Any] = []
    names: list[Any] = []
    rows = _rows(entries, room)
    for number, row in enumerate(rows):
        up = AFTER + LINE * (len(rows) - number - 0.5)
        at = -left
        for entry in row:
            shapes += _symbol(entry, at, up)
            names.append(_name(entry.name, at + SYMBOL, up))
            at += _wide(entry)
    return shapes, names


def _wide(entry: Entry) -> float:
    return SYMBOL + width(entry.name, SMALL_SIZE) + BETWEEN


def _rows(entries: list[Entry], room: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    used = room + 1
    for entry in entries:
        if used + _wide(entry) - BETWEEN > room:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += _wide(entry)
    return rows


def _name(text: str, x: float, up: float) -> Drawn:
    return {
        "name": "key",
        "text": safe(text),
        "showarrow": False,
        "font": {"size": SMALL_SIZE, "color": INK},
        "xref": "paper",
        "x": 0,
        "xanchor": "left",
        "xshift": x,
        "yref": "paper",
        "y": 1,
        "yanchor": "middle",
        "yshift": up,
        "borderpad": 0,
    }


def _symbol(entry: Entry, x: float, up: float) -> list[Drawn]:
    line = {"width": 2, "color": entry.colour}
    if entry.mark == "diamond":
        corners = f"M{x + 7},{up + 7} L{x + 14},{up} L{x + 7},{up - 7} L{x},{up} Z"
        return [_shape(type="path", path=corners, line=line)]
    half = 5 if entry.mark in HOLLOW else 6
    form = "circle" if entry.mark in ROUND else "rect"
    paint = {"line": line} if entry.mark in HOLLOW else {"fillcolor": entry.colour, "line": {"width": 0}}
    body = _shape(type=form, x0=x + 7 - half, x1=x + 7 + half, y0=up - half, y1=up + half, **paint)
    return [body, *_pattern(entry, x, up)]


def _pattern(entry: Entry, x: float, up: float) -> list[Drawn]:
    if entry.mark not in ("striped", "striped_back"):
        return []
    rise = 6 if entry.mark == "striped" else -6
    line = {"width": 1.5, "color": entry.over}
    return [_shape(type="line", x0=x + a, x1=x + a + 6, y0=up - rise, y1=up + rise, line=line) for a in (1, 7)]


def _shape(**style: Any) -> Drawn:
    place = {"xref": "paper", "yref": "paper", "xsizemode": "pixel", "ysizemode": "pixel", "xanchor": 0, "yanchor": 1}
    return {"name": "key", **place, **style}
