"""Pages of a user's own records: what they are asked for, what they say where something is missing, and of findings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from partnerlab import parameters
from partnerlab.catalogue import entry
from partnerlab.dataset import Dataset, Source
from partnerlab.errors import NoYears
from partnerlab.findings import Finding, Findings
from partnerlab.page import FOUND, open_page
from partnerlab.page.content import Content
from partnerlab.page.top import hero
from partnerlab.publish import opening, plan
from partnerlab.sources.records import open_records
from reporting import make

WINNERS = "Год;Организация;Сумма гранта;Район\n2011;Учебная организация;30000;Дальний\n2012;Другая;20000;Ближний\n"


def written(folder: Path, text: str, name: str = "конкурс.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def content(file: Path, topic: str = "year_report", language: str = "ru") -> Content:
    return Content(topic, parameters.checked(2012, language, None), open_records(file))


def test_records_of_no_year_are_refused_in_a_sentence_that_says_where_to_write_it(tmp_path: Path) -> None:
    file = written(tmp_path, "Организация;Сумма гранта\nУчебная организация;30000\n")
    with pytest.raises(NoYears) as error:
        opening.known_years(open_records(file), file.name)
    assert error.value.text("ru").startswith("конкурс.csv: год заявок неизвестен")
    assert "year = 2003" in error.value.text("en")


def test_a_question_that_organisations_answer_asks_for_their_names_not_their_tax_numbers(tmp_path: Path) -> None:
    notes = content(written(tmp_path, "Год;Сумма гранта\n2012;30000\n")).card("participation").notes
    assert notes == (
        "По этим данным на вопрос не ответить: нет столбца «Организация».",
        "Добавьте в записи столбец «Организация», и ответ появится здесь.",
    )


def test_a_question_that_a_sheet_beside_the_records_answers_asks_for_the_sheet(tmp_path: Path) -> None:
    notes = content(written(tmp_path, WINNERS)).card("reviewers").notes
    assert "лист со столбцами «Номер заявки», «Эксперт», «Оценка»" in notes[1]


def test_a_question_that_only_printed_tables_answer_asks_for_nothing(tmp_path: Path) -> None:
    (note,) = content(written(tmp_path, WINNERS), language="en").card("history").notes
    assert note == "Only printed tables answer this question: records of applications do not hold such figures."


def test_the_census_of_perm_is_no_source_of_a_map_of_other_districts(tmp_path: Path) -> None:
    notes = content(written(tmp_path, WINNERS)).card("districts").notes
    assert not [note for note in notes if "Источник" in note]
    notes = content(written(tmp_path, WINNERS.replace("Ближний", "Кировский"))).card("districts").notes
    assert [note for note in notes if "Источник" in note]


def test_where_the_first_question_has_no_answer_the_page_bears_its_own_name(tmp_path: Path) -> None:
    said = hero(content(written(tmp_path, WINNERS)))
    assert "<h1>Год на одной странице</h1>" in said
    assert "рубль бюджета" not in said


def test_a_folder_of_many_files_is_counted_in_the_line_of_the_source(tmp_path: Path) -> None:
    folder = tmp_path / "годы"
    folder.mkdir()
    for year in range(2001, 2010):
        written(folder, "Организация;Сумма гранта\nУчебная организация;30000\n", f"{year}.csv")
    source = open_records(folder).source
    assert source.line("ru") == "Источник: годы, 9 файлов (9 строк)"
    assert source.line("en") == "Source: годы, 9 files (9 rows)"


def never() -> list[Finding]:
    raise AssertionError("the checks ran once more")


def test_a_page_of_a_batch_does_not_run_the_checks_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pd.DataFrame({"year": [2012], "awarded": [100.0], "attracted": [300.0]})
    records = Dataset("mine", "records", frame, Source("mine.csv"), findings=Findings(never))
    monkeypatch.setenv("PARTNERLAB_PAGE", "still")
    monkeypatch.setenv(FOUND, "3 1203")
    page = open_page("leverage", year=2012, language="en", data=records)
    page.opening()
    said = hero(page._view.content)
    assert "hold errors that were accepted, 3 in number" in said
    assert "1,203 was accepted with a reason" in said


def test_pages_say_how_many_findings_were_accepted_with_a_reason(tmp_path: Path) -> None:
    file = written(
        tmp_path, "Год;Организация;Сумма гранта;Привлечено\n2012;Учебная организация;около 30;5\n2012;Вторая;9;9\n"
    )
    found = open_records(file).findings
    assert sum(one.severity == "error" for one in found) == 1
    records = opening.opened(str(file), accept_errors=True)
    out = tmp_path / "reports"
    asked = plan.plan(str(file), years=[2012], languages=["ru"], names=["leverage"])
    (made,) = make(asked, out, records=records)
    assert made.error == ""
    assert "есть принятые ошибки, их 1." in (out / made.report.file).read_text(encoding="utf-8")


def test_gifts_beside_the_records_pay_the_fund_that_money_was_attracted_beside(tmp_path: Path) -> None:
    file = tmp_path / "конкурс.xlsx"
    with pd.ExcelWriter(file) as book:
        pd.read_csv(written(tmp_path, WINNERS), sep=";").to_excel(book, sheet_name="Заявки", index=False)
        funds = pd.DataFrame({"Год": [2011, 2012], "Призовой фонд": [50000, 45000], "Привлечено": [70000, 90000]})
        funds.to_excel(book, sheet_name="Фонды", index=False)
        gifts = pd.DataFrame({"Год": [2011, 2012], "Донор": ["Завод", "Банк"], "Взнос": [40000, 45000]})
        gifts.to_excel(book, sheet_name="Подарки", index=False)
    page = content(file, "district_contest")
    table = page.answer(entry("fund_leverage"))
    assert table.measured_on.tolist() == ["printed_fund", "sum_of_donors"] * 2
    # By hand: 70 / 50, 70 / 40, 90 / 45, 90 / 45.
    assert table.leverage.tolist() == [1.4, 1.75, 2.0, 2.0]
    shown = page.card("fund_leverage")
    assert shown.title.replace("\xa0", " ") == "На рубль конкурсного фонда привлечено 2 руб. 00 коп."
    assert not [note for note in shown.notes if "расходятся" in note]


def test_no_roubles_are_asked_about_where_the_money_is_in_euros(tmp_path: Path) -> None:
    file = written(tmp_path, "Год;Организация;Сумма гранта, EUR\n2012;Учебная организация;30000\n")
    assert content(file).card("leverage").title == "Сколько средств со стороны стоит рядом с бюджетными?"
