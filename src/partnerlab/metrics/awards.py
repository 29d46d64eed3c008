"""How many applications win, how much of what was asked is given?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.contests import Calendar, calendar_of, still_open
from partnerlab.metrics.grouping import (
    ORGANISATION,
    divide,
    each_group,
    finished,
    known,
    missing_unless,
    organisation_sums,
    totals,
)
from partnerlab.metrics.uncertainty import (
    FEWEST_ORGANISATIONS,
    NO_INTERVAL,
    Interval,
    bootstrap_ratio,
    normal_quantile,
    wilson,
)
from partnerlab.model import PAST_ADMISSION, REFUSED, WINNING

COLUMNS = (
    "applications", "admitted", "winners", "award_rate", "award_rate_low", "award_rate_high", "success_rate",
    "success_rate_low", "success_rate_high", "requested", "awarded", "depth", "oversubscription",
)  # fmt: skip
ADMISSION_RECORDED = ("rejected", "admitted")


def awards(
    data: Data,
    *,
    by: Sequence[str] = ("year",),
    confidence: float = 0.95,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """How many of the decided applications won, and how much of the money asked for was given.

    `award_rate` is winners / all decided applications; `success_rate` is winners / those that passed the
    formal admission. They have different denominators and both are shown; admission is known only if some
    application in the data is `rejected` or `admitted`, otherwise `admitted` and `success_rate` are missing.
    Decided are winners, lost and rejected ones. Withdrawn applications, those only submitted or
    admitted so far, those without a status, and those of contests still open are not losers: they are
    `rows_left_out`. A group
    of open contests only is absent.

    `requested` adds what decided applications asked for, `awarded` what winners were given. `depth` is
    awarded / requested over the winners with both known; it may exceed 1, since a fund may give more than was
    asked. `oversubscription` is requested / awarded over decided applications with the request known (and, of
    winners, the award): how many times the money was asked for.

    Shape: one row a group: applications, admitted, winners, award_rate, award_rate_low, award_rate_high,
    success_rate, success_rate_low, success_rate_high, requested, awarded, depth, oversubscription; rows_used,
    rows_left_out last.
    Unit: applications; shares 0 to 1; roubles.
    Definition: Wilson intervals, none for fewer than five cases or, where it is known who applied, fewer than
    eight organisations. Where an organisation of the group applies more than once its applications are not
    independent: a BCa bootstrap over organisations, Wilson's again where every draw is alike.

    A printed table without `status`, with `applications` and `winners`, is taken as it counts: a row with one of
    the two missing is left out.

    Raises:
        MissingColumn: if `status` or a column of `by` is not there.
        WrongValue: if `confidence` is not possible.

    >>> frame = pd.DataFrame({"status": ["won"] * 6 + ["lost"] * 5})
    >>> awards(frame, by=())[["award_rate", "award_rate_low", "award_rate_high"]].round(3).iloc[0].tolist()
    [0.545, 0.28, 0.787]
    """
    normal_quantile(confidence)
    asked = ask(data, question="awards", by=by)
    if not asked.has("status") and asked.has("applications", "winners"):
        return _printed(asked, confidence)
    asked.require("status")
    rows = _rows(asked, calendar_of(data, calendar))
    names = [name for name in rows.collect_schema().names() if name not in (*asked.keys, ORGANISATION)]
    groups = totals(asked, rows, add=names)
    admission = bool((groups["_admission"] > 0).any())
    groups = groups[groups["_row"] > groups["_open"]].reset_index(drop=True)
    groups["_admitted"] = missing_unless(admission, groups["_admitted"])
    award_rate, success_rate = _intervals(asked, rows, groups, confidence)
    columns: dict[str, object] = {
        "applications": groups["_decided"],
        "admitted": groups["_admitted"],
        "winners": groups["_won"],
        "award_rate": divide(groups["_won"], groups["_decided"]),
        "award_rate_low": [low for low, _ in award_rate],
        "award_rate_high": [high for _, high in award_rate],
        "success_rate": divide(groups["_won"], groups["_admitted"]),
        "success_rate_low": [low for low, _ in success_rate],
        "success_rate_high": [high for _, high in success_rate],
        "requested": known(groups["_requested"], groups["_requested_known"]),
        "awarded": known(groups["_awarded"], groups["_awarded_known"]),
        "depth": divide(groups["_given"], groups["_asked_by_winners"]),
        "oversubscription": divide(groups["_asked"], groups["_given"]),
        "rows_used": groups["_decided"],
        "rows_left_out": groups["_row"] - groups["_decided"],
    }
    return finished(asked, groups, columns, counts=("applications", "admitted", "winners"))


def _printed(asked: Applications, confidence: float) -> pd.DataFrame:
    """The rates of a table that prints how many applied and won."""
    counts = ("applications", "winners")
    rows = asked.rows(_row=nw.lit(1), **{f"_{name}": asked.amount(name) for name in counts})
    both = ~nw.col("_applications").is_null() & ~nw.col("_winners").is_null()
    counted = [nw.when(both).then(nw.col(f"_{name}")).alias(f"_{name}") for name in counts]
    groups = totals(
        asked, rows.with_columns(*counted, _used=flag(both)), add=("_row", "_used", "_applications", "_winners")
    )
    groups = groups[groups["_used"] > 0].reset_index(drop=True)
    rates = [
        wilson(*pair, confidence=confidence) for pair in zip(groups["_winners"], groups["_applications"], strict=True)
    ]
    columns: dict[str, object] = dict.fromkeys(COLUMNS, np.nan)
    columns |= {
        "applications": groups["_applications"],
        "winners": groups["_winners"],
        "award_rate": divide(groups["_winners"], groups["_applications"]),
        "award_rate_low": [low for low, _ in rates],
        "award_rate_high": [high for _, high in rates],
        "rows_used": groups["_used"],
        "rows_left_out": groups["_row"] - groups["_used"],
    }
    return finished(asked, groups, columns, counts=counts)


def _rows(asked: Applications, calendar: Calendar) -> nw.LazyFrame[Any]:
    """What each application adds to its group."""
    is_open = still_open(asked, calendar)
    rows = asked.rows(
        _row=nw.lit(1),
        _open=is_open,
        _admission=flag(asked.status_in(ADMISSION_RECORDED)),
        _decided=flag(asked.status_in((*WINNING, *REFUSED)) & (is_open == 0)),
        _won=flag(asked.won()),
        _admitted=flag(asked.status_in(PAST_ADMISSION)),
        _requested=asked.amount("requested"),
        _awarded=asked.amount("awarded"),
        **{ORGANISATION: asked.organisation()},
    )
    decided = nw.col("_decided") == 1
    won = decided & (nw.col("_won") == 1)
    asked_for, given = nw.col("_requested"), nw.col("_awarded")
    has_request, has_award = ~asked_for.is_null(), ~given.is_null()
    return rows.with_columns(
        _won=flag(won),
        _admitted=flag(decided & (nw.col("_admitted") == 1)),
        _requested=nw.when(decided).then(asked_for),
        _requested_known=flag(decided & has_request),
        _awarded=nw.when(won).then(given),
        _awarded_known=flag(won & has_award),
        _given=nw.when(won & has_request).then(given),
        _asked_by_winners=nw.when(won & has_award).then(asked_for),
        _asked=nw.when(decided & (~won | has_award)).then(asked_for),
    )


def _intervals(
    asked: Applications, rows: nw.LazyFrame[Any], groups: pd.DataFrame, confidence: float
) -> tuple[list[Interval], list[Interval]]:
    """The intervals of both rates, group by group."""
    decided = rows.filter(nw.col("_decided") == 1)
    if asked.knows_organisations():
        organisations = organisation_sums(asked, decided, add=("_won", "_decided", "_admitted"))
        members: list[pd.DataFrame | None] = list(each_group(groups, organisations, asked.keys))
    else:
        members = [None] * len(groups)
    return (
        _rate_intervals(groups, members, "_decided", confidence),
        _rate_intervals(groups, members, "_admitted", confidence),
    )


def _rate_intervals(
    groups: pd.DataFrame, members: Sequence[pd.DataFrame | None], cases: str, confidence: float
) -> list[Interval]:
    counts = zip(groups["_won"], groups[cases], members, strict=True)
    return [
        _rate_interval(winners, number, None if part is None else part[part[cases] > 0], cases, confidence)
        for winners, number, part in counts
    ]


def _rate_interval(
    winners: float, number: float, organisations: pd.DataFrame | None, cases: str, confidence: float
) -> Interval:
    independent = wilson(winners, number, confidence=confidence)
    too_few = np.isnan(independent[0])
    if too_few or organisations is None:
        return independent
    if len(organisations) < FEWEST_ORGANISATIONS:
        return NO_INTERVAL
    if not (organisations[cases] > 1).any():
        return independent
    drawn = bootstrap_ratio(organisations["_won"], organisations[cases], confidence=confidence)
    return independent if np.isnan(drawn[0]) else drawn
