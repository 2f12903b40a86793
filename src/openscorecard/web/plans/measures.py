"""The catalogue of measures: what exactly a KPI counts, in words, and which KPIs use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.measure import Catalogue, Measure, Part
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.measures import catalogue
from openscorecard.queries.people import reader_of
from openscorecard.queries.search import Hit
from openscorecard.queries.taken_up import kpis_with_measures
from openscorecard.web.context import language_tag
from openscorecard.web.plans.measure_terms import (
    DIMENSIONS,
    FREQUENCIES,
    KINDS,
    NATURES,
    PART_KINDS,
    worded,
)
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
    datasets: tuple[Said, ...]
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
    may_add: bool = False


Using = Mapping[str, tuple[Hit, ...]]


def measure_words(measure: Measure, known: Catalogue, language: str) -> MeasureWords:
    """The description of `measure`, one of those `known`, for a page in `language`."""
    datasets, whole = standard_datasets(), known.get(measure.subset_of)
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
        datasets=tuple(say(datasets[one].title, language) for one in measure.datasets),
        dimensions=tuple(worded(DIMENSIONS, one) for one in measure.dimensions),
        companions=tuple(say(one.title, language) for one in measure.companions),
        whole=(say(whole.name, language), address("measure", whole.id)) if whole else None,
    )


def _part(part: Part | None, language: str) -> PartWords | None:
    return PartWords(say(part.definition, language), worded(PART_KINDS, part.kind)) if part else None


def measure_line(measure: Measure, known: Catalogue, using: Using, language: str) -> MeasureLine:
    """A measure and the KPIs that use it, as far as the reader may see them."""
    kpis = tuple(
        UsingKpi(hit.code, say(hit.name, language), Places(hit.plan).kpi(hit.item), say(hit.plan_name, language))
        for hit in using.get(measure.id, ())
    )
    return MeasureLine(measure_words(measure, known, language), kpis)


def measures_page(known: Catalogue, using: Using, language: str, may_add: bool) -> MeasuresPage:
    """The whole catalogue."""
    lines = tuple(measure_line(measure, known, using, language) for measure in known)
    return MeasuresPage(lines, sum(bool(line.kpis) for line in lines), may_add)


def show_all(request: HttpRequest) -> HttpResponse:
    """The catalogue."""
    reader = reader_of(request.user)
    page = measures_page(catalogue(), kpis_with_measures(reader), language_tag(), may(reader, "measure.define"))
    return render(request, "plans/measures.html", {"page": page})
