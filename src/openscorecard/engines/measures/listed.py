"""Asking for the rows that pages of action plans list, in a process of its own that is bounded in memory and time."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass

from openscorecard.domain.initiatives.kind import Listing
from openscorecard.engines.measures.answering import answer_of
from openscorecard.engines.measures.engine import RowSource

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
    said = answer_of(_MODULE, given, SECONDS, MEMORY)
    return tuple(
        Listed(one["listing"], one["plan"], tuple(one["fields"]), tuple(map(tuple, one["rows"])), one["total"])
        for one in said["listed"]
    )
