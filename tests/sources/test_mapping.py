"""A user says in `mapping.toml` what partnerlab cannot know of the own file, and is told at once where it cannot be."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from partnerlab.cli import app
from partnerlab.dataset import Dataset
from partnerlab.errors import MissingFile, WrongMapping
from partnerlab.sources.headings import mapping_of, meaning
from partnerlab.sources.headings.mapping import NO_MAPPING, UserMapping
from partnerlab.sources.headings.mapping_file import read_mapping
from partnerlab.sources.mapping_draft import mapping_draft
from partnerlab.sources.records import open_records
from places import REAL

needs_real_files = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not there")


def written(folder: Path, text: str, name: str = "mapping.toml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def contest(folder: Path, *lines: str, name: str = "contest.csv") -> Path:
    return written(folder, "\n".join(lines) + "\n", name)


def rules(records: Dataset) -> list[str]:
    return [one.rule for one in records.findings]


def told(error: pytest.ExceptionInfo[WrongMapping]) -> list[str]:
    return error.value.text("en").split("\n")


def test_a_mapping_says_what_a_heading_means(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Кому;Сколько", "2003;Сад;30000")
    mapping = written(tmp_path, '[columns]\n"КОМУ:" = "organisation"\n"Сколько" = "awarded"\n')
    records = open_records(file, mapping=mapping)
    assert (records.frame.organisation.tolist(), records.frame.awarded.tolist()) == (["Сад"], [30000.0])


def test_an_empty_name_leaves_a_column_to_the_user() -> None:
    own = UserMapping(columns={"Сумма": ""})
    assert meaning("Сумма", own) is None
    assert meaning("Сумма", NO_MAPPING) is not None


def test_a_unit_in_the_mapping_counts_more_than_none_in_the_heading() -> None:
    frame = pd.DataFrame({"Год": [2003], "Сумма гранта": [30.5]})
    records = open_records(frame, mapping=UserMapping(units={"Сумма гранта": (1000.0, "RUB")}))
    assert records.frame.awarded.tolist() == [30500.0]


def test_the_unit_of_a_mapped_heading_is_read_from_the_heading_itself() -> None:
    found = meaning("Дали, тыс. руб.", UserMapping(columns={"Дали, тыс. руб.": "awarded"}))
    assert found is not None
    assert (found.column, found.factor, found.currency) == ("awarded", 1000.0, "RUB")


def test_a_heading_that_is_otherwise_known_gives_way_to_the_users_own() -> None:
    own = mapping_of(["Запрошено", "Сумма по смете"], UserMapping(columns={"Сумма по смете": "requested"}))
    assert meaning("Запрошено", own) is None
    assert meaning("Сумма по смете", own) is not None


def test_the_users_own_heading_is_left_to_others_where_a_sheet_does_not_have_it() -> None:
    own = mapping_of(["Запрошено"], UserMapping(columns={"Сумма по смете": "requested"}))
    found = meaning("Запрошено", own)
    assert found is not None
    assert found.column == "requested"


def test_a_mapping_settles_what_the_sign_in_942_916_is(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Сумма гранта", "2003;942.916")
    for sign, amount in ((".", 942.916), (",", 942916.0)):
        mapping = written(tmp_path, f'[decimals]\n"Сумма гранта" = "{sign}"\n')
        assert open_records(file, mapping=mapping).frame.awarded.tolist() == [amount]


def test_a_mapping_says_which_word_of_the_list_is_meant(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Статус;Сумма гранта", "2003;ПРОШЁЛ;5000", "2003;победитель;7000")
    records = open_records(file, mapping=written(tmp_path, '[words.status]\n"прошел" = "won"\n'))
    assert records.frame.status.tolist() == ["won", "won"]


def test_a_mapping_may_be_written_in_the_words_of_the_user(tmp_path: Path) -> None:
    text = '[columns]\n"Кому" = "Организация"\n"Дали" = "Сумма гранта"\n[words.status]\n"прошёл" = "Победил"\n'
    own = read_mapping(written(tmp_path, text))
    assert dict(own.columns) == {"Кому": "organisation", "Дали": "awarded"}
    assert own.words["status"]["прошёл"] == "won"


def test_a_draft_speaks_the_readers_language(tmp_path: Path) -> None:
    lines = mapping_draft(contest(tmp_path, *HARD), language="ru").splitlines()
    assert {'"Год" = "Год"', '"Организация" = "Организация"', '# "Сума гранта" = "Выделено"'} <= set(lines)


def test_a_mapping_gives_the_year_and_the_currency_of_the_whole_file(tmp_path: Path) -> None:
    file = contest(tmp_path, "Организация;Сумма гранта", "Сад;5000")
    records = open_records(file, mapping=written(tmp_path, 'year = 2003\ncurrency = "EUR"\n'))
    assert (records.frame.year.tolist(), records.currency) == ([2003], "EUR")


def test_what_is_asked_for_counts_more_than_what_the_mapping_says(tmp_path: Path) -> None:
    file = contest(tmp_path, "Организация;Сумма гранта", "Сад;5000")
    mapping = written(tmp_path, 'year = 2003\ncurrency = "EUR"\n')
    records = open_records(file, mapping=mapping, year=2004, currency="USD")
    assert (records.frame.year.tolist(), records.currency) == ([2004], "USD")


def test_a_sheet_is_not_read_where_the_mapping_says_so(tmp_path: Path) -> None:
    file = tmp_path / "contest.xlsx"
    with pd.ExcelWriter(file) as book:
        for sheet, amount in (("2003", 5000), ("черновик", 9999)):
            pd.DataFrame({"Организация": ["Сад"], "Сумма гранта": [amount]}).to_excel(
                book, sheet_name=sheet, index=False
            )
    records = open_records(file, mapping=written(tmp_path, '[sheets]\nskip = ["черновик"]\n'))
    assert records.frame.awarded.tolist() == [5000.0]
    assert [one.sheet for one in records.findings if one.rule == "sheet_skipped"] == ["черновик"]


def test_the_row_of_the_headings_may_be_said(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Сумма гранта;Организация", "Кому;Когда;Сколько", "Сад;2003;5000")
    text = '[sheets]\nheading_row = 2\n[columns]\n"Кому" = "organisation"\n"Когда" = "year"\n"Сколько" = "awarded"\n'
    records = open_records(file, mapping=written(tmp_path, text))
    assert records.frame[["organisation", "year", "awarded"]].values.tolist() == [["Сад", 2003, 5000.0]]


def test_a_column_without_a_heading_is_named_by_its_letter(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Сумма гранта;", "2003;5000;Сад")
    records = open_records(file, mapping=written(tmp_path, '[columns]\n"C" = "organisation"\n'))
    assert records.frame.organisation.tolist() == ["Сад"]
    assert "empty_heading" not in rules(records)


@needs_real_files
def test_a_real_file_without_any_headings_is_read_by_its_letters(tmp_path: Path) -> None:
    file = REAL / "russian-grants" / "inop_2007.csv"
    text = '[sheets]\nheading_row = 0\n[columns]\n"B" = "application_id"\n"C" = "organisation"\n"E" = "awarded"\n'
    records = open_records(file, mapping=written(tmp_path, text))
    with file.open(encoding="utf-8", newline="") as typed:
        rows = list(csv.reader(typed))
    assert len(records.frame) == len(rows) == 30
    assert records.frame.awarded.sum() == sum(int(row[4].replace(" ", "")) for row in rows) == 56_400_000
    assert records.frame.organisation.tolist() == [" ".join(row[2].split()) for row in rows]


def test_a_heading_of_the_mapping_that_the_file_does_not_have_is_told(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Сумма гранта", "2003;5000")
    text = '[columns]\n"Сума" = "awarded"\n[units]\n"Сумма гранта" = "руб."\n[sheets]\nskip = ["сводка"]\n'
    found = {one.rule: one for one in open_records(file, mapping=written(tmp_path, text)).findings}
    assert found["mapping_heading_absent"].found == "Сума"
    assert found["mapping_sheet_absent"].found == "сводка"
    assert "mapping.toml" in found["mapping_heading_absent"].text("ru")


def test_a_mapping_that_fits_gives_no_warning_of_itself(tmp_path: Path) -> None:
    file = contest(tmp_path, "Год;Кому;Сумма гранта", "2003;Сад;5000")
    records = open_records(file, mapping=written(tmp_path, '[columns]\n"Кому" = "organisation"\n"Год" = "year"\n'))
    assert not [one for one in rules(records) if one.endswith("_absent")]
    (used,) = (one for one in records.findings if one.rule == "mapping_used")
    assert (used.count, used.found) == (2, "«Год», «Кому»")


def test_all_that_is_wrong_in_a_mapping_is_told_at_once(tmp_path: Path) -> None:
    text = (
        'year = 3003\ncurency = "RUB"\n[columns]\n"Дали" = "awardd"\n[units]\n"Дали" = "штук"\n'
        '[decimals]\n"Дали" = ";"\n[words.status]\n"прошёл" = "приз"\n'
        '[sheets]\nheading_row = "one"\nskip = "сводка"\n'
    )
    with pytest.raises(WrongMapping) as error:
        read_mapping(written(tmp_path, text))
    lines = told(error)
    assert len(lines) == 8
    assert "there is no column «awardd»; do you mean «awarded»?" in lines[1]
    for line, part in zip(lines, ("curency", "columns", "units", "decimals", "words.status", "sheets"), strict=False):
        assert part in line


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("[columns]\nСумма = awarded\n", 2, "Сумма = awarded"),
        ('[columns]\n"Сумма" = "awarded', 2, '"Сумма" = "awarded'),
    ],
)
def test_a_line_that_is_not_toml_is_shown(tmp_path: Path, text: str, line: int, found: str) -> None:
    with pytest.raises(WrongMapping) as error:
        read_mapping(written(tmp_path, text))
    assert told(error)[0].startswith(f"mapping.toml: line {line}, «{found}», cannot be read")


def test_a_mapping_that_is_not_there_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile):
        read_mapping(tmp_path / "mapping.toml")


def test_a_mapping_from_a_notepad_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_text("year = 2003\n", encoding="utf-8-sig")
    assert read_mapping(file).year == 2003


def test_a_mapping_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mapping.toml"
    file.write_bytes('[columns]\n"Сумма" = "awarded"\n'.encode("cp1251"))
    with pytest.raises(WrongMapping, match="UTF-8"):
        read_mapping(file)


HARD = (
    "Год;Организация;Заявитель;Сума гранта;Привлечено;Примечание;Статус",
    "2003;Сад;Сад-2;5000;942.916;нет;прошёл",
    "2004;Школа;Школа-2;6000;12,5;да;победитель",
)


def test_a_draft_given_back_unchanged_changes_no_figure(tmp_path: Path) -> None:
    file = contest(tmp_path, *HARD)
    draft = written(tmp_path, mapping_draft(file, language="ru"))
    plain, mapped = (open_records(file, mapping=mapping) for mapping in (None, draft))
    pd.testing.assert_frame_equal(plain.frame, mapped.frame)
    assert rules(plain).count("unknown_heading") == rules(mapped).count("unknown_heading") == 1


def test_a_draft_has_every_heading_and_what_is_left_to_decide(tmp_path: Path) -> None:
    lines = mapping_draft(contest(tmp_path, *HARD), language="en").splitlines()
    assert {'"Год" = "Year"', '"Организация" = "Organisation"', '"Примечание" = ""'} <= set(lines)
    assert {'# "Сума гранта" = "Awarded"', '# "Сума гранта" = ""', '# "Заявитель" = ""'} <= set(lines)
    assert '# "прошёл" = ""' in lines
    assert any(line.startswith('# "Привлечено" = ""') and "942.916" in line for line in lines)


def test_a_draft_says_again_what_the_mapping_said(tmp_path: Path) -> None:
    file = contest(tmp_path, *HARD)
    text = (
        'year = 2001\ncurrency = "EUR"\n[columns]\n"Сума гранта" = "awarded"\n[units]\n"Сума гранта" = "тыс. EUR"\n'
        '[decimals]\n"Привлечено" = ","\n[words.status]\n"прошёл" = "won"\n[sheets]\nskip = ["сводка"]\n'
    )
    first = read_mapping(written(tmp_path, text))
    again = read_mapping(written(tmp_path, mapping_draft(file, mapping=first), "again.toml"))
    assert (again.year, again.currency, again.skipped) == (2001, "EUR", ("сводка",))
    assert (again.columns["Сума гранта"], again.units["Сума гранта"]) == ("awarded", (1000.0, "EUR"))
    assert (again.decimals["Привлечено"], again.words["status"]["прошёл"]) == (",", "won")
    pd.testing.assert_frame_equal(open_records(file, mapping=first).frame, open_records(file, mapping=again).frame)


def test_a_heading_read_otherwise_in_another_sheet_is_left_to_decide(tmp_path: Path) -> None:
    file = tmp_path / "contest.xlsx"
    with pd.ExcelWriter(file) as book:
        pd.DataFrame({"Организация": ["Сад"], "Сумма": [5000]}).to_excel(book, sheet_name="2003", index=False)
        exact = pd.DataFrame({"Организация": ["Сад"], "Сумма": [1], "Сумма гранта": [5000]})
        exact.to_excel(book, sheet_name="2004", index=False)
    draft = mapping_draft(file)
    assert '# "Сумма" = "Awarded"' in draft.splitlines()
    frames = [open_records(file, mapping=mapping).frame for mapping in (None, written(tmp_path, draft))]
    pd.testing.assert_frame_equal(*frames)


def test_the_draft_for_a_file_without_headings_names_its_columns_by_letters(tmp_path: Path) -> None:
    file = contest(tmp_path, "1;Сад;5000", "2;Школа;6000")
    draft = mapping_draft(file)
    assert {"heading_row = 0", '"A" = ""  # 1', '"B" = ""  # Сад', '"C" = ""  # 5000'} <= set(draft.splitlines())
    said = draft.replace('"B" = ""', '"B" = "organisation"').replace('"C" = ""', '"C" = "awarded"')
    assert open_records(file, mapping=written(tmp_path, said)).frame.awarded.tolist() == [5000.0, 6000.0]


@pytest.mark.parametrize("heading", ['Сумма "гранта"', "Сумма \\ гранта", "Сумма\x7fгранта", "Сумма # гранта"])
def test_a_heading_with_signs_of_toml_is_written_so_that_it_is_read_again(tmp_path: Path, heading: str) -> None:
    frame = pd.DataFrame({"Год": [2003], heading: ["много"]})
    file = tmp_path / "contest.xlsx"
    frame.to_excel(file, index=False)
    again = read_mapping(written(tmp_path, mapping_draft(file)))
    assert "Год" in again.columns
    assert heading in again.columns or "Сумма гранта" in again.columns


def command(*typed: str | Path) -> Result:
    return CliRunner().invoke(app, [str(one) for one in ("check", *typed, "--no-memory", "--language", "en")])


def test_a_user_has_a_draft_written_decides_in_it_and_gives_it_back(tmp_path: Path) -> None:
    file, draft = contest(tmp_path, *HARD), tmp_path / "mapping.toml"
    first = command(file, "--draft", draft)
    assert (first.exit_code, "unknown_heading" in first.output) == (1, True)
    text = draft.read_text(encoding="utf-8")
    decided = text.replace('# "Сума гранта" = "Awarded"', '"Сума гранта" = "Awarded"')
    decided = decided.replace('# "Привлечено" = ""', '"Привлечено" = ","')
    written(tmp_path, decided.replace('# "прошёл" = ""', '"прошёл" = "won"'))
    second = command(file, "--mapping", draft)
    assert second.exit_code == 0
    assert not {"unknown_heading", "unknown_status", "ambiguous_amount"} & set(second.output.split())


def test_a_mapping_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    file = contest(tmp_path, *HARD)
    mine = written(tmp_path, "year = 2003\n")
    assert command(file, "--draft", mine).exit_code == 2
    assert mine.read_text(encoding="utf-8") == "year = 2003\n"


def test_a_wrong_mapping_ends_a_command_with_all_that_is_wrong_in_it(tmp_path: Path) -> None:
    file = contest(tmp_path, *HARD)
    said = command(file, "--mapping", written(tmp_path, '[columns]\n"Кому" = "awardd"\n[units]\n"Дали" = "штук"\n'))
    assert said.exit_code == 2
    assert "do you mean «awarded»" in said.output
    assert "this is no unit" in said.output


@needs_real_files
@pytest.mark.parametrize(
    "name",
    [
        "360giving/andrew-lloyd-webber-foundation.xlsx",
        "russian-grants/grants_soprotivlenie.xlsx",
        "russian-grants/usrf.csv",
        "scdl/exemple_valide.csv",
        "scdl/exemple_invalide_erreurs_cellules.csv",
        "lottery-grants/NLC-2002-2003.csv",
    ],
)
def test_the_draft_of_a_real_file_given_back_unchanged_changes_no_figure(tmp_path: Path, name: str) -> None:
    draft = written(tmp_path, mapping_draft(REAL / name, language="ru"))
    plain, mapped = (open_records(REAL / name, mapping=mapping) for mapping in (None, draft))
    pd.testing.assert_frame_equal(plain.frame, mapped.frame)
    assert (plain.currency, plain.calendar) == (mapped.currency, mapped.calendar)
