"""The targets of a plan in a period as rows to fill in, one for each KPI, also those without a target."""

from __future__ import annotations

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.formats.scores.sheets import SheetRow, TargetSheet
from openscorecard.formats.scores.targets import Stored
from openscorecard.formats.scores.texts import target_texts
from openscorecard.queries.measures import catalogue
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import last_versions


def sheet_of(strategy: str, period: Period, reader: Reader) -> TargetSheet:
    """Every KPI of the plan, in its order; four queries at most. Raises UnknownPlan."""
    plan = open_plan(strategy, reader).plan
    last, known = last_versions(strategy, period), catalogue()
    rows = tuple(_row(kpi, last.get(kpi.id), known.get(kpi.measure)) for _, kpi in plan.kpis())
    return TargetSheet(plan.id, str(period), rows)


def _row(kpi: Kpi, last: TargetRow | None, measure: object) -> SheetRow:
    texts = texts_in_force(last)
    if not texts["unit"]:
        texts |= first_texts(measure)
    return SheetRow(kpi.code, kpi.name.zh, texts, last.version if last else 0)


def texts_in_force(last: TargetRow | None) -> dict[str, str]:
    """The last version as texts by field, empty where there is none or it was dropped.

    What the example says comes from nowhere, so that whoever changes it says a source of their own.
    """
    stored = Stored(last.target, last.spread, last.missing, last.example) if last and last.target else None
    return target_texts(stored, last.origin if last and stored and not last.example else "")


def first_texts(measure: object) -> dict[str, str]:
    """What a target begins with before anybody set one: the unit of what the KPI counts, and the usual rules."""
    unit = getattr(measure, "unit", None)
    return {"unit": unit.zh if unit else "", "direction": "up", "method": "ratio", "weight": "1"}
