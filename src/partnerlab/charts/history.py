"""What public pages say of the contest's years: applications and winners as points, and the years without a figure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import history_notes, notes, style
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.history_notes import COUNTED_AS, SHOWN, Year
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD, Lane, lay, room
from partnerlab.charts.lettering import Drawn, label, safe, width
from partnerlab.charts.palette import CARD, COUNTED, LINE
from partnerlab.charts.rows import Row, Rows, grouped, rows_of
from partnerlab.charts.traces import scatter
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, words

OWN = ("indicator", "value", "value_low", "value_high", "unit", "denominator_kind", "source", "note", "pages")
BODY, POINT, AWAY = 22, 12, 10


def history(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """The contest year by year as public pages tell it: points without a line, both where two pages disagree.

    Shape: one lane a year of `metrics.history`, from the first to the last; a run of years without a figure is one thin
    lane. A hollow point is a number of applications of another kind than those received. `year` is what the title
    speaks of. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": 2011, "indicator": ["applications", "winners"], "value": [184.0, 81.0]})
    >>> history(table).layout.meta["title"]
    '2011: 81 winners of 184 applications'
    """
    shown = table[table["indicator"].isin(SHOWN) & table["value"].notna()]
    rows = rows_of(shown, own=OWN, column="value", year=year or _latest(shown), language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text, years = words(language), _years(rows)
    return style.finish(
        lambda form: _draw(form, years, text, currency),
        history_notes.said(rows, years, text, currency),
        language=language,
        source=source,
    )


def _latest(shown: pd.DataFrame) -> int | None:
    """The latest year of which a page counts applications or winners: what the title speaks of unasked."""
    counted = shown[shown["indicator"].isin(["applications", "winners"])]
    if "year" not in shown or counted.empty:
        return None
    return int(counted["year"].max())


def _years(rows: Rows) -> list[Year]:
    lanes = []
    for empty, run in groupby(rows.lines, key=lambda row: not row.cells):
        if empty:
            lost = tuple(row.year for row in run if row.year is not None)
            lanes.append(Year(words(rows.language).years(lost), years=lost))
            continue
        lanes += [Year(name, tuple(here), here[0].chosen) for name, here in grouped(run).items()]
    return lanes


def _draw(form: Form, years: Sequence[Year], text: Words, currency: str) -> Drawing:
    lanes = [
        Lane(
            year.name, history_notes.says(year, text, currency), year.chosen, quiet=not year.counts, gap=not year.counts
        )
        for year in years
    ]
    # Beside the points the words would leave them a third of the width: they stand above, on the wide form as well.
    drawing, middles = lay(form, lanes, body=BODY, above=True)
    at = [(year, y) for year, y in zip(years, middles, strict=True) if year.counts]
    pixels = max(60, form.width - drawing.left - drawing.right)
    most = room(form, drawing, [(max(year.counts), _last(year, text)) for year, _ in at])
    close = {year.name for year, _ in at if _close(year, most / pixels, text)}
    ends = [(max(year.counts), (_together if year.name in close else _last)(year, text)) for year, _ in at]
    drawing.x_range = (0, room(form, drawing, ends))
    for (year, y), (end, said) in zip(at, ends, strict=True):
        drawing.shapes.append(_line(y, min(year.counts), end))
        drawing.labels.append(label(safe(said), x=end, y=y, bold=year.chosen, shift=AWAY))
        if year.name not in close and year.values("applications") and year.values("winners"):
            drawing.labels.append(_before(year, y, text))
    _mark(drawing, at, text)
    return drawing


def _line(y: float, start: float, end: float) -> Drawn:
    """Joins the numbers of one year; nothing joins two years."""
    return {
        "type": "line",
        "x0": start,
        "x1": end,
        "y0": y,
        "y1": y,
        "layer": "below",
        "line": {"color": LINE, "width": 2},
    }


def _last(year: Year, text: Words) -> str:
    """The number behind a year's last point, its applications where they are known."""
    return history_notes.applications(year, text) if year.values("applications") else year.numbers("winners", text)


def _together(year: Year, text: Words) -> str:
    """Both numbers in one, for where the first point has no room for its own."""
    return text.say(
        "{part} of {whole}", part=year.numbers("winners", text), whole=history_notes.applications(year, text)
    )


def _close(year: Year, pixel: float, text: Words) -> bool:
    """Whether the number of winners has no room before its point, or the two points touch."""
    won, sent = year.values("winners"), year.values("applications")
    if not won or not sent:
        return False
    needed = width(year.numbers("winners", text)) * BOLD + AWAY
    return min(won) < needed * pixel or min(sent) - max(won) < POINT * pixel


def _before(year: Year, y: float, text: Words) -> Drawn:
    said, first = safe(year.numbers("winners", text)), min(year.values("winners"))
    return label(said, x=first, y=y, bold=year.chosen, shift=-AWAY, anchor="right")


def _received(row: Row) -> bool:
    """Whether a number of applications is of those received; a page that does not say otherwise means them."""
    return row.cells.get("denominator_kind") not in COUNTED_AS


def _mark(drawing: Drawing, at: Sequence[tuple[Year, float]], text: Words) -> None:
    sent = [(row, y) for year, y in at for row in year.of("applications")]
    points = {
        Entry("dot", COUNTED, text.say("applications received")): [(row, y) for row, y in sent if _received(row)],
        Entry("ring", COUNTED, text.say("applications counted otherwise")): [
            (row, y) for row, y in sent if not _received(row)
        ],
        Entry("bar", COUNTED, text.say("winners")): [(row, y) for year, y in at for row in year.of("winners")],
    }
    symbols = {"dot": "circle", "ring": "circle-open", "bar": "square"}
    for entry, here in points.items():
        drawing.traces.append(
            scatter(
                name=entry.name,
                mode="markers",
                cliponaxis=False,
                x=[row.number("value") for row, _ in here],
                y=[y for _, y in here],
                hovertext=[f"{safe(row.label)}: {entry.name}, {text.number(row.number('value'))}" for row, _ in here],
                hoverinfo="text",
                marker={
                    "size": POINT,
                    "symbol": symbols[entry.mark],
                    "color": COUNTED,
                    "line": {
                        "width": 2 if entry.mark == "ring" else 1,
                        "color": COUNTED if entry.mark == "ring" else CARD,
                    },
                },
            )
        )
        if here:
            drawing.key.append(entry)
