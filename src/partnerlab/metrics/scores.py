"""What the experts gave the applications: their scores, added up over the criteria."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, flag
from partnerlab.metrics.grouping import collected

NEEDS = ("application_id", "expert", "score")


def score_rows(asked: Applications, **more: nw.Expr) -> nw.LazyFrame[Any]:
    """Each score: of which application, by whom, for which criterion; and what else a metric asks of it."""
    return asked.rows(
        _row=nw.lit(1),
        _application=asked.text("application_id"),
        _expert=asked.text("expert"),
        _criterion=asked.text("criterion") if asked.has("criterion") else nw.lit(""),
        _score=asked.amount("score"),
        **more,
    )


def expert_sums(asked: Applications, rows: nw.LazyFrame[Any], *, kept: Sequence[str] = ()) -> pd.DataFrame:
    """What each expert gave each application over all its criteria; only those who scored every one, once.

    `_rows` is how many rows of scores it is of, `_score` their sum; columns that were `kept` are the
    application's.
    """
    keys = [*asked.keys, "_application"]
    whole = [nw.col(name).max() for name in kept]
    named = rows.filter(~nw.col("_application").is_null() & ~nw.col("_expert").is_null())
    cells = named.group_by(*keys, "_expert", "_criterion").agg(
        nw.len().alias("_rows"), nw.col("_score").count().alias("_known"), nw.col("_score").sum(), *whole
    )
    cells = cells.with_columns(_valid=flag((nw.col("_rows") == 1) & (nw.col("_known") == 1)))
    added = [nw.col(name).sum() for name in ("_rows", "_valid", "_score")]
    by_expert = cells.group_by(*keys, "_expert").agg(*added, *whole)
    scored = rows.filter(~nw.col("_application").is_null()).select(*keys, "_criterion").unique()
    criteria = scored.group_by(*keys).agg(nw.len().alias("_criteria"))
    sums = collected(by_expert, [*keys, "_expert"]).merge(collected(criteria, keys), on=keys)
    return sums[sums["_valid"] == sums["_criteria"]].reset_index(drop=True)
