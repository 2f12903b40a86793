"""Freshness: up to when the rows of a dataset speak, and whether more of them should be here by now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.measure import Frequency
from openscorecard.domain.measures.periods import Period

GRACE = timedelta(days=31)
"""How long after its end a period may take to come in."""

_BY_LENGTH: tuple[Frequency, ...] = ("month", "quarter", "half", "year")


def usual_rhythm(dataset: Dataset, frequencies: Iterable[Frequency]) -> Frequency:
    """How often rows are expected: as often as the most frequent measure that stands on the dataset.

    Without measures it is the length of the dataset's own periods where they have one, else a quarter.
    """
    asked = set(frequencies)
    grain = dataset.field(dataset.time_field).grain
    usual: Frequency = "year" if grain == "year" else "month" if grain == "month" else "quarter"
    return next((one for one in _BY_LENGTH if one in asked), usual)


def next_due(fresh_as_of: date, rhythm: Frequency) -> date:
    """The day by which the rows of the period after `fresh_as_of` should have come."""
    return Period.of(fresh_as_of + timedelta(days=1), rhythm).last_day + GRACE


def is_late(fresh_as_of: date, rhythm: Frequency, today: date) -> bool:
    """Whether more rows should be here by `today`."""
    return today > next_due(fresh_as_of, rhythm)
