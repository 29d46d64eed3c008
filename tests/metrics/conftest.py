"""What the tests of the metrics share: a contest with every gap in it, the engines, and real files where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

ENGINES: dict[str, Callable[[pd.DataFrame], Any]] = {
    "Polars": pl.from_pandas,
    "Polars with NaN for missing": lambda frame: pl.from_pandas(frame, nan_to_null=False),
    "Polars lazy": lambda frame: pl.from_pandas(frame).lazy(),
    "DuckDB": duckdb.from_df,
    "PyArrow": pa.Table.from_pandas,
}
REAL = Path(__file__).parents[3] / "shared" / "real"


@pytest.fixture(params=ENGINES.values(), ids=ENGINES.keys())
def engine(request: pytest.FixtureRequest) -> Callable[[pd.DataFrame], Any]:
    """Makes another engine's frame of a pandas one."""
    return request.param


@pytest.fixture
def real() -> Callable[[str], Path]:
    """Finds a real file that stays outside the project; the test is skipped where it is absent."""

    def find(name: str) -> Path:
        if not (REAL / name).is_file():
            pytest.skip(f"{name} is not here: real files stay outside the project")
        return REAL / name

    return find


@pytest.fixture(scope="session")
def contest() -> pd.DataFrame:
    """Four contests with repeated applicants and a gap in every column."""
    random = np.random.default_rng(1999)
    size = 600

    def some(values: list[object], gaps: float = 0.05) -> list[object]:
        chosen = [values[place] for place in random.integers(0, len(values), size)]
        return [None if gap else value for value, gap in zip(chosen, random.random(size) < gaps, strict=True)]

    amounts = np.round(random.lognormal(9.5, 0.7, (5, size)), 2)
    amounts[random.random((5, size)) < 0.08] = np.nan
    return pd.DataFrame(
        {
            "application_id": [f"A{number}" for number in range(size)],
            "year": some([1999, 2000, 2001, 2003]),
            "organisation_id": some([f"{5900 + number}" for number in range(60)], gaps=0.2),
            "organisation": some([f"Society {number}" for number in range(70)], gaps=0.1),
            "district": some(["Kirovsky", "Leninsky", "Sverdlovsky"]),
            "status": some(["submitted", "rejected", "won", "won", "lost", "withdrawn", "contracted", "reported"]),
            "themes": some(["ethnic_relations", "youth", "youth; ethnic_relations ", "ethnic", "sport", " ;"]),
            "customer": some(["Education", "Culture", "Plant", "Bank"]),
            "customer_sphere": some(["budget", "business"]),
            "requested": amounts[0],
            "awarded": amounts[1],
            "business": amounts[2],
            "attracted": amounts[3],
            "attracted_cash": amounts[4],
            "spent": amounts[1] * 0.9,
            "returned": amounts[1] * 0.1,
        }
    )
