"""What fails on a machine: no room, a killed batch, no fork; each is told in a sentence and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner

from partnerlab.cli import app
from partnerlab.cli.report import _slowness_told, _told
from partnerlab.errors import OverTimeLimit, UnwritableFile, VanishedFolder
from partnerlab.publish import opening, plan
from partnerlab.publish.engine import Kernels
from partnerlab.publish.folder import claims, manifest
from partnerlab.publish.folder.manifest import Entry
from partnerlab.publish.folder.scratch import scratch
from partnerlab.publish.making import Made
from partnerlab.publish.warm_kernel import SlowKernels
from partnerlab.wording import words
from reporting import make


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def left_by_a_killed_batch(temporary: Path, *, seconds_ago: int) -> Path:
    folder = temporary / "partnerlab-killed"
    folder.mkdir()
    (folder / "records").write_text("x")
    (folder / ".batch").touch()
    os.utime(folder / ".batch", (time.time() - seconds_ago,) * 2)
    return folder


def test_what_a_killed_batch_left_among_the_temporary_files_goes_with_the_next(temporary: Path) -> None:
    killed = left_by_a_killed_batch(temporary, seconds_ago=100)
    with scratch() as folder:
        assert not killed.exists()
        assert folder.is_dir()
    assert not any(temporary.iterdir())


@pytest.mark.usefixtures("temporary")
def test_the_temporary_folder_of_a_living_batch_stays() -> None:
    with scratch() as living:
        os.utime(living / ".batch", (time.time() - 100,) * 2)
        with scratch():
            assert living.is_dir()


def test_a_folder_that_another_batch_has_just_made_stays(temporary: Path) -> None:
    just_made = left_by_a_killed_batch(temporary, seconds_ago=0)
    with scratch():
        assert just_made.is_dir()


def test_what_is_not_of_a_batch_is_left_alone(temporary: Path) -> None:
    (temporary / "partnerlab-other").mkdir()
    with scratch():
        assert (temporary / "partnerlab-other").is_dir()


def test_no_room_for_temporary_files_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: Any) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Kernels, "executed", full)
    (made,) = make(plan.plan("sample", years=[2001], languages=["en"], names=["leverage"]), tmp_path)
    assert made.failure is not None
    assert made.failure.text("en") == UnwritableFile(tempfile.gettempdir(), "No space left on device").text("en")


def test_why_a_report_was_not_made_is_told_in_the_language_that_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (report,) = plan.plan("sample", years=[2001], languages=["en"], names=["leverage"])
    made = [Made(report, (), failure=OverTimeLimit(5))]
    for language in ("ru", "en"):
        assert not _told(made, tmp_path, language)
        assert OverTimeLimit(5).text(language) in capsys.readouterr().err


def test_kernels_that_cannot_be_forked_are_told_of_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        with _slowness_told(words("en")):
            warnings.warn("Kernels are not forked but started as usual: why", SlowKernels, stacklevel=1)
    said = capsys.readouterr().err
    assert said == "Notebooks could not be started the fast way; each takes some seconds longer.\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no folder away in which a file is open")
def test_a_folder_taken_away_during_the_run_is_told(tmp_path: Path) -> None:
    page = Entry("page.html", "leverage", {}, inputs={}, sha256="", versions={}, seconds=0)
    with claims.claimed(tmp_path / "out", ["page.html"]) as claim:
        claim.made(page)
        shutil.rmtree(tmp_path / "out")
        with pytest.raises(VanishedFolder):
            claim.made(page)


def test_a_folder_that_cannot_be_has_no_damaged_manifest(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not manifest.read(tmp_path / "file").damaged


def test_a_year_that_the_records_do_not_hold_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "contest.csv"
    file.write_text("Год;Организация;Сумма гранта\n2011;Учебная организация;5\n2012;Учебная организация;7\n")
    asked = ["report", "--data", str(file), "--year", "2010-2011", "--out", str(tmp_path / "out"), "--messages", "en"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 2
    assert "holds no applications of 2010; the years in it are 2011, 2012" in result.output
    assert not (tmp_path / "out").exists()


def test_records_that_change_while_they_are_read_are_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "contest.csv"
    file.write_text("Год;Организация;Сумма гранта\n2011;Учебная организация;5\n")
    usual = opening.opened

    def meanwhile(*given: object, **how: object) -> object:
        records = usual(*given, **how)  # type: ignore[arg-type]
        file.write_text("Год;Организация;Сумма гранта\n2011;Учебная организация;6\n")
        return records

    monkeypatch.setattr(opening, "opened", meanwhile)
    asked = ["report", "--data", str(file), "--out", str(tmp_path / "out"), "--messages", "en"]
    result = CliRunner().invoke(app, asked)
    assert result.exit_code == 1
    assert "was changed while it was being read" in result.output
    assert not (tmp_path / "out").exists()
