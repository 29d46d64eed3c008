"""What reports are made from, as hashes of bytes. Nothing heavy is imported: all of it takes a fraction of a second."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from partnerlab import __version__
from partnerlab.errors import FolderGiven, ForbiddenFile, MissingFile
from partnerlab.publish.plan import SINGLE, TABLES, Report, notebooks
from partnerlab.resources import PACKAGE, PUBLISHED, SAMPLE, data_folder
from partnerlab.sources.forms.addresses import is_address

REQUIRED = (
    "anywidget",
    "Babel",
    "ipykernel",
    "ipywidgets",
    "Jinja2",
    "narwhals",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "plotly",
    "pyarrow",
    "python-calamine",
    "python-stdnum",
    "rapidfuzz",
    "scipy",
    "xlsxwriter",
)
"""The dependencies whose version can change a page; the servers and the command line cannot."""
KINDS = ("notebook", "parameters", "data", "mapping", "boundaries", "package", "versions")
"""What a report is made from, in the order in which a change of it is told."""
BESIDE = ("findings.csv", "organisations.csv")
"""Files beside the records that say what of them was accepted, and which names are one organisation."""
_PASSED = (".", "~$")
_NO_PAGE = ("kernels", "cli", "notebooks", "__pycache__")
"""Folders of the package that say nothing on a page, or are counted apart."""


@dataclass(frozen=True)
class Inputs:
    """What all reports of a run are made from: SHA-256 of bytes, empty where there is nothing.

    `data` is None for a database: it has no bytes to compare, so that its reports are always made again. `source` is
    what the data are called, `versions` are those of the dependencies.
    """

    package: str
    versions: Mapping[str, str]
    data: str | None
    mapping: str
    boundaries: str
    source: str = ""

    def of(self, report: Report) -> dict[str, str]:
        """What this report is made from: a digest for each of `KINDS`."""
        return {
            "notebook": _of_notebooks(report),
            "parameters": _of_value(report.named()),
            "data": self.data or "",
            "mapping": self.mapping,
            "boundaries": self.boundaries if "boundaries" in report.parameters else "",
            "package": self.package,
            "versions": _of_value(self.versions),
        }

    @property
    def comparable(self) -> bool:
        """Whether it can be told that nothing has changed."""
        return self.data is not None

    @property
    def records(self) -> str:
        """A short name of the records as this package reads them; empty for a database."""
        if self.data is None:
            return ""
        return _of_value([self.source, self.data, self.mapping, self.package, self.versions])[:16]

    @property
    def edition(self) -> str:
        """A short name of all of it together, with all notebooks."""
        every = {name: of_file(path) for name, path in notebooks().items()}
        parts = [self.source, self.data, self.mapping, self.boundaries, self.package, self.versions, every]
        return _of_value(parts)[:12]


def gathered(data: str, *, mapping: str | None = None, boundaries: str | None = None) -> Inputs:
    """What reports of these data are made from now.

    Raises:
        MissingFile: if one of the files is not there.
        ForbiddenFile: if it may not be read.

    >>> gathered("sample").data, gathered("sqlite:///contest.db").data
    ('', None)
    """
    return Inputs(
        package=_of_package(),
        versions=versions(),
        data=of_data(data),
        mapping=of_file(Path(mapping)) if mapping else "",
        boundaries=of_file(Path(boundaries)) if boundaries else "",
        source=data if data in (PUBLISHED, SAMPLE) or is_address(data) else Path(data).resolve().name,
    )


def of_data(data: str) -> str | None:
    """The digest of records with what is kept beside them; empty for the package's own data, None for a database.

    Of a folder every file of records counts, as they are read: not those of folders inside, where copies lie, unless
    they are the parts of one table (`year=2003/`).

    Raises:
        MissingFile, ForbiddenFile: if the file or the folder cannot be read.
    """
    if data in (PUBLISHED, SAMPLE):
        return ""
    if is_address(data):
        return None
    path = Path(data)
    if path.is_dir():
        return _of_files(path, _inside(path))
    write_ahead = path.with_name(path.name + "-wal")  # where SQLite keeps what is not yet in its file
    beside = [path.parent / name for name in BESIDE]
    return _of_files(path.parent, [path, *(one for one in (write_ahead, *beside) if one.is_file())])


def _inside(folder: Path) -> list[Path]:
    try:
        seen = [path for path in folder.iterdir() if not path.name.startswith(_PASSED)]
    except PermissionError:
        raise ForbiddenFile(folder.name) from None
    parts = [path for part in seen if "=" in part.name and part.is_dir() for path in part.rglob("*")]
    return [path for path in (*seen, *parts) if path.is_file()]


def of_file(path: Path) -> str:
    """The digest of a file's bytes.

    Raises:
        MissingFile, FolderGiven, ForbiddenFile: if it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError:
        raise ForbiddenFile(path.name) from None
    except IsADirectoryError:
        raise FolderGiven(path.name or str(path)) from None
    except (OSError, ValueError):
        raise MissingFile(path.name or str(path)) from None


def versions() -> dict[str, str]:
    """Python and the dependencies whose version can change a page, with their versions.

    >>> sorted(versions())[:3]
    ['anywidget', 'babel', 'ipykernel']
    """
    found = {"python": ".".join(map(str, sys.version_info[:3])), "partnerlab": __version__}
    for name in REQUIRED:
        try:
            found[re.sub(r"[-_.]+", "-", name).lower()] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return dict(sorted(found.items()))


@cache
def _of_package() -> str:
    """All files of the package that can change a page, with the tables that come with it."""
    own = [path for path in PACKAGE.rglob("*") if not set(path.relative_to(PACKAGE).parts) & set(_NO_PAGE)]
    tables = data_folder()
    kept = [path for path in own if path.is_file() and not path.is_relative_to(tables)]
    return _of_value(
        [_of_files(PACKAGE, kept), _of_files(tables, (path for path in tables.rglob("*") if path.is_file()))]
    )


def _of_files(folder: Path, files: Iterable[Path]) -> str:
    """Of the files' names below a folder and their bytes, in the order of the names."""
    return _of_value(sorted([path.relative_to(folder).as_posix(), of_file(path)] for path in files))


def _of_notebooks(report: Report) -> str:
    if report.notebook == TABLES:
        return ""
    every = notebooks()
    if report.notebook == SINGLE:
        return _of_value([of_file(every[name]) for name in report.pages])
    return of_file(every[report.notebook])


def _of_value(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
