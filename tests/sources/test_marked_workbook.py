"""The user's own workbook comes back with its mistakes marked at their cells, and nothing else changed."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from partnerlab.errors import WrongValue
from partnerlab.publish.checking.check import checked
from partnerlab.publish.checking.findings_sheet import COLOURS
from partnerlab.publish.checking.marked_workbook import marked_workbooks

HEADINGS = ["№ заявки", "Год", "Организация", "Статус", "Запрошено, руб.", "Сумма гранта, руб.", "Привлечено, руб."]
CLEAN = [
    [str(number), 2003, f"Синтетическая организация {number}", "победитель", 300, 200, 100] for number in range(1, 7)
]


def at_d7(folder: Path, rows: list[list[Any]]) -> Path:
    """A workbook with a title, and a table whose first heading stands in D7."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Конкурс 2003"
    sheet["A1"] = "Заявки на конкурс"
    sheet.merge_cells("A1:C1")
    sheet.column_dimensions["F"].width = 44
    for number, row in enumerate([HEADINGS, *rows], 7):
        for place, value in enumerate(row, 4):
            cell = sheet.cell(number, place, value)
            if place > 7 and number > 7:
                cell.number_format = "#,##0.00"
                cell.font = Font(italic=True)
    sheet["G7"].fill = PatternFill("solid", start_color="CCFFCC")
    sheet["L1"] = "=SUM(I8:I13)"
    sheet["F9"].comment = Comment("уточнить название", "секретарь")
    file = folder / "contest.xlsx"
    book.save(file)
    return file


def with_mistakes(folder: Path) -> Path:
    rows = [list(row) for row in CLEAN]
    rows[0][5] = "около 30"  # I8
    rows[1][2] = ""  # F9, where the secretary has a comment
    rows[2][3] = "на луне"  # G10
    rows[3][1] = 20003  # E11
    rows[4][6] = "650 тыс."  # J12
    return at_d7(folder, rows)


MARKED = {"I8": "error", "F9": "warning", "G10": "error", "E11": "error", "J12": "note"}


def given_back(file: Path, out: Path | None = None, **options: Any) -> tuple[Path, Any, str]:
    found = checked([str(file)], language="ru", **options)
    ((target, content, warning),) = marked_workbooks(found, language="ru", out=out)
    (file.parent / "given.xlsx").write_bytes(content)
    return target, openpyxl.load_workbook(file.parent / "given.xlsx"), warning


def colours(sheet: Any) -> dict[str, str]:
    by_colour = {colour: severity for severity, colour in COLOURS.items()}
    return {
        cell.coordinate: by_colour[cell.fill.start_color.rgb[2:]]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type and cell.fill.start_color.rgb[2:] in by_colour
    }


def test_mistakes_are_marked_at_their_cells_and_no_other_cell_is(tmp_path: Path) -> None:
    _, book, _ = given_back(with_mistakes(tmp_path))
    assert colours(book["Конкурс 2003"]) == MARKED
    commented = {cell.coordinate for row in book["Конкурс 2003"].iter_rows() for cell in row if cell.comment}
    assert commented == set(MARKED)


def test_the_comment_says_what_is_wrong_in_the_readers_language(tmp_path: Path) -> None:
    _, book, _ = given_back(with_mistakes(tmp_path))
    assert "«около 30» — это не сумма" in book["Конкурс 2003"]["I8"].comment.text


def test_a_comment_of_the_users_own_stays_above(tmp_path: Path) -> None:
    _, book, _ = given_back(with_mistakes(tmp_path))
    comment = book["Конкурс 2003"]["F9"].comment
    assert comment.text.startswith("уточнить название\n\n")
    assert "нет организации" in comment.text
    assert comment.author == "секретарь"


def test_formats_widths_merged_cells_and_formulas_stay(tmp_path: Path) -> None:
    _, book, _ = given_back(with_mistakes(tmp_path))
    sheet = book["Конкурс 2003"]
    assert (sheet["I8"].number_format, sheet["I8"].font.italic) == ("#,##0.00", True)
    assert sheet["G7"].fill.start_color.rgb[2:] == "CCFFCC"
    assert sheet.column_dimensions["F"].width == 44
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["L1"].value == "=SUM(I8:I13)"


def test_the_sheet_of_findings_links_each_to_its_cell(tmp_path: Path) -> None:
    _, book, _ = given_back(with_mistakes(tmp_path))
    sheet = book["Проверка"]
    assert book.sheetnames == ["Проверка", "Конкурс 2003"]
    links = {link.hyperlink.location for row in sheet.iter_rows() for link in row if link.hyperlink}
    assert {f"'Конкурс 2003'!{cell}" for cell in MARKED} <= links
    texts = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert "Конкурс 2003!I8" in texts
    assert any("Это копия" in str(text) for text in texts)


def test_only_the_sheet_of_findings_is_selected(tmp_path: Path) -> None:
    # Two selected sheets would be a group: what is typed into one goes into the other too.
    _, book, _ = given_back(with_mistakes(tmp_path))
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]


def test_a_clean_workbook_comes_back_unmarked(tmp_path: Path) -> None:
    _, book, _ = given_back(at_d7(tmp_path, CLEAN))
    assert colours(book["Конкурс 2003"]) == {}


def test_what_was_accepted_has_a_colour_of_its_own(tmp_path: Path) -> None:
    accept: Any = {"accept": ["not_an_amount"], "reason": "так в протоколе"}
    _, book, _ = given_back(with_mistakes(tmp_path), **accept)
    assert colours(book["Конкурс 2003"]) == {**MARKED, "I8": "accepted"}
    assert "так в протоколе" in book["Конкурс 2003"]["I8"].comment.text


def test_a_mistake_in_a_merged_cell_is_marked_where_it_is_seen(tmp_path: Path) -> None:
    file = with_mistakes(tmp_path)
    book = openpyxl.load_workbook(file)
    book["Конкурс 2003"].merge_cells("G10:G11")
    book.save(file)
    _, marked, _ = given_back(file)
    assert "G10" in colours(marked["Конкурс 2003"])


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt"])
def test_a_text_file_comes_back_as_a_workbook_with_its_cells_as_typed(tmp_path: Path, ending: str) -> None:
    separator = "\t" if ending != ".csv" else ";"
    file = tmp_path / f"contest{ending}"
    rows = [HEADINGS, ["007", "2003", "=1+1", "победитель", "300", "около 30", "100"]]
    file.write_text("".join(separator.join(row) + "\n" for row in rows), encoding="utf-8")
    target, book, warning = given_back(file)
    assert target == Path("contest-check.xlsx")
    sheet = book["contest"]
    assert [cell.value for cell in sheet[2]] == rows[1]
    assert colours(sheet)["F2"] == "error"
    assert "без оформления" in warning


def test_no_text_of_the_users_becomes_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "contest.csv"
    file.write_text(";".join(HEADINGS) + '\n1;2003;А;победитель;1;=HYPERLINK("x");1\n', encoding="utf-8")
    _, book, _ = given_back(file)
    kinds = [cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in kinds


def test_a_text_in_the_users_workbook_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    file = tmp_path / "contest.xlsx"
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("2003")
        for number, row in enumerate([HEADINGS, *CLEAN]):
            sheet.write_row(number, 0, row)
        sheet.write_string("C3", "=1+1")
    _, given, _ = given_back(file)
    assert (given["2003"]["C3"].value, given["2003"]["C3"].data_type) == ("=1+1", "s")


def test_a_parquet_file_is_marked_below_its_headings(tmp_path: Path) -> None:
    import pandas as pd

    file = tmp_path / "contest.parquet"
    pd.DataFrame({"year": [2003, 2003], "organisation": ["А", "Б"], "awarded": ["300", "около 30"]}).to_parquet(file)
    _, book, _ = given_back(file)
    sheet = book["contest"]
    assert [cell.value for cell in sheet[1]] == ["year", "organisation", "awarded"]
    assert colours(sheet) == {"C3": "error"}


def test_the_users_own_file_is_never_written_over(tmp_path: Path) -> None:
    file = with_mistakes(tmp_path)
    before = file.read_bytes()
    found = checked([str(file)], language="ru")
    for out in (file, tmp_path / "." / "contest.xlsx"):
        with pytest.raises(WrongValue):
            list(marked_workbooks(found, language="ru", out=out))
    with pytest.raises(WrongValue):
        list(marked_workbooks(found, language="ru", out=tmp_path / "marked.xls"))
    assert file.read_bytes() == before


def test_what_the_copy_may_lose_is_said(tmp_path: Path) -> None:
    file = tmp_path / "contest.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("2003")
        for number, row in enumerate([HEADINGS, *CLEAN]):
            sheet.write_row(number, 0, row)
        sheet.insert_textbox("K1", "напоминание")
    assert "рисунки" in given_back(file)[2]
    assert given_back(at_d7(tmp_path, CLEAN))[2] == ""


def test_each_of_several_files_comes_back_in_a_workbook_of_its_own(tmp_path: Path) -> None:
    files = [with_mistakes(tmp_path)]
    files.append(files[0].rename(tmp_path / "2003.xlsx"))
    files[0] = with_mistakes(tmp_path)
    found = checked([str(file) for file in files], language="ru")
    given = list(marked_workbooks(found, language="ru", out=tmp_path / "marked"))
    assert [target.name for target, _, _ in given] == ["contest-check.xlsx", "2003-check.xlsx"]
    assert all(zipfile.is_zipfile(target) or content for target, content, _ in given)
    with pytest.raises(WrongValue):
        list(marked_workbooks(found, language="ru", out=tmp_path / "marked.xlsx"))
