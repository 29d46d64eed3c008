"""What is told of headings: the standard that they follow, what is not known, and where a mapping does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from partnerlab.findings import Fact, Finding
from partnerlab.sources.cells.spelling import bare, mixed
from partnerlab.sources.headings import recognised
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.headings.proposals import Proposal, nearest_heading
from partnerlab.sources.headings.synonyms import SERVICE
from partnerlab.sources.layout.tables import Field, Table

MAPPING = "mapping.toml"
"""What a mapping is called that came from no file."""


def heading_notes(tables: Sequence[Table], *, own: UserMapping, sheets: Iterable[str] = ()) -> list[Finding]:
    """What is told of the headings of all tables; `sheets` are the names of all sheets of the file."""
    return [
        *(finding for table in tables for finding in (*_standard(table), *_known(table, own), *_unknown(table))),
        *_absent(tables, own, set(sheets)),
    ]


def unknown_fields(table: Table) -> list[Field]:
    """The columns whose headings nobody knows: neither partnerlab, nor the user's mapping, nor the file's standard."""
    unheaded = {finding.found for finding in table.findings if finding.rule == "empty_heading"}
    return [
        one
        for one in table.fields
        if one.meaning is None
        and one.heading == one.name
        and (one.letter or table.heading_row is None)  # not the column of the section rows
        and one.name not in unheaded
        and not (one.heading in table.own.columns or bare(one.heading) in SERVICE or recognised(one.heading))
        and not one.heading.endswith("_as_typed")
    ]


def proposed(table: Table, field: Field) -> Proposal | None:
    """The known heading that an unknown one may mean; none if its column is there already."""
    near = nearest_heading(field.heading)
    return None if near is None or any(one.name == near.column for one in table.fields) else near


def line_of(heading: str, column: str) -> str:
    """The line of `mapping.toml` that says what a heading means.

    >>> line_of("Сумма запроса", "requested")
    '"Сумма запроса" = "requested"'
    """
    return f"{quoted(heading)} = {quoted(column)}"


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _finding(table: Table, rule: str, field: Field | None, found: str, **facts: Fact) -> Finding:
    heading, letter = (field.heading, field.letter) if field else ("", "")
    said = tuple(facts.items())
    return Finding(rule, table.file, table.sheet, table.heading_row, heading, found, facts=said, letter=letter)


def _standard(table: Table) -> Iterator[Finding]:
    if table.own.standard:
        yield _finding(table, "standard_recognised", None, table.own.standard)


def _known(table: Table, own: UserMapping) -> Iterator[Finding]:
    for one in table.fields:
        if one.meaning and (one.meaning.lookalike or mixed(one.heading)):
            yield _finding(table, "lookalike_letters", one, one.heading)
    used = [one for one in table.fields if one.meaning and one.heading in own.columns]
    if used:
        named = _listed(used)
        told = _finding(table, "mapping_used", None, named, mapping=own.file or MAPPING, headings=named)
        yield replace(told, count=len(used))


def _unknown(table: Table) -> Iterator[Finding]:
    others = []
    for one in unknown_fields(table):
        near = proposed(table, one)
        if near:
            line = line_of(one.heading, near.column)
            yield _finding(table, "unknown_heading", one, one.heading, near=near.heading, line=line)
        else:
            others.append(one)
    if others:
        named = _listed(others)
        yield replace(_finding(table, "own_columns", None, named, headings=named), count=len(others))


def _listed(fields: Iterable[Field]) -> str:
    return ", ".join(f"«{one.heading}»" for one in fields)


def _absent(tables: Sequence[Table], own: UserMapping, sheets: set[str]) -> Iterator[Finding]:
    """What the user's mapping speaks of and no table has."""
    there = {bare(one.heading) for table in tables for one in table.fields}
    there |= {
        bare(finding.column) for table in tables for finding in table.findings
    }  # a column left out has its finding
    files = ", ".join(dict.fromkeys(table.file for table in tables))
    mapping = (("mapping", own.file or MAPPING),)
    said = {bare(heading): heading for part in (own.columns, own.units, own.decimals) for heading in part}
    for spelt, heading in said.items():
        if spelt not in there:
            yield Finding("mapping_heading_absent", files, "", None, "", heading, facts=mapping)
    for sheet in dict.fromkeys((*own.skipped, *filter(None, own.heading_rows))):
        if sheet not in sheets:
            yield Finding("mapping_sheet_absent", files, "", None, "", sheet, facts=mapping)
