"""Names in place of codes: a made-up record is drawn in numbers and named last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.wording import words

NOTHING = -1
"""The code of what is not there."""


def chosen(names: Iterable[str], codes: Any) -> pd.Series[str]:
    """The names that the codes stand for; missing where the code is of nothing.

    >>> chosen(["ngo", "otos"], [1, 0, NOTHING]).tolist()
    ['otos', 'ngo', nan]
    """
    table = pd.array([*names, None], dtype="str")
    return pd.Series(table.take(np.asarray(codes, np.int64)))


def numbered(names: Iterable[str], codes: Any, numbers: pd.Series[float]) -> pd.Series[str]:
    """The names with their numbers, counted from 1; missing where there is no number.

    >>> numbered(["Expert"], 0, pd.Series([0, 11])).tolist()
    ['Expert 1', 'Expert 12']
    """
    known = np.where((numbers >= 0).to_numpy(), codes, NOTHING)
    return chosen(names, known) + " " + (numbers.fillna(0).astype("int64") + 1).astype("str")


def organisation(numbers: pd.Series[int]) -> dict[str, pd.Series[str]]:
    """The made-up organisations with these numbers, counted from 0: each name says that it is one.

    >>> organisation(pd.Series([41]))["organisation"].tolist()
    ['Синтетическая организация 42']
    """
    number = (numbers + 1).astype("str")
    return {
        "organisation_id": "S" + number.str.zfill(4),
        "organisation": words("ru").say("Synthetic organisation") + " " + number,
    }
