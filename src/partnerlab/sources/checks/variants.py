"""One district, line or direction spelled in several ways: figures by it would count each spelling apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from partnerlab.findings import Finding
from partnerlab.sources.checks.origin import Records, blank
from partnerlab.sources.checks.spelling import bare_text

LISTED = ("district", "line", "nomination", "direction", "contest")
"""Columns of the city's closed lists."""
MOST_VALUES = 200
"""A column with more different texts is no list."""
SHORTEST, LONG = 5, 9
"""Texts shorter than the first are never alike, those of the second length may differ in two letters."""
RARE = 0.2
"""Of two like texts the rarer is the slip if it stands so seldom beside the other."""

_SUFFIX = re.compile(r"^(?:г|город) |\b(?:район[ае]?|р ?н|р ?он|district)\b")
_DIGITS = re.compile(r"\d+|\b[ivx]+\b")


def spellings(records: Records) -> Iterator[Finding]:
    """Texts of a closed list that are nearly another of it; proposed, never merged."""
    for name in LISTED:
        if not records.has(name):
            continue
        texts = records.frame[name].where(records.counted)
        counts = texts.value_counts()
        if 1 < len(counts) <= MOST_VALUES:
            for slip, meant in _pairs(counts, district=name == "district"):
                where = (texts == slip).to_numpy(dtype=bool, na_value=False)
                yield from records.origin.summed(
                    "similar_values", where, column=name, values=texts, other=meant, there=int(counts[meant])
                )


def _pairs(counts: pd.Series[Any], *, district: bool) -> Iterator[tuple[str, str]]:
    """The rarer texts with the commoner ones that they nearly are; each text once."""
    from rapidfuzz.distance import Levenshtein

    texts = [str(text) for text in counts.index]
    bare = [_bare(text, district=district) for text in texts]
    for place, text in enumerate(texts):
        for other in range(place):
            same = bare[place] == bare[other]
            length = min(len(bare[place]), len(bare[other]))
            if not same and (length < SHORTEST or _numbers(bare[place]) != _numbers(bare[other])):
                continue
            letters = 2 if length >= LONG else 1
            near = Levenshtein.distance(bare[place], bare[other], score_cutoff=letters) <= letters
            if same or (near and counts.iloc[place] <= RARE * counts.iloc[other]):
                yield text, texts[other]
                break


def _bare(text: str, *, district: bool) -> str:
    bare = bare_text(text)
    return (" ".join(_SUFFIX.sub(" ", bare).split()) or bare) if district else bare


def _numbers(text: str) -> list[str]:
    return _DIGITS.findall(text)


def missing_districts(records: Records) -> Iterator[Finding]:
    """Applications without a district where most have one: a finding each, or one where many lack it."""
    if records.has("district"):
        lacking = records.counted & blank(records.frame, "district")
        yield from records.origin.each_or_summed("missing_district", lacking, among=records.counted, column="district")


def missing_titles(records: Records) -> Iterator[Finding]:
    """Applications without a project's name."""
    if records.has("title"):
        lacking = records.counted & blank(records.frame, "title")
        yield from records.origin.each_or_summed("missing_title", lacking, among=records.counted, column="title")
