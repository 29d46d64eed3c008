"""What the years of a contest say in words: their numbers, what its pages count, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnerlab.charts import notes, style, trend
from partnerlab.charts.rows import Row, Rows
from partnerlab.wording import Words, message
from partnerlab.wording import tables as wording_tables

SHOWN = ("applications", "winners", "award_rate", "grant_fund", "nominations", "projects_realised")
"""What has a place on the chart; other indicators stay in the table."""
COUNTED_AS = {
    "considered": message("{count} considered"),
    "took_part": message("{count} took part"),
    "passed_to_commission": message("{count} passed to commission"),
}
"""What pages count that do not count the applications received."""


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

    @property
    def counts(self) -> list[float]:
        """The numbers of applications and of winners, as they are drawn."""
        return self.values("applications") + self.values("winners")

    def numbers(self, indicator: str, text: Words) -> str:
        """The values of one indicator as a sentence gives them."""
        return _either((text.number(value) for value in self.values(indicator)), text)


def _either(said: Iterable[str], text: Words) -> str:
    """Numbers that pages disagree on: «429 or 420»."""
    first, *others = said
    for other in others:
        first = text.say("{one} or {other}", one=first, other=other)
    return first


def _rates(year: Year, text: Words) -> str:
    rates = year.of("award_rate")
    interval = rates[0].interval("value")
    said = _either((text.share(value) for value in year.values("award_rate")), text)
    if len(rates) > 1 or interval is None:
        return said
    return f"{said} ({text.between(*(text.share(end) for end in interval))})"


def says(year: Year, text: Words, currency: str) -> tuple[str, ...]:
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
        said.append(text.say("projects realised: {count}", count=year.numbers("projects_realised", text)))
    if not year.counts and year.of("nominations"):
        said.append(text.say("nominations: {count}", count=year.numbers("nominations", text)))
    return tuple(said)


def applications(year: Year, text: Words) -> str:
    """The number of applications, and in a word what a page counts that does not count those received."""
    said, kind = year.numbers("applications", text), year.of("applications")[-1].cells.get("denominator_kind")
    return text.say(COUNTED_AS[kind], count=said) if kind in COUNTED_AS else said


def said(rows: Rows, years: Sequence[Year], text: Words, currency: str) -> style.Said:
    """All that the chart says: of the title's year, or of the one with the most applications of several groups."""
    asked = [year for year in years if year.rows and (year.chosen or "year" not in rows.by)]

    def seen(_: Row) -> str:
        names = {row.label for row in rows.named}
        named = [year for year in asked if year.name in names]
        return _title(max(named, key=lambda year: max(year.counts, default=0)), text)

    subtitle = text.say("applications and winners, as public pages give them") + notes.period(rows)
    return style.Said(
        rows.title(one=seen, most=seen),
        subtitle,
        _told(rows, years, subtitle, text, currency),
        tuple(_notes(rows, years, text)),
        lead=" ".join(_pages(year, text) for year in asked),
    )


def _told(rows: Rows, years: Sequence[Year], subtitle: str, text: Words, currency: str) -> str:
    """Between which numbers the counts lie and which years no page knows; no change, for pages count differently."""
    there = [year for year in years if year.rows]
    if len(there) <= trend.LISTED or rows.by != ("year",):
        listed = (f"{year.name}: {', '.join([*_counted(year, text), *says(year, text, currency)])}" for year in there)
        return trend.sentences(subtitle, "; ".join(listed))
    forms = {
        "applications": message("applications from {least} ({year}) to {most} ({other})"),
        "winners": message("winners from {least} ({year}) to {most} ({other})"),
    }
    spans = [said for name, form in forms.items() if (said := _span(there, name, form, text))]
    lost = [year.name for year in years if not year.rows]
    nothing = text.say("no published figure: {years}", years=", ".join(lost)) if lost else ""
    return trend.sentences(f"{subtitle}: {', '.join(spans)}" if spans else subtitle, nothing)


def _span(years: Sequence[Year], indicator: str, form: str, text: Words) -> str:
    counts = [(value, year.name) for year in years for value in year.values(indicator)]
    if len({value for value, _ in counts}) < 2:
        return ""
    (least, year), (most, other) = min(counts), max(counts)
    return text.say(form, least=text.number(least), year=year, most=text.number(most), other=other)


def _counted(year: Year, text: Words) -> list[str]:
    said = {"applications": message("applications: {count}"), "winners": message("winners: {count}")}
    return [text.say(form, count=year.numbers(name, text)) for name, form in said.items() if year.values(name)]


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
    numbers = year.numbers("winners", text)
    winners = text.plural("{numbers} winner", "{numbers} winners", int(won[-1]), numbers=numbers)
    seen = f"{year.name}: {winners} {_of_them(year, text)}"
    return text.say("{title}; pages disagree", title=seen) if len(won) > 1 or len(sent) > 1 else seen


def _of_them(year: Year, text: Words) -> str:
    """The applications that the winners are a part of, named after what the page counts."""
    last, numbers = int(year.values("applications")[-1]), year.numbers("applications", text)
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
    lost = [row for year in years if not year.counts for row in year.rows]
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


def _remarks(year: Year, text: Words) -> list[str]:
    """What the data remark on the money and on the projects realised, such as that a page says «about»."""
    rows = year.of("grant_fund") + year.of("projects_realised")
    named = {
        wording_tables.label("indicator", row.cells["indicator"], text): row.text("note", text.language) for row in rows
    }
    return [f"{name}: {note.rstrip('.')}" for name, note in named.items() if note]


def _pages(year: Year, text: Words) -> str:
    titles = dict.fromkeys(
        title for row in year.rows for title in row.text("source", text.language).split("; ") if title
    )
    return text.say("{group}, by: {titles}.", group=year.name, titles="; ".join(titles).rstrip(".")) if titles else ""
