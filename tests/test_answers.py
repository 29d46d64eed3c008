"""What a page answers: by which columns, in whose prices, from which table beside the records."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab import open_page, open_records
from partnerlab.catalogue import ENTRIES
from partnerlab.errors import WrongValue
from partnerlab.page import Page
from partnerlab.page.top import hero
from partnerlab.wording import words

LOST = {"participation", "ethnic_issues", "participation_by_kind", "continuation", "leverage_by_project"}
CONTEST = pd.DataFrame(
    {
        "year": [2003] * 4,
        "organisation": ["A", "B", "C", "D"],
        "direction": ["Audit", "Audit", "Order", "Order"],
        "status": ["won", "lost", "won", "won"],
        "awarded": [100.0, None, 300.0, 100.0],
        "attracted": [100.0, None, 900.0, 500.0],
    }
)


def page(**asked: object) -> Page:
    return open_page("leverage", language="en", **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("question", [entry.name for entry in ENTRIES])
@pytest.mark.parametrize("year", [2001, 2025, None])
def test_every_question_is_drawn_or_says_in_a_sentence_why_not(question: str, language: str, year: int | None) -> None:
    card = open_page(year=year, language=language).card(question)
    assert card.title
    assert card.source
    if card.figure is None:
        assert year is not None
        assert str(year) in card.title
    else:
        assert card.rows
        assert card.alt


PRINTED_ONLY = ("history", "project_lines")


@pytest.mark.parametrize("question", [entry.name for entry in ENTRIES if entry.name not in PRINTED_ONLY])
def test_records_without_a_needed_column_get_a_sentence_that_names_a_column(question: str) -> None:
    bare = open_records(pd.DataFrame({"Project": ["x"], "Year": [2003]}))
    card = open_page(year=2003, language="en", data=bare).card(question)
    assert card.figure is None
    assert card.notes[0].startswith("This question cannot be answered from these data: there is no column «")


@pytest.mark.parametrize("question", PRINTED_ONLY)
def test_a_question_about_printed_documents_says_that_records_do_not_answer_it(question: str) -> None:
    bare = open_records(pd.DataFrame({"Project": ["x"], "Year": [2003]}))
    card = open_page(year=2003, language="en", data=bare).card(question)
    assert card.figure is None
    assert (
        card.notes[0] == "Only printed tables answer this question: records of applications do not hold such figures."
    )


@pytest.mark.parametrize("question", sorted(LOST))
def test_a_chart_that_the_presentation_lost_is_drawn_from_the_sample_and_marked_in_title_and_table(
    question: str,
) -> None:
    card = page(year=2001).card(question)
    assert card.synthetic
    assert card.figure is not None
    assert "The numbers of" in card.lost
    from partnerlab.page import html

    mark = "Demonstration data, made up"
    assert f'<span class="pl-synthetic">{mark}</span>' in html.head(card, words("en")).split("<h2")[1].split("</h2>")[0]
    assert f"<summary>Table · {mark}</summary>" in html.foot(card, words("en"))


def test_the_printed_total_of_293_stands_on_the_page_and_its_split_is_said_to_be_lost() -> None:
    card = open_page("after_funding", year=2003, language="ru").card("continuation")
    assert "293" in card.lost
    assert "утрачены" in card.lost


def test_a_direction_that_records_name_can_be_asked_for() -> None:
    card = page(data=open_records(CONTEST)).card("leverage", by=["direction"])
    # By hand: Audit 100 / 100; Order (900 + 500) / (300 + 100).
    assert [(row[0], row[4]) for row in card.rows] == [("Audit", "1.00"), ("Order", "3.50")]


def test_the_table_beside_the_map_names_the_districts_as_the_map_does_and_has_the_maps_year() -> None:
    for language, name in (("en", "Kirovsky"), ("ru", "Кировский")):
        card = open_page("map", year=2003, language=language).card("districts")
        assert card.table_open
        assert card.headings[0] == ("District" if language == "en" else "Район")
        assert name in [row[0] for row in card.rows]
        assert len(card.rows) == 7


def test_a_choice_that_no_chart_offers_is_refused() -> None:
    with pytest.raises(WrongValue, match="area, population"):
        open_page("map").show("districts", size="height")
    with pytest.raises(WrongValue):
        open_page("leverage").show("leverage", size="area")


def test_a_page_in_prices_of_2001_gives_money_in_them_and_says_so() -> None:
    card = page(year=2001, prices=2001).card("leverage")
    # 262 thousand of 1999 by the indices of 2000 (120.2) and 2001 (118.58), by hand: 262 x 1.202 x 1.1858 = 373.4
    assert card.rows[0][1] == "373.4"
    assert "in prices of December 2001" in card.source
    # The ratio of one year is the same in any prices.
    assert [row[3] for row in card.rows] == [row[3] for row in page(year=2001).card("leverage").rows]
    counted = page(year=2001, prices=2001).card("participation")
    assert "prices" not in counted.source


def test_the_top_of_a_page_of_constant_prices_says_of_which_year_they_are() -> None:
    assert "in prices of December 2001" in hero(page(year=2001, prices=2001)._view.content)
    assert "in prices" not in hero(page(year=2001)._view.content)
    counted = open_page("participation", year=2001, language="en", prices=2001)
    assert "in prices" not in hero(counted._view.content)


def test_a_map_names_the_source_of_the_population_it_divides_by() -> None:
    notes = open_page("map", year=2003, language="en").card("districts").notes
    assert any(note.startswith("Population. Source: Wikipedia articles") for note in notes)


def test_the_table_of_survival_says_that_it_lists_only_endings_and_tells_months_apart() -> None:
    card = open_page("after_funding", language="en").card("survival")
    assert "The table lists only the times at which a project ended." in card.notes
    assert len({row[0] for row in card.rows}) > 0.8 * len(card.rows)


def test_a_page_offers_the_years_of_which_it_can_say_something() -> None:
    offered = open_page("history")._view.content.years()
    assert offered == [*range(1999, 2005), 2011, *range(2015, 2020), 2023, 2024, 2025]
    # In prices that no index reaches the page still stands, and offers the years of the records.
    assert open_page("leverage", prices=2060)._view.content.years() == list(range(1999, 2005))


def test_prices_of_a_year_without_an_index_are_refused_in_a_sentence() -> None:
    card = page(year=2001, prices=2060).card("leverage")
    assert card.figure is None
    assert "2060" in " ".join(card.notes)
    with pytest.raises(WrongValue, match="prices"):
        page(prices="last year")
