"""What a paper is made of: a plan as it stands in a period, with all that its pages say; plain facts, no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cached_property

from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.shape import KpiFacts
from openscorecard.domain.strategy.nodes import Kpi, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.text import Text
from openscorecard.reports.charts.charted import View


@dataclass(frozen=True, slots=True)
class Freshness:
    """Up to when the rows of a dataset speak (None: it never had any), and whether more should be here by now."""

    dataset: str
    title: Text
    fresh_as_of: date | None
    late: bool
    example: bool


@dataclass(frozen=True, slots=True)
class SourceBatch:
    """A batch of rows that figures stand on; `id` is its digest."""

    id: str
    title: Text
    covers: Coverage
    rows: int
    by: str
    on: date
    example: bool


@dataclass(frozen=True)
class PaperContents:
    """A plan in `scored.period`; `before` is the period just before, `year_before` the same one a year earlier.

    `views` are the charts of KPIs by code, empty where a paper shows none; `histories` every version of the period's
    targets by the id of a KPI, newest first; `known_at` the past moment as of which all is told. `contributed` is what
    an action plan brings to a KPI in the period, by the code of the KPI and the id of the plan.
    """

    plan: Plan
    institution: Text
    edition: int
    draft: bool
    scored: ScoredPlan
    before: ScoredPlan | None
    year_before: ScoredPlan | None
    made_on: date
    known_at: datetime | None = None
    views: Mapping[str, View] = field(default_factory=dict)
    actions: tuple[Standing, ...] = ()
    histories: Mapping[str, tuple[TargetRow, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    freshness: tuple[Freshness, ...] = ()
    batches: Mapping[str, SourceBatch] = field(default_factory=dict)
    contributed: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        """The period the paper is about."""
        return self.scored.period

    def node(self, code: str) -> Scored | None:
        """How a node stands, by its code."""
        return self._nodes.get(code)

    @cached_property
    def _nodes(self) -> dict[str, Scored]:
        return {one.code: one for one in self.scored.card.every()}

    @cached_property
    def _earlier(self) -> dict[str, Scored]:
        return {one.code: one for one in self.before.card.every()} if self.before else {}

    @cached_property
    def facts(self) -> dict[str, KpiFacts]:
        """What the score of each KPI stands on, by its code."""
        return self.scored.facts()

    def earlier(self, code: str) -> Scored | None:
        """How a node stood in the period before."""
        return self._earlier.get(code)

    def kpis(self, theme: Theme | None = None) -> tuple[tuple[Objective, Kpi], ...]:
        """Every KPI with its objective, of one theme or of all."""
        return tuple(pair for pair in self.plan.kpis() if theme is None or pair[0].theme == theme.letter)

    def actions_of(self, theme: Theme) -> tuple[Standing, ...]:
        """The action plans that stand under KPIs of a theme, each once."""
        under = {one.initiative for _, kpi in self.kpis(theme) for one in kpi.standings}
        return tuple(one for one in self.actions if one.initiative in under)

    def action(self, initiative: str) -> Standing | None:
        """One action plan, by its id."""
        return next((one for one in self.actions if one.initiative == initiative), None)

    def example(self, code: str) -> bool:
        """Whether a KPI stands on rows or a target of the example."""
        return code in self.facts and self.facts[code].example

    @property
    def has_example(self) -> bool:
        """Whether anything of the paper stands on the example."""
        return any(one.example for one in self.facts.values()) or self.plan.has_example
