"""Letters on a chart: their width before a browser has drawn them, lines, and data's text made safe."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from partnerlab.charts.palette import INK

FAMILY = '"Golos Text", system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif'
SIZE = 14
SMALL_SIZE = 13
LEAST_SIZE = 12

# Golos Text as Chromium sets it, in parts of the font's size.
LOWER_LATIN, LOWER_CYRILLIC, UPPER, DIGIT, SPACE, POINT, WIDE = 0.55, 0.61, 0.74, 0.6, 0.26, 0.35, 0.75
SPARE = 1.02
STAND_IN, STAND_IN_BOLD = 1.1, 1.22
"""How much wider than that lines are in DejaVu Sans, the widest font that may stand in, plain and bold."""


Drawn = dict[str, Any]
"""Words or a line on a plot, as plotly's layout takes them: plain until the figure checks them."""


def safe(text: str) -> str:
    """Text of the data as plotly shows it letter by letter: plotly takes tags for its own.

    >>> safe("<b>Дом & сад</b>")
    '&lt;b&gt;Дом &amp; сад&lt;/b&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@cache
def _letter(letter: str) -> float:
    if letter.isdigit():
        return DIGIT
    if letter.isspace():
        return SPACE
    if letter in ".,:;()'\"|!·":
        return POINT
    if letter.isupper():
        return UPPER
    if letter.isalpha():
        return LOWER_LATIN if letter.isascii() else LOWER_CYRILLIC
    return WIDE


@lru_cache(maxsize=4096)
def width(text: str, size: int = SIZE) -> float:
    """How many pixels a line takes at most; of several lines, the longest.

    >>> 50 < width("11 301,0") < 70
    True
    """
    lines = re.split(r"<br>|\n", text)
    return max(sum(map(_letter, line)) for line in lines) * size * SPARE


def lines(text: str, room: float, size: int = SIZE, most: int = 9) -> list[str]:
    """The text in lines no wider than `room` pixels; what is over `most` lines is cut with «…».

    No-break spaces hold, and a number at the end stays with its word.

    >>> lines("Мотовилихинский район", 140)
    ['Мотовилихинский', 'район']
    """
    broken: list[str] = []
    for word in re.split(r"[ \t\n]+(?!\d+$)", text.replace(" · ", "\N{NO-BREAK SPACE}· ").strip()):
        longer = f"{broken[-1]} {word}" if broken else ""
        if longer and width(longer, size) <= room:
            broken[-1] = longer
        else:
            broken += _pieces(word, room, size)
    if len(broken) > most:
        kept = _pieces(broken[most - 1], room - width("…", size), size)[0]
        broken = [*broken[: most - 1], kept.rstrip() + "…"]
    return broken


def _pieces(word: str, room: float, size: int) -> list[str]:
    """A word in pieces that have room, where it is too long for one line."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return [piece for piece in pieces if piece]


def label(
    text: str,
    *,
    y: float,
    x: float | str = "left",
    size: int = SIZE,
    colour: str = INK,
    bold: bool = False,
    shift: float = 0,
    anchor: str = "left",
) -> Drawn:
    """Words on the plot at height `y`, at the value `x` (right of it, or as `anchor` says) or at an edge of the plot.

    `left` begins at the left edge, `before` ends there, `after` begins at the right edge. The text is safe already
    or is made safe by the caller.
    """
    edge = {"left": (0, "left"), "before": (0, "right"), "after": (1, "left")}
    place, anchor = edge[x] if isinstance(x, str) else (x, anchor)
    return {
        "text": f"<b>{text}</b>" if bold else text,
        "x": place,
        "xref": "paper" if isinstance(x, str) else "x",
        "xanchor": anchor,
        "xshift": shift,
        "y": y,
        "yref": "y",
        "yanchor": "middle",
        "align": anchor,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": size, "color": colour},
    }
