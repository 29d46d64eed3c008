"""A finding is known again when the file has changed around it, and an acceptance holds for what was accepted alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.errors import WrongValue
from partnerlab.findings import Finding
from partnerlab.publish.checking.check import Checked, accepted_places, checked, remember
from partnerlab.sources.acceptance import remembered, with_acceptances
from partnerlab.sources.findings_file import MEMORY, Memory, Remembered, memory_csv, read_memory
from partnerlab.sources.records import open_records

DAY, NEXT = "2004-11-06", "2004-11-09"
HEADINGS = "№ заявки;Год;Организация;Статус;Сумма гранта"
REASON = "так в протоколе"


def contest(folder: Path, *rows: str, name: str = "contest.csv") -> Path:
    file = folder / name
    file.write_text("\n".join((HEADINGS, *rows)) + "\n", encoding="utf-8")
    return file


def row(number: str, amount: str) -> str:
    return f"{number};2003;Синтетическая организация {number};победитель;{amount}"


def check(file: Path, *accept: str, day: str = DAY, reason: str = REASON) -> Checked:
    """Check a file and keep what was found, as the command does."""
    (one,) = checked([str(file)], language="ru", accept=accept, reason=reason, today=day)
    remember(one, language="ru", today=day)
    return one


def errors(one: Checked) -> list[tuple[str, int | None, str]]:
    return [(each.found, each.row, each.accepted) for each in one.findings if each.severity == "error"]


def states(folder: Path) -> list[tuple[str, str]]:
    return [(each.found, each.state) for each in read_memory(folder).rows if each.rule == "not_an_amount"]


def test_the_second_check_says_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    first = check(contest(tmp_path, row("1", "около 30"), row("2", "20000")))
    assert first.first
    assert states(tmp_path) == [("около 30", "new")]
    second = check(contest(tmp_path, row("1", "30000"), row("2", "по смете")), day=NEXT)
    assert not second.first
    assert [each.found for each in second.mended if each.rule == "not_an_amount"] == ["около 30"]
    assert [each.found for each in second.findings if not each.seen] == ["по смете"]
    assert states(tmp_path) == [("по смете", "new"), ("около 30", "mended")]


def test_a_finding_keeps_the_day_on_which_it_was_first_seen(tmp_path: Path) -> None:
    file = contest(tmp_path, row("1", "около 30"))
    check(file)
    check(file, day=NEXT)
    assert {each.seen for each in read_memory(tmp_path).rows} == {DAY}
    assert states(tmp_path) == [("около 30", "known")]


def test_a_check_that_finds_the_same_leaves_the_memory_as_it_is(tmp_path: Path) -> None:
    file = contest(tmp_path, row("1", "около 30"))
    check(file)
    check(file, day=NEXT)
    (again,) = checked([str(file)], language="ru", today=NEXT)
    assert remember(again, language="ru", today=NEXT) is None


def test_what_is_mended_is_told_once(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "около 30")))
    clean = contest(tmp_path, row("1", "30000"))
    assert len(check(clean).mended) == 1
    assert check(clean).mended == ()
    assert states(tmp_path) == []


def test_an_accepted_error_stops_no_report_and_keeps_its_reason_and_day(tmp_path: Path) -> None:
    file = contest(tmp_path, row("1", "около 30"), row("2", "20000"))
    check(file, "not_an_amount:E2")
    records = open_records(file)
    assert records.errors == 0
    (one,) = [each for each in records.findings if each.rule == "not_an_amount"]
    assert (one.accepted, one.accepted_on) == (REASON, DAY)


def test_an_acceptance_moves_with_its_row(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "около 30"), row("2", "20000")), "not_an_amount")
    lower = contest(tmp_path, row("3", "1000"), row("2", "20000"), row("1", "около 30"))
    assert errors(check(lower)) == [("около 30", 4, REASON)]


def test_an_acceptance_does_not_carry_over_to_another_value(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "около 30")), "not_an_amount")
    assert errors(check(contest(tmp_path, row("1", "около 300")))) == [("около 300", 2, "")]


def test_an_acceptance_does_not_carry_over_to_another_application(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "около 30"), row("2", "20000")), "not_an_amount")
    assert errors(check(contest(tmp_path, row("1", "30000"), row("2", "около 30")))) == [("около 30", 3, "")]


def test_an_acceptance_comes_back_with_the_same_value_in_the_same_application(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "около 30")), "not_an_amount")
    for _ in range(3):
        check(contest(tmp_path, row("1", "30000")))
    assert errors(check(contest(tmp_path, row("1", "около 30")))) == [("около 30", 2, REASON)]


# Without numbers of their own, two records with the same mistake can be told apart by their rows alone.


def unnumbered(*amounts: str) -> list[str]:
    return [f";2003;Синтетическая организация;победитель;{amount}" for amount in amounts]


def test_of_two_equal_mistakes_the_accepted_one_stays_accepted_when_the_other_is_corrected(tmp_path: Path) -> None:
    check(contest(tmp_path, *unnumbered("около 30", "1", "около 30")), "not_an_amount:2")
    assert errors(check(contest(tmp_path, *unnumbered("около 30", "1", "30000")))) == [("около 30", 2, REASON)]


def test_of_two_equal_mistakes_the_other_is_not_accepted_when_the_accepted_one_is_corrected(tmp_path: Path) -> None:
    check(contest(tmp_path, *unnumbered("около 30", "1", "около 30")), "not_an_amount:2")
    assert errors(check(contest(tmp_path, *unnumbered("30000", "1", "около 30")))) == [("около 30", 4, "")]


def test_of_two_equal_mistakes_below_a_new_row_the_same_one_is_accepted(tmp_path: Path) -> None:
    check(contest(tmp_path, *unnumbered("около 30", "около 30", "1")), "not_an_amount:2")
    lower = contest(tmp_path, *unnumbered("5", "около 30", "около 30", "1"))
    assert errors(check(lower)) == [("около 30", 3, REASON), ("около 30", 4, "")]


def test_an_equal_mistake_just_above_the_accepted_one_is_not_accepted_in_its_place(tmp_path: Path) -> None:
    check(contest(tmp_path, *unnumbered("1", "30000", "около 30")), "not_an_amount")
    more = contest(tmp_path, *unnumbered("1", "около 30", "около 30"))
    assert errors(check(more)) == [("около 30", 3, ""), ("около 30", 4, REASON)]


def test_a_third_equal_mistake_is_not_accepted_with_the_two_before(tmp_path: Path) -> None:
    check(contest(tmp_path, *unnumbered("около 30", "1", "около 30")), "not_an_amount")
    more = contest(tmp_path, *unnumbered("около 30", "1", "около 30", "около 30"))
    assert [(at, reason) for _, at, reason in errors(check(more))] == [(2, REASON), (4, REASON), (5, "")]


def test_a_finding_of_many_cells_stays_accepted_until_there_are_more_of_them(tmp_path: Path) -> None:
    def without_number(one: Checked) -> list[tuple[int, str]]:
        return [(each.count, each.accepted) for each in one.findings if each.rule == "made_ids"]

    check(contest(tmp_path, row("1", "5"), *unnumbered("1", "2")), "made_ids")
    fewer = contest(tmp_path, row("1", "5"), row("2", "7"), *unnumbered("2"))
    assert without_number(check(fewer)) == [(1, REASON)]
    grown = contest(tmp_path, row("1", "5"), *unnumbered("1", "2"))
    assert without_number(check(grown)) == [(2, "")]
    assert without_number(check(grown)) == [(2, "")]


def test_a_renamed_file_is_another_file_until_its_name_is_corrected_in_the_memory(tmp_path: Path) -> None:
    file = contest(tmp_path, row("1", "около 30"))
    check(file, "not_an_amount")
    renamed = file.rename(tmp_path / "contest-2003.csv")
    assert open_records(renamed).errors == 1
    memory = tmp_path / MEMORY
    memory.write_bytes(memory.read_bytes().replace(b"contest.csv", b"contest-2003.csv"))
    assert open_records(renamed).errors == 0


def test_two_files_of_a_folder_share_the_memory_and_leave_each_other_alone(tmp_path: Path) -> None:
    here = contest(tmp_path, row("1", "около 30"), name="2003.csv")
    there = contest(tmp_path, row("1", "около 30"), name="2004.csv")
    check(here, "not_an_amount")
    assert errors(check(there)) == [("около 30", 2, "")]
    assert check(here).mended == ()
    assert open_records(here).errors == 0
    assert open_records(there).errors == 1


def test_two_files_checked_at_once_are_both_remembered(tmp_path: Path) -> None:
    files = [contest(tmp_path, row("1", "около 30"), name=f"{year}.csv") for year in (2003, 2004)]
    for one in checked([str(file) for file in files], language="ru", today=DAY):
        remember(one, language="ru", today=DAY)
    kept = {each.file for each in read_memory(tmp_path).rows if each.rule == "not_an_amount"}
    assert kept == {"2003.csv", "2004.csv"}


# findings.csv as people's programs leave it.


def saved_again(folder: Path, *, encoding: str, separator: str, reason: str = "") -> None:
    """Write the memory again as a spreadsheet does, with a reason typed into its column."""
    file = folder / MEMORY
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))
    place = rows[0].index("Причина, по которой принято")
    day = rows[0].index("Впервые найдено")
    for each in rows[1:]:
        if "not_an_amount" in each:
            each[place] = reason
        year, month, number = each[day].split("-")
        each[day] = f"{number}.{month}.{year}"
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    file.write_bytes(text.getvalue().encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ";"), ("cp1251", ";"), ("utf-8", ","), ("cp1251", "\t")]
)
def test_a_reason_typed_into_the_memory_accepts(tmp_path: Path, encoding: str, separator: str) -> None:
    file = contest(tmp_path, row("1", "около 30"))
    check(file)
    saved_again(tmp_path, encoding=encoding, separator=separator, reason="уточнено по телефону")
    assert open_records(file).errors == 0
    check(file, day=NEXT)
    (one,) = [each for each in read_memory(tmp_path).rows if each.rule == "not_an_amount"]
    assert (one.state, one.reason, one.seen, one.accepted_on) == ("accepted", "уточнено по телефону", DAY, NEXT)


def test_the_memory_opens_in_excel_and_runs_no_formula(tmp_path: Path) -> None:
    check(contest(tmp_path, row("1", "@around 30")))
    content = (tmp_path / MEMORY).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";") for cell in line]
    assert "'@around 30" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert [each.found for each in read_memory(tmp_path).rows if each.rule == "not_an_amount"] == ["@around 30"]


@pytest.mark.parametrize("content", [b"a;b\n1;2\n", b"\x00\x01\x02", "Год;Организация\n2003;А\n".encode("utf-16")])
def test_a_file_of_that_name_which_is_something_else_is_told_and_never_written_over(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / MEMORY).write_bytes(content)
    one = check(contest(tmp_path, row("1", "около 30")))
    assert "strange_memory" in [each.rule for each in one.findings]
    assert (tmp_path / MEMORY).read_bytes() == content


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
rows = st.builds(
    Remembered,
    file=texts,
    rule=st.sampled_from(["not_an_amount", "missing_money"]),
    key=st.from_regex(r"m[0-9a-f]{4}m", fullmatch=True),
    checked=texts,
    sheet=texts,
    row=st.none() | st.integers(1, 10**6),
    column=texts,
    record=texts,
    found=texts,
    state=st.sampled_from(["new", "known", "accepted", "mended"]),
    reason=texts.map(str.strip),
    count=st.integers(1, 10**6),
    text=texts,
)


@given(st.lists(rows, max_size=4), st.sampled_from(["ru", "en"]))
@settings(deadline=None, max_examples=50)
def test_the_memory_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, kept: list[Remembered], language: str
) -> None:
    folder = tmp_path_factory.mktemp("memory")
    (folder / MEMORY).write_bytes(memory_csv(kept, language="ru" if language == "ru" else "en"))
    assert read_memory(folder) == Memory(tuple(kept))


places = st.lists(st.integers(2, 30), unique=True, max_size=8).map(sorted)


@given(places, places, st.sets(st.integers(2, 30)))
@settings(deadline=None, max_examples=100)
def test_never_more_of_equal_findings_are_accepted_than_were_before(
    before: list[int], after: list[int], chosen: set[int]
) -> None:
    # Law: an acceptance is carried by one finding at most, however the rows move.
    def found(at: list[int], reasons: set[int]) -> list[Finding]:
        return [
            Finding("not_an_amount", "a.csv", "", each, "Сумма", "около 30", accepted=REASON if each in reasons else "")
            for each in at
        ]

    kept, _ = remembered(found(before, chosen), Memory(), checked="a.csv", today=DAY, language="ru")
    again, gone = remembered(found(after, set()), Memory(tuple(kept)), checked="a.csv", today=NEXT, language="ru")
    assert len(gone) == max(len(before) - len(after), 0)
    assert sum(each.state != "mended" for each in again) == len(after)
    assert sum(each.state == "new" for each in again) == max(len(after) - len(before), 0)


def test_without_a_folder_nothing_is_remembered() -> None:
    one = Finding("not_an_amount", "a.csv", "", 2, "Сумма", "около 30")
    assert with_acceptances([one], None) == [one]


# What --accept takes.

FOUND = [
    Finding("not_an_amount", "a.xlsx", "2003", 7, "Сумма", "x", record="12", letter="F"),
    Finding("not_an_amount", "a.xlsx", "2003", 12, "Сумма", "y", record="30", letter="F"),
    Finding("not_an_amount", "a.xlsx", "Мой лист", 7, "Сумма", "z", record="41", letter="F"),
    Finding("missing_year", "a.xlsx", "2003", 9, "Год", "", record="5", letter="B"),
    Finding("title_rows", "a.xlsx", "2003", 1, "", "Заявки"),
]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("not_an_amount", {0, 1, 2}),
        ("not_an_amount:F7", {0, 2}),
        ("not_an_amount:2003!F7", {0}),
        ("not_an_amount:'Мой лист'!$F$7", {2}),
        ("not_an_amount:7", {0, 2}),
        ("not_an_amount:41", {2}),
        ("missing_year:9", {3}),
        ("all", {0, 1, 2, 3}),
    ],
)
def test_a_place_is_a_cell_a_row_or_an_application(asked: str, places: set[int]) -> None:
    assert accepted_places(FOUND, [asked]) == places


def test_a_number_that_is_one_applications_and_anothers_row_is_not_guessed() -> None:
    with pytest.raises(WrongValue) as error:
        accepted_places(FOUND, ["not_an_amount:12"])
    assert "2003!F7" in error.value.text("ru")
    assert "2003!F12" in error.value.text("ru")


@pytest.mark.parametrize("asked", ["not_an_amount:F8", "no_such_check", "not_a_year", "not_an_amount:1999!F7", ""])
def test_what_was_not_found_cannot_be_accepted(asked: str) -> None:
    with pytest.raises(WrongValue):
        accepted_places(FOUND, [asked])
