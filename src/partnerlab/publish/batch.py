"""papermill over the plan, several notebooks at a time; one that fails fails alone."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop

from partnerlab import __version__
from partnerlab.dataset import Dataset
from partnerlab.errors import PartnerlabError, UnknownParameter
from partnerlab.page import FOUND, PUBLISHED, SAMPLE
from partnerlab.publish import engine, export, site
from partnerlab.publish.plan import Report, notebooks
from partnerlab.sources.forms.opening import is_address

KERNEL = "python3"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Made:
    """What became of one report: its files, or why there is none."""

    report: Report
    files: tuple[Path, ...]
    seconds: float
    error: str = ""


def fitted(reports: Sequence[Report]) -> list[Report]:
    """The reports with every parameter that their notebooks take; papermill alone would only warn of others.

    Raises:
        UnknownParameter: if a notebook does not take a parameter that it must be given.
    """
    known = {
        name: tuple(papermill.inspect_notebook(str(notebooks()[name])))
        for name in {report.notebook for report in reports}
    }
    result = []
    for report in reports:
        takes = known[report.notebook]
        for parameter in report.values():
            if parameter not in takes:
                raise UnknownParameter(report.notebook, parameter, takes)
        taken = {name: value for name, value in report.offered.items() if name in takes}
        result.append(replace(report, parameters={**report.parameters, **taken}, offered={}))
    return result


def make_reports(
    reports: Sequence[Report],
    out: Path,
    *,
    formats: Sequence[str] = ("html",),
    jobs: int | None = None,
    warnings: Sequence[str] = (),
    records: Dataset | None = None,
    done: Callable[[Made], None] = lambda _made: None,
) -> list[Made]:
    """Make the reports, their index and the manifest; `done` hears of each as it ends.

    `records` are the data of all of them, where they have been opened: what was found in them is then not looked for
    once more for each page.

    Raises:
        UnknownParameter: before anything is made, if a notebook does not take a parameter.
    """
    reports = fitted(reports)
    export.write_assets(out / "assets")
    made: list[Made] = []
    told = {} if records is None else {FOUND: f"{records.errors} {records.accepted}"}
    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count()) as pool:
        running = [pool.submit(_make, report, out, formats, reports, told) for report in reports]
        try:
            for ended in as_completed(running):
                made.append(ended.result())
                done(made[-1])
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    made.sort(key=lambda one: one.report.file)
    entries = _manifest(out, made)
    site.write_index(out, entries, warnings)
    return made


def _make(report: Report, out: Path, formats: Sequence[str], beside: Sequence[Report], told: Mapping[str, str]) -> Made:
    start = time.monotonic()
    try:
        notebook = papermill.execute_notebook(
            str(notebooks()[report.notebook]),
            None,
            parameters=report.values(),
            kernel_name=KERNEL,
            engine_name=engine.NAME,
            told=told,
            progress_bar=False,
        )
        target = out / report.file
        files = []
        if "ipynb" in formats:
            files.append(target.with_suffix(".ipynb"))
            export.write_whole(files[-1], nbformat.writes(_without_times(notebook)))
        if "html" in formats:
            files.append(target)
            export.write_whole(target, export.page(notebook, report, beside))
    except Exception as error:  # whatever stops one report must not stop the others
        return Made(report, (), time.monotonic() - start, _reason(error))
    finally:
        # The loop that ran this thread's kernel: left open, it would keep its sockets until the process ends.
        ensure_event_loop().close()
    return Made(report, tuple(files), time.monotonic() - start)


def _reason(error: Exception) -> str:
    if isinstance(error, papermill.PapermillExecutionError):
        return f"{error.ename}: {error.evalue}"
    return str(error) if isinstance(error, PartnerlabError) else f"{type(error).__name__}: {error}"


def _without_times(notebook: Any) -> Any:
    """The notebook without what changes from run to run."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook


def _manifest(out: Path, made: Sequence[Made]) -> list[dict[str, Any]]:
    """Write what was made beside what an earlier run made and is still there; return all of it."""
    path = out / MANIFEST
    entries = {entry["file"]: entry for entry in _earlier(path) if (out / entry["file"]).is_file()}
    entries |= {entry["file"]: entry for one in made for entry in _entries(out, one)}
    listed = [entries[file] for file in sorted(entries)]
    export.write_whole(path, json.dumps({"reports": listed}, ensure_ascii=False, indent=1) + "\n")
    return listed


def _earlier(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["reports"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [entry for entry in found if isinstance(entry, dict) and "file" in entry and "notebook" in entry]


def _entries(out: Path, one: Made) -> Iterator[dict[str, Any]]:
    for file in one.files:
        yield {
            "file": file.relative_to(out).as_posix(),
            "notebook": one.report.notebook,
            "parameters": one.report.values(),
            "sha256": {
                "notebook": _sha256(notebooks()[one.report.notebook]),
                "data": _sha256_of_data(one.report.data),
                "file": _sha256(file),
            },
            "versions": {"partnerlab": __version__, "pandas": version("pandas"), "plotly": version("plotly")},
            "seconds": round(one.seconds, 1),
        }


def _sha256_of_data(data: str) -> str:
    """Of a file, or of all files of a folder in order; a database has none, nor have the data of the package."""
    if data in (PUBLISHED, SAMPLE) or is_address(data):
        return ""
    if Path(data).is_dir():
        inside = sorted(path for path in Path(data).rglob("*") if path.is_file())
        return hashlib.sha256("".join(map(_sha256, inside)).encode()).hexdigest()
    return _sha256(Path(data))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
