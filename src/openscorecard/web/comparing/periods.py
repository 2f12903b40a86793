"""All KPIs of a plan, and one KPI, in several periods side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import GIVEN
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.web.comparing.compared import Compared, Row, Value, change
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.words import asks


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """A KPI in one period: its value, how it stands, what it was asked."""

    value: str
    status: str
    target: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A KPI across the periods; `address` compares it alone."""

    code: str
    name: Said
    address: str
    cells: tuple[PeriodCell, ...]
    change: str


def plan_lines(scored: Sequence[ScoredPlan], question: Asked) -> tuple[PlanLine, ...]:
    """Every KPI of the plan, `scored` oldest first; no query."""
    return tuple(_line(scored, kpi, question) for _, kpi in scored[-1].plan.kpis())


def _line(scored: Sequence[ScoredPlan], kpi: Kpi, question: Asked) -> PlanLine:
    cells = tuple(_cell(one, kpi.code, question.language) for one in scored)
    place = Places(question.plan).page("compare-figures", kpi=kpi.id, period=str(scored[-1].period))
    values = [_exact(one, kpi.code).exact for one in scored]
    written = _written(scored[-1], kpi.code, question.language)
    told = change(values[-2], values[-1], written) if len(values) > 1 else ""
    return PlanLine(kpi.code, say(kpi.name, question.language), place, cells, told)


def _cell(scored: ScoredPlan, code: str, language: str) -> PeriodCell:
    node = next((one for one in scored.card.every() if one.code == code), None)
    row, value = scored.targets.get(code), _exact(scored, code)
    written = _written(scored, code, language)
    words = f"{value.written} {written.unit}" if value.exact is not None else NO_VALUE
    return PeriodCell(words, node.status if node else "no_data", asks(row.target) if row else "")


def by_period(scored: Sequence[ScoredPlan], kpi: Kpi, language: str) -> Compared:
    """One KPI in each period beside its target, newest first."""
    rows = tuple(_row(one, kpi, language) for one in reversed(scored))
    written = _written(scored[-1], kpi.code, language)
    title = gettext("{code} by period").format(code=kpi.code)
    return Compared(
        part="periods",
        title=title,
        first=gettext("Period"),
        heads=(gettext("Target"), gettext("Value")),
        rows=rows,
        unit=written.unit,
        language=language,
        example=any(one.measured[kpi.code].example for one in scored if kpi.code in one.measured),
    )


def _row(scored: ScoredPlan, kpi: Kpi, language: str) -> Row:
    row, value = scored.targets.get(kpi.code), _exact(scored, kpi.code)
    asked = row.target.value if row and row.target.direction != "band" else None
    target = Value(asked, asks(row.target) if row else NO_VALUE, "" if row else "no_target")
    told = change(asked, value.exact, _written(scored, kpi.code, language))
    return Row(write_period(scored.period, language), (target, value), told)


def _exact(scored: ScoredPlan, code: str) -> Value:
    row, one = scored.targets.get(code), scored.measured.get(code)
    if row and row.target.method in GIVEN:
        return Value(row.target.value, write_number(row.target.value))
    if one is None:
        return Value(None, NO_VALUE, "no_data")
    status = "" if one.observation.status == "ok" else one.observation.status
    return Value(one.observation.value, Written(one.reading.formula.kind, "").value(one.observation.value), status)


def _written(scored: ScoredPlan, code: str, language: str) -> Written:
    one, row = scored.measured.get(code), scored.targets.get(code)
    if one is None:
        return Written("S", row.target.unit if row else "")
    return Written.of(one.measure, one.reading, language)
