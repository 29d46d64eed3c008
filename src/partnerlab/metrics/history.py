"""What do public pages say of the contest, year by year?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from partnerlab.metrics.applications import Applications, Data, ask, flag
from partnerlab.metrics.grouping import collected, finished
from partnerlab.metrics.uncertainty import NO_INTERVAL, wilson

CITY_CONTEST = "city_contest"
POINT = ("year", "indicator", "value", "unit", "denominator_kind")
"""What two pages must agree in to be one point."""
PAGE = ("source", "source_en", "note", "note_en")
"""What each page of a point says in words; all of them are kept."""
MULTIPLE = r"^(thousand(?= )|million(?= )|percent\b)"
INNER = {"thousand": 1e3, "million": 1e6}


def history(data: Data, *, by: Sequence[str] = (), scope: str = CITY_CONTEST, confidence: float = 0.95) -> pd.DataFrame:
    """What public pages print of a contest: one point for each figure of a year, with the pages that say so.

    Pages that agree are one point; pages that disagree are as many points, each with its own note. Counted are rows
    whose `scope` is exactly this one: figures of nominations, of other contests and of the whole programme stand in
    the same table, bear the same names, and are left out (where the data have no scope, every row counts). A row
    without a year, an indicator or a value is left out, too. Nothing is filled in between the years. A scope that has
    several members (`nomination`, `district_contest`) is grouped by `scope_name`, so that none meets another.

    To what is printed comes `award_rate`, winners / applications of the same year, one for each of two numbers of
    applications that disagree, with its interval in `value_low` and `value_high`. `denominator_kind` says which
    applications the page counts: `received`, `considered`, `took_part`, `passed_to_commission`; rates of different
    kinds do not compare. Projects realised are not winners.

    Shape: one row a point: year, indicator, value, value_low, value_high, unit, denominator_kind, source, note, pages,
    and source_en, note_en where the data have them; rows_used, rows_left_out last, the latter the same for all points
    of a group. Unit: as `unit` says; money in roubles (`RUB`), per cent as a share 0 to 1 (`share`).
    Definition: the pages are the table `contest_history`; interval: Wilson's score interval.

    Raises:
        MissingColumn: if `year`, `indicator`, `value`, `unit` or `source`, or a column of `by`, is not there.
        WrongValue: if the confidence is not between 0 and 1, or `by` names a column of the result.

    >>> from partnerlab import published
    >>> table = history(published("contest_history"))
    >>> table[table.indicator == "award_rate"].value.round(3).tolist()
    [0.44, 0.298, 0.305, 0.523, 0.586, 0.434]
    """
    asked = ask(data, question="history", by=by, needs=("year", "indicator", "value", "unit", "source"))
    rows = _rows(asked, scope=scope)
    counted = rows[rows["_counted"] == 1]
    printed = _points(asked, _in_units(counted))
    rates = _award_rates(asked, printed, confidence=confidence)
    points = pd.concat([printed, rates], ignore_index=True) if len(rates) else printed
    order = [*asked.keys, "year", "indicator", "value", "denominator_kind"]
    points = points.sort_values(order, na_position="last", ignore_index=True, kind="stable")
    left_out = (rows["_counted"] == 0).groupby([rows[key] for key in asked.keys], dropna=False).sum()
    points = points.merge(left_out.rename("_left_out").reset_index(), on=list(asked.keys), how="left")
    numbers = ("year", "indicator", "value", "value_low", "value_high", "unit", "denominator_kind")
    columns: dict[str, object] = {name: points[name] for name in numbers}
    columns |= {name: _joined(points[name]) for name in ("source", "note")}
    columns["pages"] = points.source.map(len)
    columns |= {name: _joined(points[name]) for name in ("source_en", "note_en") if asked.has(name)}
    columns |= {"rows_used": points["_row"], "rows_left_out": points["_left_out"]}
    return finished(asked, points, columns, counts=("year", "pages"))


def _rows(asked: Applications, *, scope: str) -> pd.DataFrame:
    """The rows of the data, each counted or left out; a printed history is small."""
    texts = ("indicator", "unit", "denominator_kind", *PAGE)
    in_scope = asked.text("scope") == scope if asked.has("scope") else nw.lit(True)
    rows = asked.rows(
        _row=nw.lit(1),
        _in_scope=flag(in_scope),
        year=asked.amount("year"),
        value=asked.amount("value"),
        **{name: asked.text(name) if asked.has(name) else nw.lit(None, dtype=nw.String) for name in texts},
    )
    complete = ~nw.any_horizontal(
        *(nw.col(name).is_null() for name in ("year", "indicator", "value")), ignore_nulls=False
    )
    rows = rows.with_columns(_counted=flag((nw.col("_in_scope") == 1) & complete))
    table = collected(rows, asked.keys)
    return table.astype(dict.fromkeys(texts, "str"))


def _in_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Values in roubles and shares, whatever multiple of them their row's unit names."""
    multiple = rows.unit.str.extract(MULTIPLE, expand=False)
    whole = rows.value * multiple.map(INNER).astype("float64")
    value = rows.value.where(~multiple.isin(INNER), whole.round(6))  # 1.005 million is 1,005 thousand
    unit = rows.unit.str.replace(MULTIPLE + " ", "", regex=True)
    per_cent = multiple == "percent"
    return rows.assign(value=value.where(~per_cent, rows.value / 100), unit=unit.where(~per_cent, "share"))


def _points(asked: Applications, rows: pd.DataFrame) -> pd.DataFrame:
    """One row a figure; in each column of words what the pages that agree in it say, by their titles."""
    keys = [*asked.keys, *POINT]
    groups = rows.sort_values(list(PAGE)).groupby(keys, dropna=False, sort=False)
    points = [
        {**dict(zip(keys, key, strict=True)), **{name: _said(members[name]) for name in PAGE}, "_row": len(members)}
        for key, members in groups
    ]
    table = pd.DataFrame(points, columns=[*keys, *PAGE, "_row"])
    low, high = NO_INTERVAL
    return table.astype({name: rows[name].dtype for name in keys}).assign(value_low=low, value_high=high)


def _said(texts: Iterable[Any]) -> tuple[str, ...]:
    """Texts in their order, each once, the missing ones left out."""
    return tuple(dict.fromkeys(text for text in texts if not pd.isna(text)))


def _award_rates(asked: Applications, points: pd.DataFrame, *, confidence: float) -> pd.DataFrame:
    """Winners of applications, for each pair of numbers that pages print of one year."""
    winners, applications = (points[points.indicator == name] for name in ("winners", "applications"))
    pairs = applications.merge(winners, on=[*asked.keys, "year"], suffixes=("", "_won"))
    pairs = pairs[(pairs.value > 0) & pairs.value_won.between(0, pairs.value)]
    bounds = [wilson(won, of, confidence=confidence) for won, of in zip(pairs.value_won, pairs.value, strict=True)]
    said = {
        name: [_said((*first, *second)) for first, second in zip(pairs[name], pairs[f"{name}_won"], strict=True)]
        for name in PAGE
    }
    rates = pairs.assign(
        indicator="award_rate",
        unit="share",
        value=pairs.value_won / pairs.value,
        value_low=[low for low, _ in bounds],
        value_high=[high for _, high in bounds],
        _row=pairs["_row"] + pairs["_row_won"],
    ).assign(**{name: pd.Series(texts, index=pairs.index, dtype="object") for name, texts in said.items()})
    return rates[points.columns]


def _joined(said: pd.Series[Any]) -> pd.Series[Any]:
    """Texts in one; missing where there are none."""
    return said.map(lambda texts: "; ".join(texts) or None).astype("str")
