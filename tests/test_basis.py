"""On how many applications an answer rests, held against the records counted one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from partnerlab import published
from partnerlab.catalogue import CATALOGUE, entry
from partnerlab.dataset import Dataset
from partnerlab.page import html
from partnerlab.page.basis import basis
from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.parameters import Parameters
from partnerlab.sources.synthetic.sample import sample_records
from partnerlab.wording import words
from still_pages import workbook

YEAR = 2003
WON = ["contracted", "reported"]
OPEN = ["withdrawn"]


def card(data: Dataset | str, name: str, language: str = "en") -> Card:
    return Content("leverage", Parameters(YEAR, language), data).card(name)  # type: ignore[arg-type]


def text(said: str) -> str:
    return said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def whole() -> Dataset:
    return sample_records()


@pytest.fixture(scope="module")
def kirovsky(whole: Dataset) -> Dataset:
    return replace(whole, frame=whole.frame[whole.frame.district == "Кировский"].reset_index(drop=True))


def all_of(records: pd.DataFrame) -> int:
    return len(records)


def of_the_year(records: pd.DataFrame) -> int:
    return int((records.year == YEAR).sum())


def decided(records: pd.DataFrame) -> int:
    return int((~records.status.isin(OPEN)).sum())


def decided_with_a_theme(records: pd.DataFrame) -> int:
    return int((~records.status.isin(OPEN) & records.themes.notna()).sum())


def winners_with_both_sums(records: pd.DataFrame) -> int:
    return int((records.status.isin(WON) & (records.awarded > 0) & records.attracted.notna()).sum())


def ended(records: pd.DataFrame) -> int:
    return int((records.status == "reported").sum())


def ended_and_heard_of(records: pd.DataFrame) -> int:
    heard_of = records.status_date.notna() | records.end_date.notna()
    return int(((records.status == "reported") & heard_of).sum())


COUNTED: dict[str, Callable[[pd.DataFrame], int]] = {
    "participation": all_of,
    "participation_by_kind": all_of,
    "cohorts": all_of,
    "awards": decided,
    "ethnic_issues": decided_with_a_theme,
    "funnel": of_the_year,
    "districts": of_the_year,
    "issues": lambda records: decided_with_a_theme(records[records.year == YEAR]),
    "leverage_by_project": lambda records: winners_with_both_sums(records[records.year == YEAR]),
    "concentration": winners_with_both_sums,
    "continuation": ended,
    "survival": ended_and_heard_of,
}


@pytest.mark.parametrize("name", COUNTED)
@pytest.mark.parametrize("chosen", ["whole", "kirovsky"])
def test_the_number_is_that_of_the_applications(name: str, chosen: str, request: pytest.FixtureRequest) -> None:
    data: Dataset = request.getfixturevalue(chosen)
    count = COUNTED[name](data.frame)
    assert count > 0
    assert text(card(data, name).basis) == f"Based on {count:,} applications."


def test_a_project_of_several_themes_is_one_application(whole: Dataset) -> None:
    year = whole.frame[(whole.frame.year == YEAR) & ~whole.frame.status.isin(OPEN)]
    themes = year.themes.dropna().str.split(";")
    assert themes.map(len).sum() > len(themes)
    assert text(card(whole, "issues").basis) == f"Based on {len(themes)} applications."


def test_scores_are_counted_and_not_applications(whole: Dataset) -> None:
    scores = whole.table("scores").frame
    assert text(card(whole, "reviewers").basis) == f"Based on {len(scores):,} scores."
    of_year = scores.application_id.str.startswith(f"{YEAR}-").sum()
    assert text(card(whole, "decisive_experts").basis) == f"Based on {of_year:,} scores."


def test_the_applications_of_all_tiers_are_counted(whole: Dataset) -> None:
    assert text(card(whole, "tiers").basis) == f"Based on {len(whole.table('tiers').frame):,} applications."


@pytest.mark.parametrize(("name", "table"), [("leverage", "social_order"), ("social_order", "social_order")])
def test_a_printed_table_says_that_it_is_one(name: str, table: str) -> None:
    assert len(published(table).frame) == 3
    assert card("published", name, "ru").basis == "Основано на напечатанной таблице: 3 строки."
    assert card("published", name, "en").basis == "Based on the printed table: 3 rows."


def test_a_ratio_told_twice_rests_on_one_printed_row() -> None:
    assert len(published("district_contest").frame) == 1
    assert card("published", "fund_leverage", "ru").basis == "Основано на напечатанной таблице: 1 строка."


def test_the_figures_of_a_history_are_counted_and_not_the_rates_made_of_them() -> None:
    shown = published("contest_history").frame
    answer = Content("history", Parameters(2025, "en"), "published").answer(entry("history"))
    left_out = int(answer.rows_left_out.max())
    assert card("published", "history").basis == f"Based on the printed table: {len(shown) - left_out} rows."


@pytest.mark.parametrize(
    ("count", "russian"),
    [
        (1, "Основано на 1 заявке."),
        (2, "Основано на 2 заявках."),
        (5, "Основано на 5 заявках."),
        (21, "Основано на 21 заявке."),
    ],
)
def test_the_noun_agrees_with_its_number(count: int, russian: str) -> None:
    answer = pd.DataFrame({"year": [2003], "rows_used": [count]})
    assert basis(entry("awards"), answer, words("ru"), printed=False) == russian


def test_rows_left_out_are_told_once() -> None:
    answer = pd.DataFrame({"year": [2003], "rows_used": [30], "rows_left_out": [7]})
    said = basis(entry("participation"), answer, words("en"), printed=False)
    assert said == "Based on 30 applications. 7 rows are left out."
    noted = basis(
        entry("participation"), answer, words("en"), printed=False, notes=["7 applications are left out: why."]
    )
    assert noted == "Based on 30 applications."


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", CATALOGUE)
def test_no_note_counts_the_applications_again(name: str, language: str) -> None:
    shown = card("published", name, language)
    assert bool(shown.basis) == (shown.figure is not None)
    again = [
        note for note in shown.notes if note.startswith(("Основано на ", "Based on ")) and any(map(str.isdigit, note))
    ]
    assert not again


def test_a_workbook_of_four_winners_says_so_under_its_chart(tmp_path: Path) -> None:
    content = Content("leverage", Parameters(2011, "ru"), workbook(tmp_path))
    shown = content.card("leverage")
    assert shown.basis == "Основано на 4 заявках."
    assert '<p class="pl-basis">Основано на 4 заявках.</p>' in html.foot(shown, content.words)


def test_a_question_without_an_answer_rests_on_nothing() -> None:
    shown = card("published", "donors")
    assert shown.figure is None
    assert "pl-basis" not in html.foot(shown, words("en"))
