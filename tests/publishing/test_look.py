"""The look that dashboards and reports share: what stands on a colour can be read, and what is worked with is seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from partnerlab.charts import palette
from partnerlab.charts.cohorts import STEPS
from partnerlab.charts.continuation import PARTS as AFTER_FUNDING
from partnerlab.charts.participation import PARTS as TAKING_PART
from partnerlab.publish.export import ASSETS

STYLE = (ASSETS / "page.css").read_text(encoding="utf-8")
CONTROLS = "".join(
    f'<label class="pl-control"><span>{label}</span> <select><option>2003 (494)</option></select></label>'
    for label in ("Год", "Район", "Проектная линия", "Вид организации", "Тема", "Цены", "Сравнить с")
)
CHIPS = (
    '<p class="pl-chips"><a class="pl-chip" href="?">Кировский район <span aria-hidden="true">×</span></a> '
    '<a class="pl-chip" href="?">НКО <span aria-hidden="true">×</span></a> '
    '<a class="pl-chip pl-all-off" href="?">Снять всё</a></p>'
)
SIDE = '<p class="pl-side-title">{year}</p><h2>{title}</h2><p class="pl-sub">тыс. руб.</p><div class="pl-chart">.</div>'
BODY = f"""<main class="pl-cards"><div class="pl-skeleton"><div class="pl-bone pl-bone-card"></div></div>
<section data-part="top" class="pl-hero"><h1>Ответ</h1></section>
<section data-part="controls" class="pl-controls"><details class="pl-filter"><summary>Отбор (2)</summary>
<form class="pl-form">{CONTROLS}</form></details>{CHIPS}</section>
<section data-part="card-1" class="pl-card"><div class="pl-sides"><div class="pl-side">
{SIDE.format(year=2003, title="Коротко")}</div><div class="pl-side">{SIDE.format(year=2001, title="Длинно " * 20)}
</div></div></section><div style="height: 3000px"></div></main>"""


def luminance(colour: str) -> float:
    """WCAG 2.2, «relative luminance»."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def variables(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


NIGHT = "@media screen and (prefers-color-scheme: dark)"
LIGHT = variables(STYLE[STYLE.index(":root {") : STYLE.index(NIGHT)])
DARK = LIGHT | variables(STYLE[STYLE.index(NIGHT) :].split("body.pl-page")[0])


def test_the_contrast_of_black_on_white_is_21_and_of_one_grey_4_48() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_words_of_a_page_can_be_read(colours: dict[str, str]) -> None:
    words = [(word, ground) for word in ("ink", "soft", "accent") for ground in ("paper", "card")]
    for word, ground in [*words, ("warn-ink", "warn"), ("wrong-ink", "wrong"), ("card", "accent")]:
        assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_control_is_seen(colours: dict[str, str]) -> None:
    for ground in ("paper", "card"):
        assert contrast(colours["edge"], colours[ground]) >= 3, ground


INSIDE = [(part.ink, part.colour) for part in (*TAKING_PART, *AFTER_FUNDING) if part.mark != "outline"]
SHARES = [(ink, colour) for colour, ink in STEPS]


@pytest.mark.parametrize(("ink", "ground"), [*INSIDE, *SHARES])
def test_a_number_within_a_bar_can_be_read_by_day_and_by_night(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5
    assert contrast(palette.DARK[ink], palette.DARK[ground]) >= 4.5


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of the dashboards as their style meets it."""
    folder = tmp_path_factory.mktemp("look")
    links = "".join(f'<link rel="stylesheet" href="{(ASSETS / name).as_uri()}">' for name in ("page.css", "live.css"))
    path = folder / "page.html"
    head = '<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    path.write_text(f'{head}{links}<body class="pl-page pl-live">{BODY}', encoding="utf-8")
    return path


def opened(browser: Browser, path: Path, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    return page


def tops(page: Page, selector: str) -> list[float]:
    places = page.locator(selector).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    return list(map(float, places))


def test_on_a_wide_screen_the_controls_are_one_row_that_stays_in_sight(browser: Browser, dashboard: Path) -> None:
    page = opened(browser, dashboard, 1280)
    assert len(set(tops(page, ".pl-control select"))) == 1
    assert not page.locator(".pl-filter summary").is_visible()
    page.evaluate("scrollTo(0, 2000)")
    assert 0 <= tops(page, ".pl-control select")[0] < 60
    page.close()


def test_on_a_telephone_the_controls_are_folded_and_the_chips_are_seen(browser: Browser, dashboard: Path) -> None:
    page = opened(browser, dashboard, 390)
    assert not page.locator("select").first.is_visible()
    assert page.locator(".pl-chip").first.is_visible()
    page.locator(".pl-filter summary").click()
    assert page.locator("select").last.is_visible()
    page.evaluate("scrollTo(0, 2000)")
    assert tops(page, ".pl-filter summary")[0] < 10
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_whatever_is_touched_is_44_px_high_and_nothing_scrolls_sideways(
    browser: Browser, dashboard: Path, width: int
) -> None:
    page = opened(browser, dashboard, width)
    page.evaluate("document.querySelector('details').open = true")
    heights = page.locator("select, .pl-chip").evaluate_all("(all) => all.map((one) => one.offsetHeight)")
    assert len(heights) == 10
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_two_sides_stand_beside_each_other_and_their_charts_in_one_line(browser: Browser, dashboard: Path) -> None:
    page = opened(browser, dashboard, 1280)
    one, other = tops(page, ".pl-side .pl-chart")
    assert one == other
    page.set_viewport_size({"width": 390, "height": 800})
    one, other = tops(page, ".pl-side .pl-side-title")
    assert other > one
    page.close()


def test_the_bones_go_when_the_first_part_is_there(browser: Browser, dashboard: Path) -> None:
    page = opened(browser, dashboard, 1280)
    assert not page.locator(".pl-bone").is_visible()
    page.evaluate("document.querySelectorAll('.pl-skeleton ~ *').forEach((part) => part.remove())")
    assert page.locator(".pl-bone").is_visible()
    page.close()


def test_paper_has_a_line_of_what_is_chosen_and_no_controls(browser: Browser, dashboard: Path) -> None:
    page = opened(browser, dashboard, 1280)
    page.emulate_media(media="print")
    assert page.locator(".pl-chips").inner_text().split() == ["Кировский", "район", "НКО"]
    assert not page.locator("select").first.is_visible()
    page.close()
