"""The browser of this machine that prints pages: which one, and whether there is one at all."""

from __future__ import annotations

import asyncio
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import BrokenBrowser, NoBrowser, NoPrinting, WrongValue
from partnerlab.wording import phrase

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserType

VARIABLE = "PARTNERLAB_CHROMIUM"
"""The environment variable that may name the browser."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
"""Where a browser stands that is not among the commands of the machine."""
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    # The network is cut: a page needs none, and what came in with a user's data must not ask for any.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def check() -> None:
    """Make sure, before any work, that this machine can print.

    Raises:
        NoPrinting: if playwright is not installed.
        NoBrowser: if there is no Chromium.
        WrongValue: if the environment names one that is not there.
    """
    if find_spec("playwright") is None:
        raise NoPrinting("partnerlab[pdf]")
    if not found():
        with ThreadPoolExecutor(max_workers=1) as beside:  # the caller's thread may have a loop of its own
            if not beside.submit(asyncio.run, _own()).result():
                raise NoBrowser(VARIABLE)


def found() -> str:
    """The browser that the environment names, else one of the machine's; empty where playwright must have its own.

    Raises:
        WrongValue: if the environment names one that is not there.
    """
    named = os.environ.get(VARIABLE, "")
    if named and not shutil.which(named):
        raise WrongValue(VARIABLE, named, phrase("the path of Chromium or Chrome"))
    return next(filter(None, map(shutil.which, (named, *_NAMES, *_PLACES))), "")


async def _own() -> str:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else ""


async def launched(chromium: BrowserType) -> Browser:
    """The browser, started without a window and without a network.

    Raises:
        BrokenBrowser: if it does not start.
    """
    from playwright.async_api import Error

    program = found() or chromium.executable_path
    try:
        return await chromium.launch(
            executable_path=program,
            args=_FLAGS,
            chromium_sandbox=not _is_root(),  # Chromium refuses its sandbox to root
            handle_sigint=False,  # Ctrl-C ends the batch, which ends the browser
        )
    except Error as error:
        raise BrokenBrowser(program, reason(error)) from None


def reason(error: Exception) -> str:
    """What the browser says went wrong, in a line."""
    return str(error).strip().partition("\n")[0]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
