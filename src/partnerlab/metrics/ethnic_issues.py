"""How do projects on ethnic relations fare?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from partnerlab.metrics.applications import Data
from partnerlab.metrics.contests import Calendar
from partnerlab.metrics.themes import THEME_COLUMNS, theme_awards
from partnerlab.model import ETHNIC_RELATIONS


def ethnic_issues(
    data: Data,
    *,
    by: Sequence[str] = ("year",),
    theme: str = ETHNIC_RELATIONS,
    confidence: float = 0.95,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Projects on ethnic relations among all projects, and among the winners.

    The number of interest is `share_of_winners`, the ethnic-issue winner share: such winners / all winners,
    beside their `share_of_projects`. `representation` is the one over the other: 1 means that such projects
    win as often as all do. `ethnic_award_rate` and `other_award_rate` are the shares of such and of all other
    projects that won, and `relative_award_rate` is the one over the other. It says something about projects,
    nothing about people.

    Projects are decided applications with a theme recorded. One with several themes counts once. Applications
    that are undecided, of contests still open, or with no theme recorded are `rows_left_out`; a group of open
    contests only is absent.

    Shape: one row a group: projects, ethnic_projects, winners, ethnic_winners, share_of_projects,
    share_of_winners, share_of_winners_low, share_of_winners_high, ethnic_award_rate, other_award_rate,
    representation, relative_award_rate, relative_award_rate_low, relative_award_rate_high, then
    ethnic_award_rate_low, ethnic_award_rate_high, other_award_rate_low, other_award_rate_high; rows_used,
    rows_left_out last.
    Unit: projects; shares 0 to 1; times.
    Definition: the 2004 presentation, chart of projects on ethnic issues and their winners (the numbers are
    lost). Shares have Wilson intervals, none for fewer than five cases. The relative award rate has Koopman's
    score interval; it is missing only where the others have no winner or one side has no project.

    Raises:
        MissingColumn: if `status`, `themes` or a column of `by` is not there.
        WrongValue: if `confidence` is not possible.

    >>> frame = pd.DataFrame({
    ...     "status": ["won", "lost", "won", "lost", "lost"],
    ...     "themes": ["ethnic_relations; youth", "ethnic_relations", "youth", "sport", "sport"],
    ... })
    >>> table = ethnic_issues(frame, by=())
    >>> table[["share_of_winners", "representation", "relative_award_rate"]].iloc[0].round(2).tolist()
    [0.5, 1.25, 1.5]
    """
    (table,) = theme_awards(
        data, question="ethnic_issues", themes=[theme], by=by, confidence=confidence, calendar=calendar
    )
    return table.rename(columns={name: f"ethnic_{name.removeprefix('theme_')}" for name in THEME_COLUMNS})
