"""The synthetic contest: as large as the printed one, made up throughout, the same for the same seed."""

import hashlib
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab import model, published, sample_records
from partnerlab.errors import WrongValue
from partnerlab.sources import portions

PRINTED = {  # thousand RUB: budget, business, attracted; customers of the budget sphere and businesses
    1999: ("262", "0", "751.9", 3, 0),
    2000: ("965.5", "195.3", "5325.0", 8, 22),
    2001: ("1340.0", "160.0", "11301.0", 10, 2),
}


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    return sample_records().frame


@pytest.fixture(scope="module")
def winners(records: pd.DataFrame) -> pd.DataFrame:
    return won(records)


def won(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame.status.isin(model.WINNING)]


def kopecks(amounts: pd.Series) -> int:
    """An exact sum: each amount is a whole number of kopecks, however binary fractions hold it."""
    return int((amounts * 100).round().astype("int64").sum())


def digest(frame: pd.DataFrame) -> str:
    return hashlib.sha256(frame.to_csv().encode()).hexdigest()


# Shaped by what is printed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", PRINTED)
def test_the_years_sums_are_the_printed_ones_to_the_kopeck(winners: pd.DataFrame, year: int):
    of_year = winners[winners.year == year]
    for column, thousands in zip(("awarded", "business", "attracted"), PRINTED[year], strict=False):
        assert kopecks(of_year[column]) == Fraction(thousands) * 100_000


@pytest.mark.parametrize("year", PRINTED)
def test_the_years_customers_are_as_many_as_printed(winners: pd.DataFrame, year: int):
    customers = winners[winners.year == year].groupby("customer_sphere").customer.nunique()
    assert (customers.get("budget", 0), customers.get("business", 0)) == PRINTED[year][3:]


def test_the_fifth_contest_attracts_what_is_printed(winners: pd.DataFrame):
    fifth = winners[winners.edition == 5]
    assert set(fifth.year) == {2003}
    assert kopecks(fifth.attracted) == 4_400_000_00


def test_293_projects_win_in_1999_to_2003(winners: pd.DataFrame):
    assert (winners.year <= 2003).sum() == 293


def test_the_default_sample_has_2000_applications_of_six_years(records: pd.DataFrame):
    assert len(records) == 2000
    assert sorted(records.year.unique()) == [1999, 2000, 2001, 2002, 2003, 2004]


def test_districts_lines_and_themes_are_those_of_the_source(records: pd.DataFrame):
    districts = "Ленинский Орджоникидзевский Мотовилихинский Дзержинский Свердловский Кировский Индустриальный"
    assert set(records.district) == set(districts.split())
    assert set(records.line) == set(published("project_lines").frame.name)
    themes = set(";".join(records.themes.dropna()).split(";"))
    spheres = {"political_culture", "youth", "religious_organisations", "ethnic_relations", "self_government"}
    assert themes == spheres


def test_only_lines_with_nominations_have_one(records: pd.DataFrame):
    several = records.groupby("line").nomination.nunique()
    assert several["Социальный заказ"] == 5
    assert several["Социальные услуги"] == 4
    assert several.sum() == 9


@pytest.mark.parametrize("seed", [0, 1, 2004])
def test_no_request_and_no_award_is_over_its_lines_size(seed: int):
    caps = {
        "Общественная акция": 15_000,
        "Выбираем проблему": 30_000,
        "Социальный заказ": 30_000,
        "Общественное партнерство": 150_000,
        "Социальные услуги": np.inf,
    }
    frame = sample_records(seed=seed).frame
    cap = frame.line.map(caps)
    assert (frame.requested <= cap).all()
    assert (won(frame).awarded <= cap[won(frame).index]).all()


# Like a contest ------------------------------------------------------------------------------------------------------


def test_every_row_is_valid_by_the_model(records: pd.DataFrame):
    assert records[model.SYNTHETIC].all()
    for column in records.drop(columns=model.SYNTHETIC):
        assert column in model.APPLICATION
        choices = model.APPLICATION[column].choices
        if choices:
            assert set(records[column].dropna()) <= set(choices)
    assert records.application_id.is_unique
    assert (records.edition == records.year - 1998).all()
    assert not records.drop(columns=["nomination", "themes"])[records.awarded.notna()].isna().any().any()


def test_only_winners_have_money_and_customers(records: pd.DataFrame, winners: pd.DataFrame):
    given_to_winners = ["awarded", "business", "attracted", "customer", "customer_sphere", "funding_end"]
    assert records.drop(winners.index)[given_to_winners].isna().all().all()
    assert (winners.awarded > 0).all()
    assert (winners.awarded <= winners.requested).all()
    parts = winners.attracted_cash + winners.attracted_in_kind
    assert (parts == winners.attracted).all()


def test_projects_end_after_they_start_in_the_contests_year(records: pd.DataFrame):
    assert (records.start.dt.year == records.year).all()
    assert (records.end > records.start).all()


def test_amounts_are_skewed_and_not_all_projects_attract(winners: pd.DataFrame):
    assert winners.awarded.mean() > 1.2 * winners.awarded.median()
    assert 0 < (winners.attracted == 0).mean() < 0.2


def test_organisations_of_both_kinds_come_again(records: pd.DataFrame):
    assert set(records.organisation_kind) == {"ngo", "otos"}
    assert (records.groupby("organisation_id").organisation_kind.nunique() == 1).all()
    years = {year: set(ids) for year, ids in records.groupby("year").organisation_id}
    for year in range(2000, 2005):
        again = len(years[year] & years[year - 1]) / len(years[year - 1])
        assert 0.3 < again < 0.6
    back = years[2002] & years[2000] - years[2001]
    assert back


# Synthetic through and through ---------------------------------------------------------------------------------------


def test_every_name_in_it_says_that_it_is_synthetic(records: pd.DataFrame):
    for column in ("contest", "organisation", "title", "nomination", "customer"):
        assert records[column].dropna().str.startswith("Синтетическ").all()
    assert records.organisation_id.str.fullmatch(r"S\d{4}").all()


def test_its_source_carries_the_mark_in_both_languages():
    dataset = sample_records(200)
    assert (dataset.kind, dataset.name, dataset.source.kind) == ("sample", "sample", "sample")
    assert dataset.source.synthetic
    assert "Синтетический" in dataset.source.text("title", "ru")
    assert "Synthetic" in dataset.source.text("title", "en")
    assert "200 applications, seed 2004" in dataset.source.line("en")


# The same for the same seed, and at any size -------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_records_and_another_seed_others():
    assert digest(sample_records(300, seed=7).frame) == digest(sample_records(300, seed=7).frame)
    assert digest(sample_records(300, seed=7).frame) != digest(sample_records(300, seed=8).frame)


def test_the_order_in_which_years_are_named_makes_no_difference():
    one, other = sample_records(200, years=[2001, 2000]), sample_records(200, years=range(2000, 2002))
    assert digest(one.frame) == digest(other.frame)


def test_ten_times_the_applications_bring_ten_times_the_money_and_winners():
    winners = won(sample_records(20_000).frame)
    early = winners[winners.year <= 2003]
    assert len(early) == 2930
    assert kopecks(winners[winners.year == 2001].attracted) == 113_010_000_00
    assert kopecks(winners[winners.year == 1999].awarded) == 2_620_000_00


@settings(max_examples=25, deadline=None)
@given(
    years=st.sets(st.integers(1999, 2100), min_size=1, max_size=5),
    extra=st.integers(0, 1500),
    seed=st.integers(0, 2**32),
)
def test_any_size_and_any_years_make_a_sound_contest(years: set[int], extra: int, seed: int):
    size = 20 * len(years) + extra
    frame = sample_records(size, seed=seed, years=years).frame
    winners = won(frame)
    assert len(frame) == size
    assert set(winners.year) == years
    assert (frame.groupby("year").status.agg(lambda status: (~status.isin(model.WINNING)).sum()) > 0).all()
    assert (winners[["awarded", "business", "attracted"]] >= 0).all().all()
    assert (winners.awarded <= winners.requested).all()
    assert (winners.business[winners.customer_sphere == "budget"] == 0).all()


@pytest.mark.parametrize(
    ("wish", "parameter"),
    [
        ({"applications": 119}, "applications"),
        ({"applications": 0}, "applications"),
        ({"applications": 2000.5}, "applications"),
        ({"applications": True}, "applications"),
        ({"seed": -1}, "seed"),
        ({"years": []}, "years"),
        ({"years": [1998]}, "years"),
        ({"years": [2101]}, "years"),
        ({"years": ["2000"]}, "years"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_with_what_can(wish: dict, parameter: str):
    with pytest.raises(WrongValue) as caught:
        sample_records(**wish)
    assert caught.value.parameter == parameter
    assert caught.value.text("en")
    assert caught.value.text("ru") != caught.value.text("en")


def test_the_smallest_wish_is_said():
    with pytest.raises(WrongValue) as caught:
        sample_records(10)
    assert "a whole number from 120 up" in caught.value.text("en")


# Dividing a whole ----------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(
    total=st.integers(0, 10**12),
    weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=40).filter(any),
    cap=st.integers(1, 10**6),
)
def test_a_divided_sum_adds_up_and_keeps_to_its_caps_where_they_suffice(total: int, weights: list[int], cap: int):
    caps = np.full(len(weights), cap * portions.ROUND)
    parts = portions.divide(total, np.array(weights), caps)
    assert int(parts.sum()) == total
    assert (parts >= 0).all()
    weighty = sum(weight > 0 for weight in weights)
    if total + portions.ROUND <= weighty * cap * portions.ROUND:
        assert (parts <= caps).all()


def test_seats_are_apportioned_by_the_largest_remainders():
    votes = np.array([47_000.0, 16_000.0, 15_800.0, 12_000.0, 6_100.0, 3_100.0])
    assert portions.apportion(10, votes).tolist() == [5, 2, 1, 1, 1, 0]
