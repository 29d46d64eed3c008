"""Who orders and pays: city departments, businesses?"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import divide, finished, known, totals

PRINTED = ("budget_customers", "budget", "business_customers", "business", "attracted")


def social_order(data: Data, *, by: Sequence[str] = ("year",)) -> pd.DataFrame:
    """The order for social projects: how many customers, with how much money, and what stood beside it.

    From the printed table (it has a column `budget_customers`), or from records that name for each winner its
    `customer` and whether that is of the `budget` or the `business` sphere. A customer is counted once in a
    group, and once in each sphere. `leverage` is what the performers attracted per rouble of *budget* money;
    business money stands beside it, and `business_share` is business / (budget + business).

    Counted are winners whose customer, sphere, attracted money and money of the customer's own sphere
    (`awarded` or, where the records have it, `business`) are known. `rows_left_out` are the other winners,
    and rows whose status is missing. Printed numbers of customers of several years cannot be added, since a
    customer may be in both: the number is missing then.

    Shape: one row a group: budget_customers, budget, business_customers, business, attracted, leverage,
    budget_per_customer, business_share; rows_used, rows_left_out last. Unit: roubles, roubles per rouble,
    shares 0 to 1.
    Definition: the 2004 presentation, table «Заказ на реализацию социальных проектов городского конкурса».

    Raises:
        MissingColumn: if a column of the printed table, or `customer`, `customer_sphere`, `awarded` or `attracted`
            of records, or a column of `by` is not there.

    >>> from partnerlab import published
    >>> social_order(published("social_order").frame).business_share.round(3).tolist()
    [0.0, 0.168, 0.107]
    """
    asked = ask(data, question="social_order", by=by)
    if asked.has("budget_customers"):
        asked.require(*PRINTED)
        groups = _printed(asked)
    else:
        asked.require("customer", "customer_sphere", "awarded", "attracted")
        groups = _recorded(asked)
    columns: dict[str, object] = {name: groups[f"_{name}"] for name in PRINTED}
    columns |= {
        "leverage": divide(groups["_attracted"], groups["_budget"]),
        "budget_per_customer": divide(groups["_budget"], groups["_budget_customers"]),
        "business_share": divide(groups["_business"], groups["_budget"] + groups["_business"]),
        "rows_used": groups["_used"],
        "rows_left_out": groups["_row"] - groups["_used"],
    }
    return finished(asked, groups, columns, counts=("budget_customers", "business_customers"))


def _printed(asked: Applications) -> pd.DataFrame:
    """Sums of a printed table's rows; a row with a gap in it is left out whole."""
    amounts = {f"_{name}": asked.amount(name) for name in PRINTED}
    complete = ~nw.any_horizontal(*(nw.col(name).is_null() for name in amounts), ignore_nulls=False)
    rows = asked.rows(_row=nw.lit(1), **amounts).with_columns(_used=flag(complete))
    rows = rows.with_columns(*(nw.when(nw.col("_used") == 1).then(nw.col(name)).alias(name) for name in amounts))
    groups = totals(asked, rows, add=("_row", "_used", *amounts))
    for name in amounts:
        groups[name] = known(groups[name], groups["_used"])
    for name in ("_budget_customers", "_business_customers"):
        groups[name] = groups[name].where(groups["_used"] == 1)
    return groups


def _recorded(asked: Applications) -> pd.DataFrame:
    """Sums of the winners; customers first each on its own, so that each is counted once."""
    rows = asked.rows(
        _row=flag(asked.may_have_won()),
        _won=flag(asked.won()),
        _customer=asked.text("customer"),
        _sphere=asked.text("customer_sphere"),
        _budget=asked.amount("awarded"),
        _business=asked.amount("business"),
        _attracted=asked.amount("attracted"),
    ).filter(nw.col("_row") == 1)
    rows = rows.with_columns(_used=flag(_complete(asked)))
    amounts = ("_budget", "_business", "_attracted")
    counted = nw.col("_used") == 1
    rows = rows.with_columns(*(nw.when(counted).then(nw.col(name)).alias(name) for name in amounts))
    customers = (
        rows.with_columns(_customer=nw.when(counted).then(nw.col("_customer")))
        .group_by(*asked.keys, "_customer", "_sphere")
        .agg(*(nw.col(name).sum() for name in ("_row", "_used", *amounts)))
    )
    customers = customers.with_columns(
        _budget_customers=flag((nw.col("_sphere") == "budget") & (nw.col("_used") > 0)),
        _business_customers=flag((nw.col("_sphere") == "business") & (nw.col("_used") > 0)),
    )
    groups = totals(asked, customers, add=("_row", "_used", *amounts, "_budget_customers", "_business_customers"))
    for name in (*amounts, "_budget_customers", "_business_customers"):
        groups[name] = known(groups[name], groups["_used"])
    if not asked.has("business"):
        groups["_business"] = float("nan")
    return groups


def _complete(asked: Applications) -> nw.Expr:
    """Whether a winner's customer, that customer's own money and the attracted money are known."""
    by_budget = (nw.col("_sphere") == "budget") & ~nw.col("_budget").is_null()
    by_business = nw.col("_sphere") == "business"
    if asked.has("business"):
        by_business = by_business & ~nw.col("_business").is_null()
    named = ~nw.col("_customer").is_null() & ~nw.col("_attracted").is_null()
    return (nw.col("_won") == 1) & named & (by_budget | by_business)
