"""What every test may use: a store in real files or on PostgreSQL, people with roles, a moment that stands still."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as properties

from openscorecard.domain.people.readers import SYSTEM, Reader

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

# The same examples every time where nobody watches; new ones at every run of a person.
properties.register_profile("steady", derandomize=True, deadline=None)
properties.register_profile("quick", max_examples=20, deadline=None)
properties.register_profile("fresh", deadline=None)  # how long an example takes is no property
properties.load_profile("steady" if os.environ.get("CI") else "fresh")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """SQLite is tested as it is run: in a file, with its write-ahead log; Django's default would be in memory."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("store") / "test.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The machine's Chromium, one for all browser tests of a process."""
    from tests.browser.chromium import launched

    yield from launched()


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """Nothing of an earlier test is kept ready: its store was rolled back, and numbers of rows come again."""
    from openscorecard.queries.recent import forget

    forget()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def add_reader(db: None) -> Callable[..., Reader]:
    """Adds an account straight away and gives its reader: `add_reader("mei", "editor")`."""

    def add(name: str, role: str, **fields: Any) -> Reader:
        from openscorecard.queries.people import reader_of
        from openscorecard.records.models import Person

        return reader_of(Person.objects.create(username=name, role=role, **fields))

    return add


@pytest.fixture
def editor(add_reader: Callable[..., Reader]) -> Reader:
    return add_reader("mei", "editor")


@pytest.fixture
def administrator(add_reader: Callable[..., Reader]) -> Reader:
    return add_reader("admin", "administrator")


@pytest.fixture
def onlooker(add_reader: Callable[..., Reader]) -> Reader:
    """Somebody signed in who may only read."""
    return add_reader("rong", "reader")


@pytest.fixture
def system() -> Reader:
    return SYSTEM


# Stores for whole processes, where a test's own transaction would not do


@pytest.fixture
def fresh_store(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new, empty, migrated store of the kind this run tests, for processes of its own."""
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        "DJANGO_SETTINGS_MODULE": "stores_settings",
        "OPENSCORECARD_HOME": str(tmp_path / "home"),
        "OPENSCORECARD_SEAL": str(tmp_path / "seal"),
    }
    with _database(environ, f"fresh_{os.getpid()}_{abs(hash(tmp_path)) % 10**8}") as url:
        if url:
            environ["DATABASE_URL"] = url
        subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=environ, check=True, cwd=ROOT)
        yield environ


class _database:
    """A database of its own on the PostgreSQL of this run, dropped at the end; nothing on SQLite."""

    def __init__(self, environ: dict[str, str], name: str) -> None:
        self.url, self.name = environ.get("DATABASE_URL", ""), name

    def __enter__(self) -> str:
        if not self.url:
            return ""
        self._do(f'CREATE DATABASE "{self.name}"')
        return self.url.replace("/postgres?", f"/{self.name}?")

    def __exit__(self, *_: object) -> None:
        if self.url:
            self._do(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration nothing may be skipped but for absent shared data."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("CI") or reporter is None or hasattr(session.config, "workerinput"):
        return
    skipped = [str(report.longrepr) for report in reporter.stats.get("skipped", [])]
    unexcused = [reason for reason in skipped if "shared data is absent" not in reason]
    if unexcused:
        reporter.write_line("Skipped, and not for absent shared data:", red=True)
        for reason in unexcused:
            reporter.write_line(f"  {reason}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
