"""From a raw sheet to a table: where the headings stand, which column each means, which rows hold something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from operator import is_
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Fact, Finding
from partnerlab.model import APPLICATION
from partnerlab.sources.cells import encodable
from partnerlab.sources.headings import HEADING_ROWS, Heading, Unit, known_columns, meaning, units_stated
from partnerlab.sources.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.sheets import Sheet, TypedSheet, column_letters, is_empty


@dataclass(frozen=True)
class Field:
    """One column of a user's table: its heading as typed, the name it gets, and what the heading means, if known."""

    heading: str
    name: str
    meaning: Heading | None
    cells: pd.Series[Any]


@dataclass
class Table:
    """A table of records as typed: its fields, and the row of the spreadsheet that each record stands in.

    `own` is what the user says of the file, `constants` what the file says once for all rows.
    """

    file: str
    sheet: str
    rows: np.ndarray[Any, np.dtype[np.int64]]
    own: UserMapping = NO_MAPPING
    constants: Mapping[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def find(self, rule: str, row: int | None = None, column: str = "", found: str = "", **facts: Fact) -> None:
        """Note a finding of this table."""
        self.findings.append(Finding(rule, self.file, self.sheet, row, column, found, facts=tuple(facts.items())))


def heading_row(sheet: Sheet, *, own: UserMapping = NO_MAPPING) -> int | None:
    """The place of the row of headings: the one of the first twenty that names the most columns.

    One heading alone may be a word of a title: it is taken only if it is of money, years or organisations.
    """
    head = [[_text(cell) for cell in row] for row in sheet.rows[:HEADING_ROWS]]
    if not head:
        return None
    known = [known_columns(row, own=own) for row in head]
    best = max(range(len(known)), key=known.__getitem__)
    if known[best] == 1:
        alone = next(found for text in head[best] if (found := meaning(text, own)))
        telling = APPLICATION[alone.column].type in ("money", "year") or alone.column == "organisation"
        return best if telling and (not alone.general or APPLICATION[alone.column].type == "money") else None
    return best if known[best] else None


def table_of(sheet: Sheet, place: int, *, own: UserMapping = NO_MAPPING) -> Table:
    """The records of a sheet below the row of headings at `place`; empty rows are no records."""
    titles = [_text(cell) for cell in sheet.rows[place]]
    kept = [
        (number, row)
        for number, row in enumerate(sheet.rows[place + 1 :], sheet.first_row + place + 1)
        if row.count("") < len(row) and any(cell.__class__ is not str or cell.strip() for cell in row)
    ]
    rows = np.array([number for number, _ in kept], dtype=np.int64)
    table = Table(sheet.file, sheet.name, rows, own, sheet.constants)
    for row, rule in sheet.troubles:
        table.find(rule, row)
    above = " / ".join(text for row in sheet.rows[:place] if (text := " ".join(filter(None, map(_text, row)))))
    if above:
        table.find("title_rows", sheet.first_row, found=above)
    _ragged(table, [row for _, row in kept], titles)
    columns = zip_longest(*(row for _, row in kept), fillvalue="")
    cells = [pd.Series(column, dtype=object) for column in columns]
    empty = pd.Series([""] * len(kept), dtype=object)
    cells += [empty] * (len(titles) - len(cells))
    titles += [""] * (len(cells) - len(titles))
    table.fields = _fields(table, titles, cells, row=sheet.first_row + place, first=sheet.first_column)
    table.fields = _in_unit_above(table, sheet, place)
    return table


def frame_table(sheet: TypedSheet, *, own: UserMapping = NO_MAPPING) -> Table:
    """A frame as a table; its first record is row 1."""
    frame = sheet.frame
    table = Table(sheet.file, sheet.name, np.arange(1, len(frame) + 1, dtype=np.int64), own, sheet.constants)
    levels = [place for place, name in enumerate(frame.index.names) if name is not None and name not in frame.columns]
    titles = [encodable(str(name)) for name in (*(frame.index.names[place] for place in levels), *frame.columns)]
    cells = [frame.index.get_level_values(place).to_series().reset_index(drop=True) for place in levels]
    cells += [frame.iloc[:, place].reset_index(drop=True) for place in range(frame.shape[1])]
    cells = [_encodable(column) if column.dtype == object else column for column in cells]
    table.fields = _fields(table, titles, cells, row=None, first=1)
    return table


def _encodable(column: pd.Series[Any]) -> pd.Series[Any]:
    typed = column.tolist()
    whole = [encodable(cell) if isinstance(cell, str) else cell for cell in typed]
    return column if all(map(is_, typed, whole)) else pd.Series(whole, dtype=object)


def _in_unit_above(table: Table, sheet: Sheet, place: int) -> list[Field]:
    """The fields of a table whose money is in the unit that is stated above the headings, where they state none.

    Where two units are stated, above and in the headings, money without a unit of its own is left as typed.
    """
    stated: dict[Unit, tuple[int, str]] = {}
    for number, row in enumerate(sheet.rows[:place], sheet.first_row):
        for text in map(_text, row):
            stated |= dict.fromkeys(units_stated(text), (number, text))
    money = [one.meaning for one in table.fields if one.meaning and APPLICATION[one.meaning.column].type == "money"]
    if not (stated and money):
        return table.fields
    row_above, text = next(iter(stated.values()))
    own = {means.factor for means in money if means.names_unit}
    currencies = {currency for _, currency in stated if currency}
    unclear = len(own | {factor for factor, _ in stated}) > 1 or len(currencies) > 1
    lacking = {means.column for means in money if not means.names_unit}
    if unclear:
        table.find("unclear_unit", row_above, found=text)
        names = {one.name for one in table.fields}
        return [
            replace(one, name=_free(one.heading, names - {one.name}), meaning=None) if one.name in lacking else one
            for one in table.fields
        ]
    factor, currency = next(iter(stated))[0], max(currencies, default="")
    if lacking and factor != 1.0:
        table.find("unit_above", row_above, found=text, factor=factor)
    return [
        replace(one, meaning=replace(one.meaning, factor=factor, currency=currency))
        if one.meaning and one.name in lacking
        else one
        for one in table.fields
    ]


def _text(cell: object) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def _ragged(table: Table, rows: Sequence[list[Any]], titles: list[str]) -> None:
    """Find rows that are longer or shorter than the row of headings; a workbook has none."""
    if len(set(map(len, rows)) | {len(titles)}) < 2:
        return
    needed = max((place for place, title in enumerate(titles, 1) if title), default=0)
    for number, row in zip(table.rows.tolist(), rows, strict=True):
        # an empty cell too many counts: a comma in an amount has moved the others before it
        if len(row) > len(titles):
            table.find("long_row", number, cells=len(row), headings=len(titles))
        elif len(row) < needed:
            table.find("short_row", number, cells=len(row), headings=needed)


def _fields(
    table: Table, titles: list[str], cells: list[pd.Series[Any]], *, row: int | None, first: int
) -> list[Field]:
    meanings = [_meaning(table, title, row=row) for title in titles]
    exact = {means.column for means in meanings if means and not means.general}
    taken: dict[str, str] = {}
    fields: list[Field] = []
    for place, (title, means, column) in enumerate(zip(titles, meanings, cells, strict=True)):
        if means and means.column not in taken and not (means.general and means.column in exact):
            taken[means.column] = title
            fields.append(Field(title, means.column, means, column))
            if means.factor != 1.0:
                table.find("heading_in_thousands", row, title, factor=means.factor)
            continue
        if not title and _blank(column):
            continue
        heading = title or f"column {column_letters(first + place)}"
        name = _free(heading, {*taken, *titles[:place]})
        if not title:
            table.find("empty_heading", row, found=name)
        elif means:
            other = _same(means, titles, place, table.own)
            table.find("duplicate_heading", row, title, title, other=other, kept=name)
        elif name != heading:
            table.find("duplicate_heading", row, title, title, other=heading, kept=name)
        taken[name] = title
        fields.append(Field(heading, name, None, column))
    return fields


def _meaning(table: Table, title: str, *, row: int | None) -> Heading | None:
    found = meaning(title, table.own) if title else None
    if found and not found.clear:
        table.find("unclear_unit", row, title, title)
        return None
    return found


def _same(means: Heading, titles: list[str], place: int, own: UserMapping) -> str:
    """The heading that has the column which the heading at `place` means too."""
    others = [title for number, title in enumerate(titles) if number != place and title]
    alike = [
        (known.general, title) for title in others if (known := meaning(title, own)) and known.column == means.column
    ]
    return min(alike, key=lambda one: one[0])[1]


def _blank(column: pd.Series[Any]) -> bool:
    return all(map(is_empty, column.tolist()))


def _free(name: str, taken: set[str]) -> str:
    """A name that no other column has: `Note`, then `Note (2)`; the model's own names are never given away."""
    number, free = 1, name
    while free in taken or free in APPLICATION:
        number += 1
        free = f"{name} ({number})"
    return free
