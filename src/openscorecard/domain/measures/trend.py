"""The last periods of a measure as they are charted and told: each with its reading, and what stands beside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.periods import Grain
from openscorecard.domain.measures.readings import ReadingChoice

PER_YEAR: Mapping[Grain, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1}


@dataclass(frozen=True, slots=True)
class RunRow:
    """One computation: engine and code version, through which month, by whom, when, what it counted and changed."""

    id: int
    engine: str
    code_version: str
    through: str
    counted: int
    changed: int
    by: str
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """One observation, the reading it was made with, and whether example rows are among its evidence."""

    observation: Observation
    reading: Variant | Companion
    example: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The last periods of a measure, oldest first, each with the reading in force at its end.

    `latest` is the last line with a value, `year_before` the one a year earlier; `to_date` the year to date up to the
    end of the latest period (None where the measure does not add up over periods or the period is a year). `companions`
    are those of the latest period, `companions_before` those a year earlier. `choices` are all choices of a reading,
    oldest first. `computed` is the last computation of all, None before the first.
    """

    measure: Measure
    grain: Grain
    lines: tuple[Line, ...]
    latest: Line | None
    year_before: Line | None
    to_date: Line | None
    to_date_before: Line | None
    companions: tuple[Line, ...]
    choices: tuple[ReadingChoice, ...]
    computed: RunRow | None
    companions_before: tuple[Line, ...] = ()
