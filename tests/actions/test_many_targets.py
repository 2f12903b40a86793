"""Many targets at once: all or none, all faults together, what nobody touched left alone, versions brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from openscorecard.actions.importing import create_plan
from openscorecard.actions.scores.faults import NoSuchTargetVersion, StaleTarget
from openscorecard.actions.scores.looking import look_at_targets
from openscorecard.actions.scores.targets import drop_target, restore_target, set_target, set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.scores.rollup import UnfitWeights
from openscorecard.domain.scores.targets import Target, UnfitRevision
from openscorecard.domain.scores.yearly import Profile, UnfitProfile
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.domain.text import Text
from openscorecard.queries.scores.targets import target_versions, targets_in
from openscorecard.records.models import AuditEntry, TargetRecord
from tests.store_samples import library

pytestmark = pytest.mark.django_db
F = Fraction
YEAR = Period("year", 2025)


@pytest.fixture(autouse=True)
def plan(now: datetime) -> None:
    """The library; its first objective has two KPIs."""
    made = library()
    first = made.objectives[0]
    two = first.with_kpis((*first.kpis, Kpi("AC1.2", Text("讀者辦證總數"), "cards_valid")))
    create_plan(replace(made, objectives=(two, *made.objectives[1:])), by=SYSTEM, now=now)


def asking(code: str, expected: int | None = None, row: int = 0, **said: str) -> Asking:
    return Asking(code, {"unit": "冊", **said}, expected, row)


def stored(now: datetime, *askings: Asking) -> int:
    return len(set_targets("library", YEAR, askings, by=SYSTEM, now=now))


def values() -> dict[str, Fraction]:
    return {kpi: one.target.value for kpi, one in targets_in("library", YEAR).items()}


def test_all_are_stored_together_each_with_an_entry_of_its_own(now: datetime) -> None:
    assert stored(now, asking("AC1.1", value="5"), asking("AC1.2", value="7"), asking("AP1.1", value="")) == 2
    assert values() == {"AC1.1": 5, "AC1.2": 7}
    entries = AuditEntry.objects.filter(verb="target.set").order_by("id")
    assert [entry.subject for entry in entries] == ["library AC1.1 2025", "library AC1.2 2025"]
    assert stored(now, asking("AC1.1", value="5"), asking("AC1.2", value="8")) == 1
    assert [row.version for row in target_versions("library", "AC1.1", YEAR)] == [1]


def test_all_faults_come_at_once_and_nothing_is_stored(now: datetime) -> None:
    askings = (
        asking("AC1.1", row=1, value="5"),
        asking("AC1.2", row=2, value="0"),
        asking("AP1.1", row=3, value="nan"),
        asking("ZZ1.1", row=4, value="5"),
    )
    with pytest.raises(Fault) as caught:
        stored(now, *askings)
    told = [(one.code, one.row) for one in caught.value.all()]
    assert told == [("unfit-target", 2), ("unfit-number", 3), ("no-such-kpi", 4)]
    assert TargetRecord.objects.count() == 0
    assert AuditEntry.objects.filter(verb="target.set").count() == 0


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"value": "5", "unit": " "}, "unfit-target"),
        ({"value": "inf"}, "unfit-number"),
        ({"value": "5", "direction": "sideways"}, "unfit-choice"),
        ({"value": "5", "method": "steps", "steps": "80"}, "unfit-steps"),
        ({"value": "5", "profile": "even"}, "unfit-profile"),  # its KPI has no measure
        ({"value": "5", "weight": "0"}, "unfit-weights"),  # the only KPI of its objective
        ({"value": "5", "direction": "down", "method": "inverse"}, "unfit-target"),
        ({"low": "5", "high": "4", "direction": "band"}, "unfit-target"),
        ({"steps": "1=50", "value": "", "method": "ratio"}, "unfit-target"),
    ],
)
def test_what_could_not_be_scored_is_refused_where_it_is_set(now: datetime, said: dict[str, str], code: str) -> None:
    with pytest.raises(Fault) as caught:
        stored(now, asking("AP1.1", **said))
    assert caught.value.code == code
    assert "AP1" in caught.value.sentence("zh-Hant")
    assert TargetRecord.objects.count() == 0


def test_words_of_either_language_are_understood(now: datetime) -> None:
    stored(
        now,
        asking("AC1.1", low="5", high="9", direction="落在區間"),
        asking("AC1.2", value="3", direction="DOWN", method="Mirrored ratio"),
    )
    found = targets_in("library", YEAR)
    assert (found["AC1.1"].target.direction, found["AC1.1"].target.high) == ("band", 9)
    assert (found["AC1.2"].target.direction, found["AC1.2"].target.method) == ("down", "mirror")


def test_weights_that_weigh_nothing_together_are_refused_at_each_row(now: datetime) -> None:
    both = (asking("AC1.1", row=1, value="5", weight="0"), asking("AC1.2", row=2, value="5", weight="0"))
    with pytest.raises(UnfitWeights) as caught:
        stored(now, *both)
    assert [one.row for one in caught.value.all()] == [1, 2]
    stored(now, both[0])  # the other KPI still weighs 1
    with pytest.raises(UnfitWeights):
        set_target("library", YEAR, Target("AC1.2", "冊", F(5), weight=F(0)), by=SYSTEM, now=now)


def test_one_kpi_named_twice_is_told_at_both_rows(now: datetime) -> None:
    with pytest.raises(Fault) as caught:
        stored(now, asking("AC1.1", row=4, value="5"), asking("AC1.1", row=9, value="6"))
    assert [(one.code, one.row) for one in caught.value.all()] == [("target-twice", 4), ("target-twice", 9)]


def test_lowering_needs_reason_and_countermeasure_and_is_told_as_such(now: datetime) -> None:
    stored(now, asking("AC1.1", value="5"))
    (looked,) = look_at_targets("library", YEAR, [asking("AC1.1", value="4")], SYSTEM)
    assert (looked.kind, [one.code for one in looked.faults]) == ("lowered", ["unfit-revision"])
    with pytest.raises(UnfitRevision):
        stored(now, asking("AC1.1", value="4", reason="疫情"))
    assert stored(now, asking("AC1.1", value="4", reason="疫情", countermeasure="線上辦理")) == 1
    kinds = [one.kind for one in look_at_targets("library", YEAR, _every_kind(), SYSTEM)]
    assert kinds == ["dropped", "new", "unchanged"]


def _every_kind() -> Sequence[Asking]:
    return asking("AC1.1", value=""), asking("AC1.2", value="3"), asking("AP1.1", value="")


def test_a_row_that_somebody_else_changed_is_refused_but_only_where_it_was_touched(now: datetime) -> None:
    stored(now, asking("AC1.1", value="5"), asking("AC1.2", value="5"))
    stored(now, asking("AC1.1", value="6"), asking("AC1.2", value="6"))  # meanwhile, by somebody else
    opened = (asking("AC1.1", 1, value="5"), asking("AC1.2", 1, value="9"))  # the first one was left as it was
    with pytest.raises(StaleTarget) as caught:
        stored(now, *opened)
    assert [one.facts["item"] for one in caught.value.all()] == ["AC1.2"]
    assert stored(now, opened[0]) == 0
    assert values() == {"AC1.1": 6, "AC1.2": 6}


def test_a_version_comes_back_as_a_new_one(now: datetime) -> None:
    stored(now, asking("AC1.1", value="5", origin="年度計畫"))
    stored(now, asking("AC1.1", value="6"))
    with pytest.raises(UnfitRevision):
        restore_target("library", "AC1.1", YEAR, 1, by=SYSTEM, now=now)
    row = restore_target("library", "AC1.1", YEAR, 1, reason="r", countermeasure="c", by=SYSTEM, now=now)
    assert (row.version, row.target and row.target.value, row.origin, row.reason) == (3, 5, "年度計畫", "r")
    drop_target("library", "AC1.1", YEAR, by=SYSTEM, now=now)
    with pytest.raises(NoSuchTargetVersion):
        restore_target("library", "AC1.1", YEAR, 4, by=SYSTEM, now=now)  # the empty one
    with pytest.raises(StaleTarget):
        restore_target("library", "AC1.1", YEAR, 3, expected=3, by=SYSTEM, now=now)
    assert restore_target("library", "AC1.1", YEAR, 2, expected=4, by=SYSTEM, now=now).version == 5


def test_readers_set_drop_and_restore_nothing(now: datetime, onlooker: Reader) -> None:
    stored(now, asking("AC1.1", value="5"))
    for act in (
        lambda: set_targets("library", YEAR, [asking("AC1.1", value="6")], by=onlooker, now=now),
        lambda: drop_target("library", "AC1.1", YEAR, by=onlooker, now=now),
        lambda: restore_target("library", "AC1.1", YEAR, 1, by=onlooker, now=now),
    ):
        with pytest.raises(Denied):
            act()
    assert TargetRecord.objects.count() == 1


def test_a_year_is_spread_where_a_profile_is_stored(now: datetime) -> None:
    profile = Profile("cumulative")
    with pytest.raises(UnfitProfile):
        set_target("library", YEAR, Target("AC1.2", "張", F(1200)), profile=profile, by=SYSTEM, now=now)
    target = Target("AC1.2", "張", F(1200), baseline=F(0))
    set_target("library", YEAR, target, profile=profile, missing="floor", by=SYSTEM, now=now)
    one = targets_in("library", Period("month", 2025, 3))["AC1.2"]
    assert (one.target.value, one.derived, one.row.period, one.row.missing) == (300, True, "2025", "floor")
    with pytest.raises(UnfitProfile):
        set_target("library", Period("quarter", 2025, 1), target, profile=profile, by=SYSTEM, now=now)
    own = replace(target, value=F(900))
    set_target("library", Period("month", 2025, 3), own, by=SYSTEM, now=now)
    own_one = targets_in("library", Period("month", 2025, 3))["AC1.2"]
    assert (own_one.target.value, own_one.derived) == (900, False)
    set_target("library", YEAR, replace(target, value=F(2400)), by=SYSTEM, now=now)  # not spread any more
    assert "AC1.2" not in targets_in("library", Period("month", 2025, 4))
