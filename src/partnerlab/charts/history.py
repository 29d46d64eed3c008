"""What public pages say of the contest's years: applications and winners as points, and the years without a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style
from partnerlab.charts.frame import NARROW, Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import BOLD, Lane, lay, room
from partnerlab.charts.lettering import label, safe, width
from partnerlab.charts.palette import CARD, COUNTED, LINE
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, is_missing, message, words
from partnerlab.wording import tables as wording_tables

SHOWN = ("applications", "winners", "award_rate", "grant_fund", "nominations", "projects_realised")
"""What has a place on the chart; other indicators stay in the table."""
OWN = ("indicator", "value", "value_low", "value_high", "unit", "denominator_kind", "source", "note", "pages")
COUNTED_AS = {
    "considered": message("{count} considered"),
    "took_part": message("{count} took part"),
    "passed_to_commission": message("{count} passed on"),
}
"""What pages count that do not count the applications received."""
BODY, POINT, AWAY = 22, 12, 10


@dataclass(frozen=True)
class Year:
    """One lane: the rows of a year, or of a run of years of which no page gives a figure (`rows` is empty then)."""

    name: str
    rows: tuple[Row, ...] = ()
    chosen: bool = False
    years: tuple[int, ...] = ()

    def of(self, indicator: str) -> list[Row]:
        """The rows of one indicator: more than one where pages disagree."""
        return [row for row in self.rows if row.cells["indicator"] == indicator]

    def values(self, indicator: str) -> list[float]:
        """The different values that pages give, the largest first; a rate where its applications stand."""
        values = {value for row in self.of(indicator) if (value := row.number("value")) is not None}
        return sorted(values, reverse=indicator != "award_rate" or len(self.values("applications")) < 2)


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
        _said(rows, years, text, currency),
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
        by_name: dict[str, list[Row]] = {}
        for row in run:
            by_name.setdefault(row.label, []).append(row)
        lanes += [Year(name, tuple(here), here[0].chosen) for name, here in by_name.items()]
    return lanes


def _either(said: Iterable[str], text: Words) -> str:
    """Numbers that pages disagree on: «429 or 420»."""
    first, *others = said
    for other in others:
        first = text.say("{one} or {other}", one=first, other=other)
    return first


def _numbers(year: Year, indicator: str, text: Words) -> str:
    return _either((text.number(value) for value in year.values(indicator)), text)


def _counts(year: Year) -> list[float]:
    return year.values("applications") + year.values("winners")


def _rates(year: Year, text: Words) -> str:
    rates = year.of("award_rate")
    interval = rates[0].interval("value")
    said = _either((text.share(value) for value in year.values("award_rate")), text)
    if len(rates) > 1 or interval is None:
        return said
    return f"{said} ({text.between(*(text.share(end) for end in interval))})"


def _says(year: Year, text: Words, currency: str) -> tuple[str, ...]:
    """The words beside a lane: the rate or what is lacking for one, then the fund or what else the pages count."""
    if not year.rows:
        return (text.say("no published figure"),)
    said = []
    if year.of("award_rate"):
        said.append(_rates(year, text))
    elif year.of("applications") and not year.of("winners"):
        said.append(text.say("winners: no figure"))
    elif year.of("winners") and not year.of("applications"):
        said.append(text.say("applications: no figure"))
    if year.of("grant_fund"):
        millions = (text.number(sum_ / 1e6, 0 if sum_ % 1e6 == 0 else 1) for sum_ in year.values("grant_fund"))
        said.append(
            text.say("fund {sum} million {currency}", sum=_either(millions, text), currency=text.currency(currency))
        )
    if year.of("projects_realised"):
        said.append(text.say("projects realised: {count}", count=_numbers(year, "projects_realised", text)))
    if not _counts(year) and year.of("nominations"):
        said.append(text.say("nominations: {count}", count=_numbers(year, "nominations", text)))
    return tuple(said)


def _draw(form: Form, years: Sequence[Year], text: Words, currency: str) -> Drawing:
    lanes = [
        Lane(year.name, _says(year, text, currency), year.chosen, quiet=not _counts(year), gap=not _counts(year))
        for year in years
    ]
    # Beside the points the words would leave them a third of the width: they stand above, on the wide form as well.
    drawing, middles = lay(replace(form, name=NARROW.name), lanes, body=BODY)
    at = [(year, y) for year, y in zip(years, middles, strict=True) if _counts(year)]
    pixels = max(60, form.width - drawing.left - drawing.right)
    most = room(form, drawing, [(max(_counts(year)), _last(year, text)) for year, _ in at])
    close = {year.name for year, _ in at if _close(year, most / pixels, text)}
    ends = [(max(_counts(year)), (_together if year.name in close else _last)(year, text)) for year, _ in at]
    drawing.x_range = (0, room(form, drawing, ends))
    for (year, y), (end, said) in zip(at, ends, strict=True):
        drawing.shapes.append(_line(y, min(_counts(year)), end))
        drawing.labels.append(label(safe(said), x=end, y=y, bold=year.chosen, shift=AWAY))
        if year.name not in close and year.values("applications") and year.values("winners"):
            drawing.labels.append(_before(year, y, text))
    _mark(drawing, at, text)
    return drawing


def _line(y: float, start: float, end: float) -> go.layout.Shape:
    """Joins the numbers of one year; nothing joins two years."""
    return go.layout.Shape(type="line", x0=start, x1=end, y0=y, y1=y, layer="below", line={"color": LINE, "width": 2})


def _applications(year: Year, text: Words) -> str:
    """The number of applications, and in a word what a page counts that does not count those received."""
    said, kind = _numbers(year, "applications", text), year.of("applications")[-1].cells.get("denominator_kind")
    return text.say(COUNTED_AS[kind], count=said) if kind in COUNTED_AS else said


def _last(year: Year, text: Words) -> str:
    """The number behind a year's last point, its applications where they are known."""
    return _applications(year, text) if year.values("applications") else _numbers(year, "winners", text)


def _together(year: Year, text: Words) -> str:
    """Both numbers in one, for where the first point has no room for its own."""
    return text.say("{part} of {whole}", part=_numbers(year, "winners", text), whole=_applications(year, text))


def _close(year: Year, pixel: float, text: Words) -> bool:
    """Whether the number of winners has no room before its point, or the two points touch."""
    won, sent = year.values("winners"), year.values("applications")
    if not won or not sent:
        return False
    needed = width(_numbers(year, "winners", text)) * BOLD + AWAY
    return min(won) < needed * pixel or min(sent) - max(won) < POINT * pixel


def _before(year: Year, y: float, text: Words) -> go.layout.Annotation:
    said, first = safe(_numbers(year, "winners", text)), min(year.values("winners"))
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
            go.Scatter(
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


def _said(rows: Rows, years: Sequence[Year], text: Words, currency: str) -> style.Said:
    asked = [year for year in years if year.rows and (year.chosen or "year" not in rows.by)]

    def seen(_: Row) -> str:
        return _title(max(asked, key=lambda year: max(_counts(year), default=0)), text)

    subtitle = text.say("applications and winners, as public pages give them") + notes.period(rows)
    told = "; ".join(
        f"{year.name}: {', '.join([*_counted(year, text), *_says(year, text, currency)])}" for year in years
    )
    return style.Said(
        rows.title(one=seen, most=seen),
        subtitle,
        f"{subtitle}. {told.rstrip('.')}.",
        tuple(_notes(rows, years, text)),
        lead=" ".join(_pages(year, text) for year in asked),
    )


def _counted(year: Year, text: Words) -> list[str]:
    said = {"applications": message("applications: {count}"), "winners": message("winners: {count}")}
    return [text.say(form, count=_numbers(year, name, text)) for name, form in said.items() if year.values(name)]


def _title(year: Year, text: Words) -> str:
    won, sent = year.values("winners"), year.values("applications")
    if not won and not sent:
        return text.say("{group}: no page says how many applications or winners there were", group=year.name)
    if not won or not sent:
        form = (
            message("{group}: {counts}; the number of winners is not published")
            if sent
            else message("{group}: {counts}; the number of applications is not published")
        )
        return text.say(form, group=year.name, counts=", ".join(_counted(year, text)))
    numbers = _numbers(year, "winners", text)
    winners = text.plural("{numbers} winner", "{numbers} winners", int(won[-1]), numbers=numbers)
    seen = f"{year.name}: {winners} {_of_them(year, text)}"
    return text.say("{title}; pages disagree", title=seen) if len(won) > 1 or len(sent) > 1 else seen


def _of_them(year: Year, text: Words) -> str:
    """The applications that the winners are a part of, named after what the page counts."""
    last, numbers = int(year.values("applications")[-1]), _numbers(year, "applications", text)
    match year.of("applications")[-1].cells.get("denominator_kind"):
        case "considered":
            return text.plural(
                "of {numbers} project considered by the commission",
                "of {numbers} projects considered by the commission",
                last, numbers=numbers,
            )  # fmt: skip
        case "took_part":
            return text.plural(
                "of {numbers} project that took part", "of {numbers} projects that took part", last, numbers=numbers
            )
        case "passed_to_commission":
            return text.plural(
                "of {numbers} project passed to the commission",
                "of {numbers} projects passed to the commission",
                last, numbers=numbers,
            )  # fmt: skip
        case _:
            return text.plural("of {numbers} application", "of {numbers} applications", last, numbers=numbers)


def _notes(rows: Rows, years: Sequence[Year], text: Words) -> list[str]:
    said = [_disagreement(year, name, text) for year in years for name in SHOWN if len(year.values(name)) > 1]
    said = [sentence for sentence in said if sentence] + _kinds(years, text)
    if any(row.interval("value") for row in rows.lines):
        said.append(text.say("An interval describes a comparable contest, not a sampling error."))
    if any(year.of("projects_realised") for year in years):
        said.append(text.say("Projects realised are not the same as winners."))
    lost = [row for year in years if not _counts(year) for row in year.rows]
    silent = sorted({year for lane in years for year in lane.years} | {row.year for row in lost if row.year})
    if silent:
        listed = text.years(silent)
        said.append(
            text.say("No published number of applications or winners: {years}. No line is drawn across.", years=listed)
        )
    said += [f"{year.name}, {note}." for year in years for note in _remarks(year, text)]
    return said + [_pages(year, text) for year in years if _pages(year, text)]


def _disagreement(year: Year, indicator: str, text: Words) -> str:
    """That pages disagree, in a sentence; a rate disagrees only because its parts do."""
    if indicator == "award_rate":
        return ""
    what = wording_tables.label("indicator", indicator, text)
    one, *others = (text.number(value) for value in year.values(indicator))
    form = message("{group}, {what}: one page says {one}, another {other}.")
    return text.say(form, group=year.name, what=what, one=one, other=_either(others, text))


def _kinds(years: Sequence[Year], text: Words) -> list[str]:
    """Which years count which kind of applications, where there are several kinds."""
    kinds: dict[str, list[Row]] = {}
    for row in (row for year in years for row in year.of("applications")):
        kinds.setdefault(wording_tables.label("denominator_kind", row.cells.get("denominator_kind"), text), []).append(
            row
        )
    if len(kinds) < 2:
        return []
    listed = "; ".join(f"{kind} ({_when(here, text)})" for kind, here in kinds.items())
    return [
        text.say("The pages count applications differently: {kinds}. Their shares must not be compared.", kinds=listed)
    ]


def _when(rows: Sequence[Row], text: Words) -> str:
    """The years of rows; where the chart is not by year alone, their groups."""
    named = dict.fromkeys(row.label for row in rows)
    return text.years(map(int, named)) if all(map(str.isdecimal, named)) else ", ".join(named)


def _cell(row: Row, column: str, text: Words) -> str:
    """A text of the data, in English where it has one for English readers."""
    read = row.cells.get(f"{column}_en") if text.language == "en" else None
    value = row.cells.get(column) if is_missing(read) else read
    return "" if is_missing(value) else str(value)


def _remarks(year: Year, text: Words) -> list[str]:
    """What the data remark on the money and on the projects realised, such as that a page says «about»."""
    rows = year.of("grant_fund") + year.of("projects_realised")
    named = {wording_tables.label("indicator", row.cells["indicator"], text): _cell(row, "note", text) for row in rows}
    return [f"{name}: {note.rstrip('.')}" for name, note in named.items() if note]


def _pages(year: Year, text: Words) -> str:
    titles = dict.fromkeys(title for row in year.rows for title in _cell(row, "source", text).split("; ") if title)
    return text.say("{group}, by: {titles}.", group=year.name, titles="; ".join(titles).rstrip(".")) if titles else ""
