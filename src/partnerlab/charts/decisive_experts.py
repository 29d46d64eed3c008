"""How many winners hang on one expert: who would not win, and who would, were that expert's scores left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry, Mark
from partnerlab.charts.lanes import BOLD, Lane, lay
from partnerlab.charts.lettering import label, safe, width
from partnerlab.charts.palette import COUNTED, COUNTED_MIDDLE, SOFT
from partnerlab.charts.rows import BETWEEN, Rows, about, grouped, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = ("expert", "application_id", "change", "mean_score", "mean_without", "applications", "rows_used", "rows_left_out")
BODY, BEHIND = 24, 10
MOST = 15
"""More experts than this make a list and not a chart."""


@dataclass(frozen=True)
class Hinge:
    """One expert of a group, and how many winners would change without that expert, either way."""

    name: str
    dropped: int
    gained: int


@dataclass(frozen=True)
class Side:
    """One direction of change: its name, and how its bar looks."""

    name: str
    mark: Mark
    colour: str
    sign: int
    count: Callable[[Hinge], int]


SIDES = (
    Side(message("would not win"), "striped", COUNTED_MIDDLE, -1, lambda hinge: hinge.dropped),
    Side(message("would win"), "bar", COUNTED, 1, lambda hinge: hinge.gained),
)


def decisive_experts(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """How many winners would change if one expert's scores were left out, expert by expert.

    To the left the applications that would not win, to the right those that would instead. Shape: one lane an expert
    with any change, for the groups of `year` (the latest without it) in `metrics.decisive_experts`'s table, those with
    the most changes first, at most 15. A table without a change gives a figure that says so.

    >>> table = pd.DataFrame({"expert": ["A", "A"], "application_id": ["1", "2"], "change": ["dropped", "gained"]})
    >>> decisive_experts(table.assign(applications=40)).layout.meta["title"]
    'Without any one expert at most 1 winner would change'
    """
    rows = rows_of(table, own=OWN, column="applications", year=year, language=language)
    text = words(language)
    hinges = _hinges(rows)
    if not rows.known and not table.empty:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    if not hinges:
        return style.empty(_nothing(rows.year if year is None else year, text), language=language, source=source)
    return style.finish(
        lambda form: _draw(form, hinges[:MOST], text),
        _said(rows, hinges, text, source),
        language=language,
        source=source,
    )


def _nothing(year: int | None, text: Words) -> str:
    """True where no winner hangs on one expert, and where nothing is known of the experts."""
    if year is None:
        return text.say("No winner is known to hang on one expert")
    return text.say("No winner of {year} is known to hang on one expert", year=year)


def _hinges(rows: Rows) -> list[Hinge]:
    """The experts of the groups asked for, those with the most changes first."""
    several = len({row.label for row in rows.asked}) > 1
    changes: dict[str, list[str]] = {}
    for row in rows.asked:
        name = str(row.cells.get("expert"))
        if several:
            name = rows.within(row) + BETWEEN + name
        changes.setdefault(name, []).append(str(row.cells.get("change")))
    found = [Hinge(name, all_.count("dropped"), all_.count("gained")) for name, all_ in changes.items()]
    return sorted(found, key=lambda hinge: (-hinge.dropped - hinge.gained, hinge.name))


def _draw(form: Form, hinges: list[Hinge], text: Words) -> Drawing:
    drawing, middles = lay(form, [Lane(hinge.name) for hinge in hinges], body=BODY)
    ends = [max(side.count(hinge) for hinge in hinges) for side in SIDES]
    beside = BEHIND + width(text.number(max(ends))) * BOLD
    unit = sum(ends) / max(60, form.width - drawing.left - drawing.right - 2 * beside)
    drawing.x_range = (-ends[0] - beside * unit, ends[1] + beside * unit)
    for side in SIDES:
        _add(drawing, side, hinges, middles, text)
    line = {"color": SOFT, "width": 1}
    drawing.shapes = [
        {"type": "line", "x0": 0, "x1": 0, "y0": y - BODY / 2 - 4, "y1": y + BODY / 2 + 4, "line": line}
        for y in middles
    ]
    return drawing


def _add(drawing: Drawing, side: Side, hinges: list[Hinge], middles: list[float], text: Words) -> None:
    """The bars to one side of zero, with their numbers behind them."""
    here = [(hinge, y, side.count(hinge)) for hinge, y in zip(hinges, middles, strict=True) if side.count(hinge)]
    entry = Entry(side.mark, side.colour, text.say(side.name))
    drawing.traces.append(
        bars(
            entry,
            y=[y for _, y, _ in here],
            x=[side.sign * count for _, _, count in here],
            hover=[f"{safe(hinge.name)}: {safe(entry.name)}, {text.number(count)}" for hinge, _, count in here],
            thick=BODY,
        )
    )
    for _, y, count in here:
        anchor = "left" if side.sign > 0 else "right"
        drawing.labels.append(label(text.number(count), x=side.sign * count, y=y, shift=side.sign * 7, anchor=anchor))
    if here:
        drawing.key.append(entry)


def _title(hinges: list[Hinge], text: Words) -> str:
    if most := max(hinge.dropped for hinge in hinges):
        return text.plural(
            "Without any one expert at most {count} winner would change",
            "Without any one expert at most {count} winners would change",
            most,
        )
    return text.plural(
        "Without any one expert at most {count} more application would win",
        "Without any one expert at most {count} more applications would win",
        max(hinge.gained for hinge in hinges),
    )


def _said(rows: Rows, hinges: list[Hinge], text: Words, source: Source | None) -> style.Said:
    title = _title(hinges, text)
    if rows.year is not None:
        title = about(str(rows.year), title)
    subtitle = text.say("applications whose outcome one expert's scores decide")
    count = int(sum(here[0].number("applications") or 0 for here in grouped(rows.asked).values()))
    said = [
        *(notes.basis(rows, why_left_out="", source=source) if notes.printed(source) else ()),
        text.plural("{count} application was ranked.", "{count} applications were ranked.", count),
        text.say("A change says that the decision was close, and nothing of who is right."),
    ]
    if (hidden := len(hinges) - MOST) > 0:
        said.append(text.plural("{count} expert more is not drawn.", "{count} experts more are not drawn.", hidden))
    changes = [
        (hinge.name, hinge.dropped + hinge.gained, text.number(hinge.dropped + hinge.gained)) for hinge in hinges
    ]
    listed = "; ".join(_told(hinge, text) for hinge in hinges[:1])
    return style.Said(title, subtitle, trend.sentences(trend.of_groups(changes, subtitle, text), listed), tuple(said))


def _told(hinge: Hinge, text: Words) -> str:
    sides = ", ".join(f"{text.say(side.name)}: {text.number(side.count(hinge))}" for side in SIDES)
    return f"{hinge.name}: {sides}"
