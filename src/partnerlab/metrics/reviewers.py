"""How far do the experts agree who score the same applications?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.metrics.applications import Data
from partnerlab.metrics.beside import with_applications
from partnerlab.metrics.grouping import each_group, finished, totals
from partnerlab.metrics.scores import NEEDS, expert_sums, score_rows
from partnerlab.metrics.uncertainty import NO_INTERVAL, Interval, corrected_interval, draws, normal_quantile

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
    z = normal_quantile(confidence)
    asked = with_applications(data, applications, question="reviewers", by=by, needs=NEEDS)
    rows = score_rows(asked)
    groups = totals(asked, rows, add=("_row",))
    parts = list(each_group(groups, expert_sums(asked, rows), asked.keys))
    used = pd.Series([part["_rows"].sum() for part in parts], dtype="float64")
    whole = [_spreads(part) for part in parts]
    agreements = [_agreement(spread.sum(axis=0)) for spread in whole]
    intervals = [
        _interval(spread, icc1=float(agreement.icc1), z=z) for spread, agreement in zip(whole, agreements, strict=True)
    ]
    columns: dict[str, object] = {
        "applications": pd.Series([len(spread) for spread in whole], dtype="float64"),
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


COLUMNS = ("applications", "experts", "experts_squared", "total", "total_squared", "within")
"""What is added up over applications: how many there are, each one's experts and their square, the sum of its scores
and the square of that by its experts, and how far the scores are from their mean. Agreement is made of these sums."""


def _spreads(sums: pd.DataFrame) -> Numbers:
    """One row an application, with what it adds to each of `COLUMNS`."""
    centred = sums["_score"] - sums["_score"].mean()  # the sums of squares lose nothing to a common height
    by_application = centred.groupby(sums["_application"])
    of_each = by_application.agg(["count", "sum"])
    within = (centred - by_application.transform("mean")) ** 2
    experts, total = (of_each[name].to_numpy(dtype="float64") for name in ("count", "sum"))
    inside = within.groupby(sums["_application"]).sum().to_numpy(dtype="float64")
    return np.column_stack([np.ones(len(experts)), experts, experts**2, total, total**2 / experts, inside])


class _Agreement(NamedTuple):
    """The agreement of one score, of the mean score, and the number of experts that it is of."""

    icc1: Numbers
    icc_k: Numbers
    k0: Numbers


def _agreement(sums: Numbers) -> _Agreement:
    """From the sums of `COLUMNS`, along the last axis; missing where nothing varies or nobody shares one."""
    size, scores, squares, total, raw, inside = np.moveaxis(sums, -1, 0)
    between = raw - total**2 / np.maximum(scores, 1)
    rounding = 1e-12 * (raw + inside)
    between, inside = (np.where(part > rounding, part, 0.0) for part in (between, inside))
    shared = (size > 1) & (scores > size)
    more = np.maximum(size - 1, 1)
    k0 = np.where(shared, (scores - squares / np.maximum(scores, 1)) / more, np.nan)
    mean_between = between / more
    mean_inside = inside / np.where(scores > size, scores - size, 1)
    gap = mean_between - mean_inside
    return _Agreement(_ratio(gap, mean_between + (k0 - 1) * mean_inside), _ratio(gap + 0 * k0, mean_between), k0)


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    ratio: Numbers = np.full(np.shape(below), np.nan)
    np.divide(above, below, out=ratio, where=below != 0)
    return ratio


def _interval(spreads: Numbers, *, icc1: float, z: float) -> Interval:
    """Drawing whole applications anew, with all their experts."""
    experts = spreads[:, COLUMNS.index("experts")]
    if (experts > 1).sum() < FEWEST_APPLICATIONS or not icc1 < 1:
        return NO_INTERVAL
    return _drawn_interval(spreads.tobytes(), icc1, z)


@lru_cache(maxsize=32)
def _drawn_interval(applications: bytes, icc1: float, z: float) -> Interval:
    """The interval of these applications: the prices of a page change nothing in what experts gave."""
    spreads = np.frombuffer(applications).reshape(-1, len(COLUMNS))
    drawn = _agreement(np.concatenate([_added(spreads, chosen) for chosen in draws(len(spreads))])).icc1
    without = _agreement(spreads.sum(axis=0) - spreads).icc1
    return corrected_interval(icc1, drawn, without, z=z) if np.isfinite(drawn).all() else NO_INTERVAL


def _added(spreads: Numbers, chosen: NDArray[np.int64]) -> Numbers:
    """The sums of each row of draws: how often each application was drawn, by what it adds."""
    rows, size = chosen.shape
    places = (chosen + np.arange(rows)[:, np.newaxis] * size).ravel()
    return np.asarray(np.bincount(places, minlength=rows * size).reshape(rows, size) @ spreads)


def _median_spread(sums: pd.DataFrame) -> float:
    scores = sums.groupby("_application")["_score"].agg(["max", "min", "count"])
    spread = scores["max"] - scores["min"]
    return float(spread[scores["count"] > 1].median())
