"""Records as open data by the 360Giving standard 1.4.3: a grant for each winner, the rest in a documented extension.

The standard has no place for applications that got nothing, for money that performers attracted, or for what became
of a project: those stand in the extension that `sources.giving_extension` describes, with which the file opens as the
records that it was made from. Personal data in texts are masked.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import FunderNeeded, WrongValue
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.grants import PROVISIONAL, Grants, Publisher, flat, plain_number
from partnerlab.publish.records_out import marked, titled
from partnerlab.publish.workbooks.spreadsheets import workbook
from partnerlab.sources.beside import sheets_of
from partnerlab.sources.cells.personal import is_person, personal_parts, without_personal_parts
from partnerlab.sources.forms.giving_extension import KEY, SHEET, VERSION, type_of
from partnerlab.wording import Phrase, is_missing, message, phrase, words

FORMS = (".json", ".xlsx")
_DAY = re.compile(r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_NOTE = message(
    "All applications of the contest, also those that got no grant, with what 360Giving has no place for. Written by "
    "partnerlab; its documentation describes each key."
)


def write_grants(records: Dataset, path: Path, publisher: Publisher) -> tuple[Path, list[Phrase]]:
    """Write the records as 360Giving: the file that was written, and what its reader should know of it.

    Raises:
        FunderNeeded, AwardDayNeeded, WrongValue: if the standard needs more than the records and the publisher say.
    """
    if not (publisher.funder and publisher.funder_id):
        raise FunderNeeded(path.name)
    if publisher.award_day and not _DAY.fullmatch(publisher.award_day):
        raise WrongValue("--award-day", publisher.award_day, phrase("a month and a day, such as 12-25"))
    frame, masked_cells, people = _public(records.frame)
    grants = Grants(frame, publisher, currency=records.currency, file=path.name)
    made = list(grants.made())
    target = marked(path, records.source.synthetic) or path
    public = Dataset(
        records.name, records.kind, frame, records.source, records.currency, (), records.calendar, records.beside
    )
    if path.suffix.lower() == ".json":
        document = {"grants": made, KEY: _extension(public, grants)}
        write_whole(target, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        sheets = {"grants": flat(made), SHEET: titled(public), **sheets_of(public)}
        write_whole(target, workbook(sheets, path.name))
    return target, list(_said(grants, masked_cells, people))


def _said(grants: Grants, masked_cells: int, people: int) -> Iterator[Phrase]:
    if not grants.publisher.prefix:
        yield phrase(
            "The grants have the provisional prefix «{prefix}»: 360Giving gives publishers one of their own; write it "
            "with --prefix.",
            prefix=PROVISIONAL,
        )
    if grants.assumed:
        yield phrase(
            "The day of award is assumed, {day} of the year, for grants of which only the year is known ({count}); the "
            "extension lists them.",
            day=grants.publisher.award_day,
            count=len(grants.assumed),
        )
    if grants.without_money:
        yield phrase("Winners without a known amount are no grants in the file ({count}).", count=grants.without_money)
    if masked_cells:
        yield phrase("Personal data in texts are masked in the file (cells: {count}).", count=masked_cells)
    if people:
        yield phrase("Applicants who are persons stand there without their names ({count}).", count=people)


def _public(frame: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """The records without what is personal in their texts: how many cells were masked, how many persons unnamed."""
    public = frame.copy(deep=False)
    cells = people = 0
    for name in map(str, frame.columns):
        column = frame[name]
        if not isinstance(column.dtype, pd.StringDtype) or name in ("application_id", "organisation_id"):
            continue
        texts = [text for text in column.dropna().unique().tolist() if isinstance(text, str)]
        changed = {text: without_personal_parts(text) for text in texts if personal_parts(text)}
        cells += int(column.isin(list(changed)).sum())
        if name == "organisation":
            persons = [text for text in texts if is_person(text)]
            people = len(persons)
            changed |= {text: words("en").say("Individual {number}", number=at) for at, text in enumerate(persons, 1)}
        if changed:
            public[name] = column.map(lambda text, to=changed: to.get(text, text)).astype("str")
    return public, cells, people


def _extension(records: Dataset, grants: Grants) -> dict[str, Any]:
    return {
        "version": VERSION,
        "note": words("en").say(_NOTE),
        "currency": records.currency,
        "columns": _columns(records.frame),
        "applications": _rows(records.frame),
        "grants": grants.identifiers,
        "assumed_days": grants.assumed,
        "beside": {
            name: {"columns": _columns(table), "rows": _rows(table)} for name, table in sheets_of(records).items()
        },
    }


def _columns(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{"name": str(name), "type": type_of(frame[name])} for name in frame.columns]


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    return [list(row) for row in zip(*(map(_plain, frame[name].tolist()) for name in frame.columns), strict=True)]


def _plain(cell: Any) -> Any:
    if not isinstance(cell, str) and is_missing(cell):
        return None
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    return plain_number(cell) if isinstance(cell, float) else cell
