"""A column's texts packed one behind another: a question is put to all at once, and only the odd ones are read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from partnerlab.sources.cells import spaced
from partnerlab.sources.forms.sheets import is_empty, text_of

SPACE = r"[ \t\n\v\f\r\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
"""Any white space, as the pattern of a packed text writes it."""
_UNTIDY = rf"^ | $|  |{SPACE.replace(' ', '', 1)}"
_SAMPLE = 500
"""So many texts show whether most of a column are different."""


def packed(cells: pd.Series[Any]) -> pa.Array:
    """The texts of a column's cells as the spreadsheet shows them, empty where nothing stands.

    >>> packed(pd.Series(["а", 7.0, None], dtype=object)).to_pylist()
    ['а', '7', '']
    """
    if isinstance(cells.dtype, pd.StringDtype):
        return in_one(pa.array(cells, from_pandas=True)).cast(pa.large_string()).fill_null("")
    typed = cells.to_numpy(dtype=object)
    if pd.api.types.infer_dtype(typed, skipna=False) == "string":
        return pa.array(typed, pa.large_string())
    listed = cells.tolist()
    if set(map(type, listed)) == {float}:
        numbers = np.array(listed)
        if np.all(np.abs(numbers) < 2**53) and np.all(numbers % 1 == 0):
            return pa.array(numbers.astype(np.int64)).cast(pa.large_string())
    texts = [cell if cell.__class__ is str else "" if is_empty(cell) else text_of(cell) for cell in listed]
    return pa.array(texts, pa.large_string())


def in_one(texts: Any) -> pa.Array:
    """Packed texts in one piece, as they may come in several."""
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def tidied(texts: pa.Array, *, lines: bool = False) -> pa.Array:
    """The texts with every white space made one space, and none at their ends; `lines` and all within them may stay.

    >>> tidied(pa.array(["  сад ", "у  моря"])).to_pylist()
    ['сад', 'у моря']
    """
    untidy = pc.match_substring_regex(texts, _UNTIDY)
    if not pc.any(untidy).as_py():
        return texts
    tidy = str.strip if lines else spaced
    return pc.replace_with_mask(texts, untidy, pa.array(map(tidy, texts.filter(untidy).to_pylist()), texts.type))


def each_once(texts: pa.Array) -> tuple[pa.Array, np.ndarray[Any, np.dtype[np.int64]] | None]:
    """The different texts, and which of them stands in each place; all of them and None where most are different.

    >>> texts, places = each_once(pa.array(["сад", "двор", "сад"]))
    >>> texts.to_pylist(), places.tolist()
    (['сад', 'двор'], [0, 1, 0])
    """
    places = np.linspace(0, len(texts) - 1, min(_SAMPLE, len(texts))).astype(np.int64)
    # to tell most different texts apart costs more than to read some of them twice
    if len(texts) > _SAMPLE and len(texts.take(pa.array(places)).unique()) > _SAMPLE / 2:
        return texts, None
    coded = texts.dictionary_encode()
    return coded.dictionary, coded.indices.to_numpy().astype(np.int64)


def series_of(texts: pa.Array) -> pd.Series[Any]:
    """Packed texts as a column of a frame.

    >>> series_of(pa.array(["сад", None])).tolist()
    ['сад', nan]
    """
    return pd.Series(pd.array(pa.chunked_array([texts]), dtype="str"))
