"""Measures of one's own: every change a version, all of a file or nothing, built-in ones untouched."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from openscorecard.actions.measures.defining import define_measures, read_definitions, retire_measure
from openscorecard.actions.measures.faults import (
    MeasureNeeded,
    MeasureNotOwn,
    MeasureRetired,
    MeasureTaken,
    MeasureUnchanged,
)
from openscorecard.domain.measures.measure import UnfitMeasure
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.measures.files import read_directly, write_measures
from openscorecard.queries.measures import catalogue, measure_data, own_measures, versions_of
from openscorecard.queries.state import store_state
from openscorecard.records.models import AuditEntry, OwnMeasure

pytestmark = pytest.mark.django_db

FILE = """counts:
  visits: {in: events, within: held_on, where: [[status, in, held]], sum: [attendees]}
  held: {in: events, within: held_on, where: [[status, in, held]]}
measures:
  visits_to_events:
    name: [活動到場人次, Visits to events]
    kind: F
    unit: [人次, visits]
    frequency: month
    nature: outcome
    variants:
      all: {text: [到場人次, attendances], of: [visits]}
    dimensions: [branch]
  events_of_ours:
    name: [活動場次, Events of ours]
    kind: F
    unit: [場, events]
    frequency: month
    nature: output
    variants:
      all: {text: [場次, events], of: [held]}
    subset_of: visits_to_events
"""


def define(text: str, by: Reader, now: datetime) -> Any:
    return define_measures(text.encode(), by=by, now=now)


def test_a_file_of_measures_becomes_part_of_the_catalogue(editor: Reader, now: datetime) -> None:
    before = store_state()
    define(FILE, editor, now)
    known = catalogue()
    assert len(known) == 22
    own = known.get("visits_to_events")
    assert own is not None
    assert (own.version, own.name.en, own.dimensions) == (1, "Visits to events", ("branch",))
    assert store_state() != before
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.after) == ("measure.define", {"visits_to_events": 1, "events_of_ours": 1})


def test_only_what_changed_gets_a_new_version_and_its_data_say_which(editor: Reader, now: datetime) -> None:
    define(FILE, editor, now)
    define(FILE.replace("attendances", "those who came"), editor, now)
    assert [row.version for row in versions_of("visits_to_events")] == [2, 1]
    assert [row.version for row in versions_of("events_of_ours")] == [1]
    for row in OwnMeasure.objects.all():
        assert row.content["measures"][row.slug]["version"] == row.version
    own = catalogue().get("visits_to_events")
    assert own is not None
    assert own.version == 2


def test_a_file_that_changes_nothing_is_refused_and_so_is_its_own_export(editor: Reader, now: datetime) -> None:
    define(FILE, editor, now)
    for text in (FILE, write_measures(measure_data("visits_to_events"))):
        with pytest.raises(MeasureUnchanged):
            define(text, editor, now)
    assert OwnMeasure.objects.count() == 2


def test_a_measure_of_the_product_cannot_be_written_over_and_nothing_of_the_file_is_stored(
    editor: Reader, now: datetime
) -> None:
    with pytest.raises(MeasureTaken):
        define(FILE.replace("events_of_ours", "event_attendance"), editor, now)
    assert OwnMeasure.objects.count() == 0


def test_a_part_needs_its_whole(editor: Reader, now: datetime) -> None:
    with pytest.raises(UnfitMeasure):
        define(FILE.replace("subset_of: visits_to_events", "subset_of: nothing_known"), editor, now)
    define(FILE, editor, now)
    with pytest.raises(MeasureNeeded):
        retire_measure("visits_to_events", by=editor, now=now)


def test_a_retired_measure_leaves_the_catalogue_keeps_its_versions_and_may_come_back(
    editor: Reader, now: datetime
) -> None:
    define(FILE, editor, now)
    row = retire_measure("events_of_ours", by=editor, now=now)
    assert (row.version, row.retired) == (2, True)
    assert catalogue().get("events_of_ours") is None
    with pytest.raises(MeasureRetired):
        retire_measure("events_of_ours", by=editor, now=now)
    define(FILE, editor, now)
    assert catalogue().get("events_of_ours") is not None
    assert [row.version for row in versions_of("events_of_ours")] == [3, 2, 1]


def test_only_measures_of_ones_own_are_retired(editor: Reader, now: datetime) -> None:
    for id_ in ("event_attendance", "nothing_known"):
        with pytest.raises(MeasureNotOwn):
            retire_measure(id_, by=editor, now=now)


def test_readers_may_neither_define_nor_retire(onlooker: Reader, editor: Reader, now: datetime) -> None:
    with pytest.raises(Denied):
        define(FILE, onlooker, now)
    define(FILE, editor, now)
    with pytest.raises(Denied):
        retire_measure("visits_to_events", by=onlooker, now=now)
    assert {row.id for row in own_measures() if not row.retired} == {"visits_to_events", "events_of_ours"}


def test_looking_at_a_file_stores_nothing_and_says_what_would_be_new(editor: Reader, now: datetime) -> None:
    define(FILE, editor, now)
    found = read_definitions(FILE.replace("attendances", "those who came").encode())
    assert [(one.measure.id, one.version, one.changed) for one in found] == [
        ("visits_to_events", 2, True),
        ("events_of_ours", 1, False),
    ]
    assert OwnMeasure.objects.count() == 2


def test_a_measure_the_product_brings_later_holds_against_ones_own(editor: Reader, now: datetime) -> None:
    (data,) = read_directly(FILE.replace("visits_to_events", "event_attendance").split("  events_of_ours")[0])
    OwnMeasure.objects.create(slug="event_attendance", version=1, content=data, by="mei", at=now)
    assert len(catalogue()) == 20
