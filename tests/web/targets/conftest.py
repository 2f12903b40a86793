"""The example's plans with their targets, and people who may change them or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.example import load_example
from openscorecard.actions.scores.example import load_example_targets
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.example import example_institutions, example_plans, example_targets
from openscorecard.queries.scores.targets import targets_in

PLAN = "taipei-public-library"
HERE = f"/plans/{PLAN}/"
YEAR = Period("year", 2025)
SignedIn = Callable[..., Client]


@pytest.fixture
def plans(db: None, settings: Any, tmp_path: Any, now: datetime) -> None:
    """The example's plans, no targets."""
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)


@pytest.fixture
def example(plans: None, now: datetime) -> None:
    """The example's plans and targets."""
    load_example_targets(*example_targets(), by=SYSTEM, now=now)


@pytest.fixture
def put(plans: None, now: datetime) -> Callable[..., None]:
    """Sets a target as a person would have: `put("AC1.1", 4, unit="冊／人")`."""
    from fractions import Fraction

    from openscorecard.actions.scores.targets import set_target

    def do(code: str, value: object, unit: str = "冊", **more: Any) -> None:
        said = {name: more.pop(name) for name in ("reason", "countermeasure", "origin", "profile") if name in more}
        target = Target(code, unit, Fraction(str(value)), **more)
        set_target(PLAN, YEAR, target, **said, by=SYSTEM, now=now)

    return do


def in_force(code: str, period: Period = YEAR) -> InForce | None:
    """The target of a KPI in force."""
    return targets_in(PLAN, period).get(code)
