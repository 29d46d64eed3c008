from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotDates, WrongValue

STATUSES = ["continues_funded_otherwise", "continues_own_means", "continues_partly", "ended", "unknown"]
ABOUT_ALL = ["continues", "bound_low", "bound_high", "response_rate"]
COLUMNS = ["status", "projects", "share", *ABOUT_ALL, "continues_low", "continues_high", "rows_used", "rows_left_out"]
# Three go on, each in its own way; two ended; of three nothing is known: asked in vain, never asked, a word of no list.
EIGHT = pd.DataFrame({"followup_status": [*STATUSES[:3], "ended", "ended", "unknown", None, "perhaps"]})


def days(*written):
    return pd.to_datetime(pd.Series(written, dtype="str"))


def test_of_eight_projects_three_go_on_and_three_are_not_known():
    table = metrics.continuation(EIGHT)
    assert table.columns.tolist() == COLUMNS
    assert table.status.tolist() == STATUSES
    assert table.projects.tolist() == [1, 1, 1, 2, 3]
    assert table.share.tolist() == [1 / 8, 1 / 8, 1 / 8, 2 / 8, 3 / 8]
    for row in table.itertuples():
        assert [getattr(row, name) for name in ABOUT_ALL] == [3 / 5, 3 / 8, 6 / 8, 5 / 8]
        assert (row.rows_used, row.rows_left_out) == (8, 0)


def test_the_interval_is_wilsons_over_the_known_ones_and_four_of_these_have_none():
    row = metrics.continuation(EIGHT, confidence=0.9).iloc[0]
    expected = stats.binomtest(3, 5).proportion_ci(0.9, method="wilson")
    assert (row.continues_low, row.continues_high) == pytest.approx((expected.low, expected.high))
    fewer = metrics.continuation(EIGHT[EIGHT.index != 3]).iloc[0]
    assert fewer.continues == 3 / 4
    assert np.isnan([fewer.continues_low, fewer.continues_high]).all()


def test_of_the_293_winners_whose_fate_is_lost_anything_may_be_true():
    table = metrics.continuation(pd.DataFrame({"followup_status": [None] * 293}))
    assert table.projects.tolist() == [0, 0, 0, 0, 293]
    row = table.iloc[0]
    assert (row.bound_low, row.bound_high, row.response_rate) == (0, 1, 0)
    assert np.isnan(row.continues)


def test_only_winners_are_asked_and_one_without_a_contest_status_is_left_out():
    frame = EIGHT.assign(status=["won", "reported", "contracted", "lost", "won", "won", "rejected", None])
    table = metrics.continuation(frame)
    assert table.projects.tolist() == [1, 1, 1, 1, 1]
    assert (table.rows_used[0], table.rows_left_out[0]) == (5, 1)


DATED = pd.DataFrame(
    {
        "followup_status": ["ended", None, None, "continues_partly", "unknown", "ended"],
        "funding_end": days("2003-05-31", "2003-12-01", "2004-06-30", None, None, "2005-01-01"),
        "status_date": days("2004-03-01", None, None, "2003-02-02", None, None),
    }
)


def test_projects_still_funded_on_the_day_of_the_latest_sight_are_left_out():
    table = metrics.continuation(DATED)  # as of 1 March 2004
    assert table.projects.tolist() == [0, 0, 1, 1, 1]
    assert (table.rows_used[0], table.rows_left_out[0]) == (3, 3)


@pytest.mark.parametrize(
    ("as_of", "projects"),
    [
        (date(2003, 5, 30), [0, 0, 1, 0, 0]),
        (date(2003, 5, 31), [0, 0, 1, 1, 0]),
        (date(2004, 6, 30), [0, 0, 1, 1, 2]),
        (date(2005, 1, 1), [0, 0, 1, 2, 2]),
    ],
)
def test_a_funding_has_ended_on_its_last_day(as_of, projects):
    assert metrics.continuation(DATED, as_of=as_of).projects.tolist() == projects


def test_without_a_day_of_sight_the_latest_funding_of_a_known_project_is_the_day():
    frame = DATED.drop(columns="status_date")
    assert metrics.continuation(frame).projects.tolist() == [0, 0, 1, 2, 2]  # as of 1 January 2005
    earlier = frame.assign(followup_status=["ended", None, None, None, None, None])
    assert metrics.continuation(earlier).projects.tolist() == [0, 0, 0, 1, 0]  # as of 31 May 2003


def test_where_nothing_is_known_of_any_project_every_dated_funding_has_ended():
    frame = DATED.assign(followup_status=None, status_date=None)
    assert metrics.continuation(frame).projects.tolist() == [0, 0, 0, 0, 4]


def test_dates_that_are_written_as_text_are_dates():
    frame = DATED.assign(funding_end=DATED.funding_end.dt.strftime("%Y-%m-%d"))
    assert_frame_equal(metrics.continuation(frame), metrics.continuation(DATED))


def test_a_group_in_which_all_are_still_funded_knows_nothing():
    frame = DATED.assign(year=[2003, 2003, 2004, 2003, 2004, 2004])
    table = metrics.continuation(frame, by=["year"])
    assert table.columns[0] == "year"
    assert table.status.tolist() == STATUSES * 2
    later = table[table.year == 2004]
    assert later.projects.tolist() == [0] * 5
    assert later[["share", *ABOUT_ALL]].isna().all(axis=None)
    assert later.rows_left_out.tolist() == [3] * 5


projects = st.lists(
    st.tuples(
        st.sampled_from([*STATUSES, None]),
        st.sampled_from([None, "2002-01-01", "2003-01-01", "2004-01-01"]),
        st.sampled_from([None, "2002-06-01", "2003-06-01"]),
        st.sampled_from(["won", "reported", "lost", None]),
        st.sampled_from(["ngo", "otos"]),
    ),
    min_size=1,
    max_size=25,
)


def frame_of(rows):
    frame = pd.DataFrame(rows, columns=["followup_status", "funding_end", "status_date", "status", "kind"], dtype="str")
    return frame.astype({"funding_end": "datetime64[s]", "status_date": "datetime64[s]"})


@given(projects, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_statuses_add_up_and_the_share_lies_within_its_bounds(rows, random):
    frame = frame_of(rows)
    table = metrics.continuation(frame)
    if not (frame.status != "lost").any():
        assert table.empty
        return
    row = table.iloc[0]
    assert table.projects.sum() == row.rows_used
    assert row.rows_used + row.rows_left_out == (frame.status != "lost").sum()
    if row.rows_used:
        assert table.share.sum() == pytest.approx(1)
        assert row.bound_high - row.bound_low == pytest.approx(1 - row.response_rate)
        assert row.bound_low == pytest.approx(table.share[:3].sum())
    if row.response_rate > 0:
        assert row.bound_low <= row.continues <= row.bound_high
    if not np.isnan(row.continues_low):
        assert 0 <= row.continues_low <= row.continues <= row.continues_high <= 1
    shuffled = frame.sample(frac=1, random_state=random.randrange(1000))
    assert_frame_equal(metrics.continuation(shuffled), table)
    with_losers = pd.concat([frame, frame_of([("ended", None, None, "lost", "third")])], ignore_index=True)
    assert_frame_equal(metrics.continuation(with_losers), table)
    split = metrics.continuation(frame, by=["kind"])
    assert split.groupby("status").projects.sum().reindex(STATUSES).tolist() == table.projects.tolist()


@pytest.fixture
def followed(contest):
    random = np.random.default_rng(293)
    size = len(contest)
    start = pd.Timestamp("2000-01-01") + pd.to_timedelta(random.integers(0, 1500, size), unit="D")
    seen = start + pd.to_timedelta(random.integers(-60, 900, size), unit="D")
    return contest.assign(
        followup_status=pd.Series(random.choice([*STATUSES, ""], size)).replace("", None),
        funding_end=pd.Series(start).mask(random.random(size) < 0.1),
        status_date=pd.Series(seen).mask(random.random(size) < 0.3),
    )


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, followed):
    before = followed.copy(deep=True)
    shuffled = followed.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["year", "district"]}, {"as_of": date(2002, 5, 5)}):
        expected = metrics.continuation(followed, **options)
        assert_frame_equal(metrics.continuation(engine(shuffled), **options), expected, rtol=1e-9)
    assert_frame_equal(followed, before)


@pytest.mark.parametrize("typed", ["31.12.2003", "2003-02-30", "20031231"])
def test_a_date_typed_otherwise_than_2003_12_31_is_named_with_its_column(engine, typed):
    frame = pd.DataFrame({"followup_status": ["ended"] * 2, "funding_end": "2003-01-01", "status_date": "2004-01-01"})
    for name in ("funding_end", "status_date"):
        with pytest.raises(NotDates, match="2003-12-31") as error:
            metrics.continuation(engine(frame.assign(**{name: ["2003-01-01", typed]})))
        assert (error.value.column, error.value.found, error.value.question) == (name, typed, "continuation")
    asked_for = metrics.continuation(engine(frame.assign(status_date=typed)), as_of=date(2003, 6, 1))
    assert asked_for.rows_used.tolist() == [2] * 5  # the day of the follow-up is not needed then


def test_what_is_missing_or_impossible_is_named():
    with pytest.raises(MissingColumn, match="followup_status"):
        metrics.continuation(pd.DataFrame({"year": [2003]}))
    with pytest.raises(WrongValue, match="confidence"):
        metrics.continuation(EIGHT, confidence=1)
