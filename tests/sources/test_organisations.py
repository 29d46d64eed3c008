"""One organisation under many spellings is proposed, decided by a person and shown; never merged in silence."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from typer.testing import CliRunner

from partnerlab.cli import app
from partnerlab.dataset import Dataset
from partnerlab.findings import Finding
from partnerlab.metrics import participation
from partnerlab.sources.cells.check_digits import are_russian, judged, proven
from partnerlab.sources.organisations.groups import Spelling, agree, proposed
from partnerlab.sources.organisations.names import compared
from partnerlab.sources.records import open_records
from places import REAL

LABELLED = Path(__file__).with_name("labelled_organisations.csv")
# check digits worked out on paper: 1*2+2*4+3*10+4*3+5*5+6*9+7*4+8*6+9*8 = 279, 279 mod 11 = 4
INN = "1234567894"
# 1*2+1*4+...+1*8 = 51, 51 mod 11 = 7
OTHER_INN = "1111111117"
# 102220052581 mod 11 = 9
OGRN = "1022200525819"
PERSON = "123456789047"
# 0*2+1*4+2*10+3*3+4*5+5*9+6*4+7*6+8*8 = 228, 228 mod 11 = 8
WITH_ZERO = "0123456788"


def groups(names: Iterable[str | tuple[str, str]]) -> set[frozenset[str]]:
    """The names proposed as one; a pair is a name and its tax number."""
    pairs = [(one, "") if isinstance(one, str) else one for one in names]
    spellings = [Spelling(name, number, 1, proven(number)) for name, number in pairs]
    return {frozenset(spellings[place].name for place in group.members) for group in proposed(spellings)}


def are_one(*names: str | tuple[str, str]) -> bool:
    plain = frozenset(one if isinstance(one, str) else one[0] for one in names)
    return groups(names) == {plain}


# what is one


@pytest.mark.parametrize(
    "names",
    [
        ("АНО «Вектор Закамья»", 'АНО "Вектор Закамья"', "АНО „ВЕКТОР ЗАКАМЬЯ“", "АНО &#8220;Вектор Закамья&#8221;"),
        ("АНО «Вектор Закамья»", "Автономная некоммерческая организация «Вектор Закамья»", "«Вектор Закамья», АНО"),
        ("РОО «Звёздный ковш»", "POO «Звездный ковш»", "РОО «Звeздный  ковш»"),
        ("ПГОО «Родник Егошихи»", "Пермская городская общественная организация «Родник Егошихи»"),
        (
            "ТОС «Клеверный луг»",
            "Совет ТОС «Клеверный луг»",
            "территориальное общественное самоуправление Клеверный луг",
        ),
        ("МАОУ «СОШ № 712» г. Перми", "Средняя общеобразовательная школа №712"),
        ("Фонд «Два причала»", "Два причала"),
        ("БФ «Два причала»", "Благотворительный фонд «Два причала»"),
        ("АНО «Возрождение Сылвы»", "АНО «Возраждение Сылвы»"),
        ("Совет ветеранов Лугового района", "Совет ветеранов Лугового р-на г. Перми"),
        ("Пермский центр летних кинопоказов и праздников", "ПЦЛКП"),
        ("Общество «Тихая вода» (РОО «Тихая вода»)", "РОО Общество «Тихая вода»"),
        ("АНО «Центр помощи соседям «Ступени вверх»»", "АНО «Ступени вверх»"),
        ("Клуб «XXI меридиан»", "Клуб «21 меридиан»"),
        ("The Maple & Thistle Trust", "Maple And Thistle Trust", "MAPLE AND THISTLE TRUST LTD"),
        ("Fundacja „Zielony Młyn”", "Fundacja Zielony Młyn"),
    ],
)
def test_spellings_of_one_organisation_are_proposed_as_one(names: tuple[str, ...]) -> None:
    assert are_one(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("школа № 712", "школа № 721"),
        ("ТОС «Южный»", "ТОС «Южный-2»"),
        ("Совет ветеранов Лугового района", "Совет ветеранов Полевого района"),
        ("Фонд «Тихий берег»", "Филиал фонда «Тихий берег» в Кунгуре"),
        ("АНО «Лад»", "Фонд «Лад»"),
        ("АНО «Родник»", "АНО «Родники»"),
        ("Фонд «Камские узоры»", "Фонд «Волжские узоры»"),
        ("Пермская краевая организация садоводов", "Пермская городская организация садоводов"),
        ("Союз женщин Перми", "Союз женщин Кунгура"),
        ("НП «Милосердие»", "НП «Международное милосердие»"),
        ("Гимназия «Дуга»", "Фонд гимназии «Дуга»"),
        ("АНО «Экологический десант»", "АНО «Экономический десант»"),
        ("Bonang Primary School", "Bopang Primary School"),
    ],
)
def test_organisations_that_only_look_alike_are_not_proposed_as_one(names: tuple[str, ...]) -> None:
    assert groups(names) == set()


def test_a_name_that_may_be_either_of_two_organisations_is_given_to_neither() -> None:
    assert groups(["АНО «Два луча»", "Фонд «Два луча»", "Два луча"]) == set()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.sampled_from(["АНО", "Фонд", "«", "»", "Лад", "№ 2", "(", "Пермь", "ТОС", "&#8220;", "I", "."]), max_size=8
    )
)
def test_any_text_can_be_compared_and_agrees_with_itself(parts: list[str]) -> None:
    name = compared(" ".join(parts))
    assert agree(name, name)


@settings(deadline=None, max_examples=50)
@given(
    st.permutations(
        ["АНО «Вектор Камы»", "Вектор Камы", "Фонд «Мост над Камой»", "БФ Мост над Камой", "ТОС «Яр»", "АНО «Яр»"]
    )
)
def test_the_order_of_the_rows_changes_no_group(names: list[str]) -> None:
    assert groups(names) == {
        frozenset({"АНО «Вектор Камы»", "Вектор Камы"}),
        frozenset({"Фонд «Мост над Камой»", "БФ Мост над Камой"}),
    }


def labelled(half: str) -> list[tuple[str, str]]:
    with LABELLED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return [(row["organisation"], row["name"]) for row in rows if row["half"] == half]


@pytest.mark.parametrize("half", ["seen", "held_out"])
def test_of_a_hundred_proposed_pairs_ninety_seven_are_right_and_most_pairs_are_proposed(half: str) -> None:
    names = labelled(half)
    found = proposed([Spelling(name, "", 1) for _, name in names])
    pairs = {pair for group in found for pair in combinations(group.members, 2)}
    true = {pair for pair in combinations(range(len(names)), 2) if names[pair[0]][0] == names[pair[1]][0]}
    assert len(pairs & true) / len(pairs) >= 0.97
    assert len(pairs & true) / len(true) >= 0.85
    assert binomtest(len(pairs & true), len(pairs)).proportion_ci(method="wilson").low > 0.9


# tax numbers win over names


def test_one_tax_number_is_one_organisation_whatever_its_names() -> None:
    assert are_one(("АНО «Лад»", INN), ("Клуб «Заря»", INN))


def test_two_right_tax_numbers_are_two_organisations_even_under_one_name() -> None:
    assert groups([("АНО «Лад»", INN), ('АНО "Лад"', OTHER_INN)]) == set()


def test_a_number_with_a_wrong_check_digit_does_not_keep_spellings_apart() -> None:
    assert are_one(("АНО «Лад»", INN), ('АНО "Лад"', "1234567895"))


def test_a_name_without_number_beside_two_organisations_of_that_name_is_given_to_neither() -> None:
    assert groups([("АНО «Лад»", INN), ('АНО "Лад"', OTHER_INN), ("АНО Лад", "")]) == set()


def test_check_digits_are_those_worked_out_on_paper() -> None:
    kinds = {text: judged(text)[0].kind for text in (INN, OTHER_INN, PERSON, OGRN, WITH_ZERO)}
    assert kinds == {INN: "inn", OTHER_INN: "inn", PERSON: "personal_inn", OGRN: "ogrn", WITH_ZERO: "inn"}
    faults = {text: judged(text)[0].fault for text in ("1234567895", "123456", "12З4567894", "0000000000", "123456788")}
    assert list(faults.values()) == ["check_digit", "length", "letters", "check_digit", "lost_zero"]


def test_of_an_inn_and_an_ogrn_in_one_cell_the_inn_counts() -> None:
    assert proven(f"{OGRN} / {INN}") == proven(f"ИНН {INN} ОГРН {OGRN}") == INN


def test_numbers_of_other_countries_are_left_alone() -> None:
    assert not are_russian(["1144091", "GB-CHC-1144091"], currency="GBP")
    frame = pd.DataFrame({"Year": [2003] * 2, "Organisation": ["Elm", "Oak"], "Charity number": ["1144091", "210183"]})
    records = open_records(frame, currency="GBP")
    assert not [one for one in records.findings if "tax_number" in one.rule]


# in a file


def file_of(folder: Path, rows: Sequence[tuple[str, str]], name: str = "contest.csv") -> Path:
    path = folder / name
    lines = [
        f"{number};2003;{organisation};{inn};{1000 * number}" for number, (organisation, inn) in enumerate(rows, 1)
    ]
    path.write_text("№ заявки;Год;Организация;ИНН;Сумма гранта, руб.\n" + "\n".join(lines), encoding="utf-8")
    return path


def decide(folder: Path, *lines: str, encoding: str = "utf-8-sig", separator: str = ";") -> Path:
    head = "Группа;Организация;Налоговый номер;Заявки;Почему;Одна организация? (да/нет);Показывать как"
    path = folder / "organisations.csv"
    path.write_bytes("\r\n".join([head, *lines]).replace(";", separator).encode(encoding))
    return path


def found(records: Dataset, rule: str) -> list[Finding]:
    return [finding for finding in records.findings if finding.rule == rule]


TWO = [("АНО «Вектор Камы»", ""), ("АНО «Вектор Камы»", ""), ("автономная некоммерческая организация Вектор Камы", "")]


def test_what_nobody_has_decided_is_told_at_its_row_and_never_merged(tmp_path: Path) -> None:
    records = open_records(file_of(tmp_path, TWO))
    (one,) = found(records, "similar_organisations")
    assert (one.row, one.column, one.found) == (4, "Организация", TWO[2][0])
    assert dict(one.facts)["first"] == "2"
    assert records.frame.organisation.nunique() == 2
    assert records.errors == 0


def test_an_accepted_group_is_one_organisation_and_shows_what_was_typed_beside(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "1;АНО «Вектор Камы»;;2;;да;", f"1;{TWO[2][0]};;1;;;")
    records = open_records(path)
    assert records.frame.organisation.tolist() == ["АНО «Вектор Камы»"] * 3
    assert records.frame.organisation_as_typed.tolist()[2] == TWO[2][0]
    assert records.frame.organisation_as_typed.isna().tolist() == [True, True, False]
    (merged,) = found(records, "organisations_merged")
    assert dict(merged.facts) == {"groups": 1, "spellings": 2, "applications": 3}
    assert not found(records, "similar_organisations")
    assert participation(records).active.tolist() == [1]


def test_the_right_tax_number_of_an_accepted_group_stands_in_all_its_rows(tmp_path: Path) -> None:
    path = file_of(tmp_path, [("АНО «Лад»", INN), ("АНО Лад", ""), ("Клуб «Заря»", "")])
    decide(tmp_path, f"1;АНО «Лад»;ИНН {INN};1;;да;Лад", "1;АНО Лад;;1;;;")
    frame = open_records(path).frame
    assert frame.organisation_id.fillna("").tolist() == [INN, INN, ""]
    assert frame.organisation.tolist() == ["Лад", "Лад", "Клуб «Заря»"]


def test_what_was_refused_is_remembered_and_not_proposed_again(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "1;АНО «Вектор Камы»;;2;;нет;", f"1;{TWO[2][0]};;1;;;")
    assert not found(open_records(path), "similar_organisations")
    before = (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig").splitlines()
    assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    assert (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig").splitlines() == before


def test_one_line_may_be_left_out_of_an_accepted_group(tmp_path: Path) -> None:
    names = [("АНО «Вектор Камы»", ""), ("АНО Вектор Камы", ""), ("Вектор Камы", "")]
    path = file_of(tmp_path, names)
    decide(tmp_path, "1;АНО «Вектор Камы»;;1;;да;", "1;АНО Вектор Камы;;1;;;", "1;Вектор Камы;;1;;нет;")
    records = open_records(path)
    assert records.frame.organisation.tolist() == ["АНО «Вектор Камы»", "АНО «Вектор Камы»", "Вектор Камы"]
    assert not found(records, "similar_organisations")


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ";"), ("cp1251", ";"), ("utf-8", ","), ("utf-8", "\t")]
)
def test_the_file_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, encoding: str, separator: str) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "1;АНО «Вектор Камы»;;2;;Да;", f"1;{TWO[2][0]};;1;;ДА;", encoding=encoding, separator=separator)
    assert found(open_records(path), "organisations_merged")


def test_the_file_may_be_in_english(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    assert CliRunner().invoke(app, ["organisations", str(path), "--language", "en"]).exit_code == 0
    target = tmp_path / "organisations.csv"
    text = target.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("Group;Organisation;Tax number;")
    first, rest = text.splitlines()[1], text.splitlines()[2:]
    assert first.endswith(";;")
    target.write_text("\n".join([text.splitlines()[0], first[:-1] + "yes;", *rest]), encoding="utf-8-sig")
    assert found(open_records(path), "organisations_merged")


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((f"1;АНО «Лад»;ИНН {INN};1;;да;", f"1;АНО Лад;ИНН {OTHER_INN};1;;да;"), "group_with_two_tax_numbers"),
        (
            (
                "1;Клуб «Заря»;;1;;да;",
                f"1;АНО Лад;ИНН {OTHER_INN};1;;да;",
                "2;Клуб «Заря»;;1;;да;",
                f"2;АНО «Лад»;ИНН {INN};1;;да;",
            ),
            "name_in_two_groups",
        ),
        (("1;Клуб «Заря»;;1;;да;Заря", f"1;АНО Лад;ИНН {OTHER_INN};1;;да;Лад"), "group_with_two_names"),
    ],
)
def test_decisions_that_contradict_each_other_are_errors_and_not_applied(
    tmp_path: Path, lines: tuple[str, ...], rule: str
) -> None:
    path = file_of(tmp_path, [("АНО «Лад»", INN), ("АНО Лад", OTHER_INN), ("Клуб «Заря»", "")])
    decide(tmp_path, *lines)
    records = open_records(path)
    assert found(records, rule)
    assert all(one.file == "organisations.csv" and one.row for one in found(records, rule))
    assert records.errors
    assert records.frame.organisation.nunique() == 3


def test_a_word_that_is_no_decision_is_told_and_decides_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "1;АНО «Вектор Камы»;;2;;наверное;", f"1;{TWO[2][0]};;1;;да;")
    records = open_records(path)
    (one,) = found(records, "unclear_decision")
    assert (one.row, one.found) == (2, "наверное")
    assert not found(records, "organisations_merged")


def test_a_file_of_that_name_that_is_something_else_is_an_error(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    (tmp_path / "organisations.csv").write_text("Список\nчего-то", encoding="utf-8")
    assert found(open_records(path), "organisations_unread")


def test_names_that_are_no_longer_in_the_records_are_told_in_a_note(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "1;АНО «Вектор Камы»;;2;;да;", "1;Вектор на Каме;;1;;;")
    (one,) = found(open_records(path), "unused_organisations")
    assert (one.found, one.count) == ("Вектор на Каме", 1)


def test_writing_again_keeps_decisions_and_a_new_spelling_is_never_accepted_by_silence(tmp_path: Path) -> None:
    path = file_of(tmp_path, TWO)
    decide(tmp_path, "7;АНО «Вектор Камы»;;2;;да;Вектор", f"7;{TWO[2][0]};;1;;;")
    file_of(tmp_path, [*TWO, ("ВЕКТОР КАМЫ", "")])
    said = CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"])
    assert said.exit_code == 0
    lines = (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert lines[0] == "7;АНО «Вектор Камы»;;2;;да;Вектор"
    assert [line.split(";")[0] for line in lines] == ["7", "7", "7"]
    assert lines[2].split(";")[1] == "ВЕКТОР КАМЫ"
    assert lines[2].split(";")[5] == "?"
    assert "не решено: 1" in said.output
    records = open_records(path)
    assert records.frame.organisation.tolist() == ["Вектор"] * 3 + ["ВЕКТОР КАМЫ"]
    assert found(records, "similar_organisations")
    again = (tmp_path / "organisations.csv").read_bytes()
    CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"])
    assert (tmp_path / "organisations.csv").read_bytes() == again


def test_writing_again_changes_nothing_where_an_accepted_group_has_a_tax_number(tmp_path: Path) -> None:
    path = file_of(tmp_path, [("АНО «Лад»", INN), ("АНО Лад", ""), ("АНО «Лад»", ""), ("«Лад»", "12345")])
    for _ in range(2):
        assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    target = tmp_path / "organisations.csv"
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 5
    decided = [lines[0], lines[1][:-1] + "да;", *lines[2:]]
    target.write_bytes("\r\n".join([*decided, ""]).encode("utf-8-sig"))
    before = target.read_bytes()
    assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    assert target.read_bytes() == before
    assert open_records(path).frame.organisation_id.tolist() == [INN] * 4


def test_a_name_to_show_that_was_written_before_deciding_is_kept(tmp_path: Path) -> None:
    path = file_of(tmp_path, [*TWO, ("ВЕКТОР КАМЫ", "")])
    decide(tmp_path, "3;АНО «Вектор Камы»;;2;;;Вектор", f"3;{TWO[2][0]};;1;;;")
    assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    lines = (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert lines[0] == "3;АНО «Вектор Камы»;;2;;;Вектор"
    assert [line.split(";")[1] for line in lines] == ["АНО «Вектор Камы»", TWO[2][0], "ВЕКТОР КАМЫ"]
    assert not found(open_records(path), "organisations_merged")


def test_two_files_of_a_folder_share_one_list(tmp_path: Path) -> None:
    first = file_of(tmp_path, TWO, "a.csv")
    second = file_of(tmp_path, [("Фонд «Мост Сылвы»", ""), ("БФ «Мост Сылвы»", "")], "b.csv")
    for path in (first, second):
        assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    lines = (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == ["1", "1", "2", "2"]


def test_a_spreadsheet_neither_runs_nor_shortens_what_is_written(tmp_path: Path) -> None:
    path = file_of(tmp_path, [("@Лад камы", WITH_ZERO), ("АНО @Лад камы", "")])
    assert CliRunner().invoke(app, ["organisations", str(path), "--language", "ru"]).exit_code == 0
    text = (tmp_path / "organisations.csv").read_text(encoding="utf-8-sig")
    assert f"1;'@Лад камы;ИНН {WITH_ZERO};1;" in text
    (tmp_path / "organisations.csv").write_text(text.replace(";;\n", ";да;\n"), encoding="utf-8-sig")
    assert found(open_records(path), "organisations_merged")


def test_a_row_without_the_number_that_the_name_has_elsewhere_is_proposed_not_merged(tmp_path: Path) -> None:
    records = open_records(file_of(tmp_path, [("АНО «Лад»", INN), ("АНО «Лад»", "")]))
    (one,) = found(records, "tax_number_not_in_all_rows")
    assert (one.row, dict(one.facts)["number"]) == (3, INN)
    assert records.frame.organisation_id.isna().tolist() == [False, True]


def test_wrong_tax_numbers_are_told_each_in_its_cell(tmp_path: Path) -> None:
    rows = [("А один", INN), ("Б два", "1234567895"), ("В три", "12345"), ("Г четыре", "12Х4567894"), ("Д пять", OGRN)]
    records = open_records(file_of(tmp_path, rows))
    told = {one.row: one.rule for one in records.findings if one.column == "ИНН"}
    assert told == {3: "wrong_tax_number", 4: "tax_number_length", 5: "tax_number_letters"}


def test_the_tax_number_of_a_person_is_noted_and_not_shown(tmp_path: Path) -> None:
    (one,) = found(open_records(file_of(tmp_path, [("А один", PERSON), ("Б два", INN)])), "persons_tax_number")
    assert (one.severity, one.count, one.found) == ("note", 1, "")


def test_one_number_with_many_names_and_one_name_with_many_numbers_are_told(tmp_path: Path) -> None:
    rows = [("АНО «Лад»", INN), ("Клуб «Заря»", INN), ("ТОС «Яр»", OTHER_INN), ('ТОС "Яр"', OGRN)]
    records = open_records(file_of(tmp_path, rows))
    (note,) = found(records, "one_tax_number_many_names")
    assert (note.severity, note.row, note.found) == ("note", 3, "Клуб «Заря»")
    (warning,) = found(records, "one_name_many_tax_numbers")
    assert (warning.severity, warning.row, warning.found) == ("warning", 5, OGRN)


def test_where_there_are_too_many_names_to_compare_this_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerlab.sources.organisations.MOST_NAMES", 1)
    records = open_records(file_of(tmp_path, TWO))
    (one,) = found(records, "many_organisations")
    assert (one.severity, one.count) == ("note", 2)
    assert not found(records, "similar_organisations")


def test_a_database_has_no_folder_for_decisions() -> None:
    said = CliRunner().invoke(app, ["organisations", "sqlite:///contest.db", "--language", "en"])
    assert said.exit_code == 2
    assert "organisations.csv" in said.output


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_the_real_tax_numbers_of_an_operator_are_right() -> None:
    with (REAL / "russian-grants" / "gosclub_2009.csv").open(encoding="utf-8") as file:
        numbers = [row[3].strip() for row in csv.reader(file) if len(row) > 3]
    numbers = [number for number in numbers if number.isdecimal() and len(number) == 10]
    assert len(numbers) > 90
    assert sum(judged(number)[0].kind == "inn" for number in numbers) / len(numbers) > 0.95
