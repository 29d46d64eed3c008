"""What the pages of one batch, or of one server, need not each work out again: the records, and shared answers."""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from partnerlab.dataset import Dataset

VARIABLE = "PARTNERLAB_MEMORY"
"""The environment variable in which a batch tells its pages where they keep what they have worked out."""
RECORDS = "records"


@dataclass(frozen=True)
class Memory:
    """A folder of one batch or server, over one set of records: only its user can enter it, and it ends with it.

    What cannot be kept or read there is worked out anew.
    """

    folder: Path

    def keep_records(self, records: Dataset) -> None:
        """Keep the records, without the findings, which no page shows."""
        self._keep(RECORDS, replace(records, findings=()))

    def records(self) -> Dataset | None:
        """The records, if they are kept; processes forked from one that has read them share them."""
        try:
            return _records(self.folder)
        except OSError:
            return None

    def keep_answer(self, table: pd.DataFrame, question: str, by: Sequence[str] | None, view: Hashable) -> None:
        """Keep a metric's table for a view: its prices and filters."""
        self._keep(_name(question, by, view), table)

    def answer(self, question: str, by: Sequence[str] | None, view: Hashable) -> pd.DataFrame | None:
        """A metric's table, if it is kept."""
        kept = self._kept(_name(question, by, view))
        return kept if isinstance(kept, pd.DataFrame) else None

    def _keep(self, name: str, thing: object) -> None:
        with suppress(OSError):
            handle, unfinished = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "wb") as file:
                pickle.dump(thing, file, protocol=pickle.HIGHEST_PROTOCOL)
            Path(unfinished).replace(self.folder / name)

    def _kept(self, name: str) -> Any:
        try:
            return _read(self.folder / name)
        except OSError:
            return None


@cache
def _records(folder: Path) -> Dataset | None:
    kept = _read(folder / RECORDS)
    return kept if isinstance(kept, Dataset) else None


def _read(path: Path) -> Any:
    return pickle.loads(path.read_bytes())  # noqa: S301 - written by this batch or server itself


def _name(question: str, by: Sequence[str] | None, view: Hashable) -> str:
    return hashlib.sha256(repr((question, by and tuple(by), view)).encode()).hexdigest()


def memory_of_batch() -> Memory | None:
    """The memory of the batch or server that this page is made in; None on a page of its own."""
    folder = os.environ.get(VARIABLE)
    return Memory(Path(folder)) if folder else None
