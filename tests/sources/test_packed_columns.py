"""A column of many texts is read in portions of packed texts; it is the same as if each cell were read alone."""

from __future__ import annotations

import sys

import pandas as pd
import pyarrow as pa
import pytest

from partnerlab.sources.cells import SAYS_MISSING, spaced
from partnerlab.sources.columns.packing import packed, tidied
from partnerlab.sources.columns.texts import read_texts

MANY = 1000
"""So many different texts that no two cells are taken together."""


def test_every_white_space_that_there_is_becomes_one_space() -> None:
    texts = [f"а{sign}б{sign}" for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()]
    assert len(texts) > 25
    assert tidied(pa.array(texts, pa.large_string())).to_pylist() == ["а б"] * len(texts)


def test_a_letter_that_is_no_white_space_stays() -> None:
    texts = ["а\u200bб", "а\u2060б", "\ufeffб", "сад у моря"]
    assert tidied(pa.array(texts, pa.large_string())).to_pylist() == texts == list(map(spaced, texts))


@pytest.mark.parametrize("saying", sorted(SAYS_MISSING))
def test_a_cell_that_says_that_nothing_is_known_is_found_among_a_thousand_others(saying: str) -> None:
    cells = [f"Проект {number}" for number in range(MANY)]
    cells[700] = f" {saying.upper()} "
    column = read_texts(pd.Series(cells, dtype=object), "title")
    assert [place for place, _, _ in column.marks] == [700]
    assert column.values.isna().sum() == 1
    assert column.values[699] == "Проект 699"


def test_a_dash_and_an_empty_cell_among_a_thousand_others_are_missing_without_a_finding() -> None:
    cells = [f"Проект {number}" for number in range(MANY)]
    cells[5], cells[6], cells[7] = "", "—", "\u3000"
    column = read_texts(pd.Series(cells, dtype=object), "title")
    assert column.marks == []
    assert column.values[column.values.isna()].index.tolist() == [5, 6, 7]


def test_numbers_of_applications_are_texts_without_a_point() -> None:
    assert packed(pd.Series([7.0, 12345678901.0], dtype=object)).to_pylist() == ["7", "12345678901"]
