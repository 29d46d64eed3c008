"""What is not there: columns, years, organisations, statuses, money."""

from __future__ import annotations

import numpy as np

from partnerlab.findings import Finding
from partnerlab.model import REFUSED, WINNING
from partnerlab.sources.checks.origin import Records, blank, filled, typed

NEEDED = ("year", "organisation", "awarded", "attracted", "status", "themes")
"""Columns without which a question has no answer."""


def missing_columns(records: Records) -> list[Finding]:
    """Columns that are not there, or have nothing in them."""
    frame = records.frame
    rules = [f"no_{name}_column" for name in NEEDED if not typed(frame, name)]
    if filled(frame, "organisation_id"):
        rules = [rule for rule in rules if rule != "no_organisation_column"]
    return [Finding(rule, ", ".join(records.origin.files), "", None, "", "") for rule in rules]


def missing_values(records: Records) -> list[Finding]:
    """Records without a year or an organisation."""
    frame, findings = records.frame, []
    for name in ("year", "organisation"):
        if not filled(frame, name):
            continue
        gap = records.counted & blank(frame, name)
        if name == "organisation":
            gap &= blank(frame, "organisation_id")
        places = np.flatnonzero(gap).tolist()
        findings += [records.origin.finding(f"missing_{name}", place, column=name) for place in places]
    return findings


def statuses_and_money(records: Records) -> list[Finding]:
    """Records without a status, winners without money and money without a winner: one finding a table and column."""
    frame, origin = records.frame, records.origin
    known = filled(frame, "status")
    won = records.counted & (frame["status"].isin(WINNING).to_numpy() if known else True)
    unsaid = records.counted & blank(frame, "status")
    findings = origin.summed("missing_status", unsaid, column="status") if known else []
    for name in ("awarded", "attracted"):
        if filled(frame, name):
            findings += origin.summed("missing_money", won & blank(frame, name), column=name)
    if known and filled(frame, "awarded"):
        refused = records.counted & frame["status"].isin(REFUSED).to_numpy() & (frame["awarded"] > 0).to_numpy()
        findings += origin.summed("money_not_won", refused, column="awarded", values=frame["awarded"])
    return findings
