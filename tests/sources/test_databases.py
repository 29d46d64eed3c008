"""Databases: a real PostgreSQL of the system's packages, SQLite, and a password that is nowhere to be seen."""

from __future__ import annotations

import datetime
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from partnerlab import errors
from partnerlab.sources.forms.addresses import WHOLE_ADDRESS, is_address, without_secrets
from partnerlab.sources.forms.databases import open_table
from partnerlab.sources.forms.opening import opened
from partnerlab.sources.records import open_records

PASSWORD = "no-one-may-see-0000"  # noqa: S105
PROGRAMS = [Path(found).resolve().parent for found in filter(None, [shutil.which("initdb")])]
PROGRAMS += sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@dataclass(frozen=True)
class Server:
    port: int

    def address(self, database: str = "contest", *, user: str = "secretary", password: str = PASSWORD) -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of one's own, with its data in a folder that is deleted. In CI its absence is a failure."""
    programs = next((one for one in PROGRAMS if (one / "postgres").is_file()), None)
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs PostgreSQL: install the system's package «postgresql»")
        pytest.skip("no PostgreSQL on this machine: install the system's package «postgresql»")
    # a server refuses to be root; Unix sockets need a short path
    other = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    process = None
    try:
        secret = folder / "password"
        secret.write_text(PASSWORD)
        if other:
            for path in (folder, secret):
                shutil.chown(path, "nobody", "nogroup")
        run = [programs / "initdb", "-D", folder / "data", "-U", "secretary", "--pwfile", secret, "-A", "scram-sha-256"]
        subprocess.run([*run, "-E", "UTF8", "--locale", "C", "--no-sync"], check=True, capture_output=True, **other)  # type: ignore[call-overload]
        port = free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off"]
        process = subprocess.Popen(  # type: ignore[call-overload]
            [programs / "postgres", "-D", folder / "data", *(part for one in settings for part in ("-c", one))],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **other,
        )
        _fill(Server(port))
        yield Server(port)
    finally:
        if process is not None:
            process.terminate()
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _fill(server: Server) -> None:
    import psycopg

    for _ in range(100):
        try:
            connection = psycopg.connect(server.address("postgres"), autocommit=True)
            break
        except psycopg.OperationalError:
            time.sleep(0.1)
    else:
        pytest.fail("PostgreSQL did not start")
    with connection:
        connection.execute("CREATE DATABASE contest")
        connection.execute("CREATE DATABASE nothing")
        connection.execute("CREATE ROLE visitor LOGIN PASSWORD 'no-one-may-see-0000'")
    with psycopg.connect(server.address()) as connection:
        connection.execute(
            'CREATE TABLE "заявки" ("номер заявки" bigint, "год" smallint, "организация" text, "сумма гранта" '
            'numeric(12,2), "дата начала" date, "Повторно" boolean, "Шкаф" numeric(30,10))'
        )
        connection.execute(
            """INSERT INTO "заявки" VALUES
            (9007199254740993, 2003, 'АНО «Дом»', 25000.50, '2003-05-01', true, 0.1234567891),
            (2, 2003, 'ТОС «Сад»', NULL, NULL, NULL, NULL)"""
        )
        connection.execute("CREATE TABLE other (note text)")
        connection.execute("CREATE TABLE wrong AS SELECT 20003 AS year, 'Дом' AS organisation, 5 AS awarded")
        connection.execute("CREATE SCHEMA archive")
        connection.execute("CREATE TABLE archive.y1999 (year int, organisation text, awarded money)")
        connection.execute("INSERT INTO archive.y1999 VALUES (1999, 'Дом', 5)")
        connection.execute("""CREATE VIEW won AS SELECT * FROM "заявки" WHERE "сумма гранта" > 0""")


def test_a_table_is_read_with_the_types_of_the_database(server: Server) -> None:
    records = open_records(server.address(), table="заявки")
    assert records.frame["year"].tolist() == [2003, 2003]
    assert records.frame["awarded"].tolist()[0] == 25000.5
    assert records.frame["start"].iloc[0] == datetime.datetime(2003, 5, 1)
    assert records.frame["Повторно"].iloc[0] is True or records.frame["Повторно"].iloc[0] == "True"
    assert records.frame["application_id"].tolist() == ["9007199254740993", "2"]
    assert records.name == "contest"


def test_a_number_longer_than_a_float_loses_no_digit(server: Server) -> None:
    _, sheet, _ = open_table(server.address(), table="заявки")
    assert str(sheet.frame["Шкаф"].iloc[0]) == "0.1234567891"
    assert sheet.frame["номер заявки"].tolist() == [9007199254740993, 2]


@pytest.mark.parametrize(("table", "rows"), [("заявки", 2), ("won", 1), ("archive.y1999", 1), ("public.заявки", 2)])
def test_tables_views_and_other_schemas_are_read(server: Server, table: str, rows: int) -> None:
    _, sheet, folder = open_table(f"{server.address()}#{table}")
    assert (len(sheet.frame), folder) == (rows, None)


def test_of_several_tables_one_must_be_named(server: Server) -> None:
    with pytest.raises(errors.NoTableChosen) as refused:
        open_records(server.address())
    assert refused.value.tables == ("other", "won", "wrong", "заявки")
    assert "--table" in refused.value.text("ru")


def test_a_table_that_is_not_there_is_told_with_those_that_are(server: Server) -> None:
    for name in ("заявка", "SELECT * FROM won", "archive.none"):
        with pytest.raises(errors.MissingTable) as refused:
            open_records(server.address(), table=name)
        assert "other, won, wrong, заявки" in refused.value.text("ru")


def test_a_table_that_the_user_may_not_read_is_told(server: Server) -> None:
    with pytest.raises(errors.UnreadableTable):
        open_records(server.address(user="visitor"), table="заявки")


def test_a_database_without_tables_says_so(server: Server) -> None:
    with pytest.raises(errors.NoTables) as refused:
        open_records(server.address("nothing"))
    assert "нет таблиц" in refused.value.text("ru")


def test_each_refusal_of_a_server_is_one_sentence_without_the_password(server: Server) -> None:
    refusals = {
        server.address("none"): errors.MissingDatabase,
        server.address(password="wrong-and-secret"): errors.RefusedByDatabase,  # noqa: S106
        server.address(user="nobody-such"): errors.RefusedByDatabase,
        server.address(password=""): errors.RefusedByDatabase,
        f"postgresql://anna:{PASSWORD}@127.0.0.1:{free_port()}/contest": errors.UnreachableDatabase,
        f"postgresql://anna:{PASSWORD}@no.such.host.invalid/contest": errors.UnreachableDatabase,
        f"postgresql:anna:{PASSWORD}@server/contest": errors.WrongAddress,
        f"nosuch://anna:{PASSWORD}@server/contest": errors.WrongAddress,
        f"https://anna:{PASSWORD}@server/contest.csv": errors.WrongAddress,
        f"postgresql://anna:{PASSWORD}@server:port/contest": errors.WrongAddress,
    }
    for address, kind in refusals.items():
        with pytest.raises(kind) as refused:
            open_records(address, table="заявки")
        shown = "".join(traceback.format_exception(refused.value)) + refused.value.text("ru") + repr(refused.value.args)
        assert PASSWORD not in shown
        assert "wrong-and-secret" not in shown
        assert len(refused.value.text("ru").splitlines()) == 1


def test_the_password_is_in_nothing_that_the_records_say(server: Server) -> None:
    records = open_records(server.address(), table="заявки")
    said = [records.source.line(language) for language in ("ru", "en")] + [str(records.source), records.name]
    said += [finding.text("ru") + str(finding) for finding in records.findings]
    assert not any(PASSWORD in one for one in said)


def test_an_address_without_password_is_completed_from_the_environment(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = without_secrets(server.address() + "#won")
    assert PASSWORD not in bare
    assert bare.endswith("contest#won")
    with pytest.raises(errors.RefusedByDatabase):
        open_table(bare)
    monkeypatch.setenv(WHOLE_ADDRESS, server.address())
    assert len(open_table(bare)[1].frame) == 1
    with pytest.raises(errors.UnreachableDatabase):  # another server never gets this one's password
        open_table(f"postgresql://secretary@127.0.0.1:{free_port()}/contest")


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ("postgresql://anna:0000@server/contest", "postgresql://anna@server/contest"),
        ("postgres://anna:0000@server/contest#a.b", "postgresql://anna@server/contest#a.b"),
        ("postgresql://server/contest?user=anna&password=0000", "postgresql://server/contest?user=anna"),
        ("postgresql://anna:00#00@server/contest#won", "postgresql://anna@server/contest#won"),
        ("sqlite:///contest.db", "sqlite:///contest.db"),
        ("postgresql:anna:0000@server", "postgresql://…"),
    ],
)
def test_an_address_is_written_down_without_its_secrets(address: str, bare: str) -> None:
    assert without_secrets(address) == bare


def test_an_address_is_told_from_a_path() -> None:
    assert is_address("postgresql://server/contest")
    assert is_address("postgresql:anna:0000@server")
    assert not is_address("C:/contest.xlsx")
    assert not is_address("folder/contest.xlsx")


def sqlite_file(path: Path, *tables: str) -> Path:
    with sqlite3.connect(path) as connection:
        for table in tables:
            connection.execute(f'CREATE TABLE "{table}" (year INTEGER, organisation TEXT, awarded REAL, born DATE)')
            connection.execute(f"INSERT INTO \"{table}\" VALUES (2003, 'Дом', 5.5, '2003-01-31')")  # noqa: S608
    connection.close()
    return path


def test_a_file_of_sqlite_is_read_by_address_and_by_path(tmp_path: Path) -> None:
    path = sqlite_file(tmp_path / "contest.db", "applications")
    for source in (path, str(path), f"sqlite:///{path}", f"sqlite:///{path}#applications"):
        records = open_records(source)
        assert records.frame["awarded"].tolist() == [5.5]
        assert records.name == "contest"
    assert opened(path).folder == tmp_path


def test_a_missing_or_broken_file_of_sqlite_is_refused_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile):
        open_records(f"sqlite:///{tmp_path}/none.db")
    assert not list(tmp_path.iterdir())
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\x00 and no more")
    for source in (broken, f"sqlite:///{broken}"):
        with pytest.raises(errors.UnreadableFile):
            open_records(source)


def test_a_database_with_several_tables_lists_them(tmp_path: Path) -> None:
    path = sqlite_file(tmp_path / "contest.db", "year2003", "year2004")
    with pytest.raises(errors.NoTableChosen) as refused:
        open_records(path)
    assert refused.value.tables == ("year2003", "year2004")
    assert len(open_records(path, table="year2004").frame) == 1


def test_a_missing_driver_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.MissingDriver) as refused:
        open_records("postgresql://server/contest")
    assert "pip install partnerlab[sql]" in refused.value.text("ru")
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(errors.MissingDriver):
        open_records("postgresql://server/contest")


def files_with(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def test_a_report_from_a_database_is_made_and_its_password_is_in_no_file_of_it(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from typer.testing import CliRunner

    from partnerlab.cli import app

    monkeypatch.chdir(tmp_path)
    made = CliRunner().invoke(
        app,
        [
            *("report", "--data", server.address(), "--table", "заявки", "--year", "2003", "--language", "ru"),
            *("--notebook", "leverage", "--format", "html", "--format", "ipynb", "--out", str(tmp_path / "out")),
            "--accept-errors",
        ],
    )
    assert made.exit_code == 0, made.output
    assert PASSWORD not in made.output
    assert files_with(tmp_path, "contest#")
    assert not files_with(tmp_path, PASSWORD)
    assert WHOLE_ADDRESS not in os.environ


def test_records_with_errors_are_refused_without_the_password(server: Server) -> None:
    from partnerlab.publish import opening, plan

    with pytest.raises(errors.RecordsWithErrors) as refused:
        opening.opened(server.address(), table="wrong")
    assert PASSWORD not in refused.value.text("ru")
    assert plan.place(server.address(), "won") == f"postgresql://secretary@127.0.0.1:{server.port}/contest#won"


def test_the_kernels_of_the_dashboards_are_told_no_password(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from partnerlab.publish.serving import environment
    from partnerlab.sources.forms.opening import remembered

    monkeypatch.setattr(os, "environ", {**os.environ, "SECRET": "0000", "PGPASSFILE": "pass"})
    with remembered(server.address()):
        environment.clean(without_secrets(server.address()), memory=tmp_path, found=(0, 0))
        assert os.environ["PARTNERLAB_DATA"] == without_secrets(server.address())
        assert PASSWORD not in str(dict(os.environ))
        assert not {WHOLE_ADDRESS, "PGPASSFILE", "SECRET"} & set(os.environ)
    assert WHOLE_ADDRESS not in os.environ
