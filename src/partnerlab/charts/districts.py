"""The map of public participation: what each district got for its people, by depth of colour and in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD, Lane, lay, room
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, label, safe, width
from partnerlab.charts.measures import MEASURES, Measure, Scale, scale_of
from partnerlab.charts.palette import ATTRACTED, CARD, COUNTED, INK, SMALL, UNKNOWN, WATER
from partnerlab.charts.plane import Spot, apart, fitted, leader, resized, spot
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.outlines import Outline, Outlines, found
from partnerlab.wording import Language, Words, is_missing, message, words

OWN = (
    "applications", "winners", "awarded", "attracted", "leverage", "awarded_per_10000", "population",
    "population_year", "applications_per_10000", "winners_per_10000", "rows_used", "rows_left_out",
)  # fmt: skip
Size = Literal["area", "population"]
Value = Literal[
    "awarded_per_10000", "applications_per_10000", "winners_per_10000", "awarded", "attracted", "applications",
    "winners", "leverage",
]  # fmt: skip
PER_PEOPLE = "_per_10000"
LEFT_OUT = message("it is not recorded how far they came.")
HIGHEST, BODY = 420, 24
STRETCH = 1.5
"""How much higher a scheme is drawn on a phone; a map of real boundaries keeps its form."""
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


def districts(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
    outlines: Outlines | None = None,
    size: Size = "area",
    value: Value = "awarded_per_10000",
) -> go.Figure:
    """The city's districts on a map, the deeper the colour the more; each with its name and its value.

    Shape: one tile or outline a district of `metrics.districts`, of one year (`year`, the latest known without it)
    where the table has years. On a scheme the tiles' areas are as the districts' areas or as their `population`.
    Without outlines of these districts, a bar each. Without a population the map shows what is not divided by it,
    and says so. Where nothing is known of the year, a figure that says so.

    >>> table = pd.DataFrame({"district": ["Kirovsky"], "awarded_per_10000": [38413.7]})
    >>> districts(table).layout.meta["title"]
    'Kirovsky: 38,414\\xa0RUB for every 10,000 people'
    """
    column = value if value in table and table[value].notna().any() else value.removesuffix(PER_PEOPLE)
    rows = rows_of(table, own=OWN, column=column, year=year, language=language)
    if rows.lines and ("district" not in rows.by or not set(rows.by) <= {"year", "district"}):
        title = words(language).say("A map shows one value a district: group by district, or by year and district")
        return style.empty(title, language=language, source=source)
    here = [row for row in rows.lines if "year" not in rows.by or row.year == rows.year]
    named = [row for row in here if not _nameless(row)]
    if not rows.asked and rows.known:
        return style.empty(rows.title(one=str, most=str), language=language, source=source)
    if not any(row.number(column) is not None for row in named):
        return style.empty(notes.nothing(year, language), language=language, source=source)
    shown = Shown(
        replace(rows, lines=tuple(here)),
        MEASURES[column],
        words(language),
        currency,
        tuple(_places(named, outlines, MEASURES[column], column, words(language), currency)),
        tuple(row for row in here if _nameless(row)),
        size,
    )
    said = _said(shown, outlines, value, source)
    if outlines is None or not any(place.row for place in shown.drawn):
        return style.finish(lambda form: _bars(form, shown), said, language=language, source=source)
    figure = style.finish(lambda form: _map(form, shown, outlines), said, language=language, source=source)
    return _true_to_scale(figure)


def _nameless(row: Row) -> bool:
    """Whether a row is of the applications that name no district."""
    name = row.cells["district"]
    return not isinstance(name, str) and is_missing(name)


def _places(
    named: list[Row], outlines: Outlines | None, measure: Measure, column: str, text: Words, currency: str
) -> list[Place]:
    """The districts of the table, then the outlines that no row is of."""
    joined = found(outlines, [row.cells["district"] for row in named]) if outlines else {}
    places = []
    for row in named:
        outline, value = joined.get(row.cells["district"]), row.number(column)
        name = (outline and outline.names.get(f"name_{text.language}")) or str(row.cells["district"])
        figure, said = measure.figure(value, text), measure.said(value, text, currency)
        places.append(Place(name, row, outline, value, figure, said))
    used = {outline.key for outline in joined.values()}
    nothing = text.say("no data")
    others = [outline for outline in outlines.places if outline.key not in used] if outlines else []
    return places + [Place(_name(other, text), None, other, None, nothing, nothing) for other in others]


def _name(outline: Outline, text: Words) -> str:
    """The name of an outline that no row is of: in the reader's language, else as its file has it."""
    names = outline.names
    return names.get(f"name_{text.language}") or names.get("name") or next(iter(names.values()), outline.key)


def _true_to_scale(figure: go.Figure) -> go.Figure:
    """A map keeps its form where the page is wider than the drawing; its table stands open beside it."""
    axes = {
        "xaxis": {"constrain": "domain", "constraintoward": "left"},
        "yaxis": {"constrain": "domain", "constraintoward": "top", "scaleanchor": "x"},
    }
    figure.update_layout(axes)
    meta = figure.layout.meta
    narrow = meta["narrow"]["layout"]
    changed = {axis: {**narrow[axis], **more} for axis, more in axes.items() if axis in narrow}
    figure.layout.meta = {
        **meta,
        "table_open": True,
        "narrow": {**meta["narrow"], "layout": {**narrow, **changed}},
    }
    return figure


# The map -------------------------------------------------------------------------------------------------------------


def _map(form: Form, shown: Shown, outlines: Outlines) -> Drawing:
    """Waters below, then the districts, then their words."""
    weights = _weights(shown, outlines)
    sized = replace(outlines, places=tuple(resized(outlines.places, weights))) if weights else outlines
    stretch = STRETCH if outlines.schematic and form.narrow else 1
    sized, height = fitted(sized, room=form.width, most=HIGHEST, stretch=stretch)
    there = {outline.key: outline for outline in sized.places}
    tiles = [(place, there[place.outline.key]) for place in shown.places if place.outline]
    drawing = Drawing(height, (0, form.width), key=shown.measure.key(shown.scale, shown.text))
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


def _weights(shown: Shown, outlines: Outlines) -> dict[str, float]:
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


def _water(water: Outline, text: Words) -> go.Scatter:
    line = {"width": 0, "color": WATER}
    look = {"mode": "lines", "fill": "toself", "fillcolor": WATER, "line": line, "hoverinfo": "skip"}
    return go.Scatter(name=_name(water, text), **_line(water), **look)


def _tile(place: Place, outline: Outline, shown: Shown) -> go.Scatter:
    return go.Scatter(
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


def _leader(at: Spot, end: tuple[float, float]) -> go.layout.Shape:
    """From words that stand elsewhere to their district."""
    return go.layout.Shape(
        type="line", xref="x", yref="y", x0=at.x, y0=at.y, x1=end[0], y1=end[1], line={"width": 1, "color": INK}
    )


def _words(place: Place, shown: Shown, form: Form, at: Spot) -> go.layout.Annotation:
    """A district's name and value; on a card of their own where they do not fit on the district, or it is hatched."""
    small, large = _sizes(form)
    on_tile = at.inside and place.value is not None
    ink = CARD if on_tile and shown.colour(place) in (ATTRACTED, COUNTED) else INK
    said = f'{safe(place.name)}<br><b><span style="font-size:{large}px">{safe(place.figure)}</span></b>'
    words_at = label(said, x=at.x, y=at.y, size=small, colour=ink, anchor="center")
    return words_at if on_tile else words_at.update(bgcolor=CARD)


def _water_spot(water: Outline, text: Words) -> Spot:
    return spot(water, width=width(_name(water, text), LEAST_SIZE), height=WATER_HEIGHT)


def _water_words(water: Outline, at: Spot, text: Words) -> go.layout.Annotation:
    said = f"<i>{safe(_name(water, text))}</i>"
    return label(said, x=at.x, y=at.y, size=LEAST_SIZE, anchor="center")


# Bars, and the words round -------------------------------------------------------------------------------------------


def _bars(form: Form, shown: Shown) -> Drawing:
    """The districts in order, for a city that has no map."""
    places = sorted(shown.known, key=lambda place: -(place.value or 0))
    drawing, middles = lay(form, [Lane(place.name) for place in places], body=BODY)
    ends = [(place.value or 0.0, place.figure) for place in places]
    drawing.x_range = (0, room(form, drawing, ends))
    drawing.labels += [label(safe(says), x=end, y=y, shift=7) for (end, says), y in zip(ends, middles, strict=True)]
    drawing.traces = [
        go.Bar(
            name=shown.text.say("District"),
            orientation="h",
            y=middles,
            x=[end for end, _ in ends],
            width=BODY,
            marker={"color": shown.measure.colours[-1], "line": {"width": 0}},
            hoverinfo="text",
            hovertext=[f"{safe(place.name)}: {safe(place.said)}" for place in places],
        )
    ]
    return drawing


def _said(shown: Shown, outlines: Outlines | None, value: Value, source: Source | None) -> style.Said:
    text, rows = shown.text, shown.rows
    most = max(shown.known, key=lambda place: place.value or 0)
    form = shown.measure.most if len(shown.known) > 1 else shown.measure.one
    unit = {"currency": text.currency(shown.currency), "unit": text.thousand_unit(shown.currency)}
    subtitle = text.say(shown.measure.subtitle, **unit) + (f", {rows.year}" if rows.year else "")
    said = (
        *notes.basis(rows, why_left_out=LEFT_OUT, source=source),
        *_people(shown, value),
        *_not_shown(shown, outlines),
        *_about_outlines(shown, outlines),
    )
    told = "; ".join(f"{place.name}: {place.figure}" for place in shown.places)
    title = text.say(form, group=most.name, number=most.said, currency=unit["currency"])
    return style.Said(title, subtitle, f"{subtitle}. {told}.", said, key=most.said)


def _people(shown: Shown, value: Value) -> list[str]:
    """In which census the people were counted; or that no census is known."""
    if not value.endswith(PER_PEOPLE):
        return []
    if shown.rows.column != value:
        return [shown.text.say("The population is not known: the figures are not divided by the number of people.")]
    censuses = {place.row.number("population_year") for place in shown.known if place.row}
    years = [int(year) for year in censuses if year is not None]
    return [shown.text.say("Population by the census of {years}.", years=shown.text.years(years))] if years else []


def _not_shown(shown: Shown, outlines: Outlines | None) -> list[str]:
    text, said = shown.text, []
    nameless = int(sum(row.number("applications") or 0 for row in shown.nameless))
    if nameless:
        said.append(
            text.plural(
                "{count} application names no district and is not shown.",
                "{count} applications name no district and are not shown.",
                nameless,
            )
        )
    lost = [place.name for place in shown.places if not place.outline]
    if outlines is None or not any(place.row for place in shown.drawn):
        said.append(text.say("There are no outlines of these districts: they are shown as bars."))
    elif lost:
        said.append(text.say("Not on the map: {districts}.", districts=", ".join(lost)))
    return said


def _about_outlines(shown: Shown, outlines: Outlines | None) -> list[str]:
    """That a scheme is no map, and what its sizes mean; or whose boundaries are drawn."""
    text = shown.text
    if outlines is None or not any(place.row for place in shown.drawn):
        return []
    if not outlines.schematic:
        source = ", ".join(filter(None, (outlines.source.text(part, text.language) for part in ("title", "licence"))))
        return [text.say("Boundaries: {source}.", source=source)] if source else []
    said = [text.say("A scheme and not a map: who borders on whom is true, the boundaries are not drawn.")]
    weights = _weights(shown, outlines)
    if weights and weights == {outline.key: outline.area for outline in outlines.places}:
        said.append(text.say("The size of a tile is as the district's area."))
    elif weights:
        said.append(text.say("The size of a tile is as the number of people."))
    return said
