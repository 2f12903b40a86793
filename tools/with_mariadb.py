"""A throw-away MariaDB server for tests, on a loopback port of its own in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_QUICK = (
    "--innodb-flush-log-at-trx-commit=0",
    "--skip-log-bin",
    "--innodb-buffer-pool-size=32M",
    "--skip-name-resolve",
)


class NoServer(Exception):
    """No MariaDB server is installed here."""

    def __init__(self) -> None:
        super().__init__("no MariaDB server found; install the package `mariadb-server`")


@dataclass(frozen=True, slots=True)
class MariaDB:
    """A server that runs: its port on 127.0.0.1, and its socket, where the superuser `root` needs no password."""

    port: int
    socket: str


@contextmanager
def server() -> Iterator[MariaDB]:
    """A server of its own, gone at the end; raises NoServer."""
    program, install = _found("mariadbd", "mysqld"), _found("mariadb-install-db", "mysql_install_db")
    if not program or not install:
        raise NoServer
    with tempfile.TemporaryDirectory(prefix="maria-", ignore_cleanup_errors=True) as name:
        folder, account = Path(name), _account()
        if account:
            shutil.chown(folder, account["user"], account["group"])
        data, path = folder / "data", folder / "s"
        quiet: dict[str, Any] = {"capture_output": True, "cwd": "/", **account}
        subprocess.run(
            [install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
             "--skip-test-db"], check=True, **quiet,
        )  # fmt: skip
        port = _free_port()
        command = [program, "--no-defaults", f"--datadir={data}", f"--socket={path}", f"--port={port}",
                   "--bind-address=127.0.0.1", f"--pid-file={folder / 'pid'}", *_QUICK]  # fmt: skip
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **account)
        try:
            _wait(path, port, process, folder / "log")
            yield MariaDB(port, str(path))
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _found(*names: str) -> str:
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    return next((found for name in names if (found := shutil.which(name, path=places))), "")


def _account() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("mysql") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(path: Path, port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if path.exists():
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("MariaDB did not start:\n" + log.read_text(errors="replace")[-2000:])
