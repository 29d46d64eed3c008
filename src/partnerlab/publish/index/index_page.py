"""What the front page of the reports says: each question with its latest answer, its picture and all its years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from partnerlab.catalogue import CATALOGUE, TOPICS, topic
from partnerlab.charts.rows import NO_FIGURES
from partnerlab.page import PUBLISHED, SAMPLE
from partnerlab.page.html import SYNTHETIC
from partnerlab.publish.index.news import news
from partnerlab.publish.plan import SINGLE, TABLES
from partnerlab.wording import LANGUAGE_NAMES, Language, Words, message, words

TITLE = message("What the contest achieved")
LEAD = message("Every page answers one question for one year.")
LATEST = message("Here stands the answer of the latest year that has one; the other years are below it.")
DEMONSTRATION = message(
    "This is a demonstration. A figure from a document says on its page where it stands there; the answers marked "
    "“{mark}” show what the pages look like and tell nothing of the city."
)
MADE_UP = message("This is a demonstration: its data are made up and tell nothing of the city.")
NO_PAGES = message("There is no page here yet.")
WHICH = "…"
OVERVIEWS = {
    "contest": message("The contest of {year} in six numbers"),
    "year_report": message("The contest of {year}: money, participants, winners"),
}
"""What stands for the overviews, whose own headline is that of another question."""

Page = Mapping[str, Any]


def index_page(
    entries: Sequence[Page],
    language: Language,
    *,
    others: Sequence[Language],
    warnings: Sequence[str],
    edition: str,
    pictured: Callable[[str], bool],
) -> dict[str, Any]:
    """All that the index says in a language; `pictured` tells whether a picture stands at a path."""
    says = words(language)
    files = [entry for entry in entries if entry["parameters"].get("language", language) == language]
    pages = [entry for entry in files if is_page(entry)]
    beside = {entry["file"] for entry in files}
    years = sorted({page["parameters"]["year"] for page in pages})
    return {
        "language": language,
        "others": [{"code": other, "name": LANGUAGE_NAMES[other]} for other in others],
        "title": says.say(TITLE),
        "lead": " ".join(map(says.say, (LEAD, LATEST) if len(years) > 1 else (LEAD,) if pages else (NO_PAGES,))),
        "demonstration": _demonstration(pages, says),
        "warnings": warnings,
        "news": [
            {"heading": one.heading, "pages": one.pages, "listed": [_named(page, says) for page in one.listed]}
            for one in news(pages, edition, says)
        ],
        "years": years,
        "whole": _whole(files),
        "questions": [
            _question(name, [page for page in pages if page["notebook"] == name], years, beside, says, pictured)
            for name in sorted({page["notebook"] for page in pages}, key=order)
        ],
        "words": _words(says),
    }


def order(notebook: str) -> tuple[int, str]:
    """Where a question stands: the topics' own order, then notebooks of a user's own by name."""
    known = [topic.name for topic in TOPICS]
    return (known.index(notebook) if notebook in known else len(known), notebook)


def _words(says: Words) -> dict[str, str]:
    return {
        "skip": says.say("To the content"),
        "new": says.say("What is new"),
        "year": says.say("Year"),
        "latest": says.say("The latest year with an answer"),
        "without": says.say("There is no page for this year."),
        "all_years": says.say("All years"),
        "unanswered": says.say("Dotted: years without an answer of their own"),
        "whole": says.say("A whole year in one file"),
        "tables": says.say("all tables (XLSX)"),
        "single": says.say("all pages, for e-mail (HTML)"),
        "mark": says.say(SYNTHETIC),
        "made": says.say("Made with partnerlab. The page needs no network and sends nothing anywhere."),
    }


def _demonstration(pages: Sequence[Page], says: Words) -> str:
    marked = [is_synthetic(page) for page in pages]
    if not any(marked):
        return ""
    return says.say(MADE_UP) if all(marked) else says.say(DEMONSTRATION, mark=says.say(SYNTHETIC))


def is_synthetic(page: Page) -> bool:
    """Whether a page's first answer is of the sample: without records, only a printed table answers truly."""
    if "synthetic" in page:
        return bool(page["synthetic"])
    first, data = CATALOGUE.get(topic(page["notebook"]).first), page["parameters"].get("data")
    return data == SAMPLE or (data == PUBLISHED and first is not None and not first.printed)


def is_page(entry: Page) -> bool:
    """Whether an entry of the manifest is a page about one question."""
    return bool(entry["file"].endswith(".html")) and entry["notebook"] != SINGLE


def _whole(files: Sequence[Page]) -> list[dict[str, Any]]:
    """The years with their workbook, and with the single file of all questions; one of some is its maker's own."""
    years: dict[int, dict[str, Any]] = {}
    for entry in files:
        of_all = PurePosixPath(entry["file"]).stem == entry["parameters"]["language"]
        if entry["notebook"] == TABLES or (entry["notebook"] == SINGLE and of_all):
            year = entry["parameters"]["year"]
            years.setdefault(year, {"year": year})[entry["notebook"]] = entry["file"]
    return [years[year] for year in sorted(years)]


def _named(page: Page, says: Words) -> dict[str, Any]:
    title = says.say(topic(page["notebook"]).title)
    said = page.get("headline") or ""
    return {"href": page["file"], "text": f"{title}, {page['parameters']['year']}", "headline": said}


def _question(
    name: str,
    pages: Sequence[Page],
    years: Sequence[int],
    beside: set[str],
    says: Words,
    pictured: Callable[[str], bool],
) -> dict[str, Any]:
    shown = sorted(pages, key=lambda page: (page["parameters"]["year"], page["file"]))
    latest = next((page for page in reversed(shown) if _answers(page, says)), shown[-1])
    return {
        "name": name,
        "title": says.say(topic(name).title),
        "wide": name in OVERVIEWS,
        "latest": _year(latest, beside, says, pictured),
        "known": says.years(page["parameters"]["year"] for page in shown),
        "pages": [_year(page, beside, says, pictured) for page in shown],
        "unanswered": any(not _answers(page, says) for page in shown),
        "opens": len(shown) > 1 or (len(years) > 1 and any(_printed(page, beside) for page in shown)),
    }


def _answers(page: Page, says: Words) -> bool:
    """Whether the headline is an answer; the sentence may stand behind the name of what it is about."""
    headline, year = (page.get("headline") or "").casefold(), page["parameters"]["year"]
    absent = (says.say(form, year=year, years=WHICH).partition(WHICH)[0].casefold() for form in NO_FIGURES)
    return not any(beginning in headline for beginning in absent)


def _year(page: Page, beside: set[str], says: Words, pictured: Callable[[str], bool]) -> dict[str, Any]:
    answers, picture = _answers(page, says), PurePosixPath(page["file"]).with_suffix(".svg").as_posix()
    # A page without an answer opens with a chart of another question, that of a sample perhaps.
    shown = picture if answers and pictured(picture) else ""
    return {
        "href": page["file"],
        "year": page["parameters"]["year"],
        "headline": _headline(page, says),
        "picture": shown,
        "synthetic": answers and is_synthetic(page) and bool(shown or not topic(page["notebook"]).opening),
        "answers": answers,
        "pdf": _printed(page, beside),
    }


def _headline(page: Page, says: Words) -> str:
    said: str = page.get("headline") or says.say(topic(page["notebook"]).title)
    overview = OVERVIEWS.get(page["notebook"])
    if overview and page.get("headline") and _answers(page, says):
        return says.say(overview, year=page["parameters"]["year"])
    return said


def _printed(page: Page, beside: set[str]) -> str:
    """The page's PDF, where it was made."""
    pdf = PurePosixPath(page["file"]).with_suffix(".pdf").as_posix()
    return pdf if pdf in beside else ""
