"""A page in a browser, and all that goes wrong on it while it is open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page, Request

CUT_LABELS = """
[...document.querySelectorAll('.pl-chart')].flatMap(chart => {
  const box = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(text => {
    const own = text.getBoundingClientRect();
    return own.width && (own.left < box.left - 1 || own.right > box.right + 1 || own.bottom > box.bottom + 1);
  }).map(text => text.textContent);
})
"""


@dataclass
class Seen:
    """What a page did while it was open: errors, and requests to anywhere but this machine."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)

    def _request(self, request: Request) -> None:
        if not re.match(r"(file:|data:|blob:|(http|ws)://127\.0\.0\.1[:/])", request.url):
            self.outside.append(request.url)

    def _failed(self, request: Request) -> None:
        if not request.url.endswith("/end"):  # what a page says when it is left, its browser does not wait for
            self.errors.append(f"failed: {request.url}")
