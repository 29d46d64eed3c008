"""What a file is, by its name and by what stands in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Literal

from partnerlab.sources.forms.markup import SPREADSHEET
from partnerlab.wording import Phrase, phrase

Form = Literal["text", "workbook", "parquet", "json", "lines", "pabulib", "html", "xml", "sqlite", "zip", "gzip"]

BY_ENDING: Mapping[str, Form] = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), "text"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xlsb", ".xls", ".ods"), "workbook"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".json", ".geojson"), "json"),
    **dict.fromkeys((".jsonl", ".ndjson"), "lines"),
    **dict.fromkeys((".db", ".sqlite", ".sqlite3"), "sqlite"),
    **dict.fromkeys((".html", ".htm"), "html"),
    ".pb": "pabulib",
    ".xml": "xml",
    ".zip": "zip",
    ".gz": "gzip",
}
"""What the name of a file says that it is."""

BINARY_FORMS = (".xls", ".xlsb")
"""Workbooks in which a formula without a result cannot be told from an empty cell."""

_OLE = b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM6", b"II*\x00", b"MM\x00*")
_DOCUMENT = phrase("a text document (Word)")
_OTHERS: tuple[tuple[tuple[bytes, ...], Phrase], ...] = (
    ((b"%PDF",), phrase("a PDF document")),
    (_PICTURES, phrase("a picture")),
    ((b"{\\rtf",), _DOCUMENT),
    ((b"Rar!", b"7z\xbc\xaf"), phrase("a packed archive (RAR, 7z)")),
    ((b"MZ", b"\x7fELF"), phrase("a program")),
)
_PRESENTATION = phrase("a presentation")


def by_content(content: bytes) -> Form | Phrase | None:
    """What stands in a file: a form that is read, words for another, None where only its letters can tell.

    >>> by_content(b"PAR1..."), by_content(b"a;b")
    ('parquet', None)
    """
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        return _DOCUMENT if "WordDocument".encode("utf-16-le") in content else "workbook"
    for beginning, form in (
        (b"PAR1", "parquet"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"\x1f\x8b", "gzip"),
        (b"\t\x08\x10\x00\x00\x06", "workbook"),
    ):
        if content.startswith(beginning):
            return form  # type: ignore[return-value]
    for beginnings, said in _OTHERS:
        if content.startswith(beginnings):
            return said
    return _marked_up(content[:4096])


def _packed(content: bytes) -> Form | Phrase | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype") if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, NotImplementedError):
        return None
    if any(name.startswith("xl/") for name in names) or b"spreadsheet" in kind:
        return "workbook"
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in kind:
        return _DOCUMENT
    return _PRESENTATION if any(name.startswith("ppt/") for name in names) or b"presentation" in kind else "zip"


def _marked_up(head: bytes) -> Form | None:
    start = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe").lstrip().lower()
    if SPREADSHEET in start:
        return "xml"
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<style")):
        return "html"
    return "html" if start.startswith(b"<?xml") and b"<html" in start else None
