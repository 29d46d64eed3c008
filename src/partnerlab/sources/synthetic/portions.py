"""Dividing a whole among parts, and drawing at random, the same on every machine.

Whole numbers and exact steps only: no function of the machine's own mathematics, no sum of fractions whose order may
differ.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ROUND = 100_00
"""Kopecks: people ask for money in hundreds of roubles."""


def apportion(total: int, weights: Floats) -> Ints:
    """Whole numbers that add to `total`, by weight; the largest remainders are rounded up (Hamilton's method).

    >>> apportion(10, np.array([1.0, 1.0, 2.0])).tolist()
    [3, 2, 5]
    """
    exact = total * (weights / weights.sum())
    parts: Ints = np.floor(exact).astype(np.int64)
    first = np.argsort(parts - exact, kind="stable")[: total - int(parts.sum())]
    parts[first] += 1
    return parts


def divide(total: int, weights: Ints, caps: Ints) -> Ints:
    """Kopecks that add to `total`, by weight, in round amounts, none over its cap.

    Where the caps together are below the total, all are raised alike. One part takes what is left of the rounding.
    A part without weight gets nothing; one at least must have weight.

    >>> divide(50_000_01, np.array([1, 1, 4]), np.array([20_000_00, 20_000_00, 20_000_00])).tolist()
    [1500001, 1500000, 2000000]
    """
    parts = np.zeros(len(weights), np.int64)
    if total == 0:
        return parts
    free = weights > 0
    short = total / int(caps[free].sum())
    if short > 1:
        caps = (np.ceil(caps * short / ROUND) * ROUND).astype(np.int64)
    wanted = _wanted(total, weights, free)
    while (over := free & (wanted > caps)).any():
        parts[over] = caps[over]
        free &= ~over
        wanted = _wanted(total - int(parts.sum()), weights, free)
    parts[free] = (np.floor(wanted[free] / ROUND) * ROUND).astype(np.int64)
    left, rest = divmod(total - int(parts.sum()), ROUND)
    room = np.where(free & (parts + ROUND <= caps), parts - wanted, np.inf)
    order = np.argsort(np.where(weights > 0, room, np.nan), kind="stable")[: np.count_nonzero(weights)]
    parts[order] += left // len(order) * ROUND
    parts[order[: left % len(order)]] += ROUND
    parts[order[left % len(order)]] += rest
    return parts


def _wanted(total: int, weights: Ints, free: NDArray[np.bool_]) -> Floats:
    return np.where(free, total * (weights / max(int(weights[free].sum()), 1)), 0.0)


def pick(values: Ints, count: int, random: np.random.Generator) -> Ints:
    """So many of the values, in a random order, none twice."""
    return values[np.argsort(random.random(len(values)), kind="stable")[:count]]


def whole(random: np.random.Generator, count: int, below: int) -> Ints:
    """Random whole numbers from 0 up to but not including `below`."""
    return np.floor(random.random(count) * below).astype(np.int64)


def skew(random: np.random.Generator, count: int) -> Floats:
    """Random factors around 1: most are small, a few are large."""
    luck = random.random(count)
    return (0.3 + luck) / (1.3 - luck)


def mixed(count: int, shares: Floats, random: np.random.Generator) -> Ints:
    """Kinds by their shares, as exactly as whole numbers allow, in a random order."""
    return pick(np.repeat(np.arange(len(shares)), apportion(count, shares)), count, random)
