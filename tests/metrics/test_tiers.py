import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn, NotNumbers

COLUMNS = [
    *("from_tier", "to_tier", "organisations", "applied", "won", "applied_share", "won_share", "median_years"),
    *("censored", "directly"),
]
COUNTS = ["organisations", "applied", "won"]
TIERS = ["district", "city", "regional"]


def went(*applications):
    """Rows from `("A", 1999, "district", "won")`; without a status the application was lost."""
    rows = [(*row, "lost")[:4] for row in applications]
    return pd.DataFrame(rows, columns=["organisation", "year", "tier", "status"])


CONTESTS = went(
    ("A", 1999, "district", "won"), ("A", 2001, "city", "won"), ("A", 2004, "regional", "won"),
    ("B", 1999, "district"), ("B", 2000, "city"), ("B", 2000, "regional", "reported"),
    ("C", 2000, "district"), ("C", 2003, "regional", "won"),
    ("D", 2004, "district"),
    ("E", 1999, "city"), ("E", 2003, "regional"),
    ("F", 2000, "regional", "won"), ("F", 2001, "city", "won"),
)  # fmt: skip


def step(table, start, end):
    return table[(table.from_tier == start) & (table.to_tier == end)].iloc[0]


def test_of_four_that_began_in_the_district_two_went_to_the_citys_and_both_on_to_the_regions():
    table = metrics.tiers(CONTESTS)
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table[["from_tier", "to_tier"]].values.tolist() == [
        ["district", "city"],
        ["district", "regional"],
        ["city", "regional"],
    ]
    assert table[COUNTS].values.tolist() == [[4, 2, 1], [4, 2, 2], [1, 1, 0]]
    assert table.applied_share.tolist() == [0.5, 0.5, 1]
    assert table.won_share.tolist() == [0.25, 0.5, 0]
    assert table.median_years.tolist() == [1.5, 3, 4]  # 2 and 1; 5 and 1; 4
    assert table.censored.tolist() == [1, 1, 0]  # D, of 2004
    assert table.rows_used.tolist() == [13] * 3


def test_one_that_went_past_the_citys_contest_is_not_in_the_sequence_and_is_told_apart():
    assert metrics.tiers(CONTESTS).directly.tolist()[1] == 1  # C
    assert metrics.tiers(CONTESTS).directly.isna().tolist() == [True, False, True]


def test_an_application_to_the_region_before_the_citys_counts_only_once_the_city_has_come():
    frame = went(("A", 1999, "district"), ("A", 2000, "regional", "won"), ("A", 2001, "city"))
    row = step(metrics.tiers(frame), "district", "regional")
    assert (row.applied, row.won, row.directly) == (0, 0, 1)
    again = pd.concat([frame, went(("A", 2002, "regional"))])
    row = step(metrics.tiers(again), "district", "regional")
    assert (row.applied, row.won, row.median_years, row.directly) == (1, 0, 3, 0)  # its win came before the step


def test_two_tiers_in_the_first_year_are_a_beginning_in_the_lower_and_no_step():
    frame = went(("A", 1999, "city", "won"), ("A", 1999, "district"))
    assert metrics.tiers(frame)[COUNTS].values.tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 0]]
    later = pd.concat([frame, went(("A", 2000, "city"))])
    row = step(metrics.tiers(later), "district", "city")
    assert (row.applied, row.won, row.median_years) == (1, 0, 1)  # the win of 1999 was no step


def test_a_step_that_nobody_could_take_has_no_share():
    row = step(metrics.tiers(went(("A", 1999, "district"))), "city", "regional")
    assert row[COUNTS].tolist() == [0, 0, 0]
    assert row[["applied_share", "won_share", "median_years"]].isna().all()


def test_without_a_status_every_application_won():
    frame = went(("A", 1999, "district"), ("A", 2000, "city")).drop(columns="status")
    assert metrics.tiers(frame)[COUNTS].values.tolist()[0] == [1, 1, 1]


def test_an_organisation_is_counted_in_the_group_that_it_began_in():
    frame = CONTESTS.assign(district=["Kirovsky"] * 4 + ["Leninsky"] * 9)  # B moved after its first year
    table = metrics.tiers(frame, by="district")
    assert table.district.tolist() == ["Kirovsky"] * 3 + ["Leninsky"] * 3
    assert table[COUNTS].values.tolist() == [[2, 2, 1], [2, 2, 2], [0, 0, 0], [2, 0, 0], [2, 0, 0], [1, 1, 0]]
    assert table.rows_used.tolist() == [4] * 3 + [9] * 3


def test_rows_that_do_not_say_who_when_or_where_are_left_out_and_those_of_an_open_contest():
    more = went(("", 1999, "district"), ("G", np.nan, "city"), ("G", 1999, "village"), ("G", 1999, None))
    opened = went(("A", 2005, "city", "won"), ("H", 2005, "district"))
    frame = pd.concat([CONTESTS, more, opened], ignore_index=True)
    dataset = Dataset("contest", "records", frame, Source("a test"), calendar={2005: "open"})
    table = metrics.tiers(dataset)
    assert table.rows_left_out.tolist() == [6] * 3
    assert_frame_equal(table.drop(columns="rows_left_out"), metrics.tiers(CONTESTS).drop(columns="rows_left_out"))
    assert step(metrics.tiers(dataset, calendar={}), "district", "city").organisations == 5


applications = st.lists(
    st.tuples(
        st.sampled_from("ABCDEF"), st.integers(1999, 2003), st.sampled_from(TIERS), st.sampled_from(["won", "lost"])
    ),
    min_size=1,
    max_size=40,
)


def by_hand(rows, start, end):
    """The step of one organisation after another, as the definition tells it."""
    counts, waits = [0, 0, 0], []
    for name in {row[0] for row in rows}:
        own = sorted((year, TIERS.index(tier), status) for who, year, tier, status in rows if who == name)
        first, lowest = own[0][:2]
        if TIERS[lowest] != start:
            continue
        counts[0] += 1
        city = [year for year, tier, _ in own if tier == 1 and year > first]
        since = min(city, default=9999) if (start, end) == ("district", "regional") else first + 1
        there = [(year, status) for year, tier, status in own if TIERS[tier] == end and year >= since]
        counts[1] += bool(there)
        counts[2] += any(status == "won" for _, status in there)
        waits += [there[0][0] - first] if there else []
    return counts, waits


@given(applications, st.randoms())
@settings(max_examples=50, deadline=None)
def test_each_step_is_what_one_counts_by_hand_in_any_order_of_rows(rows, random):
    table = metrics.tiers(went(*rows))
    for row in table.itertuples():
        counts, waits = by_hand(rows, row.from_tier, row.to_tier)
        assert [row.organisations, row.applied, row.won] == counts
        assert row.median_years == np.median(waits) if waits else np.isnan(row.median_years)
        assert row.won <= row.applied <= row.organisations
        assert row.censored <= row.organisations - row.applied
    city, region = (step(table, "district", end) for end in TIERS[1:])
    assert region.applied <= city.applied
    assert region.applied + region.directly <= region.organisations
    random.shuffle(rows)
    assert_frame_equal(metrics.tiers(went(*rows)), table)


@given(applications)
@settings(max_examples=30, deadline=None)
def test_groups_that_share_no_organisation_add_up_to_the_whole(rows):
    frame = went(*rows)
    frame["half"] = np.where(frame.organisation < "D", "first", "second")
    parts = metrics.tiers(frame, by=["half"]).groupby(["from_tier", "to_tier"])[[*COUNTS, "censored"]].sum()
    whole = metrics.tiers(frame).set_index(["from_tier", "to_tier"])[[*COUNTS, "censored"]]
    assert parts.sort_index().to_dict() == whole.sort_index().to_dict()


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, contest):
    frame = contest.assign(tier=np.random.default_rng(12).choice([*TIERS, None], len(contest)))
    before = frame.copy(deep=True)
    shuffled = frame.sample(frac=1, random_state=1)
    for options in ({}, {"by": ["district", "year"], "calendar": {2003: "open"}}):
        expected = metrics.tiers(frame, **options)
        assert expected[COUNTS].sum().gt(0).all()
        assert_frame_equal(metrics.tiers(engine(shuffled), **options), expected, rtol=1e-9)
    assert_frame_equal(frame, before)


def test_no_records_make_an_empty_table_with_all_its_columns(engine):
    table = metrics.tiers(engine(CONTESTS.iloc[:0]))
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_what_is_missing_is_named():
    for column, name in (("tier", "tier"), ("year", "year"), ("organisation", "organisation_id")):
        with pytest.raises(MissingColumn) as raised:
            metrics.tiers(CONTESTS.drop(columns=column))
        assert (raised.value.column, raised.value.question) == (name, "tiers")
    with pytest.raises(NotNumbers, match="year"):
        metrics.tiers(CONTESTS.astype({"year": "str"}))
