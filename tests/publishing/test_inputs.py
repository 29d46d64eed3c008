"""What a report is made from: which changes are seen, and which are none."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from partnerlab import page, resources
from partnerlab.errors import FolderGiven, ForbiddenFile, MissingFile, UnknownParameter
from partnerlab.publish import plan
from partnerlab.publish.folder import inputs
from partnerlab.publish.folder.inputs import Inputs
from partnerlab.publish.plan import Report

MADE_FROM = Inputs("p", {"pandas": "3.1"}, "d", "m", "b", "contest.csv")
REPORT = Report("map", 2001, "ru", "contest.csv", {"boundaries": "/home/anna/perm.geojson"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two yearly files, with what people and programs leave beside them."""
    for name in ("2001.csv", "2002.csv", "findings.csv"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2001.csv").write_text("old", encoding="utf-8")
    return tmp_path


def test_the_digest_of_a_file_is_the_one_that_sha256sum_prints(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    # FIPS 180-2, appendix B.1.
    assert inputs.of_file(file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_file_that_is_not_there_and_a_folder_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        inputs.gathered(str(tmp_path / "contest.xlsx"))
    with pytest.raises(FolderGiven):
        inputs.gathered("sample", mapping=str(tmp_path))


CHANGES: dict[str, Callable[[Path], object]] = {
    "a cell": lambda folder: (folder / "2002.csv").write_text("2002,csv"),
    "another file": lambda folder: (folder / "2003.csv").write_text("2003"),
    "a file gone": lambda folder: (folder / "2001.csv").unlink(),
    "a file renamed": lambda folder: (folder / "2001.csv").rename(folder / "2000.csv"),
    "what was accepted": lambda folder: (folder / "findings.csv").write_text("accepted"),
    "which names are one": lambda folder: (folder / "organisations.csv").write_text("one"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_in_a_folder_of_yearly_files_is_seen(folder: Path, change: Callable[[Path], object]) -> None:
    before = inputs.of_data(str(folder))
    change(folder)
    assert inputs.of_data(str(folder)) != before


def test_what_is_not_read_changes_nothing(folder: Path) -> None:
    before = inputs.of_data(str(folder))
    (folder / "old" / "2001.csv").write_text("older", encoding="utf-8")
    (folder / "~$2001.csv").write_text("open in an office program", encoding="utf-8")
    (folder / ".~lock.2001.csv#").write_text("open too", encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "index.html").write_text("made", encoding="utf-8")
    os.utime(folder / "2001.csv", (0, 0))
    assert inputs.of_data(str(folder)) == before


def test_the_parts_of_a_table_are_read_and_count(tmp_path: Path) -> None:
    part = tmp_path / "year=2003" / "part.parquet"
    part.parent.mkdir()
    part.write_bytes(b"1")
    before = inputs.of_data(str(tmp_path))
    part.write_bytes(b"2")
    assert inputs.of_data(str(tmp_path)) != before


def test_of_one_file_what_is_kept_beside_it_counts_and_its_neighbours_do_not(folder: Path) -> None:
    file = str(folder / "2001.csv")
    before = inputs.of_data(file)
    (folder / "2002.csv").write_text("other", encoding="utf-8")
    assert inputs.of_data(file) == before
    (folder / "organisations.csv").write_text("one", encoding="utf-8")
    assert inputs.of_data(file) != before


def test_what_sqlite_has_not_yet_put_into_its_file_counts(tmp_path: Path) -> None:
    (tmp_path / "contest.sqlite").write_bytes(b"1")
    before = inputs.of_data(str(tmp_path / "contest.sqlite"))
    (tmp_path / "contest.sqlite-wal").write_bytes(b"2")
    assert inputs.of_data(str(tmp_path / "contest.sqlite")) != before


def test_what_is_known_of_records_is_not_taken_for_others_or_for_another_reading_of_them() -> None:
    for name in ("source", "data", "mapping", "package"):
        assert replace(MADE_FROM, **{name: "other"}).records != MADE_FROM.records, name
    assert replace(MADE_FROM, versions={}).records != MADE_FROM.records
    assert replace(MADE_FROM, boundaries="other").records == MADE_FROM.records
    assert replace(MADE_FROM, data=None).records == ""


def test_a_file_that_may_not_be_read_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_how: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(ForbiddenFile):
        inputs.of_file(tmp_path / "contest.csv")


def test_what_a_database_holds_cannot_be_compared() -> None:
    assert not inputs.gathered("postgresql://server/contest").comparable
    assert inputs.gathered("published").comparable


def test_each_kind_of_change_is_told_apart() -> None:
    before = MADE_FROM.of(REPORT)
    assert tuple(before) == inputs.KINDS
    changed = {
        "data": replace(MADE_FROM, data="other"),
        "mapping": replace(MADE_FROM, mapping="other"),
        "boundaries": replace(MADE_FROM, boundaries="other"),
        "package": replace(MADE_FROM, package="other"),
        "versions": replace(MADE_FROM, versions={"pandas": "3.2"}),
    }
    for kind, made_from in changed.items():
        after = made_from.of(REPORT)
        assert [name for name in before if before[name] != after[name]] == [kind]
        assert made_from.edition != MADE_FROM.edition
    priced = replace(REPORT, parameters={**REPORT.parameters, "prices": 2003})
    assert MADE_FROM.of(priced)["parameters"] != before["parameters"]


def test_boundaries_are_nothing_to_a_page_without_a_map() -> None:
    plain = replace(REPORT, parameters={})
    assert MADE_FROM.of(plain)["boundaries"] == ""


def test_a_checkout_in_another_place_makes_the_same_pages() -> None:
    moved = replace(REPORT, data="/srv/contest.csv", parameters={"boundaries": "/srv/perm.geojson"})
    assert MADE_FROM.of(moved) == MADE_FROM.of(REPORT)
    assert "/home" not in str(REPORT.named())
    renamed = replace(REPORT, data="contest-2.csv")
    assert MADE_FROM.of(renamed)["parameters"] != MADE_FROM.of(REPORT)["parameters"]


def test_the_notebook_counts_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = tmp_path / "map.ipynb"
    notebook.write_text("one", encoding="utf-8")
    monkeypatch.setattr(inputs, "notebooks", lambda: {"map": notebook})
    first, edition = MADE_FROM.of(REPORT)["notebook"], MADE_FROM.edition
    assert first == hashlib.sha256(b"one").hexdigest()
    notebook.write_text("two", encoding="utf-8")
    assert MADE_FROM.of(REPORT)["notebook"] != first
    assert MADE_FROM.edition != edition


def test_one_file_of_all_pages_counts_the_notebook_of_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("map", "leverage"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(inputs, "notebooks", lambda: {name: tmp_path / name for name in ("map", "leverage")})
    (single,) = plan.besides([replace(REPORT, notebook=name) for name in ("map", "leverage")], [plan.SINGLE])
    before = MADE_FROM.of(single)["notebook"]
    (tmp_path / "leverage").write_text("two", encoding="utf-8")
    assert MADE_FROM.of(single)["notebook"] != before


def test_words_templates_and_printed_tables_count_as_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "partnerlab"
    for name in ("wording/ru.po", "publish/templates/page.css", "cli/report.py", "metrics/leverage.py"):
        (package / name).parent.mkdir(parents=True, exist_ok=True)
        (package / name).write_text("1", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "contests.csv").write_text("1", encoding="utf-8")
    monkeypatch.setattr(inputs, "PACKAGE", package)
    monkeypatch.setattr(inputs, "data_folder", lambda: tmp_path / "data")
    digest = inputs._of_package.__wrapped__
    last = digest()
    for name in ("partnerlab/wording/ru.po", "partnerlab/publish/templates/page.css", "data/contests.csv"):
        (tmp_path / name).write_text("2", encoding="utf-8")
        assert digest() != last, name
        last = digest()
    (package / "cli" / "report.py").write_text("2", encoding="utf-8")
    (package / "metrics" / "__pycache__").mkdir()
    (package / "metrics" / "__pycache__" / "leverage.pyc").write_text("2", encoding="utf-8")
    assert digest() == last


def test_every_dependency_that_computes_or_draws_has_its_version() -> None:
    found = inputs.versions()
    assert {"python", "numpy", "pandas", "plotly", "papermill", "nbconvert", "jinja2", "scipy", "babel"} <= set(found)
    assert len(found) >= len(inputs.REQUIRED)


def test_the_notebooks_parameters_are_those_that_papermill_finds() -> None:
    import papermill

    for path in plan.notebooks().values():
        assert plan.taken(path) == tuple(papermill.inspect_notebook(str(path)))


def test_a_parameter_that_a_notebook_does_not_take_is_an_error_and_what_is_offered_is_not() -> None:
    asked = plan.plan("sample", years=[2001], languages=["en"], names=["map", "leverage"], offered={"boundaries": "x"})
    given = {report.notebook: dict(report.parameters) for report in plan.fitted(asked)}
    assert given == {"map": {"boundaries": "x"}, "leverage": {}}
    assert plan.fitted(plan.fitted(asked)) == plan.fitted(asked)
    with pytest.raises(UnknownParameter, match="yaer"):
        plan.fitted(plan.plan("sample", years=[2001], parameters={"yaer": 2003}))


def test_a_workbook_is_made_once_for_a_year_and_language_and_a_single_file_knows_its_pages() -> None:
    asked = plan.plan("sample", years=[2001, 2002], languages=["ru"], names=["map", "leverage"])
    besides = plan.besides(asked, ["html", "xlsx", plan.SINGLE])
    for form in ("pdf", plan.SINGLE):  # what is made from the page
        assert asked[0].file in asked[0].files([form])
    assert asked[0].files(["xlsx"]) == ()
    assert [report.file.as_posix() for report in besides] == [
        "2001/ru/tables.xlsx",
        "2001/ru-map-leverage.html",
        "2002/ru/tables.xlsx",
        "2002/ru-map-leverage.html",
    ]
    assert besides[1].pages == ("map", "leverage")
    fewer = plan.besides(asked[:1], [plan.SINGLE])[0]
    assert MADE_FROM.of(fewer)["parameters"] != MADE_FROM.of(besides[1])["parameters"]


def test_the_words_for_the_packages_own_data_are_the_same_everywhere() -> None:
    assert (page.PUBLISHED, page.SAMPLE) == (resources.PUBLISHED, resources.SAMPLE) == ("published", "sample")


def test_nothing_heavy_is_imported_to_know_what_a_report_is_made_from() -> None:
    code = (
        "import sys; from partnerlab.publish import plan;"
        "from partnerlab.publish.folder import claims, inputs, manifest, up_to_date;"
        "inputs.gathered('published'); plan.fitted(plan.plan('published', years=[2001]));"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "partnerlab.publish.folder.claims" in loaded
    assert not loaded & {"numpy", "pandas", "papermill", "plotly", "partnerlab.catalogue", "partnerlab.page", "babel"}
