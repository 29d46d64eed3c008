"""What `organisations.csv` beside the records should hold today: proposals of names that may be one organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from partnerlab.sources.checks.origin import as_typed
from partnerlab.sources.organisations.accepted import accepted_groups, refused_pairs
from partnerlab.sources.organisations.decisions import Decisions, Line, identity, read_decisions, settled_lines
from partnerlab.sources.organisations.groups import Reason, Spelling, proposed
from partnerlab.sources.organisations.spellings import Spellings, spellings_of


def updated(decisions: Decisions, known: Spellings, *, why: Mapping[Reason, str]) -> list[Line]:
    """The lines of `organisations.csv` with the proposals of today; what the user has decided stays as it is.

    A new spelling of a group that was accepted joins it with «?», so that it is not accepted by silence. Groups about
    which nothing was decided are made anew, but those of other files stay.
    """
    accepted, _ = accepted_groups(decisions, known)
    places = known.places()
    kept: dict[str, list[Line]] = {}
    old: dict[int, str] = {}
    for name, lines in decisions.groups.items():
        here = [place for line in lines if (place := places.get((line.name, identity(line.number)))) is not None]
        if any(line.decision or line.shown for line in lines) or not here:
            kept[name] = list(lines)
        old |= dict.fromkeys(here, name)
    mine = {place: one.line.group for one in accepted for place in one.places}
    made: dict[str, list[Line]] = {}
    number = max((int(group) for group in decisions.groups if group.isdecimal()), default=0)
    for group in proposed(
        known.each,
        together=[one.places for one in accepted],
        apart=refused_pairs(decisions, known),
    ):
        standing = next((mine[place] for place in group.members if place in mine), "")
        new = [_line(known.each[place], why[group.reason]) for place in group.members if place not in mine]
        if standing:
            kept[standing] += [replace(line, group=standing, decision="open") for line in _fresh(new, kept[standing])]
            continue
        before = next((old[place] for place in group.members if place in old), "")
        if before in kept and not any(line.decision for line in kept[before]):  # only a name to show was written
            kept[before] += [replace(line, group=before) for line in _fresh(new, kept[before])]
            continue
        if before in kept or before in made or not before:
            number += 1
            before = str(number)
        if _fresh(new, [line for of in kept.values() for line in of]):
            ordered = sorted(new, key=lambda line: -int(line.count))
            made[before] = [replace(line, group=before) for line in ordered]
    every = [line for of in (*kept.values(), *made.values()) for line in of]
    return sorted(every, key=lambda line: (int(line.group) if line.group.isdecimal() else 0, line.group))


def _fresh(lines: Sequence[Line], standing: Sequence[Line]) -> list[Line]:
    """The lines whose spelling does not stand there yet."""
    written = {(line.name, identity(line.number)) for line in standing}
    return [line for line in lines if (line.name, identity(line.number)) not in written]


def _line(spelling: Spelling, reason: str) -> Line:
    return Line("", spelling.name, spelling.number, str(spelling.count), reason)


def waiting(lines: Sequence[Line]) -> tuple[int, int]:
    """How many groups there are, and in how many of them something is still to be decided.

    >>> waiting([Line("1", "a", decision="yes"), Line("1", "b"), Line("2", "c"), Line("2", "d")])
    (2, 1)
    """
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.group, []).append(line)
    open_ones = [of for of in groups.values() if any(line.decision in ("", "open") for line in settled_lines(of))]
    return len(groups), len(open_ones)


def proposals(frame: pd.DataFrame, folder: Path, *, currency: str, why: Mapping[Reason, str]) -> list[Line]:
    """What `organisations.csv` beside the records should hold today."""
    names = [name for name in ("organisation", "organisation_id") if name in frame.columns]
    typed = frame.assign(**{name: as_typed(frame, name) for name in names})
    known = spellings_of(typed, currency=currency)
    return updated(read_decisions(folder), known, why=why)
