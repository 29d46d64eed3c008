"""The lanes of a chart: one below the other, each with its name and what it says, on the wide form beside the marks
and on the narrow one above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, label, lines, safe, width
from partnerlab.charts.palette import INK, SOFT
from partnerlab.charts.rows import BETWEEN

LINE_HEIGHT, AIR, BESIDE, SPARE = 19, 18, 16, 4
NAME_ROOM = 190
MOST_BESIDE = 0.7
"""How much of the least width names and words may take; where they need more, they go above the marks."""
BOLD = 1.14
"""How much wider bold letters are, in the widest font that may stand in."""


@dataclass(frozen=True)
class Lane:
    """One group of a chart: its name, the one or two lines that say its numbers, and how they stand out.

    `gap`: there is nothing to draw.
    """

    name: str
    says: tuple[str, ...] = ()
    bold: bool = False
    quiet: bool = False
    gap: bool = False


def lane_of(form: Form, name: str, *, bold: bool = False) -> Lane:
    """A lane that has a name only; on a phone a name of several lines goes on below itself and is not cut.

    >>> lane_of(Form("wide", 520), "The committee for culture and art").says
    ()
    """
    first, *further = lines(name, form.width / BOLD) if form.narrow else [name]
    return Lane(first, tuple(further), bold)


def lay(
    form: Form, lanes: Sequence[Lane], *, body: float, head: float = 4, above: bool = False
) -> tuple[Drawing, list[float]]:
    """A drawing with the words of these lanes, `body` pixels high each, and where the middle of each body is.

    `above`: the words stand above the marks on the wide form as well.
    """
    left = max(width(_name(lane)) for lane in lanes) * BOLD + BESIDE + SPARE
    right = max((width(text) for lane in lanes for text in lane.says), default=0) * BOLD
    right += BESIDE + SPARE if right else 8
    above = above or form.narrow or left + right > form.width * MOST_BESIDE
    drawing = Drawing(head, (0, 1), left=4 if above else left, right=8 if above else right)
    middles = []
    for lane in lanes:
        if above:
            drawing.height += _head(drawing, lane, form) * LINE_HEIGHT
            own = 0 if lane.gap else body + 2
            middles.append(drawing.height + own / 2)
            drawing.height += own + AIR * 0.7
        else:
            texts = max(len(lane.says), _name(lane).count("<br>") + 1)
            high = max(texts * LINE_HEIGHT, 0 if lane.gap else body) + AIR
            middles.append(drawing.height + high / 2)
            _beside(drawing, lane, middles[-1])
            drawing.height += high
    return drawing, middles


def _name(lane: Lane) -> str:
    return "<br>".join(lines(lane.name, NAME_ROOM, most=2))


def _head(drawing: Drawing, lane: Lane, form: Form) -> int:
    """Name and words above the body, on one line where there is room; how many lines they take."""
    after = width(lane.name) * BOLD + 12
    says: tuple[str, ...] = (BETWEEN.join(lane.says),) if lane.says else ()
    if after + _longest(says, SMALL_SIZE) > form.width:
        says = lane.says
    same_line = after + _longest(says, SMALL_SIZE) <= form.width
    y = drawing.height + LINE_HEIGHT / 2
    name = "<br>".join(lines(lane.name, form.width, most=1))
    drawing.labels.append(label(safe(name), y=y, bold=lane.bold, shift=-4))
    first = y if same_line else y + LINE_HEIGHT
    size = SMALL_SIZE if _longest(says, SMALL_SIZE) <= form.width else LEAST_SIZE
    for place, text in enumerate(says):
        _say(drawing, lane, text, first + place * LINE_HEIGHT, "left", after - 4 if same_line else -4, size, place == 0)
    return max(1, len(says) + (0 if same_line else 1))


def _longest(says: tuple[str, ...], size: int) -> float:
    return max((width(text, size) * BOLD for text in says), default=0)


def _beside(drawing: Drawing, lane: Lane, y: float) -> None:
    name = "<br>".join(map(safe, lines(lane.name, NAME_ROOM, most=2)))
    drawing.labels.append(label(name, y=y, x="before", bold=lane.bold, shift=-BESIDE))
    first = y - (len(lane.says) - 1) * LINE_HEIGHT / 2
    for place, text in enumerate(lane.says):
        size = SIZE if place == 0 else SMALL_SIZE
        _say(drawing, lane, text, first + place * LINE_HEIGHT, "after", BESIDE, size, place == 0)


def _say(drawing: Drawing, lane: Lane, text: str, y: float, x: str, shift: float, size: int, first: bool) -> None:
    colour = INK if first and not lane.quiet else SOFT
    bold = lane.bold and first
    drawing.labels.append(label(safe(text), y=y, x=x, size=size, shift=shift, colour=colour, bold=bold))


def room(form: Form, drawing: Drawing, ends: Iterable[tuple[float, str]]) -> float:
    """Where an axis from 0 must end so that the words behind each bar's end are not cut: bars' ends and words.

    >>> drawing = Drawing(10, (0, 1), left=100, right=20)
    >>> room(Form("wide", 520), drawing, [(100.0, "")])
    100.0
    """
    pixels = form.width - drawing.left - drawing.right
    return max((end / max(0.25, 1 - _behind(words) / pixels) for end, words in ends), default=1) or 1


def _behind(words: str) -> float:
    return width(words) * BOLD + 12 if words else 0
