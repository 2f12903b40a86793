"""Several writers at once, and writers killed in the middle: nothing locked, nothing lost, nothing half-stored."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WRITERS = Path(__file__).with_name("writers.py")


def _start(store: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITERS), *words], env=store, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def _finish(store: dict[str, str], *words: str) -> str:
    process = _start(store, *words)
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output


@pytest.fixture
def store(fresh_store: dict[str, str]) -> dict[str, str]:
    _finish(fresh_store, "prepare")
    return fresh_store


@pytest.fixture
def start(store: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts writers; those still running at the end are stopped."""
    running: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> subprocess.Popen[str]:
        running.append(_start(store, *words))
        return running[-1]

    yield begin
    for writer in running:
        writer.kill()
        writer.communicate()


def test_writers_at_once_all_get_through_and_none_is_told_the_store_is_locked(
    store: dict[str, str], start: Callable[..., subprocess.Popen[str]]
) -> None:
    writers = [start("write", f"writer-{number}", "25") for number in range(3)]
    acknowledged: list[int] = []
    for writer in writers:
        output, errors = writer.communicate(timeout=120)
        assert (writer.returncode, errors) == (0, "")
        acknowledged += [int(line) for line in output.split()]
    assert sorted(acknowledged) == list(range(2, 77))  # each write has a revision of its own
    assert _finish(store, "judge") == ""


def test_a_writer_killed_at_any_moment_leaves_a_whole_store_with_all_it_acknowledged(
    store: dict[str, str], start: Callable[..., subprocess.Popen[str]]
) -> None:
    chance = random.Random(20261123)
    last = 1
    for _ in range(6):
        writer = start("write", "victim", "100000")
        assert writer.stdout is not None
        lines = [writer.stdout.readline()]  # it is at work
        time.sleep(chance.uniform(0.01, 0.3))
        writer.send_signal(signal.SIGKILL)
        lines += writer.stdout.read().split()  # not communicate(), which would lose what is buffered already
        writer.wait(30)
        acknowledged = [int(line) for line in lines if line.strip()]
        assert acknowledged[0] in (last + 1, last + 2)  # one more may be stored whose word did not get out
        assert acknowledged == list(range(acknowledged[0], acknowledged[-1] + 1))
        last = acknowledged[-1]
        assert _finish(store, "judge") == ""
