"""All pages of a year in one file that can be sent by e-mail."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from partnerlab.publish.plan import Report
from partnerlab.publish.single_file import single_file
from still_pages import html, workbook

REPORTS = [Report("map", 2004, "ru", "published"), Report("leverage", 2004, "ru", "published")]


@pytest.fixture(scope="module")
def one() -> str:
    return single_file([(report, html(report.notebook, year=2004)) for report in REPORTS])


def opened(browser: Browser, path: Path, asked: list[str]) -> Page:
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_function("[...document.querySelectorAll('.pl-chart')].every(one => one.querySelector('.main-svg'))")
    return page


def test_one_file_draws_all_charts_of_its_pages_and_asks_for_nothing(
    one: str, tmp_path: Path, browser: Browser
) -> None:
    path = tmp_path / "sent.html"
    path.write_text(one, encoding="utf-8")
    asked: list[str] = []
    page = opened(browser, path, asked)
    assert page.locator(".pl-chart").count() == 3
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Golos Text\"', 'Пермь'))")
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert page.locator(".pl-contents a").all_text_contents() == [
        "Карта общественного участия",
        "Деньги, привлечённые рядом с бюджетными",
    ]
    page.close()


def test_the_buttons_and_the_choice_work_in_one_file(one: str, tmp_path: Path, browser: Browser) -> None:
    path = tmp_path / "sent.html"
    path.write_text(one, encoding="utf-8")
    page = opened(browser, path, [])
    page.locator("select").select_option("Кировский")
    with page.expect_download() as download:
        page.locator("button[data-form=xlsx]").first.click()
    assert download.value.suggested_filename == "districts-2004-образец-Кировский.xlsx"
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.close()


def test_each_name_stands_once_in_one_file_though_two_pages_ask_the_same() -> None:
    asked = [Report(name, 2001, "ru", "published") for name in ("year_report", "leverage")]
    sent = single_file([(report, html(report.notebook)) for report in asked])
    names = re.findall(r'\sid="([^"]+)"', sent[: sent.index("<footer")])
    assert {"year_report-leverage", "leverage-leverage"} < set(names)
    assert len(names) == len(set(names))


def test_plotly_stands_once_in_one_file_that_an_e_mail_takes(one: str) -> None:
    assert len(one.encode("utf-8")) < 8_000_000
    assert one.count("plotly.js v") == 1


def test_one_file_made_twice_has_the_same_bytes(one: str) -> None:
    assert single_file([(report, html(report.notebook, year=2004)) for report in REPORTS]) == one


def test_no_text_of_the_records_is_run_in_one_file(tmp_path: Path, browser: Browser) -> None:
    source = workbook(tmp_path)
    reports = [Report(name, 2011, "ru", source) for name in ("map", "leverage")]
    path = tmp_path / "sent.html"
    path.write_text(single_file([(one, html(one.notebook, data=source, year=2011)) for one in reports]))
    page = opened(browser, path, [])
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    page.close()


def test_a_file_of_two_years_is_refused() -> None:
    with pytest.raises(ValueError, match="2001/ru, 2004/ru"):
        single_file([(REPORTS[0], ""), (Report("map", 2001, "ru", "published"), "")])
