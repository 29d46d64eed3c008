"""How much money from elsewhere stood beside each rouble of the budget, as points with their intervals."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.palette import ATTRACTED, ATTRACTED_PALE
from partnerlab.charts.rows import Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, message, words

OWN = (
    "projects", "budget", "business", "attracted", "leverage", "leverage_low", "leverage_high", "median_ratio",
    "mean_ratio", "cofunding_share", "base", "rows_used", "rows_left_out",
)  # fmt: skip
TITLES = {
    "budget": message("Each budget rouble stood beside {sum} of attracted money"),
    "budget_and_business": message("Each rouble of budget and business stood beside {sum} of attracted money"),
    "fund": message("Each rouble of the contest's fund stood beside {sum} of attracted money"),
}
OTHER_CURRENCY = {
    "budget": message("Each {currency} of the budget stood beside {sum} of attracted money"),
    "budget_and_business": message("Each {currency} of budget and business stood beside {sum} of attracted money"),
    "fund": message("Each {currency} of the contest's fund stood beside {sum} of attracted money"),
}
SUBTITLES = {
    "budget": message("{currency} of attracted money beside 1 {currency} of the budget"),
    "budget_and_business": message("{currency} of attracted money beside 1 {currency} of budget and business"),
    "fund": message("{currency} of attracted money beside 1 {currency} of the contest's fund"),
}
CHANGES = {
    "budget": Change(
        message("the ratio of attracted money to the budget's rose"),
        message("the ratio of attracted money to the budget's fell"),
        message("the ratio of attracted money to the budget's did not change"),
    ),
    "budget_and_business": Change(
        message("the ratio of attracted money to that of budget and business rose"),
        message("the ratio of attracted money to that of budget and business fell"),
        message("the ratio of attracted money to that of budget and business did not change"),
    ),
    "fund": Change(
        message("the ratio of attracted money to the contest's fund rose"),
        message("the ratio of attracted money to the contest's fund fell"),
        message("the ratio of attracted money to the contest's fund did not change"),
    ),
}
PLAIN = ("budget", "RUB")
PER_ROUBLE = message("Attracted beside a budget rouble")
SUBJECT = message("Attracted money against the contest's own")
LEFT_OUT = message("the sum given, the sum attracted or the outcome is not recorded.")


def leverage(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",
) -> go.Figure:
    """Roubles attracted beside each budget rouble, the contest's and a typical project's.

    A point with its interval as a band, a hollow mark for the median, a line where both sums are equal.
    Shape: one line a group of `metrics.leverage`; years that the table lacks are shown as gaps. `year` is what the
    title speaks of, the latest known one without it. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": [2001], "budget": [1340000.0], "attracted": [11301000.0], "leverage": [8.434]})
    >>> leverage(table).layout.meta["title"]
    'Each budget rouble stood beside 8.43\\xa0RUB of attracted money'
    """
    rows = rows_of(table, own=OWN, column="leverage", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    say, number = words(language).say, words(language).number
    marks = [_dot(row, rows, source) for row in rows.lines]
    meaning = dots.Meaning(
        ATTRACTED,
        ATTRACTED_PALE,
        point=say("all projects together"),
        band=say("interval"),
        other=say("a typical project (median)"),
        small=say("too few cases"),
        stem=True,
    )
    most = 1.03 * max(max(d.value or 0, d.other or 0, *(d.interval or (0, 0)), 1) for d in marks)
    equal = (1.0, say("equal sums: {ratio}", ratio=number(1, 2)))
    return style.finish(
        lambda form: dots.draw(form, marks, meaning, most=most, reference=equal),
        _said(rows, marks, source, currency),
        language=language,
        source=source,
    )


def _dot(row: Row, rows: Rows, source: Source | None) -> dots.Dot:
    say, number = words(rows.language).say, words(rows.language).number
    value, interval = row.number("leverage"), row.interval("leverage")
    if value is None:
        return dots.Dot(row.label, None, says=(say("no data"),), bold=row.chosen)
    median = None if notes.printed(source) or not (row.number("projects") or 0) > 1 else row.number("median_ratio")
    says = [number(value, 2)]
    if interval:
        says[0] += f" ({words(rows.language).between(*(number(end, 2) for end in interval))})"
    if median is not None:
        says.append(say("median {ratio}", ratio=number(median, 2)))
    small = notes.small(row, "leverage", cases="projects", source=source)
    return dots.Dot(row.label, value, interval, median, tuple(says), row.chosen, small)


def _said(rows: Rows, marks: list[dots.Dot], source: Source | None, currency: str) -> style.Said:
    text = words(rows.language)
    base = str(rows.known[0].cells.get("base", "budget"))
    base = base if base in TITLES else "budget"
    name = text.currency(currency)

    key = text.coins(max((row.number("leverage") or 0 for row in rows.asked), default=None), currency)

    two_funds = rows.by[-1:] == ("measured_on",) and len(rows.asked) == 2  # one fund, of which a source says two sums
    differ = two_funds and len({row.number("fund") for row in rows.asked}) == 2

    def one(row: Row) -> str:
        form = TITLES[base] if currency == "RUB" else OTHER_CURRENCY[base]
        return text.say(form, sum=text.coins(row.number("leverage"), currency), currency=name)

    def most(row: Row) -> str:
        if two_funds:
            form = TITLES[base] if currency == "RUB" else OTHER_CURRENCY[base]
            sums = [text.coins(each.number("leverage"), currency) for each in rows.asked]
            both = text.say("{one} or {other}", one=sums[0], other=sums[1]) if differ else sums[0]
            return text.say(form, sum=both, currency=name)
        amount = text.coins(row.number("leverage"), currency)
        return text.say(
            "Most money attracted beside 1 {currency}: {group}, {sum}",
            currency=name,
            group=row.label,
            sum=amount,
        )

    counted = any(row.number("projects") is not None for row in rows.lines)
    subtitle = text.say(SUBTITLES[base], currency=name) + notes.period(rows)

    said = (
        *(notes.basis(rows, why_left_out=LEFT_OUT, source=source) if source or counted else ()),
        *notes.intervals(rows, "leverage", any_small=any(dot.small for dot in marks)),
        *notes.gaps(rows),
        *([text.say("The fund as printed and the sum of its donors disagree: both ratios are given.")] * differ),
        text.say("The attracted money stood beside the other; the figures do not say that one brought the other."),
    )
    return style.Said(
        rows.title(one=one, most=most, subject=text.say(PER_ROUBLE if (base, currency) == PLAIN else SUBJECT)),
        subtitle,
        dots.told(
            rows, subtitle, marks, CHANGES[base], value=lambda row: text.number(row.number("leverage"), 2), by="times"
        ),
        said,
        key=key if rows.asked else "",
        lead=_lead(rows, currency),
    )


def _lead(rows: Rows, currency: str) -> str:
    """The two sums behind the title's year, and what the ratio was in the first year known."""
    if rows.by != ("year",) or len(rows.asked) != 1:
        return ""
    text, asked, first = words(rows.language), rows.asked[0], rows.known[0]
    lead = text.say(
        "{group}: {budget} from the budget, and {attracted} that the performers attracted.",
        group=asked.label,
        budget=text.amount(asked.number("budget"), currency),
        attracted=text.amount(asked.number("attracted"), currency),
    )
    if first is asked:
        return lead
    before = text.coins(first.number("leverage"), currency)
    earlier = text.say(
        "In {group}, {sum} of attracted money stood beside 1 {currency}",
        group=first.label, sum=before, currency=text.currency(currency),
    )  # fmt: skip
    return f"{lead} {earlier.removesuffix('.')}."
