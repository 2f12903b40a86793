"""Another reading of a measure comes into force from a day on, never backwards."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from openscorecard.actions.measures.choosing import choose_reading
from openscorecard.domain.measures.readings import ReadingBackwards, UnknownReading
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.queries.faults import NoSuchMeasure
from openscorecard.queries.measures import measure_named, reading_in_force, readings
from openscorecard.records.models import AuditEntry

pytestmark = pytest.mark.django_db
RATE = "self_service_rate"


def test_a_choice_holds_from_its_day_on_and_leaves_its_entry(now: datetime) -> None:
    choose_reading(RATE, "with_returns", date(2026, 4, 1), "新要點第 3 點", by=SYSTEM, now=now)
    measure, choices = measure_named(RATE), readings()
    named = [reading_in_force(measure, choices, day).name for day in (date(2026, 3, 31), date(2026, 4, 1))]
    assert named == ["issues", "with_returns"]
    entry = AuditEntry.objects.get(verb="measure.choose_reading")
    assert (entry.before, entry.after) == (
        {"reading": "issues"},
        {"reading": "with_returns", "since": "2026-04-01", "under": "新要點第 3 點"},
    )


@pytest.mark.parametrize(("since", "least"), [("2026-02-28", "2026-03-01"), ("2026-05-01", "2026-05-02")])
def test_a_choice_never_reaches_back(now: datetime, since: str, least: str) -> None:
    choose_reading(RATE, "with_returns", date(2026, 5, 1), by=SYSTEM, now=now)
    with pytest.raises(ReadingBackwards) as caught:
        choose_reading(RATE, "issues", date.fromisoformat(since), by=SYSTEM, now=now)
    if since > "2026-03":
        assert least in caught.value.sentence("en")
    assert len(readings()[RATE]) == 1


@pytest.mark.parametrize("reading", ["none", "branches_equipped_count"])
def test_only_readings_of_the_measure_can_be_chosen(now: datetime, reading: str) -> None:
    with pytest.raises(UnknownReading):
        choose_reading(RATE, reading, date(2026, 4, 1), by=SYSTEM, now=now)


def test_a_measure_nobody_knows_has_no_readings(now: datetime) -> None:
    with pytest.raises(NoSuchMeasure):
        choose_reading("none", "issues", date(2026, 4, 1), by=SYSTEM, now=now)


def test_onlookers_may_not_choose(now: datetime, onlooker: Reader) -> None:
    with pytest.raises(Denied):
        choose_reading(RATE, "with_returns", date(2026, 4, 1), by=onlooker, now=now)
    assert readings() == {}
