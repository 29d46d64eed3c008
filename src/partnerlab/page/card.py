"""One question on a page: its chart, its table and all that is said beside them, in one language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from partnerlab.catalogue import Entry
from partnerlab.charts import style
from partnerlab.dataset import Dataset
from partnerlab.wording import Language, message, words
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


def answered(question: Entry, data: Dataset, table: pd.DataFrame, *, year: int | None, language: Language) -> Card:
    """A question with the metric's table as its answer, in the reader's language."""
    figure = question.chart(table, language=language, source=data.source, year=year, currency=data.currency)
    meta: dict[str, Any] = figure.layout.meta
    headings, rows, numeric = readable(table, words(language), currency=data.currency)
    return Card(
        name=question.name,
        title=meta["title"],
        subtitle=meta["subtitle"],
        lead=meta["lead"],
        key=meta["key"],
        alt=meta["alt"],
        notes=tuple(meta["notes"]),
        source=meta["source"],
        synthetic=data.source.synthetic,
        figure=None if meta["empty"] else style.bare(figure),
        headings=headings,
        rows=rows,
        numeric=numeric,
    )


def unanswered(question: Entry, data: Dataset, column: str, *, language: Language) -> Card:
    """A question that the data cannot answer: the card names the column that they lack, and what to do."""
    says = words(language)
    name = column_name(column, says)
    return Card(
        name=question.name,
        title=says.say(question.question),
        notes=(says.say(LACKS, column=name), says.say(ASKS, heading=name)),
        source=data.source.line(language),
        synthetic=data.source.synthetic,
    )
