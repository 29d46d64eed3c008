"""The different names in the records, with the tax numbers beside them: what a user decides about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.cells.check_digits import are_russian, proven
from partnerlab.sources.checks.origin import filled
from partnerlab.sources.organisations.decisions import identity
from partnerlab.sources.organisations.groups import Spelling

Places = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True)
class Spellings:
    """The different names of the records with the tax numbers beside them, and whose each record is (-1: nobody's)."""

    each: tuple[Spelling, ...]
    of: Places
    first: Places

    def places(self) -> Mapping[tuple[str, str], int]:
        """Where each name with its tax number stands in the list."""
        same = {number: identity(number) for number in {one.number for one in self.each}}
        return {(one.name, same[one.number]): place for place, one in enumerate(self.each)}


def spellings_of(frame: pd.DataFrame, *, currency: str, headings: Sequence[str] = ()) -> Spellings:
    """The different names in the records, each with the tax number beside it."""
    nobody = np.full(len(frame), -1, dtype=np.int64)
    if not filled(frame, "organisation"):
        return Spellings((), nobody, nobody[:0])
    names, name_of = _factors(frame["organisation"])
    numbers, number_of = _factors(frame["organisation_id"]) if filled(frame, "organisation_id") else ([], nobody)
    russian = are_russian(numbers, currency=currency, headings=headings)
    named = np.flatnonzero(name_of >= 0)
    keys = name_of[named] * (len(numbers) + 1) + number_of[named] + 1
    different, first, of, counts = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    each = []
    numbers = [*numbers, ""]
    for key, count in zip(different.tolist(), counts.tolist(), strict=True):
        name, number = names[key // len(numbers)], numbers[key % len(numbers) - 1]
        each.append(Spelling(name, number, count, proven(number) if russian else number.casefold()))
    whose = nobody.copy()
    whose[named] = of
    return Spellings(tuple(each), whose, named[first])


def _factors(texts: pd.Series[Any]) -> tuple[list[str], Places]:
    codes, values = pd.factorize(texts)
    return [str(value) for value in values], codes.astype(np.int64)
