import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotDates, WrongValue

CURVE = ["months", "at_risk", "ended", "survival", "low", "high"]
START = pd.Timestamp("2003-01-01")


def observed(*spans):
    """Winners of whom each was observed so many days: (days, True if it ended then)."""
    last = [START + pd.Timedelta(days=day) for day, _ in spans]
    return pd.DataFrame(
        {
            "funding_end": START,
            "status_date": [None if ended else day for day, (_, ended) in zip(last, spans, strict=True)],
            "end_date": [day if ended else None for day, (_, ended) in zip(last, spans, strict=True)],
        }
    ).astype("datetime64[s]")


def test_freireichs_21_patients_of_1963_come_out_as_every_textbook_prints_them():
    # Freireich et al., Blood 21 (1963), 699-716: weeks in remission under 6-MP
    relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    patients = [(7 * week, True) for week in relapsed] + [(7 * week, False) for week in still]
    table = metrics.survival(observed(*patients))
    assert table.columns.tolist() == [*CURVE, "rows_used", "rows_left_out"]
    weeks = (table.months * 365.25 / 12 / 7).round(6)
    assert weeks.tolist() == [0, 6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35]
    assert table.at_risk.tolist() == [21, 21, 17, 16, 15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1]
    assert table.rows_used.tolist() == [21] * 17
    fell = table[(table.ended > 0) | (weeks == 0)].reset_index(drop=True)
    assert fell.at_risk.tolist() == [21, 21, 17, 15, 12, 11, 7, 6]
    assert fell.ended.tolist() == [0, 3, 1, 1, 1, 1, 1, 1]
    assert fell.survival.round(3).tolist() == [1, 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    assert table.survival.nunique() == 8  # nobody who was lost from sight lowers the curve
    # on paper at week 6: exp(1.96 * .0764 / (.857 * .1542)) = 3.105; .857 ** 3.105 = .620, .857 ** (1 / 3.105) = .952
    assert fell[["low", "high"]].iloc[[1, 7]].round(3).to_numpy().tolist() == [[0.620, 0.952], [0.188, 0.680]]
    assert table[["low", "high"]].iloc[0].isna().all()


def test_half_a_year_after_the_funding_one_of_two_goes_on():
    table = metrics.survival(observed((183, True), (365, False)))
    assert table.months.round(1).tolist() == [0, 6.0, 12.0]
    assert table.survival.tolist() == [1, 0.5, 0.5]
    assert table[["low", "high"]].isna().all(axis=None)


def test_a_project_that_ended_before_its_funding_did_has_ended_at_once():
    table = metrics.survival(observed((-90, True), (0, True), (300, True), (400, True)))
    assert table.months.round(1).tolist() == [0, 0, 9.9, 13.1]
    assert table.at_risk.tolist() == [4, 4, 2, 1]
    assert table.survival.tolist() == [1, 0.5, 0.25, 0]


def test_where_nobody_has_ended_the_curve_stays_at_1_as_far_as_projects_were_seen():
    table = metrics.survival(observed(*((day, False) for day in range(100, 190, 10))))
    assert table.survival.tolist() == [1] * 10
    assert table.months.round(2).iloc[[0, 1, 9]].tolist() == [0, 3.29, 5.91]  # 100 and 180 days
    assert table.at_risk.tolist() == [9, 9, 8, 7, 6, 5, 4, 3, 2, 1]
    assert table[["low", "high"]].isna().all(axis=None)


def test_what_cannot_be_placed_on_the_curve_is_left_out_and_counted():
    frame = pd.concat([observed((100, True), (200, False)), observed((300, False))], ignore_index=True)
    more = pd.DataFrame(
        [
            ("won", None, None, "2004-01-01", "2004-01-01"),  # no end of the funding
            ("won", None, "2003-01-01", "2002-12-01", None),  # still funded when last seen
            ("won", None, "2003-01-01", None, None),  # never seen
            ("won", "ended", "2003-01-01", "2004-01-01", None),  # ended, nobody knows when
            ("won", "unknown", "2003-01-01", "2004-01-01", None),  # nobody could say
            (None, None, "2003-01-01", "2004-01-01", None),  # a winner or not
            ("lost", None, "2003-01-01", "2004-01-01", None),  # no winner
        ],
        columns=["status", "followup_status", "funding_end", "status_date", "end_date"],
    )
    frame = pd.concat(
        [frame.assign(status="reported", followup_status=None), more.astype({c: frame[c].dtype for c in frame})]
    )
    table = metrics.survival(frame)
    assert table.at_risk.tolist() == [3, 3, 2, 1]
    assert table.rows_used.tolist() == [3] * 4
    assert table.rows_left_out.tolist() == [6] * 4


def test_a_group_that_is_still_funded_has_a_start_and_nothing_else():
    frame = observed((100, True), (-50, False)).assign(year=[2003, 2004])
    row = metrics.survival(frame, by=["year"]).iloc[-1]
    assert (row.year, row.months, row.at_risk, row.rows_used, row.rows_left_out) == (2004, 0, 0, 0, 1)
    assert np.isnan(row.survival)


def test_a_project_seen_only_on_the_day_its_funding_ended_is_at_risk_at_the_start_and_never_after():
    table = metrics.survival(observed((0, False), (0, False), (30, True)))
    assert table.months.round(2).tolist() == [0, 0.99]
    assert table.at_risk.tolist() == [3, 1]


spans = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=30)


@given(spans)
@settings(max_examples=50, deadline=None)
def test_the_curve_and_its_interval_are_those_that_scipy_finds(projects):
    frame = observed(*projects)
    table = metrics.survival(frame, confidence=0.9)
    ended = [day for day, event in projects if event]
    others = [day for day, event in projects if not event]
    independent = stats.ecdf(stats.CensoredData(uncensored=ended, right=others)).sf
    at = np.round(table.months * 365.25 / 12)
    assert table.survival[1:].tolist() == pytest.approx(independent.evaluate(at[1:]).tolist())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scipy warns where a bound is not defined
        bounds = independent.confidence_interval(0.9, method="log-log")
    for side, curve in (("low", bounds.low), ("high", bounds.high)):
        expected = curve.evaluate(at[1:])
        between = (table.survival[1:] > 0) & (table.survival[1:] < 1) & (len(projects) >= 8)
        assert table[side][1:][between].tolist() == pytest.approx(expected[between.to_numpy()].tolist())
        assert table[side][1:][~between].isna().all()


@given(spans, st.integers(0, 45))
@settings(max_examples=50, deadline=None)
def test_the_table_says_of_any_day_how_many_were_observed_just_before_it(projects, day):
    table = metrics.survival(observed(*projects))
    days = np.round(table.months * 365.25 / 12)
    at_risk = [*table.at_risk[days >= day], 0][0]
    assert at_risk == sum(last >= day for last, _ in projects)


@given(spans, st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_the_curve_only_falls_and_groups_share_out_its_projects(projects, seed):
    frame = observed(*projects)
    table = metrics.survival(frame)
    assert table.iloc[0][["months", "at_risk", "ended", "survival"]].tolist() == [0, len(projects), 0, 1]
    assert table.survival.is_monotonic_decreasing
    assert table.at_risk.is_monotonic_decreasing
    assert table.months.is_monotonic_increasing
    assert table.ended.sum() == sum(event for _, event in projects)
    inside = table.dropna()
    assert ((inside.low <= inside.survival) & (inside.survival <= inside.high)).all()
    assert_frame_equal(metrics.survival(frame.sample(frac=1, random_state=seed)), table)
    split = metrics.survival(frame.assign(kind=np.arange(len(frame)) % 2), by=["kind"])
    assert split[split.months == 0].groupby("kind").at_risk.first().sum() == len(projects)
    assert split.ended.sum() == table.ended.sum()


@pytest.fixture
def followed(contest):
    random = np.random.default_rng(293)
    size = len(contest)
    start = pd.Timestamp("2000-01-01") + pd.to_timedelta(random.integers(0, 1500, size), unit="D")
    seen, end = (start + pd.to_timedelta(random.integers(-60, 900, size), unit="D") for _ in range(2))
    return contest.assign(
        followup_status=pd.Series(random.choice(["continues_partly", "ended", "unknown", ""], size)).replace("", None),
        funding_end=pd.Series(start).mask(random.random(size) < 0.1),
        status_date=pd.Series(seen).mask(random.random(size) < 0.3),
        end_date=pd.Series(end).mask(random.random(size) < 0.6),
    )


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, followed):
    before = followed.copy(deep=True)
    shuffled = followed.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["year", "district"]}):
        expected = metrics.survival(followed, **options)
        assert_frame_equal(metrics.survival(engine(shuffled), **options), expected, rtol=1e-9)
    assert_frame_equal(followed, before)


def test_dates_that_are_written_as_text_are_dates(engine, followed):
    written = {name: followed[name].dt.strftime("%Y-%m-%d") for name in ("funding_end", "status_date", "end_date")}
    assert_frame_equal(metrics.survival(engine(followed.assign(**written))), metrics.survival(followed), rtol=1e-9)


@pytest.mark.parametrize("name", ["funding_end", "status_date", "end_date"])
@pytest.mark.parametrize("typed", ["31.12.2003", "2003-02-30", "20031231", "2003", "2003-12-31 ", "31 декабря 2003 г."])
def test_a_date_typed_otherwise_than_2003_12_31_is_named_with_its_column(engine, typed, name):
    frame = observed((183, True), (365, False)).assign(**{name: ["2004-12-31", typed]})
    with pytest.raises(NotDates, match="2003-12-31") as error:
        metrics.survival(engine(frame))
    assert (error.value.column, error.value.found, error.value.question) == (name, typed, "survival")
    assert f"«{typed}»" in error.value.text("ru")
    assert f"«{typed}»" in error.value.text("en")


def test_the_number_by_which_a_workbook_keeps_a_day_is_no_date(engine):
    frame = observed((183, True), (365, False)).assign(end_date=[37803.0, np.nan])
    with pytest.raises(NotDates, match="37803"):
        metrics.survival(engine(frame))


def test_a_column_without_a_date_may_be_of_any_type(engine):
    frame = observed((183, False), (365, False))
    expected = metrics.survival(frame)
    for nothing in (np.nan, None, " "):
        assert_frame_equal(metrics.survival(engine(frame.assign(end_date=[nothing] * 2))), expected)


def test_what_is_missing_or_impossible_is_named():
    frame = observed((100, True))
    for name in ("funding_end", "status_date", "end_date"):
        with pytest.raises(MissingColumn, match=name):
            metrics.survival(frame.drop(columns=name))
    with pytest.raises(WrongValue, match="confidence"):
        metrics.survival(frame, confidence=0)
