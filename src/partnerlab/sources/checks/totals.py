"""Rows that sum up the others: left out of the applications, and compared with the rows that they sum up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import MONEY, WINNING
from partnerlab.sources.cells import spaced
from partnerlab.sources.checks.origin import Flags, Origin, blank, filled
from partnerlab.sources.columns.packing import SPACE, each_once, packed
from partnerlab.sources.forms.sheets import text_of

_TOTAL = re.compile(
    r"итого(?![а-яё])|σ"
    r"|(?:(?:общий |промежуточный )?итог|(?:общая )?сумма|всего|(?:sub|grand )?total)(?:"
    r"[^а-яёa-z]*(?:\([а-яёa-z. ]+\)|руб[а-я]*|тыс[а-я]*\.? ?руб[а-я]*|(?<=[0-9]) ?г[а-я]*)?[^а-яёa-z]*$"
    r"|[ ,:-]+(?:по|за|на|for|in) "
    r"|(?<!сумма)[ :-]+[0-9]* ?(?:победител|проект|заяв|организац|выделен|привлеч|запрош|средств|бюджет|грант"
    r"|awarded|granted|attracted|requested|amount|budget|project|application))"
)
"""How a row of totals calls itself; what else may follow «всего» or «сумма» is a project's name."""
_BEGINNINGS = rf"^{SPACE}*(?i:итог|σ|общ|сумма|всего|промежут|total|sub|grand)"
_NAMES = ("organisation", "organisation_id")
_RECORD = ("organisation", "organisation_id", "title", "application_id", "status", "district")
"""What a row of totals does not say: a row with two of these is an application, whatever it is called."""
RUN = 3
"""So many totals under each other sum up parts that are not sections of the sheet."""
CENTS = 0.01
ROUNDED = 0.5
"""So far a total may be from its rows: kopecks may have been left out."""

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Totals:
    """The rows of totals: a finding for each by its place, what of them does not add up, and what only looks so."""

    rows: dict[int, Finding]
    differing: tuple[Finding, ...] = ()
    kept: tuple[Finding, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """All that is found about totals."""
        return [*self.rows.values(), *self.differing, *self.kept]

    def without_labels(self, findings: Sequence[Finding]) -> list[Finding]:
        """Findings about cells, without those of a total's own words: «Итого» among the years is no year."""
        labels = {(one.file, one.sheet, one.row, one.found) for one in self.rows.values()}
        return [one for one in findings if (one.file, one.sheet, one.row, one.found) not in labels or one.count > 1]


def without_totals(frame: pd.DataFrame, origin: Origin) -> tuple[pd.DataFrame, Origin, Totals]:
    """The applications alone and where they stand, and the rows that sum them up."""
    totals = total_rows(frame, origin)
    if not totals.rows:
        return frame, origin, totals
    records = np.ones(len(frame), dtype=bool)
    records[list(totals.rows)] = False
    kept = frame[records].reset_index(drop=True)
    for name in {"year", "edition"} & set(kept.columns):
        if len(kept) and kept[name].notna().all():
            kept[name] = kept[name].astype("int64")
    return kept, origin.kept(records), totals


def total_rows(frame: pd.DataFrame, origin: Origin) -> Totals:
    """Rows that sum up the others: by their words, then by their sums; compared with what they sum up."""
    found: dict[int, Finding] = {}
    kept: dict[int, Finding] = {}
    named = _named(frame)
    for place, (name, text) in sorted(_by_words(frame).items()):
        own = named[place] - (1 if name in _RECORD else 0)
        rule, where = ("named_like_total", kept) if own > 1 else ("total_row", found)
        where[place] = origin.finding(rule, place, column=name, found=text)
    for place, name in _sums(frame, origin, set(found)):
        found[place] = origin.finding("total_by_sums", place, column=name, found=text_of(frame[name].iloc[place]))
    return Totals(found, tuple(_differing(frame, origin, sorted(found))), tuple(kept.values()))


def is_total(text: str) -> bool:
    """Whether a cell calls its row a total.

    >>> is_total("ИТОГО - 2003 год"), is_total("Всего победителей: 2"), is_total("Тотал-Спорт")
    (True, True, False)
    """
    return _TOTAL.match(spaced(text).casefold()) is not None


def _by_words(frame: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """The rows that call themselves totals, with the column and the text that says so."""
    found: dict[int, tuple[str, str]] = {}
    for name in map(str, frame.columns):
        texts = frame[name]
        # over money the word «Сумма» is the heading once more
        if not isinstance(texts.dtype, pd.StringDtype) or name.removesuffix("_as_typed") in MONEY:
            continue
        labels = {text for text in _likely(texts) if is_total(text)}
        for place in np.flatnonzero(texts.isin(labels).to_numpy()).tolist() if labels else ():
            found.setdefault(place, (name.removesuffix("_as_typed"), str(texts.iloc[place])))
    return found


def _likely(texts: pd.Series[Any]) -> list[str]:
    """The different texts that begin as totals do."""
    import pyarrow.compute as pc  # type: ignore[import-untyped]

    every, _ = each_once(packed(texts))
    likely: list[str] = every.filter(pc.match_substring_regex(every, _BEGINNINGS)).unique().to_pylist()
    return likely


def _named(frame: pd.DataFrame) -> Places:
    """How many of the things that only an application has stand in each row."""
    counts = np.zeros(len(frame), dtype=np.int64)
    for name in _RECORD:
        if name in frame.columns:
            counts += ~blank(frame, name)
    return counts


def _sums(frame: pd.DataFrame, origin: Origin, known: set[int]) -> Iterator[tuple[int, str]]:
    """The rows of nobody whose money is the sum of the rows above: since the last total, or of all in the sheet."""
    names = [name for name in MONEY if filled(frame, name)]
    if not names or not any(filled(frame, name) for name in _NAMES):
        return
    money = frame[names].to_numpy(dtype=np.float64)
    nobody = blank(frame, "organisation") & blank(frame, "organisation_id")
    untitled = blank(frame, "title")
    for table in range(len(origin.tables)):
        places = np.flatnonzero(origin.table == table)
        summed = np.vstack([np.zeros(len(names)), np.nancumsum(money[places], axis=0)])
        start, totals, rows = 0, np.zeros(len(names)), 0
        for number in np.flatnonzero(nobody[places] | np.isin(places, list(known))).tolist():
            place = int(places[number])
            stated = ~np.isnan(money[place]) & (money[place] != 0)
            since = summed[number] - summed[start]
            above = summed[number] - totals
            # one amount alone may be a sum by chance, in the record of a project whose organisation was left out
            telling = stated.any() and (untitled[place] or stated.sum() > 1)
            is_sum = telling and (
                (number - start > 1 and _same(money[place], since, stated))
                or (number - rows > 1 and _same(money[place], above, stated))
            )
            if place not in known and not is_sum:
                continue
            if place not in known:
                yield place, names[int(np.flatnonzero(stated)[0])]
            start, rows = number + 1, rows + 1
            totals = totals + np.nan_to_num(money[place])


def _same(money: Numbers, sums: Numbers, stated: Flags) -> bool:
    return bool(np.allclose(money[stated], sums[stated], rtol=1e-9, atol=CENTS))


def _differing(frame: pd.DataFrame, origin: Origin, totals: list[int]) -> Iterator[Finding]:
    """Totals that are not the sum of the rows of their section, nor of all rows of the sheet."""
    names = [name for name in MONEY if filled(frame, name)]
    if not names or not totals:
        return
    total = np.zeros(len(frame), dtype=bool)
    total[totals] = True
    won = frame["status"].isin(WINNING).to_numpy() if filled(frame, "status") else ~total
    for run in _runs(totals, origin):
        places = np.flatnonzero(origin.table == origin.table[run[0]])
        records = places[~total[places]]
        sections = _sections(run, places, total)
        asked = run if len(run) < RUN else [max(run, key=lambda one: np.nansum(frame.loc[one, names].to_numpy(float)))]
        for place in asked:
            ways = [rows for rows in (sections, records[records < place], records) if len(rows)]
            ways += [rows[won[rows]] for rows in ways if won[rows].any()]
            if ways:
                yield from _compared(frame, origin, place, ways, names)


def _runs(totals: list[int], origin: Origin) -> list[list[int]]:
    """Totals that stand directly under each other, together."""
    runs: list[list[int]] = []
    for place in totals:
        if runs and place == runs[-1][-1] + 1 and origin.table[place] == origin.table[runs[-1][-1]]:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _sections(run: list[int], places: Places, total: Flags) -> Places:
    """The records above a run of totals, back to the totals before it; those below it where none are above."""
    above = places[places < run[0]]
    last = above[total[above]].max(initial=-1)
    if section := above[above > last].tolist():
        return np.array(section)
    below = places[places > run[-1]]
    end = below[total[below]].min(initial=len(total))
    section_below: Places = below[below < end]
    return section_below


def _compared(
    frame: pd.DataFrame, origin: Origin, place: int, ways: list[Places], names: list[str]
) -> Iterator[Finding]:
    """What a total states otherwise than its rows give, in the reading of it that fits best."""
    stated = [name for name in names if pd.notna(frame[name].iloc[place])]
    if not stated:
        return
    printed = frame.loc[place, stated].to_numpy(dtype=np.float64)
    sums = np.array([[frame[name].iloc[rows].sum() for name in stated] for rows in ways])
    off = np.abs(sums - printed)
    differs = off > np.maximum(ROUNDED, np.abs(printed) * 1e-9)
    best = min(range(len(ways)), key=lambda way: (differs[way].sum(), float(off[way].sum())))
    for number, name in enumerate(stated):
        if differs[:, number].all() and _all_read(frame, name, ways[best]):
            yield origin.finding(
                "total_differs",
                place,
                column=name,
                found=text_of(printed[number]),
                amount=float(printed[number]),
                sum=float(sums[best][number]),
                rows=len(ways[best]),
            )


def _all_read(frame: pd.DataFrame, name: str, rows: Places) -> bool:
    """Whether no amount of these rows was left unread; what was has its own finding, and the sum cannot be right."""
    typed = f"{name}_as_typed"
    if typed not in frame.columns:
        return True
    return not (frame[name].iloc[rows].isna() & frame[typed].iloc[rows].notna()).any()
