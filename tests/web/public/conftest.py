"""The example's plans with grants of 2025 counted and a target; some of it published; pages read as trees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

import pytest

from openscorecard.actions.publishing import publish_period
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from tests.web.initiatives.conftest import bring, grant, home  # noqa: F401 -- fixtures of the pages of action plans
from tests.web.plans.conftest import read  # noqa: F401 -- pages as trees

PLAN = "taipei-public-library"
Open = Callable[..., None]


@pytest.fixture
def grants(bring: Callable[..., None], now: datetime) -> None:  # noqa: F811 -- the fixture above
    """Grants of 507 in 2025, of which 650 were wanted."""
    bring("grants", grant("G1", None, 500), grant("G2", None, 7))
    target = Target("AF2.1", "元", Fraction(650))
    set_target(PLAN, parse_period("2025"), target, by=SYSTEM, now=now)


@pytest.fixture
def open_to_all(grants: None, now: datetime) -> Open:
    """`open_to_all("2025", "2024")` publishes these periods."""

    def do(*periods: str, at: datetime = now, note: str = "") -> None:
        for period in periods:
            publish_period(PLAN, parse_period(period), reason=note, by=SYSTEM, now=at)

    return do
