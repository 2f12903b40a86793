"""The measures there are, and which reading of each is in force."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import PLAN, WHOLE, spot_for
from openscorecard.domain.measures.measure import Catalogue, Companion, Measure, Variant
from openscorecard.domain.measures.observing import splits_by
from openscorecard.domain.measures.readings import ReadingChoice, UnknownReading, in_force
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.measures.catalogue import standard_catalogue, standard_measure_data
from openscorecard.formats.measures.data import measures_from_data
from openscorecard.queries.faults import NoSuchDimension, NoSuchMeasure
from openscorecard.records.models import OwnMeasure, ReadingRecord

Readings = Mapping[str, tuple[ReadingChoice, ...]]


@dataclass(frozen=True, slots=True)
class OwnMeasureRow:
    """One version of a measure that the institution described itself; `content` is the data of its file."""

    id: str
    version: int
    content: Mapping[str, Any]
    retired: bool
    by: str
    at: datetime


def catalogue(known_at: datetime | None = None) -> Catalogue:
    """The measures that come with the product and, after them, the institution's own in their last version.

    As of `known_at` where it is given: own measures as they were described then.
    """
    standard = standard_catalogue()
    # A later version of the product may bring a measure of that id: then its own meaning holds.
    used = [row for row in own_measures(known_at) if not row.retired and not standard.get(row.id)]
    own = [one for row in used for one in _measures_of(json.dumps(row.content))]
    return Catalogue([*standard, *own]) if own else standard


def own_kpi_names() -> dict[str, tuple[str, ...]]:
    """The KPI names that an import binds to each measure of the institution's own, by its id; one query."""
    standard = standard_catalogue()
    return {one.id: one.kpi_names for one in catalogue() if not standard.get(one.id)}


def measure_data(id_: str) -> Mapping[str, Any]:
    """The data of a measure file with the one measure `id_`, an own one in its last version. Raises NoSuchMeasure."""
    if standard_catalogue().get(id_):
        return standard_measure_data(id_)
    versions = versions_of(id_)
    if not versions:
        raise NoSuchMeasure(item=id_[:100])
    return versions[0].content


@lru_cache(maxsize=512)
def _measures_of(content: str) -> tuple[Measure, ...]:
    return measures_from_data(json.loads(content))


def own_measures(known_at: datetime | None = None) -> tuple[OwnMeasureRow, ...]:
    """The last version of each measure of the institution's own, retired ones too, as of `known_at`; one query."""
    last: dict[str, OwnMeasure] = {}
    rows = OwnMeasure.objects.order_by("slug", "version")
    for row in rows if known_at is None else rows.filter(at__lte=known_at):
        last[row.slug] = row
    return tuple(_own(row) for row in last.values())


def versions_of(measure: str) -> tuple[OwnMeasureRow, ...]:
    """All versions of one measure of the institution's own, newest first; one query."""
    return tuple(_own(row) for row in OwnMeasure.objects.filter(slug=measure).order_by("-version"))


def measure_named(id_: str) -> Measure:
    """The measure with this id. Raises NoSuchMeasure."""
    found = catalogue().get(id_)
    if found is None:
        raise NoSuchMeasure(item=id_[:100])
    return found


def reading_named(measure: Measure, name: str) -> Variant | Companion:
    """The reading or companion `name` of `measure`. Raises UnknownReading."""
    found = measure.reading(name)
    if found is None:
        known = "、".join(one.name for one in measure.readings())
        raise UnknownReading(measure=measure.id, reading=name[:100], known=known)
    return found


def readings(known_at: datetime | None = None) -> Readings:
    """Every choice of a reading, by measure, in order of its day, as of `known_at` where it is given; one query."""
    found: dict[str, list[ReadingChoice]] = {}
    rows = ReadingRecord.objects.order_by("measure", "since")
    for row in rows if known_at is None else rows.filter(at__lte=known_at):
        found.setdefault(row.measure, []).append(ReadingChoice(row.since, row.reading, row.under))
    return {measure: tuple(choices) for measure, choices in found.items()}


def reading_in_force(measure: Measure, choices: Readings, day: date) -> Variant:
    """The reading of `measure` that holds on `day`."""
    choice = in_force(measure, choices.get(measure.id, ()), day)
    found = measure.reading(choice.reading) if choice else None
    return found if isinstance(found, Variant) else measure.variants[0]


def dimensions_of(measure: Measure, reading: Variant | Companion) -> tuple[str, ...]:
    """What a reading can be drilled down by: the measure's dimensions that its rows say."""
    datasets = standard_datasets()
    return tuple(name for name in _dimensions(measure, reading) if splits_by(reading.formula, name, datasets))


def _dimensions(measure: Measure, reading: Variant | Companion) -> tuple[str, ...]:
    """Those it declares and, for what a KPI may show, the action plan that rows carry."""
    carried = (PLAN,) if isinstance(reading, Variant) else ()
    return tuple(dict.fromkeys((*measure.dimensions, *carried)))


def check_dimension(measure: Measure, reading: Variant | Companion, dimension: str) -> None:
    """Raise NoSuchDimension where rows do not say it."""
    known = dimensions_of(measure, reading)
    if dimension != WHOLE and dimension not in known:
        raise NoSuchDimension(measure=measure.id, item=dimension[:100], known="、".join(known))


def countings(measures: Iterable[Measure]) -> dict[Counting, tuple[str, ...]]:
    """Every counting that these measures stand on, each with the dimensions it is wanted by, the whole first."""
    wanted: dict[Counting, dict[str, None]] = {}
    for measure in measures:
        for reading in measure.readings():
            for counting in reading.formula.countings():
                said = _said(counting, _dimensions(measure, reading))
                wanted.setdefault(counting, {WHOLE: None}).update(dict.fromkeys(said))
    return {counting: tuple(names) for counting, names in wanted.items()}


def _said(counting: Counting, dimensions: Iterable[str]) -> Iterator[str]:
    datasets = standard_datasets()
    return (name for name in dimensions if spot_for(counting, name, datasets))


def _own(row: OwnMeasure) -> OwnMeasureRow:
    return OwnMeasureRow(row.slug, row.version, row.content, row.retired, row.by, row.at)
