import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import in_prices, metrics, published
from partnerlab.errors import MissingColumn, WrongValue

COLUMNS = [
    *("year", "indicator", "value", "value_low", "value_high", "unit", "denominator_kind", "source", "note", "pages"),
    *("source_en", "note_en", "rows_used", "rows_left_out"),
]
# Two pages agree on the winners of 2001 and disagree on its applications; the last three rows cannot be counted.
PAGES = pd.DataFrame(
    [
        (2001, "applications", 40.0, "projects", "city_contest", "received", "Gazette", "B says 50"),
        (2001, "applications", 50.0, "projects", "city_contest", "received", "Bulletin; No 2", "A says 40"),
        (2001, "winners", 10.0, "projects", "city_contest", None, "Gazette", None),
        (2001, "winners", 10.0, "projects", "city_contest", None, "Bulletin; No 2", "ten; in all"),
        (2001, "grant_fund", 1.005, "million RUB", "city_contest", None, "Gazette", None),
        (2001, "grant_fund", 1005.0, "thousand RUB", "city_contest", None, "Bulletin; No 2", None),
        (2001, "own_contribution", 7.0, "percent of requested sum", "city_contest", None, "Gazette", None),
        (2001, "winners", 3.0, "projects", "district_contest", None, "Gazette", None),
        (None, "winners", 12.0, "projects", "city_contest", None, "Gazette", None),
        (2002, "winners", None, "projects", "city_contest", None, "Gazette", None),
    ],
    columns=["year", "indicator", "value", "unit", "scope", "denominator_kind", "source", "note"],
)

rows = st.lists(
    st.tuples(
        st.sampled_from([2001, 2002, 2003]),
        st.sampled_from(["applications", "winners", "nominations"]),
        st.integers(0, 12),
        st.sampled_from(["city_contest", "oblast_contest"]),
        st.sampled_from(["A", "B", "C"]),
        st.sampled_from(["here", "there"]),
    ),
    max_size=25,
).map(
    lambda made: (
        pd.DataFrame(made, columns=["year", "indicator", "value", "scope", "source", "place"])
        .astype({"indicator": "str", "scope": "str", "source": "str", "place": "str"})
        .assign(unit="projects")
    )
)


def the_contest() -> pd.DataFrame:
    return metrics.history(published("contest_history"))


def rates(table: pd.DataFrame) -> pd.DataFrame:
    return table[table.indicator == "award_rate"].sort_values(["year", "value"])


# What is printed ----------------------------------------------------------------------------------------------------


def test_the_share_of_winners_is_known_of_five_years_and_of_2015_twice():
    table = rates(the_contest())
    assert table.year.tolist() == [2011, 2015, 2015, 2023, 2024, 2025]
    assert table.value.round(3).tolist() == [0.440, 0.298, 0.305, 0.523, 0.586, 0.434]
    assert table.value.tolist() == pytest.approx([81 / 184, 128 / 429, 128 / 420, 81 / 155, 78 / 133, 75 / 173])
    bounds = table[["value_low", "value_high"]].round(3).to_numpy().tolist()
    assert bounds[:3] == [[0.370, 0.512], [0.257, 0.343], [0.263, 0.350]]
    assert table.denominator_kind.tolist() == [*["received"] * 3, "considered", "took_part", "passed_to_commission"]
    assert set(table.unit) == {"share"}


def test_429_and_420_applications_of_2015_are_two_points_and_each_names_the_other():
    table = the_contest()
    assert table.columns.tolist() == COLUMNS
    points = table[(table.year == 2015) & (table.indicator == "applications")].set_index("value")
    assert sorted(points.index) == [420, 429]
    assert (points.pages == 1).all()
    assert "420" in points.note[429]
    assert "429" in points.note[420]
    assert "420" in points.note_en[429]


def test_two_pages_that_agree_on_the_128_winners_of_2015_are_one_point():
    table = the_contest()
    (point,) = table[(table.year == 2015) & (table.indicator == "winners")].itertuples()
    assert (point.value, point.pages, point.rows_used) == (128, 2, 2)
    assert "perm-news.net" in point.source
    assert "hello-perm.ru" in point.source
    assert np.isnan(point.value_low)


def test_the_fund_of_2015_to_2025_is_24_25_and_30_million_roubles():
    funds = the_contest().query("indicator == 'grant_fund'")
    assert funds.year.tolist() == [2015, 2024, 2025]
    assert funds.value.tolist() == [24_000_000, 25_000_000, 30_000_000]
    assert set(funds.unit) == {"RUB"}


def test_applications_are_known_of_eight_years_and_realised_projects_are_not_winners():
    table = the_contest()
    applications = table[table.indicator == "applications"].groupby("year").value.max()
    assert applications.to_dict() == {
        **{2011: 184, 2015: 429, 2016: 331, 2017: 345, 2019: 234, 2023: 155, 2024: 133, 2025: 173}
    }
    assert table[(table.year == 2019)].indicator.tolist() == [
        *("applications", "edition_number", "nominations", "projects_realised")
    ]
    rule = table[table.indicator == "own_contribution_minimum"]
    assert rule[["value", "unit"]].to_numpy().tolist() == [[0.3, "share"], [0.3, "share"]]


def test_other_contests_of_the_same_table_are_left_out_and_counted():
    frame = published("contest_history").frame
    table = the_contest()
    others = (frame.scope != "city_contest").sum()
    assert set(table.rows_left_out) == {others}
    assert 871 not in table.value.tolist()
    printed = table[table.indicator != "award_rate"]
    assert printed.rows_used.sum() + others == len(frame)
    fair = metrics.history(frame, scope="federal_district")
    assert fair[fair.indicator == "winners"].value.tolist() == [78]


def test_the_fund_of_2015_is_44_million_in_prices_of_2025():
    constant = metrics.history(in_prices(published("contest_history"), 2025))
    fund = constant[(constant.indicator == "grant_fund") & (constant.year == 2015)].value.item()
    grown = 1.0
    for index in (1.0538, 1.0252, 1.0427, 1.0305, 1.0491, 1.0839, 1.1192, 1.0742, 1.0952, 1.0559):  # 2016 to 2025
        grown *= index
    assert fund == pytest.approx(24_000_000 * grown)
    assert round(fund / 1e6) == 44


# By hand ------------------------------------------------------------------------------------------------------------


def test_pages_worked_by_hand():
    table = metrics.history(PAGES)
    assert table[["indicator", "value", "unit", "pages", "rows_used"]].to_numpy().tolist() == [
        ["applications", 40, "projects", 1, 1],
        ["applications", 50, "projects", 1, 1],
        ["award_rate", 0.2, "share", 2, 3],
        ["award_rate", 0.25, "share", 2, 3],
        ["grant_fund", 1_005_000, "RUB", 2, 2],
        ["own_contribution", 0.07, "share", 1, 1],
        ["winners", 10, "projects", 2, 2],
    ]
    assert (table.year == 2001).all()
    assert (table.rows_left_out == 3).all()
    assert "source_en" not in table
    winners = table.iloc[-1]
    assert winners.source == "Bulletin; No 2; Gazette"
    assert winners.note == "ten; in all"
    assert table.note.isna().tolist() == [False, False, False, False, True, True, False]
    assert table.note[3] == "B says 50; ten; in all"


def test_more_winners_than_applications_are_no_share():
    frame = PAGES.assign(value=[5.0, 9.0, *PAGES.value[2:]])
    table = metrics.history(frame)
    assert "award_rate" not in set(table.indicator)
    assert "winners" in set(table.indicator)


def test_winners_of_one_district_are_no_share_of_another_s_applications():
    frame = PAGES.iloc[[0, 2]].assign(place=["here", "there"])
    assert metrics.history(frame, by=["place"]).indicator.tolist() == ["applications", "winners"]
    assert "award_rate" in set(metrics.history(frame).indicator)


def test_without_a_scope_every_row_counts_and_without_a_kind_it_is_missing():
    table = metrics.history(PAGES.drop(columns=["scope", "denominator_kind", "note"]))
    assert table[table.indicator == "winners"].value.tolist() == [3, 10]
    assert table.denominator_kind.isna().all()
    assert table.note.isna().all()
    assert len(rates(table)) == 4


def test_a_scope_that_nobody_has_is_an_empty_table_of_the_same_form():
    table = metrics.history(published("contest_history"), scope="village")
    assert table.empty
    assert table.dtypes.equals(the_contest().dtypes)


# Laws ---------------------------------------------------------------------------------------------------------------


@given(rows, st.integers(0, 9))
@settings(deadline=None, max_examples=50)
def test_every_row_is_one_point_s_or_left_out_and_a_share_is_inside_its_bounds(frame, seed):
    before = frame.copy(deep=True)
    table = metrics.history(frame)
    assert_frame_equal(frame, before)
    city = frame[frame.scope == "city_contest"]
    printed = table[table.indicator != "award_rate"]
    assert printed.rows_used.sum() == len(city)
    assert not len(table) or set(table.rows_left_out) == {len(frame) - len(city)}
    assert len(printed) == len(city[["year", "indicator", "value"]].drop_duplicates())
    assert (table.pages <= table.rows_used).all()
    shares = rates(table)
    assert shares.value.between(0, 1).all()
    bounded = shares.dropna(subset="value_low")
    assert (bounded.value_low <= bounded.value).all()
    assert (bounded.value <= bounded.value_high).all()
    assert_frame_equal(metrics.history(frame.sample(frac=1, random_state=seed)), table)


@given(rows)
@settings(deadline=None, max_examples=30)
def test_a_group_by_itself_is_what_it_is_among_others(frame):
    table = metrics.history(frame, by=["place"])
    for place in ("here", "there"):
        alone = metrics.history(frame[frame.place == place])
        part = table[table.place == place].drop(columns="place").reset_index(drop=True)
        assert_frame_equal(part, alone, check_dtype=False)


@given(rows)
@settings(deadline=None, max_examples=30)
def test_a_page_that_says_the_same_adds_no_point(frame):
    table = metrics.history(frame)
    again = metrics.history(pd.concat([frame, frame.assign(source="D")], ignore_index=True))
    same = ["year", "indicator", "value", "value_low", "value_high", "unit"]
    assert_frame_equal(again[same], table[same])
    assert (again.pages == table.pages + 1).all()


def test_every_engine_gives_the_same_table(engine):
    for frame in (PAGES, published("contest_history").frame):
        assert_frame_equal(metrics.history(engine(frame)), metrics.history(frame), rtol=1e-9)


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", ["year", "indicator", "value", "unit", "source"])
def test_a_missing_column_is_named(column):
    with pytest.raises(MissingColumn) as caught:
        metrics.history(PAGES.drop(columns=column))
    assert caught.value.column == column


def test_the_result_is_not_grouped_by_its_own_columns():
    with pytest.raises(WrongValue):
        metrics.history(PAGES, by=["year"])


def test_a_scope_whose_name_begins_like_the_contests_is_another_scope():
    pages = pd.DataFrame({"scope": ["city_contest", "city_contest_finals"], "year": 2011, "indicator": "winners"})
    table = metrics.history(pages.assign(value=[81.0, 9.0], unit="projects", source="page"))
    assert table.value.tolist() == [81]
    assert table.rows_left_out.tolist() == [1]
