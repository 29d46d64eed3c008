"""What every error of the package is: facts, and a sentence that says them in the reader's language."""

from __future__ import annotations

from dataclasses import fields
from typing import ClassVar

from partnerlab.wording import Language, reader_language, words


class PartnerlabError(Exception):
    """Something that the user can mend; `text(language)` says it, `status` is the exit status it means."""

    template: ClassVar[str]
    status: ClassVar[int] = 2

    def __post_init__(self) -> None:
        """Keep the facts as plain arguments, so that the error can cross from one process to another."""
        self.args = tuple(self.facts().values())

    def facts(self) -> dict[str, object]:
        """The error's facts by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}  # type: ignore[arg-type]

    def said(self, language: Language) -> dict[str, object]:
        """The facts as the message says them."""
        del language  # most facts are a user's own words
        return {
            name: ", ".join(map(str, fact)) if isinstance(fact, tuple) else fact for name, fact in self.facts().items()
        }

    def text(self, language: Language | None = None) -> str:
        """The message in the reader's language."""
        spoken = language or reader_language()
        return words(spoken).say(self.template, **self.said(spoken))

    def __str__(self) -> str:
        """The message in the language of the reader's machine."""
        return self.text()
