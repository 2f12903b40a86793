"""The worker process of `aside`: takes tasks from standard input, sets its own limits, writes figures as lines."""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import sys
from collections.abc import Iterator
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.engines.measures.aside import MEBIBYTE, Bounds, counted_to_data, engine_named
from openscorecard.engines.measures.engine import Counted, RowSource
from openscorecard.engines.measures.faults import CountingTooHeavy


def main() -> int:
    """Count what the parent asks for; each line of standard output is one figure, progress, faults, or the end."""
    # The parent is this same program: what it sends is its own.
    name, bounds, spill, tasks, *source = pickle.load(sys.stdin.buffer)  # noqa: S301
    _limit(bounds)
    out = sys.stdout.buffer

    def say(said: dict[str, Any]) -> None:
        out.write(json.dumps(said, separators=(",", ":")).encode("ascii") + b"\n")

    def report(done: int, of: int) -> None:
        say({"done": done, "of": of})
        out.flush()

    with contextlib.redirect_stdout(sys.stderr):  # only figures go to standard output
        for said in _said(engine_named(name, bounds, spill).count(tasks, RowSource(*source), report), bounds):
            say(said)
    out.flush()
    return 0


def _said(figures: Iterator[Counted], bounds: Bounds) -> Iterator[dict[str, Any]]:
    try:
        for one in figures:
            yield counted_to_data(one)
        yield {"end": True}
    except Fault as fault:
        yield {"faults": [one.to_data() for one in fault.all()]}
    except MemoryError:
        yield {"faults": [CountingTooHeavy(limit=bounds.memory).to_data()]}


def _limit(bounds: Bounds) -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits; the parent's clock still holds
        import resource

        seconds, memory = bounds.seconds * bounds.threads, bounds.memory * MEBIBYTE
        for kind, soft, hard in (
            # The soft limit says which bound it was (SIGXCPU); at the hard one the kernel only kills.
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # where a stricter limit is set already, that one holds
                resource.setrlimit(kind, (soft, hard))


if __name__ == "__main__":
    status = main()
    sys.stderr.flush()
    os._exit(status)  # nothing is left to tidy, and threads of a library cannot hold the process
