"""Charts of organisations and applications."""

import chart_tables as tables
from chart_tables import RECORDS, UNKNOWN, marks, printed_on, said

from partnerlab import charts


def test_128_of_429_won_in_2015():
    russian = charts.awards(tables.awards(), language="ru", source=RECORDS)
    assert said(russian, "title") == "2015: поддержано 128 из 429 заявок (29,8 %)"
    assert "128 из 429 · 29,8 % (25,7–34,3 %)" in printed_on(russian)
    assert "среди допущенных 30,5 %" in printed_on(russian)
    english = charts.awards(tables.awards(), language="en", source=RECORDS)
    assert said(english, "title") == "2015: 128 of 429 applications won (29.8%)"
    assert "128 of 429 · 29.8% (25.7–34.3%)" in printed_on(english)


def test_four_applications_are_grey():
    figure = charts.awards(tables.awards(), source=RECORDS)
    assert list(marks(figure, "too few cases").x) == [0.5]


def test_counts_that_are_not_those_of_the_rate_are_not_printed_beside_it():
    table = tables.awards().assign(applications=500)
    assert said(charts.awards(table), "title") == "2015: 29.8% of the applications won"


def test_an_axis_of_shares_holds_every_interval():
    figure = charts.awards(tables.awards())
    assert max(figure.layout.xaxis.range) >= 0.512


def test_of_the_organisations_of_2001_sixty_are_new():
    table = tables.participation()
    russian = charts.participation(table, language="ru", year=2001, source=RECORDS)
    english = charts.participation(table, language="en", year=2001, source=RECORDS)
    assert said(russian, "title") == "2001: участвовала 121 организация, из них впервые 60"
    assert said(english, "title") == "2001: 121 organisations took part, 60 of them for the first time"
    assert {"всего 121", "снова 50 из 96"} <= set(printed_on(russian))


def test_of_a_kind_whose_members_change_the_share_that_came_again_is_said_to_be_of_the_last():
    table = tables.participation().assign(retained=[UNKNOWN, 30, 30, UNKNOWN])  # 30 and 46 are not the 96 of 2000
    assert {"121 in all", "52.1% of the last came again"} <= set(printed_on(charts.participation(table)))


def test_the_parts_stand_one_behind_the_other_and_the_lost_ones_left_of_zero():
    figure = charts.participation(tables.participation())
    assert list(marks(figure, "Came again").x) == [45, 50]
    assert list(marks(figure, "Back after a break").base) == [50]
    assert list(marks(figure, "First time").base) == [45, 61]
    assert list(marks(figure, "Stayed away").x) == [-39, -46]
    assert figure.layout.xaxis.range[0] < -46


def test_in_the_first_year_nobody_is_called_new():
    figure = charts.participation(tables.participation(), language="ru", year=1999)
    assert said(figure, "title") == "1999: участвовали 84 организации, сколько из них новых, неизвестно"
    assert list(marks(figure, "новизна неизвестна").x) == [84, 150]
    assert marks(figure, "новизна неизвестна").marker.pattern.shape
    assert "Данные начинаются с 1999 года" in said(figure, "notes")


def test_a_year_without_a_contest_stays_a_gap():
    figure = charts.participation(tables.participation(), language="ru")
    assert "2002" in printed_on(figure)
    assert "нет данных" in printed_on(figure)


def test_kinds_of_organisation_are_named_in_words():
    table = tables.participation()
    table.insert(1, "organisation_kind", ["ngo", "ngo", "ngo", "otos"])
    assert {"2001 · НКО", "2003 · ОТОС"} <= set(printed_on(charts.participation(table, language="ru")))


def test_the_funnel_of_a_year_has_its_recorded_stages_only():
    figure = charts.funnel(tables.funnel(), language="ru", year=2004, source=RECORDS)
    assert said(figure, "title") == "2004: подано 429, победили 128, отчитались 120"
    assert list(figure.data[0].x) == [429, 420, 128, 120]
    assert {"429", "420 из 429", "128 из 429", "120 из 429"} <= set(printed_on(figure))
    assert "Не записано: Заключён договор." in said(figure, "notes")
    assert "израсходовано 3 400,0 тыс. руб., 97,1 % выделенного" in said(figure, "notes")


def test_the_funnel_rests_on_the_applications_of_its_own_year():
    assert "Based on 240 applications." in said(charts.funnel(tables.funnel(), year=2003, source=RECORDS), "notes")


def test_a_funnel_of_a_year_that_is_not_there_draws_nothing():
    figure = charts.funnel(tables.funnel(), year=2001)
    assert figure.layout.meta["empty"]
    assert (
        said(figure, "title")
        == "The way of the applications: there is no figure for 2001; the years known are 2003–2004"
    )


def test_funnels_of_districts_stand_one_below_the_other():
    table = tables.funnel().assign(year=2004)
    table.insert(1, "district", ["Кировский", "Ленинский"])
    texts = printed_on(charts.funnel(table, language="ru"))
    assert {"Кировский · Подано", "Ленинский · Подано", "88 из 240", "128 из 429"} <= set(texts)


def test_12_of_88_winners_were_on_ethnic_issues():
    russian = charts.ethnic_issues(tables.ethnic_issues(), language="ru", source=RECORDS)
    english = charts.ethnic_issues(tables.ethnic_issues(), language="en", source=RECORDS)
    assert said(russian, "title") == "2003: по национальным вопросам 12 из 88 проектов-победителей"
    assert said(english, "title") == "2003: 12 of 88 winning projects were on ethnic issues"
    assert "12 из 88 · 13,6 % (8,0–22,3 %)" in printed_on(russian)
    assert "1,42 (0,90–2,01)" in said(russian, "notes")


def test_after_a_number_that_ends_in_one_the_winners_are_in_the_singular():
    table = tables.ethnic_issues().assign(winners=61, ethnic_winners=1)
    russian = charts.ethnic_issues(table, language="ru", source=RECORDS)
    english = charts.ethnic_issues(table, language="en", source=RECORDS)
    assert said(russian, "title") == "2003: по национальным вопросам 1 из 61 проекта-победителя"
    assert said(english, "title") == "2003: 1 of 61 winning projects was on ethnic issues"


def test_hollow_is_the_share_of_projects_and_filled_that_of_winners():
    figure = charts.ethnic_issues(tables.ethnic_issues(), source=RECORDS)
    assert list(marks(figure, "share among all projects").x) == [0.08, 0.1]
    assert marks(figure, "share among all projects").marker.symbol == "circle-open"
    assert list(marks(figure, "share among winners").x) == [12 / 88]


def test_no_winner_on_ethnic_issues_is_a_zero_and_not_a_gap():
    table = tables.ethnic_issues().assign(ethnic_winners=0, share_of_winners=0.0, share_of_projects=UNKNOWN)
    figure = charts.ethnic_issues(table, language="en", source=RECORDS)
    assert said(figure, "title") == "2003: 0 of 88 winning projects were on ethnic issues"
