"""Pages of a report as PDF: printed by the Chromium of the machine, without a network, as they stand on A4."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import MissingFile, PartnerlabError, UndrawnPage, UnprintedPage
from partnerlab.publish.browser import launched, reason

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, PdfMargins, Playwright

SECONDS = 30
"""A page that is not drawn by then will not be; on a loaded machine one takes a few seconds."""
_LONGEST = 75
"""The end of a page over which the browser has died without a word."""
_ENDING = 10
_TASK = "printing"
_MARGINS: PdfMargins = {"top": "12mm", "bottom": "16mm", "left": "12mm", "right": "12mm"}
_SCALE = 0.85
"""Letters made for a screen are too large on paper; so a page holds more of a report."""
_WIDTH = round((210 - 12 - 12) / 25.4 * 96 / _SCALE)
"""The width of the paper between its margins: charts are drawn for it, since nothing draws them anew on printing."""
_FOOTER = (
    '<div style="width: 100%; margin: 0 12mm; display: flex; justify-content: space-between; gap: 8mm; '
    "font: 8pt 'DejaVu Sans', 'Noto Sans', Arial, sans-serif; color: #5b666e\">"
    '<span class="title"></span>'
    '<span style="white-space: nowrap"><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
)
_MOMENT = re.compile(rb"(/(?:Creation|Mod)Date \(D:)\d{14}")
"""When a PDF was made: all that differs between two of one page, and nothing that its reader asks for."""
_DRAWN = """() => {
  const charts = [...document.querySelectorAll(".pl-chart")].filter((chart) => chart.clientWidth);
  return charts.every((chart) => chart.querySelector(".main-svg"));
}"""
_STILL = """async () => {
  await document.fonts.ready;
  // On another machine a link to a file beside the page leads nowhere, and tells where the page was made.
  for (const link of document.querySelectorAll("a[href]")) {
    if (link.protocol === "file:" && !link.getAttribute("href").startsWith("#")) link.removeAttribute("href");
  }
  for (const frame of [1, 2]) await new Promise(requestAnimationFrame);
}"""


@contextmanager
def printer() -> Iterator[Printer]:
    """What prints pages as long as the block lasts; its browser ends with the block, however that ends."""
    opened = Printer()
    try:
        yield opened
    finally:
        opened.close()


class Printer:
    """One browser for many pages: it starts with the first, and prints for any number of threads at once."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._start = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._opening: asyncio.Lock
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def printed(self, page: Path) -> bytes:
        """A page of HTML on the disk as PDF: A4, selectable, with bookmarks, page numbers, its title and its language.

        Raises:
            MissingFile: if there is no such page.
            BrokenBrowser: if the browser does not start.
            UndrawnPage: if the page's charts are not there in time.
            UnprintedPage: if the browser breaks down over the page.
        """
        if not page.is_file():
            raise MissingFile(page.as_posix())
        printing = asyncio.run_coroutine_threadsafe(self._printed(page.resolve()), self._running())
        try:
            return printing.result()
        finally:
            printing.cancel()

    def close(self) -> None:
        """End the browser, and wait until it has ended."""
        loop, thread = self._loop, self._thread
        if loop is None or thread is None:
            return
        self._loop = None
        asyncio.run_coroutine_threadsafe(self._closed(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        """The loop that speaks with the browser, in a thread of its own: the callers' threads have loops of theirs."""
        with self._start:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._opening = asyncio.Lock()
                self._thread = threading.Thread(target=self._loop.run_forever, name="printer", daemon=True)
                self._thread.start()
            return self._loop

    async def _closed(self) -> None:
        printing = [task for task in asyncio.all_tasks() if task.get_name() == _TASK]
        for task in printing:
            task.cancel()
        await asyncio.gather(*printing, return_exceptions=True)
        if self._browser is not None:
            await _ended(self._browser.close())
        if self._playwright is not None:
            await _ended(self._playwright.stop())
        self._browser = self._playwright = None

    async def _open(self) -> Browser:
        """The browser; another one where it has broken down."""
        from playwright.async_api import async_playwright

        async with self._opening:
            if self._browser is None or not self._browser.is_connected():
                self._playwright = self._playwright or await async_playwright().start()
                self._browser = await launched(self._playwright.chromium)
            return self._browser

    async def _printed(self, path: Path) -> bytes:
        from playwright.async_api import TimeoutError as TooSlow

        task = asyncio.current_task()
        if task is not None:
            task.set_name(_TASK)
        try:
            async with asyncio.timeout(_LONGEST):
                browser = await self._open()
                page = await browser.new_page(viewport={"width": _WIDTH, "height": 1000}, color_scheme="light")
                try:
                    return await _printed(page, path)
                finally:
                    await _ended(page.close())
        except (TooSlow, TimeoutError):
            raise UndrawnPage(path.name, SECONDS) from None
        except PartnerlabError:
            raise
        except Exception as error:  # playwright's own process that has gone is no error of its kind
            raise UnprintedPage(path.name, reason(error)) from None


async def _ended(ending: Awaitable[None]) -> None:
    """What has broken down need not end well: with playwright's own process all of it ends."""
    with suppress(Exception):
        await asyncio.wait_for(ending, _ENDING)


async def _printed(page: Page, path: Path) -> bytes:
    await page.emulate_media(media="print", color_scheme="light")
    await page.goto(path.as_uri(), timeout=SECONDS * 1000)
    await page.wait_for_function(_DRAWN, timeout=SECONDS * 1000)
    await page.evaluate(_STILL)
    content = await page.pdf(
        format="A4",
        margin=_MARGINS,
        scale=_SCALE,
        print_background=True,
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=_FOOTER,
        tagged=True,
        outline=True,
    )
    return _MOMENT.sub(rb"\g<1>19800101000000", content)
