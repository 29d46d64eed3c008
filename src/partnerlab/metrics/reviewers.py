"""How far do the experts agree who score the same applications?"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from partnerlab.metrics.applications import Data
from partnerlab.metrics.beside import with_applications
from partnerlab.metrics.grouping import each_group, finished, totals
from partnerlab.metrics.scores import NEEDS, expert_sums, score_rows
from partnerlab.metrics.uncertainty import (
    DRAWS,
    FEWEST_RESAMPLES,
    NO_INTERVAL,
    RESAMPLES,
    SEED,
    Interval,
    normal_quantile,
)

FEWEST_APPLICATIONS = 8
"""A bootstrap over fewer applications says nothing."""
Numbers = NDArray[np.float64]


def reviewers(
    data: Data, *, applications: Data | None = None, by: Sequence[str] = (), confidence: float = 0.95
) -> pd.DataFrame:
    """How far the experts agree: whether an application's score says more of it than of who scored it.

    The data are the scores: a row for each application, expert and, where there are several, criterion. An
    expert's criteria are added up first. `icc1` is the share of the spread between scores that is due to the
    applications: 1 where all experts agree on each, 0 where an expert's score says nothing of the application;
    it falls below 0 where experts differ more on one application than applications differ. It is the
    agreement of single scores; `icc_k` is that of the mean score, by which a contest decides. `k0` is how many
    experts an application has, evened out where they are not equally many. `median_spread` is how far, on the
    typical application with two experts or more, the highest score is from the lowest.

    An expert who did not score all criteria of an application, or scored one twice, has no sum there: those
    rows, and rows without an application or expert, are `rows_left_out`. An application with one expert stays
    in: it says nothing of agreement, but how applications differ. Columns of `by` that the scores do not have
    are taken from the `applications`, by their number; of several with one number it is the one with the
    greatest values.

    Shape: one row a group: applications, experts, icc1, icc1_low, icc1_high, icc_k, k0, median_spread;
    rows_used, rows_left_out last. Unit: applications; experts; shares up to 1; points.
    Definition: one-way random effects, ICC(1,1) and ICC(1,k), Shrout and Fleiss, Psychological Bulletin 86
    (1979), 420-428; unequal numbers of experts, Donner, International Statistical Review 54 (1986), 67-82;
    BCa bootstrap over applications with a fixed seed, none for fewer than eight with two experts or
    more, or where all agree.

    Raises:
        MissingColumn: if `application_id`, `expert`, `score` or a column of `by` is not there.
        NotNumbers: if `score` holds no numbers.
        WrongValue: if `confidence` is not possible.

    >>> scores = pd.DataFrame({"application_id": list("AABB"), "expert": list("PQPQ"), "score": [1, 2, 5, 6]})
    >>> reviewers(scores)[["icc1", "icc_k", "k0", "median_spread"]].iloc[0].round(2).tolist()
    [0.94, 0.97, 2.0, 1.0]
    """
    normal_quantile(confidence)
    asked = with_applications(data, applications, question="reviewers", by=by, needs=NEEDS)
    rows = score_rows(asked)
    groups = totals(asked, rows, add=("_row",))
    parts = list(each_group(groups, expert_sums(asked, rows), asked.keys))
    used = pd.Series([part["_rows"].sum() for part in parts], dtype="float64")
    whole = [_spreads(part) for part in parts]
    agreements = [_agreement(spread.experts, spread.total, spread.within) for spread in whole]
    intervals = [
        _interval(spread, icc1=float(agreement.icc1), confidence=confidence)
        for spread, agreement in zip(whole, agreements, strict=True)
    ]
    columns: dict[str, object] = {
        "applications": pd.Series([len(spread.experts) for spread in whole], dtype="float64"),
        "experts": pd.Series([part["_expert"].nunique() for part in parts], dtype="float64"),
        "icc1": pd.Series([float(agreement.icc1) for agreement in agreements], dtype="float64"),
        "icc1_low": pd.Series([low for low, _ in intervals], dtype="float64"),
        "icc1_high": pd.Series([high for _, high in intervals], dtype="float64"),
        "icc_k": pd.Series([float(agreement.icc_k) for agreement in agreements], dtype="float64"),
        "k0": pd.Series([float(agreement.k0) for agreement in agreements], dtype="float64"),
        "median_spread": pd.Series([_median_spread(part) for part in parts], dtype="float64"),
        "rows_used": used,
        "rows_left_out": groups["_row"] - used,
    }
    return finished(asked, groups, columns, counts=("applications", "experts"))


class _Spreads(NamedTuple):
    """Of each application: how many experts, the sum of their scores, and how far they are from their mean."""

    experts: Numbers
    total: Numbers
    within: Numbers


def _spreads(sums: pd.DataFrame) -> _Spreads:
    centred = sums["_score"] - sums["_score"].mean()  # the sums of squares lose nothing to a common height
    by_application = centred.groupby(sums["_application"])
    within = (centred - by_application.transform("mean")) ** 2
    return _Spreads(
        np.asarray(by_application.count(), dtype="float64"),
        np.asarray(by_application.sum(), dtype="float64"),
        np.asarray(within.groupby(sums["_application"]).sum(), dtype="float64"),
    )


class _Agreement(NamedTuple):
    """The agreement of one score, of the mean score, and the number of experts that it is of."""

    icc1: Numbers
    icc_k: Numbers
    k0: Numbers


def _agreement(experts: Numbers, total: Numbers, within: Numbers) -> _Agreement:
    """From the sums of applications, along the last axis; missing where nothing varies or nobody shares one."""
    size = experts.shape[-1]
    scores = experts.sum(axis=-1)
    raw = (total**2 / experts).sum(axis=-1)
    between = raw - total.sum(axis=-1) ** 2 / np.maximum(scores, 1)
    inside = within.sum(axis=-1)
    rounding = 1e-12 * (raw + inside)
    between, inside = (np.where(part > rounding, part, 0.0) for part in (between, inside))
    if size > 1:
        k0 = (scores - (experts**2).sum(axis=-1) / scores) / (size - 1)
        k0 = np.where(scores > size, k0, np.nan)
    else:
        k0 = np.full_like(inside, np.nan)
    mean_between = between / max(size - 1, 1)
    mean_inside = inside / np.where(scores > size, scores - size, 1)
    gap = mean_between - mean_inside
    return _Agreement(_ratio(gap, mean_between + (k0 - 1) * mean_inside), _ratio(gap + 0 * k0, mean_between), k0)


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    ratio: Numbers = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=ratio, where=below != 0)
    return ratio


def _interval(spreads: _Spreads, *, icc1: float, confidence: float) -> Interval:
    """Drawing whole applications anew, with all their experts."""
    size = len(spreads.experts)
    if (spreads.experts > 1).sum() < FEWEST_APPLICATIONS or not icc1 < 1:
        return NO_INTERVAL

    def of_drawn(places: NDArray[np.int64], axis: int = -1) -> Numbers:
        del axis  # scipy always asks for the last one
        return _agreement(*(column[places] for column in spreads)).icc1

    with warnings.catch_warnings(), np.errstate(invalid="ignore", divide="ignore"):
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # draws that are all alike give no interval
        drawn = stats.bootstrap(
            (np.arange(size),),
            of_drawn,
            n_resamples=max(FEWEST_RESAMPLES, min(RESAMPLES, DRAWS // size)),
            batch=max(1, 1_000_000 // size),
            vectorized=True,
            confidence_level=confidence,
            method="BCa",
            rng=np.random.default_rng(SEED),
        )
    low, high = drawn.confidence_interval
    return (float(low), float(high)) if np.isfinite([low, high]).all() else NO_INTERVAL


def _median_spread(sums: pd.DataFrame) -> float:
    scores = sums.groupby("_application")["_score"].agg(["max", "min", "count"])
    spread = scores["max"] - scores["min"]
    return float(spread[scores["count"] > 1].median())
