"""Run a command beside a throw-away PostgreSQL: `with_postgres.py COMMAND...` finds it in DATABASE_URL."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

MISSING = 69  # EX_UNAVAILABLE: no server on this machine
_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class NoServer(Exception):
    """No PostgreSQL server is installed here."""

    def __init__(self) -> None:
        super().__init__("no PostgreSQL server found; install the package `postgresql`")


def binaries() -> Path:
    """The folder of `initdb` and `postgres`, the newest version first; raises NoServer."""
    found = [path for place in _PLACES for path in Path(place).glob("*/bin") if (path / "initdb").exists()]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    if not found:
        raise NoServer
    return max(found, key=lambda path: [int(part) for part in path.parent.name.split(".") if part.isdigit()])


@contextmanager
def server(port: int = 0, passwords: bool = False) -> Iterator[str]:
    """A server of its own on a Unix socket in a folder of its own, gone at the end; gives its DATABASE_URL.

    With `port` it listens on 127.0.0.1 too, and with `passwords` asks there for one.
    """
    programs = binaries()
    # Short, for a socket's path may hold 107 bytes; outside the project, for the server runs as another user.
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as name:
        folder, account = Path(name), _account()
        if account:
            shutil.chown(folder, account["user"], account["group"])
        data = folder / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], account
        )
        if passwords:
            rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
            (data / "pg_hba.conf").write_text(rules)
        listening = ("listen_addresses=127.0.0.1", f"port={port}") if port else ("listen_addresses=",)
        settings = [part for setting in (*_QUICK, *listening) for part in ("-c", setting)]
        command = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", preexec_fn=_end_with_parent, **account)  # noqa: PLW1509 -- one thread here
        try:
            _wait(programs, folder, process, port)
            at = f"&port={port}" if port else ""
            yield f"postgresql://tester@/postgres?host={quote(str(folder), safe='')}{at}"
        finally:
            process.send_signal(signal.SIGINT)  # fast shutdown: it ends its sessions and leaves
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _account() -> dict[str, Any]:
    # The server refuses to run as root; Debian's package brings a user for it.
    if os.geteuid() != 0:
        return {}
    import pwd

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    # Linux: should this program be killed, the server gets its signal to leave.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def _run(command: list[Path | str], account: dict[str, Any]) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd="/", **account)


def _wait(programs: Path, folder: Path, process: subprocess.Popen[bytes], port: int) -> None:
    ask = [str(programs / "pg_isready"), "-h", str(folder), "-q", *(["-p", str(port)] if port else [])]
    for _ in range(300):
        if subprocess.run(ask, check=False).returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text(errors="replace")[-2000:])


def main(command: list[str]) -> int:
    """Run `command` and answer with its exit status; 69 where there is no server to run."""
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    try:
        with server() as url:
            return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    except NoServer as error:
        print(error, file=sys.stderr)
        return MISSING


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
