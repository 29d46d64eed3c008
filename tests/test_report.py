"""The batch: every report whole or named, from printed tables or from a user's workbook."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from partnerlab.errors import RecordsWithErrors, UnknownParameter, UnwritableFile, WrongValue
from partnerlab.publish import opening, plan
from partnerlab.publish.folder import whole
from reporting import make, write_notebooks

RUSSIAN_WORKBOOK = pd.DataFrame(
    {
        "Год": [2011, 2011, 2012, 2012],
        "Организация": ["Синтетическая организация 1", "Синтетическая организация 2"] * 2,
        "Сумма гранта": [100_000, 50_000, 80_000, 20_000],
        "Привлечено": [150_000, 0, 200_000, 100_000],
        "Статус": ["победитель"] * 4,
    }
)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two real pages: 2001 in Russian and in English."""
    out = tmp_path_factory.mktemp("reports")
    made = make(plan.plan("published", years=[2001], names=["year_report"]), out)
    assert [one.error for one in made] == ["", ""]
    return out


def page(reports: Path, language: str) -> str:
    return (reports / "2001" / language / "year_report.html").read_text(encoding="utf-8").replace("\xa0", " ")


def test_the_page_of_2001_says_8_43_with_its_source(reports: Path) -> None:
    russian = page(reports, "ru")
    assert "8 руб. 43 коп." in russian
    assert "Источник: Социальное партнерство. Пермский опыт" in russian
    english = page(reports, "en")
    assert "8.43 RUB" in english
    assert "Source: " in english


def test_what_is_synthetic_is_marked_on_the_page(reports: Path) -> None:
    assert "Демонстрационные данные" in page(reports, "ru")
    assert "Demonstration data, made up" in page(reports, "en")


def test_an_english_page_speaks_english_but_for_names_printed_in_russian(reports: Path) -> None:
    html = page(reports, "en")
    assert '<html lang="en">' in html
    for word in ("Бюджет", "Привлечено", "Источник", "Победители", "Таблица"):
        assert word not in html


def test_the_pages_ask_no_address_outside(reports: Path) -> None:
    for file in reports.rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        for attribute in ('src="http', 'href="http', "src='http", "url(http", "//cdn"):
            assert attribute not in html, file


def test_plotly_stands_once_beside_the_pages(reports: Path) -> None:
    assert [path.relative_to(reports).as_posix() for path in reports.rglob("plotly*.js")] == ["assets/plotly.min.js"]
    assert all(file.stat().st_size < 700_000 for file in reports.rglob("*.html"))


def test_the_index_and_the_manifest_name_every_page(reports: Path) -> None:
    manifest = json.loads((reports / "manifest.json").read_text(encoding="utf-8"))["reports"]
    files = [entry["file"] for entry in manifest]
    assert files == [f"2001/{language}/year_report.{form}" for language in ("en", "ru") for form in ("html", "svg")]
    for entry in manifest:
        language = entry["parameters"]["language"]
        index = (reports / f"index.{language}.html").read_text(encoding="utf-8")
        assert f'"{entry["file"]}"' in index
        assert entry["parameters"]["year"] == 2001
        assert entry["sha256"] == hashlib.sha256((reports / entry["file"]).read_bytes()).hexdigest()


def test_a_misspelt_parameter_is_an_error_before_anything_is_made(tmp_path: Path) -> None:
    reports = plan.plan("published", years=[2001], parameters={"yaer": 2003})
    with pytest.raises(UnknownParameter) as error:
        make(reports, tmp_path)
    assert "«yaer»" in error.value.text("ru")
    assert "year, language, data, prices" in error.value.text("en")
    assert list(tmp_path.iterdir()) == []


def test_what_only_some_notebooks_take_is_given_to_those() -> None:
    asked = plan.plan("sample", years=[2001], languages=["en"], names=["map", "leverage"], offered={"boundaries": "x"})
    given = {report.notebook: dict(report.parameters) for report in plan.fitted(asked)}
    assert given == {"map": {"boundaries": "x"}, "leverage": {}}


def test_without_records_the_years_are_those_of_the_presentation_and_the_latest_published() -> None:
    assert opening.known_years(opening.opened("published"), "published") == [*range(1999, 2005), 2025]


def test_an_unknown_notebook_or_language_is_an_error() -> None:
    with pytest.raises(WrongValue, match="year_report"):
        plan.plan("published", years=[2001], names=["yearreport"])
    with pytest.raises(WrongValue, match="ru, en"):
        plan.plan("published", years=[2001], languages=["de"])


def test_one_failed_report_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "notebooks"
    write_notebooks(folder, good="print(year)", bad="raise ValueError('no such thing')")
    monkeypatch.setattr(plan, "notebooks_folder", lambda: folder)
    out = tmp_path / "reports"
    made = make(plan.plan("published", years=[2001], languages=["en"]), out)
    assert {one.report.notebook: one.error for one in made} == {"good": "", "bad": "ValueError: no such thing"}
    assert (out / "2001" / "en" / "good.html").is_file()
    assert not (out / "2001" / "en" / "bad.html").exists()
    assert "good" in (out / "index.html").read_text(encoding="utf-8")


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.html"
    whole.write_whole(target, "first")

    def full_disk(*_paths: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(UnwritableFile, match="No space"):
        whole.write_whole(target, "second")
    assert target.read_text() == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_workbook_with_russian_headings_gives_the_reports_of_its_years(tmp_path: Path) -> None:
    file = tmp_path / "конкурс.xlsx"
    RUSSIAN_WORKBOOK.to_excel(file, index=False)
    records = opening.opened(str(file))
    assert opening.known_years(records, str(file)) == [2011, 2012]
    out = tmp_path / "reports"
    made = make(plan.plan(str(file), years=[2012], languages=["ru"], names=["year_report"]), out)
    assert [one.error for one in made] == [""]
    html = (out / "2012" / "ru" / "year_report.html").read_text(encoding="utf-8").replace("\xa0", " ")
    # By hand: (200000 + 100000) / (80000 + 20000) = 3.
    assert "3 руб. 00 коп." in html
    assert "конкурс.xlsx" in html
    assert "Демонстрационные данные" not in html
    # Nothing of the presentation stands on a page of the user's own.
    assert "презентаци" not in html + (out / "index.html").read_text(encoding="utf-8")
    # No themes are recorded: a sentence names the column, and nothing fails.
    assert "нет столбца «Темы»" in html


def test_records_with_errors_are_refused_until_they_are_accepted(tmp_path: Path) -> None:
    file = tmp_path / "contest.csv"
    file.write_text("Год;Сумма гранта;Привлечено\n2011;около 30;5\n2011;100;200\n", encoding="utf-8")
    with pytest.raises(RecordsWithErrors) as error:
        opening.opened(str(file))
    assert error.value.errors == 1
    assert opening.opened(str(file), accept_errors=True).errors == 1
