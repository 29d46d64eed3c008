"""An empty workbook for a contest's applications, which passes `partnerlab check` once it is filled in.

The headings are those that `open_records` knows, the closed lists are lists to choose from, tax numbers are text, so
that a spreadsheet ruins none, and each column says on being entered what belongs there.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.catalogue import ENTRIES
from partnerlab.model import APPLICATION, BESIDE, FIRST_YEAR, LAST_YEAR, Column
from partnerlab.publish.workbooks.spreadsheets import new_workbook, row_height
from partnerlab.publish.workbooks.template_texts import HELD_WORDS, ORDER, PLAINER, REQUIRED, RULES, SHEETS, TOLD
from partnerlab.sources.cells.choices import read_choice
from partnerlab.sources.published import published
from partnerlab.wording import Language, Words, message, words
from partnerlab.wording.tables import label

ROWS = 2000
"""So many rows are prepared; more can be written below."""
APPLICATIONS = message("Applications")
INSTRUCTIONS = message("Instructions")
_HEADINGS = (
    message("What to write where"),
    message("What it means"),
    message("For example"),
    message("Which questions need it"),
)
_WIDE = {"organisation": 36, "title": 36, "themes": 28, "contest": 22, "indicator": 28, "donor": 28}
_LISTS: Mapping[str, tuple[str, str]] = {"district": ("districts", "name"), "line": ("project_lines", "name")}
"""Columns whose words are printed for the city: they are offered, and others may be written."""
_MANY = 4
_LONGEST_LIST, _LONGEST_MESSAGE, _LONGEST_TITLE = 255, 255, 32


def template_workbook(*, language: Language) -> bytes:
    """The workbook, in one language: instructions, a sheet of applications, and a sheet for each table beside them.

    >>> template_workbook(language="en")[:2]
    b'PK'
    """
    file, says = io.BytesIO(), words(language)
    with new_workbook(file, title=says.say(APPLICATIONS)) as book:
        looks = _Looks.of(book, language)
        instructions = book.add_worksheet(says.say(INSTRUCTIONS))
        applications = book.add_worksheet(says.say(APPLICATIONS))
        _write_table(applications, [APPLICATION[name] for name in ORDER], says, looks, required=REQUIRED)
        for name, (title, _) in SHEETS.items():
            columns = [one for one in BESIDE[name] if language == "en" or not one.name.endswith("_en")]
            _write_table(book.add_worksheet(says.say(title)), columns, says, looks, required=())
        _write_instructions(instructions, says, looks)
        applications.activate()
    return file.getvalue()


@dataclass(frozen=True)
class _Looks:
    """The formats of the workbook's cells."""

    heading: Any
    needed: Any
    title: Any
    wrapped: Any
    cells: Mapping[str, Any]

    @classmethod
    def of(cls, book: Any, language: Language) -> _Looks:
        rouble = "₽" if language == "ru" else "RUB"
        formats = {
            "text": "@",
            "choice": "@",
            "year": "0",
            "count": "0",
            "number": "General",
            "money": f'#,##0 "{rouble}"',
            "date": "dd.mm.yyyy" if language == "ru" else "yyyy-mm-dd",
        }
        plain = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        return cls(
            book.add_format({**plain, "bg_color": "#E7ECF2"}),
            book.add_format({**plain, "bg_color": "#BFD3E8"}),
            book.add_format({"bold": True, "font_size": 14}),
            book.add_format({"text_wrap": True, "valign": "top"}),
            {kind: book.add_format({"num_format": text}) for kind, text in formats.items()},
        )


def heading(column: Column, says: Words, *, required: bool) -> str:
    """What stands over a column of the template; an asterisk marks what most questions need.

    >>> heading(APPLICATION["year"], words("ru"), required=True)
    'Год *'
    """
    return says.say(PLAINER.get(column.name, column.meaning)) + (" *" if required else "")


def _write_table(sheet: Any, columns: Sequence[Column], says: Words, looks: _Looks, *, required: Sequence[str]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 45)
    for place, column in enumerate(columns):
        needed = column.name in required
        sheet.write_string(0, place, heading(column, says, required=needed), looks.needed if needed else looks.heading)
        sheet.set_column(place, place, _WIDE.get(column.name, 16), looks.cells[column.type])
        sheet.data_validation(1, place, ROWS, place, _validation(column, says))


def _validation(column: Column, says: Words) -> dict[str, Any]:
    """What may be written in a column, and what the spreadsheet says on entering a cell of it."""
    told = TOLD.get(column.name)
    said = {"input_title": says.say(column.meaning)[:_LONGEST_TITLE]}
    if told:
        said["input_message"] = says.say(told.meaning)[:_LONGEST_MESSAGE]
    return {**_allowed(column, says), **(said if told else {}), "ignore_blank": True}


def _allowed(column: Column, says: Words) -> dict[str, Any]:
    wrong = {
        "error_title": says.say("Not in the list"),
        "error_message": says.say("Choose one of the words of the list."),
    }
    if column.choices:
        return {"validate": "list", "source": choice_words(column, says), **wrong}
    if known := _known_words(column.name, says):
        return {"validate": "list", "source": known, "error_type": "information", **_other(says)}
    if column.type == "year":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
            "error_message": says.say("Write the year with four digits."),
        }
    if column.type in ("money", "count"):
        return {
            "validate": "decimal" if column.type == "money" else "integer",
            "criteria": ">=",
            "value": 0,
            "error_message": says.say("Write a number alone, zero or more."),
        }
    if column.type == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": datetime.date(FIRST_YEAR, 1, 1),
            "maximum": datetime.date(LAST_YEAR, 12, 31),
            "error_message": says.say("Write a date: day, month, year."),
        }
    return {"validate": "any"}


def _other(says: Words) -> dict[str, str]:
    return {
        "error_title": says.say("Not in the list"),
        "error_message": says.say("The list does not have this; keep it?"),
    }


def choice_words(column: Column, says: Words) -> list[str]:
    """The words of a closed list as a reader of this language chooses them; each is read back as its code.

    >>> choice_words(APPLICATION["tier"], words("ru"))
    ['районный', 'городской', 'региональный']
    """
    if column.name == "held":
        return [says.say(HELD_WORDS[code]) for code in column.choices]
    said = {code: label(column.name, code, says) for code in column.choices}
    return [text if _reads(text, code, column) else code.replace("_", " ") for code, text in said.items()]


def _reads(text: str, code: str, column: Column) -> bool:
    return read_choice(text, column=column.name).value == code


def _known_words(name: str, says: Words) -> list[str]:
    """The words that are printed for the city, in the reader's language, if a list can hold them."""
    if name not in _LISTS:
        return []
    table, column = _LISTS[name]
    frame = published(table).frame
    known = list(dict.fromkeys(frame[f"{column}_en" if says.language == "en" else column].dropna().tolist()))
    return known if len(",".join(known)) <= _LONGEST_LIST and not any("," in text for text in known) else []


_WIDTHS = (30, 62, 24, 70)
"""The widths of the instructions' columns."""


def _write_instructions(sheet: Any, says: Words, looks: _Looks) -> None:
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width, looks.wrapped)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, says.say("How to fill in this workbook"), looks.title)
    row = 2
    for text in RULES:
        sheet.merge_range(row, 0, row, 3, says.say(text), looks.wrapped)
        row += 1
    row += 1
    for place, text in enumerate(_HEADINGS):
        sheet.write_string(row, place, says.say(text), looks.heading)
    for number, name in enumerate(ORDER, 1):
        row += 1
        column = APPLICATION[name]
        # with a number before it the name is no heading: this sheet must not be taken for records
        texts = (
            f"{number}. {heading(column, says, required=name in REQUIRED)}",
            says.say(TOLD[name].meaning),
            _example(column, says),
            _needed_by(name, says),
        )
        sheet.set_row(row, row_height(texts, _WIDTHS))
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, looks.wrapped)
    row += 1
    for title, text in SHEETS.values():
        row += 1
        sheet.write_string(row, 0, says.say("Sheet «{sheet}»", sheet=says.say(title)), looks.wrapped)
        sheet.merge_range(row, 1, row, 3, says.say(text), looks.wrapped)


def _example(column: Column, says: Words) -> str:
    if column.choices:
        return ", ".join(choice_words(column, says))
    return (
        says.say(TOLD[column.name].example)
        if TOLD[column.name].example
        else "; ".join(_known_words(column.name, says)[:2])
    )


def _needed_by(name: str, says: Words) -> str:
    asked = [says.say(one.question) for one in ENTRIES if name in one.needs and not one.table]
    return " ".join(asked) if len(asked) <= _MANY else says.say("Most of the questions.")
