"""On how many recipients the money falls: the share of the five largest, as points."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.charts import dots, notes, style
from partnerlab.charts.palette import COUNTED, COUNTED_PALE
from partnerlab.charts.rows import BETWEEN, Row, Rows, rows_of
from partnerlab.charts.trend import Change
from partnerlab.dataset import Source
from partnerlab.wording import Language, Words, message, words

OWN = (
    "organisations", "hhi", "hhi_normalised", "effective_number", "gini", "top5_share", "rows_used", "rows_left_out",
)  # fmt: skip
LARGEST = 5
CHANGE = Change(
    message("the share of the five largest recipients rose"),
    message("the share of the five largest recipients fell"),
    message("the share of the five largest recipients did not change"),
)
LEFT_OUT = message("the organisation or the sum given is not recorded.")


def concentration(
    table: pd.DataFrame,
    *,
    language: Language = "en",
    source: Source | None = None,
    year: int | None = None,
    currency: str = "RUB",  # noqa: ARG001 - every chart is called with the same arguments
) -> go.Figure:
    """The share of the money that the five largest recipients got (filled), and what five equal ones would (hollow).

    Beside it in words how many equal recipients would spread the money as widely, and the Gini coefficient.
    Shape: one line a group of `metrics.concentration`; years that the table lacks are shown as gaps. `year` is what
    the title speaks of. A table with nothing known gives a figure that says so.

    >>> table = pd.DataFrame({"year": [2003], "organisations": [63], "top5_share": [0.31]})
    >>> concentration(table).layout.meta["title"]
    '2003: five of 63 organisations received 31.0% of the money'
    """
    rows = rows_of(table, own=OWN, column="top5_share", year=year, language=language)
    if not rows.known:
        return style.empty(notes.nothing(year, language), language=language, source=source)
    text = words(language)
    marks = [_dot(row, text) for row in rows.lines]
    meaning = dots.Meaning(
        COUNTED,
        COUNTED_PALE,
        point=text.say("share of the five largest"),
        band=text.say("interval"),
        other=text.say("five of equal recipients"),
        small=text.say("five recipients or fewer"),
        other_mark="ring",
        other_colour=COUNTED,
    )
    most, scale = dots.share_axis(marks, text)
    return style.finish(
        lambda form: dots.draw(form, marks, meaning, most=most, scale=scale),
        _said(rows, marks, text, source),
        language=language,
        source=source,
    )


def _dot(row: Row, text: Words) -> dots.Dot:
    value, count = row.number("top5_share"), row.number("organisations")
    if value is None:
        return dots.Dot(row.label, None, says=(text.say("no data"),), bold=row.chosen)
    first = [text.share(value)]
    if count is not None:
        first.append(text.plural("{count} recipient", "{count} recipients", int(count)))
    spread = []
    if row.number("effective_number") is not None:
        spread.append(text.say("like {number} equal ones", number=text.number(row.number("effective_number"), 1)))
    if row.number("gini") is not None:
        spread.append(text.say("Gini {number}", number=text.number(row.number("gini"), 2)))
    equal = LARGEST / count if count is not None and count > LARGEST else None
    says = tuple(BETWEEN.join(part) for part in (first, spread) if part)
    return dots.Dot(row.label, value, None, equal, says, row.chosen, small=_few(row))


def _few(row: Row) -> bool:
    """Whether there are no more recipients than the five largest, who then got all."""
    return (row.number("organisations") or LARGEST + 1) <= LARGEST


def _said(rows: Rows, marks: list[dots.Dot], text: Words, source: Source | None) -> style.Said:
    def one(row: Row) -> str:
        share = text.share(row.number("top5_share"))
        count = row.number("organisations")
        if count is None:
            return text.say("{group}: five organisations received {share} of the money", group=row.label, share=share)
        if _few(row):
            return text.plural(
                "{group}: {count} organisation received all the money",
                "{group}: {count} organisations received all the money",
                int(count), group=row.label,
            )  # fmt: skip
        return text.say(
            "{group}: five of {count} organisations received {share} of the money",
            group=row.label, count=text.number(count), share=share,
        )  # fmt: skip

    def most(row: Row) -> str:
        return text.say(
            "The five largest recipients hold most of the money here: {group}, {share}",
            group=row.label, share=text.share(row.number("top5_share")),
        )  # fmt: skip

    subtitle = text.say("share of the money given that went to the five largest recipients") + notes.period(rows)
    said = (
        *_explained(rows, text),
        *notes.basis(rows, why_left_out=LEFT_OUT, source=source),
        *notes.gaps(rows),
    )
    key = text.share(rows.asked[0].number("top5_share"), 0) if len(rows.asked) == 1 else ""
    if key and _few(rows.asked[0]):
        key = ""
    title = rows.title(one=one, most=most, subject=text.say("How the money is spread"))
    told = dots.told(rows, subtitle, marks, CHANGE, value=lambda row: text.share(row.number("top5_share")))
    return style.Said(title, subtitle, told, said, key=key)


def _explained(rows: Rows, text: Words) -> list[str]:
    said = []
    if any(row.number("effective_number") is not None for row in rows.known):
        said.append(
            text.say(
                "«Like 20 equal ones»: the money is spread as widely as if 20 recipients had equal sums (1 / HHI, the "
                "effective number)."
            )
        )
    if any(row.number("gini") is not None for row in rows.known):
        said.append(text.say("Gini: 0 when all recipients have equal sums, close to 1 when one has nearly all."))
    if any(_few(row) for row in rows.known):
        said.append(text.say("Where there are five recipients or fewer, the five largest have all the money."))
    return said
