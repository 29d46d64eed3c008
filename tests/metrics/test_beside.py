"""What the rows of a table beside the applications know of their applications."""

from itertools import permutations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn
from partnerlab.metrics.beside import with_applications

CONCERTS = pd.DataFrame({"application_id": ["A", "B"], "indicator": "concerts", "value": [10.0, 10.0]})
TWICE = pd.DataFrame(
    {
        "application_id": ["A", "A", "A", "B"],
        "year": [2003, 2003, 2003, 2003],
        "status": ["lost", "won", "won", "won"],
        "awarded": [99_999.0, 20_000.0, np.nan, 30_000.0],
        "attracted": [99_999.0, 5_000.0, 70_000.0, 10_000.0],
    }
)


def joined(data, applications, **options):
    asked = with_applications(data, applications, question="outcomes", needs=("indicator",), **{"by": ()} | options)
    table = asked.frame.collect("pandas").to_native()
    assert tuple(table.columns) == asked.columns
    return table.sort_values("application_id", ignore_index=True)


def test_of_three_rows_of_one_application_the_winner_with_a_known_award_counts_in_every_order(engine):
    for order in permutations(range(4)):
        applications = engine(TWICE.iloc[list(order)].reset_index(drop=True))
        row = metrics.outcomes(engine(CONCERTS), applications=applications).iloc[0]
        assert (row["count"], row.rows_used) == (20, 2)  # each concert once, however often its application stands there
        assert row.budget_each == (20_000 + 30_000) / 20
        assert row.attracted_each == (5_000 + 10_000) / 20


def test_the_year_of_a_score_whose_application_stands_twice_is_the_later_one_in_every_order(engine):
    scores = pd.DataFrame({"application_id": list("AABB"), "expert": list("PQPQ"), "score": [1.0, 2, 5, 6]})
    applications = pd.DataFrame({"application_id": ["A", "B", "A"], "year": [2001, 2003, 2003]})
    for order in ([0, 1, 2], [2, 1, 0]):
        frame = applications.take(order).reset_index(drop=True)
        table = metrics.reviewers(engine(scores), applications=engine(frame), by=["year"])
        assert table[["year", "applications"]].to_numpy().tolist() == [[2003, 2]]


def test_the_request_of_an_application_that_stands_twice_is_the_greater_one_in_every_order(engine):
    scores = pd.DataFrame({"application_id": list("AABB"), "expert": list("PQPQ"), "score": [9.0, 2, 3, 6]})
    applications = pd.DataFrame({"application_id": ["A", "B", "A"], "requested": [10.0, 10.0, 50.0]})
    for order in ([0, 1, 2], [2, 1, 0]):
        frame = applications.take(order).reset_index(drop=True)
        table = metrics.decisive_experts(engine(scores), applications=engine(frame), fund=20)
        # A, first with both experts, asks for 50 and takes no part of the 20; without P it is second to B
        assert table[["expert", "application_id", "change"]].to_numpy().tolist() == [["P", "B", "gained"]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", " ", None]),
            st.sampled_from(["won", "lost", None]),
            st.sampled_from([1.0, 2.0, 10.0, np.nan]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=50, deadline=None)
def test_the_rows_stay_as_many_and_the_order_of_the_applications_changes_nothing(rows, random):
    applications = pd.DataFrame(rows, columns=["application_id", "status", "awarded"]).astype({"status": "str"})
    shuffled = pd.DataFrame(random.sample(rows, len(rows)), columns=applications.columns).astype({"status": "str"})
    wants = {"wants": ("status", "awarded")}
    expected = joined(CONCERTS, applications, **wants)
    assert expected.application_id.tolist() == ["A", "B"]
    for order in (shuffled, pl.from_pandas(shuffled, nan_to_null=False)):
        assert_frame_equal(joined(CONCERTS, order, **wants), expected)
    for number, status, awarded in expected[["application_id", "status", "awarded"]].itertuples(index=False):
        # the two are of one row, not the best of several
        own = [(str(s), str(a)) for n, s, a in rows if n == number] or [("nan", "nan")]
        said = ("None" if pd.isna(status) and own != [("nan", "nan")] else str(status), str(awarded))
        assert said in own


def test_what_a_table_knows_itself_is_not_taken_from_the_applications():
    table = joined(CONCERTS.assign(year=2001), TWICE, by=["year"], wants=("awarded", "title"))
    assert table.year.tolist() == [2001, 2001]
    assert table.columns.tolist() == ["application_id", "indicator", "value", "year", "awarded"]


def test_applications_that_are_not_needed_are_not_looked_at():
    table = joined(CONCERTS.assign(year=2001), pd.DataFrame({"title": ["a"]}), by="year")
    assert table.year.tolist() == [2001, 2001]


def test_a_column_that_neither_has_and_a_number_that_one_lacks_are_named():
    with pytest.raises(MissingColumn, match="district"):
        joined(CONCERTS, TWICE, by=["district"])
    with pytest.raises(MissingColumn, match="requested"):
        joined(CONCERTS, TWICE, borrows=("requested",))
    with pytest.raises(MissingColumn, match="application_id"):
        joined(CONCERTS, TWICE.drop(columns="application_id"), by=["year"])
    with pytest.raises(MissingColumn, match="application_id"):
        joined(CONCERTS.drop(columns="application_id"), TWICE, by=["year"])
