"""The notebooks in JupyterLab: a copy to change, the page under its cells, and the frame behind it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from partnerlab import open_page
from partnerlab.page.lab import Lab
from partnerlab.page.widgets import PartWidget
from partnerlab.publish import exploring, plan
from partnerlab.publish.exploring import PAGE

STARTED = 60
ANSWERED = 30_000
VIEWED = "print(len(page.view), round(float(page.table('leverage').leverage[1]), 2), page.view.district.unique()[0])"


def test_all_notebooks_are_copied_as_they_are(tmp_path: Path) -> None:
    written, kept = exploring.copied(tmp_path / "own")
    assert {path.stem for path in written} == set(plan.notebooks())
    assert kept == []
    for path in written:
        assert path.read_bytes() == plan.notebooks()[path.stem].read_bytes()


def test_a_notebook_that_was_changed_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "map.ipynb").write_text("my own", encoding="utf-8")
    written, kept = exploring.copied(tmp_path)
    assert [path.name for path in kept] == ["map.ipynb"]
    assert (tmp_path / "map.ipynb").read_text(encoding="utf-8") == "my own"
    assert "map.ipynb" not in {path.name for path in written}


def test_the_notebooks_are_told_the_data_and_nothing_of_another_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PAGE:
        monkeypatch.setenv(name, "of another page")
    told = exploring.environment("/contest.xlsx", mapping="own.toml", boundaries=None)
    assert {name: told[name] for name in PAGE if name in told} == {
        "PARTNERLAB_DATA": "/contest.xlsx",
        "PARTNERLAB_MAPPING": str(Path("own.toml").resolve()),
    }


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[PartWidget]:
    """What is displayed under the cells, in place of a notebook."""
    parts: list[PartWidget] = []
    monkeypatch.setattr("partnerlab.page.lab.display", parts.append)
    monkeypatch.setenv("PARTNERLAB_PAGE", "lab")
    return parts


def test_a_query_changes_every_part_the_view_and_the_table(shown: list[PartWidget]) -> None:
    page = open_page("leverage", data="sample", language="en")
    page.opening()
    page.show("leverage")
    before = len(page.view)
    _, controls, card = shown
    controls._heard(controls, {"query": "year=2003&language=en&district=kirovsky"}, [])
    assert "Kirovsky" in controls.html
    assert "; 2003" in card.html
    assert {part.query for part in shown} == {"year=2003&language=en&district=kirovsky"}
    assert 0 < len(page.view) < before
    assert set(page.view.district) == {"Кировский"}


def test_what_goes_wrong_when_a_control_is_changed_stands_in_the_log(
    shown: list[PartWidget], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page = open_page("leverage", language="en")
    page.opening()
    assert isinstance(page._view, Lab)

    def broken(_query: str) -> None:
        raise RuntimeError("a mistake in a chart")

    monkeypatch.setattr(page._view._parts, "take", broken)
    shown[0]._heard(shown[0], {"query": "year=2000"}, [])
    assert "the page could not be changed" in caplog.text
    assert "RuntimeError: a mistake in a chart" in caplog.text


@pytest.fixture
def jupyter(tmp_path: Path) -> Iterator[str]:
    """`partnerlab lab` in an empty folder: the address that it tells."""
    settings = tmp_path / "settings"
    settings.mkdir()
    told = {"ServerApp": {"allow_root": True, "port": 0}}
    (settings / "jupyter_server_config.json").write_text(json.dumps(told), encoding="utf-8")
    log = tmp_path / "log.txt"
    own = {"JUPYTER_CONFIG_DIR": str(settings), "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "partnerlab.cli", "lab", "--no-browser"],
            cwd=tmp_path,
            env=os.environ | own | {"JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces")},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield _address(process, log)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + STARTED
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+/lab\?token=\w+", log.read_text(encoding="utf-8")):
            return found.group()
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8"))


def run_all(page: Page) -> None:
    """JupyterLab forgets what is asked before it knows the notebook's kernel: it is asked until a cell has run."""
    page.wait_for_timeout(2000)
    for _ in range(4):
        if (dialog := page.locator(".jp-Dialog")).is_visible():
            dialog.locator("button.jp-mod-accept").click()
        page.locator(".lm-MenuBar-item", has_text="Run").click()
        page.locator(".lm-Menu-item", has_text="Run All Cells").first.click()
        with suppress(PlaywrightTimeout):
            return page.locator(".pl-lab h1").wait_for(timeout=15_000)
    raise AssertionError("JupyterLab runs no cell")


def test_in_jupyterlab_the_page_is_drawn_follows_its_controls_and_gives_its_frame(
    browser: Browser, jupyter: str, tmp_path: Path
) -> None:
    path = tmp_path / "partnerlab-notebooks" / "leverage.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(VIEWED))
    nbformat.write(notebook, path)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_default_timeout(ANSWERED)
    page.goto(jupyter.replace("/lab?", "/lab/tree/leverage.ipynb?"))
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    run_all(page)
    part = page.locator(".pl-lab")
    expect(part.locator("h1")).to_contain_text("8\xa0руб.\xa043\xa0коп.", timeout=ANSWERED)
    expect(part.locator(".pl-chart .main-svg").first).to_be_visible(timeout=ANSWERED)
    part.locator("select[name=year]").select_option("2000")
    expect(part.locator("h1")).to_contain_text("5\xa0руб.\xa052\xa0коп.")
    part.locator("select[name=district]").select_option("kirovsky")
    expect(part.locator(".pl-chip")).to_have_count(1)
    with page.expect_download() as table:
        part.locator("[data-form=xlsx]").first.click()
    assert table.value.suggested_filename == "leverage-2000.xlsx"
    last = page.locator(".jp-Notebook .jp-CodeCell").last
    last.scroll_into_view_if_needed()
    last.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    said = last.locator(".jp-OutputArea-output pre")
    # 5.52 is printed for 2000; the sample's applications from one district are those that the page counts in all years.
    expect(said.last).to_have_text(re.compile(r"^\d+ 5\.52 Кировский\s*$"), timeout=ANSWERED)
    assert wrong == []
    page.close()
