"""What there is to be counted: every counting that measures and kinds of action plans stand on, by which dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openscorecard.domain.initiatives.kind import Kind
from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import AND, PLAN, spot_for
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.needs import GRAINS, periods_needed
from openscorecard.domain.measures.periods import Grain, Period
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.measures import catalogue, countings

PLAN_GRAINS: tuple[Grain, ...] = ("year", "ytd")
"""The lengths of time for which what plans do is told where months do not add up."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One counting by one dimension, for periods of these lengths where its months do not add up."""

    counting: Counting
    dimension: str
    grains: tuple[Grain, ...] = GRAINS

    def periods(self, months: tuple[Period, ...]) -> tuple[Period, ...]:
        """The periods to count within `months`."""
        return periods_needed(self.counting, months, self.grains)


def wanted() -> dict[tuple[str, str], Wanted]:
    """Everything that is wanted, by digest and dimension; two queries."""
    return wanted_for(catalogue(), kinds())


def wanted_for(measures: Iterable[Measure], known: Mapping[str, Kind]) -> dict[tuple[str, str], Wanted]:
    """The same of some measures and kinds."""
    found = {
        (counting.digest, dimension): Wanted(counting, dimension)
        for counting, dimensions in countings(measures).items()
        for dimension in dimensions
    }
    datasets = standard_datasets()
    for kind in known.values():
        for counting, also in kind.countings():
            for dimension in (PLAN, *(f"{PLAN}{AND}{name}" for name in also)):
                if spot_for(counting, dimension, datasets):
                    found.setdefault((counting.digest, dimension), Wanted(counting, dimension, PLAN_GRAINS))
    return found
