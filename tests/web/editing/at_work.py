"""Two stored plans and clients signed in, for tests of the writing pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from openscorecard.actions.editions import publish_edition
from openscorecard.actions.importing import create_plan
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.plans import open_plan
from tests.store_samples import bureau
from tests.store_samples import library as sample


@pytest.fixture
def at_work(signed_in: Callable[..., Client]) -> Client:
    """An editor's client, reading English."""
    client = signed_in("editor")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def stored(db: None, now: datetime) -> Callable[[], OpenPlan]:
    """The bureau's and the library's plan, published; called, it opens the library's as an editor sees it."""
    for plan in (bureau(), library()):
        publish(plan, now)
    return lambda: open_plan("library", SYSTEM)


def library() -> Plan:
    """The sample library with a measure that is in the catalogue, so that files of it can be imported."""
    plan = sample()
    first, *others = plan.objectives
    counted = tuple(replace(kpi, measure="volumes_per_resident") for kpi in first.kpis)
    return replace(plan, objectives=(first.with_kpis(counted), *others))


def publish(plan: Plan, now: datetime) -> None:
    """Store a plan and publish it."""
    made = create_plan(plan, by=SYSTEM, now=now)
    publish_edition(plan.id, expected_revision=made.revision, by=SYSTEM, now=now)
