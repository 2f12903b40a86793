"""What rows refer to and nobody has, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text
from openscorecard.engines.measures.tagged import lists_rows
from openscorecard.engines.rows.dangling import PLANS, Dangling
from openscorecard.engines.rows.faults import UnknownActionPlan
from openscorecard.queries.data import dataset_named
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class DanglingLine:
    """One field: the dataset it refers to, and how many values and rows there are in all.

    `values` are values with their rows, the first row of the file that has it (0: unknown), and the address of the
    rows, empty where no page shows them. `code` is that of the fault, where it has one of its own.
    """

    field: Said
    other: Said
    address: str
    values: tuple[tuple[str, int, int, str], ...]
    code: str
    more: int
    different: int
    rows: int


def _values(dataset: Dataset, one: Dangling) -> tuple[tuple[str, int, int, str], ...]:
    first = one.first or (0,) * len(one.values)
    shown = one.dataset == PLANS and not one.first and lists_rows(dataset)
    address = reverse("dataset-tag-rows", args=[dataset.name]) if shown else ""
    return tuple(
        (value, rows, place, f"{address}?{urlencode({'plan': value})}" if address else "")
        for (value, rows), place in zip(one.values, first, strict=True)
    )


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
            values=_values(dataset, one),
            code=UnknownActionPlan.code if one.dataset == PLANS else "",
            more=one.more,
            different=one.different,
            rows=one.rows,
        )
        for one in found
    )
