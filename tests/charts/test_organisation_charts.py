"""Charts of organisations that come again, of where the money goes, of each project, of kinds and of themes."""

import json
import re

import pandas as pd
import pytest
from chart_tables import RECORDS, UNKNOWN, marks, printed_on, said

from partnerlab.charts import style
from partnerlab.charts.cohorts import cohorts
from partnerlab.charts.concentration import concentration
from partnerlab.charts.issues import issues
from partnerlab.charts.leverage_by_project import leverage_by_project
from partnerlab.charts.participation_by_kind import participation_by_kind

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")


def cohorts_table():
    """1999 to 2003 without a contest in 2001; of the 125 of 2000, 55 come again in 2002."""
    cells = [
        (1999, 0, 84, 84), (1999, 1, 84, 63), (1999, 2, 84, None), (1999, 3, 84, 42), (1999, 4, 84, 21),
        (2000, 0, 125, 125), (2000, 1, 125, None), (2000, 2, 125, 55), (2000, 3, 125, 20),
        (2002, 0, 50, 50), (2002, 1, 50, 10), (2003, 0, 30, 30),
    ]  # fmt: skip
    table = pd.DataFrame(cells, columns=["cohort", "age", "organisations", "active"]).astype({"active": "float64"})
    return table.assign(share=table["active"] / table["organisations"], rows_used=400, rows_left_out=3)


def concentration_table():
    return pd.DataFrame(
        {
            "year": [2000, 2003],
            "organisations": [4, 63],
            "hhi": [0.32, 0.04],
            "hhi_normalised": [0.1, 0.03],
            "effective_number": [3.1, 25.0],
            "gini": [0.2, 0.52],
            "top5_share": [1.0, 0.31],
            "rows_used": [4, 80],
            "rows_left_out": [0, 1],
        }
    )


def projects_table(*ratios, year=2003):
    return pd.DataFrame(
        {
            "year": year,
            "application_id": [f"A-{place}" for place in range(len(ratios))],
            "title": [f"Двор {place}" for place in range(len(ratios))],
            "budget": 10_000.0,
            "attracted": [10_000.0 * ratio for ratio in ratios],
            "leverage": [float(ratio) for ratio in ratios],
            "rank": range(1, len(ratios) + 1),
            "programme_leverage": sum(ratios) / len(ratios),
            "median_ratio": pd.Series(ratios).median(),
            "rows_used": len(ratios),
            "rows_left_out": 2,
        }
    )


def kinds_table():
    return pd.DataFrame(
        {
            "year": [2001, 2001, 2003, 2003],
            "organisation_kind": ["otos", "ngo", "ngo", "otos"],
            "active": [41, 90, 271, 124],
            "first_time": UNKNOWN,
            "rows_used": [50, 100, 300, 130],
            "rows_left_out": 0,
        }
    )


def issues_table():
    """240 projects, 88 winners; themes as a user spells them, and the one that the model names."""
    return pd.DataFrame(
        {
            "year": 2003,
            "theme": ["ethnic_relations", "молодёжь", "двор"],
            "projects": 240,
            "theme_projects": [24, 60, 120],
            "winners": 88,
            "theme_winners": [11, 22, 44],
            "share_of_projects": [0.1, 0.25, 0.5],
            "share_of_winners": [0.125, 0.25, 0.5],
            "share_of_winners_low": [0.07, 0.17, 0.4],
            "share_of_winners_high": [0.21, 0.35, 0.6],
            "relative_award_rate": [1.29, 1.0, 1.0],
            "relative_award_rate_low": [0.8, 0.7, 0.7],
            "relative_award_rate_high": [1.9, 1.4, 1.4],
            "rows_used": 240,
            "rows_left_out": 11,
        }
    )


TABLES = {
    cohorts: cohorts_table,
    concentration: concentration_table,
    leverage_by_project: lambda: projects_table(3, 1, 0.5),
    participation_by_kind: kinds_table,
    issues: issues_table,
}
EACH = pytest.mark.parametrize("chart", TABLES, ids=lambda chart: chart.__name__)
BOTH = pytest.mark.parametrize("language", ["ru", "en"])


@EACH
@BOTH
def test_a_chart_is_told_in_words_and_its_notes_are_sentences(chart, language):
    meta = chart(TABLES[chart](), language=language, source=RECORDS).layout.meta
    assert json.loads(json.dumps(meta)) == meta
    assert meta["alt"].endswith(".")
    assert all(note.endswith(".") and not note.endswith("..") for note in meta["notes"])


@EACH
def test_every_colour_has_its_dark_and_no_letter_is_below_twelve_pixels(chart):
    figure = json.loads(chart(TABLES[chart](), source=RECORDS).to_json())
    assert set(COLOUR.findall(json.dumps(figure))) <= style.COLOURS
    both = figure["layout"]["annotations"] + figure["layout"]["meta"]["narrow"]["layout"]["annotations"]
    assert min(words["font"]["size"] for words in both) >= 12


@EACH
@BOTH
def test_a_table_without_rows_is_a_sentence(chart, language):
    figure = chart(TABLES[chart]().iloc[:0], language=language)
    assert figure.layout.meta["empty"] is True
    assert said(figure, "title")


@EACH
def test_a_year_that_is_not_there_is_named_with_the_years_that_are(chart):
    figure = chart(TABLES[chart](), year=1995, source=RECORDS)
    absent = said(figure, "title").rpartition(": ")[2].lower()  # behind what there is no figure of
    assert absent.startswith(
        ("there is no figure for 1995; the years known are ", "there is no figure for 1995; the only year known is ")
    )


@EACH
def test_the_narrow_form_has_the_same_traces_and_the_table_is_not_changed(chart):
    table = TABLES[chart]()
    figure = chart(table, source=RECORDS)
    assert len(figure.layout.meta["narrow"]["data"]) == len(figure.data)
    pd.testing.assert_frame_equal(table, TABLES[chart]())


def test_44_per_cent_of_the_newcomers_of_2000_came_to_the_next_contest_two_years_later():
    table = cohorts_table()
    russian = cohorts(table, language="ru", year=2000)
    assert (
        said(russian, "title")
        == "Из 125 организаций, пришедших впервые в 2000 году, через 2 года снова участвовали 44 %"
    )
    assert (
        said(cohorts(table), "title") == "Of the 50 organisations first seen in 2002, 20% took part again a year later"
    )


def test_the_organisations_of_the_first_year_are_not_called_newcomers():
    figure = cohorts(cohorts_table(), year=1999)
    assert said(figure, "title") == "Of the 84 organisations of 1999, 75% took part again a year later"
    assert "its organisations are all that took part then, old and new" in said(figure, "notes")


def test_each_share_stands_in_the_column_of_its_year_and_in_its_shade():
    figure = cohorts(cohorts_table())
    strong = marks(figure, "60–80%")  # 63 of 84 after one year
    assert (list(strong.base), list(strong.text)) == ([0.5], ["75%"])
    middle = marks(figure, "40–60%")  # 42 of 84 after three, 55 of 125 after two
    assert (list(middle.base), list(middle.text)) == ([2.5, 1.5], ["50%", "44%"])
    assert "1999, 3 years later (2002): 42 of 84, 50%" in middle.hovertext


def test_one_in_five_is_not_less_than_one_in_five():
    assert list(marks(cohorts(cohorts_table()), "20–40%").text) == ["25%", "20%"]


def test_a_year_without_a_contest_is_hatched_for_every_cohort_before_it():
    hatched = marks(cohorts(cohorts_table()), "no contest or no data")
    assert list(hatched.base) == [1.5, 0.5]
    assert hatched.marker.pattern.shape


def test_every_share_of_six_cohorts_is_written_on_a_phone():
    cells = [(year, age, 60, 30) for year in range(1999, 2005) for age in range(2005 - year + 1)]
    table = pd.DataFrame(cells, columns=["cohort", "age", "organisations", "active"]).assign(share=0.5)
    narrow = cohorts(table).layout.meta["narrow"]["data"]
    wide = cohorts(table).data
    told = [text for one, other in zip(wide, narrow, strict=True) for text in other.get("text", one.text)]
    assert [text.rstrip("%") for text in told] == ["50"] * 21


def test_rows_of_the_whole_data_are_counted_once_and_not_once_a_cell():
    notes = said(cohorts(cohorts_table(), source=RECORDS), "notes")
    assert "Based on 400 applications." in notes
    assert "3 applications are left out" in notes


def test_five_of_63_organisations_received_31_per_cent():
    russian = concentration(concentration_table(), language="ru")
    assert said(russian, "title") == "2003: пять организаций из 63 получили 31,0 % денег"
    assert {"31,0 % · 63 получателя", "как 25,0 равных · Джини 0,52"} <= set(printed_on(russian))


def test_four_recipients_have_it_all_and_are_grey():
    figure = concentration(concentration_table(), year=2000)
    assert said(figure, "title") == "2000: 4 organisations received all the money"
    assert list(marks(figure, "five recipients or fewer").x) == [1.0]
    assert "2001–2002" in said(figure, "notes")


def test_five_of_63_equal_recipients_would_have_five_63rds():
    assert list(marks(concentration(concentration_table()), "five of equal recipients").x) == [5 / 63]


def test_half_of_three_projects_had_a_rouble_and_the_programme_one_and_a_half():
    russian = leverage_by_project(projects_table(0.5, 3, 1), language="ru")
    title = said(russian, "title")
    assert title.startswith("2003: у половины из 3 проектов на рубль бюджета привлечено 1 руб. 00 коп. и больше")
    assert title.endswith("у всех вместе 1 руб. 50 коп.")
    assert list(marks(russian, "каждый проект").x) == [3, 1, 0.5]
    texts = printed_on(russian)
    assert {"все проекты вместе: 1,50", "типичный проект (медиана): 1,00", "поровну: 1,00", "Двор 1"} <= set(texts)


def test_the_lines_stand_at_the_programme_the_median_and_equal_sums():
    figure = leverage_by_project(projects_table(*[4.0] * 20, *[2.0] * 21))
    at = {(shape.line.dash or "solid"): shape.x0 for shape in figure.layout.shapes}
    assert at["solid"] == pytest.approx((80 + 42) / 41)
    assert at["dash"] == 2
    assert at["dot"] == 1


def test_a_project_of_fifty_does_not_flatten_the_others_and_is_said_to_lie_beyond():
    figure = leverage_by_project(projects_table(50, *[2.0 + place / 62 for place in range(62)]), source=RECORDS)
    end = max(figure.layout.xaxis.range)
    assert 1.1 * 204.5 / 63 < 4  # a tenth beyond the programme's ratio, the highest that must be seen
    assert end == 4  # the next round number
    assert list(marks(figure, "beyond the scale").x) == [end]
    assert max(marks(figure, "each project").x) == end
    assert "1 project lies beyond the scale, which ends at 4.0; the furthest, Двор 0, has 50.00." in said(
        figure, "notes"
    )
    assert "highest 50.00" in said(figure, "alt")


def test_of_three_projects_none_is_cut():
    assert not marks(leverage_by_project(projects_table(50, 1, 0.5)), "beyond the scale").x


@pytest.mark.parametrize("count", [1, 3, 63, 400])
def test_any_number_of_projects_fits(count):
    figure = leverage_by_project(projects_table(*[1 + place / count for place in range(count)]))
    assert len(marks(figure, "each project").x) == count
    assert figure.layout.height < 1000


def test_the_distribution_is_told_in_words():
    alt = said(leverage_by_project(projects_table(5, 4, 3, 2, 1)), "alt")
    assert "lowest 1.00, lower quartile 2.00, median 3.00, upper quartile 4.00, highest 5.00" in alt


def test_the_year_asked_is_the_only_one_drawn():
    table = pd.concat([projects_table(3, 1, year=2001), projects_table(9, 8, 7)])
    assert list(marks(leverage_by_project(table, year=2001), "each project").x) == [3, 1]
    assert list(marks(leverage_by_project(table), "each project").x) == [9, 8, 7]


def test_a_title_with_tags_is_shown_and_never_run():
    table = projects_table(3, 1).assign(title="<img src=x>")
    figure = leverage_by_project(table)
    assert "<img" not in str(list(marks(figure, "each project").hovertext))
    assert not any("<img" in words.text for words in figure.layout.annotations)


def test_271_ngos_and_124_self_government_bodies_took_part():
    russian = participation_by_kind(kinds_table(), language="ru")
    assert said(russian, "title") == "2003: участвовали 271 НКО и 124 ОТОС"
    assert list(marks(russian, "НКО").x) == [90, 271]
    assert list(marks(russian, "ОТОС").x) == [41, 124]
    assert {"90", "271", "41", "124", "2002", "нет данных"} <= set(printed_on(russian))


def test_the_kinds_differ_without_colour_and_stand_side_by_side():
    figure = participation_by_kind(kinds_table())
    ngo, otos = figure.data
    assert not ngo.marker.pattern.shape
    assert otos.marker.pattern.shape
    assert all(abs(one - other) >= ngo.width for one, other in zip(ngo.y, otos.y, strict=True))


def test_other_kinds_and_those_not_stated_are_counted_too():
    others = pd.DataFrame({"year": 2003, "organisation_kind": ["religious", None, "other"], "active": [5, 7, 0]})
    figure = participation_by_kind(pd.concat([kinds_table(), others]))
    assert said(figure, "title") == (
        "2003: 271 NGOs, 124 self-government bodies (OTOS) and 12 organisations of other kinds took part"
    )
    assert [trace.name for trace in figure.data][2:] == ["religious", "not stated"]
    assert list(marks(figure, "religious").x) == [0, 5]


def test_the_most_frequent_theme_comes_first_with_its_winners():
    russian = issues(issues_table(), language="ru", source=RECORDS)
    assert said(russian, "title") == "2003: самая частая тема — «двор»: 120 из 240 проектов, 44 из 88 победителей"
    assert list(marks(russian, "доля среди победителей").x) == [0.5, 0.25, 0.125]
    assert list(marks(russian, "доля среди всех проектов").x) == [0.5, 0.25, 0.1]
    assert "ethnic_relations" not in printed_on(russian)


def test_only_ethnic_issues_are_plum():
    plum, blue = "#7b4b94", "#2f5d8c"
    assert list(marks(issues(issues_table()), "share among winners").marker.color) == [blue, blue, plum]
    without = issues(issues_table().iloc[1:])
    assert plum not in without.to_json()


def test_the_applications_behind_the_themes_are_counted_once():
    notes = said(issues(issues_table(), source=RECORDS), "notes")
    assert "Based on 240 applications." in notes
    assert "11 applications are left out" in notes


def test_only_a_theme_whose_interval_leaves_out_one_is_said_to_differ():
    assert "1.29" not in said(issues(issues_table()), "notes")
    notes = said(issues(issues_table().assign(relative_award_rate_low=[1.05, 0.7, 0.7])), "notes")
    assert "1.29 (1.05–1.90)" in notes
    assert "by chance alone" in notes


def test_what_stood_beside_a_fund_is_not_said_of_the_budget():
    table = projects_table(3, 1, 0.5).assign(base="fund")
    for language, fund, budget in (("en", "the contest's fund", "budget"), ("ru", "конкурсного фонда", "бюджет")):
        words_said = said(leverage_by_project(table, language=language), "title")
        words_said += said(leverage_by_project(table, language=language), "subtitle")
        assert words_said.count(fund) == 2
        assert budget not in words_said
