"""What the top of a page says: of a year that the printed tables do not know, of two sides, of a wrong address."""

from __future__ import annotations

import re

import pytest

from partnerlab.page.content import Content
from partnerlab.page.controls import controls
from partnerlab.page.html import headline, is_marked
from partnerlab.page.numbers import numbers
from partnerlab.page.numbers_html import section
from partnerlab.page.origin import facts
from partnerlab.page.parts import Parts, whole_top
from partnerlab.page.top import hero
from partnerlab.parameters import Parameters, from_address

DEFAULT = Parameters(2001, "en")


def at(query: str, topic: str = "contest") -> Content:
    asked, wrong = from_address(query, DEFAULT)
    return Content(topic, DEFAULT, "published").at(asked, wrong)


@pytest.mark.parametrize("topic", ["contest", "year_report"])
def test_a_year_without_printed_figures_is_opened_by_the_first_number_that_is_known(topic: str) -> None:
    page = at("year=2003", topic)
    assert "no data" not in headline(hero(page)).lower()
    assert headline(hero(page)).startswith("2003")
    assert is_marked(hero(page))
    assert not any("printed tables" in fact for fact in facts(page))


def test_a_printed_year_is_opened_by_its_printed_number() -> None:
    page = at("year=2001")
    assert "8.43" in headline(hero(page))
    assert not is_marked(hero(page))
    assert any("printed tables" in fact for fact in facts(page))


def test_two_sides_have_one_heading_and_say_what_they_share_once() -> None:
    said = whole_top(at("year=2003&compare=year:2001", "leverage"))
    assert len(re.findall("<h1", said)) == 1
    assert said.count('class="pl-about"') == 1
    assert re.findall(r'class="pl-side-title">(.*?)<', said) == ["2003", "2001"]


def test_two_years_are_opened_by_a_number_that_both_know() -> None:
    said = whole_top(at("year=2003&compare=year:2001"))
    one, other = re.findall(r"<h2>.*?</span> (.*?)</h2>", said)
    assert (one[:4], other[:4]) == ("2003", "2001")
    assert re.sub(r"\d+", "", one) == re.sub(r"\d+", "", other)


def test_an_answer_that_does_not_follow_what_is_compared_stands_once_and_says_so() -> None:
    page = at("year=2001&compare=district:kirovsky", "leverage")
    parts = Parts(page, DEFAULT)
    whole, followed = parts.show("leverage").html, parts.show("leverage_by_project").html
    assert whole.count('class="pl-side"') == 0
    assert whole.count('class="pl-scope"') == 1
    assert followed.count('class="pl-side"') == 2


def test_the_six_numbers_stand_beside_those_that_they_are_compared_with() -> None:
    page = at("year=2001&compare=year:1999")
    other = page.beside()
    assert other is not None
    said = section(numbers(page), page.words, href=str, beside=("1999", numbers(other)))
    beside = re.findall(r'class="pl-number-beside">1999: <b>(.*?)</b>', said)
    assert len(beside) == 6
    assert beside[0].replace("\xa0", " ") == "2.87 RUB"


def test_a_number_that_the_change_has_said_is_not_said_again() -> None:
    page = at("year=2001&compare=year:2000")
    other = page.beside()
    assert other is not None
    said = section(numbers(page), page.words, href=str, beside=("2000", numbers(other)))
    assert "pl-number-beside" not in said
    assert said.count("5.52") == 1


def test_the_counts_of_the_demonstration_data_beside_printed_tables_are_called_so() -> None:
    note = "demonstration data"
    assert controls(at("", "history")).count(note) == 1
    assert controls(at("district=kirovsky", "leverage")).count(note) == 1


def test_a_wrong_field_is_called_as_its_control_is() -> None:
    assert "«Kind of organisation (organisation_kind)»" in hero(at("organisation_kind=shop", "participation"))
    assert "«Год (year)»" in hero(at("year=1995&language=ru"))


def test_a_map_of_one_district_says_why_the_others_have_no_figures() -> None:
    said = "the map shows no figures of the others"
    assert any(said in note for note in at("district=kirovsky", "map").card("districts").notes)
    assert not any(said in note for note in at("", "map").card("districts").notes)
