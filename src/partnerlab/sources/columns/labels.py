"""A label that stands in every cell before the value: «Grant: $98,601»."""

from __future__ import annotations

import math
import re
from typing import Any

import pandas as pd

from partnerlab.sources.cells import Reading
from partnerlab.sources.columns.readings import ReadColumn
from partnerlab.sources.forms.sheets import is_empty

_LABELLED = re.compile(r"\s*(?P<label>[^\W\d_][^:\n]{0,39}?)\s*:\s*(?P<value>[^/\s].*)", re.DOTALL)
FEWEST = 2
"""One labelled cell alone may be a text with a colon in it."""


def label_of(cells: pd.Series[Any]) -> str:
    """The label that all cells of a column bear before their value; empty where there is no such label.

    >>> label_of(pd.Series(["Grant: $98,601", "Grant: $89,794", ""])), label_of(pd.Series(["Grant: 5", "6"]))
    ('Grant', '')
    """
    if not (pd.api.types.is_object_dtype(cells.dtype) or isinstance(cells.dtype, pd.StringDtype)):
        return ""
    found, count = "", 0
    for cell in cells:  # most columns are known for unlabelled by their first cell
        if cell.__class__ is str and not cell:
            continue
        if cell.__class__ is float and not math.isnan(cell):
            return ""
        if is_empty(cell) or (isinstance(cell, str) and not cell.strip()):
            continue
        match = _LABELLED.match(cell) if isinstance(cell, str) else None
        if not match or (found and _singular(match["label"]) != _singular(found)):
            return ""
        found, count = found or match["label"], count + 1
    return found if count >= FEWEST else ""


def _singular(label: str) -> str:
    return label.casefold().removesuffix("s")  # «Grantee:» and, of several, «Grantees:»


def unlabelled(cells: pd.Series[Any]) -> pd.Series[Any]:
    """The cells of a labelled column without their label.

    >>> unlabelled(pd.Series(["Grant: $98,601", ""])).tolist()
    ['$98,601', '']
    """
    return pd.Series([_value(cell) for cell in cells.tolist()], dtype=object)


def _value(cell: Any) -> Any:
    match = _LABELLED.match(cell) if isinstance(cell, str) else None
    return match["value"].strip() if match else cell


def told(column: ReadColumn, cells: pd.Series[Any], label: str) -> ReadColumn:
    """A column that was read without its label: each cell as it was typed, and marked where nothing else is.

    >>> cells = pd.Series(["Grant: 5", "Grant: 6"])
    >>> told(ReadColumn(pd.Series([5.0, 6.0])), cells, "Grant").as_typed().tolist()
    ['Grant: 5', 'Grant: 6']
    """
    typed = cells.tolist()
    marked = {place for place, _, _ in column.marks}
    marks = [(place, reading, str(typed[place]).strip()) for place, reading, _ in column.marks]
    marks += [
        (place, Reading(None, "labelled_value", (("label", label),)), cell.strip())
        for place, cell in enumerate(typed)
        if isinstance(cell, str) and cell.strip() and place not in marked
    ]
    return ReadColumn(column.values, sorted(marks, key=lambda mark: mark[0]))
