"""The same application twice: as the same row, under another number, in another tier, by another organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import MONEY
from partnerlab.sources.checks.copies import repeated_within_year
from partnerlab.sources.checks.origin import Flags, Records, filled
from partnerlab.sources.checks.spelling import bare_text, organisations, told_apart

TELLING = 3
"""So many cells of a row must be filled before an equal row says anything."""
SCOPES = ("tier", "contest", "edition")

Codes = np.ndarray[Any, np.dtype[np.int64]]


def same_rows(records: Records) -> Iterator[Finding]:
    """Rows that equal an earlier one in everything but the number; the same number twice is found elsewhere."""
    again, first = repeated_rows(records)
    told = repeated_within_year(records)
    for place in np.flatnonzero(again & ~told).tolist():
        numbered = records.origin.number(place) and records.origin.number(int(first[place]))
        yield records.origin.finding(
            "duplicate_but_number" if numbered else "duplicate_row",
            place,
            column="",
            found=_short(records, place),
            first=records.origin.named(int(first[place]), beside=place),
        )


def repeated_rows(records: Records) -> tuple[Flags, Codes]:
    """Which rows equal an earlier one, and the place of the first such."""
    return records.once("repeated_rows", "", lambda: _repeated_rows(records))


def _repeated_rows(records: Records) -> tuple[Flags, Codes]:
    frame = records.frame
    telling = [name for name in ("title", *MONEY) if name in frame.columns]
    others = [*telling, *(str(name) for name in frame.columns if name not in ("application_id", *telling))]
    filled_cells = frame[others].notna()
    full = records.counted & (filled_cells.to_numpy().sum(axis=1) >= TELLING)
    full &= filled_cells[telling].to_numpy().any(axis=1)
    places = np.flatnonzero(full)
    groups = np.zeros(len(places), dtype=np.int64)
    for name in others:  # few rows equal another in the first columns, and only those are looked at in the next
        cells = pd.factorize(frame[name].iloc[places], use_na_sentinel=False)[0]
        groups = pd.factorize(groups * (cells.max(initial=0) + 1) + cells)[0]
        several = np.bincount(groups)[groups] > 1 if len(groups) else np.zeros(0, dtype=bool)
        places, groups = places[several], groups[several]
    first = np.arange(len(frame))
    first[places] = pd.Series(places).groupby(groups).transform("min")
    again = (first < np.arange(len(frame))) & ~frame.duplicated("application_id").to_numpy()
    return again, first


def same_projects(records: Records) -> Iterator[Finding]:
    """One organisation's project twice in a year: in one contest, or in two tiers or contests at once."""
    if not records.has("title") or not filled(records.frame, "year"):
        return
    frame = records.frame
    projects = pd.DataFrame(
        {"title": told_apart(records, "title"), "who": organisations(records), "year": records.years()}
    )
    asked = records.counted & (projects[["title", "who"]] >= 0).all(axis=1).to_numpy() & projects.year.notna()
    again, _ = repeated_rows(records)
    asked &= ~again & ~frame.duplicated("application_id").to_numpy()
    here = projects[asked]
    twice = here[here.duplicated(keep=False)]
    if twice.empty:
        return
    first = pd.Series(twice.index, index=twice.index).groupby([twice[name] for name in here.columns]).transform("min")
    scopes = [name for name in SCOPES if name in frame.columns]
    for place, before in zip(twice.index.tolist(), first.tolist(), strict=True):
        if place == before or not _one_request(records, place, before):
            continue
        other = next((name for name in scopes if _other(frame[name], place, before)), "")
        yield records.origin.finding(
            "project_in_two_tiers" if other else "same_project",
            place,
            column="title",
            found=str(frame["title"].iloc[place]),
            first=records.origin.named(before, beside=place),
        )


def same_titles(records: Records) -> Iterator[Finding]:
    """Projects of one name by different organisations in a year."""
    if not records.has("title") or not filled(records.frame, "year"):
        return
    frame = records.frame
    keys = pd.DataFrame({"title": told_apart(records, "title"), "year": records.years(), "who": organisations(records)})
    keys = keys[records.counted & (keys[["title", "who"]] >= 0).all(axis=1).to_numpy() & keys.year.notna()]
    kinds = keys.drop_duplicates().groupby(["title", "year"]).who.transform("size")
    shared = keys.drop_duplicates()[kinds > 1].index
    where = np.zeros(len(frame), dtype=bool)
    where[shared] = True
    yield from records.origin.summed("same_title", where, column="title", values=frame["title"])


def _one_request(records: Records, place: int, before: int) -> bool:
    """Whether two records of one name may be one: of the same money, and named for more than their organisation."""
    frame = records.frame
    who = frame["organisation"].iloc[place] if filled(frame, "organisation") else None
    if pd.notna(who) and bare_text(str(who)) in bare_text(str(frame["title"].iloc[place])):
        return False
    sums = [
        (of.iloc[place], of.iloc[before]) for name in ("requested", "awarded") if (of := frame.get(name)) is not None
    ]
    known = [(here, there) for here, there in sums if pd.notna(here) and pd.notna(there)]
    return not known or any(here == there for here, there in known)


def _other(values: pd.Series[Any], place: int, before: int) -> bool:
    here, there = values.iloc[place], values.iloc[before]
    return bool(pd.notna(here) and pd.notna(there) and here != there)


def _short(records: Records, place: int) -> str:
    """What names a row: its project, its organisation, else its first text."""
    row = records.frame.iloc[place]
    names = [name for name in ("title", "organisation") if name in row.index and pd.notna(row[name])]
    names = names or [str(name) for name in row.index if name != "application_id" and isinstance(row[name], str)]
    return str(row[names[0]]) if names else ""
