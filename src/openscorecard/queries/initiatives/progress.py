"""How far the action plans of a strategy plan have come: their rows as counted, beside what is declared of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from openscorecard.domain.initiatives.charter import Charter
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.domain.initiatives.progress import Dates, Told, progress
from openscorecard.domain.initiatives.standing import CharterRow, Standing
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.dimensions import PLAN, WHOLE
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.data import coverages
from openscorecard.queries.figures import known_for
from openscorecard.queries.initiatives.charters import charters
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.measures import catalogue, reading_in_force, readings

Spans = Mapping[str, tuple[Coverage, ...]]


def standings(plan: Plan, period: Period, only: str = "", known_at: datetime | None = None) -> tuple[Standing, ...]:
    """Every action plan of `plan`, or the one named, at the end of `period`, in the plan's order; nine queries at most.

    What plans do is told for a year or for the year to date: any other period stands for the year to date at its end,
    and a year that rows do not yet speak for as a whole for the months they do speak for. Of a quantity that several
    ledgers make up together those are left out that nobody keeps: they never had a batch. Charters and figures are told
    as of `known_at` where it is given.
    """
    declared, known_kinds, spans = charters(plan.id, known_at), kinds(), coverages(known_at)
    wanted = [one for one in plan.initiatives if only in {"", one.id}]
    chosen = {one.id: known_kinds.get(_kind(declared.get(one.id))) for one in wanted}
    periods = {kind.id: told_period(period, kind, spans) for kind in chosen.values() if kind}
    used = [kind for kind in known_kinds.values() if kind.id in periods]
    known = known_for([one.among(spans) for one in _formulas(used)], set(periods.values()), PLAN, spans, known_at)
    tellers = {kind.id: _Teller.of(kind, periods[kind.id], known, [one.id for one in wanted]) for kind in used}
    grades = _graded(declared.values(), period, spans, known_at)
    found = []
    for one in wanted:
        kind, row = chosen[one.id], declared.get(one.id)
        told = tellers[kind.id].told(one.id, grades.get(one.id)) if kind else None
        at = periods[kind.id] if kind else period
        charter = row.charter if row else Charter(one.id)
        state = progress(charter, Dates(one.starts_on, one.ends_on), at, told)
        found.append(Standing(one.id, plan.codes_of(one.id), kind, row, told, state))
    return tuple(found)


def told_period(period: Period, kind: Kind, spans: Spans) -> Period:
    """The year, or the year to date through the last month that rows of the kind's first ledger speak for."""
    last = period.months()[-1]
    covered = max((span.last for span in spans.get(kind.ledgers[0], ())), default=None)
    if covered and covered < last.last_day and covered.year == last.year:
        last = _whole_month(covered) or last
    return Period("year", last.year) if last.number == 12 else Period("ytd", last.year, last.number)


def _whole_month(day: date) -> Period | None:
    """The last month that ends on or before `day`, in its year; None in an unfinished January."""
    month = Period.of(day, "month")
    if month.last_day == day:
        return month
    return month.shifted(-1) if month.number > 1 else None


def _kind(row: CharterRow | None) -> str:
    return row.charter.kind if row else ""


def _formulas(used: Iterable[Kind]) -> Iterable[Formula]:
    for kind in used:
        yield from (stage.formula for stage in kind.stages)
        yield from (quantity.formula for quantity in kind.quantities())


@dataclass(frozen=True, slots=True)
class _Teller:
    """What rows tell of every plan of one kind in one period."""

    kind: Kind
    stages: Mapping[str, Mapping[str, Observation]]
    quantities: Mapping[str, Mapping[str, Observation]]
    rows: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, kind: Kind, period: Period, known: Known, plans: Sequence[str]) -> _Teller:
        def split(formula: Formula) -> dict[str, Observation]:
            found = observe(formula.among(known.coverage), period, known, PLAN, plans)
            by_cell = {one.cell: one for one in found}
            unknown = by_cell.get(WHOLE)
            if unknown is not None and len(found) == 1 and unknown.status not in {"ok", "not_applicable"}:
                return {plan: replace(unknown, cell=plan) for plan in plans}
            return by_cell

        rows: dict[str, dict[str, int]] = {}
        for counting in {one: None for one, _ in kind.countings()}:
            held = rows.setdefault(counting.dataset, {})
            for plan, one in split(Formula((Term(counting),))).items():
                held[plan] = max(held.get(plan, 0), one.numerator.rows if one.numerator else 0)
        return cls(
            kind,
            {stage.id: split(stage.formula) for stage in kind.stages},
            {quantity.id: split(quantity.formula) for quantity in kind.quantities()},
            rows,
        )

    def told(self, plan: str, grade_value: Fraction | None) -> Told:
        return Told(
            self.kind,
            {id_: found[plan] for id_, found in self.stages.items()},
            {id_: found[plan] for id_, found in self.quantities.items()},
            {dataset: held.get(plan, 0) for dataset, held in self.rows.items()},
            grade_value,
        )


def _graded(
    declared: Iterable[CharterRow], period: Period, spans: Spans, known_at: datetime | None
) -> dict[str, Fraction]:
    """The figure that the rule's version in force grades, by action plan, at the end of `period`."""
    asked = {row.charter.plan: row.charter.version_on(period.last_day) for row in declared}
    measures = catalogue(known_at) if any(version and version.measure for version in asked.values()) else ()
    by_id, choices = {one.id: one for one in measures}, readings(known_at) if measures else {}
    found: dict[str, Fraction] = {}
    formulas: dict[str, Formula] = {}
    for plan, version in asked.items():
        measure = by_id.get(version.measure) if version else None
        if version and measure:
            named = measure.reading(version.reading) if version.reading else None
            formulas[plan] = (named or reading_in_force(measure, choices, period.last_day)).formula
    at = Period("ytd", period.last_day.year, period.last_day.month)
    known = known_for(formulas.values(), [at], WHOLE, spans, known_at) if formulas else None
    for plan, formula in formulas.items():
        (one,) = observe(formula, at, known) if known else ()
        if one.value is not None:
            found[plan] = one.value
    return found
