"""A real browser before the served pages: what it lets a page do, and how a closed tab gives its kernel back."""

from __future__ import annotations

from dashboards import Site
from playwright.sync_api import Browser, expect


def test_a_tab_that_is_closed_ends_its_kernel_at_once(browser: Browser, site: Site) -> None:
    before = len(site.kernels())
    errors: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(f"http://127.0.0.1:{site.port}/leverage?language=en")
    expect(page.locator("h1")).to_have_text("A page that talks")
    expect(page.locator(".pl-skeleton")).to_be_hidden()
    site.wait_for_kernels(before + 1)
    page.close(run_before_unload=True)
    site.wait_for_kernels(before, seconds=5)  # without a connection it would have waited half a minute
    assert errors == []


def test_another_page_of_the_same_tab_ends_the_kernel_of_the_last(browser: Browser, site: Site) -> None:
    before = len(site.kernels())
    page = browser.new_page()
    for name in ("leverage", "?year=2001", "leverage?year=2000"):
        page.goto(f"http://127.0.0.1:{site.port}/{name}")
        expect(page.locator("h1")).to_have_text("A page that talks")
        site.wait_for_kernels(before + 1, seconds=5)
    page.close(run_before_unload=True)
    site.wait_for_kernels(before, seconds=5)


def test_a_page_cannot_be_framed(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.set_content(f'<iframe src="http://127.0.0.1:{site.port}/leverage"></iframe>')
    page.wait_for_timeout(1500)
    assert page.frames[1].url.startswith("chrome-error://")
    page.close()


def test_no_script_of_a_pages_own_making_runs(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.goto(f"http://127.0.0.1:{site.port}/nothing")
    page.evaluate("""
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = 1'>");
      const script = document.createElement("script");
      script.textContent = "window.ran = 2";
      document.body.append(script);
    """)
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    page.close(run_before_unload=True)


def test_without_scripts_the_page_is_read_all_the_same(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{site.port}/leverage?language=en")
    expect(page.locator("h1")).to_have_text("A page that talks")
    expect(page.locator(".pl-skeleton")).to_be_hidden()
    context.close()
