"""What a user types, and what the user is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from partnerlab.cli import app

CONTEST = "Год;Организация;Статус;Сумма гранта;Привлечено\n"


def partnerlab(*words: str | Path) -> Result:
    """Run a command in this process; a traceback would be an exception that is no exit."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_table_of_leverage_prints_the_figures_of_the_deck() -> None:
    result = partnerlab("table", "leverage", "--language", "en")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert [(row[0], row[3]) for row in rows[1:4]] == [("1999", "2.87"), ("2000", "5.52"), ("2001", "8.43")]
    assert result.stdout.splitlines()[-1].startswith("Source: Social Partnership")
    assert result.exit_code == 0


def test_the_table_of_leverage_reads_as_russian_too() -> None:
    result = partnerlab("table", "leverage", "--language", "ru")
    assert "8,43" in result.stdout
    assert "11 301,0" in result.stdout


def test_a_table_has_the_same_numbers_in_every_form(tmp_path: Path) -> None:
    expected = [2.870, 5.515, 8.434]
    file = tmp_path / "leverage.csv"
    partnerlab("table", "leverage", "--format", "csv", "--out", file)
    assert pd.read_csv(file).leverage.round(3).tolist() == expected
    said = json.loads(partnerlab("table", "leverage", "--format", "json", "--language", "en").stdout)
    assert [round(row["leverage"], 3) for row in said["rows"]] == expected
    assert said["source"].startswith("Source: ")
    book = tmp_path / "leverage.xlsx"
    partnerlab("table", "leverage", "--format", "xlsx", "--language", "en", "--out", book)
    sheet = pd.read_excel(book, engine="calamine", header=2)
    assert sheet["Attracted per budget rouble"].round(3).tolist() == expected
    above = pd.read_excel(book, engine="calamine", header=None, nrows=2)[0].tolist()
    assert above[0] == "How much money from elsewhere stands beside each budget rouble?"
    assert above[1].startswith("Source: ")


def test_a_synthetic_table_says_that_it_is_one(tmp_path: Path) -> None:
    assert partnerlab("table", "awards", "--language", "ru").stdout.startswith("Демонстрационные данные")
    asked, book = tmp_path / "awards.xlsx", tmp_path / "awards-synthetic.xlsx"
    result = partnerlab("table", "awards", "--format", "xlsx", "--language", "en", "--out", asked)
    assert f"Written: {book.as_posix()}" in result.stderr
    assert not asked.exists()
    assert pd.read_excel(book, engine="calamine", header=None).iloc[1, 0] == "Demonstration data, made up"


@pytest.mark.parametrize("name", ["participation", "awards", "funnel", "ethnic_issues", "leverage", "social_order"])
def test_every_metric_takes_columns_to_group_by(name: str) -> None:
    result = partnerlab("table", name, "--by", "year,district", "--data", "sample", "--language", "en")
    assert result.exit_code == 0, result.output
    assert "Кировский" in result.stdout


@pytest.mark.parametrize(
    "name",
    [
        *(
            "cohorts",
            "concentration",
            "continuation",
            "survival",
            "issues",
            "leverage_by_project",
            "participation_by_kind",
        ),
        *("tiers", "districts", "reviewers", "decisive_experts", "outcomes"),
    ],
)
def test_every_other_metric_of_records_takes_a_column_to_group_by(name: str) -> None:
    result = partnerlab("table", name, "--by", "district", "--data", "sample", "--language", "en")
    assert result.exit_code == 0, result.output
    assert "Кировский" in result.stdout


# Bad input: told in the chosen language, exit status 2 (the request is wrong) or 1 (something could not be done).

BAD = {
    "broken.csv": (
        (CONTEST + "2003;Синтетическая организация 1;победитель;около 30;5\n").encode("cp1251"),
        1,
        "строка 2, «Сумма гранта»: «около 30» — это не сумма",
        "row 2, «Сумма гранта»: «около 30» is not an amount",
    ),
    "late.csv": (
        (CONTEST + "20003;Синтетическая организация 1;победитель;30;5\n").encode(),
        1,
        "строка 2, «Год»: «20003» — это не год",
        "row 2, «Год»: «20003» is not a year",
    ),
    "empty.csv": (b"", 2, "в файле нет записей", "there are no records in the file"),
    "renamed.xlsx": (b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", 2, "не читается как XLSX", "cannot be read as XLSX"),
    "strange.csv": (b"a;b\n1;2\n", 2, "ни один заголовок не узнан", "no heading is known"),
    "picture.png": (b"\x89PNG", 2, "файлы такого вида не читаются", "files of this kind are not read"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_the_reader_s_language(tmp_path: Path, name: str) -> None:
    content, status, russian, english = BAD[name]
    file = write(tmp_path / name, content)
    for language, said in {"ru": russian, "en": english}.items():
        result = partnerlab("check", file, "--language", language)
        assert result.exit_code == status
        assert said in plain(result.output)


@pytest.mark.parametrize("name", BAD)
def test_no_report_is_made_of_bad_input(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / name, BAD[name][0])
    result = partnerlab("report", "--data", file, "--out", tmp_path / "reports", "--messages", "ru")
    assert result.exit_code == BAD[name][1]
    assert name in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "reports").exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    result = partnerlab("check", tmp_path / "nothing.xlsx", "--language", "ru")
    assert result.exit_code == 2
    assert "такого файла нет" in result.stderr


def test_a_missing_column_is_named_with_the_question(tmp_path: Path) -> None:
    file = write(tmp_path / "contest.csv", "Год;Организация\n2003;Синтетическая организация 1\n")
    checked = partnerlab("check", file, "--language", "en")
    assert checked.exit_code == 0
    assert "no column of money awarded" in checked.stdout
    table = partnerlab("table", "awards", "--data", file, "--language", "ru")
    assert table.exit_code == 2
    assert "нужен столбец «Статус»" in table.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report", "--year", "20003"], "«year» cannot be «20003»; expected: a year from 1990 to 2100"),
        (["report", "--language", "xx"], "«language» cannot be «xx»; expected: ru, en"),
        (["report", "--notebook", "nothing"], "expected: year_report"),
        (["report", "--parameter", "yaer=2003"], "has no parameter «yaer»; it has: year, language, data"),
        (["report", "--parameter", "year"], "a name and a value"),
        (["report", "--format", "docx"], "expected: html, pdf, xlsx, ipynb"),
        (["table", "levrage"], "There is no «levrage»; there are: leverage"),
        (["table", "leverage", "--by", "planet"], "needs the column «planet»"),
        (["sample", "contest.doc"], "«OUT» cannot be «contest.doc»; expected: .csv, .xlsx, .parquet"),
        (["sample", "contest.csv", "--applications", "1"], "applications"),
    ],
)
def test_a_wrong_request_is_told_and_ends_with_status_2(words: list[str], said: str, tmp_path: Path) -> None:
    spoken = ["--messages", "en"] if words[0] == "report" else ["--language", "en"] if words[0] == "table" else []
    place = ["--out", str(tmp_path / "out")] if words[0] != "sample" else []
    result = partnerlab(*words, *spoken, *place)
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_named_with_status_1(tmp_path: Path) -> None:
    in_the_way = write(tmp_path / "file", "no folder")
    result = partnerlab("report", "--year", "2001", "--out", in_the_way / "reports", "--messages", "ru")
    assert result.exit_code == 1
    assert "файл не записать" in result.stderr
    assert partnerlab("table", "leverage", "--out", in_the_way / "table.txt", "--language", "en").exit_code == 1


def test_findings_as_json_are_grouped_by_check(tmp_path: Path) -> None:
    file = write(tmp_path / "broken.csv", BAD["broken.csv"][0])
    result = partnerlab("check", file, "--format", "json", "--language", "ru")
    first = json.loads(result.stdout)[0]
    assert first["check"] == "not_an_amount"
    assert (first["severity"], first["count"]) == ("error", 1)
    assert first["examples"][0]["row"] == 2
    assert first["examples"][0]["found"] == "около 30"
    assert first["question"]
    assert first["mend"]


def test_a_clean_file_ends_with_status_0(tmp_path: Path) -> None:
    file = write(tmp_path / "clean.csv", CONTEST + "2003;Синтетическая организация 1;победитель;30000;5000\n")
    result = partnerlab("check", file, "--language", "en")
    assert result.exit_code == 0
    assert "errors: 0, warnings: 0" in result.stdout


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_sample_stays_marked_in_its_file_and_when_it_comes_back(tmp_path: Path, ending: str) -> None:
    result = partnerlab("sample", tmp_path / f"contest{ending}", "--applications", "200")
    file = tmp_path / f"contest-synthetic{ending}"
    assert file.name in result.stdout
    checked = partnerlab("check", file, "--language", "en")
    assert checked.exit_code == 0, checked.stdout
    assert "nothing is wrong" in checked.stdout
    assert partnerlab("table", "awards", "--data", file, "--language", "en").stdout.startswith("Demonstration data")


def test_the_catalogue_lists_every_question_with_its_columns() -> None:
    said = partnerlab("catalogue", "--language", "ru").stdout
    for name in ("leverage", "social_order", "participation", "awards", "funnel", "ethnic_issues"):
        assert f"{name}\n" in said
    assert "Нужные столбцы: Год (year), Выделено (awarded), Привлечено (attracted)" in said


def test_every_command_has_help_with_an_example() -> None:
    for command in ("report", "serve", "check", "table", "sample", "catalogue"):
        said = partnerlab(command, "--help").stdout
        assert f"partnerlab {command}" in said


def test_where_there_is_no_terminal_progress_is_silent(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "partnerlab.cli", "report", "--year", "2001", "--language", "ru"]
    command += ["--notebook", "social_order", "--out", str(tmp_path), "--messages", "en"]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    assert finished.stderr == ""
    assert finished.stdout.startswith("Done: made 1, unchanged 0; open ")


def test_a_table_in_constant_prices_says_so_and_multiplies_by_the_index() -> None:
    said = json.loads(
        partnerlab("table", "social_order", "--prices", "2001", "--format", "json", "--language", "en").stdout
    )
    assert "in prices of December 2001" in said["source"]
    # 262 thousand of 1999, by the indices of 2000 (120.2) and 2001 (118.58).
    assert said["rows"][0]["budget"] == pytest.approx(262_000 * 1.202 * 1.1858)
    assert said["rows"][2]["budget"] == 1_340_000
    wrong = partnerlab("table", "social_order", "--prices", "2060", "--language", "en")
    assert wrong.exit_code == 2
    assert "2060" in wrong.stderr


def test_a_synthetic_csv_is_marked_in_every_row_and_in_its_name(tmp_path: Path) -> None:
    result = partnerlab("table", "awards", "--format", "csv", "--out", tmp_path / "awards.csv")
    assert result.exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["awards-synthetic.csv"]
    assert pd.read_csv(tmp_path / "awards-synthetic.csv").synthetic.all()
    partnerlab("table", "leverage", "--format", "csv", "--out", tmp_path / "leverage.csv")
    assert "synthetic" not in pd.read_csv(tmp_path / "leverage.csv").columns


SQUARE = [[[56.0, 58.0], [56.1, 58.0], [56.1, 58.1], [56.0, 58.1], [56.0, 58.0]]]


def boundaries(path: Path, *names: str) -> Path:
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": SQUARE}}
        for name in names
    ]
    return write(path, json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))


def test_boundaries_without_a_district_of_the_records_are_refused_with_both_sides_named(tmp_path: Path) -> None:
    file = write(tmp_path / "c.csv", CONTEST.replace("Статус", "Район;Статус") + "2011;А;Заречный;победитель;1;2\n")
    drawn = boundaries(tmp_path / "map.geojson", "Нагорный район")
    result = partnerlab("report", "--data", file, "--boundaries", drawn, "--out", tmp_path / "r", "--messages", "en")
    assert result.exit_code == 2
    assert "Заречный" in result.stderr
    assert "Нагорный район" in result.stderr
    assert not (tmp_path / "r").exists()


def test_a_map_on_a_users_boundaries_is_a_page_and_other_pages_need_none(tmp_path: Path) -> None:
    file = write(tmp_path / "c.csv", CONTEST.replace("Статус", "Район;Статус") + "2011;А;Заречный;победитель;1;2\n")
    drawn = boundaries(tmp_path / "map.geojson", "Заречный район")
    options = ["--notebook", "map", "--notebook", "concentration", "--language", "ru", "--messages", "en"]
    result = partnerlab("report", "--data", file, "--boundaries", drawn, *options, "--out", tmp_path / "r")
    assert result.exit_code == 0, result.stderr
    html = (tmp_path / "r" / "2011" / "ru" / "map.html").read_text(encoding="utf-8")
    assert "toself" in html
    assert "схема" not in html
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text(encoding="utf-8"))["reports"]
    given = {entry["notebook"]: entry["parameters"].get("boundaries") for entry in manifest}
    assert given == {"map": drawn.name, "concentration": None}
