"""Counting in a worker process bounded in memory and time, its figures handed on as they come."""

from __future__ import annotations

import contextlib
import json
import pickle
import subprocess
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, Any

from openscorecard.domain.faults import fault_from_data
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.engine import Counted, Engine, Report, RowSource, Task
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow, UnknownEngine
from openscorecard.processes.workers import command, end, ending, environment, status_name

MEBIBYTE = 1024 * 1024
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
            source = (rows.root, dict(rows.datasets), dict(rows.manifests), dict(rows.tagging))
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
        command(_MODULE),
        stdin=given,
        stdout=subprocess.PIPE,
        stderr=noise,
        env=environment(MALLOC_ARENA_MAX="2"),
        start_new_session=True,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        end(worker)

    clock = threading.Timer(bounds.seconds, stop)
    clock.daemon = True
    clock.start()
    try:
        yield worker, late
    finally:
        clock.cancel()
        end(worker)
        if worker.stdout:
            worker.stdout.close()


def _failure(status: int, late: bool, noise: IO[bytes], bounds: Bounds) -> Exception:
    noise.seek(0)
    heard = noise.read(MEBIBYTE)
    how = "too slow" if late else ending(status, heard)
    if how == "too slow":
        return CountingTooSlow(seconds=bounds.seconds)
    if how == "too heavy":
        return CountingTooHeavy(limit=bounds.memory)
    return CountingCrashed(how=status_name(status))
