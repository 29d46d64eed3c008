"""The one list of questions: what each asks, what answers it, which columns it needs, where its definition stands.

A page, the command line and the exports all read this list; a new question is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from partnerlab import charts, metrics
from partnerlab.errors import UnknownName
from partnerlab.wording import message


@dataclass(frozen=True)
class Entry:
    """One question.

    `printed` names the printed table that answers it where no records are given; without one, the synthetic sample
    stands in. `lost` names the chart of the source whose numbers are not known.
    """

    name: str
    question: str
    metric: Callable[..., pd.DataFrame]
    chart: Callable[..., go.Figure]
    needs: tuple[str, ...]
    definition: str
    printed: str = ""
    lost: str = ""


@dataclass(frozen=True)
class Topic:
    """What a notebook is about: its title, the part of the presentation that it re-makes, its first question."""

    name: str
    title: str
    about: str
    first: str


ENTRIES = (
    Entry(
        name="leverage",
        question=message("How much money from elsewhere stands beside each budget rouble?"),
        metric=metrics.leverage,
        chart=charts.leverage,
        needs=("year", "awarded", "attracted"),
        definition=message(
            "Ratio of sums over the winners with both amounts known (Cochran, Sampling Techniques, 1977, ch. 6); "
            "interval: BCa bootstrap over organisations."
        ),
        printed="social_order",
        lost="leverage_by_project",
    ),
    Entry(
        name="social_order",
        question=message("Who orders and pays: city departments, businesses?"),
        metric=metrics.social_order,
        chart=charts.social_order,
        needs=("year", "awarded", "business", "attracted", "customer", "customer_sphere"),
        definition=message("Table of the social order, 2004 presentation; Perm City Duma decision 103 of 21.09.1999."),
        printed="social_order",
    ),
    Entry(
        name="participation",
        question=message("How many organisations take part, who is new, who comes back, who stays away?"),
        metric=metrics.participation,
        chart=charts.participation,
        needs=("year", "organisation"),
        definition=message(
            "Organisations of a year against those of the previous contest held: retained, reactivated, first seen, "
            "lapsed; retention = retained / active before."
        ),
        lost="participation",
    ),
    Entry(
        name="awards",
        question=message("How many applications win, how much of what was asked is given?"),
        metric=metrics.awards,
        chart=charts.awards,
        needs=("year", "status"),
        definition=message(
            "Winners / decided applications; winners / admitted. Wilson score interval (Wilson, 1927), or a bootstrap "
            "over organisations where they apply several times."
        ),
    ),
    Entry(
        name="funnel",
        question=message("How far do applications come, from entry to report?"),
        metric=metrics.funnel,
        chart=charts.funnel,
        needs=("year", "status"),
        definition=message("Applications that reached each stage, as far as the stage is recorded."),
    ),
    Entry(
        name="ethnic_issues",
        question=message("How do projects on ethnic issues fare?"),
        metric=metrics.ethnic_issues,
        chart=charts.ethnic_issues,
        needs=("year", "status", "themes"),
        definition=message(
            "Share of projects against share of winners (Wilson interval); award rate over that of the other projects "
            "(Koopman score interval, 1984)."
        ),
        lost="ethnic_issues",
    ),
)
CATALOGUE = {entry.name: entry for entry in ENTRIES}

TOPICS = (
    Topic(
        "year_report",
        message("The year in one page"),
        message(
            "The contest of one year: money, customers, organisations, awards, and projects on ethnic issues. "
            "It gathers parts 3, 6, 7, 8 and 10 of the 2004 presentation."
        ),
        "leverage",
    ),
    Topic(
        "social_order",
        message("Social order: who pays"),
        message(
            "What the budget and businesses paid for social projects, and what the performers attracted beside it: "
            "part 3 of the 2004 presentation, with the definition from part 2."
        ),
        "social_order",
    ),
    Topic(
        "participation",
        message("Who takes part and comes back"),
        message(
            "Organisations that take part each year, new and returning: parts 6 and 8 of the 2004 presentation, whose "
            "numbers are lost."
        ),
        "participation",
    ),
    Topic(
        "ethnic_issues",
        message("Projects on ethnic issues"),
        message(
            "Projects on ethnic relations among all projects and among winners: part 7 of the 2004 presentation, whose "
            "numbers are lost. The projects are counted, never the ethnicity of people."
        ),
        "ethnic_issues",
    ),
)


def entry(name: str) -> Entry:
    """The question of this name.

    Raises:
        UnknownName: if there is none.

    >>> entry("leverage").printed
    'social_order'
    """
    if name not in CATALOGUE:
        raise UnknownName(name, tuple(CATALOGUE))
    return CATALOGUE[name]


def topic(name: str) -> Topic:
    """What the notebook of this name is about; a notebook of the user's own has only its name.

    >>> topic("social_order").first, topic("my_own").title
    ('social_order', 'my_own')
    """
    known = {topic.name: topic for topic in TOPICS}
    return known.get(name, Topic(name, name, "", ""))
