"""What is new among the reports since the edition before: which pages are new, which changed, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.catalogue import topic
from partnerlab.publish.folder.inputs import KINDS
from partnerlab.wording import Words, message

HEADINGS = {
    "new": message("New pages"),
    "data": message("The data have changed"),
    "mapping": message("The headings of the data are read otherwise"),
    "boundaries": message("The map has other boundaries"),
    "parameters": message("The pages are made with other settings"),
    "notebook": message("The pages are composed otherwise"),
    "package": message("The program that makes the pages has changed"),
    "versions": message("The program that makes the pages has changed"),
}
"""Reasons for another page, the ones that say most to a reader first; a file that was only mended is no news."""
LISTED = 4
"""So many pages are named one by one."""


@dataclass(frozen=True)
class News:
    """A reason with the pages that it changed: in words, and one by one while they are few."""

    heading: str
    pages: str
    listed: tuple[Mapping[str, Any], ...]


def news(pages: Sequence[Mapping[str, Any]], edition: str, says: Words) -> list[News]:
    """What the pages of the latest edition are new for; nothing where all pages are of a first edition."""
    fresh: dict[str, list[Mapping[str, Any]]] = {}
    for page in pages:
        reason = _reason(page.get("why", ()))
        if edition and reason and page.get("edition") == edition:
            fresh.setdefault(HEADINGS[reason], []).append(page)
    if len(fresh.get(HEADINGS["new"], ())) == len(pages):
        return []
    order = [heading for heading in dict.fromkeys(HEADINGS.values()) if heading in fresh]
    return [_told(heading, fresh[heading], pages, says) for heading in order]


def _reason(why: Sequence[str]) -> str:
    """The reason that says most; a page is new too if nothing is known of what it was made from before."""
    if set(KINDS) <= set(why):
        return "new"
    return next((reason for reason in HEADINGS if reason in why), "")


def _told(heading: str, fresh: Sequence[Mapping[str, Any]], pages: Sequence[Mapping[str, Any]], says: Words) -> News:
    few = tuple(fresh) if len(fresh) <= LISTED else ()
    return News(says.say(heading), "" if few else _which(fresh, pages, says), few)


def _which(fresh: Sequence[Mapping[str, Any]], pages: Sequence[Mapping[str, Any]], says: Words) -> str:
    """Years and questions in words: «2001–2003, all questions»."""
    names = list(dict.fromkeys(page["notebook"] for page in fresh))
    years = {page["parameters"]["year"] for page in fresh}
    possible = {page["notebook"] for page in pages if page["parameters"]["year"] in years}
    if len(names) == len(possible):
        which = says.say("all questions")
    elif len(names) <= LISTED:
        which = ", ".join(f"«{says.say(topic(name).title)}»" for name in names)
    else:
        which = says.plural("{count} question", "{count} questions", len(names))
    return f"{says.years(years)}: {which}"
