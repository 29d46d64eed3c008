"""The printed tables: what public documents print, as they print it, and what is known to be lost.

What there is stands in `data/datapackage.json`; another table, or another city, is another entry there and
no code.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, overload

import pandas as pd

from partnerlab import resources
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import ChangedTable, LostTable, MissingFile, UnknownTable
from partnerlab.wording import Language, reader_language, words

INNER = {"thousand": Decimal(1000), "million": Decimal(1_000_000), "percent": Decimal("0.01")}
"""What a number is multiplied by where its field's unit begins with this word: inside are roubles and shares."""

Entry = Mapping[str, Any]


@dataclass(eq=False)
class LostChart(LostTable):
    """A lost chart by its printed heading, with what is known of it, in the reader's language."""

    heading: Mapping[str, str]
    knowledge: Mapping[str, str]

    def text(self, language: Language | None = None) -> str:
        """The message in the reader's language; the heading is the source's, or our translation of it."""
        reader = language or reader_language()
        known, heading = (said.get(reader, said[""]) for said in (self.knowledge, self.heading))
        return words(reader).say(self.template, name=heading, known=known)


@overload
def published(name: None = None, *, language: Language | None = None) -> pd.DataFrame: ...
@overload
def published(name: str, *, language: Language | None = None) -> Dataset: ...
def published(name: str | None = None, *, language: Language | None = None) -> pd.DataFrame | Dataset:
    """A table that a public document prints, with its place in it; without a name, the list of all there are.

    The list has one row a table (`name, title, place, rows, known`), its titles in `language`; a chart of which
    the source kept only the heading is in it with `known` False. A table is a Dataset: its frame has the columns
    that `data/datapackage.json` describes, money in roubles, shares from 0 to 1, years as whole numbers, and a
    missing value missing; its source says where the table stands, and what must be said wherever it is shown.

    Raises:
        UnknownTable: if there is no table of this name.
        LostTable: if it is a chart whose numbers are lost; the error says what is known.
        ChangedTable: if the file is no longer the one that was checked against the source.
        MissingFile: if the file is not there.

    >>> published("social_order").frame.attracted.tolist()
    [751900.0, 5325000.0, 11301000.0]
    >>> published("social_order").source.text("place", "en")
    'slide “Order for social projects of the city contest” (the printed “none” of 1999 is read as zero)'
    """
    folder = resources.data_folder()
    package = _package(folder)
    entries: dict[str, Entry] = {entry["name"]: entry for entry in package["resources"]}
    list_of_lost = entries[package["partnerlab"]["lost"]]
    if name is None:
        return _list(folder, entries, list_of_lost, language or reader_language())
    if name in entries:
        entry = entries[name]
        return Dataset(name, "published", _frame(folder, entry), _source(entry))
    lost = {chart["chart"]: chart for chart in _frame(folder, list_of_lost).to_dict("records")}
    if name in lost:
        raise LostChart(name, lost[name]["known"], _texts(lost[name], "heading"), _texts(lost[name], "known"))
    raise UnknownTable(name, (*entries, *lost))


def description(name: str) -> Entry:
    """What `data/datapackage.json` says of a printed table: its fields, how it was read, its contradictions.

    Raises:
        UnknownTable: if there is no table of this name.

    >>> description("social_order")["partnerlab"]["parts"]
    [3]
    """
    entries: dict[str, Entry] = {entry["name"]: entry for entry in _package(resources.data_folder())["resources"]}
    if name not in entries:
        raise UnknownTable(name, tuple(entries))
    return entries[name]


def city(language: Language) -> str:
    """The city whose contest the printed tables are of.

    >>> city("en")
    'Perm'
    """
    named: dict[str, str] = _package(resources.data_folder())["partnerlab"]["city"]
    return named[language]


def _package(folder: Path) -> Entry:
    package: Entry = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return package


def _list(folder: Path, entries: Mapping[str, Entry], lost: Entry, language: Language) -> pd.DataFrame:
    """What there is and what is lost; a lost chart has no number of rows."""
    rows: list[tuple[str, str, str, int | None, bool]] = []
    for name, entry in entries.items():
        titles: dict[str, str] = {"": entry["title"], "en": entry["partnerlab"]["english"]["title"]}
        place = _source(entry).text("place", language)
        rows.append((name, titles.get(language, titles[""]), place, len(_frame(folder, entry)), True))
    place = _source(lost).text("place", language)
    for chart in _frame(folder, lost).to_dict("records"):
        headings = _texts(chart, "heading")
        rows.append((chart["chart"], headings.get(language, headings[""]), place, None, False))
    table = pd.DataFrame(rows, columns=["name", "title", "place", "rows", "known"])
    return table.astype({"rows": "Int64"})


def _texts(row: Mapping[Hashable, Any], column: str) -> dict[str, str]:
    """A text of a row as it is printed (under no language) and as we translate it."""
    return {"": str(row[column]), "en": str(row[f"{column}_en"])}


def _source(entry: Entry) -> Source:
    """Who printed the table, and where; with what must be said wherever it is shown."""
    printed, licence, notes = entry["sources"][0], entry["licenses"][0], entry["partnerlab"]
    english = {
        **printed.get("english", {}),
        "licence": licence.get("english", licence)["title"],
        "place": _place(notes["english"]),
    }
    return Source(
        title=printed["title"],
        publisher=printed.get("publisher", ""),
        place=_place(notes),
        date=printed.get("date", ""),
        licence=licence["title"],
        kind="published",
        english=english,
    )


def _place(notes: Entry) -> str:
    return f"{notes['place']} ({notes['caution']})" if "caution" in notes else str(notes["place"])


def _frame(folder: Path, entry: Entry) -> pd.DataFrame:
    """The table's file, if it is the one that was checked, with the types and inner units of its fields."""
    file = folder / entry["path"]
    if not file.is_file():
        raise MissingFile(str(file))
    content = file.read_bytes()
    expected = entry["hash"].removeprefix("sha256:")
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise ChangedTable(str(file), found, expected)
    return _parsed(content, json.dumps(entry["schema"]["fields"])).copy()


@lru_cache(maxsize=64)
def _parsed(content: bytes, fields: str) -> pd.DataFrame:
    """A table's cells with their types: a page asks for some tables again and again."""
    typed = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, na_values=[""])
    return pd.DataFrame({field["name"]: _column(typed[field["name"]], field) for field in json.loads(fields)})


def _column(cells: pd.Series[str], field: Entry) -> pd.Series[Any]:
    """A column by its field's type; a number in inner units, exactly."""
    match field["type"]:
        case "integer" | "year":
            return cells.astype("Int64" if cells.hasnans else "int64")
        case "number":
            factor = INNER.get(field.get("unit", "").split(" ")[0], Decimal(1))
            return cells.map(lambda cell: float(Decimal(cell) * factor), na_action="ignore").astype("float64")
        case "boolean":
            truth = cells.map({"true": True, "false": False})
            return truth.astype("boolean" if cells.hasnans else "bool")
        case "date":
            return pd.to_datetime(cells, format="%Y-%m-%d")
        case _:
            return cells
