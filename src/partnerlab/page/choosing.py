"""What a reader may choose of a table: one district, one line; where in its chart that one is drawn and clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

import pandas as pd

from partnerlab.wording import Words, is_missing
from partnerlab.wording.tables import heading, label

OFFERED = ("district", "line", "direction", "theme", "expert", "indicator")
"""The columns that are chosen by, the first that a table has; one with a single value has nothing to choose."""


FILTERED = ("district", "line", "theme", "organisation_kind", "year")
"""The columns that a whole page is chosen by, the most telling first."""
SINGLE = "application_id"
"""A table of single applications: their titles are anybody's words, and no mark of theirs stands for a filter."""


@dataclass(frozen=True)
class Choice:
    """The values of one column that can be chosen, and which of them each row has (-1: none).

    `values` are as the data have them, the same in each language, so that an address means the same on each page;
    `labels` are as they are read, `names` all that a chart may call them.
    """

    column: str
    heading: str
    values: tuple[str, ...]
    labels: tuple[str, ...]
    names: tuple[tuple[str, ...], ...]
    of_row: tuple[int, ...]


def choice(table: pd.DataFrame, words: Words) -> Choice | None:
    """What can be chosen of a metric's table; None where there is nothing to choose.

    >>> from partnerlab.wording import words
    >>> found = choice(pd.DataFrame({"district": ["Kirovsky", "Leninsky"], "awarded": [1.0, 2.0]}), words("en"))
    >>> found.heading, found.values, found.of_row
    ('District', ('Kirovsky', 'Leninsky'), (0, 1))
    """
    for column in OFFERED:
        if column in table:
            rows = [None if is_missing(value) else str(value) for value in table[column].astype(object).tolist()]
            values = tuple(dict.fromkeys(value for value in rows if value is not None))
            if len(values) > 1:
                return _choice(table, column, values, rows, words)
    return None


def _choice(
    table: pd.DataFrame, column: str, values: tuple[str, ...], rows: Sequence[str | None], words: Words
) -> Choice:
    text = "name" if column == "line" and "name" in table else column
    own = {value: place for place, value in reversed(list(enumerate(rows))) if value is not None}

    def read(value: str, name: str) -> str:
        found = table[name].iloc[own[value]] if name in table else None
        return "" if is_missing(found) else label(column, found, words)

    english = [read(value, f"{text}_en") for value in values]
    plain = [read(value, text) or value for value in values]
    shown = [other or one for one, other in zip(plain, english, strict=True)] if words.language == "en" else plain
    number = {value: place for place, value in enumerate(values)}
    names = zip(values, plain, english, strict=True)
    return Choice(
        column,
        heading(column, words),
        values,
        tuple(shown),
        tuple(tuple(dict.fromkeys(filter(None, texts))) for texts in names),
        tuple(-1 if value is None else number[value] for value in rows),
    )


def filters(table: pd.DataFrame, words: Words) -> tuple[Choice, ...]:
    """The columns of a metric's table that the whole page can be chosen by, with all their values.

    >>> from partnerlab.wording import words
    >>> table = pd.DataFrame({"year": [2001, 2002], "district": ["A", "A"], "winners": [3, 4]})
    >>> [(one.column, one.values) for one in filters(table, words("en"))]
    [('district', ('A',)), ('year', ('2001', '2002'))]
    """
    if SINGLE in table:
        return ()
    return tuple(
        _filter(table, column, words) for column in FILTERED if column in table and table[column].notna().any()
    )


def _filter(table: pd.DataFrame, column: str, words: Words) -> Choice:
    cells = [None if is_missing(value) else value for value in table[column].astype(object).tolist()]
    rows = [None if cell is None else f"{cell:.0f}" if column == "year" else str(cell) for cell in cells]
    values = tuple(dict.fromkeys(value for value in rows if value is not None))
    if column != "year":
        return _choice(table, column, values, rows, words)
    of_row = tuple(-1 if value is None else values.index(value) for value in rows)
    return Choice(column, heading(column, words), values, values, tuple((value,) for value in values), of_row)


def row_values(table: pd.DataFrame, found: Sequence[Choice]) -> tuple[tuple[str, str] | None, ...]:
    """For each row of a table the filter that its first cell stands for: a column and a value; None for one of none.

    >>> from partnerlab.wording import words
    >>> table = pd.DataFrame({"district": ["A", None], "winners": [3, 4]})
    >>> row_values(table, filters(table, words("en")))
    (('district', 'A'), None)
    """
    one = next((one for one in found if one.column == table.columns[0]), None)
    if one is None:
        return (None,) * len(table)
    return tuple((one.column, one.values[place]) if place >= 0 else None for place in one.of_row)


def clicks(
    figure: Mapping[str, Any], found: Sequence[Choice], key: Callable[[str, str], str] | None = None
) -> dict[str, Any]:
    """Which filter a click on each point of a figure's JSON sets; empty where its marks stand for none.

    `points` are as `drawn` gives them, places in `values`, which `key` turns into what an address calls them.

    >>> years = Choice("year", "Year", ("2001", "2002"), ("2001", "2002"), (("2001",), ("2002",)), (0, 1))
    >>> clicks({"data": [{"hovertext": ["2002: 5"], "y": [1]}]}, [years])
    {'column': 'year', 'values': ['2001', '2002'], 'points': [[1]]}
    """
    for one in found:
        if points := drawn(figure, one):
            values = [key(one.column, value) for value in one.values] if key else list(one.values)
            return {"column": one.column, "values": values, "points": points}
    return {}


def drawn(figure: Mapping[str, Any], chosen: Choice) -> list[int | list[int]]:
    """For each trace of a figure's JSON which value it is of, or each of its points; -1 is for those of none.

    A trace is of the value that it is named after, a point of the one that its hover text begins with; points without
    a text are of the value of other points on the same height. Empty where the chart draws none of the values.

    >>> one = Choice("district", "District", ("A", "B"), ("A", "B"), (("A",), ("B",)), (0, 1))
    >>> drawn({"data": [{"hovertext": ["A: 5", "B: 6"], "y": [1, 2]}, {"y": [2, 1]}, {"name": "B"}]}, one)
    [[0, 1], [1, 0], 1]
    """
    of_text: list[int | list[int]] = [_of_trace(trace, chosen) for trace in figure["data"]]
    heights = _heights(figure["data"], of_text)
    result = [
        [heights.get(y, -1) for y in _points(trace)] if isinstance(of, list) and not _told(of) and heights else of
        for trace, of in zip(figure["data"], of_text, strict=True)
    ]
    return result if any(_told(of) for of in result) else []


def _told(of: int | list[int]) -> bool:
    return of >= 0 if isinstance(of, int) else any(one >= 0 for one in of)


def _points(trace: Mapping[str, Any]) -> list[Any]:
    heights = trace.get("y")
    return heights if isinstance(heights, list) else []


def _of_trace(trace: Mapping[str, Any], chosen: Choice) -> int | list[int]:
    named = _value(str(trace.get("name", "")), chosen, whole=True)
    if named >= 0:
        return named
    texts = next((texts for part in ("hovertext", "text") if isinstance(texts := trace.get(part), list)), [])
    if trace.get("fill") or len(texts) != len(_points(trace)):
        texts = []
    return [_value(str(text), chosen) for text in texts] if texts else [-1] * len(_points(trace))


def _value(text: str, chosen: Choice, *, whole: bool = False) -> int:
    """Which value a text is about: the longest whose name it begins with, so that «North» is not «North-West»."""
    said = unescape(text.replace("<br>", " "))
    found = [
        (len(name), place)
        for place, names in enumerate(chosen.names)
        for name in names
        if said == name or (not whole and _begins(said, name))
    ]
    return max(found)[1] if found else -1


def _begins(said: str, name: str) -> bool:
    """Whether a text is about this name, or about a group of which the name is a part: «2003 · North: 5»."""
    if said.startswith((f"{name}:", f"{name} ·", f"{name},")):
        return True
    head, colon, _ = said.partition(f"· {name}:")
    return bool(colon) and ":" not in head


def _heights(traces: Sequence[Mapping[str, Any]], of_text: Sequence[int | list[int]]) -> dict[Any, int]:
    """Which value stands on which height, where only one does."""
    found: dict[Any, set[int]] = {}
    for trace, of in zip(traces, of_text, strict=True):
        if isinstance(of, list):
            for y, value in zip(_points(trace), of, strict=True):
                if value >= 0:
                    found.setdefault(y, set()).add(value)
    return {y: values.pop() for y, values in found.items() if len(values) == 1}
