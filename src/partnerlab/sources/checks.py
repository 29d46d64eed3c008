"""What is wrong in the records as a whole: rows without a year, numbers given twice, columns that are not there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Fact, Finding

NEEDED = ("year", "organisation", "awarded", "attracted", "status", "themes")
"""Columns without which a question has no answer."""
_TOTAL_BEGINS = ("итого", "всего", "total", "subtotal", "grand total")
_TOTAL = re.compile(r"(?:итого|всего|(?:sub|grand )?total)\b(?:[^а-яёa-z]*$|\s+(?:по|за|на|for|in)\s)")


@dataclass(frozen=True)
class Origin:
    """Where each record stands: its file, sheet and row, and the heading of each column in each sheet."""

    file: str
    sheets: np.ndarray[Any, np.dtype[np.object_]]
    rows: np.ndarray[Any, np.dtype[np.int64]]
    headings: Mapping[tuple[str, str], str]

    def heading(self, place: int, column: str) -> str:
        """What stands over a column in the sheet of the record at `place`."""
        return self.headings.get((str(self.sheets[place]), column), "")

    def finding(self, rule: str, place: int, *, column: str, found: str = "", **facts: Fact) -> Finding:
        """A finding in the record at `place`."""
        sheet, heading = str(self.sheets[place]), self.heading(place, column)
        return Finding(rule, self.file, sheet, int(self.rows[place]), heading, found, facts=tuple(facts.items()))


def check_records(frame: pd.DataFrame, origin: Origin) -> list[Finding]:
    """Findings about the records of one file, after all cells are read."""
    return [*_columns(frame, origin.file), *_gaps(frame, origin), *_totals(frame, origin)]


def _filled(frame: pd.DataFrame, name: str) -> bool:
    return name in frame.columns and bool(frame[name].notna().any())


def _typed(frame: pd.DataFrame, name: str) -> bool:
    """Whether anything stands in the column; what cannot be read has findings of its own."""
    return _filled(frame, name) or _filled(frame, f"{name}_as_typed")


def _columns(frame: pd.DataFrame, file: str) -> list[Finding]:
    """Columns that are not there, or have nothing in them."""
    rules = [f"no_{name}_column" for name in NEEDED if not _typed(frame, name)]
    if _filled(frame, "organisation_id"):
        rules = [rule for rule in rules if rule != "no_organisation_column"]
    return [Finding(rule, file, "", None, "", "") for rule in rules]


def _gaps(frame: pd.DataFrame, origin: Origin) -> list[Finding]:
    """Records without a year or an organisation; a cell that could not be read has its finding already."""
    findings = []
    for name in ("year", "organisation"):
        if not _filled(frame, name):
            continue
        gap = frame[name].isna()
        typed = f"{name}_as_typed"
        if typed in frame.columns:
            gap &= frame[typed].isna()
        if name == "organisation" and "organisation_id" in frame.columns:
            gap &= frame["organisation_id"].isna()
        findings += [
            origin.finding(f"missing_{name}", place, column=name) for place in np.flatnonzero(gap.to_numpy()).tolist()
        ]
    return findings


def _totals(frame: pd.DataFrame, origin: Origin) -> list[Finding]:
    """Rows that sum up the others, and would be counted as one more application."""
    found: dict[int, Finding] = {}
    for name in frame.columns:
        texts = frame[name]
        if not isinstance(texts.dtype, pd.StringDtype) or str(name).endswith("_as_typed"):
            continue
        for place in np.flatnonzero(texts.str.lower().str.startswith(_TOTAL_BEGINS, na=False).to_numpy()).tolist():
            text = str(texts.iloc[place])
            if _TOTAL.match(text.lower()):
                found.setdefault(place, origin.finding("total_row", place, column=str(name), found=text))
    return list(found.values())


def numbered(frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """The applications' numbers, unique where the file lets them be.

    A record without a number is named by file, sheet and row. Numbers that begin anew each year (or sheet, where no
    year is known) get it in front. The same number twice in one year is an error, and stays.
    """
    if not _filled(frame, "application_id"):
        every = np.arange(len(frame))
        return pd.Series(_names(origin, every), dtype="str"), _made(origin, every)
    typed: pd.Series[Any] = frame["application_id"].copy()
    lacking = np.flatnonzero(typed.isna().to_numpy())
    findings = _made(origin, lacking)
    if not typed.dropna().is_unique:
        typed, found = _unique(typed, frame, origin)
        findings += found
    typed.iloc[lacking] = _names(origin, lacking)
    return typed, findings


def _names(origin: Origin, places: np.ndarray[Any, Any]) -> list[str]:
    named = zip(origin.sheets[places].tolist(), origin.rows[places].tolist(), strict=True)
    return [":".join(str(part) for part in (origin.file, sheet, row) if part) for sheet, row in named]


def _made(origin: Origin, places: np.ndarray[Any, Any]) -> list[Finding]:
    if not len(places):
        return []
    first = int(places[0])
    column, sheet, row = origin.heading(first, "application_id"), str(origin.sheets[first]), int(origin.rows[first])
    return [Finding("made_ids", origin.file, sheet, row, column, "", count=len(places))]


def _unique(typed: pd.Series[Any], frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """Numbers with their year or sheet in front, where they begin anew in each; what is still there twice is found."""
    scope = pd.Series(origin.sheets, dtype="str")
    if "year" in frame.columns:
        scope = frame["year"].astype("str").where(frame["year"].notna(), scope)
    findings = _twice(typed, scope, origin)
    once = pd.DataFrame({"number": typed, "scope": scope}).drop_duplicates().dropna(subset="number")
    if once["number"].is_unique:
        return typed, findings
    scoped = (scope + "-" + typed).where(typed.notna() & (scope != ""), typed)
    place = int(np.flatnonzero(scoped.notna().to_numpy())[0])
    heading = origin.heading(place, "application_id")
    return scoped, [*findings, Finding("ids_by_year", origin.file, "", None, heading, str(scoped.iloc[place]))]


def _twice(numbers: pd.Series[Any], scope: pd.Series[Any], origin: Origin) -> list[Finding]:
    keys = pd.DataFrame({"number": numbers, "scope": scope})
    groups = keys.groupby(["number", "scope"], dropna=False).ngroup()
    first = pd.Series(np.arange(len(keys))).groupby(groups).transform("min").to_numpy()
    again = keys.duplicated().to_numpy() & numbers.notna().to_numpy()
    findings = []
    for place in np.flatnonzero(again).tolist():
        before = int(first[place])
        same_sheet = origin.sheets[before] == origin.sheets[place]
        row = str(origin.rows[before]) + ("" if same_sheet else f" («{origin.sheets[before]}»)")
        found = str(numbers.iloc[place])
        findings.append(origin.finding("duplicate_id", place, column="application_id", found=found, first=row))
    return findings
