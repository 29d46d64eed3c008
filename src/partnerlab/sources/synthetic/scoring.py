"""How a synthetic commission scores the applications that it is given: no document prints a score."""

from __future__ import annotations

import numpy as np
import pandas as pd

from partnerlab.model import PAST_ADMISSION, SYNTHETIC, WINNING
from partnerlab.sources.synthetic.codes import chosen, numbered
from partnerlab.sources.synthetic.portions import Floats, Ints, pick, whole
from partnerlab.wording import words

# Invented for the sample; none of it is from the source. Effects in points of a criterion, from less to more so many.
EXPERTS, CRITERIA, BEST = 12, 3, 10
PANEL = (3, 5)  # experts an application
MIDDLE, WINNERS = 5.5, 1.2  # the usual score, and by how much those who won are above it
PROJECT, SEVERITY, PANELIST, CRITERION = 1.9, 1.2, 1.6, 2.4  # a project's merit; an expert's; both's; a criterion's
STRIDES = (1, 5, 7, 11)
"""Steps through the experts, without a common divisor with their number: nobody comes twice into one panel."""


def scores(frame: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """What each expert gave each admitted application by each criterion, 0 to 10: one row a score.

    Experts differ in severity and in taste, so that about 0.4 of the spread of an expert's sums is the projects' own.
    Whoever won has more on the average, and no more than that.
    """
    admitted = frame[frame.status.isin(PAST_ADMISSION)]
    count = len(admitted)
    merit = MIDDLE + _around(count, random) * PROJECT + admitted.status.isin(WINNING).to_numpy() * WINNERS
    size = PANEL[0] + whole(random, count, PANEL[1] - PANEL[0] + 1)
    project = np.repeat(np.arange(count), size)
    expert = _panels(size, random)
    severity = (2 * pick(np.arange(EXPERTS), EXPERTS, random) / (EXPERTS - 1) - 1) * SEVERITY
    given = merit[project] - severity[expert] + _around(len(project), random) * PANELIST
    score = np.repeat(given, CRITERIA) + _around(len(project) * CRITERIA, random) * CRITERION
    place, says = np.repeat(project, CRITERIA), words("ru")
    return pd.DataFrame(
        {
            "application_id": admitted.application_id.iloc[place].reset_index(drop=True),
            "year": admitted.year.to_numpy()[place],
            "expert": _one_of(says.say("Synthetic expert"), EXPERTS, np.repeat(expert, CRITERIA)),
            "criterion": _one_of(says.say("Synthetic criterion"), CRITERIA, np.tile(np.arange(CRITERIA), len(project))),
            "score": np.clip(np.floor(score + 0.5), 0, BEST),
            SYNTHETIC: True,
        }
    )


def _one_of(name: str, count: int, codes: Ints) -> pd.Series[str]:
    return chosen(numbered([name], 0, pd.Series(np.arange(count))), codes)


def _around(count: int, random: np.random.Generator) -> Floats:
    """Random numbers from -1 to 1."""
    return 2 * random.random(count) - 1


def _panels(sizes: Ints, random: np.random.Generator) -> Ints:
    """Who sits in each panel, one panel after the other: from a random expert on, by a random step."""
    first, step = whole(random, len(sizes), EXPERTS), np.array(STRIDES)[whole(random, len(sizes), len(STRIDES))]
    seat = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    panels: Ints = (np.repeat(first, sizes) + seat * np.repeat(step, sizes)) % EXPERTS
    return panels
