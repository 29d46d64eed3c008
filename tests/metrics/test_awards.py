import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from partnerlab import metrics
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn, WrongValue
from partnerlab.sources.published import published

COLUMNS = [
    *("applications", "admitted", "winners", "award_rate", "award_rate_low", "award_rate_high"),
    *("success_rate", "success_rate_low", "success_rate_high", "requested", "awarded", "depth", "oversubscription"),
]
DECIDED = ["won", "contracted", "reported", "lost", "rejected"]
# Four winners, one lost, one rejected; the last four are not decided.
CONTEST = pd.DataFrame(
    {
        "year": 2003,
        "status": [*DECIDED, "won", "withdrawn", "submitted", "admitted", None],
        "requested": [10_000, 20_000, 30_000, 40_000, 50_000, np.nan, 9, 9, 9, 9],
        "awarded": [10_000, 15_000, np.nan, np.nan, np.nan, 25_000, 9, 9, 9, 9],
    }
)


def contest_of(winners, lost, rejected=0):
    return pd.DataFrame({"status": ["won"] * winners + ["lost"] * lost + ["rejected"] * rejected})


@pytest.mark.parametrize(
    ("winners", "applications", "rate", "low", "high"),
    [
        (128, 429, 0.298, 0.257, 0.343),
        (128, 420, 0.305, 0.263, 0.350),
        (81, 184, 0.440, 0.370, 0.512),
        (6, 11, 0.545, 0.280, 0.787),
    ],
)
def test_the_contests_of_perm_had_the_award_rates_of_their_pages(winners, applications, rate, low, high):
    row = metrics.awards(contest_of(winners, applications - winners), by=()).iloc[0]
    assert row[["award_rate", "award_rate_low", "award_rate_high"]].round(3).tolist() == [rate, low, high]
    assert row[["admitted", "success_rate", "success_rate_low"]].isna().all()  # admission is not recorded


def test_soprotivlenie_2009_chose_80_of_512_applications_and_of_477_admitted(real):
    summary = (
        pd.read_excel(
            real("russian-grants/grants_soprotivlenie.xlsx"), sheet_name="сводка", engine="calamine", index_col=0
        )[2009]
        .iloc[:4]
        .astype(int)
    )
    everyone, rejected, admitted, winners = (int(number) for number in summary)
    assert (everyone, rejected, admitted) == (512, 35, 477)
    row = metrics.awards(contest_of(winners, admitted - winners, rejected), by=()).iloc[0]
    assert row[["applications", "admitted", "winners"]].tolist() == [512, 477, 80]
    assert row[["award_rate", "award_rate_low", "award_rate_high"]].round(3).tolist() == [0.156, 0.127, 0.190]
    assert row.success_rate == pytest.approx(80 / 477)


def test_six_decided_applications_are_counted_and_four_others_are_no_losers():
    table = metrics.awards(CONTEST)
    assert table.columns.tolist() == ["year", *COLUMNS, "rows_used", "rows_left_out"]
    row = table.iloc[0]
    assert (row.applications, row.admitted, row.winners) == (6, 5, 4)
    assert (row.award_rate, row.success_rate) == (pytest.approx(4 / 6), 0.8)
    assert (row.rows_used, row.rows_left_out) == (6, 4)
    assert (row.requested, row.awarded) == (150_000, 50_000)
    assert row.depth == pytest.approx(25 / 30)  # the first two winners: 10 + 15 of 10 + 20
    assert row.oversubscription == 4.8  # 10 + 20 + 40 + 50 against 10 + 15; the third winner's award is not known


def test_money_that_the_records_do_not_hold_is_missing():
    row = metrics.awards(CONTEST[["year", "status"]]).iloc[0]
    assert row[["requested", "awarded", "depth", "oversubscription"]].isna().all()


def test_four_applications_have_a_rate_and_no_interval():
    row = metrics.awards(contest_of(2, 2), by=()).iloc[0]
    assert row.award_rate == 0.5
    assert np.isnan(row.award_rate_low)


def test_an_open_contest_is_left_out():
    frame = pd.concat([CONTEST, CONTEST.assign(year=2004)], ignore_index=True)
    dataset = Dataset("contest", "records", frame, Source("a test"), calendar={2004: "open"})
    assert metrics.awards(dataset).year.tolist() == [2003]
    assert metrics.awards(frame, calendar={2003: "open"}).year.tolist() == [2004]
    together = metrics.awards(dataset, by=()).iloc[0]
    assert (together.rows_used, together.rows_left_out) == (6, 14)
    assert (together.winners, together.requested) == (4, 150_000)


def test_undecided_applications_alone_are_no_contest_that_nobody_won():
    row = metrics.awards(CONTEST.iloc[6:]).iloc[0]
    assert (row.applications, row.rows_used, row.rows_left_out) == (0, 0, 4)
    assert row[["award_rate", "requested", "depth"]].isna().all()


def clustered(organisations, wins_of):
    rows = [(f"S{place}", "won" if won else "lost") for place in range(organisations) for won in wins_of(place)]
    return pd.DataFrame(rows, columns=["organisation", "status"]).astype("str")


def test_where_organisations_apply_again_the_interval_is_scipys_bca_over_organisations():
    wins = [[True, True, True], [False], [False, False], [True], [False], [True, False], [False], [False], [True, True]]
    row = metrics.awards(clustered(9, lambda place: wins[place]), by=()).iloc[0]
    expected = stats.bootstrap(
        ([sum(own) for own in wins], [len(own) for own in wins]),
        lambda above, below, axis: above.sum(axis=axis) / below.sum(axis=axis),
        paired=True,
        n_resamples=9999,
        method="BCa",
        rng=np.random.default_rng(2004),
    ).confidence_interval
    assert (row.award_rate_low, row.award_rate_high) == pytest.approx(tuple(expected))


def test_organisations_that_were_never_admitted_do_not_count_towards_the_eight_of_the_success_rate():
    frame = clustered(7, lambda place: [True, place > 3])
    rejected = pd.DataFrame({"organisation": [f"R{place}" for place in range(4)], "status": "rejected"})
    row = metrics.awards(pd.concat([frame, rejected], ignore_index=True), by=()).iloc[0]
    assert row[["award_rate_low", "success_rate"]].notna().all()  # eleven organisations applied
    assert np.isnan(row.success_rate_low)  # seven were admitted


def test_seven_organisations_have_no_interval_and_those_that_apply_once_have_wilsons():
    seven = metrics.awards(clustered(7, lambda place: [True, place > 3]), by=()).iloc[0]
    assert seven[["award_rate_low", "award_rate_high"]].isna().all()
    alike = metrics.awards(clustered(10, lambda _: [True, False]), by=()).iloc[0]
    wilson = metrics.awards(contest_of(10, 10), by=()).iloc[0]
    assert alike.award_rate_low == wilson.award_rate_low
    once = metrics.awards(clustered(8, lambda place: [place < 3]), by=()).iloc[0]
    assert once.award_rate_low == metrics.awards(contest_of(3, 5), by=()).iloc[0].award_rate_low


@given(
    st.lists(st.tuples(st.sampled_from([*DECIDED, "submitted"]), st.integers(1, 99), st.integers(1, 99)), min_size=1)
)
@settings(max_examples=20, deadline=None)
def test_rates_are_bounded_and_money_asked_for_is_oversubscription_times_money_given(applications):
    frame = pd.DataFrame(applications, columns=["status", "requested", "awarded"])
    row = metrics.awards(frame, by=()).iloc[0]
    assert row.rows_used + row.rows_left_out == len(frame)
    if row.applications:
        assert 0 <= row.award_rate <= 1
        assert row.award_rate * row.applications == pytest.approx(row.winners)
    if row.winners:
        assert row.oversubscription * row.awarded == pytest.approx(row.requested)
    if row.admitted > 0:
        assert row.award_rate <= row.success_rate <= 1
    if row.applications >= 5:
        assert row.award_rate_low <= row.award_rate <= row.award_rate_high


def test_every_engine_gives_the_same_table_in_any_order_of_rows(engine, contest):
    shuffled = contest.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["district"], "calendar": {2003: "open"}}):
        expected = metrics.awards(contest, **options)
        assert expected.award_rate_low.notna().all()
        assert_frame_equal(metrics.awards(engine(shuffled), **options), expected, rtol=1e-9)


def test_each_row_is_used_or_left_out_and_the_frame_stays_as_it_was(contest):
    before = contest.copy(deep=True)
    table = metrics.awards(contest)
    assert (table.rows_used + table.rows_left_out).tolist() == contest.groupby("year", dropna=False).size().tolist()
    assert_frame_equal(contest, before)


def test_applications_without_amounts_change_no_money(contest):
    more = pd.DataFrame({"year": [2001.0] * 2, "status": ["withdrawn", None]})
    before, after = metrics.awards(contest), metrics.awards(pd.concat([contest, more], ignore_index=True))
    assert (after.rows_left_out - before.rows_left_out).sum() == 2
    assert_frame_equal(before.drop(columns="rows_left_out"), after.drop(columns="rows_left_out"))


def test_what_is_missing_or_impossible_is_refused():
    with pytest.raises(MissingColumn, match="status"):
        metrics.awards(CONTEST.drop(columns="status"))
    with pytest.raises(WrongValue, match="confidence"):
        metrics.awards(CONTEST, confidence=95)
    with pytest.raises(WrongValue, match="requested"):
        metrics.awards(CONTEST, by=["requested"])


def test_the_andrew_lloyd_webber_foundation_gave_more_than_was_asked_63_times_and_0_80_in_all(real):
    grants = pd.read_excel(real("360giving/andrew-lloyd-webber-foundation.xlsx"), engine="calamine")
    frame = grants.rename(columns={"Amount Applied For": "requested", "Amount Awarded": "awarded"}).assign(status="won")
    row = metrics.awards(frame, by=()).iloc[0]
    assert ((frame.awarded > frame.requested).sum(), row.winners) == (63, 475)
    assert round(row.depth, 3) == 0.802
    assert row.oversubscription == pytest.approx(1 / row.depth)


def test_fewer_than_eight_known_organisations_give_no_interval():
    frame = pd.DataFrame({"status": ["won"] * 3 + ["lost"] * 4, "organisation": list("ABCDEFG")})
    assert metrics.awards(frame, by=()).award_rate_low.isna().all()
    known_eighth = pd.concat([frame, pd.DataFrame({"status": ["lost"], "organisation": ["H"]})])
    # Wilson for 3 of 8, by hand: centre (0.375 + 1.9208/8) / (1 + 3.8415/8) = 0.4156, half width 0.2789.
    assert metrics.awards(known_eighth, by=()).award_rate_low.round(3).tolist() == [0.137]
    assert metrics.awards(known_eighth, by=()).award_rate_high.round(3).tolist() == [0.694]


def test_of_the_eleven_printed_projects_of_the_district_contest_six_were_funded():
    table = metrics.awards(published("district_contest"))
    row = table.iloc[0]
    assert (row.applications, row.winners) == (11, 6)
    rate = row[["award_rate", "award_rate_low", "award_rate_high"]].astype(float).round(3)
    assert rate.tolist() == [0.545, 0.280, 0.787]
    assert table[["admitted", "success_rate", "requested", "depth"]].isna().all(axis=None)
    assert table.columns.tolist() == [*metrics.awards(CONTEST).columns]


def test_a_printed_row_with_one_count_missing_is_left_out_of_the_rate():
    frame = pd.DataFrame({"year": [2011, 2011], "applications": [184, np.nan], "winners": [81, 9]})
    row = metrics.awards(frame).iloc[0]
    assert (row.winners, row.applications, row.rows_used, row.rows_left_out) == (81, 184, 1, 1)
