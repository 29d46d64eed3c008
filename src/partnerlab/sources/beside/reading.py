"""Reading one sheet beside the records: its columns with the same readers, each finding at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import BESIDE, Column
from partnerlab.sources.beside.headings import side_heading
from partnerlab.sources.cells import Reading, spaced
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.cells.yes_no import yes_or_no
from partnerlab.sources.checks.totals import is_total
from partnerlab.sources.columns import ReadColumn, settled
from partnerlab.sources.columns.money import read_money
from partnerlab.sources.columns.numbers import read_numbers, read_whole_numbers
from partnerlab.sources.columns.readings import Mark
from partnerlab.sources.columns.texts import read_texts
from partnerlab.sources.forms.sheets import Sheet, TypedSheet, column_letters, is_empty, text_of
from partnerlab.sources.headings import Heading
from partnerlab.sources.layout.fields import Field, Table
from partnerlab.sources.stacking import tell

ROW = "_row"
"""The column that has the row of the spreadsheet, until the table is done."""
_HELD: Mapping[str, str] = {
    "open": "открыт; идет; еще идет; прием заявок; не завершен; in progress; under way",
    "missing": "данных нет; нет данных; нет файла; файл утерян; файла нет; no file; lost; no data",
    "yes": "состоялся; проведен; held",
    "no": "не состоялся; не проводился; не проведен; not held; cancelled",
}
_HELD_WORDS = {bare(text): word for word, texts in _HELD.items() for text in (*texts.split(";"), word)}


@dataclass(frozen=True)
class SideSheet:
    """A sheet that is a table beside the records: which one, and its columns as typed."""

    name: str
    table: Table


def side_sheet(sheet: Sheet | TypedSheet, name: str, place: int) -> SideSheet:
    """A sheet whose headings stand in the row at `place`, as the table of that name; empty rows and totals are none.

    >>> sheet = Sheet("Э", [["Заявка", "Эксперт", "Балл"], ["1", "Э1", 5.0], ["Итого", "", 5.0]])
    >>> side_sheet(sheet, "scores", 0).table.rows.tolist()
    [2]
    """
    if isinstance(sheet, TypedSheet):
        titles = [str(heading) for heading in sheet.frame.columns]
        cells = [sheet.frame.iloc[:, number].reset_index(drop=True) for number in range(len(titles))]
        table = Table(sheet.file, sheet.name, np.arange(1, len(sheet.frame) + 1, dtype=np.int64))
        first = 0
    else:
        titles, cells, table, first = _cut(sheet, place)
    taken: set[str] = set()
    for number, (title, column) in enumerate(zip(titles, cells, strict=True)):
        means = side_heading(title, name) if title else None
        known = means is not None and means.column not in taken
        if not title and all(map(is_empty, column.tolist())):
            continue
        letter = column_letters(first + number) if first else ""
        own = means.column if means and known else _free(title or f"column {letter}", taken)
        taken.add(own)
        meaning = Heading(means.column, means.factor, means.currency) if means and known else None
        table.fields.append(Field(title, own, meaning, column, letter))
    return SideSheet(name, table)


def _cut(sheet: Sheet, place: int) -> tuple[list[str], list[pd.Series[Any]], Table, int]:
    """The headings, the columns below them and the rows that they stand in; what totals them up is left out."""
    titles = [spaced(text_of(cell)) for cell in sheet.rows[place]]
    rows = _filled_merged(sheet, place)
    kept: list[tuple[int, list[Any], str]] = []
    totals: list[tuple[int, list[Any], str]] = []
    for number, row in enumerate(rows, sheet.first_row + place + 1):
        texts = [text_of(cell) for cell in row]
        if any(texts):
            total = next((text for text in texts if text and not text[0].isdigit() and is_total(text)), "")
            (totals if total else kept).append((number, row, total))
    width = max([len(titles), *(len(row) for _, row, _ in kept)])
    titles += [""] * (width - len(titles))
    padded = [[*row, *[""] * (width - len(row))] for _, row, _ in kept]
    columns = [pd.Series([row[column] for row in padded], dtype=object) for column in range(width)]
    table = Table(sheet.file, sheet.name, np.array([number for number, _, _ in kept], dtype=np.int64))
    for number, _, total in totals:
        table.find("total_row_beside", number, found=total)
    return titles, columns, table, sheet.first_column


def _filled_merged(sheet: Sheet, place: int) -> list[list[Any]]:
    """The rows below the headings; a merged cell says the same for all its rows."""
    rows = [list(row) for row in sheet.rows[place + 1 :]]
    for top, left, bottom, right in sheet.merged:
        first, column = top - sheet.first_row - place - 1, left - sheet.first_column
        if first < 0 or left != right or first >= len(rows) or column >= len(rows[first]):
            continue
        for row in rows[first + 1 : bottom - sheet.first_row - place]:
            if column < len(row) and is_empty(row[column]):
                row[column] = rows[first][column]
    return rows


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken or free == ROW:
        number += 1
        free = f"{name} ({number})"
    return free


def read_side(side: SideSheet, *, currency: str) -> tuple[pd.DataFrame, list[Finding]]:
    """The table of a sheet, its rows' places in the column `_row`, and what was found in its cells.

    Money is in the currency of the records. What was not taken literally stands in a column `<name>_as_typed`.
    """
    table = side.table
    types = {column.name: column for column in BESIDE[side.name]}
    columns: dict[str, pd.Series[Any]] = {ROW: pd.Series(table.rows)}
    typed: dict[str, pd.Series[Any]] = {}
    for one in table.fields:
        if one.meaning is None:
            columns[one.name] = settled(one.cells)
            continue
        column = _read(one.cells, types[one.name], factor=one.meaning.factor, currency=currency)
        values = column.values
        columns[one.name] = values.astype("int64") if str(values.dtype) == "Int64" and values.notna().all() else values
        if (texts := column.as_typed()) is not None:
            typed[f"{one.name}_as_typed"] = texts
        tell(table, one, column)
    return pd.DataFrame({**columns, **typed}), list(table.findings)


def _read(cells: pd.Series[Any], column: Column, *, factor: float, currency: str) -> ReadColumn:
    match column.type:
        case "money":
            return read_money(cells, factor=factor, currency=currency)
        case "number":
            return read_numbers(cells)
        case "year" | "count":
            return read_whole_numbers(cells, year=column.type == "year")
        case "choice":
            return _held(cells)
        case _:
            return read_texts(cells, column.name if column.name == "application_id" else "title")


def _held(cells: pd.Series[Any]) -> ReadColumn:
    """Of each year whether its contest was held."""
    texts = ["" if is_empty(cell) else spaced(text_of(cell)) for cell in cells.tolist()]
    words = [_HELD_WORDS.get(bare(text)) or yes_or_no(text) if text else None for text in texts]
    marks: list[Mark] = [
        (place, Reading(None, "unknown_held"), text)
        for place, (text, word) in enumerate(zip(texts, words, strict=True))
        if text and word is None
    ]
    return ReadColumn(pd.Series(words, dtype="str"), marks)
