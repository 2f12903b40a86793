"""Figures that stand beside a plan's KPIs and are never scored, in a period and in the same one a year before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from openscorecard.domain.measures.measure import Companion, Measure
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.flags import Beside
from openscorecard.queries.figures import known_for
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import store_state

_BESIDE: Recent[tuple[Beside, ...]] = Recent(4096)


def companions_of(
    measures: Mapping[str, Measure], period: Period, known_at: datetime | None = None
) -> dict[str, tuple[Beside, ...]]:
    """What stands beside measures, by whatever names the measures, as of `known_at` where it is given.

    Made for `flags`; one query once known, three for one as for all, none without any.
    """
    if not measures:
        return {}
    state = store_state()
    by_key: dict[Hashable, Measure] = {(one.id, period, known_at, state): one for one in measures.values()}

    def make(missing: list[Hashable]) -> dict[Hashable, tuple[Beside, ...]]:
        return dict(zip(missing, _observed([by_key[key] for key in missing], period, known_at), strict=True))

    found = _BESIDE.get_all([(one.id, period, known_at, state) for one in measures.values()], make)
    return dict(zip(measures, found, strict=True))


def _observed(measures: list[Measure], period: Period, known_at: datetime | None) -> Iterator[tuple[Beside, ...]]:
    before = Period(period.grain, period.year - 1, period.number)
    formulas = dict.fromkeys(one.formula for measure in measures for one in measure.companions)
    known = known_for(formulas, [before, period], known_at=known_at)
    return (tuple(_beside(measure, before, period, known)) for measure in measures)


def _beside(measure: Measure, before: Period, period: Period, known: Known) -> Iterator[Beside]:
    for one in measure.companions:
        if one.better != "neither":
            now, then = _value(one, period, known), _value(one, before, known)
            yield Beside(one.title.zh, then, now, one.better)


def _value(one: Companion, period: Period, known: Known) -> Fraction | None:
    return observe(one.formula, period, known)[0].value
