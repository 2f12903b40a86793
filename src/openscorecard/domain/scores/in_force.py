"""Versions of targets, and the one in force beside the one that was set first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.scores.spreading import Spread
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import MissingPolicy


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One version of a target (None: dropped): of which KPI, by its id, in which period, with what was said of it.

    `spread` is how the target of a year spreads over it, None where nobody said; `example` where no person set it.
    """

    kpi: str
    period: str
    target: Target | None
    version: int
    origin: str
    reason: str
    countermeasure: str
    by: str
    at: datetime
    spread: Spread | None = None
    missing: MissingPolicy = "missing"
    example: bool = False


@dataclass(frozen=True, slots=True)
class InForce:
    """The target in force and the one that was set first; the same where nobody revised it.

    `derived` where nobody set one for the period and it is what the year's target asks of it: the rows are the year's
    then, with that in the target's place. `to_date`: it asks for all that came together since the year began.
    """

    row: TargetRow
    first: TargetRow
    derived: bool = False
    to_date: bool = False

    @property
    def target(self) -> Target:
        assert self.row.target is not None  # noqa: S101 -- what was dropped is not in force
        return self.row.target
