"""Amounts that contradict each other, the printed rules of the contest, or all the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from applications import applications, of, places
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.sources.checks import Origin, Records, outliers
from partnerlab.sources.records import open_records
from places import REAL

NAN = float("nan")


def two(**columns: Any) -> pd.DataFrame:
    """Two winners, changed in these columns."""
    return applications(2, **columns)


def test_an_award_over_the_request_is_a_warning_with_both_amounts() -> None:
    records = open_records(two(requested=[10_001.0, 9_000.0]))
    (finding,) = of(records, "awarded_over_requested")
    assert (finding.row, finding.column, finding.found) == (2, "awarded", "10002")
    assert "выделено 10 002, а запрошено 9 000" in finding.text("ru").replace("\xa0", " ").replace("\u202f", " ")


def test_nobody_is_asked_about_a_request_of_nothing() -> None:
    assert not places(two(requested=[0.0, NAN]), "awarded_over_requested")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_63_of_475_awards_of_the_andrew_lloyd_webber_foundation_exceed_what_was_applied_for() -> None:
    records = open_records(REAL / "360giving" / "andrew-lloyd-webber-foundation.xlsx")
    assert (len(of(records, "awarded_over_requested")), len(records.frame)) == (63, 475)


def test_an_award_of_exactly_a_thousandth_was_written_in_thousands() -> None:
    assert places(two(requested=[30_000.0, 30_000.0], awarded=[25.0, 30.0]), "awarded_in_thousands") == [(2, "awarded")]


def test_parts_of_the_money_attracted_add_up_to_it() -> None:
    parts = two(attracted=[300.0, 300.0], attracted_cash=[100.0, 100.0], attracted_in_kind=[200.0, 210.0])
    assert places(parts, "attracted_differs") == [(2, "attracted")]
    unknown = two(attracted=[300.0, 300.0], attracted_cash=[100.0, 100.0], attracted_in_kind=[NAN, 200.0])
    assert not places(unknown, "attracted_differs")


def test_money_spent_and_returned_is_money_that_was_there() -> None:
    book = two(awarded=[100.0, 100.0], attracted=[50.0, 50.0], spent=[150.0, 152.0], returned=[0.0, 0.0])
    assert places(book, "spent_over_money") == [(2, "spent")]
    back = two(awarded=[100.0, 100.0], spent=[60.0, 60.0], returned=[40.0, 102.0])
    assert places(back, "returned_over_awarded") == [(2, "returned")]
    odd = two(awarded=[100.0, 100.0], attracted=[50.0, 50.0], spent=[110.0, 70.0], returned=[40.0, 10.0])
    assert places(odd, "spent_and_returned") == [(2, "returned")]


def test_a_project_that_is_still_going_on_has_not_spent_everything() -> None:
    assert not places(two(awarded=[100.0, 100.0], spent=[60.0, 70.0], returned=[0.0, NAN]), "spent_and_returned")


def test_a_budget_customer_brings_no_business_money() -> None:
    spheres = two(business=[5.0, 5.0], customer_sphere=["business", "budget"])
    assert places(spheres, "business_of_budget_customer") == [(2, "business")]


def test_a_column_in_thousands_beside_one_in_roubles_is_found_once() -> None:
    asked = [200_000.0 + row for row in range(6)]
    (finding,) = of(applications(6, requested=asked, awarded=[150.0 + row for row in range(6)]), "units_differ")
    assert (finding.row, finding.column) == (1, "awarded")
    assert not places(applications(6, requested=asked, awarded=asked), "units_differ")


def test_a_winner_with_nothing_is_a_note() -> None:
    assert [one.severity for one in of(two(awarded=[0.0, 5.0]), "zero_award")] == ["note"]


# the deck's slide of project lines: a public action up to 15 thousand, a social order up to 30 thousand, in 2004
@pytest.mark.parametrize(
    ("year", "line", "amount", "found"),
    [
        (2004, "Общественная акция", 15_000.0, 0),
        (2004, "общественная  АКЦИЯ", 15_001.0, 1),
        (2004, "Public action", 15_001.0, 1),
        (2004, "Социальный заказ", 30_001.0, 1),
        (2004, "Общественное партнерство", 999_999.0, 0),  # its size is printed, and no cap
        (2003, "Общественная акция", 15_001.0, 0),
        (2004, "Акция", 15_001.0, 0),
    ],
)
def test_a_request_over_the_printed_cap_of_its_line(year: int, line: str, amount: float, found: int) -> None:
    frame = two(year=year, line=line, requested=[amount, 1.0], awarded=1.0)
    assert len(of(frame, "requested_over_cap")) == found


def test_a_cap_is_in_roubles() -> None:
    frame = two(year=2004, line="Общественная акция", requested=20_000.0)
    assert len(of(frame, "requested_over_cap")) == 2
    assert not of(frame, "requested_over_cap", currency="EUR")


def test_an_award_over_the_cap_is_told_where_no_more_than_that_was_asked() -> None:
    frame = two(year=2004, line="Общественная акция", requested=[10_000.0, 16_000.0], awarded=[16_000.0, 16_000.0])
    assert places(frame, "awarded_over_cap") == [(1, "awarded")]
    assert places(frame, "requested_over_cap") == [(2, "requested")]


# printed in 2016 and 2018: the own contribution is at least 30 per cent of the sum requested
def test_an_own_contribution_under_the_printed_share() -> None:
    rule = {"requested": [1000.0, 1000.0], "attracted": [300.0, 290.0], "contest": "Город – это мы"}
    assert places(two(year=2016, **rule), "own_contribution_low") == [(2, "attracted")]
    assert not places(two(year=2017, **rule), "own_contribution_low")
    assert not places(two(year=2016, **{**rule, "contest": "Другой конкурс"}), "own_contribution_low")


def test_an_amount_a_thousandfold_of_the_organisations_others() -> None:
    frame = applications(4, organisation="РОО «Маяк»", awarded=[20_000.0, 25_000.0, 22_000_000.0, 18_000.0])
    assert places(frame, "thousandfold") == [(3, "awarded")]


def test_one_amount_beyond_all_the_others() -> None:
    amounts = [10_000.0 + 100 * row for row in range(30)]
    assert places(applications(31, awarded=[*amounts, 2_000_000.0]), "amount_far_above") == [(31, "awarded")]
    assert places(applications(31, awarded=[*amounts, 20.0]), "amount_far_below") == [(31, "awarded")]
    assert not places(applications(31, awarded=[*amounts, 150_000.0]), "amount_far_above")


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 10**6), spread=st.floats(0.1, 2.0))
def test_of_ten_thousand_ordinary_amounts_hardly_one_is_an_outlier(seed: int, spread: float) -> None:
    amounts = np.random.Generator(np.random.PCG64(seed)).lognormal(10, spread, 10_000).round(2)
    rows = np.arange(10_000)
    origin = Origin((("c.csv", ""),), np.zeros(10_000, dtype=np.int64), rows, {})
    records = Records(pd.DataFrame({"awarded": amounts}), origin, np.ones(10_000, dtype=bool), "RUB")
    assert len(list(outliers.outliers(records))) < 10


def test_an_award_that_is_most_of_its_years_money_is_a_note() -> None:
    (finding,) = of(applications(20, awarded=[10.0] * 19 + [310.0]), "half_of_year")
    assert (finding.row, finding.severity, dict(finding.facts)["percent"]) == (20, "note", 62.0)
    assert not of(applications(19, awarded=[10.0] * 18 + [310.0]), "half_of_year")
    assert not of(applications(20, awarded=[10.0] * 19 + [190.0]), "half_of_year")


def test_two_amounts_do_not_say_which_of_them_has_three_digits_too_many() -> None:
    assert not places(applications(2, organisation="РОО «Маяк»", awarded=[20_000.0, 20_000_000.0]), "thousandfold")


def test_a_thousandth_of_the_usual_amount_is_a_slip_as_well() -> None:
    frame = applications(4, organisation="РОО «Маяк»", awarded=[20_000.0, 25_000.0, 22.0, 18_000.0])
    (finding,) = of(frame, "thousandfold")
    assert (finding.row, dict(finding.facts)["usual"], dict(finding.facts)["amount"]) == (3, 19_000.0, 22.0)
    assert not places(applications(4, awarded=[20_000.0, 25_000.0, 22.0, 18_000.0]), "thousandfold")


def test_a_slip_of_three_digits_is_not_told_as_an_outlier_as_well() -> None:
    names = [*(f"РОО «{number}»" for number in range(30)), *["РОО «Маяк»"] * 4]
    frame = applications(34, organisation=names, awarded=[10_000.0 + 100 * row for row in range(33)] + [11_000_000.0])
    assert places(frame, "thousandfold") == [(34, "awarded")]
    assert not places(frame, "amount_far_above")


def test_in_nineteen_amounts_none_is_far_from_the_others() -> None:
    assert not places(applications(19, awarded=[10_000.0] * 18 + [9_000_000.0]), "amount_far_above")
    assert places(applications(20, awarded=[10_000.0] * 19 + [9_000_000.0]), "amount_far_above") == [(20, "awarded")]


def test_an_amount_is_compared_with_those_of_its_own_year() -> None:
    cheap, dear = [100.0 + row for row in range(25)], [100_000.0 + row for row in range(25)]
    frame = applications(51, year=[1997] * 25 + [2003] * 25 + [1997], awarded=[*cheap, *dear, 100_000.0])
    (finding,) = of(frame, "amount_far_above")
    assert (finding.row, dict(finding.facts)["amount"], dict(finding.facts)["usual"]) == (51, 100_000.0, 112.0)


def test_little_help_from_others_is_no_slip_but_very_much_is_looked_at() -> None:
    usual = [10_000.0 + 100 * row for row in range(30)]
    assert places(applications(31, attracted=[*usual, 2_000_000.0]), "amount_far_above") == [(31, "attracted")]
    assert not places(applications(31, attracted=[*usual, 20.0]), "amount_far_below")


def test_the_largest_award_is_looked_for_in_each_year_among_its_winners() -> None:
    amounts = [10.0] * 19 + [310.0] + [10.0] * 20
    frame = applications(40, year=[2002] * 20 + [2003] * 20, awarded=amounts)
    (finding,) = of(frame, "half_of_year")
    assert (finding.row, dict(finding.facts)["year"]) == (20, 2002)
    assert not of(frame.assign(status=["won"] * 19 + ["lost"] + ["won"] * 20), "half_of_year")


def test_a_printed_cap_is_told_with_the_line_and_both_amounts() -> None:
    (finding,) = of(
        two(year=2004, line="Общественная акция", requested=[15_001.0, 1.0], awarded=1.0), "requested_over_cap"
    )
    facts = dict(finding.facts)
    assert (finding.row, finding.column, facts["cap"], facts["line"]) == (
        1,
        "requested",
        15_000.0,
        "Общественная акция",
    )
    assert facts["amount"] == 15_001.0


def test_the_own_contribution_is_told_with_what_was_needed_and_as_planned_where_that_is_known() -> None:
    rule = {"requested": [1000.0, 1000.0], "contest": "Город – это мы", "year": 2018}
    (finding,) = of(two(attracted=[300.0, 290.0], **rule), "own_contribution_low")
    facts = dict(finding.facts)
    assert (facts["amount"], facts["needed"], facts["percent"]) == (290.0, 300.0, 30.0)
    planned = two(attracted=[0.0, 0.0], attracted_planned=[300.0, 298.0], **rule)
    assert places(planned, "own_contribution_low") == [(2, "attracted_planned")]
    assert not places(two(attracted=[300.0, 290.0], **rule), "own_contribution_low", currency="EUR")


def test_without_the_name_of_the_contest_its_printed_rule_is_not_asked_for() -> None:
    frame = two(year=2018, requested=[1000.0, 1000.0], attracted=[300.0, 1.0])
    assert not places(frame, "own_contribution_low")


def test_the_units_that_differ_are_told_with_the_usual_amounts_of_both_columns() -> None:
    frame = applications(7, requested=[200_000.0 + row for row in range(7)], awarded=[150.0 + row for row in range(7)])
    (finding,) = of(frame, "units_differ")
    facts = dict(finding.facts)
    assert (facts["usual"], facts["there"], facts["other"]) == (153.0, 200_003.0, "requested")
