"""One question on a page: its chart, its table and all that is said beside them, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from partnerlab.catalogue import Entry
from partnerlab.charts import style
from partnerlab.dataset import Dataset
from partnerlab.errors import MissingColumn
from partnerlab.wording import Language, Words, message, words
from partnerlab.wording.tables import column_name, readable

LACKS = message("This question cannot be answered from these data: there is no column «{column}».")
ASKS = message("Add the column «{heading}» to the records, and the answer will stand here.")


@dataclass(frozen=True)
class Card:
    """What a reader sees of one question.

    `title` says what is seen, as a sentence, `key` is the part of it to stress, and `lead` says what it rests on;
    `figure` is bare, since the page itself writes title and source, and None where nothing can be drawn; `alt` tells
    in words what the figure shows.
    """

    name: str
    title: str
    source: str = ""
    subtitle: str = ""
    lead: str = ""
    key: str = ""
    alt: str = ""
    lost: str = ""
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    figure: go.Figure | None = None
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    numeric: list[bool] = field(default_factory=list)


def card(entry: Entry, data: Dataset, *, year: int | None, language: Language, lost: str = "") -> Card:
    """Ask the question of the data, and say the answer in the reader's language.

    Data that lack a column give a card that names it, never an error.
    """
    says = words(language)
    try:
        table = entry.metric(data)
    except MissingColumn as error:
        return _without(error, entry, data, says)
    figure = entry.chart(table, language=language, source=data.source, year=year, currency=data.currency)
    meta: dict[str, Any] = figure.layout.meta
    headings, rows, numeric = readable(table, says, currency=data.currency)
    return Card(
        name=entry.name,
        title=meta["title"],
        subtitle=meta["subtitle"],
        lead=meta.get("lead", ""),
        key=meta.get("key", ""),
        alt=meta["alt"],
        lost=lost,
        notes=tuple(meta["notes"]),
        source=meta["source"],
        synthetic=data.source.synthetic,
        figure=None if meta.get("empty") else style.bare(figure),
        headings=headings,
        rows=rows,
        numeric=numeric,
    )


def _without(error: MissingColumn, entry: Entry, data: Dataset, says: Words) -> Card:
    return Card(
        name=entry.name,
        title=says.say(entry.question),
        notes=(
            says.say(LACKS, column=column_name(error.column, says)),
            says.say(ASKS, heading=column_name(error.column, says)),
        ),
        source=data.source.line(says.language),
        synthetic=data.source.synthetic,
    )
