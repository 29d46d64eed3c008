"""Opening a user's file as raw sheets: cells as they stand, rows as the spreadsheet counts them.

Only here can reading a user's file fail; what stands in the cells is not judged.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import (
    EmptyFile,
    FolderGiven,
    ForbiddenFile,
    MissingFile,
    UnknownForm,
    UnreadableFile,
)
from partnerlab.sources.delimited import text_sheet
from partnerlab.sources.sheets import Sheet
from partnerlab.sources.workbooks import workbook_sheets

if TYPE_CHECKING:
    import pandas as pd

TEXT_FORMS = (".csv", ".tsv", ".txt")
WORKBOOK_FORMS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
BINARY_FORMS = (".xls", ".xlsb")
"""Workbooks in which a formula without a result cannot be told from an empty cell."""
PARQUET_FORMS = (".parquet", ".pq")


def open_sheets(path: str | Path) -> list[Sheet] | pd.DataFrame:
    """A file's sheets, or its frame where the file is a typed table (Parquet).

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
        return _parquet(content, file.name)
    if form in TEXT_FORMS:
        return [text_sheet(content, file.name)]
    return workbook_sheets(content, file.name, form)


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


def _parquet(content: bytes, name: str) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

    try:
        return pd.read_parquet(io.BytesIO(content))
    except (pa.ArrowException, OSError, ValueError, TypeError):
        raise UnreadableFile(name, "Parquet") from None
