"""A check: what is asked of the records, and how it reads when the answer is no.

An error must be mended before reports are made; a warning leaves a number out or a question unanswered; a note
tells how something was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from partnerlab.wording import message

Severity = Literal["error", "warning", "note"]
SEVERITIES: Mapping[Severity, str] = {
    "error": message("error"),
    "warning": message("warning"),
    "note": message("note"),
}
"""The severities, gravest first, with their words."""


@dataclass(frozen=True)
class Rule:
    """What a check asks of the records, and how a finding of it reads.

    `found` is the sentence about the one place. `expected` and `mend` are empty where nothing is to be mended, or
    where one of them says it all. `summed`: one finding stands for all such cells of a column. `kept`: the value
    is kept as it was found. `days`: the places of the sentence that hold days.

    >>> Rule("note", "Is every sheet read?", "the sheet is not read").summed
    False
    """

    severity: Severity
    question: str
    found: str
    expected: str = ""
    mend: str = ""
    summed: bool = False
    kept: bool = False
    days: tuple[str, ...] = ()
