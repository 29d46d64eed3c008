"""A made-up workbook of three years, clean or with thirty mistakes, each at a known cell.

Another mistake is another line in `MISTAKES`: what is wrong, where it is written and what, and the check that finds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

HEADINGS = (
    "№ заявки", "Год", "Организация", "Вид организации", "ИНН", "Название проекта", "Линия", "Район", "Тема", "Статус",
    "Запрошено, руб.", "Выделено, руб.", "Привлечено, руб.", "Привлечено деньгами, руб.", "Привлечено натурой, руб.",
    "Израсходовано, руб.", "Возвращено, руб.", "Дата начала", "Дата окончания", "Окончание финансирования",
    "Примечание",
)  # fmt: skip
YEARS = (2002, 2003, 2004)
SIZE = 24
SUMMED = "2003"
"""The sheet with a row of totals."""
LINES = ("Общественная акция", "Выбираем проблему", "Социальный заказ")
DISTRICTS = ("Кировский", "Ленинский", "Свердловский", "Мотовилихинский")
NAMES = (
    "Ромашка", "Маяк", "Берегиня", "Факел", "Эдельвейс", "Пчёлка", "Горизонт", "Якорь", "Журавли", "Кедр", "Щедрость",
    "Витязь", "Ульи", "Лестница", "Облака", "Синий платок", "Дюжина", "Хрусталь", "Тропа", "Ступени", "Орбита",
    "Забота", "Парус", "Жар-птица",
)  # fmt: skip
PROJECTS = (
    "Чистый двор", "Школа соседей", "Живая вода", "Музей улицы", "Бабушкина сказка", "Лыжня для всех", "Театр у дома",
    "Наш сквер", "Почта добра", "Шахматный клуб", "Песни детства", "Велосипедный день", "Книга в подарок",
    "Зимний сад", "Мастерская игрушек", "Голос матери", "Деревья памяти", "Компьютер пенсионеру", "Уроки права",
    "Футбол во дворе", "Рисуем мелом", "Тёплый дом", "Хлеб и соль", "Ярмарка ремёсел",
)  # fmt: skip

Row = dict[str, Any]


@dataclass(frozen=True)
class Mistake:
    """One mistake: what it is, the sheet and its row as Excel counts, what is written there, and what finds it where.

    `cells` are written under their headings; `like` is a row of the sheet that this one repeats, but for `cells`.
    """

    what: str
    sheet: str
    row: int
    column: str
    rule: str
    cells: Mapping[str, Any] = field(default_factory=dict)
    like: int | None = None


def day(year: int, month: int, number: int) -> datetime.date:
    """A day, short to write."""
    return datetime.date(year, month, number)


ASKED, GIVEN, RAISED = "Запрошено, руб.", "Выделено, руб.", "Привлечено, руб."
CASH, SPENT, BACK = "Привлечено деньгами, руб.", "Израсходовано, руб.", "Возвращено, руб."
START, END, FUNDED = "Дата начала", "Дата окончания", "Окончание финансирования"
WHO, TAX, TITLE, DISTRICT, STATUS = "Организация", "ИНН", "Название проекта", "Район", "Статус"

MISTAKES = (
    Mistake("words in place of an amount", "2002", 2, ASKED, "not_an_amount", {ASKED: "около тридцати"}),
    Mistake("an amount below zero", "2002", 3, GIVEN, "negative_amount", {GIVEN: -5000}),
    Mistake("a day that no calendar has", "2002", 4, START, "not_a_date", {START: "31.02.2002"}),
    Mistake("a year with a digit too many", "2002", 5, "Год", "not_a_year", {"Год": 20002}),
    Mistake("a status that nobody knows", "2002", 6, STATUS, "unknown_status", {STATUS: "под вопросом"}),
    Mistake("one number for two applications", "2002", 7, "№ заявки", "duplicate_id", {"№ заявки": "2002/05"}),
    Mistake("nobody applies", "2002", 8, WHO, "missing_organisation", {WHO: "", TAX: ""}),
    Mistake("a formula without a result", "2002", 9, RAISED, "formula_error", {RAISED: "#REF!"}),
    Mistake("money of one who lost", "2002", 10, GIVEN, "money_not_won", {GIVEN: 9000}),
    Mistake("a winner without money", "2002", 11, GIVEN, "missing_money", {GIVEN: ""}),
    Mistake("more given than asked", "2002", 12, GIVEN, "awarded_over_requested", {GIVEN: 12500, SPENT: 12500}),
    Mistake("parts that do not add up", "2002", 14, RAISED, "attracted_differs", {CASH: 9999}),
    Mistake("more returned than given", "2002", 15, BACK, "returned_over_awarded", {BACK: 50000}),
    Mistake("an end before the beginning", "2002", 17, END, "end_before_start", {END: day(2001, 11, 1)}),
    Mistake("a day twenty years off", "2002", 18, FUNDED, "date_beside_year", {FUNDED: day(2022, 9, 1)}),
    Mistake("a district with a slip", "2003", 2, DISTRICT, "similar_values", {DISTRICT: "Кировсский"}),
    Mistake("no district", "2003", 3, DISTRICT, "missing_district", {DISTRICT: ""}),
    Mistake("money without a status", "2003", 6, STATUS, "money_without_status", {STATUS: ""}),
    Mistake("three digits too many", "2003", 9, ASKED, "thousandfold", {ASKED: 10_800_000}),
    Mistake("more spent than there was", "2003", 11, SPENT, "spent_over_money", {SPENT: 90000}),
    Mistake("an amount beyond all", "2003", 12, RAISED, "amount_far_above", {RAISED: 2_000_000, CASH: 1_995_000}),
    Mistake("one row twice", "2003", 25, "", "duplicate_but_number", {"№ заявки": "2003/24"}, like=24),
    Mistake("a total that is none", "2003", 26, GIVEN, "total_differs", {GIVEN: 1_000_000}),
    Mistake("more than the line allows", "2004", 4, ASKED, "requested_over_cap", {ASKED: 16000}),
    Mistake("one project twice", "2004", 6, TITLE, "same_project", {GIVEN: 9000, SPENT: 9000}, like=3),
    Mistake("digits that Excel has lost", "2004", 9, "№ заявки", "ruined_number", {"№ заявки": "2,43E+13"}),
    Mistake("thousands among roubles", "2004", 12, GIVEN, "awarded_in_thousands", {GIVEN: 11.1, SPENT: 11.1}),
    Mistake("a tax number with a slip", "2004", 24, TAX, "wrong_tax_number", {WHO: "РОО «Родник»", TAX: "0000000221"}),
    Mistake("no tax number in one year", "2004", 22, WHO, "tax_number_not_in_all_rows", {TAX: ""}),
    Mistake("a telephone", "2004", 14, "Примечание", "personal_data", {"Примечание": "звонить 8 (900) 000-00-00"}),
)

MORE = (
    Mistake("funding that ends too early", "2003", 14, FUNDED, "funding_end_before_start", {FUNDED: day(2003, 1, 9)}),
    Mistake("a project without a name", "2003", 5, TITLE, "missing_title", {TITLE: ""}),
    Mistake("a project of seven years", "2002", 20, END, "long_project", {END: day(2009, 11, 1)}),
)
"""Others, each of which is found alone."""


def workbook(path: Path, mistakes: Sequence[Mistake] = ()) -> Path:
    """The workbook with these mistakes; the clean twin without any."""
    with xlsxwriter.Workbook(path) as book:
        dated = book.add_format({"num_format": "dd.mm.yyyy"})
        for year in YEARS:
            sheet = book.add_worksheet(str(year))
            sheet.write_row(0, 0, HEADINGS)
            for number, row in enumerate(_rows(year, mistakes), 1):
                for column, heading in enumerate(HEADINGS):
                    cell = row.get(heading, "")
                    if isinstance(cell, datetime.date):
                        sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), dated)
                    else:
                        sheet.write(number, column, cell)
    return path


def _rows(year: int, mistakes: Sequence[Mistake]) -> list[Row]:
    rows = [_application(year, number) for number in range(1, SIZE + 1)]
    planted = [one for one in mistakes if one.sheet == str(year)]
    for one in planted:
        if one.row <= SIZE + 1:
            number = rows[one.row - 2]["№ заявки"]
            base = rows[one.row - 2] if one.like is None else {**rows[one.like - 2], "№ заявки": number}
            rows[one.row - 2] = {**base, **one.cells}
    if str(year) == SUMMED:
        money = [heading for heading in HEADINGS if heading.endswith("руб.")]
        sums = {name: sum(row[name] for row in rows if isinstance(row.get(name), int | float)) for name in money}
        rows.append(
            {WHO: "Итого", **sums, **{k: v for one in planted if one.row > SIZE + 1 for k, v in one.cells.items()}}
        )
    return rows


def _application(year: int, number: int) -> Row:
    """An ordinary application: two of three win, and get a little less than they ask for."""
    asked = 10_000 + 100 * number
    row: Row = {
        "№ заявки": f"{year}/{number:02d}",
        "Год": year,
        WHO: f"РОО «{NAMES[number - 1]}»",
        "Вид организации": "НКО",
        TAX: tax_number(number),
        TITLE: f"{PROJECTS[(number + year) % SIZE]}",
        "Линия": LINES[number % 3],
        DISTRICT: DISTRICTS[number % 4],
        "Тема": "культура",
        STATUS: "победитель" if number % 3 else "не поддержан",
        ASKED: asked,
        START: day(year, 3, number),
        END: day(year, 11, number),
        "Примечание": "принято",
    }
    if number % 3:
        given = asked - 500
        money = {GIVEN: given, RAISED: 20_000 + number, CASH: 15_000 + number, "Привлечено натурой, руб.": 5_000}
        row |= {**money, SPENT: given, BACK: 0, FUNDED: day(year, 9, number)}
    return row


def tax_number(number: int) -> str:
    """A made-up tax number of an organisation, of a region that there is not, with its right check digit."""
    digits = f"0000000{number:02d}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return digits + str(sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 % 10)
