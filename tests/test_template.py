"""A template that a secretary has filled in is clean, in both languages, and answers every question."""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from partnerlab import errors
from partnerlab.catalogue import ENTRIES
from partnerlab.cli import app
from partnerlab.dataset import Dataset
from partnerlab.model import APPLICATION, BESIDE, COLUMNS
from partnerlab.page.content import Content
from partnerlab.parameters import checked
from partnerlab.publish.workbooks.template import ROWS, choice_words, heading, template_workbook
from partnerlab.publish.workbooks.template_texts import ORDER, REQUIRED, SHEETS
from partnerlab.sources.headings import recognised
from partnerlab.sources.records import open_records
from partnerlab.wording import LANGUAGES, Language, words

YEARS = (2021, 2022, 2023)
PRINTED_ONLY = {"project_lines", "history"}
"""Questions about the city's printed documents, which no applications answer."""


def book(language: Language) -> Any:
    return openpyxl.load_workbook(BytesIO(template_workbook(language=language)))


def application(number: int, language: Language) -> dict[str, Any]:
    """A made-up application; which values it has follows from its number alone."""

    def choice(name: str, place: int) -> str:
        listed = choice_words(APPLICATION[name], words(language))
        return listed[place % len(listed)]

    year = YEARS[number % 3]
    won = number % 2 == 0
    kind = number % 2
    row: dict[str, Any] = {
        "application_id": f"{year}-{number:03}",
        "year": year,
        "contest": "Пример",
        "edition": year - 2000,
        "tier": choice("tier", 1),
        "organisation": f"Организация примера {'абвгдежзик'[number % 10] * 3}",
        "organisation_kind": choice("organisation_kind", kind),
        "title": f"Проект примера {'абвгдежзиклмнопрстуфхцчшщэюяабвгдежзиклмно'[number] * 4} {number}",
        "line": "Социальный заказ",
        "nomination": f"Номинация {number % 3 + 1}",
        "district": ("Кировский", "Ленинский", "Свердловский")[number % 3],
        "direction": ("Двор", "Спорт")[number % 2],
        "themes": ("культура", "национальные вопросы; культура", "спорт")[number // 2 % 3],
        "status": choice("status", 3 if won else 4),
        "requested": 100_000 + 1_000 * number,
        "intake": choice("intake", 0),
    }
    if won:
        row |= {
            "awarded": 90_000 + 500 * number,
            "attracted": 40_000 + 700 * number,
            "attracted_cash": 30_000,
            "attracted_in_kind": 10_000 + 700 * number,
            "attracted_planned": 45_000,
            "business": 20_000 if number % 4 else 0,
            "customer": f"Заказчик {number % 4}",
            "customer_sphere": choice("customer_sphere", 1 if number % 4 else 0),
            "spent": 89_000 + 500 * number,
            "returned": 1_000,
            "start": datetime.date(year, 4, 1),
            "end": datetime.date(year, 11, 30),
            "funding_end": datetime.date(year, 11, 30),
            "funding_years": 1,
            "followup_status": choice("followup_status", number // 2 % 4),
            "status_date": datetime.date(year + 1, 5, 15),
        }
        if number // 2 % 4 == 3:
            row["end_date"] = datetime.date(year + 1, 2, 1)
    return row


def beside(language: Language) -> dict[str, list[dict[str, Any]]]:
    ids = [application(number, language)["application_id"] for number in range(40)]
    held = choice_words(BESIDE["calendar"][-1], words(language))
    return {
        "outcomes": [
            {
                "application_id": one,
                "year": int(one[:4]),
                "indicator": "celebrations",
                "value": 3.0,
                "kind": "event",
                "unit": "number",
                "name": "праздников",
            }
            for one in ids[::2]
        ],
        "scores": [
            {
                "application_id": one,
                "year": int(one[:4]),
                "expert": f"Э{expert}",
                "criterion": "Польза",
                "score": 1 + (place + expert) % 5,
            }
            for place, one in enumerate(ids)
            for expert in (1, 2, 3)
        ],
        "calendar": [{"year": year, "edition": year - 2000, "held": held[0]} for year in YEARS],
        "donors": [{"contest": "Пример", "year": 2021, "donor": "Даритель", "amount": 5000, "printed_fund": 5000}],
        "funds": [
            {
                "contest": "Пример",
                "year": 2021,
                "district": "Кировский",
                "printed_fund": 5000,
                "attracted": 7000,
                "applications": 11,
                "winners": 6,
            }
        ],
    }


def filled(path: Path, language: Language) -> Path:
    """The template as a secretary fills it in: by its headings, in openpyxl."""
    says, workbook = words(language), book(language)
    sheets = {
        says.say("Applications"): ([APPLICATION[name] for name in ORDER], [application(n, language) for n in range(40)])
    }
    sheets |= {says.say(SHEETS[name][0]): (list(BESIDE[name]), rows) for name, rows in beside(language).items()}
    for title, (columns, rows) in sheets.items():
        sheet = workbook[title]
        place = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}
        for number, row in enumerate(rows, 2):
            for column in columns:
                if column.name in row:
                    sheet.cell(number, place[heading(column, says, required=False)], row[column.name])
    workbook.save(path)
    return path


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def records(tmp_path: Path, language: Language) -> Dataset:
    return open_records(filled(tmp_path / "filled.xlsx", language))


def test_a_filled_template_has_no_error_and_no_warning(records: Dataset) -> None:
    assert [one.text("en") for one in records.findings if one.severity != "note"] == []


def test_a_filled_template_is_read_as_it_was_filled_in(records: Dataset) -> None:
    frame = records.frame
    assert len(frame) == 40
    assert set(ORDER) - {"organisation_id"} <= set(frame.columns)
    assert frame.awarded.sum() == sum(90_000 + 500 * number for number in range(0, 40, 2))
    assert frame.status.tolist() == ["won", "lost"] * 20
    assert set(frame.tier) == {"city"}
    assert set(frame.organisation_kind) == {"ngo", "otos"}
    assert sorted(set(frame.followup_status.dropna())) == sorted(
        ("continues_funded_otherwise", "continues_own_means", "continues_partly", "ended")
    )
    assert frame.start.iloc[0] == datetime.datetime(2021, 4, 1)
    assert frame.themes.iloc[2] == "ethnic_relations;культура"


def test_the_sheets_beside_it_are_read(records: Dataset) -> None:
    assert set(records.beside) == {"outcomes", "scores", "donors", "funds"}
    assert len(records.table("scores").frame) == 120
    assert records.calendar == {2021: "yes", 2022: "yes", 2023: "yes"}


@pytest.mark.parametrize("name", [entry.name for entry in ENTRIES if entry.name not in PRINTED_ONLY])
def test_every_question_is_answered_from_a_filled_template(tmp_path: Path, name: str) -> None:
    records = open_records(filled(tmp_path / "filled.xlsx", "ru"))
    content = Content("", checked(None, "ru", None), records)
    (question,) = [entry for entry in ENTRIES if entry.name == name]
    assert len(content.answer(question, None)) > 0


def test_every_column_of_the_model_is_in_the_template() -> None:
    assert sorted(ORDER) == sorted(column.name for column in COLUMNS)
    assert set(REQUIRED) <= set(ORDER)


def test_every_heading_is_one_that_the_reader_knows(language: Language) -> None:
    sheet = book(language)[words(language).say("Applications")]
    meant = [recognised(str(cell.value)) for cell in sheet[1]]
    assert [one.column if one else None for one in meant] == list(ORDER)
    assert all(one is not None and one.factor == 1.0 for one in meant)


def test_the_headings_that_are_needed_have_an_asterisk() -> None:
    sheet = book("ru")["Заявки"]
    assert [cell.value for cell in sheet[1] if str(cell.value).endswith("*")] == [
        "Номер заявки *",
        "Год *",
        "Организация *",
        "Проект *",
        "Статус *",
        "Запрошено *",
        "Выделено *",
        "Привлечено *",
    ]


def validations(sheet: Any) -> dict[str, Any]:
    return {str(one.sqref): one for one in sheet.data_validations.dataValidation}


def test_closed_lists_are_lists_to_choose_from_over_two_thousand_rows() -> None:
    sheet = book("ru")["Заявки"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "Статус *")
    listed = validations(sheet)[f"{letter}2:{letter}{ROWS + 1}"]
    assert listed.type == "list"
    assert listed.formula1.startswith('"подана,допущена,не допущена,победила,не победила')
    assert (listed.errorStyle, listed.showInputMessage) in ((None, True), ("stop", True))


def test_districts_are_offered_and_others_may_be_written() -> None:
    sheet = book("ru")["Заявки"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "Район")
    offered = validations(sheet)[f"{letter}2:{letter}{ROWS + 1}"]
    assert "Мотовилихинский" in offered.formula1
    assert offered.errorStyle == "information"


def test_tax_numbers_are_text_money_has_its_sign_and_dates_are_dates() -> None:
    sheet = book("ru")["Заявки"]
    place = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}

    def form(heading: str) -> str:
        """The format of a column: openpyxl keeps it with the first of a run of columns that look alike."""
        runs = [one for one in sheet.column_dimensions.values() if one.min <= place[heading] <= one.max]
        return str(runs[0].number_format)

    assert form("ИНН организации") == form("Номер заявки") == "@"
    assert form("Выделено") == form("Привлечено") == '#,##0 "₽"'
    assert form("Начало проекта") == "dd.mm.yyyy"


def test_the_first_row_stays_in_sight() -> None:
    assert book("ru")["Заявки"].freeze_panes == "A2"


def test_an_empty_template_says_that_it_has_no_records(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(template_workbook(language=language))
    with pytest.raises(errors.EmptyFile):
        open_records(path)


def test_the_instructions_tell_every_column_and_warn_of_personal_data() -> None:
    sheet = book("ru")["Указания"]
    said = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for column in COLUMNS:
        assert words("ru").say(column.meaning) in said
    assert "персональных данных" in said
    assert "Сколько денег" in said or "рубл" in said


def test_the_command_makes_the_workbook_and_never_overwrites_one_in_silence(tmp_path: Path) -> None:
    path, run = tmp_path / "contest.xlsx", CliRunner().invoke
    made = run(app, ["template", str(path), "--language", "ru"])
    assert (made.exit_code, made.output) == (0, f"Записано: {path.as_posix()}\n")
    before = path.read_bytes()
    again = run(app, ["template", str(path), "--language", "ru"])
    assert again.exit_code == 2
    assert "такой файл уже есть" in again.output
    assert path.read_bytes() == before
    assert run(app, ["template", str(path), "--language", "en", "--force"]).exit_code == 0
    assert "Applications" in openpyxl.load_workbook(path).sheetnames
    assert run(app, ["template", str(tmp_path / "contest.csv")]).exit_code == 2
