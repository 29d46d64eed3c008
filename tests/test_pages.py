"""Reports and dashboards in a real Chromium whose network is cut."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from partnerlab.publish import plan
from reporting import make
from watched import CUT_LABELS, Seen

WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("reports")
    made = make(plan.plan("published", years=[2001], names=["year_report"]), out)
    assert [one.error for one in made] == ["", ""]
    return out


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_report_opens_from_disk_and_draws_every_chart(
    browser: Browser, reports: Path, language: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    seen = Seen()
    seen.watch(page)
    page.goto((reports / "2001" / language / "year_report.html").as_uri())
    expect(page.locator("h1")).to_contain_text("8")
    charts = page.locator(".pl-chart")
    expect(page.locator(".pl-chart .main-svg").first).to_be_visible()
    assert charts.count() == page.locator(".pl-chart:has(.main-svg)").count() > 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CUT_LABELS) == []
    # A telephone gets the names above the marks, so the plot begins at the left edge.
    left = page.evaluate("[...document.querySelectorAll('.pl-chart')].map(chart => chart.layout.margin.l)")
    assert max(left) < 30 if width < 520 else max(left) > 40
    assert seen == Seen()
    page.close()


def test_the_index_leads_to_every_report(browser: Browser, reports: Path) -> None:
    page = browser.new_page()
    page.goto((reports / "index.html").as_uri())
    page.get_by_role("link", name="2001").first.click()
    expect(page.locator("h1")).to_contain_text("8 руб. 43 коп.".replace(" ", "\xa0"))
    page.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboards, served as a user serves them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("serve") / "log"
    environment = {**os.environ, "PARTNERLAB_SECRET": "not for kernels"}
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "partnerlab.cli", "serve", "--port", str(port), "--language", "ru"],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
    try:
        for _ in range(240):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, log.read_text()
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(30)


def test_a_visitor_changes_the_year_and_the_language_and_the_figures_follow(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen = Seen()
    seen.watch(page)
    page.goto(address + "social_order?year=2001&language=ru")
    headline = page.locator("h1")
    expect(headline).to_contain_text("11 301,0".replace(" ", "\xa0"), timeout=60_000)
    expect(page.locator(".pl-chart .main-svg").first).to_be_visible(timeout=30_000)
    page.locator("select[name=year]").select_option("2000")
    expect(page.locator("h2", has_text="5 руб. 52 коп.".replace(" ", "\xa0"))).to_be_visible()
    expect(page).to_have_url(re.compile("year=2000"))
    page.get_by_role("link", name="English").click()
    expect(page.locator("h2", has_text="5.52")).to_be_visible(timeout=30_000)
    expect(page.locator("select[name=year]")).to_have_value("2000")
    assert page.locator("text=Источник").count() == 0
    page.go_back()
    expect(page.locator("h2", has_text="5 руб. 52 коп.".replace(" ", "\xa0"))).to_be_visible(timeout=30_000)
    page.go_back()
    expect(headline).to_contain_text("11 301,0".replace(" ", "\xa0"), timeout=30_000)
    assert seen == Seen()
    page.close()


def test_a_visitor_chooses_the_size_of_the_maps_tiles_and_the_prices(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen = Seen()
    seen.watch(page)
    page.goto(address + "map?year=2003&language=ru")
    expect(page.locator(".pl-chart .main-svg").first).to_be_visible(timeout=60_000)
    expect(page.locator("text=Размер плитки пропорционален площади района.")).to_be_visible()
    page.get_by_label("Размер плиток").select_option("population")
    expect(page.locator("text=Размер плитки пропорционален числу жителей.")).to_be_visible()
    before = page.locator("h1").text_content()
    page.locator("select[name=prices]").select_option("2025")
    expect(page.locator(".pl-source", has_text="в ценах декабря 2025 года")).to_be_visible()
    assert page.locator("h1").text_content() != before
    assert seen == Seen()
    page.close()


def test_a_wrong_year_in_the_address_is_named_on_the_page(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "social_order?year=20003&data=/etc/passwd&language=en")
    expect(page.locator("main").get_by_role("alert")).to_contain_text("20003", timeout=60_000)
    page.close()


def test_the_page_does_not_look_like_a_notebook(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "ethnic_issues")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    assert page.locator("text=open_page").count() == 0
    assert page.locator("text=Часть 7 презентации 2004 года: все проекты").count() == 0
    page.close()
