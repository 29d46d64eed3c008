"""What people type into a cell means what it says, and what says two things is not guessed."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.rules import RULES
from partnerlab.sources.cells.amounts import read_amount
from partnerlab.sources.cells.dates import read_count, read_date, read_period, read_serial, read_year

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("typed", "roubles"),
    [
        ("300000", 300000),
        ("1 234 567,00 ₽", 1234567),
        ("350   000,00", 350000),
        ("1 \t500 000,00", 1500000),
        (f"1{NBSP}234{NARROW}567,5", 1234567.5),
        ("600 000р.", 600000),
        ("600 000 p", 600000),
        ("2   000 000,0═", 2000000),
        ("20000=", 20000),
        ("751,9", 751.9),
        ("1,234.5", 1234.5),
        ("1.234,56", 1234.56),
        ("1,234,567", 1234567),
        ("1'234'567.00", 1234567),
        ("1234,567", 1234.567),
        ("1 234,567", 1234.567),
        ("5 руб.", 5),
        ("RUB 500", 500),
        ("12 345,-", 12345),
        ("12 345.--", 12345),
        ("１２３４５", 12345),
        ("1.234.567,00", 1234567),
        ("1.3759345E7", 13759345),
        ("0", 0),
    ],
)
def test_an_amount_is_read_however_its_digits_are_set(typed: str, roubles: float) -> None:
    reading = read_amount(typed)
    assert (reading.value, reading.rule) == (roubles, "")


@pytest.mark.parametrize(
    ("typed", "roubles"),
    [
        ("650 тыс.", 650000),
        ("650тыс", 650000),
        ("2 млн.", 2000000),
        ("1,5 млн руб.", 1500000),
        ("20,5 т.р.", 20500),
        ("17,99 тысяч рублей", 17990),
        ("3 thousand", 3000),
        ("0,1 млрд", 100000000),
        ("1 млн. 500 тыс.", 1500000),
        ("1млн. 20 тыс. 320", 1020320),
        ("25 тыс. 500 руб.", 25500),
        ("1500 руб. 50 коп.", 1500.5),
    ],
)
def test_thousands_and_millions_in_words_are_multiplied_and_told(typed: str, roubles: float) -> None:
    reading = read_amount(typed)
    assert (reading.value, reading.rule) == (roubles, "written_multiple")


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("942.916", 942.916, 942916),
        ("1,234", 1.234, 1234),
        ("17,990 тыс. руб.", 17990, 17990000),
        ("-1,234", -1234, -1.234),
        ("1 079.500", 1079.5, 1079500),
        ("2 млн. 263,800", 2000263.8, 2263800),
    ],
)
def test_what_may_be_thousands_or_a_fraction_is_not_guessed(typed: str, low: float, high: float) -> None:
    reading = read_amount(typed)
    assert reading.value is None
    assert reading.rule == "ambiguous_amount"
    assert dict(reading.facts) == {"low": low, "high": high, "currency": "RUB"}


@pytest.mark.parametrize(
    "typed",
    [
        "около 30",
        "до 15 тыс.",
        "30 000 - 40 000",
        "12 34",
        "1,2,3",
        "тыс.",
        "2,43E+13",
        "9" * 400,
        "1e99",
        "30 тыс. млн",
        "сто тысяч",
        "500 тыс. 2 млн.",
        "1 млн 2 млн",
        "500 руб. 300 руб.",
        "грант будет выделен в 2003 году",
    ],
)
def test_what_is_no_amount_has_no_value(typed: str) -> None:
    reading = read_amount(typed)
    assert (reading.value, reading.rule) == (None, "not_an_amount")


def test_a_heading_in_thousands_scales_what_stands_below_it() -> None:
    assert read_amount("751,9", scale=1000).value == 751900
    assert read_amount("650 тыс.", scale=1000).value == 650000
    assert read_amount("17.99", scale=1000).value == 17990


def test_roubles_below_a_heading_in_thousands_are_not_guessed() -> None:
    reading = read_amount("262 руб.", scale=1000)
    assert reading.value is None
    assert dict(reading.facts) == {"low": 262.0, "high": 262000.0, "currency": "RUB"}


def test_no_money_is_zero_and_no_entry_is_missing() -> None:
    assert (read_amount("нет").value, read_amount("нет").rule) == (0.0, "none_as_zero")
    assert [(read_amount(blank).value, read_amount(blank).rule) for blank in ("", "-", " – ", "—")] == [(None, "")] * 4
    assert (read_amount("не публиковалось").value, read_amount("н/д").rule) == (None, "said_missing")


@pytest.mark.parametrize("typed", ["без финансирования", "néant", "aucun", "brak", "нет (собственных средств)"])
def test_that_there_is_no_money_may_be_said_in_four_languages(typed: str) -> None:
    assert (read_amount(typed).value, read_amount(typed).rule) == (0.0, "none_as_zero")


@pytest.mark.parametrize(
    "typed", ["не раскрыто (коммерческая тайна)", "нет сведений", "brak danych", "non communiqué", "N/A"]
)
def test_that_nothing_is_known_may_be_said_with_the_reason_in_brackets(typed: str) -> None:
    assert (read_amount(typed).value, read_amount(typed).rule) == (None, "said_missing")


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("1.234.567,00 €", "EUR", 1234567),
        ("1 234,50 €", "EUR", 1234.5),
        ("1'234.50 CHF", "CHF", 1234.5),
        ("CHF 1’234.50", "CHF", 1234.5),
        ("1 234,50 zł", "PLN", 1234.5),
        ("$98,601.00", "USD", 98601),
    ],
)
def test_money_of_other_countries_is_read_as_it_is_written_there(typed: str, currency: str, amount: float) -> None:
    reading = read_amount(typed, currency=currency)
    assert (reading.value, reading.rule) == (amount, "")


def test_dollars_are_no_roubles() -> None:
    assert read_amount("$98 601").rule == "other_currency"
    assert read_amount("$98 601", currency="USD").value == 98601
    assert read_amount("500 руб.", currency="USD").rule == "other_currency"


def test_an_amount_below_zero_is_kept_and_told() -> None:
    assert (read_amount("-500").value, read_amount("-500").rule) == (-500, "negative_amount")
    assert read_amount("−500").value == -500


@pytest.mark.parametrize(("typed", "amount"), [("0,942", 0.942), ("0.3", 0.3)])
def test_an_amount_of_less_than_a_rouble_is_kept_and_told(typed: str, amount: float) -> None:
    assert (read_amount(typed).value, read_amount(typed).rule) == (amount, "tiny_amount")
    assert read_amount(typed, scale=1000).rule == ""


@given(st.text(), st.sampled_from([1.0, 1000.0, 1e6]))
def test_any_text_is_a_finite_amount_or_missing_with_a_reason(typed: str, scale: float) -> None:
    reading = read_amount(typed, scale=scale)
    assert reading.value is None or math.isfinite(reading.value)
    assert not reading.rule or reading.rule in RULES
    assert reading.value is not None or reading.rule or not any(letter.isalnum() for letter in typed)


@given(st.text(alphabet="0123456789 ,.'-тысмлнруб₽$eE+═р/\xa0", max_size=20))
def test_any_text_like_an_amount_is_a_finite_amount_or_missing_with_a_reason(typed: str) -> None:
    reading = read_amount(typed)
    assert reading.value is None or math.isfinite(reading.value)
    assert reading.value is not None or reading.rule or not any(letter.isalnum() for letter in typed)


@given(st.integers(0, 10**12), st.sampled_from([" ", NBSP, "'"]), st.sampled_from([",", "."]), st.integers(0, 99))
def test_grouped_digits_with_kopecks_are_the_number_they_print(
    whole: int, separator: str, point: str, kopecks: int
) -> None:
    typed = f"{whole:,}".replace(",", separator) + f"{point}{kopecks:02d}"
    assert read_amount(typed).value == pytest.approx(whole + kopecks / 100, rel=1e-15)


@pytest.mark.parametrize(("typed", "year"), [("2003", 2003), ("2003 г.", 2003), ("2003год", 2003), ("2003.0", 2003)])
def test_a_year_may_be_called_a_year(typed: str, year: int) -> None:
    assert (read_year(typed).value, read_year(typed).rule) == (year, "")


@pytest.mark.parametrize("typed", ["20003", "203", "03", "2003-2004", "первый", "1905", "31.02.2003"])
def test_what_is_no_year_has_no_value(typed: str) -> None:
    assert (read_year(typed).value, read_year(typed).rule) == (None, "not_a_year")


def test_a_date_in_the_column_of_years_gives_its_year_and_is_told() -> None:
    assert (read_year("31.10.2000").value, read_year("31.10.2000").rule) == (2000, "year_from_date")


@pytest.mark.parametrize(
    "typed",
    [
        "31.10.2000",
        "31.10.2000 г.",
        "31-10-2000",
        "31/10/2000",
        "10/31/2000",
        "2000-10-31",
        "2000-10-31T00:00:00Z",
        "31 октября 2000 г.",
        f"31{NBSP}октября{NBSP}2000 года",
        "«31» октября 2000 г.",
        "31 October 2000",
        "31 octobre 2000",
        "31 października 2000 r.",
        "«31» октября 2000 года",
        "2000/10/31",
        "2000.10.31",
        "31.10.2000 00:00:00",
        "31 окт. 2000",
        "Oct 31, 2000",
    ],
)
def test_the_day_of_the_programme_is_read_in_every_spelling(typed: str) -> None:
    assert (read_date(typed).value, read_date(typed).rule) == (datetime.date(2000, 10, 31), "")


@pytest.mark.parametrize(
    "typed",
    ["31.02.2003", "2003", "осень 2003", "00.01.2003", "31.10.20003", "1.1.0203", "31 мартобря 2003", "13.13.03"],
)
def test_what_is_no_date_has_no_value(typed: str) -> None:
    assert (read_date(typed).value, read_date(typed).rule) == (None, "not_a_date")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31.10.00", datetime.date(2000, 10, 31)),
        ("31.10.99", datetime.date(1999, 10, 31)),
        ("31/10/04", datetime.date(2004, 10, 31)),
    ],
)
def test_a_year_of_two_digits_is_one_that_a_contest_can_have_and_is_told(typed: str, day: datetime.date) -> None:
    assert (read_date(typed).value, read_date(typed).rule) == (day, "two_digit_year")


@pytest.mark.parametrize("typed", ["октябрь 2000", "октябрь 2000 г.", "October 2000", "10.2000"])
def test_a_month_is_no_date(typed: str) -> None:
    assert (read_date(typed).value, read_date(typed).rule) == (None, "date_without_day")


def test_the_time_of_the_day_is_left_out_and_told() -> None:
    reading = read_date("2000-10-31T14:30:00Z")
    assert (reading.value, reading.rule) == (datetime.date(2000, 10, 31), "time_left_out")


def test_a_period_gives_its_first_or_its_last_day_and_is_told() -> None:
    for typed in ("2016-12-05/2017-12-05", "05.12.2016 - 05.12.2017", "с 05.12.2016 по 05.12.2017"):
        first, last = read_period(typed, last=False), read_period(typed, last=True)
        assert (first.value, last.value) == (datetime.date(2016, 12, 5), datetime.date(2017, 12, 5))
        assert first.rule == last.rule == "date_from_period"


def test_a_date_with_strokes_that_may_begin_with_the_month_is_not_guessed() -> None:
    reading = read_date("03/04/2004")
    assert reading.value is None
    assert dict(reading.facts) == {"low": "2004-03-04", "high": "2004-04-03"}
    assert read_date("04/04/2004").value == datetime.date(2004, 4, 4)


@given(st.text())
def test_any_text_is_a_date_a_year_a_count_or_missing(typed: str) -> None:
    for reading in (read_date(typed), read_year(typed), read_count(typed)):
        assert reading.value is not None or reading.rule or not any(letter.isalnum() for letter in typed)


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 12, 31)))
def test_a_spreadsheet_counts_days_from_the_end_of_1899(day: datetime.date) -> None:
    assert read_serial((day - datetime.date(1899, 12, 30)).days).value == day


def test_days_that_no_contest_can_have_are_no_dates() -> None:
    assert [read_serial(number).rule for number in (0, 1, 36830.5, 1e9, math.inf)] == ["not_a_date"] * 5


def test_editions_are_counted_in_roman_numbers_too() -> None:
    assert [read_count(typed).value for typed in ("V", "vi", "IX", "XIV", "XXVII", "6", "27-й", "ХIV")] == [
        5,
        6,
        9,
        14,
        27,
        6,
        27,
        14,
    ]
    assert read_count("шестой").rule == "not_a_count"
