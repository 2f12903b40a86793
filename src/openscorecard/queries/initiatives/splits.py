"""What an action plan's quantities come to by a second dimension: district, audience, age band, branch, unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from openscorecard.domain.initiatives.kind import Quantity
from openscorecard.domain.measures.dimensions import AND, BETWEEN, PLAN
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period
from openscorecard.queries.data import coverages
from openscorecard.queries.drilling import hidden_in
from openscorecard.queries.figures import known_for
from openscorecard.queries.measures import catalogue

Split = Mapping[str, Observation]
"""Observations by cell."""


def splits(
    quantities: Iterable[Quantity], dimension: str, plan: str, periods: Iterable[Period]
) -> dict[tuple[str, Period], Split]:
    """Each quantity (by its id) in each period, by the cells of `dimension` among the rows of `plan`; two queries.

    A period that rows do not speak for is missing; one without cells is zero in all. A cell that could stand for too
    few readers has no value.
    """
    asked, both = tuple(quantities), f"{PLAN}{AND}{dimension}"
    wanted = tuple(periods)
    spans = coverages()
    known = known_for([one.formula.among(spans) for one in asked], wanted, both, spans)
    start = f"{plan}{BETWEEN}"
    answer: dict[tuple[str, Period], Split] = {}
    for one in asked:
        for period in wanted:
            found = observe(one.formula.among(spans), period, known, both)
            if _unspoken(found):
                continue
            hidden = hidden_in(one.formula, found, both)
            answer[one.id, period] = {
                told.cell.removeprefix(start): replace(told, value=None) if told.cell in hidden else told
                for told in found
                if told.cell.startswith(start)
            }
    return answer


def _unspoken(found: Sequence[Observation]) -> bool:
    """Whether this is the one observation that says that rows do not speak for a period."""
    return len(found) == 1 and not found[0].cell and found[0].status in {"partial", "no_data", "not_computed"}


def followed_until(formulas: Iterable[Formula]) -> dict[str, date]:
    """The last day that rows speak for of each dataset in which formulas look for what followed. One query."""
    spans = coverages()
    named = {told.followed.dataset for one in formulas for told in one.countings() if told.followed}
    return {name: max(span.last for span in spans[name]) for name in named if spans.get(name)}


def residents_by_district(period: Period) -> dict[str, Fraction]:
    """The residents of each district at the end of `period`; none where rows do not tell them. Two queries."""
    measure = catalogue().get("volumes_per_resident")
    terms = measure.variants[0].formula.over if measure else ()
    if not terms:
        return {}
    formula, month = Formula(terms), period.months()[-1]
    found = observe(formula, month, known_for([formula], [month], "district"), "district")
    return {one.cell: one.value for one in found if one.cell and one.value is not None}


def by_plan(
    quantities: Iterable[Quantity], plan: str, periods: Iterable[Period]
) -> dict[tuple[str, Period], Observation]:
    """Each quantity of one plan in each period; where rows of the plan are missing it is zero. Two queries."""
    asked, wanted = tuple(quantities), tuple(periods)
    spans = coverages()
    known = known_for([one.formula.among(spans) for one in asked], wanted, PLAN, spans)
    found = {}
    for one in asked:
        for period in wanted:
            cells = {told.cell: told for told in observe(one.formula.among(spans), period, known, PLAN, [plan])}
            found[one.id, period] = cells.get(plan) or next(iter(cells.values()))
    return found
