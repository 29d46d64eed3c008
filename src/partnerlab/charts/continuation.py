"""What became of the projects after their funding: which continue, which ended, and of which nothing is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry, Mark
from partnerlab.charts.lanes import Lane, lay
from partnerlab.charts.lettering import SMALL_SIZE, safe, width
from partnerlab.charts.palette import CARD, COUNTED, COUNTED_MIDDLE, COUNTED_PALE, INK, SMALL, SOFT, TRANSPARENT
from partnerlab.charts.rows import Row, Rows, grouped, rows_of
from partnerlab.charts.traces import bar
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "status", "projects", "share", "continues", "continues_low", "continues_high", "bound_low", "bound_high",
    "response_rate", "rows_used", "rows_left_out",
)  # fmt: skip
LEFT_OUT = message("their funding runs on or has no known end, or it is not recorded whether they won.")
BODY, BAR, BRACKET = 44, 28, 5
DOWN = (BODY - BAR) / 2


@dataclass(frozen=True)
class Part:
    """What may have become of a project: its status and name, and how its bar and its number look."""

    status: str
    name: str
    mark: Mark
    colour: str
    ink: str
    over: str = CARD


# The unknown stand between those that continue and those that ended: each may belong to either.
PARTS = (
    Part("continues_funded_otherwise", message("continues with other funding"), "bar", COUNTED, CARD),
    Part("continues_own_means", message("continues by its own means"), "bar", COUNTED_MIDDLE, INK),
    Part("continues_partly", message("continues in part"), "bar", COUNTED_PALE, INK),
    Part("unknown", message("unknown"), "outline", SMALL, INK),
    Part("ended", message("ended"), "bar", SOFT, CARD),
)


def continuation(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """How many projects continue after their funding, by what means, and how many more of the unknown may.

    A bar of shares with their counts, and under it the span from «at least» to «at most»: none or all of the projects
    of which nothing is known continue. Shape: one lane a group of `metrics.continuation`; years that the table lacks
    are shown as gaps. `year` is what the title speaks of, the latest known one without it. A table with nothing known
    gives a figure that says so.

    >>> table = pd.DataFrame({"status": ["continues_partly", "unknown"], "projects": [3, 1], "share": [0.75, 0.25]})
    >>> continuation(table.assign(bound_low=0.75, bound_high=1.0, response_rate=0.75)).layout.meta["title"]
    'Of 4 projects at least 75% and at most 100% continue'
    """
    rows = rows_of(table, own=OWN, column="bound_low", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    by_group = grouped(rows.lines)
    fates = {name: {str(row.cells.get("status")): row for row in here} for name, here in by_group.items()}
    groups = replace(rows, lines=tuple(here[0] for here in by_group.values()))
    return style.finish(
        lambda form: _draw(form, groups, fates, text),
        _said(groups, fates, text, source, year),
        language=language,
        source=source,
    )


def _count(fate: Mapping[str, Row], status: str) -> float:
    return (fate[status].number("projects") or 0) if status in fate else 0


def _whole(fate: Mapping[str, Row]) -> int:
    return int(sum(_count(fate, part.status) for part in PARTS))


def _bounds(row: Row) -> tuple[float, float]:
    low, high = row.number("bound_low") or 0, row.number("bound_high")
    return low, low if high is None else high


def _says(row: Row, text: Words) -> tuple[str, ...]:
    if row.number("bound_low") is None:
        return (text.say("no data"),)
    low, high = (text.share(end) for end in _bounds(row))
    said = text.say("{share} continue", share=low if low == high else text.between(low, high))
    if row.number("response_rate") is None:
        return (said,)
    return (said, text.say("known for {share}", share=text.share(row.number("response_rate"))))


def _draw(form: Form, groups: Rows, fates: Mapping[str, Mapping[str, Row]], text: Words) -> Drawing:
    gaps = [row.number("bound_low") is None for row in groups.lines]
    lanes = [
        Lane(row.label, _says(row, text), row.chosen, quiet=gap, gap=gap)
        for row, gap in zip(groups.lines, gaps, strict=True)
    ]
    drawing, middles = lay(form, lanes, body=BODY)
    drawing.x_range = (0, 1)
    drawing.scale = tuple((share, text.share(share, 0)) for share in (0, 0.5, 1))
    at = [(row, y) for row, y, gap in zip(groups.lines, middles, gaps, strict=True) if not gap]
    room = form.width - drawing.left - drawing.right
    for place, part in enumerate(PARTS):
        _add(drawing, part, PARTS[:place], [(row, fates[row.label], y - DOWN) for row, y in at], room, text)
    _bracket(drawing, [(row, y + BODY / 2 - BRACKET) for row, y in at], text)
    return drawing


def _add(
    drawing: Drawing,
    part: Part,
    before: tuple[Part, ...],
    at: list[tuple[Row, Mapping[str, Row], float]],
    room: float,
    text: Words,
) -> None:
    """The bars of one status, each with its number where that fits; the unknown are a dashed outline."""
    here = [(row, fate, y) for row, fate, y in at if _count(fate, part.status)]
    shares = [_count(fate, part.status) / _whole(fate) for _, fate, _ in here]
    base = [sum(_count(fate, other.status) for other in before) / _whole(fate) for _, fate, _ in here]
    counts = [text.number(_count(fate, part.status)) for _, fate, _ in here]
    name, hollow = text.say(part.name), part.mark == "outline"
    drawing.traces.append(
        bars(
            Entry("bar", TRANSPARENT if hollow else part.colour, name, part.over),
            y=[y for _, _, y in here],
            x=shares,
            base=base,
            hover=[
                f"{safe(row.label)}: {safe(name)}, {count} ({text.share(share)})"
                for (row, _, _), count, share in zip(here, counts, shares, strict=True)
            ],
            inside=[
                count if width(count, SMALL_SIZE) + 6 <= share * room else ""
                for count, share in zip(counts, shares, strict=True)
            ],
            thick=BAR,
            ink=part.ink,
        )
    )
    if here:
        # Of one group the key says the number too: not every bar has room for its own.
        said = f"{name}: {counts[0]}" if len(at) == 1 else name
        drawing.key.append(Entry(part.mark, part.colour, said, part.over))
    if hollow:
        line = {"color": part.colour, "width": 1.5, "dash": "dash"}
        drawing.shapes += [
            {
                "type": "rect",
                "x0": start,
                "x1": start + share,
                "y0": y - BAR / 2 + 1,
                "y1": y + BAR / 2 - 1,
                "line": line,
            }
            for (_, _, y), start, share in zip(here, base, shares, strict=True)
        ]


def _bracket(drawing: Drawing, at: list[tuple[Row, float]], text: Words) -> None:
    """The span from «at least» to «at most», with a stroke at each end."""
    name = text.say("from at least to at most")
    spans = [(row, y, low, high) for row, y in at for low, high in [_bounds(row)] if low < high]
    drawing.traces.append(
        bar(
            name=name,
            orientation="h",
            y=[y for _, y, _, _ in spans],
            base=[low for _, _, low, _ in spans],
            x=[high - low for _, _, low, high in spans],
            width=BRACKET,
            marker={"color": INK, "line": {"width": 0}},
            hoverinfo="text",
            hovertext=[f"{safe(row.label)}: {', '.join(_says(row, text))}" for row, *_ in spans],
        )
    )
    line = {"color": INK, "width": 2}
    drawing.shapes += [
        {"type": "line", "x0": end, "x1": end, "y0": y - BRACKET, "y1": y + BRACKET, "line": line}
        for _, y, low, high in spans
        for end in (low, high)
    ]
    if spans:
        drawing.key.append(Entry("band", INK, name))


def _title(row: Row, fate: Mapping[str, Row], text: Words) -> str:
    projects, (low, high) = _whole(fate), _bounds(row)
    if row.number("response_rate") == 0:
        return text.plural(
            "Of {count} project it is not known whether it continues",
            "Of {count} projects it is not known of any whether it continues",
            projects,
        )
    if low == high:
        return text.plural(
            "Of {count} project {share} continues", "Of {count} projects {share} continue", projects,
            share=text.whole_share(low),
        )  # fmt: skip
    return text.plural(
        "Of {count} project at least {low} and at most {high} continues",
        "Of {count} projects at least {low} and at most {high} continue",
        projects, low=text.whole_share(low), high=text.whole_share(high),
    )  # fmt: skip


def _said(
    groups: Rows, fates: Mapping[str, Mapping[str, Row]], text: Words, source: Source | None, year: int | None
) -> style.Said:
    def one(row: Row) -> str:
        return groups.of(row, _title(row, fates[row.label], text))

    def most(row: Row) -> str:
        share = text.share(row.number("bound_low"))
        return text.say("The most projects are known to continue here: {group}, {share}", group=row.label, share=share)

    subtitle = text.say("shares of the projects whose funding has ended") + notes.period(groups, year)
    said = (
        *(_among_known(row, fates[row.label], groups, text) for row in groups.asked if row.interval("continues")),
        text.say("At least: none of the unknown continue. At most: all of them do."),
        *notes.basis(groups, why_left_out=LEFT_OUT, source=source),
        *notes.intervals(groups, "continues", any_small=False),
        *notes.gaps(groups),
    )
    if len(groups.lines) > trend.LISTED:
        least = trend.among(
            groups, text.say("at least so many continue"), value=lambda row: text.share(row.number("bound_low"))
        )
        told = trend.sentences(subtitle, least)
    else:
        told = trend.sentences(subtitle, "; ".join(_told(row, fates[row.label], text) for row in groups.lines))
    return style.Said(groups.title(one=one, most=most), subtitle, told, said, lead=notes.all_years(groups, year))


def _among_known(row: Row, fate: Mapping[str, Row], groups: Rows, text: Words) -> str:
    low, high = row.interval("continues") or (0, 0)
    said = text.plural(
        "Of the {count} project whose fate is known {share} continues ({between}).",
        "Of the {count} projects whose fate is known {share} continue ({between}).",
        _whole(fate) - int(_count(fate, "unknown")),
        share=text.share(row.number("continues")), between=text.between(text.share(low), text.share(high)),
    )  # fmt: skip
    return groups.of(row, said)


def _told(row: Row, fate: Mapping[str, Row], text: Words) -> str:
    said = f"{row.label}: {', '.join(_says(row, text))}"
    parts = [f"{text.say(part.name)}: {text.number(_count(fate, part.status))}" for part in PARTS if fate]
    return said if row.number("bound_low") is None else f"{said} ({'; '.join(parts)})"
