"""The index of the reports: what a council member finds on it, and how the pages find each other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from partnerlab.page import open_page
from partnerlab.page.html import headline
from partnerlab.page.top import hero
from partnerlab.publish import site
from partnerlab.publish.export import ASSETS
from partnerlab.publish.folder.inputs import KINDS
from partnerlab.publish.folder.whole import write_whole

MARK = "Демонстрационные данные, вымышленные"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 120"><path d="M0 0H9V9H0Z"/></svg>'


def entry(year: int, notebook: str = "leverage", language: str = "ru", **more: Any) -> dict[str, Any]:
    """A page's entry in the manifest."""
    given = {"year": year, "language": language, "data": more.pop("data", "published")}
    file = f"{year}/{language}/{notebook}{more.pop('suffix', '.html')}"
    said = {"headline": f"Ответ за {year}", "edition": "first", "why": ["new"]}
    return {"file": file, "notebook": notebook, "parameters": given, **said, **more}


def written(out: Path, *entries: dict[str, Any], name: str = "index.html", **more: Any) -> str:
    site.write_site(out, entries, **more)
    return (out / name).read_text(encoding="utf-8")


def top(notebook: str, year: int, language: str) -> str:
    """The headline of the page that a notebook makes from the printed tables."""
    return headline(hero(open_page(notebook, year=year, language=language, data="published")._view.content))


def card(html: str, name: str) -> str:
    """One question's part of the index."""
    return re.findall(rf'<article[^>]* id="{name}">.*?</article>', html, re.DOTALL)[0]


def test_the_index_leads_to_every_page_in_its_language_and_to_the_other_language(tmp_path: Path) -> None:
    pages = [entry(year, language=language) for year in (2000, 2001) for language in ("ru", "en")]
    russian = written(tmp_path, *pages)
    english = (tmp_path / "index.en.html").read_text(encoding="utf-8")
    assert re.findall(r'href="(\d{4}/[^"]*)" data-year', russian) == ["2000/ru/leverage.html", "2001/ru/leverage.html"]
    assert re.findall(r'href="(\d{4}/[^"]*)" data-year', english) == ["2000/en/leverage.html", "2001/en/leverage.html"]
    assert '<html lang="ru">' in russian
    assert 'href="index.en.html" lang="en" hreflang="en">English' in russian
    assert '<html lang="en">' in english
    assert 'href="index.ru.html" lang="ru" hreflang="ru">Русский' in english
    assert (tmp_path / "index.ru.html").read_text(encoding="utf-8") == russian


def test_where_only_english_pages_are_the_index_is_english(tmp_path: Path) -> None:
    written(tmp_path, entry(2001))
    html = written(tmp_path, entry(2001, language="en"))
    assert '<html lang="en">' in html
    assert "hreflang" not in html
    assert not (tmp_path / "index.ru.html").exists()


def test_a_question_opens_with_the_latest_year_that_has_an_answer(tmp_path: Path) -> None:
    # The printed tables know the leverage of 1999-2001, and the outcomes of 2003 alone.
    pages = [
        entry(year, notebook, headline=top(notebook, year, "ru"))
        for notebook in ("leverage", "outcomes")
        for year in (1999, 2001, 2003, 2025)
    ]
    html = written(tmp_path, *pages)
    assert '<a href="2001/ru/leverage.html">На рубль бюджета привлечено 8\xa0руб.\xa043\xa0коп.</a>' in html
    assert '<p class="pl-answer"><a href="2003/ru/outcomes.html">' in card(html, "outcomes")
    english = [entry(year, "outcomes", "en", headline=top("outcomes", year, "en")) for year in (2003, 2025)]
    html = written(tmp_path, *english)
    assert '<p class="pl-answer"><a href="2003/en/outcomes.html">' in card(html, "outcomes")


def test_a_question_without_any_answer_says_so_with_its_latest_page(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2024, headline="За 2024 год данных нет; известные годы: 2011, 2015"))
    assert "За 2024 год данных нет" in html
    assert "pl-silent" in card(html, "leverage")


def test_a_picture_is_shown_where_there_is_one_and_the_page_answers(tmp_path: Path) -> None:
    (tmp_path / "2000/ru").mkdir(parents=True)
    (tmp_path / "2000/ru/leverage.svg").write_text(PICTURE)
    assert '<img src="2000/ru/leverage.svg"' in written(tmp_path, entry(2000))
    assert "leverage.svg" not in written(tmp_path, entry(2000, headline="За 2000 год данных нет; известные годы: 1999"))
    assert ".svg" not in written(tmp_path, entry(2001))
    (tmp_path / "2000/ru/leverage.svg").write_text("")  # what a chart leaves that cannot be pictured
    assert ".svg" not in written(tmp_path, entry(2000))


def test_what_is_made_up_is_marked_and_what_is_printed_is_not(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2001, "social_order"), entry(2001, "participation"))
    assert f'class="pl-synthetic">{MARK}' in card(html, "participation")
    assert f'class="pl-synthetic" hidden>{MARK}' in card(html, "social_order")
    assert f"ответы с пометкой «{MARK}»" in html
    everything = written(tmp_path, entry(2001, "social_order", data="sample"))
    assert "его данные вымышлены" in everything
    assert f'class="pl-synthetic">{MARK}' in card(everything, "social_order")


def test_a_city_that_reports_its_own_records_reads_nothing_of_a_demonstration(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2011, data="конкурс.xlsx"), entry(2011, "participation", data="конкурс.xlsx"))
    assert "pl-demonstration" not in html
    assert f'class="pl-synthetic">{MARK}' not in html
    assert "презентаци" not in html


def test_records_that_the_manifest_calls_synthetic_are_marked_too(tmp_path: Path) -> None:
    assert f'class="pl-synthetic">{MARK}' in written(tmp_path, entry(2011, data="made.xlsx", synthetic=True))


def test_warnings_stand_at_the_top(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2011), warnings={"ru": ["Принято ошибок: 3."]})
    assert html.index("Принято ошибок: 3.") < html.index("<article")


def test_a_first_edition_has_no_news(tmp_path: Path) -> None:
    assert "Что нового" not in written(tmp_path, entry(2000), entry(2001), edition="first")


def test_pages_of_which_no_earlier_edition_is_known_are_no_news_either(tmp_path: Path) -> None:
    pages = [entry(2000, why=["new"]), entry(2001, why=list(KINDS))]
    assert "Что нового" not in written(tmp_path, *pages, edition="first")


def test_a_new_year_and_corrected_data_are_news(tmp_path: Path) -> None:
    old = [entry(1999, name) for name in ("leverage", "participation")]
    new = [
        *(entry(2001, name, edition="second") for name in ("leverage", "participation", "map", "history", "outcomes")),
        *(entry(2000, name, edition="second", why=["package", "data"]) for name in ("leverage", "participation")),
    ]
    html = written(tmp_path, *old, *new, edition="second").split('<div class="pl-questions">')[0]
    assert "<strong>Новые страницы</strong> · 2001: все вопросы" in html
    assert "<strong>Изменились данные</strong>" in html
    assert '<a href="2000/ru/leverage.html">Деньги, привлечённые рядом с бюджетными, 2000</a>: Ответ за 2000' in html
    assert "1999" not in html.partition("Что нового")[2].partition("</section>")[0]


def test_data_that_changed_every_page_are_news(tmp_path: Path) -> None:
    pages = [entry(year, edition="second", why=["data"]) for year in range(1999, 2005)]
    assert "Изменились данные</strong> · 1999–2004: все вопросы" in written(tmp_path, *pages, edition="second")


def test_a_file_that_was_only_mended_is_no_news(tmp_path: Path) -> None:
    mended = entry(2001, edition="second", why=["damaged"])
    assert "Что нового" not in written(tmp_path, entry(2000), mended, edition="second")


def test_files_beside_the_pages_are_found(tmp_path: Path) -> None:
    single = {**entry(2001, "single"), "file": "2001/ru.html"}
    others = [entry(2001, suffix=suffix) for suffix in (".pdf", ".ipynb", ".svg")]
    html = written(tmp_path, entry(2001), *others, entry(2001, "tables", suffix=".xlsx"), single)
    assert 'href="2001/ru/leverage.pdf"' in card(html, "leverage")
    assert 'href="2001/ru/tables.xlsx" aria-label="2001, все таблицы (XLSX)"' in html
    assert 'href="2001/ru.html"' in html
    assert ".ipynb" not in html
    assert html.count("<article") == 1
    assert "ru.html" not in (tmp_path / "assets/pages.js").read_text(encoding="utf-8")


def test_a_year_alone_is_not_folded_away(tmp_path: Path) -> None:
    alone = card(written(tmp_path, entry(2001), entry(2001, suffix=".pdf")), "leverage")
    assert "<details" not in alone
    assert alone.count('href="2001/ru/leverage.pdf"') == 1


def test_the_overview_does_not_repeat_the_answer_of_another_question(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2001), entry(2001, "year_report"))
    assert "Ответ за 2001" in card(html, "leverage")
    assert "Конкурс 2001 года: деньги" in card(html, "year_report")
    assert "<img" not in card(html, "year_report")
    without = entry(2004, "year_report", headline="За 2004 год данных нет; известные годы: 1999–2001")
    assert "данных нет" in card(written(tmp_path, without), "year_report")


def test_an_entry_that_says_no_year_is_left_out(tmp_path: Path) -> None:
    assert written(tmp_path, entry(2001), {**entry(2000), "parameters": {}}).count('data-year="') == 1


def test_the_same_pages_give_the_same_bytes_in_whatever_order_they_come(tmp_path: Path) -> None:
    pages = [entry(year, name) for year in (2001, 1999, 2000) for name in ("map", "leverage", "my_own", "another")]
    first = written(tmp_path / "a", *pages), (tmp_path / "a/assets/pages.js").read_bytes()
    second = written(tmp_path / "b", *reversed(pages)), (tmp_path / "b/assets/pages.js").read_bytes()
    assert first == second


def test_the_list_of_pages_is_in_the_order_of_the_topics_and_holds_pages_only(tmp_path: Path) -> None:
    pages = [entry(2001, "map"), entry(2001, "leverage"), entry(2000, "leverage"), entry(2001, "map", suffix=".pdf")]
    written(tmp_path, *pages)
    script = (tmp_path / "assets/pages.js").read_text(encoding="utf-8")
    beginning = "window.partnerlabPages = "
    assert script.startswith(beginning)
    listed = json.loads(script.removeprefix(beginning).rstrip(";\n"))
    assert [page["file"] for page in listed] == ["2000/ru/leverage.html", "2001/ru/leverage.html", "2001/ru/map.html"]
    assert listed[2] == {
        "file": "2001/ru/map.html",
        "notebook": "map",
        "year": 2001,
        "language": "ru",
        "title": "Карта общественного участия",
    }


def test_nothing_of_the_data_runs_as_html(tmp_path: Path) -> None:
    html = written(tmp_path, entry(2001, headline='<script>alert(1)</script>" onload="x'), warnings={"ru": ["<b>"]})
    assert "<script>alert" not in html
    assert '" onload="x' not in html
    assert "<b>" not in html


def test_an_empty_folder_has_an_index_that_says_so(tmp_path: Path) -> None:
    assert "Здесь пока нет ни одной страницы." in written(tmp_path)
    assert (tmp_path / "assets/pages.js").read_text() == "window.partnerlabPages = [\n\n];\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two questions in two languages; the map knows no page of 1999."""
    years = {"leverage": range(1999, 2025), "map": range(2000, 2025)}
    pages = [entry(year, name, language) for name in years for year in years[name] for language in ("ru", "en")]
    for page in pages:
        write_whole(tmp_path / page["file"], "<h1>…</h1>")
        write_whole((tmp_path / page["file"]).with_suffix(".svg"), PICTURE)
    for source in (path for path in ASSETS.rglob("*") if path.is_file()):
        write_whole(tmp_path / "assets" / source.relative_to(ASSETS), source.read_bytes())
    site.write_site(tmp_path, pages)
    return tmp_path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    yield page
    page.close()
    assert wrong == []


def test_a_chosen_year_shows_its_answers_and_stays_in_the_address(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri())
    leverage, districts = page.locator("#leverage .pl-answer a"), page.locator("#map .pl-answer a")
    expect(leverage).to_have_text("Ответ за 2024")
    page.get_by_label("Год").select_option("1999")
    expect(leverage).to_have_text("Ответ за 1999")
    expect(leverage).to_have_attribute("href", "1999/ru/leverage.html")
    expect(page.locator("#leverage img")).to_have_attribute("src", "1999/ru/leverage.svg")
    expect(districts).to_have_text("За этот год страницы нет.")
    expect(page.locator("#map .pl-synthetic")).to_be_hidden()
    assert districts.get_attribute("href") is None
    assert page.url.endswith("index.html#year=1999")
    page.reload()
    expect(leverage).to_have_text("Ответ за 1999")
    page.get_by_label("Год").select_option("2001")
    expect(page.locator("#map .pl-synthetic")).to_be_visible()
    expect(page.locator("#leverage .pl-synthetic")).to_be_hidden()
    page.get_by_label("Год").select_option(index=0)
    expect(leverage).to_have_text("Ответ за 2024")
    assert page.url.endswith("index.html")


def test_the_other_language_opens_at_the_same_year_and_question(folder: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto((folder / "index.html").as_uri() + "#year=2003&question=map")
    expect(page.get_by_label("Год")).to_have_value("2003")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/index.en.html#year=2003&question=map")
    expect(page.get_by_label("Year")).to_have_value("2003")
    expect(page.locator("#map .pl-answer a")).to_have_attribute("href", "2003/en/map.html")


def test_a_year_of_the_address_that_there_is_not_changes_nothing(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri() + '#year=1850"]&question=<b>')
    expect(page.locator("#leverage .pl-answer a")).to_have_text("Ответ за 2024")


def test_on_a_telephone_nothing_scrolls_sideways_and_the_years_are_folded_away(folder: Path, page: Page) -> None:
    page.goto((folder / "index.html").as_uri())
    years = page.locator("#map .pl-all a")
    expect(years.first).to_be_hidden()
    page.locator("#map summary").focus()
    page.keyboard.press("Enter")
    expect(years.first).to_be_visible()
    assert years.count() == 25
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2000/ru/map.html")


def test_without_scripts_every_page_is_reached_and_no_menu_promises_more(folder: Path, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((folder / "index.html").as_uri())
    expect(page.locator("#year")).to_be_hidden()
    page.locator("#leverage summary").click()
    page.locator("#leverage .pl-all a", has_text="1999").click()
    assert page.url.endswith("/1999/ru/leverage.html")
    page.close()
