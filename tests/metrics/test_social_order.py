import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn

COLUMNS = [
    *("budget_customers", "budget", "business_customers", "business", "attracted", "leverage"),
    *("budget_per_customer", "business_share"),
]
DECK = pd.DataFrame(
    {
        "year": [1999, 2000, 2001],
        "budget_customers": [3, 8, 10],
        "budget": [262_000.0, 965_500.0, 1_340_000.0],
        "business_customers": [0, 22, 2],
        "business": [0.0, 195_300.0, 160_000.0],
        "attracted": [751_900.0, 5_325_000.0, 11_301_000.0],
    }
)
# Education orders two projects and Culture one; Plant and Culture (as a firm) pay for one each. The last four cannot
# be counted or did not win.
ORDERS = pd.DataFrame(
    {
        "customer": ["Education", "Education", "Culture", "Plant", "Culture", None, "Plant", "Bank", "Bank"],
        "customer_sphere": [*["budget"] * 3, "business", "business", "budget", "business", None, "business"],
        "status": [*["won"] * 8, "lost"],
        "awarded": [30_000, 15_000, 45_000, np.nan, 10_000, 7, 7, 7, 7],
        "business": [np.nan, 0, 0, 20_000, 5_000, 7, np.nan, 7, 7],
        "attracted": [60_000, 30_000, 90_000, 10_000, 10_000, 7, 7, 7, 7],
    }
)


def test_the_deck_s_customers_paid_87_then_121_then_134_thousand_each_and_business_up_to_a_sixth():
    table = metrics.social_order(DECK)
    assert table.columns.tolist() == ["year", *COLUMNS, "rows_used", "rows_left_out"]
    assert table.business_share.round(3).tolist() == [0, 0.168, 0.107]
    assert (table.budget_per_customer / 1000).round(1).tolist() == [87.3, 120.7, 134.0]
    assert table.leverage.round(3).tolist() == [2.870, 5.515, 8.434]
    assert table[["budget_customers", "business_customers"]].to_numpy().tolist() == [[3, 0], [8, 22], [10, 2]]


def test_printed_customers_of_three_years_are_not_added_since_they_may_be_the_same():
    row = metrics.social_order(DECK, by=()).iloc[0]
    assert row[["budget_customers", "business_customers", "budget_per_customer"]].isna().all()
    assert (row.budget, row.attracted, row.rows_used) == (2_567_500, 17_377_900, 3)


def test_records_name_two_departments_and_two_firms():
    table = metrics.social_order(ORDERS, by=())
    row = table.iloc[0]
    assert (row.budget_customers, row.business_customers) == (2, 2)
    assert (row.budget, row.business) == (100_000, 25_000)  # 30 + 15 + 45 + 10 and 20 + 5 thousand
    assert (row.attracted, row.leverage) == (200_000, 2)
    assert (row.budget_per_customer, row.business_share) == (50_000, 0.2)
    assert (row.rows_used, row.rows_left_out) == (5, 3)


def test_an_order_whose_attracted_money_is_not_known_is_left_out():
    frame = ORDERS.assign(attracted=[np.nan, *ORDERS.attracted[1:]])
    row = metrics.social_order(frame, by=()).iloc[0]
    assert (row.budget, row.attracted, row.rows_used, row.rows_left_out) == (70_000, 140_000, 4, 4)


def test_records_without_business_money_leave_it_missing():
    row = metrics.social_order(ORDERS.drop(columns="business"), by=()).iloc[0]
    assert (row.budget_customers, row.business_customers, row.budget) == (2, 2, 100_007)  # with Plant's second order
    assert np.isnan(row.business)
    assert np.isnan(row.business_share)


def test_a_printed_row_with_a_gap_is_left_out_and_not_read_as_zero():
    table = metrics.social_order(DECK.assign(business=[np.nan, 195_300, 160_000]))
    assert table.rows_left_out.tolist() == [1, 0, 0]
    assert table.iloc[0][COLUMNS].isna().all()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.integers(0, 9), st.integers(0, 9)), max_size=20))
@settings(max_examples=20, deadline=None)
def test_the_shares_are_those_of_the_sums_and_customers_those_of_a_set(orders):
    frame = pd.DataFrame(orders, columns=["customer", "public", "awarded", "business"]).astype({"customer": "str"})
    frame = frame.assign(customer_sphere=np.where(frame.public, "budget", "business"), attracted=1.0)
    table = metrics.social_order(frame, by=())
    assert len(table) == min(1, len(orders))
    for row in table.itertuples():
        assert row.budget_customers == len({name for name, public, *_ in orders if public})
        assert row.business_customers == len({name for name, public, *_ in orders if not public})
        assert row.rows_used == row.attracted == len(orders)
        if row.budget + row.business:
            assert row.business_share == pytest.approx(row.business / (row.budget + row.business))
        else:
            assert np.isnan(row.business_share)


def test_every_engine_gives_the_same_table_in_any_order_of_rows(engine, contest):
    table = metrics.social_order(contest)
    shuffled = contest.sample(frac=1, random_state=1)
    assert_frame_equal(metrics.social_order(engine(shuffled)), table, rtol=1e-9)
    assert_frame_equal(metrics.social_order(engine(DECK)), metrics.social_order(DECK))
    winners = contest[contest.status.isin(["won", "contracted", "reported"]) | contest.status.isna()]
    assert (table.rows_used + table.rows_left_out).tolist() == winners.groupby("year", dropna=False).size().tolist()
    assert (table.rows_used > 0).all()


@pytest.mark.parametrize("column", ["customer", "customer_sphere", "awarded", "attracted"])
def test_a_missing_column_is_named(column):
    with pytest.raises(MissingColumn) as raised:
        metrics.social_order(ORDERS.drop(columns=column), by=())
    assert raised.value.column == column


def test_the_frame_stays_as_it_was():
    before = ORDERS.copy(deep=True)
    metrics.social_order(ORDERS, by=())
    assert_frame_equal(ORDERS, before)
