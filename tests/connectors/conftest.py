"""Servers that connectors are tried against: MariaDB and PostgreSQL of this machine, each on a loopback port."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.connectors.servers import Database, mariadb_server, postgresql_server


def _running(server: Any, package: str) -> Iterator[Database]:
    with ExitStack() as stack:
        try:
            database = stack.enter_context(server())
        except LookupError as missing:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"{missing}; install the package `{package}`")
        yield database


@pytest.fixture(scope="session")
def running_mariadb() -> Iterator[Database]:
    yield from _running(mariadb_server, "mariadb-server")


@pytest.fixture
def mariadb(running_mariadb: Database) -> Database:
    """The server, its owner back in the empty database `library`."""
    running_mariadb.run("USE library", "SET SESSION sql_mode = DEFAULT")
    return running_mariadb


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Database]:
    yield from _running(postgresql_server, "postgresql")
