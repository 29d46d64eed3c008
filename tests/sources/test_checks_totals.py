"""Rows of totals are no applications, and what they state is the sum of what they sum up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import xlsxwriter
from applications import of

from partnerlab.dataset import Dataset
from partnerlab.sources.records import open_records

HEADINGS = ["№ заявки", "Год", "Организация", "Название проекта", "Выделено", "Привлечено"]
A = ["1", 2003, "РОО «А»", "Двор", 100, 200]
B = ["2", 2003, "РОО «Б»", "Мост", 50, 10]
C = ["3", 2003, "РОО «В»", "Хор", 30, 40]
D = ["4", 2003, "РОО «Г»", "Сад", 20, 50]


def total(label: str, awarded: Any, attracted: Any) -> list[Any]:
    return ["", "", label, "", awarded, attracted]


def opened(folder: Path, *rows: list[Any]) -> Dataset:
    with xlsxwriter.Workbook(folder / "contest.xlsx") as book:
        sheet = book.add_worksheet("Заявки")
        for number, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(number, 0, row)
    return open_records(folder / "contest.xlsx")


def differing(records: Dataset) -> list[tuple[int | None, str, str, Any]]:
    return [(one.row, one.column, one.found, dict(one.facts)["sum"]) for one in of(records, "total_differs")]


def test_a_total_that_is_right_is_a_note_and_left_out(tmp_path: Path) -> None:
    records = opened(tmp_path, A, B, total("Итого", 150, 210))
    assert [(one.rule, one.row) for one in records.findings if "total" in one.rule] == [("total_row", 4)]
    assert records.frame.application_id.tolist() == ["1", "2"]
    assert str(records.frame.dtypes["year"]) == "int64"


def test_a_total_that_is_wrong_is_an_error_with_both_figures(tmp_path: Path) -> None:
    records = opened(tmp_path, A, B, total("Итого", 150, 211))
    assert differing(records) == [(4, "Привлечено", "211", 210.0)]
    assert records.errors == 1


def test_totals_of_sections_and_of_the_whole_sheet(tmp_path: Path) -> None:
    right = opened(tmp_path, A, B, total("Итого", 150, 210), C, D, total("Итого", 50, 90), total("Всего", 200, 300))
    assert not differing(right)
    assert len(right.frame) == 4
    wrong = opened(tmp_path, A, B, total("Итого", 150, 210), C, D, total("Итого", 55, 90), total("Всего", 200, 301))
    assert differing(wrong) == [(7, "Выделено", "55", 50.0), (8, "Привлечено", "301", 300.0)]


def test_a_total_above_its_rows_is_one_too(tmp_path: Path) -> None:
    assert not differing(opened(tmp_path, total("Всего", 150, 210), A, B))
    assert differing(opened(tmp_path, total("Всего", 151, 210), A, B)) == [(2, "Выделено", "151", 150.0)]


def test_a_summary_by_parts_below_the_table_is_not_compared_part_by_part(tmp_path: Path) -> None:
    summary = [total("Итого НКО", 130, 240), total("Итого ОТОС", 70, 60), total("Всего", 200, 300)]
    records = opened(tmp_path, A, B, C, D, *summary)
    assert not differing(records)
    assert len(records.frame) == 4


def test_an_amount_that_cannot_be_read_makes_no_total_wrong(tmp_path: Path) -> None:
    records = opened(tmp_path, A, ["2", 2003, "РОО «Б»", "Мост", "около 50", 10], total("Итого", 150, 210))
    assert not differing(records)


def test_a_project_with_the_name_of_a_total_stays(tmp_path: Path) -> None:
    names = ["Итоговая конференция", "Итог", "Всего 3 проекта", "Total"]
    rows = [[str(number), 2003, f"РОО «{name}{number}»", name, 100, 200] for number, name in enumerate(names, 1)]
    records = opened(tmp_path, *rows)
    assert records.frame.title.tolist() == names
    assert [one.row for one in of(records, "named_like_total")] == [3, 4, 5]
    assert not of(records, "total_row")


def test_a_sum_that_nobody_calls_a_total_is_a_warning(tmp_path: Path) -> None:
    records = opened(tmp_path, A, B, ["", "", "", "", 150, 210])
    assert [(one.row, one.severity) for one in of(records, "total_by_sums")] == [(4, "warning")]
    assert len(records.frame) == 2


def test_the_words_of_a_total_are_no_wrong_cells() -> None:
    frame = pd.DataFrame({"Год": [2003, 2003, "Итого"], "Организация": ["А", "Б", None], "Выделено": [1.0, 2.0, 3.0]})
    records = open_records(frame)
    assert [one.rule for one in records.findings if one.severity == "error"] == []
    assert len(records.frame) == 2


def test_the_years_stay_whole_numbers_where_a_record_has_none(tmp_path: Path) -> None:
    records = opened(tmp_path, A, ["2", "", "РОО «Б»", "Мост", 50, 10], total("Итого", 150, 210))
    assert str(records.frame.dtypes["year"]) == "Int64"
    assert records.frame.year.fillna(0).tolist() == [2003, 0]


def test_a_row_with_an_organisation_is_no_sum_even_without_its_tax_number() -> None:
    frame = pd.DataFrame(
        {
            "organisation": ["РОО «А»", "РОО «Б»", "РОО «В»"],
            "organisation_id": ["0000000000", "0000000001", None],
            "year": 2003,
            "awarded": [100.0, 50.0, 150.0],
        }
    )
    assert len(open_records(frame).frame) == 3
    assert not of(frame, "total_by_sums")
    assert len(of(frame.assign(organisation=["РОО «А»", "РОО «Б»", None]), "total_by_sums")) == 1
