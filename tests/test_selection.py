"""Which applications a page is about: counted and chosen as one would by hand."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab import sample_records
from partnerlab.dataset import Dataset, Source
from partnerlab.page.selection import Counted, followed, selected
from partnerlab.sources.outlines import open_outlines
from partnerlab.wording import words

ROWS = [
    {"application_id": "1", "year": 2001, "district": "Кировский", "line": "А", "themes": "youth; sport"},
    {"application_id": "2", "year": 2001, "district": "Кировский", "line": "Б", "themes": "youth"},
    {"application_id": "3", "year": 2001, "district": "Ленинский", "line": "А", "themes": "sport"},
    {"application_id": "4", "year": 2002, "district": "Кировский", "line": "А", "themes": None},
    {"application_id": "5", "year": None, "district": None, "line": "А", "themes": "youthful"},
]
RECORDS = Dataset("mine", "records", pd.DataFrame(ROWS), Source("mine"))
SAMPLE = sample_records(applications=400, seed=5)
ENGLISH, RUSSIAN = words("en"), words("ru")


def test_each_value_is_offered_with_the_applications_that_the_other_filters_and_the_year_leave() -> None:
    counted = Counted(RECORDS, open_outlines())
    options = counted.options("district", {"line": "А"}, 2001, ENGLISH)
    assert [(one.key, one.value, one.label, one.count) for one in options] == [
        ("kirovsky", "Кировский", "Kirovsky", 1),
        ("leninsky", "Ленинский", "Leninsky", 1),
    ]
    # a filter does not narrow its own list
    assert [one.count for one in counted.options("district", {"district": "Ленинский"}, 2001, RUSSIAN)] == [2, 1]
    assert counted.years({}) == {2001: 3, 2002: 1}
    assert (counted.total({}), counted.total({}, 2001), counted.total({"theme": "youth"}, 2001)) == (5, 3, 2)


def test_a_project_with_two_themes_is_counted_in_each_and_a_longer_word_in_none() -> None:
    themes = {one.value: one.count for one in Counted(RECORDS).options("theme", {}, None, ENGLISH)}
    assert themes == {"youth": 2, "sport": 2, "youthful": 1}
    assert selected(RECORDS, {"theme": "youth"}, RECORDS).frame["application_id"].tolist() == ["1", "2"]


@pytest.mark.parametrize("asked", ["kirovsky", "Кировский", "КИРОВСКИЙ", "Кировский район", "Kirovskiy"])
def test_a_district_is_known_in_either_alphabet(asked: str) -> None:
    assert Counted(RECORDS).value("district", asked) == "Кировский"


@pytest.mark.parametrize("asked", ["", "район", "Перовский", "../etc/passwd"])
def test_what_is_no_district_is_not_taken_for_one(asked: str) -> None:
    assert Counted(RECORDS).value("district", asked) is None


def test_districts_that_only_case_tells_apart_keep_their_own_addresses() -> None:
    twins = Dataset("mine", "records", pd.DataFrame({"district": ["Речной", "речной"]}), Source("mine"))
    counted = Counted(twins)
    assert [counted.value("district", counted.key("district", name)) for name in ("Речной", "речной")] == [
        "Речной",
        "речной",
    ]


def test_a_table_beside_the_records_follows_them_by_the_number_of_the_application() -> None:
    scores = Dataset(
        "scores", "records", pd.DataFrame({"application_id": ["1", "3", "9"], "score": [1, 2, 3]}), RECORDS.source
    )
    assert followed(scores, {"district": "Кировский"}, RECORDS) == ("district",)
    assert selected(scores, {"district": "Кировский"}, RECORDS).frame["score"].tolist() == [1]


def test_a_table_that_knows_neither_district_nor_application_stays_whole_and_is_told() -> None:
    funds = Dataset("funds", "records", pd.DataFrame({"amount": [1, 2]}), RECORDS.source)
    assert followed(funds, {"district": "Кировский"}, RECORDS) == ()
    assert len(selected(funds, {"district": "Кировский"}, RECORDS).frame) == 2


def test_other_engines_choose_the_same_applications() -> None:
    filters = {"district": "Кировский", "theme": "youth"}
    frame = pl.DataFrame(ROWS)
    for engine in (frame, frame.lazy()):
        records = Dataset("mine", "records", engine, Source("mine"))
        chosen = selected(records, filters, records).frame
        chosen = chosen.collect() if isinstance(chosen, pl.LazyFrame) else chosen
        assert chosen["application_id"].to_list() == ["1", "2"]
        assert Counted(records).years({"line": "А"}) == {2001: 2, 2002: 1}


@settings(deadline=None)
@given(st.sampled_from([None, 1999, 2001, 2004]), st.sampled_from(["Кировский", "Ленинский"]), st.booleans())
def test_the_numbers_beside_the_options_are_a_plain_count(year: int | None, district: str, young: bool) -> None:
    filters = {"district": district} | ({"theme": "youth"} if young else {})
    rows = [
        row
        for row in SAMPLE.frame.to_dict("records")
        if (year is None or row["year"] == year) and (not young or "youth" in str(row["themes"]).split(";"))
    ]
    lines = Counter(row["line"] for row in rows if row["district"] == district)
    offered = Counted(SAMPLE).options("line", filters, year, RUSSIAN)
    assert {one.value: one.count for one in offered if one.count} == lines
    assert sum(lines.values()) == Counted(SAMPLE).total(filters, year)
