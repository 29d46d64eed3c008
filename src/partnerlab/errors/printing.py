"""A page that cannot be printed as PDF, and what a machine lacks to print one."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import message


@dataclass(eq=False)
class NoPrinting(PartnerlabError):
    """The package that prints pages is not installed."""

    package: str
    template = message(
        "PDF needs a further package; install it: pip install '{package}' (and Chromium, where the machine has none)."
    )


@dataclass(eq=False)
class NoBrowser(PartnerlabError):
    """No browser that can print is on the machine."""

    variable: str
    template = message(
        "PDF is printed by Chromium or Chrome, and none was found on this machine; install one (on Debian and Ubuntu: "
        "apt install chromium; anywhere: playwright install chromium), or write its path into the environment variable "
        "{variable}."
    )


@dataclass(eq=False)
class BrokenBrowser(PartnerlabError):
    """A browser that does not start."""

    program: str
    reason: str
    template = message(
        "{program}: the browser that prints PDF does not start ({reason}); try it by hand: {program} --headless "
        "--dump-dom about:blank"
    )


@dataclass(eq=False)
class UndrawnPage(PartnerlabError):
    """A page whose charts were not drawn in time."""

    file: str
    seconds: int
    status = 1
    template = message(
        "{file}: the charts of the page were not drawn within {seconds} seconds, so it was not printed as PDF; open "
        "the page in a browser to see what is wrong."
    )


@dataclass(eq=False)
class UnprintedPage(PartnerlabError):
    """A page over which the browser broke down."""

    file: str
    reason: str
    status = 1
    template = message("{file}: the browser broke down as it printed the page ({reason}); make the PDF once more.")
