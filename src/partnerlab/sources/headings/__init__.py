"""Which heading means which column: by the user's own mapping, by a standard, or as a contest's secretary types it.

Headings are compared without case, punctuation and spaces, ё as е; a unit of money in the heading («, тыс. руб.»,
"(thousand RUB)") is taken off and kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from partnerlab.model import APPLICATION, COLUMNS
from partnerlab.sources.cells.spelling import bare, lookalikes
from partnerlab.sources.headings.mapping import NO_MAPPING, Unit, UserMapping
from partnerlab.sources.headings.standards import standard_of
from partnerlab.sources.headings.synonyms import GENERAL, SYNONYMS
from partnerlab.sources.headings.units import counted_in, is_one, unit_named, units_stated, without_unit

__all__ = [
    "GENERAL",
    "HEADING_ROWS",
    "SYNONYMS",
    "Heading",
    "Unit",
    "known_columns",
    "mapping_of",
    "meaning",
    "recognised",
    "unit_named",
    "units_stated",
]

HEADING_ROWS = 20
"""The headings stand among the first so many rows."""


@dataclass(frozen=True)
class Heading:
    """What a heading means: a column; for money its factor (1000 for thousands) and its currency if named.

    `clear` is false where the heading names two units, of which neither can be chosen; `lookalike` is true where
    letters of another alphabet stand in it that look the same.
    """

    column: str
    factor: float = 1.0
    currency: str = ""
    general: bool = False
    clear: bool = True
    lookalike: bool = False

    @property
    def names_unit(self) -> bool:
        """Whether the heading says in which unit its money is."""
        return self.factor != 1.0 or bool(self.currency)


@cache
def _known() -> Mapping[str, str]:
    columns = {bare(column.name): column.name for column in COLUMNS}
    columns |= {bare(text): name for name, texts in SYNONYMS.items() for text in texts.split(";")}
    return columns | {bare(column.meaning): column.name for column in COLUMNS}


@cache
def recognised(heading: str) -> Heading | None:
    """The column that a heading means, or None where it is not known.

    >>> recognised("Средства бюджета, тыс. руб.")
    Heading(column='awarded', factor=1000.0, currency='RUB', general=False, clear=True, lookalike=False)
    >>> recognised("Шкаф") is None
    True
    """
    if found := _exactly(heading):
        return found
    other = next((found for spelt in lookalikes(heading) if (found := _exactly(spelt))), None)
    return replace(other, lookalike=True) if other else None


def _exactly(heading: str) -> Heading | None:
    if heading in APPLICATION:  # a file that partnerlab wrote: «end_date» is its own word, "End date" is not
        return Heading(heading)
    whole = bare(heading)
    if column := _known().get(whole):
        return Heading(column, general=whole in GENERAL)
    name, units = without_unit(heading)
    column = _known().get(name, "")
    if not units or not column or APPLICATION[column].type != "money":
        return None
    return Heading(column, *counted_in(units), general=name in GENERAL, clear=is_one(units))


def meaning(heading: str, own: UserMapping) -> Heading | None:
    """The column that a heading means: by the user's own mapping, else by what is known of headings.

    >>> meaning("Шкаф", NO_MAPPING) is None
    True
    >>> meaning("Шкаф, тыс. руб.", UserMapping(columns={"Шкаф, тыс. руб.": "spent"})).factor
    1000.0
    """
    found = _by_mapping(heading, own) if heading in own.columns else recognised(heading)
    unit = own.units.get(heading) if found else None
    return replace(found, factor=unit[0], currency=unit[1], clear=True) if found and unit else found


def _by_mapping(heading: str, own: UserMapping) -> Heading | None:
    column = own.columns[heading]
    if not column:
        return None
    known = recognised(heading)
    if known and known.column == column:
        return replace(known, general=False)
    if APPLICATION[column].type != "money":
        return Heading(column)
    units = without_unit(heading)[1]
    if units:
        return Heading(column, *counted_in(units), clear=is_one(units))
    stated = units_stated(heading)  # over both of two headings: «Сумма, тыс. руб. / запрошено»
    return Heading(column, *stated.pop()) if len(stated) == 1 else Heading(column, clear=not stated)


def mapping_of(headings: Sequence[str], own: UserMapping) -> UserMapping:
    """What is said of one table's headings: by the user, by the standard that they follow, and what follows from both.

    A heading that is otherwise known gives way where the user or the standard gives its column to another one.

    >>> mapping_of(["project_id", "cost", "votes", "name"], NO_MAPPING).columns["name"]
    'title'
    """
    if own.standard:
        return own
    spelt = [bare(heading) for heading in headings if heading]
    standard = standard_of(spelt)
    said = own.before(standard.mapping(spelt)) if standard else own
    if not said.columns:
        return said
    there = [heading for heading in headings if heading]
    given = {said.columns[heading] for heading in there if heading in said.columns} - {""}
    giving_way = {
        heading: ""
        for heading in there
        if heading not in said.columns and (known := recognised(heading)) and known.column in given
    }
    return replace(said, columns={**said.columns, **giving_way}) if giving_way else said


def known_columns(headings: list[str], *, own: UserMapping = NO_MAPPING) -> int:
    """How many different columns a row of headings names.

    >>> known_columns(["Год", "Организация", "Шкаф", "Заявитель"])
    2
    """
    said = mapping_of(headings, own)
    return len({found.column for heading in headings if (found := meaning(heading, said))})
