"""One question to a worker process that is bounded in memory and time, and its one answer as JSON."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from openscorecard.domain.faults import fault_from_data
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow
from openscorecard.processes.workers import command, ending, environment, status_name


def answer_of(module: str, given: bytes, seconds: int, memory: int) -> dict[str, Any]:
    """What `python -m module` answers to `given`; `memory` in MiB is only told, the worker bounds itself.

    Raises CountingTooSlow, CountingTooHeavy, CountingCrashed, and faults that the worker tells.
    """
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, nothing of a user in the command
            command(module),
            input=given,
            capture_output=True,
            timeout=seconds,
            check=False,
            env=environment(MALLOC_ARENA_MAX="2"),
        )
    except subprocess.TimeoutExpired:
        raise CountingTooSlow(seconds=seconds) from None
    if done.returncode:
        how = ending(done.returncode, done.stderr)
        if how == "too slow":
            raise CountingTooSlow(seconds=seconds)
        if how == "too heavy":
            raise CountingTooHeavy(limit=memory)
        raise CountingCrashed(how=status_name(done.returncode))
    said: dict[str, Any] = json.loads(done.stdout)
    if "faults" in said:
        raise fault_from_data(said["faults"][0])
    return said
