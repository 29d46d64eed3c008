"""What a run or a visitor may ask for."""

from __future__ import annotations

import pytest

from partnerlab.errors import WrongValue
from partnerlab.parameters import Parameters, checked, checked_names, checked_years, from_address

DEFAULT = Parameters(2001, "ru")


@pytest.mark.parametrize("year", ["20003", "1989", "abc", "19 99", "1e3", "²⁰⁰¹"])
def test_a_year_outside_any_contest_is_refused_with_the_years_that_can_be(year: str) -> None:
    with pytest.raises(WrongValue) as error:
        checked(year, "ru")
    assert "1990" in error.value.text("en")
    assert year in error.value.text("ru")
    assert "год с 1990 по 2100" in error.value.text("ru")


def test_an_unknown_language_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(WrongValue, match="ru, en"):
        checked(2001, "fr")


def test_years_are_one_or_a_range() -> None:
    assert checked_years("1999–2001") == [1999, 2000, 2001]
    assert checked_years("2003") == [2003]


@pytest.mark.parametrize("text", ["2001-1999", "", "-2001", "x-y", "1999-20003"])
def test_years_that_are_no_range_are_refused(text: str) -> None:
    with pytest.raises(WrongValue):
        checked_years(text)


def test_an_address_gives_year_and_language() -> None:
    assert from_address("year=2000&language=en", DEFAULT) == (Parameters(2000, "en"), [])


def test_an_address_may_ask_for_constant_prices() -> None:
    assert from_address("prices=2025", DEFAULT) == (Parameters(2001, "ru", 2025), [])
    asked, wrong = from_address("prices=cheap", DEFAULT)
    assert asked == DEFAULT
    assert [error.parameter for error in wrong if isinstance(error, WrongValue)] == ["prices"]


def test_a_wrong_value_in_an_address_is_named_and_ignored() -> None:
    asked, wrong = from_address("year=20003&language=%3Cscript%3E", DEFAULT)
    assert asked == DEFAULT
    assert [error.parameter for error in wrong if isinstance(error, WrongValue)] == ["year", "language"]


@pytest.mark.parametrize("query", ["data=/etc/passwd", "&&&=", "year=" + "9" * 10_000, "a=1&" * 10_000, "%ff%fe=%00"])
def test_no_address_reaches_data_or_breaks_the_page(query: str) -> None:
    asked, _ = from_address(query, DEFAULT)
    assert asked == DEFAULT


def test_names_are_chosen_from_a_list() -> None:
    assert checked_names(["b", "b"], ["a", "b"], "notebook") == ["b"]
    with pytest.raises(WrongValue, match="«notebook» cannot be «c»; expected: a, b"):
        checked_names(["c"], ["a", "b"], "notebook")
