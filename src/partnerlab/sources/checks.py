"""What is wrong in the records as a whole: rows without a year, numbers given twice, columns that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Fact, Finding
from partnerlab.model import MONEY, REFUSED, WINNING
from partnerlab.sources.cells import spaced
from partnerlab.sources.columns import text_of

NEEDED = ("year", "organisation", "awarded", "attracted", "status", "themes")
"""Columns without which a question has no answer."""
_TOTAL = re.compile(
    r"итого(?![а-яё])|σ"
    r"|(?:(?:общий |промежуточный )?итог|(?:общая )?сумма|всего|(?:sub|grand )?total)(?:"
    r"[^а-яёa-z]*(?:\([а-яёa-z. ]+\)|руб[а-я]*|тыс[а-я]*\.? ?руб[а-я]*|(?<=[0-9]) ?г[а-я]*)?[^а-яёa-z]*$"
    r"|[ ,:-]+(?:по|за|на|for|in) "
    r"|(?<!сумма)[ :-]+[0-9]* ?(?:победител|проект|заяв|организац|выделен|привлеч|запрош|средств|бюджет|грант"
    r"|awarded|granted|attracted|requested|amount|budget|project|application))"
)
"""How a row of totals calls itself; what else may follow «всего» or «сумма» is a project's name."""
_NAMES = ("organisation", "organisation_id")


@dataclass(frozen=True)
class Origin:
    """Where each record stands: its file, sheet and row, and the heading of each column in each sheet."""

    file: str
    sheets: np.ndarray[Any, np.dtype[np.object_]]
    rows: np.ndarray[Any, np.dtype[np.int64]]
    headings: Mapping[tuple[str, str], str]

    def heading(self, place: int, column: str) -> str:
        """What stands over a column in the sheet of the record at `place`."""
        return self.headings.get((str(self.sheets[place]), column), "")

    def finding(self, rule: str, place: int, *, column: str, found: str = "", **facts: Fact) -> Finding:
        """A finding in the record at `place`."""
        sheet, heading = str(self.sheets[place]), self.heading(place, column)
        return Finding(rule, self.file, sheet, int(self.rows[place]), heading, found, facts=tuple(facts.items()))

    def summed(
        self,
        rule: str,
        where: np.ndarray[Any, np.dtype[np.bool_]],
        *,
        column: str,
        values: pd.Series[Any] | None = None,
    ) -> list[Finding]:
        """One finding a sheet for all its records that are marked, at the first of them."""
        findings = []
        for sheet in dict.fromkeys(self.sheets[where].tolist()):
            places = np.flatnonzero(where & (self.sheets == sheet))
            first = int(places[0])
            found = "" if values is None else text_of(values.iloc[first])
            findings.append(replace(self.finding(rule, first, column=column, found=found), count=len(places)))
        return findings


def check_records(frame: pd.DataFrame, origin: Origin) -> list[Finding]:
    """Findings about the records of one file, after all cells are read."""
    totals = _totals(frame, origin)
    records = np.ones(len(frame), dtype=bool)
    records[list(totals)] = False
    return [
        *_columns(frame, origin.file),
        *_gaps(frame, origin, records),
        *_statuses(frame, origin, records),
        *totals.values(),
    ]


def _filled(frame: pd.DataFrame, name: str) -> bool:
    return name in frame.columns and bool(frame[name].notna().any())


def _typed(frame: pd.DataFrame, name: str) -> bool:
    """Whether anything stands in the column; what cannot be read has findings of its own."""
    return _filled(frame, name) or _filled(frame, f"{name}_as_typed")


def _columns(frame: pd.DataFrame, file: str) -> list[Finding]:
    """Columns that are not there, or have nothing in them."""
    rules = [f"no_{name}_column" for name in NEEDED if not _typed(frame, name)]
    if _filled(frame, "organisation_id"):
        rules = [rule for rule in rules if rule != "no_organisation_column"]
    return [Finding(rule, file, "", None, "", "") for rule in rules]


def _blank(frame: pd.DataFrame, name: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Where nothing stands in a column; a cell that could not be read has its finding already."""
    blank = np.ones(len(frame), dtype=bool)
    for column in (name, f"{name}_as_typed"):
        if column in frame.columns:
            blank &= frame[column].isna().to_numpy()
    return blank


def _gaps(frame: pd.DataFrame, origin: Origin, records: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Finding]:
    """Records without a year or an organisation."""
    findings = []
    for name in ("year", "organisation"):
        if not _filled(frame, name):
            continue
        gap = records & _blank(frame, name)
        if name == "organisation":
            gap &= _blank(frame, "organisation_id")
        findings += [origin.finding(f"missing_{name}", place, column=name) for place in np.flatnonzero(gap).tolist()]
    return findings


def _statuses(frame: pd.DataFrame, origin: Origin, records: np.ndarray[Any, np.dtype[np.bool_]]) -> list[Finding]:
    """Records without a status, winners without money and money without a winner: one finding a sheet and column."""
    known = _filled(frame, "status")
    won = records & (frame["status"].isin(WINNING).to_numpy() if known else True)
    findings = origin.summed("missing_status", records & _blank(frame, "status"), column="status") if known else []
    for name in ("awarded", "attracted"):
        if _filled(frame, name):
            findings += origin.summed("missing_money", won & _blank(frame, name), column=name)
    if known and _filled(frame, "awarded"):
        refused = records & frame["status"].isin(REFUSED).to_numpy() & (frame["awarded"] > 0).to_numpy()
        findings += origin.summed("money_not_won", refused, column="awarded", values=frame["awarded"])
    return findings


def _totals(frame: pd.DataFrame, origin: Origin) -> dict[int, Finding]:
    """Rows that sum up the others, and would be counted as one more application: by their words, then by their sums."""
    found: dict[int, Finding] = {}
    for name in map(str, frame.columns):
        texts = frame[name]
        # over money the word «Сумма» is the heading once more
        if not isinstance(texts.dtype, pd.StringDtype) or name.removesuffix("_as_typed") in MONEY:
            continue
        for text in texts.dropna().unique().tolist():
            if is_total(text):
                for place in np.flatnonzero((texts == text).to_numpy(dtype=bool, na_value=False)).tolist():
                    column = name.removesuffix("_as_typed")
                    found.setdefault(place, origin.finding("total_row", place, column=column, found=text))
    for place, name in _sums(frame, origin, set(found)):
        text = text_of(frame[name].iloc[place])
        found[place] = origin.finding("total_row", place, column=name, found=text)
    return found


def is_total(text: str) -> bool:
    """Whether a cell calls its row a total.

    >>> is_total("ИТОГО - 2003 год"), is_total("Всего победителей: 2"), is_total("Тотал-Спорт")
    (True, True, False)
    """
    return _TOTAL.match(spaced(text).casefold()) is not None


def _sums(frame: pd.DataFrame, origin: Origin, known: set[int]) -> Iterator[tuple[int, str]]:
    """The rows of nobody whose money is the sum of the rows above: since the last total, or of all in the sheet."""
    names = [name for name in MONEY if _filled(frame, name)]
    if not names or not any(_filled(frame, name) for name in _NAMES):
        return
    money = frame[names].to_numpy(dtype=np.float64)
    nobody = _blank(frame, "organisation") & _blank(frame, "organisation_id")
    untitled = _blank(frame, "title")
    for sheet in dict.fromkeys(origin.sheets.tolist()):
        places = np.flatnonzero(origin.sheets == sheet)
        summed = np.vstack([np.zeros(len(names)), np.nancumsum(money[places], axis=0)])
        start, totals, rows = 0, np.zeros(len(names)), 0
        for number in np.flatnonzero(nobody[places] | np.isin(places, list(known))).tolist():
            place = int(places[number])
            filled = ~np.isnan(money[place]) & (money[place] != 0)
            since = summed[number] - summed[start]
            above = summed[number] - totals
            # one amount alone may be a sum by chance, in the record of a project whose organisation was left out
            telling = filled.any() and (untitled[place] or filled.sum() > 1)
            is_sum = telling and (
                (number - start > 1 and _same(money[place], since, filled))
                or (number - rows > 1 and _same(money[place], above, filled))
            )
            if place not in known and not is_sum:
                continue
            if place not in known:
                yield place, names[int(np.flatnonzero(filled)[0])]
            start, rows = number + 1, rows + 1
            totals = totals + np.nan_to_num(money[place])


def _same(
    money: np.ndarray[Any, np.dtype[np.float64]],
    sums: np.ndarray[Any, np.dtype[np.float64]],
    filled: np.ndarray[Any, np.dtype[np.bool_]],
) -> bool:
    return bool(np.allclose(money[filled], sums[filled], rtol=1e-9, atol=0.01))


def numbered(frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """The applications' numbers, unique where the file lets them be.

    A record without a number is named by file, sheet and row. Numbers that begin anew each year (or sheet, where no
    year is known) get it in front. The same number twice in one year is an error, and stays.
    """
    if not _filled(frame, "application_id"):
        every = np.arange(len(frame))
        return pd.Series(_names(origin, every), dtype="str"), _made(origin, every)
    typed: pd.Series[Any] = frame["application_id"].copy()
    lacking = np.flatnonzero(typed.isna().to_numpy())
    findings = _made(origin, lacking)
    if not typed.dropna().is_unique:
        typed, found = _unique(typed, frame, origin)
        findings += found
    given = set(typed.dropna().tolist())
    typed.iloc[lacking] = [_free(name, given) for name in _names(origin, lacking)]
    return typed, findings


def _free(name: str, given: set[str]) -> str:
    """A made number that is nobody's own: `2`, then `2 (2)`."""
    number, free = 1, name
    while free in given:
        number += 1
        free = f"{name} ({number})"
    return free


def _names(origin: Origin, places: np.ndarray[Any, Any]) -> list[str]:
    named = zip(origin.sheets[places].tolist(), origin.rows[places].tolist(), strict=True)
    return [":".join(str(part) for part in (origin.file, sheet, row) if part) for sheet, row in named]


def _made(origin: Origin, places: np.ndarray[Any, Any]) -> list[Finding]:
    if not len(places):
        return []
    first = int(places[0])
    column, sheet, row = origin.heading(first, "application_id"), str(origin.sheets[first]), int(origin.rows[first])
    return [Finding("made_ids", origin.file, sheet, row, column, "", count=len(places))]


def _unique(typed: pd.Series[Any], frame: pd.DataFrame, origin: Origin) -> tuple[pd.Series[Any], list[Finding]]:
    """Numbers with their year or sheet in front, where they begin anew in each; what is still there twice is found."""
    scope = pd.Series(origin.sheets, dtype="str")
    if "year" in frame.columns:
        scope = frame["year"].astype("str").where(frame["year"].notna(), scope)
    findings = _twice(typed, scope, origin)
    once = pd.DataFrame({"number": typed, "scope": scope}).drop_duplicates().dropna(subset="number")
    if once["number"].is_unique:
        return typed, findings
    scoped = (scope + "-" + typed).where(typed.notna() & (scope != ""), typed)
    place = int(np.flatnonzero(scoped.notna().to_numpy())[0])
    heading = origin.heading(place, "application_id")
    return scoped, [*findings, Finding("ids_by_year", origin.file, "", None, heading, str(scoped.iloc[place]))]


def _twice(numbers: pd.Series[Any], scope: pd.Series[Any], origin: Origin) -> list[Finding]:
    keys = pd.DataFrame({"number": numbers, "scope": scope})
    groups = keys.groupby(["number", "scope"], dropna=False).ngroup()
    first = pd.Series(np.arange(len(keys))).groupby(groups).transform("min").to_numpy()
    again = keys.duplicated().to_numpy() & numbers.notna().to_numpy()
    findings = []
    for place in np.flatnonzero(again).tolist():
        before = int(first[place])
        same_sheet = origin.sheets[before] == origin.sheets[place]
        row = str(origin.rows[before]) + ("" if same_sheet else f" («{origin.sheets[before]}»)")
        found = str(numbers.iloc[place])
        findings.append(origin.finding("duplicate_id", place, column="application_id", found=found, first=row))
    return findings
