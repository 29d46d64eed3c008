"""An executed notebook as a page that opens from a disk, without a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from plotly.offline import get_plotlyjs

from partnerlab.catalogue import topic
from partnerlab.page.parts import CHART_SCRIPT
from partnerlab.page.parts import SCRIPTS as DRAWING
from partnerlab.page.still import PLOTLY
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.plan import Report
from partnerlab.wording import LANGUAGE_NAMES, message, words

TEMPLATES = Path(__file__).parent / "templates"
ASSETS = TEMPLATES / "assets"
LIVE = "live"
"""The style and the script that only the dashboards need."""
HOME = message("All years and questions")
SKIP = message("To the content")
PAGES = message("Other pages")
QUESTION, YEAR = message("Question"), message("Year")
NOSCRIPT = message("The chart needs JavaScript; the table below has the same numbers.")
ALONE = message(
    "The charts are missing, since this page was taken out of its folder; the tables have the same numbers. For e-mail "
    "there is a whole year in one file: partnerlab report --single-file."
)
PARTLY_SYNTHETIC = message("what is made up for demonstration is marked")
SCRIPTS = ("plotly.min.js", "chart.js", "page.js", "report.js", "downloads.js", "pages.js", "links.js")
"""What a page loads from its assets, in this order; `pages.js` is the list of all pages, which the site writes."""
MADE = message("Made with partnerlab. The page needs no network and sends nothing anywhere.")


def write_assets(folder: Path, *, live: bool = False) -> None:
    """What all pages share: one plotly.js, the style, the scripts, the typeface; with what only dashboards need."""
    write_whole(folder / "plotly.min.js", get_plotlyjs())
    shared = [path for path in ASSETS.rglob("*") if path.is_file() and (live or path.stem != LIVE)]
    for source in (*(DRAWING if live else [CHART_SCRIPT]), *shared):
        inside = source.relative_to(ASSETS) if source.is_relative_to(ASSETS) else Path(source.name)
        write_whole(folder / inside, source.read_bytes())


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)])
    exporter.exclude_input = True
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return exporter


def page(notebook: Any, report: Report) -> str:
    """The report as HTML. Its bytes do not depend on which other reports there are: a script links to those."""
    html, _ = _exporter().from_notebook_node(notebook, resources={"partnerlab": _frame(notebook, report)})
    return str(html)


def headline(notebook: Any) -> str:
    """The sentence at the top of an executed notebook's page, as plain text; "" where it has none."""
    return str(_told(notebook, "hero").get("headline", ""))


def headline_is_synthetic(notebook: Any) -> bool:
    """Whether the sentence at the top of an executed notebook's page rests on made-up figures."""
    return bool(_told(notebook, "hero").get("synthetic"))


def is_synthetic(notebook: Any) -> bool:
    """Whether a figure of an executed notebook's page is made up for demonstration."""
    return any(told.get("synthetic") for told in _parts(notebook))


def first_figure(notebook: Any) -> dict[str, Any] | None:
    """The first chart of an executed notebook's page that is as true as its headline, as plotly's JSON.

    None where it has none: a made-up chart beside a true headline would be taken for its picture.
    """
    made_up = headline_is_synthetic(notebook)
    for cell in notebook.cells:
        outputs = cell.get("outputs", ())
        figure = next((output["data"][PLOTLY] for output in outputs if output.get("data", {}).get(PLOTLY)), None)
        if figure and made_up == any(told.get("synthetic") for told in map(_of, outputs)):
            return dict(figure)
    return None


def _outputs(notebook: Any) -> Iterator[Mapping[str, Any]]:
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def _parts(notebook: Any) -> Iterator[Mapping[str, Any]]:
    return map(_of, _outputs(notebook))


def _of(output: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an output says of itself."""
    told: Mapping[str, Any] = output.get("metadata", {}).get("partnerlab", {})
    return told


def _told(notebook: Any, part: str) -> Mapping[str, Any]:
    return next((told for told in _parts(notebook) if told.get("part") == part), {})


def _frame(notebook: Any, report: Report) -> dict[str, Any]:
    says = words(report.language)
    about = _told(notebook, "hero").get("about", {})
    facts = [about.get("city"), about.get("source")]
    if is_synthetic(notebook) and not about.get("synthetic"):
        facts.append(says.say(PARTLY_SYNTHETIC))
    facts.append(about.get("date"))
    return {
        "language": report.language,
        "title": says.say(topic(report.notebook).title),
        "year": report.year,
        "file": report.file.as_posix(),
        "root": "../" * (len(report.file.parts) - 1),
        "languages": [(code, name) for code, name in LANGUAGE_NAMES.items() if code != report.language],
        "facts": [fact for fact in facts if fact],
        "scripts": SCRIPTS,
        "words": {
            "home": says.say(HOME),
            "skip": says.say(SKIP),
            "pages": says.say(PAGES),
            "question": says.say(QUESTION),
            "year": says.say(YEAR),
            "noscript": says.say(NOSCRIPT),
            "alone": says.say(ALONE),
            "made": says.say(MADE),
        },
    }
