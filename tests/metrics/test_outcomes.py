import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics, published
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["indicator", "count", "budget_each", "attracted_each", "participants_each"]
# A reports its concerts in two rows; nobody counted B's second evening; C did not win; D tells of no participations.
REPORTED = pd.DataFrame(
    [
        ("A", "concerts", 2),
        ("A", "concerts", 3),
        ("A", "participations", 500),
        ("B", "concerts", 5),
        ("B", "concerts", np.nan),
        ("B", "participations", 1_000),
        ("C", "concerts", 90),
        ("D", "seminars", 4),
    ],
    columns=["application_id", "indicator", "value"],
)
APPLICATIONS = pd.DataFrame(
    {
        "application_id": ["A", "B", "C", "D", "E"],
        "year": [2002, 2003, 2003, 2003, 2003],
        "status": ["won", "reported", "lost", "won", "won"],
        "awarded": [10_000.0, 20_000.0, np.nan, 8_000.0, 99_999.0],
        "attracted": [5_000.0, np.nan, 77_777.0, 0.0, 99_999.0],
    }
)


def test_the_v_contest_attracted_16_36_roubles_beside_each_of_its_269_000_participations():
    table = metrics.outcomes(published("contest_outcomes"))
    assert table.columns.tolist() == ["year", *COLUMNS, "indicator_en", "kind", "rows_used", "rows_left_out"]
    assert table.year.unique().tolist() == [2003]
    first = table.iloc[0]
    assert (first["count"], first.kind) == (269_000, "reach")
    assert first.indicator.startswith("человек")
    assert first.attracted_each == 4_400_000 / 269_000
    assert round(first.attracted_each, 2) == 16.36


def test_no_money_is_tied_to_celebrations_and_money_is_no_indicator_of_its_own():
    table = metrics.outcomes(published("contest_outcomes"))
    assert len(table) == 12
    assert "money" not in table.kind.tolist()
    assert table[["budget_each", "participants_each"]].isna().all(axis=None)
    assert table.attracted_each[1:].isna().all()


def test_466_events_are_of_seven_kinds_beside_four_kinds_of_things_made():
    table = metrics.outcomes(published("contest_outcomes"))
    events = table[table.kind == "event"]
    assert events["count"].tolist() == [149, 116, 85, 47, 29, 26, 14]
    assert events["count"].sum() == 466
    assert table[table.kind == "product"]["count"].tolist() == [163, 32, 17, 10]
    assert table.indicator_en.tolist()[1] == "stories in the media"


def test_two_printed_contests_are_two_groups_or_one_sum():
    once = published("contest_outcomes").frame
    both = pd.concat([once, once.assign(year=2004, value=once.value * 3)], ignore_index=True)
    assert metrics.outcomes(both).attracted_each.dropna().round(2).tolist() == [16.36, 16.36]
    together = metrics.outcomes(both, by=())
    assert together.columns.tolist()[0] == "indicator"
    assert together["count"].tolist()[0] == 4 * 269_000
    assert together[together.kind == "event"]["count"].sum() == 4 * 466


def test_a_budget_printed_beside_the_participations_is_divided_by_them():
    frame = pd.DataFrame({"indicator": ["participations", "budget"], "value": [1_000, 50_000]})
    row = metrics.outcomes(frame).iloc[0]
    assert (row.indicator, row["count"], row.budget_each) == ("participations", 1_000, 50)
    assert np.isnan(row.attracted_each)


def test_ten_concerts_of_two_projects_had_30_000_roubles_each_projects_once():
    table = metrics.outcomes(REPORTED, applications=APPLICATIONS)
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    participations, concerts, seminars = table.itertuples()
    assert table["count"].tolist() == [1_500, 10, 4]
    assert concerts.budget_each == 30_000 / 10
    assert concerts.attracted_each == 5_000 / 5  # B's attracted money is not known, nor are its concerts counted here
    assert concerts.participants_each == 1_500 / 10
    assert (concerts.rows_used, concerts.rows_left_out) == (3, 2)  # the missing value, and the one that lost
    assert (participations.budget_each, participations.attracted_each) == (20, 10)
    assert np.isnan(participations.participants_each)
    assert (seminars.budget_each, seminars.attracted_each) == (2_000, 0)
    assert np.isnan(seminars.participants_each)  # D reports none


def test_a_group_may_be_a_column_of_either_table():
    table = metrics.outcomes(REPORTED, applications=APPLICATIONS, by=["year"])
    concerts = table[table.indicator == "concerts"]
    assert concerts.year.tolist() == [2002, 2003]
    assert concerts["count"].tolist() == [5, 5]
    assert concerts.budget_each.tolist() == [2_000, 4_000]
    of_outcomes = REPORTED.assign(quarter=[1, 2, 1, 1, 1, 1, 1, 1])
    quarters = metrics.outcomes(of_outcomes, applications=APPLICATIONS, by="quarter").query("indicator == 'concerts'")
    assert quarters["count"].tolist() == [7, 3]


def test_without_the_applications_nothing_is_said_of_money():
    table = metrics.outcomes(REPORTED)
    assert table[["budget_each", "attracted_each"]].isna().all(axis=None)
    assert table.query("indicator == 'concerts'")["count"].tolist() == [100]


def test_one_project_without_participations_hides_the_participations_for_each():
    frame = REPORTED[(REPORTED.application_id != "B") | (REPORTED.indicator != "participations")]
    table = metrics.outcomes(frame, applications=APPLICATIONS).set_index("indicator")
    assert np.isnan(table.participants_each["concerts"])


def test_a_row_without_an_indicator_is_counted_as_left_out():
    frame = pd.concat([REPORTED, pd.DataFrame({"application_id": ["A"], "indicator": [None], "value": [7]})])
    last = metrics.outcomes(frame, applications=APPLICATIONS).iloc[-1]
    assert (last.rows_used, last.rows_left_out) == (0, 1)
    assert np.isnan(last["count"])


def test_outcomes_of_which_it_is_not_known_whether_the_project_won_are_left_out_as_everywhere():
    frame = pd.DataFrame({"application_id": ["A", "Z", None, "E"], "indicator": "concerts", "value": [5, 6, 7, 8]})
    unknown = APPLICATIONS.assign(status=["won", "reported", "lost", "won", None])
    row = metrics.outcomes(frame, applications=unknown).iloc[0]
    assert (row["count"], row.budget_each) == (5, 2_000)
    assert (row.rows_used, row.rows_left_out) == (1, 3)


reports = st.lists(
    st.tuples(
        st.sampled_from("ABDEF"),
        st.sampled_from(["concerts", "seminars", "participations"]),
        st.one_of(st.none(), st.integers(0, 100)),
    ),
    min_size=1,
    max_size=25,
)


@given(reports, st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_money_is_that_of_the_projects_and_no_row_is_lost(rows, seed):
    frame = pd.DataFrame(rows, columns=["application_id", "indicator", "value"]).astype({"value": "float64"})
    table = metrics.outcomes(frame, applications=APPLICATIONS)
    assert (table.rows_used + table.rows_left_out).sum() == len(frame)
    for row in table.to_dict("records"):
        own = frame[(frame.indicator == row["indicator"]) & frame.value.notna() & (frame.application_id != "F")]
        assert (row["count"] == own.value.sum()) if len(own) else np.isnan(row["count"])
        awarded = APPLICATIONS[APPLICATIONS.application_id.isin(own.application_id)]
        counted = own.value.sum()
        if counted:
            assert row["budget_each"] == pytest.approx(awarded.awarded.sum() / counted)
        else:
            assert np.isnan(row["budget_each"])
    shuffled = frame.sample(frac=1, random_state=seed)
    assert_frame_equal(metrics.outcomes(shuffled, applications=APPLICATIONS[::-1]), table)
    split = metrics.outcomes(frame, applications=APPLICATIONS, by=["year"])
    sums = split.groupby("indicator")["count"].sum()
    assert sums.reindex(table.indicator).tolist() == table["count"].fillna(0).tolist()


def test_every_engine_gives_the_same_table_and_the_frames_stay_as_they_were(engine, contest):
    random = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "application_id": random.choice(contest.application_id, 900),
            "indicator": pd.Series(random.choice(["concerts", "seminars", "participations", ""], 900)).replace(
                "", None
            ),
            "value": np.where(random.random(900) < 0.1, np.nan, random.integers(0, 50, 900)),
        }
    )
    before, applications = frame.copy(deep=True), contest.copy(deep=True)
    shuffled = frame.sample(frac=1, random_state=1)
    for by in ((), ["year", "district"]):
        expected = metrics.outcomes(frame, applications=contest, by=by)
        assert_frame_equal(metrics.outcomes(engine(shuffled), applications=engine(contest), by=by), expected, rtol=1e-9)
        mixed = metrics.outcomes(engine(shuffled), applications=pl.from_pandas(contest), by=by)
        assert_frame_equal(mixed, expected, rtol=1e-9)
    assert_frame_equal(frame, before)
    assert_frame_equal(contest, applications)
    printed = published("contest_outcomes").frame
    assert_frame_equal(
        metrics.outcomes(engine(printed.sample(frac=1, random_state=1))), metrics.outcomes(printed), rtol=1e-9
    )


def test_what_is_missing_or_impossible_is_named():
    for name in ("indicator", "value"):
        with pytest.raises(MissingColumn, match=name):
            metrics.outcomes(REPORTED.drop(columns=name))
    with pytest.raises(MissingColumn, match="application_id"):
        metrics.outcomes(REPORTED.drop(columns="application_id"), applications=APPLICATIONS)
    with pytest.raises(MissingColumn, match="district"):
        metrics.outcomes(REPORTED, applications=APPLICATIONS, by=["district"])
    with pytest.raises(NotNumbers, match="value"):
        metrics.outcomes(REPORTED.assign(value="many"))
    with pytest.raises(WrongValue, match="indicator"):
        metrics.outcomes(REPORTED, by=["indicator"])
