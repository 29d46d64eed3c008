"""The same application twice, the same year twice, and years that are not like the others."""

from __future__ import annotations

import datetime
from pathlib import Path

import pandas as pd
import pytest
from applications import applications, of, places

from partnerlab.sources.records import open_records
from places import REAL

THIS_YEAR = datetime.date.today().year


def years(**sizes: int) -> pd.DataFrame:
    """So many applications in each year: `years(y2001=3)`."""
    parts = [applications(size, year=int(name[1:])) for name, size in sizes.items()]
    frame = pd.concat(parts, ignore_index=True)
    numbers = [f"n{place}" for place in range(len(frame))]
    return frame.assign(application_id=numbers, awarded=[1000.0 + place for place in range(len(frame))])


def test_a_row_that_stands_there_twice_is_an_error_with_the_row_of_the_first() -> None:
    frame = pd.concat([applications(3), applications(1)]).drop(columns="application_id")
    (finding,) = of(frame, "duplicate_row")
    assert (finding.row, finding.severity, dict(finding.facts)["first"], finding.found) == (4, "error", "1", "Проект 1")


def test_a_row_that_is_another_but_for_its_number_is_a_warning() -> None:
    frame = pd.concat([applications(3), applications(1, application_id="x")])
    (finding,) = of(frame, "duplicate_but_number")
    assert (finding.row, finding.severity) == (4, "warning")
    assert not of(frame, "duplicate_row")


def test_the_same_number_twice_is_told_once() -> None:
    frame = pd.concat([applications(3), applications(1)])
    assert [one.rule for one in open_records(frame).findings if one.severity == "error"] == ["duplicate_id"]


def test_rows_that_say_little_may_be_equal() -> None:
    assert not of(pd.DataFrame({"Год": [2003, 2003], "Организация": ["А", "А"]}), "duplicate_row")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_lottery_of_2002_03_has_118_rows_twice() -> None:
    records = open_records(REAL / "lottery-grants" / "NLC-2002-2003.csv")
    assert len(of(records, "duplicate_row")) == 118


def test_one_project_of_one_organisation_twice_in_a_year() -> None:
    frame = applications(
        3, organisation=["РОО «Маяк»", "роо маяк", "РОО «Луч»"], title=["Наш двор", "наш  двор", "Хор"]
    )
    assert not of(frame, "same_project")  # the amounts differ: two stages of it
    frame = frame.assign(awarded=[100.0, 100.0, 5.0])
    assert places(frame, "same_project") == [(2, "title")]
    assert not of(frame.assign(year=[2003, 2004, 2003]), "same_project")


def test_one_request_in_two_tiers_is_told_as_such() -> None:
    frame = applications(2, organisation="РОО «Маяк»", title="Наш двор", awarded=100.0, tier=["city", "district"])
    assert places(frame, "project_in_two_tiers") == [(2, "title")]
    assert not of(frame, "same_project")


def test_one_name_for_the_projects_of_two_organisations_is_a_note() -> None:
    (finding,) = of(applications(3, title=["День города", "день города", "Хор"]), "same_title")
    assert (finding.row, finding.count, finding.severity) == (1, 2, "note")


def test_a_year_that_repeats_another_is_one_error() -> None:
    frame = pd.concat([applications(12, year=2001), applications(12, year=2002)], ignore_index=True)
    frame["application_id"] = [f"n{row}" for row in range(24)]
    (finding,) = of(frame, "repeated_year")
    assert (finding.row, finding.found, finding.severity) == (13, "2002", "error")
    assert (dict(finding.facts)["other"], dict(finding.facts)["rows"]) == ("2001", 12)


def test_a_year_four_fifths_of_which_is_another_repeats_it_and_three_quarters_do_not() -> None:
    def changed(count: int) -> pd.DataFrame:
        later = applications(20, year=2002)
        later.loc[: count - 1, "awarded"] = 7.0
        return pd.concat([applications(20, year=2001), later], ignore_index=True).drop(columns="application_id")

    assert len(of(changed(4), "repeated_year")) == 1
    assert not of(changed(5), "repeated_year")


def test_the_same_organisations_with_other_projects_are_another_year() -> None:
    later = applications(12, year=2002, title=[f"Другой {row}" for row in range(12)])
    frame = pd.concat([applications(12, year=2001), later]).drop(columns="application_id")
    assert not of(frame, "repeated_year")


def test_a_sheet_that_is_a_copy_is_told_once_and_not_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "contest.xlsx"
    with pd.ExcelWriter(path) as book:
        for sheet in ("Первый", "Второй"):
            applications(12).drop(columns="application_id").to_excel(book, sheet_name=sheet, index=False)
    records = open_records(path)
    (finding,) = of(records, "repeated_year")
    assert (finding.sheet, finding.row, dict(finding.facts)["other"]) == ("Второй", 2, "Первый")
    assert not of(records, "duplicate_row")


def test_a_year_with_less_than_half_the_usual_rows_is_a_warning() -> None:
    (finding,) = of(years(y2001=40, y2002=44, y2003=19, y2004=42), "short_year")
    assert (finding.found, finding.severity, dict(finding.facts)["rows"]) == ("2003", "warning", 19)
    assert not of(years(y2001=40, y2002=44, y2003=21, y2004=42), "short_year")


def test_a_contest_begins_small_and_its_current_year_is_not_over() -> None:
    assert not of(years(y2001=10, y2002=44, y2003=45), "short_year")
    sizes = {f"y{THIS_YEAR - 2}": 40, f"y{THIS_YEAR - 1}": 40, f"y{THIS_YEAR}": 10}
    assert not of(years(**sizes), "short_year")


def test_a_year_that_is_not_there_between_others_is_a_warning() -> None:
    (finding,) = of(years(y2001=2, y2004=2), "missing_years")
    assert (finding.found, finding.severity) == ("2002–2003", "warning")
    assert not of(years(y2001=2, y2002=2), "missing_years")


def test_a_column_that_is_empty_in_one_year_of_three() -> None:
    frame = years(y2001=10, y2002=10, y2003=10)
    frame["district"] = ["Кировский"] * 10 + [None] * 10 + ["Ленинский"] * 10
    (finding,) = of(frame, "empty_in_years")
    assert (finding.row, finding.column, finding.found) == (11, "district", "2002")


def test_what_was_attracted_in_the_last_year_is_not_known_yet() -> None:
    frame = years(y2001=10, y2002=10, y2003=10)
    frame["attracted"] = frame["attracted"].where(frame["year"] < 2003)
    assert not of(frame, "empty_in_years")


def test_a_year_of_winners_alone_beside_years_with_refusals() -> None:
    frame = years(y2001=10, y2002=10, y2003=10)
    frame["status"] = ["won", "lost"] * 5 + ["won"] * 10 + ["won", "lost"] * 5
    (finding,) = of(frame, "only_winners")
    assert (finding.row, finding.found, finding.column) == (11, "2002", "status")


def test_a_year_in_thousands_after_one_in_roubles_is_an_error() -> None:
    frame = years(y2001=6, y2002=6, y2003=6)
    frame["awarded"] = [20_000.0 + row for row in range(6)] + [21.5] * 6 + [22.5] * 6
    (finding,) = of(frame, "unit_jump")
    assert (finding.row, finding.column, finding.found, finding.severity) == (7, "awarded", "2002", "error")


def test_nine_equal_rows_are_no_repeated_year_and_ten_are() -> None:
    def both(count: int) -> pd.DataFrame:
        parts = [applications(count, year=year) for year in (2001, 2002)]
        return pd.concat(parts, ignore_index=True).drop(columns="application_id")

    assert not of(both(9), "repeated_year")
    assert [one.row for one in of(both(10), "repeated_year")] == [11]


def test_a_year_that_is_there_three_times_is_told_twice() -> None:
    frame = pd.concat([applications(12, year=year) for year in (2001, 2002, 2003)]).drop(columns="application_id")
    findings = of(frame, "repeated_year")
    assert [(one.row, one.found, dict(one.facts)["other"]) for one in findings] == [
        (13, "2002", "2001"),
        (25, "2003", "2001"),
    ]


def test_a_project_named_after_its_organisation_may_be_there_twice() -> None:
    frame = applications(2, organisation="РОО «Маяк»", title="Ремонт РОО «Маяк»", awarded=100.0, attracted=[1.0, 2.0])
    assert not of(frame, "same_project")
    assert places(frame.assign(title="Ремонт маяка"), "same_project") == [(2, "title")]


def test_one_project_twice_where_no_amounts_are_known() -> None:
    frame = applications(2, organisation="РОО «Маяк»", title="Наш двор", awarded=[100.0, None], attracted=[1.0, 2.0])
    (finding,) = of(frame, "same_project")
    assert (finding.row, finding.found, dict(finding.facts)["first"]) == (2, "Наш двор", "1")


def test_a_contest_that_grew_threefold_in_a_year_had_no_short_year_before() -> None:
    assert not of(years(y2001=18, y2002=19, y2003=60, y2004=62, y2005=61), "short_year")


def test_years_of_small_contests_are_not_measured_against_each_other() -> None:
    assert not of(years(y2001=19, y2002=19, y2003=5, y2004=19), "short_year")
    assert [one.found for one in of(years(y2001=20, y2002=20, y2003=5, y2004=20), "short_year")] == ["2003"]


def test_a_gap_of_twenty_years_is_another_contest() -> None:
    assert of(years(y1995=2, y2014=2), "missing_years")
    assert not of(years(y1995=2, y2015=2), "missing_years")


def test_the_calendar_explains_a_year_without_a_contest(tmp_path: Path) -> None:
    path = tmp_path / "contest.xlsx"
    with pd.ExcelWriter(path) as book:
        years(y2001=2, y2005=2).to_excel(book, sheet_name="Заявки", index=False)
        held = pd.DataFrame({"Год": [2002, 2003, 2004], "Конкурс проведён": ["нет", "нет данных", "да"]})
        held.to_excel(book, sheet_name="Календарь", index=False)
    (finding,) = of(open_records(path), "missing_years")
    assert (finding.found, finding.row, dict(finding.facts)["before"]) == ("2004", 4, 2001)


def test_a_column_that_few_fill_in_any_year_is_not_empty_in_one() -> None:
    frame = years(y2001=10, y2002=10)
    rare = frame.assign(district=["Кировский"] * 4 + [None] * 16)
    assert not of(rare, "empty_in_years")
    half = frame.assign(district=["Кировский"] * 5 + [None] * 15)
    assert [one.found for one in of(half, "empty_in_years")] == ["2002"]
    assert not of(half.iloc[:19], "empty_in_years")  # nine rows are no year to judge by


def test_an_award_is_missing_only_where_somebody_won() -> None:
    frame = years(y2001=10, y2002=10).assign(status=["won"] * 10 + ["lost"] * 10)
    frame["awarded"] = frame["awarded"].where(frame["year"] == 2001)
    frame["attracted"] = frame["awarded"]
    assert not of(frame, "empty_in_years")


def test_amounts_that_cannot_be_read_do_not_make_a_year_empty() -> None:
    frame = years(y2001=10, y2002=10)
    frame["requested"] = [5_000.0] * 10 + ["около пяти"] * 10
    assert not of(frame, "empty_in_years")


def test_one_year_with_refusals_makes_no_rule_of_them() -> None:
    frame = years(y2001=10, y2002=10, y2003=10)
    frame["status"] = ["won", "lost"] * 5 + ["won"] * 20
    assert not of(frame, "only_winners")


def test_four_amounts_say_nothing_of_the_unit_of_their_year() -> None:
    frame = years(y2001=6, y2002=4)
    assert not of(frame.assign(awarded=[20_000.0] * 6 + [21.5] * 4), "unit_jump")


def test_a_jump_to_roubles_is_told_with_both_medians_and_both_years() -> None:
    frame = years(y2001=5, y2002=5).assign(awarded=[21.0] * 5 + [21_000.0] * 5)
    (finding,) = of(frame, "unit_jump")
    facts = dict(finding.facts)
    assert (facts["before"], facts["year"], facts["there"], facts["here"]) == (2001, 2002, 21.0, 21_000.0)
    assert not of(frame.assign(awarded=[100.0] * 5 + [29_000.0] * 5), "unit_jump")


def test_a_row_without_a_number_that_equals_a_numbered_one_is_the_same_row() -> None:
    frame = pd.concat([applications(3), applications(1, application_id=None)], ignore_index=True)
    assert [(one.row, dict(one.facts)["first"]) for one in of(frame, "duplicate_row")] == [(4, "1")]
    assert not of(frame, "duplicate_but_number")


def test_three_hundred_and_ten_times_the_money_of_the_year_before_is_another_unit() -> None:
    frame = years(y2001=5, y2002=5)
    assert len(of(frame.assign(awarded=[100.0] * 5 + [31_000.0] * 5), "unit_jump")) == 1
    assert len(of(frame.assign(awarded=[31_000.0] * 5 + [100.0] * 5), "unit_jump")) == 1


def test_a_year_known_by_its_titles_alone_may_repeat_another() -> None:
    rows = [
        applications(10, year=year).drop(columns=["application_id", "awarded", "attracted"]) for year in (2001, 2002)
    ]
    assert [(one.row, one.found) for one in of(pd.concat(rows, ignore_index=True), "repeated_year")] == [(11, "2002")]
