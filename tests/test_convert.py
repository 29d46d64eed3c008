"""What is written is opened again as what it was: nothing is lost, nothing runs, nothing personal goes out."""

from __future__ import annotations

import csv
import datetime
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from typer.testing import CliRunner

from partnerlab.cli import app
from partnerlab.dataset import Dataset
from partnerlab.publish.giving import write_grants
from partnerlab.publish.grants import Publisher, organisation_identifier
from partnerlab.publish.records_out import not_held, write_records
from partnerlab.publish.workbooks.spreadsheets import csv_text, sheet_name
from partnerlab.sources.forms.guarding import guarded, unguarded
from partnerlab.sources.records import open_records
from places import REAL

SCHEMA = REAL / "360giving" / "360-giving-schema.json"
CITY = Publisher("The city of tests", "RU-OGRN-1020000000000", "360G-tests", "12-25")
DANGEROUS = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", '=HYPERLINK("http://x")', "'=1", "''@a"]

letters = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=12
)
nasty = st.one_of(
    letters.map(str.strip),
    st.sampled_from(DANGEROUS[:4] + DANGEROUS[5:]),
    st.sampled_from(
        ["5902000000", "00012", "2,43E+13", 'a"b', "a;b", "a,b", "two\nlines", "😀", "TRUE", "2003-01-01", "'", "''"]
    ),
)
days = st.dates(datetime.date(1995, 1, 1), datetime.date(2099, 1, 1))
amounts = st.one_of(
    st.none(), st.integers(0, 10**9).map(float), st.sampled_from([942.916, 12.5, 0.0, 1234.567, 1e9, 1.005, 999.999])
)


@st.composite
def frames(draw: st.DrawFn) -> pd.DataFrame:
    count = draw(st.integers(1, 5))

    def column(cells: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(cells, min_size=count, max_size=count))

    return pd.DataFrame(
        {
            "application_id": [f"{place:04}" for place in range(count)],
            "year": column(st.integers(1995, 2030)),
            "organisation": column(letters.map(lambda text: f"А{' '.join(text.split())}")),
            "status": column(st.sampled_from(["won", "lost", "rejected", None])),
            "requested": pd.Series(column(amounts), dtype="float64"),
            "awarded": pd.Series(column(amounts), dtype="float64"),
            "start": pd.Series(column(st.one_of(st.none(), days)), dtype="datetime64[us]"),
            "Свой столбец": pd.Series(column(st.one_of(st.none(), nasty.filter(bool))), dtype="str"),
            "Баллы": pd.Series(column(st.one_of(st.none(), st.floats(-1e6, 1e6, width=32))), dtype="float64"),
        }
    )


def same(one: pd.DataFrame, other: pd.DataFrame, *, texts: tuple[str, ...] = ()) -> None:
    """Both frames hold the same columns, in the same order, of the same kinds, and the same values."""
    assert list(one.columns) == list(other.columns)
    for name in one.columns:
        left, right = one[name], other[name]
        if name in texts:
            continue
        if not (left.isna().all() and right.isna().all()):
            assert left.dtype.kind == right.dtype.kind, name
        assert left.isna().tolist() == right.isna().tolist(), name
        assert left.dropna().tolist() == right.dropna().tolist(), name


def records_of(frame: pd.DataFrame, **given: Any) -> Dataset:
    return open_records(frame, **given)


@settings(deadline=None, max_examples=40)
@given(frames())
def test_a_round_trip_loses_nothing(tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame) -> None:
    records, folder = records_of(frame), tmp_path_factory.mktemp("out")
    for form in (".parquet", ".xlsx", ".csv"):
        back = open_records(write_records(records, folder / f"records{form}"))
        same(records.frame, back.frame, texts=("Баллы",) if form == ".csv" else ())
    kept = records.frame["Баллы"].dropna().tolist()
    assert open_records(folder / "records.csv").frame["Баллы"].dropna().astype(float).tolist() == kept


@given(st.one_of(st.text(max_size=8), st.text("'=+-@\t 1a", max_size=6), st.sampled_from(DANGEROUS)))
def test_a_guarded_text_is_given_back_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not re.match(r"[=+\-@\t\r\n]", guarded(text)) or re.fullmatch(r"[+-]?\d*([.,]\d+)?", text)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_csv_file_begins_as_a_formula(text: str) -> None:
    written = csv_text(pd.DataFrame({text: [text], "sum": [-5.0]}))
    heading, row = csv.reader(written.splitlines())
    assert heading[0][0] == row[0][0] == "'"
    assert row[1] == "-5"


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "http://example.org", "mailto:a@example.org", "00012"]
)
def test_every_text_is_a_cell_of_text_in_a_workbook(tmp_path: Path, text: str) -> None:
    records = records_of(pd.DataFrame({"Год": [2003], "Организация": ["А"], "Свой": [text]}))
    written = write_records(records, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(written).worksheets[0]
    (cell,) = [cell for cell in sheet[2] if cell.value == text]
    assert (cell.data_type, cell.hyperlink) in (("s", None), ("f", None))
    import zipfile

    with zipfile.ZipFile(written) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_an_amount_of_three_decimals_is_written_so_that_it_can_be_read_in_one_way(tmp_path: Path) -> None:
    records = records_of(pd.DataFrame({"Год": [2003, 2003], "Организация": ["А", "Б"], "Выделено": [942.916, 15.5]}))
    back = open_records(write_records(records, tmp_path / "a.csv"))
    assert back.frame.awarded.tolist() == [942.916, 15.5]
    assert not [one for one in back.findings if one.severity != "note" and one.rule.endswith("amount")]


@pytest.mark.parametrize("form", [".csv", ".xlsx", ".parquet"])
@pytest.mark.parametrize("currency", ["EUR", "GBP", "PLN"])
def test_the_currency_comes_back(tmp_path: Path, form: str, currency: str) -> None:
    records = records_of(pd.DataFrame({"Год": [2003], "Организация": ["А"], "Выделено": [1000.0]}), currency=currency)
    back = open_records(write_records(records, tmp_path / f"a{form}"))
    assert back.currency == currency
    assert back.frame.awarded.tolist() == [1000.0]


def test_what_could_not_be_read_stays_beside_as_typed_and_is_still_an_error(tmp_path: Path) -> None:
    records = records_of(pd.DataFrame({"Год": [2003], "Организация": ["А"], "Выделено": ["около 30"]}))
    for form in (".csv", ".xlsx", ".parquet"):
        back = open_records(write_records(records, tmp_path / f"a{form}"))
        assert back.frame.awarded.isna().all()
        assert back.frame.awarded_as_typed.tolist() == ["около 30"]
        assert [one.found for one in back.findings if one.rule == "not_an_amount"] == ["около 30"]
        assert back.errors == records.errors == 1


def test_an_own_column_is_never_opened_again_as_money(tmp_path: Path) -> None:
    records = records_of(pd.DataFrame({"Год": [2003], "Организация": ["А"]}))
    frame = records.frame.assign(Выделено=[15.5])
    own = Dataset("own", "records", frame, records.source)
    back = open_records(write_records(own, tmp_path / "a.xlsx"))
    assert "awarded" not in back.frame.columns
    assert back.frame["Выделено (2)"].tolist() == [15.5]
    assert "«Выделено» → «Выделено (2)»" in str(not_held(own, ".xlsx"))


def test_a_sheet_gets_a_name_that_it_may_have() -> None:
    assert sheet_name("a" * 40) == "a" * 31
    assert sheet_name("[:]") == "---"


# The command ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "contest.csv"
    rows = [
        "№ заявки;Год;Организация;ИНН;Название проекта;Район;Статус;Запрошено;Выделено;Привлечено;Телефон;Примечание",
        "1;2003;АНО «Лад»;5900000002;Двор;Кировский;победитель;30000;25000;40000;000;=1+1",
        "2;2003;Хор;;Мост, тел. 000-00-11;Кировский;не поддержан;20000;;;000;нет",
        "3;2003;Клуб;;Парк;Ленинский;победитель;10000;10000;500;000;",
    ]
    path.write_text("\n".join(rows).replace(";000;", ";+7 900 000-00-00;"), encoding="utf-8")
    return path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["convert", *map(str, arguments), "--language", "en"])


def test_converting_says_what_was_left_out(source: Path, tmp_path: Path) -> None:
    done = run(source, tmp_path / "a.xlsx")
    assert done.exit_code == 0
    assert "Columns of personal data are not in the new file: «Телефон»." in done.output
    assert "+7 900" not in "".join(
        str(cell.value) for row in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0] for cell in row
    )


def test_an_existing_file_is_never_overwritten_in_silence(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("mine")
    assert run(source, out).exit_code == 2
    assert out.read_text() == "mine"
    assert run(source, out, "--force").exit_code == 0
    assert "mine" not in out.read_text(encoding="utf-8")


def test_the_file_that_is_read_is_not_overwritten_even_by_force(source: Path) -> None:
    before = source.read_bytes()
    assert run(source, source, "--force").exit_code == 2
    assert source.read_bytes() == before


def test_a_source_with_errors_is_converted_and_told(source: Path, tmp_path: Path) -> None:
    source.write_text(source.read_text(encoding="utf-8").replace("25000", "около 25"), encoding="utf-8")
    done = run(source, tmp_path / "a.parquet")
    assert done.exit_code == 1
    assert "number of errors: 1" in done.output
    assert (tmp_path / "a.parquet").exists()


def test_a_form_that_is_not_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    done = run(tmp_path / "missing.csv", tmp_path / "a.docx")
    assert done.exit_code == 2
    assert ".csv, .xlsx, .parquet" in done.output


# 360Giving -----------------------------------------------------------------------------------------------------------


def grants_of(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["grants"]  # type: ignore[no-any-return]


@pytest.mark.skipif(not SCHEMA.exists(), reason="the standard's schema is not here")
def test_every_grant_is_valid_by_the_standard(source: Path, tmp_path: Path) -> None:
    path, _ = write_grants(open_records(source), tmp_path / "a.json", CITY)
    formats = FormatChecker()
    formats.checks("date-time")(lambda text: "T" in str(text))
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=formats)
    grants = grants_of(path)
    assert [error.message for grant in grants for error in validator.iter_errors(grant)] == []
    assert len(grants) == 2


def test_a_grant_says_what_the_records_say(source: Path, tmp_path: Path) -> None:
    path, said = write_grants(open_records(source), tmp_path / "a.json", CITY)
    first, second = grants_of(path)
    assert first == {
        "id": "360G-tests-1",
        "title": "Двор",
        "description": "Двор",
        "currency": "RUB",
        "amountAwarded": 25000,
        "awardDate": "2003-12-25",
        "recipientOrganization": [{"id": "RU-INN-5900000002", "name": "АНО «Лад»"}],
        "fundingOrganization": [{"id": "RU-OGRN-1020000000000", "name": "The city of tests"}],
        "amountAppliedFor": 30000,
        "beneficiaryLocation": [{"name": "Кировский"}],
    }
    assert second["recipientOrganization"][0]["id"].startswith("360G-tests-org-")
    assert len(said) == 2  # the assumed days, the masked telephone


def test_the_standard_s_file_holds_no_personal_data(source: Path, tmp_path: Path) -> None:
    for form in (".json", ".xlsx"):
        path, _ = write_grants(open_records(source), tmp_path / f"a{form}", CITY)
        back = open_records(path)
        assert back.frame.title.tolist()[1] == "Мост, те•. •••-••-11"
        assert "Телефон" not in back.frame.columns


@pytest.mark.parametrize("form", [".json", ".xlsx"])
def test_refused_applications_and_cofunding_come_back_from_the_extension(
    source: Path, tmp_path: Path, form: str
) -> None:
    records = open_records(source)
    path, _ = write_grants(records, tmp_path / f"a{form}", CITY)
    back = open_records(path)
    same(records.frame, back.frame, texts=("title",))
    assert back.frame.attracted.tolist()[:1] == [40000.0]


@settings(deadline=None, max_examples=20)
@given(frames())
def test_a_round_trip_through_the_standard_loses_nothing(
    tmp_path_factory: pytest.TempPathFactory, frame: pd.DataFrame
) -> None:
    records = records_of(frame)
    path, _ = write_grants(records, tmp_path_factory.mktemp("out") / "a.json", CITY)
    same(records.frame, open_records(path).frame)


def test_grants_that_were_changed_afterwards_are_read_without_the_extension(source: Path, tmp_path: Path) -> None:
    path, _ = write_grants(open_records(source), tmp_path / "a.json", CITY)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["grants"].append({**document["grants"][0], "id": "360G-tests-9"})
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    back = open_records(path)
    assert len(back.frame) == 3
    assert [one.severity for one in back.findings if one.rule == "extension_not_read"] == ["warning"]


def test_a_day_of_award_in_a_column_is_taken_and_none_is_assumed(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"Год": [2003], "Организация": ["А"], "Выделено": [5.0], "Дата присуждения": [pd.Timestamp("2003-05-06")]}
    )
    path, said = write_grants(records_of(frame), tmp_path / "a.json", Publisher("Город", "RU-X", "360G-t"))
    assert grants_of(path)[0]["awardDate"] == "2003-05-06"
    assert said == []


def test_without_a_funder_or_a_day_nothing_is_written(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    nobody = run(source, out, "--to", "360giving")
    assert nobody.exit_code == 2
    assert "--funder" in nobody.output
    no_day = run(source, out, "--to", "360giving", "--funder", "Город", "--funder-id", "RU-X")
    assert no_day.exit_code == 2
    assert "--award-day" in no_day.output
    assert not out.exists()


def test_a_person_is_an_individual_without_a_name(tmp_path: Path) -> None:
    frame = pd.DataFrame({"Год": [2003], "Организация": ["Абвгдов А. Б."], "Выделено": [5.0]})
    path, _ = write_grants(records_of(frame), tmp_path / "a.json", CITY)
    assert "Абвгдов" not in path.read_text(encoding="utf-8")
    assert grants_of(path)[0]["recipientIndividual"]["name"] == "Individual Recipient"


@pytest.mark.parametrize(
    ("number", "identifier"),
    [
        ("5900000002", "RU-INN-5900000002"),
        ("1022200525819", "RU-OGRN-1022200525819"),
        ("7830002294", ""),
        ("500100732259", ""),  # twelve figures are a person's number
        ("GB-CHC-1234567", "GB-CHC-1234567"),
        ("", ""),
    ],
)
def test_an_organisation_is_identified_by_its_register(number: str, identifier: str) -> None:
    assert organisation_identifier(number) == identifier


def test_a_mapping_is_followed_when_records_are_converted(tmp_path: Path) -> None:
    (tmp_path / "contest.csv").write_text("Год,Кому,Дали\n2003,Клуб,5000\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text('[columns]\n"Кому" = "organisation"\n"Дали" = "awarded"\n', encoding="utf-8")
    asked = ["convert", "contest.csv", "out.parquet", "--mapping", "own.toml"]
    done = CliRunner().invoke(app, [str(tmp_path / one) if "." in one else one for one in asked])
    assert done.exit_code == 0, done.output
    written = pd.read_parquet(tmp_path / "out.parquet")
    assert (written.organisation.tolist(), written.awarded.tolist()) == (["Клуб"], [5000.0])


def test_one_table_of_a_database_is_converted(tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "contest.db") as base:
        base.execute("create table asked (year integer, organisation text, awarded real)")
        base.execute("insert into asked values (2003, 'Клуб', 5000)")
        base.execute("create table drafts (year integer, organisation text, awarded real)")
    base.close()
    address, out = f"sqlite:///{tmp_path / 'contest.db'}", str(tmp_path / "out.parquet")
    done = CliRunner().invoke(app, ["convert", address, out, "--table", "asked"])
    assert done.exit_code == 0, done.output
    assert pd.read_parquet(out).organisation.tolist() == ["Клуб"]
