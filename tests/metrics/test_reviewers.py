import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["applications", "experts", "icc1", "icc1_low", "icc1_high", "icc_k", "k0", "median_spread"]
AGREEMENT = ["icc1", "icc_k", "k0"]
# Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2: six targets, four judges
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def scored(rows):
    """Scores of applications A1, A2 ... by experts E1, E2 ...; none where an expert did not score."""
    return pd.DataFrame(
        [
            (f"A{application}", f"E{expert}", float(score))
            for application, scores in enumerate(rows, 1)
            for expert, score in enumerate(scores, 1)
            if score is not None
        ],
        columns=["application_id", "expert", "score"],
    )


def test_shrout_and_fleiss_print_an_agreement_of_17_and_of_44_for_the_mean_of_four():
    table = metrics.reviewers(scored(TARGETS))
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    row = table.iloc[0]
    assert (row.applications, row.experts, row.k0) == (6, 4, 4)
    assert (round(row.icc1, 2), round(row.icc_k, 2)) == (0.17, 0.44)
    assert row.median_spread == 5  # of 7, 5, 4, 6, 5, 5
    assert np.isnan([row.icc1_low, row.icc1_high]).all()  # six applications
    assert (row.rows_used, row.rows_left_out) == (24, 0)


def test_by_hand_with_two_three_and_one_expert():
    # A: 1 3 (mean 2), B: 5 6 7 (mean 6), C: 4. N = 6, mean 26/6. Within: 2 + 2 = 4 over 6 - 3 = 3, so MSW = 4/3.
    # Between: 2 * 2^2 + 3 * 6^2 + 4^2 - 26^2 / 6 = 132 - 112 2/3 = 19 1/3 over 2, so MSB = 29/3.
    # k0 = (6 - (4 + 9 + 1) / 6) / 2 = 11/6. ICC(1) = (29/3 - 4/3) / (29/3 + 5/6 * 4/3) = (25/3) / (97/9) = 75/97.
    row = metrics.reviewers(scored([[1, 3], [5, 6, 7], [4]])).iloc[0]
    assert row.k0 == pytest.approx(11 / 6)
    assert row.icc1 == pytest.approx(75 / 97)
    assert row.icc_k == pytest.approx(25 / 29)
    assert (row.applications, row.experts, row.median_spread) == (3, 3, 2)  # C has no spread


def test_an_application_with_one_expert_has_no_spread():
    assert metrics.reviewers(scored([[1, 3], [4], [5]])).median_spread.tolist() == [2]


def test_experts_who_agree_on_every_application_have_an_agreement_of_1_and_no_interval():
    row = metrics.reviewers(scored([[score / 10] * 3 for score in range(1, 13)])).iloc[0]
    assert (row.icc1, row.icc_k, row.median_spread) == (1, 1, 0)
    assert np.isnan([row.icc1_low, row.icc1_high]).all()


def test_experts_who_differ_alike_on_applications_of_one_worth_agree_less_than_by_chance():
    row = metrics.reviewers(scored([[1, 2, 6]] * 10)).iloc[0]
    assert row.icc1 == pytest.approx(-1 / 2)  # the least that three experts can have
    assert np.isnan([row.icc_k, row.icc1_low, row.icc1_high]).all()


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[1], [2], [3]], [[4, 4], [4, 4]]])
def test_one_application_or_one_expert_each_or_one_score_throughout_says_nothing_of_agreement(rows):
    row = metrics.reviewers(scored(rows)).iloc[0]
    assert np.isnan([row.icc1, row.icc_k]).all()


CRITERIA = pd.DataFrame(
    [
        ("A", "P", "aim", 3.0),
        ("A", "P", "cost", 4.0),
        ("A", "Q", "aim", 5.0),
        ("A", "Q", "cost", 5.0),
        ("B", "P", "aim", 1.0),
        ("B", "P", "cost", 0.0),
        ("B", "Q", "aim", 1.0),
        ("B", "Q", "cost", 2.0),
    ],
    columns=["application_id", "expert", "criterion", "score"],
)


def test_the_criteria_of_an_expert_are_added_up_first():
    sums = scored([[7, 10], [1, 3]])
    assert_frame_equal(metrics.reviewers(CRITERIA)[COLUMNS], metrics.reviewers(sums)[COLUMNS])
    assert metrics.reviewers(CRITERIA).rows_used.tolist() == [8]


@pytest.mark.parametrize("slip", ["missing", "absent", "twice"])
def test_an_expert_who_left_out_a_criterion_or_scored_one_twice_has_no_sum(slip):
    whole = pd.concat([CRITERIA, CRITERIA.assign(expert=CRITERIA.expert + "2")], ignore_index=True)
    rest = whole.drop(index=[0, 1])
    frame = {
        "missing": whole.assign(score=whole.score.mask(whole.index == 0)),
        "absent": whole.drop(index=0),
        "twice": pd.concat([whole, whole.iloc[[0]]], ignore_index=True),
    }[slip]
    table, expected = metrics.reviewers(frame), metrics.reviewers(rest)
    assert_frame_equal(table[COLUMNS], expected[COLUMNS])
    assert table.rows_used.tolist() == [14]
    assert table.rows_left_out.tolist() == [len(frame) - 14]


def test_a_criterion_scored_in_a_row_without_an_expert_is_still_a_criterion_of_its_application():
    # Who scored B's plan is not known: P's 7 for its need is not a whole sum beside those of A and C.
    rows = [("A", "P", "need", 4.0), ("A", "P", "plan", 6.0), ("A", "Q", "need", 5.0), ("A", "Q", "plan", 7.0)]
    rows += [("B", "P", "need", 7.0), ("B", None, "plan", 5.0), ("C", "Q", "need", 3.0), ("C", "Q", "plan", 5.0)]
    frame = pd.DataFrame(rows, columns=["application_id", "expert", "criterion", "score"])
    row = metrics.reviewers(frame).iloc[0]
    assert (row.applications, row.rows_used, row.rows_left_out) == (2, 6, 2)
    assert row.k0 == pytest.approx(4 / 3)  # experts of A and C: 2 and 1; (3 - 5 / 3) / 1


def test_a_score_of_nobody_or_of_no_application_is_left_out():
    frame = scored(TARGETS)
    frame.loc[0, "expert"] = None
    frame.loc[5, "application_id"] = " "
    row = metrics.reviewers(frame).iloc[0]
    assert (row.applications, row.rows_used, row.rows_left_out) == (6, 22, 2)


def test_the_year_of_a_score_is_that_of_its_application():
    applications = pd.DataFrame(
        {"application_id": [f"A{n}" for n in range(1, 6)], "year": [2002, 2003, 2002, 2003, 2002]}
    )
    table = metrics.reviewers(scored(TARGETS), applications=applications, by=["year"])
    assert table.columns.tolist()[0] == "year"
    assert table.applications.tolist() == [3, 2, 1]
    assert table.year.isna().tolist() == [False, False, True]  # the sixth application is not in the table
    alone = metrics.reviewers(scored([TARGETS[0], TARGETS[2], TARGETS[4]]))
    assert table[COLUMNS].iloc[0].tolist() == pytest.approx(alone[COLUMNS].iloc[0].tolist(), nan_ok=True)


panels = st.lists(st.lists(st.integers(0, 10), min_size=1, max_size=4), min_size=2, max_size=9)


@given(panels, st.integers(-100, 100), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_agreement_is_at_most_1_and_does_not_depend_on_where_the_scale_begins(rows, shift, seed):
    frame = scored(rows)
    table = metrics.reviewers(frame)
    row = table.iloc[0]
    assert (row.applications, row.rows_used) == (len(rows), len(frame))
    if not np.isnan(row.icc1):
        assert row.icc1 <= 1 + 1e-12
        assert 1 - 1e-12 <= row.k0 <= max(map(len, rows)) + 1e-12
        assert row.icc1 >= -1 / (row.k0 - 1) - 1e-9 if row.k0 > 1 else True
        if not np.isnan(row.icc_k):  # Spearman and Brown: the agreement of the mean follows from that of one
            assert row.icc_k == pytest.approx(row.k0 * row.icc1 / (1 + (row.k0 - 1) * row.icc1), abs=1e-6)
    if not np.isnan(row.icc1_low):
        assert row.icc1_low <= row.icc1_high <= 1 + 1e-12
    assert_frame_equal(metrics.reviewers(frame.sample(frac=1, random_state=seed)), table)
    moved = metrics.reviewers(frame.assign(score=frame.score * 2 + shift))
    assert moved[AGREEMENT].iloc[0].tolist() == pytest.approx(row[AGREEMENT].tolist(), nan_ok=True, abs=1e-9)
    assert moved.median_spread.tolist() == pytest.approx([2 * row.median_spread], nan_ok=True)


def test_one_way_analysis_of_variance_by_scipy_finds_the_same_mean_squares():
    random = np.random.default_rng(9)
    rows = [list(random.integers(0, 20, 3)) for _ in range(30)]
    row = metrics.reviewers(scored(rows)).iloc[0]
    ratio = stats.f_oneway(*rows).statistic  # MSB / MSW
    assert row.icc_k == pytest.approx(1 - 1 / ratio)
    assert row.icc1 == pytest.approx((ratio - 1) / (ratio + 2))


def test_the_interval_of_many_applications_is_near_the_exact_one():
    random = np.random.default_rng(1979)
    worth = random.normal(0, 1, 200)
    rows = [list(value + random.normal(0, 1, 3)) for value in worth]
    row = metrics.reviewers(scored(rows)).iloc[0]
    ratio = stats.f_oneway(*rows).statistic
    exact = [
        (bound - 1) / (bound + 2)
        for bound in (ratio / stats.f.ppf(0.975, 199, 400), ratio * stats.f.ppf(0.975, 400, 199))
    ]  # Shrout and Fleiss (1979), for normal scores and as many experts for each
    assert [row.icc1_low, row.icc1_high] == pytest.approx(exact, abs=0.03)


def test_every_engine_gives_the_same_table_and_the_frames_stay_as_they_were(engine, contest):
    random = np.random.default_rng(6)
    frame = pd.DataFrame(
        [
            (number, f"E{expert}", criterion, None if random.random() < 0.03 else float(random.integers(0, 10)))
            for number in contest.application_id[:60]
            for expert in random.choice(8, 3, replace=False)
            for criterion in ("aim", "cost")
        ],
        columns=["application_id", "expert", "criterion", "score"],
    )
    before, applications = frame.copy(deep=True), contest.copy(deep=True)
    shuffled = frame.sample(frac=1, random_state=1)
    for by in ((), ["year", "district"]):
        expected = metrics.reviewers(frame, applications=contest, by=by)
        found = metrics.reviewers(engine(shuffled), applications=engine(contest), by=by)
        assert_frame_equal(found, expected, rtol=1e-9)
        assert_frame_equal(
            metrics.reviewers(engine(shuffled), applications=pl.from_pandas(contest), by=by), expected, rtol=1e-9
        )
    assert metrics.reviewers(frame)[["icc1_low", "icc1_high"]].notna().all(axis=None)
    assert_frame_equal(frame, before)
    assert_frame_equal(contest, applications)


def test_what_is_missing_or_impossible_is_named():
    frame = scored(TARGETS)
    for name in ("application_id", "expert", "score"):
        with pytest.raises(MissingColumn, match=name):
            metrics.reviewers(frame.drop(columns=name))
    with pytest.raises(MissingColumn, match="year"):
        metrics.reviewers(frame, by=["year"])
    with pytest.raises(MissingColumn, match="year"):
        metrics.reviewers(frame, applications=frame[["application_id"]], by=["year"])
    with pytest.raises(NotNumbers, match="score"):
        metrics.reviewers(frame.assign(score="good"))
    with pytest.raises(WrongValue, match="confidence"):
        metrics.reviewers(frame, confidence=95)
