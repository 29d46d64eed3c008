"""Dates that contradict each other, the year of the contest, or today."""

from __future__ import annotations

from typing import Any

import pandas as pd
from applications import applications, places


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
