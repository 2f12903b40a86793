"""How many rows readers see, in all and by month and branch; counted once for each state of a dataset."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.counting import RowCounts, count_by_month
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import count

BRANCH = "branch"  # the field that tells branches apart, in every dataset that has one
_KEPT = 24 * 3600  # seconds
T = TypeVar("T")


def visible_count(dataset: Dataset, manifest: Manifest) -> int:
    """The rows that `manifest` shows; files are opened where some of their rows are hidden, and then only once."""
    root = Path(settings.ROWS_ROOT)
    if not any(one.replaced or one.corrected_by for one in manifest.parts):
        return count(root, dataset, manifest)
    return once_for("count", manifest, lambda: count(root, dataset, manifest))


def month_counts(dataset: Dataset, manifest: Manifest) -> RowCounts:
    """The rows that `manifest` shows by month, and by branch where the dataset has branches; read once."""
    field = BRANCH if BRANCH in dataset.names else ""
    root = Path(settings.ROWS_ROOT)
    return once_for("months", manifest, lambda: count_by_month(root, dataset, manifest, field))


def once_for(kind: str, manifest: Manifest | Sequence[Manifest], ask: Callable[[], T]) -> T:
    """What `ask` answers of the rows that one manifest or several show, asked once and kept for a day under `kind`."""
    # Row files never change, so that whoever shows the same files and hides the same rows shows as many.
    shown = hashlib.sha256(repr(manifest).encode()).hexdigest()
    found: T | None = cache.get(f"rows-{kind}-{shown}")
    if found is None:
        found = ask()
        cache.set(f"rows-{kind}-{shown}", found, _KEPT)
    return found
