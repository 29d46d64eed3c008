"""Rows that sum up the others, and would be counted as one more application."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.findings import Finding
from partnerlab.model import MONEY
from partnerlab.sources.cells import spaced
from partnerlab.sources.checks.origin import Flags, Origin, blank, filled
from partnerlab.sources.columns import text_of

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


def total_rows(frame: pd.DataFrame, origin: Origin) -> dict[int, Finding]:
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


def _same(
    money: np.ndarray[Any, np.dtype[np.float64]],
    sums: np.ndarray[Any, np.dtype[np.float64]],
    stated: Flags,
) -> bool:
    return bool(np.allclose(money[stated], sums[stated], rtol=1e-9, atol=0.01))
