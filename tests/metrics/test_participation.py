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

COLUMNS = ["active", "first_time", "retained", "reactivated", "lapsed", "retention", "first_time_share"]


def taking_part(**years):
    """Rows from `y1999="ABC"`: each letter an organisation."""
    pairs = [(int(year[1:]), letter) for year, letters in years.items() for letter in letters]
    return pd.DataFrame(pairs, columns=["year", "organisation"]).astype({"organisation": "str"})


def of_year(table, year):
    return table[table.year == year].iloc[0][COLUMNS].tolist()


def test_of_four_organisations_two_stay_one_returns_and_one_is_new():
    table = metrics.participation(taking_part(y1999="ABCD", y2000="ABE", y2001="ABCFA"))
    assert table.columns.tolist() == ["year", *COLUMNS, "rows_used", "rows_left_out"]
    first = table.iloc[0]
    assert (first.year, first.active) == (1999, 4)
    assert first[COLUMNS[1:]].isna().all()
    assert of_year(table, 2000) == [3, 1, 2, 0, 2, 0.5, pytest.approx(1 / 3)]  # E new, C and D lapsed
    assert of_year(table, 2001) == [4, 1, 2, 1, 1, pytest.approx(2 / 3), 0.25]  # C back, E lapsed
    assert table.rows_used.tolist() == [4, 3, 5]


def test_a_year_without_a_contest_breaks_no_retention():
    table = metrics.participation(taking_part(y1999="AB", y2001="BC"), calendar={2000: "no"})
    assert of_year(table, 2001) == [2, 1, 1, 0, 1, 0.5, 0.5]


@pytest.mark.parametrize("calendar", [{}, {2000: "missing"}, {2000: "yes"}, {2000: "open"}])
def test_a_missing_file_makes_the_next_years_novelty_unknown_and_no_later_one(calendar):
    table = metrics.participation(taking_part(y1999="AB", y2001="BC", y2002="AC"), calendar=calendar)
    assert table.active.tolist() == [2, 2, 2]
    assert table[table.year == 2001].iloc[0][COLUMNS[1:]].isna().all()
    assert of_year(table, 2002) == [2, 0, 1, 1, 1, 0.5, 0]


def test_while_a_contest_is_open_nobody_has_lapsed_yet():
    table = metrics.participation(taking_part(y1999="AB", y2000="BC"), calendar={2000: "open"})
    active, first_time, retained, reactivated, lapsed, retention, first_time_share = of_year(table, 2000)
    assert (active, first_time, retained, reactivated, first_time_share) == (2, 1, 1, 0, 0.5)
    assert np.isnan(lapsed)
    assert np.isnan(retention)


def test_the_calendar_of_a_dataset_counts_unless_another_is_given():
    frame = taking_part(y1999="AB", y2001="B")
    dataset = Dataset("contest", "records", frame, Source("a test"), calendar={2000: "no"})
    assert of_year(metrics.participation(dataset), 2001)[5] == 0.5
    assert np.isnan(of_year(metrics.participation(dataset, calendar={}), 2001)[5])


def test_among_winners_first_time_means_a_first_win():
    frame = taking_part(y1999="AB", y2000="AB", y2001="A")
    frame["status"] = ["won", "lost", "lost", "won", "won"]
    table = metrics.participation(frame, among="winners")
    assert table.active.tolist() == [1, 1, 1]
    assert of_year(table, 2000) == [1, 1, 0, 0, 1, 0, 1]  # B applied before and wins for the first time
    assert of_year(table, 2001) == [1, 0, 0, 1, 1, 0, 0]  # A is back among the winners


def test_a_contest_that_nobody_won_is_still_the_contest_before():
    frame = taking_part(y1999="A", y2000="A", y2001="A").assign(status=["won", "lost", "won"])
    table = metrics.participation(frame, among="winners")
    assert of_year(table, 2001)[:5] == [1, 0, 0, 1, 0]
    assert np.isnan(of_year(table, 2001)[5])  # nobody could be retained


def test_one_that_changes_its_kind_has_not_lapsed_and_is_not_new():
    frame = taking_part(y1999="ABC", y2000="ABD").assign(kind=["ngo", "ngo", "otos", "ngo", "otos", "otos"])
    table = metrics.participation(frame, by=["kind"])
    assert table.columns.tolist()[:3] == ["year", "kind", "active"]
    ngo, otos = table[table.year == 2000].itertuples()
    assert (ngo.active, ngo.retained, ngo.lapsed, ngo.retention) == (1, 1, 0, 1)  # B took part, now as otos
    assert (otos.active, otos.retained, otos.first_time, otos.lapsed, otos.retention) == (2, 1, 1, 1, 0)


def test_a_kind_that_stays_away_has_a_row_of_lapsed_ones():
    frame = taking_part(y1999="AB", y2000="A").assign(kind=["ngo", "otos", "ngo"])
    row = metrics.participation(frame, by="kind").iloc[-1]
    assert (row.kind, row.active, row.lapsed, row.retention, row.rows_used) == ("otos", 0, 1, 0, 0)


def test_rows_without_organisation_or_year_are_counted_as_left_out():
    frame = taking_part(y1999="AB", y2000="B")
    more = pd.DataFrame({"year": [1999, None], "organisation": [None, "A"]})
    table = metrics.participation(pd.concat([frame, more], ignore_index=True))
    assert table.rows_used.tolist() == [2, 1, 0]
    assert table.rows_left_out.tolist() == [1, 0, 1]
    assert table.year.isna().tolist() == [False, False, True]
    assert table.iloc[2][COLUMNS].isna().all()


active_years = st.dictionaries(st.sampled_from("ABCDEFGH"), st.sets(st.integers(1999, 2004), min_size=1), min_size=1)


@given(active_years, st.sampled_from([{}, {2000: "no", 2001: "no"}, dict.fromkeys(range(1999, 2005), "no")]))
@settings(max_examples=12, deadline=None)
def test_the_counts_are_those_of_sets(years_of, calendar):
    frame = pd.DataFrame(
        [(y, name) for name, years in years_of.items() for y in years], columns=["year", "organisation"]
    )
    frame = frame.assign(kind=np.where((frame.year + frame.organisation.map(ord)) % 2, "ngo", "otos"))
    table = metrics.participation(frame, calendar=calendar).set_index("year")
    active = {year: {name for name, years in years_of.items() if year in years} for year in set(frame.year)}
    for year, now in active.items():
        row = table.loc[year]
        assert row.active == len(now)
        gap = year - 1
        while gap not in active and calendar.get(gap) == "no":
            gap -= 1
        if gap not in active:
            assert row[COLUMNS[1:]].isna().all()
            continue
        ever = set().union(*(names for earlier, names in active.items() if earlier < year))
        assert row.first_time == len(now - ever)
        assert row.retained == len(now & active[gap])
        assert row.reactivated == len((now & ever) - active[gap])
        assert row.lapsed == len(active[gap] - now)
        assert row.first_time + row.retained + row.reactivated == row.active
        assert row.retention == row.retained / len(active[gap])
        assert row.retained + row.lapsed == len(active[gap])
    by_kind = metrics.participation(frame, by=["kind"], calendar=calendar).groupby("year")[COLUMNS[:5]].sum(min_count=1)
    assert_frame_equal(by_kind, table[COLUMNS[:5]], check_dtype=False)


def test_every_engine_gives_the_same_table_in_any_order_of_rows(engine, contest):
    shuffled = contest.sample(frac=1, random_state=1)
    for options in (
        {},
        {"by": ["district"], "calendar": {2002: "no"}},
        {"among": "winners", "calendar": {2003: "open"}},
    ):
        assert_frame_equal(
            metrics.participation(engine(shuffled), **options), metrics.participation(contest, **options)
        )


def test_each_row_is_used_or_left_out(contest):
    table = metrics.participation(contest)
    assert (table.rows_used + table.rows_left_out).tolist() == contest.groupby("year", dropna=False).size().tolist()


def test_what_is_missing_or_impossible_is_named():
    frame = taking_part(y1999="A")
    with pytest.raises(MissingColumn, match="organisation_id"):
        metrics.participation(frame.drop(columns="organisation"))
    with pytest.raises(MissingColumn, match="year"):
        metrics.participation(frame.drop(columns="year"))
    with pytest.raises(WrongValue, match="everyone"):
        metrics.participation(frame, among="everyone")


def test_the_frame_stays_as_it_was(contest):
    before = contest.copy(deep=True)
    metrics.participation(contest, by=["district"])
    assert_frame_equal(contest, before)


def test_south_african_lottery_grants_keep_a_fifth_then_an_eighth_then_a_tenth_of_their_organisations(real):
    def names(path):
        frame = pd.read_csv(path, usecols=["Name"], dtype="str").dropna()
        return [" ".join(re.sub(r"[^\w\s]", "", name.upper()).split()) for name in frame.Name]

    files = {year: names(real(f"lottery-grants/NLC-{year}-{year + 1}.csv")) for year in range(2013, 2017)}
    frame = pd.DataFrame(
        [(year, name) for year, rows in files.items() for name in rows], columns=["year", "organisation"]
    )
    table = metrics.participation(frame)
    assert table.active.tolist() == [3368, 3453, 2499, 2924]
    assert table.retained.tolist()[1:] == [722, 463, 245]
    assert table.retention.round(4).tolist()[1:] == [0.2144, 0.1341, 0.0980]
    assert table.reactivated.tolist()[1:] == [0, 322, 498]
    assert table.first_time.tolist()[1:] == [2731, 1714, 2181]
    assert table.iloc[0][COLUMNS[1:]].isna().all()


def test_a_blank_name_is_no_organisation():
    frame = pd.DataFrame(
        {"year": 1999, "organisation_id": [None, " ", "5902", ""], "organisation": ["A", " ", "B", "A"]}
    )
    row = metrics.participation(frame).iloc[0]
    assert (row.active, row.rows_used, row.rows_left_out) == (2, 3, 1)


def test_after_a_contest_that_is_still_open_nothing_is_known_of_who_stayed():
    table = metrics.participation(taking_part(y1999="AB", y2000="A", y2001="A"), calendar={2000: "open"})
    assert table.iloc[2][COLUMNS[1:]].isna().all()


def test_years_as_text_are_refused():
    with pytest.raises(NotNumbers, match="year"):
        metrics.participation(pd.DataFrame({"year": ["2001", "2002"], "organisation": ["A", "A"]}))
