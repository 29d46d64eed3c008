"""What a warm process does before kernels are forked from it, so that no page has to do it again."""

from __future__ import annotations

from partnerlab.page import PUBLISHED
from partnerlab.page.content import Content
from partnerlab.page.memory import memory_of_batch
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
