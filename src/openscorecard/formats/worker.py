"""The worker process of `bounded`: takes a task's name and a file, sets its own limits, answers in JSON."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.formats.bounded import MEBIBYTE, OUTPUT_LIMIT, task_function
from openscorecard.formats.faults import ReadingTooHeavy, ReadingTooLong


def main(task: str, seconds: int, memory: int, written: int = 2 * OUTPUT_LIMIT) -> int:
    """Run `task` on standard input and write `{"result": …}` or `{"faults": […]}` to standard output."""
    _limit(seconds, memory, written)
    answer = json.dumps(_answer(task, memory)).encode("ascii")
    if len(answer) > OUTPUT_LIMIT:
        answer = json.dumps(_as_faults(ReadingTooLong(limit=OUTPUT_LIMIT // MEBIBYTE))).encode("ascii")
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _limit(seconds: int, memory: int, written: int) -> None:
    with contextlib.suppress(ImportError):  # Windows has no such limits; the parent's clock still holds
        import resource

        for kind, soft, hard in (
            # The soft limit says which bound it was (SIGXCPU); at the hard one the kernel only kills.
            (resource.RLIMIT_CPU, seconds, seconds + 1),
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_FSIZE, written, written),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # where a stricter limit is set already, that one holds
                resource.setrlimit(kind, (soft, hard))


def _answer(task: str, memory: int) -> dict[str, Any]:
    function = task_function(task)
    data = sys.stdin.buffer.read()
    try:
        with contextlib.redirect_stdout(sys.stderr):  # only the answer goes to standard output
            return {"result": function(data)}
    except Fault as fault:
        return _as_faults(fault)
    except MemoryError:
        return _as_faults(ReadingTooHeavy(limit=memory // MEBIBYTE))


def _as_faults(fault: Fault) -> dict[str, Any]:
    return {"faults": [one.to_data() for one in fault.all()]}


if __name__ == "__main__":
    status = main(sys.argv[1], *(int(bound) for bound in sys.argv[2:]))
    sys.stderr.flush()
    os._exit(status)  # nothing is left to tidy, and threads of a library cannot hold the process
