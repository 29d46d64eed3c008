"""The numbers as pictures: a metric's table in, a plotly figure out.

A figure can stand alone: title, unit, source and the mark of synthetic data are on it. `style.bare` takes them off for
a page that prints them itself from the figure's `layout.meta`.
"""

from partnerlab.charts.awards import awards
from partnerlab.charts.ethnic_issues import ethnic_issues
from partnerlab.charts.funnel import funnel
from partnerlab.charts.leverage import leverage
from partnerlab.charts.participation import participation
from partnerlab.charts.social_order import social_order

__all__ = ["awards", "ethnic_issues", "funnel", "leverage", "participation", "social_order"]
