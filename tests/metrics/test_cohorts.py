import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn, NotNumbers, WrongValue

COLUMNS = ["cohort", "age", "organisations", "active", "share"]


def taking_part(**years):
    """Rows from `y1999="ABC"`: each letter an organisation."""
    pairs = [(int(year[1:]), letter) for year, letters in years.items() for letter in letters]
    return pd.DataFrame(pairs, columns=["year", "organisation"]).astype({"organisation": "str"})


def of_cohort(table, cohort):
    """The active organisations of a cohort, year by year."""
    return table[table.cohort == cohort].active.tolist()


def test_of_three_that_came_in_1999_two_came_again_and_one_of_them_stayed_to_the_end():
    table = metrics.cohorts(taking_part(y1999="ABC", y2000="ABDE", y2001="AEFF"))
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table[COLUMNS[:4]].values.tolist() == [
        [1999, 0, 3, 3],
        [1999, 1, 3, 2],  # A and B
        [1999, 2, 3, 1],  # A
        [2000, 0, 2, 2],
        [2000, 1, 2, 1],  # E
        [2001, 0, 1, 1],  # F applied twice
    ]
    assert table.share.tolist() == pytest.approx([1, 2 / 3, 1 / 3, 1, 0.5, 1])
    assert table.rows_used.unique().tolist() == [11]


def test_a_year_without_a_contest_has_no_row_and_the_next_is_two_years_after():
    table = metrics.cohorts(taking_part(y1999="AB", y2001="B"), calendar={2000: "no"})
    assert table[COLUMNS].values.tolist() == [[1999, 0, 2, 2, 1], [1999, 2, 2, 1, 0.5]]


@pytest.mark.parametrize("calendar", [{}, {2000: "missing"}, {2000: "yes"}, {2000: "open"}])
def test_what_happened_in_a_year_without_records_is_not_known(calendar):
    table = metrics.cohorts(taking_part(y1999="AB", y2001="B"), calendar=calendar)
    assert table.age.tolist() == [0, 1, 2]
    assert table.active.isna().tolist() == [False, True, False]
    assert table.share.isna().tolist() == [False, True, False]


def test_a_contest_to_which_none_of_a_cohort_came_is_a_zero_and_no_gap():
    table = metrics.cohorts(taking_part(y1999="A", y2000="B", y2001="A"))
    assert of_cohort(table, 1999) == [1, 0, 1]
    assert of_cohort(table, 2000) == [1, 0]


def test_while_a_contest_is_open_it_is_not_known_who_will_come():
    dataset = Dataset(
        "contest", "records", taking_part(y1999="AB", y2000="BC"), Source("a test"), calendar={2000: "open"}
    )
    table = metrics.cohorts(dataset)
    assert table.active.fillna(-1).tolist() == [2, -1, 1]  # C as of now
    assert metrics.cohorts(dataset, calendar={}).active.tolist() == [2, 1, 1]


def test_a_year_in_which_nobody_is_new_has_no_cohort():
    assert metrics.cohorts(taking_part(y1999="AB", y2000="B", y2001="C")).cohort.unique().tolist() == [1999, 2001]


def test_among_winners_a_cohort_won_first_in_its_year():
    frame = taking_part(y1999="AB", y2000="AB", y2001="A").assign(status=["won", "lost", "lost", "won", "won"])
    table = metrics.cohorts(frame, among="winners")
    assert of_cohort(table, 1999) == [1, 0, 1]
    assert of_cohort(table, 2000) == [1, 0]
    assert table.rows_used.tolist()[0] == 3
    assert (
        metrics.cohorts(frame.assign(status=["won", None, "lost", "won", "won"]), among="winners").rows_left_out[0] == 1
    )


def test_a_contest_that_nobody_won_is_a_zero_among_winners():
    frame = taking_part(y1999="A", y2000="A", y2001="A").assign(status=["won", "lost", "won"])
    assert of_cohort(metrics.cohorts(frame, among="winners"), 1999) == [1, 0, 1]


def test_an_organisation_stays_in_the_group_of_its_first_year_and_in_several_is_counted_in_each():
    frame = pd.DataFrame(
        [(1999, "A", "Kirovsky"), (1999, "B", "Kirovsky"), (1999, "B", "Leninsky"), (2000, "A", "Leninsky")],
        columns=["year", "organisation", "district"],
    )
    table = metrics.cohorts(frame, by=["district"])
    assert table[["district", *COLUMNS[:4]]].values.tolist() == [
        ["Kirovsky", 1999, 0, 2, 2],
        ["Kirovsky", 1999, 1, 2, 1],
        ["Leninsky", 1999, 0, 1, 1],
        ["Leninsky", 1999, 1, 1, 0],
    ]


def test_rows_without_an_organisation_or_a_year_are_left_out_and_counted():
    frame = pd.DataFrame({"year": [1999, 1999, np.nan], "organisation": ["A", " ", "B"]})
    table = metrics.cohorts(frame)
    assert table[[*COLUMNS[:4], "rows_used", "rows_left_out"]].values.tolist() == [[1999, 0, 1, 1, 1, 2]]


records = st.lists(st.tuples(st.integers(1999, 2003), st.sampled_from("ABCDEFGH")), min_size=1, max_size=40)
CALENDAR = dict.fromkeys(range(1999, 2004), "no")  # a year without records was not held


@given(records, st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_cohorts_of_a_year_add_up_to_those_active_and_their_sizes_are_the_first_timers(pairs, random):
    frame = pd.DataFrame(pairs, columns=["year", "organisation"])
    table = metrics.cohorts(frame, calendar=CALENDAR)
    participation = metrics.participation(frame, calendar=CALENDAR).set_index("year")
    active = table.assign(year=table.cohort + table.age).groupby("year").active.sum()
    assert active.to_dict() == participation.active.to_dict()
    sizes = table[table.age == 0].set_index("cohort").organisations
    first_time = participation.first_time.dropna()
    assert sizes.reindex(first_time.index).fillna(0).tolist() == first_time.tolist()
    assert sizes.sum() == frame.organisation.nunique()
    assert table.share.between(0, 1).all()
    assert (table[table.age == 0].share == 1).all()
    random.shuffle(pairs)
    shuffled = pd.DataFrame(pairs, columns=["year", "organisation"])
    assert_frame_equal(metrics.cohorts(shuffled, calendar=CALENDAR), table)


@given(records)
@settings(max_examples=50, deadline=None)
def test_groups_that_share_no_organisation_add_up_to_the_whole(pairs):
    frame = pd.DataFrame(pairs, columns=["year", "organisation"])
    frame["half"] = np.where(frame.organisation < "E", "first", "second")
    whole = metrics.cohorts(frame, calendar=CALENDAR).set_index(["cohort", "age"])
    parts = metrics.cohorts(frame, by=["half"], calendar=CALENDAR).groupby(["cohort", "age"])
    for name in ("organisations", "active"):
        assert parts[name].sum().to_dict() == whole[name].to_dict()


def test_every_engine_gives_the_same_table_and_the_frame_stays_as_it_was(engine, contest):
    before = contest.copy(deep=True)
    shuffled = contest.sample(frac=1, random_state=1)
    for options in (
        {},
        {"by": ["district", "year"], "calendar": {2002: "no"}},
        {"among": "winners", "calendar": {2003: "open"}},
    ):
        assert_frame_equal(metrics.cohorts(engine(shuffled), **options), metrics.cohorts(contest, **options))
    assert_frame_equal(contest, before)


def test_no_records_make_an_empty_table_with_all_its_columns(engine):
    table = metrics.cohorts(engine(taking_part(y1999="A").iloc[:0]))
    assert table.columns.tolist() == [*COLUMNS, "rows_used", "rows_left_out"]
    assert table.empty


def test_what_is_missing_or_impossible_is_named():
    frame = taking_part(y1999="A")
    with pytest.raises(MissingColumn, match="organisation_id"):
        metrics.cohorts(frame.drop(columns="organisation"))
    with pytest.raises(MissingColumn, match="year"):
        metrics.cohorts(frame.drop(columns="year"))
    with pytest.raises(WrongValue, match="everyone"):
        metrics.cohorts(frame, among="everyone")
    with pytest.raises(NotNumbers, match="year"):
        metrics.cohorts(frame.astype({"year": "str"}))


def test_south_african_lottery_cohorts_are_its_first_timers_and_a_fifth_of_the_first_came_again(real):
    def names(path):
        frame = pd.read_csv(path, usecols=["Name"], dtype="str").dropna()
        return [" ".join(re.sub(r"[^\w\s]", "", name.upper()).split()) for name in frame.Name]

    files = {year: names(real(f"lottery-grants/NLC-{year}-{year + 1}.csv")) for year in range(2013, 2017)}
    frame = pd.DataFrame(
        [(year, name) for year, rows in files.items() for name in rows], columns=["year", "organisation"]
    )
    table = metrics.cohorts(frame)
    begun = table[table.age == 0]
    assert begun.cohort.tolist() == [2013, 2014, 2015, 2016]
    assert begun.organisations.tolist() == [3368, 2731, 1714, 2181]
    assert of_cohort(table, 2013)[1] == 722  # all that the second year retained
    # Of the 2015-16 ones: 463 retained from 2014-15 and 322 back after a gap, all of the first two cohorts.
    assert of_cohort(table, 2013)[2] + of_cohort(table, 2014)[1] == 463 + 322
    sets = {year: set(rows) for year, rows in files.items()}
    assert of_cohort(table, 2014)[2] == len((sets[2014] - sets[2013]) & sets[2016])
