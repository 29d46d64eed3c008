"""The user's own workbook given back, its cells marked and commented, with a sheet of all that was found."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from partnerlab.errors import WrongValue
from partnerlab.findings import Finding
from partnerlab.publish.checking.check import Checked
from partnerlab.publish.checking.findings_sheet import COLOURS, add_findings_sheet, colour_of, write_text
from partnerlab.publish.workbooks.spreadsheets import MADE, sheet_name, without_times
from partnerlab.sources.forms.opening import opened
from partnerlab.sources.forms.sheets import Sheet, TypedSheet, column_letters, is_empty
from partnerlab.wording import Language, message, phrase, words

KEPT_WHOLE = (".xlsx", ".xlsm")
"""Workbooks that are given back with all their formats; others are copied cell by cell."""
_LOST = (
    ("xl/drawings/drawing", message("drawings, charts and pictures")),
    ("xl/ctrlProps/", message("buttons and form fields")),
    ("xl/slicers/", message("slicers")),
    ("xl/threadedComments/", message("threads of comments")),
    ("xl/externalLinks/", message("links to other workbooks")),
)
"""Parts of a workbook that may not come through whole."""
WARNING = message(
    "{file}: in the marked copy these may be missing or look otherwise: {parts}. Your own file stays as it is."
)
MACROS = message("macros (to keep them, give the copy a name in .xlsm)")
COPIED = message("{file}: the marked copy is a new workbook with the cells as typed, without their formats.")
ACCEPTED = message("{finding} (accepted: «{reason}»)")
_OTHER_FILE = phrase(message("another name: your own file is never written over"))
_XLSX = phrase(message("a name in .xlsx"))
_FOLDER = phrase(message("a folder, for a workbook of each file"))
_LONGEST_COMMENT = 2000
AUTHOR = "partnerlab"


def marked_workbooks(
    found: Sequence[Checked], *, language: Language, out: Path | None = None
) -> Iterator[tuple[Path, bytes, str]]:
    """For each file checked: where its marked copy goes, the copy, and what may be lost in it.

    Without `out` a copy goes into the current folder, as `contest-check.xlsx`; the copies of several files, or of a
    folder's, into a folder.

    Raises:
        WrongValue: if `out` is the user's own file, or no name for a workbook.
    """
    copies = [copy for one in found for copy in _copies(one)]
    several = len(copies) > 1 or any(one.path is not None and one.path.is_dir() for one in found)
    if several and out is not None and out.suffix:
        raise WrongValue("--out", out.as_posix(), _FOLDER)
    if not several and out is not None and out.suffix.lower() not in KEPT_WHOLE:
        raise WrongValue("--out", out.as_posix(), _XLSX)
    folder = out or Path(f"{found[0].name}-check")
    for name, path, one, findings in copies:
        ending = ".xlsm" if name.lower().endswith(".xlsm") else ".xlsx"
        own_name = f"{Path(name).stem}-check{ending}"
        target = folder / own_name if several else out or Path(own_name)
        if path is not None and target.exists() and target.samefile(path):
            raise WrongValue("--out", target.as_posix(), _OTHER_FILE)
        content, warning = marked(one, path, findings, language=language, macros=target.suffix.lower() == ".xlsm")
        yield target, content, warning


def marked(
    one: Checked, path: Path | None, findings: Sequence[Finding], *, language: Language, macros: bool = False
) -> tuple[bytes, str]:
    """A marked copy of a file, and a sentence about what of it may be lost.

    A cell with a finding has the colour of the gravest and a comment; a comment of the user's own stays above it.
    """
    whole = path is not None and path.suffix.lower() in KEPT_WHOLE and zipfile.is_zipfile(path)
    if whole and path is not None:
        book, names = _own(path, macros=macros), dict[str, tuple[str, int]]()
        warning = _warning(path, language, macros=macros)
    else:
        book, names = _copied(one, path)
        warning = "" if path is None else words(language).say(COPIED, file=path.name)
    _mark(book, findings, names, language)
    add_findings_sheet(book, one, findings, language=language, places=_places(book, findings, names))
    file = io.BytesIO()
    book.save(file)
    return without_times(file.getvalue()), warning


def _copies(one: Checked) -> list[tuple[str, Path | None, Checked, list[Finding]]]:
    """What is given back of a check: a workbook for the file, or for each file of a folder with findings."""
    if one.path is None or not one.path.is_dir():
        return [(one.name, one.path, one, list(one.findings))]
    by_file: dict[str, list[Finding]] = defaultdict(list)
    for finding in one.findings:
        by_file[finding.file].append(finding)
    of_folder = by_file.pop(one.name, [])
    files = [(file, one.path / file, [*members, *of_folder]) for file, members in by_file.items() if file]
    return [(file, path, one, members) for file, path, members in files if path.is_file()]


def _own(path: Path, *, macros: bool) -> Any:
    import openpyxl

    book = openpyxl.load_workbook(path, rich_text=True, keep_vba=macros)
    with zipfile.ZipFile(path) as archive:
        if not _says_when_made(archive):
            book.properties.created = MADE
    return book


def _says_when_made(archive: zipfile.ZipFile) -> bool:
    core = "docProps/core.xml"
    return core in archive.namelist() and b"dcterms:created" in archive.read(core)


def _warning(path: Path, language: Language, *, macros: bool) -> str:
    says = words(language)
    with zipfile.ZipFile(path) as archive:
        parts = archive.namelist()
    lost = [says.say(said) for beginning, said in _LOST if any(part.startswith(beginning) for part in parts)]
    if not macros and any(part.endswith("vbaProject.bin") for part in parts):
        lost.append(says.say(MACROS))
    return says.say(WARNING, file=path.name, parts=", ".join(lost)) if lost else ""


def _copied(one: Checked, path: Path | None) -> tuple[Any, dict[str, tuple[str, int]]]:
    """A new workbook with the cells as typed; for each sheet its name there and how far down its rows have moved."""
    import openpyxl

    book: Any = openpyxl.Workbook()
    book.properties.created = MADE
    book.remove(book.active)
    names: dict[str, tuple[str, int]] = {}
    sheets = (
        opened(path, table=one.table).sheets if path is not None else (TypedSheet("", one.records.frame, one.name),)
    )
    for sheet in sheets:
        page = book.create_sheet(sheet_name(sheet.name or Path(one.name).stem, taken=book.sheetnames))
        names[sheet.name] = (page.title, 1 if isinstance(sheet, TypedSheet) else 0)
        for row, column, value in _cells(sheet):
            _write(page.cell(row, column), value)
    return book, names


def _cells(sheet: Sheet | TypedSheet) -> Iterator[tuple[int, int, Any]]:
    if isinstance(sheet, TypedSheet):
        yield from ((1, place, str(name)) for place, name in enumerate(sheet.frame.columns, 1))
        rows, first_row, first_column = sheet.frame.astype(object).to_numpy().tolist(), 2, 1
    else:
        rows, first_row, first_column = sheet.rows, sheet.first_row, sheet.first_column
    for number, row in enumerate(rows, first_row):
        yield from ((number, place, cell) for place, cell in enumerate(row, first_column) if not is_empty(cell))


def _write(cell: Any, value: Any) -> None:
    if not isinstance(value, str):
        try:
            cell.value = value
            return
        except ValueError:  # a type that no workbook knows
            value = str(value)
    write_text(cell, value)


def _places(book: Any, findings: Sequence[Finding], names: dict[str, tuple[str, int]]) -> list[tuple[str, str] | None]:
    """For each finding the sheet and the cell of the marked workbook; the cell is empty where only a row is known."""
    letters = {title: _letters(book[title]) for title, moved in names.values() if moved}
    places: list[tuple[str, str] | None] = []
    for one in findings:
        title, moved = names.get(one.sheet, (one.sheet, 0))
        if title not in book.sheetnames or one.row is None:
            places.append((title, "") if title in book.sheetnames and one.sheet else None)
            continue
        letter = one.letter or letters.get(title, {}).get(one.column, "")
        places.append((title, f"{letter}{one.row + moved}" if letter else ""))
    return places


def _letters(sheet: Any) -> dict[str, str]:
    return {str(cell.value): column_letters(place) for place, cell in enumerate(sheet[1], 1)}


def _mark(book: Any, findings: Sequence[Finding], names: dict[str, tuple[str, int]], language: Language) -> None:
    at: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one, place in zip(findings, _places(book, findings, names), strict=True):
        if place is not None and place[1]:
            at[place].append(one)
    anchors = {title: _anchors(book[title]) for title in {title for title, _ in at}}
    for (title, name), members in at.items():
        cell = book[title][anchors[title].get(name, name)]
        _fill(cell, COLOURS[colour_of(members)])
        _comment(cell, members, language)


def _anchors(sheet: Any) -> dict[str, str]:
    """The first cell of a merged run, for every other cell of it: only that one can be marked."""
    return {
        f"{column_letters(column)}{row}": f"{column_letters(run.min_col)}{run.min_row}"
        for run in sheet.merged_cells.ranges
        for row in range(run.min_row, run.max_row + 1)
        for column in range(run.min_col, run.max_col + 1)
    }


def _fill(cell: Any, colour: str) -> None:
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=colour)


def _comment(cell: Any, members: Sequence[Finding], language: Language) -> None:
    from openpyxl.comments import Comment

    said = "\n\n".join(_said(one, language) for one in members)[:_LONGEST_COMMENT]
    own = cell.comment
    text = f"{own.text}\n\n{said}" if own is not None else said
    comment = Comment(text, own.author if own is not None else AUTHOR)
    comment.width, comment.height = 320, 60 + 18 * (len(text) // 45 + text.count("\n"))
    cell.comment = comment


def _said(one: Finding, language: Language) -> str:
    sentence = replace(one, file="", sheet="", row=None, column="").text(language)
    return words(language).say(ACCEPTED, finding=sentence, reason=one.accepted) if one.accepted else sentence
