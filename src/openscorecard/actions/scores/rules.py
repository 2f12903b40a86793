"""Rules of scoring set in versions; earlier ones stay and can be brought back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.scores.faults import NoSuchRules, RulesNeedReason, RulesUnchanged, StaleRules
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.rules import ScoringRules, check_rules
from openscorecard.formats.scores.rules import rules_to_data
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.rules import RulesRow, rules_versions
from openscorecard.records.models import RulesRecord


def set_rules(
    strategy: str,
    rules: ScoringRules,
    *,
    reason: str,
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> RulesRow:
    """Store a new version of the rules by which `strategy` is scored, for a reason.

    `expected` is the version the change was made on (0: none), None where it does not matter. Raises UnknownPlan,
    UnfitRules, RulesNeedReason, RulesUnchanged, StaleRules; Denied.
    """
    act = begin("scoring.set", "scoring", strategy, by=by, now=now, source=source)
    check_rules(open_plan(strategy, act.by).plan, rules)
    if not reason.strip():
        raise RulesNeedReason(plan=strategy)
    content = rules_to_data(rules)
    try:
        with act.stored():
            last = next(iter(rules_versions(strategy)), None)
            version = last.version if last else 0
            if expected is not None and expected != version:
                raise StaleRules(plan=strategy)
            before = rules_to_data(last.rules) if last else {}
            if before == content:
                raise RulesUnchanged(plan=strategy, version=version)
            RulesRecord(
                strategy=strategy,
                version=version + 1,
                content=content,
                reason=reason.strip()[:1000],
                by=act.by.name,
                at=act.now,
            ).save(force_insert=True)
            act.before, act.after = {"rules": before}, {"rules": content, "version": version + 1, "reason": reason}
    except IntegrityError as taken:
        raise StaleRules(plan=strategy) from taken
    return rules_versions(strategy)[0]


def restore_rules(
    strategy: str, version: int, *, reason: str, by: Reader, now: datetime, source: Source = JOB
) -> RulesRow:
    """Set the rules of an earlier version again (0: those of a plan nobody set rules for), as a new version.

    Raises NoSuchRules and what `set_rules` raises.
    """
    found = {row.version: row.rules for row in rules_versions(strategy)} | {0: ScoringRules()}
    if version not in found:
        raise NoSuchRules(plan=strategy, item=version)
    return set_rules(strategy, found[version], reason=reason, by=by, now=now, source=source)
