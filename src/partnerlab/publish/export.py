"""An executed notebook as a page that opens from a disk, without a network."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from plotly.offline import get_plotlyjs

from partnerlab.catalogue import topic
from partnerlab.errors import UnwritableFile
from partnerlab.page.widgets import CHART_SCRIPT
from partnerlab.publish.plan import Report
from partnerlab.wording import LANGUAGE_NAMES, message, words

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = TEMPLATES / "assets"
HOME = message("All years and questions")
SKIP = message("To the content")
PAGES = message("Pages of this year")
MADE = message("Made with partnerlab. The page needs no network and sends nothing anywhere.")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: a reader never finds half of it.

    Raises:
        UnwritableFile: if it cannot be written there; what stood there before still does.
    """
    unfinished: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as error:
        raise UnwritableFile(path.as_posix(), error.strerror or str(error)) from None
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def write_assets(folder: Path) -> None:
    """What all pages share: one plotly.js, the style, the scripts, the typeface."""
    write_whole(folder / "plotly.min.js", get_plotlyjs())
    for source in (CHART_SCRIPT, *(path for path in ASSETS.rglob("*") if path.is_file())):
        inside = source.relative_to(ASSETS) if source.is_relative_to(ASSETS) else Path(source.name)
        write_whole(folder / inside, source.read_bytes())


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    exporter.exclude_input = True
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return exporter


def page(notebook: Any, report: Report, beside: Iterable[Report]) -> str:
    """The report as HTML. `beside` are the reports made with it: the page links to those of its year."""
    html, _ = _exporter().from_notebook_node(notebook, resources={"partnerlab": _frame(report, beside)})
    return str(html)


def _frame(report: Report, beside: Iterable[Report]) -> dict[str, Any]:
    says = words(report.language)
    same_year = [other for other in beside if other.year == report.year]
    links = [
        {
            "href": other.file.name,
            "text": says.say(topic(other.notebook).title),
            "current": other.notebook == report.notebook,
        }
        for other in same_year
        if other.language == report.language
    ]
    links += [
        {
            "href": f"../{other.language}/{other.file.name}",
            "text": LANGUAGE_NAMES[other.language],
            "language": other.language,
        }
        for other in same_year
        if other.notebook == report.notebook and other.language != report.language
    ]
    return {
        "language": report.language,
        "title": says.say(topic(report.notebook).title),
        "year": report.year,
        "root": "../" * (len(report.file.parts) - 1),
        "links": links,
        "words": {
            "home": says.say(HOME),
            "skip": says.say(SKIP),
            "pages": says.say(PAGES),
            "made": says.say(MADE),
        },
    }
