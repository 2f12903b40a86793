"""The catalogue of measures: what exactly a KPI counts, in words, and which KPIs use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openscorecard.domain.measures.measure import Measure, Part
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.search import Hit
from openscorecard.queries.taken_up import kpis_with_measures
from openscorecard.web.context import language_tag
from openscorecard.web.plans.measure_terms import (
    DATASETS,
    DIMENSIONS,
    FREQUENCIES,
    KINDS,
    NATURES,
    PART_KINDS,
    worded,
)
from openscorecard.web.plans.opening import MissingMeasure, helped
from openscorecard.web.plans.places import Places, address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class PartWords:
    """Numerator or denominator: what it counts, and whether that is a stock or a flow."""

    words: Said
    kind: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to count; the first is in force."""

    name: str
    words: Said


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure in words; `whole` is the measure it counts a part of (name, address)."""

    id: str
    name: Said
    address: str
    kind: str
    unit: Said
    frequency: str
    nature: str
    additive: bool
    numerator: PartWords | None
    denominator: PartWords | None
    readings: tuple[Reading, ...]
    datasets: tuple[str, ...]
    dimensions: tuple[str, ...]
    companions: tuple[Said, ...]
    whole: tuple[Said, str] | None


@dataclass(frozen=True, slots=True)
class UsingKpi:
    code: str
    name: Said
    address: str
    plan: Said


@dataclass(frozen=True, slots=True)
class MeasureLine:
    measure: MeasureWords
    kpis: tuple[UsingKpi, ...]


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    measures: tuple[MeasureLine, ...]
    used: int


Using = Mapping[str, tuple[Hit, ...]]


def measure_words(measure: Measure, language: str) -> MeasureWords:
    """The description of `measure` for a page in `language`."""
    whole = standard_catalogue().get(measure.subset_of)
    return MeasureWords(
        id=measure.id,
        name=say(measure.name, language),
        address=address("measure", measure.id),
        kind=worded(KINDS, measure.kind),
        unit=say(measure.unit, language),
        frequency=worded(FREQUENCIES, measure.frequency),
        nature=worded(NATURES, measure.nature),
        additive=measure.additive,
        numerator=_part(measure.numerator, language),
        denominator=_part(measure.denominator, language),
        readings=tuple(Reading(one.name, say(one.definition, language)) for one in measure.variants),
        datasets=tuple(worded(DATASETS, one) for one in measure.datasets),
        dimensions=tuple(worded(DIMENSIONS, one) for one in measure.dimensions),
        companions=tuple(say(one.title, language) for one in measure.companions),
        whole=(say(whole.name, language), address("measure", whole.id)) if whole else None,
    )


def _part(part: Part | None, language: str) -> PartWords | None:
    return PartWords(say(part.definition, language), worded(PART_KINDS, part.kind)) if part else None


def _line(measure: Measure, using: Using, language: str) -> MeasureLine:
    kpis = tuple(
        UsingKpi(hit.code, say(hit.name, language), Places(hit.plan).kpi(hit.item), say(hit.plan_name, language))
        for hit in using.get(measure.id, ())
    )
    return MeasureLine(measure_words(measure, language), kpis)


def measures_page(using: Using, language: str) -> MeasuresPage:
    """The whole catalogue."""
    lines = tuple(_line(measure, using, language) for measure in standard_catalogue())
    return MeasuresPage(lines, sum(bool(line.kpis) for line in lines))


def show_all(request: HttpRequest) -> HttpResponse:
    """The catalogue."""
    page = measures_page(kpis_with_measures(reader_of(request.user)), language_tag())
    return render(request, "plans/measures.html", {"page": page})


@helped
def show(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure."""
    measure = standard_catalogue().get(measure_id)
    if measure is None:
        raise MissingMeasure(item=measure_id[:50])
    page = _line(measure, kpis_with_measures(reader_of(request.user)), language_tag())
    return render(request, "plans/measure.html", {"page": page})
