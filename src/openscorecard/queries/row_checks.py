"""Comparing every row file with its checksum, with progress, for it reads them all."""

from __future__ import annotations

from openscorecard.domain.text import Text
from openscorecard.domain.work.progress import Progress
from openscorecard.engines.rows.faults import RowsDamaged
from openscorecard.queries.data import datasets, verify_rows


def check_rows(progress: Progress) -> tuple[RowsDamaged, ...]:
    """A fault for every row file that is missing or changed, dataset by dataset."""
    held = [row.dataset for row in datasets() if row.batches + row.withdrawn]
    damaged: list[RowsDamaged] = []
    for number, dataset in enumerate(held):
        progress(number, len(held), Text(f"檢查 {dataset.name}", f"Checking {dataset.name}"))
        damaged += verify_rows(dataset.name)
    progress(len(held), len(held))
    return tuple(damaged)
