"""Who makes what in a folder: batches side by side, one after the other, and killed ones. With real processes."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from partnerlab.errors import UnwritableFile
from partnerlab.publish.folder import claims, manifest, whole
from partnerlab.publish.folder.manifest import Entry, Facts, Manifest

BATCH = """
import hashlib, sys, time
from pathlib import Path
from partnerlab.publish.folder import claims
from partnerlab.publish.folder.manifest import Entry
from partnerlab.publish.folder.whole import write_whole

out, year, count, pause = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
files = [f"{year}/ru/page{number}.html" for number in range(count)]

def index(known):
    write_whole(out / "index.html", "\\n".join(known.entries))

with claims.claimed(out, files, waiting=lambda names: print("waiting", *names, flush=True)) as claim:
    print("begun", flush=True)
    for file in files:
        time.sleep(pause)
        text = f"{file} by whom it may be" * 1000
        write_whole(out / file, text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        claim.made(Entry(file, "map", {"year": int(year)}, {"data": "1"}, digest, {}, 0.1, edition="first"))
claims.joined(out, index)
print("ended", flush=True)
"""


def page(file: str, text: str = "x", **more: str) -> Entry:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Entry(file, "map", {"year": 2001, "language": "ru"}, {"data": "1"}, digest, {}, 0.1, **more)


@contextmanager
def batch(out: Path, year: int, *, count: int = 3, pause: float = 0.05) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", BATCH, str(out), str(year), str(count), str(pause)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def whole_folder(out: Path) -> set[str]:
    """The files that the manifest names, after it is seen that each has the bytes that it says."""
    known = manifest.read(out)
    assert not known.damaged
    for file, entry in known.entries.items():
        assert hashlib.sha256((out / file).read_bytes()).hexdigest() == entry.sha256
    return set(known.entries)


def names(year: int, count: int) -> set[str]:
    return {f"{year}/ru/page{number}.html" for number in range(count)}


def test_batches_of_different_years_go_on_side_by_side_and_join_in_one_manifest_and_index(tmp_path: Path) -> None:
    with batch(tmp_path, 2001, count=6, pause=0.3) as first:
        assert heard(first) == "begun"
        with batch(tmp_path, 2002, count=2) as second:
            assert [heard(second), heard(second)] == ["begun", "ended"]
            assert first.poll() is None
        assert heard(first) == "ended"
    assert whole_folder(tmp_path) == names(2001, 6) | names(2002, 2)
    assert (tmp_path / "index.html").read_text().split() == sorted(names(2001, 6) | names(2002, 2))
    assert not claims.unfinished(tmp_path)


def test_a_batch_of_the_same_files_waits_and_says_so_once(tmp_path: Path) -> None:
    with batch(tmp_path, 2001, count=3, pause=0.5) as first:
        assert heard(first) == "begun"
        with batch(tmp_path, 2001, count=2) as second:
            assert heard(second) == "waiting 2001/ru/page0.html 2001/ru/page1.html"
            assert heard(second) == "begun"
            assert heard(first) == "ended"
            assert heard(second) == "ended"
    assert whole_folder(tmp_path) == names(2001, 3)


def test_nobody_waits_for_a_killed_batch_and_what_it_finished_is_kept(tmp_path: Path) -> None:
    with batch(tmp_path, 2001, count=500, pause=0.02) as first:
        assert heard(first) == "begun"
        while not (tmp_path / "2001" / "ru" / "page3.html").exists():
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert claims.unfinished(tmp_path)
    with claims.claimed(tmp_path, ["2001/ru/page0.html"], waiting=pytest.fail) as claim:
        assert len(claim.manifest.entries) >= 3
    assert len(whole_folder(tmp_path)) >= 3


def test_a_folder_is_whole_after_kills_at_random_moments(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    for _ in range(10):
        with batch(tmp_path, 2001, count=40, pause=0.002) as process:
            assert heard(process) in ("begun", "ended")
            time.sleep(chance.random() * 0.3)
            process.send_signal(signal.SIGKILL)
    with batch(tmp_path, 2001, count=40, pause=0) as last:
        assert [heard(last), heard(last)] == ["begun", "ended"]
    assert whole_folder(tmp_path) == names(2001, 40)
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()} - {Path(name).name for name in names(2001, 40)}
    assert left == {"index.html", "manifest.json", "lock", ".gitignore"}
    assert (tmp_path / "index.html").read_text().split() == sorted(names(2001, 40))


def test_unfinished_files_of_dead_batches_are_swept_and_of_living_ones_are_not(tmp_path: Path) -> None:
    folder = tmp_path / "2001" / "ru"
    folder.mkdir(parents=True)
    for name in (".page0.html.abcd_123", ".page1.html.abcd_123", ".htaccess.disabled", ".mine.css.abcd_123"):
        (folder / name).touch()
    (tmp_path / ".htaccess.disabled").touch()
    with batch(tmp_path, 2002, count=1, pause=30) as living:
        assert heard(living) == "begun"
        (tmp_path / ".manifest.json.abcd_123").touch()
        with claims.claimed(tmp_path, ["2001/ru/page0.html"]):
            pass
        assert not (folder / ".page0.html.abcd_123").exists()
        assert (folder / ".page1.html.abcd_123").exists()
        assert (tmp_path / ".manifest.json.abcd_123").exists()
    with claims.claimed(tmp_path, ["2001/ru/page1.html"]):
        pass
    left = {path.name for path in (*folder.iterdir(), *tmp_path.iterdir()) if path.is_file()}
    assert left == {".htaccess.disabled", ".mine.css.abcd_123"}


def test_the_second_half_of_a_line_that_a_kill_cut_off_is_not_missed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    with claims.claimed(tmp_path, ["a.html", "b.html"]) as claim:
        claim.made(page("a.html"))
        os.write(claim._descriptor, b'{"file": "b.html", "noteb')
    assert set(claims.joined(tmp_path).entries) == {"a.html"}


def test_many_threads_may_say_what_they_have_made(tmp_path: Path) -> None:
    files = [f"{number}.html" for number in range(200)]
    for file in files:
        (tmp_path / file).write_text("x")
    with claims.claimed(tmp_path, files) as claim:
        threads = [
            threading.Thread(target=lambda part: [claim.made(page(file)) for file in part], args=(files[start::8],))
            for start in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert set(claims.joined(tmp_path).entries) == set(files)


def test_the_index_is_known_to_be_older_until_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    with claims.claimed(tmp_path, ["a.html"]) as claim:
        claim.made(page("a.html"))

    def full_disk(_known: Manifest) -> None:
        raise OSError(28, "No space left on device")

    assert claims.unfinished(tmp_path)
    with pytest.raises(UnwritableFile):
        claims.joined(tmp_path, full_disk)
    assert claims.unfinished(tmp_path)
    seen: list[str] = []
    claims.joined(tmp_path, lambda known: seen.extend(known.entries))
    assert seen == ["a.html"]
    assert not claims.unfinished(tmp_path)


def test_facts_about_the_data_make_no_index_older(tmp_path: Path) -> None:
    claims.joined(tmp_path, lambda _known: None, facts=("records", Facts((2001,), 1, 2)))
    assert manifest.read(tmp_path).facts == {"records": Facts((2001,), 1, 2)}
    assert not claims.unfinished(tmp_path)


def test_a_page_that_was_taken_away_leaves_the_index(tmp_path: Path) -> None:
    manifest.write(tmp_path, Manifest({"a.html": page("a.html")}))
    assert claims.joined(tmp_path).entries == {}
    assert claims.unfinished(tmp_path)


def test_a_run_over_the_same_things_leaves_the_manifest_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    for edition in ("first", "second"):
        with claims.claimed(tmp_path, ["a.html"]) as claim:
            claim.made(page("a.html", edition=edition))
        claims.joined(tmp_path)
        if edition == "first":
            before = (tmp_path / "manifest.json").read_bytes()
    assert (tmp_path / "manifest.json").read_bytes() == before
    assert json.loads(before)["edition"] == "first"


def test_a_site_in_git_sees_nothing_of_the_journals(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    with claims.claimed(tmp_path, ["a.html"]):
        pass
    status = ["git", "-C", str(tmp_path), "status", "--porcelain", "--untracked-files=all"]
    assert subprocess.run(status, capture_output=True, text=True, check=True).stdout == ""


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    with pytest.raises(UnwritableFile), claims.claimed(tmp_path / "reports", ["a.html"]):
        pass


def test_what_is_swept_by_name_is_only_what_write_whole_leaves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_paths: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        patched.setattr(Path, "unlink", lambda *_paths, **_how: None)
        with pytest.raises(KeyboardInterrupt):
            whole.write_whole(tmp_path / "map.html", "half")
    assert len(list(tmp_path.iterdir())) == 1
    whole.sweep(tmp_path, {"map.html"})
    assert list(tmp_path.iterdir()) == []


def test_a_finished_file_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    whole.write_whole(tmp_path / "map.html", "page")
    assert (tmp_path / "map.html").stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_leaves_what_stood_there_and_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_paths: Path) -> None:
        raise OSError(28, "No space left on device")

    whole.write_whole(tmp_path / "map.html", "before")
    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(UnwritableFile):
        whole.write_whole(tmp_path / "map.html", "after")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["before"]


def test_what_a_living_batch_has_made_so_far_is_told_to_the_next(tmp_path: Path) -> None:
    for file in ("a.html", "b.html"):
        (tmp_path / file).write_text("x")
    with claims.claimed(tmp_path, ["a.html", "b.html"]) as living:
        living.made(page("a.html"))
        with claims.claimed(tmp_path, ["c.html"]) as next_one:
            assert set(next_one.manifest.entries) == {"a.html"}
        living.made(page("b.html"))
        assert set(claims.joined(tmp_path).entries) == {"a.html", "b.html"}


def test_of_what_dead_batches_have_made_the_latest_counts(tmp_path: Path) -> None:
    (tmp_path / claims.FOLDER).mkdir()
    for number in (10, 9):
        lines = ({"files": ["a.html"]}, asdict(page("a.html", str(number), edition=str(number))))
        journal = tmp_path / claims.FOLDER / f"{number}.journal"
        journal.write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "a.html").write_text("10")
    claims.joined(tmp_path)
    assert whole_folder(tmp_path) == {"a.html"}


def test_a_line_that_the_system_takes_in_parts_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    (tmp_path / "a.html").write_text("x")
    with claims.claimed(tmp_path, ["a.html"]) as claim, monkeypatch.context() as patched:
        patched.setattr(os, "write", lambda file, content: write(file, content[:7]))
        claim.made(page("a.html"))
    assert set(claims.joined(tmp_path).entries) == {"a.html"}


def test_what_a_killed_batch_was_writing_is_swept_by_one_that_makes_other_files(tmp_path: Path) -> None:
    with batch(tmp_path, 2001, count=1, pause=30) as killed:
        assert heard(killed) == "begun"
    (tmp_path / "2001" / "ru").mkdir(parents=True)
    (tmp_path / "2001" / "ru" / ".page0.html.abcd_123").touch()
    with claims.claimed(tmp_path, ["2002/ru/page0.html"]):
        assert list((tmp_path / "2001" / "ru").iterdir()) == []


def test_a_damaged_manifest_is_mended_by_the_next_to_come_and_its_index_written_again(tmp_path: Path) -> None:
    manifest.write(tmp_path, Manifest({"a.html": page("a.html")}))
    content = json.loads((tmp_path / "manifest.json").read_text())
    content["reports"].append("no entry")
    (tmp_path / "manifest.json").write_text(json.dumps(content))
    (tmp_path / "a.html").write_text("x")
    assert manifest.read(tmp_path).damaged
    with claims.claimed(tmp_path, ["b.html"]):
        assert whole_folder(tmp_path) == {"a.html"}
        assert claims.unfinished(tmp_path)  # although nobody has left a journal
    claims.joined(tmp_path, lambda _known: None)
    assert not claims.unfinished(tmp_path)
