"""Tables as the bytes of a spreadsheet's file: CSV, or the sheets of a workbook.

No text is written so that a spreadsheet would run it: in a workbook it is a cell of text; in CSV it has an apostrophe
before it, which `open_records` takes off again.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import textwrap
import zipfile
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.errors import TooMuchForWorkbook
from partnerlab.sources.forms.guarding import guarded
from partnerlab.wording import is_missing, phrase

_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
"""What XlsxWriter must not do with texts: run them, link them, take them for numbers."""
MADE = datetime.datetime(1980, 1, 1)
"""When every workbook says it was made: the same tables give the same bytes, whatever the clock says."""
ROWS, LETTERS, _NAME = 1_048_575, 32_767, 31
_LINE, _HIGHEST = 15.0, 409.0
"""The height of a line, and the highest row that Excel takes, in points."""
_FIRST_DAY = datetime.datetime(1900, 3, 1)
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_UNSAVED = rb"\g<1>" + MADE.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


def row_height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """How high a row must be, in points, for texts that are wrapped in columns of these widths.

    Excel finds it by itself when it opens a workbook, LibreOffice does not.

    >>> row_height(["a word", "a text of more than two lines"], [10, 12])
    45.0
    """
    lines = (len(textwrap.wrap(text, int(width))) for text, width in zip(texts, widths, strict=True))
    return min(_LINE * max([1, *lines]), _HIGHEST)


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV in which no text is run as a formula and no amount can be read in two ways.

    >>> print(csv_text(pd.DataFrame({"title": ["=1+1"], "awarded": [942.916]})), end="")
    title,awarded
    '=1+1,942.9160
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guarded(str(name)) for name in frame.columns])
    writer.writerows(zip(*(list(map(_written, frame[name].tolist())) for name in frame.columns), strict=True))
    # lines end as in every text file; only the breaks inside of cells needed to be quoted
    return _unix(file.getvalue())


def _unix(text: str) -> str:
    parts = text.split('"')
    return '"'.join(part if place % 2 else part.replace("\r\n", "\n") for place, part in enumerate(parts))


def plain(text: str) -> str:
    """A text without the signs that no workbook holds.

    >>> plain("a\\x00b")
    'ab'
    """
    return text.translate(_CONTROLS)


def _written(cell: object) -> str:
    if isinstance(cell, str):
        return guarded(plain(cell))
    if is_missing(cell):
        return ""
    if isinstance(cell, float):
        return _figures(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return guarded(str(cell))


def _figures(number: float) -> str:
    """A number in figures that can be read in one way only: three decimals alone would look like thousands.

    >>> _figures(30000.0), _figures(942.916), _figures(0.5)
    ('30000', '942.9160', '0.5')
    """
    text = np.format_float_positional(number, trim="-")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def sheet_name(name: str, *, taken: Collection[str] = ()) -> str:
    """A name that a sheet may have, and that no other sheet of the workbook has.

    >>> sheet_name("2003/2004: заявки"), sheet_name("Check", taken=["check"])
    ('2003-2004- заявки', 'Check (2)')
    """
    bare = _NO_SHEET_NAME.sub("-", name)[:_NAME].strip("'") or "applications"
    others = {other.casefold() for other in taken}
    free, number = bare, 1
    while free.casefold() in others:
        number += 1
        free = f"{bare[: _NAME - 5]} ({number})"
    return free


def new_workbook(file: io.BytesIO, *, title: str = "") -> Any:
    """A workbook to be written into a file: it runs no text as a formula, and does not say when it was made."""
    import xlsxwriter  # type: ignore[import-untyped]

    book = xlsxwriter.Workbook(file, _SAFE)
    book.set_properties({"created": MADE, **({"title": title} if title else {})})
    return book


def without_times(content: bytes) -> bytes:
    """A workbook of openpyxl without the moment of its saving, so that the same cells give the same bytes."""
    still = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as written, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in written.infolist():
            entry = zipfile.ZipInfo(part.filename, MADE.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
            inside = written.read(part)
            copy.writestr(entry, _SAVED.sub(_UNSAVED, inside) if part.filename == "docProps/core.xml" else inside)
    return still.getvalue()


def workbook(sheets: Mapping[str, pd.DataFrame], name: str) -> bytes:
    """Tables as the sheets of a workbook: numbers as numbers, days as days, every text as a text.

    Raises:
        TooMuchForWorkbook: if no workbook holds so many rows or so long a text.
    """
    file = io.BytesIO()
    with new_workbook(file) as book:
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for title, frame in sheets.items():
            if len(frame) > ROWS:
                raise TooMuchForWorkbook(name, phrase("more than {count} rows", count=ROWS))
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                sheet.write_string(0, place, str(column), bold)
                sheet.set_column(place, place, min(max(len(str(column)) + 2, 12), 40))
                _write_column(sheet, place, frame[column].tolist(), moment, name)
    return file.getvalue()


class Exact(float):
    """A number that XlsxWriter writes with all its figures: its own form keeps sixteen of seventeen."""

    def __format__(self, form: str) -> str:
        """All figures, whatever form is asked for."""
        return repr(float(self))


def _write_column(sheet: Any, place: int, cells: Iterable[object], moment: Any, name: str) -> None:
    for row, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            if len(cell) > LETTERS:
                raise TooMuchForWorkbook(name, phrase("a text of more than {count} letters", count=LETTERS))
            sheet.write_string(row, place, plain(cell))
        elif is_missing(cell):
            continue
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, datetime.datetime):
            if cell < _FIRST_DAY:
                sheet.write_string(row, place, _written(cell))
            else:
                sheet.write_datetime(row, place, cell, None if cell.time() == datetime.time() else moment)
        elif isinstance(cell, float | int):
            sheet.write_number(row, place, Exact(cell))
        else:
            sheet.write_string(row, place, str(cell))
