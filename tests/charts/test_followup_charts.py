"""Charts of what came after the funding, of the tiers of contests, and of the experts."""

import json
import re

import pandas as pd
import pytest
from chart_tables import PRINTED, RECORDS, SYNTHETIC, UNKNOWN, marks, printed_on, said

from partnerlab import metrics, sample_records
from partnerlab.charts import style
from partnerlab.charts.continuation import continuation
from partnerlab.charts.decisive_experts import decisive_experts
from partnerlab.charts.reviewers import reviewers
from partnerlab.charts.survival import survival
from partnerlab.charts.tiers import tiers
from partnerlab.model import FOLLOWUP_STATUSES, WINNING


def fates(*counts, year=None):
    """One group of `metrics.continuation`: five counts in the order of the model's statuses."""
    whole, goes_on, unknown = sum(counts), sum(counts[:3]), counts[4]
    table = pd.DataFrame(
        {
            "status": FOLLOWUP_STATUSES,
            "projects": counts,
            "share": [count / whole for count in counts],
            "continues": goes_on / (whole - unknown) if whole > unknown else UNKNOWN,
            "continues_low": UNKNOWN,
            "continues_high": UNKNOWN,
            "bound_low": goes_on / whole,
            "bound_high": (goes_on + unknown) / whole,
            "response_rate": (whole - unknown) / whole,
            "rows_used": whole,
            "rows_left_out": 0,
        }
    )
    if year is not None:
        table.insert(0, "year", year)
    return table


def all_293():
    """A split of the deck's 293 projects: its own is lost, this one is made up."""
    return fates(62, 38, 20, 108, 65).assign(continues_low=0.461, continues_high=0.590, rows_left_out=147)


WEEKS = [0.0, 6, 7, 9, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 34, 35]


def freireich():
    """The textbook curve: 6-MP, 21 patients (Freireich et al. 1963), in months for weeks."""
    return pd.DataFrame(
        {
            "months": WEEKS,
            "at_risk": [21, 21, 17, 16, 15, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 2, 1],
            "ended": [0, 3, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0],
            "survival": [1, 0.857, *[0.807] * 2, *[0.753] * 2, 0.690, *[0.627] * 4, 0.538, *[0.448] * 5],
            "low": [UNKNOWN, 0.620, *[0.563] * 2, *[0.503] * 2, 0.432, *[0.368] * 4, 0.268, *[0.188] * 5],
            "high": [UNKNOWN, 0.952, *[0.923] * 2, *[0.889] * 2, 0.849, *[0.805] * 4, 0.747, *[0.680] * 5],
            "rows_used": 21,
            "rows_left_out": 4,
        }
    )


def curves(count):
    """So many years from 2001 on, each with less left than the one before."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "year": 2001 + place,
                    "months": [0.0, 8, 20],
                    "at_risk": [30, 30, 18],
                    "ended": [0, 2, 3],
                    "survival": [1, 0.9 - place / 20, 0.5],
                    "low": UNKNOWN,
                    "high": UNKNOWN,
                    "rows_used": 30,
                    "rows_left_out": 0,
                }
            )
            for place in range(count)
        ],
        ignore_index=True,
    )


def climbs():
    """120 began in a district contest, 310 in the city's; 14 and 22 of them in the last year."""
    return pd.DataFrame(
        {
            "from_tier": ["district", "district", "city"],
            "to_tier": ["city", "regional", "regional"],
            "organisations": [120, 120, 310],
            "applied": [38, 9, 64],
            "won": [12, 2, 15],
            "applied_share": [38 / 120, 9 / 120, 64 / 310],
            "won_share": [12 / 120, 2 / 120, 15 / 310],
            "median_years": [2.0, 3.5, UNKNOWN],
            "censored": [14, 14, 22],
            "directly": [UNKNOWN, 4, UNKNOWN],
            "rows_used": 900,
            "rows_left_out": 3,
        }
    )


def agreement():
    """Three years: 2002 absent, four applications only in 2003."""
    return pd.DataFrame(
        {
            "year": [2001, 2003, 2004],
            "applications": [60, 4, 120],
            "experts": [5, 5, 7],
            "icc1": [0.35, 0.22, 0.41],
            "icc1_low": [0.24, UNKNOWN, 0.30],
            "icc1_high": [0.46, UNKNOWN, 0.52],
            "icc_k": [0.68, 0.53, 0.74],
            "k0": [4.0, 4.0, 4.2],
            "median_spread": [6.0, 9.0, 7.5],
            "rows_used": [240, 16, 480],
            "rows_left_out": [0, 0, 5],
        }
    )


def hinges(**experts):
    """So many applications dropped and gained without each expert, of 240 ranked."""
    return pd.DataFrame(
        [
            {"expert": name, "application_id": f"{name}-{change}-{number}", "change": change, "applications": 240}
            for name, counts in experts.items()
            for change, count in zip(("dropped", "gained"), counts, strict=True)
            for number in range(count)
        ],
        columns=["expert", "application_id", "change", "mean_score", "mean_without", "applications"],
    )


TABLES = {
    continuation: all_293,
    survival: freireich,
    tiers: climbs,
    reviewers: agreement,
    decisive_experts: lambda: hinges(Первый=(6, 5), Второй=(1, 2)),
}
EACH = pytest.mark.parametrize("chart", TABLES, ids=lambda chart: chart.__name__)
BOTH = pytest.mark.parametrize("language", ["ru", "en"])
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")


# What became of the projects.


def test_of_293_projects_between_41_and_63_per_cent_continue():
    russian = continuation(all_293(), language="ru", source=RECORDS)
    assert said(russian, "title") == "Из 293 проектов продолжается не меньше 41 % и не больше 63 %"
    english = continuation(all_293(), language="en", source=RECORDS)
    assert said(english, "title") == "Of 293 projects at least 41% and at most 63% continue"
    assert {"продолжается 41,0–63,1 %", "известно о 77,8 %", "продолжается частично: 20"} <= set(printed_on(russian))
    assert "Из 228 проектов, судьба которых известна, продолжается 52,6 % (46,1–59,0 %)." in said(russian, "notes")
    assert "147 applications are left out: their funding runs on" in said(english, "notes")
    assert "Based on 293 applications." in said(english, "notes")  # once, and not once a status


def test_a_reader_of_one_year_is_told_that_the_figure_is_of_all_years():
    figure = continuation(all_293(), language="ru", year=2025)
    assert said(figure, "lead") == "За все годы данных вместе, а не за один 2025 год."
    assert said(figure, "subtitle").endswith(", за все годы вместе")
    assert said(survival(freireich(), year=2025), "subtitle").endswith(", all years together")
    assert said(continuation(all_293()), "lead") == ""
    assert said(continuation(fates(3, 1, 1, 2, 1, year=2003), year=2003), "lead") == ""


def test_the_unknown_stand_between_those_that_continue_and_those_that_ended():
    figure = continuation(all_293())
    unknown, ended = marks(figure, "unknown"), marks(figure, "ended")
    assert unknown.base[0] == pytest.approx(120 / 293)
    assert unknown.base[0] + unknown.x[0] == pytest.approx(185 / 293) == ended.base[0]
    assert ended.base[0] + ended.x[0] == pytest.approx(1)
    span = marks(figure, "from at least to at most")
    assert (span.base[0], span.base[0] + span.x[0]) == pytest.approx((120 / 293, 185 / 293))
    assert any(shape.line.dash == "dash" for shape in figure.layout.shapes)


def test_where_all_is_known_there_is_one_share_and_no_span():
    figure = continuation(fates(5, 3, 2, 10, 0), language="ru")
    assert said(figure, "title") == "Из 20 проектов продолжается 50 %"
    assert len(marks(figure, "от наименьшей доли до наибольшей").x) == 0
    assert len(marks(figure, "неизвестно").x) == 0


def test_where_nothing_is_known_the_title_gives_no_share():
    figure = continuation(fates(0, 0, 0, 0, 293), language="ru", source=PRINTED)
    assert said(figure, "title") == "Ни об одном из 293 проектов не известно, продолжается ли он"
    assert "Итоги напечатаны в источнике" in said(figure, "notes")


def test_nearly_none_is_not_rounded_to_none():
    assert said(continuation(fates(1, 0, 0, 399, 0)), "title") == "Of 400 projects 0.2% continue"


def test_each_year_has_its_lane_and_2002_stays_a_gap():
    table = pd.concat([fates(10, 5, 2, 12, 6, year=2001), fates(30, 18, 9, 25, 16, year=2003)])
    figure = continuation(table, language="ru", source=RECORDS)
    assert said(figure, "title") == "2003: из 98 проектов продолжается не меньше 58 % и не больше 74 %"
    assert {"2001", "2002", "2003", "нет данных"} <= set(printed_on(figure))
    assert list(marks(figure, "завершён").x) == pytest.approx([12 / 35, 25 / 98])
    assert said(continuation(table, year=2001), "title").startswith("2001: of 35 projects at least 49%")
    assert said(continuation(table, year=2002), "title") == (
        "There is no figure for 2002; the years known are 2001, 2003"
    )


def test_a_year_of_which_no_funding_has_ended_is_a_gap_and_not_the_title():
    running = fates(1, 0, 0, 0, 0, year=2004).assign(projects=0, rows_used=0, rows_left_out=109)
    running[["share", "continues", "bound_low", "bound_high", "response_rate"]] = UNKNOWN
    figure = continuation(pd.concat([fates(3, 2, 1, 3, 1, year=2003), running]), language="ru", source=RECORDS)
    assert said(figure, "title") == "2003: из 10 проектов продолжается не меньше 60 % и не больше 70 %"
    assert {"2004", "нет данных"} <= set(printed_on(figure))
    assert "Не вошли 109 заявок" in said(figure, "notes")
    assert "Нет данных за годы: 2004." in said(figure, "notes")


def test_of_districts_the_title_names_the_one_with_the_most_known_to_continue():
    table = pd.concat([fates(1, 1, 1, 7, 0), fates(4, 1, 1, 2, 2)])
    table.insert(0, "district", ["Кировский"] * 5 + ["Ленинский"] * 5)
    assert said(continuation(table), "title") == "The most projects are known to continue here: Ленинский, 60.0%"


# How long they go on.


def test_projects_of_no_recorded_district_are_not_named_as_those_that_continue_most():
    table = pd.concat([fates(4, 0, 0, 0, 6), fates(3, 0, 0, 0, 7), fates(10, 0, 0, 0, 0)], ignore_index=True)
    table.insert(0, "district", ["Ленинский"] * 5 + ["Кировский"] * 5 + [None] * 5)
    title = "The most projects are known to continue here: Ленинский, 40.0%"
    assert said(continuation(table), "title") == title
    assert "not stated" in said(continuation(table), "alt")


def test_a_year_after_three_quarters_went_on():
    russian = survival(freireich(), language="ru", source=RECORDS)
    assert said(russian, "title") == "Через год после финансирования продолжалось 75 % проектов (50–89 %)"
    english = survival(freireich(), source=RECORDS)
    assert said(english, "title") == "A year after the funding 75% of the projects went on (50–89%)"
    assert "after 12 months 75.3% (50.3–88.9%)" in said(english, "alt")
    assert {"Based on 21 applications.", "4 applications are left out"} <= set(
        re.findall(r"Based on 21 applications\.|4 applications are left out", said(english, "notes"))
    )


def test_a_curve_that_is_shorter_than_a_year_is_said_at_its_end():
    table = freireich().iloc[:5]
    assert said(survival(table, language="ru"), "title") == (
        "Через 10 мес. после финансирования продолжалось 75 % проектов (50–89 %)"
    )


def test_365_days_are_a_year():
    table = freireich().iloc[:5].assign(months=[0, 6, 7, 9, 365 / 30.4375])
    assert said(survival(table), "title").startswith("A year after the funding 75%")


def test_where_all_had_ended_sooner_nothing_is_left_after_a_year():
    table = pd.DataFrame({"months": [0.0, 3, 5], "at_risk": [2, 2, 1], "survival": [1, 0.5, 0.0]})
    assert said(survival(table), "title") == "A year after the funding 0% of the projects went on"


def test_the_curve_falls_at_its_steps_and_the_band_lies_round_it():
    figure = survival(freireich())
    curve, band = marks(figure, "share that continues"), marks(figure, "interval")
    assert curve.line.shape == "hv"
    assert list(curve.x) == WEEKS
    full, half = curve.y[0], next(words.y for words in figure.layout.annotations if words.text == "50%")
    height = (half - full) * 2
    assert [1 - (y - full) / height for y in curve.y] == pytest.approx(freireich().survival.tolist())
    low, high = (1 - (end(y for y in band.y if y is not None) - full) / height for end in (max, min))
    assert (low, high) == pytest.approx((0.188, 0.952))
    assert min(x for x in band.x if x is not None) == 6  # before the first end there is no interval
    ends = [(x, 1 - (y - full) / height) for x, y in zip(band.x[:5], band.y[:5], strict=True)]
    assert ends == [(x, pytest.approx(y)) for x, y in [(6, 0.62), (7, 0.62), (7, 0.952), (6, 0.952), (6, 0.62)]]


def test_under_the_axis_stands_how_many_are_still_observed():
    figure = survival(freireich())
    at = {words.x: words.text for words in figure.layout.annotations if words.xref == "x" and words.y > 240}
    assert at == {0: "21", 12: "12", 24: "5"}  # 25, 32, 32, 34 and 35 weeks


def test_under_the_axis_of_the_sample_stands_what_a_count_of_its_records_finds():
    sample = sample_records()
    won = sample.frame[sample.frame.status.isin(WINNING) & sample.frame.funding_end.notna()]
    lived = won.end_date.fillna(won.status_date.mask(won.followup_status.isin(["ended", "unknown"])))
    lived = lived[won.end_date.notna() | (lived >= won.funding_end)]
    months = [max((last - won.funding_end[row]).days, 0) / 30.4375 for row, last in lived.items()]
    figure = survival(metrics.survival(sample), source=sample.source)
    at = {words.x: words.text for words in figure.layout.annotations if words.xref == "x" and words.y > 240}
    assert at == {month: str(sum(seen >= month for seen in months)) for month in (0, 6, 12, 18, 24)}


@BOTH
def test_the_number_under_the_axis_is_exact_and_nobody_stands_where_a_curve_has_ended(language):
    both = pd.concat([freireich(), freireich().iloc[:5]], ignore_index=True)
    both.insert(0, "district", ["A"] * 17 + ["B"] * 5)
    figure = survival(both, language=language)
    at = [(words.x, words.text) for words in figure.layout.annotations if words.xref == "x" and words.y > 240]
    assert at == [(0, "21"), (12, "12"), (24, "5"), (0, "21"), (12, "0"), (24, "0")]
    told = {"ru": "Остаются под наблюдением:", "en": "Still observed:"}
    assert told[language] in printed_on(figure)


def test_a_project_that_ends_after_exactly_a_year_was_observed_till_then():
    figure = survival(curves(1).assign(months=[0.0, 12, 20]))
    at = [words.text for words in figure.layout.annotations if words.xref == "x" and words.y > 240]
    assert at == ["30", "30", "30", "18"]  # at 0, 6, 12 and 18 months there were 30, 30, 30 and 18


def test_of_seven_years_five_are_drawn_each_with_its_own_line():
    figure = survival(curves(7), language="ru", year=2002, source=RECORDS)
    assert said(figure, "title") == "2002: через год после финансирования продолжалось 85 % проектов"
    drawn = [trace for trace in figure.data if trace.line.shape == "hv"]
    assert [trace.name for trace in drawn] == ["2002", "2004", "2005", "2006", "2007"]
    assert len({(trace.line.color, trace.line.dash) for trace in drawn}) == 5
    assert drawn[0].line.width > drawn[1].line.width
    assert "Ещё 2 группы не показаны." in said(figure, "notes")
    assert "2005: через 12 мес. 70,0 %" in printed_on(figure)


def test_the_district_that_the_title_names_is_always_drawn():
    table = curves(7).drop(columns="year")
    table["survival"] = [1, 0.6, 0.5] * 6 + [1, 0.95, 0.9]
    table.insert(0, "district", [name for name in "ABCDEFG" for _ in range(3)])
    figure = survival(table)
    assert said(figure, "title") == "Projects last longest here: G, after 12 months 95.0%"
    drawn = [trace for trace in figure.data if trace.line.shape == "hv"]
    assert [trace.name for trace in drawn] == ["A", "B", "C", "D", "G"]
    assert [trace.line.width for trace in drawn] == [2, 2, 2, 2, 3]


def test_a_year_of_which_no_end_can_be_known_is_said_and_its_projects_are_left_out():
    still = pd.DataFrame(
        {"year": [2004], "months": 0.0, "at_risk": 0, "ended": 0, "rows_used": 0, "rows_left_out": 109}
    )
    figure = survival(pd.concat([curves(2), still], ignore_index=True), language="ru", source=RECORDS)
    assert said(figure, "title").startswith("2002: через год")
    assert "Не вошли 109 заявок" in said(figure, "notes")
    assert "Нет данных за годы: 2003–2004." in said(figure, "notes")


def test_a_curve_of_seven_projects_is_grey():
    table = freireich().assign(at_risk=[7, 7, 6, *[5] * 5, *[3] * 5, *[1] * 4], low=UNKNOWN, high=UNKNOWN)
    figure = survival(table)
    assert "Grey: fewer than 8" in said(figure, "notes")
    assert "interval describes" not in said(figure, "notes")


# From tier to tier.


def test_38_of_120_came_to_the_city_contest_and_12_won_there():
    russian = tiers(climbs(), language="ru", source=RECORDS)
    assert said(russian, "title") == (
        "Из 120 организаций, начавших в районном конкурсе, 38 (32 %) пришли в городской, 12 победили"
    )
    assert {"120", "38 из 120<br>31,7 %", "12 из 38", "через 2,0 года"} <= set(printed_on(russian))
    english = tiers(climbs(), source=RECORDS)
    assert said(english, "title") == (
        "Of 120 organisations that began in a district contest 38 (32%) went on to the city's, 12 won there"
    )
    assert "In the city's contest: 22 organisations that began in the last year" in said(english, "notes")
    assert "Based on 900 applications." in said(english, "notes")


def test_the_latest_starters_of_one_contest_are_counted_in_one_note_for_all_the_steps_from_it():
    notes = said(tiers(climbs(), source=RECORDS), "notes")
    assert str(notes).count("14 organisations that began in the last year") == 1
    assert "In the district contests: 14 organisations that began in the last year" in notes


def test_those_that_passed_over_the_city_contest_are_in_a_note():
    assert "4 организации пришли из районного конкурса в региональный, минуя городской." in said(
        tiers(climbs(), language="ru"), "notes"
    )
    assert said(tiers(climbs()), "notes").count("passed over the city's") == 1
    assert "From a district by way of the city's to the region's" in printed_on(tiers(climbs()))


def test_blocks_are_as_high_as_their_organisations_are_many():
    figure = tiers(climbs())
    began, came = next(t for t in figure.data if t.name == "began"), figure.data[2]
    assert began.width[0] / began.width[2] == pytest.approx(120 / 310)
    assert came.width[0] / began.width[0] == pytest.approx(38 / 120)
    assert min(marks(figure, "won there").width) >= 3  # two winners can still be seen


def test_where_nobody_went_on_there_is_no_block_and_no_winner_in_the_title():
    table = climbs().assign(applied=0, won=0, applied_share=0.0)
    figure = tiers(table)
    assert said(figure, "title") == (
        "Of 120 organisations that began in a district contest 0 (0%) went on to the city's"
    )
    assert list(marks(figure, "won there").x) == [0, 0, 0]


def test_an_unrecorded_tier_is_not_a_tier_to_which_nobody_came():
    table = climbs().assign(applied=UNKNOWN, won=UNKNOWN, applied_share=UNKNOWN)
    assert said(tiers(table), "title") == (
        "Of 120 organisations that began in a district contest it is not known how many went on"
    )


def test_one_organisation_agrees_with_its_verb():
    table = climbs().assign(organisations=1, applied=1, won=1, applied_share=1.0)
    assert said(tiers(table, language="ru"), "title") == (
        "Из 1 организации, начавшей в районном конкурсе, 1 (100 %) пришла в городской, 1 победила"
    )


def test_tiers_of_a_year_that_is_not_there_draw_nothing():
    table = climbs()
    table.insert(0, "year", 2001)
    assert said(tiers(table, year=2003), "title") == "There is no figure for 2003; the only year known is 2001"
    assert said(tiers(table), "title").startswith("2001: of 120 organisations")


# The experts.


def test_41_per_cent_of_the_spread_is_differences_between_projects():
    russian = reviewers(agreement(), language="ru", source=RECORDS)
    assert said(russian, "title") == (
        "2004: различия между проектами объясняют 41 % разброса оценок, остальное — расхождения экспертов"
    )
    assert {"0,41 (0,30–0,52)", "у средней оценки 0,74", "2002"} <= set(printed_on(russian))
    assert "7,5 балла" in said(russian, "notes")
    assert "Оценено: 120 заявок; 7 экспертов. Не учтено 5 оценок" in said(russian, "notes")


def test_filled_is_one_expert_and_hollow_their_mean_and_four_applications_are_grey():
    figure = reviewers(agreement(), source=RECORDS)
    assert list(marks(figure, "one expert").x) == [0.35, 0.41]
    assert list(marks(figure, "too few cases").x) == [0.22]
    assert list(marks(figure, "the mean of the experts").x) == [0.68, 0.53, 0.74]
    assert tuple(figure.layout.xaxis.range) == (0, 1)


def test_below_chance_the_axis_begins_below_zero():
    table = agreement().tail(1).assign(icc1=-0.08, icc1_low=-0.2, icc1_high=0.1, icc_k=-0.45)
    figure = reviewers(table, language="ru", source=RECORDS)
    assert said(figure, "title") == "2004: эксперты согласны в оценке проектов не больше, чем случайно"
    assert figure.layout.xaxis.range[0] == -0.5
    assert {"−0,08 (−0,20–0,10)", "0: случайно"} <= set(printed_on(figure))


def test_without_one_expert_at_most_six_winners_would_change():
    table = hinges(Первый=(6, 5), Второй=(1, 2))
    russian = decisive_experts(table, language="ru", source=RECORDS)
    assert said(russian, "title") == "Без оценок одного эксперта сменилось бы не больше 6 победителей"
    english = decisive_experts(table, source=RECORDS)
    assert said(english, "title") == "Without any one expert at most 6 winners would change"
    assert list(marks(english, "would not win").x) == [-6, -1]
    assert list(marks(english, "would win").x) == [5, 2]
    assert "240 applications were ranked." in said(english, "notes")


def test_the_expert_with_the_most_changes_stands_first_and_after_fifteen_comes_a_number():
    figure = decisive_experts(hinges(**{f"E{number:02}": (number, 0) for number in range(1, 18)}))
    names = [text for text in printed_on(figure) if re.fullmatch(r"E\d\d", text)]
    assert names == [f"E{number:02}" for number in range(17, 2, -1)]
    assert "2 experts more are not drawn." in said(figure, "notes")


def test_with_a_cut_off_an_expert_may_only_keep_others_from_winning():
    assert said(decisive_experts(hinges(Строгий=(0, 4))), "title") == (
        "Without any one expert at most 4 more applications would win"
    )


@BOTH
def test_no_change_is_a_sentence_that_is_true_where_nothing_is_known_as_well(language):
    titles = {
        "ru": "Неизвестно ни одного победителя, чья победа зависела бы от одного эксперта",
        "en": "No winner is known to hang on one expert",
    }
    figure = decisive_experts(hinges(), language=language)
    assert figure.layout.meta["empty"] is True
    assert said(figure, "title") == titles[language]


def test_a_year_without_a_change_is_said_so_and_no_other_year_is_drawn():
    table = hinges(Первый=(2, 2))
    table.insert(0, "year", 2001)
    assert said(decisive_experts(table), "title") == "2001: without any one expert at most 2 winners would change"
    figure = decisive_experts(table, year=2003)
    assert figure.layout.meta["empty"] is True
    assert said(figure, "title") == "No winner of 2003 is known to hang on one expert"


# What every chart has.


@EACH
@BOTH
def test_meta_is_plain_json_in_sentences(chart, language):
    meta = chart(TABLES[chart](), language=language, source=SYNTHETIC).layout.meta
    assert json.loads(json.dumps(meta)) == meta
    assert meta["synthetic"] is True
    assert meta["alt"].endswith(".")
    assert all(note.endswith(".") and not note.endswith("..") for note in meta["notes"])


@EACH
def test_every_colour_is_of_the_palette(chart):
    assert set(COLOUR.findall(chart(TABLES[chart](), source=SYNTHETIC).to_json())) <= style.COLOURS


@EACH
def test_the_narrow_form_has_the_same_traces_and_letters_of_twelve_pixels(chart):
    figure = json.loads(chart(TABLES[chart](), language="ru", source=RECORDS).to_json())
    narrow = figure["layout"]["meta"]["narrow"]
    assert len(narrow["data"]) == len(figure["data"])
    assert min(words["font"]["size"] for words in narrow["layout"]["annotations"]) >= 12
    wide = " ".join(words["text"] for words in figure["layout"]["annotations"])
    told = " ".join(words["text"] for words in narrow["layout"]["annotations"])
    assert set(re.findall(r"\d[\d,.]*", wide)) <= set(re.findall(r"\d[\d,.]*", told))


@EACH
def test_a_table_without_rows_is_a_sentence(chart):
    figure = chart(TABLES[chart]().iloc[:0], language="ru", source=PRINTED)
    assert figure.layout.meta["empty"] is True
    assert said(figure, "title")


@EACH
def test_a_table_of_undefined_values_is_a_sentence(chart):
    table = TABLES[chart]()
    table = table.drop(columns="year", errors="ignore").assign(
        **dict.fromkeys(table.columns.drop("year", errors="ignore"), UNKNOWN)
    )
    table.insert(0, "year", 2001)
    figure = chart(table, language="en", source=RECORDS, year=2001)
    assert figure.layout.meta["empty"] is True
    assert said(figure, "title") == "There are no figures to show for 2001"


@EACH
def test_tags_in_a_group_are_shown_and_never_run(chart):
    table = pd.concat([TABLES[chart]().drop(columns="year", errors="ignore")] * 2, ignore_index=True)
    table.insert(0, "district", ["<img src=x>"] * (len(table) // 2) + ["Дом & сад"] * (len(table) // 2))
    figure = chart(table, source=RECORDS)
    drawn = [words.text for words in figure.layout.annotations]
    drawn += [hover for trace in figure.data for hover in (trace.hovertext or ())]
    assert not any("<img" in text for text in drawn)
    assert any("&lt;img" in text for text in drawn)
    assert figure.layout.meta["empty"] is False


@EACH
def test_the_table_is_left_as_it_was(chart):
    table = TABLES[chart]()
    before = table.copy(deep=True)
    chart(table)
    pd.testing.assert_frame_equal(table, before)
