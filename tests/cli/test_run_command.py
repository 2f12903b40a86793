"""`openscorecard run` prepares, serves with its worker, names the logins, and ends everything it began."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(home: Path, port: int, *words: str) -> subprocess.Popen[str]:
    environ = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    environ["OPENSCORECARD_EXAMPLE_SCALE"] = "0"  # rows have their own tests
    environ.pop("LC_ALL", None)
    environ.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "openscorecard", "run", "--bind", f"127.0.0.1:{port}", *words]
    return subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1)


def said(process: subprocess.Popen[str]) -> str:
    """What it says until it is ready; empty where it ended before."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ready"):
            break
    return "".join(lines)


@pytest.fixture
def stopped() -> Iterator[list[subprocess.Popen[str]]]:
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.kill()
        process.communicate()


def test_the_site_is_up_when_it_says_so_and_goes_down_whole(
    tmp_path: Path, stopped: list[subprocess.Popen[str]]
) -> None:
    logins = []
    for _ in range(2):  # the second start keeps the accounts and their passwords
        port = free_port()
        process = started(tmp_path / "home", port)
        stopped.append(process)
        logins.append(re.findall(r"Example login: (\w+) \(\w+\) password (\S+)", said(process)))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/plans/taipei-public-library/map/", timeout=20) as answer:
            assert "策略地圖" in answer.read().decode()
        process.send_signal(signal.SIGTERM)
        assert process.wait(40) == 0
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert [name for name, _ in logins[0]] == ["reader", "editor", "admin"]
    assert logins[0] == logins[1]


def test_a_taken_port_is_told(tmp_path: Path, stopped: list[subprocess.Popen[str]]) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        process = started(tmp_path / "home", int(holder.getsockname()[1]), "--empty")
        stopped.append(process)
        assert process.wait(40) == 1
