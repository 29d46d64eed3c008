"""In how few hands is the money?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MissingColumn
from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import ORGANISATION, each_group, finished, organisation_sums, totals
from partnerlab.model import REFUSED

LARGEST = 5
INDICES = ("hhi", "hhi_normalised", "effective_number", "gini", "top5_share")


def concentration(data: Data, *, by: Sequence[str] = ("year",), zeros: bool = False) -> pd.DataFrame:
    """How evenly the contest's money is spread over the organisations that got it.

    `hhi`, the Herfindahl-Hirschman index, adds the squares of the organisations' shares of the money: 1 / n where n
    organisations got the same each, 1 where one got all. `effective_number`, 1 / hhi, says how many equal recipients
    would be as concentrated; `hhi_normalised` goes from 0 (all the same) to 1 whatever n is, and is missing for one
    organisation. `gini` is 0 where all got the same and near 1 where few of many got nearly all. `top5_share` is the
    share of the five that got most.

    Money is `awarded`, summed over the winning applications of each organisation. Counted are organisations that
    got some; with `zeros=True` also those that got none: all whose applications were refused or awarded nothing,
    which makes the Gini coefficient one of all applicants. An organisation of whose awards one is not known counts
    with those that are known, and never as a zero. `rows_left_out` are winners (with `zeros`, also refused
    applications) with no organisation, with an award that is not known or below 0, and rows whose status is missing;
    so are all rows of an organisation that got nothing for certain and may have got something by one of these.
    With `zeros`, undecided and withdrawn applications belong to no group here.

    Shape: one row a group: organisations, hhi, hhi_normalised, effective_number, gini, top5_share; rows_used,
    rows_left_out last. Unit: organisations; the rest are numbers from 0 to 1. No interval: all recipients are there.
    Definition: hhi = sum(s^2), Hirschman, American Economic Review 54 (1964), 761; normalised (hhi - 1/n) / (1 - 1/n);
    gini = 2 * sum(i * x_i) / (n * sum(x)) - (n + 1) / n on ascending x, without a correction for small n.

    Raises:
        MissingColumn: if `awarded`, a column of `by`, both `organisation_id` and `organisation`, or (with `zeros`)
            `status` is not there.

    >>> frame = pd.DataFrame({"organisation": ["A", "B", "C", "A"], "awarded": [30.0, 10, 10, 30]})
    >>> concentration(frame, by=())[["organisations", "hhi", "gini", "top5_share"]].iloc[0].tolist()
    [3.0, 0.59375, 0.4166666666666667, 1.0]
    """
    asked = ask(data, question="concentration", by=by, needs=("awarded", *(("status",) if zeros else ())))
    if not asked.knows_organisations():
        raise MissingColumn(column="organisation_id", question=asked.question, found=asked.columns)
    rows = _rows(asked, zeros=zeros)
    groups = totals(asked, rows, add=("_row",))
    counted = rows.filter(nw.col("_of_somebody") == 1)
    members = organisation_sums(asked, counted, add=("_money", "_used", "_unknown"))
    never_known = (members["_unknown"] > 0) & ~(members["_money"] > 0)
    members = members[~never_known]
    parts = list(each_group(groups, members, asked.keys))
    money = [_money(part, zeros=zeros) for part in parts]
    used = pd.Series([float(part["_used"].sum()) for part in parts], index=groups.index, dtype="float64")
    indices = [_indices(amounts) for amounts in money]
    columns: dict[str, object] = {"organisations": pd.Series(map(len, money), index=groups.index, dtype="float64")}
    columns |= {name: [found[place] for found in indices] for place, name in enumerate(INDICES)}
    columns |= {"rows_used": used, "rows_left_out": groups["_row"] - used}
    return finished(asked, groups, columns, counts=("organisations",))


def _rows(asked: Applications, *, zeros: bool) -> nw.LazyFrame[Any]:
    """What each application gave its organisation; only those that belong to a group."""
    refused = flag(asked.status_in(REFUSED)) if zeros else nw.lit(0)
    rows = asked.rows(
        _winner=flag(asked.won()),
        _candidate=flag(asked.may_have_won()),
        _refused=refused,
        _awarded=asked.amount("awarded"),
        **{ORGANISATION: asked.organisation()},
    ).with_columns(_row=flag((nw.col("_candidate") == 1) | (nw.col("_refused") == 1)))
    won = nw.col("_winner") == 1
    given = won & ~nw.col("_awarded").is_null() & (nw.col("_awarded") >= 0)
    named = ~nw.col(ORGANISATION).is_null()
    refused_one = nw.col("_refused") == 1
    return rows.filter(nw.col("_row") == 1).with_columns(
        _money=nw.when(given).then(nw.col("_awarded")).otherwise(nw.lit(0.0)),
        _used=flag(named & (given | refused_one)),
        _unknown=flag(~given & ~refused_one),
        _of_somebody=flag(named),
    )


def _money(members: pd.DataFrame, *, zeros: bool) -> NDArray[np.float64]:
    """What each organisation got, the least first."""
    amounts = np.sort(members["_money"].to_numpy(dtype="float64"))
    return amounts if zeros else amounts[amounts > 0]


def _indices(ascending: NDArray[np.float64]) -> tuple[float, ...]:
    """The indices in their order; none where no money was given."""
    size, total = len(ascending), float(ascending.sum())
    if not total > 0:
        return (np.nan,) * len(INDICES)
    shares = ascending / total
    hhi = float((shares**2).sum())
    # hhi - 1/n and the Gini coefficient written as sums of what is not negative: rounding cannot take them below 0
    uneven = float(((shares - 1 / size) ** 2).sum())
    weights = size + 1 - 2 * np.arange(1, size + 1)
    gini = float((weights * (shares[::-1] - shares)).sum()) / (2 * size)
    normalised = uneven / (1 - 1 / size) if size > 1 else np.nan
    return hhi, normalised, 1 / hhi, gini, float(shares[-LARGEST:].sum())
