"""The example's plans with grants of 2025 counted, and targets set on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

import pytest

from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from tests.web.initiatives.conftest import bring, grant, home  # noqa: F401 -- fixtures of the pages of action plans
from tests.web.plans.conftest import read  # noqa: F401 -- pages as trees

PLAN = "taipei-public-library"
YEAR = Period("year", 2025)
Aim = Callable[..., None]


@pytest.fixture
def aim(bring: Callable[..., None], now: datetime) -> Aim:  # noqa: F811 -- the fixture above
    """Grants of 507 in 2025; `aim("AF2.1", 650)` sets what a KPI is to reach."""
    bring("grants", grant("G1", None, 500), grant("G2", None, 7))

    def do(kpi: str, value: int, at: datetime = now, **more: object) -> None:
        target = Target(kpi, "元", Fraction(value), **more)  # type: ignore[arg-type]
        said = {"reason": "r", "countermeasure": "c"}
        set_target(PLAN, YEAR, target, **said, by=SYSTEM, now=at)

    return do
