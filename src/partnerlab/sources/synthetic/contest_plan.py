"""How large each year of the synthetic contest is, and who comes: the printed figures, else invented ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import cast

import numpy as np
import pandas as pd

from partnerlab.errors import WrongValue
from partnerlab.model import LAST_YEAR
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.portions import Ints, apportion, pick, whole
from partnerlab.wording import phrase

DEFAULT_SIZE = 2000
"""With so many applications over the years that the source speaks of, the yearly sums are the printed ones."""
SMALLEST = 20
"""Applications a year that a contest needs to have winners, losers and customers of both spheres."""

# Invented for the sample; none of it is from the source.
GROWTH = 330_000  # roubles by which the budget grows each year after the last printed one
LEVERAGE, BUSINESS = 3.0, 0.1  # attracted and business money for each budget rouble, where none is printed
CROWD, CROWDING = 3.5, 0.5  # applications for each winner in the first year, and how many more each year after
PER_ORGANISATION = 1.25  # applications of an organisation that takes part
RETAINED, REACTIVATED = 0.45, 0.08  # of last year's organisations, and of those away longer, who come again


@dataclass(frozen=True)
class Contest:
    """One year's contest as it is to come out; money in kopecks, summed over the winners."""

    year: int
    edition: int
    applications: int
    winners: int
    budget: int
    attracted: int
    business: int
    budget_customers: int
    business_customers: int


def contest_years(years: Iterable[int] | None = None) -> list[int]:
    """The years of a synthetic contest in their order; without a wish, those that the source speaks of.

    Raises:
        WrongValue: if there is none, or one in which there was no contest yet.

    >>> contest_years()
    [1999, 2000, 2001, 2002, 2003, 2004]
    """
    lines, order = published("project_lines").frame, published("social_order").frame
    first = int((lines.year - lines.edition).iloc[0]) + 1
    if years is None:
        return list(range(int(order.year.min()), int(lines.year.max()) + 1))
    chosen = list(years)
    if not chosen or not all(isinstance(year, Integral) and first <= year <= LAST_YEAR for year in chosen):
        expected = phrase("years from {first} to {last}", first=first, last=LAST_YEAR)
        raise WrongValue("years", ", ".join(map(str, chosen)), expected)
    return sorted({int(year) for year in chosen})


def contest_plan(years: list[int], applications: int) -> list[Contest]:
    """What each year is to have, in all `applications` of them.

    >>> [contest.winners for contest in contest_plan(contest_years(), DEFAULT_SIZE)][:3]
    [12, 45, 63]
    """
    span = contest_years()
    shape = _shape(sorted({*span, *years}), span)
    chosen = shape.loc[years]
    scale = applications / DEFAULT_SIZE * float(shape.crowd[span].sum() / chosen.crowd.sum())
    spare = applications - SMALLEST // 2 * len(years)
    sizes = apportion(spare, chosen.crowd.to_numpy()) + SMALLEST // 2
    lines = published("project_lines").frame.iloc[0]
    shapes = cast("Iterable[tuple[int, pd.Series[float]]]", chosen.iterrows())
    return [
        _contest(year, int(year - lines.year + lines.edition), size, shape, scale)
        for (year, shape), size in zip(shapes, sizes.tolist(), strict=True)
    ]


def _shape(years: list[int], span: list[int]) -> pd.DataFrame:
    """Each year's figures at the default size."""
    printed = published("social_order").frame.set_index("year")
    outcomes = published("contest_outcomes").frame.query("indicator == 'attracted'").set_index("year")
    total = published("lost_charts").frame.dropna(subset="winners").iloc[0]
    year = pd.Series(years, index=years)
    shape: pd.DataFrame = printed.reindex(years)
    ahead = printed.budget.iloc[-1] + GROWTH * (year - printed.index[-1])
    shape["budget"] = shape.budget.fillna(ahead)
    shape["attracted"] = shape.attracted.fillna(outcomes.value).fillna(LEVERAGE * shape.budget)
    shape["business"] = shape.business.fillna(BUSINESS * shape.budget)
    shape[["budget_customers", "business_customers"]] = shape[["budget_customers", "business_customers"]].ffill()
    counted = list(range(int(total.first_year), int(total.last_year) + 1))
    funded = shape.budget[counted]
    shape["winners"] = (total.winners * shape.budget / funded.sum()).round()
    shape.loc[counted, "winners"] = apportion(int(total.winners), funded.to_numpy())
    shape["crowd"] = shape.winners * (CROWD + CROWDING * (year - span[0]))
    return shape


def _contest(year: int, edition: int, size: int, shape: pd.Series[float], scale: float) -> Contest:
    winners = min(max(round(shape.winners * scale), 3), size // 2)
    by_business = min(_scaled(shape.business_customers, scale), winners - 1)
    return Contest(
        year=year,
        edition=edition,
        applications=size,
        winners=winners,
        budget=round(shape.budget * 100 * scale),
        attracted=round(shape.attracted * 100 * scale),
        business=round(shape.business * 100 * scale),
        budget_customers=min(_scaled(shape.budget_customers, scale), winners - by_business),
        business_customers=by_business,
    )


def _scaled(customers: float, scale: float) -> int:
    """A number of customers at another size; where there was one, one is left."""
    return max(round(customers * scale), min(round(customers), 1))


def contest_senders(contests: list[Contest], random: np.random.Generator) -> list[Ints]:
    """Which organisation sends each application of each year: some come again, some after a break, others are new."""
    seen, away, before = 0, np.zeros(0, np.int64), np.zeros(0, np.int64)
    senders = []
    for contest in contests:
        active = round(contest.applications / PER_ORGANISATION)
        kept = pick(before, min(round(RETAINED * len(before)), active * 3 // 4), random)
        back = pick(away, min(round(REACTIVATED * len(away)), (active - len(kept)) // 2), random)
        fresh = np.arange(seen, seen + active - len(kept) - len(back))
        members = np.concatenate([kept, back, fresh])
        again = members[whole(random, contest.applications - active, active)]
        senders.append(pick(np.concatenate([members, again]), contest.applications, random))
        away = np.setdiff1d(np.concatenate([away, before]), members, assume_unique=True)
        before, seen = members, seen + len(fresh)
    return senders
