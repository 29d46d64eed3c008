"""The dashboards as a council member uses them: in a real browser, on a telephone and on a desk."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pandas as pd
import pytest
from dashboards import Site, served
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from accessible import overflowing, violations
from partnerlab import open_page
from partnerlab.publish.plan import notebooks
from partnerlab.wording import LANGUAGES
from watched import CUT_LABELS, Seen

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
DRAWN = "() => [...document.querySelectorAll('.pl-chart')].every(chart => chart.querySelector('.main-svg'))"
ANSWERED = """() => document.getElementById('content').dataset.asked === 'no' && !document.querySelector('.pl-stale') &&
  [...document.querySelectorAll('.pl-chart')].every(chart => chart.querySelector('.main-svg'))"""
CONTENT = "() => [...document.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part.innerText])"


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The package's own notebooks, served."""
    with served(tmp_path_factory.mktemp("council"), language="ru") as site:
        yield site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=WIDE, accept_downloads=True)
    yield context
    context.close()


def shown(context: BrowserContext, site: Site, path: str, *, seen: Seen | None = None) -> Page:
    """A page with all its charts."""
    page = context.new_page()
    if seen is not None:
        seen.watch(page)
    page.goto(f"http://127.0.0.1:{site.port}{path}")
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    return page


def settled(page: Page, query: str) -> None:
    """Wait until the page has answered a change, and its address says so."""
    page.wait_for_url(re.compile(re.escape(query)), timeout=60_000)
    answered(page)


def answered(page: Page) -> None:
    """Wait until nothing is being asked and everything is drawn."""
    page.wait_for_function(ANSWERED, timeout=60_000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", notebooks())
def test_every_page_is_whole_and_for_everyone(context: BrowserContext, council: Site, name: str, language: str) -> None:
    seen = Seen()
    page = shown(context, council, f"/{name}?year=2003&language={language}", seen=seen)
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.wait_for_timeout(400)
        page.wait_for_function(DRAWN)
        assert overflowing(page) == []
        assert page.evaluate(CUT_LABELS) == []
        assert violations(page) == []
    assert page.evaluate("document.documentElement.lang") == language
    assert seen == Seen()


@pytest.mark.parametrize(
    ("control", "value"),
    [
        ("year", "2002"), ("district", "kirovsky"), ("line", "Социальный заказ"), ("organisation_kind", "ngo"),
        ("theme", "youth"), ("prices", "2025"), ("compare", "year:2001"), ("compare", "district:leninsky"),
    ],
)  # fmt: skip
def test_a_control_shows_what_a_page_opened_at_the_new_address_shows(
    context: BrowserContext, council: Site, control: str, value: str
) -> None:
    seen = Seen()
    page = shown(context, council, "/year_report?year=2003&language=ru", seen=seen)
    page.locator(f"select[name={control}]").select_option(value)
    settled(page, f"{control}=")
    anew = shown(context, council, page.url.partition(str(council.port))[2])
    assert page.evaluate(CONTENT) == anew.evaluate(CONTENT)
    assert page.title() == anew.title() or page.title()
    assert seen == Seen()


def test_the_back_button_undoes_what_was_chosen_and_forward_does_it_again(
    context: BrowserContext, council: Site
) -> None:
    page = shown(context, council, "/participation?year=2003&language=ru")
    first = page.evaluate(CONTENT)
    page.locator("select[name=district]").select_option("kirovsky")
    settled(page, "district=kirovsky")
    second = page.evaluate(CONTENT)
    page.locator("select[name=theme]").select_option("youth")
    settled(page, "theme=youth")
    third = page.evaluate(CONTENT)
    assert first != second != third
    page.go_back()
    page.wait_for_function("() => !location.search.includes('theme')")
    answered(page)
    assert page.evaluate(CONTENT) == second
    page.go_back()
    page.wait_for_function("() => !location.search.includes('district')")
    answered(page)
    assert page.evaluate(CONTENT) == first
    page.go_forward()
    page.wait_for_function("() => location.search.includes('district')")
    answered(page)
    assert page.evaluate(CONTENT) == second


def test_a_sent_link_opens_the_view(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/participation?year=2003&language=ru&district=kirovsky&prices=2025")
    for name, value in {"year": "2003", "district": "kirovsky", "prices": "2025"}.items():
        assert page.locator(f"select[name={name}]").input_value() == value
    expect(page.locator(".pl-chip", has_text="Кировский")).to_be_visible()
    expect(page.locator(".pl-kicker").first).to_contain_text("Кировский")


def test_a_wrong_value_is_named_and_the_rest_of_the_link_holds(context: BrowserContext, council: Site) -> None:
    page = shown(
        context, council, "/participation?year=20003&language=en&district=atlantis&theme=youth&data=/etc/passwd"
    )
    alerts = page.get_by_role("alert").all_text_contents()
    assert any("20003" in alert for alert in alerts)
    assert any("atlantis" in alert for alert in alerts)
    assert page.locator("select[name=theme]").input_value() == "youth"


def test_a_click_on_a_district_of_the_map_filters_by_it_and_a_chip_takes_it_off(
    context: BrowserContext, council: Site
) -> None:
    page = shown(context, council, "/map?year=2003&language=ru")
    before = page.evaluate(CONTENT)
    page.locator(".pl-chart").first.scroll_into_view_if_needed()
    label = page.locator(".pl-chart text", has_text="Кировский").first.bounding_box()
    assert label is not None
    page.mouse.move(label["x"] - 3, label["y"] + label["height"] + 12)
    page.mouse.click(label["x"] + label["width"] / 2, label["y"] + label["height"] + 14)
    settled(page, "district=kirovsky")
    assert page.locator("select[name=district]").input_value() == "kirovsky"
    page.locator(".pl-chip").first.click()
    page.wait_for_function("() => !location.search.includes('district')")
    answered(page)
    assert page.evaluate(CONTENT) == before


def test_a_row_of_a_table_filters_as_its_bar_does(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/map?year=2003&language=ru")
    page.get_by_role("link", name="Ленинский", exact=True).click()
    settled(page, "district=leninsky")
    assert page.locator("select[name=district]").input_value() == "leninsky"


def test_a_table_that_was_opened_stays_open(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/participation?year=2003&language=ru")
    page.locator(".pl-table summary").first.click()
    page.get_by_role("link", name="2002", exact=True).first.click()
    settled(page, "year=2002")
    assert page.locator(".pl-table").first.get_attribute("open") is not None


def rows_of_csv(content: bytes) -> tuple[list[str], list[list[str]]]:
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    return head, rows


def downloaded(page: Page, card: Locator, form: str) -> tuple[str, bytes]:
    with page.expect_download() as told:
        card.locator(f"button[data-form={form}]").click()
    path = told.value.path()
    return told.value.suggested_filename, path.read_bytes()


def test_the_files_of_a_filtered_chart_are_the_metric_s_table_with_filter_and_source(
    context: BrowserContext, council: Site
) -> None:
    page = shown(context, council, "/participation?year=2003&language=en")
    page.locator("select[name=district]").select_option("kirovsky")
    settled(page, "district=kirovsky")
    page.locator("select[name=theme]").select_option("youth")
    settled(page, "theme=youth")
    card = page.locator("[data-part=card-1]")
    chosen = open_page("participation", data="sample").records
    frame = chosen.frame[
        (chosen.frame["district"] == "Кировский") & chosen.frame["themes"].str.contains("youth", na=False)
    ]
    organisations = frame.groupby("year")["organisation_id"].nunique()

    name, content = downloaded(page, card, "csv")
    assert name == "participation-2003-Kirovsky-youth-demo.csv"
    head, rows = rows_of_csv(content)
    assert head[:2] == ["Year", "Organisations"] or head[0] == "Year"
    assert {int(row[0]): int(float(row[1])) for row in rows} == organisations.to_dict()
    assert {row[head.index("District")] for row in rows} == {"Kirovsky"}
    assert {row[head.index("Theme")] for row in rows} == {"youth"}
    assert all("Synthetic sample" in row[head.index("Source")] for row in rows)

    name, content = downloaded(page, card, "xlsx")
    sheet = pd.read_excel(io.BytesIO(content), engine="calamine", header=None)
    cells = sheet.astype(object).where(sheet.notna(), None).to_numpy().tolist()
    body = cells[1 : 1 + len(rows)]
    assert {row[0]: row[1] for row in body} == organisations.to_dict()
    below = [str(row[0]) for row in cells[1 + len(rows) :] if row[0]]
    assert "District: Kirovsky" in below
    assert any(line.startswith("Synthetic sample") for line in below)


def test_the_keyboard_alone_reaches_and_changes_everything(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/leverage?year=2003&language=ru")
    reached: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        told = page.evaluate(
            """() => { const one = document.activeElement; const box = one.getBoundingClientRect();
            const ring = getComputedStyle(one).outlineStyle !== 'none';
            return [one.name || one.className || one.tagName, one === document.body, box.width > 0, ring]; }"""
        )
        if told[1]:
            break
        reached.append(told[0])
        assert told[2], f"{told[0]} has focus and no size"
        assert told[3], f"{told[0]} has focus and shows nothing of it"
    for control in ("year", "district", "line", "organisation_kind", "theme", "prices", "compare"):
        assert control in reached
    assert "pl-skip" in reached[0]
    page.locator("select[name=year]").focus()
    page.keyboard.press("ArrowDown")  # the year before: the latest stands first
    settled(page, "year=2002")
    assert page.evaluate("document.activeElement.name") == "year"  # the focus stays where it was


def test_without_scripts_the_form_loads_the_page_that_was_asked_for(browser: Browser, council: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{council.port}/participation?year=2003&language=ru")
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    page.locator("select[name=district]").select_option("kirovsky")
    page.get_by_role("button", name="Показать").click()
    expect(page.locator(".pl-kicker").first).to_contain_text("Кировский", timeout=60_000)
    assert "district=kirovsky" in page.url
    context.close()


def test_without_a_websocket_a_control_loads_the_page_anew(browser: Browser, council: Site) -> None:
    context = browser.new_context()
    context.route_web_socket(re.compile("socket"), lambda socket: socket.close())
    page = shown(context, council, "/participation?year=2003&language=ru")
    page.locator("select[name=district]").select_option("kirovsky")
    expect(page.locator(".pl-kicker").first).to_contain_text("Кировский", timeout=60_000)
    assert page.locator("select[name=district]").input_value() == "kirovsky"
    context.close()


def test_nothing_jumps_while_a_page_comes(context: BrowserContext, council: Site) -> None:
    page = context.new_page()
    page.add_init_script(
        """new PerformanceObserver(list => { for (const shift of list.getEntries())
        window.jumped = (window.jumped || 0) + shift.value; }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(f"http://127.0.0.1:{council.port}/year_report?year=2001&language=ru")
    page.wait_for_function(DRAWN, timeout=60_000)
    assert page.evaluate("window.jumped || 0") < 0.05  # Chromium's own «good» is below 0.1


def test_a_page_in_another_language_keeps_the_view(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/participation?year=2003&language=ru")
    page.locator("select[name=district]").select_option("kirovsky")
    settled(page, "district=kirovsky")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".pl-chip", has_text="Kirovsky")).to_be_visible(timeout=60_000)
    assert page.locator("select[name=year]").input_value() == "2003"


def test_the_front_page_leads_to_each_of_its_questions(context: BrowserContext, council: Site) -> None:
    page = shown(context, council, "/?year=2001&language=ru")
    expect(page.locator("h1").first).to_contain_text("8 руб. 43 коп.".replace(" ", "\xa0"))
    links = page.locator("a.pl-number-card")
    assert links.count() == 6
    for address in [link.get_attribute("href") or "" for link in links.all()]:
        assert council.get(address.replace("&amp;", "&"), Cookie="").status == 200
    page.locator("select[name=district]").select_option("kirovsky")
    settled(page, "district=kirovsky")
    assert all("district=kirovsky" in (link.get_attribute("href") or "") for link in links.all())
