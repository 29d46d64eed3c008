"""Opening what a user names: a file, a folder of yearly files, a table of a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from partnerlab.findings import Finding
from partnerlab.sources.forms.addresses import is_address, remembered, resolved, with_table, without_secrets
from partnerlab.sources.forms.databases import open_table
from partnerlab.sources.forms.files import is_sqlite, open_file
from partnerlab.sources.forms.folders import open_folder
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping

__all__ = ["Opened", "elsewhere", "is_address", "opened", "remembered", "shown"]


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
    """The sheets of a file, of all files of a folder, or of a table of a database.

    Raises:
        PartnerlabError: if there is nothing that can be read.
    """
    if isinstance(source, str) and is_address(source):
        return _of_database(source, table)
    path = Path(source)
    if path.is_dir():
        contents = open_folder(path, own=own)
        return Opened(path.resolve().name, contents.sheets, contents.findings, path)
    if is_sqlite(path):
        return _of_database(f"sqlite:///{path}", table)
    contents = open_file(path, own=own)
    return Opened(path.name, contents.sheets, contents.findings, path.parent)


def shown(source: str, table: str | None = None) -> str:
    """What is opened, in one text that may stand in files and messages: no password is in it.

    >>> shown("postgresql://anna:0000@server/contest", "applications"), shown("contest.xlsx")
    ('postgresql://anna@server/contest#applications', 'contest.xlsx')
    """
    if is_address(source):
        return without_secrets(with_table(source, table))
    return f"sqlite:///{source}#{table}" if table and is_sqlite(Path(source)) else source


def elsewhere(source: str) -> str:
    """The same source as a program names it that runs in another folder."""
    return resolved(source) if is_address(source) else str(Path(source).resolve())


def _of_database(address: str, table: str) -> Opened:
    name, sheet, folder = open_table(address, table=table)
    return Opened(name, (sheet,), folder=folder)
