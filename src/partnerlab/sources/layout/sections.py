"""Rows of one text that stand for the rows below them: a year, a district, a section of a list."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.cells import spaced
from partnerlab.sources.forms.sheets import Sheet, is_empty
from partnerlab.sources.headings import Heading
from partnerlab.sources.layout.fields import Field, Table, free_name
from partnerlab.sources.layout.regions import Region, year_of

_DISTRICT = re.compile(r"(?:^|\W)(?:район|р-н|(?<!автономный )округ|district|borough)(?:\W|$)", re.IGNORECASE)
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_OWN_HEADINGS = ("Раздел", "Section")
"""What the column of sections is called that are neither years nor districts, in Russian and in English."""


def section_fields(table: Table, sheet: Sheet, region: Region) -> list[Field]:
    """The columns that the section rows of a table make, each text given to the records below it.

    A year goes to the year, a district to the district, where the table has no column of its own for them; all else
    to a column of the file's own. A text holds until the next of its kind, or of a kind that came before it.
    """
    if not region.sections:
        return []
    names = {one.name for one in table.fields}
    kinds = _kinds(
        [text for _, text in region.sections],
        years=not _filled(table, "year"),
        districts=not _filled(table, "district"),
    )
    place, text = region.sections[0]
    as_typed = " ".join(map(str, sheet.rows[place]))  # of «2003 год» the text is the year alone
    row = sheet.first_row + place
    table.find("section_rows", row, found=text, count=len(kinds))
    table.fields = [one for one in table.fields if not (one.name in kinds and one.name in ("year", "district"))]
    made = []
    for kind, column in _spread(region, kinds, len(table.rows)).items():
        known = kind in ("year", "district")
        heading = kind if known else _OWN_HEADINGS[not _CYRILLIC.search(as_typed)]
        name = kind if known else free_name(heading, names)
        made.append(Field("" if known else heading, name, Heading(kind) if known else None, column))
    return made


def _filled(table: Table, name: str) -> bool:
    return any(not is_empty(cell) for one in table.fields if one.name == name for cell in one.cells.tolist())


def _kinds(texts: list[str], *, years: bool, districts: bool) -> list[str]:
    """What each text is: a year, a district or another section; districts only where most of the others are."""
    others = [text for text in texts if not (years and year_of(text))]
    named = {text for text in others if _DISTRICT.search(spaced(text))}
    if not districts or 2 * sum(text in named for text in others) <= len(others):
        named = set()
    return ["year" if years and year_of(text) else "district" if text in named else "section" for text in texts]


def _spread(region: Region, kinds: list[str], rows: int) -> dict[str, pd.Series[Any]]:
    order = list(dict.fromkeys(kinds))
    now = dict.fromkeys(order, "")
    columns = {kind: np.full(rows, "", dtype=object) for kind in order}
    starts = np.searchsorted(np.array(region.records, dtype=np.int64), [place for place, _ in region.sections])
    for (_, text), kind, start in zip(region.sections, kinds, starts.tolist(), strict=True):
        now[kind] = text
        now.update(dict.fromkeys(order[order.index(kind) + 1 :], ""))
        for one in order:
            columns[one][start:] = now[one]
    return {kind: pd.Series(column, dtype=object) for kind, column in columns.items()}
