"""Everyone can use every page: no violation of WCAG 2.2 AA by axe-core, and the keyboard alone reaches everything."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import nbformat
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from playwright.sync_api import TimeoutError as Overdue

from accessible import overflowing, violations
from partnerlab.page import still
from partnerlab.publish import export
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.plan import Report
from partnerlab.publish.site import write_site
from partnerlab.wording import LANGUAGES, Language

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
SMALLEST: ViewportSize = {"width": 320, "height": 640}
"""WCAG 1.4.10: a window of 1280 px at a zoom of 400 %."""
WIDTHS: dict[Language, ViewportSize] = {"ru": {"width": 1280, "height": 900}, "en": {"width": 390, "height": 844}}
SCHEMES: dict[Language, Literal["light", "dark"]] = {"ru": "light", "en": "dark"}
"""Between them the two languages of a page see both widths and both colour schemes."""
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""What WCAG 1.4.12 lets a reader set."""
PATIENCE = 5000
"""Milliseconds that a chart has for following its window."""


def executed(name: str, language: Language) -> Any:
    """A notebook run as it is, but in this process."""
    made = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    space: dict[str, Any] = {}
    gathered: list[Any] = []

    def display(data: Any, *, raw: bool, metadata: Any) -> None:
        assert raw
        gathered.append(nbformat.v4.new_output("display_data", data=data, metadata=metadata))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARTNERLAB_PAGE", "still")
        patch.setattr(still, "display", display)
        for cell in made.cells:
            if cell.cell_type != "code":
                continue
            gathered.clear()
            exec(cell.source, space)  # noqa: S102  # the notebook itself
            if "parameters" in cell.metadata.get("tags", []):
                space["language"] = language
            cell.outputs = list(gathered)
    return made


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every notebook's page in both languages, and the index of them."""
    out = tmp_path_factory.mktemp("reports")
    export.write_assets(out / "assets")
    entries = []
    for language in LANGUAGES:
        for name in NAMES:
            made, report = executed(name, language), Report(name, 2001, language, "published")
            write_whole(out / report.file, export.page(made, report))
            entries.append(
                {
                    "file": report.file.as_posix(),
                    "notebook": name,
                    "parameters": report.values(),
                    "headline": export.headline(made),
                    "synthetic": export.headline_is_synthetic(made),
                }
            )
    write_site(out, entries)
    return out


def show(page: Page, file: Path) -> None:
    page.goto(file.as_uri())
    page.wait_for_function(
        "[...document.querySelectorAll('.pl-chart')].every((chart) => chart.getAttribute('role') === 'figure')"
    )


def opened(browser: Browser, file: Path, **look: Any) -> Page:
    page = browser.new_page(**look)
    show(page, file)
    return page


@pytest.fixture(scope="module")
def smallest(browser: Browser) -> Iterator[dict[Language, Page]]:
    """A window for each language: what it loads and compiles for one page it has for the next."""
    contexts = {
        language: browser.new_context(viewport=SMALLEST, color_scheme=SCHEMES[language]) for language in LANGUAGES
    }
    yield {language: context.new_page() for language, context in contexts.items()}
    for context in contexts.values():
        context.close()


def faults(page: Page, file: Path, language: Language) -> list[str]:
    """All that is wrong with a page: in the smallest window, there with a reader's own spacing, and in its own.

    axe looks last, at charts that are drawn no more: it cannot read a drawing, but walks through it. Of a table
    three rows tell it as much as a hundred.
    """
    page.set_viewport_size(SMALLEST)
    show(page, file)
    found = overflow(page)
    spacing = page.add_style_tag(content=SPACED)
    found += overflow(page)
    spacing.evaluate("(style) => style.remove()")
    page.evaluate(
        """() => {
          for (const chart of document.querySelectorAll(".pl-chart")) {
            const still = chart.cloneNode(true);
            for (const drawing of still.querySelectorAll(".main-svg")) drawing.remove();
            chart.replaceWith(still);
          }
          for (const row of document.querySelectorAll("tbody tr:nth-child(n + 4)")) row.remove();
        }"""
    )
    page.set_viewport_size(WIDTHS[language])
    return found + violations(page)


def overflow(page: Page) -> list[str]:
    """What makes the open page scroll sideways once its charts have followed the window."""
    with suppress(Overdue):
        page.wait_for_function("document.documentElement.scrollWidth <= innerWidth", timeout=PATIENCE)
    return overflowing(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_open_to_everyone(
    smallest: dict[Language, Page], reports: Path, name: str, language: Language
) -> None:
    assert faults(smallest[language], reports / "2001" / language / f"{name}.html", language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_open_to_everyone(smallest: dict[Language, Page], reports: Path, language: Language) -> None:
    assert faults(smallest[language], reports / f"index.{language}.html", language) == []


def test_axe_sees_a_fault_where_there_is_one(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "2001" / "ru" / "leverage.html")
    page.evaluate("document.querySelector('.pl-lead').style.color = '#cccccc'")
    assert [fault for fault in violations(page) if fault.startswith("color-contrast: <p")]
    page.close()


REACHED = """() => {
  const one = document.activeElement;
  const seen = getComputedStyle(one);
  const shown = one.getBoundingClientRect();
  const group = one.closest(".modebar-group") || one;
  return {
    tag: one.tagName.toLowerCase(),
    place: [...document.querySelectorAll("*")].indexOf(one),
    ring: seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) >= 2,
    visible: shown.width > 0 && shown.height > 0 && shown.bottom > 0 && shown.top < innerHeight
      && getComputedStyle(group.closest(".modebar") || group).opacity === "1",
    html: one.outerHTML.slice(0, 120),
  };
}"""
REACHABLE = "a[href], button, select, summary:not([tabindex='-1']), .pl-scroll"


def walk(page: Page) -> list[dict[str, Any]]:
    """All that the key Tab reaches, in the order in which it does."""
    reached: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        one = page.evaluate(REACHED)
        if one["tag"] in ("body", "html") or any(one["place"] == other["place"] for other in reached):
            return reached
        reached.append(one)


@pytest.mark.parametrize("file", ["2001/ru/leverage.html", "2001/en/map.html", "index.ru.html"])
def test_the_keyboard_reaches_everything_in_its_order_and_each_place_is_seen(
    browser: Browser, reports: Path, file: str
) -> None:
    page = opened(browser, reports / file, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.evaluate("document.querySelectorAll('main details').forEach((details) => (details.open = true))")
    reached = walk(page)
    wanted = page.evaluate(
        f"""() => [...document.querySelectorAll("{REACHABLE}")].filter((one) => one.checkVisibility({{
          contentVisibilityAuto: true, visibilityProperty: true }})).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert [one["html"] for one in reached] == wanted
    assert [one["html"] for one in reached if not one["ring"]] == []
    assert [one["html"] for one in reached if not one["visible"]] == []
    page.close()


def test_escape_closes_a_menu_and_gives_its_place_back(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "2001" / "ru" / "leverage.html")
    menu = page.locator("[data-menu=notebook]")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    page.close()


def test_a_menu_with_nothing_to_choose_is_no_stop_of_the_keyboard(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "2001" / "ru" / "leverage.html")
    assert page.locator("[data-menu=year] summary").get_attribute("tabindex") == "-1"
    page.close()


def test_a_chart_is_a_figure_with_words_and_its_drawing_is_not_read(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "2001" / "ru" / "leverage.html")
    chart = page.get_by_role("figure").first
    assert chart.get_attribute("aria-label")
    assert chart.get_by_role("button").count() == 1
    assert "8,43" not in chart.aria_snapshot().replace(chart.get_attribute("aria-label") or "", "")
    page.close()


def test_a_table_is_still_a_table_on_a_telephone(browser: Browser, reports: Path) -> None:
    page = opened(browser, reports / "2001" / "ru" / "leverage.html", viewport={"width": 390, "height": 844})
    page.locator("details.pl-table").first.evaluate("(details) => (details.open = true)")
    table = page.get_by_role("table").first
    assert table.get_by_role("columnheader").count() >= 2
    assert table.get_by_role("row").count() == 4
    page.close()
