"""Which sheet is a table beside the records: by the headings over scores, outcomes, gifts and years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from partnerlab.model import BESIDE
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.headings import recognised, unit_named

TIERS = "tiers"
"""Applications of all tiers: a table of records, which only the name of its sheet sets apart from the contest's own."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "scores": {
        "expert": "эксперт; код эксперта; номер эксперта; № эксперта; член комиссии; рецензент; reviewer; referee; "
        "assessor; evaluator; judge",
        "criterion": "критерий; критерий оценки; показатель оценки; criteria",
        "score": "оценка; балл; баллы; оценка эксперта; балл эксперта; количество баллов; points; mark; rating",
    },
    "outcomes": {
        "indicator": "показатель; показатель результата; результат; наименование показателя; индикатор; outcome; "
        "output; measure",
        "value": "значение; значение показателя; количество; факт; фактическое значение; достигнутое значение; "
        "quantity; count; number; actual",
        "kind": "вид; вид показателя; тип показателя; kind of indicator",
        "unit": "единица; единица измерения; ед. изм.; unit of measurement",
        "name": "название показателя",
    },
    "donors": {
        "donor": "донор; благотворитель; спонсор; жертвователь; кто дал; партнер; sponsor; giver; funder",
        "amount": "сумма; взнос; сумма взноса; пожертвование; сумма пожертвования; внесено; gift; contribution; "
        "donation; amount",
        "printed_fund": "призовой фонд; фонд конкурса; фонд; printed fund; fund; prize fund",
    },
    "funds": {
        "printed_fund": "призовой фонд; фонд конкурса; фонд; грантовый фонд; printed fund; fund; prize fund",
        "applications": "заявок; число заявок; количество заявок; подано заявок; участвовало проектов",
        "winners": "победителей; число победителей; количество победителей; профинансировано проектов",
    },
    "calendar": {
        "held": "проведен; проводился; состоялся; конкурс проведен; конкурс проводился; конкурс состоялся; was held; "
        "took place",
    },
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "scores": ("application_id", "expert", "score"),
    "outcomes": ("application_id", "indicator", "value"),
    "donors": ("donor", "amount"),
    "calendar": ("year", "held"),
    "funds": ("year", "printed_fund"),
}
"""Without these headings a sheet is no such table; asked in this order."""
_OF_RECORDS: Mapping[str, frozenset[str]] = {
    "scores": frozenset(("requested", "awarded", "attracted", "status")),
    "outcomes": frozenset(("requested", "awarded", "attracted", "status")),
    "donors": frozenset(("organisation", "organisation_id", "title", "status", "requested")),
    "calendar": frozenset(("organisation", "organisation_id", "title", "status", "requested", "awarded")),
    "funds": frozenset(("organisation", "organisation_id", "title", "status", "requested", "awarded")),
}
"""Columns that only records have: a sheet with one of them is no such table."""
_NAMES: Mapping[str, str] = {TIERS: "уровни; ступени; все уровни; заявки всех уровней; районные и городские; all tiers"}
_UNIT = re.compile(r"(?P<name>.*\S)\s*[,(]\s*(?P<unit>[^,()]+?)\)?\s*")


@dataclass(frozen=True)
class SideHeading:
    """What a heading of a table beside the records means: a column, and for money its unit."""

    column: str
    factor: float = 1.0
    currency: str = ""


@cache
def _known(table: str) -> Mapping[str, str]:
    words = {bare(text): name for name, texts in _WORDS[table].items() for text in texts.split(";")}
    words |= {bare(column.meaning): column.name for column in BESIDE[table]}
    return words | {bare(column.name): column.name for column in BESIDE[table]}


def side_heading(heading: str, table: str) -> SideHeading | None:
    """What a heading means in a table beside the records.

    >>> side_heading("Взнос, тыс. руб.", "donors")
    SideHeading(column='amount', factor=1000.0, currency='RUB')
    >>> side_heading("№ заявки", "scores"), side_heading("Шкаф", "scores")
    (SideHeading(column='application_id', factor=1.0, currency=''), None)
    """
    if column := _known(table).get(bare(heading)):
        return SideHeading(column)
    if (match := _UNIT.fullmatch(heading)) and (unit := unit_named(match["unit"])):
        column = _known(table).get(bare(match["name"]))
        return SideHeading(column, *unit) if column else None
    found = recognised(heading)
    own = {column.name for column in BESIDE[table]}
    return SideHeading(found.column, found.factor, found.currency) if found and found.column in own else None


def side_table(headings: Sequence[str]) -> str:
    """Which table beside the records a row of headings begins; empty where it begins none.

    >>> side_table(["№ заявки", "Эксперт", "Критерий", "Балл"]), side_table(["Организация", "Спонсор", "Сумма"])
    ('scores', '')
    """
    for table, needed in _NEEDED.items():
        meant = {heading: side_heading(heading, table) for heading in headings if heading}
        columns = {one.column for one in meant.values() if one}
        others = {found.column for heading, one in meant.items() if not one and (found := recognised(heading))}
        if columns.issuperset(needed) and not others & _OF_RECORDS[table]:
            return table
    return ""


def is_of_all_tiers(name: str) -> bool:
    """Whether a sheet, by its name, holds the applications of all tiers.

    >>> is_of_all_tiers("tiers"), is_of_all_tiers("Заявки всех уровней"), is_of_all_tiers("2003")
    (True, True, False)
    """
    return bare(name) in {bare(TIERS), *(bare(text) for text in _NAMES[TIERS].split(";"))}
