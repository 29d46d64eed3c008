"""Which filter a mark of a chart and a row of its table stand for, and what a click on it does in a browser."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Page
from plotly.offline import get_plotlyjs

from partnerlab import page as pages
from partnerlab.catalogue import entry
from partnerlab.page import html
from partnerlab.page.choosing import clicks, filters, row_values
from partnerlab.page.content import Content
from partnerlab.page.still import figure_json
from partnerlab.parameters import Parameters
from partnerlab.wording import words

STANDS = {
    "leverage": "year",
    "social_order": "year",
    "participation": "year",
    "awards": "year",
    "ethnic_issues": "year",
    "concentration": "year",
    "reviewers": "year",
    "history": "year",
    "participation_by_kind": "organisation_kind",
    "issues": "theme",
    "districts": "district",
    "project_lines": "line",
}
"""Of these questions the marks stand for a filter of the page."""
NOTHING = (
    "funnel",
    "leverage_by_project",
    "cohorts",
    "continuation",
    "survival",
    "donors",
    "tiers",
    "decisive_experts",
)


@pytest.fixture(scope="module")
def content() -> Content:
    return Content("leverage", Parameters(2004, "ru"), "published")


def told(content: Content, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    card = content.card(name)
    figure = figure_json(card, content.language)
    return figure, clicks(figure, card.filters)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", STANDS)
def test_the_marks_stand_for_the_values_of_the_data(content: Content, name: str, language: Any) -> None:
    asked = content.at(Parameters(2004, language))
    figure, found = told(asked, name)
    assert found["column"] == STANDS[name]
    column = asked.answer(entry(name))[STANDS[name]].dropna().astype(str)
    assert set(found["values"]) <= set(column)
    clicked = [place for of in found["points"] for place in ([of] if isinstance(of, int) else of) if place >= 0]
    drawn = {found["values"][place] for place in clicked}
    assert drawn == set(found["values"]) or name == "history"  # a year of which only other things are known has no mark
    assert len(found["points"]) == len(figure["data"])


@pytest.mark.parametrize("name", NOTHING)
def test_marks_that_are_of_no_filter_do_nothing(content: Content, name: str) -> None:
    assert told(content, name)[1] == {}


def test_a_bar_is_of_the_year_whose_money_it_shows(content: Content) -> None:
    figure, found = told(content, "social_order")
    attracted = next(place for place, trace in enumerate(figure["data"]) if max(trace["x"]) > 11e6)
    place = figure["data"][attracted]["x"].index(11_301_000)  # the deck's 2001
    assert found["values"][found["points"][attracted][place]] == "2001"


def test_a_project_that_is_called_like_a_year_is_no_year() -> None:
    table = pd.DataFrame({"year": [2001], "application_id": ["1"], "title": ["2001: a year"]})
    assert filters(table, words("en")) == ()


def test_a_district_within_a_year_is_the_district() -> None:
    table = pd.DataFrame({"year": [2003, 2003], "district": ["North", "North-West"]})
    found = clicks(
        {"data": [{"hovertext": ["2003 · North: 3", "2003 · North-West: 4", "all: 7 · North: 1"], "y": [1, 2, 3]}]},
        filters(table, words("en")),
    )
    assert found == {"column": "district", "values": ["North", "North-West"], "points": [[0, 1, -1]]}


def test_an_address_may_call_a_value_otherwise(content: Content) -> None:
    card = content.card("districts")
    found = clicks(figure_json(card, "ru"), card.filters, key=lambda column, value: f"{column}-{len(value)}")
    assert "district-9" in found["values"]  # Кировский has nine letters


class Links(HTMLParser):
    """The links of a table with what they say."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open = dict(attrs).get("href") or "" if tag == "a" else ""

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found.append((self.open, data))
            self.open = ""


def test_the_first_cell_of_a_row_is_the_way_of_the_keyboard(content: Content) -> None:
    card = content.card("districts")
    links = Links()
    links.feed(html.table(card, content.words, link=lambda column, value: f"?{column}={value}&x=<"))
    assert ("?district=Кировский&x=<", "Кировский") in links.found
    assert len(links.found) == 7
    assert "<a " not in html.table(card, content.words)


def test_a_row_whose_first_cell_is_of_no_filter_has_no_link(content: Content) -> None:
    assert "<a " not in html.table(content.card("donors"), content.words, link="?{}={}".format)


def test_the_rows_of_a_group_that_is_not_stated_have_no_link() -> None:
    table = pd.DataFrame({"year": [2003.0, None], "awarded": [1.0, 2.0]})
    assert row_values(table, filters(table, words("en"))) == (("year", "2003"), None)


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    plotly = tmp_path_factory.mktemp("page") / "plotly.js"
    plotly.write_text(get_plotlyjs(), encoding="utf-8")
    page = browser.new_page()
    page.set_content('<body><div class="pl-chart" style="width:800px"></div></body>')
    page.add_script_tag(path=Path(plotly))
    script = Path(pages.__file__).with_name("chart.js").read_text(encoding="utf-8")
    page.add_script_tag(content=f"{script};window.partnerlabChart = partnerlabChart")
    return page


DRAW = """async ([figure, told]) => {
  const box = document.querySelector(".pl-chart");
  await partnerlabChart.draw(box, figure, Plotly);
  window.clicked = window.clicked || [];
  clicked.length = 0;
  if (told) partnerlabChart.clickable(box, told, (...called) => clicked.push(called));
}"""


def click(page: Page, marks: str, place: int) -> Any:
    box = page.locator(f".pl-chart {marks}").nth(place).bounding_box()
    assert box is not None
    page.mouse.move(2, 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector(".hoverlayer .hovertext")
    cursor = page.evaluate("document.querySelector('.nsewdrag').style.cursor")
    page.mouse.down()
    page.mouse.up()
    return cursor, page.evaluate("clicked")


def test_a_click_on_a_dot_a_bar_or_a_tile_tells_its_filter_once(content: Content, page: Page) -> None:
    page.evaluate(DRAW, told(content, "leverage"))
    assert click(page, ".scatterlayer .points path", 1) == ("pointer", [["year", "2000"]])
    page.evaluate(DRAW, told(content, "participation_by_kind"))
    assert click(page, ".barlayer .point path", 0) == ("pointer", [["organisation_kind", "ngo"]])
    figure, found = told(content, "districts")
    page.evaluate(DRAW, [figure, found])
    named = [trace["name"] for trace in figure["data"]]
    assert click(page, ".scatterlayer .js-fill", named.index("Кировский")) == ("pointer", [["district", "Кировский"]])


def test_a_chart_that_is_drawn_anew_without_filters_is_clicked_in_vain(content: Content, page: Page) -> None:
    page.evaluate(DRAW, told(content, "awards"))
    assert click(page, ".scatterlayer .points path", 0)[1] == [["year", "1999"]]
    page.evaluate(DRAW, [told(content, "awards")[0], None])
    assert click(page, ".scatterlayer .points path", 0) == ("default", [])
