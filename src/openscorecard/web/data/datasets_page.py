"""All datasets: what each is, how much of it is there, up to when, and what stands on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.engines.rows.schema import local_day
from openscorecard.queries.data import DatasetRow, datasets
from openscorecard.queries.initiatives.charters import example_declared
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.web.context import language_tag
from openscorecard.web.data.facts import DatasetFacts, facts_of


@dataclass(frozen=True, slots=True)
class DatasetsPage:
    """Every dataset, how many hold rows, and of how many more rows are due.

    `example` says whether the example's rows are among them (`there`), were `removed`, or neither (empty); without
    rows the same of what it declares of action plans, for those who may remove it.
    """

    datasets: tuple[DatasetFacts, ...]
    filled: int
    late: int
    may_import: bool
    example: str
    may_turn_example: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list; open to everybody."""
    language, today = language_tag(), local_day(timezone.now())
    reader, rows, known = reader_of(request.user), datasets(), catalogue()
    may_turn = may(reader, "example.remove_rows")
    lines = tuple(facts_of(row, known, language, today) for row in rows)
    page = DatasetsPage(
        datasets=lines,
        filled=sum(1 for line in lines if line.fresh.as_of),
        late=sum(1 for line in lines if line.fresh.mark.shape == "clock"),
        may_import=may(reader, "data.import"),
        example=_example(rows) or (example_declared() if may_turn else ""),
        may_turn_example=may_turn,
    )
    return render(request, "data/datasets.html", {"page": page})


def _example(rows: Sequence[DatasetRow]) -> str:
    if any(row.example for row in rows):
        return "there"
    return "removed" if any(row.example_removed for row in rows) else ""
