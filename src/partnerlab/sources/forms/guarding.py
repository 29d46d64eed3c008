"""Texts that a spreadsheet would run as a formula when it opens a CSV file, made harmless and made whole again.

OWASP's advice on CSV injection: an apostrophe before such a text. It is taken off again on reading, and only there
where the writer would have put it, so that every text comes back as it was.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_HARMLESS = re.compile(r"[+-]?[0-9]*(?:[.,][0-9]+)?")
"""A plain number with its sign, or the sign alone: a spreadsheet shows it and runs nothing."""


def guarded(text: str) -> str:
    """The text as it may stand in a CSV file.

    >>> guarded("=1+1"), guarded("-5"), guarded("Дом")
    ("'=1+1", '-5', 'Дом')
    """
    return f"'{text}" if _RUN.match(text) and not _HARMLESS.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text that a guarded one stands for.

    >>> unguarded("'=1+1"), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _RUN.match(text) else text


_GUARDED = re.compile(r"(?:^|[,;\t|:^\"\n\r])'+[=+\-@\t\r\n＝＋－＠]")


def is_guarded(text: str) -> bool:
    """Whether in a file of cells some text may be guarded.

    >>> is_guarded("title,sum\\n'=1+1,5\\n"), is_guarded("title\\nL'Etoile\\n")
    (True, False)
    """
    return _GUARDED.search(text) is not None
