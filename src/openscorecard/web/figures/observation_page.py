"""Where one observation came from, in words: how it was counted, from which batches, by which computation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.figures import Side
from openscorecard.domain.measures.periods import UnfitPeriod, parse_period
from openscorecard.domain.measures.readings import UnknownReading
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.domain.measures.small_cells import small_among
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.evidence import FigureLine
from openscorecard.queries.faults import NoSuchDimension
from openscorecard.queries.people import reader_of
from openscorecard.queries.places import branch_names
from openscorecard.queries.provenance import ObservationAt, Provenance, provenance
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.batch_links import BatchLink, links_of
from openscorecard.web.figures.cell_names import CellNames
from openscorecard.web.figures.first import words_of
from openscorecard.web.figures.formula_words import FormulaWords, formula_words
from openscorecard.web.figures.places import rows_place
from openscorecard.web.frame.said_in_words import NO_VALUE, STATUS_SAYS, Written, exactly, write_number, write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One stored figure: its period, value, of how many rows, which computation, when confirmed last.

    `replaced_at` and `replaced_by` are for an earlier value; `changed_by` are batches its successor does not share.
    """

    period: str
    value: str
    rows: str
    engine: str
    code: str
    at: datetime
    by: str
    confirmed_at: datetime | None
    replaced_at: datetime | None
    replaced_by: str


@dataclass(frozen=True, slots=True)
class CountingPart:
    """One counting of the formula: in words, its figures, earlier ones, and where its rows are opened.

    `closed`: a part of the cell could stand for too few readers, so the parts are listed without their values.
    """

    words: str
    figures: tuple[CountedLine, ...]
    earlier: tuple[CountedLine, ...]
    closed: bool
    rows: str


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """An observation; `value` is rounded, `exact` in all its digits. `hidden`: nothing of it is told."""

    measure: Said
    measure_address: str
    period: str
    cell: str
    where: str
    reading: str
    reading_id: str
    formula: FormulaWords
    value: str
    exact: str
    numerator: str
    denominator: str
    status: str
    status_says: str
    version: int
    parts: tuple[CountingPart, ...]
    batches: tuple[BatchLink, ...]
    example: bool
    hidden: bool
    may_export: bool


def observation_page(found: Provenance, may_export: bool, language: str) -> ObservationPage:
    """The page; one query more where a branch is named."""
    one, written = found.observation, Written.of(found.measure, found.reading, language)
    current = {batch for figure in found.evidence.current for batch in figure.batches}
    period, cell = write_period(one.period, language), _cell(found, language)
    batches = links_of(row for row in found.batches.values() if row.id in current)
    return ObservationPage(
        measure=say(found.measure.name, language),
        measure_address=address("measure", found.measure.id),
        period=period,
        cell=cell,
        where=period if not cell else gettext("{period}, {cell}").format(period=period, cell=cell),
        reading=words_of(found.reading, language),
        reading_id=found.reading.name,
        formula=formula_words(found.reading.formula, language),
        value=NO_VALUE if found.hidden else written.with_unit(one.value),
        exact=NO_VALUE if found.hidden else exactly(one.value),
        numerator=NO_VALUE if found.hidden else _side(one.numerator),
        denominator=NO_VALUE if found.hidden else _side(one.denominator),
        status="suppressed" if found.hidden else one.status,
        status_says=gettext("The cell could stand for fewer than five readers, so nothing of it is shown.")
        if found.hidden
        else str(STATUS_SAYS[one.status]),
        version=found.measure.version,
        parts=() if found.hidden else tuple(_parts(found, language)),
        batches=batches,
        example=any(batch.example for batch in batches),
        hidden=found.hidden,
        may_export=may_export,
    )


def _side(side: Side | None) -> str:
    return exactly(side.value if side else None)


def _cell(found: Provenance, language: str) -> str:
    dimension = found.at.dimension
    if not dimension:
        return ""
    branches = branch_names() if dimension == "branch" else {}
    name = CellNames(found.reading.formula, dimension, branches, language).of(found.at.cell)
    return gettext("{dimension} “{cell}”").format(dimension=worded(DIMENSIONS, dimension), cell=name)


def _parts(found: Provenance, language: str) -> Iterator[CountingPart]:
    datasets = standard_datasets()
    for place, counting in enumerate(found.reading.formula.countings()):
        current = [one for one in found.evidence.current if one.counting == counting]
        earlier = [one for one in found.evidence.earlier if one.counting == counting]
        closed = bool(found.at.dimension) and small_among(
            datasets[counting.dataset], (one.cell for one in (*current, *earlier))
        )
        yield CountingPart(
            words=counting_in_words(counting, datasets).says(language)[0],
            figures=tuple(_line(one, language, closed) for one in current),
            earlier=tuple(_line(one, language, closed) for one in earlier),
            closed=closed,
            rows=rows_place(found.at, place),
        )


def _line(one: FigureLine, language: str, closed: bool) -> CountedLine:
    cell = None if closed else one.cell
    return CountedLine(
        period=write_period(one.period, language),
        value=write_number(cell.value) if cell and not cell.undetermined else NO_VALUE,
        rows=f"{cell.rows:,}" if cell else NO_VALUE,
        engine=one.run.engine,
        code=one.run.code_version,
        at=one.run.ended_at,
        by=one.run.by,
        confirmed_at=one.confirmed.ended_at if one.confirmed.id != one.run.id else None,
        replaced_at=one.replaced.ended_at if one.replaced else None,
        replaced_by=one.replaced.by if one.replaced else "",
    )


def observation_at(request: HttpRequest, measure_id: str, period: str) -> ObservationAt:
    """Which observation an address names. Raises Http404."""
    try:
        asked = [request.GET.get(name, "")[:200] for name in ("reading", "dimension", "cell")]
        return ObservationAt(measure_id, parse_period(period), *asked)
    except UnfitPeriod as unknown:
        raise Http404(str(unknown)) from unknown


def found_at(request: HttpRequest, measure_id: str, period: str) -> Provenance:
    """The observation an address names, with all it stands on. Raises Http404, NoSuchMeasure."""
    try:
        return provenance(observation_at(request, measure_id, period))
    except (UnknownReading, NoSuchDimension) as unknown:
        raise Http404(str(unknown)) from unknown


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, measure_id: str, period: str) -> HttpResponse:
    """The page."""
    found = found_at(request, measure_id, period)
    page = observation_page(found, may(reader_of(request.user), "figures.export"), language_tag())
    return render(request, "figures/observation.html", {"page": page})
