"""The sheet of a marked workbook that lists all that was found, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from partnerlab.findings import Finding
from partnerlab.publish.checking.check import Checked
from partnerlab.publish.checking.findings_text import verdict
from partnerlab.publish.workbooks.spreadsheets import row_height, sheet_name
from partnerlab.rules import RULES, SEVERITIES
from partnerlab.wording import Language, Words, message, words

TITLE = message("Check")
COLOURS: Mapping[str, str] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7", "accepted": "E2EFDA"}
"""The colours of marked cells: by severity, and of what was accepted."""
LEGEND: Mapping[str, str] = {
    "error": message("error: to be mended or accepted before reports are made"),
    "warning": message("warning: something is left out, or needs a look"),
    "note": message("note: how the cell was read"),
    "accepted": message("accepted with a reason"),
}
ADVICE = message("This is a copy: mend your own file, and check it again.")
HEADINGS = (
    message("Severity"),
    message("Cell"),
    message("Column"),
    message("Application number"),
    message("What is wrong"),
    message("What should stand there"),
    message("What to do"),
    message("Check"),
    message("Accepted because"),
)
WIDTHS = (16, 18, 26, 14, 60, 40, 48, 22, 28)
_MOST_LINKS = 60_000
"""Excel takes no more links in a sheet."""


def add_findings_sheet(
    book: Any,
    one: Checked,
    findings: Sequence[Finding],
    *,
    language: Language,
    places: Sequence[tuple[str, str] | None],
) -> None:
    """Put the sheet of findings first into a workbook; `places` are each finding's sheet and cell there."""
    says = words(language)
    sheet = book.create_sheet(sheet_name(says.say(TITLE), taken=book.sheetnames), 0)
    _head(sheet, one, says)
    _rows(sheet, findings, places, says)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0


def colour_of(members: Sequence[Finding]) -> str:
    """The colour of a cell: of the gravest finding that is not accepted."""
    open_ones = {member.severity for member in members if not member.accepted}
    return next((severity for severity in SEVERITIES if severity in open_ones), "accepted")


def _head(sheet: Any, one: Checked, says: Words) -> None:
    from openpyxl.styles import Font, PatternFill

    for line in verdict(one, says):
        sheet.append([line.text])
    sheet["A1"].font = Font(bold=True, size=13)
    sheet.append([says.say(ADVICE)])
    for name, said in LEGEND.items():
        sheet.append(["", says.say(said)])
        sheet.cell(sheet.max_row, 1).fill = PatternFill("solid", start_color=COLOURS[name])
    sheet.append([])


def _rows(sheet: Any, findings: Sequence[Finding], places: Sequence[tuple[str, str] | None], says: Words) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    head = sheet.max_row + 1 if sheet.max_row == 1 else sheet.max_row + 2
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        cell = sheet.cell(head, column, says.say(heading))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", start_color="D9D9D9")
        sheet.column_dimensions[cell.column_letter].width = width
    wrapped, link = Alignment(wrap_text=True, vertical="top"), Font(color="0563C1", underline="single")
    for row, (one, place) in enumerate(zip(findings, places, strict=True), head + 1):
        texts = _texts(one, place, says)
        sheet.row_dimensions[row].height = row_height(texts, WIDTHS)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            write_text(cell, text)
            cell.alignment = wrapped
        sheet.cell(row, 1).fill = PatternFill("solid", start_color=COLOURS[colour_of([one])])
        if place is not None and row - head <= _MOST_LINKS:
            cell = sheet.cell(row, 2)
            target = "'" + place[0].replace("'", "''") + "'!" + (place[1] or f"A{one.row or 1}")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
            cell.font = link
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.auto_filter.ref = f"A{head}:{sheet.cell(head, len(HEADINGS)).column_letter}{head + max(len(findings), 1)}"


def _texts(one: Finding, place: tuple[str, str] | None, says: Words) -> tuple[str, ...]:
    rule = RULES[one.rule]
    row = says.say("row {row}", row=one.row) if one.row is not None else ""
    where = (place[1] if place is not None else "") or row
    return (
        says.say(SEVERITIES[one.severity]),
        ("!" if where != row else ", ").join(part for part in (one.sheet, where) if part) or one.file,
        one.column,
        one.record,
        one.said(rule.found, says.language),
        one.said(rule.expected, says.language),
        one.said(rule.mend, says.language),
        one.rule,
        one.accepted,
    )


def write_text(cell: Any, text: str) -> None:
    """Write a text that stays one: a spreadsheet would run some as formulas."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32767]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")
