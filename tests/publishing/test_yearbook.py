"""`tables.xlsx`: what a person finds who opens the tables of a year in a spreadsheet."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pandas as pd
import pytest

from partnerlab.catalogue import ENTRIES
from partnerlab.dataset import Dataset, Source
from partnerlab.page.content import Content
from partnerlab.parameters import Parameters
from partnerlab.publish.workbooks import yearbook
from partnerlab.wording import LANGUAGES, Language

Book = Any


def opened(data: str | Dataset, *, year: int = 2001, language: Language = "ru") -> Book:
    content = Content("", Parameters(year, language), data)
    return openpyxl.load_workbook(io.BytesIO(yearbook.workbook(content)))


@pytest.fixture(scope="module")
def russian() -> Book:
    return opened("published")


@pytest.fixture(scope="module")
def english() -> Book:
    return opened("published", language="en")


@pytest.fixture(params=["ru", "en"])
def book(request: pytest.FixtureRequest) -> Book:
    return request.getfixturevalue({"ru": "russian", "en": "english"}[request.param])


def header(sheet: Any) -> int:
    """The row of the headings: that of the filter."""
    return int(re.findall(r"\d+", sheet.auto_filter.ref)[0])


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The cells below the headings."""
    first = header(sheet)
    headings = [cell.value for cell in sheet[first]]
    return [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=first + 1)]


def width(sheet: Any, column: int) -> float:
    """How wide a column is: columns of one width stand in one entry."""
    return next(one.width for one in sheet.column_dimensions.values() if one.min <= column <= one.max)


def texts(sheet: Any) -> str:
    return "\n".join(str(cell.value) for row in sheet for cell in row if cell.value is not None)


def test_the_printed_sums_stand_in_whole_roubles(russian: Book) -> None:
    last = rows(russian["На рубль бюджета"])[-1]
    # the presentation's table of the social order, 2001, in thousands: 1,340 and 11,301
    assert (last["Год"].value, last["Бюджет, руб."].value, last["Привлечено, руб."].value) == (
        2001,
        1_340_000,
        11_301_000,
    )
    assert last["Бюджет, руб."].number_format == "#,##0"
    assert last["Привлечено на рубль бюджета"].value == pytest.approx(11_301 / 1_340)


def test_a_share_is_a_number_that_is_shown_as_per_cent(english: Book) -> None:
    last = rows(english["Per budget rouble"])[-1]
    share = last["Share of attracted money"]
    assert share.value == pytest.approx(11_301 / (1_340 + 11_301))
    assert share.number_format == "0.0%"


def test_a_figure_of_its_own_unit_is_shown_in_it(english: Book) -> None:
    found = {(row["Unit"].value, row["Value"].number_format) for row in rows(english["The contest since 2011"])}
    assert ("share", "0.0%") in found
    assert ("RUB", "#,##0") in found


def test_what_nobody_knows_is_an_empty_cell(russian: Book) -> None:
    first = rows(russian["Участие организаций"])[0]
    # in the first year of the records nobody can be told from those who came before
    assert first["Год"].value == 1999
    assert first["Впервые"].value is None
    assert "нет данных" not in texts(russian["Участие организаций"])


def test_every_question_has_a_sheet_and_the_first_sheet_leads_to_it(book: Book) -> None:
    contents, *others = book.sheetnames
    assert len(others) == len(ENTRIES)
    linked = [cell.hyperlink.location for row in book[contents] for cell in row if cell.hyperlink]
    assert linked == [f"'{name}'!A1" for name in others]
    for name in others:
        back = [cell.hyperlink.location for row in book[name] for cell in row if cell.hyperlink]
        assert back == [f"'{contents}'!A1"]


def test_names_of_sheets_fit_and_are_in_the_language(russian: Book, english: Book) -> None:
    for names in (russian.sheetnames, english.sheetnames):
        assert len({name.casefold() for name in names}) == len(names)
        assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert all(re.search("[А-Яа-я]", name) for name in russian.sheetnames)
    assert not any(re.search("[А-Яа-я]", name) for name in english.sheetnames)


def test_every_sheet_says_its_source_and_whether_its_figures_are_made_up(russian: Book) -> None:
    marked = 0
    for name in russian.sheetnames[1:]:
        above = texts(russian[name]).partition("Год")[0]
        assert "Источник: " in above
        made_up = "Демонстрационные данные, вымышленные" in above
        assert made_up == ("Синтетический конкурс" in above)
        marked += made_up
    assert 0 < marked < len(ENTRIES)
    assert "Демонстрационные данные, вымышленные" not in texts(russian["На рубль бюджета"])


def test_the_sheet_of_one_year_says_which(russian: Book) -> None:
    assert russian["От подачи до отчёта"]["A1"].value.endswith(" · 2001")
    assert opened("sample", year=2003)["От подачи до отчёта"]["A1"].value.endswith(" · 2003")


def test_sheets_can_be_filtered_scrolled_and_printed(book: Book) -> None:
    for sheet in book.worksheets[1:]:
        first = header(sheet)
        assert sheet.freeze_panes == f"A{first + 1}"
        assert sheet.print_title_rows == f"${first}:${first}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
        assert "&P / &N" in (sheet.oddFooter.right.text or "")


def test_columns_are_as_wide_as_their_numbers_and_short_texts(book: Book) -> None:
    for sheet in book.worksheets[1:]:
        for row in rows(sheet):
            for cell in row.values():
                whole = isinstance(cell.value, int | float) and cell.number_format == "#,##0"
                shown = f"{cell.value:,.0f}" if whole else cell.value
                if isinstance(shown, str) and len(shown) <= 40:
                    assert len(shown) < width(sheet, cell.column)


def applications(**columns: list[Any]) -> Dataset:
    return Dataset("mine", "records", pd.DataFrame(columns), Source("contest.xlsx"))


def test_a_text_that_looks_like_a_formula_stays_a_text() -> None:
    records = applications(
        year=[2001, 2001],
        application_id=["1", "2"],
        title=["=1+1", "@SUM(A1)"],
        organisation_id=["a", "b"],
        organisation=["А", "Б"],
        status=["won", "won"],
        awarded=[1000.0, 2000.0],
        attracted=[500.0, 4000.0],
    )
    found = [row["Проект"] for row in rows(opened(records)["На рубль бюджета по проектам"])]
    assert sorted(cell.value for cell in found) == ["=1+1", "@SUM(A1)"]
    assert {cell.data_type for cell in found} == {"s"}


def test_a_question_that_the_records_do_not_answer_stands_with_the_reason() -> None:
    records = applications(year=[2001, 2001], organisation_id=["a", "b"], organisation=["А", "Б"])
    book = opened(records)
    assert "Участие организаций" in book.sheetnames
    assert "На рубль бюджета" not in book.sheetnames
    said = texts(book[book.sheetnames[0]])
    assert "Вопросы, на которые эти данные не отвечают" in said
    assert "Сколько средств со стороны приходится на каждый рубль бюджета?" in said
    assert "нет столбца «Выделено»" in said


def test_a_year_without_figures_has_no_empty_sheet() -> None:
    book = opened("sample", year=1990)
    assert "От подачи до отчёта" not in book.sheetnames
    assert "За 1990 год чисел нет." in texts(book[book.sheetnames[0]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_tables_give_the_same_bytes(language: Language) -> None:
    made = [yearbook.workbook(Content("", Parameters(2001, language), "published")) for _ in range(2)]
    assert made[0] == made[1]
