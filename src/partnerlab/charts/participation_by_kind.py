"""Which kinds of organisations take part: NGOs and territorial self-government bodies side by side, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry, Mark
from partnerlab.charts.lanes import Lane, lay, room
from partnerlab.charts.lettering import SMALL_SIZE, label, safe
from partnerlab.charts.palette import CARD, COUNTED, COUNTED_FAINT, COUNTED_MIDDLE, COUNTED_PALE, SMALL, UNKNOWN
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.model import ORGANISATION_KINDS
from partnerlab.wording import Language, Words, is_missing, message, words
from partnerlab.wording import tables as wording_tables

KIND = "organisation_kind"
COUNTED_OF = "kind: "
"""What a kind's column is called once the kinds of a year stand beside each other."""
OWN = (
    "active", "first_time", "retained", "reactivated", "lapsed", "retention", "first_time_share", "rows_used",
    "rows_left_out",
)  # fmt: skip
LEFT_OUT = message("the organisation or the year is not recorded.")
BAR, BETWEEN_BARS = 18, 3


@dataclass(frozen=True)
class Look:
    """How the bars of a kind look; each tells itself from the others without its colour."""

    mark: Mark
    colour: str
    over: str = CARD


LOOKS = (
    Look("bar", COUNTED),
    Look("striped", COUNTED_MIDDLE),
    Look("outline", COUNTED),
    Look("striped_back", COUNTED_PALE, COUNTED),
    Look("bar", COUNTED_FAINT),
    Look("striped", UNKNOWN, SMALL),
    Look("outline", SMALL),
)


def participation_by_kind(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """The organisations of each year by their kind: NGOs (solid) and self-government bodies (striped), and others.

    Shape: one lane a year of `metrics.participation(..., by=["organisation_kind"])`, in it one bar a kind; years that
    the table lacks are shown as gaps. `year` is what the title speaks of. A table with nothing known gives a figure
    that says so.

    >>> table = pd.DataFrame({"year": [2003, 2003], "organisation_kind": ["ngo", "otos"], "active": [271, 124]})
    >>> participation_by_kind(table).layout.meta["title"]
    '2003: 271 NGOs and 124 self-government bodies (OTOS) took part'
    """
    kinds = _kinds(table)
    side_by_side = _side_by_side(table, kinds)
    own = ("active", *(COUNTED_OF + kind for kind in kinds), *OWN)
    rows = rows_of(side_by_side, own=own, column="active", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    return style.finish(
        lambda form: _draw(form, rows, kinds, text), _said(rows, kinds, text, source), language=language, source=source
    )


def _kinds(table: pd.DataFrame) -> list[str]:
    """The kinds that took part, in the model's order, a user's own after them, and those not stated last."""
    known = table[table["active"] > 0]
    there = {_kind(value) for value in known[KIND]}
    own = sorted(there - {*ORGANISATION_KINDS, ""})
    return [kind for kind in (*ORGANISATION_KINDS, *own, "") if kind in there]


def _kind(value: object) -> str:
    return "" if is_missing(value) else str(value)


def _side_by_side(table: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """One row a year (and other group), in it the organisations of each kind; a kind absent from a year has none."""
    columns = [str(column) for column in table.columns]
    by = [column for column in columns[: columns.index("active")] if column != KIND]
    sums = [column for column in ("active", "rows_used", "rows_left_out") if column in columns]
    groups = table.groupby(by, dropna=False, sort=False)
    whole = groups[sums].sum(min_count=1)
    for kind in kinds:
        here = table[table[KIND].map(_kind) == kind].groupby(by, dropna=False)["active"].sum(min_count=1)
        whole[COUNTED_OF + kind] = here.reindex(whole.index).fillna(0.0).where(whole["active"].notna())
    whole = whole.reset_index()
    return whole[[*by, *(column for column in whole.columns if column not in by)]]


def _name(kind: str, text: Words) -> str:
    return wording_tables.label(KIND, kind, text) if kind else text.say("not stated")


def _count(row: Row, kind: str) -> int:
    return int(row.number(COUNTED_OF + kind) or 0)


def _draw(form: Form, rows: Rows, kinds: Sequence[str], text: Words) -> Drawing:
    step = BAR + BETWEEN_BARS
    lanes = [_lane(row, text) for row in rows.lines]
    drawing, middles = lay(form, lanes, body=step * len(kinds) - BETWEEN_BARS)
    at = [(row, y) for row, y in zip(rows.lines, middles, strict=True) if row.number("active") is not None]
    counts = [float(_count(row, kind)) for row, _ in at for kind in kinds]
    drawing.x_range = (0, room(form, drawing, [(count, text.number(count)) for count in counts]))
    for place, kind in enumerate(kinds):
        look = LOOKS[min(place, len(LOOKS) - 1)]
        entry = Entry(look.mark, look.colour, _name(kind, text), look.over)
        heights = [y + (place - (len(kinds) - 1) / 2) * step for _, y in at]
        drawing.key.append(entry)
        drawing.traces.append(
            bars(
                entry,
                y=heights,
                x=[_count(row, kind) for row, _ in at],
                hover=[f"{safe(row.label)}: {safe(entry.name)}, {text.number(_count(row, kind))}" for row, _ in at],
                inside=[""] * len(at),
                thick=BAR,
            )
        )
        drawing.labels += [
            label(text.number(_count(row, kind)), x=_count(row, kind), y=y, size=SMALL_SIZE, bold=row.chosen, shift=6)
            for (row, _), y in zip(at, heights, strict=True)
        ]
    return drawing


def _lane(row: Row, text: Words) -> Lane:
    absent = row.number("active") is None
    return Lane(row.label, (text.say("no data"),) if absent else (), row.chosen, quiet=absent, gap=absent)


def _said(rows: Rows, kinds: Sequence[str], text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        named, agrees = _named(row, kinds, text)
        return text.plural(
            "{group}: {kinds} took part", "{group}: {kinds} took part", agrees,
            group=row.label, kinds=named,
        )  # fmt: skip

    def most(row: Row) -> str:
        return text.say(
            "Most organisations took part here: {group}, {count}",
            group=row.label, count=text.number(row.number("active")),
        )  # fmt: skip

    subtitle = text.say("organisations taking part, by kind") + notes.period(rows)
    return style.Said(
        rows.title(one=one, most=most, subject=text.say("Organisations taking part, by kind")),
        subtitle,
        _told(rows, kinds, subtitle, text),
        (*notes.basis(rows, why_left_out=LEFT_OUT, source=source), *notes.gaps(rows)),
    )


def _named(row: Row, kinds: Sequence[str], text: Words) -> tuple[str, int]:
    """The kinds of a year with their counts as a sentence names them, and the number that its verb agrees with."""
    ngo, otos = _count(row, "ngo"), _count(row, "otos")
    others = sum(_count(row, kind) for kind in kinds if kind not in ("ngo", "otos"))
    parts = [
        text.plural("{count} NGO", "{count} NGOs", ngo),
        text.plural("{count} self-government body (OTOS)", "{count} self-government bodies (OTOS)", otos),
        text.plural("{count} organisation of another kind", "{count} organisations of other kinds", others),
    ]
    there = [(part, count) for part, count in zip(parts, (ngo, otos, others), strict=True) if count]
    if len(there) < 2:
        return there[0] if there else (parts[0], ngo)
    *first, last = (part for part, _ in there)
    return text.say("{first} and {last}", first=", ".join(first), last=last), 2


def _told(rows: Rows, kinds: Sequence[str], subtitle: str, text: Words) -> str:
    """The change of each kind from the first year to the last; of other groups the kinds of each, or the ends."""
    known = rows.known
    if rows.by == ("year",) and len(known) > 1:
        changes = ", ".join(_changed(known[0], known[-1], kind, text) for kind in kinds)
        said = text.say(
            "organisations taking part from {first} to {last}: {changes}",
            first=known[0].label, last=known[-1].label, changes=changes,
        )  # fmt: skip
    else:
        said = trend.among(
            rows,
            subtitle,
            value=lambda row: text.number(row.number("active")),
            says=lambda row: ", ".join(f"{_name(kind, text)} {text.number(_count(row, kind))}" for kind in kinds),
        )
    return trend.sentences(said, "; ".join(trend.gaps(rows)))


def _changed(first: Row, last: Row, kind: str, text: Words) -> str:
    before, after = _count(first, kind), _count(last, kind)
    much = trend.measured(before, after, "times", text) if before != after else ""
    said = text.say(
        "{kind} from {before} to {after}",
        kind=_name(kind, text), before=text.number(before), after=text.number(after),
    )  # fmt: skip
    return f"{said} ({much})" if much else said
