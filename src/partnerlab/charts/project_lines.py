"""The lines of a contest as the steps of a staircase: each with its type of project and how large one may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD, LINE_HEIGHT
from partnerlab.charts.lettering import LEAST_SIZE, SIZE, SMALL_SIZE, Drawn, label, lines, safe, width
from partnerlab.charts.palette import BUDGET, INK, SOFT, TRANSPARENT
from partnerlab.charts.rows import Row, rows_of
from partnerlab.charts.traces import Trace, scatter
from partnerlab.dataset import Source
from partnerlab.wording import NO_BREAK_SPACE, Language, Words, words

OWN = (
    "step", "line", "name", "name_en", "project_type", "project_type_en", "size", "size_kind", "size_printed",
    "nominations",
)  # fmt: skip
AIR, PLATE, BESIDE = 14, 44, 10
NARROW_PLATE = 0.38
"""How much of a phone's width a plate takes; on the wide form the plates share the width."""


def project_lines(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """The staircase of a contest's lines: name, type of project, size and number of nominations of each.

    Shape: one step a line of `metrics.project_lines`, of the contest of `year` (the latest without it), rising from
    left to right, on a phone from the top down. A filled plate is a cap, an outlined one a size that is perhaps no
    cap, a dashed one a line without a printed size. Where nothing is known of the year, a figure that says so.

    >>> table = pd.DataFrame({"edition": [6], "year": [2004], "step": [1], "name": ["A"], "size": [15e3]})
    >>> project_lines(table).layout.meta["title"]
    'VI contest, 2004: 1 line, 15\\xa0thousand\\xa0RUB'
    """
    rows = rows_of(table.sort_values("step", kind="stable"), own=OWN, column="step", year=year, language=language)
    if not rows.asked:
        return style.empty(notes.lacking(rows, year), language=language, source=source)
    text = words(language)
    steps = [replace(row, label=row.text("name", language) or row.text("line", language)) for row in rows.asked]
    return style.finish(
        lambda form: _draw(form, steps, text, currency),
        _said(steps, text, currency),
        language=language,
        source=source,
    )


def _thousands(size: float, text: Words) -> str:
    return text.thousands(size, 0 if size % 1000 == 0 else 1)


def _size(row: Row, text: Words, currency: str) -> str:
    """How large a project may be: «up to 30 thousand RUB»; a size that is no cap has no «up to»."""
    size = row.number("size")
    if size is None:
        return text.say("no cap printed")
    said = _thousands(size, text) + NO_BREAK_SPACE + text.thousand_unit(currency)
    return text.say("up to {sum}", sum=said) if row.cells.get("size_kind") == "cap" else said


def _nominations(row: Row, text: Words) -> str:
    count = row.number("nominations")
    return text.plural("{count} nomination", "{count} nominations", int(count)) if count else ""


def _draw(form: Form, steps: Sequence[Row], text: Words, currency: str) -> Drawing:
    drawing = Drawing(4, (-0.005, 1.005))
    places: list[tuple[float, float, float]] = []
    order = list(range(len(steps))) if form.narrow else list(range(len(steps)))[::-1]
    for place in order:
        left, right = _plate(form, place, len(steps))
        says = _says(steps[place], text, _room(form, left, right))
        high = max(PLATE, len(says) * LINE_HEIGHT) + AIR
        middle = drawing.height + high / 2
        drawing.height += high
        drawing.shapes.append(_outline(steps[place], left, right, middle))
        drawing.labels += _beside(says, left, right, middle)
        places.append(((left + right) / 2, middle, (right - left) * form.width))
    drawing.traces = [_sizes([steps[place] for place in order], places, text, currency)]
    drawing.key = _key(steps, text)
    return drawing


def _plate(form: Form, place: int, count: int) -> tuple[float, float]:
    if form.narrow:
        return 0, NARROW_PLATE
    return place / count, (place + 1) / count


def _room(form: Form, left: float, right: float) -> float:
    """How wide the words beside a plate may be: they stand on the side that has more room."""
    return max(left, 1 - right) * form.width - 2 * BESIDE


def _says(row: Row, text: Words, room: float) -> list[tuple[str, bool]]:
    """The lines beside a plate, and which are bold: the name, the type of project, the nominations."""
    said = [(line, True) for line in lines(row.label, room / BOLD, most=3)]
    for quiet in (row.text("project_type", text.language), _nominations(row, text)):
        said += [(line, False) for line in lines(quiet, room, SMALL_SIZE, most=2)]
    return said


def _beside(says: Sequence[tuple[str, bool]], left: float, right: float, middle: float) -> list[Drawn]:
    x, anchor, shift = (right, "left", BESIDE) if 1 - right >= left else (left, "right", -BESIDE)
    first = middle - (len(says) - 1) * LINE_HEIGHT / 2
    return [
        label(
            safe(said),
            x=x,
            y=first + number * LINE_HEIGHT,
            anchor=anchor,
            shift=shift,
            bold=bold,
            size=SIZE if bold else SMALL_SIZE,
            colour=INK if bold else SOFT,
        )
        for number, (said, bold) in enumerate(says)
    ]


def _outline(row: Row, left: float, right: float, middle: float) -> Drawn:
    known, cap = row.number("size") is not None, row.cells.get("size_kind") == "cap"
    return {
        "type": "rect",
        "x0": left,
        "x1": right,
        "y0": middle - PLATE / 2,
        "y1": middle + PLATE / 2,
        "layer": "below",
        "fillcolor": BUDGET if known and cap else TRANSPARENT,
        "line": {"color": BUDGET if known and cap else SOFT, "width": 1.5, "dash": "solid" if known else "dash"},
    }


def _sizes(steps: Sequence[Row], places: Sequence[tuple[float, float, float]], text: Words, currency: str) -> Trace:
    """The words on the plates: how large a project may be."""
    return scatter(
        name=text.say("Size of a project"),
        mode="text",
        cliponaxis=False,
        x=[x for x, _, _ in places],
        y=[y for _, y, _ in places],
        text=[_broken(_size(row, text, currency), wide) for row, (_, _, wide) in zip(steps, places, strict=True)],
        textfont={"size": LEAST_SIZE, "color": INK},
        hovertext=[safe(_told(row, text, currency)) for row in steps],
        hoverinfo="text",
    )


def _broken(said: str, wide: float) -> str:
    """Words on a plate: on one line where they fit; a plate too small for a sum has its unit below."""
    if width(said, LEAST_SIZE) <= wide - 6:
        return safe(said)
    return "<br>".join(map(safe, lines(said.replace(NO_BREAK_SPACE, " "), wide - 6, LEAST_SIZE, most=3)))


def _key(steps: Sequence[Row], text: Words) -> list[Entry]:
    kinds = {row.cells.get("size_kind") for row in steps if row.number("size") is not None}
    entries = {
        "cap": Entry("bar", BUDGET, text.say("a cap")),
        "size": Entry("outline", SOFT, text.say("perhaps not a cap")),
    }
    return [entry for kind, entry in entries.items() if kind in kinds] if "size" in kinds else []


def _told(row: Row, text: Words, currency: str) -> str:
    said = (row.text("project_type", text.language), _size(row, text, currency), _nominations(row, text))
    return f"{row.label}: {', '.join(filter(None, said))}"


def _said(steps: Sequence[Row], text: Words, currency: str) -> style.Said:
    subtitle = text.say("the contest's lines by steps, with the size of a project")
    said = [text.say("The printed table is a staircase; this is a reading of its steps.")]
    said += [
        text.say(
            "{line}: {size} is printed without “up to”, so it is a size and perhaps not a cap.",
            line=row.label,
            size=_size(row, text, currency),
        )
        for row in steps
        if row.number("size") is not None and row.cells.get("size_kind") == "size"
    ]
    lost = ", ".join(row.label for row in steps if row.number("size") is None)
    unsized = text.say("No cap is printed for: {lines}.", lines=lost) if lost else ""
    said += [unsized] if lost else []
    said.append(text.say("The steps follow the printed order; their height is not a sum of money."))
    sized = [(row.label, size, _size(row, text, currency)) for row in steps if (size := row.number("size")) is not None]
    told = trend.of_groups(sized, subtitle, text) if sized else f"{_title(steps, text, currency)}"
    return style.Said(_title(steps, text, currency), subtitle, trend.sentences(told, unsized), tuple(said))


def _title(steps: Sequence[Row], text: Words, currency: str) -> str:
    counted = text.plural("{count} line", "{count} lines", len(steps))
    title = f"{_contest(steps[0], text)}: {counted}"
    sizes = [size for row in steps if (size := row.number("size")) is not None]
    if not sizes:
        return title
    low, high = (_thousands(size, text) for size in (min(sizes), max(sizes)))
    unit = text.thousand_unit(currency)
    if low == high:
        return f"{title}, {low}{NO_BREAK_SPACE}{unit}"
    return text.say("{title}, from {low} to {high} {unit}", title=title, low=low, high=high, unit=unit)


def _contest(row: Row, text: Words) -> str:
    """The contest of the steps: «VI contest, 2004»; without its number or year, what is known of them."""
    edition = row.number("edition")
    named = [text.say("{edition} contest", edition=_roman(int(edition)))] if edition else []
    named += [str(row.year)] if row.year else []
    return ", ".join(named) or text.say("The contest")


def _roman(number: int) -> str:
    """A contest's number as it is printed.

    >>> [_roman(edition) for edition in (4, 6, 27)]
    ['IV', 'VI', 'XXVII']
    """
    signs = {10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
    written = ""
    for value, sign in signs.items():
        written += sign * (number // value)
        number %= value
    return written
