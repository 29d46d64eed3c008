"""Two drawings of one question on one scale, so that bars side by side are compared by their length."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from partnerlab.charts.frame import NARROW, WIDE, Form
from partnerlab.charts.lettering import SMALL_SIZE, width

Plain = dict[str, Any]
SCALE = "scale"
"""The name of the words under an axis."""
AIR = 6
"""What words within a bar need beside them, in pixels."""
BEYOND = "triangle-right"
"""The mark at the end of a bar that the scale has cut."""
MAPPED = ("fills",)


def same_scale(one: Plain, other: Plain) -> tuple[Plain, Plain]:
    """Two figures of the same question on the same scale, wide and narrow; figures without one come back as they are.

    Both are plain JSON and stay as they were: a page may have kept them. A map has no scale that could differ.

    >>> def figure(end):
    ...     return {"data": [], "layout": {"xaxis": {"range": [0, end]}, "meta": {"narrow": {}}}}
    >>> [drawn["layout"]["xaxis"]["range"] for drawn in same_scale(figure(5), figure(8))]
    [[0, 8], [0, 8]]
    """
    if not (_has_scale(one) and _has_scale(other)):
        return one, other
    both = (copy.deepcopy(one), copy.deepcopy(other))
    wide = [_range(figure["layout"]) for figure in both]
    narrow = [_range(_narrow(figure).get("layout", {})) or own for figure, own in zip(both, wide, strict=True)]
    longer = max(range(2), key=lambda place: wide[place][1] - wide[place][0])
    scale = _scale(both[longer]["layout"])
    _beside([figure["layout"] for figure in both])
    _beside([_narrow(figure).get("layout", {}) for figure in both])
    for figure in both:
        _stretch(figure, _both(wide), _both(narrow), scale)
    return both


def _beside(layouts: Sequence[Plain]) -> None:
    """The same room for words beside both plots: else equal ranges would be of different lengths."""
    margins = [layout.get("margin") for layout in layouts]
    for layout, margin in zip(layouts, margins, strict=True):
        if margin:
            widest = {side: max(one.get(side, 0) for one in margins if one) for side in ("l", "r")}
            layout["margin"] = {**margin, **widest}


def _narrow(figure: Plain) -> Plain:
    """What a narrow place changes of a figure."""
    told: Plain = figure["layout"].get("meta", {}).get("narrow") or {}
    return told


def _has_scale(figure: Mapping[str, Any]) -> bool:
    if not figure or len(_range(figure["layout"])) != 2:
        return False
    return not any(trace.get("hoveron") in MAPPED for trace in figure["data"])


def _range(layout: Mapping[str, Any]) -> list[float]:
    return list((layout.get("xaxis") or {}).get("range") or ())


def _both(ranges: Sequence[Sequence[float]]) -> list[float]:
    return [min(one[0] for one in ranges), max(one[1] for one in ranges)]


def _scale(layout: Mapping[str, Any]) -> list[Plain]:
    return [words for words in layout.get("annotations") or () if words.get("name") == SCALE]


def _stretch(figure: Plain, wide: Sequence[float], narrow: Sequence[float], scale: Sequence[Plain]) -> None:
    """One figure on the common ranges of both."""
    layout, changes = figure["layout"], _narrow(figure)
    changed = changes.get("layout", {})
    own = _range(layout)
    own_narrow = _range(changed) or own
    layout["xaxis"] = {**layout["xaxis"], "range": list(wide)}
    if changed:
        changed["xaxis"] = {**layout["xaxis"], **changed.get("xaxis", {}), "range": list(narrow)}
    _reach(layout, own, wide, scale)
    _reach(changed, own_narrow, narrow, scale)
    _uncut(figure["data"], wide[1])
    _emptied(figure, changes, WIDE, layout, wide)
    _emptied(figure, changes, NARROW, changed, narrow)


def _reach(layout: Plain, own: Sequence[float], span: Sequence[float], scale: Sequence[Plain]) -> None:
    """Lines from end to end reach the new ends, and the words under the axis are those of the longer one."""
    ends = {own[0]: span[0], own[1]: span[1]}
    for shape in layout.get("shapes") or ():
        if shape.get("xref", "x") == "x" and shape.get("x0") != shape.get("x1"):
            for end in ("x0", "x1"):
                if shape.get(end) in ends and (end == "x1") == (shape[end] == own[1]):
                    shape[end] = ends[shape[end]]
    if scale and "annotations" in layout:
        kept = [words for words in layout["annotations"] if words.get("name") != SCALE]
        layout["annotations"] = [*kept, *(dict(words) for words in scale)]


def _uncut(traces: Sequence[Plain], end: float) -> None:
    """Bars that the scale had cut reach as far as the longer one lets them; their arrows stay where it still cuts."""
    for arrows in traces:
        true = arrows.get("customdata")
        if (arrows.get("marker") or {}).get("symbol") != BEYOND or not true:
            continue
        reached = dict(zip(arrows["y"], true, strict=True))
        for bars in traces:
            if bars.get("type") == "bar":
                bars["x"] = [min(reached.get(y, x), end) for x, y in zip(bars["x"], bars["y"], strict=True)]
        kept = [place for place, value in enumerate(true) if value > end]
        for name in ("y", "hovertext", "customdata"):
            arrows[name] = [arrows[name][place] for place in kept]
        arrows["x"] = [end] * len(kept)


def _emptied(figure: Plain, told: Plain, form: Form, layout: Mapping[str, Any], span: Sequence[float]) -> None:
    """Words within bars that have become too short for them are left out."""
    margin = layout.get("margin") or figure["layout"].get("margin") or {}
    pixels = max(60, form.width - margin.get("l", 0) - margin.get("r", 0)) / (span[1] - span[0])
    changes = told.get("data") or [{} for _ in figure["data"]]
    for trace, changed in zip(figure["data"], changes, strict=True):
        shown = {**trace, **changed} if form.narrow else trace
        if shown.get("type") != "bar" or not isinstance(shown.get("text"), list):
            continue
        fitting = [
            said if width(said, SMALL_SIZE) + AIR <= abs(length) * pixels else ""
            for said, length in zip(shown["text"], shown["x"], strict=True)
        ]
        if fitting != shown["text"]:
            (changed if form.narrow else trace)["text"] = fitting
