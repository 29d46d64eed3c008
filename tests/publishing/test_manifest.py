"""The manifest: what has changed, which edition a file is of, and what is left of a damaged one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from partnerlab.publish.folder import manifest
from partnerlab.publish.folder.inputs import KINDS, Inputs
from partnerlab.publish.folder.manifest import Entry, Facts, Manifest
from partnerlab.publish.plan import Report

FROM = dict.fromkeys(KINDS, "1")
PAGE = Entry(
    "2001/ru/map.html",
    "map",
    {"year": 2001, "language": "ru", "data": "published"},
    FROM,
    "abc",
    {"pandas": "3.1"},
    1.5,
    "Больше всего денег: Мотовилихинский",
    "first",
    ("new",),
)
OTHER = replace(PAGE, file="2001/en/map.html", sha256="def")


def written(out: Path, text: str) -> Path:
    out.mkdir(exist_ok=True)
    (out / "manifest.json").write_text(text, encoding="utf-8")
    return out


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made_up = replace(OTHER, synthetic=True, headline="a name that is no text \udcff")
    entries = {entry.file: entry for entry in (made_up, PAGE)}
    known = Manifest(entries, {"records": Facts((2001, 2003), 2, 5)}, "first")
    manifest.write(tmp_path, known)
    assert manifest.read(tmp_path) == known


def test_a_manifest_that_says_the_same_is_not_written_again(tmp_path: Path) -> None:
    manifest.write(tmp_path, Manifest({PAGE.file: PAGE}))
    before = (tmp_path / "manifest.json").stat()
    manifest.write(tmp_path, Manifest({PAGE.file: PAGE}))
    after = (tmp_path / "manifest.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_it_is_said_what_has_changed_in_one_order(tmp_path: Path) -> None:
    known = Manifest({PAGE.file: PAGE})
    assert known.why(PAGE.file, FROM) == ()
    assert known.why("2002/ru/map.html", FROM) == ("new",)
    for kind in KINDS:
        assert known.why(PAGE.file, {**FROM, kind: "2"}) == (kind,)
    assert known.why(PAGE.file, {**FROM, "versions": "2", "data": "2"}) == ("data", "versions")
    assert known.why(PAGE.file, FROM, out=tmp_path) == ("damaged",)


def test_a_file_that_somebody_has_changed_or_taken_away_is_not_up_to_date(tmp_path: Path) -> None:
    made_from = Inputs("p", {}, "", "", "")
    report = Report("map", 2001, "ru", "published")
    path = tmp_path / report.file
    path.parent.mkdir(parents=True)
    path.write_text("page", encoding="utf-8")
    entry = manifest.entry(tmp_path, report.file, report, made_from, seconds=0.14, headline="8,43")
    known = Manifest().with_made([entry])
    assert known.up_to_date(tmp_path, "2001/ru/map.html", made_from.of(report))
    path.write_text("Page", encoding="utf-8")
    assert not known.up_to_date(tmp_path, "2001/ru/map.html", made_from.of(report))
    path.unlink()
    assert not known.up_to_date(tmp_path, "2001/ru/map.html", made_from.of(report))
    assert entry.seconds == 0.1


def test_a_page_made_again_with_the_same_bytes_keeps_its_older_edition() -> None:
    known = Manifest({PAGE.file: PAGE, OTHER.file: OTHER}, edition="first")
    newer = {**FROM, "package": "2"}
    same = replace(PAGE, inputs=newer, edition="second", seconds=9.0, why=())
    changed = replace(OTHER, inputs=newer, edition="second", sha256="fed", why=())
    after = known.with_made([same, changed])
    assert (after.entries[PAGE.file].edition, after.entries[PAGE.file].why) == ("first", ("new",))
    assert after.entries[PAGE.file].inputs == newer
    assert (after.entries[OTHER.file].edition, after.entries[OTHER.file].why) == ("second", ("package",))
    assert after.edition == "second"


def test_an_edition_in_which_no_byte_changed_is_not_the_latest() -> None:
    known = Manifest({PAGE.file: PAGE}, edition="first")
    assert known.with_made([replace(PAGE, edition="second", inputs={**FROM, "versions": "2"})]).edition == "first"


def test_joining_the_same_twice_changes_nothing() -> None:
    made = [replace(PAGE, why=()), replace(OTHER, why=())]
    once = Manifest().with_made(made)
    assert once.entries[PAGE.file].why == ("new",)
    assert once.with_made(made) == once


def test_files_that_are_gone_are_not_there(tmp_path: Path) -> None:
    known = Manifest({PAGE.file: PAGE, OTHER.file: OTHER})
    path = tmp_path / PAGE.file
    path.parent.mkdir(parents=True)
    path.touch()
    assert set(known.there(tmp_path).entries) == {PAGE.file}


def test_only_the_facts_of_the_latest_states_of_the_data_are_kept() -> None:
    known = Manifest()
    for number in range(30):
        known = known.with_facts(str(number), Facts((number,)))
    assert list(known.facts) == [str(number) for number in range(10, 30)]
    assert known.with_facts("", Facts(())) == known


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"reports": [{"file": "2001/ru/ma',
        "[]",
        "null",
        "17",
        '{"reports": 5}',
        '"reports"',
        "\ud800".encode("utf-16", "surrogatepass").decode("latin-1"),
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_of_a_broken_manifest_the_pages_that_are_there_are_left(tmp_path: Path, text: str) -> None:
    out = written(tmp_path, text)
    for file in ("2001/ru/map.html", "2001/xx/map.html", "2001/ru/mine.html", "readme/ru/map.html"):
        (out / file).parent.mkdir(parents=True, exist_ok=True)
        (out / file).touch()
    known = manifest.read(out)
    assert known.damaged
    assert list(known.entries) == ["2001/ru/map.html"]
    assert known.entries["2001/ru/map.html"].parameters == {"year": 2001, "language": "ru", "data": ""}
    assert known.why("2001/ru/map.html", FROM) != ()


def test_of_a_half_broken_manifest_the_rest_is_left(tmp_path: Path) -> None:
    manifest.write(tmp_path, Manifest({PAGE.file: PAGE}, {"a": Facts((2001,))}, "first"))
    content = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    content["reports"] += [{"file": 5}, "page", None, {"file": "x", "notebook": "y", "parameters": 1}]
    content["facts"]["b"] = {"years": "many"}
    known = manifest.read(written(tmp_path, json.dumps(content)))
    assert known == Manifest({PAGE.file: PAGE}, {"a": Facts((2001,))}, "first", damaged=True)


def test_a_manifest_of_an_older_partnerlab_is_understood_and_its_pages_are_made_again(tmp_path: Path) -> None:
    older = {
        "file": "2001/ru/map.html",
        "notebook": "map",
        "parameters": {"year": 2001, "language": "ru", "data": "published"},
        "sha256": {"notebook": "1", "data": "", "file": "2"},
        "versions": {"partnerlab": "0.1.0"},
        "seconds": 4.8,
    }
    known = manifest.read(written(tmp_path, json.dumps({"reports": [older]})))
    assert not known.damaged
    assert known.entries["2001/ru/map.html"].seconds == 4.8
    assert known.why("2001/ru/map.html", FROM) == ("new",)


def test_no_manifest_is_no_damage(tmp_path: Path) -> None:
    assert manifest.read(tmp_path / "nothing") == Manifest()
