"""The page of a report: what its header says, where its menus lead, how it reads without scripts and on paper."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from partnerlab.page import open_page
from partnerlab.publish import export
from partnerlab.publish.plan import Report
from still_pages import RECORDS, html, notebook, site, workbook

PAGES = [
    Report("leverage", 2001, "ru", "published"),
    Report("map", 2001, "ru", "published"),
    Report("map", 2001, "en", "published"),
    Report("map", 2004, "ru", "published"),
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    site(folder, PAGES)
    return folder


def facts(page: str) -> list[str]:
    found = re.search(r'<p class="pl-facts">(.*?)</p>', page, re.DOTALL)
    assert found
    return re.findall(r"<span>(.*?)</span>", found.group(1))


def test_a_page_of_the_printed_tables_says_their_city_and_their_date() -> None:
    assert facts(html("leverage")) == [
        "Пермь",
        "по напечатанным таблицам: Социальное партнерство. Пермский опыт (презентация)",
        "вымышленное для показа отмечено",
        "дата данных: 2004",
    ]


def test_a_page_of_the_sample_says_that_it_is_made_up_and_names_no_city() -> None:
    assert facts(html("map", language="en")) == ["demonstration data, made up"]


def test_a_page_of_records_names_their_file_their_city_and_their_years(tmp_path: Path) -> None:
    page = html("leverage", data=workbook(tmp_path), year=2011)
    assert facts(page) == ["Тотьма", "по записям из contest.xlsx", "данные за годы: 2011"]
    assert str(tmp_path) not in page


def test_records_of_two_cities_name_none_and_the_latest_day_seen_is_their_date(tmp_path: Path) -> None:
    seen = ["2012-03-01", "2012-05-31", None, "2011-12-01"]
    records = RECORDS.assign(**{"Город": ["Тотьма", "Кадников"] * 2, "Дата статуса": pd.to_datetime(seen)})
    renamed = records.rename(columns={"Дата статуса": "status_date"})
    page = html("leverage", data=workbook(tmp_path, renamed), year=2011, language="en")
    assert [fact.replace("\xa0", " ") for fact in facts(page)] == [
        "from the records of contest.xlsx",
        "data up to 31 May 2012",
    ]


def test_a_page_made_twice_has_the_same_bytes() -> None:
    assert html("leverage") == html("leverage")


def test_the_sentence_at_the_top_and_the_first_chart_can_be_had_of_a_notebook() -> None:
    made = notebook("leverage", language="en")
    assert export.headline(made).replace("\xa0", " ") == "Each budget rouble stood beside 8.43 RUB of attracted money"
    figure = export.first_figure(made)
    assert figure is not None
    assert figure["layout"]["meta"]["alt"]


def test_a_true_headline_is_not_pictured_by_a_made_up_chart() -> None:
    assert export.first_figure(notebook("overview")) is None


def test_a_headline_of_made_up_figures_is_without_the_mark_that_stands_in_it() -> None:
    made = notebook("map", language="en")
    assert not export.headline(made).startswith("Demonstration")
    assert export.is_synthetic(made)


def test_a_page_without_its_assets_says_what_is_missing_and_shows_its_tables(
    out: Path, tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "map.html").write_bytes((out / "2001/ru/map.html").read_bytes())
    page = browser.new_page()
    page.goto((tmp_path / "map.html").as_uri())
    assert page.get_by_text("Графиков нет").is_visible()
    assert page.get_by_text("Мотовилихинский").last.is_visible()
    assert page.locator("select, button, nav, .pl-chart").count() == 0
    page.goto((out / "2001/ru/map.html").as_uri())
    assert not page.get_by_text("Графиков нет").is_visible()
    page.close()


def test_every_chart_tells_in_words_what_its_table_holds(out: Path) -> None:
    page = (out / "2001/ru/map.html").read_text(encoding="utf-8")
    told = re.findall(r'class="pl-chart"[^>]*aria-label="([^"]*)"|aria-label="([^"]*)"[^>]*class="pl-chart"', page)
    assert len(told) == 1
    card = open_page(year=2001, language="ru").card("districts")
    money = [column.name for column in card.sheet.columns].index("awarded_per_10000")
    ends = (end(card.sheet.rows, key=lambda row: row[money]) for end in (max, min))
    for name, *_ in ends:
        assert name in "".join(told[0])


def test_the_menus_lead_to_the_other_questions_years_and_languages(out: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((out / "2001/ru/map.html").as_uri())
    menus = page.locator(".pl-menu")
    assert menus.nth(0).locator("a").all_text_contents() == [
        "Деньги, привлечённые рядом с бюджетными",
        "Карта общественного участия",
    ]
    assert menus.nth(1).locator("a").all_text_contents() == ["2004", "2001"]
    assert page.locator("[aria-current=page]").count() == 2
    page.locator(".pl-menu summary").nth(1).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2004/ru/map.html")
    page.go_back()
    page.get_by_text("English", exact=True).click()
    page.wait_for_url("**/2001/en/map.html")
    assert page.locator("html").get_attribute("lang") == "en"
    page.close()


def test_escape_closes_a_menu_and_gives_the_focus_back(out: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((out / "2001/ru/map.html").as_uri())
    summary = page.locator(".pl-menu summary").first
    summary.click()
    expect(page.locator(".pl-menu a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pl-menu a").first).to_be_hidden()
    expect(summary).to_be_focused()
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_page_alone_links_to_the_index_only_and_stands_where_it_stands_among_others(
    out: Path, tmp_path: Path, browser: Browser, width: int
) -> None:
    site(tmp_path, [PAGES[1]], listed=False)
    tops = []
    for folder in (out, tmp_path):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto((folder / "2001/ru/map.html").as_uri())
        tops.append(page.locator("main").bounding_box())
        alone = page.locator(".pl-top a:visible").all_text_contents()
        page.close()
    assert tops[0] == tops[1]
    assert alone == ["Все годы и вопросы"]


def test_no_text_of_the_records_is_run(tmp_path: Path, browser: Browser) -> None:
    source = workbook(tmp_path)
    reports = [Report(name, 2011, "ru", source) for name in ("map", "leverage")]
    site(tmp_path, reports)
    for report in reports:
        page = browser.new_page()
        page.goto((tmp_path / report.file).as_uri())
        page.wait_for_selector(".pl-chart .main-svg")
        assert page.evaluate("window.ran") is None
        assert page.locator("img").count() == 0
        assert "onerror" in (page.locator(".pl-table").last.text_content() or "")
        page.close()


def test_without_scripts_a_page_says_so_and_its_table_is_open(out: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((out / "2001/ru/leverage.html").as_uri())
    said = page.locator("main noscript p").first
    expect(said).to_be_visible()
    assert said.inner_text() == "Для графика нужен JavaScript; в таблице ниже те же числа."
    expect(page.get_by_role("cell", name="8,43").first).to_be_visible()
    expect(page.locator(".pl-downloads").first).to_be_hidden()
    assert page.locator(".pl-top a:visible").all_text_contents() == ["Все годы и вопросы"]
    context.close()


def test_on_paper_short_tables_are_open_long_ones_are_named_and_charts_are_light(out: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    page.goto((out / "2001/ru/leverage.html").as_uri())
    page.wait_for_selector(".pl-chart .main-svg")
    details = page.locator(".pl-table")
    assert [one.evaluate("one => one.open") for one in details.all()] == [False, False]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    assert [one.evaluate("one => one.open") for one in details.all()] == [True, False]
    expect(page.locator(".pl-unprinted")).to_be_visible()
    for hidden in (".pl-menus", ".pl-home", ".pl-downloads >> nth=0", ".pl-bottom"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('.pl-chart text')).fill") == "rgb(27, 33, 38)"
    page.emulate_media(media="screen")
    assert [one.evaluate("one => one.open") for one in details.all()] == [False, False]
    assert page.evaluate("getComputedStyle(document.querySelector('.pl-chart text')).fill") != "rgb(27, 33, 38)"
    page.close()


def test_charts_are_drawn_anew_for_the_width_of_a_printed_page(out: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((out / "2001/ru/leverage.html").as_uri())
    page.wait_for_selector(".pl-chart .main-svg")
    width = "document.querySelector('.pl-chart .main-svg').getBoundingClientRect().width"
    on_screen = page.evaluate(width)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    # A4 is 210 mm wide, at 96 pixels an inch 794 pixels; a browser's margins take 10 mm on each side.
    assert page.evaluate(width) < (210 - 20) / 25.4 * 96 < on_screen
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(width) == on_screen
    page.close()


def test_the_json_in_a_page_is_json_whatever_the_records_hold(tmp_path: Path) -> None:
    page = html("leverage", data=workbook(tmp_path), year=2011)
    held = [json.loads(text) for text in re.findall(r'class="pl-data"[^>]*>(.*?)</script>', page, re.DOTALL)]
    assert [one["name"] for one in held] == ["leverage-2011", "leverage_by_project-2011"]


def test_a_printed_headline_is_not_made_up_though_a_chart_below_it_is() -> None:
    leverage = notebook("leverage")
    assert export.is_synthetic(leverage)
    assert not export.headline_is_synthetic(leverage)
    assert export.headline_is_synthetic(notebook("leverage", data="sample"))
