"""The tables of records in the sheets of a file or a folder, and why a sheet has none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from partnerlab.errors import EmptyFile, NoApplications, NoKnownHeading, PartnerlabError
from partnerlab.findings import Finding
from partnerlab.rules import RULES
from partnerlab.sources.forms.files import BINARY_FORMS
from partnerlab.sources.forms.sheets import Sheet, TypedSheet, column_letters, text_of
from partnerlab.sources.headings import known_columns
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.layout.side_by_side import parted
from partnerlab.sources.layout.tables import Table, frame_table, sheet_tables
from partnerlab.wording import message, phrase

SHOWN_HEADINGS = 12
_OF_SHEET = message("sheet «{sheet}»: {reason}")


def records_in(
    sheets: Sequence[Sheet | TypedSheet], name: str, *, own: UserMapping = NO_MAPPING
) -> tuple[list[Table], list[Finding]]:
    """The tables of records in the sheets of a file or folder, and a note of each sheet that has none.

    Raises:
        EmptyFile, NoKnownHeading: if there is none in any of them.
    """
    tables: list[Table] = []
    notes: list[Finding] = []
    for sheet in sheets:
        if sheet.name in own.skipped:
            notes.append(Finding("sheet_skipped", sheet.file, sheet.name, None, "", own.file))
            continue
        read, reason = _tables(sheet, own)
        for table in read:
            tables.append(table)
            if not len(table.rows):
                notes += [*table.findings, Finding("sheet_without_rows", sheet.file, sheet.name, None, "", "")]
        if not read and (filled := _filled_rows(sheet)):
            notes.append(Finding(reason, sheet.file, sheet.name, None, "", "", facts=(("rows", filled),)))
    for file in dict.fromkeys(table.file for table in tables):
        if Path(file).suffix.lower() in BINARY_FORMS:
            notes.append(Finding("errors_unseen", file, "", None, "", ""))
    if not tables and not notes:
        raise EmptyFile(name)
    if not tables:
        raise _none_read(name, notes, sheets)
    return tables, notes


def _none_read(name: str, notes: Sequence[Finding], sheets: Sequence[Sheet | TypedSheet]) -> PartnerlabError:
    """Why no sheet of a file is read."""
    if {one.rule for one in notes} <= {"sheet_not_read", "sheet_skipped"}:
        return NoKnownHeading(name, _first_texts(sheets))
    reasons = [(one.sheet, phrase(RULES[one.rule].found, **{"found": one.found, **dict(one.facts)})) for one in notes]
    return NoApplications(
        name, tuple(phrase(_OF_SHEET, sheet=sheet, reason=reason) if sheet else reason for sheet, reason in reasons)
    )


def _tables(sheet: Sheet | TypedSheet, own: UserMapping) -> tuple[list[Table], str]:
    """The tables of records in a sheet, or the rule that says why there is none."""
    if isinstance(sheet, Sheet):
        tables = _beside_each_other(parted(sheet, own=own), own)
        return (tables, "") if tables else sheet_tables(sheet, own=own)
    table = frame_table(sheet, own=own)
    known = known_columns([one.heading for one in table.fields], own=own)
    return ([table], "") if known else ([], "sheet_not_read")


def _beside_each_other(parts: Sequence[Sheet], own: UserMapping) -> list[Table]:
    """The tables of a sheet's parts; none where there is one part, or one that holds no records."""
    read = [sheet_tables(part, own=own)[0] for part in parts] if len(parts) > 1 else []
    if not all(read):
        return []
    for part, tables in list(zip(parts, read, strict=False))[1:]:
        letter = column_letters(part.first_column)
        tables[0].find("tables_side_by_side", tables[0].heading_row, letter=letter, found=letter)
    return [table for tables in read for table in tables]


def _filled_rows(sheet: Sheet | TypedSheet) -> int:
    if isinstance(sheet, TypedSheet):
        return len(sheet.frame)
    return sum(any(text_of(cell) for cell in row) for row in sheet.rows)


def _first_texts(sheets: Sequence[Sheet | TypedSheet]) -> tuple[str, ...]:
    """The texts of the first row that has any: what a user takes for the headings."""
    for sheet in sheets:
        rows = [list(sheet.frame.columns)] if isinstance(sheet, TypedSheet) else sheet.rows
        for row in rows:
            if texts := [" ".join(text_of(cell).split())[:40] for cell in row if text_of(cell)]:
                return tuple(texts[:SHOWN_HEADINGS])
    return ()
