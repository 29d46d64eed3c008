"""What became of the winners' projects after their funding ended?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import divide, finished, totals
from partnerlab.metrics.uncertainty import normal_quantile, wilson
from partnerlab.model import FOLLOWUP_STATUSES

UNKNOWN = "unknown"
CONTINUES = tuple(status for status in FOLLOWUP_STATUSES if status.startswith("continues_"))
"""With other funding, by its own means, or in part: the three ways in which a project goes on."""
KNOWN = tuple(status for status in FOLLOWUP_STATUSES if status != UNKNOWN)


def continuation(
    data: Data, *, by: Sequence[str] = (), as_of: date | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """What became of the winners' projects whose funding has ended: how many go on, ended, or are not known.

    One row a status, all five of them, also where a status has no project. `continues` is the share that goes
    on, with other funding, by its own means or in part, among the projects of which it is known. A project
    that nobody could tell of is `unknown` and never dropped: `bound_low` is the share if all unknown ones had
    ended, `bound_high` if all went on, and `response_rate` the share of which it is known. These, like
    rows_used and rows_left_out, stand in each row of their group.

    Counted are winners whose `funding_end` is not after `as_of`, and those without a date of which a follow-up
    is known: nobody asks before the funding ends. A winner counted without a status, or with one that the
    model does not know, is `unknown`. Other winners, whose funding runs on or has no known end, are
    `rows_left_out`, as are rows that cannot be told from winners because their contest status is missing.
    Without `as_of` it is the latest `status_date` of the data; where there is none, the latest funding_end of a
    winner's project of which something is known; where nothing is known of any, every dated funding counts as ended.
    Data without a column `funding_end` are about projects that are over: all their winners count.

    Shape: one row a group and status: status, projects, share, continues, bound_low, bound_high, response_rate,
    continues_low, continues_high; rows_used, rows_left_out last. Unit: projects; shares 0 to 1.
    Definition: the 2004 presentation, chart of the 293 winners' projects after their funding (the split is
    lost); bounds of a share with missing answers, Manski, Partial Identification of Probability Distributions
    (2003), ch. 1; Wilson's interval of `continues`, none for fewer than five known projects.

    Raises:
        MissingColumn: if `followup_status` or a column of `by` is not there.
        NotDates: if `funding_end` or `status_date` is written otherwise than 2003-12-31.
        WrongValue: if `confidence` is not possible.

    >>> frame = pd.DataFrame({"followup_status": ["continues_own_means", "continues_partly", "ended", None]})
    >>> table = continuation(frame)
    >>> table.projects.tolist()
    [0, 1, 1, 1, 1]
    >>> table[["continues", "bound_low", "bound_high", "response_rate"]].iloc[0].round(2).tolist()
    [0.67, 0.5, 0.75, 0.75]
    """
    normal_quantile(confidence)
    asked = ask(data, question="continuation", by=by, needs=("followup_status",))
    groups = totals(asked, _rows(asked, as_of), add=("_row", "_used", "_continues", *FOLLOWUP_STATUSES))
    used, goes_on, unknown = groups["_used"], groups["_continues"], groups[UNKNOWN]
    intervals = [wilson(*counts, confidence=confidence) for counts in zip(goes_on, used - unknown, strict=True)]
    repeated: dict[str, object] = {
        "continues": divide(goes_on, used - unknown),
        "bound_low": divide(goes_on, used),
        "bound_high": divide(goes_on + unknown, used),
        "response_rate": divide(used - unknown, used),
        "continues_low": [low for low, _ in intervals],
        "continues_high": [high for _, high in intervals],
        "rows_used": used,
        "rows_left_out": groups["_row"] - used,
    }
    place = np.repeat(np.arange(len(groups)), len(FOLLOWUP_STATUSES))
    projects = pd.Series(groups[list(FOLLOWUP_STATUSES)].to_numpy(dtype="float64").ravel())
    once = pd.DataFrame(repeated, index=groups.index).iloc[place].reset_index(drop=True)
    columns: dict[str, object] = {
        "status": pd.Series(list(FOLLOWUP_STATUSES) * len(groups), dtype="str"),
        "projects": projects,
        "share": divide(projects, once["rows_used"]),
        **{name: once[name] for name in once.columns},
    }
    return finished(asked, groups.iloc[place].reset_index(drop=True), columns, counts=("projects",))


def _rows(asked: Applications, as_of: date | None) -> nw.LazyFrame[Any]:
    """The winners, whether their funding has ended, and what became of each."""
    status = asked.text("followup_status")
    known = status.is_in(KNOWN)
    counted = asked.won()
    if asked.has("funding_end"):
        end = asked.day("funding_end")
        day = as_of or _last_known(asked)
        ended = ~end.is_null() if day is None else end < datetime(day.year, day.month, day.day) + timedelta(days=1)
        counted = counted & (ended | (end.is_null() & known))
    rows = asked.rows(
        _row=flag(asked.may_have_won()),
        _used=flag(counted),
        _known=flag(known),
        _continues=flag(status.is_in(CONTINUES)),
        **{name: flag(status == name) for name in KNOWN},
    ).filter(nw.col("_row") == 1)
    used = nw.col("_used")
    return rows.with_columns(
        (used * (1 - nw.col("_known"))).alias(UNKNOWN),
        *((used * nw.col(name)).alias(name) for name in ("_continues", *KNOWN)),
    )


def _last_known(asked: Applications) -> date | None:
    """The day up to which the data know what became of projects."""
    followed = flag(asked.won() & asked.text("followup_status").is_in(KNOWN)) == 1
    days = [asked.day("status_date")] if asked.has("status_date") else []
    days.append(nw.when(followed).then(asked.day("funding_end")))
    latest = asked.frame.select(*(day.max().alias(f"_{place}") for place, day in enumerate(days))).collect("pandas")
    for day in latest.to_native().iloc[0]:
        if not pd.isna(day):
            return pd.Timestamp(day).date()
    return None
