"""A folder of yearly files: every file of records in it, the others named."""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
from pathlib import Path

from partnerlab.errors import (
    EmptyFile,
    EmptyFolder,
    ForbiddenFile,
    NoRecords,
    PartnerlabError,
    ProtectedFile,
    UnknownForm,
    UnreadableFile,
)
from partnerlab.findings import Finding
from partnerlab.sources.forms.files import Contents, open_file
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping

OWN_FILES = frozenset(("findings.csv", "organisations.csv", "mapping.toml"))
"""What partnerlab itself keeps beside the records."""
_CHECKED = "-check"
_ABOUT = ("readme", "license", "licence", "changelog", "лицензия", "прочти")
_RULES: dict[type[PartnerlabError], str] = {
    UnreadableFile: "file_not_opened",
    ProtectedFile: "file_protected",
    ForbiddenFile: "file_forbidden",
    EmptyFile: "file_without_rows",
}


def open_folder(folder: Path, *, own: UserMapping = NO_MAPPING) -> Contents:
    """The sheets of all files of records in a folder, by the files' names.

    A file that should be one and cannot be opened is an error among the findings; what is no file of records, hidden
    or locked is named in a note. Folders inside are not read, and named: they are where copies lie.

    Raises:
        EmptyFolder: if there is no file of records in it that can be opened.
        ForbiddenFile: if the folder may not be looked into.
    """
    try:
        inside = sorted(folder.iterdir(), key=lambda one: (one.name.casefold(), one.name))
    except PermissionError:
        raise ForbiddenFile(folder.name) from None
    if partitioned(inside):
        return Contents((_partitions(folder),))
    sheets: list[Sheet | TypedSheet] = []
    findings: list[Finding] = []
    passed: list[str] = []
    folders: list[str] = []
    for path in inside:
        if path.name in OWN_FILES:
            continue
        if path.is_dir():
            (passed if _hidden(path.name) else folders).append(path.name)
        elif _hidden(path.name) or path.stem.casefold().startswith(_ABOUT) or _marked_copy(path):
            passed.append(path.name)
        else:
            try:
                contents = open_file(path, own=own)
            except (UnknownForm, NoRecords):
                passed.append(path.name)
            except PartnerlabError as error:
                findings.append(Finding(_rule(error), path.name, "", None, "", ""))
            else:
                sheets += contents.sheets
                findings += contents.findings
    if not sheets:
        raise EmptyFolder(folder.name or str(folder), tuple(path.name for path in inside))
    name = folder.name
    findings += _named("files_passed_over", name, passed) + _named("folder_in_folder", name, folders)
    return Contents(tuple(sheets), tuple(findings))


def _hidden(name: str) -> bool:
    """Whether the file is no user's: hidden, or what an office program keeps while a file is open."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _marked_copy(path: Path) -> bool:
    """Whether this is the copy that `partnerlab check` makes of a file beside it, with what is wrong marked in it."""
    return path.stem.endswith(_CHECKED) and any(path.parent.glob(f"{escape(path.stem.removesuffix(_CHECKED))}.*"))


def _rule(error: PartnerlabError) -> str:
    return next((rule for kind, rule in _RULES.items() if isinstance(error, kind)), "file_not_opened")


def _named(rule: str, folder: str, names: list[str]) -> list[Finding]:
    return [Finding(rule, folder, "", None, "", ", ".join(names), count=len(names))] if names else []


def partitioned(inside: Iterable[Path]) -> bool:
    """Whether a folder is one table of Parquet in parts: `year=2003/…parquet`."""
    seen = [path for path in inside if not path.name.startswith((".", "_"))]
    return bool(seen) and all(path.is_dir() and "=" in path.name for path in seen)


def _partitions(folder: Path) -> TypedSheet:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

    try:
        frame = pd.read_parquet(folder)
    except (pa.ArrowException, OSError, ValueError, TypeError):
        raise UnreadableFile(folder.name, "Parquet") from None
    for name in frame.columns[frame.dtypes == "category"]:
        frame[name] = frame[name].astype(object)
    return TypedSheet("", frame, folder.name)
