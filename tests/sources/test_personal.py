"""Personal data stays out: whole columns are left out, the rest is told at its cell and never shown in full."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.sources.cells.personal import (
    is_person,
    is_personal_heading,
    masked,
    personal_parts,
    without_personal_parts,
)
from partnerlab.sources.records import open_records
from places import REAL


def found(records: Dataset, rule: str) -> list[Finding]:
    return [finding for finding in records.findings if finding.rule == rule]


def records_of(**columns: list[object]) -> Dataset:
    rows = len(next(iter(columns.values())))
    base: dict[str, list[object]] = {
        "Год": [2003] * rows,
        "Организация": [f"Клуб {number}" for number in range(rows)],
        "Выделено": [30000] * rows,
    }
    return open_records(pd.DataFrame(base | columns))


@pytest.mark.parametrize(
    "text",
    [
        "+7 900 000-00-11",
        "8 (900) 000-00-11",
        "89000000011",
        "+7(342)000-00-00",
        "8-342-000-00-00",
        "(342) 000-00-00",
        "тел. 000-00-00",
        "тел: 2000000",
        "+44 20 0000 0000",
        "+442000000000",
        "name@example.org",
        "first.last+contest@mail.example.com",
        "паспорт 0000 000000",
        "паспорт серии 00 00 № 000000",
        "серия 0000 номер 000000",
        "00 00 № 000000",
        "112-233-445 95",  # the example of a right check number in the Pension Fund's own rules
        "СНИЛС 00000000000",
        "4000 0000 0000 0002",
        "2200000000000004",
        "дата рождения 01.01.1990",
        "1990 г.р.",
        "01.01.1990 года рождения",
        "date of birth: 01.01.1990",
        "ул. Новая, д. 1, кв. 1",
        "дом 11 корп. 2, кв. 111",
    ],
)
def test_personal_data_are_seen_in_the_middle_of_a_text(text: str) -> None:
    assert personal_parts(f"Просим поддержать проект, {text}, двор"), text
    assert personal_parts(text), text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Договор № 12345678901 от 12.03.2003",
        "заявка 2003-000118",
        "ИНН 5900000002, ОГРН 1027800000000",
        "5902000000/1025900000000",
        "КБК 80111059900000000244",
        "р/с 40703810000000000000",
        "8 500 000 000 000 рублей",
        "8 500 000 000,00",
        "1 234 567,00 ₽",
        "12 000 000",
        "7 342 000 00",
        "с 01.01.2003 по 31.12.2003",
        "2003-01-01/2003-12-31",
        "к 200-летию со дня рождения А. С. Пушкина",
        "Пушкин родился 06.06.1799",
        "1941-1945 гг.",
        "дом 5, 12 квартир",
        "кв. 12 микрорайона",
        "площадка 120 кв. м, д. 5, 30 кв. м",
        "школа № 12, 5 «А» класс",
        "ISBN 978-5-00000-000-0",
        "10 000–20 000 участников, 8 800 книг",
        "Телефон доверия «Надежда»",
        "группа vk.com/@",
        "№ 00/00-000000",
        "4000 0000 0000 0003",  # no card: its check digit is wrong
        "112-233-445 96",
        "59:01:4410000:123",
        "2,43E+13",
        "8 (342) концерт 000",
        "Фонд имени Иванова И. И.",
    ],
)
def test_numbers_of_other_things_are_no_personal_data(text: str) -> None:
    assert personal_parts(text) == []


def test_a_telephone_in_a_text_is_a_warning_at_its_cell_and_is_shown_masked() -> None:
    records = records_of(Проект=["Двор", "Мост, звонить +7 900 000-00-11", "Хор"])
    (finding,) = found(records, "personal_data")
    assert (finding.row, finding.column, finding.severity) == (2, "Проект", "warning")
    assert finding.found == "+7 9•• •••-••-11"
    assert "000-00" not in finding.text("ru") + finding.text("en")
    assert records.frame.title[1] == "Мост, звонить +7 900 000-00-11"


def test_what_was_typed_in_an_amount_is_looked_at_too() -> None:
    records = records_of(Привлечено=["10 000", "спросить по +7 900 000-00-11", "0"])
    (finding,) = found(records, "personal_data")
    assert (finding.row, finding.column) == (2, "Привлечено")


@pytest.mark.parametrize(
    "heading",
    [
        "Телефон",
        "Контактный телефон",
        "Тел.",
        "E-mail",
        "Электронная почта",
        "Адрес электронной почты",
        "ФИО руководителя",
        "Ф.И.О.",
        "Руководитель проекта",
        "Паспорт",
        "Паспортные данные",
        "Дата рождения",
        "Адрес регистрации",
        "Адрес места жительства",
        "Контактное лицо",
        "Phone number",
        "Contact name",
        "Recipient Org:Contact Name",
        "Recipient Ind:Name",
        "email",
    ],
)
def test_a_column_that_calls_itself_personal_is_left_out_and_told(heading: str) -> None:
    records = records_of(**{heading: ["текст А", "текст Б", ""]})
    assert heading not in records.frame.columns
    (finding,) = found(records, "personal_column")
    assert (finding.column, finding.severity) == (heading, "warning")
    assert dict(finding.facts) == {"cells": 2}


@pytest.mark.parametrize(
    "heading",
    [
        "Количество телефонных консультаций",
        "Число контактов",
        "Договор с руководителем",
        "Телефон доверия, звонков",
        "Адрес реализации проекта",
        "Юридический адрес",
        "Примечание",
        "Email newsletters sent, count",
        "Recipient Org:Postal Code",
        "Куратор направления",
    ],
)
def test_a_column_that_only_sounds_personal_stays(heading: str) -> None:
    assert not is_personal_heading(heading)


def test_a_telephone_column_of_yes_and_no_stays() -> None:
    records = records_of(Телефон=["да", "нет", "да"])
    assert "Телефон" in records.frame.columns
    assert not found(records, "personal_column")


@pytest.mark.parametrize(
    "cells",
    [
        ["8 900 000-00-11", "8 900 000-00-12", "8 900 000-00-13"],
        [89000000011.0, 89000000012.0, 79000000013.0],
        ["a@example.org", "b@example.org", "c@example.org; d@example.org"],
        ["Абвгдов Абв Абвгдович", "Абвгдова А. Б.", "А.Б. Абвгдов"],
    ],
)
def test_a_column_of_personal_data_is_left_out_whatever_its_heading(cells: list[object]) -> None:
    records = records_of(Сведения=cells)
    assert "Сведения" not in records.frame.columns
    assert len(found(records, "personal_column")) == 1


def test_two_cells_are_not_enough_to_call_a_column_personal_but_both_are_told() -> None:
    records = records_of(Сведения=["a@example.org", "b@example.org", ""])
    assert "Сведения" in records.frame.columns
    assert [one.row for one in found(records, "personal_data")] == [1, 2]


def test_tax_numbers_and_application_numbers_are_never_taken_for_telephones() -> None:
    numbers: list[object] = ["79000000011", "89000000012", "79000000013"]
    records = records_of(**{"№ заявки": numbers, "ИНН": numbers})
    assert records.frame.application_id.tolist() == numbers
    assert not found(records, "personal_data")
    assert not found(records, "personal_column")


def test_a_person_as_applicant_is_a_note_and_a_foundation_of_the_name_is_none() -> None:
    names: list[object] = ["Абвгдов А. Б.", "Фонд имени Абвгдова А. Б.", "ИП Абвгдов А. Б."]
    records = open_records(pd.DataFrame({"Год": [2003] * 3, "Организация": names, "Выделено": [1000] * 3}))
    (finding,) = found(records, "person_as_organisation")
    assert (finding.row, finding.count, finding.severity) == (1, 1, "note")


@pytest.mark.parametrize("name", ["Светлый Путь", "Совет Ветеранов Района", "Лад", "АНО «Лад»", "Дом А. Толстого"])
def test_a_name_of_an_organisation_is_no_person(name: str) -> None:
    assert not is_person(name)


def test_a_mask_keeps_the_form_and_the_ends() -> None:
    assert masked("8 900 000-00-11") == "8 9•• •••-••-11"
    assert without_personal_parts("писать: name@example.org.") == "писать: na••@•••••••.•rg."


def test_a_personal_column_in_one_year_s_sheet_is_left_out_there(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "contest.xlsx") as book:
        for year, heading in ((2003, "Телефон"), (2004, "Район")):
            sheet = book.add_worksheet(str(year))
            for row, cells in enumerate([["Организация", "Выделено", heading], ["Клуб", 1000, "Кировский"]]):
                sheet.write_row(row, 0, cells)
    records = open_records(tmp_path / "contest.xlsx")
    (finding,) = found(records, "personal_column")
    assert finding.sheet == "2003"
    assert "Телефон" not in records.frame.columns


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
@pytest.mark.parametrize(
    "name",
    [
        "360giving/andrew-lloyd-webber-foundation.xlsx",
        "lottery-grants/NLC-2013-2014.csv",
        "russian-grants/nbfond_2008.csv",
        "russian-grants/usrf.csv",
    ],
)
def test_real_files_give_no_false_alarm(name: str) -> None:
    rules = {finding.rule for finding in open_records(REAL / name).findings}
    assert not rules & {"personal_data", "personal_column", "person_as_organisation"}


def test_a_datum_of_random_digits_never_stands_in_its_own_message() -> None:
    draw = random.Random(7)  # noqa: S311
    for _ in range(50):
        number = (
            f"+7 9{draw.randrange(100):02} {draw.randrange(1000):03}-{draw.randrange(100):02}-{draw.randrange(100):02}"
        )
        (part,) = personal_parts(f"звонить {number} днём")
        assert part == number
        assert number not in masked(part)
