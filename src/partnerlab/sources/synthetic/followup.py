"""What synthetic projects produced, and what became of them after their funding: nothing of it is printed by project.

The printed statistics of one contest give the size of the outcomes; how they fall on projects, and all that comes
after the funding, is invented.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.model import FOLLOWUP_STATUSES, SYNTHETIC
from partnerlab.sources.published import published
from partnerlab.sources.synthetic.codes import NOTHING, chosen
from partnerlab.sources.synthetic.portions import Ints, apportion, skew, whole

# Invented for the sample; none of it is from the source.
UNKNOWN, UNANSWERED = 0.12, 0.05  # of the projects asked about: nothing could be found out; no answer is recorded
HALF_LIFE = 1000  # days after the funding by which half of the projects have ended
CONTINUING = (0.25, 0.65)  # of the projects that continue: funded otherwise; these and those by their own means
ASKED_AFTER = (550, 910)  # days after the funding when a project is asked about
LAST_ASKED = (90, 170)  # days of the last contest's year when all the others are: before its own projects end
NO_REPORT, PRODUCED = 0.08, 0.3  # of the projects: without outcomes; of those with them, share that has an indicator

ENDED, NOT_KNOWN = FOLLOWUP_STATUSES.index("ended"), FOLLOWUP_STATUSES.index("unknown")


def followup(frame: pd.DataFrame, random: np.random.Generator) -> dict[str, pd.Series[Any]]:
    """After the funding of each project that has reported: its status, the day it was last seen, the day it ended.

    Each is asked about some two years after its funding, the last ones in the spring of the last contest: a project
    may end later than it was seen.
    """
    done = np.flatnonzero(frame.status == "reported")
    over = frame.funding_end.to_numpy().astype("datetime64[D]")[done]
    count = len(done)
    last = np.datetime64(f"{frame.year.max()}-01-01") + _between(LAST_ASKED, count, random)
    seen = np.minimum(over + _between(ASKED_AFTER, count, random), last)
    luck = random.random(count)
    ends = over + np.floor(HALF_LIFE * luck / (1 - luck)).astype(np.int64)
    means = random.random(count)
    continues = np.where(means < CONTINUING[0], 0, np.where(means < CONTINUING[1], 1, 2))
    answer = random.random(count)
    known = answer >= UNKNOWN + UNANSWERED
    status = np.where(known, np.where(ends <= seen, ENDED, continues), np.where(answer < UNKNOWN, NOT_KNOWN, NOTHING))
    return {
        "followup_status": chosen(FOLLOWUP_STATUSES, _among(status, done, len(frame), NOTHING)),
        "status_date": _dates(seen, known, done, len(frame)),
        "end_date": _dates(ends, status == ENDED, done, len(frame)),
    }


def _between(bounds: tuple[int, int], count: int, random: np.random.Generator) -> Ints:
    return bounds[0] + whole(random, count, bounds[1] - bounds[0])


def _among(values: NDArray[Any], places: Ints, size: int, missing: Any) -> NDArray[Any]:
    """Values of some rows among all."""
    column = np.full(size, missing, dtype=values.dtype)
    column[places] = values
    return column


def _dates(dates: NDArray[Any], known: NDArray[np.bool_], places: Ints, size: int) -> pd.Series[Any]:
    never = np.datetime64("NaT", "D")
    return pd.Series(_among(np.where(known, dates, never), places, size, never).astype("datetime64[s]"))


def outcomes(frame: pd.DataFrame, *, projects: int, random: np.random.Generator) -> pd.DataFrame:
    """What the projects that have reported produced: one row an application and indicator, as many as it counts.

    The indicators, with their names, are the printed ones. What is printed of one contest is that of so many
    `projects`; each year's winners have as much in proportion.
    """
    printed = published("contest_outcomes").frame
    printed = printed[printed.kind != "money"]
    done = frame[frame.status == "reported"]
    parts = [np.zeros((0, 3), np.int64)]
    for places in done.groupby("year").indices.values():
        totals = (printed.value * len(places) / projects).round().astype("int64")
        parts.append(_produced(np.asarray(places, np.int64), totals.tolist(), printed.kind == "reach", random))
    project, indicator, value = np.concatenate(parts).T
    about = printed[["indicator", "kind", "unit", "name", "name_en"]].iloc[indicator].reset_index(drop=True)
    ids = done.application_id.iloc[project].reset_index(drop=True)
    table: pd.DataFrame = pd.concat([ids, about], axis=1)
    table["value"] = value.astype(np.float64)
    table[SYNTHETIC] = True
    return table


def _produced(projects: Ints, totals: list[int], reach: Iterable[bool], random: np.random.Generator) -> Ints:
    """Rows of project, indicator and value of one year: together the totals. People take part in all that report."""
    reports = random.random(len(projects)) >= NO_REPORT
    reports[0] = True
    rows = []
    for indicator, (total, everywhere) in enumerate(zip(totals, reach, strict=True)):
        weight = reports * skew(random, len(projects)) * (everywhere | (random.random(len(projects)) < PRODUCED))
        weight[0] += not weight.any()
        value = apportion(total, weight)
        some = np.flatnonzero(value)
        rows.append(np.column_stack([projects[some], np.full(len(some), indicator), value[some]]))
    return np.concatenate(rows)
