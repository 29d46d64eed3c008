"""The dashboards for who has no mouse, who hears them, and who reads them on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from dashboards import Site, served
from playwright.sync_api import Browser, Page, expect

from accessible import overflowing, violations

DRAWN = "() => [...document.querySelectorAll('.pl-chart')].every((chart) => chart.querySelector('.main-svg'))"
ANSWERED = "() => document.getElementById('content').dataset.asked !== 'yes'"
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The package's own notebooks, served."""
    with served(tmp_path_factory.mktemp("everyone"), language="ru") as site:
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def show(page: Page, site: Site, path: str) -> None:
    page.goto(f"http://127.0.0.1:{site.port}{path}")
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)


def without(page: Page, name: str) -> None:
    """Wait until a filter is gone from the address, and the page has followed."""
    page.wait_for_function(f"() => !location.search.includes('{name}')", timeout=60_000)
    page.wait_for_function(ANSWERED, timeout=60_000)


def focused(page: Page) -> str:
    """What has the focus: the name of a control, else its words."""
    return str(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))


@pytest.mark.parametrize(
    "path",
    [
        "/participation?year=2003&language=ru&district=kirovsky&theme=youth&compare=year:2001",
        "/map?year=20003&language=en&district=atlantis&theme=youth&prices=5",
        "/?year=2001&language=ru&compare=district:kirovsky",
    ],
)
def test_a_page_that_is_chosen_of_is_for_everyone(page: Page, site: Site, path: str) -> None:
    show(page, site, path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(300)
        assert overflowing(page) == []
        assert violations(page) == []


def test_pages_that_are_only_a_message_are_for_everyone(
    page: Page, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with served(tmp_path_factory.mktemp("full"), language="en", visitors=1) as small:
        other = browser.new_page()
        show(other, small, "/social_order?language=en")
        for path in ("/nothing?language=ru", "/leverage?language=en"):
            page.goto(f"http://127.0.0.1:{small.port}{path}")
            expect(page.locator(".pl-message h1")).to_be_visible()
            for width in (*WIDTHS, 320):
                page.set_viewport_size({"width": width, "height": 640})
                assert overflowing(page) == []
                assert violations(page) == []
        other.close()


def test_the_focus_goes_from_a_chip_that_is_taken_off_to_the_next_and_then_to_the_controls(
    page: Page, site: Site
) -> None:
    show(page, site, "/social_order?year=2001&language=ru&district=kirovsky&organisation_kind=ngo")
    page.locator(".pl-chip").first.press("Enter")
    without(page, "kirovsky")
    assert "НКО" in focused(page)
    page.locator(".pl-chip").first.press("Enter")
    without(page, "ngo")
    assert focused(page) == "year"


def test_the_focus_stays_at_the_table_whose_row_was_chosen(page: Page, site: Site) -> None:
    show(page, site, "/map?year=2003&language=ru")
    page.get_by_role("link", name="Ленинский", exact=True).press("Enter")
    page.wait_for_url("**district=leninsky**", timeout=60_000)
    page.wait_for_function(ANSWERED, timeout=60_000)
    assert page.evaluate("document.activeElement.closest('[data-part]')?.dataset.part") == "card-1"


def test_a_change_is_said_aloud_with_the_answer_and_how_many_applications_are_chosen(page: Page, site: Site) -> None:
    show(page, site, "/participation?year=2003&language=ru")
    assert page.locator(".pl-status").text_content() == ""
    page.locator("select[name=district]").select_option("kirovsky")
    page.wait_for_url("**district=kirovsky**", timeout=60_000)
    page.wait_for_function(ANSWERED, timeout=60_000)
    said = page.get_by_role("status").last.text_content() or ""
    assert (page.locator("h1").text_content() or "!") in said
    assert "86 из 494" in said.replace("\xa0", " ")
    assert page.locator("main").get_attribute("aria-busy") is None


def test_the_link_to_the_content_asks_for_nothing(page: Page, site: Site) -> None:
    show(page, site, "/social_order?year=2001&language=ru")
    page.evaluate("window.same = true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#content")
    page.wait_for_timeout(300)
    assert page.evaluate("window.same")
    assert page.evaluate("document.getElementById('content').dataset.asked") is None


def test_a_menu_closes_with_escape_and_when_something_else_is_clicked(page: Page, site: Site) -> None:
    show(page, site, "/social_order?year=2001&language=ru")
    menu = page.locator("[data-menu=notebook]")
    menu.locator("summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_paper_has_what_is_chosen_in_words_and_the_short_tables_and_no_controls(page: Page, site: Site) -> None:
    show(page, site, "/participation?year=2003&language=ru&district=kirovsky")
    lengths = page.locator(".pl-table").evaluate_all(
        "(all) => all.map((one) => one.querySelectorAll('tbody tr').length)"
    )
    assert page.locator(".pl-table[open]").count() == 0
    page.emulate_media(media="print")
    expect(page.locator(".pl-table[open]")).to_have_count(sum(length <= 30 for length in lengths))
    assert "Кировский" in page.locator(".pl-chips").inner_text()
    for gone in (".pl-form", ".pl-menus", ".pl-downloads", ".pl-actions"):
        assert not page.locator(gone).first.is_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".pl-table[open]")).to_have_count(0)


def test_what_is_compared_stands_one_below_the_other_on_paper_with_all_its_columns(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 718, "height": 900})  # A4 between a browser's margins
    show(page, site, "/map?year=2003&language=ru&compare=year:2001")
    page.emulate_media(media="print")
    page.wait_for_function("() => document.querySelectorAll('.pl-table[open]').length === 2")
    edges = page.locator(".pl-card .pl-side").evaluate_all(
        "(sides) => sides.map((side) => [side.getBoundingClientRect().top, side.getBoundingClientRect().bottom])"
    )
    assert edges[1][0] >= edges[0][1]
    assert overflowing(page) == []
