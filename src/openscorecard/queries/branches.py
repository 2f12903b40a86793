"""What branches are called, from the rows of the dataset of branches."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from openscorecard.engines.rows.scanning import rows
from openscorecard.queries.data import dataset_named, visible_files
from openscorecard.queries.row_counts import once_for


def branch_names() -> Mapping[str, str]:
    """Names of branches by their codes; empty where none are imported. One query."""
    dataset, manifest = dataset_named("branches"), visible_files("branches")
    if not manifest.parts:
        return {}
    code, name = dataset.names.index("branch"), dataset.names.index("name")
    root = Path(settings.ROWS_ROOT)
    return once_for("branches", manifest, lambda: {one[code]: one[name] for one in rows(root, dataset, manifest)})
