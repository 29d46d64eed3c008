"""How long do projects go on after their funding has ended?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import collected, each_group, finished, totals
from partnerlab.metrics.uncertainty import normal_quantile

DAYS_A_MONTH = 365.25 / 12
FEWEST_PROJECTS = 8
"""A curve of fewer projects has no interval."""
DATES = ("funding_end", "status_date", "end_date")
NOT_SEEN_ALIVE = ("ended", "unknown")
"""Follow-ups that are no sight of a living project, whatever day they were recorded on."""
CURVE = ("months", "at_risk", "ended", "survival", "low", "high")


def survival(data: Data, *, by: Sequence[str] = (), confidence: float = 0.95) -> pd.DataFrame:
    """The share of the winners' projects that still go on so many months after their funding ended.

    The clock of a project starts at its `funding_end` and stops at its `end_date`; a project without one was
    last seen going on at its `status_date` and is counted as long as it was seen (censored). A project that
    ended before its funding did has ended at once, at month 0. The first row is the start: month 0, all
    projects, survival 1. Then there is a row for each moment at which a project ended or was lost from sight:
    `at_risk` were still observed just before it, `ended` ended then, `survival` is the share that goes on after
    it. So the number observed at any month is `at_risk` of the first row that is not before it, and none after
    the last. A month is 365.25 / 12 days; months are not rounded.

    Left out and counted are winners without a `funding_end` and, of those without an `end_date`, the ones last seen
    before their funding ended or never, the ones recorded as ended, and the ones recorded as unknown; so are rows
    that cannot be told from winners. A group with none left has one row, of which only the start is known.

    Shape: one row a group and moment: months, at_risk, ended, survival, low, high; rows_used, rows_left_out,
    the same in each row of a group, last. Unit: months; projects; shares 0 to 1.
    Definition: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481;
    log-log interval of each point, Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data
    (1980), with Greenwood's variance; none where survival is 0 or 1, nor for fewer than eight projects.

    Raises:
        MissingColumn: if `funding_end`, `status_date`, `end_date` or a column of `by` is not there.
        NotDates: if a date is written otherwise than 2003-12-31.
        WrongValue: if `confidence` is not possible.

    >>> frame = pd.DataFrame({"funding_end": ["2003-01-01", "2003-01-01"], "end_date": ["2003-07-03", None]})
    >>> frame = frame.assign(status_date=["2003-07-03", "2004-01-01"]).astype("datetime64[s]")
    >>> survival(frame)[["months", "at_risk", "survival"]].round(1).to_numpy().tolist()
    [[0.0, 2.0, 1.0], [6.0, 2.0, 0.5], [12.0, 1.0, 0.5]]
    """
    z = normal_quantile(confidence)
    asked = ask(data, question="survival", by=by, needs=DATES)
    rows = _rows(asked)
    groups = totals(asked, rows, add=("_row", "_used"))
    curves = [_curve(part, z=z) for part in each_group(groups, _observed(asked, rows), asked.keys)]
    place = np.repeat(np.arange(len(groups)), [len(curve) for curve in curves])
    along = np.concatenate([np.empty((0, len(CURVE))), *curves])
    repeated = groups.iloc[place].reset_index(drop=True)
    columns: dict[str, object] = {name: along[:, number] for number, name in enumerate(CURVE)}
    columns |= {"rows_used": repeated["_used"], "rows_left_out": repeated["_row"] - repeated["_used"]}
    return finished(asked, repeated, columns, counts=("at_risk", "ended"))


def _rows(asked: Applications) -> nw.LazyFrame[Any]:
    """The winners: from when and until when each was observed, and whether it ended then."""
    start, seen, end = (asked.day(name) for name in DATES)
    silent = asked.text("followup_status").is_in(NOT_SEEN_ALIVE) if asked.has("followup_status") else nw.lit(False)
    rows = asked.rows(
        _row=flag(asked.may_have_won()),
        _won=flag(asked.won()),
        _silent=flag(silent),
        _start=start,
        _seen=seen,
        _end=end,
    ).filter(nw.col("_row") == 1)
    has_ended = ~nw.col("_end").is_null()
    alive = (nw.col("_silent") == 0) & (nw.col("_seen") >= nw.col("_start"))
    used = (nw.col("_won") == 1) & ~nw.col("_start").is_null() & (has_ended | alive)
    return rows.with_columns(
        _used=flag(used),
        _event=flag(has_ended),
        _last=nw.when(has_ended).then(nw.col("_end")).otherwise(nw.col("_seen")),
    )


def _observed(asked: Applications, rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """How many projects of a group were observed so many months, and whether they ended then."""
    keys = [*asked.keys, "_start", "_last", "_event"]
    spans = rows.filter(nw.col("_used") == 1).group_by(*keys).agg(nw.len().alias("_projects"))
    table = collected(spans, keys)
    start, last = (pd.to_datetime(table[name]).dt.normalize() for name in ("_start", "_last"))
    days = (last - start) / pd.Timedelta(days=1)
    return table.assign(_months=days.clip(lower=0) / DAYS_A_MONTH)


def _curve(observed: pd.DataFrame, *, z: float) -> NDArray[np.float64]:
    """The rows of one curve: the start, and each moment at which a project ended or was last seen."""
    everybody = observed["_projects"].sum()
    if not everybody:
        return np.array([[0, 0, 0, np.nan, np.nan, np.nan]])
    counts = observed.assign(_ended=observed["_projects"] * observed["_event"])
    moments = counts.groupby("_months")[["_projects", "_ended"]].sum()
    at_risk = everybody - moments["_projects"].cumsum() + moments["_projects"]
    ended = moments["_ended"]
    alive = (1 - ended / at_risk).cumprod()
    left = at_risk - ended
    greenwood = (ended / (at_risk * left.where(left > 0))).cumsum()
    low, high = _log_log(alive, greenwood, z=z if everybody >= FEWEST_PROJECTS else np.nan)
    table = np.column_stack([moments.index, at_risk, ended, alive, low, high]).astype("float64")
    shown = (ended > 0) | (moments.index > 0)  # a sight on the first day only says what the start says
    return np.vstack([[0, everybody, 0, 1, np.nan, np.nan], table[shown.to_numpy()]])


def _log_log(alive: pd.Series[Any], greenwood: pd.Series[Any], *, z: float) -> tuple[Any, Any]:
    """The interval of each survival, symmetric in log(-log(survival)): it never leaves 0 to 1."""
    between = alive.where((alive > 0) & (alive < 1))
    spread = z * np.sqrt(greenwood) / np.log(between).abs()
    return between ** np.exp(spread), between ** np.exp(-spread)
