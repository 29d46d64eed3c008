"""How far do applications come: admitted, won, contracted, reported, and the money spent?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Data, ask, flag
from partnerlab.metrics.grouping import divide, finished, known, missing_unless, totals
from partnerlab.model import PAST_ADMISSION, STATUSES, WINNING

STAGES: Mapping[str, tuple[str, ...]] = {
    "submitted": STATUSES,
    "admitted": PAST_ADMISSION,
    "won": WINNING,
    "contracted": ("contracted", "reported"),
    "reported": ("reported",),
}
"""Each stage with the statuses of the applications that reached it."""
RECORDED_BY: Mapping[str, tuple[str, ...]] = {
    "submitted": STATUSES,
    "admitted": ("rejected", "admitted"),
    "won": (*WINNING, "lost"),
    "contracted": ("contracted",),
    "reported": ("reported",),
}
"""Statuses of which one must be in the data for a stage to have been recorded at all."""


def funnel(data: Data, *, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """How many applications reached each stage, from the application to the report, and what winners spent.

    Each stage counts all that reached it, also those that went further. A stage that was never recorded
    anywhere in the data is missing, not 0. A withdrawn application was submitted; whether it had been
    admitted is not known, and it is not counted as admitted. `rows_left_out` are rows with no status, or one
    that the model does not know.

    `spent` and `returned` add what winners spent and gave back, where that is recorded; `spent_share` is
    spent / awarded over the winners with both known.

    Shape: one row a group: submitted, admitted, won, contracted, reported, spent, spent_share, returned;
    rows_used, rows_left_out last. Unit: applications; roubles; shares 0 to 1.
    Definition: the stages of the contest in the 2004 presentation; statuses as in the model.

    Raises:
        MissingColumn: if `status` or a column of `by` is not there.

    >>> frame = pd.DataFrame({"status": ["rejected", "lost", "won", "won"]})
    >>> funnel(frame, by=())[["submitted", "admitted", "won", "contracted"]].iloc[0].tolist()
    [4.0, 3.0, 2.0, nan]
    """
    asked = ask(data, question="funnel", by=by, needs=("status",))
    won = nw.col("_won") == 1
    reached = {f"_{stage}": flag(asked.status_in(statuses)) for stage, statuses in STAGES.items()}
    recorded = {f"_recorded_{stage}": flag(asked.status_in(marks)) for stage, marks in RECORDED_BY.items()}
    money = {f"_{name}": asked.amount(name) for name in ("spent", "awarded", "returned")}
    rows = asked.rows(_row=nw.lit(1), **reached, **recorded, **money).with_columns(
        *(nw.when(won).then(nw.col(name)).alias(name) for name in money)
    )
    both = ~nw.col("_spent").is_null() & ~nw.col("_awarded").is_null()
    more = {
        "_spent_known": flag(~nw.col("_spent").is_null()),
        "_returned_known": flag(~nw.col("_returned").is_null()),
        "_spent_of_awarded": nw.when(both).then(nw.col("_spent")),
        "_awarded_and_spent": nw.when(both).then(nw.col("_awarded")),
    }
    groups = totals(asked, rows.with_columns(**more), add=("_row", *reached, *recorded, *money, *more))
    columns: dict[str, object] = {
        stage: missing_unless(bool((groups[f"_recorded_{stage}"] > 0).any()), groups[f"_{stage}"]) for stage in STAGES
    }
    columns |= {
        "spent": known(groups["_spent"], groups["_spent_known"]),
        "spent_share": divide(groups["_spent_of_awarded"], groups["_awarded_and_spent"]),
        "returned": known(groups["_returned"], groups["_returned_known"]),
        "rows_used": groups["_submitted"],
        "rows_left_out": groups["_row"] - groups["_submitted"],
    }
    return finished(asked, groups, columns, counts=tuple(STAGES))
