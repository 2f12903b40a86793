"""Asking for the rows behind a figure, in a process of its own that is bounded in memory and time."""

from __future__ import annotations

import json
import pickle
import subprocess

from openscorecard.domain.faults import fault_from_data
from openscorecard.engines.measures.asked import Asked, Behind
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow
from openscorecard.processes.workers import command, ending, environment, status_name

SECONDS, MEMORY = 30, 3072
_MODULE = "openscorecard.engines.measures.behind_worker"


def rows_aside(asked: Asked, source: RowSource, limit: int) -> Behind:
    """As `duck.behind.rows_behind`, in a worker of 30 seconds and 3 GiB of addresses.

    Raises CountingTooSlow, CountingTooHeavy, CountingCrashed, RowsUncountable.
    """
    plain = (dict(source.datasets), dict(source.manifests), dict(source.tagging))
    given = pickle.dumps((asked, source.root, *plain, limit))
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, nothing of a user in the command
            command(_MODULE),
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=environment(MALLOC_ARENA_MAX="2"),
        )
    except subprocess.TimeoutExpired:
        raise CountingTooSlow(seconds=SECONDS) from None
    if done.returncode:
        how = ending(done.returncode, done.stderr)
        if how == "too slow":
            raise CountingTooSlow(seconds=SECONDS)
        if how == "too heavy":
            raise CountingTooHeavy(limit=MEMORY)
        raise CountingCrashed(how=status_name(done.returncode))
    said = json.loads(done.stdout)
    if "faults" in said:
        raise fault_from_data(said["faults"][0])
    return Behind(tuple(said["heads"]), tuple(tuple(row) for row in said["rows"]), said["total"], said["hidden"])
