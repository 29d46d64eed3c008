"""A secretary's file is read whole: nothing is dropped in silence, nothing guessed, each finding has its place."""

from __future__ import annotations

import datetime
import decimal
import math
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from string import Formatter
from typing import Any

import pandas as pd
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerlab import errors
from partnerlab.dataset import Dataset
from partnerlab.findings import Finding, findings_by_check
from partnerlab.rules import RULES
from partnerlab.sources.forms.sheets import Sheet, is_empty
from partnerlab.sources.layout.file_tables import records_in
from partnerlab.sources.records import check, open_records

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"

HEADINGS = ["№ заявки", "Год", "Организация", "Вид организации", "Название проекта", "Район", "Тема", "Статус"]
MONEY = ["Запрашиваемая сумма, руб.", "Выделено из бюджета, тыс. руб.", "Привлечённые средства"]
CLEAN = [
    ["1", 2003, "РОО «Надежда»", "НКО", "Двор", "Кировский", "благоустройство", "победитель", 30000, 15.5, 40000],
    [
        "2",
        2003,
        "ОТОС «Гайва»",
        "ОТОС",
        "Мост",
        "Ленинский",
        "Межнациональные отношения",
        "не поддержан",
        20000,
        "",
        "",
    ],
    ["3", 2003, "АНО «Лад»", "нко", "Хор", "Кировский", "культура; национальные вопросы", "Победитель", 10000, 10, 0],
]


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], *, first_row: int = 0) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows, first_row):
                for column, cell in enumerate(row):
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
                    else:
                        sheet.write(number, column, cell)
    return path


def clean_workbook(folder: Path, name: str = "contest.xlsx") -> Path:
    return workbook(folder / name, {"Заявки": [[*HEADINGS, *MONEY], *CLEAN]})


def csv_file(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "contest.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def found(records: Dataset, rule: str) -> list[Finding]:
    return [finding for finding in records.findings if finding.rule == rule]


def rules(records: Dataset, *severities: str) -> list[str]:
    return [one.rule for one in records.findings if not severities or one.severity in severities]


def test_a_workbook_with_russian_headings_gives_the_models_columns(tmp_path: Path) -> None:
    records = open_records(clean_workbook(tmp_path))
    frame = records.frame
    assert (records.kind, records.currency, records.name) == ("records", "RUB", "contest")
    assert frame.application_id.tolist() == ["1", "2", "3"]
    assert frame.year.tolist() == [2003, 2003, 2003]
    assert frame.organisation.tolist() == ["РОО «Надежда»", "ОТОС «Гайва»", "АНО «Лад»"]
    assert frame.organisation_kind.tolist() == ["ngo", "otos", "ngo"]
    assert frame.status.tolist() == ["won", "lost", "won"]
    assert frame.themes.tolist() == ["благоустройство", "ethnic_relations", "культура;ethnic_relations"]
    assert frame.requested.tolist() == [30000.0, 20000.0, 10000.0]
    assert frame.awarded.fillna(-1).tolist() == [15500.0, -1.0, 10000.0]
    assert frame.attracted.fillna(-1).tolist() == [40000.0, -1.0, 0.0]
    assert str(frame.dtypes["year"]) == "int64"
    assert {str(frame.dtypes[name]) for name in ("requested", "awarded", "attracted")} == {"float64"}


def test_a_clean_file_has_no_errors_and_no_warnings(tmp_path: Path) -> None:
    records = open_records(clean_workbook(tmp_path))
    assert rules(records, "error", "warning") == []
    assert records.errors == 0


def test_the_source_names_the_file_and_its_sheets_and_no_date(tmp_path: Path) -> None:
    source = open_records(clean_workbook(tmp_path)).source
    assert source.line("en") == "Source: contest.xlsx, sheet «Заявки» (3 rows)"
    assert source.line("ru") == "Источник: contest.xlsx, лист «Заявки» (3 строки)"
    assert source.date == ""


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    rows = [
        ["Конкурс проектов"],
        [],
        ["Год", "Организация", "Сумма гранта"],
        [2003, "А", 5],
        [],
        [2003, "Б", "около 30"],
    ]
    records = open_records(workbook(tmp_path / "c.xlsx", {"Лист": rows}, first_row=2))
    assert len(records.frame) == 2
    (finding,) = found(records, "not_an_amount")
    # two rows left empty at the top, then the title, an empty row, the headings, a record, an empty row
    assert (finding.sheet, finding.row, finding.column, finding.found) == ("Лист", 8, "Сумма гранта", "около 30")
    assert found(records, "title_rows")[0].found == "Конкурс проектов"
    assert records.frame.awarded_as_typed.fillna("").tolist() == ["", "около 30"]


def test_a_finding_reads_as_a_sentence_in_both_languages(tmp_path: Path) -> None:
    rows = [["Год", "Сумма гранта"], [2003, "около 30"]]
    (finding,) = found(open_records(workbook(tmp_path / "contest.xlsx", {"2003": rows})), "not_an_amount")
    assert finding.text("en") == (
        "contest.xlsx, sheet «2003», row 2, «Сумма гранта»: «около 30» is not an amount; expected: an amount of "
        "money, such as 30000 or 1 234,50; write the number alone, or leave the cell empty"
    )
    assert finding.text("ru") == (
        "contest.xlsx, лист «2003», строка 2, «Сумма гранта»: «около 30» — это не сумма; нужно: денежная сумма, "
        "например 30000 или 1 234,50; напишите только число или оставьте ячейку пустой"
    )


def test_a_csv_has_no_sheet_to_name(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Сумма гранта\n20003;5\n"))
    (finding,) = found(records, "not_a_year")
    assert finding.text("en") == (
        "contest.csv, row 2, «Год»: «20003» is not a year of a contest; expected: a year between 1990 and 2100; "
        "write the year with four digits, such as 2003"
    )
    assert records.frame.year.isna().all()
    assert records.frame.year_as_typed.tolist() == ["20003"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_every_usual_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = (
        ("Шкаф", "Год", "Организация", "Сумма, руб."),
        ("дуб", "2003", "Клуб «Ёлка»; хор, танец", "1 234,50"),
        ("ель", "2004", "Дом", "нет"),
    )
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    frame = open_records(csv_file(tmp_path, text, encoding=encoding)).frame
    assert frame.organisation.tolist() == ["Клуб «Ёлка»; хор, танец", "Дом"]
    assert frame.awarded.tolist() == [1234.5, 0.0]
    assert frame["Шкаф"].tolist() == ["дуб", "ель"]


def test_unquoted_decimal_commas_between_semicolons_are_read(tmp_path: Path) -> None:
    text = "Год;Средства бюджета, тыс. руб.;Средства, привлеченные исполнителями, тыс. руб.\n1999;262;751,9\n"
    frame = open_records(csv_file(tmp_path, text, encoding="cp1251")).frame
    assert (frame.awarded[0], frame.attracted[0]) == (262000.0, 751900.0)


def test_an_unquoted_decimal_comma_between_commas_is_found_as_one_cell_too_many(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год,Организация,Сумма\n2003,Дом,15,5\n2003,Сад,20\n"))
    (finding,) = found(records, "long_row")
    assert finding.row == 2
    assert len(records.frame) == 2


def test_an_unclosed_quotation_mark_is_found_at_its_row(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, 'Год;Организация\n2003;Дом\n2003;"Сад\n2003;Хор\n'))
    (finding,) = found(records, "unclosed_quote")
    assert (finding.row, finding.severity) == (3, "error")


def test_a_stray_quotation_mark_is_an_error_and_the_row_stays(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, 'Год;Организация\n2003;"Клуб" Дом\n2003;Хор\n'))
    (finding,) = found(records, "broken_quotes")
    assert (finding.row, finding.severity) == (2, "error")
    assert records.frame.organisation.tolist() == ["Клуб Дом", "Хор"]


def test_every_sheet_with_headings_is_stacked_and_the_others_are_told(tmp_path: Path) -> None:
    sheets: dict[str, Sequence[Sequence[Any]]] = {
        "2003": [["Организация", "Сумма гранта"], ["Дом", 5], ["Сад", "?!"]],
        "Справка": [["Телефон комиссии"], ["без телефона"]],
        "Конкурс 2004": [["Получатель", "Примечание", "Грант, тыс. руб."], ["Хор", "x", 7]],
        "2005": [["Организация", "Сумма гранта"]],
    }
    records = open_records(workbook(tmp_path / "many.xlsx", sheets))
    assert records.frame.organisation.tolist() == ["Дом", "Сад", "Хор"]
    assert records.frame.year.tolist() == [2003, 2003, 2004]
    assert records.frame.awarded.fillna(-1).tolist() == [5.0, -1.0, 7000.0]
    assert records.frame["Примечание"].fillna("").tolist() == ["", "", "x"]
    assert [one.sheet for one in found(records, "sheet_not_read")] == ["Справка"]
    assert [one.sheet for one in found(records, "sheet_without_rows")] == ["2005"]
    assert [(one.sheet, one.found) for one in found(records, "year_from_sheet")] == [
        ("2003", "2003"),
        ("Конкурс 2004", "2004"),
    ]
    assert [(one.sheet, one.row) for one in found(records, "not_an_amount")] == [("2003", 3)]


def test_the_year_is_from_the_column_then_as_given_then_the_sheet_then_the_file(tmp_path: Path) -> None:
    without = [["Организация", "Сумма"], ["Дом", 5]]
    path = workbook(tmp_path / "contest 2001.xlsx", {"2002": without})
    assert open_records(path).frame.year.tolist() == [2002]
    assert open_records(path, year=2004).frame.year.tolist() == [2004]
    path = workbook(tmp_path / "contest 2001.xlsx", {"Лист": without})
    assert open_records(path).frame.year.tolist() == [2001]
    path = workbook(tmp_path / "contest 2001.xlsx", {"2002": [["Год", "Сумма"], [2003, 5]]})
    assert open_records(path, year=2004).frame.year.tolist() == [2003]
    path = workbook(tmp_path / "contest 1999-2004.xlsx", {"Лист": without})
    assert "year" not in open_records(path).frame
    assert found(open_records(path), "no_year_column")


def test_unknown_columns_stay_under_their_own_headings(tmp_path: Path) -> None:
    rows = [["Год", "Сумма", "Шкаф", "Оценка", "Смешанное"], [2003, 5, "дуб", 4.5, "x"], [2003, 6, "ель", 5, 7]]
    frame = open_records(workbook(tmp_path / "c.xlsx", {"Л": rows})).frame
    assert frame["Шкаф"].tolist() == ["дуб", "ель"]
    assert frame["Оценка"].tolist() == [4.5, 5.0]
    assert frame["Смешанное"].tolist() == ["x", "7"]


def test_a_heading_that_stands_twice_is_kept_beside(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Сумма;Сумма;Организация;Заявитель\n2003;5;6;Дом;Сад\n"))
    assert records.frame.awarded.tolist() == [5.0]
    assert records.frame["Сумма (2)"].tolist() == ["6"]
    assert records.frame["Заявитель"].tolist() == ["Сад"]
    assert [one.column for one in found(records, "duplicate_heading")] == ["Заявитель", "Сумма"]


def test_a_general_heading_gives_way_to_an_exact_one(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Сумма;Выделено из бюджета\n2003;5;6\n"))
    assert records.frame.awarded.tolist() == [6.0]
    assert records.frame["Сумма"].tolist() == ["5"]


def test_a_column_without_a_heading_is_kept(tmp_path: Path) -> None:
    records = open_records(workbook(tmp_path / "c.xlsx", {"Л": [["Год", "", "Сумма"], [2003, "заметка", 5]]}))
    assert records.frame["column B"].tolist() == ["заметка"]
    assert found(records, "empty_heading")


def test_what_cannot_be_read_is_missing_kept_as_typed_and_found(tmp_path: Path) -> None:
    headings = ["Год", "Организация", "Статус", "Дата начала", "Сумма гранта", "Вид организации", "Номер конкурса"]
    rows = [
        headings,
        [20003, "А", "ура", "31.02.2003", "около 30", "кооператив", "шестой"],
        [2003.5, "Б", "won", 36830, -5, "НКО", "VI"],
        [2003, "В", "won", datetime.date(2003, 5, 1), "942.916", "НКО", 6],
    ]
    records = open_records(workbook(tmp_path / "c.xlsx", {"Л": rows}))
    frame = records.frame
    assert frame.year.fillna(0).tolist() == [0, 0, 2003]
    assert frame.year_as_typed.fillna("").tolist() == ["20003", "2003.5", ""]
    assert frame.status.fillna("").tolist() == ["", "won", "won"]
    assert frame.status_as_typed.fillna("").tolist() == ["ура", "", ""]
    assert frame.start.tolist()[1:] == [pd.Timestamp(2000, 10, 31), pd.Timestamp(2003, 5, 1)]
    assert frame.start_as_typed.fillna("").tolist() == ["31.02.2003", "36830", ""]
    assert frame.awarded.fillna(0).tolist() == [0, -5, 0]
    assert frame.awarded_as_typed.fillna("").tolist() == ["около 30", "", "942.916"]
    assert frame.edition.fillna(0).tolist() == [0, 6, 6]
    errors_found = {(one.rule, one.row, one.column) for one in records.findings if one.severity == "error"}
    assert errors_found == {
        ("not_a_year", 2, "Год"),
        ("not_a_year", 3, "Год"),
        ("unknown_status", 2, "Статус"),
        ("not_a_date", 2, "Дата начала"),
        ("not_an_amount", 2, "Сумма гранта"),
        ("negative_amount", 3, "Сумма гранта"),
        ("unknown_kind", 2, "Вид организации"),
        ("not_a_count", 2, "Номер конкурса"),
    }
    (ambiguous,) = found(records, "ambiguous_amount")
    assert "«942.916» may be 942.916 RUB or 942,916 RUB" in ambiguous.text("en")
    assert "«942.916» может значить 942,916 руб. или 942\xa0916 руб.; сумма не учтена" in ambiguous.text("ru")


def test_a_number_in_a_numeric_cell_is_the_number_it_is(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", {"2003": [["Организация", "Сумма"], ["А", 942.916], ["Б", "x"]]})
    assert open_records(path).frame.awarded[0] == 942.916


def test_no_money_in_words_is_zero_and_counted(tmp_path: Path) -> None:
    text = "Год;Организация;Сумма;Привлечено\n2003;А;5;нет\n2003;Б;5;Нет\n2003;В;5;-\n2003;Г;650 тыс.;\n"
    records = open_records(csv_file(tmp_path, text))
    assert records.frame.attracted.fillna(-1).tolist() == [0, 0, -1, -1]
    (finding,) = found(records, "none_as_zero")
    assert (finding.count, finding.row, finding.severity) == (2, 2, "note")
    assert records.frame.awarded.tolist() == [5, 5, 5, 650000]
    assert found(records, "written_multiple")[0].count == 1
    assert rules(records, "error", "warning") == ["missing_money", "missing_money"]


def test_words_that_nothing_is_known_are_a_missing_value_in_every_column(tmp_path: Path) -> None:
    text = (
        "Год;Организация;Статус;Дата начала;Что стало с проектом\n2003;н/д;Н/Д;нет данных;нет данных\n;Б;won;;ended\n"
    )
    records = open_records(csv_file(tmp_path, text))
    assert records.frame[["organisation", "status", "start"]].isna().iloc[0].all()
    assert records.frame.followup_status.tolist() == ["unknown", "ended"]
    assert [one.column for one in found(records, "said_missing")] == ["Дата начала", "Организация", "Статус"]
    assert records.errors == 0


def test_a_formula_without_a_result_is_found_and_not_dropped(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2003")
        sheet.write_row(1, 1, ["Организация", "Сумма"])
        sheet.write_row(2, 1, ["А", 5])
        sheet.write(3, 1, "Б")
        sheet.write_formula(3, 2, "=1/0", None, "#DIV/0!")
    records = open_records(path)
    (finding,) = found(records, "formula_error")
    assert (finding.row, finding.column, finding.found) == (4, "Сумма", "#DIV/0!")
    assert records.frame.awarded_as_typed.fillna("").tolist() == ["", "#DIV/0!"]


def test_applications_without_a_number_are_named_by_file_sheet_and_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", {"2003": [["№ заявки", "Сумма"], ["7", 5], ["", 6]]})
    assert open_records(path).frame.application_id.tolist() == ["7", "c.xlsx:2003:3"]
    path = csv_file(tmp_path, "Год;Сумма\n2003;5\n")
    assert open_records(path).frame.application_id.tolist() == ["contest.csv:2"]


def test_one_number_for_two_applications_is_an_error(tmp_path: Path) -> None:
    path = workbook(tmp_path / "c.xlsx", {"2003": [["№ заявки", "Сумма"], [7, 5], [8, 5], [7, 6]]})
    (finding,) = found(open_records(path), "duplicate_id")
    assert (finding.row, finding.found, finding.severity) == (4, "7", "error")
    assert "already in row 2" in finding.text("en")


def test_numbers_that_begin_anew_each_year_are_kept_with_their_year(tmp_path: Path) -> None:
    rows = [["№ заявки", "Сумма"], [1, 5], [2, 5]]
    records = open_records(workbook(tmp_path / "c.xlsx", {"2003": rows, "2004": rows}))
    assert records.frame.application_id.tolist() == ["2003-1", "2003-2", "2004-1", "2004-2"]
    assert not found(records, "duplicate_id")
    assert found(records, "ids_by_year")


def test_a_total_row_is_no_application_and_an_organisation_called_total_is_one(tmp_path: Path) -> None:
    records = open_records(
        csv_file(tmp_path, "Год;Организация;Сумма\n2003;Тотал-Спорт;5\n;Итого:;5\n2003;Всегородской;1\n")
    )
    assert [(one.row, one.found, one.severity) for one in found(records, "total_row")] == [(3, "Итого:", "note")]
    assert records.frame.organisation.tolist() == ["Тотал-Спорт", "Всегородской"]


def test_gaps_in_year_and_organisation_are_warnings_at_their_rows(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Организация;Сумма\n2003;А;5\n;Б;5\n2003;-;5\n20003;В;5\n"))
    assert [one.row for one in found(records, "missing_year")] == [3]
    assert [one.row for one in found(records, "missing_organisation")] == [4]
    assert {one.severity for one in found(records, "missing_year")} == {"warning"}


def test_a_useful_column_that_is_not_there_is_told_once(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Район\n2003;Кировский\n"))
    assert [one.rule for one in records.findings if one.severity == "warning"] == [
        "no_organisation_column",
        "no_awarded_column",
        "no_attracted_column",
    ]
    assert {one.row for one in found(records, "no_awarded_column")} == {None}
    assert "no_status_column" in rules(records, "note")


def test_a_file_in_another_currency_says_so(tmp_path: Path) -> None:
    text = "Year;Organisation;Amount awarded;Currency\n2003;A;500;GBP\n"
    assert open_records(csv_file(tmp_path, text)).currency == "GBP"
    records = open_records(csv_file(tmp_path, text), currency="RUB")
    assert (records.currency, records.errors) == ("RUB", 1)
    records = open_records(csv_file(tmp_path, "Год;Сумма\n2003;$500\n"))
    assert rules(records, "error") == ["other_currency"]


def test_parquet_and_frames_keep_their_types(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "Год": [2003, 2004],
            "Организация": ["Дом", None],
            "awarded": [942.916, float("nan")],
            "start": pd.to_datetime(["2003-05-01", None]),
        }
    )
    path = tmp_path / "c.parquet"
    frame.to_parquet(path)
    for records in (open_records(path), open_records(frame)):
        assert records.frame.year.tolist() == [2003, 2004]
        assert records.frame.awarded.fillna(-1).tolist() == [942.916, -1]
        assert records.frame.start[0] == pd.Timestamp(2003, 5, 1)
        assert [one.row for one in found(records, "missing_organisation")] == [2]
    assert list(frame.columns) == ["Год", "Организация", "awarded", "start"]


def test_a_frame_of_another_kind_is_taken_as_it_is() -> None:
    frame = pl.DataFrame({"organisation": ["Дом"], "awarded": [5.0]})
    assert open_records(frame).frame is frame
    assert open_records(frame, year=2003).frame["year"].to_list() == [2003]
    with pytest.raises(errors.WrongValue):
        open_records([1, 2, 3])


def test_what_partnerlab_kept_as_typed_survives_a_second_reading(tmp_path: Path) -> None:
    first = open_records(csv_file(tmp_path, "Год;Организация;Сумма;Шкаф\n2003;А;около 30;дуб\n2003;Б;5;\n")).frame
    second = open_records(first).frame
    assert second.awarded_as_typed.fillna("").tolist() == ["около 30", ""]
    assert second["Шкаф"].fillna("").tolist() == ["дуб", ""]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD_FILES: dict[str, tuple[bytes, type[errors.PartnerlabError], str, str]] = {
    "renamed.xlsx": (b"%PDF-1.4\n%\xe2\xe3", errors.UnreadableFile, "cannot be read as XLSX", "XLSX"),
    "broken.xlsx": (b"PK\x03\x04 and no more", errors.UnreadableFile, "cannot be read as XLSX", "XLSX"),
    "renamed.ods": (b"plain text", errors.UnreadableFile, "cannot be read as ODS", "ODS"),
    "broken.parquet": (b"PAR1 and no more", errors.UnreadableFile, "cannot be read as Parquet", "Parquet"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n\x00\x00", errors.UnreadableFile, "cannot be read as CSV", "CSV"),
    "zeros.csv": ("Год;Сумма\n2003;\x005\n".encode(), errors.UnreadableFile, "cannot be read as CSV", "CSV"),
    "neither.csv": (b"\xcf\x98\xcf;1\n", errors.UnreadableFile, "cannot be read as CSV", "CSV"),
    "damaged.csv": ("Год;Организация\n2003;Дом".encode()[:-1] + b"\n", errors.UnreadableFile, "as CSV", "CSV"),
    "secret.xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), errors.ProtectedFile, "a password", "паролем"),
    "empty.csv": (b"", errors.EmptyFile, "no records", "нет записей"),
    "blank.csv": (b"\n \n", errors.EmptyFile, "no records", "нет записей"),
    "empty.xlsx": (b"", errors.EmptyFile, "no records", "нет записей"),
    "headings.csv": ("Год;Сумма\n".encode(), errors.EmptyFile, "no records", "нет записей"),
    "letter.docx": (b"PK", errors.UnknownForm, "this kind are not read", "такого вида"),
    "other.csv": ("Шкаф;Стол\n1;2\n".encode(), errors.NoKnownHeading, "Шкаф, Стол", "Шкаф, Стол"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_an_unreadable_file_is_refused_in_plain_words(tmp_path: Path, name: str) -> None:
    content, kind, english, russian = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(kind) as refused:
        open_records(path)
    assert english in refused.value.text("en")
    assert russian in refused.value.text("ru")
    for language in ("en", "ru"):
        text = refused.value.text(language)  # type: ignore[arg-type]
        assert name in text
        assert str(tmp_path) not in text
    assert refused.value.status == 2


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile):
        open_records(tmp_path / "none.xlsx")
    with pytest.raises(errors.EmptyFolder) as refused:
        open_records(str(tmp_path))
    assert "в папке нет файла" in refused.value.text("ru")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Год;Сумма\n2003;5\n")
    path.chmod(0)
    with pytest.raises(errors.ForbiddenFile):
        open_records(path)


@pytest.mark.parametrize("year", [20003, "сорок", True, "31.10.2000"])
def test_a_year_that_no_contest_can_have_is_refused(year: Any) -> None:
    with pytest.raises(errors.WrongValue) as refused:
        open_records(pd.DataFrame({"Сумма": [5]}), year=year)
    assert "нужно: год от 1990 до 2100" in refused.value.text("ru")


def test_a_year_may_be_given_as_text() -> None:
    assert open_records(pd.DataFrame({"Сумма": [5]}), year="2003").frame.year.tolist() == [2003]


def test_a_currency_may_be_given_in_small_letters_or_in_words() -> None:
    frame = pd.DataFrame({"Год": [2003], "Сумма": ["5 руб."]})
    for currency in ("rub", "RUB", "рубли"):
        records = open_records(frame, currency=currency)
        assert (records.currency, records.frame.awarded.tolist()) == ("RUB", [5.0])
    with pytest.raises(errors.WrongValue):
        open_records(frame, currency="xx")


def test_an_error_about_a_frame_calls_it_a_table_in_memory() -> None:
    for frame, kind in ((pd.DataFrame(), errors.EmptyFile), (pd.DataFrame({"Шкаф": [1]}), errors.NoKnownHeading)):
        with pytest.raises(kind) as refused:
            open_records(frame)
        assert refused.value.text("ru").startswith("таблица в памяти: ")
        assert refused.value.text("en").startswith("a table in memory: ")
    with pytest.raises(errors.WrongValue) as wrong:
        open_records([1, 2])
    assert "путь к файлу или таблица" in wrong.value.text("ru")


def test_an_empty_workbook_and_an_empty_frame_have_no_records(tmp_path: Path) -> None:
    with pytest.raises(errors.EmptyFile):
        open_records(workbook(tmp_path / "c.xlsx", {"Лист": []}))
    with pytest.raises(errors.EmptyFile):
        open_records(pd.DataFrame({"Год": []}))
    with pytest.raises(errors.NoKnownHeading):
        open_records(pd.DataFrame({"Шкаф": [1]}))


def test_the_findings_are_a_table_in_the_readers_language(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Год;Организация;Сумма\n2003;;около 30\n2003;Б;5\n")
    table = check(path, language="ru")
    assert list(table.columns)[:7] == ["severity", "sheet", "row", "column", "found", "expected", "rule"]
    first = table.iloc[0]
    assert (first.severity, first.row, first.column, first.found) == ("ошибка", 2, "Сумма", "около 30")
    assert first.expected == "денежная сумма, например 30000 или 1 234,50"
    assert check(path, language="en").severity.unique().tolist() == ["error", "warning", "note"]


def test_the_findings_are_grouped_by_check_with_five_examples(tmp_path: Path) -> None:
    text = "Год;Организация;Сумма;Привлечено\n" + "2003;А;около 30;нет\n" * 7
    groups = {
        one["check"]: one for one in findings_by_check(open_records(csv_file(tmp_path, text)).findings, language="ru")
    }
    amounts = groups["not_an_amount"]
    assert (amounts["severity"], amounts["count"], len(amounts["examples"])) == ("error", 7, 5)
    assert amounts["question"] == "Все ли суммы записаны числом?"
    assert amounts["examples"][0]["row"] == 2
    assert groups["none_as_zero"]["count"] == 7


def test_every_rule_says_its_sentence_in_both_languages() -> None:
    for name, rule in RULES.items():
        said = " ".join((rule.found, rule.expected, rule.mend))
        fields = {field for _, field, *_ in Formatter().parse(said) if field} - {"found", "count"}
        facts = tuple((field, "RUB" if field == "currency" else 3) for field in sorted(fields))
        finding = Finding(name, "c.xlsx", "Лист", 2, "Год", "{x}", facts=facts)
        assert finding.text("en") != finding.text("ru")
        assert "{" not in finding.text("ru").replace("{x}", "")


CELLS = st.one_of(
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.decimals(),
    st.complex_numbers(),
    st.sampled_from([pd.NA, pd.NaT, 10**400, 1e300, -1e300, "\ud800", pd.Timestamp("2003-01-01", tz="UTC")]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


@settings(deadline=None)
@given(
    cells=st.lists(CELLS, min_size=1, max_size=8),
    column=st.sampled_from(
        ["Год", "Статус", "Дата начала", "Тема", "Номер конкурса", "№ заявки", "ИНН", "Шкаф", "Валюта", "Привлечено"]
    ),
)
def test_whatever_stands_in_a_frames_cells_is_read_without_raising(cells: list[Any], column: str) -> None:
    frame = pd.DataFrame({"Район": ["Кировский"] * len(cells), column: pd.Series(cells, dtype=object)})
    records = open_records(frame)
    assert len(records.frame) == len(cells)
    assert all(one.text("ru") and one.text("en") for one in records.findings)


@settings(deadline=None)
@given(cell=CELLS, heading=st.sampled_from(["Сумма гранта", "Сумма гранта, тыс. руб."]))
def test_whatever_stands_in_an_amount_is_a_finite_number_or_missing_with_a_finding(cell: object, heading: str) -> None:
    records = open_records(pd.DataFrame({"Год": [2003], heading: pd.Series([cell], dtype=object)}))
    empty = is_empty(cell) or (isinstance(cell, str) and not any(letter.isalnum() for letter in cell))
    told = any(one.column == heading and one.rule != "heading_in_thousands" for one in records.findings)
    assert math.isfinite(records.frame.awarded[0]) or told or empty


def opened(path: Path) -> Dataset | errors.PartnerlabError:
    try:
        return open_records(path)
    except errors.PartnerlabError as refused:
        return refused


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200), form=st.sampled_from(["csv", "xlsx", "xls", "ods", "parquet"]))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, content: bytes, form: str) -> None:
    path = tmp_path / f"any.{form}"
    path.write_bytes(content)
    records = opened(path)
    assert isinstance(records, Dataset) or records.text("ru").startswith(f"any.{form}: ")


REAL_FILES = sorted(path for path in REAL.rglob("*") if path.suffix in (".csv", ".xlsx", ".json", ".geojson"))


@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this checkout")
@pytest.mark.parametrize("path", REAL_FILES, ids=lambda path: path.name)
def test_a_real_file_is_read_whole_or_refused_in_plain_words(path: Path) -> None:
    records = opened(path)
    if isinstance(records, Dataset):
        assert records.frame.application_id.notna().all()
        assert all(one.text("ru") != one.text("en") for one in records.findings)
    else:
        assert path.name in records.text("ru")


@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this checkout")
def test_the_amounts_of_real_winners_lists_are_read_or_found() -> None:
    records = open_records(REAL / "russian-grants" / "nbfond_2007.csv")
    assert records.frame.year.unique().tolist() == [2007]
    (settled,) = found(records, "settled_amount_by_size")
    assert (settled.row, settled.found, settled.count) == (3, "942.916", 160)
    assert records.frame.awarded[0] == 942916
    sheets = open_records(REAL / "russian-grants" / "grants_soprotivlenie.xlsx")
    assert sorted(sheets.frame.year.unique().tolist()) == [2009, 2010, 2011, 2012]
    grants = open_records(REAL / "360giving" / "andrew-lloyd-webber-foundation.xlsx")
    assert (len(grants.frame), grants.currency) == (475, "GBP")
    assert int((grants.frame.awarded > grants.frame.requested).sum()) == 63


# What a review of the reader found: rows, units and cells that were taken for something else.

CONTEST = "Год;Организация;Сумма гранта;Привлечено\n"


@pytest.mark.parametrize("kind", ["string", "string[pyarrow]", "object", "convert_dtypes"])
def test_missing_cells_of_a_nullable_frame_are_missing(kind: str) -> None:
    frame = pd.DataFrame({"Год": ["2003", pd.NA], "Организация": ["А", "Б"], "Сумма гранта": ["1 руб.", pd.NA]})
    typed = frame.convert_dtypes() if kind == "convert_dtypes" else frame.astype(kind)
    records = open_records(typed)
    assert records.frame.year.fillna(0).tolist() == [2003, 0]
    assert records.frame.awarded.fillna(-1).tolist() == [1.0, -1.0]
    assert records.errors == 0


def test_an_index_that_is_also_a_column_is_read_once() -> None:
    frame = pd.DataFrame({"year": [2003, 2004], "awarded": [1.0, 2.0]}).set_index("year", drop=False)
    assert open_records(frame).frame.year.tolist() == [2003, 2004]
    assert open_records(frame.drop(columns="year")).frame.year.tolist() == [2003, 2004]


def test_cells_that_no_spreadsheet_has_are_findings_and_no_tracebacks() -> None:
    amounts = [10**400, 10**5000, 1j, {"a": 1}, [1], 1e300, decimal.Decimal("sNaN"), float("inf"), "\ud800"]
    frame = pd.DataFrame({"Год": 2003, "Сумма гранта, тыс. руб.": pd.Series(amounts, dtype=object)})
    frame["Валюта"] = pd.Series([{"a": 1}, *[None] * 8], dtype=object)
    records = open_records(frame)
    assert records.frame.awarded.isna().all()
    assert [one.row for one in found(records, "not_an_amount")] == [1, 2, 3, 4, 5, 6, 8]
    # half a character can be written in no file: it stands there as «?», which says that nothing is known
    assert [one.row for one in found(records, "said_missing")] == [9]
    assert open_records(pd.DataFrame({"awarded": [1j, 2]})).errors == 2
    assert len(check(frame, language="ru"))


def test_a_share_under_a_heading_in_per_cent_is_not_read_as_roubles(tmp_path: Path) -> None:
    text = "Год;Организация;Сумма гранта;Софинансирование, %\n2003;А;25000;30\n"
    records = open_records(csv_file(tmp_path, text))
    assert "attracted" not in records.frame
    assert records.frame["Софинансирование, %"].tolist() == ["30"]
    assert found(records, "no_attracted_column")


def test_cells_in_the_format_of_per_cent_are_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("2003")
        sheet.write_row(0, 0, ["Организация", "Сумма гранта", "Привлечено"])
        for row, share in enumerate((0.3, 0.45), 1):
            sheet.write_row(row, 0, ["А", 1000])
            sheet.write_number(row, 2, share, book.add_format({"num_format": "0%"}))
    (finding,) = found(open_records(path), "tiny_amount")
    assert (finding.severity, finding.row, finding.column, finding.count) == ("warning", 2, "Привлечено", 2)


@pytest.mark.parametrize(
    "title", ["Заказ на проекты, тыс. руб.", "(в тысячах рублей)", "Конкурс 2003 года;;тыс. руб.", "т.р."]
)
def test_a_unit_stated_above_the_table_holds_for_its_money(tmp_path: Path, title: str) -> None:
    records = open_records(csv_file(tmp_path, f"{title}\n{CONTEST}2003;А;25,5;100,0\n"))
    assert (records.frame.awarded[0], records.frame.attracted[0]) == (25500.0, 100000.0)
    (finding,) = found(records, "unit_above")
    assert (finding.row, finding.severity) == (1, "note")
    assert "умножены на 1\xa0000" in finding.text("ru")
    assert not found(records, "heading_in_thousands")


def test_an_amount_in_the_title_is_no_unit(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, f"Призовой фонд 500 тыс. рублей\n{CONTEST}2003;А;25000;100\n"))
    assert records.frame.awarded.tolist() == [25000.0]
    assert records.errors == 0


def test_headings_with_the_unit_of_the_title_agree_with_it(tmp_path: Path) -> None:
    text = "Суммы в тыс. руб.\nГод;Организация;Сумма гранта, тыс. руб.;Привлечено\n2003;А;25,5;100\n"
    records = open_records(csv_file(tmp_path, text))
    assert (records.frame.awarded[0], records.frame.attracted[0]) == (25500.0, 100000.0)
    assert records.errors == 0


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Суммы в тыс. руб.", "Сумма гранта, руб."),
        ("Суммы в рублях", "Сумма гранта, тыс. руб."),
        ("тыс. руб. (млн руб.)", "Сумма гранта, тыс. руб."),
    ],
)
def test_two_units_above_a_column_are_an_error_and_it_is_kept_as_typed(
    tmp_path: Path, title: str, heading: str
) -> None:
    text = f"{title}\nГод;Организация;{heading};Привлечено\n2003;А;25;100\n"
    records = open_records(csv_file(tmp_path, text))
    (finding,) = found(records, "unclear_unit")
    assert (finding.row, finding.found, finding.severity) == (1, title, "error")
    assert "attracted" not in records.frame
    assert records.frame["Привлечено"].tolist() == ["100"]


def test_two_units_in_a_heading_are_an_error_and_the_column_is_kept_as_typed(tmp_path: Path) -> None:
    text = "Год;Организация;Сумма гранта, тыс. (млн.) руб.;Привлечено\n2003;А;25;100\n"
    records = open_records(csv_file(tmp_path, text))
    (finding,) = found(records, "unclear_unit")
    assert (finding.row, finding.column) == (1, "Сумма гранта, тыс. (млн.) руб.")
    assert "awarded" not in records.frame
    assert records.frame.attracted.tolist() == [100.0]


TOTALS = [
    "Итого", "ИТОГО:", "Всего", "Общий итог", "Итог", "Общая сумма", "Сумма", "Промежуточный итог", "Итого (руб.)",
    "ИТОГО - 2003 год", "Итого выделено", "Всего победителей: 2", "Всего 2 проекта", "Итого по району", "Σ", "Total",
    "Grand total", "Total awarded",
]  # fmt: skip


@pytest.mark.parametrize("label", TOTALS)
def test_a_row_that_calls_itself_a_total_is_no_application(tmp_path: Path, label: str) -> None:
    records = open_records(csv_file(tmp_path, f"{CONTEST}2003;А;100;200\n2003;Б;100;200\n;{label};200;400\n"))
    assert [(one.row, one.found) for one in found(records, "total_row")] == [(4, label)]
    assert records.frame.organisation.tolist() == ["А", "Б"]
    assert not found(records, "missing_year")


@pytest.mark.parametrize(
    "name", ["Сумма технологий", "Всего понемногу", "Итоговый концерт", "Итог года", "Total Sport Club", "Всегородской"]
)
def test_a_project_with_a_name_like_a_total_is_none(tmp_path: Path, name: str) -> None:
    assert not found(open_records(csv_file(tmp_path, f"{CONTEST}2003;{name};100;200\n")), "total_row")


def test_a_total_in_the_column_of_years_is_a_total(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, f"{CONTEST}2003;А;100;200\nИтого;;100;200\n"))
    assert [(one.row, one.column) for one in found(records, "total_row")] == [(3, "Год")]


def test_a_row_of_nobody_that_is_the_sum_of_the_rows_above_is_a_total(tmp_path: Path) -> None:
    rows = [
        ["Год", "Организация", "Сумма гранта", "Привлечено"],
        [2003, "А", 100, 200],
        [2003, "Б", 50, 10.5],
        ["", "", 150, 210.5],
        [2004, "А", 1, 2],
        [2004, "Б", 3, ""],
        ["", "", 4, 2],
        ["", "", 154, 212.5],
    ]
    records = open_records(workbook(tmp_path / "c.xlsx", {"Л": rows, "М": rows[:3]}))
    assert [(one.sheet, one.row, one.found) for one in found(records, "total_by_sums")] == [
        ("Л", 4, "150"),
        ("Л", 7, "4"),
        ("Л", 8, "154"),
    ]


def test_a_project_whose_organisation_was_left_out_is_no_total(tmp_path: Path) -> None:
    text = "Год;Организация;Название проекта;Сумма гранта\n2003;А;Двор;10\n2003;Б;Мост;20\n2003;;Хор;30\n2003;;Сад;7\n"
    records = open_records(csv_file(tmp_path, text))
    assert not found(records, "total_by_sums")
    assert [one.row for one in found(records, "missing_organisation")] == [4, 5]


def test_a_quotation_mark_that_takes_in_the_next_row_is_an_error(tmp_path: Path) -> None:
    text = f'{CONTEST}2003;"Луч;100;200\n2003;Б";1;2\n2003;В;1;2\n'
    records = open_records(csv_file(tmp_path, text))
    (finding,) = found(records, "unclosed_quote")
    assert (finding.row, finding.severity) == (2, "error")
    text = f'{CONTEST}2003;"Луч;100;200\n2003;"Б";1;2\n2003;В;1;2\n'
    assert open_records(csv_file(tmp_path, text)).errors > 0


def test_a_text_of_several_lines_in_quotation_marks_is_none_of_that(tmp_path: Path) -> None:
    text = f'{CONTEST}2003;"Луч; хор\nи танец; второй этаж";1;2\n2003;В;1;2\n'
    assert open_records(csv_file(tmp_path, text)).errors == 0


def test_a_decimal_comma_that_moves_the_cells_of_its_row_is_found(tmp_path: Path) -> None:
    text = "Год,Организация,Сумма гранта,Привлечено,Примечание\n2003,А,1000,50,2000,\n2003,Б,1000,2000,да\n"
    (finding,) = found(open_records(csv_file(tmp_path, text)), "long_row")
    assert (finding.row, finding.severity) == (2, "error")
    assert "слишком много ячеек (6)" in finding.text("ru")
    assert "нужно: столько ячеек, сколько заголовков (5)" in finding.text("ru")


def test_missing_statuses_and_missing_money_of_winners_are_told_at_their_cells(tmp_path: Path) -> None:
    text = (
        "Год;Организация;Сумма гранта;Привлечено;Статус\n2003;А;100;;победитель\n2003;Б;;;\n2003;В;100;5;-\n"
        "2003;Г;;;победитель\n2003;Д;;;не поддержан\n2003;Е;;н/д;победитель\n"
    )
    records = open_records(csv_file(tmp_path, text))
    (status,) = found(records, "missing_status")
    assert (status.row, status.column, status.severity) == (3, "Статус", "warning")
    (status,) = found(records, "money_without_status")
    assert (status.row, status.column, status.severity) == (4, "Статус", "warning")
    money = [(one.row, one.column, one.severity) for one in found(records, "missing_money")]
    assert money == [
        (2, "Привлечено", "warning"),
        (5, "Привлечено", "warning"),
        (5, "Сумма гранта", "warning"),
        (7, "Сумма гранта", "warning"),
    ]


def test_money_awarded_to_those_who_did_not_win_is_a_warning(tmp_path: Path) -> None:
    text = "Год;Организация;Сумма гранта;Статус\n2003;А;100;не поддержан\n2003;Б;0;отклонена\n2003;В;5;победитель\n"
    (finding,) = found(open_records(csv_file(tmp_path, text)), "money_not_won")
    assert (finding.row, finding.found, finding.count, finding.severity) == (2, "100", 1, "warning")


def prefixed(path: Path) -> Path:
    """The same workbook with its sheets' tags under a prefix, as some programs write them."""
    copy = path.with_name(f"prefixed-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text).replace(
                    "<x:worksheet xmlns=", "<x:worksheet xmlns:x="
                )
            new.writestr(name, text)
    return copy


def with_errors(path: Path) -> Path:
    """A workbook with an error beyond its headings, an error, a formula that nobody computed, and one that is empty."""
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("2003"), book.add_worksheet("2004")
        first.write_row(1, 1, ["Организация", "Сумма"])
        first.write_row(2, 1, ["А", 5])
        first.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        second.write_row(0, 0, ["Организация", "Сумма", "Статус"])
        second.write_formula(1, 1, "=1/0", None, "#REF!")
        second.write_formula(2, 1, "=50+50", None, "")
        second.write_row(3, 0, ["В", 7])
        second.write_formula(3, 2, '=""', None, "")
        second.write_column(1, 0, ["А", "Б"])
    return path


@pytest.mark.parametrize("form", ["plain", "prefixed"])
def test_formulas_without_a_result_are_found_in_every_sheet(tmp_path: Path, form: str) -> None:
    path = with_errors(tmp_path / "c.xlsx")
    path = prefixed(path) if form == "prefixed" else path
    unfinished = path.with_name(f"unfinished-{form}.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(unfinished, "w") as new:
        for name in old.namelist():
            # a formula as openpyxl writes it: without any value
            text = re.sub(r"(50\+50</(?:x:)?f>)<((?:x:)?)v></\2v>", r"\1", old.read(name).decode())
            # an empty text as Excel writes it: XlsxWriter leaves out that it is a text
            new.writestr(name, text.replace('c r="C4"', 'c r="C4" t="str"'))
    records = open_records(unfinished)
    assert [(one.sheet, one.row, one.found) for one in found(records, "formula_error")] == [
        ("2004", 2, "#REF!"),
        ("2004", 3, "=50+50"),
    ]
    assert records.frame.awarded.fillna(-1).tolist() == [5, -1, -1, 7]


ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">'
    '<office:body><office:spreadsheet><table:table table:name="2003">{rows}</table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)
ODS_MANIFEST = (
    '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
    'm:full-path="/" m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
)


def test_formulas_without_a_result_are_found_in_an_ods(tmp_path: Path) -> None:
    def text(said: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{said}</text:p></table:table-cell>'

    error = (
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error">'
        "<text:p>#ДЕЛ/0!</text:p></table:table-cell>"
    )
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    skip = '<table:table-cell table:number-columns-repeated="2"/>'
    rows = [text("Организация") + skip + text("Сумма гранта"), text("А") + skip + error, text("Б") + skip + text("5")]
    body = ODS.format(rows=empty + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    path = tmp_path / "c.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", body)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
    records = open_records(path)
    (finding,) = found(records, "formula_error")
    assert (finding.row, finding.column, finding.found) == (4, "Сумма гранта", "#ДЕЛ/0!")
    assert records.frame.awarded.fillna(-1).tolist() == [-1, 5]


def test_a_number_that_a_spreadsheet_shortened_is_an_error_and_nobodys_number(tmp_path: Path) -> None:
    text = "№ заявки;Год;ИНН;Организация;Сумма\n1;2003;5,9021E+09;А;1\n2E+10;2003;5902123456;Б;1\nC++;2003;;В;1\n"
    records = open_records(csv_file(tmp_path, text))
    assert records.frame.organisation_id.fillna("").tolist() == ["", "5902123456", ""]
    assert records.frame.organisation_id_as_typed.fillna("").tolist() == ["5,9021E+09", "", ""]
    assert records.frame.application_id.tolist() == ["1", "contest.csv:3", "C++"]
    assert [(one.row, one.column, one.severity) for one in found(records, "ruined_number")] == [
        (2, "ИНН", "error"),
        (3, "№ заявки", "error"),
    ]


def test_one_name_with_different_spaces_is_one_name(tmp_path: Path) -> None:
    text = f"{CONTEST}2003;АНО  Луч;1;1\n2004; АНО Луч;1;1\n2004;АНО\xa0Луч ;1;1\n"
    records = open_records(csv_file(tmp_path, text))
    assert records.frame.organisation.unique().tolist() == ["АНО Луч"]


@pytest.mark.parametrize("said", ["рубли", "руб.", "российский рубль", "-", "н/д", ""])
def test_a_column_that_says_roubles_or_nothing_changes_nothing(tmp_path: Path, said: str) -> None:
    text = f"Год;Организация;Сумма;Валюта\n2003;А;100 руб.;{said}\n2003;Б;100;руб\n"
    records = open_records(csv_file(tmp_path, text))
    assert (records.currency, records.errors) == ("RUB", 0)


def test_a_currency_that_nobody_knows_is_an_error(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Сумма;Валюта\n2003;100;тугрики\n"))
    assert (records.currency, rules(records, "error")) == ("RUB", ["other_currency"])


def test_a_made_number_is_nobodys_own() -> None:
    frame = pd.DataFrame({"application_id": ["2", None], "Год": [2003, 2003], "Сумма": [1, 1]})
    ids = open_records(frame).frame.application_id
    assert ids[0] == "2"
    assert ids.is_unique


def test_readings_are_told_as_a_reader_writes_them(tmp_path: Path) -> None:
    (finding,) = found(open_records(csv_file(tmp_path, "Год;Сумма\n2003;12,500\n")), "ambiguous_amount")
    assert "«12,500» может значить 12,5 руб. или 12\xa0500 руб." in finding.text("ru")


def test_an_old_workbook_says_that_its_formulas_were_not_checked() -> None:
    assert findings_of_form("contest.xls") == ["errors_unseen"]
    assert findings_of_form("contest.xlsb") == ["errors_unseen"]
    assert findings_of_form("contest.xlsx") == []


def findings_of_form(file: str) -> list[str]:
    sheet = Sheet("2003", [["Организация", "Сумма"], ["А", 5]], file=file)
    return [one.rule for one in records_in([sheet], file)[1]]
