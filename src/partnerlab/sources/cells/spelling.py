"""What is left of a heading or a word when case, punctuation and spaces are taken off: how they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TypeVar

Meant = TypeVar("Meant")

_PIECE = re.compile(r"[^\W_]+|[$€£₽₸%‰]")
_HAS_LATIN, _HAS_CYRILLIC = re.compile("[a-z]"), re.compile("[а-яё]")
_LATIN, _CYRILLIC = "abcehkmoptxyë", "авсенкмортхуе"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC[:-1], _LATIN[:-1])


def pieces(text: str) -> list[str]:
    """The words and signs of money of a text, without case, ё as е, № as a word.

    >>> pieces("№ заявки, руб.")
    ['номер', 'заявки', 'руб']
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded.replace("№", " номер ")).replace("ё", "е")
    return _PIECE.findall(folded)


def bare(text: str) -> str:
    """A text without case, punctuation and spaces, ё as е, № as a word.

    >>> bare("Привлечённые  средства:"), bare("№ заявки")
    ('привлеченныесредства', 'номерзаявки')
    """
    return "".join(pieces(text))


def lookalikes(text: str) -> tuple[str, ...]:
    """The text with its letters made Cyrillic, and made Latin, where they look alike; without the text itself.

    >>> lookalikes("Cофинансирование")[0] == "софинансирование"
    True
    """
    folded = text.casefold()
    if folded.isascii() and not any(letter in _LATIN for letter in folded):
        return ()
    return tuple(other for other in (folded.translate(_TO_CYRILLIC), folded.translate(_TO_LATIN)) if other != folded)


def mixed(text: str) -> bool:
    """Whether a word of the text has letters of two alphabets that look alike.

    >>> mixed("Cофинансирование"), mixed("Сумма, USD")
    (True, False)
    """
    return any(_HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word) for word in pieces(text))


class Spellings(Mapping[str, Meant]):
    """Words as somebody typed them, each with its meaning, found again however they are spelt.

    >>> Spellings({"Сумма гранта": "awarded"})["СУММА  гранта:"]
    'awarded'
    """

    def __init__(self, typed: Mapping[str, Meant]) -> None:
        """Keep the words as typed; of two that are spelt alike the later one counts."""
        self.typed = {bare(word): word for word in typed}
        self._meant = {bare(word): meant for word, meant in typed.items()}

    def __getitem__(self, word: str) -> Meant:
        """What the word means, however it is spelt."""
        return self._meant[bare(word)]

    def __iter__(self) -> Iterator[str]:
        """The words as they were typed."""
        return iter(self.typed.values())

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._meant)

    def __repr__(self) -> str:
        """The words as typed, and what they mean."""
        return f"Spellings({dict(self.items())!r})"
