"""Records as a file that gives the same records when it is opened again: CSV, XLSX, Parquet.

What a form cannot hold is said, never dropped in silence.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.errors import FileExists, SameFile, UnknownForm, WrongValue
from partnerlab.model import APPLICATION, MONEY, SYNTHETIC
from partnerlab.publish.folder.whole import write_whole
from partnerlab.publish.workbooks.spreadsheets import csv_text, sheet_name, workbook
from partnerlab.sources.beside import sheets_of
from partnerlab.sources.columns.currency import DEFAULT_CURRENCY
from partnerlab.sources.headings import recognised
from partnerlab.wording import Phrase, phrase

FORMS = (".csv", ".xlsx", ".parquet")
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
            content = workbook({sheet_name(records.name): titled(records), **sheets_of(records)}, path.name)
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


def _parquet(records: Dataset) -> bytes:
    frame: pd.DataFrame = records.frame.copy(deep=False)
    frame.attrs = {"currency": records.currency} if records.currency != DEFAULT_CURRENCY else {}
    file = io.BytesIO()
    frame.to_parquet(file, index=False)
    return file.getvalue()


def _csv(records: Dataset) -> bytes:
    return ("\N{ZERO WIDTH NO-BREAK SPACE}" + csv_text(titled(records))).encode()


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
