"""What a secretary who knows no Python stumbled over: how the findings are told, and what can be typed next."""

from __future__ import annotations

import re
import shlex
import string
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from partnerlab.cli import app
from partnerlab.errors import WrongValue
from partnerlab.findings import Finding
from partnerlab.rules import RULES
from partnerlab.sources.records import open_records
from partnerlab.wording import Language

HEADINGS = ["Год", "Организация", "Проект", "Статус", "Сумма гранта", "Привлечено", "Дата начала", "Дата окончания"]


def partnerlab(*typed: str | Path) -> Result:
    return CliRunner().invoke(app, [*map(str, typed), "--language", "ru"])


def application(number: int, **typed: object) -> list[object]:
    cells: dict[str, object] = {
        "year": 2001,
        "organisation": f"Синтетическая организация {number}",
        "title": f"Проект {number}",
        "status": "победитель",
        "awarded": 300,
        "attracted": 200,
        "start": "07.06.2001",
        "end": "07.11.2001",
    }
    return list({**cells, **typed}.values())


def workbook(file: Path, **sheets: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(file) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.removeprefix("_"))
            for place, row in enumerate([HEADINGS, *rows]):
                sheet.write_row(place, 0, row)
    return file


def said_of(file: Path) -> str:
    return partnerlab("check", file, "--no-memory").stdout.replace("\xa0", " ")


def test_days_are_told_as_the_reader_writes_them(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", Лист1=[application(1), application(2, end="15.03.2001")])
    [found] = [one for one in open_records(file).findings if one.rule == "end_before_start"]
    assert "заканчивается 15.03.2001, раньше, чем начинается (07.06.2001)" in found.text("ru")
    assert "ends on 15 Mar 2001, before it begins on 7 Jun 2001" in found.text("en")
    assert found.found == "2001-03-15"  # for programs


def test_a_day_that_was_typed_in_another_form_is_quoted_as_typed() -> None:
    facts = (("read", "2020-05-01"), ("other", "2020-01-05"), ("evidence", "13/1/2020"), ("evidence_row", 5))
    found = Finding("settled_date", "a.csv", "", 3, "Начало", "1/5/2020", count=2, facts=facts)
    assert "«1/5/2020» прочитаны как 01.05.2020, а не как 05.01.2020" in found.text("ru")
    assert "«13/1/2020»" in found.text("ru")


@pytest.mark.parametrize("rule", [name for name, rule in RULES.items() if ": {count})" in rule.found])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_single_cell_is_not_counted_and_several_are(rule: str, language: Language) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(RULES[rule].found) if name} - {"count"}
    alone = Finding(rule, "a.csv", "", 3, "Столбец", "x", facts=tuple(dict.fromkeys(sorted(names), "x").items()))
    one, many = (replace(alone, count=count).said(RULES[rule].found, language) for count in (1, 12))
    assert re.search(r": 1\)|\(1\)", one) is None
    assert re.search(r" \(\w+: 12\)", many)


def test_the_users_own_words_in_brackets_stay() -> None:
    found = Finding("none_as_zero", "a.csv", "", 3, "Сумма", "нет (строк: 1)")
    assert found.text("ru").endswith("«нет (строк: 1)» прочитано как ноль")


def test_one_unknown_word_in_many_rows_is_told_once_with_its_rows(tmp_path: Path) -> None:
    rows = [application(number, status="на луне" if number % 2 else "победитель") for number in range(1, 17)]
    said = said_of(workbook(tmp_path / "a.xlsx", Лист1=rows))
    assert said.count("статус «на луне» неизвестен") == 1
    assert "статус «на луне» неизвестен; то же в строках 4, 6, 8, 10, 12 и ещё 2" in said
    assert "Все ли статусы известны? Найдено: 8" in said
    every = partnerlab("check", tmp_path / "a.xlsx", "--no-memory", "--all").stdout
    assert every.count("статус «на луне» неизвестен") == 8


def test_what_is_alike_on_several_sheets_is_told_once_with_their_names(tmp_path: Path) -> None:
    wrong = [application(1), application(2, awarded="по смете")]
    said = said_of(workbook(tmp_path / "a.xlsx", _2001=wrong, _2002=wrong, _2003=wrong))
    assert "лист «2001», строка 3, «Сумма гранта»: «по смете» — это не сумма; то же на листах «2002», «2003»" in said


def test_what_lacks_in_a_whole_folder_is_told_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Заявки"
    folder.mkdir()
    for year in (2001, 2002, 2003):
        (folder / f"{year}.csv").write_text(f"Организация;Сумма гранта\nСинтетическая {year};300\n", encoding="utf-8")
    records = open_records(folder)
    assert {one.file for one in records.findings if one.rule == "no_attracted_column"} == {"Заявки"}
    assert "Заявки: нет столбца с привлечёнными средствами" in said_of(folder)


def test_of_one_file_or_a_frame_the_place_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "2001.csv"
    file.write_text("Организация;Сумма гранта\nСинтетическая;300\n", encoding="utf-8")
    records = open_records(file)
    assert {one.file for one in records.findings if one.rule == "no_attracted_column"} == {"2001.csv"}
    framed = open_records(records.frame.drop(columns="application_id"))
    assert {one.file for one in framed.findings if one.rule == "no_attracted_column"} == {""}


def test_the_commands_that_are_proposed_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "Реестр заявок.xlsx"
    rows = [application(number, awarded=900 if number == 3 else 300) for number in range(1, 6)]
    workbook(Path(name), _2001=[*rows, application(9, organisation="")])
    hints = [line for line in said_of(Path(name)).splitlines() if "partnerlab check" in line]
    commands = [shlex.split(hint[hint.index("partnerlab check") :]) for hint in hints]
    assert len(commands) == 3
    assert all(words[:3] == ["partnerlab", "check", name] for words in commands)
    accept = commands[-1][commands[-1].index("--accept") + 1]
    assert partnerlab("check", name, "--accept", accept, "--reason", "так и есть").exit_code == 0


def test_a_signature_under_any_column_is_no_application(tmp_path: Path) -> None:
    blank: list[object] = []
    signed: list[object] = ["", "Секретарь комиссии ____________"]
    total: list[object] = ["", "Итого", "", "", 600]
    for last in (signed, ["", "Председатель конкурсной комиссии"], ["", "", "Подпись _______"]):
        file = workbook(tmp_path / "a.xlsx", _2001=[application(1), application(2), total, blank, last])
        records = open_records(file)
        assert len(records.frame) == 2
        assert [one.row for one in records.findings if one.rule == "notes_below"] == [6]


def test_an_organisation_called_source_is_an_application(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", _2001=[application(1), ["", "Источник"]])
    assert len(open_records(file).frame) == 2


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("поддержать", "won"),
        ("не поддержать", "lost"),
        ("рекомендован к финансированию", "won"),
        ("awaiting decision", "submitted"),
    ],
)
def test_the_words_of_a_committees_decision_are_known(tmp_path: Path, typed: str, status: str) -> None:
    file = workbook(tmp_path / "a.xlsx", _2001=[application(1, status=typed)])
    assert open_records(file).frame.status.tolist() == [status]


def test_the_sample_is_not_written_over_a_file(tmp_path: Path) -> None:
    out = tmp_path / "sample.csv"
    first = CliRunner().invoke(app, ["sample", str(out), "--applications", "120"])
    [written] = list(tmp_path.iterdir())
    written.write_text("мой файл", encoding="utf-8")
    again = CliRunner().invoke(app, ["sample", str(out), "--applications", "120"])
    assert (first.exit_code, again.exit_code) == (0, 2)
    assert written.read_text(encoding="utf-8") == "мой файл"
    assert CliRunner().invoke(app, ["sample", str(out), "--applications", "120", "--force"]).exit_code == 0
    assert written.read_text(encoding="utf-8") != "мой файл"


def test_a_value_that_is_missing_is_not_quoted_as_nothing() -> None:
    assert WrongValue("--reason", "", "x").text("ru") == "«--reason»: не указано или пусто; нужно: x."
    assert WrongValue("--reason", "y", "x").text("en") == "«--reason» cannot be «y»; expected: x."


def dates(folder: Path, clear: int) -> list[Finding]:
    rows = [f"Организация {number};{number % 9 + 13}/05/20{number:02}" for number in range(clear)]
    file = folder / "a.csv"
    file.write_text("\n".join(["Организация;Дата начала", *rows, "Последняя;07/08/2010"]), encoding="utf-8")
    return [one for one in open_records(file, year=2010).findings if one.rule.startswith("settled_date")]


def test_an_order_of_day_and_month_that_many_dates_show_needs_no_look(tmp_path: Path) -> None:
    [few], [many] = dates(tmp_path, 3), dates(tmp_path, 20)
    assert (few.severity, many.severity) == ("warning", "note")
    for found in (few, many):
        assert "«07/08/2010»" in found.text("ru")
        assert "07.08.2010, а не как 08.07.2010" in found.text("ru")
    assert "их 20" in many.text("ru")


def test_a_decision_about_names_that_is_unclear_does_not_lengthen_all_other_places(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", _2001=[application(1, awarded="по смете")])
    (tmp_path / "organisations.csv").write_text(
        "Группа;Организация;Одна организация? (да/нет)\n1;Синтетическая организация 1;наверное\n", encoding="utf-8"
    )
    said = said_of(file)
    assert "organisations.csv, строка 2" in said
    assert "    лист «2001», строка 2, «Сумма гранта»: «по смете» — это не сумма" in said


def test_a_mapping_keeps_the_unit_that_stands_over_two_headings(tmp_path: Path) -> None:
    file, mapping = tmp_path / "2002.xlsx", tmp_path / "mapping.toml"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("2002")
        sheet.merge_range("A1:A2", "Организация")
        sheet.merge_range("B1:C1", "Сумма, тыс. руб.")
        sheet.write_row("B2", ["запрошено", "выделено"])
        for row in range(2, 6):
            sheet.write_row(row, 0, [f"Синтетическая {row}", 83, 70.5])
    plain = open_records(file).frame
    mapping.write_text('[columns]\n"Сумма, тыс. руб. / запрошено" = "Запрошено"\n', encoding="utf-8")
    mapped = open_records(file, mapping=mapping).frame
    assert plain.requested.tolist() == mapped.requested.tolist() == [83000.0] * 4
    assert mapped.awarded.tolist() == [70500.0] * 4
