"""The sheets of a workbook (.xlsx, .xls, .ods), read by calamine."""

from __future__ import annotations

import gc
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from partnerlab.errors import ProtectedFile, UnreadableFile
from partnerlab.sources.forms.sheets import Box, Sheet
from partnerlab.sources.forms.workbook_parts import Aside, asides

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def workbook_sheets(content: bytes, name: str, form: str) -> list[Sheet]:
    """All worksheets of a workbook, in its order; `form` is what the file's name says that it is.

    Raises:
        UnreadableFile, ProtectedFile: if the file is no workbook, or one under a password.
    """
    import python_calamine as calamine

    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise ProtectedFile(name)
    try:
        with _without_collections(), calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            hidden = _hidden(book)
            sheets = [_sheet(book.get_sheet_by_name(title), hidden=title in hidden) for title in _worksheets(book)]
    except calamine.PasswordError:
        raise ProtectedFile(name) from None
    # calamine is compiled from Rust: a file that it does not expect may end in a panic, which is no Exception
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableFile(name, form.removeprefix(".").upper()) from None
    return _with_asides(content, sheets)


@contextmanager
def _without_collections() -> Iterator[None]:
    """Millions of cells are no garbage, and looking among them for some takes longer than making them."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _worksheets(book: Any) -> list[str]:
    import python_calamine as calamine

    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]


def _hidden(book: Any) -> set[str]:
    import python_calamine as calamine

    return {sheet.name for sheet in book.sheets_metadata if sheet.visible != calamine.SheetVisibleEnum.Visible}


def _sheet(sheet: Any, *, hidden: bool) -> Sheet:
    row, column = sheet.start or (0, 0)
    merged = tuple(_box(*corners) for corners in sheet.merged_cell_ranges or ())
    return Sheet(
        sheet.name, sheet.to_python(), first_row=row + 1, first_column=column + 1, merged=merged, hidden=hidden
    )


def _box(first: tuple[int, int], last: tuple[int, int]) -> Box:
    return first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1


def _with_asides(content: bytes, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets with what calamine does not give: errors, formulas nobody computed, rows that are hidden.

    An .xls or .xlsb file has no parts that could be looked at.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return list(sheets)
    with archive:
        beside = asides(archive)
    return [_with_aside(sheet, beside[sheet.name]) if sheet.name in beside else sheet for sheet in sheets]


def _with_aside(sheet: Sheet, aside: Aside) -> Sheet:
    for row, column, text in aside.unseen:
        if sheet.first_row <= row < sheet.first_row + len(sheet.rows):
            cells, place = sheet.rows[row - sheet.first_row], column - sheet.first_column
            if 0 <= place < len(cells) and cells[place] in ("", text):
                cells[place] = text
    return replace(sheet, merged=sheet.merged or aside.merged, hidden_rows=aside.hidden_rows)
