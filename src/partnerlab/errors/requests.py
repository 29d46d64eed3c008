"""Requests that cannot be right: names and values."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, Phrase, message, reader_language, words

_EMPTY = message("«{parameter}» is missing or empty; expected: {expected}.")


@dataclass(eq=False)
class WrongValue(PartnerlabError):
    """A parameter with a value that it cannot have."""

    parameter: str
    found: str
    expected: str | Phrase
    template = message("«{parameter}» cannot be «{found}»; expected: {expected}.")

    def text(self, language: Language | None = None) -> str:
        """The message; where nothing was given it says so."""
        if self.found:
            return super().text(language)
        return words(language or reader_language()).say(_EMPTY, parameter=self.parameter, expected=self.expected)


@dataclass(eq=False)
class UnknownParameter(PartnerlabError):
    """A parameter that a notebook does not take."""

    notebook: str
    parameter: str
    known: tuple[str, ...]
    template = message("The notebook «{notebook}» has no parameter «{parameter}»; it has: {known}.")


@dataclass(eq=False)
class UnknownName(PartnerlabError):
    """A metric, notebook or language by a name that there is not."""

    name: str
    known: tuple[str, ...]
    template = message("There is no «{name}»; there are: {known}.")
