"""Tables in web pages and in XML, which old programs and web exports save under the name of a workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from partnerlab.errors import EmptyFile, UnreadableFile
from partnerlab.sources.forms.sheets import Sheet

SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li"))
_WIDEST = 16_384


def charset(content: bytes) -> str:
    """The encoding that a web page says it is in; empty where it says none.

    >>> charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii").lower() if found else ""


def html_sheets(text: str, name: str) -> list[Sheet]:
    """The tables of a web page, each as a sheet; a cell over several columns or rows stands in the first of them.

    Raises:
        EmptyFile: if there is no table in it.
    """
    reader = _Tables()
    reader.feed(text)
    reader.close()
    tables = [rows for rows in reader.tables if rows]
    if not tables:
        raise EmptyFile(name)
    return [Sheet("" if len(tables) == 1 else str(n), rows, file=name) for n, rows in enumerate(tables, 1)]


class _Tables(HTMLParser):
    """The rows of all tables of a page; of nested ones, each for itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[Any]]] = []
        self._open: list[list[list[Any]]] = []
        self._over: list[dict[tuple[int, int], bool]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
            self._open.append(self.tables[-1])
            self._over.append({})
        elif not self._open:
            return
        elif tag == "tr":
            self._end()
            self._open[-1].append([])
        elif tag in ("td", "th"):
            self._begin(dict(attrs))
        elif tag in _BREAKS and self._cell:
            self._cell.append("\n")

    def _begin(self, attributes: dict[str, str | None]) -> None:
        self._end()  # many pages close no cell
        rows, over = self._open[-1], self._over[-1]
        if not rows:
            rows.append([])
        row, number = rows[-1], len(rows) - 1
        while over.pop((number, len(row)), False):
            row.append("")
        across, down = (_span(attributes.get(name)) for name in ("colspan", "rowspan"))
        place = len(row)
        row.extend([""] * across)
        for lower in range(number + 1, number + down):
            over.update({(lower, column): True for column in range(place, place + across)})
        self._cell = []
        self._place = place

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end()
        elif tag == "table" and self._open:
            self._end()
            self._open.pop()
            self._over.pop()

    def _end(self) -> None:
        if self._cell is not None and self._open and self._open[-1]:
            text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n")).strip()
            self._open[-1][-1][self._place] = text
        self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data.replace("\r", " ").replace("\n", " "))


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.strip().isdecimal() else 1


def spreadsheet_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook as XML (Excel 2003).

    Raises:
        UnreadableFile, EmptyFile: if it is broken, or has no sheet.
    """
    try:
        sheets = list(_worksheets(content, name))
    except (ElementTree.ParseError, ValueError, LookupError):
        raise UnreadableFile(name, "XML") from None
    if not sheets:
        raise EmptyFile(name)
    return sheets


def _worksheets(content: bytes, name: str) -> Iterator[Sheet]:
    # expat refuses the bombs that this check warns of
    for _, element in ElementTree.iterparse(io.BytesIO(content), ("end",)):  # noqa: S314
        if _bare(element.tag) == "Worksheet":
            rows = _rows(element)
            if rows:
                yield Sheet(_attribute(element, "Name"), rows, file=name)
            element.clear()


def _rows(sheet: ElementTree.Element) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for element in (one for one in sheet.iter() if _bare(one.tag) == "Row"):
        if index := _attribute(element, "Index"):
            rows.extend([] for _ in range(int(index) - 1 - len(rows)))
        row: list[Any] = []
        for cell in element:
            if place := _attribute(cell, "Index"):
                row.extend([""] * (int(place) - 1 - len(row)))
            row.append(_value(cell))
            row.extend([""] * int(_attribute(cell, "MergeAcross") or 0))
        rows.append(row)
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _value(cell: ElementTree.Element) -> Any:
    data = next((one for one in cell if _bare(one.tag) == "Data"), None)
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = _attribute(data, "Type")
    if kind == "Number":
        return float(text)
    if kind == "Boolean":
        return text == "1"
    return text.removesuffix("T00:00:00.000") if kind == "DateTime" else text


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _bare(key) == name), "")
