"""What is asked of a user's records, and how it reads when the answer is no: the closed list of checks, by topic.

An error must be mended before reports are made; a warning leaves a number out or a question unanswered; a note
tells how something was read.
"""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.rules import (
    beside,
    cells,
    columns,
    dates,
    forms,
    headings,
    memory,
    money,
    organisations,
    personal,
    records,
    repetition,
    tables,
)
from partnerlab.rules.rule import SEVERITIES, Rule, Severity

__all__ = ["RULES", "SEVERITIES", "Rule", "Severity"]

RULES: Mapping[str, Rule] = {
    **beside.RULES,
    **cells.RULES,
    **columns.RULES,
    **dates.RULES,
    **forms.RULES,
    **headings.RULES,
    **memory.RULES,
    **money.RULES,
    **organisations.RULES,
    **personal.RULES,
    **records.RULES,
    **repetition.RULES,
    **tables.RULES,
}
"""Every check by its id."""
