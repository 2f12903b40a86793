"""What rows refer to and nobody has, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text
from openscorecard.engines.rows.dangling import PLANS, Dangling
from openscorecard.queries.data import dataset_named
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class DanglingLine:
    """One field: the dataset it refers to, values with their rows, and how many values and rows there are in all."""

    field: Said
    other: Said
    address: str
    values: tuple[tuple[str, int], ...]
    more: int
    different: int
    rows: int


def _title(one: Dangling) -> Text:
    return Text("行動方案", "Action plans") if one.dataset == PLANS else dataset_named(one.dataset).title


def dangling_lines(dataset: Dataset, found: Iterable[Dangling], language: str) -> tuple[DanglingLine, ...]:
    """The fields of `dataset` that dangle, for a page in `language`."""
    return tuple(
        DanglingLine(
            field=say(dataset.field(one.field).title, language),
            other=say(_title(one), language),
            address=reverse("dataset-tags", args=[dataset.name])
            if one.dataset == PLANS
            else reverse("dataset", args=[one.dataset]),
            values=one.values,
            more=one.more,
            different=one.different,
            rows=one.rows,
        )
        for one in found
    )
