"""A page in JupyterLab: the same parts as in a dashboard, each shown by a widget below its cell.

`widgets.Output`, `interact` and `interactive` are not used: within a cell that is being executed they can hang the
notebook for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from IPython.display import display

from partnerlab.page.content import Content
from partnerlab.page.parts import Part, Parts
from partnerlab.page.widgets import PartWidget

log = logging.getLogger("partnerlab.page")


class Lab:
    """Displays a page part by part; a control of one part changes them all."""

    def __init__(self, parts: Parts) -> None:
        """Take the page."""
        self._parts = parts
        self._widgets: dict[str, PartWidget] = {}

    @property
    def content(self) -> Content:
        """What the page says as it is now."""
        return self._parts.content

    def opening(self) -> None:
        """The top of the page, and its controls."""
        for part in self._parts.opening():
            self._show(part)

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A question as a card."""
        self._show(self._parts.show(name, by=by, **choices))

    def numbers(self) -> None:
        """The contest in six numbers."""
        self._show(self._parts.numbers(lambda name, _: f"{name}.ipynb"))

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table of names and texts."""
        self._show(self._parts.reference(name, where))

    def caveats(self) -> None:
        """The caveats."""
        self._show(self._parts.caveats())

    def _show(self, part: Part) -> None:
        widget = PartWidget(part.html, part.style, self._query, self._take)
        self._widgets[part.name] = widget
        display(widget)

    @property
    def _query(self) -> str:
        return self._parts.told()["query"]

    def _take(self, query: str) -> None:
        # A traceback of a callback would be shown nowhere: JupyterLab's log has it.
        try:
            changed = list(self._parts.take(query))
            now = self._query
            for widget in self._widgets.values():
                widget.query = now
            for name, html in changed:
                self._widgets[name].html = html
        except Exception:
            log.exception("the page could not be changed")
