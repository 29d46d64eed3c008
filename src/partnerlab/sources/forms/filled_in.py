"""The tables that partnerlab lays beside a user's records, for a person to fill in and to be read again.

They open in a Russian Excel with a double click, and are understood however Excel saves them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from partnerlab.sources.forms.encodings import decoded
from partnerlab.sources.forms.guarding import guarded, unguarded


def to_fill_in(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows as a file: UTF-8 with its mark, `;` between cells, no text that a spreadsheet would run.

    >>> to_fill_in([["name", "=1+1"]]).decode("utf-8-sig")
    "name;'=1+1\\r\\n"
    """
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def filled_in(content: bytes) -> list[list[str]] | None:
    """The rows of such a file in any usual encoding, separator and line ends; None where it is no table of text.

    >>> filled_in(to_fill_in([["name", "=1+1"]])), filled_in(b"\\x00")
    ([['name', '=1+1']], None)
    """
    found = decoded(content) if content.strip() else None
    if found is None:
        return None if content.strip() else []
    if not found.text.strip():
        return []
    first = found.text.lstrip().splitlines()[0]
    rows = csv.reader(io.StringIO(found.text, newline=""), delimiter=max(";,\t", key=first.count))
    try:
        return [[unguarded(cell) for cell in row] for row in rows]
    except csv.Error:
        return None
