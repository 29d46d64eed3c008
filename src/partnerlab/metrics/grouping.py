"""From rows to a small pandas table: sums by group, organisations' sums, the finished table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import WrongValue
from partnerlab.metrics.applications import Applications

ORGANISATION = "_organisation"


def collected(frame: nw.LazyFrame[Any], keys: Sequence[str]) -> pd.DataFrame:
    """A small result as pandas, alike from every engine: sorted by its keys, a missing key last."""
    table = frame.collect(backend="pandas").to_native()
    for name in table.columns:
        table[name] = _plain_key(table[name]) if name in keys else _plain(table[name])
    return cast(pd.DataFrame, table.sort_values(list(keys), na_position="last", ignore_index=True))


def _plain(values: pd.Series[Any]) -> pd.Series[Any]:
    return values.astype("float64") if pd.api.types.is_numeric_dtype(values) else values


def _plain_key(values: pd.Series[Any]) -> pd.Series[Any]:
    """A key in the one type it has for every engine: a whole number is an integer even beside a missing one."""
    if pd.api.types.is_bool_dtype(values):
        return values
    if pd.api.types.is_numeric_dtype(values):
        numbers = values.astype("float64")
        whole = bool((numbers.dropna() % 1 == 0).all())
        return numbers.astype("Int64" if numbers.isna().any() else "int64") if whole else numbers
    if pd.api.types.infer_dtype(values, skipna=True) in {"string", "categorical", "empty"}:
        return values.astype("str")
    return values


def totals(asked: Applications, rows: nw.LazyFrame[Any], *more: nw.Expr, add: Sequence[str]) -> pd.DataFrame:
    """One row a group: the sums of the columns in `add`, and what else the metric aggregates."""
    sums = [nw.col(name).sum() for name in add]
    return collected(rows.group_by(*asked.keys).agg(*sums, *more), asked.keys)


def organisation_sums(asked: Applications, rows: nw.LazyFrame[Any], *, add: Sequence[str]) -> pd.DataFrame:
    """One row an organisation of a group, sorted by name, so that the order of the rows changes nothing.

    A row that names no organisation stands for itself.
    """
    keys = (*asked.keys, ORGANISATION)
    parts = [rows.filter(nw.col(ORGANISATION).is_null()).select(*keys, *add)]
    if asked.knows_organisations():
        named = rows.filter(~nw.col(ORGANISATION).is_null())
        parts.append(named.group_by(*keys).agg(*(nw.col(name).sum() for name in add)))
    tables = [table for part in parts if len(table := collected(part, keys))]
    if not tables:
        return collected(parts[0], keys)
    return pd.concat(tables, ignore_index=True).sort_values([*keys, *add], ignore_index=True)


def each_group(table: pd.DataFrame, members: pd.DataFrame, keys: Sequence[str]) -> Iterator[pd.DataFrame]:
    """For each row of a table of groups, in its order, the members of that group."""
    numbered = table[list(keys)].assign(_group=np.arange(len(table)))
    parts = dict(iter(members.merge(numbered, on=list(keys), how="left").groupby("_group")))
    nobody = members.iloc[:0]
    for number in range(len(table)):
        yield parts.get(number, nobody)


def divide(numerator: pd.Series[Any], denominator: pd.Series[Any]) -> pd.Series[Any]:
    """A ratio of two columns; missing where it is not defined."""
    below = denominator.to_numpy(dtype="float64", na_value=np.nan)
    above = numerator.to_numpy(dtype="float64", na_value=np.nan)
    ratio: NDArray[np.float64] = np.full(len(below), np.nan)
    with np.errstate(over="ignore"):  # of what is hardly above 0 a ratio is no number, and never inf
        np.divide(above, below, out=ratio, where=below != 0)
    ratio[np.isinf(ratio)] = np.nan
    return pd.Series(ratio, index=denominator.index)


def missing_unless(recorded: bool, values: pd.Series[Any]) -> pd.Series[Any]:
    """The values, or missing ones all through where the data do not record them."""
    return values if recorded else pd.Series(np.nan, index=values.index)


def known(sums: pd.Series[Any], counts: pd.Series[Any]) -> pd.Series[Any]:
    """Sums, missing where nothing was there to add."""
    return sums.where(counts > 0)


def finished(
    asked: Applications,
    groups: pd.DataFrame,
    columns: Mapping[str, object],
    *,
    counts: Sequence[str] = (),
) -> pd.DataFrame:
    """The table a user gets: group columns, the metric's columns in their order, whole counts as integers.

    Raises:
        WrongValue: if it is grouped by a column that bears the name of one of the metric's own.
    """
    for name in asked.by:
        if name in columns:
            others = [column for column in asked.columns if column not in columns]
            raise WrongValue(parameter="by", found=name, expected=", ".join(others))
    keys = {name: groups[f"_by_{name}"] for name in asked.by}
    table = pd.DataFrame({**keys, **columns}, index=groups.index)
    for name in (*counts, "rows_used", "rows_left_out"):
        table[name] = table[name].astype("float64")
        if not table[name].isna().any():
            table[name] = table[name].astype("int64")
    return table.reset_index(drop=True)
