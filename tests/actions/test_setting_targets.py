"""Targets in versions: revised with a reason, dropped without being lost, and a plan scored by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from openscorecard.actions.importing import create_plan
from openscorecard.actions.scores.faults import NoSuchKpi, NoTarget, StaleTarget, TargetUnchanged
from openscorecard.actions.scores.targets import drop_target, set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.scores.targets import Step, Target, UnfitRevision
from openscorecard.formats.scores.targets import target_from_data, target_to_data
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.queries.scores.targets import target_versions, targets_in
from openscorecard.records.models import AuditEntry, TargetRecord
from tests.store_samples import library

pytestmark = pytest.mark.django_db
F = Fraction
YEAR = Period("year", 2025)
TARGET = Target("AC1.1", "冊", F(4))


@pytest.fixture(autouse=True)
def plan(now: datetime) -> None:
    create_plan(library(), by=SYSTEM, now=now)


def test_a_revision_keeps_what_was_set_first(now: datetime) -> None:
    assert set_target("library", YEAR, TARGET, origin="年度施政計畫", by=SYSTEM, now=now).version == 1
    lower = replace(TARGET, value=F(3))
    with pytest.raises(UnfitRevision):
        set_target("library", YEAR, lower, reason="疫情", by=SYSTEM, now=now)
    said = {"reason": "疫情", "countermeasure": "線上辦理"}
    set_target("library", YEAR, lower, **said, by=SYSTEM, now=now)
    (found,) = targets_in("library", YEAR).values()
    assert (found.target.value, found.row.version, found.first.target and found.first.target.value) == (3, 2, 4)
    assert (found.row.reason, found.row.countermeasure, found.first.origin) == ("疫情", "線上辦理", "年度施政計畫")
    entry = AuditEntry.objects.filter(verb="target.set").latest("id")
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["target"]["value"], entry.after["target"]["value"]) == ("4", "3")


def test_what_was_dropped_stays_in_its_history_and_opens_no_way_round_the_reason(now: datetime) -> None:
    row = set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    drop_target("library", "AC1.1", YEAR, reason="重新訂定", by=SYSTEM, now=now)
    assert targets_in("library", YEAR) == {}
    assert [one.target for one in target_versions("library", row.kpi, YEAR)] == [None, replace(TARGET, kpi=row.kpi)]
    with pytest.raises(UnfitRevision):
        set_target("library", YEAR, replace(TARGET, value=F(1)), by=SYSTEM, now=now)
    with pytest.raises(NoTarget):
        drop_target("library", "AC1.1", YEAR, by=SYSTEM, now=now)
    set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    assert len(target_versions("library", row.kpi, YEAR)) == 3


def test_what_nobody_knows_or_changed_is_refused_and_nothing_is_stored(now: datetime, onlooker: Reader) -> None:
    with pytest.raises(NoSuchKpi) as caught:
        set_target("library", YEAR, replace(TARGET, kpi="ZZ1.1"), by=SYSTEM, now=now)
    assert "AC1.1" in caught.value.sentence("en")
    with pytest.raises(StaleTarget):
        set_target("library", YEAR, TARGET, expected=1, by=SYSTEM, now=now)
    with pytest.raises(Denied):
        set_target("library", YEAR, TARGET, by=onlooker, now=now)
    assert TargetRecord.objects.count() == 0
    set_target("library", YEAR, TARGET, expected=0, by=SYSTEM, now=now)
    with pytest.raises(TargetUnchanged):
        set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    assert TargetRecord.objects.count() == 1


def test_a_target_is_never_overwritten(now: datetime) -> None:
    set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    for doing in (TargetRecord.objects.all().delete, lambda: TargetRecord.objects.update(by="nobody")):
        with pytest.raises(DatabaseError), transaction.atomic():
            doing()


def test_targets_of_other_periods_and_of_the_past_are_their_own(now: datetime) -> None:
    set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    assert targets_in("library", Period("year", 2024)) == {}
    assert targets_in("library", YEAR, known_at=now.replace(year=now.year - 1)) == {}
    assert len(targets_in("library", YEAR, known_at=now)) == 1


@pytest.mark.parametrize(
    "target",
    [
        TARGET,
        Target("K", "%", F(1, 3), least=None, cap=F(120), weight=F(2)),
        Target("K", "天", F(3), "down", "inverse", ceiling=F(100)),
        Target("K", "℃", direction="band", low=F(20), high=F(24)),
        Target("K", "件", method="steps", steps=(Step(F(1), F(50)), Step(F(2), F(100)))),
        Target("K", "件", F(9), method="progress", baseline=F(2)),
        Target("K", "件", method="manual", reason="委外評鑑"),
    ],
)
def test_targets_come_back_from_plain_data_as_they_were(target: Target) -> None:
    assert target_from_data(target.kpi, target_to_data(target)) == target


def test_a_plan_without_rows_says_why_nothing_is_scored(now: datetime) -> None:
    set_target("library", YEAR, TARGET, by=SYSTEM, now=now)
    over = scored_plan("library", YEAR, SYSTEM, datetime(2026, 1, 1, tzinfo=UTC))
    running = scored_plan("library", YEAR, SYSTEM, datetime(2025, 12, 31, tzinfo=UTC))
    status = [{one.code: one.status for one in card.card.plan.every()}["AC1.1"] for card in (over, running)]
    assert status == ["no_data", "not_due"]
    # The year ends when it ends here, eight hours before it does in Greenwich.
    midnight = scored_plan("library", YEAR, SYSTEM, datetime(2025, 12, 31, 16, 30, tzinfo=UTC))
    assert {one.code: one.status for one in midnight.card.plan.every()}["AC1.1"] == "no_data"
    assert (over.card.plan.score, over.card.plan.coverage) == (None, 0)
