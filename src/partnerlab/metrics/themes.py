"""How projects on one theme fare beside all others: `ethnic_issues`, for any theme."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.contests import Calendar, calendar_of, still_open
from partnerlab.metrics.grouping import collected, divide, finished
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
    themes: Sequence[str],
    by: Sequence[str],
    confidence: float,
    calendar: Calendar | None,
) -> list[pd.DataFrame]:
    """For each theme the table of its projects and winners against the others, its columns named `theme_...`.

    Shape and definition: as `ethnic_issues`, which is this table for the theme of ethnic relations. Every theme has
    the same groups in the same order.

    Raises:
        MissingColumn: if `status`, `themes` or a column of `by` is not there.
        WrongValue: if `confidence` is not possible.
    """
    normal_quantile(confidence)
    asked = ask(data, question=question, by=by, needs=("status", "themes"))
    written = _written(asked, calendar_of(data, calendar))
    return [_of_theme(asked, written, theme, confidence) for theme in themes]


def _of_theme(asked: Applications, written: pd.DataFrame, theme: str, confidence: float) -> pd.DataFrame:
    """The table of one theme."""
    this = rf"(?:^|{THEME_SEPARATOR})\s*{re.escape(theme.strip())}\s*(?:{THEME_SEPARATOR}|$)"
    themed = written["_themes"].astype("str").str.contains(this, na=False)
    counts = {f"_theme{name}": written[name].where(themed, 0.0) for name in ("_projects", "_winners")}
    added = ["_row", "_open", "_projects", "_winners", *counts]
    groups = written.assign(**counts).groupby(list(asked.keys), dropna=False)[added].sum().reset_index()
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


def _written(asked: Applications, calendar: Calendar) -> pd.DataFrame:
    """How many projects and winners of a group have the same themes written; with several themes it is one project."""
    is_open = still_open(asked, calendar)
    rows = asked.rows(
        _row=nw.lit(1),
        _open=is_open,
        _decided=flag(asked.status_in((*WINNING, *REFUSED)) & (is_open == 0)),
        _won=flag(asked.won()),
        _themes=asked.text("themes"),
    )
    counted = (nw.col("_decided") == 1) & nw.col("_themes").str.contains(f"[^{THEME_SEPARATOR}\\s]")
    rows = rows.with_columns(_projects=flag(counted), _winners=flag(counted & (nw.col("_won") == 1)))
    keys = [*asked.keys, "_themes"]
    sums = [nw.col(name).sum() for name in ("_row", "_open", "_projects", "_winners")]
    return collected(rows.group_by(*keys).agg(*sums), keys)


def _wilson(successes: pd.Series[Any], cases: pd.Series[Any], confidence: float) -> list[Interval]:
    return [wilson(k, n, confidence=confidence) for k, n in zip(successes, cases, strict=True)]
