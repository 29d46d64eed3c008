"""A table of records as typed: its columns, what each heading means, and what was found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Fact, Finding
from partnerlab.model import APPLICATION
from partnerlab.sources.forms.sheets import column_letters, is_empty
from partnerlab.sources.headings import Heading, Unit, mapping_of, meaning, units_stated
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping


@dataclass(frozen=True)
class Field:
    """One column of a user's table: its heading as typed, the name it gets, and what the heading means, if known.

    `letter` is what the spreadsheet calls the column; empty where there is no spreadsheet.
    """

    heading: str
    name: str
    meaning: Heading | None
    cells: pd.Series[Any]
    letter: str = ""


@dataclass
class Table:
    """A table of records as typed: its fields, and the row of the spreadsheet that each record stands in.

    `own` is what the user says of the file, and the standard that its headings follow; `constants` what the file says
    once for all rows; `heading_row` the row of the headings, None where there is no spreadsheet.
    """

    file: str
    sheet: str
    rows: np.ndarray[Any, np.dtype[np.int64]]
    own: UserMapping = NO_MAPPING
    constants: Mapping[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    heading_row: int | None = None

    def find(
        self,
        rule: str,
        row: int | None = None,
        column: str = "",
        found: str = "",
        *,
        count: int = 1,
        letter: str = "",
        **facts: Fact,
    ) -> None:
        """Note a finding of this table."""
        said = tuple(facts.items())
        self.findings.append(Finding(rule, self.file, self.sheet, row, column, found, count, said, letter=letter))


def fields_of(
    table: Table,
    titles: Sequence[str],
    meant: Sequence[str],
    cells: Sequence[pd.Series[Any]],
    *,
    row: int | None,
    first: int,
) -> list[Field]:
    """The columns of a table under their headings; what is found goes into the table's findings.

    `meant` are the wordings by which the headings are known, `row` the row that they stand in, `first` the number of
    the first column.
    """
    letters = [column_letters(first + place) if row is not None else "" for place in range(len(titles))]
    # the user's mapping names a column without a heading by its letter
    titles = [title or (one if one in table.own.columns else "") for title, one in zip(titles, letters, strict=True)]
    meant = [one or title for one, title in zip(meant, titles, strict=True)]
    # a mapping may have the heading as it stands there, or as it is known together with those above it
    table.own = mapping_of([*titles, *meant], table.own)
    table.heading_row = row
    meanings = [_meaning(table, *heading, row=row) for heading in zip(titles, meant, letters, strict=True)]
    exact = {means.column for means in meanings if means and not means.general}
    taken: dict[str, str] = {}
    fields: list[Field] = []
    for place, (title, means, column) in enumerate(zip(titles, meanings, cells, strict=True)):
        if means and means.column not in taken and not (means.general and means.column in exact):
            taken[means.column] = title
            fields.append(Field(title, means.column, means, column, letters[place]))
            if means.factor != 1.0:
                table.find("heading_in_thousands", row, title, letter=letters[place], factor=means.factor)
            continue
        if not title and _blank(column):
            continue
        heading = title or f"column {column_letters(first + place)}"
        name = free_name(heading, {*taken, *titles[:place]})
        if not title:
            table.find("empty_heading", row, found=name, letter=letters[place])
        elif means:
            other = titles[_same(means, meanings, place)]
            table.find("duplicate_heading", row, title, title, letter=letters[place], other=other, kept=name)
        elif name != heading:
            table.find("duplicate_heading", row, title, title, letter=letters[place], other=heading, kept=name)
        taken[name] = title
        fields.append(Field(heading, name, None, column, letters[place]))
    return fields


def _meaning(table: Table, title: str, meant: str, letter: str, *, row: int | None) -> Heading | None:
    found = meaning(title if title in table.own.columns else meant, table.own) if title else None
    if found and not found.clear:
        table.find("unclear_unit", row, title, title, letter=letter)
        return None
    return found


def _same(means: Heading, meanings: Sequence[Heading | None], place: int) -> int:
    """The place of the heading that has the column which the heading at `place` means too."""
    alike = [
        (known.general, number)
        for number, known in enumerate(meanings)
        if number != place and known and known.column == means.column
    ]
    return min(alike)[1]


def _blank(column: pd.Series[Any]) -> bool:
    return all(map(is_empty, column.tolist()))


def free_name(name: str, taken: set[str]) -> str:
    """A name that no other column has: `Note`, then `Note (2)`; the model's own names are never given away."""
    number, free = 1, name
    while free in taken or free in APPLICATION:
        number += 1
        free = f"{name} ({number})"
    return free


def in_unit_above(table: Table, above: Iterable[tuple[int, str]]) -> list[Field]:
    """The fields of a table whose money is in the unit that is stated above the headings, where they state none.

    `above` are rows and texts over the headings. Where two units are stated, above and in the headings, money without
    a unit of its own is left as typed.
    """
    stated: dict[Unit, tuple[int, str]] = {}
    for number, text in above:
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
            replace(one, name=free_name(one.heading, names - {one.name}), meaning=None) if one.name in lacking else one
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
