"""What can be wrong, in the words of those who keep the books, in the reader's language.

An error carries the facts as attributes and says where, what was found, what was expected and what to do. What is
wrong in one cell of a user's file is a finding (findings.py): told, never raised.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from partnerlab.wording import Language, Phrase, message, reader_language, words
from partnerlab.wording.tables import column_name


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


@dataclass(eq=False)
class MissingFile(PartnerlabError):
    """A file that is not there."""

    file: str
    template = message("{file}: there is no such file; check the path.")


@dataclass(eq=False)
class UnreadableFile(PartnerlabError):
    """A file that cannot be opened as what its name says."""

    file: str
    expected: str
    template = message("{file}: the file cannot be read as {expected}; open it and save it again in that form.")


@dataclass(eq=False)
class AnotherForm(UnreadableFile):
    """A file that is something else than its name says, and nothing that holds records."""

    found: Phrase
    template = message(
        "{file}: the file cannot be read as {expected}: it is {found}; open it in its own program and save the records "
        "as .xlsx or .csv."
    )


@dataclass(eq=False)
class BrokenJson(UnreadableFile):
    """A JSON file with a mistake in its signs."""

    line: int
    column: int
    template = message(
        "{file}: the file cannot be read as {expected}: something is wrong at line {line}, column {column}; mend it "
        "there, or have the file made again."
    )


@dataclass(eq=False)
class NoRecords(PartnerlabError):
    """A file of another matter: a schema, a map."""

    file: str
    found: Phrase
    template = message(
        "{file}: the file holds no list of applications: it is {found}; name the file in which the applications are."
    )


@dataclass(eq=False)
class EmptyFolder(PartnerlabError):
    """A folder with no file of records in it that can be read."""

    file: str
    found: tuple[str, ...]
    template = message(
        "{file}: no file in the folder can be read as records (found: {found}); put the yearly files there as .xlsx or "
        ".csv."
    )

    def said(self, language: Language) -> dict[str, object]:
        """The files; none in a word."""
        return {**super().said(language), "found": ", ".join(self.found) or words(language).say("none")}


@dataclass(eq=False)
class FileExists(PartnerlabError):
    """A file that is there already, where a new one is to be written."""

    file: str
    template = message("{file}: there is such a file already; choose another name, or overwrite it with --force.")


@dataclass(eq=False)
class SameFile(PartnerlabError):
    """A file that would be written over the one it is made from."""

    file: str
    template = message("{file}: this is the file that is read; choose another name for the new one.")


@dataclass(eq=False)
class TooMuchForWorkbook(PartnerlabError):
    """Records that no workbook can hold."""

    file: str
    found: Phrase
    status = 1
    template = message("{file}: a workbook cannot hold {found}; write the records as .parquet or .csv.")


@dataclass(eq=False)
class FunderNeeded(PartnerlabError):
    """A 360Giving file without its funder."""

    file: str
    template = message(
        '{file}: 360Giving needs to know who gives the grants: add --funder "NAME" and --funder-id ID, such as '
        "RU-OGRN-1025900000000."
    )


@dataclass(eq=False)
class AwardDayNeeded(PartnerlabError):
    """Grants of which only the year is known, for a 360Giving file."""

    file: str
    count: int
    template = message(
        "{file}: 360Giving needs the day on which each grant was awarded, and the records have only its year (grants: "
        "{count}). Add a column «Award date», or say with --award-day MM-DD which day of the year is to stand for it."
    )


@dataclass(eq=False)
class UnwritableFile(PartnerlabError):
    """A file that cannot be written where it is wanted."""

    file: str
    reason: str
    status = 1
    template = message("{file}: the file cannot be written ({reason}); choose another folder or make room there.")


@dataclass(eq=False)
class UnknownForm(PartnerlabError):
    """A file of a kind that is not read."""

    file: str
    template = message("{file}: files of this kind are not read; save the records as .xlsx, .csv or .parquet.")


@dataclass(eq=False)
class EmptyFile(PartnerlabError):
    """A file with no row of records in it."""

    file: str
    template = message("{file}: there are no records in the file; it needs a row of headings and rows below it.")


@dataclass(eq=False)
class NoKnownHeading(PartnerlabError):
    """A table in which no heading is one of an application's."""

    file: str
    found: tuple[str, ...]
    template = message(
        "{file}: no heading is known (found: {found}); the first row needs headings such as Year, Organisation, "
        "Awarded, Attracted; or say with --mapping what the columns are."
    )


@dataclass(eq=False)
class NoApplications(PartnerlabError):
    """A file whose sheets hold something else than applications."""

    file: str
    reasons: tuple[Phrase, ...]
    template = message(
        "{file}: there is no list of applications in the file; it needs one row an application ({reasons})."
    )

    def said(self, language: Language) -> dict[str, object]:
        """The reason of each sheet, in the reader's language."""
        say = words(language).say
        return {
            **super().said(language),
            "reasons": "; ".join(say(one.text, **dict(one.values)) for one in self.reasons),
        }


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


@dataclass(eq=False)
class RecordsWithErrors(PartnerlabError):
    """Records that hold errors, where none was accepted."""

    file: str
    errors: int
    status = 1
    template = message(
        "{file}: the records hold errors (number of errors: {errors}). See them with «partnerlab check», mend the "
        "file, or go on with --accept-errors: every page will then say so."
    )


@dataclass(eq=False)
class NoYears(PartnerlabError):
    """Records of which no year is known, where pages are to be made for years."""

    file: str
    template = message(
        "{file}: the year of the applications is not known, and every page is of a year. Add a column «Year», write "
        "the year into the name of the sheet or of the file, or give --mapping a file with the line «year = 2003»."
    )


@dataclass(eq=False)
class WrongMapping(PartnerlabError):
    """A user's mapping that is no TOML, or says what cannot be: all of it at once."""

    file: str
    problems: tuple[Phrase, ...]
    template = message("{file}: {problems}.")

    def said(self, language: Language) -> dict[str, object]:
        """The problems one after the other, in the reader's language."""
        say = words(language).say
        return {"file": self.file, "problems": ";\n".join(say(one.text, **dict(one.values)) for one in self.problems)}


@dataclass(eq=False)
class FolderGiven(PartnerlabError):
    """A folder where one file was expected."""

    file: str
    template = message("{file}: this is a folder; name the file in it.")


@dataclass(eq=False)
class ForbiddenFile(PartnerlabError):
    """A file that the user may not read."""

    file: str
    template = message("{file}: there is no permission to read the file; ask its owner, or copy it elsewhere.")


@dataclass(eq=False)
class ProtectedFile(PartnerlabError):
    """A workbook under a password."""

    file: str
    template = message("{file}: the workbook is protected by a password; save it without one.")


@dataclass(eq=False)
class WrongAddress(PartnerlabError):
    """An address that is none of a database; it is not shown, since a password may stand in it."""

    kind: str
    template = message(
        "An address that begins with «{kind}» is none of a database that can be read; write it as "
        "postgresql://user@server/database or sqlite:///contest.db, and name a file without «://»."
    )


@dataclass(eq=False)
class MissingDriver(PartnerlabError):
    """A database for which a package is not installed."""

    file: str
    package: str
    template = message("{file}: reading this database needs a further package; install it: pip install {package}")


@dataclass(eq=False)
class UnreachableDatabase(PartnerlabError):
    """A server of databases that does not answer."""

    file: str
    template = message(
        "{file}: the server of the database does not answer; check its name and port, and that it is running."
    )


@dataclass(eq=False)
class RefusedByDatabase(PartnerlabError):
    """A server of databases that does not let this user in."""

    file: str
    template = message("{file}: the server refuses this user name or password; check both with whoever keeps it.")


@dataclass(eq=False)
class MissingDatabase(PartnerlabError):
    """A database that its server does not have."""

    file: str
    template = message("{file}: the server has no such database; check its name.")


@dataclass(eq=False)
class NoTableChosen(PartnerlabError):
    """A database of several tables, none of which was named."""

    file: str
    tables: tuple[str, ...]
    template = message(
        "{file}: the database has several tables; say with --table which one holds the applications: {tables}."
    )


@dataclass(eq=False)
class MissingTable(PartnerlabError):
    """A table that the database does not have."""

    file: str
    table: str
    tables: tuple[str, ...]
    template = message("{file}: there is no table «{table}» in the database; there are: {tables}.")

    def said(self, language: Language) -> dict[str, object]:
        """The tables; none in a word."""
        return {**super().said(language), "tables": ", ".join(self.tables) or words(language).say("none")}


@dataclass(eq=False)
class NoTables(PartnerlabError):
    """A database without a table."""

    file: str
    template = message("{file}: there are no tables in the database that this user may see.")


@dataclass(eq=False)
class UnreadableTable(PartnerlabError):
    """A table or view of a database that cannot be read."""

    file: str
    table: str
    template = message(
        "{file}: the table «{table}» cannot be read; this user may lack the right, or the view may be broken."
    )


@dataclass(eq=False)
class NoOutlines(PartnerlabError):
    """A file of boundaries with no outline in it."""

    file: str
    template = message(
        "{file}: there are no outlines of districts in the file; it needs a GeoJSON FeatureCollection with one polygon "
        "a district."
    )


@dataclass(eq=False)
class WrongOutline(PartnerlabError):
    """A feature of a file of boundaries that is not a polygon."""

    file: str
    feature: int
    found: str
    template = message(
        "{file}, feature {feature}: «{found}» with these coordinates is not an outline; each feature must be a Polygon "
        "or MultiPolygon of at least three points."
    )


@dataclass(eq=False)
class NotDegrees(PartnerlabError):
    """A file of boundaries in metres or another projection."""

    file: str
    found: str
    template = message(
        "{file}: the coordinates are not degrees (found: {found}); save the file in WGS 84 (EPSG:4326), longitude "
        "first."
    )


@dataclass(eq=False)
class UnmatchedDistricts(PartnerlabError):
    """Districts of the records that the file of boundaries does not have."""

    districts: tuple[str, ...]
    outlines: tuple[str, ...]
    template = message(
        "These districts of the records have no outline: {districts}. These outlines have no district: {outlines}. "
        "Write the names alike in the records and in a text property of the file."
    )

    def said(self, language: Language) -> dict[str, object]:
        """Both lists; an empty one in a word."""
        none = words(language).say("none")
        return {name: fact or none for name, fact in super().said(language).items()}
