"""Every real file opens with all its rows, counted apart from the program, or is refused with why."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

import openpyxl
import pytest

from partnerlab import errors
from partnerlab.sources.forms.opening import opened
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.records import open_records
from places import REAL

pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not on this machine")


def filled_rows(path: Path, separator: str) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(any(cell.strip() for cell in row) for row in csv.reader(file, delimiter=separator))


def projects(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    begin = rows.index(["PROJECTS"]) + 1
    return [dict(zip(rows[begin], row, strict=True)) for row in rows[begin + 1 :] if row]


def meta(path: Path, key: str) -> str:
    line = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(f"{key};"))
    return line.partition(";")[2]


HEADED = {
    "lottery-grants/NLC-2002-2003.csv": ",",
    "lottery-grants/NLC-2013-2014.csv": ",",
    "lottery-grants/NLC-2014-2015.csv": ",",
    "lottery-grants/NLC-2015-2016.csv": ",",
    "lottery-grants/NLC-2016-2017.csv": ",",
    "russian-grants/usrf.csv": "\t",
    "scdl/exemple_invalide_erreurs_cellules.csv": ",",
    "scdl/exemple_invalide_erreurs_colonnes.csv": ",",
    "scdl/exemple_valide.csv": ",",
}


@pytest.mark.parametrize("name", HEADED)
def test_every_row_below_the_headings_is_a_record(name: str) -> None:
    assert len(open_records(REAL / name).frame) == filled_rows(REAL / name, HEADED[name]) - 1


@pytest.mark.parametrize("name", ["a003W000001B7PzQAK.xlsx", "andrew-lloyd-webber-foundation.xlsx"])
def test_every_grant_of_the_foundation_is_a_record(name: str) -> None:
    assert len(open_records(REAL / "360giving" / name).frame) == 475


@pytest.mark.filterwarnings("ignore:Unknown extension")
def test_every_sheet_of_a_year_is_read_and_the_summary_is_not() -> None:
    path = REAL / "russian-grants" / "grants_soprotivlenie.xlsx"
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found = {sheet.name: len(sheet.rows) for sheet in opened(path).sheets if isinstance(sheet, Sheet)}
    filled = {
        sheet.title: max(number for number, row in enumerate(sheet.values, 1) if any(cell is not None for cell in row))
        for sheet in book
    }
    assert found == filled
    assert set(open_records(path).frame["year"]) == {2009, 2010, 2011, 2012}


HEADLESS = {
    "gosclub_2009": ",",
    "inop_2007": ",",
    "inop_2008": ",",
    "inop_2009": ",",
    "inpgo_2009": ",",
    "nbfond_2009": ",",
    "soprotivlenie_2009": ",",
    "znanie_2007": ",",
    "znanie_2008": ",",
}


@pytest.mark.parametrize("name", HEADLESS)
def test_a_file_without_headings_is_refused_with_what_to_do(name: str) -> None:
    path = REAL / "russian-grants" / f"{name}.csv"
    with pytest.raises(errors.NoKnownHeading) as refused:
        open_records(path)
    assert "ни один заголовок не узнан" in refused.value.text("ru")
    assert "--mapping" in refused.value.text("ru")
    (sheet,) = opened(path).sheets
    assert isinstance(sheet, Sheet)
    with path.open(encoding="utf-8", newline="") as file:
        assert sheet.rows == list(csv.reader(file, delimiter=HEADLESS[name]))


@pytest.mark.parametrize("name", ["nbfond_2007.csv", "nbfond_2008.csv"])
def test_of_a_file_by_regions_each_project_is_a_record(name: str) -> None:
    path = REAL / "russian-grants" / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if len(row) > 2 and row[2].strip() and row[2].strip() != "Проект"]
    assert len(open_records(path).frame) == len(rows)


REFUSED: dict[str, tuple[type[errors.PartnerlabError], str]] = {
    "360giving/360-giving-schema-titles-with-meta-tab.xlsx": (errors.EmptyFile, "no records"),
    "360giving/360-giving-schema.json": (errors.NoRecords, "it is a schema"),
    "scdl/schema.json": (errors.NoRecords, "it is a schema"),
    "perm-districts/perm_districts.wgs84.geojson": (errors.NoRecords, "it is a map"),
    "russian-grants/grants_2009_2013.xlsx": (errors.PartnerlabError, "figures by year"),
    "russian-grants/grants_ligazn.xlsx": (errors.PartnerlabError, "figures by year"),
    "lottery-grants/LICENSE": (errors.UnknownForm, "of this kind are not read"),
    "README.md": (errors.UnknownForm, "of this kind are not read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_holds_no_applications_is_refused_with_why(name: str) -> None:
    kind, words = REFUSED[name]
    with pytest.raises(kind) as refused:
        open_records(REAL / name)
    assert words in refused.value.text("en")
    assert Path(name).name in refused.value.text("ru")


def test_no_real_file_is_forgotten_here() -> None:
    known = {*HEADED, *REFUSED, *(f"russian-grants/{name}.csv" for name in HEADLESS)}
    known |= {"russian-grants/nbfond_2007.csv", "russian-grants/nbfond_2008.csv"}
    known |= {"russian-grants/grants_soprotivlenie.xlsx"}
    known |= {"360giving/a003W000001B7PzQAK.xlsx", "360giving/andrew-lloyd-webber-foundation.xlsx"}
    files = {path.relative_to(REAL).as_posix() for path in REAL.rglob("*") if path.is_file() and path.suffix != ".pb"}
    assert files <= known


def test_the_folder_of_warsaw_gives_the_award_rate_of_each_district() -> None:
    offered, won, cost, granted = Counter[str](), Counter[str](), 0.0, 0.0
    files = sorted((REAL / "pabulib").glob("*.pb"))
    for path in files:
        for project in projects(path):
            offered[meta(path, "district")] += 1
            won[meta(path, "district")] += project["selected"] == "1"
            cost += float(project["cost"])
            granted += float(project["cost"]) if project["selected"] == "1" else 0
    records = open_records(REAL / "pabulib")
    frame = records.frame
    assert len(files) == 54
    assert records.currency == "PLN"
    assert frame.groupby("district").size().to_dict() == dict(offered)
    assert frame[frame["status"] == "won"].groupby("district").size().to_dict() == {
        key: n for key, n in won.items() if n
    }
    assert (frame["requested"].sum(), frame["awarded"].sum()) == (cost, granted)
    assert sum(finding.rule == "funded_at_cost" for finding in records.findings) == 54


def test_the_award_rate_by_district_is_that_of_the_files() -> None:
    from partnerlab.metrics import awards

    count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in (REAL / "pabulib").glob("*_2025_*.pb"):
        for project in projects(path):
            count[meta(path, "district")][0] += project["selected"] == "1"
            count[meta(path, "district")][1] += 1
    table = awards(open_records(REAL / "pabulib"), by=["year", "district"])
    rates = table[table["year"] == 2025].set_index("district")["award_rate"].to_dict()
    assert rates == pytest.approx({name: won / offered for name, (won, offered) in count.items()})


def test_the_folder_of_the_lottery_is_five_years_under_changing_headings() -> None:
    records = open_records(REAL / "lottery-grants")
    sizes = records.frame.groupby("year").size().to_dict()
    assert sizes == {
        year: filled_rows(REAL / "lottery-grants" / f"NLC-{year}-{year + 1}.csv", ",") - 1
        for year in (2002, 2013, 2014, 2015, 2016)
    }
    assert sizes[2013] == 3729
    found = [finding.rule for finding in records.findings]
    assert found.count("year_from_span") == 5
    assert [one.found for one in records.findings if one.rule == "files_passed_over"] == ["LICENSE"]
