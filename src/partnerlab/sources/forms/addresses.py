"""The address of a database: what it names, and how it stands in files and messages, where no password may be.

It is `postgresql://user@server/database`, `sqlite:///contest.db` or any other that SQLAlchemy has a driver for; the
table stands after `#`. The whole address of one that is named without its password is taken from the environment
variable `PARTNERLAB_DATABASE`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from partnerlab.errors import MissingDriver, PartnerlabError, WrongAddress

if TYPE_CHECKING:
    from sqlalchemy import URL

WHOLE_ADDRESS = "PARTNERLAB_DATABASE"
"""The environment variable with the whole address, its password included, of a database that is named without it."""
DRIVERS = {"postgresql": "partnerlab[sql]", "sqlite": "partnerlab[sql]"}
_SECRET = re.compile(r"pass|pwd|secret|token|key|odbc_connect", re.IGNORECASE)
_BEGINNING = re.compile(r"([A-Za-z][\w+.-]*):")


def is_address(source: str) -> bool:
    """Whether this is the address of a database, not a path.

    >>> is_address("sqlite:///contest.db"), is_address("contest.xlsx")
    (True, False)
    """
    return "://" in source or (_BEGINNING.match(source) is not None and "@" in source)


def without_secrets(address: str) -> str:
    """The address of a database without its password, as it may stand in files and messages.

    >>> without_secrets("postgresql://anna:0000@server/contest#applications")
    'postgresql://anna@server/contest#applications'
    """
    whole, table = parted(address)
    try:
        return _open(url_of(whole)) + (f"#{table}" if table else "")
    except PartnerlabError:
        return f"{_kind(address)}://…"


def _open(url: URL) -> str:
    kept = {name: value for name, value in url.query.items() if not _SECRET.search(name)}
    return url._replace(password=None).set(query=kept).render_as_string(hide_password=False)


def parted(address: str) -> tuple[str, str]:
    """The address and the table after `#`; in a password before the server's name that is a sign like any other."""
    whole, _, table = address[address.rfind("@") + 1 :].partition("#")
    return address[: address.rfind("@") + 1] + whole, table


def resolved(address: str) -> str:
    """The address with the whole path of its file, if it is one: for a program that runs in another folder.

    >>> resolved("postgresql://server/contest#applications")
    'postgresql://server/contest#applications'
    """
    whole, table = parted(address)
    path = file_of(url_of(whole))
    if path is None:
        return address
    return f"sqlite:///{path.resolve()}" + (f"#{table}" if table else "")


def with_table(address: str, table: str | None) -> str:
    """The address with the table that is asked for in place of its own.

    >>> with_table("sqlite:///contest.db#y1999", "y2003"), with_table("sqlite:///contest.db#y1999", None)
    ('sqlite:///contest.db#y2003', 'sqlite:///contest.db#y1999')
    """
    return f"{parted(address)[0]}#{table}" if table else address


@contextmanager
def remembered(address: str) -> Iterator[None]:
    """For as long as it lasts, let programs that are started know the whole address of which they are told a part."""
    before = os.environ.get(WHOLE_ADDRESS)
    if is_address(address) and without_secrets(address) != address:
        os.environ[WHOLE_ADDRESS] = address
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(WHOLE_ADDRESS, None)
        else:
            os.environ[WHOLE_ADDRESS] = before


def _kind(address: str) -> str:
    found = _BEGINNING.match(address)
    return found[1] if found else "…"


def url_of(address: str) -> URL:
    """The parts of an address, as SQLAlchemy takes them.

    Raises:
        MissingDriver: if SQLAlchemy is not installed.
        WrongAddress: if no database can be meant.
    """
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ModuleNotFoundError:
        raise MissingDriver(_kind(address), DRIVERS["postgresql"]) from None
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise WrongAddress(_kind(address)) from None
    return url.set(drivername="postgresql" + url.drivername.removeprefix("postgres")) if _old(url.drivername) else url


def _old(driver: str) -> bool:
    """Whether this is the name by which PostgreSQL goes in older addresses."""
    return driver == "postgres" or driver.startswith("postgres+")


def with_secrets(url: URL) -> URL:
    """The whole address from the environment, where it is the same but for what was left out of this one."""
    whole = parted(os.environ.get(WHOLE_ADDRESS, ""))[0]
    if not whole:
        return url
    try:
        kept = url_of(whole)
    except PartnerlabError:
        return url
    return kept if url.password is None and _open(kept) == _open(url) else url


def called(url: URL) -> str:
    """What messages call the database: its kind, server and name, without user and password."""
    path = file_of(url)
    if path is not None:
        return path.name
    bare = url._replace(drivername=url.get_backend_name(), username=None, password=None).set(query={})
    return bare.render_as_string()


def file_of(url: URL) -> Path | None:
    """The file that a database is."""
    if url.drivername.split("+")[0] != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database.removeprefix("file:"))
