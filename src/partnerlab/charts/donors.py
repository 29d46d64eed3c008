"""Who gave a contest's fund: a bar a donor, and below them the printed fund beside what the donors add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import lane_of, lay, room
from partnerlab.charts.lettering import label, safe
from partnerlab.charts.palette import BUSINESS, SOFT
from partnerlab.charts.rows import BETWEEN, Row, Rows, grouped, rows_of
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = ("donor", "donor_en", "amount", "share", "printed_fund", "difference", "rows_used", "rows_left_out")
BODY = 22


@dataclass(frozen=True)
class Fund:
    """The donors of one contest, largest first, and its fund as it is printed."""

    name: str
    donors: tuple[Row, ...]

    @property
    def total(self) -> float:
        """What the donors add up to."""
        return sum(row.number("amount") or 0 for row in self.donors)

    @property
    def printed(self) -> float | None:
        """The fund that the source prints, or None where it prints none."""
        return next((fund for row in self.donors if (fund := row.number("printed_fund")) is not None), None)

    @property
    def difference(self) -> float:
        """Printed less added up; 0 where they agree or no fund is printed."""
        return 0 if self.printed is None else round(self.printed - self.total, 2)


def donors(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """The donors of a contest with amounts and shares; where the printed fund is another sum, both stand side by side.

    Shape: one lane a donor of the groups of `year` (the latest without it) in `metrics.donors`, in thousands of the
    currency with three decimals, as the source prints them; then their sum and the printed fund. Where nothing is
    known of the year, a figure that says so.

    >>> table = pd.DataFrame({"donor": ["A", "B"], "amount": [1e5, 2e4], "share": [5 / 6, 1 / 6]})
    >>> donors(table).layout.meta["title"]
    'In all: 2 donors gave 120.000 thousand\\xa0RUB'
    """
    rows = rows_of(table, own=OWN, column="amount", year=year, language=language)
    if not rows.asked:
        return style.empty(notes.lacking(rows, year), language=language, source=source)
    text = words(language)
    funds = _funds(rows, text)
    return style.finish(
        lambda form: _draw(form, funds, text),
        _said(rows, funds, text, source, currency),
        language=language,
        source=source,
    )


def _funds(rows: Rows, text: Words) -> list[Fund]:
    """The contests of the year asked for; a lone one is called by its year, its name being the source's."""
    largest_first = {
        name: tuple(
            replace(row, label=_donor(row, text)) for row in sorted(here, key=lambda row: -(row.number("amount") or 0))
        )
        for name, here in grouped(rows.asked).items()
    }
    if len(largest_first) == 1 and rows.year is not None:
        return [Fund(str(rows.year), here) for here in largest_first.values()]
    return [Fund(name, here) for name, here in largest_first.items()]


def _donor(row: Row, text: Words) -> str:
    """The donor as the source prints it."""
    return row.text("donor", text.language) or text.say("not stated")


@dataclass(frozen=True)
class Bar:
    """One lane of the chart: whose money, how much, what is written behind it, and how it is drawn."""

    name: str
    amount: float
    says: str
    mark: Entry


def _bars(funds: Sequence[Fund], text: Words) -> list[Bar]:
    donor = Entry("bar", BUSINESS, text.say("a donor's money"))
    together = Entry("striped", BUSINESS, text.say("the donors together"))
    printed = Entry("outline", SOFT, text.say("the fund as printed"))
    drawn = []
    for fund in funds:
        before = f"{fund.name}{BETWEEN}" if len(funds) > 1 else ""
        for row in fund.donors:
            drawn.append(Bar(before + row.label, row.number("amount") or 0, _says(row, text), donor))
        drawn.append(Bar(before + text.say("Donors together"), fund.total, _exact(fund.total, text), together))
        if fund.printed is not None:
            drawn.append(Bar(before + text.say("Fund as printed"), fund.printed, _gap(fund, text), printed))
    return drawn


def _exact(money: float | None, text: Words) -> str:
    """Thousands with three decimals: sums are small, and the source prints them so."""
    return text.thousands(money, 3)


def _says(row: Row, text: Words) -> str:
    said = _exact(row.number("amount"), text)
    return said if row.number("share") is None else said + BETWEEN + text.share(row.number("share"))


def _gap(fund: Fund, text: Words) -> str:
    """The printed fund, and how much less or more it is than its donors."""
    said = _exact(fund.printed, text)
    if not fund.difference:
        return said
    sign = "+" if fund.difference > 0 else ""
    return f"{said} ({sign}{_exact(fund.difference, text)})"


def _draw(form: Form, funds: Sequence[Fund], text: Words) -> Drawing:
    drawn = _bars(funds, text)
    drawing, middles = lay(form, [lane_of(form, bar.name, bold=bar.mark.mark != "bar") for bar in drawn], body=BODY)
    drawing.x_range = (0, room(form, drawing, [(bar.amount, bar.says) for bar in drawn]))
    at = list(zip(drawn, middles, strict=True))
    for bar, y in at:
        drawing.labels.append(label(safe(bar.says), x=bar.amount, y=y, bold=bar.mark.mark != "bar", shift=7))
    for entry in dict.fromkeys(bar.mark for bar in drawn):
        here = [(bar, y) for bar, y in at if bar.mark == entry]
        drawing.traces.append(
            bars(
                entry,
                y=[y for _, y in here],
                x=[bar.amount for bar, _ in here],
                hover=[f"{safe(bar.name)}: {bar.says}" for bar, _ in here],
                inside=["" for _ in here],
                thick=BODY,
            )
        )
        drawing.key.append(entry)
    return drawing


def _said(rows: Rows, funds: Sequence[Fund], text: Words, source: Source | None, currency: str) -> style.Said:
    unit = text.thousand_unit(currency)
    subtitle = text.say("money of the donors, {unit}", unit=unit) + notes.period(rows)
    said = [sentence for fund in funds if (sentence := _disagreement(fund, text, unit))]
    if said:
        said.append(text.say("The shares are of what the donors add up to; both sums are kept as printed."))
    said += notes.totals(source, rows.language) + notes.uncounted(rows)
    names = {row.label for row in rows.named}
    named = [fund for fund in funds if fund.name in names] or funds
    title = _title(max(named, key=lambda fund: fund.total), funds, text, unit)
    return style.Said(title, subtitle, _told(funds, subtitle, text, unit), tuple(said), lead=_lead(funds, text))


def _title(fund: Fund, funds: Sequence[Fund], text: Words, unit: str) -> str:
    together = _exact(fund.total, text)
    if len(funds) > 1:
        return text.say("Donors gave most here: {group}, {sum} {unit}", group=fund.name, sum=together, unit=unit)
    if fund.difference:
        return text.plural(
            "{group}: the printed fund, {fund}, and its {count} donor's sum, {sum} {unit}, disagree",
            "{group}: the printed fund, {fund}, and the sum of its {count} donors, {sum} {unit}, disagree",
            len(fund.donors), group=fund.name, fund=_exact(fund.printed, text), sum=together, unit=unit,
        )  # fmt: skip
    return text.plural(
        "{group}: {count} donor gave {sum} {unit}", "{group}: {count} donors gave {sum} {unit}",
        len(fund.donors), group=fund.name, sum=together, unit=unit,
    )  # fmt: skip


def _told(funds: Sequence[Fund], subtitle: str, text: Words, unit: str) -> str:
    """Who gave most and least, and both sums where they disagree; of several contests, which got most and least."""
    if len(funds) > 1:
        return trend.sentences(
            trend.of_groups([(f.name, f.total, _exact(f.total, text)) for f in funds], subtitle, text)
        )
    fund = funds[0]
    amounts = [(row.label, row.number("amount") or 0, _says(row, text)) for row in fund.donors]
    together = text.say("{name}: {sum}", name=text.say("Donors together"), sum=_exact(fund.total, text))
    return trend.sentences(trend.of_groups(amounts, subtitle, text), _disagreement(fund, text, unit) or together)


def _lead(funds: Sequence[Fund], text: Words) -> str:
    """Whose share is the largest, where the chart is of one contest."""
    largest = funds[0].donors[0]
    if len(funds) > 1 or largest.number("share") is None:
        return ""
    share = text.share(largest.number("share"))
    return text.say("The largest share, {share}, is of {donor}.", share=share, donor=largest.label)


def _disagreement(fund: Fund, text: Words, unit: str) -> str:
    if not fund.difference:
        return ""
    form = message(
        "{group}: the source prints a fund of {fund} {unit}, its donors add up to {sum}: a difference of {difference}."
    )
    return text.say(
        form,
        group=fund.name,
        fund=_exact(fund.printed, text),
        sum=_exact(fund.total, text),
        difference=_exact(fund.difference, text),
        unit=unit,
    )
