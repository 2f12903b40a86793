"""All datasets: what each is, how much of it is there, up to when, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.engines.rows.schema import local_day
from openscorecard.queries.data import datasets
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.web.context import language_tag
from openscorecard.web.data.facts import DatasetFacts, facts_of


@dataclass(frozen=True, slots=True)
class DatasetsPage:
    """Every dataset, how many hold rows, and of how many more rows are due."""

    datasets: tuple[DatasetFacts, ...]
    filled: int
    late: int
    may_import: bool


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list; open to everybody."""
    language, today = language_tag(), local_day(timezone.now())
    known = catalogue()
    lines = tuple(facts_of(row, known, language, today) for row in datasets())
    page = DatasetsPage(
        datasets=lines,
        filled=sum(1 for line in lines if line.fresh.as_of),
        late=sum(1 for line in lines if line.fresh.mark.shape == "clock"),
        may_import=may(reader_of(request.user), "data.import"),
    )
    return render(request, "data/datasets.html", {"page": page})
