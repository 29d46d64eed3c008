"""The live page: cards and controls as Jupyter widgets.

`widgets.Output`, `interact` and `interactive` are not used: within a cell that is being executed they can hang the
notebook for ever.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

HERE = Path(__file__).parent
CHART_SCRIPT = HERE / "chart.js"

log = logging.getLogger("partnerlab.page")


class CardWidget(anywidget.AnyWidget):
    """One card: text above the chart, the chart, text below it."""

    _esm = CHART_SCRIPT.read_text(encoding="utf-8") + (HERE / "widget.js").read_text(encoding="utf-8")
    head = traitlets.Unicode().tag(sync=True)
    foot = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    figure = traitlets.Dict().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        """Wait for a page that has no plotly.js of its own to ask for it."""
        super().__init__(**traits)
        self.on_msg(self._send_plotly)

    def take(self, **traits: Any) -> None:
        """Show something else, all of it at once."""
        with self.hold_sync():
            for name, value in traits.items():
                setattr(self, name, value)

    def _send_plotly(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("wants") == "plotly":
            from plotly.offline import get_plotlyjs

            self.send({"plotly": get_plotlyjs()})


def text(html: str, style: str) -> ipywidgets.HTML:
    """HTML that is already escaped where it must be."""
    widget = ipywidgets.HTML(html)
    widget.add_class(style)
    return widget


class Choice(ipywidgets.Dropdown):  # type: ignore[misc]  # ipywidgets has no types
    """A control that offers a few values, which another language may call otherwise."""

    renaming = False

    def rename(self, options: Sequence[tuple[str, Any]]) -> None:
        """Call the values offered otherwise; the one chosen stays so, and nothing is told to have changed."""
        chosen: Any = getattr(self, "value")  # noqa: B009 - the attribute has no type
        self.renaming = True
        with self.hold_sync():
            self.options = options
            self.value = chosen
        self.renaming = False


def choice(label: str, options: Sequence[tuple[str, Any]], value: Any, changed: Callable[[Any], None]) -> Choice:
    """A control that offers a few values; `changed` is called with the one chosen."""
    dropdown = Choice(description=label, options=options, value=value)

    def observe(change: dict[str, Any]) -> None:
        if dropdown.renaming:
            return
        # A traceback of a callback would be sent to the visitor, with source lines and values.
        try:
            changed(change["new"])
        except Exception:
            log.exception("the page could not be changed")

    dropdown.observe(observe, names="value")
    return dropdown


def row(controls: Sequence[Any]) -> ipywidgets.Box:
    """Controls side by side."""
    box = ipywidgets.Box(tuple(controls))
    box.add_class("pl-controls")
    return box


def column(parts: Sequence[Any]) -> ipywidgets.Box:
    """Parts one under the other."""
    return ipywidgets.VBox(tuple(parts))
