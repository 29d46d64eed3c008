"""What every metric asks of its input: a frame it can read, the columns it needs, and what a row of it means.

All is written as Narwhals expressions, once for every engine. NaN and null are both a missing value,
whichever the engine uses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import narwhals as nw
from narwhals.typing import IntoFrame

from partnerlab.dataset import Dataset
from partnerlab.errors import MissingColumn, NotDates, NotNumbers, WrongValue
from partnerlab.model import WINNING

Data: TypeAlias = Dataset | IntoFrame
"""Records or a printed table: a Dataset, or a frame of pandas, Polars, DuckDB, PySpark or PyArrow."""

ALL = "_all"
"""A key that every row has: it makes one group of all where nothing else is grouped by."""


WRITTEN_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""How a day is written as text. ISO 8601 has other forms, which not every engine reads."""


@dataclass(frozen=True)
class Applications:
    """A frame that is asked one question, and the columns to group the answer by."""

    question: str
    frame: nw.LazyFrame[Any]
    columns: tuple[str, ...]
    by: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The names under which the group columns travel, so that none meets a column of the metric."""
        return (ALL, *(f"_by_{name}" for name in self.by))

    def has(self, *names: str) -> bool:
        """Whether the frame has all these columns."""
        return set(names) <= set(self.columns)

    def require(self, *names: str) -> None:
        """Refuse a frame that lacks one of these columns.

        Raises:
            MissingColumn: for the first that is not there.
        """
        for name in names:
            if name not in self.columns:
                raise MissingColumn(column=name, question=self.question, found=self.columns)

    def require_numbers(self, name: str) -> None:
        """Refuse a column that holds no numbers.

        Raises:
            NotNumbers: if it does not.
        """
        kind = self.frame.collect_schema()[name]
        if kind.is_numeric() or kind in (nw.Boolean, nw.Unknown):
            return
        filled = self.frame.select(nw.col(name).count().alias("filled")).collect("pandas").to_native()
        if filled["filled"].iloc[0]:  # a column with nothing in it may be of any type
            raise NotNumbers(column=name, question=self.question, found=str(kind))

    def rows(self, **expressions: nw.Expr) -> nw.LazyFrame[Any]:
        """One row an application: its group, and what the metric computes of it."""
        schema = self.frame.collect_schema()
        groups = [
            (without_nan(nw.col(name)) if schema[name].is_float() else nw.col(name)).alias(f"_by_{name}")
            for name in self.by
        ]
        return self.frame.select(
            *groups, *(expression.alias(name) for name, expression in expressions.items())
        ).with_columns(nw.lit(0).alias(ALL))

    def amount(self, name: str) -> nw.Expr:
        """Money of a column; missing throughout where the frame has no such column."""
        if name not in self.columns:
            return nw.lit(None, dtype=nw.Float64)
        self.require_numbers(name)
        return without_nan(nw.col(name).cast(nw.Float64))

    def text(self, name: str) -> nw.Expr:
        """A column as text; a blank one is missing."""
        column = nw.col(name)
        written = nw.when(~column.is_null()).then(column.cast(nw.String))
        return nw.when(written.str.strip_chars() != "").then(written)

    def require_days(self, name: str) -> None:
        """Refuse a column that holds something other than dates, or days written as 2003-12-31.

        Raises:
            NotDates: for the first such value.
        """
        values = self.frame.select(name).unique().collect("pandas").to_native()[name].dropna()
        wrong = sorted(str(value) for value in values if not _is_day(value))
        if wrong:
            raise NotDates(column=name, question=self.question, found=wrong[0])

    def day(self, name: str) -> nw.Expr:
        """A date of the records, also one that is written as text: 2003-12-31.

        Raises:
            NotDates: if the column holds something else.
        """
        kind = self.frame.collect_schema()[name]
        if kind.is_temporal():
            return nw.col(name).cast(nw.Datetime("us"))
        self.require_days(name)
        if kind.is_numeric():  # a column with nothing in it may be of any type
            return nw.lit(None, dtype=nw.Datetime("us"))
        if kind == nw.String:
            return self.text(name).str.to_datetime(format="%Y-%m-%d")
        return nw.col(name).cast(nw.Datetime("us"))

    def status_in(self, statuses: Sequence[str]) -> nw.Expr:
        """Whether an application came to one of these statuses."""
        return nw.col("status").cast(nw.String).is_in(statuses)

    def won(self) -> nw.Expr:
        """Whether an application won; where no status column exists every row is a winner."""
        return self.status_in(WINNING) if self.has("status") else nw.lit(True)

    def may_have_won(self) -> nw.Expr:
        """Whether an application won, or has no status and cannot be told from a winner."""
        return (self.won() | nw.col("status").is_null()) if self.has("status") else nw.lit(True)

    def organisation(self) -> nw.Expr:
        """Who applied: the tax number or accepted group of spellings, else the name as written."""
        known = [self.text(name) for name in ("organisation_id", "organisation") if name in self.columns]
        return nw.coalesce(*known) if known else nw.lit(None, dtype=nw.String)

    def knows_organisations(self) -> bool:
        """Whether the frame has a column that says who applied."""
        return self.has("organisation_id") or self.has("organisation")


def ask(data: Data, *, question: str, by: Sequence[str], needs: Sequence[str] = ()) -> Applications:
    """Open a frame for a question.

    Raises:
        MissingColumn: if a column in `needs` or `by` is not in the frame.
    """
    native = data.frame if isinstance(data, Dataset) else data
    frame: Any = nw.from_native(native)
    if frame.implementation.is_pyarrow():  # PyArrow has no windows over a group
        frame = nw.from_native(frame.to_pandas())
    by = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    asked = Applications(question, frame.lazy(), tuple(frame.collect_schema().names()), by)
    asked.require(*needs, *by)
    return asked


def _is_day(value: object) -> bool:
    """Whether it is a date, a day written as 2003-12-31, or a blank."""
    if not isinstance(value, str):
        return isinstance(value, date)
    if not value.strip():
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return bool(WRITTEN_DAY.fullmatch(value))


def without_nan(number: nw.Expr) -> nw.Expr:
    """A number whose NaN is missing: Polars and DuckDB keep the two apart."""
    return nw.when(~number.is_nan()).then(number)


def flag(condition: nw.Expr) -> nw.Expr:
    """1 where the condition holds, 0 where it does not or is not known: what every engine can sum."""
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))


def choose(*, parameter: str, found: str, choices: Sequence[str]) -> None:
    """Refuse a parameter that is none of its closed list.

    Raises:
        WrongValue: if it is not.
    """
    if found not in choices:
        raise WrongValue(parameter=parameter, found=str(found), expected=", ".join(choices))
