"""The batch: several kernels at a time, one failure alone, a time limit, an end in the middle."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pandas as pd
import pytest

from partnerlab.findings import Finding
from partnerlab.page.answers import View
from partnerlab.page.memory import Memory
from partnerlab.publish import plan
from partnerlab.publish.engine import Kernels, Stopped
from partnerlab.publish.plan import Report
from partnerlab.sources.synthetic.sample import sample_records
from reporting import make, write_notebooks

SLEEP = "import time; time.sleep(300)"


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Report]]:
    """Reports of notebooks of one's own."""

    def reports(*, years: tuple[int, ...] = (2001,), **codes: str) -> list[Report]:
        write_notebooks(tmp_path / "notebooks", **codes)
        monkeypatch.setattr(plan, "notebooks_folder", lambda: tmp_path / "notebooks")
        return plan.plan("sample", years=years, languages=["en"])

    return reports


def test_a_kernel_that_dies_takes_no_other_report_with_it(tmp_path: Path, given: Callable[..., list[Report]]) -> None:
    reports = given(dies="import os; os.kill(os.getpid(), 9)", lives="print(year)")
    made = {one.report.notebook: one for one in make(reports, tmp_path / "out")}
    assert made["lives"].error == ""
    assert "ended before it was done" in made["dies"].error
    assert not (tmp_path / "out" / "2001" / "en" / "dies.html").exists()


def test_a_report_that_takes_too_long_is_given_up_and_the_others_are_made(
    tmp_path: Path, given: Callable[..., list[Report]]
) -> None:
    reports = given(hangs=SLEEP, ends="print(year)")
    made = {one.report.notebook: one for one in make(reports, tmp_path / "out", limit=5)}
    assert made["ends"].error == ""
    assert "longer than 5 seconds" in made["hangs"].error
    assert made["hangs"].seconds < 60


def test_a_report_that_failed_is_made_in_the_next_run_and_the_others_are_not(
    tmp_path: Path, given: Callable[..., list[Report]]
) -> None:
    flag = tmp_path / "mended"
    reports = given(bad=f"assert __import__('os').path.exists({str(flag)!r})", good="print(year)")
    first = {one.report.notebook: one for one in make(reports, tmp_path / "out")}
    assert first["bad"].error
    flag.touch()
    second = {one.report.notebook: one for one in make(reports, tmp_path / "out")}
    assert (second["bad"].error, second["bad"].up_to_date, second["good"].up_to_date) == ("", False, True)
    forced = make(reports, tmp_path / "out", force=True)
    assert not any(one.up_to_date for one in forced)


def test_no_more_kernels_run_at_once_than_are_asked_for(tmp_path: Path, given: Callable[..., list[Report]]) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    code = f"""
import os, pathlib, time
here = pathlib.Path({str(seen)!r})
(here / f"running{{os.getpid()}}").touch()
time.sleep(0.3)
running = [name for name in os.listdir(here) if name.startswith("running")]
(here / f"most{{os.getpid()}}").write_text(str(len(running)))
os.remove(here / f"running{{os.getpid()}}")
"""
    made = make(given(one=code, two=code, three=code, four=code, five=code), tmp_path / "out", jobs=2)
    assert [one.error for one in made] == [""] * 5
    assert max(int(path.read_text()) for path in seen.glob("most*")) == 2


def test_a_stopped_batch_ends_its_kernels_at_once(tmp_path: Path) -> None:
    write_notebooks(tmp_path / "notebooks", hangs=f"open({str(tmp_path / 'began')!r}, 'w').close(); {SLEEP}")
    kernels = Kernels({}, 300)
    ended: list[type[BaseException]] = []

    def run() -> None:
        try:
            kernels.executed(tmp_path / "notebooks" / "hangs.ipynb", {})
        except BaseException as error:
            ended.append(type(error))

    running, late = threading.Thread(target=run), threading.Thread(target=run)
    running.start()
    until = time.monotonic() + 60
    while not (tmp_path / "began").exists() and time.monotonic() < until:
        time.sleep(0.05)
    kernels.stop()
    running.join(30)
    assert ended == [Stopped]
    late.start()
    late.join(30)
    assert ended == [Stopped, Stopped]


def test_ctrl_c_leaves_a_whole_folder_and_the_next_run_goes_on_from_there(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "partnerlab.cli", "report", "--year", "2001", "--out", str(tmp_path / "out")]
    command += ["--language", "en", "--messages", "en"]
    env = {**os.environ, "LANG": "C.UTF-8"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env, start_new_session=True) as process:
        until = time.monotonic() + 120
        while len(list((tmp_path / "out").rglob("2001/en/*.html"))) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.startswith("Stopped.")
    assert said.count("\n") == 1
    pages = list((tmp_path / "out").rglob("2001/en/*.html"))
    assert 2 <= len(pages) < len(plan.notebooks())
    listed = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["reports"]
    assert {entry["file"] for entry in listed if entry["file"].endswith(".html")} == {
        page.relative_to(tmp_path / "out").as_posix() for page in pages
    }
    index = (tmp_path / "out" / "index.en.html").read_text(encoding="utf-8")
    assert all(f'"2001/en/{page.name}"' in index for page in pages)
    again = subprocess.run([*command, "--notebook", pages[0].stem], capture_output=True, text=True, env=env, check=True)
    assert "made 0, unchanged 1" in again.stdout


def test_what_one_page_has_worked_out_is_worked_out_once(tmp_path: Path) -> None:
    from partnerlab.catalogue import entry
    from partnerlab.page.content import Content
    from partnerlab.parameters import checked

    memory = Memory(tmp_path)
    memory.keep_records(sample_records())
    first = Content("", checked(2001, "ru"), "sample", memory=memory)
    answer = first.answer(entry("awards"))
    kept = Content("", checked(2003, "en"), "sample", memory=memory)
    other = Content("", checked(2003, "en"), "sample")
    assert memory.answer("awards", None, View()) is not None
    assert kept.answer(entry("awards")).equals(answer)
    assert kept.answer(entry("awards")).equals(other.answer(entry("awards")))
    # constant prices are another answer, and another memory knows nothing of this one
    priced = Content("", checked(2003, "en", 2004), "sample", memory=memory).answer(entry("leverage_by_project"))
    plain = Content("", checked(2003, "en"), "sample", memory=memory).answer(entry("leverage_by_project"))
    assert not priced.equals(plain)
    assert Memory(tmp_path / "elsewhere").records() is None


def test_an_answer_by_district_is_not_taken_for_one_by_line(tmp_path: Path) -> None:
    memory, table = Memory(tmp_path), pd.DataFrame({"year": [2001]})
    memory.keep_answer(table, "awards", ["district"], None)
    kept = memory.answer("awards", ["district"], None)
    assert kept is not None
    assert kept.equals(table)
    assert memory.answer("awards", ["line"], None) is None
    assert memory.answer("awards", None, None) is None
    assert memory.answer("leverage", ["district"], None) is None


def test_findings_are_not_carried_to_every_page(tmp_path: Path) -> None:
    records = sample_records()
    found = Finding("not_an_amount", "contest.xlsx", "2003", 41, "Amount", "about 30")
    Memory(tmp_path).keep_records(replace(records, findings=(found,)))
    kept = Memory(tmp_path).records()
    assert kept is not None
    assert kept.findings == ()


def test_what_could_be_kept_only_in_part_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_thing: object, file: IO[bytes], **_how: object) -> None:
        file.write(b"\x80\x05")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pickle, "dump", full_disk)
    Memory(tmp_path).keep_answer(pd.DataFrame(), "awards", None, None)
    assert Memory(tmp_path).answer("awards", None, None) is None


def test_a_workbook_and_one_file_are_made_of_the_pages_of_a_year(tmp_path: Path) -> None:
    asked = plan.plan("published", years=[2001], languages=["en"], names=["year_report", "leverage"])
    made = make(asked, tmp_path, formats=("html", "xlsx", "single", "ipynb"))
    assert {one.report.file.as_posix(): one.error for one in made} == {
        "2001/en/leverage.html": "",
        "2001/en/year_report.html": "",
        "2001/en/tables.xlsx": "",
        "2001/en-year_report-leverage.html": "",
    }
    assert (tmp_path / "2001/en/tables.xlsx").read_bytes()[:2] == b"PK"
    whole = (tmp_path / "2001/en-year_report-leverage.html").read_text(encoding="utf-8")
    assert "8.43" in whole.replace("\xa0", " ")
    notebook = (tmp_path / "2001/en/leverage.ipynb").read_text(encoding="utf-8")
    assert json.loads(notebook)["nbformat"] == 4
    assert str(tmp_path) not in notebook
    assert '"papermill"' not in notebook
    again = make(asked, tmp_path, formats=("html", "xlsx", "single", "ipynb"))
    assert all(one.up_to_date for one in again)


def test_two_runs_over_the_same_inputs_write_the_same_bytes(tmp_path: Path) -> None:
    asked = plan.plan("published", years=[2001], languages=["ru"], names=["leverage", "map"])
    formats = ("html", "xlsx", "single", "ipynb")
    for folder in ("one", "two"):
        make(asked, tmp_path / folder, formats=formats)
    one, two = (
        {
            path.relative_to(tmp_path / folder): path.read_bytes()
            for path in (tmp_path / folder).rglob("*")
            if path.is_file()
        }
        for folder in ("one", "two")
    )
    timed = {path for path in one if path.name in ("manifest.json", "log.jsonl")}
    assert one.keys() == two.keys()
    assert [path.as_posix() for path in one if one[path] != two[path] and path not in timed] == []


def test_one_file_of_some_questions_does_not_take_the_place_of_that_of_all() -> None:
    def single(*names: str) -> str:
        pages = plan.plan("sample", years=[2001], languages=["en"], names=names)
        (report,) = plan.besides(pages, ["single"])
        return report.file.as_posix()

    assert single() == "2001/en.html"
    assert single("leverage", "map") == "2001/en-leverage-map.html"


def test_where_only_a_workbook_is_asked_for_no_kernel_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object) -> None:
        raise AssertionError("a notebook was run")

    monkeypatch.setattr(Kernels, "executed", never)
    asked = plan.plan("sample", years=[2001], languages=["en"])
    (made,) = make(asked, tmp_path, formats=("xlsx",))
    assert made.files == (Path("2001/en/tables.xlsx"),)
    assert made.error == ""


def test_a_first_run_calls_every_file_new(tmp_path: Path) -> None:
    make(plan.plan("sample", years=[2001], languages=["en"], names=["leverage"]), tmp_path)
    listed = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["reports"]
    assert {entry["file"]: entry["why"] for entry in listed} == {
        "2001/en/leverage.html": ["new"],
        "2001/en/leverage.svg": ["new"],
    }
