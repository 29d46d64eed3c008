"""A user's records: a spreadsheet or a frame, as a dataset of applications with all that was found wrong in it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset, Kind, Source
from partnerlab.errors import EmptyFile, NoKnownHeading, WrongValue
from partnerlab.findings import Finding, findings_table, in_order
from partnerlab.model import FIRST_YEAR, LAST_YEAR, SYNTHETIC
from partnerlab.rules import RULES
from partnerlab.sources.checks import Origin, check_records, numbered
from partnerlab.sources.columns import ReadColumn, read_column, settled, text_of
from partnerlab.sources.currency import DEFAULT_CURRENCY, code_of, currency_of, is_code
from partnerlab.sources.dates import read_year
from partnerlab.sources.files import BINARY_FORMS, open_sheets
from partnerlab.sources.headings import known_columns
from partnerlab.sources.sheets import Sheet
from partnerlab.sources.tables import Field, Table, frame_table, heading_row, table_of
from partnerlab.wording import Language, message, phrase, words

SHOWN_HEADINGS = 12
_YEARS = message("a year between {first} and {last}")
_CURRENCIES = phrase("an ISO code of three letters, such as RUB")
_RECORDS = phrase("a path of a file, or a table of pandas, Polars, DuckDB or PySpark")
_FRAME_TITLE = message("a table in memory")
_YEAR_IN_NAME = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")


def open_records(path_or_frame: Any, *, year: int | str | None = None, currency: str | None = None) -> Dataset:
    """A contest's applications from a spreadsheet or a frame, with all that was found wrong in them.

    Takes a file (.csv, .tsv, .xlsx, .xls, .ods, .parquet) or a pandas frame, with headings in Russian or English; a
    frame of another kind (Polars, DuckDB, PySpark) is taken as it is, with the model's names. All sheets that have
    known headings are read and stacked. The year is from a column, else `year`, else the sheet's name, else the
    file's. The currency is `currency`, else what the file says, else roubles.

    Shape: `frame` has one row an application, the model's columns that the file has, `application_id`, and every other
    column under its own heading. A cell that cannot be read is missing and a finding; what was not taken
    literally stands in a column `<name>_as_typed`. Unit: whole units of the currency.

    Raises:
        WrongValue: if `year` can be no contest's year or `currency` no currency, or what is given is neither file
            nor frame.
        PartnerlabError: only if the file cannot be read at all: `MissingFile`, `UnreadableFile`, `UnknownForm`,
            `EmptyFile`, `NoKnownHeading`, `FolderGiven`, `ForbiddenFile`, `ProtectedFile`.

    >>> records = open_records(pd.DataFrame({"Год": [2003], "Сумма гранта, тыс. руб.": ["25,5"]}))
    >>> records.frame.awarded.tolist()
    [25500.0]
    """
    asked = None if year is None else _asked_year(year)
    code = None if currency is None else _asked_currency(currency)
    if not isinstance(path_or_frame, str | os.PathLike | pd.DataFrame):
        return _taken_as_it_is(path_or_frame, year=asked, currency=code or DEFAULT_CURRENCY)
    tables, notes, file = _tables(path_or_frame)
    if not sum(len(table.rows) for table in tables):
        raise EmptyFile(file or _in_memory())
    tables = [table for table in tables if len(table.rows)]
    money, said = currency_of(tables, given=code)
    parts = [_part(table, currency=money, year=asked) for table in tables]
    frame = _stacked(parts)
    origin = Origin(
        file,
        np.concatenate([np.full(len(table.rows), table.sheet, dtype=object) for table in tables]),
        np.concatenate([table.rows for table in tables]),
        {(table.sheet, one.name): one.heading for table in tables for one in table.fields},
    )
    ids, found = numbered(frame, origin)
    frame = _with_ids(frame, ids)
    found += [*notes, *said, *check_records(frame, origin)]
    found += [finding for table in tables for finding in table.findings]
    kind: Kind = "sample" if SYNTHETIC in frame.columns else "records"
    return Dataset(Path(file).stem or kind, kind, frame, _source(file, tables, kind), money, in_order(found))


def check(path_or_frame: Any, *, language: Language | None = None) -> pd.DataFrame:
    """What is wrong in a file of records: one row a finding, in the reader's language.

    Takes what `open_records` takes, or a Dataset that it gave.

    Shape: severity, sheet, row, column, found, expected, rule, file, count, message; errors first, then by sheet and
    row. Rows are numbered as the spreadsheet shows them.

    Raises:
        PartnerlabError: if the file cannot be read at all, as `open_records` says.

    >>> check(pd.DataFrame({"Год": [20003], "Сумма гранта": [30000]}), language="en").found[0]
    '20003'
    """
    records = path_or_frame if isinstance(path_or_frame, Dataset) else open_records(path_or_frame)
    return findings_table(records.findings, language=language)


def _asked_year(year: int | str) -> int:
    reading = read_year(str(year))
    if reading.value is None or reading.rule:
        raise WrongValue("year", str(year), phrase(_YEARS, first=FIRST_YEAR, last=LAST_YEAR))
    return reading.value


def _asked_currency(currency: str) -> str:
    code = code_of(currency)
    if not is_code(code):
        raise WrongValue("currency", currency, _CURRENCIES)
    return code


def _in_memory() -> str:
    """What an error calls a frame in place of a file: said in the reader's language, as all of the error is."""
    return cast(str, phrase(_FRAME_TITLE))


def _taken_as_it_is(frame: Any, *, year: int | None, currency: str) -> Dataset:
    import narwhals as nw

    try:
        known = nw.from_native(frame)
    except TypeError:
        raise WrongValue("path_or_frame", type(frame).__name__, _RECORDS) from None
    names = known.collect_schema().names()
    if year is not None and "year" not in names:
        frame = known.with_columns(nw.lit(year).alias("year")).to_native()
    kind: Kind = "sample" if SYNTHETIC in names else "records"
    return Dataset(kind, kind, frame, _source("", [], kind), currency)


def _tables(path_or_frame: Any) -> tuple[list[Table], list[Finding], str]:
    """The tables of records that were found, and what was not read."""
    if isinstance(path_or_frame, pd.DataFrame):
        opened: list[Sheet] | pd.DataFrame = path_or_frame
        file = ""
    else:
        opened, file = open_sheets(os.fspath(path_or_frame)), Path(path_or_frame).name
    if isinstance(opened, pd.DataFrame):
        table = frame_table(opened, file=file)
        if not table.fields:
            raise EmptyFile(file or _in_memory())
        if not known_columns([one.heading for one in table.fields]):
            raise NoKnownHeading(file or _in_memory(), tuple(one.heading for one in table.fields[:SHOWN_HEADINGS]))
        return [table], [], file
    return *of_sheets(opened, file), file


def of_sheets(sheets: Sequence[Sheet], file: str) -> tuple[list[Table], list[Finding]]:
    """The tables in the sheets of a file, and a note of each sheet that has none."""
    tables, notes = [], []
    for sheet in sheets:
        place = heading_row(sheet)
        if place is not None:
            tables.append(table_of(sheet, place, file=file))
            if not len(tables[-1].rows):
                notes += [*tables[-1].findings, Finding("sheet_without_rows", file, sheet.name, None, "", "")]
        elif filled := sum(any(text_of(cell) for cell in row) for row in sheet.rows):
            rows = (("rows", filled),)
            notes.append(Finding("sheet_not_read", file, sheet.name, None, "", "", facts=rows))
    if tables and Path(file).suffix.lower() in BINARY_FORMS:
        notes.append(Finding("errors_unseen", file, "", None, "", ""))
    if not tables and not notes:
        raise EmptyFile(file)
    if not tables:
        raise NoKnownHeading(file, _first_texts(sheets))
    return tables, notes


def _first_texts(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    """The texts of the first row that has any: what a user takes for the headings."""
    for sheet in sheets:
        for row in sheet.rows:
            if texts := [" ".join(text_of(cell).split())[:40] for cell in row if text_of(cell)]:
                return tuple(texts[:SHOWN_HEADINGS])
    return ()


def _part(table: Table, *, currency: str, year: int | None) -> dict[str, pd.Series[Any]]:
    """The columns of one table, read; what is found goes into the table's findings."""
    columns: dict[str, pd.Series[Any]] = {}
    typed: dict[str, pd.Series[Any]] = {}
    for one in table.fields:
        if one.meaning is None:
            columns[one.name] = one.cells
            continue
        column = read_column(one.cells, one.meaning, currency=currency)
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


def _stacked(parts: Sequence[dict[str, pd.Series[Any]]]) -> pd.DataFrame:
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


def _with_ids(frame: pd.DataFrame, ids: pd.Series[Any]) -> pd.DataFrame:
    others = {str(name): frame[name] for name in frame.columns if name != "application_id"}
    return pd.DataFrame({"application_id": ids, **others})


def _source(file: str, tables: Sequence[Table], kind: Kind) -> Source:
    russian, english = words("ru"), words("en")
    if not file:
        return Source(russian.say(_FRAME_TITLE), kind=kind, english={"title": english.say(_FRAME_TITLE)})
    rows = Counter[str]()
    for table in tables:
        rows[table.sheet] += len(table.rows)

    def place(language: Language) -> str:
        speak = words(language)
        counted = {sheet: speak.plural("{count} row", "{count} rows", number) for sheet, number in rows.items()}
        return ", ".join(
            speak.say("sheet «{sheet}»", sheet=sheet) + f" ({count})" if sheet else count
            for sheet, count in counted.items()
        )

    return Source(file, place=place("ru"), kind=kind, english={"place": place("en")})
