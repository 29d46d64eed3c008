"""Charts of money, held against the deck's printed table as it reads on paper."""

import chart_tables as tables
import pandas as pd
from chart_tables import PRINTED, RECORDS, UNKNOWN, marks, printed_on, said

from partnerlab import charts


def test_the_bars_carry_the_printed_thousands_in_russian():
    texts = printed_on(charts.social_order(tables.social_order(), language="ru", source=PRINTED))
    assert {"262,0", "751,9", "965,5 + 195,3 бизнес", "5 325,0", "1 340,0 + 160,0 бизнес", "11 301,0"} <= set(texts)


def test_the_bars_carry_the_printed_thousands_in_english():
    texts = printed_on(charts.social_order(tables.social_order(), language="en", source=PRINTED))
    assert {"262.0", "751.9", "965.5 + 195.3 business", "5,325.0", "1,340.0 + 160.0 business", "11,301.0"} <= set(texts)


def test_the_bars_are_as_long_as_the_money_and_business_stands_behind_the_budget():
    figure = charts.social_order(tables.social_order(), source=PRINTED)
    assert list(marks(figure, "Budget").x) == [262_000, 965_500, 1_340_000]
    assert list(marks(figure, "Business").base) == [262_000, 965_500, 1_340_000]
    assert list(marks(figure, "Business").x) == [0, 195_300, 160_000]
    assert list(marks(figure, "Attracted by the performers").x) == [751_900, 5_325_000, 11_301_000]


def test_attracted_money_grew_fifteenfold_in_three_years():
    russian = charts.social_order(tables.social_order(), language="ru", source=PRINTED)
    english = charts.social_order(tables.social_order(), language="en", source=PRINTED)
    assert said(russian, "title") == "С 1999 по 2001 год привлечённые средства выросли с 751,9 до 11 301,0 тыс. руб."
    assert said(english, "title") == ("From 1999 to 2001 attracted money grew from 751.9 to 11,301.0 thousand RUB")


def test_money_that_fell_is_not_said_to_have_grown():
    table = tables.social_order().assign(attracted=[3000.0, 2000.0, 1000.0])
    assert said(charts.social_order(table), "title") == (
        "From 1999 to 2001 attracted money fell from 3.0 to 1.0 thousand RUB"
    )


def test_the_printed_net_of_1999_is_told_as_none():
    figure = charts.social_order(tables.social_order(), language="ru", source=PRINTED)
    assert "от бизнеса нет" in said(figure, "alt")
    assert "1999: средств бизнеса нет; в источнике напечатано «нет»" in said(figure, "notes")


def test_unknown_business_money_is_not_told_as_none():
    table = tables.social_order().assign(business=UNKNOWN)
    figure = charts.social_order(table, language="ru", source=RECORDS)
    assert "средств бизнеса нет" not in said(figure, "notes")
    assert "от бизнеса нет данных" in said(figure, "alt")


def test_a_rouble_of_2001_stood_beside_8_roubles_43():
    table = tables.leverage_of_records()
    russian = charts.leverage(table, language="ru", year=2001, source=RECORDS)
    english = charts.leverage(table, language="en", year=2001, source=RECORDS)
    assert said(russian, "title") == "На рубль бюджета привлечено 8 руб. 43 коп."
    assert said(russian, "key") == "8 руб. 43 коп."
    assert said(english, "title") == "Each budget rouble stood beside 8.43 RUB of attracted money"
    assert "8,43 (6,12–11,40)" in printed_on(russian)
    assert "медиана 5,20" in printed_on(russian)


def test_the_title_of_another_base_names_it():
    table = tables.leverage_of_districts("Кировский").assign(base="fund", leverage=1.427)
    assert (
        said(charts.leverage(table, language="ru"), "title") == "На рубль конкурсного фонда привлечено 1 руб. 43 коп."
    )


def test_another_currency_is_not_called_a_rouble():
    figure = charts.leverage(tables.leverage_of_records(), currency="USD", year=2001)
    assert said(figure, "title") == "Each USD of the budget stood beside 8.43 USD of attracted money"


def test_without_a_year_the_title_speaks_of_the_latest_known_one():
    table = tables.leverage_of_records().query("year < 2004")
    assert "8.43" in said(charts.leverage(table), "title")


def test_a_year_without_a_figure_is_named_with_the_years_that_have_one():
    for year in (2004, 2003):
        table = tables.leverage_of_records().query("year < 2004")
        assert said(charts.leverage(table, language="ru", year=year), "title") == (
            f"Привлечено на рубль бюджета: за {year} год данных нет; известные годы: 1999–2001"
        )


def test_printed_totals_have_no_interval_and_are_not_grey():
    table = tables.leverage_of_records().assign(projects=UNKNOWN, leverage_low=UNKNOWN, leverage_high=UNKNOWN)
    figure = charts.leverage(table, source=PRINTED)
    assert len(marks(figure, "too few cases").x) == 0
    assert len(marks(figure, "interval").x) == 0
    assert "Grey" not in said(figure, "notes")


def test_four_projects_are_grey_and_have_no_band():
    figure = charts.leverage(tables.leverage_of_records(), source=RECORDS)
    assert list(marks(figure, "too few cases").x) == [2.87]
    assert list(marks(figure, "all projects together").x) == [5.515, 8.434, 4.11]
    assert list(marks(figure, "interval").base) == [3.9, 6.12, 3.2]


def test_what_was_counted_and_what_was_left_out_is_said():
    notes = said(charts.leverage(tables.leverage_of_records(), language="ru", source=RECORDS), "notes")
    assert "Основано на 158 заявках." in notes
    assert "Не вошли 6 заявок: не записаны выделенная сумма, привлечённая сумма или исход." in notes


def test_years_that_are_absent_or_undefined_stay_visible_gaps():
    figure = charts.leverage(tables.leverage_of_records(), language="ru")
    texts = printed_on(figure)
    assert [text for text in texts if text.isdigit()] == ["1999", "2000", "2001", "2002", "2003", "2004"]
    assert texts.count("нет данных") == 2
    assert "Нет данных за годы: 2002–2003." in said(figure, "notes")


def test_districts_have_no_gaps_and_the_highest_makes_the_title():
    figure = charts.leverage(tables.leverage_of_districts("Ленинский", "Кировский"), language="ru")
    assert said(figure, "title") == "Больше всего привлечено на 1 руб.: Кировский, 2 руб. 00 коп."
    assert "нет данных" not in printed_on(figure)


def test_two_groupings_make_one_joined_name():
    table = tables.leverage_of_districts("Ленинский", "Кировский")
    table.insert(0, "year", 2001)
    figure = charts.leverage(table, language="ru")
    assert {"2001 · Ленинский", "2001 · Кировский"} <= set(printed_on(figure))


def test_the_chosen_year_is_bold_and_the_others_are_there():
    figure = charts.leverage(tables.leverage_of_records(), year=2000)
    texts = [words.text for words in figure.layout.annotations]
    assert "<b>2000</b>" in texts
    assert "2001" in texts


def test_a_total_without_groups_is_one_line():
    table = pd.DataFrame({"projects": [90], "leverage": [6.768], "base": ["budget"]})
    figure = charts.leverage(table, language="ru")
    assert said(figure, "title") == "На рубль бюджета привлечено 6 руб. 77 коп."
    assert "Всего" in printed_on(figure)


def test_a_fund_of_which_the_source_says_two_sums_has_both_ratios_in_its_title():
    table = pd.DataFrame(
        {
            "year": [2004, 2004],
            "measured_on": ["printed_fund", "sum_of_donors"],
            "attracted": 222_660.0,
            "leverage": [222_660 / 155_990, 222_660 / 157_990],
            "base": "fund",
            "fund": [155_990.0, 157_990.0],
        }
    )
    figure = charts.leverage(table, year=2004)
    assert said(figure, "title") == (
        "Each rouble of the contest's fund stood beside 1.43 RUB or 1.41 RUB of attracted money"
    )
    assert "both ratios are given" in said(figure, "notes")
