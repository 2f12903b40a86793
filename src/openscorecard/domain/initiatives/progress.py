"""How far an action plan has come in a period: counted from its rows and its charter, and judged by stated rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from openscorecard.domain.initiatives.charter import Charter, Grade, RuleVersion, TypedProgress, grade_of
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.periods import Period

Status = Literal["no_kind", "no_data", "not_started", "under_way", "late", "done", "in_force", "not_in_force"]
"""no_kind: nobody said what kind it is. no_data: no rows speak for the period. not_started: they do, and none carries
the plan. done: all its work has passed the last stage. in_force, not_in_force: of standing rules, by their versions."""

ReasonCode = Literal["milestone_overdue", "past_end", "report_overdue", "behind_allotment", "over_budget"]

HALF = Fraction(1, 2)
BEHIND = Fraction(90)
"""Percent of what was due under which budget lines are behind, where no version of a rule says otherwise."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a plan is late or over budget: what the rule compared, and the name of what it speaks of where it has one."""

    code: ReasonCode
    what: str = ""
    due: str = ""
    value: Fraction | None = None
    limit: Fraction | None = None


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many have reached a stage; None where it cannot be told, and why (`status` of the observation)."""

    id: str
    count: Fraction | None
    status: str


@dataclass(frozen=True, slots=True)
class Progress:
    """One plan in one period.

    `stage`: the id of the furthest stage that at least half of what entered the first has reached; empty before.
    `planned`, `actual`, `spent` and `others` (by the id of a quantity) are exact, None where nothing tells them.
    `wanted`: what the charter wants of the year. `budget`: the charter's money of the year, else what budget lines that
    carry the plan were given. `unit_cost` is as the kind counts it (a quantity `unit_cost`), else spent over actual.
    `share` is the percent of the milestones reached.
    """

    plan: str
    kind: str
    period: Period
    status: Status
    stage: str
    stages: tuple[StageCount, ...]
    planned: Fraction | None
    actual: Fraction | None
    spent: Fraction | None
    unit_cost: Fraction | None
    budget: Fraction | None
    wanted: Fraction | None
    share: Fraction | None
    typed: TypedProgress | None
    version: RuleVersion | None
    grade: Grade | None
    reasons: tuple[Reason, ...]
    others: Mapping[str, Fraction | None]
    batches: tuple[str, ...]
    runs: tuple[int, ...]

    @property
    def late(self) -> bool:
        """Whether a rule finds it late."""
        return any(one.code != "over_budget" for one in self.reasons)

    @property
    def over_budget(self) -> bool:
        """Whether it spent more than it had."""
        return any(one.code == "over_budget" for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Told:
    """What rows tell of one plan in one period: an observation by the id of each stage and quantity of its kind.

    `grade_value` is the figure that the rule's version in force grades, at the period's end.
    """

    kind: Kind
    stages: Mapping[str, Observation]
    quantities: Mapping[str, Observation]
    rows: Mapping[str, int]
    grade_value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """When a plan starts and ends, as its edition says."""

    starts_on: date | None = None
    ends_on: date | None = None


def progress(charter: Charter, dates: Dates, period: Period, told: Told | None) -> Progress:
    """How far the plan has come by the end of `period`; `told` None where it has no kind."""
    day = period.last_day
    version = charter.version_on(day)
    numbers = {id_: _number(told, one) for id_, one in told.quantities.items()} if told else {}
    stages = _stages(told) if told else ()
    planned, actual, spent = (numbers.get(name) for name in ("planned", "actual", "spent"))
    spent = numbers.get("paid") if spent is None else spent
    budget = charter.budget_of(day.year)
    budget = numbers.get("appropriated") if budget is None else budget
    reasons = tuple(_reasons(charter, dates, day, told, numbers, stages, spent, budget))
    observed = [*told.stages.values(), *told.quantities.values()] if told else []
    return Progress(
        plan=charter.plan,
        kind=told.kind.id if told else "",
        period=period,
        status=_status(told, stages, version, reasons),
        stage=_stage(stages),
        stages=stages,
        planned=planned,
        actual=actual,
        spent=spent,
        unit_cost=_unit_cost(told, numbers),
        budget=budget,
        wanted=charter.wanted_in(day.year),
        share=charter.reached(day),
        typed=charter.typed_on(day),
        version=version,
        grade=_grade(version, told),
        reasons=reasons,
        others={id_: value for id_, value in numbers.items() if id_ not in {"planned", "actual", "spent"}},
        batches=tuple(sorted({batch for one in observed for batch in one.batches})),
        runs=tuple(sorted({run for one in observed for run in one.runs})),
    )


def _number(told: Told, one: Observation) -> Fraction | None:
    """The value; zero only where its ledger has rows of the plan, or it has some in it."""
    if one.status != "ok" or one.value is None:
        return None
    return one.value if one.value or _speaks(told, one) else None


def _unit_cost(told: Told | None, numbers: Mapping[str, Fraction | None]) -> Fraction | None:
    """What the kind says one costs, else what was spent over what was done, where both are of the same days."""
    if told is None or told.kind.standing:
        return None
    if "unit_cost" in numbers:
        return numbers["unit_cost"]
    spent, actual = numbers.get("spent"), numbers.get("actual")
    same = told.kind.spent and told.kind.spent.formula.kind == told.kind.actual.formula.kind
    return spent / actual if same and spent is not None and actual else None


def _speaks(told: Told, one: Observation) -> bool:
    rows = one.numerator.rows if one.numerator else 0
    ledgers = next(
        (quantity.formula.datasets() for quantity in told.kind.quantities() if told.quantities[quantity.id] is one), ()
    )
    return rows > 0 or any(told.rows.get(ledger) for ledger in ledgers)


def _stages(told: Told) -> tuple[StageCount, ...]:
    return tuple(
        StageCount(stage.id, told.stages[stage.id].value, told.stages[stage.id].status) for stage in told.kind.stages
    )


def _stage(stages: Sequence[StageCount]) -> str:
    """The furthest stage that at least half have reached of what entered the first."""
    first = stages[0].count if stages else None
    if not first:
        return ""
    return [one.id for one in stages if one.count is not None and one.count >= first * HALF][-1]


def _status(
    told: Told | None, stages: Sequence[StageCount], version: RuleVersion | None, reasons: Sequence[Reason]
) -> Status:
    if told is None:
        return "no_kind"
    if any(one.code != "over_budget" for one in reasons):
        return "late"
    if told.kind.standing:
        return "in_force" if version else "not_in_force"
    if all(one.count is None for one in stages):
        return "no_data"
    if not any(one.count for one in stages):
        return "not_started"
    first, last = stages[0].count, stages[-1].count
    return "done" if first and last is not None and last >= first else "under_way"


def _reasons(
    charter: Charter,
    dates: Dates,
    day: date,
    told: Told | None,
    numbers: Mapping[str, Fraction | None],
    stages: Sequence[StageCount],
    spent: Fraction | None,
    budget: Fraction | None,
) -> Iterator[Reason]:
    for one in charter.overdue(day):
        yield Reason("milestone_overdue", one.name.zh, one.due_on.isoformat())
    if dates.ends_on and dates.ends_on < day and not _finished(stages) and not (told and told.kind.standing):
        yield Reason("past_end", due=dates.ends_on.isoformat())
    due, on_time = numbers.get("reports_due"), numbers.get("reports_on_time")
    if due is not None and on_time is not None and on_time < due:
        yield Reason("report_overdue", value=on_time, limit=due)
    if told and told.kind.standing:
        yield from _behind(numbers, charter.version_on(day))
    if spent is not None and budget is not None and spent > budget:
        yield Reason("over_budget", value=spent, limit=budget)


def _behind(numbers: Mapping[str, Fraction | None], version: RuleVersion | None) -> Iterator[Reason]:
    due, done = numbers.get("planned"), numbers.get("actual")
    limit = version.behind_under if version else BEHIND
    if due and done is not None and done / due * 100 < limit:
        yield Reason("behind_allotment", value=done / due * 100, limit=limit)


def _finished(stages: Sequence[StageCount]) -> bool:
    return bool(stages) and bool(stages[0].count) and stages[-1].count == stages[0].count


def _grade(version: RuleVersion | None, told: Told | None) -> Grade | None:
    if version is None or told is None or told.grade_value is None:
        return None
    return grade_of(version, told.grade_value)
