"""The tables that stand under one another in a sheet, and what each of their rows is beside a record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from partnerlab.sources.cells.dates import read_year
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.headings import meaning
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.layout.heading_rows import Headings, cell_text, headings_at, known_headings, names_table

_TOTAL = re.compile(r"(?:итог|всего|σ|(?:sub|grand )?total|(?:общая )?сумма)", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:раздел|номинация|направление|секция|лот|часть|глава|район|section|part|district|nomination)\b"
    r"|.*(?:ский|ской|цкий|ный|ний) (?:район|округ)(?: г\. ?\w+| города \w+)?$|.*\bdistrict$",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"\*|_{3,}|м\. ?п\.|исп\.|исполнител[ья]\s*:|источники?\s*:|source:|(?:примечани[ея]|сноск[аи]|notes?"
    r"|председател[ьяи]|секретар[ьяи]|исп(?:олн)?|подпис[ьи]|составил[аи]?|подготовил[аи]?|утвержд(?:аю|ено)"
    r"|согласован[оа]?|главный бухгалтер|главный специалист|начальник|директор|заместител[ьяи]"
    r"|источники? (?:данных|информации)|prepared by|signatures?|chair(?:wo)?(?:man|person)?)(?!\w)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r".*_{3}|(?:председател|секретар|исполнител[ья]\s*:|составил|подготовил|утвержд|согласован"
    r"|главный (?:бухгалтер|специалист)|начальник (?:отдел|управлен)|заместител|prepared by|signature)",
    re.IGNORECASE,
)
"""A signature stands under any column; «Источник» may be the name of an organisation."""
_OF_YEAR = re.compile(r"(?:(?:конкурс|победители|заявки|итоги|за|contest|winners)\w*\s+)+", re.IGNORECASE)
_YEAR_WORD = re.compile(r"\s*(?:года|год|г\.?)?\s*:?$", re.IGNORECASE)
_LINE = re.compile(r"[_\s]{3,}|_+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?\.?")
_MOST_SPARSE = 0.6
_SAMPLE = 200
_LONGEST_HEADING = 100


@dataclass(frozen=True)
class Region:
    """One table of a sheet: its headings, and the places of its rows by what they are.

    `above` are rows over the headings, `sections` texts that stand for the rows below them, `repeated` headings once
    more, `numbers` a row that numbers the columns, `below` footnotes and signatures.
    """

    headings: Headings
    records: Sequence[int]
    above: tuple[int, ...] = ()
    sections: tuple[tuple[int, str], ...] = ()
    repeated: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    below: tuple[int, ...] = ()


def regions_of(
    sheet: Sheet, rows: Sequence[list[Any]], headings: Headings, *, own: UserMapping, follows: set[int]
) -> list[Region]:
    """The tables of a sheet whose first headings are known; `rows` are its rows with merged cells spread.

    >>> names = ["НКО", "Сумма"]
    >>> sheet = Sheet("", [names, ["2003 год", ""], ["А", 5.0], names, ["Б", 7.0]])
    >>> headings = Headings(0, 0, *[tuple(names)] * 3, 2)
    >>> [region] = regions_of(sheet, sheet.rows, headings, own=UserMapping(), follows=set())
    >>> region.records, region.sections, region.repeated
    ([2, 4], ((1, '2003'),), (3,))
    """
    counts = _counts(rows, headings, follows)
    starts = _later_headings(sheet, rows, counts, headings, own)
    bounds = [headings, *(found for found in starts.values() if found is not None)]
    regions = []
    first_above = 0
    for number, one in enumerate(bounds):
        end = bounds[number + 1].top if number + 1 < len(bounds) else len(rows)
        next_above = end
        while number + 1 < len(bounds) and next_above > one.bottom + 1 and counts[next_above - 1] <= 1:
            next_above -= 1
        above = tuple(place for place in range(first_above, one.top) if counts[place])
        repeated = tuple(place for place, found in starts.items() if found is None and one.bottom < place < next_above)
        regions.append(_region(sheet, rows, counts, one, range(one.bottom + 1, next_above), above, repeated, own))
        first_above = next_above
    return regions


def _counts(rows: Sequence[list[Any]], headings: Headings, follows: set[int]) -> list[int]:
    """How many cells of each row hold something; white space is nothing."""
    counts = [len(row) - row.count("") for row in rows]
    key = next((place for place, title in enumerate(headings.titles) if title), 0)
    # a row that holds nothing but white space holds nothing in its first column of all
    keys = [row[key] if key < len(row) else "" for row in rows]
    blank = [place for place, cell in enumerate(keys) if cell is None or (cell.__class__ is str and not cell.strip())]
    for place in blank:
        counts[place] = sum(1 for one in rows[place] if cell_text(one))
    for place in follows:
        counts[place] = 0
    return counts


def _later_headings(
    sheet: Sheet, rows: Sequence[list[Any]], counts: Sequence[int], first: Headings, own: UserMapping
) -> dict[int, Headings | None]:
    """Rows below that are headings: None where they repeat those before, else the headings of another table."""
    found: dict[int, Headings | None] = {}
    now, said = first, _lines(sheet, first)
    key = next((place for place, title in enumerate(first.own) if title), 0)
    raw = {line[key] for line in said if key < len(line)}
    waiting = _likely(rows, counts, key, raw, start=first.bottom + 1)
    while (place := next(waiting, None)) is not None:
        line = [cell_text(one) for one in rows[place]]
        other = _other_table(sheet, place, counts, own)
        if other is not None and not _same(other.own, now.own, own):
            found[place], now, said = other, other, _lines(sheet, other)
            key = next((column for column, title in enumerate(other.own) if title), 0)
            raw = {known[key] for known in said if key < len(known)}
            waiting = _likely(rows, counts, key, raw, start=other.bottom + 1)
        elif any(_same(line, known, own) for known in said):
            found[place] = None
    return found


def _likely(rows: Sequence[list[Any]], counts: Sequence[int], key: int, raw: set[str], *, start: int) -> Iterator[int]:
    """Rows of texts alone that stand behind one without records, or begin as the headings do."""
    keys = [row[key] if key < len(row) else "" for row in rows]
    as_headings = [cell.__class__ is str and len(cell) < _LONGEST_HEADING and cell in raw for cell in keys]
    several = np.asarray(counts) > 1
    for place in np.flatnonzero(several & (~np.roll(several, 1) | np.array(as_headings, dtype=bool))).tolist():
        if place >= start and _texts_only(rows[place]):
            yield place


def _lines(sheet: Sheet, headings: Headings) -> list[list[str]]:
    if headings.top < 0:
        return []
    return [[cell_text(cell) for cell in row] for row in sheet.rows[headings.top : headings.bottom + 1]]


def _texts_only(row: Sequence[Any]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not _NUMBER.fullmatch(cell.strip())) for cell in row)


def _same(line: Sequence[str], known: Sequence[str], own: UserMapping) -> bool:
    """Whether a row says what the headings say, but for a few of them, of which none names another column."""
    pairs = [(one, other) for one, other in zip(line, known, strict=False) if one or other]
    others = [(one, other) for one, other in pairs if bare(one) != bare(other)]
    alike = len(pairs) - len(others)
    return alike > 1 and alike * 3 >= len(pairs) * 2 and not any(_is_another(*pair, own) for pair in others)


def _is_another(heading: str, other: str, own: UserMapping) -> bool:
    one, known = meaning(heading, own), meaning(other, own)
    return one is not None and (known is None or one.column != known.column)


def _other_table(sheet: Sheet, place: int, counts: Sequence[int], own: UserMapping) -> Headings | None:
    """The headings of another table: at least three known, or two that are all there is, after an empty row."""
    found = headings_at(sheet, place, own=own)
    return found if found and names_table(found, own, apart=counts[place - 1] == 0) else None


def _region(
    sheet: Sheet,
    rows: Sequence[list[Any]],
    counts: Sequence[int],
    headings: Headings,
    places: range,
    above: tuple[int, ...],
    repeated: tuple[int, ...],
    own: UserMapping,
) -> Region:
    filled = [place for place in places if counts[place]]
    numbers = tuple(place for place in filled[:1] if _numbers_columns(rows[place], headings))
    left = [place for place in filled if place not in {*numbers, *repeated}] if numbers or repeated else filled
    lone = [place for place in left if counts[place] == 1]
    if not lone and not any(counts[place] <= 4 for place in left[-8:]):
        return Region(headings, left, above, (), repeated, numbers)
    look = _Look(sheet, rows, counts, headings, set(repeated), left, own)
    below = look.below()
    left = [place for place in left if place not in below] if below else left
    sections: list[tuple[int, str]] = []
    if len(lone) <= _MOST_SPARSE * len(left):
        sections = [(place, text) for place in lone if place not in below and (text := look.section(place))]
        gone = {place for place, _ in sections}
        left = [place for place in left if place not in gone]
    if above and above[-1] == headings.top - 1 and counts[above[-1]] == 1:
        _, text = look.only(above[-1])
        if year_of(text) or (repeated and any(place + 1 in repeated for place, _ in sections)):
            sections.insert(0, (above[-1], year_of(text) or text))
            above = above[:-1]
    return Region(headings, left, above, tuple(sections), repeated, numbers, tuple(sorted(below)))


def _numbers_columns(row: Sequence[Any], headings: Headings) -> bool:
    """Whether the row numbers the columns: 1, 2, 3 and so on under the headings."""
    texts = [text for cell in row if (text := cell_text(cell))]
    counted = [str(one) for one in range(1, len(texts) + 1)]
    return len(texts) > 2 and len(texts) >= headings.width - 1 and texts == counted


def year_of(text: str) -> str:
    """The year that a text names and nothing else: «2003 год», «Конкурс 2003 года»; empty where it names none.

    >>> year_of("2003 год"), year_of("Победители 2003 года"), year_of("Раздел 3")
    ('2003', '2003', '')
    """
    begins = _OF_YEAR.match(text)
    named = text[begins.end() if begins else 0 :].strip()
    reading = read_year(_YEAR_WORD.sub("", named))
    return "" if reading.value is None or reading.rule else str(reading.value)


@dataclass(frozen=True)
class _Look:
    """What is looked at to tell a row of one text from a record."""

    sheet: Sheet
    rows: Sequence[list[Any]]
    counts: Sequence[int]
    headings: Headings
    repeated: set[int]
    places: Sequence[int]
    own: UserMapping

    def only(self, place: int) -> tuple[int, str]:
        """The one filled cell of a row: its column and its text."""
        return next((column, text) for column, cell in enumerate(self.rows[place]) if (text := cell_text(cell)))

    def section(self, place: int) -> str:
        """The text of a row that stands for those below it; empty where it may be a record."""
        column, text = self.only(place)
        if _TOTAL.match(text) or (not self._stands_alone(place, column, text) and place + 1 not in self.repeated):
            return ""
        if self._is_year_of_its_own(place, column):
            return ""
        return year_of(text) or text

    def _is_year_of_its_own(self, place: int, column: int) -> bool:
        """Whether a year stands in the column of years, and the rows below have years of their own."""
        known = known_headings(self.headings, self.own).get(column)
        if known is None or known.column != "year":
            return False
        later = next((self.rows[one] for one in self.places if one > place and self.counts[one] > 1), None)
        return later is None or bool(cell_text(later[column] if column < len(later) else ""))

    def _stands_alone(self, place: int, column: int, text: str) -> bool:
        if column >= self.headings.width or not self.headings.titles[column] or year_of(text):
            return True
        row, letter = self.sheet.first_row + place, self.sheet.first_column + column
        if any(box[:2] == (row, letter) and box[3] > box[1] for box in self.sheet.merged):
            return True
        if not isinstance(self.rows[place][column], str):
            return False
        if column == self._leftmost() and _SECTION.match(text):
            return True
        return not _NUMBER.fullmatch(text) and self._holds_numbers(column)

    def _leftmost(self) -> int:
        return next((number for number, title in enumerate(self.headings.titles) if title), 0)

    def _holds_numbers(self, column: int) -> bool:
        """Whether the column holds numbers in the records."""
        step = max(1, len(self.places) // _SAMPLE)
        full = [self.rows[place] for place in self.places[::step] if self.counts[place] > 1]
        texts = [cell_text(row[column]) for row in full if column < len(row)]
        texts = [text for text in texts if text]
        return len(texts) > 1 and sum(_NUMBER.fullmatch(text) is not None for text in texts) >= 0.8 * len(texts)

    def below(self) -> set[int]:
        """The rows at the end that are footnotes and signatures."""
        found: set[int] = set()
        for place in reversed(self.places):
            if not self._is_note(place):
                break
            found.add(place)
        return found

    def _is_note(self, place: int) -> bool:
        texts = [text for cell in self.rows[place] if (text := cell_text(cell))]
        if self.counts[place] == 1:
            column, text = self.only(place)
            told = _BELOW.match(text) is not None and (
                column == self._leftmost() or text.startswith(("*", "_")) or _SIGNED.match(text) is not None
            )
            stands = told or (not year_of(text) and self._stands_alone(place, column, text))
            return stands and not _TOTAL.match(text)
        few = len(texts) <= max(3, self.headings.width // 2) and len(texts) < self.headings.width
        signed = any(_LINE.fullmatch(text) or "___" in text for text in texts)
        told = _BELOW.match(texts[0]) is not None and not any(_NUMBER.fullmatch(text) for text in texts)
        return few and (signed or told) and not any(isinstance(cell, float | int) for cell in self.rows[place])
