"""The applications' numbers: made where there are none, told apart where they begin anew."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Origin, filled


def numbered(frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """The applications' numbers, unique where the file lets them be.

    A record without a number is named by file, sheet and row. Numbers that begin anew each year (or sheet, where no
    year is known) get it in front. The same number twice in one year is an error, and stays.
    """
    if not filled(frame, "application_id"):
        every = np.arange(len(frame))
        return pd.Series(_names(origin, every), dtype="str"), _made(origin, every)
    typed: pd.Series[Any] = frame["application_id"].copy()
    lacking = np.flatnonzero(typed.isna().to_numpy())
    findings = _made(origin, lacking)
    if not typed.dropna().is_unique:
        typed, found = _unique(typed, frame, origin)
        findings += found
    if len(lacking):
        given = set(typed.dropna().tolist())
        typed.iloc[lacking] = [_free(name, given) for name in _names(origin, lacking)]
    return typed, findings


def _free(name: str, given: set[str]) -> str:
    """A made number that is nobody's own: `2`, then `2 (2)`."""
    number, free = 1, name
    while free in given:
        number += 1
        free = f"{name} ({number})"
    return free


def _names(origin: Origin, places: np.ndarray[Any, Any]) -> list[str]:
    named = [(origin.file(place), origin.sheet(place), origin.rows[place]) for place in places.tolist()]
    names = [":".join(str(part) for part in parts if part) for parts in named]
    if len(set(names)) == len(names):
        return names
    given: set[str] = set()  # two tables beside each other have records in one row
    for place, name in enumerate(names):
        names[place] = _free(name, given)
        given.add(names[place])
    return names


def _made(origin: Origin, places: np.ndarray[Any, Any]) -> list[Finding]:
    if not len(places):
        return []
    first = int(places[0])
    return [replace(origin.finding("made_ids", first, column="application_id"), count=len(places))]


def _unique(typed: pd.Series[Any], frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """Numbers with their year or sheet in front, where they begin anew in each; what is still there twice is found."""
    scope = pd.Series([origin.sheet(place) or origin.file(place) for place in range(len(typed))], dtype="str")
    if "year" in frame.columns:
        scope = frame["year"].astype("str").where(frame["year"].notna(), scope)
    findings = _twice(typed, scope, origin)
    once = pd.DataFrame({"number": typed, "scope": scope}).drop_duplicates().dropna(subset="number")
    if once["number"].is_unique:
        return typed, findings
    scoped = (scope + "-" + typed).where(typed.notna() & (scope != ""), typed)
    place = int(np.flatnonzero(scoped.notna().to_numpy())[0])
    heading = origin.heading(place, "application_id")
    return scoped, [
        *findings,
        Finding("ids_by_year", origin.whole, "", None, heading, str(scoped.iloc[place])),
    ]


def _twice(numbers: pd.Series[Any], scope: pd.Series[Any], origin: Origin) -> list[Finding]:
    keys = pd.DataFrame({"number": numbers, "scope": scope})
    groups = keys.groupby(["number", "scope"], dropna=False).ngroup()
    first = pd.Series(np.arange(len(keys))).groupby(groups).transform("min").to_numpy()
    again = keys.duplicated().to_numpy() & numbers.notna().to_numpy()
    findings = []
    for place in np.flatnonzero(again).tolist():
        before = int(first[place])
        found, row = str(numbers.iloc[place]), origin.named(before, beside=place)
        findings.append(origin.finding("duplicate_id", place, column="application_id", found=found, first=row))
    return findings
