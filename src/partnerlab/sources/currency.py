"""Which currency the money of a user's file is in."""

from __future__ import annotations

from collections.abc import Sequence

from partnerlab.findings import Finding
from partnerlab.sources.cells import CURRENCY_OF_WORD, is_blank, read_missing
from partnerlab.sources.columns import text_of
from partnerlab.sources.headings import bare
from partnerlab.sources.sheets import is_empty
from partnerlab.sources.tables import Field, Table

DEFAULT_CURRENCY = "RUB"
_CURRENCY_HEADINGS = frozenset(("валюта", "currency", "кодвалюты", "currencycode"))


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


def currency_of(tables: Sequence[Table], *, given: str | None) -> tuple[str, list[Finding]]:
    """The currency of all the money, and findings where the file says another than was expected."""
    said: list[tuple[str, Table, Field]] = []
    for table in tables:
        for one in table.fields:
            if one.meaning and one.meaning.currency:
                said.append((one.meaning.currency, table, one))
            elif one.meaning is None and bare(one.heading) in _CURRENCY_HEADINGS:
                named = {text_of(cell).casefold() for cell in one.cells.tolist() if not is_empty(cell)}
                said += [
                    (code_of(text), table, one) for text in sorted(named) if not (is_blank(text) or read_missing(text))
                ]
    codes = {code for code, _, _ in said}
    if given is None and len(codes) == 1 and is_code(code := next(iter(codes))):
        if code == DEFAULT_CURRENCY:
            return code, []
        _, table, one = said[0]
        return code, [Finding("currency_from_file", table.file, table.sheet, None, one.heading, code)]
    chosen = given or DEFAULT_CURRENCY
    facts = (("currency", chosen),)
    return chosen, [
        Finding("other_currency", table.file, table.sheet, None, one.heading, code, facts=facts)
        for code, table, one in said
        if code != chosen
    ]
