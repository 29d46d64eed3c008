"""A secretary's file is read whole: nothing is dropped in silence, nothing guessed, each finding has its place."""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Sequence
from pathlib import Path
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
        "contest.xlsx, sheet «2003», row 2, «Сумма гранта»: «около 30» is not an amount; "
        "write it as 30000, or leave the cell empty"
    )
    assert finding.text("ru") == (
        "contest.xlsx, лист «2003», строка 2, «Сумма гранта»: «около 30» — это не сумма; "
        "напишите её в виде 30000 или оставьте ячейку пустой"
    )


def test_a_csv_has_no_sheet_to_name(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, "Год;Сумма гранта\n20003;5\n"))
    (finding,) = found(records, "not_a_year")
    assert finding.text("en") == (
        "contest.csv, row 2, «Год»: «20003» is not a year of a contest; write the year with four digits, such as 2003"
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


def test_a_stray_quotation_mark_is_a_warning_and_the_row_stays(tmp_path: Path) -> None:
    records = open_records(csv_file(tmp_path, 'Год;Организация\n2003;"Клуб" Дом\n2003;Хор\n'))
    assert found(records, "broken_quotes")[0].row == 2
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
    assert "«942.916» may be 942.916 or 942,916" in ambiguous.text("en")
    assert "«942.916» может значить 942,916 или 942\xa0916" in ambiguous.text("ru")


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
    assert rules(records, "error", "warning") == []


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


def test_a_total_row_is_an_error_and_an_organisation_called_total_is_none(tmp_path: Path) -> None:
    records = open_records(
        csv_file(tmp_path, "Год;Организация;Сумма\n2003;Тотал-Спорт;5\n;Итого:;5\n2003;Всегородской;1\n")
    )
    assert [(one.row, one.found) for one in found(records, "total_row")] == [(3, "Итого:")]
    assert len(records.frame) == 3


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
    with pytest.raises(errors.FolderGiven) as refused:
        open_records(str(tmp_path))
    assert "это папка" in refused.value.text("ru")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "Год;Сумма\n2003;5\n")
    path.chmod(0)
    with pytest.raises(errors.ForbiddenFile):
        open_records(path)


def test_a_year_that_no_contest_can_have_is_refused() -> None:
    with pytest.raises(errors.WrongValue):
        open_records(pd.DataFrame({"Сумма": [5]}), year=20003)


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
    facts = {
        "currency": "RUB", "first": 1990, "last": 2100, "cells": 5, "headings": 4, "low": 1.5, "high": 2.0,
        "other": "Год", "kept": "Год (2)", "rows": 3, "factor": 1000.0,
    }  # fmt: skip
    for rule in RULES:
        finding = Finding(rule, "c.xlsx", "Лист", 2, "Год", "{x}", facts=tuple(facts.items()))
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
)


@settings(deadline=None)
@given(
    cells=st.lists(CELLS, min_size=1, max_size=8),
    column=st.sampled_from(["Год", "Статус", "Дата начала", "Тема", "Номер конкурса", "№ заявки", "ИНН", "Шкаф"]),
)
def test_whatever_stands_in_a_frames_cells_is_read_without_raising(cells: list[Any], column: str) -> None:
    frame = pd.DataFrame({"Район": ["Кировский"] * len(cells), column: pd.Series(cells, dtype=object)})
    records = open_records(frame)
    assert len(records.frame) == len(cells)
    assert all(one.text("ru") and one.text("en") for one in records.findings)


@settings(deadline=None)
@given(cell=CELLS)
def test_whatever_stands_in_an_amount_is_a_finite_number_or_missing_with_a_finding(cell: object) -> None:
    records = open_records(pd.DataFrame({"Год": [2003], "Сумма гранта": pd.Series([cell], dtype=object)}))
    empty = pd.isna(cell) or (isinstance(cell, str) and not any(letter.isalnum() for letter in cell))  # type: ignore[call-overload]
    told = any(one.column == "Сумма гранта" for one in records.findings)
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
    ambiguous = found(records, "ambiguous_amount")
    assert (ambiguous[0].row, ambiguous[0].found) == (3, "942.916")
    sheets = open_records(REAL / "russian-grants" / "grants_soprotivlenie.xlsx")
    assert sorted(sheets.frame.year.unique().tolist()) == [2009, 2010, 2011, 2012]
    grants = open_records(REAL / "360giving" / "andrew-lloyd-webber-foundation.xlsx")
    assert (len(grants.frame), grants.currency) == (475, "GBP")
    assert int((grants.frame.awarded > grants.frame.requested).sum()) == 63
