"""Reading a column of texts: names, numbers of applications and organisations, words of closed lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import APPLICATION
from partnerlab.sources.cells import DASHES, SAYS_MISSING, Reading, is_blank, spaced
from partnerlab.sources.cells.choices import read_choice, read_themes
from partnerlab.sources.cells.tax_numbers import read_tax_number, without_zero
from partnerlab.sources.cells.yes_no import answers, asks_yes_or_no, yes_or_no
from partnerlab.sources.columns.readings import ReadColumn, no_value
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.headings import bare

_RUINED = re.compile(r"[0-9](?:[.,][0-9]+)?[eеЕ]\+[0-9]{2,}", re.IGNORECASE)
"""A long number as a spreadsheet shows it in a narrow column; the letter may have become a Cyrillic one."""
IDENTIFIERS = ("application_id", "organisation_id")
_MARKS = frozenset(("", "#", "=", *"EeОо", *DASHES))
"""With what a text begins that may be no text."""
_LONGEST_SAYING = max(map(len, SAYS_MISSING))
_SHORTEST_NUMBER = 7
_ODD_SPACES = (
    "  ",
    *"\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",
    *map(chr, range(8192, 8203)),
)
_CERTAIN = {"yes": "won", "no": "lost"}

ReadText = Callable[[str], Reading[str]]


def read_texts(
    cells: pd.Series[Any], column: str, *, heading: str = "", own_words: Mapping[str, str] | None = None
) -> ReadColumn:
    """The texts of a column of applications, or the words of its closed list.

    >>> read_texts(pd.Series(["Победитель", "н/д"]), "status").values.tolist()
    ['won', nan]
    """
    typed, codes = _distinct(cells)
    # the lines of a cell divide themes; elsewhere all white space is one space
    texts = _Texts(typed if column == "themes" else _spaced(typed), codes)
    if column == "status" and asks_yes_or_no(bare(heading)):
        return texts.read(_winners(texts.distinct) if answers(texts.distinct) else _listed_or_names(texts.distinct))
    if APPLICATION[column].type == "choice":
        return texts.read(_listed(column, own_words or {}))
    if column == "themes":
        return texts.read(_or_nothing(read_themes))
    if column == "organisation_id":
        return _with_lost_zeros(texts.read(_or_nothing(_tax_number), where=_odd_numbers), heading=bare(heading))
    if column == "application_id":
        return texts.read(_or_nothing(_whole_number), where=_odd_application_numbers)
    return texts.read(_or_nothing(Reading), where=_may_be_none)


@dataclass(frozen=True)
class _Texts:
    """A column's texts, and which of them stands in each cell; where many cells say the same, it stands here once."""

    distinct: list[str]
    codes: np.ndarray[Any, np.dtype[np.int64]]

    def read(self, read: ReadText, *, where: Callable[[list[str]], list[int]] | None = None) -> ReadColumn:
        """The column as it is read; `where` says which texts are read, all others are what they are."""
        meant: list[str | None] = list(self.distinct)
        told: dict[int, Reading[str]] = {}
        for number in range(len(meant)) if where is None else where(self.distinct):
            reading = read(self.distinct[number])
            meant[number] = reading.value
            if reading.rule:
                told[number] = reading
        values = pd.array(meant, dtype="str")
        places = np.flatnonzero(np.isin(self.codes, list(told))).tolist() if told else []
        marks = [(place, told[code], self.distinct[code]) for place in places for code in (int(self.codes[place]),)]
        return ReadColumn(pd.Series(values if self.all_told_apart else values.take(self.codes)), marks)

    @property
    def all_told_apart(self) -> bool:
        """Whether each cell has a number of its own, in their order."""
        return len(self.distinct) == len(self.codes)


def _may_be_none(texts: list[str]) -> list[int]:
    return [
        number
        for number, text in enumerate(texts)
        if text[:1] in _MARKS or text[-1:] == ")" or (len(text) <= _LONGEST_SAYING and text.casefold() in SAYS_MISSING)
    ]


def _odd_numbers(texts: list[str]) -> list[int]:
    long = [number for number, text in enumerate(texts) if len(text) >= _SHORTEST_NUMBER and not text.isdecimal()]
    return sorted({*long, *_may_be_none(texts)})


def _odd_application_numbers(texts: list[str]) -> list[int]:
    return sorted({*(number for number, text in enumerate(texts) if "+" in text), *_may_be_none(texts)})


def _or_nothing(read: ReadText) -> ReadText:
    """A reader that first looks whether the text says anything at all."""

    def reader(text: str) -> Reading[str]:
        return Reading(None) if is_blank(text) else no_value(text) or read(text)

    return reader


def _listed(column: str, own_words: Mapping[str, str]) -> ReadText:
    """A reader of a closed list; «нет данных» is a word of the list of what became of projects."""

    def reader(text: str) -> Reading[str]:
        if word := own_words.get(text) if text else None:
            return Reading(word)
        listed = read_choice(text, column=column)
        return listed if not listed.rule else no_value(text) or listed

    return reader


def _listed_or_names(distinct: list[str]) -> ReadText:
    """A reader of a column that asks who has won and is not answered: by statuses, else by names, which are none."""
    reader = _listed("status", {})
    known = [text for text in distinct if reader(text).value or yes_or_no(text)]
    if known:
        return reader
    return lambda text: Reading(None) if is_blank(text) else no_value(text) or Reading(None, "names_of_winners")


def _winners(distinct: list[str]) -> ReadText:
    """A reader of a column that asks whether an application has won; a dash answers only where a plus does too."""
    dash_is_no = "+" in distinct

    def reader(text: str) -> Reading[str]:
        answer = yes_or_no(text)
        if answer is None or (is_blank(text) and not (dash_is_no and text)):
            return Reading(None)
        return Reading(_CERTAIN[answer], "yes_no_status", (("read", _CERTAIN[answer]),))

    return reader


def _whole_number(text: str) -> Reading[str]:
    return Reading(None, "ruined_number") if _RUINED.fullmatch(text) else Reading(text)


def _tax_number(text: str) -> Reading[str]:
    ruined = _whole_number(text)
    return ruined if ruined.rule else read_tax_number(text)


def _with_lost_zeros(column: ReadColumn, *, heading: str) -> ReadColumn:
    lengths = {9, 11}
    numbers = column.values.dropna()
    if not len(numbers) or not lengths & set(numbers.str.len().unique().tolist()):
        return column
    lost = without_zero(numbers.unique().tolist(), heading=heading)
    column.marks += [
        (place, Reading(number, "lost_zero", (("whole", lost[number]),)), number)
        for place, number in enumerate(column.values.tolist())
        if number in lost
    ]
    return column


def _distinct(cells: pd.Series[Any]) -> tuple[list[str], np.ndarray[Any, np.dtype[np.int64]]]:
    """The different texts of a column, empty where nothing stands, and which of them stands in each cell."""
    typed = cells.tolist()
    kinds = set(map(type, typed))
    if kinds <= {str}:
        texts = typed
    elif kinds == {float} and np.all(np.abs(numbers := np.array(typed)) < 2**53) and np.all(numbers % 1 == 0):
        texts = list(map(str, numbers.astype(np.int64).tolist()))
    else:
        texts = [cell if cell.__class__ is str else "" if is_empty(cell) else text_of(cell) for cell in typed]
    if len(set(texts)) > len(texts) / 2:  # most are different: to tell them apart costs more than to read some twice
        return list(map(str.strip, texts)), np.arange(len(texts))
    numbers_of = {text: number for number, text in enumerate(dict.fromkeys(texts))}
    codes = np.fromiter(map(numbers_of.__getitem__, texts), dtype=np.int64, count=len(texts))
    return list(map(str.strip, numbers_of)), codes


def _spaced(texts: list[str]) -> list[str]:
    """The texts with every white space made one space; all are looked at together, since few need it."""
    joined = "\0".join(texts)
    return list(map(spaced, texts)) if any(space in joined for space in _ODD_SPACES) else texts
