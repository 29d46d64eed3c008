"""Reading a column of texts: names, numbers of applications and organisations, words of closed lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from partnerlab.model import APPLICATION
from partnerlab.sources.cells import DASHES, SAYS_MISSING, Reading, is_blank
from partnerlab.sources.cells.choices import read_choice, read_themes
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.cells.tax_numbers import read_tax_number, without_zero
from partnerlab.sources.cells.yes_no import answers, asks_yes_or_no, yes_or_no
from partnerlab.sources.columns.packing import each_once, packed, series_of, tidied
from partnerlab.sources.columns.readings import Mark, ReadColumn, no_value

_RUINED = re.compile(r"[0-9](?:[.,][0-9]+)?[eеЕ]\+[0-9]{2,}", re.IGNORECASE)
"""A long number as a spreadsheet shows it in a narrow column; the letter may have become a Cyrillic one."""
_MAY_BE_NONE = (
    rf"^[#=EeОо{re.escape(''.join(sorted(DASHES)))}]|\)$|^(?i:{'|'.join(map(re.escape, sorted(SAYS_MISSING)))})$"
)
"""Texts that may be none: they begin with such a mark, end in brackets, or say that nothing is known."""
_SHORTEST_NUMBER = 7
_CERTAIN = {"yes": "won", "no": "lost"}

ReadText = Callable[[str], Reading[str]]
Codes = np.ndarray[Any, np.dtype[np.int64]]


def read_texts(
    cells: pd.Series[Any], column: str, *, heading: str = "", own_words: Mapping[str, str] | None = None
) -> ReadColumn:
    """The texts of a column of applications, or the words of its closed list.

    >>> read_texts(pd.Series(["Победитель", "н/д"]), "status").values.tolist()
    ['won', nan]
    """
    # the lines of a cell divide themes; elsewhere all white space is one space
    texts = _Texts(*each_once(tidied(packed(cells), lines=column == "themes")))
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
    """A column's texts, and which of them stands in each cell; None where each cell has a text of its own."""

    packed: pa.Array
    codes: Codes | None

    @cached_property
    def distinct(self) -> list[str]:
        """The texts, one by one."""
        listed: list[str] = self.packed.to_pylist()
        return listed

    def read(self, read: ReadText, *, where: Callable[[pa.Array], pa.Array] | None = None) -> ReadColumn:
        """The column as it is read; `where` says which texts are read, all others are what they are."""
        empty = pc.equal(self.packed, "")
        asked = range(len(self.packed)) if where is None else _places(pc.and_not(where(self.packed), empty))
        typed = self.distinct if where is None else self.packed.take(pa.array(asked, pa.int64())).to_pylist()
        meant = [read(text) for text in typed]
        told = {
            number: (reading, text) for number, reading, text in zip(asked, meant, typed, strict=True) if reading.rule
        }
        if where is None:
            values = pa.array([reading.value for reading in meant], pa.large_string())
        else:
            changed = {number: reading.value for number, reading in zip(asked, meant, strict=True)}
            values = _replaced(pc.if_else(empty, None, self.packed), changed)
        return ReadColumn(
            series_of(values if self.codes is None else values.take(pa.array(self.codes))), self._marks(told)
        )

    def _marks(self, told: Mapping[int, tuple[Reading[str], str]]) -> list[Mark]:
        if self.codes is None:
            return [(place, *told[place]) for place in sorted(told)]
        places = np.flatnonzero(np.isin(self.codes, list(told))).tolist() if told else []
        return [(place, *told[code]) for place, code in zip(places, self.codes[places].tolist(), strict=True)]


def _places(flags: pa.Array) -> list[int]:
    places: list[int] = pc.indices_nonzero(flags).to_pylist()
    return places


def _replaced(texts: pa.Array, others: Mapping[int, str | None]) -> pa.Array:
    """The texts with others at some places."""
    if not others:
        return texts
    where = np.zeros(len(texts), dtype=bool)
    where[list(others)] = True
    return pc.replace_with_mask(texts, pa.array(where), pa.array(list(others.values()), pa.large_string()))


def _may_be_none(texts: pa.Array) -> pa.Array:
    return pc.match_substring_regex(texts, _MAY_BE_NONE)


def _odd_numbers(texts: pa.Array) -> pa.Array:
    long = pc.greater_equal(pc.utf8_length(texts), _SHORTEST_NUMBER)
    return pc.or_(pc.and_(long, pc.match_substring_regex(texts, r"\P{Nd}")), _may_be_none(texts))


def _odd_application_numbers(texts: pa.Array) -> pa.Array:
    return pc.or_(pc.match_substring(texts, "+"), _may_be_none(texts))


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
