"""How organisations climb: from a district contest to the city's, from both to the region's, and who wins there."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, label, lines, safe
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE, COUNTED_PALE, SOFT
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "from_tier", "to_tier", "organisations", "applied", "won", "applied_share", "won_share", "median_years",
    "censored", "directly", "rows_used", "rows_left_out",
)  # fmt: skip
STEPS = {
    ("district", "city"): message("From a district contest to the city's"),
    ("district", "regional"): message("From a district by way of the city's to the region's"),
    ("city", "regional"): message("From the city's contest to the region's"),
}
PLACES = {
    ("district", "city"): (message("a district contest"), message("the city's")),
    ("district", "regional"): (message("a district contest"), message("the region's")),
    ("city", "regional"): (message("the city's contest"), message("the region's")),
}
"""Where a step begins and leads to, within a sentence."""
STAGES = (message("began"), message("went on"), message("won there"))
LEFT_OUT = message("the organisation, the year or the tier is not recorded, or the contest is still open.")
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
    currency: str = "RUB",  # noqa: ARG001
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
    if not any(map(_begun, rows.asked)):
        title = rows.title(one=str, most=str) if rows.known and not rows.asked else notes.nothing(year, language)
        return style.empty(title, language=language, source=source)
    text = words(language)
    first: dict[str, Row] = {}
    for row in filter(_begun, rows.asked):
        first.setdefault(row.label, row)
    groups = replace(rows, lines=tuple(first.values()))
    return style.finish(
        lambda form: _draw(form, rows, groups, text),
        _said(rows, groups, text, source),
        language=language,
        source=source,
    )


def _begun(row: Row) -> bool:
    return bool(row.number("organisations"))


def _pair(row: Row) -> tuple[str, str]:
    return str(row.cells.get("from_tier")), str(row.cells.get("to_tier"))


def _name(row: Row, groups: Rows, text: Words) -> str:
    """The step; of several groups, with the group before it, its year being the title's."""
    step = text.say(STEPS[_pair(row)]) if _pair(row) in STEPS else " → ".join(_pair(row))
    if len(groups.lines) == 1:
        return step
    return row.label.removeprefix(f"{groups.year}{BETWEEN}") + BETWEEN + step


def _counts(row: Row) -> list[float]:
    """Organisations that began, went on, won; as far as it is known."""
    found = [row.number(column) for column in ("organisations", "applied", "won")]
    return [count for count in found if count is not None]


def _numbers(row: Row, text: Words) -> list[str]:
    """What stands under each block: its number, and of how many it is."""
    counts = [text.number(count) for count in _counts(row)]
    said = counts[:1]
    said += [text.say("{part} of {whole}", part=part, whole=whole) for whole, part in pairwise(counts)]
    if len(said) > 1 and row.number("applied_share") is not None:
        said[1] += f"<br>{text.share(row.number('applied_share'))}"
    return said


def _draw(form: Form, rows: Rows, groups: Rows, text: Words) -> Drawing:
    drawing = Drawing(0, (0, 1), left=4, right=4)
    for stage, (at, anchor) in zip(STAGES, PLUMB, strict=True):
        drawing.labels.append(
            label(text.say(stage), x=at, y=LINE_HEIGHT / 2, size=LEAST_SIZE, colour=SOFT, anchor=anchor)
        )
    drawing.height = LINE_HEIGHT + 8
    most = max(_counts(row)[0] for row in rows.asked if _begun(row))
    blocks: list[tuple[Row, float]] = []
    for row in rows.asked:
        name = lines(_name(row, groups, text), form.width * 0.9, SIZE, most=2)
        drawing.labels.append(
            label("<br>".join(map(safe, name)), y=drawing.height + len(name) * LINE_HEIGHT / 2, bold=True, shift=-4)
        )
        drawing.height += len(name) * LINE_HEIGHT + 6
        if not _begun(row):
            said = text.say("nobody began there")
            drawing.labels.append(label(said, y=drawing.height + LINE_HEIGHT / 2, colour=SOFT, shift=-4))
            drawing.height += LINE_HEIGHT + AIR
            continue
        high = max(HIGH * _counts(row)[0] / most, LINE_HEIGHT)
        middle = drawing.height + high / 2
        blocks.append((row, middle))
        drawing.height += high + 4
        _write(drawing, row, text)
        _years(drawing, row, middle, text)
        drawing.height += 2 * LINE_HEIGHT + AIR
    drawing.traces = [_ribbons(blocks, most, text), *_blocks(blocks, most, text)]
    return drawing


def _write(drawing: Drawing, row: Row, text: Words) -> None:
    for place, said in enumerate(_numbers(row, text)):
        at, anchor = PLUMB[place]
        down = (said.count("<br>") + 1) * LINE_HEIGHT / 2
        drawing.labels.append(label(said, x=at, y=drawing.height + down, size=SMALL_SIZE, anchor=anchor))


def _years(drawing: Drawing, row: Row, middle: float, text: Words) -> None:
    if (years := row.number("median_years")) is not None:
        said = text.say("after {years} years", years=text.number(years, 1)).replace(" ", "\N{NO-BREAK SPACE}")
        drawing.labels.append(label(said, x=0.25 + BLOCK / 4, y=middle, size=LEAST_SIZE, anchor="center"))


def _thick(count: float, most: float) -> float:
    return max(HIGH * count / most, LEAST) if count else 0


def _ribbons(blocks: list[tuple[Row, float]], most: float, text: Words) -> go.Scatter:
    """The ribbon from each block to the next, narrowing to what goes on."""
    x: list[float | None] = []
    y: list[float | None] = []
    for row, middle in blocks:
        halves = [_thick(count, most) / 2 for count in _counts(row)]
        for place, (one, other) in enumerate(pairwise(halves)):
            start, stop = STARTS[place] + BLOCK, STARTS[place + 1]
            x += [start, stop, stop, start, start, None]
            y += [middle - one, middle - other, middle + other, middle + one, middle - one, None]
    return go.Scatter(
        name=text.say("went on"),
        mode="lines",
        x=x,
        y=y,
        fill="toself",
        fillcolor=COUNTED_PALE,
        line={"width": 0, "color": COUNTED_PALE},
        hoverinfo="skip",
    )


def _blocks(blocks: list[tuple[Row, float]], most: float, text: Words) -> list[go.Bar]:
    made = []
    for place, (stage, colour) in enumerate(zip(STAGES, COLOURS, strict=True)):
        here = [(row, middle, counts[place]) for row, middle in blocks if len(counts := _counts(row)) > place]
        made.append(
            go.Bar(
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


def _title(row: Row, text: Words) -> str:
    """The step in a sentence, as far as its numbers are known."""
    began, *further = map(int, _counts(row))
    first, following = PLACES.get(_pair(row), _pair(row))
    said = text.plural(
        "Of {count} organisation that began in {first}",
        "Of {count} organisations that began in {first}",
        began,
        first=text.say(first),
    )
    if not further:
        return text.say("{organisations} it is not known how many went on", organisations=said)
    said += " " + text.plural(
        "{count} ({share}) went on to {next}",
        "{count} ({share}) went on to {next}",
        further[0],
        share=_share(further[0] / began, text),
        next=text.say(following),
    )
    if len(further) == 1 or not further[0]:
        return said
    return said + ", " + text.plural("{count} won there", "{count} won there", further[1])


def _share(share: float, text: Words) -> str:
    """Whole per cent, unless that would make all or none of what is nearly so."""
    return text.share(share, 0 if share in (0, 1) or 0.005 <= share < 0.995 else 1)


def _said(rows: Rows, groups: Rows, text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        title = _title(row, text)
        return f"{row.label}: {title[0].lower()}{title[1:]}" if rows.by else title

    def most(row: Row) -> str:
        return text.say(
            "The most organisations began here: {group}, {count}",
            group=row.label,
            count=text.number(row.number("organisations")),
        )

    subtitle = text.say("organisations that went on from one tier of contests to the next")
    subtitle += f", {rows.year}" if rows.year else ""
    said = (
        text.say(
            "Those that came to the region's contest by way of the city's are among those that came to the city's."
        ),
        *_directly(rows, groups, text),
        *_late(rows, groups, text),
        *notes.basis(groups, why_left_out=LEFT_OUT, source=source),
    )
    told = "; ".join(_told(row, groups, text) for row in rows.asked)
    return style.Said(groups.title(one=one, most=most), subtitle, f"{subtitle}. {told}.", said)


def _directly(rows: Rows, groups: Rows, text: Words) -> list[str]:
    """Those that passed over a tier: they are not in the step that leads by way of it."""
    counted = [(row, int(row.number("directly") or 0)) for row in rows.asked if row.number("directly")]
    said = [
        text.plural(
            "{count} organisation came from a district contest to the region's and passed over the city's.",
            "{count} organisations came from a district contest to the region's and passed over the city's.",
            count,
        )
        for _, count in counted
    ]
    if len(groups.lines) == 1:
        return said
    return [
        text.say("{step}: {note}", step=_name(row, groups, text), note=note)
        for (row, _), note in zip(counted, said, strict=True)
    ]


def _late(rows: Rows, groups: Rows, text: Words) -> list[str]:
    """The latest starters, of which nothing further can be known yet."""
    return [
        text.say("{step}: {note}", step=_name(row, groups, text), note=note)
        for row in rows.asked
        if (count := int(row.number("censored") or 0))
        for note in [
            text.plural(
                "{count} organisation that began in the last year cannot be followed yet.",
                "{count} organisations that began in the last year cannot be followed yet.",
                count,
            )
        ]
    ]


def _told(row: Row, groups: Rows, text: Words) -> str:
    if not _begun(row):
        return f"{_name(row, groups, text)}: {text.say('nobody began there')}"
    named = zip(STAGES, _numbers(row, text), strict=False)
    parts = [f"{text.say(stage)}: {number.replace('<br>', ', ')}" for stage, number in named]
    if (years := row.number("median_years")) is not None:
        parts.append(text.say("after {years} years", years=text.number(years, 1)))
    return f"{_name(row, groups, text)}: {'; '.join(parts)}"
