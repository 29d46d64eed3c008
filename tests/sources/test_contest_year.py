"""The year of an application that no column gives: from the name of its contest, else of the sheet or the file."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.sources.records import open_records

HEADINGS = "Конкурс;Организация;Сумма гранта\n"


def opened(folder: Path, *contests: str, name: str = "заявки.csv", year: int | None = None) -> Dataset:
    file = folder / name
    rows = [f"{contest};Учебная организация {row};{row + 1}000\n" for row, contest in enumerate(contests)]
    file.write_text(HEADINGS + "".join(rows), encoding="utf-8")
    return open_records(file, year=year)


def years(records: Dataset) -> list[int | None]:
    column = records.frame.get("year", pd.Series([None] * len(records.frame)))
    return [None if pd.isna(year) else int(year) for year in column]


def note(records: Dataset) -> Finding:
    (found,) = [one for one in records.findings if one.rule.startswith("year_")]
    return found


def test_each_contest_names_its_year(tmp_path: Path) -> None:
    records = opened(tmp_path, "Первый конкурс 2017 г.", "Второй конкурс 2017 года", "Первый конкурс 2018")
    assert years(records) == [2017, 2017, 2018]
    said = note(records)
    assert (said.rule, said.row, said.cell, said.count) == ("year_from_contest", 2, "A2", 3)
    assert said.text("en").startswith(
        "заявки.csv, row 2, «Конкурс»: the year is from the name of the contest: «Первый конкурс 2017 г.» is of 2017"
    )


def test_a_contest_tells_its_year_better_than_the_name_of_the_file(tmp_path: Path) -> None:
    records = opened(tmp_path, "Первый конкурс 2017 г.", "Первый конкурс 2018 г.", name="выгрузка 2024.csv")
    assert years(records) == [2017, 2018]


def test_the_year_that_was_asked_for_comes_before_the_contest(tmp_path: Path) -> None:
    records = opened(tmp_path, "Первый конкурс 2017 г.", year=2016)
    assert (years(records), note(records).rule) == ([2016], "year_given")


def test_where_some_contests_name_no_year_the_file_says_it(tmp_path: Path) -> None:
    records = opened(tmp_path, "Первый конкурс 2017 г.", "Город — это мы", name="конкурс 2017.csv")
    assert (years(records), note(records).rule) == ([2017, 2017], "year_from_file")


def test_a_contest_without_a_year_or_with_two_leaves_the_year_missing_and_says_so(tmp_path: Path) -> None:
    records = opened(tmp_path, "Первый конкурс 2017 г.", "Город — это мы", "Конкурс 2017 г., проекты 2019 г.")
    assert years(records) == [2017, None, None]
    assert note(records).count == 1
    assert [one.row for one in records.findings if one.rule == "missing_year"] == [3, 4]


def test_a_column_of_years_is_the_year(tmp_path: Path) -> None:
    file = tmp_path / "заявки.csv"
    file.write_text("Год;" + HEADINGS + "2018;Первый конкурс 2017 г.;Учебная организация;5000\n", encoding="utf-8")
    records = open_records(file)
    assert years(records) == [2018]
    assert [one for one in records.findings if one.rule == "year_from_contest"] == []


def test_the_export_of_presidential_grants_has_no_column_of_years(tmp_path: Path) -> None:
    file = tmp_path / "гранты.csv"
    file.write_text(
        "Название проекта,Номер заявки,Дата подачи,Конкурс,Грантовое направление,Организация,ИНН,ОГРН,"
        "Запрошенная сумма,Cофинансирование,Статус\n"
        "Проект,17-1-000001,01.08.2017,Первый конкурс 2017 г.,Наука,Учебная организация,,,100000,50000,победитель\n",
        encoding="utf-8",
    )
    assert years(open_records(file)) == [2017]
