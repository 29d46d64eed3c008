"""A table of a database as records, through SQLAlchemy; what is said of it never holds a password."""

from __future__ import annotations

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
from partnerlab.sources.forms.addresses import DRIVERS, called, file_of, parted, url_of, with_secrets
from partnerlab.sources.forms.sheets import TypedSheet

if TYPE_CHECKING:
    from sqlalchemy import URL, Engine

SECONDS = 10
"""How long a server may take to answer."""
_REFUSED_CODES = ("28P01", "28000", "1045")
_REFUSED = re.compile(r"password|парол|authenticat|аутентиф|подлинност|pg_hba|access denied", re.IGNORECASE)
_NO_DATABASE = re.compile(r"database .* does not exist|баз\w+ данных .* не существует|unknown database", re.IGNORECASE)


def open_table(address: str, *, table: str = "") -> tuple[str, TypedSheet, Path | None]:
    """The name of a database, its table with the database's own types, and the folder of its file if it is one.

    Without a name of a table the only one is taken. `schema.table` and views are tables too.

    Raises:
        WrongAddress, MissingDriver: if no database can be meant, or its driver is not installed.
        UnreachableDatabase, RefusedByDatabase, MissingDatabase, MissingFile, UnreadableFile: if it cannot be opened.
        NoTableChosen, NoTables, MissingTable, UnreadableTable: if the table is not named, not there or not to be read.
    """
    whole, fragment = parted(address)
    url = with_secrets(url_of(whole))
    shown, path = called(url), file_of(url)
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
    from sqlalchemy import MetaData, Table, inspect, select, type_coerce
    from sqlalchemy.exc import DBAPIError, NoSuchTableError
    from sqlalchemy.types import NullType

    with engine.connect() as connection:
        looked = inspect(connection)
        names = tuple(sorted([*looked.get_table_names(), *looked.get_view_names()]))
        if not asked and len(names) != 1:
            raise NoTableChosen(shown, names) if names else NoTables(shown)
        chosen = asked or names[0]
        schema, _, name = ("", "", chosen) if chosen in names else chosen.rpartition(".")
        try:
            table = Table(name, MetaData(), schema=schema or None, autoload_with=connection, resolve_fks=False)
            # as they are stored: SQLite keeps a text in a column of numbers
            rows = connection.execute(select(*(type_coerce(column, NullType()) for column in table.columns))).all()
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
