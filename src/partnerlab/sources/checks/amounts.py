"""Amounts of one record that contradict each other: asked and given, attracted and its parts, spent and returned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Flags, Records, filled

CENT = 0.01
ROUNDED = 1.0
"""Sums of rounded roubles may differ by so much."""
IN_FULL = ("requested", "awarded", "attracted", "attracted_planned", "spent")
"""Columns whose amounts are of one size in a file; money returned or given in kind may well be small."""
SMALL, LARGE, ALIKE, FEW = 10_000.0, 100_000.0, 100.0, 5

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def awarded_and_requested(records: Records) -> Iterator[Finding]:
    """More was awarded than asked for; or exactly a thousandth of it, as if written in thousands."""
    if not records.has("requested", "awarded"):
        return
    requested, awarded = records.money("requested"), records.money("awarded")
    over = records.counted & (awarded > requested + CENT) & (requested > 0)
    thousandth = records.counted & (awarded > 0) & (np.abs(awarded * 1000 - requested) < CENT)
    yield from _at(records, "awarded_over_requested", over, "awarded", requested=requested)
    yield from _at(records, "awarded_in_thousands", thousandth, "awarded", requested=requested)


def zero_awards(records: Records) -> Iterator[Finding]:
    """Winners to whom nothing was awarded."""
    if records.has("awarded"):
        nothing = records.winners() & (records.money("awarded") == 0)
        yield from records.origin.summed("zero_award", nothing, column="awarded")


def attracted_parts(records: Records) -> Iterator[Finding]:
    """The money attracted is not what its parts, in cash and in kind, add up to."""
    names = ("attracted", "attracted_cash", "attracted_in_kind")
    if not records.has(*names):
        return
    whole, cash, kind = map(records.money, names)
    differs = records.counted & (np.abs(whole - (cash + kind)) > ROUNDED)
    yield from _at(records, "attracted_differs", differs, "attracted", parts=cash + kind)


def execution(records: Records) -> Iterator[Finding]:
    """More spent or returned than there was, or both together not what was awarded."""
    if not records.has("awarded"):
        return
    awarded, spent, returned = map(records.money, ("awarded", "spent", "returned"))
    attracted = _beside(records, "attracted")
    everything = awarded + attracted + np.nan_to_num(records.money("business"))
    too_much_back = records.counted & (returned > np.maximum(awarded, 0) + ROUNDED)
    too_much_spent = records.counted & (spent > everything + ROUNDED)
    settled = records.counted & (returned > 0) & ~too_much_back & ~too_much_spent
    with np.errstate(invalid="ignore"):
        of_award = np.abs(spent + returned - awarded) > ROUNDED
        of_all = np.abs(spent + returned - everything) > ROUNDED
    yield from _at(records, "returned_over_awarded", too_much_back, "returned", awarded=awarded)
    yield from _at(records, "spent_over_money", too_much_spent, "spent", money=everything)
    yield from _at(
        records,
        "spent_and_returned",
        settled & of_award & of_all & ~np.isnan(spent + awarded),
        "returned",
        spent=spent,
        awarded=awarded,
    )


def business_customers(records: Records) -> Iterator[Finding]:
    """Money of business customers in a project that a budget customer ordered."""
    if records.has("business", "customer_sphere"):
        budget = (records.frame["customer_sphere"] == "budget").to_numpy(dtype=bool, na_value=False)
        both = records.counted & budget & (records.money("business") > 0)
        yield from _at(records, "business_of_budget_customer", both, "business")


def units(records: Records) -> Iterator[Finding]:
    """A column of money that seems to be in thousands beside others in whole units."""
    names = [name for name in IN_FULL if filled(records.frame, name)]
    for table in range(len(records.origin.tables) if len(names) > 1 else 0):
        here = records.counted & (records.origin.table == table)
        amounts = {name: of[here & (of > 0)] for name in names if (of := records.money(name)).size}
        sizes = {name: float(np.median(of)) for name, of in amounts.items() if len(of) >= FEW}
        large = [name for name, size in sizes.items() if size >= LARGE]
        for name, size in sizes.items():
            others = [other for other in large if sizes[other] >= size * ALIKE]
            if others and float(amounts[name].max()) < SMALL:
                yield _units(records, here, name, others[0], sizes)


def _units(records: Records, here: Flags, name: str, other: str, sizes: dict[str, float]) -> Finding:
    place = int(np.flatnonzero(here & (records.money(name) > 0))[0])
    (finding,) = records.origin.each(
        "units_differ",
        np.arange(len(here)) == place,
        column=name,
        values=records.frame[name],
        usual=float(round(sizes[name])),
        other=records.origin.heading(place, other),
        there=float(round(sizes[other])),
    )
    return finding


def _beside(records: Records, name: str) -> Numbers:
    """Money that is nought where there is no such column, and not known where its cell is empty."""
    return records.money(name) if filled(records.frame, name) else np.zeros(len(records.frame))


def _at(records: Records, rule: str, where: Flags, column: str, **facts: Numbers) -> list[Finding]:
    if not where.any():
        return []
    said = {name: pd.Series(of) for name, of in facts.items()}
    values = records.frame[column]
    return records.origin.each(rule, where, column=column, values=values, amount=values, **said)
