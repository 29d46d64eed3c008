"""Tables beside the records, in sheets of their own: outcomes, scores, donors, funds, the contest's calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset, Held
from partnerlab.findings import Finding
from partnerlab.model import BESIDE
from partnerlab.sources.beside.checks import expert_names, of_known_applications
from partnerlab.sources.beside.headings import TIERS, is_of_all_tiers, side_table
from partnerlab.sources.beside.reading import SideSheet, read_side, side_sheet
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.layout.tables import Table, frame_table, sheet_tables
from partnerlab.sources.stacking import stacked

CALENDAR = "calendar"
HEADING_ROWS = 20
LONGEST_HEADING = 200
NAMES = (*BESIDE, TIERS)
"""The tables that may stand beside the records."""


@dataclass(frozen=True)
class Beside:
    """The sheets that are left for records and those beside them; the tables of these, the calendar, what was found."""

    sheets: tuple[Sheet | TypedSheet, ...]
    sides: tuple[SideSheet, ...] = ()
    of_tiers: tuple[Sheet | TypedSheet, ...] = ()
    tables: Mapping[str, Any] = field(default_factory=dict)
    calendar: Mapping[int, Held] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def beside_tables(sheets: Sequence[Sheet | TypedSheet]) -> Beside:
    """The sheets with records and those beside them, and the calendar, which is read at once.

    Where no sheet would be left for records, all are.

    >>> beside_tables([Sheet("", [["Год", "Организация"]]), Sheet("К", [["Год", "Проведен"], [2003.0, "да"]])]).calendar
    {2003: 'yes'}
    """
    left: list[Sheet | TypedSheet] = []
    sides: list[SideSheet] = []
    of_tiers: list[Sheet | TypedSheet] = []
    for sheet in sheets:
        if found := _side(sheet):
            sides.append(found)
        else:
            (of_tiers if is_of_all_tiers(sheet.name or Path(sheet.file).stem) else left).append(sheet)
    if not left:
        return Beside(tuple(sheets))
    findings: list[Finding] = []
    calendar: dict[int, Held] = {}
    for side in sides:
        if side.name == CALENDAR:
            frame, found_in = read_side(side, currency="")
            findings += found_in
            known = frame.dropna(subset=["year", "held"])
            calendar |= {int(year): cast(Held, held) for year, held in zip(known["year"], known["held"], strict=True)}
    rest = tuple(side for side in sides if side.name != CALENDAR)
    return Beside(tuple(left), rest, tuple(of_tiers), calendar=calendar, findings=tuple(findings))


def _side(sheet: Sheet | TypedSheet) -> SideSheet | None:
    """A sheet as a table beside the records, if it is one: its headings are among the first rows."""
    if isinstance(sheet, TypedSheet):
        name = side_table([str(heading) for heading in sheet.frame.columns])
        return side_sheet(sheet, name, 0) if name else None
    for place, row in enumerate(sheet.rows[:HEADING_ROWS]):
        texts = [" ".join(cell.split()) for cell in row if isinstance(cell, str) and len(cell) <= LONGEST_HEADING]
        if name := side_table(texts):
            return side_sheet(sheet, name, place)
    return None


def with_tables(beside: Beside, applications: pd.DataFrame, *, currency: str) -> Beside:
    """The tables beside the records, read; what is found in them, and which of their rows are of no application."""
    parts: dict[str, list[pd.DataFrame]] = {}
    findings = list(beside.findings)
    for side in beside.sides:
        frame, found = read_side(side, currency=currency)
        if "application_id" in frame.columns:
            frame, unknown = of_known_applications(frame, side, applications)
            found += unknown
        if side.name == "scores":
            found += expert_names(frame, side)
        findings += found
        if len(frame):
            parts.setdefault(side.name, []).append(frame.drop(columns="_row"))
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    of_tiers = [table for sheet in beside.of_tiers for table in _tables(sheet) if len(table.rows)]
    if of_tiers:
        tables[TIERS] = stacked(of_tiers, currency=currency, year=None)
        findings += [finding for table in of_tiers for finding in table.findings]
    return replace(beside, tables=tables, findings=tuple(findings))


def _tables(sheet: Sheet | TypedSheet) -> list[Table]:
    return [frame_table(sheet)] if isinstance(sheet, TypedSheet) else sheet_tables(sheet)[0]


def sheets_of(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """The tables beside a dataset's records as sheets of a workbook, by the model's names; empty ones are left out.

    What is written so is read back as the same tables.

    >>> from partnerlab import sample_records
    >>> list(sheets_of(sample_records()))
    ['scores', 'outcomes', 'tiers']
    """
    tables = {name: pd.DataFrame(dataset.beside[name]) for name in NAMES if name in dataset.beside}
    if dataset.calendar:
        years = sorted(dataset.calendar)
        held = [dataset.calendar[year] for year in years]
        tables[CALENDAR] = pd.DataFrame({"year": np.array(years), "held": pd.Series(held, dtype="str")})
    return {name: table for name, table in tables.items() if len(table)}
