"""What stood beside the budget in each project?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, choose, flag
from partnerlab.metrics.grouping import collected, divide, finished, totals

Base = Literal["budget", "budget_and_business", "fund"]
BASES: dict[str, tuple[str, ...]] = {
    "budget": ("awarded",),
    "budget_and_business": ("awarded", "business"),
    "fund": ("fund",),
}
"""The columns whose money makes up each base."""
NAMES = ("application_id", "title")


def leverage_by_project(data: Data, *, by: Sequence[str] = ("year",), base: Base = "budget") -> pd.DataFrame:
    """Each winner's own roubles attracted for each rouble it was given, from the highest to the lowest.

    `leverage` is the project's own ratio, `rank` its place in its group. `programme_leverage`, the ratio of sums, is
    what the group achieved as a whole, `median_ratio` what its typical project achieved: both are the same in every
    row of a group. A winner with one of the sums unknown, or without a base, has no ratio: it is among
    `rows_left_out` of its group.

    Shape: one row a project, sorted by group and rank (projects with equal ratios by their number): application_id and
    title where the data have them, budget (the base's money), attracted, leverage, rank, programme_leverage,
    median_ratio, base; rows_used, rows_left_out of the group last. Unit: roubles; roubles per rouble.
    Definition: attracted / base of each winner; the 2004 presentation, chart of budget and attracted money for the
    projects (the numbers are lost).

    Raises:
        MissingColumn: if `attracted`, the base's money or a column of `by` is not there.
        WrongValue: if `base` is none of its choices.

    >>> frame = pd.DataFrame({"awarded": [100.0, 100.0, 200.0], "attracted": [50.0, 300.0, 200.0]})
    >>> leverage_by_project(frame, by=())[["leverage", "rank", "programme_leverage"]].to_numpy().tolist()
    [[3.0, 1.0, 1.375], [1.0, 2.0, 1.375], [0.5, 3.0, 1.375]]
    """
    choose(parameter="base", found=base, choices=get_args(Base))
    asked = ask(data, question="leverage_by_project", by=by)
    asked.require(*BASES[base], "attracted")
    names = [name for name in NAMES if asked.has(name)]
    rows = _rows(asked, BASES[base], names)
    groups = totals(asked, rows, nw.col("_own").median().alias("_median"), add=("_row", "_used", "_base", "_attracted"))
    groups["_programme"] = divide(groups["_attracted"], groups["_base"])
    whole = groups[[*asked.keys, "_row", "_used", "_programme", "_median"]]
    projects = rows.filter(nw.col("_used") == 1).select(
        *asked.keys, *map(_travelling, names), "_base", "_attracted", "_own"
    )
    table = _ranked(collected(projects, asked.keys), asked, names).merge(whole, on=list(asked.keys), how="left")
    columns: dict[str, object] = {name: table[_travelling(name)] for name in names}
    columns |= {
        "budget": table["_base"],
        "attracted": table["_attracted"],
        "leverage": table["_own"],
        "rank": table["_rank"],
        "programme_leverage": table["_programme"],
        "median_ratio": table["_median"],
        "base": base,
        "rows_used": table["_used"],
        "rows_left_out": table["_row"] - table["_used"],
    }
    return finished(asked, table, columns, counts=("rank",))


def _travelling(name: str) -> str:
    """The name under which a column of the records travels, so that it meets none of the groups'."""
    return f"_named_{name}"


def _rows(asked: Applications, parts: Sequence[str], names: Sequence[str]) -> nw.LazyFrame[Any]:
    """One row a winner, or an application that may be one; a row that is not counted adds nothing."""
    money = {f"_part_{name}": asked.amount(name) for name in parts}
    rows = asked.rows(
        _row=flag(asked.may_have_won()),
        _won=flag(asked.won()),
        _attracted=asked.amount("attracted"),
        **money,
        **{_travelling(name): asked.text(name) for name in names},
    ).filter(nw.col("_row") == 1)
    first, *others = (nw.col(name) for name in money)
    whole = sum(others, first)
    rows = rows.with_columns(_base=nw.when(nw.col("_won") == 1, whole > 0).then(whole))
    counted = ~nw.col("_base").is_null() & ~nw.col("_attracted").is_null()
    rows = rows.with_columns(_used=flag(counted))
    both = [nw.when(nw.col("_used") == 1).then(nw.col(name)).alias(name) for name in ("_base", "_attracted")]
    return rows.with_columns(*both).with_columns(_own=nw.col("_attracted") / nw.col("_base"))


def _ranked(projects: pd.DataFrame, asked: Applications, names: Sequence[str]) -> pd.DataFrame:
    """The projects from the highest ratio down in each group; the order of the records changes nothing."""
    keys = list(asked.keys)
    ties = [*map(_travelling, names), "_base", "_attracted"]
    ordered = projects.sort_values(["_own", *ties], ascending=[False, *(True for _ in ties)], ignore_index=True)
    ordered = ordered.sort_values(keys, kind="stable", na_position="last", ignore_index=True)
    return ordered.assign(_rank=ordered.groupby(keys, dropna=False).cumcount() + 1.0)
