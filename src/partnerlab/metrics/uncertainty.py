"""How sure a number is: intervals for a share, for a ratio of two shares, and for a ratio of sums.

A contest is counted whole, so an interval does not describe an error of sampling. It describes what a
comparable contest, with as many applicants of the same kind, could have come to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import brentq

from partnerlab.errors import WrongValue

Interval: TypeAlias = tuple[float, float]
NO_INTERVAL: Interval = (math.nan, math.nan)
FEWEST_CASES = 5
"""A share of fewer cases has no interval."""
FEWEST_ORGANISATIONS = 8
"""A bootstrap over fewer organisations says nothing."""

NORMAL = NormalDist()
SEED = 2004
RESAMPLES = 9999
FEWEST_RESAMPLES = 999
DRAWS = 20_000_000
"""Above 2,000 organisations fewer resamples are drawn, down to 999, so that an interval takes a second at most."""
AT_ONCE = 65_536
"""So many draws at a time stay near the processor: of more, each would be fetched from far memory."""


def normal_quantile(confidence: float) -> float:
    """The two-sided quantile of the normal distribution: 1.96 at 95 %.

    Raises:
        WrongValue: if the confidence is not between 0 and 1.

    >>> round(normal_quantile(0.95), 4)
    1.96
    """
    if not 0 < confidence < 1:
        raise WrongValue(parameter="confidence", found=str(confidence), expected="0 < confidence < 1")
    return NORMAL.inv_cdf((1 + confidence) / 2)


def wilson(successes: float, cases: float, *, confidence: float = 0.95) -> Interval:
    """The interval of a share of counted cases; none for fewer than five.

    Shape: lower and upper bound. Unit: a share, 0 to 1.
    Definition: Wilson's score interval, Journal of the American Statistical Association 22 (1927), 209-212.

    Raises:
        WrongValue: if the confidence is not between 0 and 1.

    >>> [round(bound, 3) for bound in wilson(128, 429)]
    [0.257, 0.343]
    """
    z = normal_quantile(confidence)
    if not cases >= FEWEST_CASES:
        return NO_INTERVAL
    share = successes / cases
    spread = z * math.sqrt(share * (1 - share) / cases + (z / (2 * cases)) ** 2)
    centre = share + z * z / (2 * cases)
    scale = 1 + z * z / cases
    # the bounds of none and of all are exactly 0 and 1; rounding must not put them beside the share
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == cases else (centre + spread) / scale
    return low, high


def koopman(
    successes: float, cases: float, other_successes: float, other_cases: float, *, confidence: float = 0.95
) -> Interval:
    """The interval of a ratio of two shares: how many times as often the first succeed as the others.

    None when the others have no success or one side has no case: the ratio itself is then not defined.

    Shape: lower and upper bound. Unit: times.
    Definition: Koopman's score interval, Biometrics 40 (1984), 513-517: the ratios that a chi-square test of
    the two counts would not reject.

    Raises:
        WrongValue: if the confidence is not between 0 and 1.

    >>> [round(bound, 2) for bound in koopman(36, 40, 16, 80)]
    [2.94, 7.15]
    """
    z = normal_quantile(confidence)
    if not (cases > 0 and other_cases > 0 and other_successes > 0):
        return NO_INTERVAL
    counts = (successes, cases, other_successes, other_cases)
    ratio = (successes / cases) / (other_successes / other_cases)
    low = _rejected_ratio(counts, z=z, start=ratio, factor=0.5) if successes else 0.0
    # With no success the ratio is 0, where a search by factors cannot start; any ratio small enough is inside.
    start = ratio or 1e-6 / (cases * other_cases)
    return low, _rejected_ratio(counts, z=z, start=start, factor=2.0)


def _rejected_ratio(counts: tuple[float, float, float, float], *, z: float, start: float, factor: float) -> float:
    """The ratio on one side of `start` where the test begins to reject."""

    def excess(logarithm: float) -> float:
        return _chi_square(math.exp(logarithm), counts) - z * z

    inside = math.log(start)
    outside = inside + math.log(factor)
    while excess(outside) < 0:
        outside += math.log(factor)
    return math.exp(float(brentq(excess, inside, outside, xtol=1e-13, rtol=1e-14)))


def _chi_square(ratio: float, counts: tuple[float, float, float, float]) -> float:
    """Koopman's statistic, with the shares that are likeliest if their ratio is the given one."""
    x, m, y, n = counts
    b = ratio * (m + y) + x + n
    root = math.sqrt(max(0.0, b * b - 4 * ratio * (m + n) * (x + y)))
    share = 2 * ratio * (x + y) / (b + root)  # the smaller root, written without a difference of near numbers
    other_share = share / ratio
    return _distance(x, m, share) + _distance(y, n, other_share)


def _distance(successes: float, cases: float, share: float) -> float:
    gap = successes - cases * share
    variance = cases * share * (1 - share)
    return gap * gap / variance if variance > 0 else 0.0


def bootstrap_ratio(
    numerators: ArrayLike, denominators: ArrayLike, *, confidence: float = 0.95, batch: int = AT_ONCE
) -> Interval:
    """The interval of a ratio of two sums over organisations, drawing whole organisations anew.

    None for fewer than eight organisations, or where every draw gives the same ratio. The seed is fixed: the
    same organisations in the same order give the same interval. `batch` bounds how many draws are held at
    once and changes nothing else.

    Shape: lower and upper bound. Unit: that of the ratio.
    Definition: bias-corrected and accelerated bootstrap, Efron, Journal of the American Statistical
    Association 82 (1987), 171-185.

    Raises:
        WrongValue: if the confidence is not between 0 and 1.

    >>> low, high = bootstrap_ratio([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2, 2, 2, 2, 2, 2])
    >>> low < 36 / 16 < high
    True
    """
    z = normal_quantile(confidence)
    above, below = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    if len(above) < FEWEST_ORGANISATIONS:
        return NO_INTERVAL
    return _drawn_interval(np.column_stack([above, below]).tobytes(), z, batch)


@lru_cache(maxsize=256)
def _drawn_interval(pairs: bytes, z: float, batch: int) -> Interval:
    """The interval of these organisations' pairs: questions of one page, and its prices, ask for the same anew."""
    both = np.frombuffer(pairs, dtype=complex)
    above, below = both.real, both.imag
    drawn = _drawn_ratios(both, batch=batch)
    return corrected_interval(float(above.sum() / below.sum()), drawn, _without_each(above, below), z=z)


def corrected_interval(value: float, drawn: NDArray[np.float64], without: NDArray[np.float64], *, z: float) -> Interval:
    """The interval of a number, from what it came to in each draw, and without each of those who are drawn.

    None where all draws are alike, or where one of them has no number.

    Shape: lower and upper bound. Unit: that of the number.
    Definition: as `bootstrap_ratio`.

    >>> corrected_interval(2.0, np.array([1.0, 2.0, 3.0]), np.array([1.9, 2.0, 2.1]), z=1.0)
    (1.317..., 2.682...)
    """
    rounding = 1e-12 * max(abs(value), float(np.abs(drawn).max()))  # equal numbers, added in another order
    lower, higher = (float(np.mean(drawn < value - rounding)), float(np.mean(drawn > value + rounding)))
    smaller = (lower + 1 - higher) / 2
    if not np.ptp(drawn) > rounding or not 0 < smaller < 1:
        return NO_INTERVAL
    bias = NORMAL.inv_cdf(smaller)
    skew = _acceleration(without)
    shares = [_corrected(bias + q, bias=bias, skew=skew) for q in (-z, z)]
    low, high = np.quantile(drawn, shares)
    return float(low), float(high)


def _corrected(shifted: float, *, bias: float, skew: float) -> float:
    """The share of draws below a bound; with a very skewed few the bound may lie beyond all draws."""
    scale = 1 - skew * shifted
    if scale <= 0:
        return 1.0 if shifted > 0 else 0.0
    return NORMAL.cdf(bias + shifted / scale)


def draws(size: int, *, batch: int = AT_ONCE) -> Iterator[NDArray[np.int64]]:
    """Which of so many are drawn anew, a row a resample, some rows at a time: the same for the same size.

    >>> sum(len(rows) for rows in draws(10))
    9999
    """
    resamples = max(FEWEST_RESAMPLES, min(RESAMPLES, DRAWS // size))
    at_once = max(1, batch // size)
    random = np.random.default_rng(SEED)
    for first in range(0, resamples, at_once):
        yield random.integers(0, size, (min(at_once, resamples - first), size))


def _drawn_ratios(both: NDArray[np.complex128], *, batch: int) -> NDArray[np.float64]:
    """The ratio of each draw; an organisation's two sums are one complex number, so that one look-up finds both."""
    sums = np.concatenate([both.take(chosen, mode="clip").sum(axis=1) for chosen in draws(len(both), batch=batch)])
    return np.asarray(sums.real / sums.imag)


def _without_each(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """The ratio without each organisation in turn.

    A ratio of sums without one organisation is a subtraction. scipy.stats.bootstrap would add up all the
    others for each, which grows with the square of the organisations.
    """
    return np.asarray((above.sum() - above) / (below.sum() - below))


def _acceleration(without: NDArray[np.float64]) -> float:
    """How a number's spread changes with the number, from leaving out each organisation in turn."""
    gaps = without.mean() - without
    squares = float((gaps**2).sum())
    return float((gaps**3).sum()) / (6 * squares**1.5) if squares > 0 else 0.0
