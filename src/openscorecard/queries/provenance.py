"""One observation and where it came from; the rows behind it, read on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import WHOLE, spot_for
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period
from openscorecard.engines.measures.asked import Asked, Behind
from openscorecard.engines.measures.behind import rows_aside
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import BatchRow
from openscorecard.queries.drilling import hidden_in
from openscorecard.queries.evidence import Evidence, batches_named, evidence_of
from openscorecard.queries.figures import known_for
from openscorecard.queries.measures import check_dimension, measure_named, reading_in_force, reading_named, readings
from openscorecard.queries.row_source import row_source

FIRST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class ObservationAt:
    """Which observation: a measure, a period, a reading (empty: the one in force), a cell of a dimension."""

    measure: str
    period: Period
    reading: str = ""
    dimension: str = WHOLE
    cell: str = WHOLE


@dataclass(frozen=True, slots=True)
class Provenance:
    """An observation with all it stands on. `hidden`: its cell could stand for too few readers, nothing is told."""

    at: ObservationAt
    measure: Measure
    reading: Variant | Companion
    observation: Observation
    evidence: Evidence
    batches: Mapping[str, BatchRow]
    hidden: bool


def provenance(at: ObservationAt) -> Provenance:
    """Where an observation came from; seven queries.

    Raises NoSuchMeasure, UnknownReading, NoSuchDimension.
    """
    measure = measure_named(at.measure)
    way = (
        reading_named(measure, at.reading) if at.reading else reading_in_force(measure, readings(), at.period.last_day)
    )
    check_dimension(measure, way, at.dimension)
    found = observe(way.formula, at.period, known_for([way.formula], [at.period], at.dimension), at.dimension)
    one = next((one for one in found if one.cell == at.cell), None)
    hidden = bool(at.dimension) and at.cell in hidden_in(way.formula, found, at.dimension)
    evidence = evidence_of(way.formula, at.period, at.dimension, at.cell)
    batches = {batch for figure in (*evidence.current, *evidence.earlier) for batch in figure.batches}
    return Provenance(
        at=at,
        measure=measure,
        reading=way,
        observation=one or replace(found[0], cell=at.cell, value=None, numerator=None, denominator=None)
        if found
        else Observation(at.period, at.dimension, at.cell, "no_data", None),
        evidence=evidence,
        batches={row.id: row for row in batches_named(batches)},
        hidden=hidden,
    )


def asked_of(found: Provenance, counting: Counting) -> Asked:
    """The question for the rows of one counting of an observation; unsplit where its rows do not tell the cell."""
    datasets = standard_datasets()
    dataset, at = datasets[counting.dataset], found.at
    splits = bool(at.dimension) and spot_for(counting, at.dimension, datasets) is not None
    return Asked(counting, dataset, at.period, at.dimension if splits else "", at.cell if splits else "")


def rows_behind(found: Provenance, counting: Counting, limit: int = FIRST_ROWS) -> Behind:
    """The first rows that `counting` counts for an observation, read now; one query.

    Rows that have come since the figure was computed are among them. Raises faults of the engine.
    """
    return rows_aside(asked_of(found, counting), row_source(), limit)
