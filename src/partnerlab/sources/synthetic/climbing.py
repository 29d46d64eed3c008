"""How synthetic organisations come to the city's contest and go on from it: no document prints who did."""

from __future__ import annotations

import numpy as np
import pandas as pd

from partnerlab.model import SYNTHETIC, WINNING
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.codes import chosen, organisation
from partnerlab.sources.synthetic.portions import Floats, skew, whole

# Invented for the sample; none of it is from the source.
BEGIN, STAY = (
    0.3,
    0.3,
)  # for each organisation of the city's contest: those that begin in a district, that never leave it
GO_ON = 0.3  # of those that have won in the city: go on to the region
GAP = 2  # years at most between one tier and the next
CHANCES = {"district": 0.5, "regional": 0.35}  # of winning
SIZES = {"district": 15_000, "regional": 120_000}  # roubles, the usual request
DEPTH = 0.6  # least share given of what is asked
COLUMNS = [
    *("application_id", "year", "tier", "organisation_id", "organisation", "district"),
    *("status", "requested", "awarded", SYNTHETIC),
]


def tiers(frame: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Applications of all tiers, one row each: the city's own, and those of district contests and a regional one.

    District and regional contests are held in the years of the city's. Some organisations begin in a district a year
    or two before they first come to the city's contest, some never leave the district; of those who have won in the
    city some go on to the region.
    """
    columns = ["organisation_id", "organisation", "district", "year"]
    known = frame.drop_duplicates("organisation_id")[columns]
    winners = frame[frame.status.isin(WINNING)].drop_duplicates("organisation_id")[columns]
    begin = _moved(known, -1, BEGIN, frame.year, random)
    stay = _never_leaving(round(STAY * len(known)), len(known), frame.year, random)
    district = _applied(pd.concat([begin, stay], ignore_index=True), "district", random)
    regional = _applied(_moved(winners, 1, GO_ON, frame.year, random), "regional", random)
    return pd.concat([district, frame[COLUMNS], regional], ignore_index=True)


def _moved(
    organisations: pd.DataFrame, direction: int, share: float, years: pd.Series[int], random: np.random.Generator
) -> pd.DataFrame:
    """A share of the organisations, a year or two before (-1) or after (1), where a contest was held then."""
    moved = organisations.assign(year=organisations.year + direction * (1 + whole(random, len(organisations), GAP)))
    return moved[(random.random(len(moved)) < share) & moved.year.isin(years.unique())]


def _never_leaving(count: int, known: int, years: pd.Series[int], random: np.random.Generator) -> pd.DataFrame:
    """Organisations that apply in their district alone; their numbers follow on those of the city's."""
    districts = published("districts").frame.name
    held = np.sort(years.unique())
    return pd.DataFrame(
        {
            **organisation(pd.Series(known + np.arange(count))),
            "district": chosen(districts, whole(random, count, len(districts))),
            "year": held[whole(random, count, len(held))],
        }
    )


def _applied(organisations: pd.DataFrame, tier: str, random: np.random.Generator) -> pd.DataFrame:
    """One application of each organisation to the contest of a tier, by years."""
    rows = organisations.sort_values("year", kind="stable", ignore_index=True)
    count = len(rows)
    won = random.random(count) < CHANCES[tier]
    asked = _hundreds(SIZES[tier] * skew(random, count))
    number = pd.Series(np.arange(1, count + 1)).astype("str")
    made = rows.assign(
        application_id=tier + "-" + rows.year.astype("str") + "-" + number.str.zfill(6),
        tier=tier,
        status=np.where(won, "won", "lost"),
        requested=asked,
        awarded=np.where(won, _hundreds(asked * (DEPTH + (1 - DEPTH) * random.random(count))), np.nan),
        **{SYNTHETIC: True},
    )
    return made[COLUMNS]


def _hundreds(amounts: Floats) -> Floats:
    return np.ceil(amounts / 100) * 100
