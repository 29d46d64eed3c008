"""Outlines of districts on a plane, and which of them is meant by a district's name. Knows no files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from partnerlab.dataset import Source
from partnerlab.errors import UnmatchedDistricts

Ring: TypeAlias = tuple[tuple[float, float], ...]
"""A closed line on a plane: x to the east, y to the north, the first point not repeated."""
Part: TypeAlias = tuple[Ring, ...]
"""A piece of land: its border counter-clockwise, then its holes clockwise."""

NOISE = re.compile(r"\b(?:район(?:а|у|ом|е)?|р-н\w*|district|raion|rayon)\b|[^\w]|_")
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        ("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya").replace("-", "").split(" "),
        strict=True,
    )
)
ENDING = re.compile(r"(?:iy|ij|yy|yj|yi|i)$")


@dataclass(frozen=True)
class Outline:
    """One district, or one water: its key, its names by the property that holds them, and its pieces of land.

    `area` is its true size in km², where the file says it.
    """

    key: str
    names: Mapping[str, str]
    parts: tuple[Part, ...]
    area: float | None = None


@dataclass(frozen=True)
class Outlines:
    """A city's districts and waters. `schematic` is a drawing of who neighbours whom and no map.

    >>> square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    >>> Outlines((Outline("kirovsky", {"name": "Кировский"}, ((square,),)),)).schematic
    False
    """

    places: tuple[Outline, ...]
    water: tuple[Outline, ...] = ()
    source: Source = field(default_factory=lambda: Source(""))
    schematic: bool = False


def spelled(name: object) -> str:
    """A district's name as it is compared: case, «район», hyphens, blanks and the alphabet aside.

    >>> spelled("Кировский район"), spelled("Kirovskiy"), spelled("kirovsky")
    ('kirovsky', 'kirovsky', 'kirovsky')
    """
    letters = NOISE.sub("", str(name).casefold())
    return ENDING.sub("y", "".join(LATIN.get(letter, letter) for letter in letters))


def found(outlines: Outlines, districts: Iterable[object]) -> dict[object, Outline]:
    """The outline of each district that has one.

    The property of the file that names most of the districts goes first; a value that several outlines share names
    none of them, and no two districts get one outline.

    >>> kirovsky = Outline("59-1", {"city": "Пермь", "title": "Кировский р-н"}, ())
    >>> found(Outlines((kirovsky,)), ["Кировский", "Ленинский"])["Кировский"].key
    '59-1'
    """
    asked = {district: spelled(district) for district in districts}
    indexes = sorted(_indexes(outlines), key=lambda index: -len(index.keys() & set(asked.values())))
    joined: dict[object, Outline] = {}
    for index in indexes:
        for district, spelling in asked.items():
            outline = index.get(spelling)
            if outline and district not in joined and not any(outline is other for other in joined.values()):
                joined[district] = outline
    return joined


def _indexes(outlines: Outlines) -> list[dict[str, Outline]]:
    """For each property, and for the key, the outlines by spelling."""
    properties = dict.fromkeys(name for place in outlines.places for name in place.names)
    columns = [[(place.names.get(name), place) for place in outlines.places] for name in properties]
    columns.append([(place.key, place) for place in outlines.places])
    indexes = []
    for column in columns:
        spellings = [(spelled(value), place) for value, place in column if value]
        often = Counter(spelling for spelling, _ in spellings)
        indexes.append({spelling: place for spelling, place in spellings if spelling and often[spelling] == 1})
    return indexes


def matched(outlines: Outlines, districts: Iterable[object]) -> dict[object, Outline]:
    """The outline of every district of the records; an outline without records is no error.

    Raises:
        UnmatchedDistricts: if a district has no outline; the error lists both sides.

    >>> matched(Outlines((Outline("kirovsky", {}, ()),)), ["Кировский район"])["Кировский район"].key
    'kirovsky'
    """
    asked = list(dict.fromkeys(districts))
    joined = found(outlines, asked)
    lost = tuple(str(district) for district in asked if district not in joined)
    if lost:
        used = {id(outline) for outline in joined.values()}
        spare = tuple(_name(place) for place in outlines.places if id(place) not in used)
        raise UnmatchedDistricts(lost, spare)
    return joined


def _name(outline: Outline) -> str:
    return outline.names.get("name") or next(iter(outline.names.values()), outline.key)


def ring_area(ring: Ring) -> float:
    """The area in a closed line, negative where it runs clockwise.

    >>> ring_area(((0, 0), (2, 0), (2, 1), (0, 1)))
    2.0
    """
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairs) / 2


def drawn_area(outline: Outline) -> float:
    """The area of an outline on its plane, holes taken out.

    >>> drawn_area(Outline("", {}, ((((0, 0), (2, 0), (2, 1), (0, 1)),),)))
    2.0
    """
    return sum(ring_area(ring) for part in outline.parts for ring in part)
