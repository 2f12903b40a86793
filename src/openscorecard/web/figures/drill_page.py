"""A measure's figures by period and cell: library, district, branch; or by any other dimension; and as CSV."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.readings import UnknownReading
from openscorecard.queries.drilling import Adding, Drilled, drilled
from openscorecard.queries.faults import NoSuchDimension, UnfitSpan
from openscorecard.queries.measures import measure_named
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.asking import FiguresForm, question, usual
from openscorecard.web.figures.drill_table import CellRow, PeriodLine, Shown, Table, kept
from openscorecard.web.figures.figures_csv import written_csv
from openscorecard.web.figures.first import words_of
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say

ADDING: Mapping[Adding, object] = {
    "adds_up": _("The cells add up to the whole."),
    "ratio": _("A ratio does not add up: the whole is recomputed from its parts, never averaged."),
    "distinct": _("Different things are counted, and one may be in two cells: the cells do not add up to the whole."),
    "overlapping": _(
        "One row may belong to several cells: the cells do not add up to the whole, which counts it once."
    ),
    "unsplit": _("Rows tell this split only for a part of what is counted: the cells do not add up to the whole."),
}


@dataclass(frozen=True, slots=True)
class DrillPage:
    """`path` are steps from the library inwards: (words, address), the last one without an address."""

    measure: Said
    measure_address: str
    form: FiguresForm
    reading: str
    unit: str
    is_ratio: bool
    split_by: str
    path: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    whole: tuple[Shown, ...]
    lines: tuple[PeriodLine, ...]
    rows: tuple[CellRow, ...]
    adding: str
    hidden: bool
    example: bool
    left_off: int
    csv: str


def drill_page(found: Drilled, form: FiguresForm, district: str, language: str) -> DrillPage:
    """The page of an answer; one query more where branches are named."""
    table = Table(found, language, district)
    written = table.written
    return DrillPage(
        measure=say(found.measure.name, language),
        measure_address=address("measure", found.measure.id),
        form=form,
        reading=words_of(found.reading, language),
        unit=written.unit,
        is_ratio=found.reading.formula.kind == "R",
        split_by=worded(DIMENSIONS, found.dimension) if found.dimension else "",
        path=table.path(form.data),
        periods=tuple(write_period(period, language) for period in found.periods),
        whole=tuple(table.shown(one) for one in found.whole),
        lines=tuple(table.lines()) if not found.dimension else (),
        rows=tuple(table.rows(form.data)),
        adding=str(ADDING[found.adding]) if found.dimension and not district else "",
        hidden=bool(found.hidden),
        example=found.example,
        left_off=found.left_off,
        csv=f"{address('figures-csv', found.measure.id)}?{urlencode(kept(form.data, district))}",
    )


def _answered(request: HttpRequest, measure_id: str) -> tuple[FiguresForm, Drilled | None]:
    measure = measure_named(measure_id)
    form = FiguresForm(measure, usual(measure, request.GET))
    asked = question(measure, form)
    if asked is None:
        return form, None
    try:
        return form, drilled(asked)
    except (NoSuchDimension, UnknownReading, UnfitSpan) as fault:
        form.refuse(fault)
        return form, None


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The page."""
    form, found = _answered(request, measure_id)
    district = request.GET.get("district", "")[:100]
    if found is None:
        measure = measure_named(measure_id)
        context = {"form": form, "measure": say(measure.name, language_tag()), "where": address("measure", measure.id)}
        return render(request, "figures/drill_refused.html", context, status=422)
    return render(request, "figures/drill.html", {"page": drill_page(found, form, district, language_tag())})


@require_safe
@needs("figures.see")
@helped
def send(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The same as CSV."""
    _form, found = _answered(request, measure_id)
    if found is None:
        return show(request, measure_id=measure_id)
    table = Table(found, language_tag(), request.GET.get("district", "")[:100])
    cells = [(cell, table.names.of(cell)) for cell in table.cells()]
    answer = HttpResponse(written_csv(found, cells), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.measure.id}.csv"'
    return answer
