"""A page as PDF: read back as a reader's program reads it, and printed by the machine's own Chromium."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader

from partnerlab.errors import BrokenBrowser, MissingFile, NoBrowser, NoPrinting, UndrawnPage, UnprintedPage, WrongValue
from partnerlab.publish import browser as browsers
from partnerlab.publish import pdf

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine")

PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Кто участвует, 2001</title></head>
<body><a href="../../index.html">Все годы</a> <a href="#kinds">ниже</a>
<h1>Участвовала 221 организация</h1><div class="pl-chart" style="height: 300px">{chart}</div>
<div style="break-before: page"><h2 id="kinds">168 НКО и 53 ОТОС</h2>{more}</div>
<script>{script}</script></body></html>"""
LATE = """setTimeout(() => { document.querySelector(".pl-chart").innerHTML =
  '<svg class="main-svg" width="300" height="200"><rect width="200" height="50" fill="#136f73"></rect>' +
  '<text y="90">построено</text></svg>'; }, 400)"""


def page(folder: Path, *, script: str = LATE, more: str = "", name: str = "participation.html") -> Path:
    """A page of two sheets, whose chart is drawn after it has been opened."""
    path = folder / "2001" / "ru" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(chart="", more=more, script=script), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def printer() -> Iterator[pdf.Printer]:
    with pdf.printer() as opened:
        yield opened


@pytest.fixture(scope="module")
def printed(printer: pdf.Printer, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printer.printed(page(tmp_path_factory.mktemp("reports")))


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machine's browser behind a program that notes each start with its process."""
    program, starts = tmp_path / "browser", tmp_path / "starts"
    program.write_text(f'#!/bin/sh\necho $$ >> "{starts}"\nexec "{CHROMIUM}" "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PARTNERLAB_CHROMIUM", str(program))
    return starts


def processes(starts: Path) -> list[int]:
    return [int(line) for line in starts.read_text().split()]


def running(process: int) -> bool:
    """Whether a process is there and is more than an entry that nobody has asked for yet."""
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(process: int, *, within: float = 10) -> bool:
    end = time.monotonic() + within
    while running(process) and time.monotonic() < end:
        time.sleep(0.05)
    return not running(process)


def test_the_words_of_a_page_can_be_selected_and_each_sheet_has_its_number(printed: bytes) -> None:
    first, second = (sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages)
    assert "Участвовала 221 организация" in first
    assert "168 НКО и 53 ОТОС" in second
    for number, text in ((1, first), (2, second)):
        assert "Кто участвует, 2001" in text
        assert f"{number} / 2" in text


def test_a_chart_that_is_drawn_late_is_waited_for_and_stays_a_drawing(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(printed))
    assert "построено" in reader.pages[0].extract_text()
    assert not [image for sheet in reader.pages for image in sheet.images]


def test_a_pdf_knows_its_title_its_language_and_its_headings(printed: bytes) -> None:
    reader = PdfReader(io.BytesIO(printed))
    assert reader.metadata is not None
    assert reader.metadata.title == "Кто участвует, 2001"
    assert reader.root_object["/Lang"] == "ru"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    said = str(reader.outline)
    assert "Участвовала 221 организация" in said
    assert "168 НКО и 53 ОТОС" in said


def test_a_pdf_is_printed_on_a4(printed: bytes) -> None:
    for sheet in PdfReader(io.BytesIO(printed)).pages:
        # 210 by 297 mm, a point being 1/72 of an inch
        assert [round(float(side) * 25.4 / 72) for side in (sheet.mediabox.width, sheet.mediabox.height)] == [210, 297]


def test_a_pdf_does_not_tell_where_or_when_it_was_made(printed: bytes, printer: pdf.Printer, tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(printed))
    links = [link.get_object() for sheet in reader.pages for link in sheet.get("/Annots") or ()]
    assert links, "the link within the page stays"
    assert not [link for link in links if "/URI" in link.get("/A", {})]
    assert b"file:" not in printed
    assert printer.printed(page(tmp_path / "elsewhere")) == printed


def test_a_page_made_twice_by_two_browsers_is_the_same_pdf(printed: bytes, tmp_path: Path) -> None:
    with pdf.printer() as other:
        assert other.printed(page(tmp_path)) == printed


def test_a_page_asks_nobody_for_anything(printer: pdf.Printer, tmp_path: Path) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        outside = f'<img src="http://127.0.0.1:{server.server_port}/asked.png">'
        printer.printed(page(tmp_path, more=outside))
        server.shutdown()
    assert asked == []


def test_a_page_whose_chart_never_comes_says_so(
    printer: pdf.Printer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(UndrawnPage) as raised:
        printer.printed(page(tmp_path, script="throw new Error('no')"))
    assert raised.value.text("en").startswith("participation.html: the charts of the page were not drawn within 1 sec")
    assert "диаграммы страницы не построены" in raised.value.text("ru")


def test_a_page_that_is_not_there_is_named(printer: pdf.Printer, tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        printer.printed(tmp_path / "nothing.html")


def test_a_page_without_charts_is_printed(printer: pdf.Printer, tmp_path: Path) -> None:
    path = tmp_path / "words.html"
    path.write_text("<!doctype html><title>Слова</title><p>Только слова", encoding="utf-8")
    assert "Только слова" in PdfReader(io.BytesIO(printer.printed(path))).pages[0].extract_text()


def test_one_browser_prints_for_several_threads_and_ends_with_the_block(noted: Path, tmp_path: Path) -> None:
    pages = [page(tmp_path, name=f"{number}.html", more=f"страница-{number}") for number in range(4)]
    with pdf.printer() as opened:
        with ThreadPoolExecutor(4) as threads:
            made = list(threads.map(opened.printed, pages))
        (process,) = processes(noted)
        assert running(process)
    assert gone(process)
    for number, content in enumerate(made):
        assert f"страница-{number}" in PdfReader(io.BytesIO(content)).pages[1].extract_text()


def test_no_browser_is_started_where_nothing_is_printed(noted: Path) -> None:
    with pdf.printer():
        pass
    assert not noted.exists()


def test_the_page_after_one_that_broke_the_browser_has_another_browser(
    noted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "_LONGEST", 40)
    never = page(tmp_path, name="never.html", script="")
    with pdf.printer() as opened, ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(opened.printed, never)
        end = time.monotonic() + 20
        while not noted.exists() and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(3)
        os.kill(processes(noted)[0], signal.SIGKILL)
        with pytest.raises((UnprintedPage, BrokenBrowser, UndrawnPage)):
            waiting.result()
        assert opened.printed(page(tmp_path)).startswith(b"%PDF")
    assert len(processes(noted)) == 2


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_ends_the_browser_with_the_batch(noted: Path, tmp_path: Path) -> None:
    never = page(tmp_path, script="")
    program = (
        "import pathlib, sys\nfrom partnerlab.publish import pdf\n"
        "with pdf.printer() as opened:\n    opened.printed(pathlib.Path(sys.argv[1]))\n"
    )
    batch = subprocess.Popen(
        [sys.executable, "-c", program, str(never)], stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + 30
    while not noted.exists() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(batch.pid, signal.SIGINT)
    assert batch.wait(20) != 0
    assert gone(processes(noted)[0])


def test_without_playwright_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "find_spec", lambda _name: None)
    with pytest.raises(NoPrinting) as raised:
        browsers.check()
    assert raised.value.status == 2
    assert "pip install 'partnerlab[pdf]'" in raised.value.text("en")
    assert raised.value.text("ru").startswith("Для PDF нужен ещё один пакет")


def test_without_a_browser_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "_PLACES", ())
    with pytest.raises(NoBrowser) as raised:
        browsers.check()
    assert raised.value.status == 2
    assert "apt install chromium" in raised.value.text("ru")
    assert "PARTNERLAB_CHROMIUM" in raised.value.text("en")


def test_a_browser_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERLAB_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(WrongValue) as raised:
        browsers.check()
    assert "«PARTNERLAB_CHROMIUM» cannot be «/nowhere/chromium»" in raised.value.text("en")


def test_where_there_is_a_browser_the_check_is_silent() -> None:
    browsers.check()


def test_a_browser_that_does_not_start_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PARTNERLAB_CHROMIUM", str(broken))
    with pdf.printer() as opened, pytest.raises(BrokenBrowser) as raised:
        opened.printed(page(tmp_path))
    assert raised.value.text("en").startswith(f"{broken}: the browser that prints PDF does not start")
    assert "\n" not in raised.value.text("en")
