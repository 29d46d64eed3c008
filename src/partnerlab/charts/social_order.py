"""Who ordered and paid: the budget and business in a thin bar, what the performers attracted in a thick one below."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import notes, style, trend
from partnerlab.charts.bars import bars
from partnerlab.charts.frame import Drawing, Form
from partnerlab.charts.key import Entry
from partnerlab.charts.lanes import Lane, lay, room
from partnerlab.charts.lettering import SMALL_SIZE, label, safe
from partnerlab.charts.palette import ATTRACTED, BUDGET, BUSINESS, SOFT
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "budget_customers", "budget", "business_customers", "business", "attracted", "leverage", "budget_per_customer",
    "business_share", "rows_used", "rows_left_out",
)  # fmt: skip
THIN, THICK, BETWEEN = 14, 22, 4
BODY = THIN + BETWEEN + THICK
CHANGE = Change(
    message("attracted money rose"),
    message("attracted money fell"),
    message("attracted money did not change"),
)
LEFT_OUT = message("the customer, a sum or the outcome is not recorded.")


def social_order(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """The money of budget and business customers and, below it, what the performers attracted beside it.

    Shape: one lane a group of `metrics.social_order`, in thousands of the currency; years that the table lacks are
    shown as gaps. `year` is set in bold. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": [2001], "budget": [1340000.0], "business": [160000.0], "attracted": [11301000.0]})
    >>> social_order(table).layout.meta["title"]
    '2001: 11,301.0\\xa0thousand\\xa0RUB of attracted money stood beside 1,340.0 of the budget'
    """
    rows = rows_of(table, own=OWN, column="attracted", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    return style.finish(lambda form: _draw(form, rows), _said(rows, source, currency), language=language, source=source)


def _paid(row: Row, text: Words) -> str:
    budget, business = row.number("budget"), row.number("business")
    said = text.thousands(budget)
    if business:
        return text.say("{budget} + {business} business", budget=said, business=text.thousands(business))
    return said


def _lost(row: Row) -> bool:
    return row.number("budget") is None and row.number("attracted") is None


def _draw(form: Form, rows: Rows) -> Drawing:
    text = words(rows.language)
    lanes = [Lane(row.label, bold=row.chosen, gap=_lost(row)) for row in rows.lines]
    drawing, middles = lay(form, lanes, body=BODY)
    paid, raised = [], []
    for row, middle in zip(rows.lines, middles, strict=True):
        if _lost(row):
            drawing.labels.append(label(text.say("no data"), x=0, y=middle, colour=SOFT))
            continue
        top = middle - BODY / 2
        paid.append(
            (
                row,
                top + THIN / 2,
                (row.number("budget") or 0) + (row.number("business") or 0),
                _paid(row, text),
            )
        )
        raised.append(
            (
                row,
                top + BODY - THICK / 2,
                row.number("attracted") or 0,
                text.thousands(row.number("attracted")),
            )
        )
    drawing.x_range = (0, room(form, drawing, [(end, says) for _, _, end, says in (*paid, *raised)]))
    for row, y, end, says in paid:
        drawing.labels.append(label(safe(says), x=end, y=y, size=SMALL_SIZE, colour=SOFT, bold=row.chosen, shift=7))
    for row, y, end, says in raised:
        drawing.labels.append(label(safe(says), x=end, y=y, bold=row.chosen, shift=7))
    entries = {
        "budget": Entry("bar", BUDGET, text.say("Budget")),
        "business": Entry("striped", BUSINESS, text.say("Business")),
        "attracted": Entry("bar", ATTRACTED, text.say("Attracted by the performers")),
    }
    for column, entry in entries.items():
        here = [(row, y) for row, y, *_ in (raised if column == "attracted" else paid)]
        drawing.traces.append(
            bars(
                entry,
                y=[y for _, y in here],
                x=[row.number(column) or 0 for row, _ in here],
                base=[(row.number("budget") or 0) * (column == "business") for row, _ in here],
                hover=[f"{safe(row.label)}: {entry.name}, {text.thousands(row.number(column))}" for row, _ in here],
                thick=THICK if column == "attracted" else THIN,
            )
        )
        if any(row.number(column) for row, _ in here):
            drawing.key.append(entry)
    return drawing


def _said(rows: Rows, source: Source | None, currency: str) -> style.Said:
    text = words(rows.language)
    unit = text.thousand_unit(currency)
    told = "; ".join(
        text.say(
            "{group}: {budget} from the budget, {business} from business, {attracted} attracted",
            group=row.label,
            budget=text.thousands(row.number("budget")),
            business=text.say("none") if row.number("business") == 0 else text.thousands(row.number("business")),
            attracted=text.thousands(row.number("attracted")),
        )
        for row in (rows.known[:1] + rows.known[1:][-1:] if rows.by == ("year",) else rows.asked[: trend.LISTED])
    )
    subtitle = unit + notes.period(rows)
    said = (
        *(notes.basis(rows, why_left_out=LEFT_OUT, source=source) if source else ()),
        *_without_business(rows, source),
        *notes.gaps(rows),
        text.say("The attracted money stood beside the other; the figures do not say that one brought the other."),
    )
    seen = trend.told(
        rows, subtitle, CHANGE, value=lambda row: text.thousands(row.number("attracted")), unit=unit, also=[told]
    )
    return style.Said(_title(rows, text, currency), subtitle, seen, said)


def _title(rows: Rows, text: Words, currency: str) -> str:
    first, last = rows.known[0], rows.known[-1]

    def one(row: Row) -> str:
        amounts = {"attracted": text.amount(row.number("attracted"), currency), "group": row.label}
        if rows.by == ("year",) and row is last and last is not first:
            return _change(first, last, text, currency)
        if row.number("budget") is None:
            return text.say("{group}: {attracted} was attracted", **amounts)
        return text.say(
            "{group}: {attracted} of attracted money stood beside {budget} of the budget",
            budget=text.thousands(row.number("budget")), **amounts,
        )  # fmt: skip

    def most(row: Row) -> str:
        return text.say(
            "Most money was attracted here: {group}, {sum}",
            group=row.label,
            sum=text.amount(row.number("attracted"), currency),
        )

    return rows.title(one=one, most=most, subject=text.say("The social order"))


def _change(first: Row, last: Row, text: Words, currency: str) -> str:
    before, after = (text.thousands(row.number("attracted")) for row in (first, last))
    unit = text.thousand_unit(currency)
    years = {"first": first.label, "last": last.label}
    if before == after:
        return text.say(
            "From {first} to {last} attracted money stayed at {after} {unit}", after=after, unit=unit, **years
        )
    grew = (first.number("attracted") or 0) < (last.number("attracted") or 0)
    form = (
        message("From {first} to {last} attracted money grew from {before} to {after} {unit}")
        if grew
        else message("From {first} to {last} attracted money fell from {before} to {after} {unit}")
    )
    return text.say(form, before=before, after=after, unit=unit, **years)


def _without_business(rows: Rows, source: Source | None) -> list[str]:
    groups = ", ".join(row.label for row in rows.lines if row.number("business") == 0)
    if not groups:
        return []
    form = (
        message("{groups}: no business money; the source prints «нет» (none), which is read as zero.")
        if notes.printed(source)
        else message("{groups}: no business money.")
    )
    return [words(rows.language).say(form, groups=groups)]
