import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from partnerlab.errors import MissingColumn
from partnerlab.metrics import fund_leverage, leverage
from partnerlab.sources.published import published

CONTESTS = pd.DataFrame(
    {
        "year": [2004, 2005, 2006],
        "printed_fund": [155_990.0, 100_000.0, None],
        "attracted": [222_660.0, 50_000.0, 9.0],
    }
)
DONORS = pd.DataFrame({"year": [2004, 2004, 2005], "amount": [100_000.0, 57_990.0, 125_000.0]})


def test_the_district_fund_has_two_ratios_since_its_printed_sum_and_its_donors_disagree():
    table = fund_leverage(published("district_contest"), donors=published("district_donors"))
    assert table.measured_on.tolist() == ["printed_fund", "sum_of_donors"]
    # 222.66 / 155.990 and 222.66 / (100 + 17.990 + 20 + 20)
    assert table.leverage.round(3).tolist() == [1.427, 1.409]
    assert table.base.tolist() == ["fund"] * 2
    assert table.fund.round(6).tolist() == [155_990, 157_990]
    on_the_fund = leverage(published("district_contest"), base="fund")
    assert on_the_fund.leverage.iloc[0] == table.leverage.iloc[0]


def test_each_contest_is_measured_on_its_own_donors_and_one_without_a_fund_is_left_out():
    table = fund_leverage(CONTESTS, donors=DONORS)
    assert table.year.tolist() == [2004, 2004, 2005, 2005, 2006]
    assert table.leverage.tolist()[2:4] == [0.5, 0.4]
    last = table.iloc[4]
    assert (last.rows_used, last.rows_left_out) == (0, 1)
    assert pd.isna(last.leverage)
    assert pd.isna(last.fund)


def test_gifts_of_which_one_is_not_known_are_no_fund_and_have_no_leverage():
    donors = pd.DataFrame({"year": [2004, 2004, 2005], "amount": [100_000.0, None, 125_000.0]})
    table = fund_leverage(CONTESTS, donors=donors)
    assert table.measured_on.tolist()[:4] == ["printed_fund", "sum_of_donors"] * 2
    assert table[["fund", "leverage", "cofunding_share"]].iloc[1].isna().all()
    assert table.leverage.tolist()[3] == 0.4  # 50 beside 125 thousand


def test_donors_of_a_contest_that_is_left_out_do_not_stand_beside_the_others_money():
    contests = CONTESTS.assign(year=2004)  # the third contest's fund is not known; who gave to which neither
    table = fund_leverage(contests, donors=DONORS.assign(year=2004))
    assert table.fund.iloc[0] == 255_990
    assert table.leverage.iloc[0] == pytest.approx(272_660 / 255_990)
    assert table[["fund", "leverage"]].iloc[1].isna().all()
    assert table.rows_left_out.tolist() == [1, 1]


def test_the_share_of_the_attracted_money_in_both_and_what_is_left_out_by_hand():
    # 300 attracted beside a fund of 100 is three quarters of 400; the contest without attracted money adds no fund
    contests = pd.DataFrame({"year": [2004, 2004], "printed_fund": [100.0, 900.0], "attracted": [300.0, None]})
    row = fund_leverage(contests).iloc[0]
    assert (row.attracted, row.fund, row.leverage, row.cofunding_share) == (300, 100, 3, 0.75)
    assert (row.rows_used, row.rows_left_out) == (1, 1)


def test_where_no_attracted_money_is_known_there_is_none_and_not_zero():
    row = fund_leverage(CONTESTS[CONTESTS.year == 2006]).iloc[0]
    assert pd.isna(row.attracted)
    assert pd.isna(row.cofunding_share)


def test_without_donors_there_is_the_printed_fund_alone_on_every_engine(engine):
    frame = CONTESTS.dropna()
    assert_frame_equal(fund_leverage(engine(frame)), fund_leverage(frame))
    assert fund_leverage(frame).measured_on.tolist() == ["printed_fund"] * 2


def test_a_table_without_a_fund_is_refused_by_name():
    with pytest.raises(MissingColumn) as error:
        fund_leverage(pd.DataFrame({"year": [2004], "attracted": [1.0]}))
    assert error.value.column == "printed_fund"
