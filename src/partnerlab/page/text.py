"""A page as plain text, for comparing a notebook's stored output with a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from partnerlab.page.card import Card
from partnerlab.page.content import Content
from partnerlab.page.html import SYNTHETIC
from partnerlab.page.numbers import Number, numbers
from partnerlab.wording import NO_BREAK_SPACE, Words


def columns(headings: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    """A table in aligned columns.

    >>> print(columns(["Year", "Sum"], [["2001", "8.43"]], [True, True]))
    Year   Sum
    2001  8.43
    """
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    aligned = [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in (headings, *rows)
    ]
    return "\n".join(aligned)


def text(card: Card, says: Words) -> str:
    """All that a card says, line by line."""
    lines = [says.say(SYNTHETIC) if card.synthetic else "", card.title, card.subtitle, card.lost]
    lines.append(columns(card.headings, card.rows, card.numeric) if card.rows else "")
    lines += [card.basis, *card.notes, card.source]
    return "\n".join(line for line in lines if line).replace(NO_BREAK_SPACE, " ")


def number_text(number: Number, says: Words) -> str:
    """All that one of the six numbers says, line by line."""
    known = f"{number.value} {number.sentence}" if number.value else f"{says.say('no data')}. {number.why}"
    title = " ".join(str(part) for part in (number.heading, number.year) if part is not None)
    mark = says.say(SYNTHETIC) if number.synthetic else ""
    lines = [mark, title, known, number.change, number.caution, *number.notes, number.source]
    return "\n".join(line for line in lines if line).replace(NO_BREAK_SPACE, " ")


class Text:
    """Prints a page."""

    def __init__(self, content: Content) -> None:
        """Take what the page says."""
        self.content = content

    def opening(self) -> None:
        """The topic."""
        print(self.content.words.say(self.content.topic.title))

    def show(self, name: str, *, by: Sequence[str] | None = None, **choices: str) -> None:
        """A question, all that is said of it, and its table."""
        print(text(self.content.card(name, by=by, **choices), self.content.words))

    def numbers(self) -> None:
        """The six numbers, with what each says of the years."""
        for number in numbers(self.content):
            print(number_text(number, self.content.words))

    def reference(self, name: str, where: Mapping[str, object]) -> None:
        """A printed table of names and texts."""
        print(text(self.content.reference(name, where), self.content.words))

    def caveats(self) -> None:
        """The caveats."""
        title, sentences = self.content.caveats()
        print("\n".join([title, *sentences]))
