"""Files and folders that cannot be opened or written."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, Phrase, message, words


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
