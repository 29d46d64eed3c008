"""Merged cells in the body of a table: what is written once for several rows is given to each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.findings import Finding
from partnerlab.model import APPLICATION
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.sheets import Box, Sheet, column_letters, is_empty
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.layout.heading_rows import Headings, cell_text, known_headings

_ORDINALS = frozenset(("номер", "номерпп", "пп", "n", "no", "nпп", "порядковыйномер"))
_COUNTED_ONCE = ("money", "count")


@dataclass
class Spread:
    """A sheet's rows with merged cells given to all their rows, and what was found.

    `follows` are the places of rows that only go on with the application of a row above.
    """

    rows: list[list[Any]]
    follows: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def spread(sheet: Sheet, headings: Headings, own: UserMapping, *, without: Collection[int] = ()) -> Spread:
    """The rows of a sheet, with the merged cells below its headings, and not in the rows `without`, given to all rows.

    Money is left where it stands, since it would be counted more than once. Rows over which an application's number is
    merged are one application, whose other texts are put together.
    """
    found = Spread(sheet.rows)
    places = {*range(headings.bottom + 1, len(sheet.rows))}.difference(without) if sheet.merged else ()
    boxes = [box for box in sheet.merged if box[0] - sheet.first_row in places and box[2] > box[0]]
    if not boxes:
        return found
    found.rows = list(sheet.rows)
    named = {place: known.column for place, known in known_headings(headings, own).items()}
    numbers = [place for place, name in named.items() if name == "application_id"]
    numbers = numbers or [place for place, title in enumerate(headings.titles) if bare(title) in _ORDINALS]
    for box in boxes:
        if box[1] - sheet.first_column in numbers[:1]:
            _one_record(found, sheet, box, named)
    given: list[tuple[int, int, str]] = []
    for box in boxes:
        given += _given(found, sheet, headings, box, named)
    if given:
        row, column, text = min(given)
        facts = Finding("merged_cells", sheet.file, sheet.name, row, _title(headings, column), text, len(given))
        found.findings.append(facts)
    return found


def _title(headings: Headings, column: int) -> str:
    return headings.titles[column] if column < headings.width else ""


def _one_record(found: Spread, sheet: Sheet, box: Box, named: Mapping[int, str]) -> None:
    """Put the rows of one application together in the first of them, unless its numbers differ from row to row."""
    start, end = box[0] - sheet.first_row, min(box[2] - sheet.first_row, len(found.rows) - 1)
    lines = found.rows[start : end + 1]
    whole: list[Any] = []
    for column in range(max(map(len, lines))):
        cells = [row[column] for row in lines if column < len(row) and not is_empty(row[column])]
        if len(cells) < 2:
            whole.append(cells[0] if cells else "")
        elif all(isinstance(cell, str) for cell in cells) and _kind(named, column) in ("text", "choice"):
            whole.append("\n".join(cells))
        else:
            return
    found.rows[start] = whole
    found.follows |= set(range(start + 1, end + 1))
    facts = (("first", box[0]), ("last", box[2]))
    number = cell_text(lines[0][box[1] - sheet.first_column])
    found.findings.append(Finding("rows_of_one", sheet.file, sheet.name, box[0], "", number, end - start, facts))


def _kind(named: Mapping[int, str], column: int) -> str:
    return APPLICATION[named[column]].type if column in named else "text"


def _given(
    found: Spread, sheet: Sheet, headings: Headings, box: Box, named: Mapping[int, str]
) -> Sequence[tuple[int, int, str]]:
    """Give a merged cell to the rows below it: row, column and text of each cell that got it."""
    start, column = box[0] - sheet.first_row, box[1] - sheet.first_column
    end = min(box[2] - sheet.first_row, len(found.rows) - 1)
    places = [place for place in range(start + 1, end + 1) if place not in found.follows]
    if not places or not 0 <= column < len(found.rows[start]) or is_empty(value := found.rows[start][column]):
        return ()
    if _kind(named, column) in _COUNTED_ONCE and named[column] != "edition":
        facts = (("first", box[0]), ("last", box[2]))
        letter = column_letters(box[1])
        where = (sheet.file, sheet.name, box[0], _title(headings, column))
        found.findings.append(Finding("merged_amount", *where, cell_text(value), facts=facts, letter=letter))
        return ()
    given = []
    for place in places:
        row = list(found.rows[place])
        if column < len(row) and is_empty(row[column]):
            row[column] = value
            found.rows[place] = row
            given.append((sheet.first_row + place, column, cell_text(value)))
    return given
