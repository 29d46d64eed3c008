"""Amounts far from the others: by the file's own spread, by the organisation's own, by the year's whole money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Flags, Records
from partnerlab.sources.checks.spelling import organisations

SPREADS, TIMES = 4.5, 50.0
"""An amount is far off beyond the median of the logarithms by so many robust spreads, and by at least so many times."""
TAIL, BEYOND = 0.05, 5.0
"""It is also so many times beyond the most of the others, the outermost twentieth left aside: a broad tail is none."""
ENOUGH = 20
SLIP, WIDE = 1000.0, 3.0
"""A slip of three digits: a thousandfold the organisation's usual amount, or by three times more or less."""
HALF, AWARDS = 0.5, 20
NORMAL = 1.4826
"""The spread of a normal distribution over the median distance from its median."""

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def slips(records: Records) -> Iterator[Finding]:
    """Amounts a thousandfold, or a thousandth, of what the same organisation has in its other records."""
    for name in ("requested", "awarded"):
        if records.has(name):
            slipped, usual = _slips(records, name)
            if name == "awarded":  # what is a thousandth of the request is told as such
                slipped = slipped & ~(np.abs(records.money("awarded") * SLIP - records.money("requested")) < 1)
            values = records.frame[name]
            yield from records.origin.each(
                "thousandfold", slipped, column=name, values=values, usual=usual, amount=values
            )


def outliers(records: Records) -> Iterator[Finding]:
    """Amounts beyond the robust limits of their year, or of all years where it has few."""
    for name in ("requested", "awarded", "attracted"):
        if not records.has(name):
            continue
        amounts = records.money(name)
        given = records.counted & (amounts > 0)
        if given.sum() < ENOUGH:
            continue
        logs = np.log(amounts, where=given, out=np.full(len(amounts), np.nan))
        low, middle, high = _limits(logs, given, records.years())
        told = ~_slips(records, name)[0] if name != "attracted" else given
        values, usual = records.frame[name], pd.Series(np.exp(middle)).round()
        with np.errstate(invalid="ignore"):
            above, below = told & (logs > high), told & (logs < low)
        said: dict[str, Any] = {"column": name, "values": values, "usual": usual, "amount": values}
        yield from records.origin.each("amount_far_above", above, **said)
        if name != "attracted":  # little help is no slip
            yield from records.origin.each("amount_far_below", below, **said)


def half_of_year(records: Records) -> Iterator[Finding]:
    """A single award that is more than half of all that its year awarded."""
    if not records.has("awarded", "year"):
        return
    amounts, years = records.money("awarded"), records.years()
    given = records.winners() & (amounts > 0) & ~np.isnan(years)
    by_year = pd.Series(np.where(given, amounts, np.nan)).groupby(pd.Series(years))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = amounts / by_year.transform("sum").to_numpy()
    largest = given & (share > HALF) & (by_year.transform("count").to_numpy() >= AWARDS)
    yield from records.origin.each(
        "half_of_year",
        largest,
        column="awarded",
        values=records.frame["awarded"],
        amount=records.frame["awarded"],
        percent=pd.Series(share * 100).round(),
        year=records.frame["year"],
    )


def _limits(logs: Numbers, given: Flags, years: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The lowest usual logarithm, the middle and the highest, for each record: of its year, else of all."""
    low, middle, high = (np.full(len(logs), np.nan) for _ in range(3))
    counts = pd.Series(years).groupby(years).transform("size").to_numpy()
    groups = np.where(counts >= ENOUGH, years, np.nan)
    for year in [np.nan, *np.unique(groups[given & ~np.isnan(groups)])]:
        here = given & (np.isnan(groups) if np.isnan(year) else groups == year)
        among = logs[given if np.isnan(year) or here.sum() < ENOUGH else here]
        centre = float(np.median(among))
        spread = max(SPREADS * NORMAL * float(np.median(np.abs(among - centre))), np.log(TIMES))
        first = np.quantile(among, TAIL, method="higher") - np.log(BEYOND)
        last = np.quantile(among, 1 - TAIL, method="lower") + np.log(BEYOND)
        low[here], middle[here], high[here] = min(centre - spread, first), centre, max(centre + spread, last)
    return low, middle, high


def _slips(records: Records, name: str) -> tuple[Flags, pd.Series[Any]]:
    """Where an amount is a slip of three digits from the organisation's usual one, and what that is."""
    return records.once("slips", name, lambda: _slipped(records, name))


def _slipped(records: Records, name: str) -> tuple[Flags, pd.Series[Any]]:
    amounts, bodies = records.money(name), organisations(records)
    given = records.counted & (amounts > 0) & (bodies >= 0)
    known = pd.Series(np.where(given, amounts, np.nan)).groupby(bodies)
    usual = known.transform("median")
    with np.errstate(invalid="ignore", divide="ignore"):
        off = np.abs(np.abs(np.log(amounts / usual.to_numpy())) - np.log(SLIP)) < np.log(WIDE)
    return given & off & (known.transform("count") >= 3).to_numpy(), usual
