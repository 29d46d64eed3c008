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
    assert (finding.found, finding.severity) == ("2002, 2003", "warning")
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
