"""What the applications know of the rows of a table beside them: of scores and outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from partnerlab.metrics.applications import Applications, Data, ask, without_nan

NUMBER = "application_id"


def with_applications(
    data: Data,
    applications: Data | None,
    *,
    question: str,
    by: Sequence[str],
    needs: Sequence[str],
    borrows: Sequence[str] = (),
    wants: Sequence[str] = (),
) -> Applications:
    """A table beside the applications, each row with what it lacks of its application, found by the number.

    The table itself must have the columns in `needs`; those of `by` and in `borrows` may be of either, and those
    in `wants` are taken where they are. A row of an unknown application stays, and what it lacks is missing.

    Where applications bear the same number, the one with the greatest values counts, once: the columns taken are
    compared in their order (first `by`, then `borrows`, then `wants`), and a missing value is the least. So it
    is the same one in every order of the rows.

    Raises:
        MissingColumn: if a column is in neither table, or the number not in both.
    """
    asked = ask(data, question=question, by=(), needs=needs)
    by = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    lacking = [name for name in dict.fromkeys([*by, *borrows]) if not asked.has(name)]
    if applications is None or not (lacking or wants):
        return ask(data, question=question, by=by, needs=[*needs, *borrows])
    asked.require(NUMBER)
    theirs = ask(applications, question=question, by=(), needs=(NUMBER, *lacking))
    more = [*lacking, *(name for name in wants if theirs.has(name) and name not in {*asked.columns, *lacking})]
    rows = asked.frame.with_columns(asked.text(NUMBER).alias("_id"))
    known = _once(theirs, more)
    if rows.implementation != known.implementation:
        rows, known = (nw.from_native(frame.collect("pandas").to_native()).lazy() for frame in (rows, known))
    joined = rows.join(known, on="_id", how="left").drop("_id")
    return Applications(question, joined, (*asked.columns, *more), by)


def _once(theirs: Applications, names: Sequence[str]) -> nw.LazyFrame[Any]:
    """These columns of the applications, one row a number."""
    schema = theirs.frame.collect_schema()
    number = theirs.text(NUMBER).alias("_id")
    if not names:
        return theirs.frame.select(number).filter(~nw.col("_id").is_null()).unique("_id", keep="any")
    order = {
        f"_order_{name}": without_nan(nw.col(name).cast(nw.Float64)) if schema[name].is_numeric() else theirs.text(name)
        for name in names
    }
    numbered = theirs.frame.select(number, *names, **order).filter(~nw.col("_id").is_null())
    return numbered.unique("_id", keep="last", order_by=list(order)).drop(*order)
