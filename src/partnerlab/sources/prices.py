"""Constant prices: money of different years in roubles of one December."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache, reduce
from math import prod
from types import MappingProxyType
from typing import Any, cast, overload

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrameT

from partnerlab.dataset import Dataset
from partnerlab.errors import MissingColumn, NoPriceIndex, NotNumbers, WrongValue
from partnerlab.findings import Finding, Findings
from partnerlab.model import MONEY
from partnerlab.sources.published import published
from partnerlab.wording import Language, message, phrase, reader_language, words

QUESTION = "in_prices"
ROUBLE = "RUB"
MONEY_COLUMNS = (*MONEY, "budget", "printed_fund", "amount")
"""Columns that hold money by their name: those of an application, and those of the printed tables."""
MEASURED, UNIT = "value", "unit"
"""A column that holds money only in rows whose unit is in roubles."""
YEAR, FACTOR, KEY = "_prices_year", "_prices_factor", "_prices_application"
ID = "application_id"

WHY = {
    "only": message("the only reading"),
    "exact": message("the most exact reading"),
    "latest": message("the page of the latest date"),
    "same": message("the same number as the reading used"),
    "rounded": message("rounded: another reading is more exact"),
    "older": message("another page, of a later date, is used"),
}


@overload
def in_prices(records: Dataset, year: int) -> Dataset: ...
@overload
def in_prices(records: IntoFrameT, year: int) -> IntoFrameT: ...
def in_prices(records: Any, year: int) -> Any:
    """Money in constant roubles: what it would have bought, in prices of December of one year.

    A rouble of the year t is multiplied by the December-to-December indices of consumer prices of t + 1 to `year`,
    and a rouble of a later year divided by those between. Of a year with two readings the more exact one is used
    (`price_index` shows which). A whole year's money counts as of its December, since the index has one number a year.

    Money are the columns of the model that hold it, `budget`, `printed_fund` and `amount` of the printed tables, and
    `value` in rows whose `unit` is in roubles. All else stays as it is, as do amounts as typed. Money in a row without
    a year becomes missing: a Dataset says so in a finding, and each metric counts such rows among `rows_left_out`.
    A table beside the records that has no year of its own takes that of each row's application.

    Shape: as it came: a Dataset gives a Dataset, with the tables beside its records and a source that names the
    prices; a frame gives a frame of its own kind. A Dataset that is already in constant prices goes on from these; a
    bare frame cannot say that it is, and must not be given twice. Unit: roubles of December of `year`.
    Definition: Rosstat, consumer price index, December to December; the readings are the table `consumer_prices`.

    Raises:
        NoPriceIndex: if the index does not reach `year`, or a year in which the records have money.
        WrongValue: if the money is not in roubles.
        MissingColumn: if there is no `year`.
        NotNumbers: if the year or an amount is not a number.

    >>> contest = pd.DataFrame({"year": [1999, 2001], "awarded": [1000.0, 1000.0]})
    >>> in_prices(contest, 2001).awarded.round(2).tolist()
    [1425.33, 1000.0]
    """
    index = _indices()
    if year not in index:
        raise NoPriceIndex((year,), tuple(index))
    if not isinstance(records, Dataset):
        return _constant(records, index, to=year)[0]
    if records.currency != ROUBLE:
        expected = phrase("RUB, since the index is of prices in Russia")
        raise WrongValue(parameter="currency", found=records.currency, expected=expected)
    frame, lost = _constant(records.frame, index, to=year, before=records.source.prices)
    return replace(
        records,
        frame=frame,
        beside=_Beside(records, index, to=year),
        source=replace(records.source, prices=year),
        findings=Findings(lambda: (*records.findings, *_told(records, lost))),
    )


class _Beside(Mapping[str, Any]):
    """The tables beside the records, each put into the prices when it is first asked for: some are made only then."""

    def __init__(self, records: Dataset, index: Mapping[int, Fraction], *, to: int) -> None:
        self._records, self._index, self._to = records, index, to
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        table = self._records.beside[name]
        if name not in self._made:
            self._made[name] = self._changed(table) if _money(nw.from_native(table)) else table
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records.beside)

    def __len__(self) -> int:
        return len(self._records.beside)

    def _changed(self, table: Any) -> Any:
        names = nw.from_native(table).collect_schema().names()
        dated = table if "year" in names else _dated(table, self._records.frame)
        result, _ = _constant(dated, self._index, to=self._to, before=self._records.source.prices)
        return nw.from_native(result).select(*names).to_native()


def price_index(year: int | None = None, *, language: Language | None = None) -> pd.DataFrame:
    """Every reading of the consumer price index, which one of its year is used, and why.

    With a year, `factor` is what one rouble of each year comes to in prices of December of that year.

    Shape: one row a reading: year, index, printed, source, used, why, and factor where a year is given. Unit: `index`
    is prices of December to those of the December before, 1 where they did not change.
    Definition: the more decimals are printed, the more exact is a reading; of equally exact ones the latest page's.

    Raises:
        NoPriceIndex: if there is no index for the year.

    >>> price_index(language="en").query("year == 1999")[["index", "printed", "used"]].to_numpy().tolist()
    [[1.365, '136.5', False], [1.3656, '36.56', True]]
    """
    speech = language or reader_language()
    readings = _readings()
    title = "source_en" if speech == "en" else "source"
    table = pd.DataFrame(
        {
            "year": readings.year,
            "index": readings.exact.astype("float64"),
            "printed": readings.printed,
            "source": readings[title],
            "used": readings.used,
            "why": [words(speech).say(WHY[why]) for why in readings.why],
        }
    )
    if year is not None:
        index = _indices()
        if year not in index:
            raise NoPriceIndex((year,), tuple(index))
        table["factor"] = [float(_factor(index, of=of, to=year)) for of in table.year]
    return table


def _readings() -> pd.DataFrame:
    """The printed readings, exactly, with the one of each year that is used."""
    table = published("consumer_prices").frame
    printed = table.printed.map(Fraction)
    rise = printed.where(table.printed_as == "change", printed - 100)
    decimals = table.printed.str.partition(".")[2].str.len()
    table = table.assign(exact=1 + rise / 100, decimals=decimals)
    order = table.sort_values(["decimals", "date"], ascending=False, na_position="last", kind="stable")
    best = order.groupby("year").head(1)
    table["used"] = table.index.isin(best.index)
    used = table.year.map(best.set_index("year").exact)
    alone = ~table.year.duplicated(keep=False)
    coarser = table.decimals < table.decimals.groupby(table.year).transform("max")
    table["why"] = "older"
    table.loc[coarser, "why"] = "rounded"
    table.loc[table.exact == used, "why"] = "same"
    table.loc[table.used, "why"] = "latest"
    table.loc[table.used & coarser.groupby(table.year).transform("any"), "why"] = "exact"
    table.loc[alone, "why"] = "only"
    return cast(pd.DataFrame, table)


@cache
def _indices() -> Mapping[int, Fraction]:
    """The index of each year: prices of its December to those of the December before."""
    table = _readings()
    chosen = table[table.used].sort_values("year")
    return MappingProxyType(dict(zip(chosen.year.tolist(), chosen.exact.tolist(), strict=True)))


def _factor(index: Mapping[int, Fraction], *, of: int, to: int) -> Fraction:
    """What a rouble of one year is in prices of another."""
    grown = prod((index[year] for year in range(min(of, to) + 1, max(of, to) + 1)), start=Fraction(1))
    return grown if of <= to else 1 / grown


def _constant(native: Any, index: Mapping[int, Fraction], *, to: int, before: int | None = None) -> tuple[Any, int]:
    """A frame with its money in other prices, and how many rows lose theirs, since they have no year."""
    frame: Any = nw.from_native(native)
    names = frame.collect_schema().names()
    if before is None and "year" not in names:
        raise MissingColumn(column="year", question=QUESTION, found=tuple(names))
    money = _money(frame)
    money = {name: amount for name, amount in money.items() if _is_number(frame, name)}
    if not money:
        return native, 0
    year = nw.lit(None, dtype=nw.Float64)
    if before is None and _is_number(frame, "year"):
        year = _number("year")
    found = {} if before is not None else _years_with_money(frame, year, money.values())
    if before is None:
        unknown = tuple(sorted(one for one in found if one is not None and one not in index))
        if unknown:
            raise NoPriceIndex(unknown, tuple(index))
        factors = {one: _factor(index, of=one, to=to) for one in found if one is not None}
        factor = _looked_up(nw.col(YEAR), factors)
    else:
        factor = nw.lit(float(_factor(index, of=before, to=to)))
    changed = [
        (nw.col(name).cast(nw.Float64) * nw.col(FACTOR)).alias(name)
        if name != MEASURED
        else nw.when(_in_roubles())
        .then(nw.col(name).cast(nw.Float64) * nw.col(FACTOR))
        .otherwise(nw.col(name).cast(nw.Float64))
        .alias(name)
        for name in money
    ]
    result = frame.with_columns(year.alias(YEAR)).with_columns(factor.alias(FACTOR))
    return result.with_columns(*changed).drop(YEAR, FACTOR).to_native(), found.get(None, 0)


def _dated(native: Any, records: Any) -> Any:
    """A table with the year of each row's application, where both name their applications."""
    table: Any = nw.from_native(native)
    known: Any = nw.from_native(records)
    if ID not in table.collect_schema().names() or not {ID, "year"} <= set(known.collect_schema().names()):
        return native
    known = known.filter(~nw.col(ID).is_null()).select(nw.col(ID).cast(nw.String).alias(KEY), "year")
    years = known.group_by(KEY).agg(nw.col("year").min())
    if type(table) is not type(years) or table.implementation != years.implementation:
        if not isinstance(table, nw.DataFrame):
            return native
        columns = years.lazy().collect("pandas").to_native().to_dict("list")
        years = nw.from_dict(columns, backend=table.implementation)
    return table.with_columns(nw.col(ID).cast(nw.String).alias(KEY)).join(years, on=KEY, how="left").to_native()


def _money(frame: Any) -> dict[str, nw.Expr]:
    """The columns of a frame that hold money, each with its amounts of money alone."""
    names = frame.collect_schema().names()
    amounts = {name: nw.col(name) for name in MONEY_COLUMNS if name in names}
    if {MEASURED, UNIT} <= set(names):
        amounts[MEASURED] = nw.when(_in_roubles()).then(nw.col(MEASURED))
    return amounts


def _in_roubles() -> nw.Expr:
    """Whether a row's unit is in roubles, thousands or millions of them."""
    return nw.col(UNIT).cast(nw.String).str.contains(ROUBLE, literal=True)


def _is_number(frame: Any, name: str) -> bool:
    """Whether a column has numbers; one with nothing in it may be of any type.

    Raises:
        NotNumbers: if it holds something else.
    """
    kind = frame.collect_schema()[name]
    if kind.is_numeric():
        return True
    if frame.lazy().select(nw.col(name).count().alias("filled")).collect("pandas").to_native()["filled"].iloc[0]:
        raise NotNumbers(column=name, question=QUESTION, found=str(kind))
    return False


def _number(name: str) -> nw.Expr:
    """A column as numbers whose NaN is missing: Polars and DuckDB keep the two apart."""
    number = nw.col(name).cast(nw.Float64)
    return nw.when(~number.is_nan()).then(number)


def _years_with_money(frame: Any, year: nw.Expr, amounts: Iterable[nw.Expr]) -> dict[int | None, int]:
    """In how many rows of each year an amount is known; None stands for no year."""
    numbers = [amount.cast(nw.Float64) for amount in amounts]
    known = nw.any_horizontal(*(~number.is_null() & ~number.is_nan() for number in numbers), ignore_nulls=True)
    rows = frame.lazy().select(year.alias(YEAR), nw.when(known).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_rows"))
    table = rows.group_by(YEAR).agg(nw.col("_rows").sum()).collect("pandas").to_native()
    counted = {
        None if pd.isna(one) else int(one): int(rows) for one, rows in zip(table[YEAR], table["_rows"], strict=True)
    }
    return {one: rows for one, rows in counted.items() if rows}


def _looked_up(year: nw.Expr, factors: Mapping[int, Fraction]) -> nw.Expr:
    """The factor of each row's year; missing where it has none."""
    nothing = nw.lit(None, dtype=nw.Float64)
    return reduce(
        lambda others, one: nw.when(year == one).then(nw.lit(float(factors[one]))).otherwise(others), factors, nothing
    )


def _told(records: Dataset, lost: int) -> list[Finding]:
    """A finding for rows that lost their money, unless the file's own findings name them already."""
    named = any(finding.rule == "missing_year" for finding in records.findings)
    return [Finding("missing_year", records.name, "", None, "year", "", count=lost)] if lost and not named else []
