"""Cells that are read in another way than they look: Roman numbers, codes behind tax numbers, look-alike letters."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.sources.cells import Reading
from partnerlab.sources.cells.choices import read_choice
from partnerlab.sources.cells.dates import read_count
from partnerlab.sources.cells.spelling import lookalikes
from partnerlab.sources.columns.labels import label_of


@pytest.mark.parametrize(("typed", "number"), [("III", 3), ("ix", 9), ("XIV", 14), ("ХХ", 20), ("І", 1), ("XXIX", 29)])
def test_a_roman_number_is_read_and_told(typed: str, number: int) -> None:
    reading = read_count(typed)
    assert (reading.value, reading.rule) == (number, "roman_number")


def test_a_number_of_an_edition_in_digits_is_told_by_nothing() -> None:
    assert read_count("14") == Reading(14)
    assert read_count("четырнадцатый").rule == "not_a_count"


@pytest.mark.parametrize("column", ["status", "organisation_kind", "customer_sphere"])
def test_a_cell_with_nothing_in_it_is_no_unknown_word(column: str) -> None:
    assert read_choice("  ", column=column) == Reading(None)


def test_the_look_alikes_of_a_text_are_not_the_text_itself() -> None:
    assert lookalikes("сумма") == ("cymma",)
    assert lookalikes("cyмма") == ("сумма", "cymma")
    assert lookalikes("wdw") == ()


def test_one_cell_with_a_word_before_its_amount_makes_no_label_of_the_column() -> None:
    assert label_of(pd.Series(["Grant: 5", None])) == ""
    assert label_of(pd.Series(["Grant: 5", None, "Grant: 6"])) == "Grant"
    assert label_of(pd.Series(["Grant: 5", "Grant: 6", 7.0])) == ""
