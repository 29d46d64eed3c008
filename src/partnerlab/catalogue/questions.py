"""The one list of questions: what each asks, what answers it, which columns it needs, where its definition stands.

A page, the command line and the exports all read this list; a new question is one entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from partnerlab import charts, metrics
from partnerlab.errors import UnknownName
from partnerlab.wording import message


@dataclass(frozen=True)
class Entry:
    """One question.

    `printed` names the printed table that answers it where no records are given; without one, the synthetic sample
    stands in. `lost` names the chart of the source whose numbers are not known. `table` names the table beside the
    applications that answers it, where there is one. `by` are the groups of its page, where they are not the metric's
    own. `beside` gives the metric's further arguments, each by the name of a table beside the records or a printed
    one. `money` says that constant prices change the answer, `one_year` that its page shows one year of it, `events`
    names the column that must not be 0 in the rows of the page's table, `mapped` says that the chart is drawn on the
    city's outlines, `choices` what a reader may choose of it, `abroad` is the question where the
    money is not in roubles.
    """

    name: str
    question: str
    metric: Callable[..., pd.DataFrame]
    chart: Callable[..., go.Figure]
    needs: tuple[str, ...]
    definition: str
    printed: str = ""
    lost: str = ""
    table: str = ""
    by: tuple[str, ...] | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    money: bool = False
    one_year: bool = False
    events: str = ""
    mapped: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    abroad: str = ""

    def asked(self, currency: str) -> str:
        """The question as it is asked of money in a currency.

        >>> CATALOGUE["leverage"].asked("EUR")
        "How much money from elsewhere stands beside the budget's?"
        """
        return self.abroad if self.abroad and currency != "RUB" else self.question


ENTRIES = (
    Entry(
        name="leverage",
        question=message("How much money from elsewhere stands beside each budget rouble?"),
        abroad=message("How much money from elsewhere stands beside the budget's?"),
        metric=metrics.leverage,
        chart=charts.leverage,
        needs=("year", "awarded", "attracted"),
        definition=message(
            "Ratio of sums over the winners with both amounts known (Cochran, Sampling Techniques, 1977, ch. 6); "
            "interval: BCa bootstrap over organisations."
        ),
        printed="social_order",
        money=True,
    ),
    Entry(
        name="social_order",
        question=message("Who orders and pays: city departments, businesses?"),
        metric=metrics.social_order,
        chart=charts.social_order,
        needs=("year", "awarded", "business", "attracted", "customer", "customer_sphere"),
        definition=message("Table of the social order, 2004 presentation; Perm City Duma decision 103 of 21.09.1999."),
        printed="social_order",
        money=True,
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
        money=True,
    ),
    Entry(
        name="funnel",
        question=message("How far do applications come, from entry to report?"),
        metric=metrics.funnel,
        chart=charts.funnel,
        needs=("year", "status"),
        definition=message("Applications that reached each stage, as far as the stage is recorded."),
        money=True,
        one_year=True,
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
    Entry(
        name="leverage_by_project",
        question=message("What stood beside the budget in each project, and how far are projects from the whole?"),
        metric=metrics.leverage_by_project,
        chart=charts.leverage_by_project,
        needs=("year", "awarded", "attracted"),
        definition=message("Each winner's own ratio attracted / awarded, sorted; the ratio of sums beside it."),
        lost="leverage_by_project",
        money=True,
        one_year=True,
    ),
    Entry(
        name="participation_by_kind",
        question=message("How many NGOs and self-government bodies take part?"),
        metric=metrics.participation,
        chart=charts.participation_by_kind,
        needs=("year", "organisation", "organisation_kind"),
        definition=message("Organisations of a year by their kind; the 2004 presentation, part 8."),
        lost="participation_by_kind",
        by=("organisation_kind",),
    ),
    Entry(
        name="cohorts",
        question=message("Of those who came first in one year, how many still come?"),
        metric=metrics.cohorts,
        chart=charts.cohorts,
        needs=("year", "organisation"),
        definition=message(
            "Organisations by the year in which they were first seen; active c + age / all of the cohort."
        ),
    ),
    Entry(
        name="issues",
        question=message("How do projects on each theme fare?"),
        metric=metrics.issues,
        chart=charts.issues,
        needs=("year", "status", "themes"),
        definition=message(
            "As for ethnic issues, for every theme recorded; a project with several themes counts once in each."
        ),
        by=("year",),
        one_year=True,
    ),
    Entry(
        name="concentration",
        question=message("Is the money spread or concentrated?"),
        metric=metrics.concentration,
        chart=charts.concentration,
        needs=("year", "organisation", "awarded"),
        definition=message(
            "Herfindahl-Hirschman index (Hirschman, 1945; Herfindahl, 1950) and its inverse, Gini coefficient, share "
            "of the five largest, over the money awarded to each organisation."
        ),
        money=True,
    ),
    Entry(
        name="continuation",
        question=message("What became of the winners after the funding ended?"),
        metric=metrics.continuation,
        chart=charts.continuation,
        needs=("followup_status",),
        definition=message(
            "Projects that continue / projects known; bounds for the unknown: all ended, all continue. The 2004 "
            "presentation, part 9."
        ),
        lost="continuation",
    ),
    Entry(
        name="survival",
        question=message("How long do projects go on without the funding?"),
        metric=metrics.survival,
        chart=charts.survival,
        needs=("funding_end", "status_date", "end_date"),
        definition=message(
            "Kaplan-Meier estimate from the end of the funding (Kaplan, Meier, 1958), log-log interval; projects last "
            "seen going on are censored."
        ),
        events="ended",
    ),
    Entry(
        name="outcomes",
        question=message("What did the projects produce, with how much money beside it?"),
        metric=metrics.outcomes,
        chart=charts.outcomes,
        needs=("indicator", "value"),
        definition=message(
            "Printed statistics of the V contest; money for each only where it is tied to the indicator."
        ),
        printed="contest_outcomes",
        table="outcomes",
        beside={"applications": "applications"},
    ),
    Entry(
        name="donors",
        question=message("Who gives to a district contest, and do the printed sums agree?"),
        metric=metrics.donors,
        chart=charts.donors,
        needs=("donor", "amount"),
        definition=message("Each donor's amount / the sum of all; the printed fund less that sum."),
        printed="district_donors",
        table="donors",
    ),
    Entry(
        name="fund_leverage",
        question=message("How much was attracted beside a fund that donors paid?"),
        metric=metrics.fund_leverage,
        chart=charts.leverage,
        needs=("printed_fund", "attracted"),
        definition=message("Attracted / fund, on the fund as printed and on the sum of its donors."),
        printed="district_contest",
        table="funds",
        beside={"donors": "district_donors"},
    ),
    Entry(
        name="funded_share",
        question=message("How many of the district contest's projects were funded?"),
        metric=metrics.awards,
        chart=charts.awards,
        needs=("applications", "winners"),
        definition=message("Projects funded / projects taking part, as printed; Wilson score interval (Wilson, 1927)."),
        printed="district_contest",
        table="funds",
    ),
    Entry(
        name="project_lines",
        question=message("Which lines and caps does the contest have?"),
        metric=metrics.project_lines,
        chart=charts.project_lines,
        needs=("line", "project_type", "size", "size_kind"),
        definition=message("Matrix of project lines, 2004 presentation, part 5, read by its steps."),
        printed="project_lines",
        table="project_lines",
    ),
    Entry(
        name="tiers",
        question=message("Who climbs from the district's contest to the city's and the region's?"),
        metric=metrics.tiers,
        chart=charts.tiers,
        needs=("year", "tier", "organisation", "status"),
        definition=message(
            "Of the organisations first seen in one tier's contest, those that later apply, and win, in the next; the "
            "2004 presentation, part 12."
        ),
        table="tiers",
    ),
    Entry(
        name="districts",
        question=message("Where in the city is all this?"),
        metric=metrics.districts,
        chart=charts.districts,
        needs=("year", "district", "status", "awarded"),
        definition=message(
            "Sums by district for each 10,000 people of the census nearest to the year; the map of public "
            "participation, 2004 presentation, part 13."
        ),
        by=("year", "district"),
        beside={"population": "district_population"},
        money=True,
        mapped=True,
        choices={"size": ("area", "population")},
        one_year=True,
    ),
    Entry(
        name="reviewers",
        question=message("Do the experts agree?"),
        metric=metrics.reviewers,
        chart=charts.reviewers,
        needs=("application_id", "expert", "score"),
        definition=message(
            "One-way intraclass correlation, ICC(1) and ICC(k), with unequal numbers of experts (Shrout, Fleiss, "
            "1979); bootstrap over applications."
        ),
        table="scores",
        by=("year",),
        beside={"applications": "applications"},
    ),
    Entry(
        name="decisive_experts",
        question=message("Which winners hang on one expert?"),
        metric=metrics.decisive_experts,
        chart=charts.decisive_experts,
        needs=("application_id", "expert", "score"),
        definition=message("The ranking by mean score, made again without each expert in turn."),
        table="scores",
        by=("year",),
        beside={"applications": "applications"},
        one_year=True,
    ),
    Entry(
        name="history",
        question=message("What do public pages say of the contest since 2011?"),
        metric=metrics.history,
        chart=charts.history,
        needs=("year", "indicator", "value", "unit", "scope"),
        definition=message("Figures of public pages as they stand there; pages that disagree are two points."),
        printed="contest_history",
        table="history",
    ),
)
CATALOGUE = {entry.name: entry for entry in ENTRIES}


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
