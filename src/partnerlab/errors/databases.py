"""Databases that cannot be reached or read."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.errors.error import PartnerlabError
from partnerlab.wording import Language, message, words


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
