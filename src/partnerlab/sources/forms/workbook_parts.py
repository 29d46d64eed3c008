"""What stands in the parts of a workbook's file beside the values: errors, formulas without a result, hidden rows."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from partnerlab.sources.forms.sheets import Box, column_number

_PORTION = 1 << 20
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ATTRIBUTE = re.compile(rb"""\s(?:\w+:)?(r|t|hidden)\s*=\s*["']([^"']*)["']""")
_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError)
"""What reading a part raises that is not there, broken or locked: the other parts are still looked at."""

Unseen = tuple[int, int, str]
"""A cell that calamine gives as empty: its row, its column, and what stands there."""


@dataclass(frozen=True)
class Aside:
    """What a sheet's part says beside the values: cells that would go unseen, rows that are hidden, merged cells.

    Errors are as the spreadsheet shows them (`#DIV/0!`); a formula that was never computed as it is written (`=1+1`).
    """

    unseen: tuple[Unseen, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    merged: tuple[Box, ...] = ()


def asides(archive: zipfile.ZipFile) -> Mapping[str, Aside]:
    """What the parts of a workbook say beside the values, by sheet."""
    return {**_of_ods(archive), **{sheet: _of_xlsx(archive, part) for sheet, part in _sheet_parts(archive)}}


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


def _of_xlsx(archive: zipfile.ZipFile, part: str) -> Aside:
    """A sheet's part is looked through as text, and only cells with an error or a formula are taken apart."""
    unseen: list[Unseen] = []
    hidden: list[int] = []
    try:
        with archive.open(part) as file:
            for prefix, rows in _whole_rows(file):
                formula, signs = b"<%bf" % prefix, ((b'"e"', b"e"), (b"'e'", b"'"))
                if _holds(rows, formula, b"f") or any(_holds(rows, sign, letter) for sign, letter in signs):
                    unseen += _unseen(rows, prefix)
                if _holds(rows, b"hidden=", b"h"):
                    hidden += _hidden(rows, prefix)
    except _BROKEN:
        pass  # what was found before the broken place is still worth telling
    return Aside(tuple(unseen), tuple(hidden))


def _holds(rows: bytes, sign: bytes, letter: bytes) -> bool:
    """Whether a sign stands there; its rarest letter is looked for first, since that takes a tenth of the time."""
    return letter in rows and sign in rows


def _whole_rows(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """A sheet's part in portions that end where a row ends, and the prefix of its elements (`x:`)."""
    rest, prefix = b"", b""
    while portion := file.read(_PORTION):
        if not rest and (root := re.search(rb"<(\w+:)?worksheet[\s>]", portion[:4096])):
            prefix = root[1] or b""
        portion = rest + portion
        end = portion.rfind(b"</%brow>" % prefix)
        yield prefix, portion[: end + 1]
        rest = portion[end + 1 :]
    yield prefix, rest


def _unseen(rows: bytes, prefix: bytes) -> Iterator[Unseen]:
    opened, closed = b"<%bc " % prefix, b"</%bc>" % prefix
    value = re.compile(rb"<%bv[^>]*>([^<]*)" % prefix)
    formula = re.compile(rb"<%bf(?:\s[^>]*)?(?:/>|>([^<]*))" % prefix)
    seen = -1
    for hit in re.finditer(rb"""<%bf[\s/>]|["']e["']""" % prefix, rows):
        start = rows.rfind(opened, 0, hit.start())
        if start <= seen:
            continue
        seen, end = start, rows.find(closed, hit.start())
        tag, _, inside = rows[start : end if end >= 0 else None].partition(b">")
        attributes = dict(_ATTRIBUTE.findall(tag))
        place = _PLACE.fullmatch(attributes.get(b"r", b"").decode())
        if place is None:
            continue
        found = value.search(inside)
        stands = found[1] if found else b""
        if attributes.get(b"t") == b"e":
            yield int(place[2]), column_number(place[1]), _said(stands)
        elif not stands and attributes.get(b"t") != b"str" and (written := formula.search(inside)):
            yield int(place[2]), column_number(place[1]), f"={_said(written[1] or b'') or '…'}"


def _said(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace"))


def _hidden(rows: bytes, prefix: bytes) -> Iterator[int]:
    for tag in re.finditer(rb"<%brow\s[^>]*" % prefix, rows):
        if _HIDDEN.search(tag[0]) and (number := dict(_ATTRIBUTE.findall(tag[0])).get(b"r", b"")).isdigit():
            yield int(number)


def _elements(archive: zipfile.ZipFile, part: str, *, whole: str) -> Iterator[tuple[str, str, ElementTree.Element]]:
    """The beginnings and ends of a part's elements, without their namespaces; each `whole` one is let go at its end."""
    try:
        content = archive.read(part)
    except _BROKEN:
        return
    try:
        # expat refuses the bombs that this check warns of
        for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):  # noqa: S314
            name = element.tag.rpartition("}")[2]
            yield event, name, element
            if event == "end" and name == whole:
                element.clear()
    except ElementTree.ParseError:
        return


def _attributes(element: ElementTree.Element) -> dict[str, str]:
    return {name.rpartition("}")[2]: value for name, value in element.attrib.items()}


def _of_ods(archive: zipfile.ZipFile) -> Mapping[str, Aside]:
    unseen: dict[str, list[Unseen]] = {}
    merged: dict[str, list[Box]] = {}
    hidden: dict[str, list[int]] = {}
    sheet, row, column = "", 0, 1
    for event, name, element in _elements(archive, "content.xml", whole="table-row"):
        if event == "start" and name == "table":
            sheet, row = _attributes(element).get("name", ""), 1
            unseen[sheet], merged[sheet], hidden[sheet] = [], [], []
        elif event == "start" and name == "table-row":
            column = 1
        elif event == "end" and name == "table-row":
            times = _times(element, "rows")
            if _attributes(element).get("visibility", "visible") != "visible" and len(element):
                hidden[sheet] += range(row, row + min(times, 1000))
            row += times
        elif event == "end" and name in ("table-cell", "covered-table-cell") and sheet in unseen:
            # two namespaces have a `value-type`: the standard's, which knows no errors, and LibreOffice's own
            if "error" in (value for key, value in element.attrib.items() if key.endswith("}value-type")):
                shown = ("".join(child.itertext()) for child in element if child.tag.endswith("}p"))
                unseen[sheet].append((row, column, " ".join(shown).strip()))
            deep, wide = _spanned(element, "rows"), _spanned(element, "columns")
            if deep > 1 or wide > 1:
                merged[sheet].append((row, column, row + deep - 1, column + wide - 1))
            column += _times(element, "columns")
    return {one: Aside(tuple(unseen[one]), tuple(hidden[one]), tuple(merged[one])) for one in unseen}


def _times(element: ElementTree.Element, of: str) -> int:
    """How often a row or a cell stands there: a run of equal ones is written once."""
    return _whole(_attributes(element).get(f"number-{of}-repeated", ""))


def _spanned(element: ElementTree.Element, of: str) -> int:
    """Over how many rows or columns a cell is merged."""
    return _whole(_attributes(element).get(f"number-{of}-spanned", ""))


def _whole(times: str) -> int:
    return int(times) if times.isdecimal() else 1
