"""What there is to count: figures never counted, or counted from rows that have changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.needs import periods_needed, spoken_for
from openscorecard.domain.measures.periods import Period, parse_period, spine
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.fingerprint import Fingerprints
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.figures import fingerprints
from openscorecard.queries.measures import catalogue, countings

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
    wanted = countings(catalogue())
    known = fingerprints(counting.digest for counting in wanted)
    marks = Fingerprints(rows)
    prints: dict[Key, str] = {}
    tasks, kept = [], 0
    for counting, dimensions in wanted.items():
        periods = _spoken(counting, months, rows, spans)
        for dimension in dimensions:
            fresh = {_key(counting, dimension, one): marks.of(counting, dimension, one) for one in periods}
            due = [one for one in periods if known.get(key := _key(counting, dimension, one)) != fresh[key]]
            prints.update(fresh)
            kept += len(periods) - len(due)
            if due:
                tasks.append(Task(counting, dimension, tuple(due)))
    return Work(tuple(tasks), prints, _gone(wanted, known, rows, spans), kept)


def _key(counting: Counting, dimension: str, period: Period) -> Key:
    return (counting.digest, dimension, str(period))


def _gone(
    wanted: Mapping[Counting, tuple[str, ...]], known: Mapping[Key, str], rows: RowSource, spans: Coverages
) -> tuple[Key, ...]:
    by_digest = {counting.digest: counting for counting in wanted}
    return tuple(
        key
        for key, held in known.items()
        if held != GONE and _extent(by_digest[key[0]], parse_period(key[2]), rows, spans) == "none"
    )


def _spoken(counting: Counting, months: tuple[Period, ...], rows: RowSource, spans: Coverages) -> tuple[Period, ...]:
    needed = periods_needed(counting, months) if spans.get(counting.dataset) else ()
    return tuple(period for period in needed if _extent(counting, period, rows, spans) != "none")


def _extent(counting: Counting, period: Period, rows: RowSource, spans: Coverages) -> str:
    return spoken_for(counting, rows.datasets, period, spans)


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
