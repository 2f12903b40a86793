"""What a formula needs counted for a period, and whether the rows speak for that period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from openscorecard.domain.measures.counting import Counting, Latest
from openscorecard.domain.measures.coverage import Coverage, Extent, extent_of
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Datasets
from openscorecard.domain.measures.periods import Grain, Period, spine

Coverages = Mapping[str, tuple[Coverage, ...]]

GRAINS: tuple[Grain, ...] = ("month", "quarter", "half", "year", "ytd", "school_year")


def counted_in(counting: Counting, period: Period) -> tuple[Period, ...]:
    """The periods whose figures make up `period`: its months, the last one for a state, itself for a distinct count."""
    if counting.additive:
        return period.months()
    return (period.months()[-1],) if counting.kind == "S" else (period,)


def periods_needed(
    counting: Counting, months: Sequence[Period], grains: Sequence[Grain] = GRAINS
) -> tuple[Period, ...]:
    """Every period an engine must count so that `grains` within these months can be told; months must be in order."""
    if not months:
        return ()
    if counting.additive or counting.kind == "S":
        return tuple(months)
    return tuple(period for grain in grains for period in spine(months[0], months[-1], grain))


def spoken_for(counting: Counting, datasets: Datasets, period: Period, coverage: Coverages) -> Extent:
    """How much of what `counting` needs for `period` the covered days of each dataset speak for.

    Where something must follow, its days must be covered too.
    """
    own = _spoken_for(counting, datasets[counting.dataset], period, coverage.get(counting.dataset, ()))
    after = counting.followed
    if own != "whole" or after is None:
        return own
    needed = Coverage(period.first_day + timedelta(days=after.first), period.last_day + timedelta(days=after.last))
    return extent_of(needed, coverage.get(after.dataset, ()))


def _spoken_for(counting: Counting, dataset: Dataset, period: Period, coverage: Iterable[Coverage]) -> Extent:
    """The same for the rows that are counted.

    Events speak for the days covered. What lives for years, and ledgers, speak for everything up to the extract's day,
    so also for days before their first row within its month. A snapshot speaks by being there (`Figure.found`): its
    days only tell that somebody looked.
    """
    spans = tuple(coverage)
    if isinstance(counting.when, Latest):
        return "whole" if spans else "none"
    needed = _span(counting, period)
    if dataset.kind == "events":
        return extent_of(needed, spans)
    if counting.kind == "S" and not _window(counting):
        needed = Coverage(period.last_day, period.last_day)
    return extent_of(needed, [_opened(span) for span in spans])


def _opened(span: Coverage) -> Coverage:
    return Coverage(Period.of(span.first, "month").first_day, span.last)


def _window(counting: Counting) -> int:
    return getattr(counting.when, "window", 0)


def _span(counting: Counting, period: Period) -> Coverage:
    last = period.months()[-1]
    if window := _window(counting):
        return Coverage(last.shifted(1 - window).first_day, last.last_day)
    return Coverage(period.first_day, period.last_day)
