"""The nearest known heading for one that is not known: proposed to the user, never assumed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from partnerlab.sources.cells.spelling import bare, pieces
from partnerlab.sources.headings.synonyms import SYNONYMS

SHORTEST = 5
"""Headings of fewer letters are like too many others."""
ALIKE = 0.8
"""From which likeness on (1: the same) a heading is proposed: one slip in five letters."""
_SLIPS = 3
_TURNING = tuple(
    beginning
    for beginnings in (
        "запр заявл привл собств спонс софин план возвр израсх потрач остат общ пропис партн руковод контакт регистр",
        "request applied match own plan total spent return partner contact lead",
    )
    for beginning in beginnings.split()
)
"""How words begin that make another thing of a known heading: «размер запрашиваемого гранта» is no grant's size."""
_OFTEN = {"name": "organisation name", "nom": "nom du bénéficiaire", "nazwa": "nazwa organizacji"}
"""Headings that say too little, and what they mean more often than not."""
_WORDS_LEAST = 2


@dataclass(frozen=True)
class Proposal:
    """A known heading, and the column that it means."""

    heading: str
    column: str


@cache
def _headings() -> dict[str, Proposal]:
    spelt = [(text.strip(), name) for name, texts in SYNONYMS.items() for text in texts.split(";")]
    return {bare(text): Proposal(text, name) for text, name in spelt}


@cache
def _of_words() -> dict[frozenset[str], Proposal]:
    """The headings of two words and more, by their words."""
    sets = {frozenset(pieces(one.heading)): one for one in _headings().values()}
    return {words: one for words, one in sets.items() if len(words) >= _WORDS_LEAST}


@cache
def nearest_heading(heading: str) -> Proposal | None:
    """The known heading that a user may have meant; None where none is near enough to be no wild guess.

    Near is a heading with a slip in five letters or so, or one that says a known heading of two words and more with
    other words around it or in another order.

    >>> nearest_heading("Запрашиваимая сумма").column, nearest_heading("Телефон") is None
    ('requested', True)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spelt = bare(heading)
    if spelt in _OFTEN:
        return _headings()[bare(_OFTEN[spelt])]
    if len(spelt) < SHORTEST:
        return None
    long_ones = [text for text in _headings() if len(text) >= SHORTEST]
    found = process.extractOne(
        spelt, long_ones, scorer=OSA.normalized_similarity, score_cutoff=max(ALIKE, 1 - _SLIPS / len(spelt))
    )
    if found:
        return _headings()[found[0]]
    words = set(pieces(heading))
    within = [known for known in _of_words() if known <= words and not _turned(words - known)]
    return _of_words()[max(within, key=lambda one: len("".join(one)))] if within else None


def _turned(others: set[str]) -> bool:
    return any(word.startswith(_TURNING) for word in others)


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name that is most like a mistyped one; empty where none is.

    >>> nearest_name("requsted", ["requested", "awarded"]), nearest_name("colour", ["requested"])
    ('requested', '')
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    names: Collection[str] = list(known)
    found = process.extractOne(name.casefold(), names, scorer=OSA.normalized_similarity, score_cutoff=0.6)
    return found[0] if found else ""
