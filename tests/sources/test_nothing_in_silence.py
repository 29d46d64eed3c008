"""Nothing changes in silence: what is true of a file is read, or a finding names the cell where it is not."""

from __future__ import annotations

import datetime
import json
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from messy_workbooks import DATES, MONEY, Application, Messy, messy_file, write_workbook

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.model import APPLICATION
from partnerlab.sources.records import open_records

NO_RECORDS = {
    *("section_rows", "repeated_headings", "column_numbers", "notes_below"),
    *("total_row", "total_by_sums", "rows_of_one"),
}
"""The findings that say of rows below headings that they are no applications."""


def disagreements(made: Messy) -> Iterator[str]:
    """Where what is read is neither what is true nor told to be missing."""
    records = open_records(made.path)
    left_out = sum(one.count for one in records.findings if one.rule in NO_RECORDS)
    if len(records.frame) + left_out != len(made.applications) + made.other_rows:
        yield f"{len(records.frame)} records and {left_out} other rows of {len(made.applications)}, {made.other_rows}"
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in records.findings:
        found.setdefault((one.sheet, one.letter), []).append(one)
    told = {(one.sheet, one.row) for one in records.findings if one.rule in NO_RECORDS}
    rows = _rows(records)
    for application in made.applications:
        place = rows.get((application.sheet, application.row), rows.get(("", application.values["application_id"])))
        if place is None and _stands_alone(application) and (application.sheet, application.row) in told:
            continue
        if place is None:
            yield f"no record of {application.sheet}, {application.row}: {application.cells}"
            continue
        for name in application.values:
            if wrong := _wrong(records, place, application, name, found):
                yield wrong


def _stands_alone(application: Application) -> bool:
    """Whether an application is one cell in an empty row, which may be a title as well."""
    return sum(bool(str(cell.typed).strip()) for cell in application.cells.values()) == 1


def _rows(records: Dataset) -> dict[tuple[str, Any], int]:
    """The places of the records by sheet and row where their numbers were made, else by their own numbers."""
    rows: dict[tuple[str, Any], int] = {}
    for place, number in enumerate(records.frame.application_id):
        if ":" in number:
            _, *sheet, row = number.split(":")
            rows[sheet[0] if sheet else "", int(row)] = place
        else:
            rows["", number] = place
    return rows


def _wrong(
    records: Dataset, place: int, one: Application, name: str, found: dict[tuple[str, str], list[Finding]]
) -> str:
    value = records.frame[name].iloc[place] if name in records.frame.columns else None
    value = None if pd.isna(value) else value
    truth = one.values[name]
    if name not in one.unreadable and (_same(name, value, truth) or (name == "application_id" and truth is None)):
        return ""
    cell = one.cells.get(name)
    if cell is None:
        return f"{one.sheet}, {one.row}: {name} is {value!r}, and nothing was typed"
    told = [finding for finding in found.get((cell.sheet, cell.letter), ()) if finding.row == cell.row]
    summed = [finding for finding in found.get((cell.sheet, cell.letter), ()) if finding.count > 1]
    if value is None and (told or (summed and name not in one.unreadable)):
        return ""
    return f"{cell}: {name} is {value!r}, not {truth!r}; told: {[finding.rule for finding in told]}"


def _same(name: str, value: Any, truth: Any) -> bool:
    if value is None or truth is None:
        return value is truth
    if name in MONEY:
        return bool(abs(value - float(truth)) < 0.001)
    if name in DATES:
        return bool(value.date() == truth)
    return bool(value == (" ".join(truth.split()) if isinstance(truth, str) else truth))


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32))
def test_every_cell_of_a_messy_file_is_read_rightly_or_told_to_be_missing(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert list(disagreements(messy_file(Random(seed), Path(folder)))) == []  # noqa: S311


NUMBERS = st.one_of(
    st.floats(),
    st.integers(),
    st.decimals(allow_nan=False),
    st.booleans(),
    st.sampled_from([0.1 + 0.2, 1e15, 1e16, -0.0, 36830.0, 36830.5, 2003.0, 2**53 + 1, 10**400, float("inf")]),
)
DAYS = st.one_of(st.dates(), st.datetimes(), st.datetimes(timezones=st.just(datetime.UTC)), st.times())
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789 .,-+'’%()рукопестм№/eE\xa0\u200b", max_size=14),
    st.sampled_from(
        ["нет", "н/д", "—", "½", "٣٠٠٠", "３００", "=1+1", "#Н/Д", "\ud800", "500\u00b2", "1\u00ad000", "(500)"]
    ),
)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_cell_of_any_type_is_lost_without_a_finding(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for name in APPLICATION if name not in ("application_id", "title")]))
    cells = data.draw(st.lists(st.one_of(NUMBERS, DAYS, TEXTS, st.none()), min_size=1, max_size=6))
    titles = [f"Дело {number}" for number in range(len(cells))]
    records = open_records(pd.DataFrame({"title": titles, name: pd.Series(cells, dtype=object)}))
    places = [place for place, title in enumerate(titles) if title in set(records.frame.title)]
    told = {one.row for one in records.findings if one.column == name}
    summed = sum(one.count for one in records.findings if one.column == name and one.count > 1)
    assert places == list(range(len(cells))), "each row has a project, and is a record"
    for place, cell in enumerate(cells):
        lost = pd.isna(records.frame[name].iloc[place]) if name in records.frame.columns else True
        assert not lost or _says_nothing(cell) or place + 1 in told or summed > 1, repr(cell)


def _says_nothing(cell: Any) -> bool:
    if isinstance(cell, str):
        return not set(cell.strip()) - set("-–—−‒―‐\x00")
    return cell is None or bool(pd.isna(cell))


def amounts(path: Path, *cells: Any) -> Dataset:
    pd.DataFrame({"Организация": [f"НКО {n}" for n in range(len(cells))], "Сумма гранта": cells}).to_csv(
        path / "a.csv", sep=";", index=False
    )
    return open_records(path / "a.csv")


def of(records: Dataset, rule: str) -> list[Finding]:
    return [one for one in records.findings if one.rule == rule]


@pytest.mark.parametrize(
    "others",
    [
        ("12,50", "1234,56"),  # beside kopecks nobody writes thousandths
        ("12,5 тыс.", "7,5 тыс."),  # another hand, which counts in thousands
        ("0,5", "12,5"),  # figures such as a program writes do not end in zero
    ],
)
def test_a_fraction_elsewhere_does_not_make_191_roubles_of_191_000(tmp_path: Path, others: tuple[str, ...]) -> None:
    records = amounts(tmp_path, "191,000", *others)
    assert pd.isna(records.frame.awarded[0])
    assert [(one.row, one.found) for one in of(records, "ambiguous_amount")] == [(2, "191,000")]


def test_points_between_thousands_say_nothing_of_amounts_in_words_of_thousands(tmp_path: Path) -> None:
    records = amounts(tmp_path, "733.649 тыс. руб.", "1.234.567", "17.990")
    assert records.frame.awarded.fillna(0).tolist() == [0, 1234567, 17990]
    assert [one.row for one in of(records, "ambiguous_amount")] == [2]


def sheets(path: Path, **tables: Sequence[Any]) -> Dataset:
    with pd.ExcelWriter(path / "a.xlsx", engine="xlsxwriter") as writer:
        for name, rows in tables.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return open_records(path / "a.xlsx")


def test_two_tables_beside_each_other_are_both_read(tmp_path: Path) -> None:
    names = ["Год", "Организация", "Сумма гранта"]
    rows = [
        [*names, None, *names],
        [2003, "А", 5000, None, 2004, "В", "около 7"],
        [2003, "Б", 6000, None, 2004, "Г", 8],
    ]
    records = sheets(tmp_path, Заявки=rows)
    assert records.frame.organisation.tolist() == ["А", "Б", "В", "Г"]
    assert records.frame.year.tolist() == [2003, 2003, 2004, 2004]
    assert records.frame.application_id.is_unique
    assert [one.cell for one in of(records, "not_an_amount")] == ["G2"]
    assert [one.found for one in of(records, "tables_side_by_side")] == ["E"]


def test_a_column_beside_an_empty_one_is_no_other_table(tmp_path: Path) -> None:
    rows = [["Год", "Организация", "Сумма гранта", None, "Организация", "Руководитель"], [2003, "А", 5, None, "Б", "В"]]
    records = sheets(tmp_path, Заявки=rows)
    assert records.frame.organisation.tolist() == ["А"]
    assert of(records, "duplicate_heading")


def test_a_summary_is_no_list_of_applications(tmp_path: Path) -> None:
    summary = [["Район", "Количество заявок", "Сумма гранта"], ["Ленинский", 2, 300], ["Кировский", 1, 100]]
    rows = [["Организация", "Район", "Сумма гранта"], ["А", "Ленинский", 100], ["Б", "Ленинский", 200]]
    records = sheets(tmp_path, Сводка=summary, Заявки=rows)
    assert records.frame.awarded.sum() == 300
    assert [(one.sheet, dict(one.facts)) for one in of(records, "summary")] == [("Сводка", {"rows": 3})]


@pytest.mark.parametrize("name", ["Директорский клуб", "Секретариат добра", "Источник жизни", "Исполнители мечты"])
def test_an_organisation_that_is_called_like_an_official_is_no_signature(tmp_path: Path, name: str) -> None:
    rows = [["Организация", "Проект", "Сумма гранта"], ["А", "Дом", 5], ["Б", "Сад", 6], [name, None, None]]
    records = sheets(tmp_path, Заявки=rows)
    assert records.frame.organisation.tolist() == ["А", "Б", name]


@pytest.mark.parametrize(
    "text", ["Директор: Ы.", "Секретарь", "Исп.Ы", "Источник: отчёт", "Примечание. Всё", "* со слов"]
)
def test_signatures_and_notes_are_no_records(tmp_path: Path, text: str) -> None:
    rows = [["Организация", "Проект", "Сумма гранта"], ["А", "Дом", 5], ["Б", "Сад", 6], [text, None, None]]
    records = sheets(tmp_path, Заявки=rows)
    assert records.frame.organisation.tolist() == ["А", "Б"]
    assert [(one.row, one.found, one.count) for one in of(records, "notes_below")] == [(4, text, 1)]


def test_merged_headings_of_a_table_further_down_are_no_application_in_two_rows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["№ заявки", "Организация", "Сумма гранта", ""],
        ["1", "А", 5000.0, ""],
        ["", "", "", ""],
        ["Номер заявки", "Организация", "Финансирование", ""],
        ["", "", "Запрошено", "Выделено"],
        ["2", "Б", 7000.0, 6000.0],
    ]
    path = tmp_path / "a.xlsx"
    made = Messy(path, grid={"Заявки": rows}, merged={"Заявки": [(4, 0, 5, 0), (4, 1, 5, 1), (4, 2, 4, 3)]})
    write_workbook(made)
    records = open_records(path)
    assert records.frame[["application_id", "awarded"]].to_numpy().tolist() == [["1", 5000.0], ["2", 6000.0]]
    assert not Counter(one.rule for one in records.findings) & Counter(["rows_of_one", "merged_cells"])


def test_sqlite_keeps_texts_in_columns_of_numbers_and_so_do_the_records(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite") as base:
        base.execute('create table заявки ("Организация" text, "Сумма гранта" numeric, "Дата начала" date)')
        rows = [("А", 1234.5, "2003-01-05"), ("Б", "около 5", "05.01.2003"), ("В", None, "весна")]
        base.executemany("insert into заявки values (?, ?, ?)", rows)
    base.close()
    records = open_records(tmp_path / "a.sqlite")
    assert records.frame.awarded.fillna(0).tolist() == [1234.5, 0, 0]
    assert records.frame.start.dropna().astype(str).tolist() == ["2003-01-05", "2003-01-05"]
    assert [(one.row, one.found) for one in of(records, "not_an_amount")] == [(2, "около 5")]
    assert [(one.row, one.found) for one in of(records, "not_a_date")] == [(3, "весна")]


LONG = 2**60 + 1
"""A number that a float does not hold."""


def test_a_long_number_beside_an_empty_cell_keeps_its_digits(tmp_path: Path) -> None:
    rows = [{"Организация": "А", "№ заявки": LONG, "Шифр": LONG}, {"Организация": "Б", "№ заявки": None, "Шифр": None}]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    typed = pd.DataFrame(rows).assign(**{name: pd.array([LONG, None], dtype="Int64") for name in ("№ заявки", "Шифр")})
    typed.to_parquet(tmp_path / "a.parquet")
    for name in ("a.json", "a.parquet"):
        first = open_records(tmp_path / name).frame.iloc[0]
        assert (str(first.application_id), str(first["Шифр"])) == (str(LONG), str(LONG))


def test_a_table_below_that_differs_in_one_column_is_another_table(tmp_path: Path) -> None:
    rows = [
        ["Организация", "Проект", "Выделено"],
        ["А", "Дом", 5],
        ["Организация", "Проект", "Запрошено"],
        ["Б", "Сад", 7],
    ]
    frame = sheets(tmp_path, Заявки=rows).frame
    assert frame.awarded.fillna(0).tolist() == [5, 0]
    assert frame.requested.fillna(0).tolist() == [0, 7]
