"""Opening what a user names: a file, a folder of yearly files, a table of a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from partnerlab.findings import Finding
from partnerlab.sources.files import open_sheets
from partnerlab.sources.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.sheets import Sheet, TypedSheet


def is_address(source: str) -> bool:
    """Whether this is the address of a database, not a path.

    >>> is_address("sqlite:///contest.db"), is_address("contest.xlsx")
    (True, False)
    """
    return "://" in source


@dataclass(frozen=True)
class Opened:
    """What was opened: what an error calls it, its sheets, what of it was not read, and the folder it lies in.

    The folder is None where there is none: of a database, or of a frame in memory.
    """

    name: str
    sheets: tuple[Sheet | TypedSheet, ...]
    findings: tuple[Finding, ...] = ()
    folder: Path | None = None


def opened(source: str | Path, *, table: str = "", own: UserMapping = NO_MAPPING) -> Opened:
    """The sheets of a file.

    Raises:
        PartnerlabError: if there is nothing that can be read.
    """
    del table
    path = Path(source)
    return Opened(path.name, tuple(open_sheets(path, own=own)), folder=path.parent)
