"""Whether those who came once come again: a triangle of shares, one line for the newcomers of each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lettering import LEAST_SIZE, SMALL_SIZE, label, safe, width
from partnerlab.charts.palette import (
    CARD,
    COUNTED,
    COUNTED_FAINT,
    COUNTED_MIDDLE,
    COUNTED_PALE,
    COUNTED_STRONG,
    INK,
    SMALL,
    SOFT,
    UNKNOWN,
)  # fmt: skip
from partnerlab.charts.rows import BETWEEN, NO_FIGURES, Row, Rows, about, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = ("cohort", "age", "organisations", "active", "share", "rows_used", "rows_left_out")
LEFT_OUT = message("the organisation or the year is not recorded.")
STEPS = ((COUNTED_FAINT, INK), (COUNTED_PALE, INK), (COUNTED_MIDDLE, INK), (COUNTED_STRONG, CARD), (COUNTED, CARD))
"""The shades of the shares, from few to all, each with the colour of the letters on it."""
HEAD, CELL, AIR, BOLD = 24, 28, 6, 1.14


@dataclass(frozen=True)
class Cohort:
    """The organisations first seen in one year: of which group, how many, and what is known of each year after."""

    group: str
    year: int
    size: int
    ages: Mapping[int, Row]

    @property
    def first(self) -> int | None:
        """After how many years it is first known who took part again."""
        return min((age for age, row in self.ages.items() if age > 0), default=None)


def cohorts(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """Of the organisations first seen in a year, how many took part again one year later, two years later, and so on.

    Shape: one line a cohort of `metrics.cohorts`, one cell a year after, shaded by the share; a year of which nothing
    is known is hatched. `year` is the cohort that the title speaks of, the latest with a year after it without one.
    A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"cohort": [2000], "age": [1], "organisations": [125], "active": [55], "share": [0.44]})
    >>> cohorts(table).layout.meta["title"]
    'Of the 125 organisations first seen in 2000, 44% took part again a year later'
    """
    rows = rows_of(table, own=OWN, column="share", year=year, language=language)
    lines = _lines(rows)
    if not any(line.first for line in lines):
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    chosen = year or max((line.first == 1, line.year) for line in lines if line.first)[1]
    return style.finish(
        lambda form: _draw(form, lines, chosen, text),
        _said(rows, lines, chosen, text, source),
        language=language,
        source=source,
    )


def _lines(rows: Rows) -> list[Cohort]:
    """The cohorts from the first year to the last, the groups of the table one after another."""
    found: dict[tuple[str, int], dict[int, Row]] = {}
    sizes: dict[tuple[str, int], int] = {}
    for row in rows.lines:
        cohort, age = row.number("cohort"), row.number("age")
        if cohort is None:
            continue
        place = (row.label if rows.by else "", int(cohort))
        sizes[place] = max(sizes.get(place, 0), int(row.number("organisations") or 0))
        ages = found.setdefault(place, {})
        if age is not None and row.number("share") is not None:
            ages[int(age)] = row
    groups = list(dict.fromkeys(group for group, _ in found))
    order = sorted(found, key=lambda place: (groups.index(place[0]), place[1]))
    return [Cohort(*place, sizes[place], found[place]) for place in order]


def _last(lines: list[Cohort]) -> int:
    """The last year of the data: the latest that any cohort was seen in, or began in."""
    return max(line.year + max(line.ages, default=0) for line in lines)


def _draw(form: Form, lines: list[Cohort], chosen: int, text: Words) -> Drawing:
    names = [_name(line, form, text) for line in lines]
    left = max(width(part, SMALL_SIZE) for name in names for part in name) * BOLD + 12
    oldest = max(1, *(_last(lines) - line.year for line in lines))
    drawing = Drawing(HEAD, (0.5, oldest + 0.5), left=left, right=4)
    cell = (form.width - left - 4) / oldest
    _head(drawing, oldest, cell, text)
    middles = []
    group = ""
    for line, name in zip(lines, names, strict=True):
        if line.group != group:
            group = line.group
            drawing.labels.append(label(safe(group), y=drawing.height + 10, bold=True, shift=4 - left))
            drawing.height += 24
        high = max(CELL, 17 * len(name))
        middles.append(drawing.height + high / 2)
        for place, part in enumerate(name):
            y = middles[-1] + (place - (len(name) - 1) / 2) * 17
            colour, size = (SOFT, LEAST_SIZE) if place else (INK, SMALL_SIZE)
            bold = line.year == chosen and not place
            drawing.labels.append(label(safe(part), y=y, size=size, colour=colour, bold=bold, shift=4 - left))
        drawing.height += high + AIR
    _cells(drawing, lines, middles, cell, text)
    return drawing


def _name(line: Cohort, form: Form, text: Words) -> list[str]:
    size = text.plural("{count} organisation", "{count} organisations", line.size)
    if form.narrow:
        return [str(line.year), text.say("of {whole}", whole=text.number(line.size))]
    return [f"{line.year}{BETWEEN}{size}"]


def _head(drawing: Drawing, oldest: int, cell: float, text: Words) -> None:
    """How many years later each column is, in words where there is room."""
    years = {age: text.plural("{count} year", "{count} years", age) for age in range(1, oldest + 1)}
    in_words = max(width(said, LEAST_SIZE) for said in years.values()) + 4 <= cell
    every = next(step for step in (1, 2, 5, 10, 20) if step == 20 or width(str(oldest), LEAST_SIZE) + 4 <= cell * step)
    for age, said in years.items():
        if age % every == 0 or age == 1:
            head = said if in_words else str(age)
            drawing.labels.append(label(head, y=HEAD / 2 - 2, x=age, size=LEAST_SIZE, colour=SOFT, anchor="center"))


def _cells(drawing: Drawing, lines: list[Cohort], middles: list[float], cell: float, text: Words) -> None:
    last = _last(lines)
    at = [(line, age, y) for line, y in zip(lines, middles, strict=True) for age in range(1, last - line.year + 1)]
    for place, (colour, ink) in enumerate(STEPS):
        ends = text.between(*(text.share((place + end) / len(STEPS), 0) for end in (0, 1)))
        here = [(line, age, y, line.ages[age]) for line, age, y in at if age in line.ages]
        here = [it for it in here if _step(it[3]) == place]
        entry = Entry("bar", colour, ends)
        drawing.key.append(entry)
        drawing.traces.append(
            bars(
                entry,
                y=[y for _, _, y, _ in here],
                x=[1.0] * len(here),
                base=[age - 0.5 for _, age, _, _ in here],
                hover=[_hover(line, age, row, text) for line, age, _, row in here],
                inside=[_fitting(row, cell, text) for *_, row in here],
                thick=CELL,
                ink=ink,
            )
        )
    drawing.labels += [
        label(text.say("no later contest yet"), y=y, x=0.5, size=LEAST_SIZE, colour=SOFT, shift=2)
        for line, y in zip(lines, middles, strict=True)
        if line.year == last
    ]
    lost = [(line, age, y) for line, age, y in at if age not in line.ages]
    hatched = Entry("striped_back", UNKNOWN, text.say("no contest or no data"), SMALL)
    drawing.traces.append(
        bars(
            hatched,
            y=[y for _, _, y in lost],
            x=[1.0] * len(lost),
            base=[age - 0.5 for _, age, _ in lost],
            hover=[f"{line.year + age}: {text.say('no data')}" for line, age, _ in lost],
            inside=[""] * len(lost),
            thick=CELL,
        )
    )
    if lost:
        drawing.key.append(hatched)


def _step(row: Row) -> int:
    return min(len(STEPS) - 1, int((row.number("share") or 0) * len(STEPS) + 1e-9))


def _fitting(row: Row, cell: float, text: Words) -> str:
    """The share as all shares fit into their cells: with its sign, without it, or not at all."""
    share = text.share(row.number("share"), 0)
    if width(text.share(0.88, 0), SMALL_SIZE) + 2 <= cell:
        return share
    return share.rstrip("%").rstrip() if width("88", SMALL_SIZE) + 2 <= cell else ""


def _hover(line: Cohort, age: int, row: Row, text: Words) -> str:
    group = f"{line.group}{BETWEEN}" if line.group else ""
    counted = text.say("{part} of {whole}", part=text.number(row.number("active")), whole=text.number(line.size))
    return safe(f"{group}{line.year}, {_later(age, text)} ({line.year + age}): {counted}, {_share(row, text)}")


def _later(age: int, text: Words) -> str:
    if age == 1:
        return text.say("a year later")
    return text.plural("{count} year later", "{count} years later", age)


def _share(row: Row, text: Words) -> str:
    return text.share(row.number("share"), 0)


def _said(rows: Rows, lines: list[Cohort], chosen: int, text: Words, source: Source | None) -> style.Said:
    subtitle = text.say("share of organisations that took part again, by years after they were first seen")
    subtitle += f", {text.years(line.year for line in lines)}"
    begin = text.say(
        "The data begin in {year}: its organisations are all that took part then, old and new.",
        year=min(line.year for line in lines),
    )
    once = replace(rows, lines=tuple({row.label: row for row in rows.lines}.values()))  # each rests on its whole group
    said = (begin, *notes.basis(once, why_left_out=LEFT_OUT, source=source))
    return style.Said(_title(lines, chosen, text), subtitle, _told(lines, subtitle, text), said)


def _title(lines: list[Cohort], chosen: int, text: Words) -> str:
    asked = [(line, line.first) for line in lines if line.year == chosen]
    known = [(line, first, line.ages[first]) for line, first in asked if first is not None]
    if not known:
        years = text.years(line.year for line in lines if line.first)
        absent = text.say(NO_FIGURES[1], year=chosen, years=years)
        return about(text.say("Coming again after the first time"), absent)
    line, first, row = max(known, key=lambda it: it[2].number("share") or 0)
    if len(known) > 1:
        return text.say(
            "Of the organisations first seen in {year}, most took part again {later} here: {group}, {share}",
            year=chosen, later=_later(first, text), group=line.group, share=_share(row, text),
        )  # fmt: skip
    said = {"year": chosen, "share": _share(row, text), "later": _later(first, text)}
    if line.year == min(other.year for other in lines) and len(lines) > 1:
        return text.plural(
            "Of the {count} organisation of {year}, {share} took part again {later}",
            "Of the {count} organisations of {year}, {share} took part again {later}",
            line.size, **said,
        )  # fmt: skip
    return text.plural(
        "Of the {count} organisation first seen in {year}, {share} took part again {later}",
        "Of the {count} organisations first seen in {year}, {share} took part again {later}",
        line.size, **said,
    )  # fmt: skip


def _told(lines: list[Cohort], subtitle: str, text: Words) -> str:
    """Between which shares the cohorts lie a year later, and what is left of the oldest at the end."""
    known = [(line, line.first) for line in lines if line.first is not None]
    nearest = min(first for _, first in known)
    shares = [
        (f"{line.group}{BETWEEN}{line.year}" if line.group else str(line.year), line.ages[first].number("share") or 0.0,
         _share(line.ages[first], text))
        for line, first in known if first == nearest
    ]  # fmt: skip
    line = known[0][0]
    age = max(line.ages)
    later = trend.of_groups(shares, f"{subtitle}, {_later(nearest, text)}", text)
    if age == nearest:
        return trend.sentences(later)
    said = {"group": str(line.year), "later": _later(age, text), "share": _share(line.ages[age], text)}
    return trend.sentences(later, text.say("of those of {group} {share} took part {later}", **said))
