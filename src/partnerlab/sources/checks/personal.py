"""Personal data in a contest's records: whole columns of it are left out, the rest is told cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.cells.personal import (
    SUSPECT,
    is_person,
    is_personal_heading,
    is_wholly_personal,
    masked,
    personal_parts,
)
from partnerlab.sources.checks.origin import Records, filled
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.layout.tables import Field, Table

NUMBERS = ("application_id", "organisation_id")
"""Columns of numbers that are nobody's telephone."""
ENOUGH = 3
"""So many cells at least are needed to call a column personal by what stands in it."""
SHARE = 0.8
"""A column is personal if so much of what stands in it is."""
_SAID = frozenset(("да", "нет", "есть", "yes", "no", "true", "false", "+", "-", "x", "х", "v"))


def leave_out_personal_columns(tables: Iterable[Table]) -> None:
    """Take the columns of personal data out of the tables; each is a finding of its table."""
    for table in tables:
        for one in [one for one in table.fields if one.meaning is None]:
            if cells := _personal_cells(one):
                table.find("personal_column", column=one.heading, found=one.heading, cells=cells)
                table.fields.remove(one)


def _personal_cells(one: Field) -> int:
    """How many cells a column of personal data has; 0 where the column is none."""
    typed = one.cells.tolist()
    if is_personal_heading(one.heading):
        cells = list(filter(_says, typed))
        return len(cells) if not all(map(_says_little, cells)) else 0
    texts = [cell for cell in _once(typed) if isinstance(cell, str | float | int) and _says(cell)]
    head = texts[:100]  # a column that begins with nothing personal is none
    if not texts or sum(map(is_wholly_personal, head)) < SHARE * len(head):
        return 0
    count = sum(map(_says, typed))
    return count if count >= ENOUGH and sum(map(is_wholly_personal, texts)) >= SHARE * len(texts) else 0


def _once(cells: list[Any]) -> Iterable[Any]:
    try:
        return dict.fromkeys(cells)
    except TypeError:  # a frame's cells may be lists
        return dict.fromkeys(cell for cell in cells if isinstance(cell, str | float | int))


def _says(cell: object) -> bool:
    """Whether anything stands in a cell."""
    return not is_empty(cell) and (not isinstance(cell, str) or bool(cell.strip()))


def _says_little(cell: object) -> bool:
    """Whether a cell under a personal heading tells nothing of anybody: a count, yes or no."""
    if isinstance(cell, bool):
        return True
    if isinstance(cell, float | int):
        return abs(cell) < 1000
    return text_of(cell).casefold() in _SAID


def personal_data(records: Records) -> Iterator[Finding]:
    """Cells with something that looks like personal data; what is shown of it is masked."""
    for name in map(str, records.frame.columns):
        plain = name.removesuffix("_as_typed")
        if plain in NUMBERS or not isinstance(records.frame[name].dtype, pd.StringDtype):
            continue
        for place, parts in _suspects(records.frame[name]):
            shown = ", ".join(map(masked, parts))
            yield records.origin.finding("personal_data", place, column=plain, found=shown)


def _suspects(texts: pd.Series[Any]) -> Iterator[tuple[int, list[str]]]:
    """The places of a column that hold personal data, and what of it."""
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    column = pa.array(texts, from_pandas=True)
    suspect = pc.indices_nonzero(pc.match_substring_regex(column, SUSPECT))
    parts_of = cache(personal_parts)
    for place, text in zip(suspect.to_pylist(), column.take(suspect).to_pylist(), strict=True):
        if parts := parts_of(text):
            yield place, parts


def people_as_organisations(records: Records) -> list[Finding]:
    """Names of persons where organisations stand: pages would print them."""
    if not filled(records.frame, "organisation"):
        return []
    names = records.frame["organisation"]
    people = {name for name in names.dropna().unique().tolist() if is_person(name)}
    where = records.counted & names.isin(people).to_numpy()
    return [] if not people else records.origin.summed("person_as_organisation", where, column="organisation")
