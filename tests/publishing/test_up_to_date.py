"""`partnerlab report` where nothing has changed: it says so at once, and opens nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from partnerlab.publish import plan
from partnerlab.publish.folder import claims, inputs, manifest
from partnerlab.publish.folder.manifest import Facts
from partnerlab.publish.folder.up_to_date import nothing_to_make

RECORDS = "Год;Организация;Сумма гранта\n2011;Учебная организация;30000\n2012;Другая;20000\n"
HEAVY = {"numpy", "pandas", "papermill", "plotly", "nbconvert", "jupyter_client", "partnerlab.catalogue"}
HEAVY |= {"partnerlab.page", "partnerlab.metrics", "partnerlab.publish.batch", "sqlalchemy"}
LOADED = """
import atexit, sys
atexit.register(lambda: print("LOADED", *sys.modules))
from partnerlab.cli import main
sys.argv[0] = "partnerlab"
main()
"""


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """A small contest of two years."""
    folder = tmp_path / "записи"
    folder.mkdir()
    (folder / "конкурс.csv").write_text(RECORDS, encoding="utf-8")
    return folder / "конкурс.csv"


def already_made(out: Path, data: str, *, errors: int = 0, formats: tuple[str, ...] = ("html",)) -> list[plan.Report]:
    """A folder of reports as a batch leaves it, with pages of one word."""
    made_from = inputs.gathered(data)
    reports = plan.fitted(plan.plan(data, years=[2011, 2012]))
    every = [*reports, *plan.besides(reports, formats)]
    with claims.claimed(out, [file for report in every for file in report.files(formats)]) as claim:
        for report in every:
            for file in report.files(formats):
                (out / file).parent.mkdir(parents=True, exist_ok=True)
                (out / file).write_text(file.name, encoding="utf-8")
                claim.made(manifest.entry(out, file, report, made_from, seconds=1))
    shutil.copytree(Path(plan.__file__).parent / "templates" / "assets", out / "assets")
    for shared in ("index.html", "assets/pages.js", "assets/plotly.min.js"):
        (out / shared).write_text("there", encoding="utf-8")
    claims.joined(out, lambda _known: None, facts=(made_from.records, Facts((2011, 2012), errors, 0)))
    return reports


def report(*options: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LOADED, "report", *map(str, options)]
    language = {**os.environ, "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=language, check=False)


def test_where_nothing_has_changed_nothing_is_opened_and_the_years_are_known(records: Path, tmp_path: Path) -> None:
    reports = already_made(tmp_path / "reports", str(records))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "reports").rglob("*") if path.is_file()}
    done = report("--data", records, folder=tmp_path)
    said, loaded = done.stdout.split("LOADED ")
    assert said == f"Готово: сделано 0, без изменений {len(reports)}; откройте reports/index.html.\n"
    assert len(reports) == 2 * 2 * len(plan.notebooks())
    assert set(loaded.split()) & HEAVY == set()
    assert (done.returncode, done.stderr) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "reports").rglob("*") if path.is_file()} == before


def test_a_part_of_the_plan_is_up_to_date_too(records: Path, tmp_path: Path) -> None:
    already_made(tmp_path / "reports", str(records))
    done = report("--data", records, "--year", "2012", "--language", "ru", "--notebook", "map", folder=tmp_path)
    assert "сделано 0, без изменений 1;" in done.stdout


def test_records_with_errors_are_refused_although_their_pages_are_up_to_date(records: Path, tmp_path: Path) -> None:
    already_made(tmp_path / "reports", str(records), errors=3)
    refused = report("--data", records, folder=tmp_path)
    assert (refused.returncode, "их число: 3" in refused.stderr) == (1, True)
    accepted = report("--data", records, "--accept-errors", folder=tmp_path)
    assert (accepted.returncode, "без изменений" in accepted.stdout) == (0, True)


CHANGES: dict[str, Callable[[Path, Path], object]] = {
    "a record": lambda data, _out: data.write_text(RECORDS.replace("30000", "40000"), encoding="utf-8"),
    "a group of names": lambda data, _out: data.with_name("organisations.csv").write_text("", encoding="utf-8"),
    "a page's bytes": lambda _data, out: (out / "2011/ru/map.html").write_text("mine", encoding="utf-8"),
    "a page gone": lambda _data, out: (out / "2011/en/leverage.html").unlink(),
    "a picture gone": lambda _data, out: (out / "2011/en/leverage.svg").unlink(),
    "the index gone": lambda _data, out: (out / "index.html").unlink(),
    "a script gone": lambda _data, out: (out / "assets/plotly.min.js").unlink(),
    "a style changed": lambda _data, out: (out / "assets/page.css").write_text("", encoding="utf-8"),
    "the manifest gone": lambda _data, out: (out / "manifest.json").unlink(),
    "half a manifest": lambda _data, out: (out / "manifest.json").write_text('{"reports": [', encoding="utf-8"),
    "a killed batch": lambda _data, out: (out / ".partnerlab/1.journal").write_text(
        '{"files": []}\n', encoding="utf-8"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(records: Path, tmp_path: Path, change: Callable[[Path, Path], object]) -> None:
    out = tmp_path / "reports"
    reports = already_made(out, str(records))

    def nothing() -> bool:
        return nothing_to_make(
            out, reports, ["html"], inputs=inputs.gathered(str(records)), manifest=manifest.read(out)
        )

    assert nothing()
    change(records, out)
    assert not nothing()


def test_other_forms_of_the_same_pages_are_not_there_yet(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    reports = already_made(out, str(records), formats=("html", "xlsx"))
    made_from, known = inputs.gathered(str(records)), manifest.read(out)
    there = {
        form: nothing_to_make(out, reports, ["html", form], inputs=made_from, manifest=known)
        for form in (*plan.FORMATS, plan.SINGLE)
    }
    assert there == {"html": True, "xlsx": True, "pdf": False, "ipynb": False, "single": False}


def test_pages_from_a_database_are_always_made_again(tmp_path: Path) -> None:
    made_from = inputs.gathered("sqlite:///contest.db")
    assert not nothing_to_make(tmp_path, [], ["html"], inputs=made_from, manifest=manifest.Manifest())


def test_a_wrong_name_is_told_before_the_records_are_opened(tmp_path: Path) -> None:
    for options, said in (
        (("--notebook", "nothing"), "year_report"),
        (("--format", "docx"), "html, pdf, xlsx, ipynb"),
        (("--parameter", "yaer=2003"), "«yaer»"),
        (("--data", "no.xlsx"), "no.xlsx"),
    ):
        done = report(*options, folder=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert "pandas" not in done.stdout.split()
    assert list(tmp_path.iterdir()) == []


def test_a_broken_manifest_is_told_in_a_sentence(records: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    already_made(out, str(records))
    content = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    (out / "manifest.json").write_text(json.dumps({**content, "reports": None}), encoding="utf-8")
    # what is wrong with the parameter ends the run before anything is made
    done = report("--data", records, "--parameter", "yaer=1", folder=tmp_path)
    assert done.stderr.startswith("reports/manifest.json: часть файла не читается")
    assert "Traceback" not in done.stderr
