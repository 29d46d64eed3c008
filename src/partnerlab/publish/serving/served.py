"""What all answers of one server share."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.publish.plan import FIRST, notebooks
from partnerlab.publish.serving.assets import Assets
from partnerlab.publish.serving.place import Place
from partnerlab.publish.serving.reports import ROOT, Reports
from partnerlab.publish.serving.visits import PATIENCE, Patience, Visits
from partnerlab.wording import Language

FRONT = "contest"
"""The notebook of the front page."""


@dataclass(frozen=True)
class Served:
    """The server's pages: in which language and of which year where nobody asks for another, by whom they are open."""

    place: Place
    assets: Assets
    visits: Visits
    reports: Reports | None
    language: Language
    year: int
    patience: Patience = PATIENCE

    def report(self, file: str) -> str:
        """The address of a static report, at a place in it or not, as long as there is one; else nothing."""
        page, _, _ = file.partition("#")
        return ROOT + file if self.reports is not None and self.reports.has(page) else ""


def front() -> str:
    """The notebook that is shown first."""
    return FRONT if FRONT in notebooks() else FIRST


def address(notebook: str) -> str:
    """The path of a notebook's page.

    >>> address("leverage")
    '/leverage'
    """
    return "/" if notebook == front() else f"/{notebook}"
