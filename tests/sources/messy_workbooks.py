"""Contest files as many hands leave them, of applications that are known: what a reader must give back.

Nothing here knows how the reader works: applications are drawn, then spelt and laid out in one of very many ways.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

MONEY = ("requested", "awarded", "attracted")
DATES = ("start", "end")
HEADINGS = {
    "application_id": ("№ заявки", "Номер заявки", "Регистрационный номер"),
    "year": ("Год", "Год конкурса", "ГОД "),
    "organisation": ("Организация", "Заявитель", "Наименование организации", "НКО"),
    "title": ("Название проекта", "Проект", "Наименование  проекта"),
    "district": ("Район", "Район города"),
    "status": ("Статус", "Результат", "Решение комиссии"),
    "requested": ("Запрошено", "Запрашиваемая сумма", "Сумма запроса"),
    "awarded": ("Сумма гранта", "Выделено", "Размер гранта"),
    "attracted": ("Привлечено", "Софинансирование", "Собственный вклад"),
    "start": ("Дата начала", "Начало проекта"),
    "end": ("Дата окончания", "Окончание проекта"),
}
STATUSES = {
    "won": ("Победитель", "поддержан", "ПОДДЕРЖАНА"),
    "lost": ("Не поддержан", "отказ"),
    "rejected": ("Не допущена", "отклонена"),
    "withdrawn": ("отозвана",),
}
DISTRICTS = ("Ленинский", "Свердловский", "Кировский район", "Дзержинский")
NAMES = (
    "РОО «Ромашка {0}»",
    "Совет ТОС № {0}",
    "Фонд «Итог-{0}»",
    "Секретариат добра {0}",
    "АНО «Всего понемногу {0}»",
    "Директорский клуб {0}",
    "Районное общество {0}",
    "Союз,\n«Дом; сад» {0}",
    "Исполнители мечты {0}",
    "Общество № {0} (бывшее «2003 год»)",
)
TITLES = (
    "Проект {0}",
    "Итоги {0} лет",
    "Всего один день {0}",
    "Примечания к жизни {0}",
    "Раздел добра {0}",
    "Направление: юг {0}",
    "{0}",
    "Сумма технологий {0}",
    "Подпись и печать {0}",
    "* {0}",
)
UNREADABLE = {
    "money": ("около 30 тыс", "#ССЫЛКА!", "30 000/15 000", "5 00", "см. смету", "12,5 долл."),
    "date": ("31.02.2003", "весна", "2003", "с мая по июнь", "45"),
    "status": ("думают", "5"),
    "year": ("20003", "прошлый", "2003-2009"),
}
"""What stands where a value should, and cannot be one."""
NOTHING = ("", "", "", "-", "—", " ")
UNKNOWN = ("н/д", "нет данных", "Не указано")


@dataclass(frozen=True)
class Place:
    """A cell as the spreadsheet calls it, and what was typed there."""

    sheet: str
    row: int
    letter: str
    typed: Any


@dataclass
class Application:
    """What is true of one application, and where each of it was typed."""

    values: dict[str, Any]
    sheet: str = ""
    row: int = 0
    cells: dict[str, Place] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)


@dataclass
class Messy:
    """A messy file: where it is, what it holds, and how many rows of its tables are no applications."""

    path: Path
    applications: list[Application] = field(default_factory=list)
    other_rows: int = 0
    tables: int = 0
    grid: dict[str, list[list[Any]]] = field(default_factory=dict)
    merged: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)


def letters(column: int) -> str:
    """What a spreadsheet calls the column that has `column` others before it."""
    return ("" if column < 26 else chr(64 + column // 26)) + chr(65 + column % 26)


def _groups(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


def spelt_amount(amount: Decimal, style: str, random: Random) -> Any:
    """An amount as one of many people types it."""
    if style == "multiple" and amount >= _FEWEST_IN_THOUSANDS:
        thousands = f"{(amount / 1000).normalize():f}".replace(".", random.choice(",."))
        return thousands + random.choice((" тыс.", " тыс. руб.", "т.р."))
    whole, part = int(amount), int(amount * 100) % 100
    kopecks = f",{part:02d}" if part or random.random() < _KOPECKS_SHOWN else ""
    space, roubles = (
        random.choice((" ", "\xa0", "\u202f")),
        random.choice((" руб.", " р.", "р", " ₽", " рублей", " RUB")),
    )
    spellings: dict[str, Any] = {
        "number": float(amount),
        "plain": f"{whole}{kopecks}",
        "spaces": _groups(whole, space) + kopecks,
        "words": _groups(whole, " ") + kopecks + roubles,
        "points": _groups(whole, ".") + kopecks,
        "commas": _groups(whole, ",") + kopecks.replace(",", "."),
    }
    return spellings.get(style, f"{whole} руб. {part:02d} коп.")


_KOPECKS_SHOWN = _ZERO_IN_WORDS = 0.5
_ZEROS = ("нет", "0", 0.0, "без финансирования")
_FEWEST_IN_THOUSANDS = 10_000
AMOUNT_STYLES = ("number", "plain", "spaces", "words", "points", "commas", "multiple", "kopecks")
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
DATE_STYLES: dict[str, Callable[[datetime.date], Any]] = {
    "date": lambda day: day,
    "points": lambda day: f"{day:%d.%m.%Y}",
    "short": lambda day: f"{day:%d.%m.%y}",
    "iso": lambda day: day.isoformat(),
    "words": lambda day: f"{day.day} {_MONTHS[day.month - 1]} {day.year} г.",
    "strokes": lambda day: f"{day:%d/%m/%Y}",
    "american": lambda day: f"{day:%m/%d/%Y}",
    "serial": lambda day: float((day - datetime.date(1899, 12, 30)).days),
    "month": lambda day: f"{day:%m.%Y}",
    "time": lambda day: f"{day:%d.%m.%Y} 10:30",
}


@dataclass
class _Layout:
    """How one table is laid out and spelt."""

    random: Random
    names: list[str]
    headings: dict[str, str]
    factor: int
    amounts: dict[str, list[str]]
    dates: dict[str, str]
    extra: list[str]
    unit_above: bool

    def typed(self, name: str, value: Any) -> Any:
        """The cell of a value."""
        random = self.random
        if value is None:
            return random.choice(NOTHING if random.random() < 0.8 else UNKNOWN)
        if name in MONEY:
            nothing = value == 0 and random.random() < _ZERO_IN_WORDS
            style = random.choice(self.amounts[name]) if self.factor == 1 else "number"
            return random.choice(_ZEROS) if nothing else spelt_amount(value / self.factor, style, random)
        if name in DATES:
            return DATE_STYLES[self.dates[name]](value)
        if name == "year":
            return random.choice((float(value), float(value), str(value), f"{value} г."))
        return random.choice(STATUSES.get(value, [space + value for space in ("", "", "", " ", "\xa0")]))


def _merge(made: Messy, above: Application, one: Application, cells: dict[str, Any], column: int) -> None:
    """Merge the organisation over two applications, if the one above has a cell of its own."""
    if above.cells["organisation"].typed:
        cells["organisation"], one.values["organisation"] = "", above.values["organisation"]
        made.merged[above.sheet].append((above.row, column, above.row + 1, column))


def _unreadable(one: Application, layout: _Layout) -> dict[str, Any]:
    """Cells of an application that hold what nobody can read."""
    found: dict[str, Any] = {}
    for name in layout.names:
        kind = "money" if name in MONEY else "date" if name in DATES else name
        if kind in UNREADABLE and one.values[name] is not None and layout.random.random() < 0.03:
            found[name] = layout.random.choice(UNREADABLE[kind])
    one.unreadable = set(found)
    return found


def _application(random: Random, number: int, year: int) -> Application:
    start = datetime.date(year, random.randint(1, 12), random.randint(1, 28))
    money = {
        name: random.choice((None, Decimal(0), *[_amount(random) for _ in range(8)]))
        if random.random() < 0.9
        else _amount(random)
        for name in MONEY
    }
    values = {
        "application_id": str(1000 + number),
        "year": year,
        "organisation": random.choice(NAMES).format(number),
        "title": random.choice((*TITLES, None)) and random.choice(TITLES).format(number),
        "district": random.choice((*DISTRICTS, None)),
        "status": random.choice((*STATUSES, None)),
        **money,
        "start": random.choice((start, start, start, None)),
        "end": start + datetime.timedelta(days=random.randint(1, 300)),
    }
    if random.random() < 0.05:  # a row of which hardly anything is known
        values |= dict.fromkeys(name for name in values if name not in ("organisation", "year"))
    return Application(values)


def _amount(random: Random) -> Decimal:
    kind = random.random()
    if kind < 0.5:
        return Decimal(random.randint(1, 900) * 1000)
    return Decimal(random.randint(100, 3_000_000)) if kind < 0.8 else Decimal(random.randint(10_000, 90_000_000)) / 100


def _layout(random: Random, *, years_in_column: bool) -> _Layout:
    optional = [name for name in HEADINGS if name not in ("organisation", "year")]
    names = ["organisation", *(name for name in optional if random.random() < 0.7)]
    if not set(names) & set(MONEY):
        names.append("awarded")
    if years_in_column:
        names.append("year")
    random.shuffle(names)
    if random.random() < 0.4:
        names.sort(key=lambda name: name in MONEY)
    factor = 1000 if random.random() < 0.2 else 1
    headings = {name: random.choice(HEADINGS[name]) for name in names}
    unit_above = factor == 1000 and random.random() < 0.4
    if factor == 1000 and not unit_above:
        headings |= {
            name: headings[name] + random.choice((", тыс. руб.", " (тыс.руб.)")) for name in names if name in MONEY
        }
    amounts = {name: random.sample(AMOUNT_STYLES, random.choice((1, 1, 2, 4))) for name in MONEY}
    dates = {name: random.choice(list(DATE_STYLES)) for name in DATES}
    extra = random.sample(["№ п/п", "Примечание", "Куратор (код)", ""], random.choice((0, 0, 1, 2)))
    return _Layout(random, names, headings, factor, amounts, dates, extra, unit_above)


Line = list[Any]


def messy_file(random: Random, folder: Path) -> Messy:
    """A file with one to three tables, on one sheet or several."""
    form = random.choice(("xlsx", "xlsx", "xlsx", "csv"))
    year_in = random.choice(("column", "sheet", "section", "file"))
    if form == "csv" and year_in == "sheet":
        year_in = "file"
    year = random.randint(1998, 2010)
    stem = f"Конкурс {year}" if year_in == "file" else "Заявки"
    made = Messy(folder / f"{stem}.{form}")
    sheets = random.choice((1, 1, 2, 3)) if form == "xlsx" else 1
    number = 0
    for count in range(sheets):
        own_year = year + count if year_in == "sheet" else year
        name = "" if form == "csv" else str(own_year) if year_in == "sheet" else f"Лист{count + 1}"
        lines: list[Line] = [[] for _ in range(random.choice((0, 0, 1, 2)))]
        made.merged[name] = []
        tables = random.choice((1, 1, 1, 2))
        for table in range(tables):
            layout = _layout(random, years_in_column=year_in == "column")
            size = random.randint(3, 14)
            applications = [_application(random, number + one, own_year) for one in range(size)]
            number += size
            _table(made, layout, applications, lines, sheet=name, year_in=year_in, last=table == tables - 1)
            lines.append([])
            made.tables += 1
        made.grid[name] = lines
    if form == "csv":
        _write_csv(made, random)
    else:
        write_workbook(made)
    return made


def _table(
    made: Messy,
    layout: _Layout,
    applications: list[Application],
    lines: list[Line],
    *,
    sheet: str,
    year_in: str,
    last: bool,
) -> None:
    random = layout.random
    offset = random.choice((0, 0, 0, 1, 2))
    names = [*layout.names]
    for title in layout.extra:
        names.insert(random.randint(0, len(names)), f"extra:{title}")
    above = ("Список заявок на конкурс", "Администрация города", "Протокол № 5")
    lines += [[""] * (offset + 1) + [random.choice(above)] for _ in range(random.choice((0, 0, 1, 2)))]
    if layout.unit_above:
        lines.append([""] * (offset + len(names) - 1) + [random.choice(("тыс. руб.", "(тыс. рублей)"))])
    titles = [layout.headings.get(name, name.removeprefix("extra:")) for name in names]
    in_one_row = _headings(made, layout, lines, titles, names, sheet=sheet, offset=offset)
    if random.random() < 0.15:
        lines.append([""] * offset + [float(one) for one in range(1, len(names) + 1)])
        made.other_rows += 1
    sections = year_in == "section"
    step = random.randint(2, 5)
    for place, one in enumerate(applications):
        if sections and place % step == 0:
            _a_year_later(applications[place:] if place else [])
            lines.append(
                [""] * offset + [random.choice(("{} год", "Конкурс {} года", "{} г.")).format(one.values["year"])]
            )
            made.other_rows += 1
        elif place and in_one_row and random.random() < 0.04:
            lines.append([""] * offset + titles)
            made.other_rows += 1
        if random.random() < 0.06:
            lines.append([])
        cells = {name: layout.typed(name, one.values.get(name)) for name in layout.names} | _unreadable(one, layout)
        before = applications[place - 1]
        if place and before.row == len(lines) and made.path.suffix != ".csv" and random.random() < 0.1:
            _merge(made, before, one, cells, names.index("organisation") + offset)
        line = [""] * offset + [cells[name] if name in cells else _extra(name, place, random) for name in names]
        lines.append(line)
        one.sheet, one.row = sheet, len(lines)
        one.cells = {
            name: Place(sheet, len(lines), letters(names.index(name) + offset), cells[name]) for name in layout.names
        }
        one.values |= dict.fromkeys(set(HEADINGS) - set(layout.names) - {"year"})
        made.applications.append(one)
    _ending(made, layout, applications, lines, offset, names, last=last)


def _a_year_later(applications: list[Application]) -> None:
    for one in applications:
        one.values["year"] += 1
        one.values |= {name: one.values[name] + datetime.timedelta(days=365) for name in DATES if one.values[name]}


def _headings(
    made: Messy, layout: _Layout, lines: list[Line], titles: list[str], names: list[str], *, sheet: str, offset: int
) -> bool:
    """The headings in one row, or in two with a common one over the money; whether it is one."""
    money = [place for place, name in enumerate(names) if name in MONEY]
    together = len(money) > 1 and money == list(range(money[0], money[-1] + 1))
    if not (together and len(money) < len(names) and layout.random.random() < 0.6):
        lines.append([""] * offset + titles)
        return True
    common = [*titles]
    common[money[0] : money[-1] + 1] = ["Финансирование проекта", *[""] * (len(money) - 1)]
    lines.append([""] * offset + common)
    lines.append([""] * offset + [title if place in money else "" for place, title in enumerate(titles)])
    if layout.random.random() < 0.7:
        top = len(lines) - 1
        made.merged[sheet].append((top, offset + money[0], top, offset + money[-1]))
        made.merged[sheet] += [
            (top, offset + place, top + 1, offset + place)
            for place, title in enumerate(titles)
            if place not in money and title
        ]
    return False


def _extra(name: str, place: int, random: Random) -> Any:
    if name == "extra:№ п/п":
        return float(place + 1)
    return random.choice(("", "", "срочно", 5.0))


def _ending(
    made: Messy,
    layout: _Layout,
    applications: Sequence[Application],
    lines: list[Line],
    offset: int,
    names: list[str],
    *,
    last: bool,
) -> None:
    random = layout.random
    if random.random() < 0.3:
        total: Line = [
            float(sum((one.values[name] or 0) for one in applications) / layout.factor) if name in MONEY else ""
            for name in names
        ]
        blank = next(place for place, cell in enumerate(total) if cell == "")
        total[blank] = random.choice(("Итого", "ИТОГО:", "Всего", "Итого по конкурсу"))
        lines.append([""] * offset + total)
        made.other_rows += 1
    if last and random.random() < 0.2:
        lines.append([])
        lines.append([""] * offset + ["Председатель комиссии ____________"])
        made.other_rows += 1


def _write_csv(made: Messy, random: Random) -> None:
    lines = made.grid[""]
    width = max(map(len, lines))
    encoding = random.choice(("utf-8", "utf-8-sig", "cp1251", "utf-16"))
    delimiter = random.choice(";;,\t|")
    with made.path.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for line in lines:
            writer.writerow([_as_text(cell) for cell in line] + [""] * (width - len(line)))


def _as_text(cell: Any) -> str:
    if isinstance(cell, datetime.date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",") if abs(cell) < 1e9 else f"{cell:.2f}".replace(".", ",")
    return str(cell).replace("\u202f", "\xa0").replace("₽", "руб")


def write_workbook(made: Messy) -> None:
    """Write the sheets of a messy file, with their merged cells."""
    with xlsxwriter.Workbook(made.path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, lines in made.grid.items():
            page = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    if isinstance(cell, datetime.date):
                        page.write_datetime(row, column, datetime.datetime(cell.year, cell.month, cell.day), day)
                    elif isinstance(cell, float):
                        page.write_number(row, column, cell)
                    elif cell != "":
                        page.write_string(row, column, cell)
            for top, left, bottom, right in made.merged[name]:
                page.merge_range(top - 1, left, bottom - 1, right, lines[top - 1][left])
