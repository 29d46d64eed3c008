"""Scores, outcomes, gifts and years stand in sheets of their own beside the records, and are read as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xlsxwriter

from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.metrics import donors, fund_leverage, outcomes, reviewers, tiers
from partnerlab.sources.beside import beside_tables, sheets_of
from partnerlab.sources.forms.sheets import Sheet
from partnerlab.sources.published import published
from partnerlab.sources.records import open_records
from partnerlab.sources.synthetic.sample import sample_records

RECORDS: list[list[Any]] = [
    ["№ заявки", "Год", "Организация", "Сумма гранта", "Статус"],
    ["1", 2003, "Организация А", 30000, "победитель"],
    ["2", 2003, "Организация Б", 20000, "победитель"],
]


def workbook(path: Path, sheets: dict[str, list[list[Any]]], merged: dict[str, tuple[str, Any]] | None = None) -> Path:
    """A workbook with these sheets and, by the sheet, a merged range."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if merged and name in merged:
                sheet.merge_range(*merged[name])
    return path


def opened(folder: Path, **sheets: list[list[Any]]) -> Dataset:
    """The records of a workbook with further sheets."""
    return open_records(workbook(folder / "contest.xlsx", {"Заявки": RECORDS, **sheets}))


def found(records: Dataset, rule: str) -> list[Finding]:
    """The findings of one check."""
    return [finding for finding in records.findings if finding.rule == rule]


def test_scores_in_a_sheet_of_their_own_are_no_applications(tmp_path: Path) -> None:
    rows = [["№ заявки", "Эксперт", "Критерий", "Балл"], ["1", "Э1", "новизна", 5], ["2", "Э1", "новизна", "4,5"]]
    records = opened(tmp_path, Оценки=rows)
    assert len(records.frame) == 2
    scores = records.beside["scores"]
    assert scores.to_dict("list") == {
        "application_id": ["1", "2"],
        "expert": ["Э1", "Э1"],
        "criterion": ["новизна", "новизна"],
        "score": [5.0, 4.5],
    }
    assert not [one for one in records.findings if one.sheet == "Оценки"]


def test_a_word_in_place_of_a_score_is_found_at_its_cell(tmp_path: Path) -> None:
    rows = [["Оценки экспертов"], [], ["№ заявки", "Эксперт", "Балл"], ["1", "Э1", 5], ["2", "Э1", "хорошо"]]
    records = opened(tmp_path, Эксперты=rows)
    (finding,) = found(records, "not_a_number")
    assert (finding.sheet, finding.row, finding.column, finding.letter) == ("Эксперты", 5, "Балл", "C")
    assert records.beside["scores"]["score_as_typed"].tolist()[1] == "хорошо"
    assert finding.text("ru").endswith("Балл»: «хорошо» — не число; нужно: число, например 12 или 4,5; " + MEND)


MEND = "напишите только число или оставьте ячейку пустой"


def test_a_score_of_no_application_is_found_and_kept(tmp_path: Path) -> None:
    rows = [["Заявка №", "Эксперт", "Балл"], ["1", "Э1", 5], ["7", "Э1", 4], ["7", "Э2", 3], ["", "Э2", 3]]
    rows[0][0] = "Номер заявки"
    records = opened(tmp_path, Баллы=rows)
    (unknown,), (lacking,) = found(records, "unknown_application"), found(records, "no_application_beside")
    assert (unknown.row, unknown.count, unknown.found, unknown.severity) == (3, 2, "7", "error")
    assert (lacking.row, lacking.count, lacking.severity) == (5, 1, "warning")
    assert len(records.beside["scores"]) == 4


def test_experts_called_by_name_are_a_warning_that_does_not_repeat_the_name(tmp_path: Path) -> None:
    rows = [["№ заявки", "Эксперт", "Балл"], ["1", "Фамильев И. О.", 5], ["2", "Эксперт Первый", 4], ["2", "Э7", 4]]
    (finding,) = found(opened(tmp_path, Баллы=rows), "expert_names")
    assert (finding.severity, finding.row, finding.count, dict(finding.facts)["experts"]) == ("warning", 2, 1, 1)
    assert "Фамильев" not in finding.text("ru") + finding.text("en") + finding.found


def test_one_number_merged_over_several_experts_is_of_all_of_them(tmp_path: Path) -> None:
    rows = [["№ заявки", "Эксперт", "Балл"], ["", "Э1", 5], ["", "Э2", 4], ["2", "Э1", 3]]
    path = workbook(tmp_path / "c.xlsx", {"Заявки": RECORDS, "Баллы": rows}, {"Баллы": ("A2:A3", "1")})
    assert open_records(path).beside["scores"]["application_id"].tolist() == ["1", "1", "2"]


def test_the_calendar_says_which_years_had_a_contest(tmp_path: Path) -> None:
    rows = [
        ["Год", "Конкурс проведён"],
        [2001, "да"],
        [2002, "нет"],
        [2003, "идёт"],
        [2000, "нет данных"],
        [1999, "?!"],
    ]
    records = opened(tmp_path, Календарь=rows)
    assert records.calendar == {2001: "yes", 2002: "no", 2003: "open", 2000: "missing"}
    (finding,) = found(records, "unknown_held")
    assert (finding.sheet, finding.row, finding.found) == ("Календарь", 6, "?!")


def test_the_donors_of_the_deck_in_a_users_own_sheet_give_the_deck_s_figures(tmp_path: Path) -> None:
    printed = published("district_donors").frame
    rows = [["Конкурс", "Год", "Донор", "Взнос, тыс. руб.", "Призовой фонд"]]
    rows += [[one.contest, one.year, one.donor, one.amount / 1000, one.printed_fund] for one in printed.itertuples()]
    rows += [["Итого", "", "", printed.amount.sum() / 1000, ""]]
    records = opened(tmp_path, Доноры=rows)
    table = donors(records.table("donors"))
    assert table.share.round(3).tolist() == [0.633, 0.127, 0.127, 0.114]
    assert table.difference.tolist()[0] == -2000.0
    (total,) = found(records, "total_row_beside")
    assert (total.sheet, total.row, total.found) == ("Доноры", len(printed) + 2, "Итого")


def test_funds_stand_beside_the_records_and_have_a_leverage(tmp_path: Path) -> None:
    rows = [["Год", "Призовой фонд, руб.", "Привлечено", "Заявок", "Победителей"], [2004, 155990, 222660, 11, 6]]
    records = opened(tmp_path, Фонды=rows)
    assert fund_leverage(records.table("funds")).leverage.round(3).tolist() == [1.427]


def test_a_list_of_winners_with_a_sponsor_in_it_is_a_list_of_records(tmp_path: Path) -> None:
    rows = [["Год", "Организация", "Спонсор", "Сумма"], [2003, "А", "Донор", 5000]]
    records = open_records(workbook(tmp_path / "c.xlsx", {"2003": rows}))
    assert (len(records.frame), dict(records.beside)) == (1, {})


def test_a_file_of_scores_alone_is_left_as_it_is() -> None:
    sheet = Sheet("", [["№ заявки", "Эксперт", "Балл"], ["1", "Э1", 5.0]])
    assert beside_tables([sheet]).sheets == (sheet,)


def test_numbers_that_begin_anew_each_year_find_their_application_by_the_year(tmp_path: Path) -> None:
    records = [
        RECORDS[0],
        *([number, year, f"Организация {number}", 9, "победитель"] for year in (2002, 2003) for number in ("1", "2")),
    ]
    rows = [["№ заявки", "Год", "Эксперт", "Балл"], ["1", 2003, "Э1", 5]]
    opened_file = open_records(workbook(tmp_path / "c.xlsx", {"Заявки": records, "Баллы": rows}))
    assert opened_file.beside["scores"]["application_id"].tolist() == ["2003-1"]
    assert opened_file.frame["application_id"].tolist() == ["2002-1", "2002-2", "2003-1", "2003-2"]
    assert not found(opened_file, "unknown_application")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, Dataset]:
    """A sample, and what is read back of it from a workbook with its tables in sheets."""
    sample = sample_records(400)
    sample = Dataset(
        sample.name, sample.kind, sample.frame, sample.source, calendar={1998: "no", 1999: "yes"}, beside=sample.beside
    )
    path = tmp_path_factory.mktemp("beside") / "sample.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        sample.frame.to_excel(book, sheet_name="applications", index=False)
        for name, table in sheets_of(sample).items():
            table.to_excel(book, sheet_name=name, index=False)
    return sample, open_records(path)


def test_tables_written_into_sheets_come_back_as_the_same_tables(written: tuple[Dataset, Dataset]) -> None:
    sample, back = written
    assert set(back.beside) == set(sample.beside)
    assert dict(back.calendar) == dict(sample.calendar)
    for name in sample.beside:
        pd.testing.assert_frame_equal(back.beside[name], sample.beside[name], check_like=True)


@pytest.mark.parametrize(("metric", "name"), [(outcomes, "outcomes"), (reviewers, "scores"), (tiers, "tiers")])
def test_tables_that_came_back_give_the_same_figures(written: tuple[Dataset, Dataset], metric: Any, name: str) -> None:
    sample, back = written
    beside = {} if metric is tiers else {"applications": "records"}
    figures = [metric(one.table(name), **({"applications": one} if beside else {})) for one in (sample, back)]
    pd.testing.assert_frame_equal(*figures)
    assert len(figures[0])


def test_a_finding_beside_the_records_has_the_heading_and_the_letter_of_its_column(tmp_path: Path) -> None:
    rows = [["Эксперт", "№ заявки", "Балл"], ["Э1", "1", 5], ["Э1", "9", 5], ["Э1", "", 5]]
    records = opened(tmp_path, Баллы=rows)
    for rule, row in (("unknown_application", 3), ("no_application_beside", 4)):
        (finding,) = found(records, rule)
        assert (finding.file, finding.sheet, finding.row) == ("contest.xlsx", "Баллы", row)
        assert (finding.column, finding.cell) == ("№ заявки", f"B{row}")


def test_columns_of_no_meaning_are_kept_under_names_of_their_own(tmp_path: Path) -> None:
    rows = [["№ заявки", "Эксперт", "Балл", "Шкаф", "Шкаф", "Баллы", "_row", ""], ["1", "Э1", 5, "а", "б", 4, "в", "г"]]
    scores = opened(tmp_path, Баллы=rows).beside["scores"]
    assert scores.iloc[0].to_dict() == {
        "application_id": "1",
        "expert": "Э1",
        "score": 5.0,
        "Шкаф": "а",
        "Шкаф (2)": "б",
        "Баллы": 4.0,
        "_row (2)": "в",
        "column H": "г",
    }


def test_a_number_that_no_year_makes_known_is_told_as_it_was_typed(tmp_path: Path) -> None:
    rows = [["№ заявки", "Год", "Эксперт", "Балл"], ["1", 2003, "Э1", 5], ["9", 2003, "Э1", 5]]
    records = opened(tmp_path, Баллы=rows)
    assert [(one.row, one.found) for one in found(records, "unknown_application")] == [(3, "9")]
    assert records.beside["scores"]["application_id"].tolist() == ["1", "9"]


@pytest.mark.parametrize(("above", "read"), [(19, True), (20, False)])
def test_the_headings_of_a_table_beside_stand_in_the_first_twenty_rows(tmp_path: Path, above: int, read: bool) -> None:
    titles = [[f"строка {number}"] for number in range(above)]
    rows = [*titles, ["№ заявки", "Эксперт", "Балл"], ["1", "Э1", 5], ["2", "Э1", "плохо"]]
    records = opened(tmp_path, Баллы=rows)
    assert ("scores" in records.beside) is read
    assert [one.row for one in found(records, "not_a_number")] == ([22] if read else [])


def test_an_empty_table_beside_gets_no_sheet() -> None:
    sample = sample_records(120)
    tables = {**sample.beside, "scores": pd.DataFrame(sample.beside["scores"]).iloc[:0]}
    bare = Dataset(sample.name, sample.kind, sample.frame, sample.source, beside=tables)
    assert "scores" in sheets_of(sample)
    assert "scores" not in sheets_of(bare)


def test_a_total_above_and_a_total_below_are_no_rows_and_the_others_keep_theirs(tmp_path: Path) -> None:
    rows = [["Год", "Призовой фонд, тыс. руб."], ["Всего", 9], [], [2003, 4], ["Итого 2003", 4], [2004, "пять"]]
    records = opened(tmp_path, Фонды=rows)
    assert [(one.row, one.found) for one in found(records, "total_row_beside")] == [(2, "Всего"), (5, "Итого 2003")]
    assert [(one.row, one.cell) for one in found(records, "not_an_amount")] == [(6, "B6")]
    assert records.beside["funds"].printed_fund.tolist()[0] == 4000.0


def test_a_word_that_is_an_answer_to_whether_a_contest_was_held(tmp_path: Path) -> None:
    said = ["да", "НЕТ", "+", "не состоялся", "приём заявок", "файл утерян", "held", "cancelled"]
    rows = [["Год", "Состоялся"], *([2000 + place, word] for place, word in enumerate(said))]
    meant = ["yes", "no", "yes", "no", "open", "missing", "yes", "no"]
    assert opened(tmp_path, Календарь=rows).calendar == {2000 + place: word for place, word in enumerate(meant)}


def test_scores_beside_which_the_project_is_named_are_scores(tmp_path: Path) -> None:
    rows = [["№ заявки", "Название проекта", "Эксперт", "Балл"], ["1", "Двор", "Э1", 5]]
    assert opened(tmp_path, Баллы=rows).beside["scores"]["score"].tolist() == [5.0]
