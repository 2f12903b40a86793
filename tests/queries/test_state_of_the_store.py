"""What is asked of the store to tell whether anything changed: every change that shows, shows there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from openscorecard.actions.editions import delete_plan, undelete_plan
from openscorecard.actions.importing import create_plan
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.state import store_state
from tests.store_samples import library


@pytest.mark.django_db
def test_one_plan_brought_back_and_another_deleted_is_a_change(now: datetime) -> None:
    for name in ("one", "other"):
        create_plan(replace(library(), id=name), by=SYSTEM, now=now)
    delete_plan("one", by=SYSTEM, now=now)
    before = store_state()
    undelete_plan("one", by=SYSTEM, now=now)
    delete_plan("other", by=SYSTEM, now=now + timedelta(minutes=1))
    assert store_state() != before
