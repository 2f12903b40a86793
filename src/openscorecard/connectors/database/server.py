"""A database server: reached at one address, read in one read-only transaction, its errors told as faults."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openscorecard.connectors.database.errors import told
from openscorecard.connectors.faults import DriverMissing, SourceUnreachable, UnfitSource
from openscorecard.connectors.reaching import Reach

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

PORTS = {"mariadb": 3306, "postgresql": 5432, "sqlserver": 1433, "oracle": 1521}
DIALECTS = {
    "mariadb": "mysql+pymysql",
    "postgresql": "postgresql+psycopg",
    "sqlserver": "mssql+pymssql",
    "oracle": "oracle+oracledb",
}
_PACKAGES = {"mariadb": "pymysql", "postgresql": "psycopg", "sqlserver": "pymssql", "oracle": "oracledb"}
CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Server:
    """Where a database is and who reads it. `seconds` bounds every statement; `tls` is off, require or verify."""

    name: str
    system: str
    host: str
    port: int
    database: str
    user: str
    password: str
    reach: Reach
    tls: str = "off"
    seconds: int = 60

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One connection in one read-only transaction, which sees one state of the database. Raises SourceFaults."""
        with self._told():
            engine = self._engine()
            try:
                with engine.connect() as connection, connection.begin():
                    self._bound(connection)
                    yield connection
            finally:
                engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            from sqlalchemy.exc import SQLAlchemyError
        except ImportError as error:
            raise DriverMissing(source=self.name, system=self.system, package="openscorecard[sources]") from error
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            raise told(error, self.name, self.seconds) from error

    def _engine(self) -> Engine:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool

        if self.system not in DIALECTS:
            raise UnfitSource(item="system", reason=self.system)
        try:
            isolation = {"mariadb": "REPEATABLE READ", "postgresql": "REPEATABLE READ"}.get(self.system)
            extra: dict[str, Any] = {"isolation_level": isolation} if isolation else {}
            url = f"{DIALECTS[self.system]}://"
            return create_engine(url, creator=self._creator(), poolclass=NullPool, hide_parameters=True, **extra)
        except ImportError as error:
            package = _PACKAGES[self.system]
            raise DriverMissing(source=self.name, system=self.system, package=package) from error

    def _creator(self) -> Callable[[], Any]:
        connect = _CONNECTORS[self.system]
        port = self.port or PORTS[self.system]
        address = self.reach.address(self.host, port)  # resolved once: every connection goes there
        return lambda: connect(self, address, port)

    def _bound(self, connection: Connection) -> None:
        if self.system == "mariadb":
            maria = getattr(connection.dialect, "is_mariadb", False)
            limit = f"max_statement_time = {self.seconds}" if maria else f"max_execution_time = {self.seconds * 1000}"
            connection.exec_driver_sql(f"SET SESSION {limit}")
            connection.exec_driver_sql("SET time_zone = '+08:00'")
        elif self.system == "oracle":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _mariadb(server: Server, address: str, port: int) -> Any:
    import pymysql

    connection = pymysql.connect(
        host=server.host, port=port, user=server.user, password=server.password, database=server.database,
        charset="utf8mb4", connect_timeout=CONNECT_SECONDS, read_timeout=server.seconds + CONNECT_SECONDS,
        write_timeout=CONNECT_SECONDS, ssl=_tls(server.tls), local_infile=False, defer_connect=True,
        # Its own words for what a session may do, said before anything is read.
        init_command="SET SESSION TRANSACTION READ ONLY",
    )  # fmt: skip
    try:
        wire = socket.create_connection((address, port), CONNECT_SECONDS)
    except OSError as error:
        raise SourceUnreachable(source=server.name, reason=error.strerror or error) from error
    wire.settimeout(None)
    connection.connect(wire)
    return connection


def _tls(wanted: str) -> ssl.SSLContext | None:
    if wanted == "off":
        return None
    context = ssl.create_default_context()
    if wanted == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _postgresql(server: Server, address: str, port: int) -> Any:
    import psycopg

    modes = {"off": "disable", "require": "require", "verify": "verify-full"}
    options = f"-c default_transaction_read_only=on -c statement_timeout={server.seconds}s -c timezone=Asia/Taipei"
    return psycopg.connect(
        host=server.host, hostaddr=address, port=port, dbname=server.database, user=server.user,
        password=server.password, connect_timeout=CONNECT_SECONDS, sslmode=modes[server.tls], options=options,
        application_name="openscorecard",
    )  # fmt: skip


def _sqlserver(server: Server, address: str, port: int) -> Any:
    import pymssql

    return pymssql.connect(
        server=address, port=str(port), user=server.user, password=server.password, database=server.database,
        login_timeout=CONNECT_SECONDS, timeout=server.seconds, read_only=True,
        encryption="off" if server.tls == "off" else "require",
    )  # fmt: skip


def _oracle(server: Server, address: str, port: int) -> Any:
    import oracledb

    connection = oracledb.connect(
        host=address, port=port, service_name=server.database, user=server.user, password=server.password,
        protocol="tcp" if server.tls == "off" else "tcps", ssl_server_dn_match=server.tls == "verify",
        tcp_connect_timeout=CONNECT_SECONDS,
    )  # fmt: skip
    connection.call_timeout = server.seconds * 1000
    return connection


_CONNECTORS: Mapping[str, Callable[[Server, str, int], Any]] = {
    "mariadb": _mariadb,
    "postgresql": _postgresql,
    "sqlserver": _sqlserver,
    "oracle": _oracle,
}
