"""A table or view of a database, read as a source: MariaDB and PostgreSQL stand for the rest."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openscorecard.connectors.connector import Connector
from openscorecard.connectors.faults import (
    HostNotListed,
    PrivateAddress,
    SourceChanged,
    SourceEmpty,
    SourceFault,
    SourceRefused,
    SourceTooSlow,
    SourceUnreachable,
    UnfitSource,
)
from tests.connectors.servers import PASSWORD, Database, free_port
from tests.connectors.sources import brought, opened, rows_of

pytestmark = pytest.mark.xdist_group("servers")

COLUMNS = {"occurred_on": "Day of visit", "branch": "館別", "visits": "count"}
VISITS = {"dataset": "visits", "table": "gate log", "columns": COLUMNS, "watermark": "Day of visit"}
TABLE = 'CREATE TABLE "gate log" ("no" INTEGER, "Day of visit" DATE, "館別" VARCHAR(20), "count" INTEGER)'


@pytest.fixture(params=["mariadb", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    found: Database = request.getfixturevalue(request.param)
    if found.system == "mariadb":
        found.run("SET SESSION sql_mode = 'ANSI_QUOTES'")
    found.run(TABLE)
    yield found
    found.run('DROP TABLE "gate log"')


def add(database: Database, *rows: tuple[int, str, str, int]) -> None:
    for no, day, branch, count in rows:
        database.run(f"""INSERT INTO "gate log" VALUES ({no}, '{day}', '{branch}', {count})""")


def source(database: Database, **more: Any) -> Connector:
    return opened("database", database.settings(**{**VISITS, **more}), password=PASSWORD)


def test_a_look_tells_rows_and_columns_and_that_the_wire_is_open(database: Database) -> None:
    add(database, (1, "2025-01-05", "總館", 10))
    found = source(database).look()
    assert found.datasets == {"visits": 1}
    assert set(found.columns) == {"no", "Day of visit", "館別", "count"}
    assert [one.en for one in found.remarks] == ["the connection is not encrypted"]


def test_rows_come_month_by_month_with_the_days_they_speak_for(database: Database, tmp_path: Path) -> None:
    add(database, (1, "2025-01-05", "總館", 10), (2, "2025-02-07", "東區", 0))
    january, february = brought(source(database), tmp_path, until=date(2025, 2, 20))
    assert [str(one.covers) for one in (january, february)] == ["2025-01-05..2025-01-31", "2025-02-01..2025-02-20"]
    assert rows_of(january) == [{"occurred_on": "2025-01-05", "branch": "總館", "visits": "10"}]
    assert january.watermark == {"visits": "2025-01-31", "visits.mark": "2025-02-07"}
    assert february.watermark["visits"] == "2025-02-20"
    assert january.mode == "replace"


def test_the_next_time_only_new_days_and_the_overlap_are_read(database: Database, tmp_path: Path) -> None:
    add(database, (1, "2025-01-05", "總館", 10), (2, "2025-01-29", "總館", 11), (3, "2025-02-02", "總館", 12))
    (first, *_) = brought(source(database), tmp_path, until=date(2025, 1, 31))
    january, february = brought(source(database, overlap=3), tmp_path, dict(first.watermark), date(2025, 2, 2))
    assert [row["visits"] for row in rows_of(january) + rows_of(february)] == ["11", "12"]
    assert str(january.covers) == "2025-01-29..2025-01-31"


def test_a_growing_number_finds_days_of_the_past_that_were_mended(database: Database, tmp_path: Path) -> None:
    add(database, (1, "2025-01-05", "總館", 10), (2, "2025-01-06", "總館", 20))
    by_number = source(database, watermark="no", overlap=0)
    since = dict(brought(by_number, tmp_path, until=date(2025, 3, 1))[-1].watermark)
    assert since == {"visits": "2025-03-01", "visits.mark": "2"}
    add(database, (3, "2025-01-05", "東區", 5))
    (mended,) = brought(by_number, tmp_path, since, date(2025, 3, 1))
    assert str(mended.covers) == "2025-01-05"
    assert sorted(row["visits"] for row in rows_of(mended)) == ["10", "5"]  # the whole day, not the new row alone


def test_a_view_is_read_like_a_table(database: Database, tmp_path: Path) -> None:
    add(database, (1, "2025-01-05", "總館", 10))
    database.run('CREATE VIEW seen AS SELECT * FROM "gate log"')
    try:
        (found,) = brought(source(database, table="seen"), tmp_path, until=date(2025, 1, 5))
        assert found.rows == 1
    finally:
        database.run("DROP VIEW seen")


def test_what_lives_for_years_comes_whole_and_never_empty(database: Database, tmp_path: Path) -> None:
    columns = {"branch": "館別", "name": "館別", "type": "=branch"}
    places = source(database, dataset="branches", columns=columns, watermark="")
    with pytest.raises(SourceEmpty):
        brought(places, tmp_path)
    add(database, (1, "2025-01-05", "總館", 10))
    (found,) = brought(places, tmp_path, until=date(2025, 6, 30))
    assert (found.mode, str(found.covers), found.columns["type"]) == ("replace", "2025-06-30", "=branch")


def test_a_renamed_column_and_a_missing_table_say_so(database: Database, tmp_path: Path) -> None:
    add(database, (1, "2025-01-05", "總館", 10))
    with pytest.raises(SourceChanged, match=r"gate log\.人數"):
        brought(source(database, columns={**COLUMNS, "visits": "人數"}), tmp_path)
    with pytest.raises(SourceChanged, match="no such table"):
        source(database, table="no such table").look()


def test_nothing_can_be_written_even_by_an_account_that_may(database: Database) -> None:
    connector: Any = source(database, user="writer")
    quote = '"' if database.system == "postgresql" else "`"
    with pytest.raises(SourceFault, match=r"(?i)read.only"), connector.server.reading() as connection:
        connection.exec_driver_sql(f"INSERT INTO {quote}gate log{quote} VALUES (9, '2025-01-01', 'x', 1)")


def test_names_of_tables_are_never_taken_for_sql(database: Database) -> None:
    with pytest.raises(SourceChanged):
        source(database, table='x"; DROP TABLE "gate log"; --').look()
    assert source(database).look().datasets == {"visits": 0}


def test_a_wrong_password_is_refused_and_never_told(database: Database) -> None:
    with pytest.raises(SourceRefused) as refused:
        opened("database", database.settings(**VISITS), password="wrong-word-77").look()
    assert "wrong-word-77" not in refused.value.sentence("en") + refused.value.sentence()


def test_a_missing_database_and_a_column_that_cannot_be_a_watermark(database: Database, tmp_path: Path) -> None:
    with pytest.raises((SourceChanged, SourceRefused)):
        opened("database", database.settings(**{**VISITS, "database": "elsewhere"}), password=PASSWORD).look()
    add(database, (1, "2025-01-05", "總館", 10))
    with pytest.raises(UnfitSource):
        brought(source(database, watermark="館別"), tmp_path)


def test_a_query_that_takes_too_long_is_ended(database: Database) -> None:
    add(database, (1, "2025-01-05", "總館", 10))
    connector: Any = source(database, seconds=1)
    with pytest.raises(SourceTooSlow, match="1 s"), connector.server.reading() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(9)" if database.system == "postgresql" else
                                   "SELECT SUM(a.seq * b.seq) FROM seq_1_to_99999 a, seq_1_to_99999 b")  # fmt: skip


@pytest.mark.parametrize("system", ["mariadb", "postgresql"])
def test_a_server_that_is_down_is_unreachable(system: str) -> None:
    down = {"system": system, "host": "127.0.0.1", "port": free_port(), "database": "x", "user": "reader", **VISITS}
    with pytest.raises(SourceUnreachable):
        opened("database", down, password="x").look()


@contextmanager
def listener(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: answer(server), daemon=True).start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("system", ["mariadb", "postgresql"])
def test_a_server_that_never_speaks_is_too_slow(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openscorecard.connectors.database.server.CONNECT_SECONDS", 2)
    held: list[socket.socket] = []
    with listener(lambda server: held.append(server.accept()[0])) as port:
        mute = {"system": system, "host": "127.0.0.1", "port": port, "database": "x", "user": "x", "seconds": 1}
        with pytest.raises(SourceTooSlow):
            opened("database", {**mute, **VISITS}, password="x").look()
    held[0].close()


def test_a_host_that_is_not_listed_is_never_reached() -> None:
    away = {"system": "mariadb", "database": "x", "user": "x", **VISITS}
    with pytest.raises(HostNotListed):
        opened("database", {**away, "host": "db.example.org"}).look()
    with pytest.raises(PrivateAddress):
        opened("database", {**away, "host": "127.0.0.1"}, hosts=("db.example.org",)).look()


@pytest.mark.parametrize("system", ["sqlserver", "oracle"])
def test_a_system_without_its_driver_names_the_package(system: str) -> None:
    from openscorecard.connectors.faults import DriverMissing

    settings = {"system": system, "host": "127.0.0.1", "database": "x", "user": "x", **VISITS}
    with pytest.raises(DriverMissing, match=r"pymssql|oracledb"):
        opened("database", settings, password="x").look()


@pytest.mark.parametrize(
    ("system", "table", "column"),
    [
        ("sqlserver", "[gate log]", "[館]]別]"),
        ("oracle", '"gate log"', '"館]別"'),
        ("mariadb", "`gate log`", "`館]別`"),
    ],
)
def test_names_are_quoted_as_each_system_wants_them(system: str, table: str, column: str) -> None:
    from sqlalchemy import String, select
    from sqlalchemy.dialects import mssql, mysql, oracle

    settings = {"system": system, "host": "127.0.0.1", "database": "x", "user": "x", **VISITS}
    connector: Any = opened("database", {**settings, "columns": {"branch": "館]別"}})
    made = connector._table({"館]別": String(20)})
    dialects: dict[str, Any] = {"sqlserver": mssql.dialect(), "oracle": oracle.dialect(), "mariadb": mysql.dialect()}
    statement = str(select(*connector._selected(made)).compile(dialect=dialects[system]))
    assert f"{table}.{column}" in statement
