"""A workbook with thirty mistakes has thirty findings, each at its cell; its clean twin has none."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import MISTAKES, MORE, Mistake, workbook

from partnerlab.dataset import Dataset
from partnerlab.sources.records import open_records

Place = tuple[str, int | None, str, str]


def places(records: Dataset) -> list[Place]:
    return sorted((one.sheet, one.row, one.column, one.rule) for one in records.findings if one.severity != "note")


def expected(*mistakes: Mistake) -> list[Place]:
    return sorted((one.sheet, one.row, one.column, one.rule) for one in mistakes)


def test_there_are_thirty_different_mistakes() -> None:
    assert len(MISTAKES) == 30
    assert len({one.rule for one in MISTAKES}) == 30


def test_each_of_the_mistakes_is_found_at_its_cell_and_nothing_else(tmp_path: Path) -> None:
    records = open_records(workbook(tmp_path / "contest.xlsx", MISTAKES))
    assert places(records) == expected(*MISTAKES)
    assert all(one.count == 1 for one in records.findings if one.severity != "note")


def test_the_clean_twin_has_neither_errors_nor_warnings(tmp_path: Path) -> None:
    records = open_records(workbook(tmp_path / "contest.xlsx"))
    assert places(records) == []
    assert len(records.frame) == 72


@pytest.mark.parametrize("mistake", [*MISTAKES, *MORE], ids=lambda one: one.rule)
def test_a_mistake_alone_is_found_at_its_cell(tmp_path: Path, mistake: Mistake) -> None:
    records = open_records(workbook(tmp_path / "contest.xlsx", [mistake]))
    assert places(records) == expected(mistake)
