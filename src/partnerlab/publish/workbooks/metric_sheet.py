"""A metric's table as a sheet of a workbook: what it answers, whose figures they are, and numbers as numbers."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import TooMuchForWorkbook
from partnerlab.page.html import SYNTHETIC
from partnerlab.page.sheet import Sheet, SheetColumn, Value, sheet
from partnerlab.publish.workbooks.sheet_look import Looks, paper, write_cell, write_lines
from partnerlab.publish.workbooks.spreadsheets import ROWS, row_height
from partnerlab.wording import phrase, words

_NARROW, _WIDE = 7, 48
"""The least and the greatest width of a column, in letters."""
_PAPER = 180
"""So many letters stand side by side on lying A4 and can still be read."""
_BUTTON = 3
"""The room that a filter's button takes in a heading."""
_MOST_ROWS = ROWS - 10
"""A table stands below its title, its mark and its source."""


def write(looks: Looks, title: str, name: str, answer: pd.DataFrame, data: Dataset, *, home: str = "") -> None:
    """Write a metric's table into a new sheet, below its title and its source, and a link to the sheet `home`.

    Raises:
        TooMuchForWorkbook: if no sheet holds so many rows.
    """
    if len(answer) > _MOST_ROWS:
        raise TooMuchForWorkbook(name, phrase("more than {count} rows", count=_MOST_ROWS))
    says = words(looks.language)
    table = sheet(answer, says, currency=data.currency)
    made = looks.book.add_worksheet(name)
    shown = _as_shown(table, answer, looks)
    widths = [_width(column.heading, texts) for column, texts in zip(table.columns, shown.texts, strict=True)]
    for place, width in enumerate(widths):
        made.set_column(place, place, width)
    mark = [(says.say(SYNTHETIC), looks.mark)] if data.source.synthetic else []
    back = [(home, looks.link)] if home else []
    lines = [(title, looks.title), *mark, (data.source.line(looks.language), looks.said), *back]
    first = write_lines(made, lines, widths)
    if home:
        made.write_url(first - 1, 0, f"internal:'{home}'!A1", looks.link, f"\N{LEFTWARDS ARROW} {home}")
    _write_table(made, first, table, shown, widths, looks)
    made.freeze_panes(first + 1, 0)
    made.autofilter(first, 0, first + max(1, len(table.rows)), len(table.columns) - 1)
    made.repeat_rows(first)
    made.repeat_columns(0)
    paper(made, title, across=math.ceil(sum(widths) / _PAPER))


@dataclass(frozen=True)
class _Shown:
    """How the cells of each column are read, and the format of each cell by rows."""

    texts: list[list[str]]
    forms: list[list[Any]]


def _write_table(made: Any, first: int, table: Sheet, shown: _Shown, widths: Sequence[float], looks: Looks) -> None:
    made.set_row(first, row_height((column.heading for column in table.columns), (width - _BUTTON for width in widths)))
    for place, column in enumerate(table.columns):
        over = looks.over_number if column.kind == "number" else looks.heading
        made.write_string(first, place, column.heading, over)
    days = {place for place, column in enumerate(table.columns) if column.kind == "date"}
    for row, (cells, forms) in enumerate(zip(table.rows, shown.forms, strict=True), first + 1):
        made.set_row(row, _row_height(cells, widths))
        for place, (cell, form) in enumerate(zip(cells, forms, strict=True)):
            day = place in days and isinstance(cell, str)
            write_cell(made, row, place, datetime.date.fromisoformat(str(cell)) if day else cell, form)


def _as_shown(table: Sheet, answer: pd.DataFrame, looks: Looks) -> _Shown:
    units = list(answer["unit"]) if "unit" in answer else [""] * len(table.rows)
    texts: list[list[str]] = [[] for _ in table.columns]
    forms = []
    for cells, unit in zip(table.rows, units, strict=True):
        written = [_form(column, cell, str(unit)) for column, cell in zip(table.columns, cells, strict=True)]
        for known, cell, form in zip(texts, cells, written, strict=True):
            known.append(_text(cell, form))
        forms.append([
            looks.text if column.kind == "text" else looks.day if column.kind == "date" else looks.number(form)
            for column, form in zip(table.columns, written, strict=True)
        ])  # fmt: skip
    return _Shown(texts, forms)


def _form(column: SheetColumn, cell: Value, unit: str) -> str:
    """The form of a number; what is measured in the unit of its row has the form of that."""
    if column.form or column.kind != "number" or cell is None or isinstance(cell, str):
        return column.form
    if unit == "share" and column.name.startswith("value"):
        return "0.0%"
    return "#,##0" if float(cell).is_integer() else "#,##0.00"


def _text(cell: Value, form: str) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    decimals = len(form.partition(".")[2].rstrip("%"))
    return f"{cell:,.{decimals}{'%' if form.endswith('%') else 'f'}}"


def _width(heading: str, texts: Sequence[str]) -> float:
    """Wide enough for every number and for the words of the heading, which may take four lines."""
    words_of_heading = max(len(word) for word in heading.split())
    needed = max([_NARROW, words_of_heading + _BUTTON, len(heading) / 4 + _BUTTON, *map(len, texts)])
    return min(math.ceil(needed) + 2, _WIDE)


def _row_height(cells: Sequence[Value], widths: Sequence[float]) -> float | None:
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    if all(len(text) < width for text, width in zip(texts, widths, strict=True)):
        return None
    return row_height(texts, (width - 2 for width in widths))
