"""What is missing in some records, and what is spelled in several ways."""

from __future__ import annotations

import pandas as pd
import pytest
from applications import applications, of, places

from partnerlab.sources.records import open_records

DISTRICTS = ["Кировский"] * 10 + ["Ленинский"] * 9


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("кировский", "Кировский"),
        ("Кировский район", "Кировский"),
        ("Кировский р-н", "Кировский"),
        ("Кироский", "Кировский"),
        ("Ленинскй", "Ленинский"),
        ("г. Ленинский", "Ленинский"),
    ],
)
def test_a_district_that_is_nearly_another_is_proposed(slip: str, meant: str) -> None:
    frame = applications(20, district=[*DISTRICTS, slip])
    (finding,) = of(frame, "similar_values")
    assert (finding.row, finding.column, finding.found, finding.severity) == (20, "district", slip, "warning")
    assert dict(finding.facts)["other"] == meant


@pytest.mark.parametrize("other", ["Свердловский", "Индустриальный", "Дзержинский", "Октябрьский"])
def test_another_district_is_another(other: str) -> None:
    assert not of(applications(20, district=[*DISTRICTS, other]), "similar_values")


def test_numbered_directions_are_different() -> None:
    frame = applications(20, direction=["Направление 1"] * 19 + ["Направление 2"])
    assert not of(frame, "similar_values")


def test_two_spellings_that_are_both_usual_are_two_things_unless_only_case_differs() -> None:
    assert not of(applications(20, nomination=["Лучший проект"] * 10 + ["Лучшие проект"] * 10), "similar_values")
    (finding,) = of(applications(20, nomination=["Лучший проект"] * 11 + ["лучший проект"] * 9), "similar_values")
    assert (finding.found, finding.count) == ("лучший проект", 9)


def test_a_district_that_is_missing_is_told_at_its_cell_where_most_have_one() -> None:
    frame = applications(4, district=["Кировский", None, "Кировский", None])
    assert places(frame, "missing_district") == [(2, "district"), (4, "district")]


def test_where_most_have_no_district_it_is_told_once() -> None:
    frame = applications(50, district=["Кировский"] * 10 + [None] * 40)
    (finding,) = of(frame, "missing_district")
    assert (finding.row, finding.count) == (11, 40)


def test_a_project_without_a_name_is_told_at_its_cell() -> None:
    assert places(applications(3, title=["Двор", None, "Хор"]), "missing_title") == [(2, "title")]


def test_a_winner_without_money_is_told_at_its_cell() -> None:
    assert places(applications(3, awarded=[1.0, None, 3.0]), "missing_money") == [(2, "awarded")]


def test_money_and_status_agree() -> None:
    statuses = ["won", "lost", "withdrawn", None, None]
    frame = applications(5, status=statuses, awarded=[5.0, 6.0, 7.0, 8.0, None])
    assert places(frame, "money_not_won") == [(2, "awarded")]
    assert places(frame, "money_undecided") == [(3, "awarded")]
    assert places(frame, "money_without_status") == [(4, "status")]
    assert places(frame, "missing_status") == [(5, "status")]


def test_ordinary_applications_have_no_findings_but_notes() -> None:
    frame = pd.concat([applications(30, year=year, awarded=float(year)) for year in (2001, 2002, 2003)])
    frame = frame.assign(application_id=range(90), title=[f"Проект {row}" for row in range(90)])
    assert [one.rule for one in open_records(frame).findings if one.severity != "note"] == []


def test_what_is_missing_in_less_than_half_of_the_rows_is_told_at_each_cell() -> None:
    few = applications(60, district=["Кировский"] * 35 + [None] * 25)
    assert len(of(few, "missing_district")) == 25
    most = applications(49, district=["Кировский"] * 24 + [None] * 25)
    assert [(one.row, one.count) for one in of(most, "missing_district")] == [(25, 25)]


def test_twenty_missing_cells_are_told_one_by_one_in_any_case() -> None:
    assert len(of(applications(22, district=["Кировский", "Ленинский", *[None] * 20]), "missing_district")) == 20


def test_a_tax_number_names_an_organisation_where_there_is_no_column_of_names() -> None:
    frame = applications(2).drop(columns="organisation")
    assert len(of(frame, "no_organisation_column")) == 1
    assert not of(frame.assign(organisation_id=["0000000000", "0000000001"]), "no_organisation_column")


def test_a_number_that_is_made_for_a_record_is_no_other_records_own() -> None:
    frame = applications(4, application_id=["2", None, "2 (2)", None])
    assert open_records(frame).frame.application_id.tolist() == ["2", "2 (3)", "2 (2)", "4"]


def test_the_first_organisation_of_a_file_is_as_much_one_as_the_others() -> None:
    frame = applications(
        3,
        organisation=["РОО «Маяк»", "РОО «Маяк»", "РОО «Луч»"],
        organisation_id=[None, None, "0000000000"],
        title=["Двор", "Двор", "Хор"],
        awarded=100.0,
        attracted=[1.0, 2.0, 3.0],
    )
    assert places(frame, "same_project") == [(2, "title")]
