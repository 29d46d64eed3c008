"""The front page of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2

from partnerlab.catalogue import TOPICS, topic
from partnerlab.page import PUBLISHED, SAMPLE
from partnerlab.publish.export import TEMPLATES, write_whole
from partnerlab.wording import LANGUAGES, Language, message, words

TITLE = message("What the contest achieved")
LEAD = message(
    "Every page answers one question for one year. A figure from a document says where it stands there; a "
    "figure made up for demonstration is marked as such."
)


def write_index(out: Path, entries: Sequence[dict[str, Any]], warnings: Sequence[str] = ()) -> None:
    """Write `index.html`: the years and questions of all reports that are there, in each of their languages."""
    html = render(entries, warnings=warnings, assets="assets")
    write_whole(out / "index.html", html)


def render(
    entries: Sequence[dict[str, Any]],
    *,
    warnings: Sequence[str],
    assets: str,
    languages: Sequence[Language] = LANGUAGES,
) -> str:
    """The front page of these reports as HTML."""
    pages = [entry for entry in entries if not entry["file"].endswith(".ipynb")]
    parts = [
        _part(language, spoken, warnings)
        for language in languages
        if (spoken := [page for page in pages if page["parameters"]["language"] == language])
    ]
    return template("site/index.html.j2").render(parts=parts or [_part(LANGUAGES[-1], [], warnings)], assets=assets)


def template(name: str) -> jinja2.Template:
    """A page of the package's own that is no notebook."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True).get_template(name)


def _part(language: Language, pages: Sequence[dict[str, Any]], warnings: Sequence[str]) -> dict[str, Any]:
    says = words(language)
    names = sorted({page["notebook"] for page in pages}, key=_order)
    # what a topic is about tells of the presentation, not of a user's own records
    about = any(page["parameters"]["data"] in (PUBLISHED, SAMPLE) for page in pages)
    return {
        "language": language,
        "title": says.say(TITLE),
        "lead": says.say(LEAD),
        "warnings": warnings,
        "topics": [
            {
                "title": says.say(topic(name).title),
                "about": says.say(topic(name).about) if about and topic(name).about else "",
                "links": [
                    {"href": page["file"], "text": page["parameters"]["year"]}
                    for page in pages
                    if page["notebook"] == name
                ],
            }
            for name in names
        ],
    }


def _order(name: str) -> tuple[int, str]:
    known = [topic.name for topic in TOPICS]
    return (known.index(name) if name in known else len(known), name)
