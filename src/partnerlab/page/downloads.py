"""The parts of a still page that need no server: a table as data for its buttons, and what chooses of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from partnerlab.model import SYNTHETIC as SYNTHETIC_COLUMN
from partnerlab.page.card import Card
from partnerlab.page.html import SYNTHETIC
from partnerlab.wording import Words, message

ALL = message("all")
DOWNLOAD = message("Download the table:")
DEMO = message("demo")
SOURCE = message("Source")
SHORT = 30
"""A table of at most so many rows is printed with its chart."""
UNPRINTED = message(
    "The table behind this chart is not printed, since it is long: the page on a screen shows it, and gives it as CSV "
    "and XLSX."
)
UNKNOWN = message("There is no «{value}» here: all are shown.")
FAILED = message("The file could not be made. Reload the page and try again.")


def control(card: Card, says: Words) -> str:
    """The control that chooses one value of the table, such as a district; nothing where there is nothing to choose."""
    if card.choice is None or not card.rows:
        return ""
    offered = "".join(
        f'<option value="{escape(value)}">{escape(shown)}</option>'
        for value, shown in zip(card.choice.values, card.choice.labels, strict=True)
    )
    return (
        f'<p class="pl-choice pl-scripted"><label>{escape(card.choice.heading)} '
        f'<select data-column="{escape(card.choice.column)}" autocomplete="off">'
        f'<option value="">{escape(says.say(ALL))}</option>{offered}</select></label></p>'
        '<p class="pl-chosen" role="status" hidden></p>'
    )


def buttons(card: Card, says: Words) -> str:
    """The two buttons that give the table as a file; nothing where there is no table."""
    if card.sheet is None or not card.rows:
        return ""
    made = "".join(
        f'<button type="button" data-form="{form}" aria-label="{escape(says.say(DOWNLOAD))} {form.upper()}, '
        f'{escape(card.title)}">{form.upper()}</button>'
        for form in ("csv", "xlsx")
    )
    long = "" if len(card.rows) <= SHORT else f'<p class="pl-unprinted">{escape(says.say(UNPRINTED))}</p>'
    return (
        f'<p class="pl-downloads pl-scripted"><span>{escape(says.say(DOWNLOAD))}</span> {made}'
        f'<span class="pl-failed" role="alert" hidden>{escape(says.say(FAILED))}</span></p>{long}'
    )


def data(
    card: Card,
    says: Words,
    *,
    year: int | None,
    by: Sequence[str] = (),
    points: Sequence[int | list[int]] = (),
    chosen: Sequence[tuple[str, str]] = (),
) -> str:
    """All that the control and the buttons need, as JSON in the page.

    `points` say where the chart draws each value, `chosen` by what the applications behind the table were chosen:
    headings and values, which stand in the files too.
    """
    if card.sheet is None or not card.rows:
        return ""
    values = [value for _, value in chosen]
    named = [card.name, *by, *([str(year)] if year is not None else []), *values]
    named += [says.say(DEMO)] if card.synthetic else []
    told: dict[str, Any] = {
        "name": "-".join(named),
        "sheet": card.name,
        "columns": [
            {"name": column.name, "heading": column.heading, "kind": column.kind, "format": column.form}
            for column in card.sheet.columns
        ],
        "rows": card.sheet.rows,
        "below": [
            *([says.say(SYNTHETIC)] if card.synthetic else []),
            card.title,
            *(f"{heading}: {value}" for heading, value in chosen),
            card.source,
        ],
        "constant": [*chosen, (says.say(SOURCE), card.source)],
        "synthetic": SYNTHETIC_COLUMN if card.synthetic else "",
        "short": SHORT,
    }
    if card.choice is not None:
        told["choice"] = {
            "column": card.choice.column,
            "heading": card.choice.heading,
            "values": card.choice.values,
            "labels": card.choice.labels,
            "rows": card.choice.of_row,
            "points": points,
            "unknown": says.say(UNKNOWN, value="{value}"),
        }
    return f'<script type="application/json" class="pl-data">{safe(told)}</script>'


def safe(told: Mapping[str, Any]) -> str:
    """JSON that no text within can end: neither a script nor a comment begins without a «<»."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
