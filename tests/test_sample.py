"""The synthetic contest: as large as the printed one, made up throughout, the same for the same seed."""

import hashlib
import pickle
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab import model, open_records, published, sample_records
from partnerlab.dataset import Dataset
from partnerlab.errors import WrongValue
from partnerlab.publish.records_out import write_records
from partnerlab.sources.synthetic import portions

PRINTED = {  # thousand RUB: budget, business, attracted; customers of the budget sphere and businesses
    1999: ("262", "0", "751.9", 3, 0),
    2000: ("965.5", "195.3", "5325.0", 8, 22),
    2001: ("1340.0", "160.0", "11301.0", 10, 2),
}


BESIDE = ("outcomes", "scores", "tiers")
FOLLOWED = ["followup_status", "status_date", "end_date"]
CONTINUING = ("continues_funded_otherwise", "continues_own_means", "continues_partly")


@pytest.fixture(scope="module")
def sample() -> Dataset:
    return sample_records()


@pytest.fixture(scope="module")
def records(sample: Dataset) -> pd.DataFrame:
    return sample.frame


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
    may_lack = ["nomination", "themes", "direction", *FOLLOWED]
    assert not records.drop(columns=may_lack)[records.awarded.notna()].isna().any().any()


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


# What the deck's programmes say --------------------------------------------------------------------------------------


def test_projects_have_the_programmes_printed_directions_in_its_years(records: pd.DataFrame):
    in_programme = records.year.between(2001, 2004)
    assert records.direction.notna().equals(in_programme)
    assert set(records.direction.dropna()) == {
        "«Территориальное общественное самоуправление»",
        "«Гармонизация межнациональных отношений»",
        "«Партнерство. Социальный заказ»",
        "«Социальный аудит»",
        "«Ресурсная стратегия для «третьего сектора»",
    }


def test_most_projects_on_ethnic_issues_go_in_the_direction_of_ethnic_relations(records: pd.DataFrame):
    first = records.themes.str.split(";").str[0]
    directed = records[(first == "ethnic_relations") & records.direction.notna()].direction
    assert 0.7 < (directed == "«Гармонизация межнациональных отношений»").mean() < 0.9


def test_before_the_draft_programme_funding_is_for_one_year_and_intake_yearly(records: pd.DataFrame):
    assert (records.funding_years == 1).all()
    assert (records.intake == "yearly").all()


def test_from_2005_partnership_projects_may_run_two_years_and_public_actions_come_all_year():
    frame = sample_records(4000, years=range(2003, 2009)).frame
    planned = frame.year >= 2005
    assert (frame.intake == "rolling").equals(planned & (frame.line == "Общественная акция"))
    two = frame[frame.funding_years == 2]
    assert set(two.line) == {"Общественное партнерство"}
    assert two.year.min() == 2005
    partners = frame[planned & (frame.line == "Общественное партнерство")]
    assert 0.2 < (partners.funding_years == 2).mean() < 0.6
    assert ((two.end - two.start).dt.days >= 365 + 90).all()
    running = frame[frame.status == "contracted"]
    assert (running.year + running.funding_years > 2008).all()


# After the funding ---------------------------------------------------------------------------------------------------


def test_the_293_winners_whose_funding_has_ended_are_followed_up_and_nobody_else(records: pd.DataFrame):
    followed = records[FOLLOWED].notna().any(axis=1)
    done = records.status == "reported"
    assert done.sum() == 293
    assert not (followed & ~done).any()
    assert 0.9 < followed[done].mean() < 1


def test_it_is_unknown_of_about_one_in_eight_what_became_of_them(records: pd.DataFrame):
    asked = records[records.status == "reported"]
    assert 0.07 < (asked.followup_status == "unknown").mean() < 0.18
    for status in model.FOLLOWUP_STATUSES:
        assert (asked.followup_status == status).any()


def test_a_large_sample_has_the_shares_that_it_is_made_with():
    asked = sample_records(60_000).frame.query("status == 'reported'").followup_status
    assert (asked == "unknown").mean() == pytest.approx(0.12, abs=0.01)
    assert asked.isna().mean() == pytest.approx(0.05, abs=0.01)
    continuing = asked[asked.isin(CONTINUING)]
    assert (continuing == "continues_own_means").mean() == pytest.approx(0.4, abs=0.015)


def dates_are_in_order(frame: pd.DataFrame) -> bool:
    """Funding ends, then the project, then somebody looks; who continues has not ended; of the unknown no date."""
    known = frame[frame.status_date.notna()]
    ended = frame[frame.end_date.notna()]
    return bool(
        (known.funding_end <= known.status_date).all()
        and (ended.funding_end <= ended.end_date).all()
        and (ended.end_date <= ended.status_date).all()
        and (frame.end_date.notna() == (frame.followup_status == "ended").fillna(False)).all()
        and (frame.status_date.notna() == frame.followup_status.isin([*CONTINUING, "ended"])).all()
    )


def test_a_project_ends_after_its_funding_and_before_it_is_last_seen(records: pd.DataFrame):
    assert dates_are_in_order(records)


def test_all_are_seen_before_the_last_contests_own_projects_run_out_of_money(records: pd.DataFrame):
    assert records.status_date.max() < records[records.status == "contracted"].funding_end.min()
    assert records.status_date.max() >= records[records.status == "reported"].funding_end.max()


def test_projects_are_observed_for_different_times_and_many_are_still_alive_then(records: pd.DataFrame):
    seen = records[records.status_date.notna()]
    days = (seen.status_date - seen.funding_end).dt.days
    assert days.quantile(0.1) < 250
    assert 550 < days.quantile(0.9) < 910
    assert 0.15 < seen.end_date.notna().mean() < 0.5


def test_a_contest_of_one_year_has_nothing_to_follow_up_yet():
    sample = sample_records(40, years=[2003])
    assert sample.frame[FOLLOWED].isna().all().all()
    assert sample.table("outcomes").frame.empty
    assert [str(sample.frame[column].dtype) for column in FOLLOWED] == ["str", "datetime64[s]", "datetime64[s]"]


# Beside the applications ---------------------------------------------------------------------------------------------


def test_beside_the_records_stand_outcomes_scores_and_tiers(sample: Dataset):
    assert list(sample.beside) == list(BESIDE)
    assert len(sample.beside) == 3
    assert "donors" not in sample.beside
    assert sample.beside.get("donors") is None
    assert sample.beside["scores"] is sample.beside["scores"]
    for name in BESIDE:
        table = sample.table(name)
        assert table.source.synthetic
        assert table.frame[model.SYNTHETIC].all()


def test_the_outcomes_of_2003_are_the_printed_ones(sample: Dataset, records: pd.DataFrame):
    outcomes = sample.beside["outcomes"].merge(records[["application_id", "year"]])
    fifth = outcomes[outcomes.year == 2003].groupby("indicator").value.sum()
    assert fifth.to_dict() == {
        "participations": 269_000,
        "sports_grounds": 10,
        "improved_territories": 17,
        "publications": 32,
        "media_stories": 163,
        "celebrations": 85,
        "exhibitions": 14,
        "concerts": 29,
        "sports_competitions": 47,
        "seminars": 26,
        "lectures": 149,
        "improvement_activities": 116,
    }


def test_outcomes_are_whole_numbers_of_projects_that_have_reported(sample: Dataset, records: pd.DataFrame):
    outcomes = sample.beside["outcomes"]
    reported = records[records.status == "reported"]
    assert set(outcomes.application_id) <= set(reported.application_id)
    assert not outcomes.duplicated(["application_id", "indicator"]).any()
    assert ((outcomes.value >= 1) & (outcomes.value % 1 == 0)).all()
    reach = set(outcomes.application_id[outcomes.indicator == "participations"])
    assert set(outcomes.application_id) == reach
    assert 0.85 < len(reach) / len(reported) < 0.98
    assert set(outcomes.name) < set(published("contest_outcomes").frame.name)


def test_each_admitted_application_has_three_to_five_experts_and_nobody_else_has_any(
    sample: Dataset, records: pd.DataFrame
):
    scores = sample.beside["scores"]
    admitted = records[records.status.isin(["reported", "contracted", "lost"])]
    experts = scores.groupby("application_id").expert.nunique()
    assert set(experts.index) == set(admitted.application_id)
    assert set(experts) == {3, 4, 5}
    assert not scores.duplicated(["application_id", "expert", "criterion"]).any()
    assert (scores.groupby(["application_id", "expert"]).criterion.nunique() == 3).all()
    assert scores.merge(records[["application_id", "year"]]).shape[0] == len(scores)


def test_scores_are_whole_points_from_0_to_10(sample: Dataset):
    assert set(sample.beside["scores"].score) == set(range(11))


def agreement(scores: pd.DataFrame) -> float:
    """ICC(1) by its definition: the share of a sum's variance that is the applications' own."""
    sums = scores.groupby(["application_id", "expert"]).score.sum()
    groups = [part.to_numpy() for _, part in sums.groupby(level=0)]
    sizes = np.array([len(group) for group in groups])
    total, count = sizes.sum(), len(groups)
    between = sum(len(group) * (group.mean() - sums.mean()) ** 2 for group in groups) / (count - 1)
    within = sum(((group - group.mean()) ** 2).sum() for group in groups) / (total - count)
    k0 = (total - (sizes**2).sum() / total) / (count - 1)
    return float((between - within) / (between + (k0 - 1) * within))


@pytest.mark.parametrize("seed", [0, 1, 2004])
def test_experts_agree_by_about_two_fifths(seed: int):
    assert agreement(sample_records(seed=seed).beside["scores"]) == pytest.approx(0.4, abs=0.06)


def test_winners_have_more_points_on_the_average_and_no_more_than_that(sample: Dataset, winners: pd.DataFrame):
    mean = sample.beside["scores"].groupby("application_id").score.mean()
    won = mean.index.isin(winners.application_id)
    assert 0.5 < mean[won].mean() - mean[~won].mean() < 2
    assert (mean[~won] > mean[won].median()).any()


def test_the_city_is_in_the_tiers_as_it_is_in_the_records(sample: Dataset, records: pd.DataFrame):
    tiers = sample.beside["tiers"]
    city = tiers[tiers.tier == "city"]
    pd.testing.assert_frame_equal(city.reset_index(drop=True), records[city.columns])
    assert set(tiers.tier) == set(model.TIERS)
    assert tiers.application_id.is_unique
    assert set(tiers.year) == set(records.year)
    assert set(tiers.status) <= set(model.STATUSES)
    assert set(tiers.district) == set(records.district)


def test_some_begin_in_a_district_and_come_to_the_city_one_or_two_years_later(sample: Dataset):
    first = sample.beside["tiers"].pivot_table(index="organisation_id", columns="tier", values="year", aggfunc="min")
    started = first[first.district.notna()]
    gap = (started.city - started.district).dropna()
    assert set(gap) == {1, 2}
    assert 0.3 < len(gap) / len(started) < 0.7


def test_only_the_citys_winners_go_on_to_the_region_after_they_have_won(sample: Dataset, winners: pd.DataFrame):
    regional = sample.beside["tiers"].query("tier == 'regional'").set_index("organisation_id")
    won = winners.groupby("organisation_id").year.min()
    gap = regional.year - won[regional.index]
    assert set(gap) == {1, 2}
    assert 0.1 < len(regional) / len(won) < 0.4


def test_whoever_never_leaves_the_district_is_nobody_of_the_city(sample: Dataset, records: pd.DataFrame):
    tiers = sample.beside["tiers"]
    names = tiers.groupby("organisation_id").organisation.nunique()
    assert (names == 1).all()
    alone = tiers[~tiers.organisation_id.isin(records.organisation_id)]
    assert len(alone) > 100
    assert set(alone.tier) == {"district"}
    assert not set(alone.organisation) & set(records.organisation)


def test_in_each_tier_winners_get_part_of_what_they_ask_and_others_nothing(sample: Dataset):
    tiers = sample.beside["tiers"]
    won = tiers.status.isin(model.WINNING)
    assert ((tiers.awarded > 0) & (tiers.awarded <= tiers.requested))[won].all()
    assert tiers.awarded[~won].isna().all()
    for tier in model.TIERS:
        assert 0 < won[tiers.tier == tier].mean() < 1


# Synthetic through and through ---------------------------------------------------------------------------------------


def test_every_name_in_it_says_that_it_is_synthetic(records: pd.DataFrame):
    for column in ("contest", "organisation", "title", "nomination", "customer"):
        assert records[column].dropna().str.startswith("Синтетическ").all()
    assert records.organisation_id.str.fullmatch(r"S\d{4}").all()


def test_every_name_beside_it_says_so_too(sample: Dataset):
    assert sample.beside["scores"].expert.str.fullmatch(r"Синтетический эксперт \d{1,2}").all()
    assert sample.beside["scores"].criterion.str.fullmatch(r"Синтетический критерий \d").all()
    assert sample.beside["tiers"].organisation.str.startswith("Синтетическая организация ").all()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_written_sample_is_read_back_without_a_finding(sample: Dataset, form: str, tmp_path: Path):
    back = open_records(write_records(sample, tmp_path / f"sample.{form}"))
    assert back.findings == ()
    assert back.kind == "sample"
    for column in sample.frame:
        kept, read = sample.frame[column].dropna(), back.frame[column].dropna()
        assert kept.astype("str").equals(read.astype("str"))


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


@pytest.mark.parametrize("name", BESIDE)
def test_the_same_seed_gives_the_same_tables_beside_and_another_seed_others(name: str):
    made = digest(sample_records(300, seed=7).beside[name])
    assert made == digest(sample_records(300, seed=7).beside[name])
    assert made != digest(sample_records(300, seed=8).beside[name])


def test_no_table_beside_depends_on_which_was_asked_for_first():
    one, other = sample_records(300), sample_records(300)
    backwards = {name: digest(other.beside[name]) for name in reversed(BESIDE)}
    assert {name: digest(one.beside[name]) for name in BESIDE} == backwards


def test_a_sample_may_be_sent_to_another_process():
    sample = sample_records(120)
    assert digest(pickle.loads(pickle.dumps(sample)).beside["tiers"]) == digest(sample.beside["tiers"])  # noqa: S301


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
    assert dates_are_in_order(frame)
    followed = frame[frame.followup_status.notna()]
    assert (followed.status == "reported").all()
    running = frame[frame.status == "contracted"].funding_end.min()
    assert not (followed.status_date >= running).any()


@settings(max_examples=15, deadline=None)
@given(
    years=st.sets(st.integers(1999, 2100), min_size=1, max_size=5),
    extra=st.integers(0, 500),
    seed=st.integers(0, 2**32),
)
def test_any_size_and_any_years_have_sound_tables_beside(years: set[int], extra: int, seed: int):
    sample = sample_records(20 * len(years) + extra, seed=seed, years=years)
    frame = sample.frame
    outcomes, scores, tiers = (sample.beside[name] for name in BESIDE)
    assert set(outcomes.application_id) <= set(frame.application_id[frame.status == "reported"])
    assert (outcomes.value >= 1).all()
    assert set(scores.application_id) == set(frame.application_id[frame.status.isin(model.PAST_ADMISSION)])
    assert scores.score.between(0, 10).all()
    city = tiers[tiers.tier == "city"]
    assert city.application_id.tolist() == frame.application_id.tolist()
    assert set(tiers.year) == years
    first = tiers.groupby(["organisation_id", "tier"]).year.min().unstack()
    if {"district", "city"} <= set(first):
        assert not (first.district >= first.city).any()
    if {"city", "regional"} <= set(first):
        assert not (first.city >= first.regional).any()


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
