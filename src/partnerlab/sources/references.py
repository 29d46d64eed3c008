"""Printed tables of names and texts as a reader sees them: tasks, directions, programmes, documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from partnerlab.sources.published import description, published
from partnerlab.wording import Language, is_missing, words
from partnerlab.wording.tables import heading


@dataclass(frozen=True)
class Reference:
    """A printed table in the reader's language: the source's own words, or our translation of them."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    source: str


def reference(name: str, where: Mapping[str, object], *, language: Language) -> Reference:
    """A printed table, or its rows with these values, in the reader's language.

    `data/datapackage.json` says under `shown` which columns a reader sees. Rows that share one printed `heading` are
    titled with it.

    Raises:
        UnknownTable: if there is no such table.

    >>> tasks = reference("programme_items", {"programme": "public_initiatives", "kind": "task"}, language="en")
    >>> tasks.title, len(tasks.rows)
    ('Tasks of the programme', 4)
    """
    table, entry = published(name), description(name)
    frame: pd.DataFrame = table.frame
    for column, value in where.items():
        frame = frame[frame[column] == value]
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    named = _named(entry, language)
    shown = [column for column in entry["partnerlab"]["shown"] if frame[column].notna().any()]
    return Reference(
        title=_title(frame, entry, language),
        headings=tuple(
            heading(column, words(language)) if column in named else _said(fields[column], language) for column in shown
        ),
        rows=tuple(tuple(_cell(row, column, named, language) for column in shown) for row in frame.to_dict("records")),
        notes=tuple(_contradictions(entry, where, language)),
        source=table.source.line(language),
    )


def _title(frame: pd.DataFrame, entry: Mapping[str, Any], language: Language) -> str:
    column = "heading_en" if language == "en" else "heading"
    headings = set(frame[column]) if column in frame else set()
    return str(headings.pop()) if len(headings) == 1 else _said(entry, language)


def _said(described: Mapping[str, Any], language: Language) -> str:
    """The title of a table or a field, in the reader's language."""
    english: Mapping[str, Any] = described.get("english") or described.get("partnerlab", {}).get("english", {})
    return str(english.get("title", described["title"]) if language == "en" else described["title"])


def _cell(row: Mapping[Any, Any], column: str, named: Mapping[str, Mapping[Any, str]], language: Language) -> str:
    value = row[f"{column}_en"] if language == "en" and isinstance(row.get(f"{column}_en"), str) else row[column]
    if isinstance(value, pd.Timestamp):
        return words(language).day(value.date())
    if not isinstance(value, str) and is_missing(value):
        return ""
    return str(named.get(column, {}).get(value, value))


def _named(entry: Mapping[str, Any], language: Language) -> dict[str, Mapping[Any, str]]:
    """For each column that is a key of another table, the names that the keys stand for."""
    names: dict[str, Mapping[Any, str]] = {}
    for key in entry["schema"].get("foreignKeys", ()):
        (column,), (target,) = key["fields"], key["reference"]["fields"]
        other: pd.DataFrame = published(key["reference"]["resource"]).frame
        name = "name_en" if language == "en" else "name"
        if name in other:
            names[column] = dict(zip(other[target], other[name], strict=True))
    return names


def _contradictions(entry: Mapping[str, Any], where: Mapping[str, object], language: Language) -> list[str]:
    """Where the source contradicts itself in the rows that are shown."""
    return [
        str(one["english"] if language == "en" else one["text"])
        for one in entry["partnerlab"]["contradictions"]
        if all(where.get(column, value) == value for column, value in one.get("where", {}).items())
    ]
