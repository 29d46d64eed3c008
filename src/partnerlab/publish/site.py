"""The front pages: the index of the reports in each language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2

from partnerlab.catalogue import topic
from partnerlab.publish.export import TEMPLATES
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.index.index_page import index_page, is_page, order
from partnerlab.wording import LANGUAGES, Language, words


def write_site(
    out: Path,
    entries: Sequence[Mapping[str, Any]],
    *,
    warnings: Mapping[Language, Sequence[str]] = MappingProxyType({}),
    edition: str = "",
) -> None:
    """Write the index of all reports that are there, and `assets/pages.js`, by which pages find each other.

    `index.ru.html` and `index.en.html` are the index in each language that has pages; `index.html` is the first of
    them. `warnings` are what each says first; `edition` is the latest edition of the manifest: what is of it is told
    as new.

    Raises:
        UnwritableFile: if they cannot be written there.
    """
    entries = [entry for entry in entries if {"year", "language"} <= set(entry["parameters"])]
    spoken = _languages(entries)
    for language in LANGUAGES:
        path = out / f"index.{language}.html"
        if language in spoken:
            write_whole(path, _index(out, entries, language, spoken, warnings.get(language, ()), edition))
        else:
            path.unlink(missing_ok=True)
    first = spoken[0] if spoken else LANGUAGES[0]
    write_whole(out / "index.html", _index(out, entries, first, spoken, warnings.get(first, ()), edition))
    write_whole(out / "assets" / "pages.js", pages_script(entries))


def _languages(entries: Sequence[Mapping[str, Any]]) -> list[Language]:
    """The languages of the pages, Russian first: the city's own comes first."""
    spoken = {page["parameters"]["language"] for page in entries if is_page(page)}
    return [language for language in LANGUAGES if language in spoken]


def _index(
    out: Path,
    entries: Sequence[Mapping[str, Any]],
    language: Language,
    spoken: Sequence[Language],
    warnings: Sequence[str],
    edition: str,
) -> str:
    said = index_page(
        entries,
        language,
        others=[other for other in spoken if other != language],
        warnings=warnings,
        edition=edition,
        pictured=lambda path: _holds_something(out / path),
    )
    return template("site/index.html.j2").render(said)


def _holds_something(path: Path) -> bool:
    """Whether there is such a file; a chart that could not be pictured leaves an empty one."""
    return path.is_file() and path.stat().st_size > 0


def pages_script(entries: Sequence[Mapping[str, Any]]) -> str:
    """The list of all pages as a script, which a page can load from a disk.

    >>> page = {"file": "2001/en/map.html", "notebook": "my_own", "parameters": {"year": 2001, "language": "en"}}
    >>> print(pages_script([page]).splitlines()[1])
    {"file": "2001/en/map.html", "notebook": "my_own", "year": 2001, "language": "en", "title": "my_own"}
    """
    pages = sorted(filter(is_page, entries), key=_place)
    listed = ",\n".join(json.dumps(_listed(page), ensure_ascii=False) for page in pages)
    return f"window.partnerlabPages = [\n{listed}\n];\n"


def _place(page: Mapping[str, Any]) -> tuple[Any, ...]:
    return (*order(page["notebook"]), page["parameters"]["year"], page["file"])


def _listed(page: Mapping[str, Any]) -> dict[str, Any]:
    language = page["parameters"]["language"]
    return {
        "file": page["file"],
        "notebook": page["notebook"],
        "year": page["parameters"]["year"],
        "language": language,
        "title": words(language).say(topic(page["notebook"]).title),
    }


def template(name: str) -> jinja2.Template:
    """A page of the package's own that is no notebook."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template(name)
