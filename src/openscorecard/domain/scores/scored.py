"""A plan scored in one period, with the rules, targets and figures that its scores stand on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Measure, Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.flags import Beside
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.scores.rules import ScoringRules
from openscorecard.domain.scores.scorecard import Scorecard
from openscorecard.domain.scores.shape import KpiFacts
from openscorecard.domain.strategy.plan import Plan


@dataclass(frozen=True, slots=True)
class Measured:
    """What a KPI came to in the period: its measure, the reading in force, the observation; `example` rows or not."""

    measure: Measure
    reading: Variant
    observation: Observation
    example: bool


@dataclass(frozen=True, slots=True)
class ScoredPlan:
    """A plan scored; `targets`, `measured` and what stands beside (`companions`) are by the code of a KPI."""

    plan: Plan
    period: Period
    as_of: datetime
    rules: ScoringRules
    card: Scorecard
    targets: Mapping[str, InForce]
    measured: Mapping[str, Measured]
    companions: Mapping[str, tuple[Beside, ...]]

    def facts(self) -> dict[str, KpiFacts]:
        """What each KPI's score stands on, by its code."""
        return {kpi.code: self._facts(kpi.code) for _, kpi in self.plan.kpis()}

    def _facts(self, code: str) -> KpiFacts:
        row, one = self.targets.get(code), self.measured.get(code)
        unit = row.target.unit if row else one.measure.unit_of(one.reading).zh if one else ""
        example = bool(row and row.row.example)
        if one is None:
            return KpiFacts(target=row.target if row else None, unit=unit, example=example)
        return KpiFacts(
            one.observation.value,
            row.target if row else None,
            unit,
            one.reading.name,
            tuple(one.observation.batches),
            one.example or example,
        )
