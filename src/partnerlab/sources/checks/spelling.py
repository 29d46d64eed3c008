"""Texts without what does not tell them apart: case, quotation marks, ё, spaces; and whose the records are."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.sources.checks.origin import Records, filled

Codes = np.ndarray[Any, np.dtype[np.int64]]

_MARKS = re.compile(r"[\W_]+")


def bare_text(text: str) -> str:
    """A text in small letters, with single spaces for all marks.

    >>> bare_text(" Ещё  «Двор» "), bare_text("public_action")
    ('еще двор', 'public action')
    """
    return _MARKS.sub(" ", text.casefold().replace("ё", "е")).strip()


def plain(texts: pd.Series[Any]) -> pd.Series[Any]:
    """The bare texts of a column; empty where there is none."""
    codes, uniques = pd.factorize(texts)
    bare = np.array([*(bare_text(str(one)) for one in uniques), ""], dtype=object)
    return pd.Series(bare[codes])


def alike(texts: pd.Series[Any]) -> Codes:
    """A number for each text, the same where the bare texts are; -1 where there is none."""
    bare = plain(texts)
    codes, _ = pd.factorize(bare.where(bare != "", None))
    return np.asarray(codes, dtype=np.int64)


def told_apart(records: Records, name: str) -> Codes:
    """A number for each bare text of a column; -1 where there is none."""
    if not filled(records.frame, name):
        return np.full(len(records.frame), -1)
    return records.once("alike", name, lambda: alike(records.frame[name]))


def organisations(records: Records) -> Codes:
    """A number for each organisation, by its tax number, else its name; -1 where neither is known."""
    names = told_apart(records, "organisation")
    if not filled(records.frame, "organisation_id"):
        return names
    numbers = records.once("numbers", "organisation_id", lambda: pd.factorize(records.frame["organisation_id"])[0])
    return np.where(numbers >= 0, numbers, np.where(names >= 0, names + numbers.max() + 1, -1))
