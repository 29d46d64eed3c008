"""Tables that cannot answer a question: columns, numbers, printed tables, prices."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, message, words
from partnerlab.wording.tables import column_name


@dataclass(eq=False)
class MissingColumn(PartnerlabError):
    """A column that the question needs and the table does not have."""

    column: str
    question: str
    found: tuple[str, ...]
    template = message(
        "«{question}» needs the column «{column}» ({code}), which the data do not have (found: {found})."
    )

    def said(self, language: Language) -> dict[str, object]:
        """The columns by their headings, since a reader knows no names of code."""
        speech = words(language)
        found = ", ".join(column_name(column, speech) for column in self.found)
        name = column_name(self.column, speech)
        return {**super().said(language), "column": name, "code": self.column, "found": found}


@dataclass(eq=False)
class NotNumbers(PartnerlabError):
    """A column of a frame that must hold numbers and does not."""

    column: str
    question: str
    found: str
    template = message(
        "«{question}» needs numbers in the column «{column}», which holds {found}; open the table with open_records, "
        "which reads typed amounts, or turn the column into numbers."
    )


@dataclass(eq=False)
class NotDates(PartnerlabError):
    """A column of a frame that must hold dates and has something else in a cell."""

    column: str
    question: str
    found: str
    template = message(
        "«{question}» needs dates in the column «{column}», which holds «{found}»; write them as 2003-12-31 (year, "
        "month, day), or open the table with open_records, which reads typed dates."
    )


@dataclass(eq=False)
class NoPriceIndex(PartnerlabError):
    """Years that the index of consumer prices does not reach."""

    years: tuple[int, ...]
    known: tuple[int, ...]
    template = message(
        "There is no index of consumer prices for {years}, so money cannot be turned into constant prices; years with "
        "an index: {known}."
    )

    def said(self, language: Language) -> dict[str, object]:
        """The years in runs, since an index has many."""
        speech = words(language)
        return {"years": speech.years(self.years), "known": speech.years(self.known)}


@dataclass(eq=False)
class UnknownTable(PartnerlabError):
    """A printed table by a name that there is not."""

    name: str
    known: tuple[str, ...]
    template = message("There is no printed table «{name}»; there are: {known}.")


@dataclass(eq=False)
class LostTable(PartnerlabError):
    """A chart of the source whose numbers are not known."""

    name: str
    known: str
    template = message("The numbers of «{name}» are lost. What is known: {known}")


@dataclass(eq=False)
class ChangedTable(PartnerlabError):
    """A printed table whose file is no longer the one that was checked against the source."""

    file: str
    found: str
    expected: str
    template = message(
        "{file}: the file has been changed since it was checked against its source (sha256 {found}, expected "
        "{expected}); restore it, or check it again and write the new sha256 into datapackage.json."
    )


_EMPTY = message("«{parameter}» is missing or empty; expected: {expected}.")
