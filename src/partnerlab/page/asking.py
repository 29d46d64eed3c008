"""What a visitor asks for, held against the data: what they do not know is told and left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from partnerlab.errors import PartnerlabError, WrongValue
from partnerlab.page.selection import Counted
from partnerlab.parameters import CHOICES, FILTERS, Parameters
from partnerlab.wording import Words, message
from partnerlab.wording.tables import column_name

SHOWN = 12
"""So many of the values that there are does a message name."""
CALLED = {
    "year": message("Year"),
    "prices": message("Prices"),
    "compare": message("Compare with"),
    "size": message("Size of the tiles"),
}
"""What the fields of an address that are no filters are called on a page."""


@dataclass(frozen=True)
class Asked:
    """What is asked for and known: as an address says it, the filters' values as the data have them, what is wrong."""

    parameters: Parameters
    filters: dict[str, str]
    wrong: tuple[PartnerlabError, ...]


def known(asked: Parameters, counted: Counted, years: Sequence[int], says: Words, *, default: int | None) -> Asked:
    """What the data know of what is asked for; the year is `default` where none is asked for that they know.

    `wrong` names each value that they do not know.
    """
    wrong: list[PartnerlabError] = []

    def year(text: int | None, field: str) -> int | None:
        if text is not None and text not in years:
            wrong.append(WrongValue(field, str(text), says.years(years) or "–"))
        return text if text in years else None

    def value(name: str, text: str, field: str) -> str | None:
        found = counted.value(name, text)
        if found is None:
            wrong.append(WrongValue(field, text, _offered(name, counted, says)))
        return found

    shown = year(asked.year, "year") or default
    found = {name: value(name, text, name) for name, text in asked.filters if name in FILTERS}
    filters = {name: text for name, text in found.items() if text is not None}
    compare = asked.compare
    if compare is not None:
        name, text = compare
        right = year(int(text), "compare") if name == "year" else value(name, text, "compare")
        same = right == (shown if name == "year" else filters.get(name))
        key = str(right) if name == "year" or right is None else counted.key(name, str(right))
        compare = None if right is None or same else (name, key)
    choices = []
    for name, text in asked.choices:
        if text in CHOICES[name]:
            choices.append((name, text))
        else:
            wrong.append(WrongValue(name, text, ", ".join(CHOICES[name])))
    keyed = tuple((name, counted.key(name, text)) for name, text in filters.items())
    told = replace(asked, year=shown, filters=keyed, compare=compare, choices=tuple(choices))
    return Asked(told, filters, tuple(wrong))


def named(error: PartnerlabError, says: Words) -> PartnerlabError:
    """What is wrong, with its field called as the control on the page is, and as it is in the address.

    >>> from partnerlab.wording import words
    >>> named(WrongValue("district", "mars", "Kirovsky"), words("en")).text("en")
    '«District (district)» cannot be «mars»; expected: Kirovsky.'
    """
    if not isinstance(error, WrongValue) or error.parameter not in (*CALLED, *FILTERS):
        return error
    field = error.parameter
    called = says.say(CALLED[field]) if field in CALLED else column_name(field, says)
    return replace(error, parameter=f"{called} ({field})")


def _offered(name: str, counted: Counted, says: Words) -> str:
    shown = [option.label for option in counted.options(name, {}, None, says)]
    return ", ".join(shown[:SHOWN]) + (" …" if len(shown) > SHOWN else "") if shown else "–"


def other_side(asked: Parameters) -> Parameters | None:
    """What stands beside what is asked for: the same of another year, district or line; None where nothing does.

    >>> other_side(Parameters(2003, "ru", filters=(("line", "a"),), compare=("line", "b"))).filters
    (('line', 'b'),)
    """
    if asked.compare is None:
        return None
    name, text = asked.compare
    if name == "year":
        return replace(asked, year=int(text), compare=None)
    others = dict(asked.filters) | {name: text}
    return replace(asked, filters=tuple(others.items()), compare=None)
