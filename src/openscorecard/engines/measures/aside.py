"""Counting in a worker process bounded in memory and time, its figures handed on as they come."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

import openscorecard
from openscorecard.domain.faults import fault_from_data
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.engine import Counted, Engine, Report, RowSource, Task
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow, UnknownEngine

MEBIBYTE = 1024 * 1024
_SENT_ENVIRONMENT = ("PATH", "HOME", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "TEMP")
_NO_MEMORY = (b"MemoryError", b"bad_alloc", b"memory allocation", b"annot allocate memory", b"failed to map segment")
_MODULE = "openscorecard.engines.measures.worker"
NAMES = ("duckdb", "plain")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a worker may use: seconds of the clock (on the processor, as many a thread), MiB of address space, threads.

    DuckDB itself is given a quarter of the address space; the rest is for what it does not count, and for libraries.
    """

    seconds: int = 3600
    memory: int = 4096
    threads: int = 2


def engine_named(name: str, bounds: Bounds | None = None, spill: Path | None = None) -> Engine:
    """The engine of that name; what does not fit into memory goes to `spill`. Raises UnknownEngine."""
    if name == "duckdb":
        from openscorecard.engines.measures.duck.engine import DuckEngine

        bounds = bounds or Bounds()
        return DuckEngine(memory=bounds.memory // 4, threads=bounds.threads, spill=spill, states=True)
    if name == "plain":
        from openscorecard.engines.measures.plain import PlainEngine

        return PlainEngine()
    raise UnknownEngine(name=name, known="、".join(NAMES))


@dataclass(frozen=True, slots=True)
class Aside:
    """The engine `name`, run in a process of its own."""

    name: str = "duckdb"
    bounds: Bounds = Bounds()

    def count(self, tasks: Sequence[Task], rows: RowSource, report: Report) -> Iterator[Counted]:
        """As the engine does. Who stops asking ends the worker.

        Raises UnknownEngine, CountingTooSlow, CountingTooHeavy, CountingCrashed, RowsUncountable; figures handed on
        before that are sound.
        """
        if self.name not in NAMES:
            raise UnknownEngine(name=self.name, known="、".join(NAMES))
        with (
            tempfile.TemporaryDirectory(prefix="openscorecard-") as spill,  # here, so that a killed worker leaves none
            tempfile.TemporaryFile() as said,
            tempfile.TemporaryFile() as noise,
        ):
            source = (rows.root, dict(rows.datasets), dict(rows.manifests))
            pickle.dump((self.name, self.bounds, Path(spill), tuple(tasks), *source), said)
            said.seek(0)
            with _worker(said, noise, self.bounds) as (worker, late):
                assert worker.stdout is not None  # noqa: S101 -- it is piped
                ended = False
                for line in worker.stdout:
                    ended = yield from _handed_on(line, report)
                if not ended:
                    raise _failure(worker.wait(), late.is_set(), noise, self.bounds)


def _handed_on(line: bytes, report: Report) -> Generator[Counted, None, bool]:
    """What one line of a worker says; true for the last line."""
    said = json.loads(line)
    if "done" in said:
        report(said["done"], said["of"])
    elif "faults" in said:
        first, *others = (fault_from_data(one) for one in said["faults"])
        first.also = tuple(others)
        raise first
    elif "cells" in said:
        yield counted_from_data(said)
    return "end" in said


def counted_to_data(one: Counted) -> dict[str, Any]:
    """A figure as plain data, exact."""
    cells = {name: [str(cell.value), cell.rows, cell.unknown, cell.undetermined] for name, cell in one.cells.items()}
    return {"counting": one.counting, "by": one.dimension, "in": str(one.period), "cells": cells, "found": one.found}


def counted_from_data(said: dict[str, Any]) -> Counted:
    """The figure that `counted_to_data` wrote."""
    cells = {name: Cell(Fraction(value), *others) for name, (value, *others) in said["cells"].items()}
    return Counted(said["counting"], said["by"], parse_period(said["in"]), cells, said["found"])


@contextlib.contextmanager
def _worker(
    given: IO[bytes], noise: IO[bytes], bounds: Bounds
) -> Iterator[tuple[subprocess.Popen[bytes], threading.Event]]:
    """A worker, and whether its time ran out; nothing of its process group outlives this."""
    worker = subprocess.Popen(  # noqa: S603 -- a fixed module
        [sys.executable, "-P", "-m", _MODULE],
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=noise,
        env=worker_environment(),
        start_new_session=True,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(worker)

    clock = threading.Timer(bounds.seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        yield worker, late
    finally:
        clock.cancel()
        _kill(worker)
        worker.wait()
        if worker.stdout:
            worker.stdout.close()


def _kill(worker: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):  # all of it has ended already
            os.killpg(worker.pid, signal.SIGKILL)
    else:
        worker.kill()


def worker_environment() -> dict[str, str]:
    """No secrets of the parent, and the same package wherever it was loaded from."""
    kept = {name: os.environ[name] for name in _SENT_ENVIRONMENT if name in os.environ}
    root = str(Path(openscorecard.__file__).parents[1])
    paths = [root, *os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}


def _failure(status: int, late: bool, noise: IO[bytes], bounds: Bounds) -> Exception:
    noise.seek(0)
    heard = noise.read(MEBIBYTE)
    if late or status == -getattr(signal, "SIGXCPU", 0):
        return CountingTooSlow(seconds=bounds.seconds)
    if any(words in heard for words in _NO_MEMORY):
        return CountingTooHeavy(limit=bounds.memory)
    return CountingCrashed(how=_ending(status))


def _ending(status: int) -> str:
    try:
        return signal.Signals(-status).name if status < 0 else f"exit {status}"
    except ValueError:
        return f"exit {status}"
