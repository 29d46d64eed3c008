"""The map of public participation: what each district got for its people, by depth of colour and in figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.city_map import Place, Shown, Size, draw_map, outline_name, weights_of
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.lanes import Lane, lay, room
from partnerlab.charts.lettering import label, safe
from partnerlab.charts.measures import MEASURES, Measure
from partnerlab.charts.rows import Row, rows_of
from partnerlab.charts.traces import bar
from partnerlab.dataset import Source
from partnerlab.outlines import Outline, Outlines, found, ring_area
from partnerlab.wording import Language, Words, is_missing, message, words

OWN = (
    "applications", "winners", "awarded", "attracted", "leverage", "awarded_per_10000", "population",
    "population_year", "applications_per_10000", "winners_per_10000", "rows_used", "rows_left_out",
)  # fmt: skip
Value = Literal[
    "awarded_per_10000", "applications_per_10000", "winners_per_10000", "awarded", "attracted", "applications",
    "winners", "leverage",
]  # fmt: skip
PER_PEOPLE = "_per_10000"
LEFT_OUT = message("it is not recorded how far they came.")
BODY = 24
LEAST_PIECE = 0.1
"""How large a piece of a district is, of its largest, to be looked for by its name: no islet is."""


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
        title = rows.title(one=str, most=str, subject=words(language).say("The districts of the city"))
        return style.empty(title, language=language, source=source)
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
    said = replace(said, table_open=True)
    return style.finish(lambda form: draw_map(form, shown, outlines), said, language=language, source=source)


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
    return places + [Place(outline_name(other, text), None, other, None, nothing, nothing) for other in others]


def _bars(form: Form, shown: Shown) -> Drawing:
    """The districts in order, for a city that has no map."""
    places = sorted(shown.known, key=lambda place: -(place.value or 0))
    drawing, middles = lay(form, [Lane(place.name) for place in places], body=BODY)
    ends = [(place.value or 0.0, place.figure) for place in places]
    drawing.x_range = (0, room(form, drawing, ends))
    drawing.labels += [label(safe(says), x=end, y=y, shift=7) for (end, says), y in zip(ends, middles, strict=True)]
    drawing.traces = [
        bar(
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
    told = trend.of_groups([(place.name, place.value or 0.0, place.figure) for place in shown.known], subtitle, text)
    absent = ", ".join(place.name for place in shown.places if place.value is None)
    lost = text.say("no figure for: {groups}", groups=absent) if absent else ""
    title = text.say(form, group=most.name, number=most.said, currency=unit["currency"])
    return style.Said(title, subtitle, trend.sentences(told, lost), said, key=most.said)


def _people(shown: Shown, value: Value) -> list[str]:
    """In which census the people were counted; or that no census is known."""
    if not value.endswith(PER_PEOPLE):
        return []
    if shown.rows.column != value:
        return [shown.text.say("The population is not known: the figures are not divided by the number of people.")]
    censuses = {place.row.number("population_year") for place in shown.known if place.row}
    years = [int(year) for year in censuses if year is not None]
    form = message("Population by the census of {years}.")
    if len(set(years)) > 1:
        form = message("Population by the censuses of {years}.")
    return [shown.text.say(form, years=shown.text.years(years))] if years else []


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


def _parted(shown: Shown) -> list[str]:
    """The districts that lie in several places, on both banks or beyond another one: only one of these has a name."""

    def pieces(outline: Outline) -> int:
        areas = [abs(ring_area(part[0])) for part in outline.parts]
        return sum(area >= LEAST_PIECE * max(areas) for area in areas)

    names = [place.name for place in shown.drawn if place.outline and pieces(place.outline) > 1]
    form = message("Drawn in several parts of one colour, of which one is named: {districts}.")
    return [shown.text.say(form, districts=", ".join(names))] if names else []


def _about_outlines(shown: Shown, outlines: Outlines | None) -> list[str]:
    """That a scheme is no map, and what its sizes mean; or whose boundaries are drawn."""
    text = shown.text
    if outlines is None or not any(place.row for place in shown.drawn):
        return []
    if not outlines.schematic:
        source = ", ".join(filter(None, (outlines.source.text(part, text.language) for part in ("title", "licence"))))
        return [*_parted(shown), *([text.say("Boundaries: {source}.", source=source)] if source else [])]
    said = [text.say("A scheme, not a map: which districts border on each other is true, the boundary lines are not.")]
    said += _parted(shown)
    weights = weights_of(shown, outlines)
    if weights and weights == {outline.key: outline.area for outline in outlines.places}:
        said.append(text.say("The size of a tile stands for the district's area."))
    elif weights:
        said.append(text.say("The size of a tile stands for the number of people."))
    return said
