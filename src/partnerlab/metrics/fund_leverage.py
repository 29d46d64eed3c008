"""How much was attracted beside each rouble of a contest's fund that donors paid?"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import divide, finished, known, totals

PRINTED, ADDED = "printed_fund", "sum_of_donors"


def fund_leverage(data: Data, *, donors: Data | None = None, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """Roubles attracted for each rouble of a fund, on the fund as printed and on the sum of its donors.

    A contest paid by donors has no budget leverage. Where a source prints a fund and the donors' amounts, and they do
    not agree, there are two ratios, and both are given. Gifts of which one is not known cannot be added up, nor do they
    stand beside the money of some contests alone: where one of a group is left out, since its fund or its attracted
    money is not known, the sum of the donors has no ratio.

    Shape: two rows a group, `printed_fund` and `sum_of_donors` in the column `measured_on` behind the group columns;
    without `donors` one: attracted, leverage, cofunding_share, base, fund; rows_used, rows_left_out last. Unit:
    roubles; roubles per rouble.
    Definition: attracted / fund; the 2004 presentation, contest of Kirovsky district, as of 06.11.2004.

    Raises:
        MissingColumn: if `printed_fund`, `attracted` or a column of `by` is not there, or `amount` in `donors`.

    >>> contest = pd.DataFrame({"year": [2004], "printed_fund": [155990.0], "attracted": [222660.0]})
    >>> donors = pd.DataFrame({"year": [2004] * 2, "amount": [100000.0, 57990.0]})
    >>> fund_leverage(contest, donors=donors).leverage.round(3).tolist()
    [1.427, 1.409]
    """
    asked = ask(data, question="fund_leverage", by=by, needs=("printed_fund", "attracted"))
    groups = _totals(asked)
    parts = [groups.assign(_on=PRINTED)]
    if donors is not None:
        given = ask(donors, question="fund_leverage", by=by, needs=("amount",))
        gifts = given.rows(_added=given.amount("amount")).with_columns(_unknown=flag(nw.col("_added").is_null()))
        sums = totals(given, gifts, add=("_added", "_unknown"))
        added = groups.merge(sums, on=list(asked.keys), how="inner").assign(_on=ADDED)
        whole = (added["_unknown"] == 0) & (added["_row"] == added["_used"])
        parts.append(added.assign(_fund=added["_added"].where(whole)))
    table = pd.concat(parts, ignore_index=True)
    order = [f"_by_{name}" for name in asked.by]
    table = table.sort_values([*order, "_on"], ignore_index=True) if order else table
    ratio = divide(table["_attracted"], table["_fund"])
    columns: dict[str, object] = {
        "measured_on": table["_on"],
        "attracted": known(table["_attracted"], table["_used"]),
        "leverage": ratio,
        "cofunding_share": ratio / (1 + ratio),
        "base": "fund",
        "fund": table["_fund"].replace(0.0, np.nan),
        "rows_used": table["_used"],
        "rows_left_out": table["_row"] - table["_used"],
    }
    return finished(asked, table, columns)


def _totals(asked: Applications) -> pd.DataFrame:
    rows = asked.rows(_row=nw.lit(1), _fund=asked.amount("printed_fund"), _attracted=asked.amount("attracted"))
    both = ~nw.col("_fund").is_null() & ~nw.col("_attracted").is_null()
    counted = [nw.when(both).then(nw.col(name)).alias(name) for name in ("_fund", "_attracted")]
    return totals(asked, rows.with_columns(*counted, _used=flag(both)), add=("_row", "_used", "_fund", "_attracted"))
