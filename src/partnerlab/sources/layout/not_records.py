"""Sheets that hold no applications, though words over or in them are known: summaries, cards, a column a year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from partnerlab.model import APPLICATION
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.headings import HEADING_ROWS, recognised
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.layout.heading_rows import Headings, cell_text, known_headings
from partnerlab.sources.layout.regions import year_of

NAMING = ("application_id", "organisation", "organisation_id", "title")
"""Columns of which an application has at least one."""
_COUNT = re.compile(
    r"(?:(?:количество|кол-во|число|подано|поступило|всего|number of)[ :,]+(?:\w+ )?)?"
    r"(?:заявок|проектов|победителей|applications|projects|winners|grants)"
    r"|(?:заявок |проектов )?(?:подано|поступило|допущено|участвовало|победило)"
)
"""What stands over numbers of applications: a row with such is no application."""
_FEWEST_YEARS = 3
_FEWEST_LABELS = 3
_CARD_WIDTH, _CARD_ROWS = 3, 50
_CARD = frozenset(
    bare(label)
    for label in [
        "официальный сайт",
        "сайт",
        "руководитель",
        "описание",
        "адрес",
        "телефон",
        "электронная почта",
        "e-mail",
        "email",
        "контакты",
        "контактное лицо",
        "инн",
        "огрн",
        "кпп",
        "банк",
        "website",
        "site",
        "phone",
        "address",
        "contact",
        "director",
        "head",
        "description",
        "о себе",
        "показатель",
        "юридический адрес",
    ]
)
"""Labels of a card about one organisation, which stand in the first column one below another."""


def reason_not_read(sheet: Sheet, headings: Headings | None, *, own: UserMapping) -> str:
    """The rule that says why a sheet is not read as records; empty where it is.

    >>> reason_not_read(Sheet("", [["показатель", 2009.0, 2010.0, 2011.0]]), None, own=UserMapping())
    'figures_by_year'
    """
    if headings is None:
        heads = [texts for row in sheet.rows[:HEADING_ROWS] if _years(texts := list(map(cell_text, row)))]
        if heads:
            return "wide_table" if any(map(recognised, heads[0])) else "figures_by_year"
        return "card" if _is_card(sheet.rows, 0) else "sheet_not_read"
    known = {found.column: place for place, found in known_headings(headings, own).items()}
    if _years(headings.own) and not any(APPLICATION[name].type == "money" for name in _beside_years(headings, known)):
        return "wide_table"
    first = next((place for place, title in enumerate(headings.titles) if title), 0)
    if len(known) == 1 and first in known.values() and _is_card(sheet.rows[headings.bottom :], first):
        return "card"
    if not known.keys() & set(NAMING) and any(map(_counts_applications, headings.own)):
        return "summary"
    return "figures_by_year" if _one_row_a_year(sheet, headings, known) else ""


def _counts_applications(heading: str) -> bool:
    """Whether a heading stands over numbers of applications.

    >>> _counts_applications("Количество заявок"), _counts_applications("Число участников")
    (True, False)
    """
    return _COUNT.fullmatch(heading.casefold()) is not None


def _years(texts: Sequence[str]) -> bool:
    """Whether years stand beside one another as headings."""
    return len({year for text in texts if (year := year_of(text))}) >= _FEWEST_YEARS


def _beside_years(headings: Headings, known: dict[str, int]) -> list[str]:
    return [name for name, place in known.items() if not year_of(headings.own[place])]


def _is_card(rows: Sequence[Sequence[object]], first: int) -> bool:
    """Whether the first column holds labels, and the one beside it what is said to them."""
    if not rows or max(map(len, rows)) - first > _CARD_WIDTH:
        return False
    labels = [text for row in rows[:_CARD_ROWS] if first < len(row) and (text := cell_text(row[first]))]
    told = sum(bare(text) in _CARD or recognised(text) is not None for text in labels)
    return told >= _FEWEST_LABELS and told * 2 >= len(labels)


def _one_row_a_year(sheet: Sheet, headings: Headings, known: dict[str, int]) -> bool:
    """Whether each row is another year and names no application."""
    if "year" not in known or any(name in known for name in NAMING):
        return False
    place = known["year"]
    texts = [cell_text(row[place]) for row in sheet.rows[headings.bottom + 1 :] if place < len(row)]
    years = [year for text in texts if (year := year_of(text))]
    return len(years) >= _FEWEST_YEARS and len(set(years)) == len(years)
