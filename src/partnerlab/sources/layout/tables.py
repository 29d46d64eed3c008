"""From a raw sheet to its tables of records: headings, rows, and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.cells import encodable
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.layout.fields import Field, Table, fields_of, in_unit_above
from partnerlab.sources.layout.heading_rows import Headings, cell_text, headings_of
from partnerlab.sources.layout.merging import Spread, spread
from partnerlab.sources.layout.not_records import reason_not_read
from partnerlab.sources.layout.regions import Region, regions_of
from partnerlab.sources.layout.sections import section_fields

__all__ = ["Field", "Table", "frame_table", "sheet_tables"]


def sheet_tables(sheet: Sheet, *, own: UserMapping = NO_MAPPING) -> tuple[list[Table], str]:
    """The tables of records in a sheet, one under another; or none, and the rule that says why there is none.

    A table has the headings, and below them a row for each record: empty rows, section rows, headings once more and
    footnotes are no records, and each is a finding.

    >>> tables, _ = sheet_tables(Sheet("", [["НКО", "Сумма гранта"], ["2003 год", ""], ["А", 5.0], ["Б", 7.0]]))
    >>> tables[0].rows.tolist(), [one.rule for one in tables[0].findings]
    ([3, 4], ['section_rows'])
    """
    headings = headings_of(sheet, own=own)
    if headings is None:
        return [], reason_not_read(sheet, None, own=own)
    if own.heading_row(sheet.name) is None and (reason := reason_not_read(sheet, headings, own=own)):
        return [], reason
    whole = spread(sheet, headings, own)
    regions = regions_of(sheet, whole.rows, headings, own=own, follows=whole.follows)
    if whole.findings and (later := [place for one in regions[1:] for place in one.headings.places]):
        # merged cells in the headings of tables further down are known for what they are only now
        whole = spread(sheet, headings, own, without=later)
        regions = regions_of(sheet, whole.rows, headings, own=own, follows=whole.follows)
    tables = [_table(sheet, whole, region, own) for region in regions]
    _note_of_sheet(tables[0], sheet, whole)
    return tables, ""


def _note_of_sheet(table: Table, sheet: Sheet, whole: Spread) -> None:
    for row, rule in sheet.troubles:
        table.find(rule, row)
    table.findings += whole.findings
    if sheet.hidden:
        table.find("hidden_sheet")
    hidden = sorted(set(table.rows.tolist()).intersection(sheet.hidden_rows))
    if hidden:
        table.find("hidden_rows", hidden[0], count=len(hidden))


def _table(sheet: Sheet, whole: Spread, region: Region, own: UserMapping) -> Table:
    """One table: its records under its headings."""
    headings = region.headings
    places = np.array(region.records, dtype=np.int64)
    table = Table(sheet.file, sheet.name, places + sheet.first_row, own, sheet.constants)
    above = _texts_above(sheet, region)
    if above:
        lines = [" ".join(text for row, text in above if row == line) for line in dict(above)]
        table.find("title_rows", above[0][0], found=" / ".join(lines))
    rows = whole.rows if len(places) == len(whole.rows) else [whole.rows[place] for place in region.records]
    _ragged(table, rows, headings)
    cells = _columns(rows, headings.cells)
    titles, meant = (list(texts) + [""] * (len(cells) - headings.width) for texts in (headings.titles, headings.meant))
    row = sheet.first_row + max(headings.bottom, 0)
    table.fields = fields_of(table, titles, meant, cells, row=row, first=sheet.first_column)
    table.fields = in_unit_above(table, above)
    _left_out(table, sheet, region)
    table.fields += section_fields(table, sheet, region)
    return table


def _texts_above(sheet: Sheet, region: Region) -> list[tuple[int, str]]:
    return [
        (sheet.first_row + place, text)
        for place in region.above
        for cell in sheet.rows[place]
        if (text := cell_text(cell))
    ]


def _columns(rows: Sequence[list[Any]], width: int) -> list[pd.Series[Any]]:
    """The rows turned into columns, as many as there are headings or, in a longer row, cells."""
    wide = max(map(len, rows), default=0)
    if rows and min(map(len, rows)) == wide >= width:
        grid = np.empty((len(rows), wide), dtype=object)
        grid[:] = rows
    else:
        grid = np.full((len(rows), max(wide, width)), "", dtype=object)
        for place, row in enumerate(rows):
            grid[place, : len(row)] = row
    return [pd.Series(grid[:, place], dtype=object, copy=False) for place in range(grid.shape[1])]


def _left_out(table: Table, sheet: Sheet, region: Region) -> None:
    """Say which rows below the headings are no records."""
    for rule, places in (
        ("column_numbers", region.numbers),
        ("repeated_headings", region.repeated),
        ("notes_below", region.below),
    ):
        if places:
            text = " ".join(filter(None, map(cell_text, sheet.rows[places[0]])))
            table.find(rule, sheet.first_row + places[0], found=text, count=len(places))


def _ragged(table: Table, rows: Sequence[list[Any]], headings: Headings) -> None:
    """Find rows that are longer or shorter than the row of headings; a workbook has none."""
    if len({*map(len, rows), headings.cells}) < 2:
        return
    for number, row in zip(table.rows.tolist(), rows, strict=True):
        # an empty cell too many counts: a comma in an amount has moved the others before it
        if len(row) > headings.cells:
            table.find("long_row", number, cells=len(row), headings=headings.cells)
        elif len(row) < headings.width:
            table.find("short_row", number, cells=len(row), headings=headings.width)


def frame_table(sheet: TypedSheet, *, own: UserMapping = NO_MAPPING) -> Table:
    """A frame as a table; its first record is row 1."""
    frame = sheet.frame
    table = Table(sheet.file, sheet.name, np.arange(1, len(frame) + 1, dtype=np.int64), own, sheet.constants)
    levels = [place for place, name in enumerate(frame.index.names) if name is not None and name not in frame.columns]
    titles = [encodable(str(name)) for name in (*(frame.index.names[place] for place in levels), *frame.columns)]
    cells = [frame.index.get_level_values(place).to_series().reset_index(drop=True) for place in levels]
    cells += [frame.iloc[:, place].reset_index(drop=True) for place in range(frame.shape[1])]
    cells = [_encodable(column) if column.dtype == object else column for column in cells]
    table.fields = fields_of(table, titles, titles, cells, row=None, first=1)
    return table


def _encodable(column: pd.Series[Any]) -> pd.Series[Any]:
    typed = column.tolist()
    whole = [encodable(cell) if isinstance(cell, str) else cell for cell in typed]
    return column if all(map(is_, typed, whole)) else pd.Series(whole, dtype=object)
