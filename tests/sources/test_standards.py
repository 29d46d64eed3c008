"""A file that follows a standard is read as the standard says, and held against what the standard asks."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siret

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.sources.checks.standards import wrong_sirets
from partnerlab.sources.headings import known_columns, mapping_of, meaning
from partnerlab.sources.headings.mapping import NO_MAPPING
from partnerlab.sources.headings.standards import GIVING, SCDL, STANDARDS, standard_of
from partnerlab.sources.records import open_records
from places import REAL

needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not there")

SUBSIDIES = REAL / "scdl"
INVALID = ("exemple_invalide_erreurs_cellules.csv", "exemple_invalide_erreurs_colonnes.csv")

PRESIDENTIAL = (
    *("Номер заявки", "Конкурс", "Организация", "ОГРН", "ИНН", "Регион", "Название проекта", "Грантовое направление"),
    *("Запрошенная сумма", "Общая сумма расходов", "Начало реализации", "Окончание реализации", "Статус проекта"),
    *("Дата решения о гранте", "Размер гранта", "Оценка результатов", "Информация о нарушениях"),
)
"""The 17 headings of the Presidential Grants Fund's open data, passport 1.1."""


def columns(headings: Iterable[str]) -> dict[str, str]:
    """Which heading of a table is taken for which column."""
    row = list(headings)
    own = mapping_of(row, NO_MAPPING)
    return {found.column: heading for heading in row if (found := meaning(heading, own))}


def of_standard(records: Dataset) -> list[Finding]:
    return [one for one in records.findings if one.rule.startswith("standard_") and one.rule != "standard_recognised"]


def places(findings: Iterable[Finding]) -> set[tuple[int | None, str]]:
    return {(one.row, one.column) for one in findings}


def subsidy(**cells: str) -> dict[str, str]:
    """One subsidy as SCDL asks, but for the cells that are given."""
    good = {
        "nomAttribuant": "Ville",
        "idAttribuant": "21060004500392",
        "dateConvention": "2017-06-27",
        "nomBeneficiaire": "Association",
        "idBeneficiaire": "52499120500013",
        "rnaBeneficiaire": "W000000000",
        "objet": "Fonctionnement",
        "montant": "1000.50",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": "2017-03-30/2017-05-24",
        "idRAE": "",
        "notificationUE": "non",
        "pourcentageSubvention": "1",
    }
    return {**good, **cells}


def test_the_presidential_grants_17_headings_are_read() -> None:
    assert columns(PRESIDENTIAL) == {
        "application_id": "Номер заявки",
        "contest": "Конкурс",
        "organisation": "Организация",
        "organisation_id": "ИНН",
        "title": "Название проекта",
        "direction": "Грантовое направление",
        "requested": "Запрошенная сумма",
        "start": "Начало реализации",
        "end": "Окончание реализации",
        "status": "Статус проекта",
        "awarded": "Размер гранта",
    }


def test_the_latin_c_of_the_presidential_grants_pages_is_known_and_told() -> None:
    frame = pd.DataFrame(
        {
            "Номер заявки": ["17-1-000000"],
            "Грантовое направление": ["спорт"],
            "Запрашиваемая сумма": ["980 059,00 ₽"],
            "Cофинансирование": ["0,00 ₽"],
            "Общая сумма расходов на реализацию проекта": ["980 059,00 ₽"],
        }
    )
    records = open_records(frame)
    assert (records.frame.requested.tolist(), records.frame.attracted.tolist()) == ([980059.0], [0.0])
    assert [one.found for one in records.findings if one.rule == "lookalike_letters"] == ["Cофинансирование"]
    assert [one.found for one in records.findings if one.rule == "standard_recognised"] == [
        "Фонд президентских грантов"
    ]


def test_an_ogrn_is_the_tax_number_where_there_is_no_inn() -> None:
    assert columns(one for one in PRESIDENTIAL if one != "ИНН")["organisation_id"] == "ОГРН"


def test_a_secretarys_own_table_follows_no_standard() -> None:
    assert standard_of(["Год", "Организация", "Название проекта", "Запрашиваемая сумма", "Сумма гранта"]) is None
    assert standard_of(["Year", "Identifier", "Title", "Amount Awarded", "Currency", "Award Date"]) is None
    assert standard_of(["project_id", "cost"]) is None


@needs_real_files
def test_every_title_of_the_360giving_template_is_known_to_the_standard() -> None:
    from openpyxl import load_workbook

    book = load_workbook(REAL / "360giving" / "360-giving-schema-titles-with-meta-tab.xlsx", read_only=True)
    titles = [cell.value for cell in next(book["grants"].iter_rows(max_row=1))]
    assert len(titles) == 39
    assert set(titles) - set(GIVING.headings) == set()


@needs_real_files
@pytest.mark.filterwarnings("ignore:Unknown extension:UserWarning")  # openpyxl, the independent reader
def test_a_real_360giving_file_is_read_in_pounds_with_its_years_and_recipients() -> None:
    file = REAL / "360giving" / "andrew-lloyd-webber-foundation.xlsx"
    records = open_records(file)
    typed = pd.read_excel(file, engine="openpyxl")
    assert records.currency == "GBP"
    assert records.frame.awarded.sum() == typed["Amount Awarded"].sum()
    assert records.frame.requested.sum() == typed["Amount Applied For"].sum()
    assert records.frame.year.tolist() == pd.to_datetime(typed["Award Date"]).dt.year.tolist()
    assert records.frame.organisation.nunique() == typed["Recipient Org:Name"].str.split().str.join(" ").nunique()
    assert records.frame.contest.notna().sum() == typed["Grant Programme: Title"].notna().sum()
    assert of_standard(records) == []
    assert not [one for one in records.findings if one.rule in ("unknown_heading", "own_columns")]


def test_a_360giving_table_without_its_funder_is_told() -> None:
    frame = pd.DataFrame(
        {
            "Identifier": ["a", "b"],
            "Title": ["Garden", "School"],
            "Description": ["x", ""],
            "Currency": ["GBP", "GBP"],
            "Amount Awarded": [1, 2],
            "Award Date": ["2020-11-03", "03/11/2020"],
            "Recipient Org:Identifier": ["GB-CHC-1", "GB-CHC-2"],
            "Recipient Org:Name": ["One", "Two"],
            "Grant Programme:Title": ["P", "P"],
        }
    )
    found = {(one.rule, one.row, one.column or one.found) for one in of_standard(open_records(frame))}
    assert found == {
        ("standard_column_missing", None, "Funding Org:Identifier"),
        ("standard_column_missing", None, "Funding Org:Name"),
        ("standard_value_missing", 2, "Description"),
        ("standard_form", 2, "Award Date"),
    }


def test_pabulibs_name_is_a_projects_and_selected_means_won() -> None:
    frame = pd.DataFrame(
        {
            "project_id": ["1", "2"],
            "cost": [100, 200],
            "votes": [5, 6],
            "name": ["Park", "Bench"],
            "selected": ["1", "0"],
        }
    )
    records = open_records(frame)
    assert records.frame.title.tolist() == ["Park", "Bench"]
    assert records.frame.requested.tolist() == [100.0, 200.0]
    assert records.frame.status.tolist() == ["won", "lost"]


def test_french_statuses_are_the_words_of_the_closed_list() -> None:
    words = ["en cours d'intruction", "attribuée", "ineligible", "refusée"]
    frame = pd.DataFrame([subsidy(statutLabel=word) for word in words])
    assert open_records(frame).frame.status.tolist() == ["submitted", "won", "rejected", "lost"]


def test_the_budget_year_is_the_year_and_without_it_the_day_of_the_agreement() -> None:
    frame = pd.DataFrame([subsidy(exerciceBudgetaire="2018", dateConvention="2017-06-27")])
    assert open_records(frame).frame.year.tolist() == [2018]
    assert open_records(frame.drop(columns="exerciceBudgetaire")).frame.year.tolist() == [2017]


@needs_real_files
def test_a_valid_french_file_has_no_finding_of_its_standard_and_is_in_euros() -> None:
    records = open_records(SUBSIDIES / "exemple_valide.csv")
    with (SUBSIDIES / "exemple_valide.csv").open(encoding="utf-8", newline="") as typed:
        rows = list(csv.DictReader(typed))
    assert of_standard(records) == []
    assert records.currency == "EUR"
    assert records.frame.awarded.tolist() == [float(row["montant"]) for row in rows]
    assert records.frame.year.tolist() == [int(row["dateConvention"][:4]) for row in rows]


def judged(file: Path) -> set[tuple[int, str]]:
    """The cells that frictionless finds wrong by the standard's own schema, its columns in the file's order."""
    from frictionless import Resource, Schema

    with file.open(encoding="utf-8", newline="") as typed:
        rows = list(csv.reader(typed))
    schema = json.loads((SUBSIDIES / "schema.json").read_text(encoding="utf-8"))
    known = {field["name"]: field for field in schema["fields"]}
    taken = [known.get("nomBeneficiaire" if name == "NOM_Beneficiaire" else name, {"name": name}) for name in rows[0]]
    fields: list[Any] = [
        {"name": name, "type": field.get("type", "string"), "constraints": field.get("constraints", {})}
        for name, field in zip(rows[0], taken, strict=True)
    ]
    report = Resource(data=rows, schema=Schema.from_descriptor({"fields": fields})).validate()
    return {(row, name) for row, name in report.flatten(["rowNumber", "fieldName"])}


@needs_real_files
@pytest.mark.parametrize("name", INVALID)
def test_every_cell_that_frictionless_finds_wrong_is_found(name: str) -> None:
    wrong = judged(SUBSIDIES / name)
    found = of_standard(open_records(SUBSIDIES / name))
    # the schema's own checks of SIRET, and of «one of two», are beyond frictionless
    ours = [one for one in found if one.rule not in ("standard_check_digit", "standard_none_of") and one.row != 1]
    assert len(wrong) == 15
    assert places(ours) - {(6, "idBeneficiaire")} == wrong


@needs_real_files
@pytest.mark.parametrize("name", INVALID)
def test_every_siret_that_cannot_be_is_found(name: str) -> None:
    with (SUBSIDIES / name).open(encoding="utf-8", newline="") as typed:
        rows = list(csv.DictReader(typed))
    wrong = [
        (place, column)
        for column in ("idAttribuant", "idBeneficiaire")
        for place, row in enumerate(rows, 2)
        if row[column] and not siret.is_valid(row[column])
    ]
    found = [
        one for one in of_standard(open_records(SUBSIDIES / name)) if one.column in ("idAttribuant", "idBeneficiaire")
    ]
    told = [one for one in found if one.rule in ("standard_check_digit", "standard_form")]
    assert sum(one.count for one in told) == len(wrong)
    assert {(one.row, one.column) for one in told if one.column == "idBeneficiaire"} == {
        place for place in wrong if place[1] == "idBeneficiaire"
    }


@needs_real_files
def test_a_heading_out_of_place_or_misspelt_is_found() -> None:
    found = of_standard(open_records(SUBSIDIES / INVALID[1]))
    assert [(one.rule, one.row, one.column) for one in found if one.row == 1] == [
        ("standard_heading", 1, "NOM_Beneficiaire"),
        ("standard_order", 1, "nomAttribuant"),
    ]


@needs_real_files
def test_a_row_without_either_number_of_the_recipient_is_found() -> None:
    for name in INVALID:
        found = of_standard(open_records(SUBSIDIES / name))
        assert [one.row for one in found if one.rule == "standard_none_of"] == [9]


@pytest.mark.parametrize(
    ("column", "typed", "rule"),
    [
        ("objet", "", "standard_value_missing"),
        ("objet", "x" * 257, "standard_length"),
        ("idRAE", "123456", "standard_length"),
        ("nature", "aide en numéraire,aide en nature", "standard_word"),
        ("conditionsVersement", "Unique", "standard_word"),
        ("notificationUE", "yes", "standard_word"),
        ("dateConvention", "2017-02-30", "standard_form"),
        ("dateConvention", "27.06.2017", "standard_form"),
        ("datesPeriodeVersement", "2017-06-27_2018-06-27", "standard_form"),
        ("rnaBeneficiaire", "W1234567", "standard_form"),
        ("idBeneficiaire", "524991205", "standard_form"),
        ("idBeneficiaire", "52499120500014", "standard_check_digit"),
        ("montant", "1000,50", "standard_form"),
        ("pourcentageSubvention", "0,5", "standard_form"),
        ("pourcentageSubvention", "100", "standard_range"),
        ("pourcentageSubvention", "0.009", "standard_range"),
    ],
)
def test_a_cell_against_the_standard_is_found_at_its_place(column: str, typed: str, rule: str) -> None:
    found = of_standard(open_records(pd.DataFrame([subsidy(), subsidy(**{column: typed})])))
    assert [(one.rule, one.row, one.column) for one in found] == [(rule, 2, column)]
    for language in ("ru", "en"):
        assert "{" not in found[0].text(language)  # type: ignore[arg-type]


def test_a_subsidy_as_the_standard_asks_gives_nothing() -> None:
    assert of_standard(open_records(pd.DataFrame([subsidy(), subsidy(pourcentageSubvention="0.01")]))) == []


def test_terms_of_payment_are_asked_for_only_where_they_are_of_another_kind() -> None:
    kinds = [subsidy(conditionsVersement=kind, descriptionConditionsVersement="") for kind in ("unique", "autre")]
    found = of_standard(open_records(pd.DataFrame(kinds)))
    assert [(one.rule, one.row) for one in found] == [("standard_value_missing", 2)]


def test_a_column_that_is_wrong_throughout_is_one_finding_with_its_count() -> None:
    rows = [subsidy(notificationUE="no") for _ in range(500)]
    (found,) = of_standard(open_records(pd.DataFrame(rows)))
    assert (found.rule, found.row, found.count) == ("standard_word", 1, 500)


def test_both_orders_that_the_french_standard_has_had_are_in_order() -> None:
    newer = ["nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire", "dateConvention"]
    row = subsidy()
    rest = [name for name in row if name not in (*newer, "nomAttribuant", "idAttribuant")]
    last = ["idRAE", "notificationUE", "pourcentageSubvention"]
    middle = ["objet", "nature", "montant", "conditionsVersement", "datesPeriodeVersement"]
    assert set(rest) == {*middle, *last}
    frame = pd.DataFrame([row])[["nomAttribuant", "idAttribuant", *newer, *middle, *last]]
    assert of_standard(open_records(frame)) == []


@settings(deadline=None, max_examples=50)
@given(st.lists(st.from_regex("[0-9]{14}|356000000[0-9]{5}", fullmatch=True), max_size=40))
def test_a_siret_is_judged_as_stdnum_judges_it(numbers: list[str]) -> None:
    good = [f"{number[:8]}{luhn.calc_check_digit(number[:8])}{number[9:13]}" for number in numbers]
    good = [number + luhn.calc_check_digit(number) for number in good]
    for asked in (numbers, good):
        assert wrong_sirets(asked) == [number for number in asked if not siret.is_valid(number)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(SCDL.headings), unique=True, min_size=1))
def test_the_more_of_a_standards_headings_the_more_columns_are_known(headings: list[str]) -> None:
    assert known_columns(headings) <= len(headings)
    whole = [*headings, *(one for one in SCDL.telling if one not in headings)]
    assert standard_of(whole) is SCDL
    assert known_columns(whole) >= known_columns(headings) - 1


def test_no_two_standards_are_taken_for_each_other() -> None:
    for standard in STANDARDS:
        assert standard_of(standard.headings) is standard
        taken = [heading for heading in standard.headings if heading in standard.telling]
        assert standard_of(np.array(taken).tolist()) is standard
