"""Databases for connectors to read: each with an owner who fills tables and a reader who may only look."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.tools_of_the_tree import tool

PASSWORD = "correct horse 8"


@dataclass
class Database:
    """One server on 127.0.0.1; `settings` are what a source says of it, `run` is the owner at work."""

    system: str
    port: int
    owner: Any
    made: list[str] = field(default_factory=list)

    def run(self, *statements: str) -> None:
        for statement in statements:
            self.owner(statement)

    def settings(self, **more: Any) -> dict[str, Any]:
        return {
            "system": self.system,
            "host": "127.0.0.1",
            "port": self.port,
            "database": "library",
            "user": "reader",
            "seconds": 20,
            **more,
        }


@contextmanager
def mariadb_server() -> Iterator[Database]:
    import pymysql

    with_mariadb = tool("with_mariadb")
    try:
        entered = with_mariadb.server()
        server = entered.__enter__()
    except with_mariadb.NoServer as missing:
        raise LookupError(str(missing)) from None
    try:
        owner = pymysql.connect(unix_socket=server.socket, user="root", autocommit=True)
        cursor = owner.cursor()
        for statement in (
            "CREATE DATABASE library CHARACTER SET utf8mb4",
            f"CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'",
            "GRANT SELECT ON library.* TO reader@'127.0.0.1'",
            f"CREATE USER writer@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'",
            "GRANT ALL ON library.* TO writer@'127.0.0.1'",
            "USE library",
        ):
            cursor.execute(statement)
        yield Database("mariadb", server.port, cursor.execute)
        owner.close()
    finally:
        entered.__exit__(None, None, None)


@contextmanager
def postgresql_server() -> Iterator[Database]:
    import psycopg

    with_postgres = tool("with_postgres")
    port = free_port()
    try:
        entered = with_postgres.server(port=port, passwords=True)
        url = entered.__enter__()
    except with_postgres.NoServer as missing:
        raise LookupError(str(missing)) from None
    try:
        with psycopg.connect(url, autocommit=True) as first:
            first.execute("CREATE DATABASE library")
            first.execute(f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}'")
        with psycopg.connect(url.replace("/postgres?", "/library?"), autocommit=True) as owner:
            owner.execute(f"CREATE ROLE writer LOGIN PASSWORD '{PASSWORD}'")
            for rights in ("SELECT ON TABLES TO reader", "ALL ON TABLES TO writer"):
                owner.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights}")
            yield Database("postgresql", port, owner.execute)
    finally:
        entered.__exit__(None, None, None)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
