"""What stored rows refer to and nobody has; looked up once for each state of the datasets that are compared."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.dangling import Dangling, Visible, dangling_stored, referred
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import manifests
from openscorecard.queries.row_counts import once_for


def compared(dataset: Dataset, own: Manifest) -> Visible:
    """What readers see of `dataset`, which is `own`, and of the datasets it refers to; at most one query."""
    others = [name for name in referred(dataset) if name != dataset.name]
    seen = manifests(others) if others else {}
    return Visible(
        Path(settings.ROWS_ROOT), {**standard_datasets(), dataset.name: dataset}, {**seen, dataset.name: own}
    )


def dangling_rows(dataset: Dataset, own: Manifest) -> tuple[Dangling, ...]:
    """What dangles among the rows that `own` shows of `dataset`, by field; at most one query."""
    if not own.parts or not referred(dataset):
        return ()
    seen = compared(dataset, own)
    shown = [seen.manifests[name] for name in sorted(seen.manifests)]
    return once_for("dangling", shown, lambda: dangling_stored(seen, dataset))
