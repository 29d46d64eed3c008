"""The questions as numbers: a frame of applications or a printed table in, a small pandas table out."""

# Each file is named after its question, and so is the function in it. Importing the function here gives it the
# name, which the import system had set to the file's module a moment before and does not set again.
from partnerlab.metrics.awards import awards
from partnerlab.metrics.cohorts import cohorts
from partnerlab.metrics.concentration import concentration
from partnerlab.metrics.continuation import continuation
from partnerlab.metrics.decisive_experts import decisive_experts
from partnerlab.metrics.districts import districts
from partnerlab.metrics.donors import donors
from partnerlab.metrics.ethnic_issues import ethnic_issues
from partnerlab.metrics.fund_leverage import fund_leverage
from partnerlab.metrics.funnel import funnel
from partnerlab.metrics.history import history
from partnerlab.metrics.issues import issues
from partnerlab.metrics.leverage import leverage
from partnerlab.metrics.leverage_by_project import leverage_by_project
from partnerlab.metrics.outcomes import outcomes
from partnerlab.metrics.participation import participation
from partnerlab.metrics.project_lines import project_lines
from partnerlab.metrics.reviewers import reviewers
from partnerlab.metrics.social_order import social_order
from partnerlab.metrics.survival import survival
from partnerlab.metrics.tiers import tiers

__all__ = [
    "awards",
    "cohorts",
    "concentration",
    "continuation",
    "decisive_experts",
    "districts",
    "donors",
    "ethnic_issues",
    "fund_leverage",
    "funnel",
    "history",
    "issues",
    "leverage",
    "leverage_by_project",
    "outcomes",
    "participation",
    "project_lines",
    "reviewers",
    "social_order",
    "survival",
    "tiers",
]
