"""What is not there: columns, years, organisations, statuses, money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import REFUSED
from partnerlab.sources.checks.origin import Records, blank, filled, typed

NEEDED = ("year", "organisation", "awarded", "attracted", "status", "themes")
"""Columns without which a question has no answer."""
UNDECIDED = ("submitted", "admitted", "withdrawn")


def missing_columns(records: Records) -> list[Finding]:
    """Columns that are not there, or have nothing in them."""
    frame = records.frame
    rules = [f"no_{name}_column" for name in NEEDED if not typed(frame, name)]
    if filled(frame, "organisation_id"):
        rules = [rule for rule in rules if rule != "no_organisation_column"]
    return [Finding(rule, records.origin.whole, "", None, "", "") for rule in rules]


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


def missing_money(records: Records) -> list[Finding]:
    """Winners without money: a finding at each cell, or one for a table where most of them lack it."""
    frame, findings = records.frame, []
    won = records.counted & (records.winners() if filled(frame, "status") else True)
    for name in ("awarded", "attracted"):
        if filled(frame, name):
            lacking = won & blank(frame, name)
            findings += records.origin.each_or_summed("missing_money", lacking, among=won, column=name)
    return findings


def statuses_and_money(records: Records) -> list[Finding]:
    """Records without a status, with money or without; money of those that did not win, or are not decided."""
    frame, origin = records.frame, records.origin
    if not filled(frame, "status"):
        return []
    unsaid = records.counted & blank(frame, "status")
    money = records.counted & (records.money("awarded") > 0)
    findings = origin.each_or_summed("missing_status", unsaid & ~money, among=records.counted, column="status")
    findings += origin.each(
        "money_without_status",
        unsaid & money,
        column="status",
        awarded=frame.get("awarded", pd.Series(dtype="float64")),
    )
    for rule, statuses in (("money_not_won", REFUSED), ("money_undecided", UNDECIDED)):
        odd = money & records.status(*statuses)
        if odd.any():
            findings += origin.each_or_summed(rule, odd, among=money, column="awarded", values=frame["awarded"])
    return findings
