"""A table of a database as records, through SQLAlchemy; a password is never shown.

The address is `postgresql://user@server/database`, `sqlite:///contest.db` or any other that SQLAlchemy has a driver
for; the table stands after `#`, or is given apart. An address without its password may stand in files and messages:
the whole one is then taken from the environment variable `PARTNERLAB_DATABASE`.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from partnerlab.errors import (
    MissingDatabase,
    MissingDriver,
    MissingFile,
    MissingTable,
    NoTableChosen,
    NoTables,
    PartnerlabError,
    RefusedByDatabase,
    UnreachableDatabase,
    UnreadableFile,
    UnreadableTable,
    WrongAddress,
)
from partnerlab.sources.forms.sheets import TypedSheet

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

WHOLE_ADDRESS = "PARTNERLAB_DATABASE"
"""The environment variable with the whole address, its password included, of a database that is named without it."""
DRIVERS = {"postgresql": "partnerlab[sql]", "sqlite": "partnerlab[sql]"}
SECONDS = 10
"""How long a server may take to answer."""
_SECRET = re.compile(r"pass|pwd|secret|token|key|odbc_connect", re.IGNORECASE)
_BEGINNING = re.compile(r"([A-Za-z][\w+.-]*):")
_REFUSED_CODES = ("28P01", "28000", "1045")
_REFUSED = re.compile(r"password|парол|authenticat|аутентиф|подлинност|pg_hba|access denied", re.IGNORECASE)
_NO_DATABASE = re.compile(r"database .* does not exist|баз\w+ данных .* не существует|unknown database", re.IGNORECASE)


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
    whole, table = _parted(address)
    try:
        return _open(_url(whole)) + (f"#{table}" if table else "")
    except PartnerlabError:
        return f"{_kind(address)}://…"


def _open(url: URL) -> str:
    kept = {name: value for name, value in url.query.items() if not _SECRET.search(name)}
    return url._replace(password=None).set(query=kept).render_as_string(hide_password=False)


def _parted(address: str) -> tuple[str, str]:
    """The address and the table after `#`; in a password before the server's name that is a sign like any other."""
    whole, _, table = address[address.rfind("@") + 1 :].partition("#")
    return address[: address.rfind("@") + 1] + whole, table


def resolved(address: str) -> str:
    """The address with the whole path of its file, if it is one: for a program that runs in another folder.

    >>> resolved("postgresql://server/contest#applications")
    'postgresql://server/contest#applications'
    """
    whole, table = _parted(address)
    path = _file(_url(whole))
    if path is None:
        return address
    return f"sqlite:///{path.resolve()}" + (f"#{table}" if table else "")


def with_table(address: str, table: str | None) -> str:
    """The address with the table that is asked for in place of its own.

    >>> with_table("sqlite:///contest.db#y1999", "y2003"), with_table("sqlite:///contest.db#y1999", None)
    ('sqlite:///contest.db#y2003', 'sqlite:///contest.db#y1999')
    """
    return f"{_parted(address)[0]}#{table}" if table else address


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


def open_table(address: str, *, table: str = "") -> tuple[str, TypedSheet, Path | None]:
    """The name of a database, its table with the database's own types, and the folder of its file if it is one.

    Without a name of a table the only one is taken. `schema.table` and views are tables too.

    Raises:
        WrongAddress, MissingDriver: if no database can be meant, or its driver is not installed.
        UnreachableDatabase, RefusedByDatabase, MissingDatabase, MissingFile, UnreadableFile: if it cannot be opened.
        NoTableChosen, NoTables, MissingTable, UnreadableTable: if the table is not named, not there or not to be read.
    """
    whole, fragment = _parted(address)
    url = _with_secrets(_url(whole))
    shown, path = _shown(url), _file(url)
    if path is not None and not path.is_file():
        raise MissingFile(path.name)
    engine = _engine(url, shown)
    try:
        with _speaking(shown, sqlite=url.get_backend_name() == "sqlite"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # types of columns that SQLAlchemy does not know
            sheet = _table(engine, table or fragment, shown)
    finally:
        engine.dispose()
    name = path.name if path else url.database or shown
    return name, TypedSheet(sheet.name, sheet.frame, name), path.parent if path else None


def _kind(address: str) -> str:
    found = _BEGINNING.match(address)
    return found[1] if found else "…"


def _url(address: str) -> URL:
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


def _with_secrets(url: URL) -> URL:
    """The whole address from the environment, where it is the same but for what was left out of this one."""
    whole = _parted(os.environ.get(WHOLE_ADDRESS, ""))[0]
    if not whole:
        return url
    try:
        kept = _url(whole)
    except PartnerlabError:
        return url
    return kept if url.password is None and _open(kept) == _open(url) else url


def _shown(url: URL) -> str:
    """What messages call the database: its kind, server and name, without user and password."""
    path = _file(url)
    if path is not None:
        return path.name
    bare = url._replace(drivername=url.get_backend_name(), username=None, password=None).set(query={})
    return bare.render_as_string()


def _file(url: URL) -> Path | None:
    """The file that a database is."""
    if url.drivername.split("+")[0] != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(url.database.removeprefix("file:"))


def _engine(url: URL, shown: str) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    waiting: dict[str, Any] = {}
    if url.drivername == "postgresql+psycopg" and "connect_timeout" not in url.query:
        waiting = {"connect_timeout": SECONDS}
    try:
        return create_engine(url, connect_args=waiting, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise MissingDriver(shown, DRIVERS.get(url.get_backend_name(), error.name or "")) from None
    except (NoSuchModuleError, ArgumentError, ValueError, TypeError):
        raise WrongAddress(url.drivername) from None


@contextmanager
def _speaking(shown: str, *, sqlite: bool) -> Iterator[None]:
    """Say in a sentence why a database does not open; what its driver says may hold what nobody is to read."""
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except DBAPIError as error:
        raise (UnreadableFile(shown, "SQLite") if sqlite else _refusal(error, shown)) from None
    except (SQLAlchemyError, UnicodeError, OSError):
        raise UnreachableDatabase(shown) from None


def _refusal(error: Any, shown: str) -> PartnerlabError:
    said, code = str(error.orig), str(getattr(error.orig, "sqlstate", None) or "")
    if code == "3D000" or _NO_DATABASE.search(said):
        return MissingDatabase(shown)
    if code in _REFUSED_CODES or _REFUSED.search(said):
        return RefusedByDatabase(shown)
    return UnreachableDatabase(shown)


def _table(engine: Engine, asked: str, shown: str) -> TypedSheet:
    from sqlalchemy import MetaData, Table, inspect, select
    from sqlalchemy.exc import DBAPIError, NoSuchTableError

    with engine.connect() as connection:
        looked = inspect(connection)
        names = tuple(sorted([*looked.get_table_names(), *looked.get_view_names()]))
        if not asked and len(names) != 1:
            raise NoTableChosen(shown, names) if names else NoTables(shown)
        chosen = asked or names[0]
        schema, _, name = ("", "", chosen) if chosen in names else chosen.rpartition(".")
        try:
            table = Table(name, MetaData(), schema=schema or None, autoload_with=connection, resolve_fks=False)
            rows = connection.execute(select(table)).all()
        except NoSuchTableError:
            raise MissingTable(shown, chosen, names) from None
        except DBAPIError:
            raise UnreadableTable(shown, chosen) from None
        return TypedSheet(chosen, _frame([column.name for column in table.columns], rows))


def _frame(names: list[str], rows: Any) -> pd.DataFrame:
    """The rows as a frame whose numbers, dates and truth values are the database's own."""
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    columns = [pd.Series(column, dtype=object).infer_objects() for column in cells]
    return pd.DataFrame(dict(zip(names, columns, strict=True)), columns=names)
