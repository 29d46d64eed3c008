"""A part of a page as a widget of JupyterLab's: the HTML of a dashboard, drawn by the same scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from partnerlab.page.parts import SCRIPTS
from partnerlab.resources import assets_folder

HERE = Path(__file__).parent
LOOK = ("page.css", "live.css")
TYPEFACE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)
WIDTH = re.compile(r"@media screen and (\((?:min|max)-width: \d+px\)) \{")
ONCE = "if (!window.partnerlabDownloads) {{\nwindow.partnerlabDownloads = true;\n{}\n}}"
"""Every widget's script is run, and listens for itself; the buttons of all are heard by one."""
BY_SCREEN, BY_THEME = "@media screen and (prefers-color-scheme: dark)", 'body[data-jp-theme-light="false"]'


def _read(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def look() -> str:
    """The style of the dashboards for a panel: by the panel's width and JupyterLab's theme, not by the screen's.

    >>> "prefers-color-scheme" in look()
    False
    """
    style = TYPEFACE.sub("", _read(*(assets_folder() / name for name in LOOK)))
    return WIDTH.sub(r"@container \1 {", style.replace(BY_SCREEN, BY_THEME)).replace(":root", ".pl-lab")


class PartWidget(anywidget.AnyWidget):
    """One part: text, charts and tables, or the controls; a query that it sends is what shall be shown."""

    _esm = "\n".join([_read(*SCRIPTS), ONCE.format(_read(assets_folder() / "downloads.js")), _read(HERE / "widget.js")])
    _css = look() + _read(HERE / "widget.css")
    html = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)

    def __init__(self, html: str, kind: str, query: str, take: Callable[[str], None]) -> None:
        """Show this HTML, made for this query; `take` is given each query that a reader asks for."""
        super().__init__(html=html, kind=kind, query=query)
        self._take = take
        self.on_msg(self._heard)

    def _heard(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if (wanted := content.get("wants")) in LIBRARIES:
            self.send({wanted: LIBRARIES[wanted]()})
        elif isinstance(query := content.get("query"), str):
            self._take(query)


def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())


def _workbooks() -> str:
    return _read(assets_folder() / "write-excel-file.min.js")


LIBRARIES: dict[object, Callable[[], str]] = {"Plotly": _plotly, "writeXlsxFile": _workbooks}
"""What a part may ask for, by the name that it then has in the browser."""
