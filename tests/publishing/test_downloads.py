"""The tables that a page gives as files, without a server."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

from partnerlab.page.sheet import sheet
from partnerlab.parameters import checked
from partnerlab.publish.plan import Report
from partnerlab.publish.tables import table
from partnerlab.publish.workbooks.spreadsheets import csv_text
from partnerlab.wording import words
from still_pages import HOSTILE, RECORDS, site


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    source = folder / "contest.csv"
    source.write_text(csv_text(RECORDS), encoding="utf-8")
    reports = [Report("leverage", 2001, "ru", "published"), Report("map", 2004, "en", "published")]
    site(folder, [*reports, Report("leverage", 2011, "ru", str(source))])
    return folder


def opened(out: Path, browser: Browser, file: str) -> Page:
    page = browser.new_page()
    page.goto((out / file).as_uri())
    page.wait_for_selector(".pl-chart .main-svg")
    return page


def saved(page: Page, form: str, folder: Path, *, place: int = 0) -> Path:
    with page.expect_download() as download:
        page.locator(f"button[data-form={form}]").nth(place).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def read_csv(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_a_csv_has_the_figures_of_the_table_that_the_command_line_gives(
    out: Path, tmp_path: Path, browser: Browser
) -> None:
    page = opened(out, browser, "2001/ru/leverage.html")
    path = saved(page, "csv", tmp_path)
    page.close()
    assert path.name == "leverage-2001.csv"
    given, synthetic = table("leverage", None, checked(2001, "ru", None), by=None, form="csv")
    assert not synthetic
    expected = list(csv.reader(io.StringIO(str(given))))
    known = [place for place, cells in enumerate(zip(*expected[1:], strict=True)) if place == 0 or any(cells)]
    heading, *rows = read_csv(path)
    assert len(rows) == 3
    shown = [row[:-1] for row in rows]  # the last column says the source
    assert shown == [[{"budget": "бюджет"}.get(row[place], row[place]) for place in known] for row in expected[1:]]
    assert heading[-1] == "Источник"
    assert {row[-1].partition(" (")[0] for row in rows} == {"Источник: Социальное партнерство. Пермский опыт"}
    assert heading[:3] == ["Год", "Бюджет, руб.", "Привлечено, руб."]


def test_a_workbook_has_numbers_as_numbers_and_says_its_source(out: Path, tmp_path: Path, browser: Browser) -> None:
    page = opened(out, browser, "2001/ru/leverage.html")
    path = saved(page, "xlsx", tmp_path)
    page.close()
    cells = pd.read_excel(path, engine="calamine", header=None)
    assert cells.iloc[0, :2].tolist() == ["Год", "Бюджет, руб."]
    # The presentation prints 1340.0 and 11301.0 thousand roubles for 2001.
    assert cells.iloc[3, :3].tolist() == [2001, 1_340_000, 11_301_000]
    assert all(isinstance(cell, int | float) for cell in cells.iloc[1:4, 0])
    assert str(cells.iloc[6, 0]).startswith("Источник: Социальное партнерство")


def test_made_up_figures_say_so_in_the_name_and_within_the_file(out: Path, tmp_path: Path, browser: Browser) -> None:
    page = opened(out, browser, "2004/en/map.html")
    text, book = saved(page, "csv", tmp_path), saved(page, "xlsx", tmp_path)
    page.close()
    assert (text.name, book.name) == ("districts-2004-demo.csv", "districts-2004-demo.xlsx")
    heading, *rows = read_csv(text)
    assert heading[-1] == "synthetic"
    assert [row[-1] for row in rows] == ["True"] * 7
    assert "Demonstration data, made up" in pd.read_excel(book, engine="calamine", header=None)[0].tolist()


def test_the_files_hold_what_is_chosen(out: Path, tmp_path: Path, browser: Browser) -> None:
    page = opened(out, browser, "2004/en/map.html")
    page.locator("select").select_option(label="Kirovsky")
    text, book = saved(page, "csv", tmp_path), saved(page, "xlsx", tmp_path)
    page.close()
    assert text.name == "districts-2004-demo-Kirovsky.csv"
    assert [row[0] for row in read_csv(text)] == ["District", "Kirovsky"]
    assert pd.read_excel(book, engine="calamine")["District"].tolist()[:1] == ["Kirovsky"]


def test_no_text_of_the_records_becomes_a_formula(out: Path, tmp_path: Path, browser: Browser) -> None:
    import openpyxl

    page = opened(out, browser, "2011/ru/leverage.html")
    place = "partnerlabCards[1].table.rows.find(row => row[1] === 'Дом')[1]"
    page.evaluate(f"{place} = '=1+1'")  # the records themselves take no such title
    text, book = saved(page, "csv", tmp_path, place=1), saved(page, "xlsx", tmp_path, place=1)
    page.close()
    titles = {row[1] for row in read_csv(text)[1:]}
    assert titles == {"'=1+1", "'@сад", "'+сад=1", HOSTILE}
    with pytest.warns(UserWarning, match="default style"):
        cells = openpyxl.load_workbook(book).active["B"]
    assert {cell.value for cell in cells[1:5]} == {"=1+1", "@сад", "+сад=1", HOSTILE}
    assert all(cell.data_type == "s" or "inlineStr" in cell.data_type for cell in cells[1:5])


def test_a_csv_of_a_page_is_written_as_the_package_writes_csv(out: Path, tmp_path: Path, browser: Browser) -> None:
    page = opened(out, browser, "2011/ru/leverage.html")
    path = saved(page, "csv", tmp_path, place=1)
    held = page.evaluate("partnerlabCards[1].table")
    page.close()
    frame = pd.DataFrame(
        {column["heading"]: [row[place] for row in held["rows"]] for place, column in enumerate(held["columns"])}
        | {heading: [value] * len(held["rows"]) for heading, value in held["constant"]},
        dtype=object,
    )
    assert path.read_text(encoding="utf-8-sig") == csv_text(frame)


def test_a_ratio_on_another_base_than_the_budget_is_not_called_one_on_it() -> None:
    def headings(base: str) -> list[str]:
        table = pd.DataFrame({"leverage": [2.0], "base": [base]})
        return [column.heading for column in sheet(table, words("en")).columns]

    assert headings("budget")[0] == "Attracted per budget rouble"
    assert headings("fund")[0] == "Attracted per rouble"


def test_missing_values_dates_and_intervals_stand_in_cells_of_their_own() -> None:
    table = pd.DataFrame(
        {
            "status_date": pd.to_datetime(["2003-05-01", None]),
            "award_rate": [0.25, float("nan")],
            "award_rate_low": [0.125, float("nan")],
            "award_rate_high": [0.5, float("nan")],
            "organisation_kind": ["otos", None],
            "spent": [None, None],
        }
    )
    made = sheet(table, words("en"))
    assert [column.heading for column in made.columns] == [
        "Date last seen",
        "Winners of all decided",
        "Winners of all decided, interval from",
        "Winners of all decided, interval to",
        "Kind of organisation",
    ]
    assert [column.kind for column in made.columns] == ["date", "number", "number", "number", "text"]
    assert made.rows == (
        ("2003-05-01", 0.25, 0.125, 0.5, "self-government body (OTOS)"),
        (None, None, None, None, None),
    )
