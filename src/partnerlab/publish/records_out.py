"""Records as a file that gives the same records when it is opened again: CSV, XLSX, Parquet.

What a form cannot hold is said, never dropped in silence. No text is written so that a spreadsheet would run it: in a
workbook it is a cell of text; in CSV it has an apostrophe before it, which `open_records` takes off again.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import FileExists, SameFile, TooMuchForWorkbook, UnknownForm, WrongValue
from partnerlab.model import APPLICATION, MONEY, SYNTHETIC
from partnerlab.publish.export import write_whole
from partnerlab.sources.beside import sheets_of
from partnerlab.sources.columns.currency import DEFAULT_CURRENCY
from partnerlab.sources.forms.guarding import guarded
from partnerlab.sources.headings import recognised
from partnerlab.wording import Phrase, phrase

FORMS = (".csv", ".xlsx", ".parquet")
SAFE_WORKBOOK = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
"""What XlsxWriter must not do with texts: run them, link them, take them for numbers."""
_ROWS, _LETTERS, _NAME = 1_048_575, 32_767, 31
_FIRST_DAY = datetime.datetime(1900, 3, 1)
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_AS_TYPED = "_as_typed"


def write_records(records: Dataset, path: Path) -> Path:
    """Write records as .csv, .xlsx or .parquet; a sample's file name and first column say that it is one.

    Raises:
        UnknownForm: if the file name ends otherwise.
        TooMuchForWorkbook: if no workbook holds so many rows or so long a text.
    """
    match path.suffix.lower():
        case ".csv":
            content = _csv(records)
        case ".parquet":
            content = _parquet(records)
        case ".xlsx":
            content = workbook({sheet_name(records.name): titled(records), **tables_beside(records)}, path.name)
        case _:
            raise UnknownForm(path.name)
    target = marked(path, records.source.synthetic) or path
    write_whole(target, content)
    return target


def marked(path: Path | None, synthetic: bool) -> Path | None:
    """The name of a file, which says so where its figures are made up.

    >>> str(marked(Path("awards.csv"), True))
    'awards-synthetic.csv'
    """
    if path is None or not synthetic or SYNTHETIC in path.name:
        return path
    return path.with_stem(f"{path.stem}-{SYNTHETIC}")


def not_held(records: Dataset, form: str) -> list[Phrase]:
    """What a file of this form will not give back, each in a sentence."""
    said = []
    beside = sorted([*records.beside, *(["calendar"] if records.calendar else [])])
    if beside and form in (".csv", ".parquet"):
        said.append(
            phrase(
                "Tables beside the records are not in the file ({tables}): only a workbook (.xlsx) holds them.",
                tables=", ".join(beside),
            )
        )
    own = [name for name in records.frame.columns if not _known(name)]
    typed = [str(name) for name in own if not isinstance(records.frame[name].dtype, pd.StringDtype)]
    if typed and form == ".csv":
        said.append(
            phrase(
                "CSV knows texts only: your own columns of numbers and dates will be opened again as texts "
                "({columns}); .xlsx and .parquet keep them.",
                columns=", ".join(typed),
            )
        )
    renamed = {name: title for name, title in _titles(records).items() if name in own and name != title}
    if renamed and form != ".parquet":
        pairs = ", ".join(f"«{name}» → «{title}»" for name, title in renamed.items())
        said.append(
            phrase(
                "Own columns whose names would be taken for others have new names in the file: {pairs}.", pairs=pairs
            )
        )
    return said


def _known(name: object) -> bool:
    return str(name).removesuffix(_AS_TYPED) in APPLICATION or name == SYNTHETIC


def _titles(records: Dataset) -> dict[str, str]:
    """What stands over each column: money in another currency than the rouble says so; nothing else is taken for it."""
    names = [str(name) for name in records.frame.columns]
    code = records.currency
    titles = {}
    for name in names:
        if name in MONEY and code != DEFAULT_CURRENCY and _says(f"{name}, {code}", name, code):
            titles[name] = f"{name}, {code}"
        elif not _known(name) and (means := recognised(name)) and means.column not in names:
            titles[name] = _unknown(name, names)
        else:
            titles[name] = name
    return titles


def _says(title: str, column: str, code: str) -> bool:
    means = recognised(title)
    return means is not None and (means.column, means.currency, means.factor) == (column, code, 1.0)


def _unknown(name: str, taken: Sequence[str]) -> str:
    """The name with a number behind it, with which it is no heading of the model."""
    return next(
        title
        for number in range(2, len(taken) + 9)
        if (title := f"{name} ({number})") not in taken and not recognised(title)
    )


def titled(records: Dataset) -> pd.DataFrame:
    """The records with the headings that they have in a file of cells."""
    titles = _titles(records)
    frame = pd.DataFrame({titles[str(name)]: records.frame[name] for name in records.frame.columns})
    money = [name for name in records.frame.columns if name in MONEY]
    if records.currency != DEFAULT_CURRENCY and money and all(titles[name] == name for name in money):
        frame["currency"] = records.currency
    return frame


def tables_beside(records: Dataset) -> dict[str, pd.DataFrame]:
    """The tables beside the records and the contest's calendar, by the names of their sheets."""
    return sheets_of(records)


def _parquet(records: Dataset) -> bytes:
    frame: pd.DataFrame = records.frame.copy(deep=False)
    frame.attrs = {"currency": records.currency} if records.currency != DEFAULT_CURRENCY else {}
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def _csv(records: Dataset) -> bytes:
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + csv_text(titled(records))).encode()


def csv_text(frame: pd.DataFrame) -> str:
    """A table as CSV in which no text is run as a formula and no amount can be read in two ways.

    >>> print(csv_text(pd.DataFrame({"title": ["=1+1"], "awarded": [942.916]})), end="")
    title,awarded
    '=1+1,942.9160
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([guarded(str(name)) for name in frame.columns])
    writer.writerows(zip(*(list(map(_written, frame[name].tolist())) for name in frame.columns), strict=True))
    # lines end as in every text file; only the breaks inside of cells needed to be quoted
    return _unix(file.getvalue())


def _unix(text: str) -> str:
    parts = text.split('"')
    return '"'.join(part if place % 2 else part.replace("\r\n", "\n") for place, part in enumerate(parts))


def _written(cell: object) -> str:
    if isinstance(cell, str):
        return guarded(cell.translate(_CONTROLS))
    if _is_missing(cell):
        return ""
    if isinstance(cell, float):
        return _figures(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return guarded(str(cell))


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell))


def _figures(number: float) -> str:
    """A number in figures that can be read in one way only: three decimals alone would look like thousands.

    >>> _figures(30000.0), _figures(942.916), _figures(0.5)
    ('30000', '942.9160', '0.5')
    """
    text = np.format_float_positional(number, trim="-")
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "." in text else text


def sheet_name(name: str) -> str:
    """A name that a sheet may have.

    >>> sheet_name("2003/2004: заявки")
    '2003-2004- заявки'
    """
    return _NO_SHEET_NAME.sub("-", name).strip("'")[:_NAME] or "applications"


def workbook(sheets: Mapping[str, pd.DataFrame], name: str) -> bytes:
    """Tables as the sheets of a workbook: numbers as numbers, days as days, every text as a text.

    Raises:
        TooMuchForWorkbook: if no workbook holds so many rows or so long a text.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {**SAFE_WORKBOOK, "in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for title, frame in sheets.items():
            if len(frame) > _ROWS:
                raise TooMuchForWorkbook(name, phrase("more than {count} rows", count=_ROWS))
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(frame.columns):
                sheet.write_string(0, place, str(column), bold)
                sheet.set_column(place, place, min(max(len(str(column)) + 2, 12), 40))
                _write_column(sheet, place, frame[column].tolist(), moment, name)
    return file.getvalue()


class _Exact(float):
    """A number that XlsxWriter writes with all its figures: its own form keeps sixteen of seventeen."""

    def __format__(self, form: str) -> str:
        """All figures, whatever form is asked for."""
        return repr(float(self))


def _write_column(sheet: Any, place: int, cells: Iterable[object], moment: Any, name: str) -> None:
    for row, cell in enumerate(cells, 1):
        if isinstance(cell, str):
            if len(cell) > _LETTERS:
                raise TooMuchForWorkbook(name, phrase("a text of more than {count} letters", count=_LETTERS))
            sheet.write_string(row, place, cell.translate(_CONTROLS))
        elif _is_missing(cell):
            continue
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, datetime.datetime):
            if cell < _FIRST_DAY:
                sheet.write_string(row, place, _written(cell))
            else:
                sheet.write_datetime(row, place, cell, None if cell.time() == datetime.time() else moment)
        elif isinstance(cell, float | int):
            sheet.write_number(row, place, _Exact(cell))
        else:
            sheet.write_string(row, place, str(cell))


def writable(path: Path, *, source: str, force: bool, forms: Sequence[str]) -> None:
    """Refuse a file that is there already, the file that is read, and a form that is not written.

    Raises:
        WrongValue, SameFile, FileExists: if it may not be written.
    """
    if path.suffix.lower() not in forms:
        raise WrongValue("OUT", path.name, ", ".join(forms))
    if path.exists():
        if "://" not in source and Path(source).exists() and path.samefile(source):
            raise SameFile(path.as_posix())
        if not force:
            raise FileExists(path.as_posix())
