"""A page as `partnerlab serve` serves it: plain HTML, and one comm through which a browser asks for other parts.

No widget, no traceback: a visitor's browser can say nothing to the kernel but the query of an address.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from typing import Any

import comm
from IPython.display import display

from partnerlab.page.content import Content
from partnerlab.page.parts import Part, Parts

COMM = "partnerlab"
"""What the server calls the comm of a page; there is one in a kernel."""


class Served:
    """Displays a page, and answers each query with the parts that are different."""

    def __init__(self, parts: Parts) -> None:
        """Take the page."""
        self._parts = parts
        self._comm: Any = None

    @property
    def content(self) -> Content:
        """What the page says as it is now."""
        return self._parts.content

    def opening(self) -> None:
        """The top of the page, and its controls."""
        self._comm = comm.create_comm(target_name=COMM, comm_id=COMM)
        self._comm.on_msg(self._asked)
        _show(*self._parts.opening())

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A question as a card."""
        _show(self._parts.show(name, by=by, **choices))

    def numbers(self) -> None:
        """The contest in six numbers."""
        _show(self._parts.numbers(lambda name, content: f"/{name}?{content.asked.query()}"))

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table of names and texts."""
        _show(self._parts.reference(name, where))

    def caveats(self) -> None:
        """The caveats."""
        _show(self._parts.caveats())

    def _asked(self, message: Mapping[str, Any]) -> None:
        asked = message["content"]["data"]
        number, query = asked.get("n"), asked.get("query")
        if not isinstance(number, int) or not isinstance(query, str):
            return
        try:
            for name, html in self._parts.take(query):
                self._comm.send({"n": number, "parts": [{"id": name, "html": html}]})
            self._comm.send({"n": number, "parts": [], **self._parts.told(), "last": True})
        except Exception:
            # The server writes `log` into its own log; a visitor learns only that it failed.
            self._comm.send({"n": number, "failed": True, "last": True, "log": traceback.format_exc()})


def _show(*parts: Part) -> None:
    display({"text/html": "".join(part.section() for part in parts), "text/plain": ""}, raw=True)
