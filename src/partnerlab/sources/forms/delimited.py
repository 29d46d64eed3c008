"""A text of cells: CSV and its like, with the separators that people save."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

from partnerlab.errors import EmptyFile, UnreadableFile
from partnerlab.sources.forms.guarding import is_guarded, unguarded
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.headings import HEADING_ROWS, known_columns
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping

SEPARATORS = (",", ";", "\t", "|")
RARE_SEPARATORS = (":", "^")
"""Signs that part cells in few files and stand inside them in many: only where no other parts the headings."""
CSV_EXPECTED = "CSV (UTF-8, Windows-1251)"
_SAID = re.compile(r"\s*\"?sep=(.)\"?[ ;,\t]*(?:\r\n|\r|\n)", re.IGNORECASE)
_HEAD = 65536


def text_sheet(text: str, name: str, *, own: UserMapping = NO_MAPPING) -> Sheet:
    """The one sheet that a text file is, cut at the separator with which its headings are known.

    A first line «sep=;», which a spreadsheet obeys and does not show, is obeyed and not counted.

    Raises:
        UnreadableFile, EmptyFile: if the text cannot be cut into cells, or is blank.
    """
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    if not body.strip():
        raise EmptyFile(name)
    try:
        return replace(cut(body, said[1] if said else _separator(body, own)), file=name)
    except csv.Error:
        raise UnreadableFile(name, CSV_EXPECTED) from None


def headings_known(text: str, *, own: UserMapping = NO_MAPPING) -> int:
    """How many known headings stand in one of the first rows of a text, whatever parts them.

    >>> headings_known("Год;Организация\\n2003;Дом\\n")
    2
    """
    return max(_known(_head(text, separator), own) for separator in SEPARATORS)


def _head(text: str, separator: str) -> list[list[str]]:
    head: list[list[str]] = []
    with suppress(csv.Error):
        head.extend(islice(csv.reader(io.StringIO(text[:_HEAD], newline=""), delimiter=separator), HEADING_ROWS))
    return head


def _known(head: list[list[str]], own: UserMapping) -> int:
    return max((known_columns(row, own=own) for row in head), default=0)


def _separator(text: str, own: UserMapping) -> str:
    """The separator with which the first rows hold most known headings, then are most alike, then have most cells."""

    def score(separator: str) -> tuple[int, int, int]:
        head = _head(text, separator)
        usual, times = max(Counter(map(len, head)).items(), key=lambda one: (one[1], -one[0]), default=(0, 0))
        return (_known(head, own), times, sum(map(len, head))) if usual > 1 else (_known(head, own), 0, 0)

    best = max(SEPARATORS, key=score)
    if score(best)[0] < 2:
        rare = max(RARE_SEPARATORS, key=score)
        return rare if score(rare)[0] > max(score(best)[0], 1) else best
    return best


def cut(text: str, separator: str) -> Sheet:
    """A text cut into rows and cells; where its quotation marks leave that uncertain, with the rows that they do."""
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
    if is_guarded(text):
        plain = [[unguarded(cell) for cell in row] for row in rows]
        first = next((number for number, pair in enumerate(zip(rows, plain, strict=True), 1) if pair[0] != pair[1]), 0)
        troubles += [(first, "guarded_text")] if first else []
        rows = plain
    return Sheet("", rows, troubles=tuple(troubles))


def _swallowed(row: list[str], separator: str, usual: int) -> bool:
    """Whether a cell has taken in the end of its row and rows that follow, up to another row's quotation mark.

    A text of several lines in quotation marks is none of that: its first and last line do not make up whole rows.
    """
    for place, cell in enumerate(row):
        if ("\n" in cell or "\r" in cell) and separator in cell:
            first, *_, last = cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            after = len(row) - place - 1
            if place + first.count(separator) + 1 == usual == last.count(separator) + 1 + after:
                return True
    return False
