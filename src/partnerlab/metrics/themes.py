"""How projects on one theme fare beside all others: `ethnic_issues`, for any theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.contests import Calendar, calendar_of, still_open
from partnerlab.metrics.grouping import divide, finished, totals
from partnerlab.metrics.uncertainty import Interval, koopman, normal_quantile, wilson
from partnerlab.model import REFUSED, THEME_SEPARATOR, WINNING

THEME_COLUMNS = (
    "theme_projects",
    "theme_winners",
    "theme_award_rate",
    "theme_award_rate_low",
    "theme_award_rate_high",
)
"""The columns that are about the theme's own projects; a metric of one theme puts its name there."""
COUNTS = ("projects", "theme_projects", "winners", "theme_winners")


def theme_awards(
    data: Data,
    *,
    question: str,
    theme: str,
    by: Sequence[str],
    confidence: float,
    calendar: Calendar | None,
) -> pd.DataFrame:
    """The table of one theme's projects and winners against the others, its columns named `theme_...`.

    Shape and definition: as `ethnic_issues`, which is this table for the theme of ethnic relations.

    Raises:
        MissingColumn: if `status`, `themes` or a column of `by` is not there.
        WrongValue: if `confidence` is not possible.
    """
    normal_quantile(confidence)
    asked = ask(data, question=question, by=by, needs=("status", "themes"))
    groups = totals(
        asked,
        _rows(asked, theme, calendar_of(data, calendar)),
        add=("_row", "_open", *(f"_{name}" for name in COUNTS)),
    )
    groups = groups[groups["_row"] > groups["_open"]].reset_index(drop=True)
    projects, winners = groups["_projects"], groups["_winners"]
    theme_projects, theme_winners = groups["_theme_projects"], groups["_theme_winners"]
    others, other_winners = projects - theme_projects, winners - theme_winners
    share_of_projects, share_of_winners = divide(theme_projects, projects), divide(theme_winners, winners)
    rate, other_rate = divide(theme_winners, theme_projects), divide(other_winners, others)
    relative = [
        koopman(*counts, confidence=confidence)
        for counts in zip(theme_winners, theme_projects, other_winners, others, strict=True)
    ]
    of_winners = _wilson(theme_winners, winners, confidence)
    of_theme = _wilson(theme_winners, theme_projects, confidence)
    of_others = _wilson(other_winners, others, confidence)
    columns: dict[str, object] = {name: groups[f"_{name}"] for name in COUNTS}
    columns |= {
        "share_of_projects": share_of_projects,
        "share_of_winners": share_of_winners,
        "share_of_winners_low": [low for low, _ in of_winners],
        "share_of_winners_high": [high for _, high in of_winners],
        "theme_award_rate": rate,
        "other_award_rate": other_rate,
        "representation": divide(share_of_winners, share_of_projects),
        "relative_award_rate": divide(rate, other_rate),
        "relative_award_rate_low": [low for low, _ in relative],
        "relative_award_rate_high": [high for _, high in relative],
        "theme_award_rate_low": [low for low, _ in of_theme],
        "theme_award_rate_high": [high for _, high in of_theme],
        "other_award_rate_low": [low for low, _ in of_others],
        "other_award_rate_high": [high for _, high in of_others],
        "rows_used": projects,
        "rows_left_out": groups["_row"] - projects,
    }
    return finished(asked, groups, columns, counts=COUNTS)


def _rows(asked: Applications, theme: str, calendar: Calendar) -> nw.LazyFrame[Any]:
    """What each application adds to its group; one with several themes is one project."""
    themes = asked.text("themes")
    anything = f"[^{THEME_SEPARATOR}\\s]"
    this = rf"(?:^|{THEME_SEPARATOR})\s*{re.escape(theme.strip())}\s*(?:{THEME_SEPARATOR}|$)"
    is_open = still_open(asked, calendar)
    rows = asked.rows(
        _row=nw.lit(1),
        _open=is_open,
        _decided=flag(asked.status_in((*WINNING, *REFUSED)) & (is_open == 0)),
        _won=flag(asked.won()),
        _themed=flag(themes.str.contains(anything)),
        _theme=flag(themes.str.contains(this)),
    )
    counted = (nw.col("_decided") == 1) & (nw.col("_themed") == 1)
    won, of_theme = nw.col("_won") == 1, nw.col("_theme") == 1
    return rows.with_columns(
        _projects=flag(counted),
        _winners=flag(counted & won),
        _theme_projects=flag(counted & of_theme),
        _theme_winners=flag(counted & won & of_theme),
    )


def _wilson(successes: pd.Series[Any], cases: pd.Series[Any], confidence: float) -> list[Interval]:
    return [wilson(k, n, confidence=confidence) for k, n in zip(successes, cases, strict=True)]
