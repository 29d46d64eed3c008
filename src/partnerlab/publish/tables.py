"""Tables outside pages: a metric's table, findings and records as text, CSV, JSON, XLSX or Parquet."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path

import pandas as pd

from partnerlab.catalogue import ENTRIES, Entry, entry
from partnerlab.dataset import Dataset
from partnerlab.errors import UnknownForm
from partnerlab.findings import findings_by_check, in_order
from partnerlab.model import SYNTHETIC as SYNTHETIC_COLUMN
from partnerlab.page.content import PUBLISHED, Content
from partnerlab.page.html import SYNTHETIC
from partnerlab.page.text import columns
from partnerlab.parameters import Parameters
from partnerlab.publish.export import write_whole
from partnerlab.publish.plan import opened
from partnerlab.rules import SEVERITIES
from partnerlab.sources.records import open_records
from partnerlab.wording import NO_BREAK_SPACE, Language, message, words
from partnerlab.wording.tables import column_name, readable

SEVERITY_COUNTS = {"error": message("errors:"), "warning": message("warnings:"), "note": message("notes:")}
SUMMED_UP = message("{file}: {counts}")
CLEAN = message("{file}: nothing is wrong.")
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
        return bare.to_csv(index=False, lineterminator="\n").removesuffix("\n"), synthetic
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
        return _workbook(name, answer, behind, asked.language), synthetic
    return _text(answer, behind, asked.language), synthetic


def marked(path: Path | None, synthetic: bool) -> Path | None:
    """The name of a file, which says so where its figures are made up.

    >>> str(marked(Path("awards.csv"), True))
    'awards-synthetic.csv'
    """
    if path is None or not synthetic or SYNTHETIC_COLUMN in path.name:
        return path
    return path.with_stem(f"{path.stem}-{SYNTHETIC_COLUMN}")


def _text(answer: pd.DataFrame, asked: Dataset, language: Language) -> str:
    says = words(language)
    mark = [says.say(SYNTHETIC)] if asked.source.synthetic else []
    body = columns(*readable(answer, says, currency=asked.currency))
    return "\n".join([*mark, body, asked.source.line(language)]).replace(NO_BREAK_SPACE, " ")


def _workbook(name: str, answer: pd.DataFrame, asked: Dataset, language: Language) -> bytes:
    """Numbers as numbers, in whole units of the currency; the mark and the source below them."""
    file = io.BytesIO()
    with pd.ExcelWriter(file, engine="xlsxwriter", engine_kwargs={"options": {"in_memory": True}}) as writer:
        answer.to_excel(writer, sheet_name=name, index=False, freeze_panes=(1, 0))
        sheet = writer.sheets[name]
        sheet.set_column(0, len(answer.columns) - 1, 16)
        says = [asked.source.line(language), asked.currency]
        if asked.source.synthetic:
            says.insert(0, words(language).say(SYNTHETIC))
        for place, line in enumerate(says):
            sheet.write_string(len(answer) + 2 + place, 0, line)
    return file.getvalue()


def findings(file: str, *, form: str, language: Language) -> tuple[str, bool]:
    """All that is wrong in a file of records, as text or JSON, and whether any of it is an error.

    Raises:
        PartnerlabError: only if the file cannot be read at all.
    """
    found = in_order(open_records(file).findings)
    errors = any(one.severity == "error" for one in found)
    if form == "json":
        return json.dumps(findings_by_check(found, language=language), ensure_ascii=False, indent=1), errors
    says = words(language)
    lines = [f"{says.say(SEVERITIES[one.severity])}: {one.text(language)}" for one in found]
    counts = Counter(one.severity for one in found)
    summed = ", ".join(
        f"{says.say(SEVERITY_COUNTS[severity])} {says.number(counts[severity])}" for severity in SEVERITIES
    )
    lines.append(says.say(SUMMED_UP, file=Path(file).name, counts=summed) if found else says.say(CLEAN, file=file))
    return "\n".join(lines).replace(NO_BREAK_SPACE, " "), errors


def write_records(records: Dataset, path: Path) -> Path:
    """Write records as .csv, .xlsx or .parquet; a sample's file name and first column say that it is one.

    Raises:
        UnknownForm: if the file name ends otherwise.
    """
    frame: pd.DataFrame = records.frame
    file = io.BytesIO()
    match path.suffix.lower():
        case ".csv":
            frame.to_csv(file, index=False, lineterminator="\n")
        case ".parquet":
            frame.to_parquet(file, index=False)
        case ".xlsx":
            with pd.ExcelWriter(file, engine="xlsxwriter", datetime_format="yyyy-mm-dd") as writer:
                frame.to_excel(writer, sheet_name=records.name, index=False, freeze_panes=(1, 0))
        case _:
            raise UnknownForm(path.name)
    target = marked(path, records.source.synthetic) or path
    write_whole(target, file.getvalue())
    return target


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
