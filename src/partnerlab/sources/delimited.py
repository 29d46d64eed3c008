"""A text file of cells: CSV and its like, in the encodings and with the separators that people save."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from partnerlab.errors import EmptyFile, UnreadableFile
from partnerlab.sources.headings import HEADING_ROWS, known_columns
from partnerlab.sources.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.sheets import Sheet

SEPARATORS = (",", ";", "\t", "|")
CSV_EXPECTED = "CSV (UTF-8, Windows-1251)"
# white space that a text may hold, and the end-of-file mark of old programs
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a")
_CONTROLS = bytes(code for code in range(32) if code not in _ALLOWED_CONTROLS)


def text_sheet(content: bytes, name: str, *, own: UserMapping = NO_MAPPING) -> Sheet:
    """The one sheet that a text file is, cut at the separator with which its headings are known.

    Raises:
        UnreadableFile, EmptyFile: if the file is no text, or blank.
    """
    text = decoded(content)
    if text is None:
        raise UnreadableFile(name, CSV_EXPECTED)
    if not text.strip():
        raise EmptyFile(name)
    try:
        return _cut(text, _separator(text, own))
    except csv.Error:
        raise UnreadableFile(name, CSV_EXPECTED) from None


def decoded(content: bytes) -> str | None:
    """The text of a file in UTF-8 or in the Windows encoding of Russian; None where it is neither.

    >>> decoded("Год".encode("cp1251")), decoded(b"\\x00") is None
    ('Год', True)
    """
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # what a spreadsheet calls «Unicode text»
    if not wide and content.translate(None, _CONTROLS) != content:
        return None
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        if wide:
            return None
    return None if _damaged(content) else _in_cp1251(content)


def _damaged(content: bytes) -> bool:
    """Whether the text is UTF-8 with a few broken bytes: as Windows-1251 it would read as gibberish."""
    letters = sum(letter > "\x7f" for letter in content.decode("utf-8-sig", "ignore"))
    broken = content.decode("utf-8-sig", "replace").count("\N{REPLACEMENT CHARACTER}")
    return letters > broken


def _in_cp1251(content: bytes) -> str | None:
    try:
        return content.decode("cp1251")
    except UnicodeDecodeError:
        return None


def _separator(text: str, own: UserMapping) -> str:
    """The separator with which the first rows hold the most known headings, then the most cells."""

    def score(separator: str) -> tuple[int, int]:
        head = []
        try:
            for row in csv.reader(io.StringIO(text[:65536], newline=""), delimiter=separator):
                head.append(row)
                if len(head) == HEADING_ROWS:
                    break
        except csv.Error:
            pass
        return max((known_columns(row, own=own) for row in head), default=0), sum(map(len, head))

    return max(SEPARATORS, key=score)


def _cut(text: str, separator: str) -> Sheet:
    rows: list[list[Any]] = []
    troubles: list[tuple[int, str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            rows.append(row)
    except csv.Error as error:
        troubles.append((len(rows) + 1, "unclosed_quote" if "unexpected end" in str(error) else "broken_quotes"))
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    usual = max(Counter(map(len, rows)).items(), key=lambda one: one[::-1])[0]
    for number, row in enumerate(rows, 1):
        if (number, "unclosed_quote") not in troubles and _swallowed(row, separator, usual):
            troubles.append((number, "unclosed_quote"))
    return Sheet("", rows, troubles=tuple(troubles))


def _swallowed(row: list[str], separator: str, usual: int) -> bool:
    """Whether a cell has taken in the end of its row and rows that follow, up to another row's quotation mark.

    A text of several lines in quotation marks is none of that: its first and last line do not make up whole rows.
    """
    for place, cell in enumerate(row):
        if "\n" in cell and separator in cell:
            first, *_, last = cell.split("\n")
            after = len(row) - place - 1
            if place + first.count(separator) + 1 == usual == last.count(separator) + 1 + after:
                return True
    return False
