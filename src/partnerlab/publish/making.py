"""One report: its notebook run, its files written, and each noted as soon as it stands there."""

from __future__ import annotations

import errno
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import nbformat

from partnerlab.errors import FailedNotebook, IncompleteYear, PartnerlabError, UnwritableFile
from partnerlab.page.content import Content
from partnerlab.page.memory import Memory
from partnerlab.parameters import checked
from partnerlab.publish import export
from partnerlab.publish.engine import Kernels, Stopped
from partnerlab.publish.folder import manifest
from partnerlab.publish.folder.inputs import Inputs
from partnerlab.publish.folder.manifest import Entry, Facts
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.index.thumbnails import thumbnail
from partnerlab.publish.pdf import Printer
from partnerlab.publish.plan import SINGLE, TABLES, Report, notebooks
from partnerlab.publish.single_file import single_file
from partnerlab.publish.workbooks.yearbook import workbook

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


@dataclass(frozen=True)
class Made:
    """What became of one report: its files below the reports folder, or why there are none.

    `up_to_date` says that nothing had changed, so that it was left as it is; `seconds` is how long it took.
    """

    report: Report
    files: tuple[Path, ...]
    seconds: float = 0.0
    failure: PartnerlabError | None = None
    up_to_date: bool = False

    @property
    def error(self) -> str:
        """Why it could not be made, in the language of the reader's machine; empty where it was."""
        return "" if self.failure is None else self.failure.text()


@dataclass(frozen=True)
class Workshop:
    """What all reports of a batch are made with."""

    out: Path
    formats: Sequence[str]
    inputs: Inputs
    kernels: Kernels
    printer: Printer
    memory: Memory
    facts: Facts
    note: Callable[[Entry], None]

    def made(self, report: Report) -> Made:
        """Make a report; whatever stops it is told and stops no other."""
        start = time.monotonic()
        make = {TABLES: self._tables, SINGLE: self._single}.get(report.notebook, self._pages)
        try:
            files = make(report, start)
        except Stopped:
            raise
        except Exception as error:  # whatever stops one report must not stop the others
            return Made(report, (), time.monotonic() - start, _failure(error))
        return Made(report, files, time.monotonic() - start)

    def _pages(self, report: Report, start: float) -> tuple[Path, ...]:
        notebook = self.kernels.executed(notebooks()[report.notebook], report.values())
        told: dict[str, Any] = {
            "headline": export.headline(notebook),
            "synthetic": export.headline_is_synthetic(notebook),
        }
        written = []
        for file, content in self._contents(notebook, report).items():
            self._write(report, file, content, start, **told)
            written.append(file)
        page = report.file.with_suffix(".pdf")
        if page in report.files(self.formats):
            self._write(report, page, self.printer.printed(self.out / report.file), start, **told)
            written.append(page)
        return tuple(written)

    def _contents(self, notebook: Any, report: Report) -> Mapping[Path, str]:
        """What a notebook's outputs become, by file."""
        makers: dict[str, Callable[[], str]] = {
            ".svg": lambda: thumbnail(export.first_figure(notebook) or {}),
            ".html": lambda: export.page(notebook, report),
            ".ipynb": lambda: nbformat.writes(_without_times(notebook)),
        }
        asked = [file for file in report.files(self.formats) if file.suffix in makers]
        return {file: makers[file.suffix]() for file in asked}

    def _tables(self, report: Report, start: float) -> tuple[Path, ...]:
        given = cast(Mapping[str, Any], report.parameters)
        asked = checked(report.year, report.language, given.get("prices"))
        content = Content(
            "",
            asked,
            report.data,
            boundaries=given.get("boundaries"),
            mapping=given.get("mapping"),
            found=self.facts.found,
            memory=self.memory,
        )
        self._write(report, report.file, workbook(content), start)
        return (report.file,)

    def _single(self, report: Report, start: float) -> tuple[Path, ...]:
        pages = [replace(report, notebook=name, pages=()) for name in report.pages]
        missing = [page.file.name for page in pages if not (self.out / page.file).is_file()]
        if missing:
            raise IncompleteYear(", ".join(missing))
        whole = single_file([(page, (self.out / page.file).read_text(encoding="utf-8")) for page in pages])
        self._write(report, report.file, whole, start)
        return (report.file,)

    def _write(self, report: Report, file: Path, content: str | bytes, start: float, **told: Any) -> None:
        write_whole(self.out / file, content)
        self.note(manifest.entry(self.out, file, report, self.inputs, seconds=time.monotonic() - start, **told))


def _failure(error: Exception) -> PartnerlabError:
    """What stopped a report, as it can be said in a sentence.

    >>> print(_failure(OSError(28, "No space left on device", "/tmp/page")).text("en"))
    /tmp/page: the file cannot be written (No space left on device); choose another folder or make room there.
    """
    if isinstance(error, PartnerlabError):
        return error
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return UnwritableFile(str(error.filename or tempfile.gettempdir()), error.strerror or str(error))
    return FailedNotebook(type(error).__name__, str(error))


INJECTED = "injected-parameters"
"""How papermill tags the cell in which it gives the parameters; it names it anew each time."""


def _without_times(notebook: Any) -> Any:
    """The notebook without what changes from run to run."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        if INJECTED in cell.metadata.get("tags", ()):
            cell.id = INJECTED
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook
