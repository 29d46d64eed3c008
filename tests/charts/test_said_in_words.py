"""What each chart says in words: the numbers are those of its table, the factors are worked out by hand here."""

import re

import chart_tables as tables
import pandas as pd
import pytest
from chart_tables import PRINTED, RECORDS, UNKNOWN, said

from partnerlab import charts, metrics, published
from partnerlab.catalogue import CATALOGUE
from partnerlab.page.content import Content
from partnerlab.parameters import Parameters


def alt(figure) -> str:
    return said(figure, "alt")


def by_district(column: str, *values: float, **more) -> pd.DataFrame:
    """A table of districts A, B, C and so on."""
    return pd.DataFrame({"district": list("ABCDE")[: len(values)], column: values} | more)


def by_year(column: str, *values: float, **more) -> pd.DataFrame:
    """A table of the years from 1999 on."""
    return pd.DataFrame({"year": range(1999, 1999 + len(values)), column: values} | more)


def test_attracted_money_of_the_deck_grew_fifteen_times():
    # 11 301.0 / 751.9 = 15.03
    assert alt(charts.social_order(tables.social_order(), language="ru", source=PRINTED)).startswith(
        "С 1999 по 2001 год привлечённые средства выросли в 15 раз, с 751,9 до 11 301,0 тыс. руб."
    )


def test_attracted_money_beside_a_budget_rouble_grew_2_9_times():
    # 8.434 / 2.870 = 2.94
    figure = charts.leverage(metrics.leverage(published("social_order")), language="ru", source=PRINTED)
    assert alt(figure) == (
        "С 1999 по 2001 год отношение привлечённых средств к бюджетным выросло в 2,9 раза, с 2,87 до 8,43."
    )


def test_gaps_intervals_and_small_groups_are_said_in_one_sentence():
    # 4.11 / 2.87 = 1.43; 1999 has no interval, so that nothing overlaps
    assert alt(charts.leverage(tables.leverage_of_records(), source=RECORDS)) == (
        "From 1999 to 2004 the ratio of attracted money to the budget's rose by 43%, from 2.87 to 4.11. "
        "Bands are intervals; grey groups are too small for an interval; no figures for 2002–2003."
    )


def test_a_share_changes_by_percentage_points_and_an_overlap_of_intervals_is_told():
    table = by_year("award_rate", 0.30, 0.245, award_rate_low=[0.2, 0.18], award_rate_high=[0.4, 0.31], applications=40)
    assert alt(charts.awards(table, source=RECORDS)) == (
        "From 1999 to 2000 the share of winners fell by 5.5 percentage points, from 30.0% to 24.5%. "
        "Bands are intervals; the intervals of 1999 and 2000 overlap."
    )
    apart = table.assign(award_rate_high=[0.4, 0.19], award_rate_low=[0.35, 0.1])
    assert "overlap" not in alt(charts.awards(apart, source=RECORDS))


def test_percentage_points_are_those_of_the_shares_as_they_are_written():
    table = by_year("award_rate", 0.2449, 0.1816, applications=40)  # 24.5 and 18.2, while 24.49 - 18.16 = 6.33
    assert "6.3 percentage points, from 24.5% to 18.2%" in alt(charts.awards(table))
    table = by_year("award_rate", 0.2446, 0.1814, applications=40)  # 24.5 and 18.1, while 24.46 - 18.14 = 6.32
    assert "6.4 percentage points, from 24.5% to 18.1%" in alt(charts.awards(table))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ((0, 40), "rose, from 0 to 40"),
        ((40, 40), "did not change: 40"),
        ((20, 42), "rose 2.1-fold, from 20 to 42"),
        ((20, 40), "rose 2-fold, from 20 to 40"),
        ((2, 41), "rose 20-fold, from 2 to 41"),
        ((40, 10), "fell by 75%, from 40 to 10"),
        ((40, 50), "rose by 25%, from 40 to 50"),
    ],
)
def test_a_number_changes_by_a_factor_or_a_part(values, told):
    assert f"From 1999 to 2000 the number of organisations {told}." in alt(
        charts.participation(by_year("active", *values))
    )


def test_newcomers_are_told_of_the_years_in_which_they_can_be_known():
    table = by_year("active", 84, 96, 121, first_time=[UNKNOWN, 51, 60])
    assert alt(charts.participation(table)).endswith("For the first time: 51 in 2000, 60 in 2001.")


def test_each_kind_of_organisation_has_its_own_change():
    table = pd.DataFrame(
        {"year": [2003, 2003, 2004, 2004], "organisation_kind": ["ngo", "otos"] * 2, "active": [100, 40, 300, 30]}
    )
    # 300 / 100 = 3; 30 / 40 = 0.75
    assert alt(charts.participation_by_kind(table)) == (
        "Organisations taking part from 2003 to 2004: NGO from 100 to 300 (3-fold), "
        "self-government body (OTOS) from 40 to 30 (by 25%)."
    )


def test_ethnic_issues_concentration_and_agreement_change_over_the_years():
    ethnic = by_year("share_of_winners", 0.10, 0.15, winners=80)
    assert "the share of ethnic issues among winners rose by 5.0 percentage points" in alt(charts.ethnic_issues(ethnic))
    spread = by_year("top5_share", 0.783, 0.266, organisations=[12, 103])
    assert "the share of the five largest recipients fell by 51.7 percentage points, from 78.3% to 26.6%" in alt(
        charts.concentration(spread)
    )
    agreed = by_year("icc1", 0.44, 0.41, applications=40, experts=5)
    assert alt(charts.reviewers(agreed)).startswith(
        "From 1999 to 2000 the agreement of the experts fell, from 0.44 to 0.41."
    )


def test_of_many_groups_the_ends_are_named_and_equal_ones_together():
    assert ": highest – D (4.00), lowest – A (1.00), 4 groups." in alt(
        charts.leverage(tables.leverage_of_districts("A", "B", "C", "D"))
    )
    table = by_district("award_rate", 0.5, 0.2, 0.5, 0.3, applications=40)
    assert "highest – A, C (50.0%), lowest – B (20.0%), 4 groups" in alt(charts.awards(table))
    same = by_district("award_rate", 0.5, 0.5, 0.5, 0.5, applications=40)
    assert ": everywhere 50.0%, 4 groups." in alt(charts.awards(same))


def test_a_few_groups_are_listed_each_with_its_figure():
    assert ": A: 1.00; B: 2.00." in alt(charts.leverage(tables.leverage_of_districts("A", "B")))


def test_the_most_and_the_least_frequent_theme_are_named():
    shares = {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}
    table = pd.DataFrame({"theme": shares.keys(), "share_of_projects": shares.values(), "share_of_winners": 0.2})
    assert alt(charts.issues(table)) == (
        "Share of each theme among all projects: highest – a (40.0%), lowest – d (10.0%), 4 groups."
    )


def test_the_stages_of_one_year_follow_one_another():
    assert alt(charts.funnel(tables.funnel(), year=2003)) == (
        "How many applications reached each stage, 2003: 240 submitted, 88 won, 80 reported."
    )


def test_the_districts_with_most_and_least_are_named_and_those_without_a_figure():
    table = by_district("awarded_per_10000", 100.0, 300.0, 200.0, 50.0, UNKNOWN)
    assert alt(charts.districts(table)) == (
        "Awarded for every 10,000 people, RUB: highest – B (300), lowest – D (50), 4 groups. No figure for: E."
    )


def test_cohorts_say_between_which_shares_they_lie_and_what_is_left_of_the_oldest():
    table = pd.DataFrame(
        {
            "cohort": [2000, 2000, 2001, 2002, 2003],
            "age": [1, 2, 1, 1, 1],
            "organisations": 100,
            "active": [50, 10, 40, 45, 60],
            "share": [0.5, 0.1, 0.4, 0.45, 0.6],
        }
    )
    assert alt(charts.cohorts(table)).endswith(
        "a year later: highest – 2003 (60%), lowest – 2001 (40%), 4 groups. "
        "Of those of 2000 10% took part 2 years later."
    )


def test_the_deck_s_outcomes_are_told_apart_from_the_participations():
    # In the deck: 163 stories in the media are the most of eleven other counts, 10 grounds the least.
    figure = charts.outcomes(metrics.outcomes(published("contest_outcomes")), source=PRINTED)
    assert "269,000, 16.36 RUB attracted for each participation." in alt(figure)
    assert alt(figure).endswith(
        "The other counts: highest – stories in the media (163), lowest – sports-and-play grounds (10), 11 groups."
    )


def test_the_donor_who_gave_most_and_both_sums_of_the_fund_are_told():
    text = alt(charts.donors(metrics.donors(published("district_donors")), source=PRINTED, language="ru"))
    assert "больше всего — ЗАО «ЛУКОЙЛ – Пермь» (100,000" in text
    assert "меньше всего — ОАО «Хенкель – Пермос» (17,990" in text
    assert text.endswith("напечатан фонд 155,990 тыс. руб., сумма доноров 157,990: разница −2,000.")


def test_the_largest_and_the_smallest_project_line_are_told_and_the_one_without_a_cap():
    text = alt(charts.project_lines(metrics.project_lines(published("project_lines")), language="ru", source=PRINTED))
    assert "больше всего — Общественное партнерство (150 тыс. руб.)" in text
    assert "меньше всего — Общественная акция (до 15 тыс. руб.), 4 группы" in text
    assert text.endswith("Предел не напечатан: Социальные услуги.")


def test_the_history_tells_ranges_and_lost_years_but_no_change_since_pages_count_differently():
    text = alt(charts.history(metrics.history(published("contest_history")), source=PRINTED))
    assert "applications from 133 (2024) to 429 (2015), winners from 75 (2025) to 128 (2015)." in text
    assert text.endswith("No published figure: 2012–2014, 2020–2022.")
    assert not re.search("rose|fell|fold|percentage", text)


def test_experts_are_told_by_the_most_and_the_fewest_changes():
    changes = [("A", "dropped"), ("A", "gained"), ("A", "gained"), ("B", "dropped"), ("C", "gained"), ("D", "dropped")]
    table = pd.DataFrame(changes, columns=["expert", "change"]).assign(application_id="1", applications=40)
    assert "highest – A (3), lowest – B, C, D (1), 4 groups." in alt(charts.decisive_experts(table))


@pytest.fixture(scope="module")
def content() -> Content:
    return Content("leverage", Parameters(2004, "en"), "published")


@pytest.mark.parametrize("name", CATALOGUE)
def test_two_sentences_are_enough_and_nothing_is_called_better(content, name):
    for year in (2001, 2003, 2004, 2025):
        card = content.at(Parameters(year, "en")).card(name)
        if card.figure is None:
            continue
        assert card.alt.endswith(".")
        assert len(re.findall(r"\. (?=[A-Z\d])", card.alt)) <= 1, card.alt
        assert not re.search(r"\b(better|worse|improv|success|good|bad)", card.alt)
