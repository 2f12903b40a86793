"""Rules in versions, and scores as they were known: what came later changes nothing of an earlier moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from openscorecard.actions.acting import JOB
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.data.withdrawing import withdraw_batch
from openscorecard.actions.importing import create_plan
from openscorecard.actions.measures.background import compute
from openscorecard.actions.scores.faults import NoSuchRules, RulesNeedReason, RulesUnchanged, StaleRules
from openscorecard.actions.scores.rules import restore_rules, set_rules
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.scores.rules import ScoringRules
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_plans
from openscorecard.queries.faults import NotKnownYet, UnfitMoment
from openscorecard.queries.scores.moments import parse_moment
from openscorecard.queries.scores.rules import rules_in_force
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.records.models import AuditEntry, RulesRecord
from tests.actions.sent_files import row, sent

pytestmark = pytest.mark.django_db
PLAN, YEAR = "taipei-public-library", Period("year", 2025)
GRANTS = standard_datasets()["grants"]
Import = Callable[..., str]


@pytest.fixture(autouse=True)
def plans(settings: Any, tmp_path: Path, now: datetime) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    for plan in example_plans():
        create_plan(plan, by=SYSTEM, now=now)


@pytest.fixture
def grants(now: datetime) -> Import:
    """`grants(500, day=3)` imports one grant so many days after the beginning and counts; gives the batch."""

    def do(amount: int, day: int = 0) -> str:
        at = now + timedelta(days=day)
        made = row(GRANTS, grant_id=f"G{amount}", agency="教育部", approved=Decimal(amount),
                   applied_on=date(2025, 1, 5), approved_on=date(2025, 2, 1))  # fmt: skip
        file = sent(GRANTS, made, name=f"{amount}.csv")
        info = import_batch(GRANTS, [file], covers=parse_coverage("2025"), by=SYSTEM, now=at)
        compute({}, lambda *_: None, by=SYSTEM, now=at, source=JOB)
        return info.batch.id

    return do


def known(now: datetime, day: float | None = None) -> tuple[F | None, str]:
    at = None if day is None else now + timedelta(days=day)
    scored = scored_plan(PLAN, YEAR, SYSTEM, now + timedelta(days=99), at)
    node = next(one for one in scored.card.every() if one.code == "AF2.1")
    measured = scored.measured["AF2.1"]
    return measured.observation.value, node.status


def test_each_moment_keeps_its_figures_targets_and_rules(grants: Import, now: datetime) -> None:
    first = grants(500)
    set_target(PLAN, YEAR, Target("AF2.1", "元", F(1000)), by=SYSTEM, now=now + timedelta(days=1))
    grants(400, day=2)
    set_rules(PLAN, ScoringRules(threshold=F(0)), reason="r", by=SYSTEM, now=now + timedelta(days=3))
    withdraw_batch(first, by=SYSTEM, now=now + timedelta(days=4))
    compute({}, lambda *_: None, by=SYSTEM, now=now + timedelta(days=4), source=JOB)
    assert [known(now, day) for day in (0.5, 1.5, 2.5, 3.5, 4.5)] == [
        (500, "no_target"), (500, "behind"), (900, "watch"), (900, "watch"), (400, "behind"),
    ]  # fmt: skip
    assert known(now) == (400, "behind")
    assert [rules_in_force(PLAN, now + timedelta(days=day)).threshold for day in (2, 4)] == [70, 0]


def test_a_moment_before_the_plan_is_told(now: datetime) -> None:
    with pytest.raises(NotKnownYet):
        scored_plan(PLAN, YEAR, SYSTEM, now, now - timedelta(days=1))


def test_what_is_not_due_then_is_not_due_then(now: datetime) -> None:
    set_target(PLAN, Period("year", 2026), Target("AF2.1", "元", F(1)), by=SYSTEM, now=now)
    statuses = [
        next(one.status for one in scored_plan(PLAN, Period("year", 2026), SYSTEM, later, at).card.every()
             if one.code == "AF2.1")
        for later, at in ((now, None), (now.replace(year=2027), None), (now.replace(year=2027), now))
    ]  # fmt: skip
    assert statuses == ["not_due", "no_data", "not_due"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [("2026-02-27", "2026-02-27T23:59:59.999999"), ("2026-02-27T08:30", "2026-02-27T08:30:00")],
)
def test_a_day_is_known_at_its_end_and_a_time_is_local(text: str, ends: str, now: datetime) -> None:
    from django.utils import timezone

    assert timezone.localtime(parse_moment(text, now)).replace(tzinfo=None).isoformat() == ends


def test_today_is_known_now_and_what_has_not_come_is_refused(now: datetime) -> None:
    assert parse_moment(f"{now:%Y-%m-%d}", now) == now
    for text in ("2026-03-09", "2026-13-01", "yesterday", "", "nan"):
        with pytest.raises(UnfitMoment):
            parse_moment(text, now)


def test_rules_are_kept_in_versions_with_who_and_why(now: datetime, onlooker: Reader) -> None:
    one = set_rules(PLAN, ScoringRules(threshold=F(50)), reason=" 議會 ", by=SYSTEM, now=now)
    assert (one.version, one.reason) == (1, "議會")
    with pytest.raises(RulesUnchanged):
        set_rules(PLAN, ScoringRules(threshold=F(50)), reason="r", by=SYSTEM, now=now)
    with pytest.raises(StaleRules):
        set_rules(PLAN, ScoringRules(), reason="r", expected=0, by=SYSTEM, now=now)
    with pytest.raises(RulesNeedReason):
        set_rules(PLAN, ScoringRules(), reason="  ", by=SYSTEM, now=now)
    with pytest.raises(Denied):
        set_rules(PLAN, ScoringRules(), reason="r", by=onlooker, now=now)
    with pytest.raises(NoSuchRules):
        restore_rules(PLAN, 7, reason="r", by=SYSTEM, now=now)
    assert RulesRecord.objects.count() == 1
    assert restore_rules(PLAN, 0, reason="r", by=SYSTEM, now=now).rules == ScoringRules()
    assert restore_rules(PLAN, 1, reason="r", by=SYSTEM, now=now).rules.threshold == 50
    entry = AuditEntry.objects.filter(verb="scoring.set", outcome="done").earliest("id")
    assert (entry.before, entry.after and entry.after["rules"]) == ({"rules": {}}, {"threshold": "50"})
    with pytest.raises(DatabaseError), transaction.atomic():
        RulesRecord.objects.update(by="nobody")
