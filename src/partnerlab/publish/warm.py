"""What a warm process does before kernels are forked from it, so that no page has to do it again."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from partnerlab.kernels.forking import refuse_threads
from partnerlab.page import PUBLISHED, served_content
from partnerlab.page.content import Content
from partnerlab.page.memory import memory_of_batch
from partnerlab.page.parts import Parts
from partnerlab.parameters import checked
from partnerlab.wording import LANGUAGES, Language

DRAWN: dict[Language, tuple[str, ...]] = {
    "ru": ("leverage", "leverage_by_project", "survival", "districts", "history"),
    "en": ("leverage",),
}
"""Questions with bars, dots, a line, the map and lanes, and one in each language: what the first of a kind costs once.

Each question more makes the start longer, which every batch waits for. Not among them are those for which pandas has
Arrow find the greatest of a group's texts (`donors`, `outcomes`): Arrow does so on threads, and beside threads no fork
is safe.
"""
SERVED: dict[str, tuple[str, ...]] = {
    "contest": (),
    "leverage": ("leverage", "leverage_by_project"),
    "map": ("districts",),
    "overview": ("awards",),
    "year_report": ("leverage", "social_order", "participation", "awards", "funnel", "ethnic_issues"),
}
"""Pages of a server's own records that are made once before any visitor comes, each with its questions."""

FIRST_YEAR = 2001
"""The year that a page is of where its address names none, if the records have it."""


def draw() -> None:
    """Answer and draw some questions: imports are done, words are read, the first figures are made."""
    import plotly.io as pio

    import partnerlab.page.served  # noqa: F401 - imported once, for all forks

    pio.renderers.default = "plotly_mimetype"
    if (memory := memory_of_batch()) is not None:
        memory.records()
    for language in LANGUAGES:
        content = Content("leverage", checked(None, language), PUBLISHED)
        for name in DRAWN[language]:
            content.card(name)
    if os.environ.get("PARTNERLAB_PAGE") == "live" and memory is not None:
        pages: list[Callable[[], object]] = [partial(_open, name, cards) for name, cards in SERVED.items()]
        for page in pages[: harmless(pages)]:
            page()


def harmless(steps: list[Callable[[], object]]) -> int:
    """How many of the steps, from the first on, can be done without an error and without a thread.

    They are tried in a fork: whatever a user's records make of them, this process stays one that can be forked.

    >>> harmless([])
    0
    """
    pid = os.fork()
    if pid:
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 0
    done = 0
    try:
        for step in steps:
            step()
            refuse_threads()
            done += 1
    finally:
        os._exit(done)


def _open(name: str, cards: tuple[str, ...]) -> None:
    """A page as its first visitor would have it made."""
    asked = checked(FIRST_YEAR, LANGUAGES[0])
    parts = Parts(served_content(name, asked), asked)
    parts.opening()
    if name == "contest":
        parts.numbers(lambda question, _: question)
    for card in cards:
        parts.show(card)
    parts.caveats()
