"""By which rules a strategy plan is scored: those in force, and every version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.scores.rules import PLAIN, ScoringRules
from openscorecard.formats.scores.rules import rules_from_data
from openscorecard.records.models import RulesRecord


@dataclass(frozen=True, slots=True)
class RulesRow:
    """One version of a plan's rules, with who set it, when and why."""

    rules: ScoringRules
    version: int
    reason: str
    by: str
    at: datetime


def rules_in_force(strategy: str, known_at: datetime | None = None) -> ScoringRules:
    """The rules of a plan, as of `known_at` where it is given; plain ones where nobody set any. One query."""
    rows = RulesRecord.objects.filter(strategy=strategy)
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    found = rows.order_by("-version").values_list("content", flat=True).first()
    return PLAIN if found is None else rules_from_data(found)


def rules_versions(strategy: str) -> tuple[RulesRow, ...]:
    """Every version of a plan's rules, newest first; one query."""
    rows = RulesRecord.objects.filter(strategy=strategy).order_by("-version")
    return tuple(RulesRow(rules_from_data(row.content), row.version, row.reason, row.by, row.at) for row in rows)
