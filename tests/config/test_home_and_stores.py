"""Where state lives: the home, its seal beside it, SQLite in it, or PostgreSQL by address."""

from __future__ import annotations

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from openscorecard.config.home import database, files, home, rows, seal, secret_key
from openscorecard.config.stores import UnfitDatabaseUrl, databases, postgresql, sqlite


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"OPENSCORECARD_HOME": str(tmp_path / "home")}


def test_the_seal_stands_beside_the_home_unless_it_is_named(environ: dict[str, str], tmp_path: Path) -> None:
    assert (home(environ), seal(environ)) == (tmp_path / "home", tmp_path / "home-seal")
    assert seal({**environ, "OPENSCORECARD_SEAL": str(tmp_path / "safe")}) == tmp_path / "safe"


def test_without_a_name_the_home_is_the_platforms_place_for_data() -> None:
    assert home({}).name == "openscorecard"
    assert home({}).is_absolute()


def test_folders_are_made_when_first_asked_for_and_open_to_their_owner_alone(environ: dict[str, str]) -> None:
    assert not home(environ).exists()
    for folder in (rows(environ), files(environ), database(environ).parent):
        assert folder.is_dir()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_secret_key_is_made_once_outside_the_home_and_read_by_its_owner_alone(environ: dict[str, str]) -> None:
    key = secret_key(environ)
    path = seal(environ) / "secret-key"
    assert len(key) >= 64
    assert secret_key(environ) == key == path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in seal(environ).iterdir()] == ["secret-key"]


def test_two_that_start_at_once_have_one_key(environ: dict[str, str]) -> None:
    keys: list[str] = []
    gate = threading.Barrier(8)

    def start() -> None:
        gate.wait()
        keys.append(secret_key(environ))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_sqlite_stands_in_the_home_and_takes_the_write_lock_at_once(environ: dict[str, str]) -> None:
    store = databases(environ)["default"]
    assert store["NAME"] == str(home(environ) / "openscorecard.sqlite3")
    assert (store["OPTIONS"]["transaction_mode"], store["OPTIONS"]["timeout"]) == ("IMMEDIATE", 30)


def test_an_address_names_postgresql_with_every_part_decoded(environ: dict[str, str]) -> None:
    url = "postgresql://m%40x:p%2Fw%3A1@db.internal:5433/score%20card?sslmode=require"
    store = databases({**environ, "DATABASE_URL": url})["default"]
    named = {key: store[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert named == {
        "NAME": "score card",
        "USER": "m@x",
        "PASSWORD": "p/w:1",
        "HOST": "db.internal",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert not home(environ).exists()


def test_a_socket_is_named_as_a_host() -> None:
    assert postgresql("postgres:///plans?host=%2Frun%2Fpg")["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    "url",
    [
        "mysql://me:secret@db/plans",
        "postgresql://me:secret@db",
        "postgresql://me:secret@db/",
        "postgresql://me:secret@db/a/b",
        "postgresql://me:secret@db:port/plans",
        "postgresql://me:secret@db:99999/plans",
        "postgresql://me:secret@[db/plans",
        "postgresql://me:sec#ret@db/plans",
        "postgresql://me:secret@db/plans?options=-c%20x",
        "secret",
    ],
)
def test_an_address_that_names_no_database_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UnfitDatabaseUrl) as caught:
        postgresql(url)
    for language in ("zh-Hant", "en"):
        assert "sec" not in caught.value.sentence(language)


@pytest.fixture
def _open(django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections of a test's own, also where an earlier test has left a browser's loop running."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with django_db_blocker.unblock():
        yield


@pytest.mark.usefixtures("_open")
def test_a_connection_lasts_while_its_file_is_the_one_that_stands_there(tmp_path: Path) -> None:
    from django.db.utils import ConnectionHandler

    kept = sqlite(tmp_path / "one.sqlite3")
    connection = ConnectionHandler({"default": kept})["default"]
    with connection.cursor() as cursor:
        cursor.execute("create table told (words text)")
        opened = connection.connection
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is opened  # not one for each request
    assert connection.is_usable()

    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as made:
        made.execute("create table restored (words text)")
    other.replace(tmp_path / "one.sqlite3")
    for beside in ("-wal", "-shm"):  # what the other file does not know of, as every restore takes it away
        (tmp_path / f"one.sqlite3{beside}").unlink()
    assert not connection.is_usable()
    connection.close_if_health_check_failed()
    with connection.cursor() as cursor:
        assert cursor.execute("select count(*) from restored").fetchone() == (0,)
    connection.close()


@pytest.mark.usefixtures("_open")
def test_a_store_in_memory_is_always_usable() -> None:
    from django.db.utils import ConnectionHandler

    connection = ConnectionHandler({"default": {**sqlite(Path(":memory:")), "NAME": ":memory:"}})["default"]
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    assert connection.is_usable()
