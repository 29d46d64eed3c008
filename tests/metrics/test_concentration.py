import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["organisations", "hhi", "hhi_normalised", "effective_number", "gini", "top5_share"]


def given_to(*amounts):
    """One organisation an amount."""
    return pd.DataFrame({"organisation": [f"Society {n}" for n in range(len(amounts))], "awarded": map(float, amounts)})


def only(frame, **options):
    table = metrics.concentration(frame, by=(), **options)
    assert len(table) == 1
    return table.iloc[0]


def test_of_ten_roubles_one_two_three_and_four():
    table = metrics.concentration(given_to(3, 1, 4, 2), by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    row = table.iloc[0]
    assert (row.organisations, row.rows_used, row.rows_left_out) == (4, 4, 0)
    assert row.hhi == pytest.approx(0.30)  # .01 + .04 + .09 + .16
    assert row.hhi_normalised == pytest.approx(0.05 / 0.75)
    assert row.effective_number == pytest.approx(10 / 3)
    assert row.gini == pytest.approx(0.25)  # 2 * (1 + 4 + 9 + 16) / (4 * 10) - 5 / 4
    assert row.top5_share == 1


def test_five_of_ten_that_got_all_but_a_tenth_of_the_money():
    row = only(given_to(18, 18, 18, 18, 18, 2, 2, 2, 2, 2))
    assert row.top5_share == pytest.approx(0.9)
    assert row.hhi == pytest.approx(0.164)  # 5 * .0324 + 5 * .0004
    assert row.gini == pytest.approx(0.4)  # 2 * (2 * 15 + 18 * 40) / (10 * 100) - 11 / 10


def test_one_organisation_that_got_all_is_as_concentrated_as_can_be_and_equal_to_itself():
    row = only(given_to(500))
    assert (row.hhi, row.effective_number, row.gini, row.top5_share) == (1, 1, 0, 1)
    assert np.isnan(row.hhi_normalised)


def test_the_money_of_an_organisation_is_added_up_before():
    frame = pd.concat([given_to(1, 2), given_to(2, 2)])
    row = only(frame)
    assert (row.organisations, row.rows_used) == (2, 4)
    assert row.hhi == pytest.approx((9 + 16) / 49)


def test_losers_winners_without_a_name_and_unknown_awards_are_no_recipients():
    frame = given_to(10, 10, 10, 10, 10, -5).assign(status=["won", "reported", "lost", None, "won", "won"])
    frame.loc[4, "organisation"] = " "
    frame.loc[1, "awarded"] = np.nan
    row = only(frame)
    assert (row.organisations, row.hhi) == (1, 1)
    assert (row.rows_used, row.rows_left_out) == (1, 4)  # the loser belongs to no group


def test_zeros_counts_those_who_asked_in_vain_and_not_those_whose_award_is_unknown():
    frame = given_to(10, 30, 7, 7, np.nan, 0).assign(status=["won", "won", "lost", "rejected", "won", "won"])
    more = given_to(7, 7, 7).assign(
        organisation=["Society 0", "Society 4", "Waiting"], status=["lost", "lost", "submitted"]
    )
    everyone = pd.concat([frame, more], ignore_index=True)
    row = only(everyone, zeros=True)
    assert row.organisations == 5  # 10, 30, three zeros; Society 4's award is unknown
    assert row.hhi == pytest.approx(0.625)
    assert row.gini == pytest.approx(2 * (4 * 10 + 5 * 30) / (5 * 40) - 6 / 5)
    assert (row.rows_used, row.rows_left_out) == (6, 2)
    row = only(everyone)
    assert (row.organisations, row.rows_used, row.rows_left_out) == (2, 3, 1)


def test_where_no_money_was_given_nothing_is_concentrated():
    row = only(given_to(0, 0))
    assert row.organisations == 0
    assert row[COLUMNS[1:]].isna().all()
    assert only(given_to(0, 0).assign(status="won"), zeros=True).organisations == 2


amounts = st.lists(st.floats(1, 1e7), min_size=1, max_size=30)


@given(amounts)
@settings(max_examples=50, deadline=None)
def test_every_index_stays_within_its_bounds(money):
    row = only(given_to(*money))
    n = len(money)
    assert row.organisations == n
    assert 1 / n - 1e-12 <= row.hhi <= 1 + 1e-12
    assert row.hhi * row.effective_number == pytest.approx(1)
    assert 0 <= row.gini < 1
    ascending = sorted(money)
    textbook = 2 * sum(i * x for i, x in enumerate(ascending, 1)) / (n * sum(money)) - (n + 1) / n
    assert row.gini == pytest.approx(textbook, abs=1e-9)
    assert row.top5_share == pytest.approx(sum(ascending[-5:]) / sum(money))
    if n > 1:
        assert row.hhi_normalised == pytest.approx((row.hhi - 1 / n) / (1 - 1 / n), abs=1e-9)
        assert 0 <= row.hhi_normalised <= 1 + 1e-12


@given(amounts, st.integers(-10, 10))
@settings(max_examples=50, deadline=None)
def test_in_other_money_or_another_order_it_is_the_same(money, power):
    row = only(given_to(*money))
    pd.testing.assert_series_equal(only(given_to(*(2.0**power * x for x in money))), row, rtol=1e-9)
    frame = given_to(*money)
    pd.testing.assert_series_equal(only(frame.iloc[::-1]), row, rtol=1e-9)


@given(st.lists(st.floats(1, 1e4), min_size=2, max_size=20), st.floats(0.1, 0.9), st.integers(0, 19))
@settings(max_examples=50, deadline=None)
def test_splitting_a_recipient_lowers_the_index_and_merging_two_raises_it(money, part, place):
    place %= len(money)
    one = money[place]
    row = only(given_to(*money))
    split = [*money[:place], *money[place + 1 :], one * part, one * (1 - part)]
    assert only(given_to(*split)).hhi < row.hhi
    merged = given_to(*money)
    merged.loc[place, "organisation"] = f"Society {(place + 1) % len(money)}"
    assert only(merged).hhi > row.hhi


@given(amounts)
@settings(max_examples=50, deadline=None)
def test_a_zero_counted_makes_it_more_unequal_and_no_more_concentrated(money):
    frame = pd.concat(
        [given_to(*money).assign(status="won"), pd.DataFrame([("Nobody", "lost")], columns=["organisation", "status"])]
    )
    without, with_zero = only(frame), only(frame, zeros=True)
    assert with_zero.hhi == pytest.approx(without.hhi)
    assert with_zero.gini > without.gini
    # the textbook's rule for a zero among n + 1: G' = (n * G + 1) / (n + 1)
    assert with_zero.gini == pytest.approx((len(money) * without.gini + 1) / (len(money) + 1))


def test_each_winner_is_used_or_left_out_and_the_frame_stays_as_it_was(contest):
    before = contest.copy(deep=True)
    table = metrics.concentration(contest)
    winners = contest[contest.status.isin(["won", "contracted", "reported"]) | contest.status.isna()]
    assert (table.rows_used + table.rows_left_out).tolist() == winners.groupby("year", dropna=False).size().tolist()
    assert_frame_equal(contest, before)


def test_an_empty_group_changes_no_other(contest):
    more = pd.DataFrame({"year": [2005.0], "status": ["won"]})
    table = metrics.concentration(pd.concat([contest, more], ignore_index=True))
    row = table[table.year == 2005].iloc[0]
    assert (row.organisations, row.rows_left_out) == (0, 1)
    before = metrics.concentration(contest)
    assert before.year.tolist()[:4] == [1999, 2000, 2001, 2003]
    assert_frame_equal(table.iloc[:4], before.iloc[:4])


def test_every_engine_gives_the_same_table(engine, contest):
    shuffled = contest.sample(frac=1, random_state=1)
    for options in ({}, {"by": ()}, {"by": ["district", "year"], "zeros": True}):
        assert_frame_equal(
            metrics.concentration(engine(shuffled), **options), metrics.concentration(contest, **options), rtol=1e-9
        )


def test_no_records_make_an_empty_table_with_all_its_columns(engine):
    empty = given_to(1.0).iloc[:0].astype({"organisation": "str"})
    table = metrics.concentration(engine(empty), by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_what_is_missing_or_impossible_is_named():
    frame = given_to(1, 2)
    for column, options in (
        ("awarded", {}),
        ("organisation_id", {}),
        ("status", {"zeros": True}),
        ("year", {"by": "year"}),
    ):
        lacking = frame.drop(columns={"organisation_id": "organisation"}.get(column, column), errors="ignore")
        with pytest.raises(MissingColumn, match=column):
            metrics.concentration(lacking, **{"by": (), **options})
    with pytest.raises(WrongValue, match="gini"):
        metrics.concentration(frame.assign(gini=1), by="gini")
    with pytest.raises(NotNumbers, match="awarded"):
        metrics.concentration(frame.astype({"awarded": "str"}), by=())


def test_south_african_lottery_money_of_2013_had_the_index_0_00441_and_the_gini_0_647(real):
    grants = pd.read_csv(real("lottery-grants/NLC-2013-2014.csv"), dtype={"Name": "str"})
    names = grants.Name.map(
        lambda name: " ".join(re.sub(r"[^\w\s]", "", name.upper()).split()) if isinstance(name, str) else None
    )
    row = only(pd.DataFrame({"organisation": names, "awarded": grants.Amount}))
    assert row.organisations == 3368
    assert round(row.hhi, 5) == 0.00441
    assert round(row.gini, 3) == 0.647
