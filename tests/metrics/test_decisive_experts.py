import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["expert", "application_id", "change", "mean_score", "mean_without", "applications"]
NEEDED = ["application_id", "expert", "score"]
# Means A 8, B 7, C 6, D 3. Without P: A 9, B 6, C 6, D 3. Without Q: A 7, B 8, C 6, D 3.
SCORES = pd.DataFrame(
    [
        *(("A", "P", 7.0), ("A", "Q", 9.0)),
        *(("B", "P", 8.0), ("B", "Q", 6.0)),
        *(("C", "P", 6.0), ("C", "Q", 6.0)),
        *(("D", "P", 3.0), ("D", "Q", 3.0)),
    ],
    columns=NEEDED,
)
APPLICATIONS = pd.DataFrame(
    {
        "application_id": list("ABCD"),
        "status": ["won", "lost", "lost", "lost"],
        "requested": [30.0, 20.0, 25.0, 5.0],
        "year": [2003, 2003, 2003, 2004],
    }
)


def changes(table):
    return {tuple(row) for row in table[["expert", "application_id", "change"]].to_numpy().tolist()}


def test_without_q_the_one_place_goes_from_a_to_b():
    table = metrics.decisive_experts(SCORES, places=1)
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table[COLUMNS].to_numpy().tolist() == [["Q", "A", "dropped", 8, 7, 4], ["Q", "B", "gained", 7, 8, 4]]
    assert table.rows_used.tolist() == [8, 8]


def test_without_a_rule_a_group_has_as_many_places_as_winners():
    table = metrics.decisive_experts(SCORES, applications=APPLICATIONS)
    assert_frame_equal(table, metrics.decisive_experts(SCORES, places=1))
    by_year = metrics.decisive_experts(SCORES, applications=APPLICATIONS, by=["year"])
    assert by_year[["year", "expert", "applications"]].to_numpy().tolist() == [[2003, "Q", 3]] * 2


def test_at_a_cutoff_of_7_b_hangs_on_p():
    assert changes(metrics.decisive_experts(SCORES, cutoff=7)) == {("P", "B", "dropped")}
    assert changes(metrics.decisive_experts(SCORES, cutoff=7.5)) == {("Q", "A", "dropped"), ("Q", "B", "gained")}


def test_a_fund_goes_by_rank_up_to_the_first_request_that_does_not_fit():
    # 50 are enough for A and B, in either order; 30 for A, or for B alone, whose follower A does not fit beside it
    assert metrics.decisive_experts(SCORES, applications=APPLICATIONS, fund=50).empty
    one = metrics.decisive_experts(SCORES, applications=APPLICATIONS, fund=30)
    assert changes(one) == {("Q", "A", "dropped"), ("Q", "B", "gained")}  # D's 5 would fit, but A stands before it


def test_with_a_fund_an_application_without_a_known_request_is_not_ranked():
    unknown = APPLICATIONS.assign(requested=[30.0, np.nan, 25.0, 5.0])
    table = metrics.decisive_experts(SCORES, applications=unknown, fund=30)
    assert table.empty
    scores = pd.concat([SCORES, pd.DataFrame([("C", "R", 12.0)], columns=NEEDED)])  # C 8, without R 6; A 8
    found = metrics.decisive_experts(scores, applications=unknown, fund=30)
    assert set(found.applications) == {3}
    assert found.rows_left_out.tolist() == [2] * len(found)


def test_equal_means_are_ranked_by_the_applications_number():
    scores = pd.DataFrame([("B", "P", 5.0), ("A", "P", 4.0), ("A", "Q", 6.0), ("B", "Q", 5.0)], columns=NEEDED)
    # with both 5 and 5, A first; without P A 6, B 5; without Q A 4, B 5
    assert changes(metrics.decisive_experts(scores, places=1)) == {("Q", "A", "dropped"), ("Q", "B", "gained")}


def test_sums_in_tenths_that_are_equal_on_paper_are_equal():
    scores = pd.DataFrame([("B", "P", 0.3), ("A", "P", 0.1), ("A", "Q", 0.5), ("B", "Q", 0.3)], columns=NEEDED)
    three = pd.DataFrame(
        [(number, expert, score) for number in "AB" for expert, score in zip("PQR", (0.1, 0.2, 0.3), strict=True)],
        columns=NEEDED,
    )
    assert metrics.decisive_experts(three, cutoff=0.2).application_id.tolist() == ["A", "B"]  # only without R
    assert set(metrics.decisive_experts(three, cutoff=0.2).expert) == {"R"}
    assert changes(metrics.decisive_experts(scores, places=1)) == {("Q", "A", "dropped"), ("Q", "B", "gained")}


def test_an_application_that_one_expert_alone_scored_falls_without_them():
    scores = pd.concat([SCORES, pd.DataFrame([("E", "R", 10.0)], columns=NEEDED)])
    table = metrics.decisive_experts(scores, places=1)
    assert changes(table) == {("R", "E", "dropped"), ("R", "A", "gained")}
    assert table.set_index("application_id").mean_score.to_dict() == {"A": 8, "E": 10}
    assert np.isnan(table.set_index("application_id").mean_without["E"])


def test_where_nothing_hangs_on_anybody_the_table_is_empty_and_has_its_columns():
    table = metrics.decisive_experts(SCORES, places=4)
    assert table.empty
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert metrics.decisive_experts(SCORES, places=0).empty


def test_criteria_are_added_up_and_a_half_scored_application_is_left_out():
    double = pd.concat([SCORES.assign(criterion="aim"), SCORES.assign(criterion="cost")], ignore_index=True)
    table = metrics.decisive_experts(double, places=1)
    assert changes(table) == changes(metrics.decisive_experts(SCORES, places=1))
    assert table.mean_score.tolist() == [16, 14]
    half = double.assign(score=double.score.mask(double.index == 0))  # P of A
    found = metrics.decisive_experts(half, places=1)
    assert found.rows_left_out.tolist() == [2] * len(found)
    assert ("Q", "A", "dropped") in changes(found)  # now its only expert


panels = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=1, max_size=4), min_size=1, max_size=8)


def frame_of(rows):
    return pd.DataFrame(
        [
            (f"A{number}", f"E{expert}", float(score))
            for number, scores in enumerate(rows)
            for expert, score in enumerate(scores)
            if score is not None
        ],
        columns=NEEDED,
    )


def winners(frame, places):
    means = frame.groupby("application_id").score.mean().round(9).reset_index()
    ranked = means.sort_values(["score", "application_id"], ascending=[False, True])
    return set(ranked.application_id[:places])


@given(panels, st.integers(0, 5), st.integers(0, 1000))
@settings(max_examples=30, deadline=None)
def test_ranking_anew_without_each_expert_finds_the_same_changes(rows, places, seed):
    frame = frame_of(rows)
    if frame.empty:
        return
    table = metrics.decisive_experts(frame, places=places)
    expected = set()
    for expert in frame.expert.unique():
        before, after = winners(frame, places), winners(frame[frame.expert != expert], places)
        expected |= {(expert, number, "dropped") for number in before - after}
        expected |= {(expert, number, "gained") for number in after - before}
    assert changes(table) == expected
    assert_frame_equal(metrics.decisive_experts(frame.sample(frac=1, random_state=seed), places=places), table)


@given(panels, st.integers(0, 6))
@settings(max_examples=30, deadline=None)
def test_a_cutoff_changes_those_whose_mean_crosses_it(rows, cutoff):
    frame = frame_of(rows)
    if frame.empty:
        return
    table = metrics.decisive_experts(frame, cutoff=cutoff)
    for row in table.itertuples():
        own = frame[frame.application_id == row.application_id]
        assert row.mean_score == pytest.approx(own.score.mean())
        rest = own[own.expert != row.expert].score
        assert row.mean_without == pytest.approx(rest.mean(), nan_ok=True)
        if row.change == "gained":
            assert row.mean_score < cutoff <= row.mean_without
        else:
            assert row.mean_score >= cutoff
            assert not row.mean_without >= cutoff


def test_every_engine_gives_the_same_table_and_the_frames_stay_as_they_were(engine, contest):
    random = np.random.default_rng(7)
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
    for options in ({}, {"by": ["year"]}, {"fund": 200_000.0, "by": ["district"]}, {"cutoff": 9.0}):
        expected = metrics.decisive_experts(frame, applications=contest, **options)
        assert len(expected)
        found = metrics.decisive_experts(engine(shuffled), applications=engine(contest), **options)
        assert_frame_equal(found, expected, rtol=1e-9)
        mixed = metrics.decisive_experts(engine(shuffled), applications=pl.from_pandas(contest), **options)
        assert_frame_equal(mixed, expected, rtol=1e-9)
    assert_frame_equal(frame, before)
    assert_frame_equal(contest, applications)


def test_what_is_missing_or_impossible_is_named():
    for name in NEEDED:
        with pytest.raises(MissingColumn, match=name):
            metrics.decisive_experts(SCORES.drop(columns=name), places=1)
    with pytest.raises(MissingColumn, match="status"):
        metrics.decisive_experts(SCORES)
    with pytest.raises(MissingColumn, match="requested"):
        metrics.decisive_experts(SCORES, applications=APPLICATIONS[["application_id"]], fund=10)
    with pytest.raises(NotNumbers, match="score"):
        metrics.decisive_experts(SCORES.assign(score="good"), places=1)
    with pytest.raises(WrongValue, match="places"):
        metrics.decisive_experts(SCORES, cutoff=7, places=1)
    with pytest.raises(WrongValue, match="fund"):
        metrics.decisive_experts(SCORES, applications=APPLICATIONS, fund=-1)
    with pytest.raises(WrongValue, match="cutoff"):
        metrics.decisive_experts(SCORES, cutoff=float("nan"))
