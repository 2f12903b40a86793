"""Which rows a tag would catch before it is stored, and which plan rows have now; asked of a bounded worker."""

from __future__ import annotations

from openscorecard.domain.measures.tagging import Tag, check_tag
from openscorecard.engines.measures.tagged import Caught, Seek, Sought, caught_aside, sought_aside
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import dataset_named
from openscorecard.queries.row_source import row_source


def caught(dataset: str, tag: Tag) -> Caught:
    """What `tag` would do to the rows of `dataset`; two queries.

    Raises UnknownDataset, UnfitTag, UnfitId; faults of the engine.
    """
    check_tag(dataset_named(dataset).name, tag, standard_datasets())
    return caught_aside(dataset, tag, row_source())


def sought(seek: Seek) -> Sought:
    """The rows asked for with the plan each has now; two queries. Raises UnknownDataset; faults of the engine."""
    dataset_named(seek.dataset)
    return sought_aside(seek, row_source())
