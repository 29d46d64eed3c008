"""The sheets of a workbook (.xlsx, .xls, .ods), read by calamine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from partnerlab.errors import ProtectedFile, UnreadableFile
from partnerlab.sources.sheets import Sheet, column_number

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>.*?<v>([^<]*)</v>', re.DOTALL)


def workbook_sheets(content: bytes, name: str, form: str) -> list[Sheet]:
    """All worksheets of a workbook, in its order; `form` is what the file's name says that it is.

    Raises:
        UnreadableFile, ProtectedFile: if the file is no workbook, or one under a password.
    """
    import python_calamine as calamine

    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise ProtectedFile(name)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [_sheet(book.get_sheet_by_name(title)) for title in _worksheets(book)]
    except calamine.PasswordError:
        raise ProtectedFile(name) from None
    # calamine is compiled from Rust: a file that it does not expect may end in a panic, which is no Exception
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableFile(name, form.removeprefix(".").upper()) from None
    _put_back_errors(content, sheets)
    return sheets


def _worksheets(book: Any) -> list[str]:
    import python_calamine as calamine

    return [sheet.name for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]


def _sheet(sheet: Any) -> Sheet:
    row, column = sheet.start or (0, 0)
    return Sheet(sheet.name, sheet.to_python(), first_row=row + 1, first_column=column + 1)


def _put_back_errors(content: bytes, sheets: Sequence[Sheet]) -> None:
    """Write `#DIV/0!` and its like into their cells: calamine gives them as empty, and they would go unseen."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for sheet, part in zip(sheets, _sheet_parts(archive, sheets), strict=True):
                text = archive.read(part) if part else b""
                for letters, number, error in _ERROR_CELL.findall(text) if b't="e"' in text else ():
                    row = int(number) - sheet.first_row
                    column = column_number(letters.decode()) - sheet.first_column
                    if row < len(sheet.rows) and sheet.rows[row][column] == "":
                        sheet.rows[row][column] = error.decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, IndexError):
        return  # an .xls or .ods: no such parts


def _sheet_parts(archive: zipfile.ZipFile, sheets: Sequence[Sheet]) -> list[str]:
    from html import unescape

    book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    target = {
        _attribute(tag, "Id"): _attribute(tag, "Target") for tag in re.findall(r"<Relationship\b[^>]*>", relations)
    }
    part = {
        unescape(_attribute(tag, "name")): target.get(_attribute(tag, "r:id"), "")
        for tag in re.findall(r"<sheet\b[^>]*>", book)
    }
    names = [part.get(sheet.name, "") for sheet in sheets]
    return [name.removeprefix("/") if name.startswith("/") or not name else f"xl/{name}" for name in names]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""
