import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics, published
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["donor", "amount", "share", "printed_fund", "difference"]
# Two contests with a fund of their own and one that prints none; the amount of one gift is not known.
GIFTS = pd.DataFrame(
    {
        "contest": ["home", "home", "home", "river", "river", "hill"],
        "donor": ["A", "B", "A", "A", "C", "B"],
        "amount": [30_000.0, 50_000.0, 20_000.0, 60_000.0, np.nan, 10_000.0],
        "printed_fund": [100_000.0, 100_000.0, 100_000.0, 90_000.0, 90_000.0, np.nan],
    }
)


def test_the_source_prints_155_990_but_its_donors_add_to_157_990():
    table = metrics.donors(published("district_donors"))
    assert table.columns.tolist() == ["contest", "year", *COLUMNS, "donor_en", "rows_used", "rows_left_out"]
    assert table.amount.tolist() == [100_000, 20_000, 20_000, 17_990]
    assert table.share.round(3).tolist() == [0.633, 0.127, 0.127, 0.114]
    assert table.printed_fund.tolist() == [155_990] * 4
    assert table.difference.tolist() == pytest.approx([-2_000] * 4)
    named = dict(zip(table.donor, table.share.round(3), strict=True))
    assert named["ЗАО «ЛУКОЙЛ – Пермь»"] == 0.633
    assert named["ОАО «Хенкель – Пермос»"] == 0.114
    assert table.donor_en.str.split().str[0].tolist() == ["LUKOIL", "Halogen", "Sorbent", "Henkel"]


def test_a_donor_who_gives_twice_is_one_donor():
    table = metrics.donors(GIFTS)
    home = table[table.contest == "home"]
    assert home.donor.tolist() == ["A", "B"]
    assert home.amount.tolist() == [50_000, 50_000]
    assert home.difference.tolist() == [0, 0]
    assert home.rows_used.tolist() == [2, 1]


def test_gifts_of_which_one_is_not_known_cannot_be_added_up():
    river = metrics.donors(GIFTS).query("contest == 'river'")
    assert river.donor.tolist() == ["A", "C"]
    assert river.amount.isna().tolist() == [False, True]
    assert river.share.isna().tolist() == [False, True]
    assert river.printed_fund.tolist() == [90_000, 90_000]
    assert river.difference.isna().all()
    assert river.rows_left_out.tolist() == [0, 1]


def test_a_gift_that_is_not_known_stands_behind_one_of_nothing():
    gifts = pd.DataFrame({"donor": ["A", "B", "C"], "amount": [np.nan, 0.0, 5.0]})
    table = metrics.donors(gifts, by=())
    assert table.donor.tolist() == ["C", "B", "A"]
    assert table.amount.isna().tolist() == [False, False, True]


def test_a_contest_that_prints_no_fund_has_no_difference():
    hill = metrics.donors(GIFTS).query("contest == 'hill'").iloc[0]
    assert (hill.amount, hill.share) == (10_000, 1)
    assert np.isnan([hill.printed_fund, hill.difference]).all()
    assert metrics.donors(GIFTS.drop(columns="printed_fund"))[["printed_fund", "difference"]].isna().all(axis=None)


def test_over_several_contests_each_fund_counts_once_and_one_that_is_not_printed_hides_the_sum():
    both = GIFTS[GIFTS.contest != "hill"].fillna({"amount": 40_000.0})
    table = metrics.donors(both, by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.printed_fund.tolist() == [190_000] * 3
    assert table.difference.tolist() == [-10_000] * 3  # 200,000 were given
    assert metrics.donors(GIFTS, by=()).printed_fund.isna().all()


def test_a_contest_that_prints_two_funds_has_none_that_could_be_checked():
    frame = GIFTS.assign(printed_fund=[100_000.0, 90_000.0, *GIFTS.printed_fund[2:]])
    assert metrics.donors(frame).query("contest == 'home'").printed_fund.isna().all()


gifts = st.lists(
    st.tuples(
        st.sampled_from(["home", "river"]),
        st.sampled_from("ABC"),
        st.one_of(st.none(), st.integers(1, 10**6)),
    ),
    min_size=1,
    max_size=20,
)


@given(gifts, st.integers(0, 1000))
@settings(max_examples=50, deadline=None)
def test_shares_add_to_1_and_the_difference_is_the_fund_less_the_gifts(rows, seed):
    frame = pd.DataFrame(rows, columns=["contest", "donor", "amount"]).astype({"amount": "float64"})
    frame["printed_fund"] = 500_000.0
    table = metrics.donors(frame)
    for contest, part in table.groupby("contest"):
        given_here = frame[frame.contest == contest].amount
        assert part.amount.sum() == given_here.sum()
        assert part.share.sum() == pytest.approx(1) or given_here.isna().all()
        assert part.share.dropna().between(0, 1).all()
        assert (part.rows_used + part.rows_left_out).sum() == len(given_here)
        if given_here.notna().all():
            assert part.difference.tolist() == pytest.approx([500_000 - given_here.sum()] * len(part))
        else:
            assert part.difference.isna().all()
    assert_frame_equal(metrics.donors(frame.sample(frac=1, random_state=seed)), table)
    together = metrics.donors(frame, by=())
    assert together.amount.sum() == table.amount.sum()


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine):
    for frame in (GIFTS, published("district_donors").frame):
        before = frame.copy(deep=True)
        shuffled = frame.sample(frac=1, random_state=1)
        assert_frame_equal(metrics.donors(engine(shuffled)), metrics.donors(frame), rtol=1e-9)
        assert_frame_equal(metrics.donors(engine(shuffled), by=()), metrics.donors(frame, by=()), rtol=1e-9)
        assert_frame_equal(frame, before)


def test_what_is_missing_or_impossible_is_named():
    for name in ("donor", "amount"):
        with pytest.raises(MissingColumn, match=name):
            metrics.donors(GIFTS.drop(columns=name))
    with pytest.raises(MissingColumn, match="district"):
        metrics.donors(GIFTS, by=["district"])
    with pytest.raises(WrongValue, match="donor"):
        metrics.donors(GIFTS, by=["donor"])
    with pytest.raises(NotNumbers, match="amount"):
        metrics.donors(GIFTS.assign(amount="much"))
