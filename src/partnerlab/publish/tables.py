"""Tables outside pages: a metric's table as text, CSV, JSON or XLSX, and the catalogue."""

from __future__ import annotations

import io
import json

import pandas as pd

from partnerlab.catalogue import ENTRIES, Entry, entry
from partnerlab.dataset import Dataset
from partnerlab.model import SYNTHETIC as SYNTHETIC_COLUMN
from partnerlab.page.content import Content
from partnerlab.page.html import SYNTHETIC
from partnerlab.page.text import columns
from partnerlab.parameters import Parameters
from partnerlab.publish.opening import opened
from partnerlab.publish.workbooks.metric_sheet import write
from partnerlab.publish.workbooks.sheet_look import Looks
from partnerlab.publish.workbooks.sheet_names import name_of
from partnerlab.publish.workbooks.spreadsheets import csv_text, new_workbook
from partnerlab.resources import PUBLISHED
from partnerlab.wording import NO_BREAK_SPACE, Language, words
from partnerlab.wording.tables import column_name, readable

FORMS = ("text", "csv", "json", "xlsx")


def table(
    name: str,
    data: str | None,
    asked: Parameters,
    *,
    by: tuple[str, ...] | None,
    form: str,
    mapping: str | None = None,
    of: str | None = None,
) -> tuple[str | bytes, bool]:
    """A metric's table in one of `FORMS`, and whether its figures are made up.

    Text, JSON and XLSX say their source; CSV is the bare table, in which a column marks what is made up.

    Raises:
        UnknownName: if there is no such metric.
        PartnerlabError: if the data cannot answer it.
    """
    question = entry(name)
    source = data or PUBLISHED
    # Cells with errors are missing in the table, as `check` tells; a table is no report, so it is not refused.
    records: str | Dataset = source if data is None else opened(source, mapping=mapping, table=of, accept_errors=True)
    content = Content("", asked, records)
    answer, behind = content.answer(question, by), content.data(question)
    synthetic = behind.source.synthetic
    if form == "csv":
        bare = answer.assign(**{SYNTHETIC_COLUMN: True}) if synthetic else answer
        return csv_text(bare).removesuffix("\n"), synthetic
    if form == "json":
        rows = json.loads(answer.to_json(orient="records", double_precision=15, force_ascii=False))
        about = {
            "metric": name,
            "source": behind.source.line(asked.language),
            "synthetic": synthetic,
            "currency": behind.currency,
            "rows": rows,
        }
        return json.dumps(about, ensure_ascii=False, indent=1), synthetic
    if form == "xlsx":
        return _workbook(question, answer, behind, asked.language), synthetic
    return _text(answer, behind, asked.language), synthetic


def _text(answer: pd.DataFrame, asked: Dataset, language: Language) -> str:
    says = words(language)
    mark = [says.say(SYNTHETIC)] if asked.source.synthetic else []
    body = columns(*readable(answer, says, currency=asked.currency))
    return "\n".join([*mark, body, asked.source.line(language)]).replace(NO_BREAK_SPACE, " ")


def _workbook(question: Entry, answer: pd.DataFrame, asked: Dataset, language: Language) -> bytes:
    says, file = words(language), io.BytesIO()
    title = says.say(question.asked(asked.currency))
    with new_workbook(file, title=title) as book:
        write(Looks.of(book, language), title, name_of(question, says), answer, asked)
    return file.getvalue()


def catalogue(language: Language) -> str:
    """Every question with the columns it needs and the source of its definition."""
    says = words(language)
    needed, definition, table = says.say("Columns needed"), says.say("Definition"), says.say("Table")

    def said(one: Entry) -> str:
        listed = ", ".join(f"{column_name(column, says)} ({column})" for column in one.needs)
        lines = [one.name, says.say(one.question), f"{needed}: {listed}"]
        lines += [f"{table}: {one.table}"] if one.table else []
        return "\n  ".join([*lines, f"{definition}: {says.say(one.definition)}"])

    return "\n\n".join(map(said, ENTRIES))
