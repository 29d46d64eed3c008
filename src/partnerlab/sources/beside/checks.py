"""What is wrong in a table beside the records: applications that there are none of, names in place of codes."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.beside.reading import ROW, SideSheet

_ROLE = r"(?!эксперт|член|рецензент|expert|reviewer|судья|judge)"
_NAME = re.compile(
    rf"(?i:{_ROLE})(?:[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?(?: ?[А-ЯЁA-Z]\.){{1,2}}"
    rf"|(?:[А-ЯЁA-Z]\. ?){{1,2}}[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?"
    rf"|[А-ЯЁA-Z][а-яёa-z]+(?:-[А-ЯЁA-Z][а-яёa-z]+)?(?: [А-ЯЁA-Z][а-яёa-z]+){{1,2}})"
)
"""«Фамилия И. О.», "J. Surname", «Фамилия Имя Отчество»; not «Эксперт Первый»."""


def expert_names(scores: pd.DataFrame, side: SideSheet) -> list[Finding]:
    """One finding where experts are called by name."""
    if "expert" not in scores.columns:
        return []
    experts = scores["expert"].astype("str")
    named = {text for text in experts.dropna().unique().tolist() if _NAME.fullmatch(text)}
    if not named:
        return []
    where = experts.isin(named).to_numpy()
    row = int(scores[ROW].to_numpy()[where][0])
    found = str(experts[where].iloc[0])
    # the name itself is not repeated: findings are shown, kept and sent about
    return [_finding("expert_names", side, row, "expert", _veiled(found), int(where.sum()), experts=len(named))]


def _veiled(name: str) -> str:
    return " ".join(f"{part[0]}…" for part in name.replace(".", ". ").split())


def of_known_applications(
    frame: pd.DataFrame, side: SideSheet, applications: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """The table with its applications' numbers as the records have them, and the rows that are of none.

    Where numbers begin anew each year the records have the year in front, and so it is put here, if the table has it.
    """
    ids = frame["application_id"].astype("str")
    known = set(applications["application_id"].dropna().astype("str").tolist())
    if "year" in frame.columns and not ids.dropna().isin(known).all():
        scoped: pd.Series[Any] = frame["year"].astype("str") + "-" + ids
        ids = scoped.where(scoped.isin(known) & ~ids.isin(known), ids)
        frame = frame.assign(application_id=ids.astype("str"))
    findings = []
    rows = frame[ROW].to_numpy()
    unknown = (ids.notna() & ~ids.isin(known)).to_numpy()
    if unknown.any():
        first = int(np.flatnonzero(unknown)[0])
        number = ids[unknown].nunique()
        findings.append(
            _finding(
                "unknown_application",
                side,
                int(rows[first]),
                "application_id",
                str(ids.iloc[first]),
                int(unknown.sum()),
                applications=number,
            )
        )
    lacking = ids.isna().to_numpy()
    if lacking.any():
        first = int(np.flatnonzero(lacking)[0])
        findings.append(
            _finding("no_application_beside", side, int(rows[first]), "application_id", "", int(lacking.sum()))
        )
    return frame, findings


def _finding(rule: str, side: SideSheet, row: int, column: str, found: str, count: int, **facts: int) -> Finding:
    table = side.table
    one = next((field for field in table.fields if field.name == column), None)
    heading, letter = (one.heading, one.letter) if one else ("", "")
    return Finding(rule, table.file, table.sheet, row, heading, found, count, facts=tuple(facts.items()), letter=letter)
