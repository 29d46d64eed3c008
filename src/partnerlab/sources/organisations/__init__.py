"""One organisation under many names: which names are proposed as one, and those that a user has accepted, applied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.cells.check_digits import are_russian, proven
from partnerlab.sources.checks import Origin
from partnerlab.sources.checks.origin import filled
from partnerlab.sources.organisations.decisions import FILE, Decisions, Line, identity, read_decisions, settled_lines
from partnerlab.sources.organisations.groups import Spelling, proposed

MOST_NAMES = 20_000
"""With more different names the search for like ones would take longer than the reading, and waits to be asked for."""

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Spellings:
    """The different names of the records with the tax numbers beside them, and whose each record is (-1: nobody's)."""

    each: tuple[Spelling, ...]
    of: Places
    first: Places

    def places(self) -> Mapping[tuple[str, str], int]:
        """Where each name with its tax number stands in the list."""
        return {(one.name, identity(one.number)): place for place, one in enumerate(self.each)}


@dataclass(frozen=True)
class Accepted:
    """Spellings that a user has said to be one organisation, by their places, and how it is shown."""

    places: tuple[int, ...]
    shown: str
    line: Line


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


def spellings_of(frame: pd.DataFrame, *, currency: str, headings: Sequence[str] = ()) -> Spellings:
    """The different names in the records, each with the tax number beside it."""
    nobody = np.full(len(frame), -1, dtype=np.int64)
    if not filled(frame, "organisation"):
        return Spellings((), nobody, nobody[:0])
    names, name_of = _factors(frame["organisation"])
    numbers, number_of = _factors(frame["organisation_id"]) if filled(frame, "organisation_id") else ([], nobody)
    russian = are_russian(numbers, currency=currency, headings=headings)
    named = np.flatnonzero(name_of >= 0)
    keys = name_of[named] * (len(numbers) + 1) + number_of[named] + 1
    different, first, of, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    each = []
    numbers = [*numbers, ""]
    for key, count in zip(different.tolist(), counts.tolist(), strict=True):
        name, number = names[key // len(numbers)], numbers[key % len(numbers) - 1]
        each.append(Spelling(name, number, count, proven(number) if russian else number.casefold()))
    whose = nobody.copy()
    whose[named] = of
    return Spellings(tuple(each), whose, named[first])


def _factors(texts: pd.Series[Any]) -> tuple[list[str], Places]:
    codes, values = pd.factorize(texts)
    return [str(value) for value in values], codes.astype(np.int64)


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
    places = known.places()
    pairs: set[tuple[int, int]] = set()
    for lines in decisions.groups.values():
        said = [
            (places[key], line.decision)
            for line in settled_lines(lines)
            if (key := (line.name, identity(line.number))) in places
        ]
        pairs |= {(one, other) for (one, a), (other, b) in combinations(said, 2) if "no" in (a, b)}
    return pairs


def _unused(decisions: Decisions, known: Spellings) -> list[Finding]:
    """Names that the user has decided about and that no record has: one finding for all."""
    places = known.places()
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
        return [Finding("many_organisations", ", ".join(origin.files), "", None, "", "", count=len(known.each))]
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
