"""How much money from elsewhere stands beside each budget rouble?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, choose, flag
from partnerlab.metrics.grouping import (
    ORGANISATION,
    divide,
    each_group,
    finished,
    known,
    missing_unless,
    organisation_sums,
    totals,
)
from partnerlab.metrics.uncertainty import Interval, bootstrap_ratio, normal_quantile

Base = Literal["budget", "budget_and_business", "fund"]
BASES: tuple[Base, ...] = get_args(Base)
ATTRACTED = ("attracted_cash", "attracted_in_kind", "attracted_planned")


def leverage(
    data: Data, *, by: Sequence[str] = ("year",), base: Base = "budget", confidence: float = 0.95
) -> pd.DataFrame:
    """Roubles that winners attracted for each rouble of budget money.

    The ratio of sums over the winners of a group: what the programme as a whole achieved. The median of the
    winners' own ratios (`median_ratio`) stands beside it: what a typical project achieved. `mean_ratio`,
    their mean, is there to be compared and not to be quoted: one small project with large support carries it.
    The money stood *beside* the budget's; nothing here says that the budget brought it.

    Counted are winners with both amounts known and a positive base. `rows_left_out` are the other winners,
    and rows whose status is missing, which may be winners; applications that did not win belong to no group
    here. In a printed table of totals (a column `budget` and none `awarded`) a row is a total: it has no
    projects, no ratios of its own and no interval.

    `base` says beside which money: `budget` (`awarded`), `budget_and_business` (with `business`, which must
    be known too), or `fund` (a column `fund` or `printed_fund`: a contest paid by donors has no budget
    leverage, so `budget` is missing then). The base's other money follows the column `base`. Where records
    hold attracted money in cash, in kind or planned, each has its own sum and its own leverage, over the
    winners with that amount known.

    `cofunding_share` is attracted / (base + attracted). In the EU's words the multiplier is 1 + leverage and
    the co-financing rate 1 / (1 + leverage).

    Shape: one row a group: projects, budget, attracted, leverage, leverage_low, leverage_high, median_ratio,
    mean_ratio, cofunding_share, base; rows_used, rows_left_out last. Unit: roubles per rouble; money in
    roubles; shares 0 to 1.
    Definition: ratio of sums, Cochran, Sampling Techniques (1977), ch. 6; the 2004 presentation, social order
    table.
    Interval: BCa bootstrap over organisations (an organisation's projects are not independent), none for
    fewer than eight.

    Raises:
        MissingColumn: if `awarded` (or `budget`), `attracted`, the base's money or a column of `by` is not there.
        WrongValue: if `base` or `confidence` is not possible.

    >>> from partnerlab import published
    >>> leverage(published("social_order").frame).leverage.round(2).tolist()
    [2.87, 5.52, 8.43]
    """
    choose(parameter="base", found=base, choices=BASES)
    normal_quantile(confidence)
    asked = ask(data, question="leverage", by=by)
    printed = not asked.has("awarded") and (asked.has("budget") or base == "fund")
    parts = _base_columns(asked, base=base, printed=printed)
    asked.require(*parts.values(), "attracted")
    kinds = [name for name in ATTRACTED if asked.has(name)]
    rows = _amounts(asked, parts=parts, kinds=kinds)
    groups = _totals(asked, rows, parts=parts, kinds=kinds)
    groups["_ratio"] = divide(groups["_attracted"], groups["_base"])
    intervals = [(np.nan, np.nan)] * len(groups) if printed else _intervals(asked, rows, groups, confidence)
    used = groups["_used"]
    columns: dict[str, Any] = {
        "projects": missing_unless(not printed, used),
        "budget": known(groups["_budget"], used) if "budget" in parts else np.nan,
        "attracted": known(groups["_attracted"], used),
        "leverage": groups["_ratio"],
        "leverage_low": [low for low, _ in intervals],
        "leverage_high": [high for _, high in intervals],
        "median_ratio": missing_unless(not printed, groups["_median"]),
        "mean_ratio": missing_unless(not printed, groups["_mean"]),
        "cofunding_share": groups["_ratio"] / (1 + groups["_ratio"]),
        "base": base,
    }
    columns |= {name: known(groups[f"_{name}"], used) for name in parts if name != "budget"}
    for kind in kinds:
        columns[kind] = known(groups[f"_{kind}"], groups[f"_used_{kind}"])
        columns[kind.replace("attracted", "leverage")] = divide(columns[kind], groups[f"_base_{kind}"])
    columns |= {"rows_used": used, "rows_left_out": groups["_row"] - used}
    return finished(asked, groups, columns, counts=("projects",))


def _base_columns(asked: Applications, *, base: Base, printed: bool) -> dict[str, str]:
    """The money of the base: its name in the table, and the column that it is in."""
    if base == "fund":
        return {"fund": "printed_fund" if asked.has("printed_fund") and not asked.has("fund") else "fund"}
    budget = {"budget": "budget" if printed else "awarded"}
    return budget | {"business": "business"} if base == "budget_and_business" else budget


def _amounts(asked: Applications, *, parts: dict[str, str], kinds: list[str]) -> nw.LazyFrame[Any]:
    """What each row adds to its group; a row that is not counted adds nothing."""
    money = {f"_{name}": asked.amount(column) for name, column in parts.items()}
    rows = asked.rows(
        _row=flag(asked.may_have_won()),
        _won=flag(asked.won()),
        _attracted=asked.amount("attracted"),
        **money,
        **{f"_{kind}": asked.amount(kind) for kind in kinds},
        **{ORGANISATION: asked.organisation()},
    ).filter(nw.col("_row") == 1)
    first, *others = (nw.col(name) for name in money)
    whole = sum(others, first)
    rows = rows.with_columns(_base=nw.when(nw.col("_won") == 1, whole > 0).then(whole))
    rows = rows.with_columns(_used=flag(~nw.col("_base").is_null() & ~nw.col("_attracted").is_null()))
    for kind in kinds:
        both = ~nw.col("_base").is_null() & ~nw.col(f"_{kind}").is_null()
        rows = rows.with_columns(
            nw.when(both).then(nw.col(f"_{kind}")).alias(f"_{kind}"),
            nw.when(both).then(nw.col("_base")).alias(f"_base_{kind}"),
            flag(both).alias(f"_used_{kind}"),
        )
    counted = [nw.when(nw.col("_used") == 1).then(nw.col(name)).alias(name) for name in ("_attracted", "_base", *money)]
    return rows.with_columns(*counted).with_columns(_own=nw.col("_attracted") / nw.col("_base"))


def _totals(asked: Applications, rows: nw.LazyFrame[Any], *, parts: dict[str, str], kinds: list[str]) -> pd.DataFrame:
    by_kind = [f"{form}{kind}" for kind in kinds for form in ("_", "_base_", "_used_")]
    own = nw.col("_own")
    return totals(
        asked,
        rows,
        own.median().alias("_median"),
        own.mean().alias("_mean"),
        add=("_row", "_used", "_base", "_attracted", *(f"_{name}" for name in parts), *by_kind),
    )


def _intervals(asked: Applications, rows: nw.LazyFrame[Any], groups: pd.DataFrame, confidence: float) -> list[Interval]:
    counted = rows.filter(nw.col("_used") == 1)
    organisations = organisation_sums(asked, counted, add=("_attracted", "_base"))
    return [
        bootstrap_ratio(part["_attracted"], part["_base"], confidence=confidence)
        for part in each_group(groups, organisations, asked.keys)
    ]
