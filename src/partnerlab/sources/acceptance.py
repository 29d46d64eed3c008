"""Findings that a user has accepted with a reason, and how a finding is known again: `findings.csv` beside the file.

A finding is the same as one of an earlier check if file, sheet, check, column, the application's own number, what was
found and the facts of its sentence are the same. Its row is no part of it: rows move when lines are put in or sorted.
Where several are the same (no numbers in the file), as many as before are taken in their order, else those in the
same row, then the nearest. An acceptance holds for that value in that application: another value is a new finding. A
finding that stands for many cells stays accepted while there are no more of them. A renamed file is another file,
until its name is corrected in `findings.csv`.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from partnerlab.findings import Finding, in_order, shortened
from partnerlab.rules import RULES
from partnerlab.sources.findings_file import MEMORY, Memory, Remembered, read_memory
from partnerlab.wording import Language

MOVING = frozenset(("first", "last", "row", "evidence_row", "today", "usual", "there", "names", "all"))
"""Facts about other rows, or the day: they change when lines are put in, while the finding stays the same."""
_AN_EXAMPLE = re.compile(r"\bas (?:in )?«\{found\}»")

Match = dict[int, Remembered]


def with_acceptances(findings: Iterable[Finding], folder: Path | None) -> list[Finding]:
    """The findings; those that an earlier check has found say when, those that were accepted carry the reason."""
    found = list(findings)
    if folder is None:
        return found
    memory = read_memory(folder)
    if memory.strange:
        found.append(Finding("strange_memory", MEMORY, "", None, "", ""))
    known = _matched(found, memory.rows)
    return [_as_remembered(one, known.get(place)) for place, one in enumerate(found)]


def accepted(findings: Sequence[Finding], places: Iterable[int], *, reason: str, today: str) -> list[Finding]:
    """The findings; those at these places are accepted for a reason, on this day."""
    chosen = set(places)
    return [
        replace(one, accepted=reason, accepted_on=today) if place in chosen else one
        for place, one in enumerate(findings)
    ]


def remembered(
    findings: Sequence[Finding],
    memory: Memory,
    *,
    checked: str,
    covered: Collection[str] = (),
    today: str,
    language: Language,
) -> tuple[list[Remembered], list[Remembered]]:
    """What `findings.csv` says after a check of `checked`, and those of its rows that are mended since the last one.

    Rows of other files stay as they are; of a folder, `covered` names its files. A row is mended only by a check of
    what it was found in. It is kept for one check more, and with a reason for good, so that the acceptance comes back
    if the finding does.
    """
    own = {checked, *covered}
    ordered = in_order(one for one in findings if one.rule != "strange_memory")
    known = _matched(ordered, memory.rows)
    matched = {id(row) for row in known.values()}
    rest = [row for row in memory.rows if id(row) not in matched]
    gone = [row for row in rest if row.checked in own and row.state != "mended"]
    kept = [row for row in rest if row.checked not in own or (row.state == "mended" and row.reason)]
    now = [
        _row(one, known.get(place), checked=checked, today=today, language=language)
        for place, one in enumerate(ordered)
    ]
    after = [*now, *(replace(row, state="mended") for row in gone), *kept]
    return sorted(after, key=lambda row: row.checked), gone


def key_of(finding: Finding) -> str:
    """What tells a finding from others of its file, whichever row it stands in.

    >>> here = Finding("not_an_amount", "a.csv", "", 41, "Amount", "about 30")
    >>> key_of(here) == key_of(replace(here, row=42)), key_of(here) == key_of(replace(here, found="about 40"))
    (True, False)
    """
    example, counted = _sentence(finding.rule)
    many = example or counted or finding.count > 1
    facts = [(name, fact) for name, fact in finding.facts if name not in MOVING]
    telling = (
        finding.sheet,
        finding.rule,
        finding.column,
        "" if many else finding.record,
        "" if example else finding.found,
        () if example else sorted(facts, key=lambda fact: fact[0]),
    )
    return "m" + hashlib.sha256(repr(telling).encode("utf-8", "surrogatepass")).hexdigest()[:15] + "m"


@cache
def _sentence(rule: str) -> tuple[bool, bool]:
    """Whether a check's sentence gives one of its cells as an example, and whether it counts them."""
    found = RULES[rule].found
    return _AN_EXAMPLE.search(found) is not None, "{count}" in found


def _matched(findings: Sequence[Finding], rows: Sequence[Remembered]) -> Match:
    """For the place of each finding that was found before, the row of the memory that says so."""
    before: dict[tuple[str, str], list[Remembered]] = defaultdict(list)
    for row in rows:
        before[row.file, row.key].append(row)
    same: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(findings):
        identity = one.file, key_of(one)
        if identity in before:
            same[identity].append(place)
    known: Match = {}
    for identity, places in same.items():
        known |= _paired(findings, places, before[identity])
    return known


def _paired(findings: Sequence[Finding], places: list[int], rows: list[Remembered]) -> Match:
    places = sorted(places, key=lambda place: findings[place].row or 0)
    rows = sorted(rows, key=lambda row: row.row or 0)
    if len(places) == len(rows):
        return dict(zip(places, rows, strict=True))
    at = {row.row or 0: row for row in reversed(rows)}
    known = {place: at.pop(findings[place].row or 0) for place in places if (findings[place].row or 0) in at}
    taken = {id(row) for row in known.values()}
    free = [row for row in rows if id(row) not in taken]
    numbers = [row.row or 0 for row in free]
    for place in places:
        if place in known or not free:
            continue
        here = findings[place].row or 0
        after = bisect_left(numbers, here)
        nearest = min(
            (one for one in (after - 1, after) if 0 <= one < len(free)), key=lambda one: abs(numbers[one] - here)
        )
        known[place] = free.pop(nearest)
        numbers.pop(nearest)
    return known


def _as_remembered(finding: Finding, row: Remembered | None) -> Finding:
    if row is None or (row.state == "mended" and not row.reason):
        return finding
    holds = bool(row.reason) and finding.count <= row.count
    return replace(
        finding,
        seen=row.seen,
        accepted=row.reason if holds else "",
        accepted_on=row.accepted_on if holds else "",
    )


def _row(finding: Finding, before: Remembered | None, *, checked: str, today: str, language: Language) -> Remembered:
    again = before is not None and (before.state != "mended" or bool(before.reason))
    return Remembered(
        finding.file,
        finding.rule,
        key_of(finding),
        checked,
        finding.sheet,
        finding.row,
        finding.column,
        finding.record,
        shortened(finding.found),
        "accepted" if finding.accepted else "known" if again else "new",
        finding.accepted,
        (before.seen if before is not None and again else "") or today,
        (finding.accepted_on or today) if finding.accepted else "",
        finding.count,
        finding.said(RULES[finding.rule].found, language),
    )
