"""One batch: what came, what was stored and what not, what it replaced, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.batches import BatchDetails, batch_details, told_rejects
from openscorecard.queries.data import dataset_named
from openscorecard.queries.people import reader_of
from openscorecard.web.context import language_tag
from openscorecard.web.data.batch_words import BatchLink, BatchWords, batch_link, batch_words
from openscorecard.web.data.fault_lines import FaultPlace, fault_places
from openscorecard.web.editing.access import needs
from openscorecard.web.plans.said import Said, say

SHOWN = 100  # rejected rows on the page


@dataclass(frozen=True, slots=True)
class SentFileLine:
    name: str
    size: int
    checksum: str


@dataclass(frozen=True, slots=True)
class MappedLine:
    """A field, and the column of the file it was read from or the value it was given."""

    title: Said
    name: str
    source: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One batch; what was wrong with rows only for those who may import."""

    batch: BatchWords
    dataset: Said
    dataset_address: str
    files: tuple[SentFileLine, ...]
    mapped: tuple[MappedLine, ...]
    replaced: tuple[BatchLink, ...]
    rejects: tuple[FaultPlace, ...]
    told: int
    sees_rejects: bool
    may_turn: bool
    audit: tuple[str, ...]


@require_safe
@needs("data.read")
def show(request: HttpRequest, batch: str) -> HttpResponse:
    """The page, for people who are signed in."""
    page = _page(batch_details(batch), reader_of(request.user), language_tag())
    return render(request, "data/batch.html", {"page": page})


def _page(details: BatchDetails, reader: Reader, language: str) -> BatchPage:
    row, contract = details.row, dataset_named(details.row.dataset)
    sees = may(reader, "data.import")
    told = told_rejects(details) if sees else ()
    return BatchPage(
        batch=batch_words(row),
        dataset=say(contract.title, language),
        dataset_address=reverse("dataset", args=[row.dataset]),
        files=tuple(SentFileLine(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in row.files),
        mapped=_mapped(contract, details.mapping, language),
        replaced=tuple(map(batch_link, details.replaced)),
        rejects=fault_places(told[:SHOWN]),
        told=len(told),
        sees_rejects=sees,
        may_turn=may(reader, "data.withdraw"),
        audit=_audit(row.id, row.dataset) if may(reader, "person.add") else (),
    )


def _audit(batch: str, dataset: str) -> tuple[str, ...]:
    """Where the trail tells of the batch itself, and of imports to its dataset."""
    asked = ({"subject": batch}, {"subject": dataset, "verb": "data.import"})
    return tuple(f"{reverse('audit')}?{urlencode(one)}" for one in asked)


def _mapped(dataset: Dataset, mapping: Mapping[str, Any], language: str) -> tuple[MappedLine, ...]:
    columns, values = mapping.get("columns") or {}, mapping.get("values") or {}
    return tuple(
        MappedLine(
            title=say(field.title, language),
            name=field.name,
            source=str(columns.get(field.name, "")),
            choices=tuple((str(text), str(choice)) for text, choice in (values.get(field.name) or {}).items()),
        )
        for field in dataset.fields
        if field.name in columns or field.name in values
    )
