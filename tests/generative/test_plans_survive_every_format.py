"""Any plan survives every format that reads back: written, read, equal, with nothing left unplaced."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.strategy.data import plan_from_data, plan_to_data
from openscorecard.formats.strategy.intake import read_directly
from openscorecard.formats.strategy.outlet import PLAN_FORMATS, PlanFormat, write_plan
from tests.generative.plans import plans

# How many plans each form is tried on: set OPENSCORECARD_EXAMPLES=5000 to look longer.
_EXAMPLES = int(os.environ.get("OPENSCORECARD_EXAMPLES", "300"))
_SHARE = {"docx": 8, "odt": 8, "ods": 8, "xlsx": 5}


@pytest.mark.parametrize("kind", PLAN_FORMATS)
def test_a_plan_written_and_read_is_equal(kind: PlanFormat) -> None:
    @settings(max_examples=_EXAMPLES // _SHARE.get(kind, 1), deadline=None, suppress_health_check=list(HealthCheck))
    @given(plans())
    def survives(plan: Plan) -> None:
        data = write_plan(plan, kind)
        reading = read_directly(data, f"plan.{kind}")
        assert reading.plans == (plan,), differences(plan, reading.plans[0])
        assert reading.unplaced == ()

    survives()


@settings(max_examples=_EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_a_plan_as_plain_data_is_the_same_plan(plan: Plan) -> None:
    assert plan_from_data(plan_to_data(plan)) == plan
    assert differences(plan, plan) == ()
