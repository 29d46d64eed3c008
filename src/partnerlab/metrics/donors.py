"""Who paid for a contest, how much each, and do the parts add up to the printed whole?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import collected, divide, finished, known

CONTEST = ("contest", "year")
"""What one fund belongs to: a contest of a year."""


def donors(data: Data, *, by: Sequence[str] | None = None) -> pd.DataFrame:
    """What each donor gave to a contest's fund, and whether the gifts add up to the fund as it is printed.

    `share` is the donor's part of what all donors of the group gave together, not of the printed fund.
    `difference` is the printed fund less the sum of the gifts: below 0 the donors gave more than is printed.
    Both are the source's own figures; neither is mended. A gift whose amount is not known is `rows_left_out`,
    and then the gifts cannot be added up: shares are of the known ones, the difference is missing.

    Grouped by the contest and the year, as far as the data have them, unless `by` says otherwise. Over several
    contests their printed funds are added, each once; a contest that prints two different ones, or a group with
    a contest that prints none, has no printed fund.

    Shape: one row a group and donor, the largest first: donor, amount, share, printed_fund, difference; donor_en
    where there is one; rows_used, rows_left_out last. Unit: roubles; shares 0 to 1.
    Definition: the 2004 presentation, the district contest «Родной район - мой дом, моя забота».

    Raises:
        MissingColumn: if `donor`, `amount` or a column of `by` is not there.
        NotNumbers: if `amount` or `printed_fund` holds no numbers.

    >>> from partnerlab import published
    >>> table = donors(published("district_donors"))
    >>> table.share.round(3).tolist(), table.difference.round(2).tolist()[0]
    ([0.633, 0.127, 0.127, 0.114], -2000.0)
    """
    asked = ask(data, question="donors", by=(), needs=("donor", "amount"))
    by = [name for name in CONTEST if asked.has(name)] if by is None else by
    asked = ask(data, question="donors", by=by)
    rows = asked.rows(
        _row=nw.lit(1),
        _donor=asked.text("donor"),
        _donor_en=asked.text("donor_en") if asked.has("donor_en") else nw.lit(None, dtype=nw.String),
        _amount=asked.amount("amount"),
        _fund=asked.amount("printed_fund"),
        **{f"_{name}": nw.col(name) if asked.has(name) else nw.lit(0) for name in CONTEST},
    ).with_columns(_used=flag(~nw.col("_amount").is_null()))
    groups = _gifts(asked, rows)
    columns: dict[str, object] = {
        "donor": groups["_donor"],
        "amount": groups["_amount"],
        "share": divide(groups["_amount"], groups["_given"]),
        "printed_fund": groups["_fund"],
        "difference": (groups["_fund"] - groups["_given"]).where(groups["_complete"]),
    }
    if asked.has("donor_en"):
        columns["donor_en"] = groups["_donor_en"]
    columns |= {"rows_used": groups["_used"], "rows_left_out": groups["_row"] - groups["_used"]}
    return finished(asked, groups, columns)


def _gifts(asked: Applications, rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """One row a donor of a group, the largest first, with what all gave and the fund that is printed."""
    keys = list(asked.keys)
    sums = [nw.col(name).sum() for name in ("_row", "_used", "_amount")]
    gifts = collected(rows.group_by(*keys, "_donor").agg(*sums, nw.col("_donor_en").max()), [*keys, "_donor"])
    within = gifts.groupby(keys, dropna=False)
    gifts["_given"] = within["_amount"].transform("sum")
    gifts["_complete"] = within["_row"].transform("sum") == within["_used"].transform("sum")
    gifts = gifts.merge(_funds(asked, rows), on=keys, how="left")
    gifts["_amount"] = known(gifts["_amount"], gifts["_used"])  # an unknown gift stands last, behind one of nothing
    order = [*keys, "_amount", "_donor"]
    return gifts.sort_values(order, ascending=[name != "_amount" for name in order], ignore_index=True)


def _funds(asked: Applications, rows: nw.LazyFrame[Any]) -> pd.DataFrame:
    """The printed fund of each group: each contest's once."""
    keys = [*asked.keys, *(f"_{name}" for name in CONTEST)]
    fund = nw.col("_fund")
    printed = collected(rows.group_by(*keys).agg(fund.max(), fund.min().alias("_other")), keys)
    printed["_fund"] = printed["_fund"].where(printed["_fund"] == printed["_other"])
    return (
        printed.groupby(list(asked.keys), dropna=False)["_fund"]
        .agg(lambda funds: funds.sum(skipna=False))
        .reset_index()
    )
