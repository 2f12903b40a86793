"""What stored rows refer to and nobody has; looked up once for each state of the datasets that are compared."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.engines.rows.dangling import Dangling, Visible, dangling_stored, referred, refers
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import manifests
from openscorecard.queries.initiatives.known import known_initiatives
from openscorecard.queries.initiatives.tags import keys_by_hand
from openscorecard.queries.row_counts import once_for


def compared(dataset: Dataset, own: Manifest) -> Visible:
    """What readers see of `dataset`, which is `own`, and of the datasets it refers to; at most four queries."""
    others = [name for name in referred(dataset) if name != dataset.name]
    seen = manifests(others) if others else {}
    datasets = {**standard_datasets(), dataset.name: dataset}
    plans, hand = (known_initiatives(), keys_by_hand(dataset.name)) if PLAN in dataset.names else ((), ())
    return Visible(Path(settings.ROWS_ROOT), datasets, {**seen, dataset.name: own}, plans, hand)


def dangling_rows(dataset: Dataset, own: Manifest) -> tuple[Dangling, ...]:
    """What dangles among the rows that `own` shows of `dataset`, by field; at most four queries."""
    if not own.parts or not refers(dataset):
        return ()
    seen = compared(dataset, own)
    shown = [seen.manifests[name] for name in sorted(seen.manifests)]
    known = hashlib.sha256(repr((seen.plans, seen.by_hand)).encode()).hexdigest()[:16]
    return once_for(f"dangling-{known}", shown, lambda: dangling_stored(seen, dataset))
