"""What a user has accepted and refused in `organisations.csv`, found again in the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from partnerlab.findings import Finding
from partnerlab.sources.cells.check_digits import proven
from partnerlab.sources.organisations.decisions import FILE, Decisions, Line, identity, settled_lines
from partnerlab.sources.organisations.spellings import Spellings


@dataclass(frozen=True)
class Accepted:
    """Spellings that a user has said to be one organisation, by their places, and how it is shown."""

    places: tuple[int, ...]
    shown: str
    line: Line


def accepted_groups(decisions: Decisions, known: Spellings) -> tuple[list[Accepted], list[Finding]]:
    """The groups that the user has accepted and that do not contradict each other, and the contradictions."""
    places = known.places()
    lines = {
        group: [line for line in settled_lines(of) if line.decision == "yes"] for group, of in decisions.groups.items()
    }
    lines = {group: of for group, of in lines.items() if len(of) > 1}
    groups_of = Counter((line.name, identity(line.number)) for of in lines.values() for line in set(of))
    accepted, findings = [], []
    for of in lines.values():
        if wrong := _contradiction(of, groups_of):
            findings.append(wrong)
            continue
        mine = [place for line in of if (place := places.get((line.name, identity(line.number)))) is not None]
        shown = next((line.shown for line in of if line.shown), "")
        commonest = max(mine, key=lambda place: known.each[place].count, default=None)
        if mine and commonest is not None:
            accepted.append(Accepted(tuple(mine), shown or known.each[commonest].name, of[0]))
    return accepted, findings


def _contradiction(lines: Sequence[Line], groups_of: Mapping[tuple[str, str], int]) -> Finding | None:
    """What speaks against a group: two tax numbers, two names to show, a spelling in another group too."""
    numbers = {number: line for line in reversed(lines) if (number := proven(line.number))}
    if len(numbers) > 1:
        (first, _), (second, line) = list(numbers.items())[::-1][:2]
        return _wrong("group_with_two_tax_numbers", line, second, other=first)
    shown = {line.shown: line for line in reversed(lines) if line.shown}
    if len(shown) > 1:
        (name, _), (second, line) = list(shown.items())[::-1][:2]
        return _wrong("group_with_two_names", line, second, other=name)
    for line in lines:
        if groups_of[line.name, identity(line.number)] > 1:
            return _wrong("name_in_two_groups", line, line.name)
    return None


def _wrong(rule: str, line: Line, found: str, **facts: str) -> Finding:
    return Finding(rule, FILE, "", line.row, "", found, facts=(("group", line.group), *facts.items()))


def refused_pairs(decisions: Decisions, known: Spellings) -> set[tuple[int, int]]:
    """The pairs of spellings that the user has said not to be one."""
    places = known.places() if decisions.groups else {}
    pairs: set[tuple[int, int]] = set()
    for lines in decisions.groups.values():
        said = [
            (places[key], line.decision)
            for line in settled_lines(lines)
            if (key := (line.name, identity(line.number))) in places
        ]
        pairs |= {(one, other) for (one, a), (other, b) in combinations(said, 2) if "no" in (a, b)}
    return pairs
