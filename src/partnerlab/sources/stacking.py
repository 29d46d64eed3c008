"""From tables as typed to one frame of applications: every column read, every table under the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import FIRST_YEAR, LAST_YEAR
from partnerlab.rules import RULES
from partnerlab.sources.columns import ReadColumn, read_column, settled
from partnerlab.sources.tables import Field, Table

_YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def stacked(tables: Sequence[Table], *, currency: str, year: int | None) -> pd.DataFrame:
    """All tables as one frame; what is found on the way goes into each table's findings.

    Columns that the model does not know stay as typed. The year is from a column, else `year`, else the sheet's name,
    else the file's.
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
        _tell(table, one, column)
    if "year" not in columns or not (columns["year"].notna().any() or "year_as_typed" in typed):
        _add_year(table, columns, year)
    for name, texts in typed.items():  # a file that partnerlab wrote has such columns already
        kept = columns.get(name)
        columns[name] = texts if kept is None else texts.where(texts.notna(), settled(kept).astype("str"))
    return columns


def _tell(table: Table, one: Field, column: ReadColumn) -> None:
    """Turn a column's marks into findings: one a cell, or one for all cells that were read in the same way."""
    alike: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for place, reading, text in column.marks:
        if RULES[reading.rule].summed:
            saying = text.casefold() if reading.rule in ("none_as_zero", "said_missing") else ""
            alike.setdefault((reading.rule, saying), []).append((place, text))
        else:
            row = int(table.rows[place])
            table.findings.append(
                Finding(reading.rule, table.file, table.sheet, row, one.heading, text, facts=reading.facts)
            )
    for (rule, _), cells in alike.items():
        first, text = cells[0]
        row = int(table.rows[first])
        table.findings.append(Finding(rule, table.file, table.sheet, row, one.heading, text, count=len(cells)))


def _add_year(table: Table, columns: dict[str, pd.Series[Any]], given: int | None) -> None:
    """The year of all records of a table that has no year in a column: as given, by the sheet's or the file's name."""
    for rule, year in (
        ("year_given", given),
        ("year_from_sheet", year_in(table.sheet)),
        ("year_from_file", year_in(Path(table.file).stem)),
    ):
        if year is not None:
            table.find(rule, found=str(year))
            columns["year"] = pd.Series(np.full(len(table.rows), year)).astype("Int64")
            return


def year_in(name: str) -> int | None:
    """The one year of a contest that a name holds; None where it holds none or several.

    >>> year_in("Конкурс 2003"), year_in("1999-2004") is None
    (2003, True)
    """
    years = {int(found) for found in _YEAR_IN_NAME.findall(name)}
    return next((one for one in years if FIRST_YEAR <= one <= LAST_YEAR), None) if len(years) == 1 else None


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
