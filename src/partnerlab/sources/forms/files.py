"""Opening a user's file as raw sheets: cells as they stand, rows as the spreadsheet counts them.

Only here can reading a user's file fail; what stands in the cells is not judged. A file is read as what it is: where
its name says otherwise, a finding tells.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from partnerlab.errors import (
    AnotherForm,
    EmptyFile,
    FolderGiven,
    ForbiddenFile,
    MissingFile,
    NoRecords,
    UnknownForm,
    UnreadableFile,
)
from partnerlab.findings import Finding
from partnerlab.sources.forms.archives import unpacked
from partnerlab.sources.forms.content import BINARY_FORMS, BY_ENDING, Form, by_content
from partnerlab.sources.forms.delimited import CSV_EXPECTED, headings_known, text_sheet
from partnerlab.sources.forms.documents import json_sheets
from partnerlab.sources.forms.encodings import Decoded, decoded
from partnerlab.sources.forms.giving_extension import without_grants_twice
from partnerlab.sources.forms.markup import charset, html_sheets, spreadsheet_sheets
from partnerlab.sources.forms.pabulib import is_pabulib, pabulib_sheet
from partnerlab.sources.forms.sheets import Sheet, TypedSheet
from partnerlab.sources.forms.workbooks import workbook_sheets
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping
from partnerlab.wording import Phrase

__all__ = ["BINARY_FORMS", "Contents", "open_file"]

_EXPECTED = {"workbook": "", "parquet": "Parquet", "json": "JSON", "lines": "JSON", "text": CSV_EXPECTED}
_CALLED: dict[Form, str] = {
    "text": "CSV",
    "workbook": "Excel / OpenDocument",
    "parquet": "Parquet",
    "json": "JSON",
    "lines": "JSON Lines",
    "pabulib": "Pabulib",
    "html": "HTML",
    "xml": "XML",
    "sqlite": "SQLite",
    "zip": "ZIP",
    "gzip": "GZIP",
}


@dataclass(frozen=True)
class Contents:
    """The sheets of a file, and what is to be said of how it was opened."""

    sheets: tuple[Sheet | TypedSheet, ...]
    findings: tuple[Finding, ...] = ()


def open_file(path: str | Path, *, own: UserMapping = NO_MAPPING) -> Contents:
    """A file's sheets, as they stand in it or, where it is of typed tables (Parquet, JSON), as frames.

    Raises:
        MissingFile, FolderGiven, ForbiddenFile, UnknownForm: if there is no such file to be read.
        UnreadableFile, ProtectedFile, EmptyFile, NoRecords: if there is nothing in it that can be read.
    """
    file = Path(path)
    content = _content(file)
    if not content:
        raise EmptyFile(file.name)
    return _contents(content, file.name, file.name, own)


def is_sqlite(path: Path) -> bool:
    """Whether a file is a database of SQLite."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except (OSError, ValueError):
        return False


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise MissingFile(file.name) from None
    except IsADirectoryError:
        raise FolderGiven(file.name or str(file)) from None
    except PermissionError:
        raise (FolderGiven if file.is_dir() else ForbiddenFile)(file.name) from None
    except (OSError, ValueError):  # a broken disk; a name with a zero byte in it
        raise MissingFile(file.name) from None


def _contents(content: bytes, name: str, inside: str, own: UserMapping) -> Contents:
    """What a file holds; `inside` is its name within an archive."""
    ending = PurePosixPath(inside).suffix.lower()
    named, found = BY_ENDING.get(ending), by_content(content)
    if isinstance(found, Phrase):
        raise AnotherForm(name, _expected(ending, named), found) if named else UnknownForm(name)
    if found in ("zip", "gzip"):
        return _packed(content, name, inside, found, own)
    if found is None and named in ("workbook", "parquet", "sqlite", "html", "xml", "zip", "gzip", None):
        return _text_by_another_name(content, name, ending, named, own)
    form = found or named or "text"
    if found is None and named == "text":
        return _text(content, name, own)
    contents = _as(form, content, name, ending, own)
    return contents if form == named else _noted(contents, "form_by_content", name, _CALLED[form])


def _packed(content: bytes, name: str, inside: str, form: Literal["zip", "gzip"], own: UserMapping) -> Contents:
    if inside != name:  # an archive in an archive
        raise UnknownForm(name)
    whole, member = unpacked(content, name, form)
    return _noted(_contents(whole, name, member, own), "from_archive", name, PurePosixPath(member).name)


def _expected(ending: str, named: Form | None) -> str:
    return _EXPECTED.get(named or "text", "") or ending.removeprefix(".").upper()


def _noted(contents: Contents, rule: str, name: str, found: str) -> Contents:
    return replace(contents, findings=(Finding(rule, name, "", None, "", found), *contents.findings))


def _as(form: Form, content: bytes, name: str, ending: str, own: UserMapping) -> Contents:
    if form == "parquet":
        return Contents((_parquet(content, name),))
    if form == "xml":
        return Contents(tuple(spreadsheet_sheets(content, name)))
    if form == "html":
        text = _page(content, name)
        return Contents(tuple(html_sheets(text.text, name)), _said(text, name))
    if form in ("json", "lines", "pabulib"):
        text = _decoded(content, name, _CALLED[form], own)
        if form == "pabulib":
            sheet, findings = pabulib_sheet(text.text, name)
            return Contents((sheet,), (*_said(text, name), *findings))
        sheets, said = json_sheets(text.text, name, lines=form == "lines", own=own)
        return Contents(tuple(sheets), (*_said(text, name), *said))
    sheets, said = without_grants_twice([replace(one, file=name) for one in workbook_sheets(content, name, ending)])
    return Contents(tuple(sheets), tuple(said))


def _decoded(content: bytes, name: str, expected: str, own: UserMapping) -> Decoded:
    text = decoded(content, known=lambda head: headings_known(head, own=own))
    if text is None:
        raise UnreadableFile(name, expected)
    return text


def _said(text: Decoded, name: str) -> tuple[Finding, ...]:
    return (Finding("encoding", name, "", None, "", text.encoding),) if text.encoding else ()


def _text(content: bytes, name: str, own: UserMapping) -> Contents:
    """A text: of cells, or a document of Pabulib or JSON under such a name."""
    text = _decoded(content, name, CSV_EXPECTED, own)
    if is_pabulib(text.text):
        sheet, findings = pabulib_sheet(text.text, name)
        return _noted(Contents((sheet,), (*_said(text, name), *findings)), "form_by_content", name, _CALLED["pabulib"])
    if text.text.lstrip()[:1] in ("{", "["):
        try:
            sheets, said = json_sheets(text.text, name, own=own)
        except (UnreadableFile, EmptyFile, NoRecords):
            pass
        else:
            contents = Contents(tuple(sheets), (*_said(text, name), *said))
            return _noted(contents, "form_by_content", name, _CALLED["json"])
    return Contents((text_sheet(text.text, name, own=own),), _said(text, name))


def _text_by_another_name(content: bytes, name: str, ending: str, named: Form | None, own: UserMapping) -> Contents:
    """A text whose name says something else, taken only where it says for certain what it is."""
    refusal = UnreadableFile(name, _expected(ending, named)) if named else UnknownForm(name)
    try:
        contents = _text(content, name, own)
    except (UnreadableFile, EmptyFile):
        raise refusal from None
    if any(finding.rule == "form_by_content" for finding in contents.findings):
        return contents
    sheet = contents.sheets[0]
    head = "\n".join(";".join(map(str, row)) for row in sheet.rows[:20]) if isinstance(sheet, Sheet) else ""
    if headings_known(head, own=own) < 2:
        raise refusal
    return _noted(contents, "form_by_content", name, _CALLED["text"])


def _page(content: bytes, name: str) -> Decoded:
    encoding = charset(content)
    text = decoded(content) if encoding in ("", "utf-8", "unicode", "utf-16") else None
    if text is None and encoding:
        try:
            return Decoded(content.decode(encoding), "" if encoding == "utf-8" else encoding.title())
        except (LookupError, UnicodeDecodeError):
            text = decoded(content)
    if text is None:
        raise UnreadableFile(name, "HTML")
    return text


def _parquet(content: bytes, name: str) -> TypedSheet:
    import pandas as pd
    import pyarrow as pa  # type: ignore[import-untyped]

    try:
        frame = pd.read_parquet(io.BytesIO(content), engine="pyarrow", to_pandas_kwargs={"integer_object_nulls": True})
        return TypedSheet("", frame, name, {one: str(frame.attrs[one]) for one in ("currency",) if one in frame.attrs})
    except (pa.ArrowException, OSError, ValueError, TypeError):
        raise UnreadableFile(name, "Parquet") from None
