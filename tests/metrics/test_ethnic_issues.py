import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn

COLUMNS = [
    *("projects", "ethnic_projects", "winners", "ethnic_winners", "share_of_projects", "share_of_winners"),
    *("share_of_winners_low", "share_of_winners_high", "ethnic_award_rate", "other_award_rate", "representation"),
    *("relative_award_rate", "relative_award_rate_low", "relative_award_rate_high"),
    *("ethnic_award_rate_low", "ethnic_award_rate_high", "other_award_rate_low", "other_award_rate_high"),
]


def contest_of(ethnic, others):
    """Projects from (winners, all) on ethnic relations and (winners, all) of the others."""
    rows = [
        (theme, "won" if place < winners else "lost")
        for theme, (winners, everyone) in {"ethnic_relations": ethnic, "youth": others}.items()
        for place in range(everyone)
    ]
    return pd.DataFrame(rows, columns=["themes", "status"]).astype("str")


def test_koopmans_own_example_36_of_40_against_16_of_80():
    table = metrics.ethnic_issues(contest_of((36, 40), (16, 80)), by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    row = table.iloc[0]
    assert row[["projects", "ethnic_projects", "winners", "ethnic_winners"]].tolist() == [120, 40, 52, 36]
    assert (row.ethnic_award_rate, row.other_award_rate) == (0.9, 0.2)
    assert row.relative_award_rate == pytest.approx(4.5)
    interval = row[["relative_award_rate_low", "relative_award_rate_high"]]
    assert interval.round(2).tolist() == [2.94, 7.15]
    assert row.share_of_projects == pytest.approx(1 / 3)
    assert row.share_of_winners == pytest.approx(36 / 52)
    assert row.representation == pytest.approx(36 / 52 * 3)


def test_the_shares_have_wilsons_intervals_each_of_its_own_denominator():
    # 6 of 11 is Rodnoy rayon, .280-.787; 128 of 429 the city contest of 2015, .257-.343, both worked out by hand.
    row = metrics.ethnic_issues(contest_of((6, 11), (128, 429)), by=()).iloc[0]
    assert row[["ethnic_award_rate_low", "ethnic_award_rate_high"]].round(3).tolist() == [0.280, 0.787]
    assert row[["other_award_rate_low", "other_award_rate_high"]].round(3).tolist() == [0.257, 0.343]
    row = metrics.ethnic_issues(contest_of((6, 20), (5, 20)), by=()).iloc[0]
    assert row[["share_of_winners_low", "share_of_winners_high"]].round(3).tolist() == [0.280, 0.787]


def test_a_project_with_several_themes_counts_once_and_one_without_a_theme_is_left_out():
    frame = pd.DataFrame(
        {
            "themes": [
                "youth ;ethnic_relations",
                " ethnic_relations",
                "ethnic_relations;sport;ethnic_relations",
                "sport",
                None,
                " ; ",
            ],
            "status": ["won", "lost", "won", "reported", "won", "lost"],
        }
    )
    row = metrics.ethnic_issues(frame, by=()).iloc[0]
    assert row[["projects", "ethnic_projects", "winners", "ethnic_winners"]].tolist() == [4, 3, 3, 2]
    assert (row.rows_used, row.rows_left_out) == (4, 2)


def test_a_theme_that_only_begins_like_it_is_another_theme():
    frame = pd.DataFrame({"themes": ["ethnic_relations_2", "ethnic", "inter ethnic_relations"], "status": "won"})
    assert metrics.ethnic_issues(frame, by=()).ethnic_projects.tolist() == [0]


def test_any_theme_may_be_asked_for_whatever_signs_are_in_its_name():
    frame = pd.DataFrame({"themes": ["Спорт (массовый); youth", "Спорт массовый"], "status": "won"})
    assert metrics.ethnic_issues(frame, by=(), theme="Спорт (массовый)").ethnic_projects.tolist() == [1]


def test_undecided_projects_and_open_contests_are_left_out():
    frame = contest_of((3, 6), (10, 20)).assign(year=2003)
    more = pd.DataFrame({"themes": "youth", "status": ["submitted", "withdrawn", "admitted", None], "year": 2003})
    opened = frame.assign(year=2004)
    dataset = Dataset(
        "contest",
        "records",
        pd.concat([frame, more, opened], ignore_index=True),
        Source("a test"),
        calendar={2004: "open"},
    )
    table = metrics.ethnic_issues(dataset)
    assert table.year.tolist() == [2003]
    assert table[["projects", "winners", "rows_used", "rows_left_out"]].iloc[0].tolist() == [26, 13, 26, 4]
    assert metrics.ethnic_issues(dataset, by=()).rows_left_out.tolist() == [30]


@pytest.mark.parametrize(("ethnic", "others"), [((2, 6), (0, 9)), ((0, 0), (4, 9)), ((4, 9), (0, 0))])
def test_the_relative_rate_is_missing_only_where_the_others_won_nothing_or_one_side_is_empty(ethnic, others):
    row = metrics.ethnic_issues(contest_of(ethnic, others), by=()).iloc[0]
    assert row[["relative_award_rate", "relative_award_rate_low", "relative_award_rate_high"]].isna().all()


def test_ethnic_projects_that_won_nothing_have_the_relative_rate_0_with_an_upper_bound():
    row = metrics.ethnic_issues(contest_of((0, 3), (4, 9)), by=()).iloc[0]
    assert (row.relative_award_rate, row.relative_award_rate_low, row.representation) == (0, 0, 0)
    assert 0 < row.relative_award_rate_high < np.inf
    assert np.isnan(row.ethnic_award_rate_low)  # three cases


counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (min(pair), max(pair)))


@given(counts, counts)
@settings(max_examples=20, deadline=None)
def test_representation_is_the_theme_s_award_rate_over_that_of_all(ethnic, others):
    table = metrics.ethnic_issues(contest_of(ethnic, others), by=())
    for row in table.itertuples():
        if row.winners and row.ethnic_projects:
            assert row.representation == pytest.approx(row.ethnic_award_rate / (row.winners / row.projects))
        if row.relative_award_rate == row.relative_award_rate:
            assert row.relative_award_rate_low <= row.relative_award_rate <= row.relative_award_rate_high
            assert (row.relative_award_rate > 1) == (row.representation > 1 + 1e-12) or row.representation == 1
        assert row.ethnic_winners <= min(row.winners, row.ethnic_projects)
        assert row.rows_used == ethnic[1] + others[1]


def test_every_engine_gives_the_same_table_in_any_order_of_rows(engine, contest):
    shuffled = contest.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["district"], "calendar": {2003: "open"}}):
        expected = metrics.ethnic_issues(contest, **options)
        assert (expected.ethnic_projects > 0).all()
        assert_frame_equal(metrics.ethnic_issues(engine(shuffled), **options), expected, rtol=1e-9)


def test_each_row_is_used_or_left_out_and_the_frame_stays_as_it_was(contest):
    before = contest.copy(deep=True)
    table = metrics.ethnic_issues(contest)
    assert (table.rows_used + table.rows_left_out).tolist() == contest.groupby("year", dropna=False).size().tolist()
    assert_frame_equal(contest, before)


def test_projects_without_a_theme_change_only_the_number_left_out(contest):
    more = pd.DataFrame({"year": [2001.0] * 2, "status": ["won", "lost"]})
    before, after = metrics.ethnic_issues(contest), metrics.ethnic_issues(pd.concat([contest, more], ignore_index=True))
    assert (after.rows_left_out - before.rows_left_out).sum() == 2
    assert_frame_equal(before.drop(columns="rows_left_out"), after.drop(columns="rows_left_out"))


@pytest.mark.parametrize("column", ["status", "themes"])
def test_a_missing_column_is_named(column):
    with pytest.raises(MissingColumn) as raised:
        metrics.ethnic_issues(contest_of((1, 2), (1, 2)).drop(columns=column), by=())
    assert (raised.value.column, raised.value.question) == (column, "ethnic_issues")
