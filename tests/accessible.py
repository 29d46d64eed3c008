"""What axe-core finds wrong with a page that is open in the browser: WCAG 2.2 AA, and what is good practice besides."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWINGS = {"exclude": [[".main-svg"]]}
"""axe cannot tell what is behind the words of a drawing; the palette's own test can."""
HEADER = {"include": [["header"]]}


def violations(page: Page) -> list[str]:
    """Each fault of the page as a line: the rule, the element, what is wrong; with all that folds out opened.

    Its scripts and charts must have had their time before. An open menu lies over the page: it is closed for the rest.
    """
    page.evaluate("document.querySelectorAll('header details').forEach((menu) => (menu.open = false))")
    within = _found(page, "main", DRAWINGS)
    return within + _found(page, "header", HEADER) if page.locator("header").count() else within


def _found(page: Page, opened: str, context: dict[str, Any]) -> list[str]:
    page.evaluate(
        "(within) => document.querySelectorAll(`${within} details`).forEach((one) => (one.open = true))", opened
    )
    found = Axe().run(page, context=context, options={"runOnly": RULES, "resultTypes": ["violations"]})
    return [
        f"{fault['id']}: {node['html'][:120]}: {node.get('failureSummary', '')}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


def overflowing(page: Page) -> list[str]:
    """What makes the open page scroll sideways; nothing where it does not."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
            .map((one) => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 60)}`)"""
    )
