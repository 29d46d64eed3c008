"""A map in pixels: outlines set into a drawing's place, and words set on them so that none lies over another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from partnerlab.outlines import Outline, Outlines, Part, Ring, drawn_area, ring_area

Points: TypeAlias = NDArray[np.float64]
"""Points of the drawing, one a row."""
CANDIDATES = 18
"""Into how many steps a district is divided, either way, to look for a place for its words."""
MOST_POINTS = 120
"""Of so many points of a border the place of words is judged; a finer border gives the same place."""
ROUNDS = 120
AIR = 3
MOST_HIDDEN = 0.5
"""What part of a district its words may hide; more, and they go beside it."""


@dataclass(frozen=True)
class Spot:
    """Where the middle of some words stands, how large they are, and whether they lie wholly on their district."""

    x: float
    y: float
    width: float
    height: float
    inside: bool

    def over(self, other: Spot) -> tuple[float, float]:
        """How far the words lie over others, across and down; not at all where either is not positive."""
        across = (self.width + other.width) / 2 + AIR - abs(self.x - other.x)
        down = (self.height + other.height) / 2 + AIR - abs(self.y - other.y)
        return across, down


def resized(places: Sequence[Outline], weights: Mapping[str, float]) -> list[Outline]:
    """Tiles whose drawn areas are as their weights, each piece about its own centre; the fullest keeps its size.

    >>> tile = Outline("a", {}, ((((0, 0), (2, 0), (2, 2), (0, 2)),),))
    >>> [drawn_area(one) for one in resized([tile, replace(tile, key="b")], {"a": 4, "b": 1})]
    [4.0, 1.0]
    """
    dense = {place.key: weights[place.key] / drawn_area(place) for place in places}
    most = max(dense.values())
    return [_scaled(place, (dense[place.key] / most) ** 0.5) for place in places]


def _scaled(place: Outline, factor: float) -> Outline:
    parts = []
    for part in place.parts:
        x0, y0 = _centre(part[0])
        parts.append(tuple(tuple((x0 + (x - x0) * factor, y0 + (y - y0) * factor) for x, y in ring) for ring in part))
    return replace(place, parts=tuple(parts))


def _centre(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of the land within a line."""
    x0, y0 = ring[0]
    across = down = twice = 0.0
    for one, other in zip(ring, (*ring[1:], ring[0]), strict=True):
        ax, ay, bx, by = one[0] - x0, one[1] - y0, other[0] - x0, other[1] - y0
        cross = ax * by - bx * ay
        twice += cross
        across += (ax + bx) * cross
        down += (ay + by) * cross
    return (x0 + across / 3 / twice, y0 + down / 3 / twice) if twice else ring[0]


def fitted(outlines: Outlines, *, room: float, most: float, stretch: float = 1) -> tuple[Outlines, float]:
    """The outlines in pixels from the top left of a place `room` wide and at most `most` high, and their height.

    `stretch` draws a scheme higher; a map keeps its form (1).

    >>> square = Outline("a", {}, ((((0, 0), (2, 0), (2, 1), (0, 1)),),))
    >>> fitted(Outlines((square,)), room=100, most=400)[1]
    50.0
    """
    land = [*outlines.places, *outlines.water]
    points = [point for one in land for part in one.parts for ring in part for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    scale = min(room / (right - left), most / ((high - low) * stretch))
    aside = (room - (right - left) * scale) / 2

    def placed(one: Outline) -> Outline:
        parts = tuple(
            tuple(tuple((aside + (x - left) * scale, (high - y) * scale * stretch) for x, y in ring) for ring in part)
            for part in one.parts
        )
        return replace(one, parts=parts)

    drawn = replace(outlines, places=tuple(map(placed, outlines.places)), water=tuple(map(placed, outlines.water)))
    return drawn, (high - low) * scale * stretch


def spot(place: Outline, land: Sequence[Outline] = (), *, width: float, height: float) -> Spot:
    """Where words of this size stand: wholly on the district, as near its middle as may be; else over its middle.

    Words that would hide most of the district stand under, over or beside it, where no other `land` is.

    >>> square = Outline("a", {}, ((((0, 0), (90, 0), (90, 60), (0, 60)),),))
    >>> spot(square, width=40, height=20)
    Spot(x=45.0, y=30.0, width=40, height=20, inside=True)
    >>> spot(square, width=100, height=50).y
    88.0
    """
    parts = sorted((_coarse(part) for part in place.parts), key=lambda part: -abs(ring_area(part[0])))
    middle: Spot | None = None
    for part in parts:
        points = _candidates(part)
        points = points[_within(part, points)]
        if len(points) and middle is None:
            middle = Spot(*_point(points), width, height, inside=False)
        for edge in _edges(width, height):
            points = points[_within(part, points + edge)]
        if len(points):
            return Spot(*_point(points), width, height, inside=True)
    middle = middle or Spot(*_centre(parts[0][0]), width, height, inside=False)
    if width * height < MOST_HIDDEN * abs(ring_area(parts[0][0])):
        return middle
    taken = [_coarse(part) for one in (place, *land) for part in one.parts]
    free = [near for near in _beside(parts[0], middle) if not _covers(near, taken)]
    return free[0] if free else middle


def leader(place: Outline, spot: Spot) -> tuple[float, float] | None:
    """Where a line from words to their district ends, the words standing elsewhere; nothing where they stand on it.

    >>> square = Outline("a", {}, ((((0, 0), (90, 0), (90, 60), (0, 60)),),))
    >>> leader(square, Spot(45, 30, 10, 10, True)), leader(square, Spot(45, 90, 10, 10, False))
    (None, (45.0, 30.0))
    """
    parts = sorted((_coarse(part) for part in place.parts), key=lambda part: -abs(ring_area(part[0])))
    if any(_within(part, _around(spot)).any() for part in parts):
        return None
    points = _candidates(parts[0])
    within = points[_within(parts[0], points)]
    return _point(within) if len(within) else None


def _point(points: Points) -> tuple[float, float]:
    x, y = points[0].tolist()
    return x, y


def _edges(width: float, height: float) -> Points:
    """Where words of this size end, from their middle."""
    steps, halves = (-1, -0.5, 0, 0.5, 1), (-1, 0, 1)
    return np.array([(dx * width / 2, dy * height / 2) for dx in steps for dy in halves])


def _around(spot: Spot) -> Points:
    return np.asarray(np.array([spot.x, spot.y]) + _edges(spot.width, spot.height))


def _beside(part: Part, spot: Spot) -> list[Spot]:
    """Under a piece of land, over it, to its right and to its left."""
    xs, ys = [x for x, _ in part[0]], [y for _, y in part[0]]
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    across, down = (spot.width / 2 + AIR), (spot.height / 2 + AIR)
    places = ((x, max(ys) + down), (x, min(ys) - down), (max(xs) + across, y), (min(xs) - across, y))
    return [replace(spot, x=to_x, y=to_y) for to_x, to_y in places]


def _covers(spot: Spot, taken: Sequence[Part]) -> bool:
    corners = [point for part in taken for point in part[0]]
    inside = any(abs(x - spot.x) < spot.width / 2 and abs(y - spot.y) < spot.height / 2 for x, y in corners)
    return inside or any(_within(part, _around(spot)).any() for part in taken)


def _coarse(part: Part) -> Part:
    return tuple(ring[:: len(ring) // MOST_POINTS + 1] for ring in part)


def _candidates(part: Part) -> Points:
    """Points of a grid over a piece of land, the nearest to its centre first."""
    x0, y0 = _centre(part[0])
    xs, ys = [x for x, _ in part[0]], [y for _, y in part[0]]
    steps = [step / CANDIDATES for step in range(CANDIDATES + 1)]
    grid = [(min(xs) + (max(xs) - min(xs)) * u, min(ys) + (max(ys) - min(ys)) * v) for u in steps for v in steps]
    return np.array(sorted([(x0, y0), *grid], key=lambda point: (point[0] - x0) ** 2 + (point[1] - y0) ** 2))


def _within(part: Part, points: Points) -> NDArray[np.bool_]:
    """Which points lie on a piece of land: those from which a line to the right leaves it an odd number of times."""
    crossed = np.zeros(len(points), dtype=np.int64)
    x, y = points[:, :1], points[:, 1:]
    for ring in part:
        a = np.array(ring, dtype=float)
        (ax, ay), (bx, by) = a.T, np.roll(a, -1, axis=0).T
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # a level edge, which no level line crosses
            right = x < (bx - ax) * (y - ay) / (by - ay) + ax
        crossed += (((ay > y) != (by > y)) & right).sum(axis=1)
    return np.asarray(crossed % 2 == 1)


def apart(spots: Sequence[Spot], *, room: float, height: float) -> list[Spot]:
    """The same words with none over another and none beyond the drawing; those on their district stay there.

    >>> side = apart([Spot(50, 50, 40, 20, True), Spot(50, 52, 40, 20, False)], room=100, height=100)
    >>> side[0].y, side[1].y
    (50.0, 73.0)
    """
    placed = [_kept(one, room, height) for one in spots]
    for _ in range(ROUNDS):
        still = True
        for one, other in combinations(range(len(placed)), 2):
            across, down = placed[one].over(placed[other])
            if across <= 0 or down <= 0:
                continue
            still = False
            shares = [0.0 if placed[index].inside else 1.0 for index in (one, other)]
            shares = [share / (sum(shares) or 1) for share in shares] if any(shares) else [0.5, 0.5]
            ways = (-1, 1) if placed[one].y <= placed[other].y else (1, -1)
            aside = (-1, 1) if placed[one].x <= placed[other].x else (1, -1)
            for index, share, way, side in zip((one, other), shares, ways, aside, strict=True):
                spot = placed[index]
                moved = (
                    replace(spot, y=spot.y + way * share * down)
                    if down <= across
                    else replace(spot, x=spot.x + side * share * across)
                )
                placed[index] = _kept(moved, room, height)
        if still:
            break
    return placed


def _kept(spot: Spot, room: float, height: float) -> Spot:
    x = min(max(spot.x, spot.width / 2), max(room - spot.width / 2, spot.width / 2))
    y = min(max(spot.y, spot.height / 2), max(height - spot.height / 2, spot.height / 2))
    return replace(spot, x=x, y=y)
