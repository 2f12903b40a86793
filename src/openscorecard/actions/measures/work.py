"""What there is to count: figures never counted, or counted from rows that have changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.needs import spoken_for
from openscorecard.domain.measures.periods import Period, parse_period, spine
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.fingerprint import Fingerprints
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.figures import fingerprints
from openscorecard.queries.wanted import wanted

LONGEST = 120  # months that are counted, up to the last one: ten years
GONE = "gone"  # the fingerprint of a figure whose rows no longer speak for its period

Coverages = Mapping[str, tuple[Coverage, ...]]
Key = tuple[str, str, str]
"""Counting, dimension and period as the store writes them."""


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks with the fingerprint of each figure they will leave; figures whose rows are gone; how many stay as is."""

    tasks: tuple[Task, ...]
    prints: Mapping[Key, str]
    gone: tuple[Key, ...]
    kept: int


def work_to_do(rows: RowSource, spans: Coverages, through: Period | None = None) -> Work:
    """What is to be counted through the month `through`, else through the last month with rows; two queries."""
    months = _months(spans, through)
    every = wanted()
    by_digest = {one.counting.digest: one.counting for one in every.values()}
    known = fingerprints(by_digest)
    marks, spoken = Fingerprints(rows), _Spoken(rows, spans)
    prints: dict[Key, str] = {}
    tasks, kept = [], 0
    for (digest, dimension), one in every.items():
        periods = [period for period in one.periods(months) if spoken.extent(one.counting, period) != "none"]
        fresh = {(digest, dimension, str(period)): marks.of(one.counting, dimension, period) for period in periods}
        due = [period for period in periods if known.get(key := (digest, dimension, str(period))) != fresh[key]]
        prints.update(fresh)
        kept += len(periods) - len(due)
        if due:
            tasks.append(Task(one.counting, dimension, tuple(due)))
    return Work(tuple(tasks), prints, _gone(by_digest, known, spoken), kept)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """How much of what a counting needs the rows speak for; asked once for each counting and period."""

    rows: RowSource
    spans: Coverages
    _known: dict[tuple[str, Period], str] = field(default_factory=dict)

    def extent(self, counting: Counting, period: Period) -> str:
        key = (counting.digest, period)
        if key not in self._known:
            self._known[key] = spoken_for(counting, self.rows.datasets, period, self.spans)
        return self._known[key]


def _gone(by_digest: Mapping[str, Counting], known: Mapping[Key, str], spoken: _Spoken) -> tuple[Key, ...]:
    return tuple(
        key
        for key, held in known.items()
        if held != GONE and spoken.extent(by_digest[key[0]], parse_period(key[2])) == "none"
    )


def _months(spans: Coverages, through: Period | None) -> tuple[Period, ...]:
    """The months that rows of events and states speak for, where there are none those of any rows."""
    datasets = standard_datasets()
    dated = [span for name, found in spans.items() for span in found if datasets[name].kind in {"events", "snapshot"}]
    every = dated or [span for found in spans.values() for span in found]
    if not every:
        return ()
    last = through or Period.of(max(span.last for span in every), "month")
    first = max(Period.of(min(span.first for span in every), "month"), last.shifted(1 - LONGEST))
    return spine(first, last, "month")
