"""An organisation's name as it is compared, never as it is shown: without quotes, legal form, case and look-alikes.

What tells organisations apart stays: the words of the name, numbers, branches, and beside them the legal form, the
level (city, region, country) and the places that the name states.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cache

from partnerlab.sources.organisations.words import (
    ABBREVIATIONS,
    BRANCHES,
    COMBINED_FORMS,
    FORMS,
    GENERIC,
    OFFICIAL,
    PLACES,
    SCOPES,
    SILENT,
    WEAK,
    abbreviated_form,
    stem,
)

_QUOTES = re.compile("[\"«»„“”‟‹›″〞〝❝❞╚╩]|''|``")
_APOSTROPHES = re.compile("['’‘`´]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")
_PIECE = re.compile(r"[^\W\d_]+|[0-9]+")
_CUT_SHORT = (
    (re.compile(r"\bр-о?н[ае]?\b"), "район"),
    (re.compile(r"\bм(?:кр)?-о?н[ае]?\b"), "микрорайон"),
    (re.compile(r"\bд/с\b"), "детский сад"),
)
_ROMAN = re.compile(r"(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"x": 10, "v": 5, "i": 1}
_LATIN = str.maketrans("abcehkmoptxyu", "авсенкмортхуи")
_CYRILLIC = str.maketrans("авсенкмортху", "abcehkmoptxy")
_ONLY_LATIN = re.compile("[dfgijlnqrsvwz]")
_ONLY_CYRILLIC = re.compile("[бгджзийлпфцчшщъыьэюя]")
_CYRILLIC_LETTER = re.compile("[а-яё]")
_LATIN_LETTER = re.compile("[a-z]")


@dataclass(frozen=True, slots=True)
class Name:
    """What is compared of a name: its words, and what it states of numbers, legal form, level and places.

    `words` are in the order of the name; `quoted` those of the innermost quotation marks. `lone` is the one word that
    names it, with its ending, which is part of such a name: «Родник» is not «Родники». `letters` are all letters of
    the words. `said` are the words of places, levels and the like, `marked` those inside the quotation marks, where
    they belong to the name. `initials` are the first letters of all that was written, legal forms left out.
    `distinctive`: the words are more than «council of veterans».
    """

    words: tuple[str, ...]
    quoted: tuple[str, ...]
    lone: str
    letters: str
    numbers: frozenset[str]
    forms: frozenset[str]
    scopes: frozenset[str]
    places: frozenset[str]
    said: frozenset[str]
    marked: frozenset[str]
    initials: str
    distinctive: bool
    alias: str = ""

    @property
    def branch(self) -> bool:
        """Whether it is a part of another organisation: a branch, a department."""
        return any(word in BRANCHES for word in self.words)


def compared(name: str) -> Name:
    """A name as it is compared with others.

    >>> compared('АНО "Центр «Вектор»').words == compared("Автономная некоммерческая организация центр ВЕКТОР").words
    True
    >>> compared("ТОС «Южный-2»").numbers
    frozenset({'2'})
    """
    text = folded(name)
    bare, alias = _without_alias(text)
    quoted = _innermost(bare)
    pieces = _pieces(_QUOTES.sub(" ", bare))
    stems = {stem(piece) for piece in pieces}
    forms, spent = _combined(stems)
    return _sorted_out(pieces, forms, spent, _pieces(quoted), alias)


def folded(name: str) -> str:
    """A name in small letters, with one kind of letter in each word, and no marks of HTML.

    >>> folded("POO  &#8220;Звёзды&#8221;")
    'роо “звезды”'
    """
    text = html.unescape(html.unescape(name)) if "&" in name else name
    text = " ".join(text.casefold().replace("ё", "е").split())
    if text.isascii() or not _LATIN_LETTER.search(text):
        return text
    russian = len(_CYRILLIC_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))
    return _PIECE.sub(lambda found: _one_script(found[0], russian), text)


def _one_script(word: str, russian: bool) -> str:
    """A word whose letters look alike in both alphabets, in the one that it is meant in."""
    latin, cyrillic = bool(_LATIN_LETTER.search(word)), bool(_CYRILLIC_LETTER.search(word))
    if not latin or (_ONLY_LATIN.search(word) and not cyrillic):
        return word
    if cyrillic and _ONLY_LATIN.search(word):
        return word if _ONLY_CYRILLIC.search(word) else word.translate(_CYRILLIC)
    return word.translate(_LATIN) if cyrillic or (russian and not _ROMAN.fullmatch(word)) else word


def _without_alias(text: str) -> tuple[str, str]:
    """The name, and what it gives in brackets as its own short form: «(ПРОО «Вектор»)»."""
    for found in _BRACKETS.finditer(text):
        inside = _pieces(_QUOTES.sub(" ", found[1]))
        rest = _pieces(_QUOTES.sub(" ", text[: found.start()] + " " + text[found.end() :]))
        named = bool(inside) and (abbreviated_form(inside[0]) is not None or inside[0] in FORMS)
        if (named or _abbreviates(inside, rest)) and rest:
            return text[: found.start()] + " " + text[found.end() :], found[1]
    return text, ""


def _abbreviates(inside: list[str], rest: list[str]) -> bool:
    return len(inside) == 1 and len(inside[0]) >= 3 and inside[0] in "".join(piece[0] for piece in rest)


def _innermost(text: str) -> str:
    """What stands in the innermost quotation marks; empty where there are none."""
    parts = [part.strip(" .,;-–—") for part in _QUOTES.split(text)]
    if len(parts) == 2:  # one mark alone: what follows it
        return parts[1] or ""
    inner = [part for part in parts[1:-1] if part]
    return inner[-1] if inner else ""


@cache
def _piece(piece: str) -> str:
    return ABBREVIATIONS.get(piece, piece)


def _pieces(text: str) -> list[str]:
    """The words and numbers of a text; initials with points as one word, abbreviations in full."""
    text = _APOSTROPHES.sub("", text)
    if "." in text:
        text = _DOTTED.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", text)
    if "-" in text or "/" in text:
        for pattern, full in _CUT_SHORT:
            text = pattern.sub(full, text)
    pieces = []
    for piece in _PIECE.findall(text):
        full = _piece(piece)
        pieces += full.split() if " " in full else [full]
    return pieces


def _combined(stems: set[str]) -> tuple[set[str], set[str]]:
    """The legal forms that several words state together, and those words."""
    forms: set[str] = set()
    spent: set[str] = set()
    for form, needed, besides in COMBINED_FORMS:
        if needed <= stems:
            forms.add(form)
            spent |= needed | besides
    return forms, spent


def _sorted_out(pieces: list[str], forms: set[str], spent: set[str], quoted: list[str], alias: str) -> Name:
    """Each word to what it is: of the name, of its legal form, of its level, a place, a number."""
    words: list[tuple[str, str]] = []
    numbers, scopes, places, said = set[str](), set[str](), set[str](), set[str]()
    initials = ""
    for place, piece in enumerate(pieces):
        kind, value, scope = _kind(piece)
        if spent and kind != "number" and (value in spent or stem(piece) in spent):
            if scope and "учреждение" not in forms:
                scopes.add(scope)
            if kind == "weak" and piece in quoted:
                said.add(value)
            continue
        if kind == "place" and place + 1 < len(pieces) and pieces[place + 1].startswith("район"):
            kind, value = "word", stem(piece)
        if kind not in ("form", "number", "silent"):
            initials += piece[0]
        if kind == "number":
            numbers.add(value)
        elif kind == "form":
            forms.add(value)
        elif kind == "place":
            places.add(value)
        elif kind in ("word", "generic"):
            words.append((piece, value))
        if scope:
            scopes.add(scope)
        if kind in ("place", "scope", "weak"):
            said.add(value)
    own = [value for _, value in words if value not in GENERIC]
    inner = {stem(piece) for piece in quoted}
    alone = own[0] if len(own) == 1 and (own[0] in inner or len(words) == 1) else ""
    return Name(
        tuple(value for _, value in words),
        tuple(value for _, value in words if value in inner),
        next((piece for piece, value in words if value == alone), ""),
        "".join(piece for piece, _ in words),
        frozenset(numbers),
        frozenset(forms - {""}),
        frozenset(scopes),
        frozenset(places),
        frozenset(said),
        frozenset(said & {_kind(piece)[1] for piece in quoted}),
        initials,
        bool(own) or (bool(numbers) and bool(words)),
        alias,
    )


@cache
def _kind(piece: str) -> tuple[str, str, str]:
    """What a word is, its value in comparing, and the level that it states."""
    root = stem(piece)
    if piece.isdigit():
        return "number", piece.lstrip("0") or "0", ""
    if _ROMAN.fullmatch(piece):
        return "number", str(_arabic(piece)), ""
    if piece in SILENT or root in OFFICIAL:
        return "silent", "", ""
    form = (FORMS[piece], "") if piece in FORMS else abbreviated_form(piece)
    return _word(root) if form is None else ("form", *form)


def _word(root: str) -> tuple[str, str, str]:
    if root in SCOPES:
        return "scope", root, SCOPES[root]
    if root in PLACES:
        return "place", PLACES[root], ""
    return "weak" if root in WEAK else "generic" if root in GENERIC else "word", root, ""


def _arabic(roman: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in roman]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value for place, value in enumerate(values)
    )
