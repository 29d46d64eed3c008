"""What a chart is drawn of, without its words: marks in the units of its axes, and the values that place them."""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

Point = tuple[float, float]
Ring = tuple[Point, ...]


class NotPictured(Exception):
    """The figure holds what is no bar, line, area or point on straight axes."""


@dataclass(frozen=True)
class Mark:
    """A thing drawn: areas and lines are rings of points in the chart's own units, a dot has a `size` in pixels."""

    rings: tuple[Ring, ...]
    fill: str = ""
    stroke: str = ""
    width: float = 0
    dashed: bool = False
    hatch: str = ""
    size: float = 0
    symbol: str = ""


@dataclass(frozen=True)
class Axis:
    """What turns a trace's values into places; `names` are the words written on the axis, in their order."""

    names: tuple[str, ...]

    def at(self, value: object) -> float | None:
        """Where a value stands on the axis; nothing where it is missing.

        >>> Axis(("b", "a")).at("a"), Axis(()).at(2.5), Axis(()).at(None)
        (1.0, 2.5, None)
        """
        if isinstance(value, str):
            return float(self.names.index(value)) if value in self.names else _day(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return float(value) if math.isfinite(value) else None


def axis(figure: Mapping[str, Any], letter: str) -> Axis:
    """An axis with its words in the order of the chart; days are no words, they have distances.

    >>> axis({"data": [{"x": ["b", "a"]}, {"x": ["a", "c"]}]}, "x").names
    ('b', 'a', 'c')
    >>> axis({"data": [{"x": ["2001-11-06"]}]}, "x").names
    ()
    """
    settings = figure.get("layout", {}).get(f"{letter}axis", {})
    seen = [str(name) for name in column(settings.get("categoryarray", ()))]
    for trace in figure.get("data", ()):
        seen += [value for value in column(trace.get(letter, ())) if isinstance(value, str)]
    names = tuple(dict.fromkeys(seen))
    days = settings.get("type") != "category" and all(_day(name) is not None for name in names)
    return Axis(() if days else names)


def _day(text: str) -> float | None:
    try:
        return float(datetime.fromisoformat(text).toordinal()) if len(text) >= len("2001-01-01") else None
    except ValueError:
        return None


def column(values: object) -> list[Any]:
    """The values of a trace: a list, or the packed numbers of a typed array.

    >>> column({"dtype": "i1", "bdata": "AQID"})
    [1, 2, 3]
    """
    if isinstance(values, Mapping):
        packed = base64.b64decode(values["bdata"])
        return list(np.frombuffer(packed, dtype=np.dtype(values["dtype"]).newbyteorder("<")).tolist())
    return list(values) if isinstance(values, Sequence) and not isinstance(values, str) else []


def each(setting: object, count: int) -> list[Any]:
    """A setting of a trace for each of its points: one for all, or a list.

    >>> each("#136f73", 2), each([1, 2], 2)
    (['#136f73', '#136f73'], [1, 2])
    """
    return column(setting) or [setting] * count


def box(x0: float, y0: float, x1: float, y1: float) -> Ring:
    """The corners of a rectangle."""
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def looks(marker: Mapping[str, Any], colour: str, count: int) -> list[dict[str, Any]]:
    """The colours of a trace's bars or dots, one by one."""
    line, pattern = marker.get("line", {}), marker.get("pattern", {})
    settings = (marker.get("color") or colour, line.get("color") or "", line.get("width") or 0, pattern.get("shape"))
    return [
        {
            "fill": fill,
            "stroke": stroke if width else "",
            "width": width,
            "hatch": pattern.get("fgcolor", "#ffffff") if hatch else "",
        }
        for fill, stroke, width, hatch in zip(*(each(setting, count) for setting in settings), strict=False)
    ]
