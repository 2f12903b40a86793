"""How the parts of a plan stand in a period, as pages show it beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from openscorecard.actions.permissions import may
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.drawing.strategy import State
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.scores.shown import ScorePeriods, score_periods, shown_scores
from openscorecard.web.frame.said_in_words import write_number, write_period
from openscorecard.web.plans.opening import Asked
from openscorecard.web.plans.places import Places
from openscorecard.web.templatetags.components import STATUSES

SHOWN = 1  # decimals of a score; comparisons are made before it is rounded


@dataclass(frozen=True, slots=True)
class Stand:
    """How one node stands: `score` in digits (empty: none), `partial` where it is withheld, `coverage` in percent.

    `address` is that of the page that says why. `red_below` marks a score on target that hides one behind, `falling` a
    KPI on target beside which a figure got worse. `undeclared`: nobody has said that those who bring something are all
    there are. `example` marks one that stands on the example's rows or target where others of the plan do not.
    """

    status: str
    score: str
    partial: str
    coverage: str
    whole: bool
    address: str
    red_below: bool
    undeclared: bool
    falling: bool
    example: bool


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    value: str
    words: str
    current: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many KPIs have a status."""

    status: str
    count: int


class Standings:
    """How a plan stands in `period`; asked for by the codes of nodes."""

    def __init__(self, scored: ScoredPlan, places: Places, language: str, periods: ScorePeriods) -> None:
        self.scored, self._places, self._language = scored, places, language
        self._periods = periods
        self._nodes = {one.code: one for one in scored.card.every()}
        facts = scored.facts().items()
        self._examples = {code: one.example for code, one in facts if one.batches or one.target}

    @property
    def period(self) -> str:
        return write_period(self.scored.period, self._language)

    @property
    def choices(self) -> tuple[PeriodChoice, ...]:
        shown = self.scored.period
        periods = self._periods.choices if shown in self._periods.choices else (shown, *self._periods.choices)
        return tuple(PeriodChoice(str(one), write_period(one, self._language), one == shown) for one in periods)

    @property
    def known_at(self) -> datetime | None:
        """The past moment it is shown as of."""
        return (dict(self._places.at).get("as-of") and self.scored.as_of) or None

    @property
    def counts(self) -> tuple[Counted, ...]:
        """The KPIs by status, in the order of the statuses; those that none has are left out."""
        found = Counter(one.status for one in self._nodes.values() if one.level == "kpi")
        return tuple(Counted(name, found[name]) for name in STATUSES if name in found)  # type: ignore[index]  # names beyond Status too

    @property
    def all_example(self) -> bool:
        """Whether every figure or target is the example's; then it is said once, not beside each score."""
        return bool(self._examples) and all(self._examples.values())

    @property
    def any_target(self) -> bool:
        return bool(self.scored.targets)

    def node(self, code: str) -> Scored | None:
        return self._nodes.get(code)

    def of(self, code: str) -> Stand | None:
        """How the node stands; None where the plan has no such node in this period."""
        node = self._nodes.get(code)
        if node is None:
            return None
        return Stand(
            status=node.status,
            score=digits(node.score),
            partial=digits(node.partial) if node.score is None else "",
            coverage=digits(node.coverage),
            whole=node.coverage == 100,
            address=self._places.page("score-trace", code, period=str(self.scored.period)),
            red_below=node.red_below,
            undeclared=(brought := self.scored.card.contributed.get(code)) is not None and not brought.declared,
            falling=node.status == "on_target" and any(one.falling for one in self.scored.companions.get(code, ())),
            example=not self.all_example and any(self._examples.get(one.code, False) for one in node.every()),
        )

    def brought(self, code: str) -> dict[tuple[str, str], str]:
        """What objectives of other plans bring to this one, by plan and code; scores in digits, empty for none."""
        found = self.scored.card.contributed.get(code)
        brought = found.brought if found else ()
        return {(one.contributor.plan, one.contributor.objective): digits(one.score) for one in brought}

    def states(self) -> dict[str, State]:
        """How each objective stands, by its id, as the map draws it."""
        found = {}
        for objective in self.scored.plan.objectives:
            node = self._nodes.get(objective.code)
            if node:
                look = STATUSES[node.status]
                found[objective.id] = State(look.shape, look.tone, str(look.word), digits(node.score))  # type: ignore[arg-type]  # of scores
        return found


def standings_for(found: OpenPlan, question: Asked, now: datetime) -> Standings | None:
    """How the plan stands, for those who see figures, at the edition they see first; None where there is nothing."""
    if not found.is_current or not may(question.reader, "figures.see"):
        return None
    periods = score_periods(found.id, question.period, now)
    if periods.shown is None:
        return None
    scored = shown_scores(found.id, periods.shown, question.reader, now, question.known_at)
    return Standings(scored, question.places, question.language, periods)


def digits(number: Fraction | None) -> str:
    """A score for reading; empty for none."""
    return "" if number is None else write_number(number, SHOWN if number.denominator != 1 else 0)
