"""What the city's programmes give a synthetic application: a direction, years of funding, an intake."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from partnerlab.model import INTAKES
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.codes import NOTHING, chosen
from partnerlab.sources.synthetic.portions import whole

# Invented for the sample; none of it is from the source.
FITTING = 0.8  # share of the projects on a theme with a direction of its own that go in that direction
TWO_YEARS = 0.4  # share of the partnership projects that are funded for two years, once the deck's plan holds

PARTNERSHIP, ACTION = "public_partnership", "public_action"
"""The lines with two-year projects and with a rolling intake. The deck plans the first for «Социальное партнерство»,
which its own matrix of lines does not have: in the sample the line nearest by name stands for it."""


def directions(years: pd.Series[int], themes: pd.Series[str], random: np.random.Generator) -> pd.Series[str]:
    """The printed direction of the programme that each project belongs to; missing in years without the programme."""
    items = published("programme_items").frame
    printed = items[items.kind == "direction"]
    programme = published("programmes").frame.set_index("programme").loc[printed.programme.iloc[0]]
    own = pd.Index(printed.item).get_indexer(pd.Index(themes))
    spheres = items.item[items.kind == "sphere"]
    other = np.flatnonzero(~printed.item.isin(spheres))[whole(random, len(years), (~printed.item.isin(spheres)).sum())]
    fits = (own >= 0) & (random.random(len(years)) < FITTING)
    held = years.between(programme.first_year, programme.last_year)
    return chosen(printed.text, np.where(held, np.where(fits, own, other), NOTHING))


def cycle(years: pd.Series[int], lines: Any, random: np.random.Generator) -> dict[str, Any]:
    """For how many years each project is funded, and when its contest takes applications.

    One year and yearly as long as the contest is as it was. Two-year projects and the rolling contest are what the
    deck plans, in a project of its draft programme: they begin with that programme.
    """
    items = published("programme_items").frame
    planned = items.programme[items.item == "contest_system"].iloc[0]
    first = published("programmes").frame.set_index("programme").first_year[planned]
    line = published("project_lines").frame.line.to_numpy()[lines]
    holds = (years >= first).to_numpy()
    two = holds & (line == PARTNERSHIP) & (random.random(len(years)) < TWO_YEARS)
    return {
        "funding_years": np.where(two, 2, 1),
        "intake": chosen(INTAKES, np.where(holds & (line == ACTION), 1, 0)),
    }
