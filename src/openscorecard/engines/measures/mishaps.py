"""What the library says when rows cannot be counted, as faults."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from openscorecard.engines.measures.faults import CountingTooHeavy, RowsUncountable

_LONGEST = 200


@contextlib.contextmanager
def faults_of(dataset: str, limit: object) -> Iterator[None]:
    """Raise RowsUncountable, or CountingTooHeavy where `limit` (MiB) was too little, for what DuckDB raises."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise CountingTooHeavy(limit=limit) from error
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0][:_LONGEST]
        raise RowsUncountable(dataset=dataset, reason=reason) from error
