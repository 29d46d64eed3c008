"""What stands round a plot: margins, legend, title, source and mark; and how the narrow form differs from the wide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from partnerlab.charts import key
from partnerlab.charts.key import Entry
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, STAND_IN, STAND_IN_BOLD, Drawn, lines, safe
from partnerlab.charts.palette import INK, MARK, MARK_INK, SOFT
from partnerlab.charts.traces import Trace

TITLE_SIZE = 17
TITLE_LINE, TEXT_LINE, SOURCE_LINE, MARK_LINE, SCALE_LINE = 24, 19, 17, 34, 20
GAP = 10
PRINTED_ROUND = ("title", "subtitle", "source", "mark")


@dataclass(frozen=True)
class Form:
    """How a chart is drawn: for a wide place, or for a phone; `width` is the least that it must do with, in pixels."""

    name: str
    width: int

    @property
    def narrow(self) -> bool:
        """Whether it is for a phone."""
        return self.name == "narrow"


@dataclass
class Drawing:
    """The plot of one form of a chart: `height` pixels high, `left` and `right` pixels kept for words beside it.

    `axes` is what plotly's axes have besides their range; with `spare` pixels the plot may grow where there is room.
    """

    height: float
    x_range: tuple[float, float]
    left: float = 0
    right: float = 0
    traces: list[Trace] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    scale: tuple[tuple[float, str], ...] = ()
    key: list[Entry] = field(default_factory=list)
    axes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    spare: int = 0


WIDE = Form("wide", 520)
NARROW = Form("narrow", 300)


def dress(drawing: Drawing, form: Form, meta: dict[str, Any]) -> dict[str, Any]:
    """What the layout has round the plot: margins, the key above, the scale below, title, mark and source."""
    above, below = _above(meta, form), _below(meta, form)
    keyed = key.height(drawing.key, form.width)
    scale = SCALE_LINE if drawing.scale else 0
    margin = {"l": round(drawing.left), "r": round(drawing.right), "t": above + keyed, "b": scale + below}
    shapes, names = key.parts(drawing.key, form.width, drawing.left)
    return {
        "height": round(above + keyed + drawing.height + scale + below) + drawing.spare,
        "margin": {**margin, "pad": 0, "autoexpand": False},
        "shapes": [*drawing.shapes, *shapes],
        "annotations": [*drawing.labels, *names, *_scale(drawing), *_round(form, meta, margin, scale)],
    }


def _scale(drawing: Drawing) -> list[Drawn]:
    """The ends and the middle of the axis, under the plot and inside its edges."""
    place = {"xref": "x", "yref": "paper", "y": 0, "yanchor": "top", "yshift": -2, "showarrow": False, "borderpad": 0}
    font = {"size": LEAST_SIZE, "color": SOFT}
    anchors = ("left", "center", "right")
    return [
        {"name": "scale", "text": text, "x": value, "xanchor": anchor, "font": font, **place}
        for (value, text), anchor in zip(drawing.scale, anchors, strict=bool(drawing.scale))
    ]


def _round(form: Form, meta: dict[str, Any], margin: dict[str, int], scale: int) -> list[Drawn]:
    printed: list[Drawn] = []

    def words_at(name: str, text: list[str], down: float, **style: Any) -> None:
        place = {"xref": "paper", "x": 0, "xanchor": "left", "xshift": -margin["l"]}
        place |= {"yref": "paper", "y": style.pop("y", 1), "yanchor": "top", "yshift": -down}
        said = "<br>".join(map(safe, text))
        if said:
            said = f"<b>{said}</b>" if name == "title" else said
            plain = {"name": name, "text": said, "showarrow": False, "align": "left", "borderpad": 0}
            printed.append({**plain, **place, **style})

    top = 2 - margin["t"]
    if meta["synthetic"]:
        style = {"bgcolor": MARK, "bordercolor": MARK, "borderwidth": 5}
        words_at("mark", [meta["mark"]], top, font={"size": SMALL_SIZE, "color": MARK_INK}, **style)
        top += MARK_LINE
    title = _title(meta, form)
    words_at("title", title, top, font={"size": TITLE_SIZE, "color": INK})
    top += TITLE_LINE * len(title)
    words_at("subtitle", _subtitle(meta, form), top, font={"size": SIZE, "color": SOFT})
    words_at("source", _source(meta, form), scale + GAP, y=0, font={"size": SMALL_SIZE, "color": SOFT})
    return printed


def _title(meta: dict[str, Any], form: Form) -> list[str]:
    return lines(meta["title"], form.width / STAND_IN_BOLD, TITLE_SIZE)


def _subtitle(meta: dict[str, Any], form: Form) -> list[str]:
    return lines(meta["subtitle"], form.width / STAND_IN)


def _source(meta: dict[str, Any], form: Form) -> list[str]:
    return lines(meta["source"], form.width / STAND_IN, SMALL_SIZE)


def _above(meta: dict[str, Any], form: Form) -> int:
    mark = MARK_LINE if meta["synthetic"] else 0
    return mark + TITLE_LINE * len(_title(meta, form)) + TEXT_LINE * len(_subtitle(meta, form)) + GAP


def _below(meta: dict[str, Any], form: Form) -> int:
    said = _source(meta, form)
    return SOURCE_LINE * len(said) + 2 * GAP if said else 0


def undress(layout: dict[str, Any], form: Form, meta: dict[str, Any]) -> None:
    """Take off a plain layout what `dress` has put round the plot."""
    above, below = _above(meta, form), _below(meta, form)
    layout["annotations"] = [words for words in layout.get("annotations", ()) if words.get("name") not in PRINTED_ROUND]
    layout["margin"] = {
        **layout["margin"],
        "t": layout["margin"]["t"] - above,
        "b": layout["margin"]["b"] - below,
    }
    layout["height"] -= above + below


def difference(wide: dict[str, Any], narrow: dict[str, Any]) -> dict[str, Any]:
    """What a phone changes: whole values of layout keys, and for each trace the whole values of its keys.

    Both forms have the same keys within them, so that a deep merge gives the same as a shallow one.

    >>> difference({"layout": {}, "data": [{"x": [1]}]}, {"layout": {"height": 9}, "data": [{"x": [2]}]})
    {'layout': {'height': 9}, 'data': [{'x': [2]}]}
    """
    bars = zip(wide["data"], narrow["data"], strict=True)
    return {
        "layout": _changed(wide["layout"], narrow["layout"], always=("annotations", "height", "margin", "shapes")),
        "data": [_changed(one, other) for one, other in bars],
    }


def _changed(wide: dict[str, Any], narrow: dict[str, Any], always: tuple[str, ...] = ()) -> dict[str, Any]:
    return {key: value for key, value in narrow.items() if key in always or wide.get(key) != value}
