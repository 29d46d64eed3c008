"""Metrics' tables written by hand: the deck's printed one, and plausible ones with gaps and small groups."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from partnerlab.dataset import Source

UNKNOWN = float("nan")
PRINTED = Source("Социальное партнерство. Пермский опыт", place="таблица социального заказа", kind="published")
SYNTHETIC = Source("Синтетическая выборка", kind="sample", english={"title": "A synthetic sample"})
RECORDS = Source("contest.xlsx")


def social_order() -> pd.DataFrame:
    """Part 3 of the deck, in roubles."""
    return pd.DataFrame(
        {
            "year": [1999, 2000, 2001],
            "budget_customers": [3, 8, 10],
            "budget": [262_000.0, 965_500.0, 1_340_000.0],
            "business_customers": [0, 22, 2],
            "business": [0.0, 195_300.0, 160_000.0],
            "attracted": [751_900.0, 5_325_000.0, 11_301_000.0],
            "leverage": [2.870, 5.515, 8.434],
            "rows_used": [1, 1, 1],
            "rows_left_out": [0, 0, 0],
        }
    )


def leverage_of_records() -> pd.DataFrame:
    """Six years: 1999 with four projects only, 2002 absent, 2003 undefined."""
    return pd.DataFrame(
        {
            "year": [1999, 2000, 2001, 2003, 2004],
            "projects": [4, 30, 52, 0, 72],
            "budget": 1e6,
            "attracted": 5e6,
            "leverage": [2.87, 5.515, 8.434, UNKNOWN, 4.11],
            "leverage_low": [UNKNOWN, 3.9, 6.12, UNKNOWN, 3.2],
            "leverage_high": [UNKNOWN, 7.8, 11.4, UNKNOWN, 5.31],
            "median_ratio": [2.1, 4.4, 5.2, UNKNOWN, 4.05],
            "mean_ratio": 1.0,
            "cofunding_share": 0.5,
            "base": "budget",
            "rows_used": [4, 30, 52, 0, 72],
            "rows_left_out": [0, 2, 1, 3, 0],
        }
    )


def leverage_of_districts(*names: str) -> pd.DataFrame:
    """A district each, with ratios 1, 2, 3 and so on."""
    return pd.DataFrame(
        {
            "district": names,
            "projects": 20,
            "leverage": [float(place) for place in range(1, len(names) + 1)],
            "base": "budget",
            "rows_used": 20,
            "rows_left_out": 0,
        }
    )


def participation() -> pd.DataFrame:
    """1999 is the first year of the data, 2002 is absent."""
    return pd.DataFrame(
        {
            "year": [1999, 2000, 2001, 2003],
            "active": [84, 96, 121, 150],
            "first_time": [UNKNOWN, 51, 60, UNKNOWN],
            "retained": [UNKNOWN, 45, 50, UNKNOWN],
            "reactivated": [UNKNOWN, 0, 11, UNKNOWN],
            "lapsed": [UNKNOWN, 39, 46, UNKNOWN],
            "retention": [UNKNOWN, 45 / 84, 50 / 96, UNKNOWN],
            "first_time_share": [UNKNOWN, 51 / 96, 60 / 121, UNKNOWN],
            "rows_used": 200,
            "rows_left_out": [0, 4, 0, 0],
        }
    )


def awards() -> pd.DataFrame:
    """The published counts of 2011 and 2015 with their Wilson intervals, and a year with four applications."""
    return pd.DataFrame(
        {
            "year": [2010, 2011, 2015],
            "applications": [4, 184, 429],
            "admitted": [UNKNOWN, UNKNOWN, 420],
            "winners": [2, 81, 128],
            "award_rate": [0.5, 81 / 184, 128 / 429],
            "award_rate_low": [UNKNOWN, 0.370, 0.257],
            "award_rate_high": [UNKNOWN, 0.512, 0.343],
            "success_rate": [UNKNOWN, UNKNOWN, 128 / 420],
            "success_rate_low": UNKNOWN,
            "success_rate_high": UNKNOWN,
            "rows_used": [4, 184, 429],
            "rows_left_out": [0, 0, 21],
        }
    )


def funnel() -> pd.DataFrame:
    """Two years; admission is not recorded in the first, contracts in neither."""
    return pd.DataFrame(
        {
            "year": [2003, 2004],
            "submitted": [240, 429],
            "admitted": [UNKNOWN, 420],
            "won": [88, 128],
            "contracted": [UNKNOWN, UNKNOWN],
            "reported": [80, 120],
            "spent": [2e6, 3.4e6],
            "spent_share": [0.95, 0.971],
            "returned": [UNKNOWN, 102_000.0],
            "rows_used": [240, 429],
            "rows_left_out": [0, 3],
        }
    )


def ethnic_issues() -> pd.DataFrame:
    """12 of 88 winners in 2003; four winners only in 2000."""
    return pd.DataFrame(
        {
            "year": [2000, 2003],
            "projects": [100, 240],
            "ethnic_projects": [8, 24],
            "winners": [4, 88],
            "ethnic_winners": [1, 12],
            "share_of_projects": [0.08, 0.1],
            "share_of_winners": [0.25, 12 / 88],
            "share_of_winners_low": [UNKNOWN, 0.0797],
            "share_of_winners_high": [UNKNOWN, 0.223],
            "representation": [UNKNOWN, 1.36],
            "relative_award_rate": [UNKNOWN, 1.42],
            "relative_award_rate_low": [UNKNOWN, 0.9],
            "relative_award_rate_high": [UNKNOWN, 2.01],
            "rows_used": [100, 240],
            "rows_left_out": [0, 3],
        }
    )


def printed_on(figure: go.Figure) -> list[str]:
    """All words of a figure, without the tags for bold, with plain spaces."""
    texts = [words.text for words in figure.layout.annotations]
    texts += [text for trace in figure.data for text in (trace.text or ())]
    return [text.replace("<b>", "").replace("</b>", "").replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def said(figure: go.Figure, name: str) -> str:
    """One of the sentences in a figure's meta, with plain spaces; notes as one text."""
    value = figure.layout.meta[name]
    text = " ".join(value) if isinstance(value, list | tuple) else value
    return text.replace("\N{NO-BREAK SPACE}", " ")


def marks(figure: go.Figure, name: str) -> go.Bar | go.Scatter:
    """The marks of one meaning."""
    return next(trace for trace in figure.data if trace.name == name)
