"""What a visitor asks for, held against the data."""

from __future__ import annotations

import pytest

from partnerlab.page.content import Content
from partnerlab.page.top import hero
from partnerlab.parameters import Parameters, from_address

DEFAULT = Parameters(2001, "en")


def at(query: str, topic: str = "participation", data: str = "sample") -> Content:
    asked, wrong = from_address(query, DEFAULT)
    return Content(topic, DEFAULT, data).at(asked, wrong)


def test_a_view_is_the_same_when_its_address_is_opened_again() -> None:
    query = "year=2003&language=ru&prices=2025&district=kirovsky&theme=youth&compare=year%3A2001"
    asked = at(query).asked
    assert asked.query() == query
    assert at(asked.query()).asked == asked


def test_a_district_in_the_address_is_the_district_of_the_records() -> None:
    page = at(
        "district=Kirovskiy&line=%D1%81%D0%BE%D1%86%D0%B8%D0%B0%D0%BB%D1%8C%D0%BD%D1%8B%D0%B9+%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7"
    )
    assert page.filters == {"district": "Кировский", "line": "Социальный заказ"}
    assert dict(page.asked.filters)["district"] == "kirovsky"


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("district=atlantis", "atlantis"),
        ("theme=none", "youth"),
        ("year=1995", "1999"),
        ("compare=year:1995", "1995"),
        ("compare=district:atlantis", "atlantis"),
        ("compare=mayor:2001", "mayor"),
        ("size=huge", "population"),
        ("prices=cheap", "cheap"),
    ],
)
def test_a_wrong_value_is_named_on_the_page_and_left_out(query: str, named: str) -> None:
    page = at(query)
    assert named in hero(page)
    assert 'role="alert"' in hero(page)
    assert page.asked == DEFAULT


def test_no_data_and_no_path_is_taken_from_an_address() -> None:
    page = at("data=/etc/passwd&mapping=/etc/passwd&boundaries=/etc/passwd&PARTNERLAB_DATA=/etc/passwd")
    assert page.asked == DEFAULT
    assert page.records.kind == "sample"


def test_hostile_values_stay_text() -> None:
    page = at("district=%3Cscript%3Ealert(1)%3C/script%3E%00%0A&theme=%22%3E%3Cimg src=x onerror=alert(1)%3E")
    assert "<script" not in hero(page)
    assert "<img" not in hero(page)


@pytest.mark.parametrize(
    ("query", "beside"),
    [
        ("compare=year:2003", "year=2003&language=en"),
        ("district=kirovsky&compare=year:2003", "year=2003&language=en&district=kirovsky"),
        ("district=kirovsky&compare=district:leninsky", "year=2001&language=en&district=leninsky"),
        ("compare=district:leninsky", "year=2001&language=en&district=leninsky"),
    ],
)
def test_what_is_compared_differs_in_one_thing_only(query: str, beside: str) -> None:
    other = at(query).beside()
    assert other is not None
    assert other.asked.query() == beside


@pytest.mark.parametrize("query", ["compare=year:2001", "district=kirovsky&compare=district:Кировский", "compare="])
def test_nothing_is_compared_with_itself(query: str) -> None:
    assert at(query).beside() is None


def test_a_printed_answer_says_that_it_does_not_follow_a_filter_and_other_answers_follow() -> None:
    page = at("district=kirovsky", "leverage", "published")
    printed, counted = page.card("leverage"), page.card("leverage_by_project")
    assert printed.unfollowed == ("district",)
    assert "District" in printed.scope
    assert "8.43" in printed.title
    assert counted.scope == ""
    whole = at("", "leverage", "published").card("leverage_by_project")
    assert 0 < len(counted.rows) < len(whole.rows)


def test_where_no_application_fits_the_page_says_so() -> None:
    records = at("").records
    frame = records.frame
    pair = next(
        (district, line)
        for district in frame["district"].unique()
        for line in frame["line"].unique()
        for theme in ["ethnic_relations"]
        if frame[(frame.district == district) & (frame.line == line) & frame.themes.str.contains(theme, na=False)].empty
    )
    counted = at("").answers.counted
    query = "&".join(
        f"{name}={counted.key(name, value)}" for name, value in zip(("district", "line"), pair, strict=True)
    )
    card = at(f"{query}&theme=ethnic_relations").card("participation")
    assert card.figure is None
    assert "Take one of the filters off" in " ".join(card.notes)


def test_prices_and_filters_are_worked_out_together() -> None:
    plain, constant = (at(f"district=kirovsky{prices}") for prices in ("", "&prices=2025"))
    before, after = (page.answers.chosen_records(page.view).frame for page in (plain, constant))
    assert set(before["district"]) == set(after["district"]) == {"Кировский"}
    assert after["awarded"].sum() > 5 * before["awarded"].sum()
