from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn

STAGES = ["submitted", "admitted", "won", "contracted", "reported"]
CONTEST = pd.DataFrame(
    {
        "status": [
            "submitted",
            "withdrawn",
            "rejected",
            "admitted",
            "lost",
            "won",
            "contracted",
            "reported",
            "reported",
            None,
        ],
        "awarded": [np.nan, 9, 9, 9, 9, 10_000, 20_000, 30_000, 40_000, 9],
        "spent": [np.nan, 9, 9, 9, 9, np.nan, 15_000, 30_000, 30_000, 9],
        "returned": [np.nan, 9, 9, 9, 9, np.nan, np.nan, 0, 10_000, 9],
    }
)


def test_of_nine_applications_six_were_admitted_four_won_three_contracted_and_two_reported():
    table = metrics.funnel(CONTEST, by=())
    assert table.columns.tolist() == [*STAGES, "spent", "spent_share", "returned", "rows_used", "rows_left_out"]
    row = table.iloc[0]
    assert row[STAGES].tolist() == [9, 6, 4, 3, 2]
    assert (row.spent, row.returned) == (75_000, 10_000)
    assert row.spent_share == pytest.approx(75 / 90)  # of 20 + 30 + 40 thousand
    assert (row.rows_used, row.rows_left_out) == (9, 1)


def test_a_stage_that_was_never_recorded_is_missing_and_not_zero():
    frame = pd.DataFrame({"year": [2002, 2002, 2003], "status": ["won", "lost", "lost"]})
    table = metrics.funnel(frame)
    assert table.won.tolist() == [1, 0]
    assert table.submitted.tolist() == [2, 1]
    assert table[["admitted", "contracted", "reported", "spent", "spent_share", "returned"]].isna().all(axis=None)


def test_no_stage_has_more_than_the_one_before(contest):
    table = metrics.funnel(contest, by=["year", "district"])
    for before, after in pairwise(STAGES):
        assert (table[before] >= table[after]).all()
    sizes = contest.groupby(["year", "district"], dropna=False).size()
    assert (table.rows_used + table.rows_left_out).tolist() == sizes.tolist()


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, contest):
    before = contest.copy(deep=True)
    shuffled = contest.sample(frac=1, random_state=1)
    assert_frame_equal(metrics.funnel(engine(shuffled)), metrics.funnel(contest), rtol=1e-9)
    assert_frame_equal(contest, before)


def test_a_funnel_needs_a_status():
    with pytest.raises(MissingColumn, match="status"):
        metrics.funnel(CONTEST.drop(columns="status"), by=())
