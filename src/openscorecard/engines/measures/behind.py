"""Asking for the rows behind a figure, in a process of its own that is bounded in memory and time."""

from __future__ import annotations

import pickle

from openscorecard.engines.measures.answering import answer_of
from openscorecard.engines.measures.asked import Asked, Behind
from openscorecard.engines.measures.engine import RowSource

SECONDS, MEMORY = 30, 3072
_MODULE = "openscorecard.engines.measures.behind_worker"


def rows_aside(asked: Asked, source: RowSource, limit: int) -> Behind:
    """As `duck.behind.rows_behind`, in a worker of 30 seconds and 3 GiB of addresses.

    Raises CountingTooSlow, CountingTooHeavy, CountingCrashed, RowsUncountable.
    """
    plain = (dict(source.datasets), dict(source.manifests), dict(source.tagging))
    given = pickle.dumps((asked, source.root, *plain, limit))
    said = answer_of(_MODULE, given, SECONDS, MEMORY)
    return Behind(tuple(said["heads"]), tuple(tuple(row) for row in said["rows"]), said["total"], said["hidden"])
