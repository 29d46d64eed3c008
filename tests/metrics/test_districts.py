import csv

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from partnerlab import metrics
from partnerlab.errors import MissingColumn
from partnerlab.sources.published import published

COLUMNS = [
    "applications", "winners", "awarded", "attracted", "leverage", "awarded_per_10000", "population", "population_year",
    "applications_per_10000", "winners_per_10000", "rows_used", "rows_left_out",
]  # fmt: skip
CONTEST = pd.DataFrame(
    {
        "year": [2003, 2003, 2003, 2003, 2004, 2003, 2003],
        "district": ["Kirovsky", "Kirovsky", "Kirovsky", "Kirovsky", "Kirovsky", "Leninsky", None],
        "status": ["won", "reported", "lost", None, "won", "rejected", "won"],
        "awarded": [100_000.0, 60_000.0, 7.0, 9.0, 10_000.0, np.nan, 5_000.0],
        "attracted": [300_000.0, np.nan, 7.0, 9.0, 0.0, np.nan, 5_000.0],
    }
)
PEOPLE = pd.DataFrame(
    {
        "district": ["kirovsky", "kirovsky", "leninsky"],
        "name": ["Кировский", "Кировский", "Ленинский"],
        "year": [2002, 2010, 1989],
        "population": [80_000, 100_000, 50_000],
    }
)


def test_kirovsky_2003_won_160_thousand_for_80_thousand_people_which_is_20_thousand_for_every_10_000():
    table = metrics.districts(CONTEST, population=PEOPLE, by=["year", "district"])
    assert table.columns.tolist() == ["year", "district", *COLUMNS]
    row = table[(table.year == 2003) & (table.district == "Kirovsky")].iloc[0]
    assert (row.applications, row.winners, row.awarded, row.attracted) == (3, 2, 160_000, 300_000)
    assert row.leverage == 3  # over the one winner with both sums
    assert (row.population, row.population_year) == (80_000, 2002)
    assert row.awarded_per_10000 == 20_000
    assert (row.applications_per_10000, row.winners_per_10000) == (3 / 8, 2 / 8)
    assert (row.rows_used, row.rows_left_out) == (3, 1)


def test_a_district_without_a_winner_got_nothing_and_its_leverage_is_not_defined():
    row = metrics.districts(CONTEST, population=PEOPLE).set_index("district").loc["Leninsky"]
    assert (row.applications, row.winners, row.awarded, row.awarded_per_10000) == (1, 0, 0, 0)
    assert pd.isna(row.leverage)


def test_applications_that_name_no_district_are_a_last_row_without_people():
    table = metrics.districts(CONTEST, population=PEOPLE)
    assert table.district.tolist()[:2] == ["Kirovsky", "Leninsky"]
    last = table.iloc[-1]
    assert pd.isna(last.district)
    assert last.applications == 1
    assert table[["population", "population_year", "awarded_per_10000"]].iloc[-1].isna().all()


@pytest.mark.parametrize(("year", "census"), [(1999, 2002), (2005, 2002), (2006, 2002), (2007, 2010), (2030, 2010)])
def test_the_census_is_the_nearest_and_of_two_as_near_the_earlier(year, census):
    frame = CONTEST.assign(year=year)
    by_year = metrics.districts(frame, population=PEOPLE, by=["year", "district"])
    assert by_year.population_year[0] == census
    assert metrics.districts(frame, population=PEOPLE).population_year[0] == census


def test_without_years_the_census_is_nearest_to_the_latest_year_of_the_group():
    frame = pd.concat([CONTEST.assign(year=2002), CONTEST.assign(year=2009)])
    assert metrics.districts(frame, population=PEOPLE).population_year[0] == 2010
    assert metrics.districts(frame.drop(columns="year"), population=PEOPLE).population_year[0] == 2010


@pytest.mark.parametrize("spelling", ["kirovsky", "КИРОВСКИЙ", " Кировский  район", "Kirovskiy district"])
def test_a_district_finds_its_people_under_any_spelling(spelling):
    frame = CONTEST.assign(district=spelling)
    assert metrics.districts(frame, population=PEOPLE).population[0] == 80_000


def test_a_census_without_a_figure_is_passed_over_and_a_district_without_any_has_no_people():
    unknown = PEOPLE.assign(population=[np.nan, 100_000, np.nan])
    table = metrics.districts(CONTEST, population=unknown).set_index("district")
    assert table.population_year["Kirovsky"] == 2010
    assert np.isnan(table.population["Leninsky"])
    assert np.isnan(table.awarded_per_10000["Leninsky"])


def test_without_a_population_what_is_for_its_people_is_missing_and_the_rest_is_there():
    table = metrics.districts(CONTEST)
    missing = ["awarded_per_10000", "population", "population_year", "applications_per_10000", "winners_per_10000"]
    assert table[missing].isna().all(axis=None)
    assert table.awarded.tolist() == [170_000, 0, 5_000]


def test_money_that_no_column_records_is_missing_and_not_zero():
    table = metrics.districts(CONTEST.drop(columns=["awarded", "attracted"]))
    assert table[["awarded", "attracted", "leverage"]].isna().all(axis=None)


def test_without_a_status_every_row_is_a_winner():
    table = metrics.districts(CONTEST.drop(columns="status"))
    assert table.winners.tolist() == table.applications.tolist() == [5, 1, 1]


def test_the_censuses_of_perm_fit_the_citys_districts():
    districts = published("districts").frame
    frame = pd.DataFrame({"district": districts.printed, "year": 2003, "awarded": 10_000.0})
    table = metrics.districts(frame, population=published("district_population")).set_index("district")
    assert table.population.sum() == 1_001_653  # the city's seven districts in 2002
    assert set(table.population_year) == {2002}
    assert table.awarded_per_10000["Ленинский район"] == pytest.approx(10_000 / 5.7569)


def test_the_district_is_a_group_in_any_case_and_must_be_there():
    assert metrics.districts(CONTEST, by="year").columns[:2].tolist() == ["year", "district"]
    with pytest.raises(MissingColumn, match="district"):
        metrics.districts(CONTEST.drop(columns="district"))
    with pytest.raises(MissingColumn, match="year"):
        metrics.districts(CONTEST, population=PEOPLE.drop(columns="year"))
    with pytest.raises(MissingColumn, match="population"):
        metrics.districts(CONTEST, population=PEOPLE.drop(columns="population"))


def test_every_engine_gives_the_same_table_and_the_frames_stay_as_they_were(engine, contest):
    before, people = contest.copy(deep=True), PEOPLE.copy(deep=True)
    shuffled = contest.sample(frac=1, random_state=1)
    for by in (["year", "district"], ["district"]):
        expected = metrics.districts(contest, population=PEOPLE, by=by)
        assert_frame_equal(metrics.districts(engine(shuffled), population=engine(PEOPLE), by=by), expected, rtol=1e-9)
    assert_frame_equal(contest, before)
    assert_frame_equal(PEOPLE, people)


# Warsaw --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def warsaw(real) -> pd.DataFrame:
    """Warsaw's participatory budget of 2023-2025: a project a row, its district from the file's name."""
    folder = real("pabulib/Poland_Warszawa_2023_Bemowo.pb").parent
    rows = []
    for file in sorted(folder.glob("*.pb")):
        _, _, year, district = file.stem.split("_", 3)
        lines = file.read_text(encoding="utf-8").splitlines()
        projects = csv.DictReader(lines[lines.index("PROJECTS") + 1 :], delimiter=";")
        rows += [(int(year), district, float(row["cost"]), row["selected"] != "0") for row in projects]
    frame = pd.DataFrame(rows, columns=["year", "district", "cost", "selected"])
    return frame.assign(status=np.where(frame.selected, "won", "lost"), awarded=frame.cost.where(frame.selected))


def test_warsaw_has_an_award_rate_by_district_and_year(warsaw):
    table = metrics.awards(warsaw, by=["year", "district"])
    assert len(table) == 54  # eighteen districts, three years
    counted = warsaw.groupby(["year", "district"]).selected.agg(["size", "sum"])
    assert table.applications.tolist() == counted["size"].tolist()
    assert table.winners.tolist() == counted["sum"].tolist()
    assert table.award_rate.tolist() == pytest.approx((counted["sum"] / counted["size"]).tolist())
    bemowo = table[(table.year == 2023) & (table.district == "Bemowo")].iloc[0]
    assert bemowo.applications == 83  # num_projects of the file


def test_what_warsaws_districts_got_is_the_cost_of_the_projects_selected(warsaw):
    table = metrics.districts(warsaw, by=["year", "district"])
    counted = warsaw[warsaw.selected].groupby(["year", "district"]).cost.sum()
    assert table.awarded.tolist() == pytest.approx(counted.tolist())
    assert table.winners.sum() == warsaw.selected.sum()


# Laws ----------------------------------------------------------------------------------------------------------------

RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["Kirovsky", "Leninsky", "Sverdlovsky", None]),
        st.sampled_from([2002, 2003, 2010]),
        st.sampled_from(["won", "lost", "reported", "submitted", None]),
        st.one_of(st.none(), st.integers(0, 10**7)),
        st.one_of(st.none(), st.integers(0, 10**7)),
    ),
    min_size=1,
    max_size=25,
)
LAW = settings(deadline=None, max_examples=50)


def framed(records) -> pd.DataFrame:
    frame = pd.DataFrame(records, columns=["district", "year", "status", "awarded", "attracted"])
    text = {"district": "str", "status": "str"}
    return frame.astype({"awarded": "float64", "attracted": "float64"} | text)


@LAW
@given(RECORDS)
def test_the_districts_add_to_the_city_and_each_row_is_counted_once(records):
    frame = framed(records)
    table = metrics.districts(frame, population=PEOPLE)
    won = frame.status.isin(["won", "reported"])
    assert table.applications.sum() == frame.status.notna().sum()
    assert table.winners.sum() == won.sum()
    assert table.awarded.sum() == frame.awarded[won].sum()
    assert table.attracted.sum() == frame.attracted[won].sum()
    assert (table.rows_used + table.rows_left_out).sum() == len(frame)


@LAW
@given(RECORDS)
def test_no_more_win_than_apply_and_what_is_for_10_000_people_is_so_for_all_of_them(records):
    table = metrics.districts(framed(records), population=PEOPLE, by=["year", "district"])
    assert (table.winners <= table.applications).all()
    assert (table[["awarded", "attracted", "leverage"]].fillna(0) >= 0).all(axis=None)
    assert not np.isinf(table.select_dtypes("float64")).any(axis=None)
    there = table[table.population.notna()]
    for name in ("awarded", "applications", "winners"):
        back = there[f"{name}_per_10000"] * there.population / 10_000
        np.testing.assert_allclose(back, there[name].astype("float64"), rtol=1e-9)


@LAW
@given(RECORDS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_and_of_the_censuses_changes_nothing(records, random):
    frame = framed(records)
    order, censuses = random.sample(range(len(frame)), len(frame)), random.sample(range(3), 3)
    shuffled = metrics.districts(frame.iloc[order], population=PEOPLE.iloc[censuses])
    assert_frame_equal(shuffled, metrics.districts(frame, population=PEOPLE), rtol=1e-9)


@LAW
@given(RECORDS)
def test_a_district_more_changes_no_other_and_a_year_more_only_adds(records):
    frame = framed(records)
    table = metrics.districts(frame, population=PEOPLE)
    more = pd.concat([frame, framed([("Zarechny", 2003, "lost", None, None)])], ignore_index=True)
    wider = metrics.districts(more, population=PEOPLE)
    rest = wider[(wider.district != "Zarechny").fillna(True)].reset_index(drop=True)
    assert_frame_equal(rest, table)
    parts = metrics.districts(frame, population=PEOPLE, by=["year", "district"])
    sums = parts.groupby("district", dropna=False)[["applications", "winners"]].sum()
    assert sums.to_numpy().tolist() == table[["applications", "winners"]].to_numpy().tolist()


def test_the_leverage_of_a_district_is_over_winners_that_were_given_something():
    # 50 beside 100; the 900 beside nothing have no base, and belong to the attracted money alone
    frame = pd.DataFrame({"district": ["Kirovsky"] * 2, "awarded": [100.0, 0.0], "attracted": [50.0, 900.0]})
    row = metrics.districts(frame).iloc[0]
    assert (row.awarded, row.attracted, row.leverage) == (100, 950, 0.5)
