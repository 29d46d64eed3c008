"""The questions as numbers: a frame of applications or a printed table in, a small pandas table out."""

# Each file is named after its question, and so is the function in it. Importing the function here gives it the
# name, which the import system had set to the file's module a moment before and does not set again.
from partnerlab.metrics.awards import awards
from partnerlab.metrics.ethnic_issues import ethnic_issues
from partnerlab.metrics.funnel import funnel
from partnerlab.metrics.leverage import leverage
from partnerlab.metrics.participation import participation
from partnerlab.metrics.social_order import social_order

__all__ = ["awards", "ethnic_issues", "funnel", "leverage", "participation", "social_order"]
