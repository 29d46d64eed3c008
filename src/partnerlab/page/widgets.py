"""A part of a page as a widget of JupyterLab's: the HTML of a dashboard, drawn by the same scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from partnerlab.page.parts import SCRIPTS
from partnerlab.resources import assets_folder

HERE = Path(__file__).parent


class PartWidget(anywidget.AnyWidget):
    """One part: text, charts and tables, or the controls; a query that it sends is what shall be shown."""

    _esm = "\n".join(path.read_text(encoding="utf-8") for path in (*SCRIPTS, HERE / "widget.js"))
    _css = "\n".join(path.read_text(encoding="utf-8") for path in (assets_folder() / "page.css", HERE / "widget.css"))
    html = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)

    def __init__(self, html: str, style: str, take: Callable[[str], None]) -> None:
        """Show this HTML; `take` is given each query."""
        super().__init__(html=html, style=style)
        self._take = take
        self.on_msg(self._heard)

    def _heard(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("wants") == "plotly":
            from plotly.offline import get_plotlyjs

            self.send({"plotly": get_plotlyjs()})
        elif isinstance(query := content.get("query"), str):
            self._take(query)
