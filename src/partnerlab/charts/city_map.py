"""The city's districts drawn as a map: waters below, then tiles or outlines, then their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, Drawn, label, safe, width
from partnerlab.charts.measures import Measure, Scale, scale_of
from partnerlab.charts.palette import ATTRACTED, CARD, COUNTED, INK, SMALL, UNKNOWN, WATER
from partnerlab.charts.plane import Spot, apart, fitted, leader, resized, spot
from partnerlab.charts.rows import Row, Rows
from partnerlab.charts.traces import Trace, scatter
from partnerlab.outlines import Outline, Outlines
from partnerlab.wording import Words

Size = Literal["area", "population"]
HIGHEST = 420
STRETCH = 1.5
"""How much higher a scheme is drawn on a phone; a map of real boundaries keeps its form."""
GROWS = 1.45
"""How much larger a map may become where the page has room."""
TRUE_TO_SCALE = {
    "xaxis": {"constrain": "domain", "constraintoward": "left"},
    "yaxis": {"constrain": "domain", "constraintoward": "top", "scaleanchor": "x"},
}
"""A map keeps its form."""
LINE_HEIGHT, WATER_HEIGHT = 1.3, 14
FALLBACK = 1.08
"""How much wider letters may be in a font that stands in."""
HATCH = {"shape": "/", "fillmode": "overlay", "fgcolor": SMALL, "bgcolor": UNKNOWN, "size": 7, "solidity": 0.18}


@dataclass(frozen=True)
class Place:
    """A district as it is drawn: its row, if the table has one, its outline, if there is one, and its words."""

    name: str
    row: Row | None
    outline: Outline | None
    value: float | None
    figure: str
    said: str


@dataclass(frozen=True)
class Shown:
    """What one map shows, in a reader's words: the districts of the table, and those that only the outlines have."""

    rows: Rows
    measure: Measure
    text: Words
    currency: str
    places: tuple[Place, ...]
    nameless: tuple[Row, ...]
    size: Size

    @property
    def drawn(self) -> list[Place]:
        """The districts that have an outline."""
        return [place for place in self.places if place.outline]

    @property
    def known(self) -> list[Place]:
        """The districts of which the value is known."""
        return [place for place in self.places if place.value is not None]

    @property
    def scale(self) -> Scale:
        """The steps of colour over all known values."""
        return scale_of([place.value for place in self.known if place.value is not None], self.measure.colours)

    def colour(self, place: Place) -> str:
        """A district's colour, grey where its value is not known."""
        return UNKNOWN if place.value is None else self.scale.colour(place.value)


def draw_map(form: Form, shown: Shown, outlines: Outlines) -> Drawing:
    """Waters below, then the districts, then their words."""
    weights = weights_of(shown, outlines)
    sized = replace(outlines, places=tuple(resized(outlines.places, weights))) if weights else outlines
    stretch = STRETCH if outlines.schematic and form.narrow else 1
    sized, height = fitted(sized, room=form.width, most=HIGHEST, stretch=stretch)
    there = {outline.key: outline for outline in sized.places}
    tiles = [(place, there[place.outline.key]) for place in shown.places if place.outline]
    drawing = Drawing(height, (0, form.width), axes=TRUE_TO_SCALE, key=shown.measure.key(shown.scale, shown.text))
    if not form.narrow:
        drawing.spare = round(height * (GROWS - 1))
    if any(place.value is None for place, _ in tiles):
        drawing.key.append(Entry("striped", UNKNOWN, shown.text.say("no data"), SMALL))
    drawing.traces = [_water(water, shown.text) for water in sized.water]
    drawing.traces += [_tile(place, outline, shown) for place, outline in tiles]
    spots = [_spot(place, outline, sized.places, form, height) for place, outline in tiles] + [
        _water_spot(water, shown.text) for water in sized.water
    ]
    spots = apart(spots, room=form.width, height=height)
    on_land, on_water = spots[: len(tiles)], spots[len(tiles) :]
    drawing.shapes = [
        _leader(at, end) for (_, outline), at in zip(tiles, on_land, strict=True) if (end := leader(outline, at))
    ]
    drawing.labels = [_words(place, shown, form, at) for (place, _), at in zip(tiles, on_land, strict=True)]
    drawing.labels += [_water_words(*pair, shown.text) for pair in zip(sized.water, on_water, strict=True)]
    return drawing


def weights_of(shown: Shown, outlines: Outlines) -> dict[str, float]:
    """What the areas of a scheme's tiles are as; nothing where boundaries are real, or not every size is known."""
    people = {place.outline.key: place.row.number("population") for place in shown.drawn if place.row and place.outline}
    areas = {outline.key: outline.area for outline in outlines.places}
    for sizes in (people, areas) if shown.size == "population" else (areas,):
        known = {key: number for key, number in sizes.items() if number}
        if outlines.schematic and len(known) == len(outlines.places):
            return known
    return {}


def _line(outline: Outline) -> dict[str, list[float | None]]:
    """All rings of an outline as one line with gaps."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in (ring for part in outline.parts for ring in part):
        closed = (*ring, ring[0])
        xs += [*(round(x, 2) for x, _ in closed), None]
        ys += [*(round(y, 2) for _, y in closed), None]
    return {"x": xs[:-1], "y": ys[:-1]}


def _water(water: Outline, text: Words) -> Trace:
    line = {"width": 0, "color": WATER}
    look = {"mode": "lines", "fill": "toself", "fillcolor": WATER, "line": line, "hoverinfo": "skip"}
    return scatter(name=outline_name(water, text), **_line(water), **look)


def _tile(place: Place, outline: Outline, shown: Shown) -> Trace:
    return scatter(
        name=safe(place.name),
        **_line(outline),
        mode="lines",
        fill="toself",
        fillcolor=shown.colour(place),
        fillpattern=HATCH if place.value is None else None,
        line={"width": 1, "color": SMALL},
        hoveron="fills",
        hoverinfo="text",
        text=f"{safe(place.name)}: {safe(place.said)}",
    )


def _sizes(form: Form) -> tuple[int, int]:
    """How large a district's name and its value are."""
    return (LEAST_SIZE, LEAST_SIZE) if form.narrow else (SMALL_SIZE, SIZE)


def _spot(place: Place, outline: Outline, land: Sequence[Outline], form: Form, height: float) -> Spot:
    small, large = _sizes(form)
    wide = max(width(place.name, small) * FALLBACK, width(place.figure, large) * BOLD)
    frame = _beyond(form, height)
    return spot(outline, [*land, *frame], width=wide, height=(small + large) * LINE_HEIGHT)


def _beyond(form: Form, height: float) -> list[Outline]:
    """What lies outside the drawing, where no words may stand."""
    far, w = 1000.0, float(form.width)
    strips = (
        (-far, -far, w + far, 0),
        (-far, height, w + far, height + far),
        (-far, 0, 0, height),
        (w, 0, w + far, height),
    )
    return [Outline("", {}, ((((x0, y0), (x1, y0), (x1, y1), (x0, y1)),),)) for x0, y0, x1, y1 in strips]


def _leader(at: Spot, end: tuple[float, float]) -> Drawn:
    """From words that stand elsewhere to their district."""
    return {
        "type": "line",
        "xref": "x",
        "yref": "y",
        "x0": at.x,
        "y0": at.y,
        "x1": end[0],
        "y1": end[1],
        "line": {"width": 1, "color": INK},
    }


def _words(place: Place, shown: Shown, form: Form, at: Spot) -> Drawn:
    """A district's name and value; on a card of their own where they do not fit on the district, or it is hatched."""
    small, large = _sizes(form)
    on_tile = at.inside and place.value is not None
    ink = CARD if on_tile and shown.colour(place) in (ATTRACTED, COUNTED) else INK
    said = f'{safe(place.name)}<br><b><span style="font-size:{large}px">{safe(place.figure)}</span></b>'
    words_at = label(said, x=at.x, y=at.y, size=small, colour=ink, anchor="center")
    return words_at if on_tile else {**words_at, "bgcolor": CARD}


def _water_spot(water: Outline, text: Words) -> Spot:
    return spot(water, width=width(outline_name(water, text), LEAST_SIZE), height=WATER_HEIGHT)


def _water_words(water: Outline, at: Spot, text: Words) -> Drawn:
    said = f"<i>{safe(outline_name(water, text))}</i>"
    return label(said, x=at.x, y=at.y, size=LEAST_SIZE, anchor="center")


def outline_name(outline: Outline, text: Words) -> str:
    """The name of an outline that no row is of: in the reader's language, else as its file has it."""
    names = outline.names
    return names.get(f"name_{text.language}") or names.get("name") or next(iter(names.values()), outline.key)
