"""Ordinary applications to change: what a test of a check begins with."""

from __future__ import annotations

from typing import Any

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.sources.records import open_records


def applications(count: int, **columns: Any) -> pd.DataFrame:
    """So many applications of one year by as many organisations, all of them winners; `columns` change them."""
    rows = range(1, count + 1)
    frame = pd.DataFrame(
        {
            "application_id": [f"n{row}" for row in rows],
            "year": 2003,
            "organisation": [f"РОО {chr(1039 + row % 32)}{row}" for row in rows],
            "title": [f"Проект {row}" for row in rows],
            "awarded": [10_000.0 + row for row in rows],
            "attracted": [20_000.0 + row for row in rows],
        }
    )
    return frame.assign(**columns)


def of(frame: pd.DataFrame | Dataset, rule: str, **options: Any) -> list[Finding]:
    """The findings of one rule."""
    records = frame if isinstance(frame, Dataset) else open_records(frame, **options)
    return [one for one in records.findings if one.rule == rule]


def places(frame: pd.DataFrame | Dataset, rule: str, **options: Any) -> list[tuple[int | None, str]]:
    """Where the findings of one rule are: row and column."""
    return [(one.row, one.column) for one in of(frame, rule, **options)]
