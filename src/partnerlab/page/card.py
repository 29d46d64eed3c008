"""One question on a page: its chart, its table and all that is said beside them, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from partnerlab.catalogue import Entry
from partnerlab.charts import style
from partnerlab.dataset import Dataset
from partnerlab.errors import MissingColumn, PartnerlabError
from partnerlab.model import BESIDE
from partnerlab.outlines import Outlines, found
from partnerlab.page.basis import basis, without_basis
from partnerlab.page.choosing import Choice, choice, filters, row_values
from partnerlab.page.sheet import Sheet, sheet
from partnerlab.sources.beside import NAMES
from partnerlab.sources.references import Reference
from partnerlab.wording import Language, Words, message, words
from partnerlab.wording.tables import column_name, readable

LACKS = message("This question cannot be answered from these data: there is no column «{column}».")
ASKS = message("Add the column «{heading}» to the records, and the answer will stand here.")
ASKS_SHEET = message(
    "Add to the workbook a sheet with the columns {headings} (the workbook of «partnerlab template» has it), and the "
    "answer will stand here."
)
PRINTED_ONLY = message("Only printed tables answer this question: records of applications do not hold such figures.")
NAMED_BY = {"organisation_id": "organisation"}
"""What to write into the records, where a metric needs a column that is made from it."""
EVENTS_ONLY = message("The table lists only the times at which a project ended.")


@dataclass(frozen=True)
class Card:
    """What a reader sees of one question.

    `title` says what is seen, as a sentence, `key` is the part of it to stress, and `lead` says what it rests on;
    `figure` is JSON and bare, since the page writes title and source, and None where nothing can be drawn; `alt` tells
    in words what the figure shows. `scope` says which filters the answer does not follow, which are `unfollowed`.
    `basis` says on how many applications the answer rests. `sheet` is the table as a spreadsheet takes it, `choice`
    what of it can be chosen; `filters` are the page's filters that its marks and rows stand for, `row_values` those of
    each row's first cell.
    """

    name: str
    title: str
    source: str = ""
    subtitle: str = ""
    lead: str = ""
    key: str = ""
    alt: str = ""
    lost: str = ""
    scope: str = ""
    unfollowed: tuple[str, ...] = ()
    basis: str = ""
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    figure: dict[str, Any] | None = None
    table_open: bool = False
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    numeric: list[bool] = field(default_factory=list)
    sheet: Sheet | None = None
    choice: Choice | None = None
    filters: tuple[Choice, ...] = ()
    row_values: tuple[tuple[str, str] | None, ...] = ()


def answered(
    question: Entry,
    data: Dataset,
    table: pd.DataFrame,
    *,
    year: int | None,
    language: Language,
    drawn: Mapping[str, Any],
) -> Card:
    """A question with the metric's table as its answer, in the reader's language; `drawn` are the chart's choices."""
    told = {"language": language, "source": data.source, "year": year, "currency": data.currency, **drawn}
    figure = style.plainly(question.chart, table, **told)
    meta = figure["layout"]["meta"]
    says = words(language)
    behind = shown_rows(question, table, year, drawn.get("outlines"))
    headings, rows, numeric = readable(behind, says, currency=data.currency)
    counted = of_year(table, year) if question.one_year else table
    printed = data.kind == "published"
    found = filters(behind, says)
    return Card(
        name=question.name,
        title=meta["title"],
        subtitle=meta["subtitle"],
        lead=meta["lead"],
        key=meta["key"],
        alt=meta["alt"],
        basis="" if meta["empty"] else basis(question, counted, says, printed=printed, notes=meta["notes"]),
        notes=(
            *without_basis(meta["notes"], question, counted, says),
            *([says.say(EVENTS_ONLY)] if question.events else []),
        ),
        source=meta["source"],
        synthetic=data.source.synthetic,
        figure=None if meta["empty"] else figure,
        table_open=bool(meta.get("table_open")),
        headings=headings,
        rows=rows,
        numeric=numeric,
        sheet=sheet(behind, says, currency=data.currency),
        choice=choice(behind, says),
        filters=found,
        row_values=row_values(behind, found),
    )


def shown_rows(question: Entry, table: pd.DataFrame, year: int | None, outlines: Outlines | None) -> pd.DataFrame:
    """The rows behind a chart: of the one year that it shows, with events only, districts named as on the map."""
    if question.one_year:
        table = of_year(table, year)
    if question.events:
        table = table[table[question.events] > 0]
    if outlines is None or "district" not in table:
        return table
    joined = found(outlines, table["district"].dropna().unique())
    names = {district: outline.names.get("name_en") for district, outline in joined.items()}
    return table.assign(district_en=table["district"].map(names))


def of_year(table: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """The rows of one year, of the latest where none is asked for, without its column; all of a table without years.

    >>> of_year(pd.DataFrame({"year": [2003, 2004], "projects": [1, 2]}), None).to_dict("list")
    {'projects': [2]}
    """
    if "year" not in table or table["year"].isna().all():
        return table
    chosen = table["year"] == (table["year"].max() if year is None else year)
    return table[chosen].drop(columns="year")


def unanswered(question: Entry, data: Dataset, error: PartnerlabError, *, language: Language) -> Card:
    """A question that the data cannot answer: the card says why; of a column that they lack, how to add it."""
    says = words(language)
    notes: tuple[str, ...] = (error.text(language),)
    if isinstance(error, MissingColumn):
        notes = _lacking(question, error.column, says)
    return Card(
        name=question.name,
        title=says.say(question.asked(data.currency)),
        notes=notes,
        source=data.source.line(language),
        synthetic=data.source.synthetic,
    )


def _lacking(question: Entry, missing: str, says: Words) -> tuple[str, ...]:
    """Which column is not there, and whether to add it to the records or a sheet beside them."""
    if question.table and question.table not in NAMES:
        return (says.say(PRINTED_ONLY),)
    name = column_name(NAMED_BY.get(missing, missing), says)
    lacks = says.say(LACKS, column=name)
    sheet = [column.name for column in BESIDE.get(question.table, ())]
    if missing in sheet:
        joined = "application_id" if "application_id" in sheet else "year"
        needed = (f"«{column_name(column, says)}»" for column in sheet if column in (joined, *question.needs))
        return lacks, says.say(ASKS_SHEET, headings=", ".join(needed))
    return lacks, says.say(ASKS, heading=name)


def referred(name: str, printed: Reference) -> Card:
    """A printed table of names and texts: the card is its table."""
    return Card(
        name=name,
        title=printed.title,
        notes=printed.notes,
        source=printed.source,
        table_open=True,
        headings=list(printed.headings),
        rows=[list(row) for row in printed.rows],
        numeric=[False] * len(printed.headings),
    )
