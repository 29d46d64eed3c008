import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats

from partnerlab import metrics
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = [
    *("projects", "budget", "attracted", "leverage", "leverage_low", "leverage_high", "median_ratio", "mean_ratio"),
    *("cofunding_share", "base"),
]
DECK = pd.DataFrame(
    {
        "year": [1999, 2000, 2001],
        "budget": [262_000.0, 965_500.0, 1_340_000.0],
        "business": [0.0, 195_300.0, 160_000.0],
        "attracted": [751_900.0, 5_325_000.0, 11_301_000.0],
    }
)
# Winners A 3, B 1/2 and C 1 rouble per rouble; D's attracted money is unknown, E has no base, F lost, G has no status.
CONTEST = pd.DataFrame(
    {
        "organisation": ["A", "B", "C", "D", "E", "F", "G"],
        "status": ["won", "reported", "contracted", "won", "won", "lost", None],
        "awarded": [10_000.0, 20_000.0, 30_000.0, 40_000.0, 0.0, 10_000.0, 10_000.0],
        "attracted": [30_000.0, 10_000.0, 30_000.0, np.nan, 5_000.0, 99_999.0, 99_999.0],
    }
)


def test_each_budget_rouble_of_the_social_order_stood_beside_2_87_then_5_52_then_8_43():
    table = metrics.leverage(DECK)
    assert table.columns.tolist() == ["year", *COLUMNS, "rows_used", "rows_left_out"]
    assert table.year.tolist() == [1999, 2000, 2001]
    assert table.leverage.round(3).tolist() == [2.870, 5.515, 8.434]
    assert metrics.leverage(DECK, by=()).leverage.round(3).tolist() == [6.768]


def test_beside_budget_and_business_together_it_was_2_87_then_4_59_then_7_53():
    table = metrics.leverage(DECK, base="budget_and_business")
    assert table.leverage.round(3).tolist() == [2.870, 4.587, 7.534]
    assert table.business.tolist() == [0, 195_300, 160_000]
    assert metrics.leverage(DECK, by=(), base="budget_and_business").leverage.round(3).tolist() == [5.946]


def test_a_printed_total_has_no_projects_and_no_interval():
    table = metrics.leverage(DECK)
    assert table[["projects", "leverage_low", "leverage_high", "median_ratio", "mean_ratio"]].isna().all(axis=None)


@pytest.mark.parametrize(("fund", "expected"), [(155_990, 1.427), (157_990, 1.409)])
def test_rodnoy_rayon_had_1_43_on_the_printed_fund_and_1_41_on_its_donors_sum(fund, expected):
    table = metrics.leverage(pd.DataFrame({"printed_fund": [fund], "attracted": [222_660]}), by=(), base="fund")
    assert table.leverage.round(3).tolist() == [expected]
    assert table.budget.isna().all()
    assert table.fund.tolist() == [fund]


def test_three_winners_raised_70_thousand_beside_60():
    row = metrics.leverage(CONTEST, by=()).iloc[0]
    assert (row.projects, row.budget, row.attracted) == (3, 60_000, 70_000)
    assert row.leverage == pytest.approx(7 / 6)
    assert (row.median_ratio, row.mean_ratio) == (1, 1.5)  # of 3, 1/2 and 1
    assert row.cofunding_share == pytest.approx(7 / 13)  # 70 of 130
    assert (row.base, row.rows_used, row.rows_left_out) == ("budget", 3, 3)  # D, E and G; F is no winner
    assert np.isnan(row.leverage_low)  # three organisations


def test_without_a_status_every_row_is_a_winner():
    assert metrics.leverage(CONTEST.drop(columns="status"), by=()).rows_used.tolist() == [5]


def test_a_group_of_winners_without_amounts_is_missing_and_not_zero():
    row = metrics.leverage(CONTEST.assign(attracted=np.nan), by=()).iloc[0]
    assert (row.projects, row.rows_used, row.rows_left_out) == (0, 0, 6)
    assert row[["budget", "attracted", "leverage", "median_ratio", "cofunding_share"]].isna().all()


def test_losers_alone_make_no_group():
    assert metrics.leverage(CONTEST.assign(district=list("aaaaabb")), by=["district"]).district.tolist() == ["a", "b"]
    lost = CONTEST.assign(district=list("aaaaaba"))
    assert metrics.leverage(lost, by="district").district.tolist() == ["a"]


def test_cash_and_in_kind_have_each_their_own_leverage_over_the_winners_that_record_them():
    frame = CONTEST.assign(attracted_cash=[5_000, np.nan, 10_000, 8_000, 1, 1, 1], attracted_in_kind=np.nan)
    row = metrics.leverage(frame, by=()).iloc[0]
    assert row.attracted_cash == 23_000  # A, C and D
    assert row.leverage_cash == pytest.approx(23 / 80)  # beside 10 + 30 + 40 thousand
    assert np.isnan(row.attracted_in_kind)
    assert np.isnan(row.leverage_in_kind)
    names = metrics.leverage(frame, by=()).columns.tolist()
    extra = ["attracted_cash", "leverage_cash", "attracted_in_kind", "leverage_in_kind"]
    assert names == [*COLUMNS, *extra, "rows_used", "rows_left_out"]


def test_business_money_that_is_not_known_leaves_a_winner_out_of_that_base_only():
    frame = CONTEST.assign(business=[0.0, 20_000.0, np.nan, 1.0, 1.0, 1.0, 1.0])
    row = metrics.leverage(frame, by=(), base="budget_and_business").iloc[0]
    # A 30 beside 10, B 10 beside 40, E 5 thousand beside 1 rouble of business.
    assert (row.budget, row.business, row.attracted) == (30_000, 20_001, 45_000)
    assert (row.rows_used, row.rows_left_out) == (3, 3)


def test_the_interval_is_scipys_bca_over_organisations_and_not_over_projects(contest):
    frame = contest.dropna(subset=["organisation_id", "awarded", "attracted"])
    frame = frame[frame.status.isin(["won", "contracted", "reported"])].sort_values("organisation_id")
    sums = frame.groupby("organisation_id")[["attracted", "awarded"]].sum()
    assert 8 <= len(sums) < len(frame)
    expected = stats.bootstrap(
        (sums.attracted, sums.awarded),
        lambda above, below, axis: above.sum(axis=axis) / below.sum(axis=axis),
        paired=True,
        n_resamples=9999,
        method="BCa",
        rng=np.random.default_rng(2004),
    ).confidence_interval
    row = metrics.leverage(frame, by=()).iloc[0]
    assert (row.leverage_low, row.leverage_high) == pytest.approx(tuple(expected), rel=1e-6)


def test_rows_without_an_organisation_stand_each_for_themselves():
    frame = pd.DataFrame({"awarded": [10.0] * 8, "attracted": np.arange(8.0)})
    named = frame.assign(organisation=list("abcdefgh"))
    assert_frame_equal(metrics.leverage(frame, by=()), metrics.leverage(named, by=()))
    assert metrics.leverage(frame, by=()).leverage_low.notna().all()
    assert metrics.leverage(named.assign(organisation=list("abcdefgg")), by=()).leverage_low.isna().all()


amount = st.floats(1, 1e6)


@given(st.lists(st.tuples(amount, amount), min_size=1, max_size=40))
@settings(max_examples=20, deadline=None)
def test_ratio_of_sums_less_mean_of_ratios_is_their_covariance_with_the_base_over_its_mean(pairs):
    frame = pd.DataFrame(pairs, columns=["awarded", "attracted"])
    row = metrics.leverage(frame, by=()).iloc[0]
    ratio = frame.attracted / frame.awarded
    covariance = np.cov(ratio, frame.awarded, ddof=0)[0, 1]
    assert row.leverage - row.mean_ratio == pytest.approx(covariance / frame.awarded.mean(), rel=1e-6, abs=1e-6)
    assert row.leverage * (1 - row.cofunding_share) == pytest.approx(row.cofunding_share)


def test_the_order_of_rows_changes_nothing(contest):
    table = metrics.leverage(contest, by=["district"])
    for seed in (1, 2):
        assert_frame_equal(
            metrics.leverage(contest.sample(frac=1, random_state=seed), by=["district"]), table, rtol=1e-12
        )


def test_winners_without_amounts_change_only_the_number_left_out(contest):
    more = pd.DataFrame(
        {"year": [2001.0] * 3, "status": ["won"] * 3, "awarded": [np.nan, 5.0, 0.0], "attracted": [7.0, np.nan, 7.0]}
    )
    before, after = metrics.leverage(contest), metrics.leverage(pd.concat([contest, more], ignore_index=True))
    added = after.rows_left_out - before.rows_left_out
    assert added[after.year == 2001].tolist() == [3]
    assert added.sum() == 3
    names = ["rows_left_out", "attracted_cash", "leverage_cash"]
    assert_frame_equal(before.drop(columns=names), after.drop(columns=names))


def test_each_winner_of_a_group_is_used_or_left_out_and_a_missing_year_is_a_group_of_its_own(contest):
    table = metrics.leverage(contest)
    winners = contest[contest.status.isin(["won", "contracted", "reported"]) | contest.status.isna()]
    expected = winners.groupby("year", dropna=False).size()
    assert (table.rows_used + table.rows_left_out).tolist() == expected.tolist()
    assert table.year.isna().tolist() == [False, False, False, False, True]


def test_every_engine_gives_the_same_table(engine, contest):
    for options in ({}, {"by": ()}, {"by": ["district", "year"], "base": "budget_and_business"}):
        assert_frame_equal(
            metrics.leverage(engine(contest), **options), metrics.leverage(contest, **options), rtol=1e-9
        )
    assert_frame_equal(metrics.leverage(engine(DECK)), metrics.leverage(DECK))


def test_a_dataset_is_asked_like_its_frame(contest):
    dataset = Dataset("contest", "records", contest, Source("a test"))
    assert_frame_equal(metrics.leverage(dataset), metrics.leverage(contest))


def test_the_frame_stays_as_it_was(contest):
    before = contest.copy(deep=True)
    metrics.leverage(contest, base="budget_and_business")
    assert_frame_equal(contest, before)


@pytest.mark.parametrize(
    ("frame", "options", "column"),
    [
        (CONTEST.drop(columns="awarded"), {"by": ()}, "awarded"),
        (CONTEST.drop(columns="attracted"), {"by": ()}, "attracted"),
        (CONTEST, {"by": (), "base": "budget_and_business"}, "business"),
        (CONTEST, {"by": (), "base": "fund"}, "fund"),
        (CONTEST, {}, "year"),
        (CONTEST, {"by": ["district"]}, "district"),
    ],
)
def test_a_missing_column_is_named_with_the_question(frame, options, column):
    with pytest.raises(MissingColumn) as raised:
        metrics.leverage(frame, **options)
    assert (raised.value.column, raised.value.question) == (column, "leverage")
    assert raised.value.found == tuple(frame.columns)


@pytest.mark.parametrize("options", [{"base": "donors"}, {"confidence": 95}, {"by": ["attracted"]}])
def test_what_cannot_be_asked_is_refused(options):
    with pytest.raises(WrongValue):
        metrics.leverage(CONTEST, **{"by": (), **options})


def test_no_records_make_an_empty_table_with_all_its_columns(engine):
    empty = CONTEST.iloc[:0].astype({"organisation": "str", "status": "str"})
    table = metrics.leverage(engine(empty), by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_the_us_russia_foundation_had_0_70_cofunded_dollars_a_dollar_and_a_typical_grant_0_45(real):
    grants = pd.read_csv(real("russian-grants/usrf.csv"), sep="\t")

    def dollars(text):
        digits = re.search(r"\$\s*([\d,]+)", text) if isinstance(text, str) else None
        return float(digits[1].replace(",", "")) if digits else np.nan

    frame = pd.DataFrame({"awarded": grants.grant.map(dollars), "attracted": grants.cofunding.map(dollars)})
    row = metrics.leverage(frame, by=()).iloc[0]
    assert row.projects == 45
    assert [round(row[name], 3) for name in ("leverage", "mean_ratio", "median_ratio")] == [0.697, 0.673, 0.451]
    assert row.leverage - row.mean_ratio == pytest.approx(0.0246, abs=5e-5)
    assert row.leverage_low < 0.697 < row.leverage_high


def test_the_metrics_are_functions_whatever_is_imported_first():
    import partnerlab.metrics.leverage

    assert callable(partnerlab.metrics.leverage)
    assert metrics.__all__ == sorted(metrics.__all__)


def test_typed_amounts_in_a_bare_frame_are_refused_with_what_to_do():
    with pytest.raises(NotNumbers, match="open_records") as error:
        metrics.leverage(pd.DataFrame({"year": [2001], "awarded": ["1 000"], "attracted": [5.0]}))
    assert (error.value.column, error.value.question) == ("awarded", "leverage")


def test_an_amount_that_nobody_filled_in_is_missing_and_no_error():
    table = metrics.leverage(
        pd.DataFrame({"year": [2001], "awarded": pd.Series([None], dtype=object), "attracted": [5.0]})
    )
    assert table.leverage.isna().all()
    assert table.rows_left_out.tolist() == [1]


def test_beside_a_base_of_hardly_anything_there_is_no_ratio_and_never_an_infinite_one():
    frame = pd.DataFrame({"awarded": [5e-324], "attracted": [1.0]})
    assert metrics.leverage(frame, by=()).leverage.isna().all()
