"""Dates that contradict each other, the year of the contest, or today."""

from __future__ import annotations

import datetime
from typing import Any

import pandas as pd
from applications import applications, of, places


def days(*written: str | None) -> pd.Series[Any]:
    return pd.to_datetime(pd.Series(list(written), dtype="str"))


def two(**columns: Any) -> pd.DataFrame:
    return applications(2, **columns)


def test_an_end_before_the_beginning_is_an_error_at_the_end() -> None:
    frame = two(start=days("2003-03-01", "2003-03-01"), end=days("2003-03-01", "2003-02-28"))
    assert places(frame, "end_before_start") == [(2, "end")]


def test_funding_and_survey_have_their_order_too() -> None:
    start = days("2003-03-01", "2003-03-01")
    assert places(two(start=start, funding_end=days("2003-02-01", None)), "funding_end_before_start") == [
        (1, "funding_end")
    ]
    assert places(two(start=start, end_date=days(None, "2003-02-01")), "ended_before_start") == [(2, "end_date")]
    seen = two(funding_end=days("2003-09-01", "2003-09-01"), status_date=days("2003-09-02", "2003-08-01"))
    assert places(seen, "seen_before_funding_end") == [(2, "status_date")]


def test_a_project_of_more_than_five_years_is_too_long() -> None:
    frame = two(start=days("2003-01-01", "2003-01-01"), end=days("2007-12-31", "2008-06-01"))
    assert places(frame, "long_project") == [(2, "end")]
    assert not places(frame, "date_beside_year")


def test_a_beginning_is_from_the_year_before_the_contest_to_three_years_after_it() -> None:
    for start, far in (("2001-12-31", True), ("2002-01-01", False), ("2006-12-31", False), ("2007-01-01", True)):
        frame = two(start=days(start, "2003-05-01"))
        assert places(frame, "date_beside_year") == ([(1, "start")] if far else [])


def test_a_day_that_is_still_to_come_tells_of_nothing_seen() -> None:
    frame = two(status_date=days("2003-05-01", "2099-05-01"), end_date=days("2099-04-01", None))
    assert places(frame, "seen_in_future") == [(2, "status_date")]
    assert places(frame, "ended_in_future") == [(1, "end_date")]


def test_nobody_reports_on_a_project_that_begins_later() -> None:
    frame = two(year=[2003, 2098], start=days("2003-05-01", "2098-05-01"), status=["reported", "reported"])
    assert places(frame, "reported_before_start") == [(2, "status")]
    assert places(frame, "year_to_come") == [(2, "year")]


def test_what_became_of_a_project_needs_the_end_of_its_funding() -> None:
    frame = applications(
        3,
        followup_status=["ended", "ended", "unknown"],
        funding_end=days("2003-09-01", None, None),
        status_date=days("2004-09-01", "2004-09-01", None),
    )
    assert places(frame, "followup_without_funding_end") == [(2, "funding_end")]


def test_a_project_does_not_both_go_on_and_end() -> None:
    frame = two(followup_status=["ended", "continues_partly"], end_date=days("2004-01-01", "2004-01-01"))
    assert places(frame, "ended_and_continues") == [(2, "end_date")]


def test_one_year_decades_from_the_others_is_a_slip() -> None:
    years = [2001, 2002, 2003] * 5
    assert places(applications(16, year=[*years, 2030 - 39]), "year_far_off") == [(16, "year")]
    assert not places(applications(16, year=[*years, 2008]), "year_far_off")
    assert not places(applications(15, year=years), "year_far_off")


def test_funding_ends_at_most_eight_years_after_the_contest() -> None:
    for end, far in (("2001-12-31", True), ("2011-12-31", False), ("2012-01-01", True)):
        assert places(two(funding_end=days(end, "2003-05-01")), "date_beside_year") == (
            [(1, "funding_end")] if far else []
        )


def test_a_project_that_is_all_in_another_decade_is_told_once_with_the_years_that_are_usual() -> None:
    frame = two(start=days("1993-02-01", None), end=days("1993-09-01", None), funding_end=days("1993-08-01", None))
    (finding,) = of(frame, "date_beside_year")
    assert (finding.row, finding.column) == (1, "start")
    assert [dict(finding.facts)[name] for name in ("year", "first", "last")] == [2003, 2002, 2006]


def test_a_date_that_is_out_of_order_is_not_told_as_far_away_as_well() -> None:
    frame = two(start=days("2003-03-01", None), end=days("1993-09-01", None), funding_end=days("1993-09-01", None))
    assert not places(frame, "date_beside_year")
    assert places(frame, "end_before_start") == [(1, "end")]


def test_nine_years_between_two_contests_are_a_pause() -> None:
    years = [2001, 2002, 2003] * 5
    assert not places(applications(16, year=[*years, 1992]), "year_far_off")
    assert places(applications(16, year=[*years, 2013]), "year_far_off") == [(16, "year")]


def test_in_fewer_than_ten_rows_no_year_is_far_off() -> None:
    assert places(applications(10, year=[2013] * 9 + [1998]), "year_far_off") == [(10, "year")]
    assert not places(applications(9, year=[2013] * 8 + [1998]), "year_far_off")


def test_the_contest_of_next_year_may_have_applications_already() -> None:
    now = datetime.date.today().year
    frame = applications(3, year=[now, now + 1, now + 2])
    assert places(frame, "year_to_come") == [(3, "year")]


def test_an_end_of_funding_that_cannot_be_read_is_not_missing() -> None:
    frame = two(followup_status="ended", funding_end=["осенью", "2003-09-01"])
    assert not places(frame, "followup_without_funding_end")


def test_a_project_that_is_too_long_is_not_told_as_far_away_as_well() -> None:
    frame = two(start=days("2003-05-01", None), end=days("2013-05-01", None))
    assert places(frame, "long_project") == [(1, "end")]
    assert not places(frame, "date_beside_year")


def test_two_in_a_hundred_rows_may_be_of_a_far_year_and_three_are_a_contest_of_their_own() -> None:
    assert places(applications(100, year=[2013] * 98 + [1998] * 2), "year_far_off") == [(99, "year"), (100, "year")]
    assert not places(applications(100, year=[2013] * 97 + [1998] * 3), "year_far_off")
