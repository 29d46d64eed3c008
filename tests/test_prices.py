"""Constant prices, against the printed index multiplied out on paper."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import partnerlab
from partnerlab import in_prices, metrics, price_index, published
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import MissingColumn, NoPriceIndex, NotNumbers, WrongValue
from partnerlab.findings import Finding

ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "pandas": pd.DataFrame,
    "Polars": pl.from_pandas,
    "Polars with NaN for missing": lambda frame: pl.from_pandas(frame, nan_to_null=False),
    "Polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "DuckDB": duckdb.from_df,
    "PyArrow": lambda frame: pa.Table.from_pandas(frame, preserve_index=False),
}
# December to December, 2000 to 2025, as the pages print them: the budget of 1999 is of December 1999.
SINCE_1999 = (
    "20.20 18.58 15.06 11.99 11.74 10.91 9.00 11.87 13.28 8.80 8.78 6.10 6.58 6.45 11.36 12.91 5.38 2.52 4.27 3.05 "
    "4.91 8.39 11.92 7.42 9.52 5.59"
)
GROWN_SINCE_1999 = 1
for _rise in SINCE_1999.split():
    GROWN_SINCE_1999 *= 1 + Fraction(_rise) / 100

years = st.integers(1998, 2025)
amounts = st.one_of(st.none(), st.integers(0, 10**11).map(lambda kopecks: kopecks / 100))
records = st.lists(st.tuples(years, amounts, amounts), min_size=1, max_size=12).map(
    lambda rows: pd.DataFrame(rows, columns=["year", "awarded", "attracted"]).astype(
        {"awarded": "float64", "attracted": "float64"}
    )
)


def dataset(frame: Any, **more: Any) -> Dataset:
    return Dataset("mine", "records", frame, Source("my file"), **more)


# Worked by hand -----------------------------------------------------------------------------------------------------


def test_the_budget_of_1999_is_two_million_seven_hundred_thousand_roubles_of_2025():
    assert len(SINCE_1999.split()) == 2025 - 1999
    table = in_prices(published("social_order"), 2025).frame.set_index("year")
    assert table.budget[1999] == pytest.approx(float(262_000 * GROWN_SINCE_1999), rel=1e-12)
    assert round(table.budget[1999]) == 2_708_066  # 262 × 1.2020 × 1.1858 × … × 1.0559, by a pocket calculator
    assert table.business[1999] == 0


def test_a_rouble_of_1999_is_one_rouble_43_of_2001_by_the_more_exact_reading_of_2001():
    table = in_prices(published("social_order"), 2001).frame.set_index("year")
    assert table.budget[1999] == pytest.approx(262_000 * 1.202 * 1.1858)
    assert table.budget[2000] == pytest.approx(965_500 * 1.1858)
    assert table.budget[2001] == 1_340_000


def test_money_of_a_later_year_is_divided_back():
    frame = pd.DataFrame({"year": [2001], "awarded": [1202 * 1.1858]})
    assert in_prices(frame, 1999).awarded.tolist() == pytest.approx([1000])


def test_the_money_attracted_to_the_fifth_contest_is_changed_and_its_269_000_participations_are_not():
    before = published("contest_outcomes")
    value = in_prices(before, 2004).frame.set_index("indicator").value
    assert value["attracted"] == pytest.approx(4_400_000 * 1.1174)
    assert value["participations"] == 269_000
    assert (value.drop("attracted") == before.frame.set_index("indicator").value.drop("attracted")).all()


def test_a_fund_printed_in_millions_is_money_too_and_a_number_of_winners_is_not():
    frame = pd.DataFrame({"year": [2024, 2024], "value": [25, 78], "unit": ["million RUB", "projects"]})
    assert in_prices(frame, 2025).value.tolist() == pytest.approx([25 * 1.0559, 78])


def test_all_else_stays_as_it_was():
    frame = pd.DataFrame({"year": [1999], "awarded": [1.0], "awarded_as_typed": ["1"], "months": [12], "title": ["A"]})
    after = in_prices(frame, 2025)
    assert after.columns.tolist() == frame.columns.tolist()
    kept = ["year", "awarded_as_typed", "months", "title"]
    assert_frame_equal(after[kept], frame[kept])


# Which reading ------------------------------------------------------------------------------------------------------


def test_of_two_readings_the_one_with_more_decimals_is_used_and_both_are_kept():
    table = price_index(language="en")
    assert table.columns.tolist() == ["year", "index", "printed", "source", "used", "why"]
    assert len(table) == len(published("consumer_prices").frame)
    assert table.groupby("year").used.sum().eq(1).all()
    assert table.year.unique().tolist() == list(range(1998, 2026))
    used = table[table.used].set_index("year")
    assert used["index"][[1998, 1999, 2000, 2001, 2002]].tolist() == [1.8444, 1.3656, 1.2020, 1.1858, 1.1506]
    readings = table[table.year == 1999].set_index("printed")
    assert readings.used.to_dict() == {"136.5": False, "36.56": True}
    assert readings["index"]["136.5"] == 1.365
    assert readings.why.tolist() == ["rounded: another reading is more exact", "the most exact reading"]
    assert set(table.why[table.year == 2000]) == {"the same number as the reading used", "the most exact reading"}
    assert set(table.why[table.year == 2023]) == {"the same number as the reading used", "the page of the latest date"}
    assert set(table.why[table.year == 2010]) == {"the only reading"}


def test_the_index_speaks_both_languages_and_says_what_a_rouble_of_each_year_comes_to():
    russian = price_index(2001, language="ru")
    assert "самое точное значение" in set(russian.why)
    assert russian.source.str.contains("[а-яё]", case=False).any()
    assert not price_index(language="en").source.str.contains("[а-яё]", case=False).any()
    factor = russian[russian.used].set_index("year").factor
    assert factor[[1999, 2000, 2001, 2002]].tolist() == pytest.approx([1.202 * 1.1858, 1.1858, 1, 1 / 1.1506])


# A Dataset ----------------------------------------------------------------------------------------------------------


def test_the_source_says_of_which_december_the_roubles_are():
    source = in_prices(published("social_order"), 2025).source
    assert source.prices == 2025
    assert source.line("en").endswith("; in prices of December 2025")
    assert source.line("ru").endswith("; в ценах декабря 2025 года")
    assert "prices" not in published("social_order").source.line("en")


def test_a_dataset_in_constant_prices_goes_on_from_these():
    direct = in_prices(published("social_order"), 2025)
    by_way = in_prices(in_prices(published("social_order"), 2010), 2025)
    assert_frame_equal(by_way.frame, direct.frame, rtol=1e-12)
    assert by_way.source == direct.source


def test_tables_beside_the_records_are_in_the_same_prices():
    donors = pd.DataFrame({"year": [2024], "donor": ["Plant"], "amount": [1000.0]})
    scores = pd.DataFrame({"score": [5]})
    after = in_prices(
        dataset(pd.DataFrame({"year": [2024], "awarded": [1.0]}), beside={"donors": donors, "scores": scores}), 2025
    )
    assert after.table("donors").frame.amount.tolist() == pytest.approx([1055.9])
    assert after.beside["scores"] is scores


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
def test_money_beside_the_records_is_of_the_year_of_its_application(engine):
    records = pd.DataFrame({"application_id": ["A", "B"], "year": [1999, 2000], "awarded": [1.0, 1.0]})
    outcomes = pd.DataFrame(
        {
            "application_id": ["B", "A", "A", "C"],
            "indicator": ["attracted", "attracted", "concerts", "attracted"],
            "value": [100.0, 100.0, 3.0, 7.0],
            "unit": ["RUB", "RUB", "events", "RUB"],
        }
    )
    after = in_prices(dataset(engine(records), beside={"outcomes": engine(outcomes)}), 2000)
    table = nw.from_native(after.beside["outcomes"]).lazy().collect("pandas").to_native()
    assert table.columns.tolist() == outcomes.columns.tolist()
    value = table.set_index(["application_id", "indicator"]).value
    assert value[("B", "attracted")] == 100
    assert value[("A", "attracted")] == pytest.approx(120.2)
    assert value[("A", "concerts")] == 3
    assert np.isnan(value[("C", "attracted")])  # nobody knows its year
    assert len(in_prices(after, 2025).beside) == 1
    again = nw.from_native(in_prices(after, 2001).beside["outcomes"]).lazy().collect("pandas").to_native()
    assert again.value.max() == pytest.approx(120.2 * 1.1858)


def test_tables_beside_may_be_of_another_engine_and_are_made_when_asked_for():
    records = pl.DataFrame({"application_id": ["A"], "year": [1999], "awarded": [1.0]})
    outcomes = pd.DataFrame({"application_id": ["A"], "value": [100.0], "unit": ["RUB"]})
    after = in_prices(dataset(records, beside={"outcomes": outcomes}), 2000)
    assert after.beside["outcomes"].value.tolist() == pytest.approx([120.2])
    undated = in_prices(dataset(records, beside={"donors": pd.DataFrame({"amount": [1.0]})}), 2000)
    with pytest.raises(MissingColumn):
        undated.table("donors")


def test_a_row_without_a_year_loses_its_money_and_that_is_a_finding():
    frame = pd.DataFrame({"year": [1999, None, None], "awarded": [1.0, 2.0, None], "title": ["A", "B", "C"]})
    after = in_prices(dataset(frame), 1999)
    assert after.frame.awarded.tolist()[0] == 1
    assert after.frame.awarded.isna().tolist() == [False, True, True]
    assert [(one.rule, one.count) for one in after.findings] == [("missing_year", 1)]  # the third had no money
    named = (Finding("missing_year", "a.csv", "", 3, "Year", ""),)
    assert in_prices(dataset(frame, findings=named), 1999).findings == named
    assert metrics.awards(in_prices(dataset(frame.assign(status="won")), 1999), by=()).awarded.tolist() == [1]


# What is refused ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [1997, 2026])
def test_a_year_beyond_the_index_is_refused_with_the_years_there_are(year):
    with pytest.raises(NoPriceIndex) as caught:
        in_prices(published("social_order"), year)
    assert caught.value.years == (year,)
    assert "1998–2025" in caught.value.text("en")
    assert "1998–2025" in caught.value.text("ru")
    with pytest.raises(NoPriceIndex):
        price_index(year)


def test_records_of_years_beyond_the_index_are_refused_only_where_they_have_money():
    frame = pd.DataFrame({"year": [1996, 2024, 2026], "awarded": [1.0, 1.0, None]})
    with pytest.raises(NoPriceIndex) as caught:
        in_prices(frame, 2025)
    assert caught.value.years == (1996,)
    after = in_prices(frame[frame.year > 1996], 2025)
    assert after.awarded.tolist() == pytest.approx([1.0559, np.nan], nan_ok=True)


def test_another_currency_is_refused():
    with pytest.raises(WrongValue, match="USD") as caught:
        in_prices(dataset(pd.DataFrame({"year": [1999], "awarded": [1.0]}), currency="USD"), 2025)
    assert "Russia" in caught.value.text("en")
    assert "России" in caught.value.text("ru")


def test_money_without_years_has_no_prices():
    with pytest.raises(MissingColumn) as caught:
        in_prices(pd.DataFrame({"awarded": [1.0]}), 2025)
    assert caught.value.column == "year"


def test_amounts_that_are_text_are_refused_and_a_column_with_nothing_in_it_is_not():
    with pytest.raises(NotNumbers):
        in_prices(pd.DataFrame({"year": [1999], "awarded": ["about 30"]}), 2025)
    empty = pd.DataFrame({"year": [1999], "awarded": [1.0], "business": [None]})
    assert in_prices(empty, 1999).business.isna().all()


# Laws ---------------------------------------------------------------------------------------------------------------


@given(records, years)
@settings(deadline=None, max_examples=50)
def test_in_the_prices_of_its_own_year_money_is_what_it_was(frame, year):
    own = frame.assign(year=year)
    assert_frame_equal(in_prices(own, year), own)


@given(records, years, years)
@settings(deadline=None, max_examples=50)
def test_by_way_of_any_year_the_money_is_the_same(frame, by_way, year):
    direct = in_prices(dataset(frame), year)
    assert_frame_equal(in_prices(in_prices(dataset(frame), by_way), year).frame, direct.frame, rtol=1e-12)


@given(records, years)
@settings(deadline=None, max_examples=50)
def test_leverage_within_a_year_is_the_same_in_any_prices_and_the_input_too(frame, year):
    before = frame.copy(deep=True)
    nominal, constant = metrics.leverage(frame), metrics.leverage(in_prices(frame, year))
    assert_frame_equal(frame, before)
    assert constant.leverage.tolist() == pytest.approx(nominal.leverage.tolist(), rel=1e-9, nan_ok=True)
    index = price_index(year)
    factor = index[index.used].set_index("year").factor
    assert constant.budget.tolist() == pytest.approx(
        (nominal.budget * nominal.year.map(factor)).tolist(), rel=1e-9, nan_ok=True
    )


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
def test_every_engine_gives_the_same_money_in_a_frame_of_its_own_kind(engine):
    frame = pd.DataFrame(
        {
            "year": [1999.0, 2003.0, np.nan, 2025.0],
            "awarded": [1000.0, np.nan, 5.0, 7.0],
            "requested": [1, 2, 3, 4],
            "value": [1.0, 2.0, 3.0, 4.0],
            "unit": ["RUB", "projects", "thousand RUB", None],
        }
    )
    native = engine(frame)
    after = in_prices(native, 2025)
    assert type(after) is type(native)
    table = nw.from_native(after).lazy().collect("pandas").to_native()
    expected = frame.assign(
        awarded=[1000 * float(GROWN_SINCE_1999), np.nan, np.nan, 7.0],
        requested=[float(GROWN_SINCE_1999), 2 * FROM_2003, np.nan, 4.0],
        value=[float(GROWN_SINCE_1999), 2.0, np.nan, 4.0],
    )
    assert_frame_equal(table.astype({"unit": "str"}), expected.astype({"unit": "str"}), rtol=1e-12)
    given_back = nw.from_native(native).lazy().collect("pandas").to_native()
    assert given_back.awarded.tolist() == pytest.approx(frame.awarded.tolist(), nan_ok=True)


FROM_2003 = float(
    GROWN_SINCE_1999 / (Fraction("1.2020") * Fraction("1.1858") * Fraction("1.1506") * Fraction("1.1199"))
)


def test_the_front_door_has_them():
    assert partnerlab.in_prices is in_prices
    assert partnerlab.price_index is price_index
