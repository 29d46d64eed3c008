"""Opening outlines of districts: the city's own schematic map, or a user's GeoJSON of real boundaries."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from partnerlab import resources
from partnerlab.dataset import Source
from partnerlab.errors import (
    FolderGiven,
    ForbiddenFile,
    MissingFile,
    NoOutlines,
    NotDegrees,
    UnreadableFile,
    WrongOutline,
)
from partnerlab.outlines import Outline, Outlines, Part, Ring, found, ring_area

SCHEMATIC = "perm/district_map.geojson"
SCHEMATIC_SOURCE = Source(
    "Схема районов Перми, нарисована для partnerlab",
    english={"title": "A scheme of Perm's districts, drawn for partnerlab"},
)
OPEN_STREET_MAP = re.compile(r"openstreetmap|\bosm", re.IGNORECASE)
ATTRIBUTION = Source(
    "© участники OpenStreetMap",
    licence="ODbL",
    english={"title": "© OpenStreetMap contributors"},
)
MOST_LONGITUDE, MOST_LATITUDE = 180, 90


def open_outlines(path: str | Path | None = None) -> Outlines:
    """The districts' outlines: a schematic map of Perm without `path`, else the boundaries in a GeoJSON file.

    The file is a FeatureCollection of Polygons and MultiPolygons in degrees (WGS 84); any text property may hold the
    name. It is projected to a plane about its middle latitude. The schematic map is tiles on a grid in their true
    neighbourhood, with the Kama between its banks: who borders on whom, and nothing of the boundaries' form.

    Raises:
        MissingFile, FolderGiven, ForbiddenFile, UnreadableFile: if the file cannot be read as JSON.
        NoOutlines: if there are no features in it.
        WrongOutline: if a feature is not a polygon.
        NotDegrees: if its coordinates are not degrees.

    >>> outlines = open_outlines()
    >>> len(outlines.places), outlines.water[0].names["name_en"], outlines.schematic
    (7, 'the Kama', True)
    """
    file = resources.data_folder() / SCHEMATIC if path is None else Path(path)
    content = _json(file)
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        raise NoOutlines(file.name)
    schematic = path is None
    outlines = [_outline(feature, place, file.name) for place, feature in enumerate(features, start=1)]
    if not schematic:
        outlines = _in_both_languages(_on_a_plane(outlines, file.name))
    return Outlines(
        places=tuple(outline for outline in outlines if outline.names.get("kind") != "water"),
        water=tuple(outline for outline in outlines if outline.names.get("kind") == "water"),
        source=SCHEMATIC_SOURCE if schematic else _source(content, file.name),
        schematic=schematic,
    )


def _in_both_languages(outlines: list[Outline]) -> list[Outline]:
    """The outlines with the names of Perm's districts in each language, where the file has only one."""
    known = found(open_outlines(), [name for one in outlines for name in one.names.values()])

    def named(one: Outline) -> Outline:
        same = next((known[name] for name in one.names.values() if name in known), None)
        lent = {f"name_{language}": same.names[f"name_{language}"] for language in ("ru", "en")} if same else {}
        return replace(one, names={**one.names, **{key: name for key, name in lent.items() if key not in one.names}})

    return [named(one) for one in outlines]


def _json(file: Path) -> Any:
    try:
        text = file.read_bytes()
    except FileNotFoundError:
        raise MissingFile(file.name) from None
    except IsADirectoryError:
        raise FolderGiven(file.name or str(file)) from None
    except PermissionError:
        raise (FolderGiven if file.is_dir() else ForbiddenFile)(file.name) from None
    except (OSError, ValueError):  # a broken disk; a name with a zero byte in it
        raise MissingFile(file.name) from None
    if not text.strip():
        raise NoOutlines(file.name)
    try:
        return json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableFile(file.name, "GeoJSON") from None


def _source(content: Mapping[str, Any], name: str) -> Source:
    """Where real boundaries are from: OpenStreetMap asks to be named, any other file is named by its name."""
    said = [json.dumps({key: value for key, value in content.items() if key != "features"})]
    said += [str(key) for feature in content["features"] for key in (feature.get("properties") or {})]
    return ATTRIBUTION if OPEN_STREET_MAP.search(" ".join(said)) else Source(name)


def _outline(feature: Any, place: int, file: str) -> Outline:
    """A feature's names and rings; a feature that is no polygon is refused."""
    given = feature.get("geometry") if isinstance(feature, dict) else None
    geometry = given if isinstance(given, dict) else {}
    kind = geometry.get("type", "null")
    if kind not in ("Polygon", "MultiPolygon"):
        raise WrongOutline(file, place, str(kind))
    coordinates: Any = geometry.get("coordinates")
    try:
        polygons = [coordinates] if kind == "Polygon" else list(coordinates)
        parts = tuple(_part(polygon) for polygon in polygons)
    except (TypeError, ValueError, IndexError, KeyError):
        raise WrongOutline(file, place, str(kind)) from None
    if not parts:
        raise WrongOutline(file, place, str(kind))
    properties = feature.get("properties")
    texts = properties if isinstance(properties, dict) else {}
    names = {str(key): value for key, value in texts.items() if isinstance(value, str) and value.strip()}
    key = names.get("key") or str(feature.get("id") or place)
    area = texts.get("area_km2")
    return Outline(key, names, parts, float(area) if isinstance(area, int | float) else None)


def _part(polygon: Any) -> Part:
    border, *holes = (_ring(ring) for ring in polygon)
    return (_turned(border, 1), *(_turned(hole, -1) for hole in holes))


def _ring(points: Any) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if ring and ring[0] == ring[-1]:
        ring = ring[:-1]
    if len(set(ring)) < 3 or not all(math.isfinite(number) for point in ring for number in point):
        raise ValueError(points)
    return ring


def _turned(ring: Ring, way: int) -> Ring:
    """The ring counter-clockwise (1) or clockwise (-1): files differ, and a fill must leave its holes out."""
    return ring if ring_area(ring) * way >= 0 else ring[::-1]


def _on_a_plane(outlines: list[Outline], file: str) -> list[Outline]:
    """Degrees as a plane, true to scale at the middle latitude."""
    points = [point for outline in outlines for part in outline.parts for ring in part for point in ring]
    for x, y in points:
        if abs(x) > MOST_LONGITUDE or abs(y) > MOST_LATITUDE:
            raise NotDegrees(file, f"{x:g}, {y:g}")
    latitudes = [y for _, y in points]
    narrower = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))

    def plane(ring: Ring) -> Ring:
        return tuple((x * narrower, y) for x, y in ring)

    return [replace(one, parts=tuple(tuple(map(plane, part)) for part in one.parts)) for one in outlines]
