"""How organisations climb: from a district contest to the city's, from both to the region's, and who wins there."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, tiers_notes
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, label, lines, safe
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE, COUNTED_PALE, SOFT
from partnerlab.charts.rows import Row, Rows, grouped, rows_of
from partnerlab.charts.tiers_notes import STAGES, begun, counts_of, numbers
from partnerlab.charts.traces import Trace, bar, scatter
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, words

OWN = (
    "from_tier", "to_tier", "organisations", "applied", "won", "applied_share", "won_share", "median_years",
    "censored", "directly", "rows_used", "rows_left_out",
)  # fmt: skip
HIGH, LEAST, BLOCK, LINE_HEIGHT, AIR = 84, 3, 0.04, 18, 22
STARTS = (0.0, 0.5 - BLOCK / 2, 1 - BLOCK)
PLUMB = ((0.0, "left"), (0.5, "center"), (1.0, "right"))
"""Where the words of the three blocks stand."""
COLOURS = (COUNTED_MIDDLE, COUNTED_MIDDLE, COUNTED)


def tiers(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """How many organisations that began in one tier of contests went on to a higher one, and won there.

    Three blocks a step, as high as their organisations are many, joined by ribbons; on the first ribbon stands the
    median of the years between. Shape: one lane a step for the groups of `year` (the latest without it) in
    `metrics.tiers`'s table. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"from_tier": ["district"], "to_tier": ["city"], "organisations": [120]})
    >>> tiers(table.assign(applied=38, won=12, applied_share=38 / 120)).layout.meta["title"]
    "Of 120 organisations that began in a district contest 38 (32%) went on to the city's, 12 won there"
    """
    rows = rows_of(table, own=OWN, column="organisations", year=year, language=language)
    if not any(map(begun, rows.asked)):
        return style.empty(notes.lacking(rows, year), language=language, source=source)
    text = words(language)
    groups = replace(rows, lines=tuple(here[0] for here in grouped(filter(begun, rows.asked)).values()))
    return style.finish(
        lambda form: _draw(form, rows, groups, text),
        tiers_notes.said(rows, groups, text, source, year),
        language=language,
        source=source,
    )


def _draw(form: Form, rows: Rows, groups: Rows, text: Words) -> Drawing:
    drawing = Drawing(0, (0, 1), left=4, right=4)
    for stage, (at, anchor) in zip(STAGES, PLUMB, strict=True):
        drawing.labels.append(
            label(text.say(stage), x=at, y=LINE_HEIGHT / 2, size=LEAST_SIZE, colour=SOFT, anchor=anchor)
        )
    drawing.height = LINE_HEIGHT + 8
    most = max(counts_of(row)[0] for row in rows.asked if begun(row))
    blocks: list[tuple[Row, float]] = []
    for row in rows.asked:
        name = lines(tiers_notes.step_of(row, groups, text), form.width * 0.9, SIZE, most=2)
        drawing.labels.append(
            label("<br>".join(map(safe, name)), y=drawing.height + len(name) * LINE_HEIGHT / 2, bold=True, shift=-4)
        )
        drawing.height += len(name) * LINE_HEIGHT + 6
        if not begun(row):
            said = text.say("nobody began there")
            drawing.labels.append(label(said, y=drawing.height + LINE_HEIGHT / 2, colour=SOFT, shift=-4))
            drawing.height += LINE_HEIGHT + AIR
            continue
        high = max(HIGH * counts_of(row)[0] / most, LINE_HEIGHT)
        middle = drawing.height + high / 2
        blocks.append((row, middle))
        drawing.height += high + 4
        _write(drawing, row, text)
        _years(drawing, row, middle, text)
        drawing.height += 2 * LINE_HEIGHT + AIR
    drawing.traces = [_ribbons(blocks, most, text), *_blocks(blocks, most, text)]
    return drawing


def _write(drawing: Drawing, row: Row, text: Words) -> None:
    for place, said in enumerate(numbers(row, text)):
        at, anchor = PLUMB[place]
        down = (said.count("<br>") + 1) * LINE_HEIGHT / 2
        drawing.labels.append(label(said, x=at, y=drawing.height + down, size=SMALL_SIZE, anchor=anchor))


def _years(drawing: Drawing, row: Row, middle: float, text: Words) -> None:
    if (years := row.number("median_years")) is not None:
        said = text.say("after {years} years", years=text.number(years, 1)).replace(" ", "\N{NO-BREAK SPACE}")
        drawing.labels.append(label(said, x=0.25 + BLOCK / 4, y=middle, size=LEAST_SIZE, anchor="center"))


def _thick(count: float, most: float) -> float:
    return max(HIGH * count / most, LEAST) if count else 0


def _ribbons(blocks: list[tuple[Row, float]], most: float, text: Words) -> Trace:
    """The ribbon from each block to the next, narrowing to what goes on."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, middle in blocks:
        halves = [_thick(count, most) / 2 for count in counts_of(row)]
        for place, (one, other) in enumerate(pairwise(halves)):
            start, stop = STARTS[place] + BLOCK, STARTS[place + 1]
            x += [start, stop, stop, start, start, None]
            y += [middle - one, middle - other, middle + other, middle + one, middle - one, None]
    return scatter(
        name=text.say("went on"),
        mode="lines",
        x=x,
        y=y,
        fill="toself",
        fillcolor=COUNTED_PALE,
        line={"width": 0, "color": COUNTED_PALE},
        hoverinfo="skip",
    )


def _blocks(blocks: list[tuple[Row, float]], most: float, text: Words) -> list[Trace]:
    made = []
    for place, (stage, colour) in enumerate(zip(STAGES, COLOURS, strict=True)):
        here = [(row, middle, counts[place]) for row, middle in blocks if len(counts := counts_of(row)) > place]
        made.append(
            bar(
                name=text.say(stage),
                orientation="h",
                y=[middle for _, middle, _ in here],
                base=[STARTS[place] for _ in here],
                x=[BLOCK if count else 0 for _, _, count in here],
                width=[_thick(count, most) for _, _, count in here],
                marker={"color": colour, "line": {"width": 0}},
                hoverinfo="text",
                hovertext=[f"{safe(row.label)}: {text.say(stage)}, {text.number(count)}" for row, _, count in here],
            )
        )
    return made
