"""A user's records: a spreadsheet or a frame, as a dataset of applications with all that was found wrong in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset, Kind, Source
from partnerlab.errors import EmptyFile, WrongValue
from partnerlab.findings import Finding, Findings, findings_table
from partnerlab.model import FIRST_YEAR, LAST_YEAR, SYNTHETIC
from partnerlab.sources.acceptance import with_acceptances
from partnerlab.sources.beside import beside_tables, with_tables
from partnerlab.sources.cells.dates import read_year
from partnerlab.sources.checks import Origin, check_records, numbered, without_totals
from partnerlab.sources.checks.personal import leave_out_personal_columns
from partnerlab.sources.checks.standards import standard_violations
from partnerlab.sources.columns.currency import DEFAULT_CURRENCY, code_of, currency_of, is_code
from partnerlab.sources.forms.opening import Opened, opened
from partnerlab.sources.forms.sheets import TypedSheet
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.headings.mapping_file import mapping_from
from partnerlab.sources.layout.file_tables import records_in
from partnerlab.sources.layout.heading_notes import heading_notes
from partnerlab.sources.organisations import grouped
from partnerlab.sources.stacking import stacked
from partnerlab.wording import Language, message, phrase, words

_YEARS = message("a year between {first} and {last}")
_CURRENCIES = phrase("an ISO code of three letters, such as RUB")
_RECORDS = phrase("a path of a file, or a table of pandas, Polars, DuckDB or PySpark")
_FRAME_TITLE = message("a table in memory")
LISTED = 8
"""More files or sheets than these are only counted in the line of the source, which stands under every chart."""


def open_records(
    path_or_frame: Any,
    *,
    year: int | str | None = None,
    currency: str | None = None,
    mapping: str | Path | UserMapping | None = None,
    table: str | None = None,
) -> Dataset:
    """A contest's applications from a spreadsheet or a frame, with all that was found wrong in them.

    Takes a file (a workbook, CSV, Parquet, JSON, Pabulib, SQLite), a folder of yearly files, the address of a database
    (`postgresql://user@server/contest`, its `table` named) or a pandas frame, with headings in Russian or English; a
    frame of another kind (Polars, DuckDB, PySpark) is taken as it is, with the model's names. All sheets that have
    known headings are read and stacked. The year is from a column, else `year`, else the contest's name, the
    sheet's, the file's. The currency is `currency`, else what the file says, else roubles.

    Shape: `frame` has one row an application, the model's columns that the file has, `application_id`, and every other
    column under its own heading. A cell that cannot be read is missing and a finding; what was not taken
    literally stands in a column `<name>_as_typed`. Unit: whole units of the currency.

    Raises:
        WrongValue: if `year` can be no contest's year or `currency` no currency, or what is given is neither file
            nor frame.
        PartnerlabError: only if the file cannot be read at all: `MissingFile`, `UnreadableFile`, `UnknownForm`,
            `EmptyFile`, `NoRecords`, `NoKnownHeading`, `EmptyFolder`, `ForbiddenFile`, `ProtectedFile`; of a database:
            `WrongAddress`, `MissingDriver`, `UnreachableDatabase`, `RefusedByDatabase`, `MissingDatabase`,
            `NoTableChosen`, `NoTables`, `MissingTable`, `UnreadableTable`.

    >>> records = open_records(pd.DataFrame({"Год": [2003], "Сумма гранта, тыс. руб.": ["25,5"]}))
    >>> records.frame.awarded.tolist()
    [25500.0]
    """
    asked = None if year is None else _asked_year(year)
    code = None if currency is None else _asked_currency(currency)
    if not isinstance(path_or_frame, str | os.PathLike | pd.DataFrame):
        return _taken_as_it_is(path_or_frame, year=asked, currency=code or DEFAULT_CURRENCY)
    own = mapping_from(mapping)
    asked, code = asked or own.year, code or own.currency or None
    source = _opened(path_or_frame, table=table or "", own=own)
    beside = beside_tables(source.sheets)
    tables, found = records_in(beside.sheets, source.name, own=own)
    if not any(len(one.rows) for one in tables):
        raise EmptyFile(source.name)
    tables = [one for one in tables if len(one.rows)]
    leave_out_personal_columns(tables)
    money, said = currency_of(tables, given=code)
    frame = stacked(tables, currency=money, year=asked)
    origin = Origin(
        tuple((one.file, one.sheet) for one in tables),
        np.repeat(np.arange(len(tables)), [len(one.rows) for one in tables]),
        np.concatenate([one.rows for one in tables]),
        {(number, one.name): one.heading for number, of in enumerate(tables) for one in of.fields},
        {(number, one.name): one.letter for number, of in enumerate(tables) for one in of.fields},
        _own_numbers(frame),
        source.name,
    )
    frame, origin, totals = without_totals(frame, origin)
    if frame.empty:
        raise EmptyFile(source.name)
    ids, made = numbered(frame, origin)
    frame, names = grouped(_with_ids(frame, ids), origin, source.folder, currency=money)
    beside = with_tables(beside, frame, currency=money)
    found += [*source.findings, *beside.findings, *said, *made]
    found += [*heading_notes(tables, own=own, sheets=[one.name for one in source.sheets]), *standard_violations(tables)]
    found += [*totals.findings, *totals.without_labels([finding for one in tables for finding in one.findings])]

    # what waits for the findings holds no sheet: its raw cells take more memory than the frame
    folder, calendar = source.folder, beside.calendar

    def findings() -> list[Finding]:
        checked = check_records(frame, origin, currency=money, calendar=calendar)
        return with_acceptances([*found, *names(), *checked], folder)

    kind: Kind = "sample" if SYNTHETIC in frame.columns else "records"
    in_memory = isinstance(path_or_frame, pd.DataFrame)
    return Dataset(
        kind if in_memory else Path(source.name).stem,
        kind,
        frame,
        _in_memory(kind) if in_memory else _source(source.name, origin, kind),
        money,
        Findings(findings),
        calendar,
        beside.tables,
    )


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


def _opened(path_or_frame: str | os.PathLike[str] | pd.DataFrame, *, table: str, own: UserMapping) -> Opened:
    if isinstance(path_or_frame, pd.DataFrame):
        name = cast(str, phrase(_FRAME_TITLE))  # an error says it in the reader's language
        return Opened(name, (TypedSheet("", path_or_frame),))
    return opened(os.fspath(path_or_frame), table=table, own=own)


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
    return Dataset(kind, kind, frame, _in_memory(kind), currency)


def _own_numbers(frame: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.object_]] | None:
    return frame["application_id"].to_numpy(dtype=object) if "application_id" in frame.columns else None


def _with_ids(frame: pd.DataFrame, ids: pd.Series[Any]) -> pd.DataFrame:
    others = {str(name): frame[name] for name in frame.columns if name != "application_id"}
    return pd.DataFrame({"application_id": ids, **others})


def _in_memory(kind: Kind) -> Source:
    title = words("ru").say(_FRAME_TITLE)
    return Source(title, kind=kind, english={"title": words("en").say(_FRAME_TITLE)})


def _source(name: str, origin: Origin, kind: Kind) -> Source:
    """Which file, and how many rows of which sheets; of a folder, how many of which files, or of how many."""
    files = origin.files
    rows = Counter[str]()
    for (file, sheet), count in zip(origin.tables, np.bincount(origin.table).tolist(), strict=False):
        rows[sheet if len(files) == 1 else file] += count

    def place(language: Language) -> str:
        speak = words(language)
        counted: Mapping[str, str] = {
            part: speak.plural("{count} row", "{count} rows", number) for part, number in rows.items()
        }
        sheets = len(files) == 1
        if len(counted) > LISTED:
            together = speak.plural("{count} row", "{count} rows", rows.total())
            if sheets:
                return speak.plural("{count} sheet", "{count} sheets", len(counted)) + f" ({together})"
            return speak.plural("{count} file", "{count} files", len(counted)) + f" ({together})"
        return ", ".join(
            (speak.say("sheet «{sheet}»", sheet=part) if sheets else part) + f" ({count})" if part else count
            for part, count in counted.items()
        )

    return Source(name, place=place("ru"), kind=kind, english={"place": place("en")})
