"""Which letters the bytes of a text file are: told by what makes sense as words, since few files say it.

UTF-8 and UTF-16 are told by their form. Of the one-byte encodings that Russian, Polish, French and other offices save,
that one is taken in which the letters are those of one language, in their usual frequency, and words begin but do not
go on in capitals.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1251": "Windows-1251",
    "cp866": "CP866",
    "koi8-r": "KOI8-R",
    "iso8859-5": "ISO-8859-5",
    "mac-cyrillic": "Mac Cyrillic",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "iso8859-2": "ISO-8859-2",
    "cp850": "CP850",
    "cp852": "CP852",
    "mac-roman": "Mac Roman",
}
"""What people call the encodings."""

_CYRILLIC = ("оеаинтсрвл", "кмдпуяыьгзбчй", "хжшюцщэфъёіїєґўқәңғүұөһ")
_POLISH = ("ąęółż", "ćńśź", "")
_CZECH = ("áíéěžčřš", "ýůúťďňäôľĺŕ", "")
_HUNGARIAN_ROMANIAN = ("áéóöőüí", "úűăâîșțşţ", "")
_WESTERN = ("éàèêçäöüóãíáñ", "ùôîâûëïúõåøßòì", "œæýÿðþ")

ENCODINGS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    ("cp1251", (_CYRILLIC,)),
    ("cp866", (_CYRILLIC,)),
    ("koi8-r", (_CYRILLIC,)),
    ("mac-cyrillic", (_CYRILLIC,)),
    ("iso8859-5", (_CYRILLIC,)),
    ("cp1252", (_WESTERN,)),
    ("cp1250", (_POLISH, _CZECH, _HUNGARIAN_ROMANIAN)),
    ("iso8859-2", (_POLISH, _CZECH, _HUNGARIAN_ROMANIAN)),
    ("cp850", (_WESTERN,)),
    ("cp852", (_POLISH, _CZECH, _HUNGARIAN_ROMANIAN)),
    ("mac-roman", (_WESTERN,)),
)
"""The one-byte encodings with the letters of their languages: frequent, usual and rare; the likelier ones first."""

_WEIGHTS = (1.0, 0.6, 0.2)
_SIGNS = {**dict.fromkeys("«»“”‘’–—…№\N{NO-BREAK SPACE}", 0.75), **dict.fromkeys("„°§€£₽·•²³½×±©®™", 0.3)}
"""Signs that stand in a text of any language, and what they are worth."""
_NONSENSE = -3.0
_PLAUSIBLE = 0.2
"""What a letter must be worth on average for a text to be words of a language."""

_SAMPLE = 1 << 14
_HIGH = re.compile(rb"[^\r\n]{0,400}[\x80-\xff][^\r\n]{0,4000}")
_MIXED = re.compile(r"[A-Za-z](?=[А-яЁё])|[А-яЁё](?=[A-Za-z])")
_ENGLISH = re.compile(r"[A-Za-z]")
_FOR_A_CAPITAL = re.compile("(?<![^\\W_])[–—…„№•°§\N{NO-BREAK SPACE}](?=[a-zà-ÿа-яё])")
"""A sign where a word begins: in another encoding it is the word's capital."""
_CAPITAL_INSIDE = re.compile(r"[^\W\d_](?<=[a-zà-ÿа-яёąćęłńóśźż])[^\W\d_](?<=[A-ZÀ-ÞА-ЯЁĄĆĘŁŃÓŚŹŻ])")
# white space that a text may hold, and the end-of-file mark of old programs
_ALLOWED_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1a")
_CONTROLS = bytes(code for code in range(32) if code not in _ALLOWED_CONTROLS)


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and the encoding it was in as people call it; empty for UTF-8."""

    text: str
    encoding: str = ""


def decoded(content: bytes, *, known: Callable[[str], int] = lambda _text: 0) -> Decoded | None:
    """The text of a file; None where it is no text, damaged, or its encoding cannot be told.

    `known` counts what is known in the beginning of a text, such as headings: it decides before letters do.

    >>> decoded("Год;Сумма".encode("cp1251"))
    Decoded(text='Год;Сумма', encoding='Windows-1251')
    >>> decoded(b"\\x00") is None
    True
    """
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return _in(content, encoding)
    if wide := _wide(content):
        return _in(content, wide)
    if content.translate(None, _CONTROLS) != content:
        return None
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        return None if _damaged(content) else _in_one_byte(content, known)


def _in(content: bytes, encoding: str) -> Decoded | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else Decoded(text.removeprefix("\ufeff"), NAMES.get(encoding, ""))


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: the separators, digits and line ends of a table have a zero byte on one side.

    What is no such text reads as signs of the Far East.
    """
    head = content[:_SAMPLE]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(content) % 2 or even + odd < len(head) / 50 or min(even, odd) * 20 > max(even, odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head.decode(encoding, "replace")
    far = sum(not (letter < "\u0600" or "\u2000" <= letter < "\u2300") for letter in text)
    return encoding if far * 10 < len(text) else ""


def _damaged(content: bytes) -> bool:
    """Whether the text is UTF-8 with a few broken bytes: in any other encoding it would read as gibberish."""
    letters = sum(letter > "\x7f" for letter in content.decode("utf-8", "ignore"))
    broken = content.decode("utf-8", "replace").count("\N{REPLACEMENT CHARACTER}")
    return letters >= broken


def _in_one_byte(content: bytes, known: Callable[[str], int]) -> Decoded | None:
    head, sample = content[: 4 * _SAMPLE], _sample(content)
    ranked: list[tuple[tuple[int, float], str]] = []
    for encoding, languages in ENCODINGS:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        worth = max(_worth(text, letters) for letters in languages)
        if worth > _PLAUSIBLE:
            ranked.append(((known(head.decode(encoding, "replace")), worth), encoding))
    # of equals the likelier encoding, which stands first, is taken: the sort keeps their order
    for _, encoding in sorted(ranked, key=lambda one: one[0], reverse=True):
        try:
            return Decoded(content.decode(encoding), NAMES[encoding])
        except UnicodeDecodeError:
            continue
    return None


def _sample(content: bytes) -> bytes:
    """Pieces of the text that hold other letters than English ones, as much as tells."""
    pieces: list[bytes] = []
    length = 0
    for found in _HIGH.finditer(content):
        pieces.append(found[0])
        length += len(found[0])
        if length > _SAMPLE:
            break
    return b"\n".join(pieces)


@cache
def _values(letters: tuple[str, str, str]) -> dict[str, float]:
    small = {letter: weight for group, weight in zip(letters, _WEIGHTS, strict=True) for letter in group}
    return {
        **{letter.upper(): weight * 0.9 for letter, weight in small.items()},
        **small,
        **_SIGNS,
    }


def _worth(text: str, letters: tuple[str, str, str]) -> float:
    """How much the letters of a text are those of a language, from 1 down; what is no letter of it weighs against."""
    values = _values(letters)
    high = [letter for letter in text if letter > "\x7f"]
    worth = sum(values.get(letter, _NONSENSE) for letter in high)
    worth -= 2 * len(_CAPITAL_INSIDE.findall(text)) + 2 * len(_FOR_A_CAPITAL.findall(text))
    if letters == _CYRILLIC:
        worth -= 2 * len(_MIXED.findall(text))
    elif sum(letter in values and letter not in _SIGNS for letter in high) > len(_ENGLISH.findall(text)):
        return _NONSENSE  # most letters of such a language are English ones
    return worth / len(high) if high else 0.0
