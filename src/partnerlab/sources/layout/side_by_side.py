"""Two tables of records beside each other in one sheet, an empty column between them: each is read for itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from partnerlab.sources.forms.sheets import Box, Sheet
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.layout.heading_rows import Headings, cell_text, headings_of, known_headings

_FEWEST_AGAIN = 2
"""So many headings of the left side stand once more on the right; one alone may be a column repeated."""


def parted(sheet: Sheet, *, own: UserMapping) -> list[Sheet]:
    """The sheet, or the parts of it that stand beside each other: their headings are the same, or most of them.

    >>> names = ["НКО", "Сумма гранта"]
    >>> parts = parted(Sheet("", [[*names, "", *names], ["А", 5.0, "", "Б", 7.0]]), own=UserMapping())
    >>> [(part.first_column, part.rows[1]) for part in parts]
    [(1, ['А', 5.0]), (4, ['Б', 7.0])]
    """
    headings = headings_of(sheet, own=own)
    if headings is None or headings.top < 0:
        return [sheet]
    for gap in _gaps(headings):
        if _again(headings, gap, own) and _is_empty(sheet, headings, gap):
            right = replace(_cut(sheet, gap + 1, headings.cells), troubles=(), hidden=False, hidden_rows=())
            return [_cut(sheet, 0, gap), *parted(right, own=own)]
    return [sheet]


def _gaps(headings: Headings) -> Iterator[int]:
    return (place for place, title in enumerate(headings.titles) if place and not title)


def _again(headings: Headings, gap: int, own: UserMapping) -> bool:
    """Whether what is known on the right of a gap was mostly known on the left."""
    named = {place: known.column for place, known in known_headings(headings, own).items()}
    left = {name for place, name in named.items() if place < gap}
    right = {name for place, name in named.items() if place > gap}
    again = left & right
    return len(again) >= _FEWEST_AGAIN and len(again) * 2 > max(len(left), len(right))


def _is_empty(sheet: Sheet, headings: Headings, gap: int) -> bool:
    return not any(gap < len(row) and cell_text(row[gap]) for row in sheet.rows[headings.top :])


def _cut(sheet: Sheet, start: int, end: int) -> Sheet:
    """The columns of a sheet from `start` on, before `end`; where they stand stays known."""
    first, last = sheet.first_column + start, sheet.first_column + end - 1
    boxes: list[Box] = [
        (top, max(left, first), bottom, min(right, last))
        for top, left, bottom, right in sheet.merged
        if left <= last and right >= first
    ]
    rows = [row[start:end] for row in sheet.rows]
    return replace(sheet, rows=rows, first_column=first, merged=tuple(boxes))
