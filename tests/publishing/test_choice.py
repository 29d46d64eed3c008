"""One district, one expert chosen on a page that no server stands behind."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from partnerlab.page.choosing import Choice, choice, drawn
from partnerlab.publish.plan import Report
from partnerlab.wording import words
from still_pages import site

ROWS = ".pl-table tbody tr:not([hidden])"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    asked = (("map", "ru"), ("map", "en"), ("contest_system", "ru"))
    site(folder, [Report(name, 2004, language, "published") for name, language in asked])
    return folder


@pytest.fixture
def page(out: Path, browser: Browser) -> Page:
    page = browser.new_page()
    page.goto((out / "2004/ru/map.html").as_uri())
    page.wait_for_selector(".pl-chart .main-svg")
    return page


def pale(page: Page) -> dict[str, float]:
    found = page.evaluate("document.querySelector('.pl-chart').data.map(one => [one.name, one.opacity ?? 1])")
    return {name: opacity for name, opacity in found if name != "Кама"}


def test_a_chosen_district_alone_stays_in_the_table_and_stands_out_on_the_map(page: Page) -> None:
    assert page.locator(ROWS).count() == 7
    page.get_by_label("Район").first.select_option("Кировский")
    assert page.locator(ROWS).count() == 1
    assert page.locator(ROWS).locator("td").first.text_content() == "Кировский"
    opacity = pale(page)
    assert opacity.pop("Кировский") == 1
    assert len(opacity) == 6
    assert max(opacity.values()) < 0.3
    page.close()


def test_white_words_turn_dark_on_a_colour_that_has_turned_pale(page: Page) -> None:
    colours = "document.querySelector('.pl-chart').layout.annotations.map(one => one.font.color)"
    assert "#ffffff" in page.evaluate(colours)
    page.get_by_label("Район").first.select_option("Кировский")
    assert "#ffffff" not in page.evaluate(colours)
    page.close()


def test_the_choice_stands_in_the_address_and_the_back_button_undoes_it(page: Page) -> None:
    before = page.url
    page.get_by_label("Район").first.select_option("Ленинский")
    assert page.url == f"{before}#district={quote('Ленинский')}"
    page.get_by_label("Район").first.select_option("Свердловский")
    page.go_back()
    assert page.locator("select").input_value() == "Ленинский"
    assert page.locator(ROWS).count() == 1
    page.go_back()
    assert page.locator("select").input_value() == ""
    assert page.locator(ROWS).count() == 7
    assert set(pale(page).values()) == {1}
    page.close()


def test_all_can_be_chosen_again_by_keyboard(page: Page) -> None:
    page.locator("select").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(ROWS).count() == 1
    page.keyboard.press("Home")
    assert page.locator(ROWS).count() == 7
    assert "#" not in page.url
    page.close()


def test_an_address_with_a_choice_opens_with_it_and_a_wrong_one_is_told(out: Path, browser: Browser) -> None:
    page = browser.new_page()
    address = (out / "2004/ru/map.html").as_uri()
    page.goto(f"{address}#district={quote('Кировский')}")
    assert page.locator("select").input_value() == "Кировский"
    page.goto(f"{address}#district={quote('<b>Нигде')}")
    expect(page.locator(".pl-chosen")).to_have_text("Здесь нет значения «<b>Нигде»: показаны все.")
    expect(page.locator(".pl-chosen")).to_be_visible()
    assert page.locator(ROWS).count() == 7
    page.goto(f"{address}#districts")
    expect(page.locator(".pl-chosen")).to_be_hidden()
    page.close()


def test_the_choice_goes_with_the_reader_into_the_other_language(page: Page) -> None:
    page.get_by_label("Район").first.select_option("Кировский")
    page.get_by_text("English", exact=True).click()
    page.wait_for_url("**/en/map.html#**")
    assert page.locator("select option:checked").text_content() == "Kirovsky"
    assert page.locator(ROWS).count() == 1
    page.close()


def test_a_printed_page_says_what_was_chosen(page: Page) -> None:
    page.get_by_label("Район").first.select_option("Кировский")
    page.emulate_media(media="print")
    expect(page.locator(".pl-chosen")).to_have_text("Район: Кировский")
    assert page.locator(".pl-chosen").bounding_box()["height"] > 10  # type: ignore[index]
    expect(page.locator("select")).to_be_hidden()
    page.close()


def test_a_chosen_line_stands_out_among_the_steps_that_are_drawn_around_their_words(
    out: Path, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((out / "2004/ru/contest_system.html").as_uri())
    page.get_by_label("Проектная линия").first.select_option(label="Выбираем проблему")
    drawn_shapes = page.evaluate("document.querySelector('.pl-chart').layout.shapes.map(one => one.opacity ?? -1)")
    steps = [opacity for opacity in drawn_shapes if opacity >= 0]  # the key's own boxes are of no line
    assert sorted(steps)[-1] == 1
    assert len(steps) == 5
    assert max(sorted(steps)[:-1]) < 0.3
    page.close()


TWO_ROWS = """() => {
const box = document.querySelector(".pl-chart");
const words = (text, y) => ({ text, y, x: 0, yref: "y", showarrow: false });
const annotations = [words("A", 13), words("5", 32), words("B", 90), words("6", 109)];
const data = [{ type: "bar", orientation: "h", x: [5, 6], y: [50, 120] }];
partnerlabChart.draw(box, { data, layout: { annotations }, config: {} }, Plotly);
partnerlabChart.stress(box, { points: [[0, 1]], chosen: 1, label: "B" });
return box.layout.annotations.map((one) => one.opacity ?? 1);
}"""


def test_the_words_of_a_row_that_is_not_chosen_fade_with_its_bar(page: Page) -> None:
    faded, also, *kept = page.evaluate(TWO_ROWS)
    assert max(faded, also) < 0.7
    assert kept == [1, 1]
    page.close()


def test_a_table_opens_where_its_chart_cannot_show_what_was_chosen(out: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((out / "2004/ru/contest_system.html").as_uri())
    page.evaluate("partnerlabCards.find(card => card.select).table.choice.points = []")
    page.get_by_label("Проектная линия").first.select_option(label="Выбираем проблему")
    expect(page.locator(ROWS)).to_have_count(1)
    expect(page.locator(ROWS)).to_be_visible()
    page.close()


def test_nothing_is_offered_where_there_is_one_district() -> None:
    assert choice(pd.DataFrame({"district": ["A", "A", None], "awarded": [1.0, 2.0, 3.0]}), words("en")) is None
    assert choice(pd.DataFrame({"year": [2001, 2002]}), words("en")) is None


def test_a_line_is_called_by_its_name_and_a_row_without_one_is_of_none() -> None:
    table = pd.DataFrame(
        {"line": ["a", None, "b"], "name": ["Акция", None, "Заказ"], "name_en": ["Action", None, None]}
    )
    russian, english = choice(table, words("ru")), choice(table, words("en"))
    assert russian is not None
    assert english is not None
    assert (russian.labels, english.labels) == (("Акция", "Заказ"), ("Action", "Заказ"))
    assert russian.values == english.values == ("a", "b")
    assert russian.of_row == (0, -1, 1)


def test_a_name_that_begins_another_is_not_taken_for_it() -> None:
    two = Choice("district", "", ("North", "North: West"), ("", ""), (("North",), ("North: West",)), (0, 1))
    traces = [{"hovertext": ["North: West: 3", "North: 4", "Northern: 5", "&lt;b&gt;: 6"], "y": [1, 2, 3, 4]}]
    assert drawn({"data": traces}, two) == [[1, 0, -1, -1]]


def test_a_chart_that_draws_none_of_the_values_has_no_points() -> None:
    two = Choice("district", "", ("A", "B"), ("A", "B"), (("A",), ("B",)), (0, 1))
    assert drawn({"data": [{"hovertext": ["2001: 5"], "y": [1]}, {"name": "Kama", "y": [1, 2]}]}, two) == []
