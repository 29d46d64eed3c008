"""Which currency the money of a user's file is in."""

from __future__ import annotations

from collections.abc import Sequence

from partnerlab.findings import Finding
from partnerlab.sources.cells import CURRENCY_OF_WORD
from partnerlab.sources.columns import text_of
from partnerlab.sources.headings import bare
from partnerlab.sources.tables import Field, Table

DEFAULT_CURRENCY = "RUB"
_CURRENCY_HEADINGS = frozenset(("валюта", "currency", "кодвалюты", "currencycode"))


def currency_of(tables: Sequence[Table], *, given: str | None) -> tuple[str, list[Finding]]:
    """The currency of all the money, and findings where the file says another than was expected."""
    said: list[tuple[str, Table, Field]] = []
    for table in tables:
        for one in table.fields:
            if one.meaning and one.meaning.currency:
                said.append((one.meaning.currency, table, one))
            elif one.meaning is None and bare(one.heading) in _CURRENCY_HEADINGS:
                named = {text for cell in one.cells.unique().tolist() if (text := text_of(cell).casefold())}
                said += [(CURRENCY_OF_WORD.get(text.rstrip("."), text.upper()), table, one) for text in sorted(named)]
    codes = {code for code, _, _ in said}
    if given is None and len(codes) == 1:
        code = codes.pop()
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
