"""Tables beside the records, in sheets of their own: outcomes, scores, donors, funds, the contest's calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.dataset import Held
from partnerlab.findings import Finding
from partnerlab.sources.sheets import Sheet, TypedSheet


@dataclass(frozen=True)
class Beside:
    """The sheets that are left for records, the tables beside them by name, the calendar, and what was found."""

    sheets: tuple[Sheet | TypedSheet, ...]
    tables: Mapping[str, Any] = field(default_factory=dict)
    calendar: Mapping[int, Held] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def beside_tables(sheets: Sequence[Sheet | TypedSheet]) -> Beside:
    """What the sheets hold beside the records."""
    return Beside(tuple(sheets))
