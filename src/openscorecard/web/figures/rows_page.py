"""The rows behind a figure: the first thousand, read now; all of them as a file made in the background."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from openscorecard.actions.permissions import may
from openscorecard.actions.work.asking import ask_for
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.engines.measures.asked import Behind
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.people import reader_of
from openscorecard.queries.provenance import FIRST_ROWS, Provenance, rows_behind
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.figures.observation_page import found_at, observation_page
from openscorecard.web.figures.places import observation_place, rows_place
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said

EXPORT = "figures.export"


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Rows below their heads; `hidden`: too few readers; `trouble` is why they could not be read, else empty."""

    measure: Said
    measure_address: str
    period: str
    cell: str
    observation: str
    counts: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    hidden: bool
    trouble: str
    export: str


def rows_page(found: Provenance, place: int, may_export: bool, language: str) -> RowsPage:
    """The page; reads the rows."""
    counting, head = counting_at(found, place), observation_page(found, may_export, language)
    dataset = standard_datasets()[counting.dataset]
    trouble, behind = "", Behind((), (), 0, found.hidden)
    if not behind.hidden:
        try:
            behind = rows_behind(found, counting, FIRST_ROWS)
        except Fault as fault:
            trouble = sentence(fault)
    at = found.at
    return RowsPage(
        measure=head.measure,
        measure_address=head.measure_address,
        period=head.period,
        cell=head.cell,
        observation=observation_place(at.measure, at.period, at.reading, at.dimension, at.cell),
        counts=counting_in_words(counting, standard_datasets()).says(language)[0],
        heads=tuple(dataset.field(name).title.says(language)[0] for name in behind.heads),
        rows=behind.rows,
        total=behind.total,
        hidden=behind.hidden,
        trouble=trouble,
        export=rows_place(at, place, "observation-export") if may_export and behind.rows else "",
    )


def counting_at(found: Provenance, place: int) -> Counting:
    """The counting at a place of the formula, from 0. Raises Http404."""
    countings = tuple(found.reading.formula.countings())
    if place >= len(countings):
        raise Http404(place)
    return countings[place]


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, measure_id: str, period: str, place: int) -> HttpResponse:
    """The page."""
    found = found_at(request, measure_id, period)
    page = rows_page(found, place, may(reader_of(request.user), "figures.export"), language_tag())
    return render(request, "figures/rows.html", {"page": page})


@require_POST
@needs("figures.export")
@helped
def export(request: HttpRequest, measure_id: str, period: str, place: int) -> HttpResponse:
    """Ask for the file of all rows; to the page of that work."""
    found = found_at(request, measure_id, period)
    counting_at(found, place)
    at = found.at
    asked = {"measure": at.measure, "period": period, "reading": at.reading, "dimension": at.dimension}
    subject = " ".join(filter(None, (at.measure, period, at.reading, at.dimension, at.cell, str(place))))
    job = ask_for(EXPORT, subject[:200], {**asked, "cell": at.cell, "place": place}, **acting(request))
    return HttpResponseRedirect(address("work-job", str(job.id)))
