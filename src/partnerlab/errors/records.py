"""Files that open, and hold no records that can be used as they are asked for."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, Phrase, message, words


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
class RecordsWithErrors(PartnerlabError):
    """Records that hold errors, where none was accepted."""

    file: str
    errors: int
    status = 1
    template = message(
        "{file}: the records hold errors (number of errors: {errors}). See them with «partnerlab check {file}», mend "
        "the file, or go on with --accept-errors: every page will then say so."
    )


@dataclass(eq=False)
class NoApplicationsOf(PartnerlabError):
    """Years that are asked for and of which the records hold no application."""

    years: tuple[int, ...]
    data: str
    known: tuple[int, ...]
    template = message("{data} holds no applications of {years}; the years in it are {known}.")


@dataclass(eq=False)
class ChangedData(PartnerlabError):
    """Records that were changed while they were being read."""

    data: str
    status = 1
    template = message("{data} was changed while it was being read; run the command again.")


@dataclass(eq=False)
class NoYears(PartnerlabError):
    """Records of which no year is known, where pages are to be made for years."""

    file: str
    template = message(
        "{file}: the year of the applications is not known, and every page is of a year. Add a column «Year», write "
        "the year into the name of the sheet or of the file, or give --mapping a file with the line «year = 2003»."
    )


@dataclass(eq=False)
class NothingChosen(PartnerlabError):
    """A choice of applications that no application fits."""

    template = message("No application is of all that is chosen here. Take one of the filters off.")


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
