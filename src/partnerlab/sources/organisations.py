"""One organisation under many names: which names are proposed as one, and which a user has accepted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks import Origin


def grouped(frame: pd.DataFrame, origin: Origin, folder: Path | None) -> tuple[pd.DataFrame, list[Finding]]:
    """The records with the groups of names that the user has accepted."""
    del origin, folder
    return frame, []
