"""Opening a user's file as raw sheets: cells as they stand, rows as the spreadsheet counts them.

Only here can reading a user's file fail; what stands in the cells is not judged.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from partnerlab.errors import (
    EmptyFile,
    FolderGiven,
    ForbiddenFile,
    MissingFile,
    UnknownForm,
    UnreadableFile,
)
from partnerlab.sources.delimited import text_sheet
from partnerlab.sources.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.sheets import Sheet, TypedSheet
from partnerlab.sources.workbooks import workbook_sheets

TEXT_FORMS = (".csv", ".tsv", ".txt")
WORKBOOK_FORMS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
BINARY_FORMS = (".xls", ".xlsb")
"""Workbooks in which a formula without a result cannot be told from an empty cell."""
PARQUET_FORMS = (".parquet", ".pq")


def open_sheets(path: str | Path, *, own: UserMapping = NO_MAPPING) -> list[Sheet | TypedSheet]:
    """A file's sheets, as they stand in it or, where it is of typed tables (Parquet), as frames.

    Raises:
        MissingFile, FolderGiven, ForbiddenFile, UnknownForm: if there is no such file to be read.
        UnreadableFile, ProtectedFile, EmptyFile: if there is nothing in it that can be read.
    """
    file, form = Path(path), Path(path).suffix.lower()
    if form not in (*TEXT_FORMS, *WORKBOOK_FORMS, *PARQUET_FORMS) and file.is_file():
        raise UnknownForm(file.name)
    content = _content(file)
    if not content:
        raise EmptyFile(file.name)
    if form in PARQUET_FORMS:
        return [_parquet(content, file.name)]
    sheets = (
        [text_sheet(content, file.name, own=own)] if form in TEXT_FORMS else workbook_sheets(content, file.name, form)
    )
    return [replace(sheet, file=file.name) for sheet in sheets]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise MissingFile(file.name) from None
    except IsADirectoryError:
        raise FolderGiven(file.name or str(file)) from None
    except PermissionError:
        raise (FolderGiven if file.is_dir() else ForbiddenFile)(file.name) from None
    except (OSError, ValueError):  # a broken disk; a name with a zero byte in it
        raise MissingFile(file.name) from None


def _parquet(content: bytes, name: str) -> TypedSheet:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

    try:
        return TypedSheet("", pd.read_parquet(io.BytesIO(content)), name)
    except (pa.ArrowException, OSError, ValueError, TypeError):
        raise UnreadableFile(name, "Parquet") from None
