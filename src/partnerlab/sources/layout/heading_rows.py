"""Where the headings of a table stand: one row, or two or three under common headings that are merged over several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.model import APPLICATION
from partnerlab.sources.forms.sheets import Box, Sheet, column_letters
from partnerlab.sources.headings import HEADING_ROWS, Heading, mapping_of, meaning, units_stated
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping

MOST_HEADING_ROWS = 3
_PARTED = " / "


@dataclass(frozen=True)
class Headings:
    """The headings of a table: the places of their first and last row, what they say, and what each is taken for.

    `titles` are as a user would name them («Средства, тыс. руб. / запрошено»), `meant` is the wording by which one is
    known («запрошено, тыс. руб.»); `own` the lowest part of each alone. `cells` is how many cells the rows have.
    """

    top: int
    bottom: int
    titles: tuple[str, ...]
    meant: tuple[str, ...]
    own: tuple[str, ...]
    cells: int

    @property
    def width(self) -> int:
        """How many columns there are up to the last heading."""
        return len(self.titles)

    @property
    def places(self) -> range:
        """The places of the rows that they stand in."""
        return range(self.top, self.bottom + 1)


def cell_text(cell: object) -> str:
    """A cell's text on one line; a whole number without a point, as the spreadsheet shows it.

    >>> cell_text(" Сумма\\n гранта "), cell_text(2009.0), cell_text(None)
    ('Сумма гранта', '2009', '')
    """
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def headings_of(sheet: Sheet, *, own: UserMapping = NO_MAPPING) -> Headings | None:
    """The first headings of a sheet: those of the first twenty rows that name the most columns.

    One heading alone may be a word of a title: it is taken only if it is of money, years or organisations. What a
    user says of the sheet goes before.

    >>> headings_of(Sheet("", [["Конкурс"], ["Год", "Сумма гранта"], [2003.0, 5.0]])).titles
    ('Год', 'Сумма гранта')
    """
    if not sheet.rows:
        return None
    said = own.heading_row(sheet.name)
    if said is not None and said < sheet.first_row:
        return _unheaded(sheet, own)
    if said is not None:
        place = said - sheet.first_row
        return (
            (_best(sheet, range(place, place + 1), own) or _alone(sheet, place, own))
            if place < len(sheet.rows)
            else None
        )
    found = _best(sheet, range(min(HEADING_ROWS, len(sheet.rows))), own)
    if found is None or not _tells(found, own):
        return None
    earlier = (headings_at(sheet, place, own=own) for place in range(found.top - 1))
    return next((one for one in earlier if one and names_table(one, own) and _has_rows(sheet, one, found)), found)


def names_table(headings: Headings, own: UserMapping, *, apart: bool = False) -> bool:
    """Whether headings further up or down are those of another table: three are known, or two are all (`apart`)."""
    known = len({one.column for one in known_headings(headings, own).values()})
    return known > 2 or (apart and known == 2 == sum(map(bool, headings.titles)))


def _has_rows(sheet: Sheet, headings: Headings, later: Headings) -> bool:
    between = sheet.rows[headings.bottom + 1 : later.top]
    return any(sum(bool(cell_text(cell)) for cell in row) > 1 for row in between)


def _unheaded(sheet: Sheet, own: UserMapping) -> Headings:
    """No headings, where the user says so: a column is known by its letter if the mapping has it."""
    width = max(map(len, sheet.rows))
    letters = [column_letters(sheet.first_column + place) for place in range(width)]
    titles = tuple(letter if letter in own.columns else "" for letter in letters)
    return Headings(-1, -1, titles, titles, titles, width)


def _alone(sheet: Sheet, place: int, own: UserMapping) -> Headings | None:
    parts = _parts(sheet, place, place)
    return None if parts is None else _joined(parts, place, place, own)


def headings_at(sheet: Sheet, place: int, *, own: UserMapping = NO_MAPPING) -> Headings | None:
    """Headings that begin at a row further down: another table; None where the row is no heading."""
    found = _best(sheet, range(place, min(place + MOST_HEADING_ROWS, len(sheet.rows))), own)
    return found if found and found.top == place else None


def _best(sheet: Sheet, bottoms: range, own: UserMapping) -> Headings | None:
    """The rows that name the most columns; of equals the first, with the common headings above them."""
    best: tuple[int, int, Headings] | None = None
    for bottom in bottoms:
        if not 0 <= bottom < len(sheet.rows):
            continue
        for height in range(1, min(MOST_HEADING_ROWS, bottom + 1) + 1):
            parts = _parts(sheet, bottom - height + 1, bottom)
            if parts is None:
                break
            found = _joined(parts, bottom - height + 1, bottom, own)
            known = _known(found, own)
            if known and (
                best is None or ((known, height) > best[:2] and (known > best[0] or bottom <= best[2].bottom + 1))
            ):
                best = known, height, found
    return None if best is None else best[2]


def known_headings(headings: Headings, own: UserMapping) -> dict[int, Heading]:
    """What the headings mean, by the place of their column, as far as they are known."""
    said = mapping_of(headings.meant, own)
    return {place: found for place, text in enumerate(headings.meant) if text and (found := meaning(text, said))}


def _known(headings: Headings, own: UserMapping) -> int:
    return len({found.column for found in known_headings(headings, own).values()})


def _tells(headings: Headings, own: UserMapping) -> bool:
    found = list(known_headings(headings, own).values())
    if len({one.column for one in found}) > 1:
        return True
    alone = found[0]
    kind = APPLICATION[alone.column].type
    telling = kind in ("money", "year") or alone.column == "organisation"
    return telling and (not alone.general or kind == "money")


_Parts = list[list[tuple[str, bool]]]
"""For each column the parts of its heading from the top; a part of a common heading is marked."""


def _parts(sheet: Sheet, top: int, bottom: int) -> _Parts | None:
    """The parts of the headings in these rows; None where they are not headings of one table."""
    rows = [[cell_text(cell) for cell in row] for row in sheet.rows[top : bottom + 1]]
    width = max(map(len, rows))
    rows = [row + [""] * (width - len(row)) for row in rows]
    parts: _Parts = [[] for _ in range(width)]
    for number, row in enumerate(rows[:-1]):
        spread = _spread(sheet, top + number, row, rows[number + 1])
        if spread is None:
            return None
        for column, part in enumerate(spread):
            parts[column].append(part)
    for column, text in enumerate(rows[-1]):
        parts[column].append((text, False))
    return parts


def _spread(sheet: Sheet, place: int, row: list[str], below: list[str]) -> list[tuple[str, bool]] | None:
    """A row of common headings, each over all its columns; None where the row is none."""
    spread = [(text, False) for text in row]
    if all(not text or units_stated(text) for text in below) and any(below) and sum(map(bool, row)) > 1:
        return spread  # a row of units under the headings
    if not _only_texts(sheet.rows[place]) or not _only_texts(sheet.rows[place + 1]):
        return None
    runs = list(_merged_runs(sheet.merged, sheet.first_row + place, sheet.first_column, len(row)))
    merged = bool(runs)
    if not merged:
        if sum(map(bool, row)) < 2 or not any(text and not low for text, low in zip(row, below, strict=True)):
            return None
        runs = list(_blank_runs(row, below))
    filled = {column for column, text in enumerate(below) if text}
    inside = {column for start, end in runs for column in range(start, end)}
    beside = any(text for column, text in enumerate(row) if column not in inside)
    if not filled & inside or (not beside and any(filled <= set(range(start, end)) for start, end in runs)):
        return None  # a title over the whole table
    if not merged and any(row[column] and below[column] for column in filled - inside):
        return None
    for start, end in runs:
        spread[start:end] = [(row[start], True)] * (end - start)
    return spread


def _merged_runs(boxes: Sequence[Box], row: int, first: int, width: int) -> Iterator[tuple[int, int]]:
    for top, left, bottom, right in boxes:
        if top <= row <= bottom and right > left >= first and left - first < width:
            yield left - first, min(right - first + 1, width)


def _blank_runs(row: list[str], below: list[str]) -> Iterator[tuple[int, int]]:
    """Where a heading has nothing beside it, and headings below it and below the empty cells."""
    start = 0
    while start < len(row):
        end = start + 1
        while row[start] and below[start] and end < len(row) and not row[end] and below[end]:
            end += 1
        if end > start + 1:
            yield start, end
        start = end


def _only_texts(cells: Sequence[Any]) -> bool:
    texts = [cell for cell in cells if not (cell is None or cell == "")]
    return all(isinstance(cell, str) and not cell.strip().replace(" ", "").replace(",", "").isdigit() for cell in texts)


def _joined(parts: _Parts, top: int, bottom: int, own: UserMapping) -> Headings:
    titles, meant, last = [], [], []
    for column in parts:
        kept: list[tuple[str, bool]] = []
        for text, common in column:
            if text and (not kept or kept[-1][0] != text):
                kept.append((text, common))
        # a common heading without one of its own below is the heading of one column
        texts = [text for text, _ in kept]
        titles.append(_PARTED.join(texts))
        last.append(texts[-1] if texts else "")
        meant.append(_wording(kept, own))
    while titles and not titles[-1]:
        titles.pop()
    width = len(titles)
    return Headings(top, bottom, tuple(titles), tuple(meant[:width]), tuple(last[:width]), len(parts))


def _wording(parts: list[tuple[str, bool]], own: UserMapping) -> str:
    """The wording of a heading of several parts by which it is known; all parts where it is not."""
    texts = [text for text, _ in parts]
    whole = _PARTED.join(texts)
    if len(texts) < 2:
        return whole
    above, (upper, common), low = texts[:-1], parts[-2], texts[-1]
    tries = [whole, " ".join(texts[-2:]), f"{low} {upper}"]
    for words in [text.split() for text in above if units_stated(text)]:
        tries += [f"{low}, {' '.join(words[start:])}" for start in range(len(words))]
    known = next((text for text in tries if meaning(text, own)), "")
    if known:
        return known
    lower, higher = meaning(low, own), meaning(upper, own)
    if lower and not (lower.general and higher and not higher.general and _alike(lower.column, higher.column)):
        return low
    return upper if higher and (lower or not common) else whole


def _alike(one: str, other: str) -> bool:
    return APPLICATION[one].type == APPLICATION[other].type
