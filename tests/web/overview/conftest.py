"""The example's plans with grants of two years: more than was asked in 2024, too few in 2025."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

import pytest

from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from tests.web.initiatives.conftest import bring, grant, home  # noqa: F401 -- fixtures of the pages of action plans
from tests.web.plans.conftest import read  # noqa: F401 -- pages as trees

PLAN = "taipei-public-library"
HERE = f"/plans/{PLAN}/"
Aim = Callable[..., None]


@pytest.fixture
def aim(home: None, now: datetime) -> Aim:  # noqa: F811 -- the fixture above
    """`aim("AF2.1", 2024, 900)` sets what a KPI is to reach in a year."""

    def do(kpi: str, year: int, value: int) -> None:
        said = {"reason": "r", "countermeasure": "c"}
        set_target(PLAN, Period("year", year), Target(kpi, "元", Fraction(value)), **said, by=SYSTEM, now=now)

    return do


@pytest.fixture
def two_years(bring: Callable[..., None], aim: Aim) -> None:  # noqa: F811 -- the fixture above
    """Grants of 1,000 in 2024 and of 507 in 2025; AF2.1 was to reach 900, then 650."""
    earlier = {"applied_on": date(2024, 1, 5), "approved_on": date(2024, 2, 1)}
    bring("grants", grant("G0", None, 1000) | earlier, covers="2024")
    bring("grants", grant("G1", None, 500), grant("G2", None, 7))
    aim("AF2.1", 2024, 900)
    aim("AF2.1", 2025, 650)
