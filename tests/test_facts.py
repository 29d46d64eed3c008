"""The facts of public pages, against the file in which they were gathered and against each other."""

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from partnerlab import published, resources

SHARED = Path(__file__).parents[2] / "shared" / "facts"
TABLES = ("contest_history", "district_population", "consumer_prices")
DISTRICT = {"Perm city (total)": "perm", "Dzerzhinsky": "dzerzhinsky", "Industrialny": "industrialny"}


def gathered(name: str) -> pd.DataFrame:
    """The facts as they were gathered; the test is skipped where that file is absent."""
    if not (SHARED / name).is_file():
        pytest.skip(f"{name} is not here: the gathered facts stay outside the project")
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return pd.DataFrame(list(csv.DictReader(file)), dtype="str")


def stored(name: str) -> pd.DataFrame:
    """A table of the package as its file has it, all as text."""
    package = json.loads((resources.data_folder() / "datapackage.json").read_text(encoding="utf-8"))
    path = next(entry["path"] for entry in package["resources"] if entry["name"] == name)
    return pd.read_csv(resources.data_folder() / path, dtype="str", keep_default_na=False)


def figures(name: str, **fixed: object) -> list[float]:
    frame = published(name).frame
    for column, value in fixed.items():
        frame = frame[frame[column] == value]
    column = {"contest_history": "value", "district_population": "population", "consumer_prices": "change"}[name]
    return frame[column].tolist()


# Every gathered fact is here ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file", "columns"),
    [
        (
            "contest_history",
            "perm_contest_facts.csv",
            {
                **dict.fromkeys(("indicator", "year", "edition", "value", "unit")),
                "url": "source_url",
                "date": "source_date",
            },
        ),
        (
            "district_population",
            "perm_districts_population.csv",
            {"year": None, "population": "value", "url": "source_url"},
        ),
        (
            "consumer_prices",
            "ru_cpi.csv",
            {"year": None, "change": "value", "url": "source_url", "date": "source_date"},
        ),
    ],
)
def test_every_gathered_fact_is_in_the_package_with_the_same_number_and_page(name, file, columns):
    facts, table = gathered(file), stored(name)
    pairs = {ours: theirs or ours for ours, theirs in columns.items()}
    assert len(facts) == len(table)
    expected = facts[list(pairs.values())].to_numpy().tolist()
    assert sorted(table[list(pairs)].to_numpy().tolist()) == sorted(expected)


def test_each_fact_of_the_contest_has_its_own_scope_and_says_whether_it_is_approximate():
    facts, table = gathered("perm_contest_facts.csv"), stored("contest_history")
    city = facts.scope == "city contest «Город – это мы» (Perm)"
    assert ((table.scope == "city_contest") == city).all()
    assert ((table.scope == "nomination") == facts.scope.str.contains("; nomination ")).all()
    assert ((table.scope == "federal_district") == facts.scope.str.startswith("Volga Federal District")).all()
    assert ((table.scope == "oblast_contest") == facts.scope.str.startswith("Perm Oblast")).all()
    assert ((table.scope == "programme") == facts.scope.str.startswith("city target programme")).all()
    district = facts.scope.str.contains("district contest|TOS contest", regex=True)
    assert ((table.scope == "district_contest") == district).all()
    assert ((table.approximate == "true") == (facts.approximate == "yes")).all()


def test_each_population_stands_under_its_district():
    facts, table = gathered("perm_districts_population.csv"), stored("district_population")
    assert table.district.tolist() == [DISTRICT.get(scope, scope.lower()) for scope in facts.scope]


# What the pages say of themselves -----------------------------------------------------------------------------------


def test_the_seven_districts_add_to_the_city_in_1989_and_2002_which_alone_are_complete():
    people = published("district_population").frame
    keys = set(published("districts").frame.district)
    for year, city in ((1989, 1_090_944), (2002, 1_001_653)):
        census = people[people.year == year].set_index("district").population
        assert set(census.index) == {*keys, "perm"}
        assert census["perm"] == city == census.drop("perm").sum()
    lost = {year: keys - set(people.district[people.year == year]) for year in (2010, 2021)}
    assert lost == {2010: {"industrialny"}, 2021: {"dzerzhinsky", "kirovsky"}}


def test_a_district_is_found_by_its_russian_and_its_english_name():
    people = published("district_population").frame
    known = published("districts").frame.set_index("district")
    districts = people[people.district != "perm"]
    assert (districts.name == districts.district.map(known.name)).all()
    assert (districts.name_en == districts.district.map(known.name_en)).all()


def test_the_contest_of_1999_is_the_first():
    frame = published("contest_history").frame
    contest = frame[frame.scope.isin(["city_contest", "nomination"])]
    assert (contest.edition == contest.year - 1998).all()
    numbers = contest[contest.indicator == "edition_number"]
    assert (numbers.value == numbers.edition).all()


def test_345_applications_of_2017_are_14_more_than_the_331_of_2016():
    of = {year: figures("contest_history", indicator="applications", year=year) for year in (2016, 2017)}
    (change,) = figures("contest_history", indicator="applications_change_on_previous_year")
    assert (of[2017], of[2016]) == ([345], [331])
    assert 345 - 331 == change == 14


def test_the_81_winners_of_2023_are_78_by_score_and_3_by_additional_money():
    of = {
        name: figures("contest_history", indicator=name, year=2023)
        for name in ("winners", "winners_by_highest_score", "winners_additional_funding")
    }
    assert list(of.values()) == [[81], [78], [3]]
    assert 78 + 3 == 81


def test_two_pages_that_disagree_on_2015_are_two_rows_and_each_names_the_other_number():
    frame = published("contest_history").frame
    rows = frame[(frame.indicator == "applications") & (frame.year == 2015)].set_index("value")
    assert set(rows.index) == {429, 420}
    for column in ("note", "note_en"):
        assert "420" in rows[column][429]
        assert "429" in rows[column][420]


def test_the_pages_count_other_applications_since_2023():
    frame = published("contest_history").frame
    city = frame[(frame.scope == "city_contest") & (frame.indicator == "applications")]
    kinds = city.groupby("year").denominator_kind.agg(set).to_dict()
    assert {year: kinds[year] for year in (2023, 2024, 2025)} == {
        2023: {"considered"},
        2024: {"took_part"},
        2025: {"passed_to_commission"},
    }
    assert all(kind == {"received"} for year, kind in kinds.items() if year < 2023)
    counted = set(frame.indicator[frame.denominator_kind.notna()])
    assert counted == {"applications", "applications_in_nomination", "district_contest_applications"}


def test_an_index_that_is_printed_is_the_rise_and_a_hundred():
    file = stored("consumer_prices")
    for row in file.itertuples():
        base = 100 if row.printed_as == "index" else 0
        assert float(row.printed) == pytest.approx(float(row.change) + base)
        assert len(row.printed.partition(".")[2]) == len(row.change.partition(".")[2])
    assert figures("consumer_prices", printed="36.56") == [0.3656]


def test_prices_are_known_for_every_year_since_1998_and_of_four_years_in_two_readings():
    frame = published("consumer_prices").frame
    assert sorted(set(frame.year)) == list(range(1998, 2026))
    readings = frame.groupby("year").change.nunique()
    assert readings[readings > 1].index.tolist() == [1998, 1999, 2001, 2002]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_names_its_page_and_has_it_in_both_languages(name):
    dataset = published(name)
    frame = dataset.frame
    assert frame[["source", "source_en"]].notna().all(axis=None)
    assert frame.url.dropna().str.match(r"https?://\S+$").all()
    assert not frame.source_en.str.contains("[а-яё]", case=False).any()
    assert (frame.note.dropna().str.contains("[а-яё]", case=False)).all()
    for language in ("ru", "en"):
        for field in ("title", "publisher", "place", "licence"):
            assert dataset.source.text(field, language)
    assert dataset.kind == "published"
