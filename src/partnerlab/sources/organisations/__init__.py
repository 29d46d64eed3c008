"""One organisation under many names: which names are proposed as one, and those that a user has accepted, applied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks import Origin
from partnerlab.sources.organisations.accepted import Accepted, accepted_groups, refused_pairs
from partnerlab.sources.organisations.decisions import FILE, Decisions, identity, read_decisions, settled_lines
from partnerlab.sources.organisations.groups import Spelling, proposed
from partnerlab.sources.organisations.spellings import Spellings, spellings_of

MOST_NAMES = 20_000
"""With more different names the search for like ones would take longer than the reading, and waits to be asked for."""


def grouped(
    frame: pd.DataFrame, origin: Origin, folder: Path | None, *, currency: str = "RUB"
) -> tuple[pd.DataFrame, Callable[[], list[Finding]]]:
    """The records with the groups of names that the user has accepted, and what finds those that wait for a word.

    All spellings of an accepted group are shown under one name, as typed beside in `organisation_as_typed`, and have
    one `organisation_id`: the right tax number of the group. Where it has none, they are counted by the name shown.
    """
    headings = {heading for (_, column), heading in origin.headings.items() if column == "organisation_id"}
    decisions = read_decisions(folder)

    @cache
    def known() -> Spellings:
        return spellings_of(frame, currency=currency, headings=tuple(headings))

    # names need be told apart for a decision; without one nobody waits for it before the findings are asked for
    accepted, contradictions = accepted_groups(decisions, known()) if decisions.groups else ([], [])

    def findings() -> list[Finding]:
        if not known().each:
            return list(decisions.findings)
        return [
            *contradictions,
            *decisions.findings,
            *_unused(decisions, known()),
            *_similar(known(), origin, accepted, decisions),
            *([_merged(known(), accepted)] if accepted else []),
        ]

    return (_applied(frame, known(), accepted) if accepted else frame), findings


def _unused(decisions: Decisions, known: Spellings) -> list[Finding]:
    """Names that the user has decided about and that no record has: one finding for all."""
    places = known.places() if decisions.groups else {}
    gone = [
        line
        for lines in decisions.groups.values()
        for line in settled_lines(lines)
        if line.decision in ("yes", "no") and (line.name, identity(line.number)) not in places
    ]
    if not gone:
        return []
    return [Finding("unused_organisations", FILE, "", gone[0].row, "", gone[0].name, count=len(gone))]


def _similar(known: Spellings, origin: Origin, accepted: Sequence[Accepted], decisions: Decisions) -> list[Finding]:
    """A finding for each group of spellings that is counted as several organisations, and may be one."""
    if len(known.each) > MOST_NAMES and not all(one.proof for one in known.each):
        return [Finding("many_organisations", origin.whole, "", None, "", "", count=len(known.each))]
    together = [one.places for one in accepted]
    findings = []
    for group in proposed(known.each, together=together, apart=refused_pairs(decisions, known)):
        usual = max(group.members, key=lambda place: known.each[place].count)
        others = [place for place in group.members if _whose(known.each[place]) != _whose(known.each[usual])]
        if others:
            findings.append(_likeness(known, origin, usual, others, names=len(group.members)))
    return findings


def _whose(one: Spelling) -> str:
    """By what the metrics count it: the tax number, else the name."""
    return one.proof or one.number or one.name


def _likeness(known: Spellings, origin: Origin, usual: int, others: Sequence[int], *, names: int) -> Finding:
    """What is told of a group: two names that may be one, or one name of which not all rows have the same number."""
    mine = known.each[usual]
    other = next((place for place in others if known.each[place].name != mine.name), others[0])
    theirs = known.each[other]
    if theirs.name == mine.name and theirs.proof:
        usual, other = other, usual
    row, beside = int(known.first[other]), int(known.first[usual])
    first = origin.named(beside, beside=row)
    if theirs.name == mine.name:
        number = known.each[usual].number or known.each[other].number
        facts: dict[str, str | int] = {"number": number, "first": first}
        return origin.finding("tax_number_not_in_all_rows", row, column="organisation", found=mine.name, **facts)
    return origin.finding(
        "similar_organisations",
        row,
        column="organisation",
        found=theirs.name,
        other=mine.name,
        first=first,
        names=names,
    )


def _merged(known: Spellings, accepted: Sequence[Accepted]) -> Finding:
    places = [place for one in accepted for place in one.places]
    facts = (
        ("groups", len(accepted)),
        ("spellings", len(places)),
        ("applications", sum(known.each[place].count for place in places)),
    )
    return Finding("organisations_merged", FILE, "", None, "", "", facts=facts)


def _applied(frame: pd.DataFrame, known: Spellings, accepted: Sequence[Accepted]) -> pd.DataFrame:
    """The records with each accepted group under one name and one number; what was typed stands beside."""
    shown: list[str | None] = [None] * len(known.each)
    ids: list[str | None] = [None] * len(known.each)
    for one in accepted:
        by_use = sorted(one.places, key=lambda place: -known.each[place].count)
        proofs = [known.each[place].proof for place in by_use]
        numbers = [known.each[place].number for place in by_use]
        for place in one.places:
            shown[place], ids[place] = one.shown, next(filter(None, (*proofs, *numbers)), None)
    columns = {"organisation": shown}
    if any(ids):
        columns["organisation_id"] = ids
    for name, values in columns.items():
        frame = _written_over(frame, name, pd.Series([*values, None], dtype="str").iloc[known.of])
    return frame


def _written_over(frame: pd.DataFrame, name: str, values: pd.Series[Any]) -> pd.DataFrame:
    """The column with other values; what stood there is kept beside, empty where nothing did."""
    typed, new = frame[name], values.set_axis(frame.index)
    changed = new.notna() & ~(new == typed).fillna(False).astype(bool)
    if not changed.any():
        return frame
    beside = f"{name}_as_typed"
    texts = typed.fillna("").where(changed)
    if beside in frame.columns:
        texts = frame[beside].where(frame[beside].notna(), texts)
    return frame.assign(**{name: typed.where(~changed, new), beside: texts})
