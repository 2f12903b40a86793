"""The rows as engines count them: files that readers see, and the tags that give them to action plans."""

from __future__ import annotations

import hashlib

from openscorecard.engines.measures.engine import RowSource
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import data_state, manifests, row_store
from openscorecard.queries.initiatives.tags import tagging, tagging_state


def row_source() -> RowSource:
    """Everything engines need to count; two queries."""
    return RowSource(row_store().root, standard_datasets(), manifests(), tagging())


def rows_state() -> str:
    """A digest of what readers of all datasets see and of the tags on it; two queries."""
    state, tags = data_state(), tagging_state()
    return hashlib.sha256(f"{state} {tags}".encode()).hexdigest() if tags else state
