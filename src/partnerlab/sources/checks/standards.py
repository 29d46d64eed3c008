"""Whether a file that follows a standard is as the standard asks: its columns, and each of its cells as typed.

A table of what each standard asks stands in `demands`; here it is held against the cells.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from partnerlab.findings import Fact, Finding
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.checks.demands import ASKED, Asked, Demand
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.layout.tables import Field, Table

MANY = 20
"""So many like findings in a column are told one by one in any case."""

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")

_DIGITS, _SIREN = 14, 9
_POST = "356000000"
"""With what the numbers of the French post begin."""

Said = tuple[str, tuple[tuple[str, Fact], ...]]
"""The rule that a cell breaks, and the facts of it."""
_WRONG_SIRET: Said = ("standard_check_digit", ())


def standard_violations(tables: Sequence[Table]) -> list[Finding]:
    """What is not as its standard asks in the tables that follow one."""
    return [
        finding
        for table in tables
        if (asked := ASKED.get(table.own.standard)) is not None
        for finding in (*_columns(table, asked), *_cells(table, asked), *_none_of(table, asked))
    ]


def _fields(table: Table) -> Mapping[str, Field]:
    return {bare(one.heading): one for one in reversed(table.fields)}


def _columns(table: Table, asked: Asked) -> Iterator[Finding]:
    """Columns that are missing, called otherwise, or out of order."""
    there = _fields(table)
    standard = ("standard", table.own.standard)
    groups = [(one.heading,) for one in asked.demands if one.needed and not one.only_if]
    for group in (*groups, *asked.one_of):
        if not any(bare(heading) in there for heading in group):
            yield _finding(table, "standard_column_missing", None, group[0], standard)
    for heading in asked.spelt:
        field = there.get(bare(heading))
        if field and field.heading != heading:
            facts = (("expected_heading", heading), standard)
            yield _finding(table, "standard_heading", field, field.heading, *facts)
    places = {bare(one.heading): place for place, one in reversed([*enumerate(table.fields)])}
    wrong = [_out_of_order(order, places) for order in asked.orders]
    if wrong and all(wrong):  # no order that the standard has had fits
        for late, early in min((one for one in wrong if one), key=len):
            before = ("before", there[bare(early)].heading)
            field = there[bare(late)]
            yield _finding(table, "standard_order", field, field.heading, before, standard)


def _out_of_order(order: Sequence[str], places: Mapping[str, int]) -> list[tuple[str, str]]:
    """Columns that stand behind one that the order has after them."""
    there = [heading for heading in order if bare(heading) in places]
    return [(heading, after) for heading, after in pairwise(there) if places[bare(heading)] > places[bare(after)]]


def _finding(table: Table, rule: str, field: Field | None, found: str, *facts: tuple[str, Fact]) -> Finding:
    heading, letter = (field.heading, field.letter) if field else ("", "")
    return Finding(rule, table.file, table.sheet, table.heading_row, heading, found, facts=facts, letter=letter)


def _cells(table: Table, asked: Asked) -> Iterator[Finding]:
    there = _fields(table)
    for demand in asked.demands:
        field = there.get(bare(demand.heading))
        if field is None:
            continue
        texts = _texts(field)
        said = _broken(set(texts), demand)
        if not said:
            continue
        only = _where(there, demand)
        broken = [
            (place, said[text])
            for place, text in enumerate(texts)
            if text in said and (text or only is None or place in only)
        ]
        yield from _each_or_summed(table, field, texts, broken)


def _texts(field: Field) -> list[str]:
    typed = field.cells.tolist()
    return typed if set(map(type, typed)) == {str} else ["" if is_empty(cell) else text_of(cell) for cell in typed]


def _where(there: Mapping[str, Field], demand: Demand) -> set[int] | None:
    """The places where a value is needed; None if everywhere."""
    if not demand.only_if:
        return None
    heading, word = demand.only_if
    field = there.get(bare(heading))
    return {place for place, text in enumerate(_texts(field)) if text == word} if field else set()


def _broken(texts: Collection[str], demand: Demand) -> Mapping[str, Said]:
    """The texts that are not as is asked of their column, and what they break."""
    if demand.takes_all:
        texts = [text for text in texts if not text.strip()]
    said = {text: one for text in texts if (one := _said(text, demand)) is not None}
    if demand.kind == "siret":
        said |= dict.fromkeys(wrong_sirets([text for text in texts if text not in said and text]), _WRONG_SIRET)
    return said


def _said(text: str, demand: Demand) -> Said | None:
    """What a cell breaks of what is asked of its column; None if nothing."""
    if not text.strip():
        return ("standard_value_missing", ()) if demand.needed else None
    if demand.listed and text not in demand.listed:
        return "standard_word", (("listed", ", ".join(demand.listed)),)
    if demand.longest and len(text) > demand.longest:
        return "standard_length", (("length", len(text)), ("longest", demand.longest))
    if not _has_form(text, demand):
        return "standard_form", (("example", demand.example),)
    if demand.most and not demand.least <= float(text) <= demand.most:
        return "standard_range", (("least", demand.least), ("most", demand.most))
    return None


def _has_form(text: str, demand: Demand) -> bool:
    if demand.kind == "number":
        return _NUMBER.fullmatch(text) is not None
    if demand.kind == "date":
        return _is_day(text)
    return not demand.form or re.fullmatch(demand.form, text) is not None


def _is_day(text: str) -> bool:
    try:
        return datetime.datetime.fromisoformat(text).year > 0 and text[4:5] == "-"
    except ValueError:
        return False


def wrong_sirets(numbers: Sequence[str]) -> list[str]:
    """Those of numbers of 14 digits whose check digits are wrong, of the whole or of the nine first.

    All at once, since a file has many; the post's own numbers, which follow another rule, are left to `stdnum`.

    >>> wrong_sirets(["21060004500392", "21060004500393"])
    ['21060004500393']
    """
    from stdnum.fr import siret

    if not numbers:
        return []
    digits = np.array(numbers, dtype="S14").view(np.uint8).reshape(-1, _DIGITS) - ord("0")
    fits = _luhn(digits) & _luhn(digits[:, :_SIREN])
    return [
        number
        for number, fit in zip(numbers, fits.tolist(), strict=True)
        if not (siret.is_valid(number) if number.startswith(_POST) else fit)
    ]


def _luhn(digits: np.ndarray[Any, np.dtype[np.uint8]]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    twice = digits.astype(np.int64)
    twice[:, -2::-2] *= 2
    return np.asarray((twice - 9 * (twice > 9)).sum(axis=1) % 10 == 0)


def _each_or_summed(
    table: Table, field: Field, texts: Sequence[str], broken: Sequence[tuple[int, Said]]
) -> Iterator[Finding]:
    """A finding for each cell, or one for the column where most of its cells break the same rule."""
    of_rule: dict[str, list[tuple[int, Said]]] = {}
    for place, said in broken:
        of_rule.setdefault(said[0], []).append((place, said))
    standard = ("standard", table.own.standard)
    for rule, places in of_rule.items():
        whole = len(places) > MANY and len(places) * 2 > len(texts)
        for place, (_, facts) in places[:1] if whole else places:
            row = int(table.rows[place])
            one = replace(_finding(table, rule, field, texts[place], *facts, standard), row=row)
            yield replace(one, count=len(places)) if whole else one


def _none_of(table: Table, asked: Asked) -> Iterable[Finding]:
    """Rows in which all of several columns are empty, one of which must hold a value."""
    there = _fields(table)
    for group in asked.one_of:
        fields = [there[bare(heading)] for heading in group if bare(heading) in there]
        columns = [_texts(field) for field in fields]
        empty = [place for place, texts in enumerate(zip(*columns, strict=True)) if not any(map(str.strip, texts))]
        named = " / ".join(f"«{field.heading}»" for field in fields)
        said: Said = ("standard_none_of", ())
        if fields:
            names = [named] * len(table.rows)
            yield from _each_or_summed(table, fields[0], names, [(place, said) for place in empty])
