"""`tables.xlsx`: the tables of all questions of a year in one workbook, for those who go on calculating."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from partnerlab.catalogue import ENTRIES, Entry
from partnerlab.dataset import Dataset
from partnerlab.errors import PartnerlabError
from partnerlab.page.card import shown_rows, unanswered
from partnerlab.page.content import Content
from partnerlab.publish.workbooks.metric_sheet import write
from partnerlab.publish.workbooks.sheet_look import Looks, paper, write_lines
from partnerlab.publish.workbooks.sheet_names import name_of
from partnerlab.publish.workbooks.spreadsheets import new_workbook, row_height, sheet_name
from partnerlab.wording import Words, message

CONTENTS = message("Contents")
TITLE = message("Tables of the reports for {year}")
LEAD = message(
    "A sheet for each question. Money stands in whole units of the currency, shares as per cent; a cell is empty where "
    "nothing is known."
)
ACCEPTED_ERRORS = message("Errors that were accepted in the records behind these tables: {count}.")
ANSWERED = (message("Sheet"), message("Question"), message("Definition"), message("Source"))
UNANSWERED = message("Questions that these data do not answer")
UNANSWERED_HEADINGS = (message("Question"), message("Why not"))
NO_ROWS = message("There are no figures of {year}.")
_WIDTHS = (30, 46, 52, 52)


@dataclass(frozen=True)
class _Answer:
    """A question with the rows behind its chart."""

    question: Entry
    title: str
    data: Dataset
    rows: pd.DataFrame


@dataclass(frozen=True)
class _Unanswered:
    """A question with the reason why there is no table."""

    title: str
    why: str


def workbook(content: Content) -> bytes:
    """The tables behind the charts of a year, a sheet a question; the first sheet lists them, and what has no answer.

    Unit: money in whole units of its currency. The same data give the same bytes.

    >>> from partnerlab.parameters import Parameters
    >>> workbook(Content("", Parameters(2001, "en"), "sample"))[:2]
    b'PK'
    """
    says = content.words
    found = [_answer(content, question) for question in ENTRIES]
    answers = [one for one in found if isinstance(one, _Answer)]
    title, file = says.say(TITLE, year=content.year), io.BytesIO()
    with new_workbook(file, title=title) as book:
        looks, home = Looks.of(book, content.language), sheet_name(says.say(CONTENTS))
        contents = book.add_worksheet(home)
        for one in answers:
            write(looks, one.title, name_of(one.question, says), one.rows, one.data, home=home)
        lines = [(title, looks.title), (says.say(LEAD), looks.said), *_warning(content, looks, says)]
        row = write_lines(contents, lines, _WIDTHS) + 1
        row = _write_answers(contents, row, answers, looks, says)
        _write_unanswered(contents, row + 1, [one for one in found if isinstance(one, _Unanswered)], looks, says)
        for place, width in enumerate(_WIDTHS):
            contents.set_column(place, place, width)
        paper(contents, title)
    return file.getvalue()


def _warning(content: Content, looks: Looks, says: Words) -> list[tuple[str, Any]]:
    errors, _ = content.found
    return [(says.say(ACCEPTED_ERRORS, count=says.number(errors)), looks.mark)] if errors else []


def _answer(content: Content, question: Entry) -> _Answer | _Unanswered:
    says = content.words
    try:
        answer, data = content.answer(question), content.data(question)
    except PartnerlabError as error:
        told = unanswered(question, content.records, error, language=content.language)
        return _Unanswered(told.title, " ".join(told.notes))
    title = says.say(question.asked(data.currency))
    # A page lists fewer rows of a long table than its chart shows; here all have room.
    whole = replace(question, events="")
    rows = shown_rows(whole, answer, content.year, content.outlines if question.mapped else None)
    if rows.empty:
        return _Unanswered(title, says.say(NO_ROWS, year=content.year))
    if "year" in answer and "year" not in rows:
        title = f"{title} · {content.year or answer['year'].max()}"
    return _Answer(question, title, data, rows)


def _write_answers(contents: Any, row: int, answers: Sequence[_Answer], looks: Looks, says: Words) -> int:
    for place, heading in enumerate(ANSWERED):
        contents.write_string(row, place, says.say(heading), looks.heading)
    for one in answers:
        row += 1
        name = name_of(one.question, says)
        texts = (name, one.title, says.say(one.question.definition), one.data.source.line(says.language))
        contents.set_row(row, row_height(texts, _WIDTHS))
        contents.write_url(row, 0, f"internal:'{name}'!A1", looks.link, name)
        for place, text in enumerate(texts[1:], 1):
            contents.write_string(row, place, text, looks.text)
    return row + 1


def _write_unanswered(contents: Any, row: int, unanswered: Sequence[_Unanswered], looks: Looks, says: Words) -> None:
    if not unanswered:
        return
    contents.write_string(row, 0, says.say(UNANSWERED), looks.title)
    question, why = map(says.say, UNANSWERED_HEADINGS)
    lines = [(question, why, looks.heading), *((one.title, one.why, looks.text) for one in unanswered)]
    for line, (left, right, look) in enumerate(lines, row + 1):
        contents.merge_range(line, 0, line, 1, left, look)
        contents.merge_range(line, 2, line, 3, right, look)
        contents.set_row(line, row_height([left, right], [sum(_WIDTHS[:2]), sum(_WIDTHS[2:])]))
