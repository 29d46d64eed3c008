"""What did the projects bring: people reached, events held, things made, and at what money each?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.beside import with_applications
from partnerlab.metrics.grouping import collected, divide, finished, known

PARTICIPATIONS = "participations"
EACH = {"budget": "budget_each", "attracted": "attracted_each"}
"""Money that a contest prints beside its results, and the column of it for each result."""
KINDS = ("reach", "product", "event")
PROJECT_MONEY = {"awarded": "budget_each", "attracted": "attracted_each"}
NEEDS = ("indicator", "value")
WANTS = ("status", *PROJECT_MONEY)
NO_TEXT = nw.lit(None, dtype=nw.String)


def outcomes(data: Data, *, applications: Data | None = None, by: Sequence[str] | None = None) -> pd.DataFrame:
    """What the projects brought, indicator by indicator, and the money that stood beside each of it.

    From a contest's printed statistics (one row an indicator: indicator, value, and where there are kind, name,
    name_en) an indicator is shown by its printed name, a year at a time unless `by` says otherwise. Printed
    money is no indicator of its own. It is the whole contest's, so it is divided by the participations only:
    roubles *attracted* for each participation, which is neither what one cost nor money for a person, since a
    person may take part more than once. It is not tied to celebrations or publications, and nothing is divided
    by these. Kinds of events may be added up; other indicators are of different things.

    From a table of outcomes beside the records (one row an application's indicator: application_id, indicator,
    value) `count` adds the values, and with the `applications` the money is that of the indicator's own
    projects, each project's once: awarded, or attracted, money over the count of those projects that have the
    amount. `participants_each` is these projects' participations over the count, only where every one of them
    reports participations. Columns of `by` may be of either table; of several applications with one number it is
    the one with the greatest values. Rows without an indicator or a value, and those of applications that did
    not win, have no status or are not in the table, are `rows_left_out`.

    Shape: one row a group and indicator, larger counts first within a kind: indicator, count, budget_each,
    attracted_each, participants_each; indicator_en and kind where there; rows_used, rows_left_out last.
    Unit: the indicator's own; roubles for each; participations for each.
    Definition: the 2004 presentation, statistics of the V contest: 4,400,000 roubles attracted beside 269,000
    participations.

    Raises:
        MissingColumn: if `indicator`, `value` or a column of `by` is not there; with `applications` also if
            `application_id` is not in both tables.
        NotNumbers: if `value` or an amount holds no numbers.

    >>> from partnerlab import published
    >>> table = outcomes(published("contest_outcomes"))
    >>> table[["count", "attracted_each"]].iloc[0].round(2).tolist()
    [269000.0, 16.36]
    >>> int(table[table.kind == "event"]["count"].sum())
    466
    """
    asked = ask(data, question="outcomes", by=(), needs=NEEDS)
    if applications is not None or asked.has("application_id"):
        joined = with_applications(data, applications, question="outcomes", by=by or (), needs=NEEDS, wants=WANTS)
        return _finished(joined, _reported(joined))
    years = [name for name in ("year",) if asked.has(name)]
    printed = ask(data, question="outcomes", by=years if by is None else by)
    return _finished(printed, _printed(printed))


def _finished(asked: Applications, groups: pd.DataFrame) -> pd.DataFrame:
    place = {kind: number for number, kind in enumerate(KINDS)}
    groups["_place"] = groups["_kind"].map(place).fillna(len(place))
    keys = list(asked.keys)
    order = [*keys, "_place", "_kind", "_count", "_indicator"]
    groups = groups.sort_values(order, ascending=[name != "_count" for name in order], ignore_index=True)
    columns: dict[str, object] = {
        "indicator": groups["_indicator"],
        "count": groups["_count"],
        "budget_each": groups["budget_each"],
        "attracted_each": groups["attracted_each"],
        "participants_each": groups["participants_each"],
    }
    if asked.has("name", "name_en"):
        columns["indicator_en"] = groups["_name_en"]
    if asked.has("kind"):
        columns["kind"] = groups["_kind"]
    columns |= {"rows_used": groups["_used"], "rows_left_out": groups["_row"] - groups["_used"]}
    return finished(asked, groups, columns)


def _rows(asked: Applications) -> nw.LazyFrame[Any]:
    """What each row says: of which indicator, how much, and what else is known of it."""
    texts = {name: asked.text(name) if asked.has(name) else NO_TEXT for name in ("kind", "name", "name_en")}
    rows = asked.rows(
        _row=nw.lit(1),
        _code=asked.text("indicator"),
        _value=asked.amount("value"),
        _id=asked.text("application_id") if asked.has("application_id") else NO_TEXT,
        _won=flag(asked.won()),
        **{f"_{name}": text for name, text in texts.items()},
        **{f"_{name}": asked.amount(name) for name in PROJECT_MONEY},
    )
    used = ~nw.col("_code").is_null() & ~nw.col("_value").is_null() & (nw.col("_won") == 1)
    return rows.with_columns(
        _used=flag(used), **{name: nw.when(used).then(nw.col(name)) for name in ("_value", "_awarded", "_attracted")}
    )


def _summed(asked: Applications, rows: nw.LazyFrame[Any], *keys: str) -> pd.DataFrame:
    """One row an indicator of a group, or of a group's project."""
    all_keys = [*asked.keys, "_code", *keys]
    sums = [nw.col(name).sum() for name in ("_row", "_used", "_value")]
    most = [nw.col(name).max() for name in ("_kind", "_name", "_name_en", "_awarded", "_attracted")]
    table = collected(rows.group_by(*all_keys).agg(*sums, *most), all_keys)
    return table.assign(_value=known(table["_value"], table["_used"]))


def _printed(asked: Applications) -> pd.DataFrame:
    """A contest's indicators, with its money for each participation."""
    table = _summed(asked, _rows(asked))
    is_money = (table["_kind"] == "money") | table["_code"].isin(list(EACH))
    groups = table[~is_money].reset_index(drop=True)
    for code, column in EACH.items():
        money = table[is_money & (table["_code"] == code)]
        beside = groups[list(asked.keys)].merge(money[[*asked.keys, "_value"]], on=list(asked.keys), how="left")[
            "_value"
        ]
        groups[column] = divide(beside, groups["_value"]).where(groups["_code"] == PARTICIPATIONS)
    shown = groups["_name"].fillna(groups["_code"])
    return groups.assign(_indicator=shown, _count=groups["_value"], participants_each=np.nan)


def _reported(asked: Applications) -> pd.DataFrame:
    """The indicators that projects report, with these projects' own money and participations."""
    keys = [*asked.keys, "_code"]
    projects = _summed(asked, _rows(asked), "_id")
    reached = projects[projects["_code"] == PARTICIPATIONS][[*asked.keys, "_id", "_value"]].dropna(subset="_id")
    projects = projects.merge(reached.rename(columns={"_value": "_reached"}), on=[*asked.keys, "_id"], how="left")
    of_all = projects["_used"] > 0
    for money in PROJECT_MONEY:
        projects[f"_of_{money}"] = projects["_value"].where(projects[f"_{money}"].notna())
    projects["_unreached"] = of_all & projects["_reached"].isna()
    projects["_reached"] = projects["_reached"].where(of_all)
    add = [
        "_row",
        "_used",
        "_value",
        "_awarded",
        "_attracted",
        "_of_awarded",
        "_of_attracted",
        "_reached",
        "_unreached",
    ]
    within = projects.groupby(keys, dropna=False)
    groups = within[add].sum().reset_index().merge(within["_kind"].max().reset_index(), on=keys)
    for money, column in PROJECT_MONEY.items():
        groups[column] = divide(groups[f"_{money}"], groups[f"_of_{money}"])
    all_reached = (groups["_unreached"] == 0) & (groups["_code"] != PARTICIPATIONS)
    groups["participants_each"] = divide(groups["_reached"], groups["_value"]).where(all_reached)
    return groups.assign(_indicator=groups["_code"], _count=known(groups["_value"], groups["_used"]), _name_en=None)
