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


def test_without_donors_there_is_the_printed_fund_alone_on_every_engine(engine):
    frame = CONTESTS.dropna()
    assert_frame_equal(fund_leverage(engine(frame)), fund_leverage(frame))
    assert fund_leverage(frame).measured_on.tolist() == ["printed_fund"] * 2


def test_a_table_without_a_fund_is_refused_by_name():
    with pytest.raises(MissingColumn) as error:
        fund_leverage(pd.DataFrame({"year": [2004], "attracted": [1.0]}))
    assert error.value.column == "printed_fund"
