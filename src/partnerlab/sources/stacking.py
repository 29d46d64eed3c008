"""From tables as typed to one frame of applications: every column read, every table under the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from partnerlab.findings import Fact, Finding
from partnerlab.model import APPLICATION
from partnerlab.rules import RULES
from partnerlab.sources.columns import ReadColumn, read_column, settled
from partnerlab.sources.columns.readings import Mark
from partnerlab.sources.columns.settling import PLACE
from partnerlab.sources.contest_year import add_year
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.headings import Heading
from partnerlab.sources.layout.tables import Field, Table


def stacked(tables: Sequence[Table], *, currency: str, year: int | None) -> pd.DataFrame:
    """All tables as one frame; what is found on the way goes into each table's findings.

    Columns that the model does not know stay as typed. The year is from a column, else as `add_year`
    has it.
    """
    return _under_each_other([_part(table, currency=currency, year=year) for table in tables])


def _part(table: Table, *, currency: str, year: int | None) -> dict[str, pd.Series[Any]]:
    """The columns of one table, read; what is found goes into the table's findings."""
    columns: dict[str, pd.Series[Any]] = {}
    typed: dict[str, pd.Series[Any]] = {}
    for one in table.fields:
        if one.meaning is None:
            columns[one.name] = one.cells
            continue
        column = read_column(one.cells, one.meaning, currency=currency, own=table.own, heading=one.heading)
        columns[one.name] = column.values
        if (texts := column.as_typed()) is not None:
            typed[f"{one.name}_as_typed"] = texts
        tell(table, one, column)
    _add_constants(table, columns, currency)
    if "year" not in columns or not (columns["year"].notna().any() or "year_as_typed" in typed):
        add_year(table, columns, year)
    _tell_kept(table, currency)
    for name, texts in typed.items():  # a file that partnerlab wrote has such columns already
        kept = columns.get(name)
        columns[name] = texts if kept is None else texts.where(texts.notna(), settled(kept).astype("str"))
    return columns


def _tell_kept(table: Table, currency: str) -> None:
    """What is wrong in the texts that a file written by partnerlab keeps beside a missing value: the same as before."""
    named = {one.name: one for one in table.fields}
    for kept in table.fields:
        one = named.get(kept.name.removesuffix("_as_typed"), kept)
        if one is kept or one.meaning is None:
            continue
        empty = [is_empty(cell) for cell in one.cells.tolist()]
        texts = [text if gap else "" for text, gap in zip(kept.cells.tolist(), empty, strict=True)]
        cells = pd.Series(texts, dtype=object)
        tell(table, one, read_column(cells, Heading(one.name), currency=currency, own=table.own, heading=one.heading))


def tell(table: Table, one: Field, column: ReadColumn) -> None:
    """Turn a column's marks into findings: one a cell, or one for all cells that were read in the same way."""
    alike: dict[tuple[str, str], list[Mark]] = {}
    for place, reading, text in column.marks:
        if RULES[reading.rule].summed:
            saying = text.casefold() if reading.rule in ("none_as_zero", "said_missing") else ""
            alike.setdefault((reading.rule, saying), []).append((place, reading, text))
        else:
            table.findings.append(_finding(table, one, place, reading.rule, text, reading.facts))
    for (rule, _), marks in alike.items():
        first, reading, text = marks[0]
        table.findings.append(replace(_finding(table, one, first, rule, text, reading.facts), count=len(marks)))


def _finding(
    table: Table, one: Field, place: int, rule: str, text: str, facts: tuple[tuple[str, Fact], ...]
) -> Finding:
    """A finding in the cell of a column at `place`, with the application's own number where the table has them."""
    number = next((field.cells.iloc[place] for field in table.fields if field.name == "application_id"), "")
    return Finding(
        rule,
        table.file,
        table.sheet,
        int(table.rows[place]),
        one.heading,
        text,
        facts=tuple(
            ("evidence_row", int(table.rows[int(fact)])) if name == PLACE else (name, fact) for name, fact in facts
        ),
        record="" if is_empty(number) else text_of(number),
        letter=one.letter,
    )


def _add_constants(table: Table, columns: dict[str, pd.Series[Any]], currency: str) -> None:
    """What the file says once for all its rows, as columns, where no column of its own says it."""
    for name, text in table.constants.items():
        if name in APPLICATION and not (name in columns and columns[name].notna().any()):
            cells = pd.Series([text] * len(table.rows), dtype=object)
            columns[name] = read_column(cells, Heading(name), currency=currency, own=table.own).values


def _under_each_other(parts: Sequence[dict[str, pd.Series[Any]]]) -> pd.DataFrame:
    """The tables under each other; columns that the model does not know as typed."""
    frame = (
        pd.concat([pd.DataFrame(part) for part in parts], ignore_index=True)
        if len(parts) > 1
        else pd.DataFrame(parts[0])
    )
    columns = {str(name): settled(frame[name]) for name in frame.columns}
    for name in ("year", "edition"):
        if name in columns and columns[name].notna().all():
            columns[name] = columns[name].astype("int64")
    last = [name for name in columns if name.endswith("_as_typed")]
    return pd.DataFrame({name: columns[name] for name in [*(one for one in columns if one not in last), *last]})
