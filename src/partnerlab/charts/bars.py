"""One row of horizontal bars, with the pattern that tells them apart where colour does not."""

from __future__ import annotations

from collections.abc import Sequence

from partnerlab.charts.key import PATTERNS, Entry
from partnerlab.charts.lettering import SMALL_SIZE
from partnerlab.charts.palette import CARD, INK, TRANSPARENT
from partnerlab.charts.traces import Trace, bar


def bars(
    entry: Entry,
    *,
    y: Sequence[float],
    x: Sequence[float],
    hover: Sequence[str],
    thick: float,
    base: Sequence[float] | None = None,
    inside: Sequence[str] | None = None,
    ink: str = INK,
) -> Trace:
    """The bars that a key's entry stands for, from `base` on for the length of `x`, with words `inside` them.

    >>> bars(Entry("bar", "#136f73", "Attracted"), y=[10], x=[5], hover=["five"], thick=20)["orientation"]
    'h'
    """
    hollow = entry.mark == "outline"
    return bar(
        name=entry.name,
        orientation="h",
        y=list(y),
        x=list(x),
        base=list(base) if base is not None else None,
        width=thick,
        marker={
            "color": TRANSPARENT if hollow else entry.colour,
            "line": {"width": 1, "color": entry.colour if hollow else CARD} if inside is not None else {"width": 0},
            "pattern": {
                "shape": PATTERNS.get(entry.mark, ""),
                "fillmode": "overlay",
                "fgcolor": entry.over,
                "size": 7,
                "solidity": 0.18,
            },
        },
        text=list(inside) if inside is not None else None,
        textposition="inside" if inside is not None else None,
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": ink, "size": SMALL_SIZE},
        hoverinfo="text",
        hovertext=list(hover),
    )
