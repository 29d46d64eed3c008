"""Records in JSON: a list of them, wherever in the document it stands, as a table with one row a record.

An object inside a record gives columns «object:property». Of several such objects the first gives them; the others
give columns of their own, «object (2):property», so that nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from partnerlab.errors import BrokenJson, EmptyFile, NoRecords, UnreadableFile
from partnerlab.findings import Finding
from partnerlab.sources.forms.giving import is_grant, title
from partnerlab.sources.forms.giving_extension import taken_apart
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.headings import known_columns
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping
from partnerlab.wording import phrase

JSON = "JSON"
_DEEP = 4
"""Lists of records stand no deeper in a document."""
_SCHEMA = phrase("a schema, which describes records and holds none")
_MAP = phrase("a map (GeoJSON)")
_NO_LIST = phrase("JSON without a list of records")

Record = Mapping[str, Any]


def json_sheets(
    text: str, name: str, *, lines: bool = False, own: UserMapping = NO_MAPPING
) -> tuple[list[Sheet | TypedSheet], list[Finding]]:
    """The lists of records in a JSON document, or in JSON Lines, and what of it is not read.

    Raises:
        BrokenJson, UnreadableFile: if it is no JSON.
        NoRecords, EmptyFile: if no list of records is in it.
    """
    try:
        document = _lines(text, name) if lines else _document(text, name)
        whole, document, said = taken_apart(document, name)
        if whole:
            return whole, said
        sheets, findings = _sheets(document, name, own)
        return sheets, [*said, *findings]
    except RecursionError:
        raise UnreadableFile(name, JSON) from None


def _document(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and _starts_a_line(text, error):
            return _lines(text, name)
        raise BrokenJson(name, JSON, error.lineno, error.colno) from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableFile(name, JSON) from None


def _starts_a_line(text: str, error: json.JSONDecodeError) -> bool:
    """Whether a second document begins where the first has ended, on a line of its own: JSON Lines."""
    return error.lineno > 1 and error.colno == 1 and text[error.pos] in "{["


def _lines(text: str, name: str) -> list[Any]:
    records = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise BrokenJson(name, JSON, number, error.colno) from None
        except ValueError:
            raise UnreadableFile(name, JSON) from None
    return records


def _sheets(document: Any, name: str, own: UserMapping) -> tuple[list[Sheet | TypedSheet], list[Finding]]:
    if isinstance(document, dict) and "grants" not in document:
        if "$schema" in document:
            raise NoRecords(name, _SCHEMA)
        if document.get("type") == "FeatureCollection":
            raise NoRecords(name, _MAP)
    if _is_rows(document):
        return [Sheet("", [["" if cell is None else cell for cell in row] for row in document], file=name)], []
    lists = list(_lists(document, ()))
    if not lists:
        if document in ([], {}) or (isinstance(document, dict) and document.get("grants") == []):
            raise EmptyFile(name)
        raise NoRecords(name, _NO_LIST)
    if len(lists) == 1:
        return [TypedSheet("", _frame(lists[0][1]), name)], []
    sheets: list[Sheet | TypedSheet] = []
    findings = []
    for path, records in lists:
        frame, part = _frame(records), ".".join(path)
        if path[-1] == "grants" or known_columns(list(frame.columns), own=own) > 1:
            sheets.append(TypedSheet(part, frame, name))
        else:
            findings.append(Finding("part_not_read", name, "", None, "", part, count=len(records)))
    if not sheets:
        raise NoRecords(name, _NO_LIST)
    return sheets, findings


def _is_rows(document: Any) -> bool:
    """Whether the document is a table as rows of cells."""
    if not isinstance(document, list) or not document or not all(isinstance(row, list) for row in document):
        return False
    return not any(isinstance(cell, list | dict) for row in document for cell in row)


def _lists(document: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sequence[Record]]]:
    """The lists of objects in a document, not looking into records."""
    if isinstance(document, list):
        records = [one for one in document if isinstance(one, dict)]
        if records and len(records) == len(document):
            yield path, records
    elif isinstance(document, dict) and len(path) < _DEEP:
        for name, inside in document.items():
            yield from _lists(inside, (*path, name))


def _frame(records: Sequence[Record]) -> pd.DataFrame:
    titled = title if any(map(is_grant, records)) else _last
    rows = [_flat(record, titled) for record in records]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names})


def _last(path: Sequence[str]) -> str:
    return path[-1]


def _flat(record: Record, titled: Callable[[Sequence[str]], str]) -> dict[str, Any]:
    flat: dict[str, Any] = {}

    def put(heading: str, value: Any) -> None:
        number, free = 1, heading
        while free in flat:
            number += 1
            free = f"{heading} ({number})"
        flat[free] = value

    def take(value: Any, path: tuple[str, ...], heading: str) -> None:
        if isinstance(value, dict):
            for name, inside in value.items():
                below = (*path, name)
                take(inside, below, f"{heading}:{titled(below)}" if heading else titled(below))
        elif isinstance(value, list):
            if value and all(isinstance(one, dict) for one in value):
                for number, one in enumerate(value, 1):
                    take(one, path, heading if number == 1 else f"{heading} ({number})")
            elif value:
                put(heading, _joined(value))
        else:
            put(heading, value)

    take(record, (), "")
    return flat


def _joined(values: Sequence[Any]) -> str:
    """Several values in one cell, parted by semicolons; nested ones as they stand in the document."""
    if any(isinstance(one, list | dict) for one in values):
        return json.dumps(values, ensure_ascii=False)
    return "; ".join("" if one is None else str(one) for one in values)
