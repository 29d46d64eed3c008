"""What a secretary sees of `partnerlab check`: the verdict, the questions, the places, and what became of them."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from partnerlab.cli import app
from partnerlab.findings import Finding, findings_by_check
from partnerlab.publish.checking.findings_text import Line, as_text, broken
from partnerlab.rules import RULES
from partnerlab.sources.findings_file import MEMORY, read_memory
from partnerlab.sources.records import open_records

HEADINGS = "№ заявки;Год;Организация;Статус;Запрошено;Сумма гранта;Привлечено;Дата начала"


def partnerlab(*words: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def line(number: int | str, **typed: str) -> str:
    cells = {
        "number": str(number),
        "year": "2003",
        "organisation": f"Синтетическая организация {number}",
        "status": "победитель",
        "requested": "400",
        "awarded": "300",
        "attracted": "200",
        "start": "15.05.2003",
    }
    return ";".join({**cells, **typed}.values())


def contest(folder: Path, *lines: str, name: str = "contest.csv") -> Path:
    file = folder / name
    file.write_text("\n".join((HEADINGS, *lines)) + "\n", encoding="utf-8")
    return file


# Ten common mistakes, each in one line of the file, and how the message about it reads.

MISTAKES: dict[str, tuple[list[str], str, str]] = {
    "not_an_amount": (
        [line(1), line(2, awarded="около 30")],
        "contest.csv, строка 3, «Сумма гранта»: «около 30» — это не сумма; нужно: денежная сумма, например 30000 или "
        "1 234,50; напишите только число или оставьте ячейку пустой",
        "contest.csv, row 3, «Сумма гранта»: «около 30» is not an amount; expected: an amount of money, such as 30000 "
        "or 1 234,50; write the number alone, or leave the cell empty",
    ),
    "negative_amount": (
        [line(1), line(2, awarded="-500")],
        "contest.csv, строка 3, «Сумма гранта»: сумма «-500» меньше нуля; нужно: сумма не меньше нуля; напишите сумму "
        "без минуса; для возвращённых денег есть отдельный столбец «Возвращено»",
        "contest.csv, row 3, «Сумма гранта»: «-500» is below zero; expected: an amount of zero or more; write the "
        "amount without the minus; money given back has a column of its own, «Returned»",
    ),
    "not_a_year": (
        [line(1), line(2, year="20003")],
        "contest.csv, строка 3, «Год»: «20003» — это не год конкурса; нужно: год от 1990 до 2100; напишите год "
        "четырьмя цифрами, например 2003",
        "contest.csv, row 3, «Год»: «20003» is not a year of a contest; expected: a year between 1990 and 2100; write "
        "the year with four digits, such as 2003",
    ),
    "not_a_date": (
        [line(1), line(2, start="31.02.2003")],
        "contest.csv, строка 3, «Дата начала»: такой даты нет или она не читается: «31.02.2003»; нужно: дата "
        "от 1990 до 2100 года, например 31.10.2003; исправьте дату или оставьте ячейку пустой",
        "contest.csv, row 3, «Дата начала»: «31.02.2003» is not a date of this calendar; expected: a date between 1990 "
        "and 2100, such as 31.10.2003; correct the date, or leave the cell empty",
    ),
    "unknown_status": (
        [line(1), line(2, status="на луне")],
        "contest.csv, строка 3, «Статус»: статус «на луне» неизвестен; нужно: подана, допущена, не допущена, победила, "
        "не победила, отозвана, заключён договор или сдан отчёт; впишите одно из этих слов, оставьте ячейку "
        "пустой или укажите в описании столбцов, что значит ваше слово (--draft mapping.toml)",
        "contest.csv, row 3, «Статус»: the status «на луне» is not known; expected: submitted, admitted, rejected, "
        "won, lost, withdrawn, contracted or reported; write one of these words, leave the cell empty, or say in a "
        "mapping what your own word means (--draft mapping.toml)",
    ),
    "duplicate_id": (
        [line(1), line(1, organisation="Другая синтетическая организация", awarded="70")],
        "contest.csv, строка 3, «№ заявки»: номер заявки «1» уже есть в строке 2; нужно: номер, которого нет у других "
        "заявок; удалите строку, если она повторная, или исправьте её номер",
        "contest.csv, row 3, «№ заявки»: the application number «1» stands already in row 2; expected: a number that "
        "no other application has; delete the row if it is there twice, or correct its number",
    ),
    "missing_organisation": (
        [line(1), line(2, organisation="")],
        "contest.csv, строка 3, «Организация»: нет организации; заявка не войдёт туда, где считаются организации; "
        "впишите название организации",
        "contest.csv, row 3, «Организация»: the organisation is missing; the application is left out where "
        "organisations are counted; write the name of the organisation",
    ),
    "ruined_number": (
        [line(1), line("2,43E+13")],
        "contest.csv, строка 3, «№ заявки»: «2,43E+13» — это остаток длинного номера: электронная таблица потеряла "
        "его цифры; нужно: номер со всеми цифрами; задайте столбцу формат «Текстовый» и впишите номер заново",
        "contest.csv, row 3, «№ заявки»: «2,43E+13» is what a spreadsheet leaves of a long number: its digits are "
        "lost; expected: the number with all its digits; give the column the format «Text», and type the number again",
    ),
    "formula_error": (
        [line(1), line(2, awarded="#ССЫЛКА!")],
        "contest.csv, строка 3, «Сумма гранта»: формула не дала результата (#ССЫЛКА!); нужно: значение; исправьте "
        "формулу либо откройте файл в электронной таблице и сохраните его снова",
        "contest.csv, row 3, «Сумма гранта»: the formula has no result (#ССЫЛКА!); expected: a value; mend the "
        "formula, or open the file in a spreadsheet program and save it again",
    ),
    "awarded_over_requested": (
        [line(1), line(2, requested="250")],
        "contest.csv, строка 3, «Сумма гранта»: выделено 300, а запрошено 250; проверьте, какая из двух сумм неверна; "
        "если обе верны, примите замечание с указанием причины",
        "contest.csv, row 3, «Сумма гранта»: awarded 300, while 250 was asked for; see which of the two amounts "
        "is wrong; if both are right, accept the finding with the reason",
    ),
}


@pytest.mark.parametrize("rule", MISTAKES)
def test_the_message_of_a_common_mistake_reads_well(tmp_path: Path, rule: str) -> None:
    lines, russian, english = MISTAKES[rule]
    found = [one for one in open_records(contest(tmp_path, *lines)).findings if one.rule == rule]
    said = {language: [one.text(language).replace("\xa0", " ") for one in found] for language in ("ru", "en")}
    assert said == {"ru": [russian], "en": [english]}


# The text.


def test_the_first_lines_say_what_was_read_and_whether_reports_can_be_made(tmp_path: Path) -> None:
    wrong = contest(tmp_path, line(1), line(2, year="2004", awarded="около 30"))
    head = partnerlab("check", wrong, "--language", "ru").stdout.splitlines()[:2]
    assert head[0] == "contest.csv: 2 заявки, годы: 2003–2004."
    assert head[1].startswith("Найдено ошибок: 1, предупреждений: ")
    assert head[1].endswith("Пока ошибки не исправлены и не приняты, отчёты не составляются.")
    right = contest(tmp_path, line(1), line(2))
    assert "Отчёты можно составлять." in partnerlab("check", right, "--language", "ru").stdout


def test_a_check_is_told_once_with_five_places_and_the_number_of_the_others(tmp_path: Path) -> None:
    file = contest(tmp_path, *(line(number, awarded=f"около {number}0") for number in range(1, 13)))
    said = partnerlab("check", file, "--language", "ru").stdout
    assert said.count("Все ли суммы записаны числом?") == 1
    assert "Все ли суммы записаны числом? Найдено: 12 (not_an_amount)" in said
    assert [f"строка {row}, «Сумма гранта»: «около {row - 1}0» — это не сумма" in said for row in range(2, 14)] == (
        [True] * 5 + [False] * 7
    )
    assert "и ещё 7\n" in said


def test_with_all_every_place_stands_in_a_line_of_its_own(tmp_path: Path) -> None:
    file = contest(tmp_path, *(line(number, awarded="около 30") for number in range(1, 13)))
    said = partnerlab("check", file, "--language", "ru", "--all").stdout
    wanted = [f"ошибка not_an_amount: contest.csv, строка {row}, «Сумма гранта»: " for row in range(2, 14)]
    assert all(any(one.strip().startswith(begin) for one in said.splitlines()) for begin in wanted)
    assert "и ещё" not in said


def test_errors_come_before_warnings_and_warnings_before_notes(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"), line(2, organisation=""), line(3, attracted="нет"))
    said = partnerlab("check", file, "--language", "ru").stdout
    places = [said.index(title) for title in ("\nОШИБКИ", "\nПРЕДУПРЕЖДЕНИЯ", "\nПРИМЕЧАНИЯ")]
    assert places == sorted(places)


def test_a_long_line_is_broken_at_the_terminals_width_and_a_piped_one_is_not(tmp_path: Path) -> None:
    words = " ".join(["слово"] * 60)
    for width in (80, 120):
        assert max(map(len, broken(Line(words, 4), width))) <= width
        assert " ".join(" ".join(broken(Line(words, 4), width)).split()) == words
    assert as_text([Line(words, 4)]) == "    " + words
    file = contest(tmp_path, line(1, awarded="около 30"))
    assert "\x1b" not in partnerlab("check", file, "--language", "ru").stdout


def test_text_in_square_brackets_is_a_users_text_and_no_colour(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="[red]30[/red]"))
    assert "«[red]30[/red]» — это не сумма" in partnerlab("check", file, "--language", "ru").stdout


# What is new, mended and accepted.


def test_the_second_check_tells_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    partnerlab("check", contest(tmp_path, line(1, awarded="около 30"), line(2)), "--language", "ru")
    said = partnerlab("check", contest(tmp_path, line(1), line(2, awarded="по смете")), "--language", "ru").stdout
    assert "С прошлой проверки: новых — 1, исправлено — 1." in said
    assert "[новое] строка 3, «Сумма гранта»: «по смете» — это не сумма" in said
    mended = said[said.index("ИСПРАВЛЕНО С ПРОШЛОЙ ПРОВЕРКИ") :]
    assert "строка 2, «Сумма гранта»: «около 30» — Все ли суммы записаны числом?" in mended


def test_the_memory_is_written_and_said_so_and_left_alone_when_asked(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"))
    assert partnerlab("check", file, "--no-memory").exit_code == 1
    assert not (tmp_path / MEMORY).exists()
    assert MEMORY in partnerlab("check", file).stderr
    assert (tmp_path / MEMORY).exists()


def test_an_accepted_error_ends_with_status_0_and_stands_in_a_part_of_its_own(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"))
    accept = ("--accept", "not_an_amount:F2", "--reason", "так в протоколе")
    first = partnerlab("check", file, "--language", "ru", *accept)
    again = partnerlab("check", file, "--language", "ru")
    for result in (first, again):
        assert result.exit_code == 0
        assert "принято: 1" in result.stdout
        assert "ОШИБКИ" not in result.stdout
        assert "— принято: «так в протоколе»" in result.stdout[result.stdout.index("ПРИНЯТО") :]


@pytest.mark.parametrize(
    "words",
    [
        ["--accept", "not_an_amount"],
        ["--accept", "not_an_amount", "--reason", "  "],
        ["--reason", "так в протоколе"],
        ["--accept", "not_an_amount:F3", "--reason", "так в протоколе"],
        ["--accept", "not_an_amount", "--reason", "так в протоколе", "--no-memory"],
        ["--format", "docx"],
        ["--format", "xlsx", "--out", "marked.csv"],
    ],
)
def test_a_request_that_cannot_be_done_changes_nothing(tmp_path: Path, words: list[str]) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"))
    result = partnerlab("check", file, "--language", "ru", *words)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert not (tmp_path / MEMORY).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_stops_no_check(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"))
    tmp_path.chmod(0o500)
    try:
        result = partnerlab("check", file, "--language", "ru")
        accepted = partnerlab("check", file, "--accept", "not_an_amount", "--reason", "так")
    finally:
        tmp_path.chmod(0o700)
    assert (result.exit_code, accepted.exit_code) == (1, 1)
    assert "не сможет сказать, что нового" in result.stderr


def test_a_memory_that_cannot_be_written_stops_no_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from partnerlab.errors import UnwritableFile
    from partnerlab.publish.folder import whole

    def refuse(path: Path, _content: str | bytes) -> None:
        raise UnwritableFile(path.as_posix(), "read-only")

    monkeypatch.setattr(whole, "write_whole", refuse)
    file = contest(tmp_path, line(1))
    result = partnerlab("check", file, "--language", "ru")
    assert result.exit_code == 0
    assert "не сможет сказать, что нового" in result.stderr
    accepted = partnerlab("check", file, "--accept", "all", "--reason", "так", "--language", "ru")
    assert accepted.exit_code != 0


def test_several_files_are_told_one_after_the_other_and_remembered_together(tmp_path: Path) -> None:
    files = [contest(tmp_path, line(1, awarded="около 30"), name=f"{year}.csv") for year in (2003, 2004)]
    result = partnerlab("check", *files, "--language", "ru")
    assert result.exit_code == 1
    assert result.stdout.index("2003.csv: 1 заявка") < result.stdout.index("2004.csv: 1 заявка")
    assert {row.file for row in read_memory(tmp_path).rows} >= {"2003.csv", "2004.csv"}


def test_a_folder_is_checked_and_remembers_within_itself(tmp_path: Path) -> None:
    for year in (2003, 2004):
        contest(tmp_path, line(1, year=str(year), awarded="около 30"), name=f"{year}.csv")
    assert partnerlab("check", tmp_path, "--language", "ru").exit_code == 1
    again = partnerlab("check", tmp_path, "--language", "ru")
    assert "новых — 0, исправлено — 0" in again.stdout
    assert "2003.csv, строка 2, «Сумма гранта»" in again.stdout
    contest(tmp_path, line(1, year="2003"), name="2003.csv")
    assert "исправлено — 1" in partnerlab("check", tmp_path, "--language", "ru").stdout


def test_of_a_database_nothing_is_remembered_and_that_is_said(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    file = tmp_path / "contest.db"
    with sqlite3.connect(file) as database:
        database.execute("create table applications (year integer, organisation text, awarded real)")
        database.execute("insert into applications values (2003, 'Синтетическая организация', 30)")
    database.close()
    result = partnerlab("check", f"sqlite:///{file}", "--table", "applications", "--language", "ru")
    assert result.exit_code == 0, result.output
    assert "У базы данных нет папки" in result.stderr
    assert not (tmp_path / MEMORY).exists()


# JSON and the marked workbook.


def test_json_names_file_cell_and_acceptance_of_each_example(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"), line(2, awarded="около 30"))
    accept = ("--accept", "not_an_amount:F2", "--reason", "так в протоколе")
    said = json.loads(partnerlab("check", file, "--format", "json", "--language", "ru", *accept).stdout)
    (check,) = [one for one in said if one["check"] == "not_an_amount"]
    assert (check["severity"], check["count"], check["accepted"]) == ("error", 2, 1)
    assert check["examples"][0] == {
        "file": "contest.csv",
        "sheet": "",
        "row": 2,
        "column": "Сумма гранта",
        "letter": "F",
        "record": "1",
        "found": "около 30",
        "expected": "денежная сумма, например 30000 или 1 234,50",
        "accepted": "так в протоколе",
    }


def test_counts_in_json_are_of_all_places_and_examples_of_five() -> None:
    many = [Finding("not_an_amount", "a.csv", "", row, "Сумма", "x") for row in range(2, 102)]
    (check,) = findings_by_check(many, language="en")
    assert (check["count"], len(check["examples"])) == (100, 5)


def test_the_marked_workbook_goes_where_it_is_asked_for(tmp_path: Path) -> None:
    file, out = contest(tmp_path, line(1, awarded="около 30")), tmp_path / "marked.xlsx"
    result = partnerlab("check", file, "--format", "xlsx", "--out", out, "--language", "ru")
    assert result.exit_code == 1
    assert out.as_posix() in result.stderr
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Проверка", "contest"]
    assert "это не сумма" in book["contest"]["F2"].comment.text


def test_the_marked_workbook_can_be_piped(tmp_path: Path) -> None:
    file = contest(tmp_path, line(1, awarded="около 30"))
    assert partnerlab("check", file, "--format", "xlsx").stdout_bytes.startswith(b"PK")


def test_the_marked_workbooks_of_a_folder_go_into_a_folder_and_are_never_piped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, here = tmp_path / "data", tmp_path / "here"
    data.mkdir()
    here.mkdir()
    monkeypatch.chdir(here)
    for year in (2003, 2004):
        contest(data, line(1, year=str(year), awarded="около 30"), name=f"{year}.csv")
    result = partnerlab("check", data, "--format", "xlsx", "--language", "ru")
    assert result.stdout == ""
    assert sorted(path.name for path in (here / "data-check").iterdir()) == ["2003-check.xlsx", "2004-check.xlsx"]


def test_every_check_has_a_question_and_errors_say_what_to_do() -> None:
    assert [name for name, rule in RULES.items() if not rule.question.endswith("?")] == []
    assert [name for name, rule in RULES.items() if rule.severity == "error" and not rule.mend] == []
