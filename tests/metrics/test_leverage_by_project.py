import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = [
    *("application_id", "title", "budget", "attracted", "leverage", "rank", "programme_leverage", "median_ratio"),
    "base",
]
# Winners A 3, B 1/2 and C 1 rouble per rouble; D's attracted money is unknown, E has no base, F lost, G has no status.
CONTEST = pd.DataFrame(
    {
        "application_id": list("ABCDEFG"),
        "title": ["Chess", "Choir", "Park", "Yard", "Stage", "Club", "Bus"],
        "status": ["won", "reported", "contracted", "won", "won", "lost", None],
        "awarded": [10_000.0, 20_000.0, 30_000.0, 40_000.0, 0.0, 10_000.0, 10_000.0],
        "attracted": [30_000.0, 10_000.0, 30_000.0, np.nan, 5_000.0, 99_999.0, 99_999.0],
    }
)


def test_three_projects_each_with_its_own_ratio_beside_the_programmes():
    table = metrics.leverage_by_project(CONTEST, by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table[["title", "leverage", "rank"]].values.tolist() == [["Chess", 3, 1], ["Park", 1, 2], ["Choir", 0.5, 3]]
    assert table.programme_leverage.tolist() == pytest.approx([7 / 6] * 3)  # 70 beside 60 thousand
    assert table.median_ratio.tolist() == [1] * 3
    assert table[["rows_used", "rows_left_out"]].values.tolist() == [[3, 3]] * 3  # D, E and G; F is no winner


def test_equal_ratios_stand_in_the_order_of_their_numbers_whatever_the_order_of_rows():
    frame = pd.DataFrame({"application_id": list("CBA"), "awarded": [2.0, 4.0, 8.0], "attracted": [1.0, 2.0, 4.0]})
    for rows in (frame, frame.iloc[::-1]):
        table = metrics.leverage_by_project(rows, by=())
        assert table.application_id.tolist() == ["A", "B", "C"]
        assert table["rank"].tolist() == [1, 2, 3]


def test_projects_of_one_ratio_without_numbers_stand_in_the_order_of_their_money():
    frame = pd.DataFrame({"awarded": [8.0, 2.0, 4.0], "attracted": [4.0, 1.0, 2.0]})
    for rows in (frame, frame.iloc[::-1]):
        assert metrics.leverage_by_project(rows, by=()).budget.tolist() == [2, 4, 8]


@pytest.mark.parametrize("base", ["budget", "budget_and_business", "fund"])
def test_the_table_names_the_base_that_was_asked_for(base):
    frame = CONTEST.assign(business=1.0, fund=5.0)
    table = metrics.leverage_by_project(frame, by=(), base=base)
    assert set(table.base) == {base}


def test_each_group_is_ranked_by_itself_and_beside_its_own_programme():
    frame = CONTEST.assign(year=[2001, 2000, 2000, 2000, 2002, 2001, 2000])
    table = metrics.leverage_by_project(frame)
    assert table[["year", "application_id", "rank"]].values.tolist() == [[2000, "C", 1], [2000, "B", 2], [2001, "A", 1]]
    assert table.programme_leverage.tolist() == pytest.approx([0.8, 0.8, 3])  # 40 beside 50; 30 beside 10
    assert table.rows_left_out.tolist() == [2, 2, 0]


def test_business_money_belongs_to_that_base_only_and_must_be_known():
    frame = CONTEST.assign(business=[0.0, 20_000.0, np.nan, 1.0, 1.0, 1.0, 1.0])
    table = metrics.leverage_by_project(frame, by=(), base="budget_and_business")
    assert table[["application_id", "budget", "leverage"]].values.tolist() == [
        ["E", 1, 5_000],
        ["A", 10_000, 3],
        ["B", 40_000, 0.25],
    ]
    assert (
        metrics.leverage_by_project(CONTEST.assign(fund=60_000.0), by=(), base="fund").budget.tolist() == [60_000] * 4
    )


def test_names_that_the_records_do_not_have_are_not_made_up():
    table = metrics.leverage_by_project(CONTEST.drop(columns=["application_id", "title"]), by=())
    assert table.columns.tolist() == [*COLUMNS[2:], "rows_used", "rows_left_out"]


def test_it_agrees_with_leverage_group_by_group(contest):
    for by in ([], ["year"], ["district", "year"]):
        table = metrics.leverage_by_project(contest, by=by)
        first = table[table["rank"] == 1].reset_index(drop=True)
        whole = metrics.leverage(contest, by=by)
        whole = whole[whole.projects > 0].reset_index(drop=True)
        assert len(first) == len(whole)
        assert first.programme_leverage.tolist() == pytest.approx(whole.leverage.tolist())
        assert first.median_ratio.tolist() == pytest.approx(whole.median_ratio.tolist())
        for name in ("rows_used", "rows_left_out"):
            assert first[name].tolist() == whole[name].tolist()


amount = st.floats(1, 1e6)


@given(st.lists(st.tuples(amount, amount), min_size=1, max_size=30), st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_programme_stands_between_its_highest_and_lowest_project_and_is_their_mean_by_budget(pairs, random):
    frame = pd.DataFrame(pairs, columns=["awarded", "attracted"])
    table = metrics.leverage_by_project(frame, by=())
    assert table["rank"].tolist() == list(range(1, len(pairs) + 1))
    assert table.leverage.is_monotonic_decreasing
    programme = table.programme_leverage[0]
    assert programme == pytest.approx(np.average(table.leverage, weights=table.budget))
    assert table.leverage.min() * (1 - 1e-9) <= programme <= table.leverage.max() * (1 + 1e-9)
    assert (table.leverage >= table.median_ratio).sum() >= len(pairs) / 2
    random.shuffle(pairs)
    shuffled = metrics.leverage_by_project(pd.DataFrame(pairs, columns=["awarded", "attracted"]), by=())
    assert_frame_equal(shuffled, table)


def test_a_group_of_losers_or_of_winners_without_amounts_has_no_row_and_changes_no_other(contest):
    more = pd.DataFrame({"year": [2005.0, 2006.0], "status": ["lost", "won"], "awarded": 5.0})
    after = metrics.leverage_by_project(pd.concat([contest, more], ignore_index=True))
    assert_frame_equal(after, metrics.leverage_by_project(contest))


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, contest):
    before = contest.copy(deep=True)
    shuffled = contest.sample(frac=1, random_state=1)
    for options in ({}, {"by": ()}, {"by": ["district", "year"], "base": "budget_and_business"}):
        assert_frame_equal(
            metrics.leverage_by_project(engine(shuffled), **options),
            metrics.leverage_by_project(contest, **options),
            rtol=1e-9,
        )
    assert_frame_equal(contest, before)


def test_no_records_make_an_empty_table_with_all_its_columns(engine):
    empty = CONTEST.iloc[:0].astype({"application_id": "str", "title": "str", "status": "str"})
    table = metrics.leverage_by_project(engine(empty), by=())
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_a_printed_table_of_totals_has_no_projects():
    totals = pd.DataFrame({"year": [1999], "budget": [262_000.0], "attracted": [751_900.0]})
    with pytest.raises(MissingColumn) as raised:
        metrics.leverage_by_project(totals)
    assert (raised.value.column, raised.value.question) == ("awarded", "leverage_by_project")


def test_what_is_missing_or_impossible_is_named():
    for column, options in (("attracted", {}), ("business", {"base": "budget_and_business"}), ("year", {"by": "year"})):
        with pytest.raises(MissingColumn, match=column):
            metrics.leverage_by_project(CONTEST.drop(columns=column, errors="ignore"), **{"by": (), **options})
    for options in ({"base": "donors"}, {"by": "title"}):
        with pytest.raises(WrongValue):
            metrics.leverage_by_project(CONTEST, **{"by": (), **options})
    with pytest.raises(NotNumbers, match="attracted"):
        metrics.leverage_by_project(CONTEST.astype({"attracted": "str"}), by=())


def test_the_us_russia_foundation_had_45_grants_of_a_typical_0_45_under_a_programme_of_0_70(real):
    grants = pd.read_csv(real("russian-grants/usrf.csv"), sep="\t")

    def dollars(text):
        digits = re.search(r"\$\s*([\d,]+)", text) if isinstance(text, str) else None
        return float(digits[1].replace(",", "")) if digits else np.nan

    frame = pd.DataFrame({"awarded": grants.grant.map(dollars), "attracted": grants.cofunding.map(dollars)})
    table = metrics.leverage_by_project(frame, by=())
    assert len(table) == 45
    assert table.programme_leverage.round(3).unique().tolist() == [0.697]
    assert table.median_ratio.round(3).unique().tolist() == [0.451]
    assert round(table.leverage.mean(), 3) == 0.673
    assert table.leverage.tolist()[22] == table.median_ratio[0]  # the 23rd of 45
