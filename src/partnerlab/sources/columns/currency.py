"""Which currency the money of a user's file is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import APPLICATION
from partnerlab.sources.cells import CURRENCY_OF_WORD, is_blank, read_missing
from partnerlab.sources.cells.amounts import currency_named
from partnerlab.sources.cells.spelling import bare
from partnerlab.sources.forms.sheets import is_empty, text_of
from partnerlab.sources.headings.synonyms import CURRENCY_HEADINGS
from partnerlab.sources.layout.tables import Table

DEFAULT_CURRENCY = "RUB"
FEWEST = 2
"""So many amounts that name a currency say it for their column; one alone is a slip."""


def code_of(text: str) -> str:
    """The ISO code of a currency as people write it; any other text in capitals.

    >>> code_of("рубли"), code_of("руб."), code_of("российский рубль"), code_of("gbp")
    ('RUB', 'RUB', 'RUB', 'GBP')
    """
    words = text.casefold().replace(".", " ").split()
    return next((CURRENCY_OF_WORD[word] for word in reversed(words) if word in CURRENCY_OF_WORD), text.strip().upper())


def is_code(text: str) -> bool:
    """Whether a text may be a currency's ISO code: three Latin capitals.

    >>> is_code("RUB"), is_code("ТУГРИК")
    (True, False)
    """
    return len(text) == 3 and text.isascii() and text.isupper()


def _in_every_cell(cells: pd.Series[Any]) -> tuple[str, ...]:
    """The currency that every amount of a column names beside itself; none where one of them names none or another."""
    if cells.dtype != object and not isinstance(cells.dtype, pd.StringDtype):
        return ()
    typed = cells.tolist()
    if any(type(cell) in (float, int) and not is_empty(cell) for cell in typed):
        return ()
    texts = [cell for cell in typed if isinstance(cell, str) and any(map(str.isdigit, cell))]
    if len(texts) < FEWEST:
        return ()
    named = currency_named(texts[0])
    return (named,) if named and all(currency_named(text) == named for text in set(texts)) else ()


def currency_of(tables: Sequence[Table], *, given: str | None) -> tuple[str, list[Finding]]:
    """The currency of all the money, and findings where the file says another than was expected."""
    said: list[tuple[str, Table, str]] = []
    for table in tables:
        if text := table.constants.get("currency"):
            said.append((code_of(text), table, ""))
        for one in table.fields:
            if one.meaning and one.meaning.currency:
                said.append((one.meaning.currency, table, one.heading))
            elif one.meaning and APPLICATION[one.meaning.column].type == "money":
                said += [(code, table, one.heading) for code in _in_every_cell(one.cells)]
            elif one.meaning is None and bare(one.heading) in CURRENCY_HEADINGS:
                named = {text_of(cell).casefold() for cell in one.cells.tolist() if not is_empty(cell)}
                known = [text for text in sorted(named) if not (is_blank(text) or read_missing(text))]
                said += [(code_of(text), table, one.heading) for text in known]
    codes = {code for code, _, _ in said}
    if given is None and len(codes) == 1 and is_code(code := next(iter(codes))):
        if code == DEFAULT_CURRENCY:
            return code, []
        _, table, heading = said[0]
        return code, [Finding("currency_from_file", table.file, table.sheet, None, heading, code)]
    chosen = given or DEFAULT_CURRENCY
    facts = (("currency", chosen),)
    return chosen, [
        Finding("other_currency", table.file, table.sheet, None, heading, code, facts=facts)
        for code, table, heading in said
        if code != chosen
    ]
