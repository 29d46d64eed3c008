"""How do projects on each theme fare?"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from partnerlab.errors import WrongValue
from partnerlab.metrics.applications import Data, ask
from partnerlab.metrics.contests import Calendar
from partnerlab.metrics.themes import theme_awards
from partnerlab.model import THEME_SEPARATOR


def issues(
    data: Data,
    *,
    theme: str | None = None,
    by: Sequence[str] = (),
    confidence: float = 0.95,
    calendar: Calendar | None = None,
) -> pd.DataFrame:
    """Projects on a theme among all projects, and among the winners: `ethnic_issues` for any theme.

    Without `theme` each theme in the records has its row. A project with several themes counts once in each, so
    that `theme_projects` of all themes may add up to more than `projects`, which is the same for all themes of a
    group. A theme is what stands between two `;`, as the records spell it. A group has a row for every theme,
    with 0 `theme_projects` where it has none.

    `theme_award_rate` is the share of the theme's projects that won, `other_award_rate` that of all other projects,
    `relative_award_rate` the one over the other; `representation` is `share_of_winners` / `share_of_projects`. All
    else is as in `ethnic_issues`, also what is left out: applications that are undecided, of contests still open,
    or with no theme recorded. Many themes set side by side differ by chance alone: of twenty, one interval at 95 %
    is expected to miss.

    Shape: one row a group and theme: theme, projects, theme_projects, winners, theme_winners, share_of_projects,
    share_of_winners, share_of_winners_low, share_of_winners_high, theme_award_rate, other_award_rate,
    representation, relative_award_rate, relative_award_rate_low, relative_award_rate_high, then
    theme_award_rate_low, theme_award_rate_high, other_award_rate_low, other_award_rate_high; rows_used,
    rows_left_out last (of the group, the same for each of its themes).
    Unit: projects; shares 0 to 1; times.
    Definition: as `ethnic_issues`: Wilson intervals, none for fewer than five cases; Koopman's score interval.

    Raises:
        MissingColumn: if `status`, `themes` or a column of `by` is not there.
        WrongValue: if `confidence` is not possible, or it is grouped by a column named as one of its own.

    >>> frame = pd.DataFrame({"status": ["won", "lost", "won"], "themes": ["youth; sport", "sport", "youth"]})
    >>> issues(frame)[["theme", "theme_projects", "theme_winners", "theme_award_rate"]].values.tolist()
    [['sport', 2, 1, 0.5], ['youth', 2, 2, 1.0]]
    """
    themes = recorded_themes(data, by=by) if theme is None else [theme]
    asked = themes or [""]
    found = theme_awards(data, question="issues", themes=asked, by=by, confidence=confidence, calendar=calendar)
    tables = [_named(table, each) for table, each in zip(found, asked, strict=True)]
    every = pd.concat(tables).sort_index(kind="stable") if len(tables) > 1 else tables[0]
    return every.iloc[: None if themes else 0].reset_index(drop=True)


def recorded_themes(data: Data, *, by: Sequence[str] = ()) -> list[str]:
    """Every theme in the records, in the order of the alphabet.

    >>> recorded_themes(pd.DataFrame({"status": "won", "themes": ["youth; sport", " sport", None]}))
    ['sport', 'youth']
    """
    asked = ask(data, question="issues", by=by, needs=("status", "themes"))
    written = asked.rows(themes=asked.text("themes")).select("themes").unique()
    cells = written.collect("pandas").to_native()["themes"].dropna()
    return sorted({theme.strip() for cell in cells for theme in str(cell).split(THEME_SEPARATOR)} - {""})


def _named(table: pd.DataFrame, theme: str) -> pd.DataFrame:
    """One theme's rows, with its name."""
    names = table.columns.tolist()
    if "theme" in names:
        raise WrongValue(parameter="by", found="theme", expected="themes")
    table.insert(names.index("projects"), "theme", theme)
    return table
