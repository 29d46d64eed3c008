"""A column as a whole says what one cell alone cannot; and nothing in it is changed in silence."""

from __future__ import annotations

import csv
import datetime
import math
import re
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.model import APPLICATION
from partnerlab.rules import RULES
from partnerlab.sources.columns import ReadColumn, read_column, settled
from partnerlab.sources.headings import Heading
from partnerlab.sources.headings.mapping import UserMapping
from partnerlab.sources.records import open_records
from places import REAL

GRANTS = REAL / "russian-grants"
NOTHING = frozenset("-–—−‒―‐")


def read(
    *cells: Any, column: str = "awarded", factor: float = 1.0, currency: str = "RUB", heading: str = "", **own: Any
) -> ReadColumn:
    """A column of cells, as it is read."""
    typed = pd.Series(cells, dtype=object)
    return read_column(
        typed, Heading(column, factor), currency=currency, own=UserMapping(**own), heading=heading or column
    )


def told(column: ReadColumn) -> Counter[str]:
    """How many cells each check tells of."""
    return Counter(reading.rule for _, reading, _ in column.marks)


def facts(column: ReadColumn, rule: str) -> dict[str, Any]:
    """What the first cell of a check says."""
    return next(dict(reading.facts) for _, reading, _ in column.marks if reading.rule == rule)


def test_a_cell_with_two_points_shows_that_a_point_parts_thousands() -> None:
    column = read("942.916", "1.234.567", "17.990")
    assert column.values.tolist() == [942916, 1234567, 17990]
    assert told(column) == {"settled_amount": 2}
    said = facts(column, "settled_amount")
    assert (said["read"], said["other"], said["evidence"], said["at_place"]) == (942916, 942.916, "1.234.567", 1)


@pytest.mark.parametrize("evidence", ["0.500", "0.5", "1234.5"])
def test_a_cell_with_a_fraction_shows_that_the_sign_stands_before_a_fraction(evidence: str) -> None:
    column = read("942.916", evidence)
    assert column.values.tolist() == [942.916, float(evidence)]
    assert told(column)["settled_amount"] == 1


def test_evidence_that_contradicts_itself_settles_nothing() -> None:
    column = read("942.916", "1.234.567", "12.50")
    assert np.isnan(column.values[0])
    assert told(column) == {"ambiguous_amount": 1}


def test_a_comma_says_nothing_of_a_point() -> None:
    assert told(read("942.916", "12,50")) == {"ambiguous_amount": 1}


def test_five_clear_amounts_of_one_size_settle_the_others() -> None:
    clear = ["600 тыс.", 500000.0, "400 000", "900 000 р.", 300000.0]
    column = read(*clear, "942.916", "64.520")
    assert column.values.tolist()[-2:] == [942916, 64520]
    assert told(column)["settled_amount_by_size"] == 2
    assert told(read(*clear[1:], "942.916"))["ambiguous_amount"] == 1


def test_amounts_of_the_other_size_are_fractions() -> None:
    column = read("900", 700.0, 500.0, 300.0, 200.0, "942.916")
    assert column.values.tolist()[-1] == 942.916
    assert told(column) == {"settled_amount_by_size": 1}


def test_where_both_readings_have_the_size_of_the_column_nothing_is_settled() -> None:
    column = read(100.0, 300.0, 500000.0, 900000.0, 20000.0, "942.916")
    assert told(column) == {"ambiguous_amount": 1}


def test_one_slip_of_the_hand_does_not_widen_the_usual_size() -> None:
    column = read(*[500000.0 + step for step in range(40)], 373.5, "942.916")
    assert column.values.tolist()[-1] == 942916


def test_size_and_evidence_that_disagree_settle_nothing() -> None:
    column = read(*[500000.0 + step for step in range(40)], "12.50", "942.916")
    assert told(column)["ambiguous_amount"] == 1


def test_money_has_no_thousandths() -> None:
    typed = ["98,601", "89,794", "90,446", "99,883", "77,478", "100,000"]
    column = read(*typed)
    assert column.values.tolist() == [98601, 89794, 90446, 99883, 77478, 100000]
    assert told(column) == {"settled_amount_by_digits": 6}
    assert told(read(*typed[1:])) == {"ambiguous_amount": 5}, "four are too few"
    assert told(read(*typed, factor=1000.0)) == {"ambiguous_amount": 6}, "thousands of roubles have thousandths"


def test_an_amount_in_several_parts_is_not_settled() -> None:
    column = read("1.234.567", "12,5", "2 млн. 263,800")
    assert np.isnan(column.values[2])
    assert told(column) == {"ambiguous_amount": 1}


def test_the_users_mapping_settles_before_anything_and_in_silence() -> None:
    comma = read("942.916", "12,500", heading="Сумма, руб.", decimals={"сумма руб": ","})
    assert comma.values.tolist() == [942916, 12.5]
    point = read("942.916", "1.234.567", heading="Сумма", decimals={"Сумма": "."})
    assert point.values.tolist() == [942.916, 1234567]
    assert not comma.marks + point.marks


def test_the_users_mapping_says_the_unit_and_the_words_of_a_list() -> None:
    assert read("25,5", heading="Деньги", units={"Деньги": (1000.0, "RUB")}).values.tolist() == [25500]
    won = read("Дали!", "нет", column="status", heading="Итог", words={"status": {"дали": "won", "Нет": "lost"}})
    assert (won.values.tolist(), won.marks) == (["won", "lost"], [])


def test_what_was_settled_stays_beside_as_typed() -> None:
    typed = read("942.916", "1.234.567").as_typed()
    assert typed is not None
    assert typed.tolist()[0] == "942.916"
    assert typed.isna().tolist() == [False, True]


def test_a_label_in_every_cell_is_left_out_and_told() -> None:
    column = read("Grant: $98 601", "Grant:  $89 794", "", currency="USD")
    assert column.values.tolist()[:2] == [98601, 89794]
    assert told(column) == {"labelled_value": 2}
    assert column.as_typed().tolist()[0] == "Grant: $98 601"  # type: ignore[union-attr]


def test_a_label_in_the_plural_is_the_same_label() -> None:
    column = read("Grantee: School A", "Grantees: School B", column="organisation")
    assert (column.values.tolist(), told(column)) == (["School A", "School B"], {"labelled_value": 2})


def test_a_label_in_some_cells_only_is_no_label() -> None:
    assert told(read("Grant: 98 601", "89 794"))["not_an_amount"] == 1
    names = read("Проект: дом", "Наш двор", column="title")
    assert (names.values.tolist(), names.marks) == (["Проект: дом", "Наш двор"], [])


def test_the_day_comes_first_where_a_date_of_the_column_has_a_day_over_12() -> None:
    column = read("03/04/2005", "31/10/2000", column="start")
    assert column.values.dt.strftime("%d.%m.%Y").tolist() == ["03.04.2005", "31.10.2000"]
    said = facts(column, "settled_date")
    assert (said["read"], said["other"], said["evidence"]) == ("2005-04-03", "2005-03-04", "31/10/2000")


def test_the_month_comes_first_where_it_must() -> None:
    column = read("03/04/2005", "10/31/2000", column="start")
    assert column.values.dt.strftime("%d.%m.%Y").tolist() == ["04.03.2005", "31.10.2000"]


def test_dates_in_both_orders_settle_nothing() -> None:
    column = read("03/04/2005", "10/31/2000", "31/10/2000", column="start")
    assert told(column) == {"ambiguous_date": 1}


def test_a_period_means_its_first_day_in_a_start_and_its_last_in_an_end() -> None:
    for name, day in (("start", "2016-12-05"), ("end", "2017-12-05")):
        column = read("2016-12-05/2017-12-05", column=name)
        assert column.values.dt.strftime("%Y-%m-%d").tolist() == [day]
        assert told(column) == {"date_from_period": 1}
    assert told(read("2016-12-05/2017-12-05", column="end_date")) == {"not_a_date": 1}


def test_a_serial_in_a_text_file_is_a_date() -> None:
    column = read("36830", 36830.0, column="start")
    assert column.values.dt.strftime("%d.%m.%Y").tolist() == ["31.10.2000"] * 2
    assert told(column) == {"serial_date": 2}


def test_the_time_of_a_cell_is_left_out_and_told() -> None:
    column = read(datetime.datetime(2003, 5, 1, 14, 30), datetime.datetime(2003, 5, 2), column="start")
    assert (told(column), column.values.dt.hour.tolist()) == ({"time_left_out": 1}, [0, 0])


def test_a_column_of_financial_years_gives_the_first_year_of_each() -> None:
    column = read("2002/03", "2003-2004", "", column="year")
    assert column.values.tolist()[:2] == [2002, 2003]
    assert told(column) == {"first_of_two_years": 2}


def test_two_years_among_single_ones_are_an_error() -> None:
    assert told(read("2002/03", "2003", column="year")) == {"not_a_year": 1}
    assert told(read("2002-2006", column="year")) == {"not_a_year": 1}


@pytest.mark.parametrize(
    ("yes", "no"), [("да", "нет"), ("Yes", "No"), ("oui", "non"), ("tak", "nie"), (1.0, 0.0), ("+", "-"), (True, False)]
)
def test_a_heading_that_asks_who_won_is_answered_by_yes_and_no(yes: Any, no: Any) -> None:
    column = read(yes, no, "", column="status", heading="Победитель")
    assert column.values.tolist()[:2] == ["won", "lost"]
    assert column.values.isna().tolist() == [False, False, True]
    assert told(column) == {"yes_no_status": 2}


def test_a_dash_beside_yes_is_no_answer() -> None:
    column = read("да", "-", column="status", heading="Поддержан")
    assert column.values.isna().tolist() == [False, True]


def test_yes_under_a_heading_that_does_not_ask_is_no_status() -> None:
    assert told(read("да", "нет", column="status", heading="Статус")) == {"unknown_status": 2}
    assert told(read("победитель", "да", column="status", heading="Победитель")) == {"unknown_status": 1}


@pytest.mark.parametrize(
    ("typed", "number", "rule"),
    [
        ("5902000000", "5902000000", ""),
        (5902000000.0, "5902000000", ""),
        ("5902000000.0", "5902000000", ""),
        ("ИНН 5902000000", "5902000000", "tidied_number"),
        ("ИНН: 59 02 000000", "5902000000", "tidied_number"),
        ("5902000000/1025900000000", "5902000000", "two_numbers"),
        ("ОГРН 1025900000000, ИНН 5902000000", "5902000000", "two_numbers"),
        ("5902000000/590201001", "5902000000", "two_numbers"),
        ("GB-CHC-1111111", "GB-CHC-1111111", ""),
        ("12", "12", ""),
        ("2,43E+13", None, "ruined_number"),
    ],
)
def test_a_tax_number_is_taken_without_what_stands_about_it(typed: Any, number: str | None, rule: str) -> None:
    column = read(typed, "", column="organisation_id", heading="ИНН")
    assert (None if column.values.isna()[0] else column.values[0]) == number
    assert list(told(column)) == ([rule] if rule else [])


def test_a_tax_number_that_lost_its_zero_is_kept_as_typed_and_told() -> None:
    # 0100000008: 2·0+4·1 = 4, 4 mod 11 = 4; made up, its check digit worked out by hand
    column = read("100000004", "100000005", column="organisation_id", heading="ИНН")
    assert column.values.tolist() == ["100000004", "100000005"]
    assert [(text, dict(reading.facts)["whole"]) for _, reading, text in column.marks] == [("100000004", "0100000004")]
    assert column.as_typed() is None


def test_a_french_number_of_nine_digits_has_lost_no_zero() -> None:
    assert not read("100000004", column="organisation_id", heading="Numéro SIREN").marks


def test_names_under_a_heading_that_asks_who_won_are_one_warning() -> None:
    column = read("Организация А", "Организация Б", column="status", heading="Победитель")
    assert (told(column), column.values.isna().all()) == ({"names_of_winners": 2}, True)


CELLS = st.one_of(
    st.text(alphabet="0123456789 ,.'-/:тысмлнруб₽$eE+═иянгдаоктбрь«»()", max_size=16),
    st.text(max_size=8),
    st.floats(),
    st.integers(-(10**6), 10**9),
    st.dates(),
    st.datetimes(),
    st.booleans(),
    st.none(),
    st.sampled_from(
        ["да", "нет", "н/д", "942.916", "1.234.567", "03/04/2005", "31/10/2000", "650 тыс.", "ИНН 5902000000"]
    ),
)


@given(
    st.lists(CELLS, min_size=1, max_size=8), st.sampled_from(sorted(APPLICATION)), st.sampled_from(["", "Победитель"])
)
@settings(deadline=None, max_examples=150)
def test_a_cell_is_taken_literally_or_told_and_kept_as_typed(cells: list[Any], name: str, heading: str) -> None:
    column = read(*cells, column=name, heading=heading)
    marks = {place: reading.rule for place, reading, _ in column.marks}
    kept = column.as_typed()
    assert len(column.values) == len(cells)
    for place, cell in enumerate(cells):
        if rule := marks.get(place):
            assert RULES[rule].kept or (kept is not None and kept.notna()[place])
        elif not _is_nothing(cell):
            assert column.values.notna()[place], (cell, name)
            assert _literal(cell, column.values[place], name), (cell, column.values[place])


def _is_nothing(cell: Any) -> bool:
    if isinstance(cell, str):
        return set(cell.strip()) <= NOTHING or (
            not any(map(str.isalnum, cell)) and set(cell.strip()) <= set(";,/ \t\n")
        )
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def _literal(cell: Any, value: Any, name: str) -> bool:
    """Whether the value's digits are the text's own, in their order; of words, whether they are the words."""
    kind = APPLICATION[name].type
    if kind == "money":
        digits = "".join(re.findall("[0-9]", cell)) if isinstance(cell, str) else ""
        own = re.sub("[^0-9]", "", f"{value:.6f}").strip("0")
        return not isinstance(cell, str) or own == digits.strip("0") or "e" in cell.casefold()
    if kind == "text" and name != "themes" and isinstance(cell, str):
        return re.sub(r"[.,]0+$", "", cell.strip()) == value or str(value) == " ".join(
            cell.encode(errors="replace").decode().split()
        )
    if kind == "year" and isinstance(cell, str):
        return str(value) in cell
    return True


@pytest.mark.skipif(not GRANTS.exists(), reason="the real files are not here")
@pytest.mark.parametrize(("file", "settled", "unsettled"), [("nbfond_2007.csv", 160, 0), ("nbfond_2008.csv", 29, 1)])
def test_the_amounts_of_a_real_fund_are_settled_by_their_size(file: str, settled: int, unsettled: int) -> None:
    with (GRANTS / file).open(encoding="utf-8-sig", newline="") as lines:
        typed = [row[3] for row in csv.reader(lines) if len(row) > 3 and row[3] != "Сумма, руб."]
    column = read(*typed)
    assert told(column)["settled_amount_by_size"] == settled
    assert told(column)["ambiguous_amount"] == unsettled
    undecided = re.compile(r"(?:[0-9]{1,3}\s+)?[0-9]{1,3}[.,][0-9]{3}")
    for text, value in zip(typed, column.values, strict=True):
        if undecided.fullmatch(text.strip()):
            assert value == int(re.sub(r"\D", "", text))


@pytest.mark.skipif(not GRANTS.exists(), reason="the real files are not here")
def test_the_grants_of_the_us_russia_foundation_have_the_leverage_that_was_worked_out_from_them() -> None:
    with (GRANTS / "usrf.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    grant = read(*(row["grant"] for row in rows), currency="USD").values
    cofunding = read(*(row["cofunding"] for row in rows), column="attracted", currency="USD").values
    both = grant.notna() & cofunding.notna()
    assert both.sum() == 45
    assert cofunding[both].sum() / grant[both].sum() == pytest.approx(0.697, abs=0.0005)
    assert (cofunding / grant)[both].mean() == pytest.approx(0.673, abs=0.0005)
    assert (cofunding / grant)[both].median() == pytest.approx(0.451, abs=0.0005)


def test_a_currency_that_the_file_names_is_a_note_and_roubles_are_not_told() -> None:
    frame = pd.DataFrame({"Год": [2003], "Организация": ["А"], "Сумма гранта, EUR": [500]})
    records = open_records(frame)
    (note,) = (one for one in records.findings if one.rule == "currency_from_file")
    assert (records.currency, note.found, note.column, note.severity) == ("EUR", "EUR", "Сумма гранта, EUR", "note")
    roubles = open_records(frame.rename(columns={"Сумма гранта, EUR": "Сумма гранта, руб."}))
    assert roubles.currency == "RUB"
    assert not [one for one in roubles.findings if one.rule == "currency_from_file"]


def test_truth_values_of_an_own_column_stay_so_unless_one_is_missing() -> None:
    whole = settled(pd.Series([True, False], dtype=object))
    assert (str(whole.dtype), whole.tolist()) == ("bool", [True, False])
    gap = settled(pd.Series([True, None], dtype=object))
    assert (gap.tolist()[0], bool(gap.isna()[1])) == ("True", True)
