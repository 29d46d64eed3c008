"""The sheets of a workbook (.xlsx, .xls, .ods), read by calamine."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

from partnerlab.errors import ProtectedFile, UnreadableFile
from partnerlab.sources.sheets import Sheet, column_number

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SUSPECT = re.compile(rb"""\st=["']e["']|<(?:\w+:)?f[\s/>]""")
"""What the XML of a sheet has if a cell of it holds an error or a formula."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


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
    """Write `#DIV/0!` and its like into their cells: calamine gives them as empty, and they would go unseen.

    A formula that was never computed stands there as it is written, «=1+1». An .xls or .xlsb file has no such parts.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        return
    by_name = {sheet.name: sheet for sheet in sheets}
    with archive:
        for name, row, column, text in _without_result(archive):
            sheet = by_name.get(name)
            if sheet is None or not sheet.first_row <= row < sheet.first_row + len(sheet.rows):
                continue
            cells, place = sheet.rows[row - sheet.first_row], column - sheet.first_column
            if 0 <= place < len(cells) and cells[place] in ("", text):
                cells[place] = text


def _without_result(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int, str]]:
    """The formulas without a result: sheet, row and column, and what stands there."""
    yield from _of_ods(archive)
    for sheet, part in _sheet_parts(archive):
        if _SUSPECT.search(_part(archive, part)):
            yield from ((sheet, *cell) for cell in _of_xlsx(archive, part))


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of a workbook; nothing where it is not there or broken, so that the other parts are still looked at."""
    try:
        return archive.read(name)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError):
        return b""


def _elements(archive: zipfile.ZipFile, part: str, *, whole: str) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """The beginnings and ends of a part's elements, without their namespaces; each `whole` one is let go at its end."""
    try:
        # expat refuses the bombs that this check warns of
        for event, element in ElementTree.iterparse(io.BytesIO(_part(archive, part)), ("start", "end")):  # noqa: S314
            name = element.tag.rpartition("}")[2]
            yield event, name, element
            if event == "end" and name == whole:
                element.clear()
    except ElementTree.ParseError:
        return


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The worksheets' names, and the parts of the file that they stand in."""
    target = {}
    for event, name, element in _elements(archive, "xl/_rels/workbook.xml.rels", whole=""):
        if event == "end" and name == "Relationship":
            path = element.get("Target", "")
            target[element.get("Id", "")] = path.removeprefix("/") if path.startswith("/") else f"xl/{path}"
    return [
        (element.get("name", ""), target.get(_attributes(element).get("id", ""), ""))
        for event, name, element in _elements(archive, "xl/workbook.xml", whole="")
        if event == "end" and name == "sheet"
    ]


def _of_xlsx(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, str]]:
    for event, name, cell in _elements(archive, part, whole="row"):
        place = _PLACE.fullmatch(cell.get("r", "")) if event == "end" and name == "c" else None
        if place is None:
            continue
        inside = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
        value, kind = inside.get("v", ""), cell.get("t", "")
        if kind == "e":
            yield int(place[2]), column_number(place[1]), value
        elif "f" in inside and not value and kind != "str":
            yield int(place[2]), column_number(place[1]), f"={inside['f'] or '…'}"


def _of_ods(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int, str]]:
    sheet, row, column = "", 0, 1
    for event, name, element in _elements(archive, "content.xml", whole="table-row"):
        if event == "start" and name == "table":
            sheet, row = _attributes(element).get("name", ""), 1
        elif event == "start" and name == "table-row":
            column = 1
        elif event == "end" and name == "table-row":
            row += _times(element, "rows")
        elif event == "end" and name in ("table-cell", "covered-table-cell"):
            # two namespaces have a `value-type`: the standard's, which knows no errors, and LibreOffice's own
            if "error" in (value for key, value in element.attrib.items() if key.endswith("}value-type")):
                shown = ("".join(child.itertext()) for child in element if child.tag.endswith("}p"))
                yield sheet, row, column, " ".join(shown).strip()
            column += _times(element, "columns")


def _times(element: ElementTree.Element, of: str) -> int:
    """How often a row or a cell stands there: a run of equal ones is written once."""
    times = _attributes(element).get(f"number-{of}-repeated", "")
    return int(times) if times.isdecimal() else 1
