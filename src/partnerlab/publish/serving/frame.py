"""What stands around the content of a page, and the pages that say that there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import jinja2

from partnerlab.catalogue import TOPICS, topic
from partnerlab.parameters import Parameters
from partnerlab.publish.export import PAGES, QUESTION, SKIP, TEMPLATES
from partnerlab.publish.plan import notebooks
from partnerlab.publish.serving.served import FRONT, Served, address
from partnerlab.wording import LANGUAGE_NAMES, message, words

REPORT = message("Report to print and keep")
COMING = message("The page is being made.")
LATE = message("This takes longer than usual. Load the page again, or come back in a few minutes.")
FAILED = message(
    "This page could not be shown. The fault is on our side, not in what you chose. Load the page again later."
)
AGAIN = message("Load the page again")
FULL = message(
    "Many people are looking at these pages just now, so there is no room for one more. Try again in half a minute."
)
FULL_TITLE = message("Please wait a moment")
MEANWHILE = message("Read the report of the same page meanwhile")
MISSING_TITLE = message("There is no such page")
MISSING = message("These are the pages that there are:")
UNDRAWN = message("The chart could not be drawn; the table below has the same numbers.")
BROKEN_TITLE = message("This page cannot be shown")
SCRIPTS = ("idiomorph.min.js", "chart.js", "page.js", "parts.js", "live.js", "downloads.js")
"""What a page runs once it has been read, in this order: its controls work before its charts are drawn."""


@dataclass(frozen=True)
class Connection:
    """How a page reaches its kernel, and lets it end; none where the page could not be made whole."""

    kernel: str
    token: str

    @property
    def socket(self) -> str:
        """The path of the websocket."""
        return f"/kernels/{self.kernel}/socket"

    @property
    def end(self) -> str:
        """The path to which a page that is left posts."""
        return f"/kernels/{self.kernel}/end"


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES / "live")
    return jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def head(served: Served, notebook: str, asked: Parameters) -> str:
    """The beginning of a page, up to the place of its content: sent before the kernel has been started."""
    says = words(asked.language)
    told = {
        "title": says.say(topic(notebook).title),
        "report": _report(served, notebook, asked),
        "scripts": SCRIPTS,
        "words": {
            "report": says.say(REPORT),
            "coming": says.say(COMING),
            "late": says.say(LATE),
            "again": says.say(AGAIN),
        },
    }
    return _templates().get_template("head.html.j2").render(_shared(served, notebook, asked) | told)


def tail(asked: Parameters, connection: Connection | None) -> str:
    """The end of a page; without a connection it says that something failed."""
    says = words(asked.language)
    said = {"failed": says.say(FAILED), "again": says.say(AGAIN), "undrawn": says.say(UNDRAWN)}
    return _templates().get_template("tail.html.j2").render(connection=connection, words=said)


def full(served: Served, notebook: str, asked: Parameters) -> str:
    """The page that asks a visitor to wait, and leads to the report of what was asked for."""
    says = words(asked.language)
    told = {
        "title": says.say(FULL_TITLE),
        "text": says.say(FULL),
        "again": {"href": f"?{asked.query()}", "text": says.say(AGAIN)},
        "report": {"href": _report(served, notebook, asked), "text": says.say(MEANWHILE)},
    }
    return _said(served, notebook, asked, told)


def missing(served: Served, asked: Parameters) -> str:
    """The page for an address at which nothing stands: it leads to all that there are."""
    says = words(asked.language)
    return _said(served, "", asked, {"title": says.say(MISSING_TITLE), "text": says.say(MISSING), "listed": True})


def broken(served: Served, asked: Parameters) -> str:
    """The page that says that something went wrong, and nothing of what."""
    says = words(asked.language)
    return _said(served, "", asked, {"title": says.say(BROKEN_TITLE), "text": says.say(FAILED)})


def _report(served: Served, notebook: str, asked: Parameters) -> str:
    """Where the static report of a page stands; empty where there is none."""
    return served.report(f"{asked.year or served.year}/{asked.language}/{notebook}.html")


def _said(served: Served, notebook: str, asked: Parameters, told: dict[str, Any]) -> str:
    nothing: dict[str, Any] = {"again": None, "report": None, "listed": False, "scripts": ()}
    return _templates().get_template("message.html.j2").render(_shared(served, notebook, asked) | nothing | told)


def _ordered() -> list[str]:
    """The notebooks in the order of the catalogue, then any that it does not have."""
    there = notebooks()
    told = [one.name for one in TOPICS if one.name in there]
    return [*told, *(name for name in there if name not in told)]


def _shared(served: Served, notebook: str, asked: Parameters) -> dict[str, Any]:
    """What all pages have at their top: the way home, all questions, the other languages."""
    says = words(asked.language)
    query = f"?{asked.query()}"
    here = address(notebook) if notebook else "/"
    return {
        "language": asked.language,
        "root": served.assets.root,
        "notebook": notebook,
        "home": {"href": f"/{query}", "text": says.say(topic(FRONT).title)},
        "skip": says.say(SKIP),
        "pages": says.say(PAGES),
        "question": says.say(QUESTION),
        "here": says.say(topic(notebook).title) if notebook else "",
        "questions": [
            {"name": name, "href": address(name) + query, "text": says.say(topic(name).title)} for name in _ordered()
        ],
        "languages": [
            {"code": code, "href": f"{here}?{replace(asked, language=code).query()}", "text": name}
            for code, name in LANGUAGE_NAMES.items()
            if code != asked.language
        ],
    }
