"""A sheet as a secretary keeps it gives its applications, each with its own row number, and nothing else."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.dataset import Dataset
from partnerlab.errors import NoApplications
from partnerlab.findings import Finding
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.forms.workbooks import workbook_sheets
from partnerlab.sources.layout.tables import sheet_tables
from partnerlab.sources.records import open_records
from places import REAL

HEADINGS = ["Организация", "Название проекта", "Сумма гранта"]
Merge = tuple[int, int, int, int]


def workbook(path: Path, rows: Sequence[Any], *, merged: Sequence[Merge] = (), sheet: str = "Заявки") -> Path:
    """A workbook; `merged` are first row, first column, last row, last column, from 1."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    page.write(number, column, cell)
        for top, left, bottom, right in merged:
            page.merge_range(top - 1, left - 1, bottom - 1, right - 1, rows[top - 1][left - 1])
    return path


def found(records: Dataset, rule: str) -> list[Finding]:
    return [finding for finding in records.findings if finding.rule == rule]


def rows_of(records: Dataset) -> list[int]:
    """The rows of the records, from the numbers that are made of file, sheet and row."""
    return [int(made.rpartition(":")[2]) for made in records.frame.application_id]


def test_a_common_heading_over_several_columns_gives_its_unit_to_each_of_them(tmp_path: Path) -> None:
    rows = [
        ["№ заявки", "Организация", "Средства, тыс. руб.", "", ""],
        ["", "", "запрошено", "выделено", "привлечено"],
        ["7", "А", 30, 20, 10],
    ]
    merged = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5)]
    records = open_records(workbook(tmp_path / "a.xlsx", rows, merged=merged))
    first = records.frame.iloc[0]
    assert (first.application_id, first.organisation) == ("7", "А")
    assert (first.requested, first.awarded, first.attracted) == (30000.0, 20000.0, 10000.0)
    assert {(one.column, one.letter, one.row) for one in found(records, "heading_in_thousands")} == {
        ("Средства, тыс. руб. / запрошено", "C", 2),
        ("Средства, тыс. руб. / выделено", "D", 2),
        ("Средства, тыс. руб. / привлечено", "E", 2),
    }


def test_headings_in_two_rows_are_read_from_a_csv_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Организация;Привлечено;;Выделено\n;деньгами;натурой;\nА;1;2;3\n")
    frame = open_records(path).frame
    assert frame[["attracted_cash", "attracted_in_kind", "awarded"]].iloc[0].tolist() == [1.0, 2.0, 3.0]


def test_headings_may_stand_in_three_rows(tmp_path: Path) -> None:
    rows = [
        ["Заявитель", "Финансирование проекта, тыс. руб.", "", ""],
        ["", "бюджет города", "внебюджетное", ""],
        ["", "выделено", "привлечено деньгами", "привлечено натурой"],
        ["А", 1, 2, 3],
    ]
    merged = [(1, 1, 3, 1), (1, 2, 1, 4), (2, 3, 2, 4)]
    frame = open_records(workbook(tmp_path / "a.xlsx", rows, merged=merged)).frame
    assert frame[["awarded", "attracted_cash", "attracted_in_kind"]].iloc[0].tolist() == [1000.0, 2000.0, 3000.0]
    assert frame.organisation.tolist() == ["А"]


def test_units_in_a_row_of_their_own_count(tmp_path: Path) -> None:
    rows = [["Организация", "Запрошено", "Выделено"], ["", "руб.", "тыс. руб."], ["А", 5000, 4]]
    frame = open_records(workbook(tmp_path / "a.xlsx", rows)).frame
    assert (frame.requested.tolist(), frame.awarded.tolist()) == ([5000.0], [4000.0])


def test_a_title_over_the_table_is_no_common_heading(tmp_path: Path) -> None:
    rows = [["Победители конкурса проектов", "", ""], HEADINGS, ["А", "Двор", 5]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows, merged=[(1, 1, 1, 3)]))
    assert records.frame.columns.tolist()[1:4] == ["organisation", "title", "awarded"]
    assert [one.found for one in found(records, "title_rows")] == ["Победители конкурса проектов"]


def test_a_first_record_of_words_is_no_second_row_of_headings(tmp_path: Path) -> None:
    rows = [
        ["Организация", "Название проекта", "Статус"],
        ["Грант", "Район", "победитель"],
        ["Б", "Двор", "победитель"],
    ]
    assert len(open_records(workbook(tmp_path / "a.xlsx", rows)).frame) == 2


def test_line_breaks_and_hard_spaces_in_headings_are_spaces(tmp_path: Path) -> None:
    rows = [["Наименование\nорганизации", "Сумма\xa0гранта,\nтыс. руб."], ["А", 5]]
    frame = open_records(workbook(tmp_path / "a.xlsx", rows)).frame
    assert (frame.organisation.tolist(), frame.awarded.tolist()) == (["А"], [5000.0])


def test_a_row_that_numbers_the_columns_is_no_application(tmp_path: Path) -> None:
    records = open_records(workbook(tmp_path / "a.xlsx", [HEADINGS, [1, 2, 3], ["А", "Двор", 5]]))
    assert rows_of(records) == [3]
    assert [one.row for one in found(records, "column_numbers")] == [2]


def test_a_year_written_once_in_a_merged_cell_is_the_year_of_all_its_rows(tmp_path: Path) -> None:
    rows = [
        ["Год", *HEADINGS],
        [2003, "А", "Двор", 5],
        ["", "Б", "Сад", 6],
        ["", "В", "Мост", 7],
        [2004, "Г", "Хор", 8],
    ]
    records = open_records(workbook(tmp_path / "a.xlsx", rows, merged=[(2, 1, 4, 1)]))
    assert records.frame.year.tolist() == [2003, 2003, 2003, 2004]
    [note] = found(records, "merged_cells")
    assert (note.row, note.column, note.found, note.count) == (3, "Год", "2003", 2)


def test_an_amount_in_a_merged_cell_is_counted_once_and_found(tmp_path: Path) -> None:
    rows = [HEADINGS, ["А", "Двор", 500], ["Б", "Сад", ""], ["В", "Мост", 7]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows, merged=[(2, 3, 3, 3)]))
    assert records.frame.awarded.sum() == 507
    [one] = found(records, "merged_amount")
    assert (one.row, one.column, one.letter, dict(one.facts)) == (2, "Сумма гранта", "C", {"first": 2, "last": 3})


def test_rows_over_which_the_number_is_merged_are_one_application(tmp_path: Path) -> None:
    rows = [["№ заявки", *HEADINGS], ["1", "Союз", "Двор", 5], ["", "города", "", ""], ["2", "Б", "Сад", 6]]
    merged = [(2, column, 3, column) for column in (1, 3, 4)]
    records = open_records(workbook(tmp_path / "a.xlsx", rows, merged=merged))
    assert records.frame.application_id.tolist() == ["1", "2"]
    assert records.frame.organisation.tolist() == ["Союз города", "Б"]
    [one] = found(records, "rows_of_one")
    assert dict(one.facts) == {"first": 2, "last": 3}


def test_merged_cells_of_an_ods_are_given_to_their_rows(tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    lines = [
        "".join(cell.format("", text) for text in ("Район", "Организация", "Сумма гранта")),
        cell.format(' table:number-rows-spanned="2"', "Кировский") + cell.format("", "А") + cell.format("", "5"),
        "<table:covered-table-cell/>" + cell.format("", "Б") + cell.format("", "6"),
    ]
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="Лист">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    media = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media}"/></manifest:manifest>'
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", media)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    records = open_records(path)
    assert records.frame.district.tolist() == ["Кировский", "Кировский"]
    assert found(records, "merged_cells")[0].row == 3


def test_a_section_row_of_a_year_gives_its_year_to_the_rows_below(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        ["2003 год", "", ""],
        ["А", "Двор", 5],
        ["Б", "Сад", 6],
        ["2004 год", "", ""],
        ["А", "Мост", 7],
    ]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.year.tolist() == [2003, 2003, 2004]
    assert rows_of(records) == [3, 4, 6]
    [note] = found(records, "section_rows")
    assert (note.row, note.found, note.count) == (2, "2003", 2)


def test_section_rows_of_districts_give_the_district(tmp_path: Path) -> None:
    rows = [
        ["№ п/п", *HEADINGS],
        ["Свердловский район", "", "", ""],
        [1, "А", "Двор", 5],
        ["Кировский район", "", "", ""],
        [2, "Б", "Сад", 6],
        [3, "В", "Хор", 7],
    ]
    frame = open_records(workbook(tmp_path / "a.xlsx", rows, merged=[(2, 1, 2, 4), (4, 1, 4, 4)])).frame
    assert frame.organisation.tolist() == ["А", "Б", "В"]
    assert [text.split()[0] for text in frame.district] == ["Свердловский", "Кировский", "Кировский"]


def test_other_section_rows_make_a_column_of_their_own(tmp_path: Path) -> None:
    rows = [["№ п/п", *HEADINGS], ["Раздел 1. Дети", "", "", ""], [1, "А", "Двор", 5], [2, "Б", "Сад", 6]]
    assert open_records(workbook(tmp_path / "a.xlsx", rows)).frame["Раздел"].tolist() == ["Раздел 1. Дети"] * 2


def test_a_year_above_the_headings_beside_a_column_of_years_is_named_in_the_files_language(tmp_path: Path) -> None:
    rows = [["2003 год", "", "", ""], ["Год", *HEADINGS], [2003, "А", "Двор", 5], [2003, "Б", "Сад", 6]]
    assert "Раздел" in open_records(workbook(tmp_path / "a.xlsx", rows)).frame.columns


def test_a_year_over_districts_begins_them_anew(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        ["2003 год", "", ""],
        ["Кировский район", "", ""],
        ["А", "Двор", 5],
        ["Б", "Двор", 5],
        ["2004 год", "", ""],
        ["В", "Сад", 6],
        ["Ленинский район", "", ""],
        ["Г", "Сад", 6],
    ]
    frame = open_records(workbook(tmp_path / "a.xlsx", rows)).frame
    assert frame.year.tolist() == [2003, 2003, 2004, 2004]
    assert [text.split()[0] if isinstance(text, str) else "" for text in frame.district] == [
        "Кировский",
        "Кировский",
        "",
        "Ленинский",
    ]


def test_a_record_with_only_a_title_does_not_vanish(tmp_path: Path) -> None:
    rows = [HEADINGS, ["А", "Двор", 5], ["", "Наш район", ""], ["Б", "Сад", 6], ["", "Праздник двора", ""]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.title.tolist() == ["Двор", "Наш район", "Сад", "Праздник двора"]


def test_a_record_that_has_only_its_year_yet_does_not_vanish(tmp_path: Path) -> None:
    rows = [["Год", *HEADINGS], [2003, "А", "Двор", 5], [2003, "", "", ""], [2004, "Б", "Сад", 6]]
    assert len(open_records(workbook(tmp_path / "a.xlsx", rows)).frame) == 3


def test_headings_repeated_further_down_are_no_applications(tmp_path: Path) -> None:
    rows = [HEADINGS, ["А", "Двор", 5], HEADINGS, ["Б", "Сад", 6], [], HEADINGS, ["В", "Хор", 7]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert rows_of(records) == [2, 4, 7]
    [note] = found(records, "repeated_headings")
    assert (note.row, note.count) == (3, 2)


def test_tables_with_other_headings_below_one_another_are_each_read(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        ["А", "Двор", 5],
        [],
        ["Заявки, которые не поддержаны", "", "", ""],
        ["Год", "Заявитель", "Запрошено", "Статус"],
        [2004, "Б", 6, "не поддержан"],
    ]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.organisation.tolist() == ["А", "Б"]
    assert rows_of(records) == [2, 6]
    assert records.frame.requested.tolist()[1] == 6.0
    assert [(one.row, one.found) for one in found(records, "title_rows")] == [(4, "Заявки, которые не поддержаны")]


def test_footnotes_and_signatures_below_the_table_are_no_applications(tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        ["А", "Двор", 5],
        ["Б", "Сад", 6],
        [],
        ["* без учёта поправок"],
        ["Председатель комиссии", "____________", ""],
        ["", "", "М.П."],
    ]
    records = open_records(workbook(tmp_path / "a.xlsx", rows[:6]))
    assert records.frame.organisation.tolist() == ["А", "Б"]
    [note] = found(records, "notes_below")
    assert (note.row, note.found, note.count) == (5, "* без учёта поправок", 2)


def test_a_table_may_begin_in_any_cell(tmp_path: Path) -> None:
    rows = [[]] * 6 + [["", "", "", *HEADINGS], ["", "", "", "А", "Двор", "около 5"], [], ["", "", "", "Б", "Сад", 6]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert rows_of(records) == [8, 10]
    [one] = found(records, "not_an_amount")
    assert (one.row, one.letter) == (8, "F")


def test_hidden_rows_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("2003", "2004"):
            page = book.add_worksheet(name)
            for number, row in enumerate([HEADINGS, ["А", "Двор", 5], ["Б", "Сад", 6]]):
                page.write_row(number, 0, row)
        book.get_worksheet_by_name("2003").set_row(2, None, None, {"hidden": True})
        book.get_worksheet_by_name("2004").hide()
    records = open_records(path)
    assert len(records.frame) == 4
    assert [(one.sheet, one.row, one.count) for one in found(records, "hidden_rows")] == [("2003", 3, 1)]
    assert [one.sheet for one in found(records, "hidden_sheet")] == ["2004"]


def test_a_sheet_of_only_headings_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("2003").write_row(0, 0, HEADINGS)
        page = book.add_worksheet("2004")
        page.write_row(0, 0, HEADINGS)
        page.write_row(1, 0, ["А", "Двор", 5])
    records = open_records(path)
    assert len(records.frame) == 1
    assert [one.sheet for one in found(records, "sheet_without_rows")] == ["2003"]


def test_a_column_a_year_is_refused_and_told_how_to_write_it(tmp_path: Path) -> None:
    rows = [["Организация", 2009, 2010, 2011], ["А", 5, 6, 7], ["Б", 1, 2, 3]]
    with pytest.raises(NoApplications, match=r"(years stand beside|годы стоят рядом)"):
        open_records(workbook(tmp_path / "a.xlsx", rows))


def test_a_wide_sheet_beside_records_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in {
            "Заявки": [HEADINGS, ["А", "Двор", 5]],
            "По годам": [["Организация", "2009 г.", "2010 г.", "2011 г."], ["А", 5, 6, 7]],
        }.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    records = open_records(path)
    assert len(records.frame) == 1
    [one] = found(records, "wide_table")
    assert (one.sheet, one.severity, dict(one.facts)) == ("По годам", "warning", {"rows": 2})


def test_sums_by_year_are_no_applications(tmp_path: Path) -> None:
    rows = [["Год", "Выделено", "Привлечено"], [2003, 5, 6], [2004, 7, 8], [2005, 9, 10]]
    with pytest.raises(NoApplications):
        open_records(workbook(tmp_path / "a.xlsx", rows))


def test_a_card_of_an_organisation_is_no_list(tmp_path: Path) -> None:
    rows = [["Наименование организации", "Союз"], ["ИНН", "0000000000"], ["Адрес", "город"], ["Руководитель", "—"]]
    with pytest.raises(NoApplications, match=r"(card of one|карточка)"):
        open_records(workbook(tmp_path / "a.xlsx", rows))


def test_what_a_spreadsheet_keeps_is_read_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        page = book.add_worksheet("Заявки")
        page.write_row(0, 0, [*HEADINGS, "Дата начала", "Доля", "Принято", "Текст"])
        page.write_string(1, 0, "А")
        page.write_rich_string(1, 1, "Наш ", book.add_format({"bold": True}), "двор")
        page.write_string(1, 2, "1500")
        moment = datetime.datetime(2003, 5, 6, 14, 30)
        page.write_datetime(1, 3, moment, book.add_format({"num_format": "dd.mm.yyyy hh:mm"}))
        page.write_number(1, 4, 0.15, book.add_format({"num_format": "0%"}))
        page.write_boolean(1, 5, True)
        page.write_string(1, 6, "=1+1", book.add_format({"quote_prefix": True}))
    frame = open_records(path).frame
    first = frame.iloc[0]
    assert (first.title, first.awarded, first["Доля"]) == ("Наш двор", 1500.0, 0.15)
    assert first.start == datetime.datetime(2003, 5, 6)
    assert str(first["Принято"]) == "True"
    assert first["Текст"] == "=1+1"


def inline_workbook(path: Path, rows: Sequence[Sequence[str]], *, extra: str = "", prefix: str = "") -> Path:
    """A workbook whose texts stand in the cells themselves, as 1C and others write them."""
    book = openpyxl.Workbook()
    book.active.title = "Заявки"  # type: ignore[union-attr]
    book.save(path)
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    p = f"{prefix}:" if prefix else ""
    cells = "".join(
        f'<{p}row r="{number}">'
        + "".join(
            f'<{p}c r="{chr(65 + column)}{number}" t="inlineStr"><{p}is><{p}t>{text}</{p}t></{p}is></{p}c>'
            for column, text in enumerate(row)
        )
        + (extra.format(number=number, p=p) if number > 1 else "")
        + f"</{p}row>"
        for number, row in enumerate(rows, 1)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xmlns = f"xmlns:{prefix}" if prefix else "xmlns"
    sheet = f'<{p}worksheet {xmlns}="{space}"><{p}sheetData>{cells}</{p}sheetData></{p}worksheet>'
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_texts_that_stand_in_the_cells_themselves_are_read(tmp_path: Path) -> None:
    path = inline_workbook(tmp_path / "a.xlsx", [["Организация", "Название проекта"], ["А", '"e" &amp; &lt;f&gt;']])
    frame = open_records(path).frame
    assert (frame.organisation.tolist(), frame.title.tolist()) == (["А"], ['"e" & <f>'])


@pytest.mark.parametrize("prefix", ["", "x"])
def test_errors_and_formulas_are_found_far_down_a_long_sheet(tmp_path: Path, prefix: str) -> None:
    rows = [["Организация", "Название проекта", "Сумма гранта"], *[["А" * 50, f"Проект {one}"] for one in range(9000)]]
    extra = '<{p}c r="C{number}"><{p}f>A{number}&amp;"e"</{p}f><{p}v>7</{p}v></{p}c>'
    path = inline_workbook(tmp_path / "a.xlsx", rows, extra=extra, prefix=prefix)
    p = f"{prefix}:" if prefix else ""
    mend(
        path,
        f'<{p}c r="C8000"><{p}f>A8000&amp;"e"</{p}f><{p}v>7</{p}v></{p}c>',
        f'<{p}c r="C8000" t="e"><{p}v>#N/A</{p}v></{p}c>',
    )
    mend(path, f'<{p}f>A8500&amp;"e"</{p}f><{p}v>7</{p}v>', f'<{p}f>A8500&amp;"e"</{p}f><{p}v></{p}v>')
    records = open_records(path)
    places = [(one.row, one.found) for one in found(records, "formula_error")]
    assert places == [(8000, "#N/A"), (8500, '=A8500&"e"')]
    assert records.frame.awarded.sum() == 7 * 8998


def test_no_error_is_lost_where_the_sheet_is_cut_into_portions(tmp_path: Path) -> None:
    rows = [["Организация"], *[["А"] for _ in range(4000)]]
    formula = "+".join(["1"] * 400)
    extra = '<{p}c r="B{number}" t="e"><{p}f>' + formula + "</{p}f><{p}v>#N/A</{p}v></{p}c>"
    [sheet] = workbook_sheets(inline_workbook(tmp_path / "a.xlsx", rows, extra=extra).read_bytes(), "a.xlsx", ".xlsx")
    assert [row[1] for row in sheet.rows] == ["", *["#N/A"] * 4000]


def mend(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheet.count(old.encode()) == 1
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "А", "Двор", 5.0, "2003 год", "Кировский район", "Итого", "* сноска"]),
            min_size=3,
            max_size=3,
        ),
        max_size=12,
    ),
    st.integers(min_value=1, max_value=9),
)
def test_every_row_is_a_record_or_told_or_empty(body: list[list[Any]], first_row: int) -> None:
    sheet = Sheet("", [list(HEADINGS), *body], first_row=first_row)
    tables, _ = sheet_tables(sheet)
    records = [row for table in tables for row in table.rows.tolist()]
    told = sum(
        one.count
        for table in tables
        for one in table.findings
        if one.rule in ("section_rows", "notes_below", "repeated_headings", "column_numbers")
    )
    filled = sum(any(cell != "" for cell in row) for row in body)
    assert len(records) + told == filled
    assert records == sorted(set(records))
    assert all(any(cell != "" for cell in sheet.rows[row - first_row]) for row in records)


needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside this checkout")


@needs_real
def test_a_workbook_of_four_yearly_lists_a_card_and_a_summary() -> None:
    records = open_records(REAL / "russian-grants" / "grants_soprotivlenie.xlsx")
    # 2011: 88 rows below the headings, of which 7 go on with the application above them; its summary prints 81 winners
    assert records.frame.year.value_counts().to_dict() == {2009: 82, 2010: 74, 2011: 81, 2012: 74}
    assert [dict(one.facts)["first"] for one in found(records, "rows_of_one")] == [34, 51, 56, 77, 80]
    assert {one.sheet: one.rule for one in records.findings if one.rule in ("card", "figures_by_year")} == {
        "справка": "card",
        "сводка": "figures_by_year",
    }


@needs_real
@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("grants_ligazn.xlsx", ("card of one organisation", "figures by year")),
        ("grants_2009_2013.xlsx", ("figures by year", "a column for each")),
    ],
)
def test_a_workbook_without_applications_is_refused_with_its_reasons(name: str, reasons: tuple[str, str]) -> None:
    with pytest.raises(NoApplications) as refused:
        open_records(REAL / "russian-grants" / name)
    assert all(reason in refused.value.text("en") for reason in reasons)


@needs_real
@pytest.mark.parametrize(("name", "records", "sections"), [("nbfond_2007.csv", 412, 76), ("nbfond_2008.csv", 395, 75)])
def test_a_list_by_regions_with_headings_repeated(name: str, records: int, sections: int) -> None:
    # counted by hand: 564 and 545 lines; a line with one cell is a region, and under each the headings stand again
    read = open_records(REAL / "russian-grants" / name)
    assert len(read.frame) == records
    assert [one.count for one in found(read, "section_rows")] == [sections]
    assert [one.count for one in found(read, "repeated_headings")] == [sections - 1]
    assert read.frame["Раздел"].iloc[0] == "Республика Адыгея"
    assert read.frame["Раздел"].nunique() == sections


def test_three_years_beside_one_another_are_a_wide_table_and_two_are_columns(tmp_path: Path) -> None:
    rows = [["Организация", "Проект", 2009, 2010], ["А", "Двор", 5, 6], ["Б", "Сад", 1, 2]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert len(records.frame) == 2
    assert {"2009", "2010"} <= set(map(str, records.frame.columns))


def test_years_beside_one_another_are_columns_of_a_list_that_has_its_own_money(tmp_path: Path) -> None:
    rows = [["Организация", "Проект", "Сумма гранта", 2009, 2010, 2011], ["А", "Двор", 5, "+", "", ""]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.awarded.tolist() == [5.0]


def test_a_list_whose_years_repeat_is_no_table_of_sums(tmp_path: Path) -> None:
    rows = [["Год", "Выделено"], [2003, 5], [2004, 7], [2004, 9]]
    assert open_records(workbook(tmp_path / "a.xlsx", rows)).frame.awarded.tolist() == [5.0, 7.0, 9.0]
    two_years = [["Год", "Выделено"], [2003, 5], [2004, 7]]
    assert len(open_records(workbook(tmp_path / "b.xlsx", two_years)).frame) == 2


def test_a_row_like_the_headings_but_for_one_of_three_repeats_them(tmp_path: Path) -> None:
    again = ["Организация", "Название проекта", "Сумма"]
    records = open_records(workbook(tmp_path / "a.xlsx", [HEADINGS, ["А", "Двор", 5], again, ["Б", "Сад", 6]]))
    assert rows_of(records) == [2, 4]
    assert [(one.row, one.count) for one in found(records, "repeated_headings")] == [(3, 1)]


def test_the_title_over_repeated_headings_is_a_section_like_those_further_down(tmp_path: Path) -> None:
    rows = [["Номинация «Спорт»"], HEADINGS, ["А", "Двор", 5], ["Номинация «Музей»"], HEADINGS, ["Б", "Сад", 6]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame["Раздел"].tolist() == ["Номинация «Спорт»", "Номинация «Музей»"]
    [note] = found(records, "section_rows")
    assert (note.row, note.found, note.count) == (1, "Номинация «Спорт»", 2)


def test_the_year_over_the_headings_is_the_year_of_the_table(tmp_path: Path) -> None:
    rows = [["Победители 2003 года"], HEADINGS, ["А", "Двор", 5], ["Победители 2004 года"], ["Б", "Сад", 6]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.year.tolist() == [2003, 2004]


def test_a_section_does_not_take_the_place_of_a_column_that_is_filled(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "Год"], ["2003 год"], ["А", "Двор", 5, 2002], ["2004 год"], ["Б", "Сад", 6, 2002]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.year.tolist() == [2002, 2002]
    assert [column.tolist() for name, column in records.frame.items() if name in ("Раздел", "Section")] == [
        ["2003", "2004"]
    ]


def test_records_of_one_cell_each_are_a_list_and_no_sections(tmp_path: Path) -> None:
    rows = [HEADINGS, ["А"], ["Б"], ["В"], ["Г", "Двор", 5]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.organisation.tolist() == ["А", "Б", "В", "Г"]
    assert not found(records, "section_rows")


def test_two_numbers_under_two_headings_do_not_number_the_columns(tmp_path: Path) -> None:
    rows = [["Организация", "Сумма гранта", "Место"], ["1", 2, 3], ["А", 5, 1]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert [(one.row, len(records.frame)) for one in found(records, "column_numbers")] == [(2, 1)]
    few = [["Организация", "Сумма гранта"], ["1", 2], ["А", 5]]
    assert len(open_records(workbook(tmp_path / "b.xlsx", few)).frame) == 2


def test_a_signature_among_the_records_is_a_record_and_one_below_is_none(tmp_path: Path) -> None:
    rows = [HEADINGS, ["А", "Двор", 5], ["Секретарь", "Сад", 6], ["Исполнитель: Э1"], ["источник: приказ"]]
    records = open_records(workbook(tmp_path / "a.xlsx", rows))
    assert records.frame.organisation.tolist() == ["А", "Секретарь"]
    assert [(one.row, one.count) for one in found(records, "notes_below")] == [(4, 2)]
