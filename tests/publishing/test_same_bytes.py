"""Workbooks of the same cells are the same bytes, whatever the clock says: a folder in git shows what changed."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import openpyxl.packaging.core
import openpyxl.writer.excel
import pandas as pd
import pytest
import xlsxwriter.core

from partnerlab.dataset import Dataset, Source
from partnerlab.page.content import Content
from partnerlab.parameters import Parameters
from partnerlab.publish import tables
from partnerlab.publish.checking.check import Checked, checked
from partnerlab.publish.checking.marked_workbook import marked
from partnerlab.publish.giving import write_grants
from partnerlab.publish.grants import Publisher
from partnerlab.publish.records_out import write_records
from partnerlab.publish.workbooks import yearbook
from partnerlab.publish.workbooks.template import template_workbook
from partnerlab.sources.synthetic.sample import sample_records


class _AnyMoment(type):
    def __instancecheck__(cls, other: object) -> bool:
        return isinstance(other, datetime.datetime)


class _Later(metaclass=_AnyMoment):
    """A clock that is years ahead."""

    @staticmethod
    def now(tz: datetime.tzinfo | None = None) -> datetime.datetime:
        return datetime.datetime(2041, 5, 6, 7, 8, 9, tzinfo=tz)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Puts the clock forward for all that writes workbooks."""
    real = time.localtime
    ahead = 15 * 365 * 86400

    def forward() -> None:
        monkeypatch.setattr(time, "localtime", lambda at=None: real((time.time() if at is None else at) + ahead))
        monkeypatch.setattr(xlsxwriter.core, "datetime", _Later)
        module = SimpleNamespace(datetime=_Later, timezone=datetime.timezone)
        for asking in (openpyxl.packaging.core, openpyxl.writer.excel):
            monkeypatch.setattr(asking, "datetime", module)

    return forward


def own_workbook(folder: Path, *, parts_without: str = "") -> Path:
    """A user's workbook with a mistake in it; on wish without one of its parts."""
    path, file = folder / "contest.xlsx", io.BytesIO()
    pd.DataFrame({"Год": [2001, 2001], "Организация": ["А", "Б"], "Сумма": [1000, "около 30"]}).to_excel(
        file, index=False, engine="xlsxwriter"
    )
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(path, "w") as kept:
        for name in made.namelist():
            if not parts_without or parts_without not in name:
                content = made.read(name)
                lost = name in ("[Content_Types].xml", "_rels/.rels") and parts_without
                kept.writestr(name, _without(content, parts_without) if lost else content)
    return path


def _without(content: bytes, part: str) -> bytes:
    pieces = content.split(b"<")
    return b"<".join(piece for piece in pieces if part.encode() not in piece)


def marked_copy(path: Path, one: Checked) -> bytes:
    return marked(one, path, list(one.findings), language="ru")[0]


def test_the_workbook_of_a_year(later: Callable[[], None]) -> None:
    def made() -> bytes:
        return yearbook.workbook(Content("", Parameters(2001, "ru"), "published"))

    before = made()
    later()
    assert made() == before


def test_a_table(later: Callable[[], None]) -> None:
    def made() -> str | bytes:
        return tables.table("leverage", None, Parameters(None, "ru"), by=None, form="xlsx")[0]

    before = made()
    later()
    assert made() == before


def test_a_template(later: Callable[[], None]) -> None:
    before = template_workbook(language="ru")
    later()
    assert template_workbook(language="ru") == before


def test_records_and_a_sample(later: Callable[[], None], tmp_path: Path) -> None:
    before = write_records(sample_records(), tmp_path / "before.xlsx").read_bytes()
    later()
    assert write_records(sample_records(), tmp_path / "after.xlsx").read_bytes() == before


def test_grants(later: Callable[[], None], tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "year": [2001],
            "application_id": ["1"],
            "organisation": ["А"],
            "organisation_id": ["5902"],
            "title": ["Б"],
            "status": ["won"],
            "awarded": [1000.0],
        }
    )
    records = Dataset("mine", "records", frame, Source("contest.xlsx"))
    publisher = Publisher("Город", "RU-INN-5902", award_day="12-25")
    before = write_grants(records, tmp_path / "before.xlsx", publisher)[0].read_bytes()
    later()
    assert write_grants(records, tmp_path / "after.xlsx", publisher)[0].read_bytes() == before


@pytest.mark.parametrize("without", ["", "core.xml"])
def test_a_marked_copy_of_a_users_own_workbook(later: Callable[[], None], tmp_path: Path, without: str) -> None:
    path = own_workbook(tmp_path, parts_without=without)
    (one,) = checked([str(path)], language="ru")
    before = marked_copy(path, one)
    later()
    assert marked_copy(path, one) == before


def test_a_marked_copy_of_a_text_file(later: Callable[[], None], tmp_path: Path) -> None:
    path = tmp_path / "contest.csv"
    path.write_text("Год;Организация;Сумма\n2001;А;1000\n2001;Б;около 30\n", encoding="utf-8")
    (one,) = checked([str(path)], language="ru")
    before = marked_copy(path, one)
    later()
    assert marked_copy(path, one) == before


def test_a_marked_copy_keeps_when_its_owner_made_it(tmp_path: Path) -> None:
    path = own_workbook(tmp_path)
    made = openpyxl.load_workbook(path).properties.created
    content = marked_copy(path, checked([str(path)], language="ru")[0])
    assert openpyxl.load_workbook(io.BytesIO(content)).properties.created == made
