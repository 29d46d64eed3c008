"""partnerlab's own part of a 360Giving file: all applications, and what the standard has no place for.

A file of the standard holds grants. Beside its `grants` a JSON file made by partnerlab has the key `partnerlab`:

| key | what |
|---|---|
| `version` | 1 |
| `note` | what this part is, in a sentence |
| `currency` | the one currency of all the money |
| `columns` | the applications' columns: `name`, and `type` (text, number, whole, date, yes_no) |
| `applications` | one list a row, in the order of `columns`: the refused too, co-funding, continuation |
| `grants` | the number of each application that is a grant, and the grant's identifier |
| `assumed_days` | the identifiers of grants of which only the year is known |
| `beside` | tables beside the applications (outcomes, scores, calendar ...): `columns` and `rows` |

In a workbook the same stands in the sheet `partnerlab applications` and in one sheet a table, beside `grants`.
A file with this part is opened from it, so that nothing is lost; grants that were changed afterwards are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.forms.sheets import Sheet, TypedSheet

KEY, SHEET, GRANTS = "partnerlab", "partnerlab applications", "grants"
VERSION = 1
_DTYPES = {"text": "str", "number": "float64", "whole": "Int64", "date": "datetime64[us]", "yes_no": "boolean"}


def type_of(column: pd.Series[Any]) -> str:
    """What the extension calls the type of a column.

    >>> type_of(pd.Series([1.5])), type_of(pd.Series(["a"], dtype="str"))
    ('number', 'text')
    """
    if pd.api.types.is_bool_dtype(column.dtype):
        return "yes_no"
    if pd.api.types.is_integer_dtype(column.dtype):
        return "whole"
    if pd.api.types.is_float_dtype(column.dtype):
        return "number"
    return "date" if pd.api.types.is_datetime64_any_dtype(column.dtype) else "text"


def taken_apart(document: Any, file: str) -> tuple[list[Sheet | TypedSheet], Any, list[Finding]]:
    """The sheets of the extension in a document, the document without it, and what is told of it.

    There are no sheets where there is no extension, or where the grants are no longer those that it was made for.

    >>> taken_apart({"grants": []}, "a.json")
    ([], {'grants': []}, [])
    """
    if not (isinstance(document, Mapping) and isinstance(part := document.get(KEY), Mapping)):
        return [], document, []
    rest = {name: value for name, value in document.items() if name != KEY}
    try:
        sheets = _sheets(part, file)
        same = _identifiers(document) == set(part["grants"].values()) and part["version"] == VERSION
    except (KeyError, TypeError, ValueError, AttributeError):
        same = False
    if not same:
        return [], rest, [Finding("extension_not_read", file, "", None, "", KEY)]
    return sheets, rest, [Finding("extension_read", file, "", None, "", KEY, count=len(part["applications"]))]


def _identifiers(document: Mapping[str, Any]) -> set[Any]:
    return {grant["id"] for grant in document[GRANTS]}


def _sheets(part: Mapping[str, Any], file: str) -> list[Sheet | TypedSheet]:
    frame = _frame(part["columns"], part["applications"])
    sheets: list[Sheet | TypedSheet] = [TypedSheet("", frame, file, {"currency": part["currency"]})]
    beside = [(name, table["columns"], table["rows"]) for name, table in part.get("beside", {}).items()]
    return sheets + [TypedSheet(name, _frame(columns, rows), file) for name, columns, rows in beside]


def _frame(columns: Sequence[Mapping[str, str]], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            one["name"]: pd.Series(list(column), dtype=object).astype(_DTYPES[one["type"]])  # type: ignore[call-overload]
            for one, column in zip(columns, cells, strict=True)
        }
    )


def without_grants_twice(sheets: Sequence[Sheet | TypedSheet]) -> tuple[list[Sheet | TypedSheet], list[Finding]]:
    """The sheets of a workbook, without the grants that stand among all applications in the extension's sheet too.

    >>> without_grants_twice([Sheet("grants", []), Sheet("partnerlab applications", [])])[0][0].name
    'partnerlab applications'
    """
    files = {sheet.file for sheet in sheets if sheet.name == SHEET}
    twice = [sheet for sheet in sheets if sheet.name == GRANTS and sheet.file in files]
    kept = [sheet for sheet in sheets if sheet not in twice] if twice else list(sheets)
    return kept, [Finding("grants_in_extension", sheet.file, sheet.name, None, "", SHEET) for sheet in twice]
