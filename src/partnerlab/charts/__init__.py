"""The numbers as pictures: a metric's table in, a plotly figure out.

A figure can stand alone: title, unit, source and the mark of synthetic data are on it. `style.bare` takes them off for
a page that prints them itself from the figure's `layout.meta`.
"""

from partnerlab.charts.awards import awards
from partnerlab.charts.cohorts import cohorts
from partnerlab.charts.concentration import concentration
from partnerlab.charts.continuation import continuation
from partnerlab.charts.decisive_experts import decisive_experts
from partnerlab.charts.districts import districts
from partnerlab.charts.donors import donors
from partnerlab.charts.ethnic_issues import ethnic_issues
from partnerlab.charts.funnel import funnel
from partnerlab.charts.history import history
from partnerlab.charts.issues import issues
from partnerlab.charts.leverage import leverage
from partnerlab.charts.leverage_by_project import leverage_by_project
from partnerlab.charts.outcomes import outcomes
from partnerlab.charts.participation import participation
from partnerlab.charts.participation_by_kind import participation_by_kind
from partnerlab.charts.project_lines import project_lines
from partnerlab.charts.reviewers import reviewers
from partnerlab.charts.social_order import social_order
from partnerlab.charts.survival import survival
from partnerlab.charts.tiers import tiers

__all__ = [
    "awards",
    "cohorts",
    "concentration",
    "continuation",
    "decisive_experts",
    "districts",
    "donors",
    "ethnic_issues",
    "funnel",
    "history",
    "issues",
    "leverage",
    "leverage_by_project",
    "outcomes",
    "participation",
    "participation_by_kind",
    "project_lines",
    "reviewers",
    "social_order",
    "survival",
    "tiers",
]
