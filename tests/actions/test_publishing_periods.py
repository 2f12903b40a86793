"""Periods published, published anew and withdrawn: what stands, what is refused, and that a moment stays a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from openscorecard.actions.editing import change_plan
from openscorecard.actions.editions import delete_plan, publish_edition, undelete_plan
from openscorecard.actions.faults import NothingForThePublic, NotPublished, StalePublishing, UnfitPublication
from openscorecard.actions.importing import create_plan
from openscorecard.actions.publishing import publish_period, withdraw_period
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text
from openscorecard.queries.faults import NotKnownYet, UnknownPlan
from openscorecard.queries.plans import open_plan, plan_at
from openscorecard.queries.publishing import deeds, publication_of, published_periods, published_plans
from openscorecard.records.models import AuditEntry
from tests.store_samples import library

pytestmark = pytest.mark.django_db
YEAR = parse_period("2025")
DAY = timedelta(days=1)


@pytest.fixture
def plan(now: datetime) -> str:
    create_plan(library(), by=SYSTEM, now=now)
    publish_edition("library", expected_revision=1, by=SYSTEM, now=now)
    return "library"


def test_nothing_is_published_until_somebody_does(plan: str) -> None:
    assert (published_periods(plan), publication_of(plan, YEAR), published_plans(), deeds(plan)) == ((), None, (), ())


def test_a_period_is_known_as_at_its_last_publishing(plan: str, editor: Reader, now: datetime) -> None:
    publish_period(plan, YEAR, reason="年度結算", by=editor, now=now)
    row = publish_period(plan, YEAR, by=editor, now=now + DAY)
    assert (row.version, row.act, row.by) == (2, "published", "mei")
    found = publication_of(plan, YEAR)
    assert found is not None
    assert (found.known_at, found.version, found.revision, found.note) == (now + DAY, 2, 1, "")
    assert [(one.act, one.reason) for one in deeds(plan)] == [("published", ""), ("published", "年度結算")]
    assert published_plans() == (plan,)


def test_what_is_withdrawn_is_gone_and_can_come_back(plan: str, editor: Reader, now: datetime) -> None:
    publish_period(plan, YEAR, by=editor, now=now)
    withdraw_period(plan, YEAR, reason="有誤", by=editor, now=now + DAY)
    assert (published_periods(plan), published_plans()) == ((), ())
    with pytest.raises(NotPublished):
        withdraw_period(plan, YEAR, by=editor, now=now + DAY)
    publish_period(plan, YEAR, by=editor, now=now + 2 * DAY)
    assert [one.version for one in published_periods(plan)] == [3]
    assert [row.verb for row in AuditEntry.objects.order_by("id")][-3:] == [
        "period.publish", "period.withdraw", "period.publish",
    ]  # fmt: skip


def test_periods_stand_newest_first_and_longer_ones_before_their_parts(plan: str, now: datetime) -> None:
    for name in ("2024", "2025-Q4", "2025-12", "2025", "2025-Q1"):
        publish_period(plan, parse_period(name), by=SYSTEM, now=now)
    assert [str(one.period) for one in published_periods(plan)] == ["2025", "2025-Q4", "2025-12", "2025-Q1", "2024"]


@pytest.mark.parametrize("name", ["2027", "SY2025", "YTD2025-06", "2026-04"])
def test_what_has_not_begun_or_is_no_period_of_a_plan_is_refused(plan: str, name: str, now: datetime) -> None:
    with pytest.raises(UnfitPublication):
        publish_period(plan, parse_period(name), by=SYSTEM, now=now)


def test_a_draft_alone_has_nothing_for_the_public(now: datetime) -> None:
    create_plan(library(), by=SYSTEM, now=now)
    with pytest.raises(NothingForThePublic):
        publish_period("library", YEAR, by=SYSTEM, now=now)
    with pytest.raises(UnknownPlan):
        publish_period("nothing", YEAR, by=SYSTEM, now=now)


def test_a_deed_on_what_has_changed_meanwhile_is_refused(plan: str, now: datetime) -> None:
    publish_period(plan, YEAR, expected=0, by=SYSTEM, now=now)
    with pytest.raises(StalePublishing):
        publish_period(plan, YEAR, expected=0, by=SYSTEM, now=now)
    with pytest.raises(StalePublishing):
        withdraw_period(plan, YEAR, expected=2, by=SYSTEM, now=now)
    withdraw_period(plan, YEAR, expected=1, by=SYSTEM, now=now)


def test_readers_publish_nothing(plan: str, onlooker: Reader, now: datetime) -> None:
    for by in (onlooker, ANONYMOUS):
        with pytest.raises(Denied):
            publish_period(plan, YEAR, by=by, now=now)


def test_a_deleted_plan_takes_its_periods_along_and_brings_them_back(plan: str, now: datetime) -> None:
    publish_period(plan, YEAR, by=SYSTEM, now=now)
    delete_plan(plan, by=SYSTEM, now=now + DAY)
    assert (published_periods(plan), published_plans()) == ((), ())
    undelete_plan(plan, by=SYSTEM, now=now + 2 * DAY)
    assert published_plans() == (plan,)


def test_the_public_of_a_moment_has_the_edition_that_was_published_then(plan: str, now: datetime) -> None:
    change_plan(plan, AddTheme("B", Text("草稿主題")), expected_revision=1, by=SYSTEM, now=now + DAY)
    draft = open_plan(plan, SYSTEM).revision
    publish_edition(plan, expected_revision=draft, by=SYSTEM, now=now + 3 * DAY)
    letters = [[theme.letter for theme in plan_at(plan, ANONYMOUS, now + DAY * at).themes] for at in (0, 1, 2, 3)]
    assert letters == [["A"], ["A"], ["A"], ["A", "B"]]
    assert [theme.letter for theme in plan_at(plan, SYSTEM, now + 2 * DAY).themes] == ["A", "B"]
    with pytest.raises(NotKnownYet):
        plan_at(plan, ANONYMOUS, now - DAY)
