"""Asking for the rows that pages of action plans list, in a process of its own that is bounded in memory and time."""

from __future__ import annotations

import json
import pickle
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from openscorecard.domain.faults import fault_from_data
from openscorecard.domain.initiatives.kind import Listing
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.faults import CountingCrashed, CountingTooHeavy, CountingTooSlow
from openscorecard.processes.workers import command, ending, environment, status_name

SECONDS, MEMORY = 60, 3072
_MODULE = "openscorecard.engines.measures.listed_worker"


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one listing (by its digest) for one plan, empty for all together; texts in the order of `fields`.

    The last field, `_plan`, is the plan of each row. `total` counts the rows there are.
    """

    listing: str
    plan: str
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


def listed_aside(listings: Sequence[Listing], source: RowSource, most: int) -> tuple[Listed, ...]:
    """As `duck.listing.rows_listed`, in a worker of a minute and 3 GiB of addresses.

    Raises CountingTooSlow, CountingTooHeavy, CountingCrashed, RowsUncountable.
    """
    plain = RowSource(source.root, dict(source.datasets), dict(source.manifests), dict(source.tagging))
    given = pickle.dumps((tuple(listings), plain, most))
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
    return tuple(
        Listed(one["listing"], one["plan"], tuple(one["fields"]), tuple(map(tuple, one["rows"])), one["total"])
        for one in said["listed"]
    )
