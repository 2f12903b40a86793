"""`openscorecard run`: prepares everything on first start, then serves the site with its worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from openscorecard.cli.example import ask_for_rows, load_plans
from openscorecard.cli.speaking import answered, say
from openscorecard.cli.store import open_store, working

_WORKER = [sys.executable, "-m", "openscorecard.jobs"]
# Processes for the cores, threads for waiting: our pages are short work on one store.
_SERVER = [
    sys.executable,
    "-m",
    "gunicorn",
    "openscorecard.config.wsgi:application",
    "--workers",
    str(min(os.cpu_count() or 1, 4)),
    "--threads",
    "4",
]
_SERVER += ["--log-level", "warning", "--no-control-socket"]


@click.command(
    help=say(
        "啟動網站與背景工作；第一次會準備一切", "Serve the site with its worker; the first start prepares everything"
    )
)
@click.option("--empty", is_flag=True, help=say("不載入示範資料", "without the example"))
@click.option("--bind", default="127.0.0.1:8000", metavar="HOST:PORT", show_default=True)
@answered
def run(empty: bool, bind: str) -> None:
    started = time.monotonic()
    host, port = _address(bind)
    _refuse_taken(host, port)
    with working("準備資料庫", "Preparing the store"):
        open_store()
    with working("準備網頁檔案", "Preparing the site's files"):
        _collect_static()
    if not empty:
        with working("載入示範資料", "Loading the example"):
            load_plans()
            ask_for_rows()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stop by a supervisor ends all, like Ctrl+C
    try:
        with _running(_WORKER), _running([*_SERVER, "--bind", bind]) as server:
            _wait_for(host, port, server)
            _announce(host, port, empty, started)
            server.wait()
    except KeyboardInterrupt:
        return
    sys.exit(server.returncode)


def _address(bind: str) -> tuple[str, int]:
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.BadParameter(say("請寫成 127.0.0.1:8000", "write it as 127.0.0.1:8000"), param_hint="--bind")
    return host.strip("[]"), int(port)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            sentence = say(
                f"無法使用 {host}:{port}（{error.strerror}）；請停止占用的程式，或用 --bind 換一個埠。",
                f"{host}:{port} cannot be used ({error.strerror}); stop what holds it, or choose another with --bind.",
            )
            raise click.ClickException(sentence) from error


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collect_site_files")


def _announce(host: str, port: int, empty: bool, started: float) -> None:
    shown = f"[{host}]" if ":" in host else host
    click.echo(say(f"\n網站：http://{shown}:{port}", f"\nThe site: http://{shown}:{port}"))
    if not empty and host in {"127.0.0.1", "::1"}:
        from openscorecard.cli.example_logins import example_logins

        for name, role, password in example_logins():
            click.echo(
                say(
                    f"示範帳號：{name}（{role}） 密碼 {password}", f"Example login: {name} ({role}) password {password}"
                )
            )
    elif empty:
        click.echo(
            say(
                "第一位管理者：openscorecard user add 名稱 --role administrator",
                "First administrator: openscorecard user add NAME --role administrator",
            )
        )
    click.echo(
        say(
            f"準備 {time.monotonic() - started:.1f} 秒；按 Ctrl+C 停止。",
            f"Ready in {time.monotonic() - started:.1f} s; Ctrl+C stops it.",
        )
    )


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own, ended with us; killed where it does not end by itself."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  # our own commands
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for patience in (10, 20):  # at the second request the worker gives up the job it is at
        process.terminate()
        try:
            process.wait(timeout=patience)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()


def _wait_for(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the server listens; what it says itself tells why where it ends before."""
    with working("啟動網站", "Starting the site"):
        while server.poll() is None:
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                if probe.connect_ex((host, port)) == 0:
                    return
            time.sleep(0.05)
    sys.exit(server.returncode or 1)
