"""Limits calculated anew and known events: for a reason, by a person, taken back without losing anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.actions.scores.faults import (
    NoPointThere,
    NoReason,
    NoSuchMark,
    NotRecalculated,
    RecalculatedAlready,
    UnfitSubject,
)
from openscorecard.actions.scores.limits import recalculate_limits, withdraw_recalculation
from openscorecard.actions.scores.marks import add_mark, withdraw_mark
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import OverlongText, Text
from openscorecard.queries.faults import NoSuchMeasure
from openscorecard.queries.measures import measure_named
from openscorecard.queries.scores.variation import all_marks, known_about, recalculations
from openscorecard.records.models import AuditEntry, MarkRecord, RecalculationRecord
from tests.actions.sent_files import EVENTS, event, sent

pytestmark = pytest.mark.django_db
MEASURE = "event_attendance"
MARCH = Period("month", 2025, 3)
CLOSED = Mark("closure", date(2025, 3, 1), Text("閉館", "Closed"), date(2025, 4, 30))


@pytest.fixture(autouse=True)
def rows(settings: Any, tmp_path: Path, now: datetime) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    file = sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-03-05"))
    import_batch(EVENTS, [file], covers=parse_coverage("2025-01-01..2025-03-31"), by=SYSTEM, now=now)
    compute_figures(by=SYSTEM, now=now)


def test_a_recalculation_holds_until_it_is_withdrawn_and_both_stay(editor: Reader, now: datetime) -> None:
    made = recalculate_limits(MEASURE, MARCH, " 新門禁 ", by=editor, now=now)
    assert (made.period, made.reason, made.by, made.version, made.withdrawn) == (MARCH, "新門禁", "mei", 1, False)
    assert [row.period for row in known_about(measure_named(MEASURE)).breaks()] == [MARCH]
    gone = withdraw_recalculation(MEASURE, MARCH, "看錯月份", by=editor, now=now)
    assert (gone.version, gone.withdrawn, gone.reason) == (2, True, "看錯月份")
    assert known_about(measure_named(MEASURE)).breaks() == ()
    again = recalculate_limits(MEASURE, MARCH, "確認", by=editor, now=now)
    assert again.version == 3
    assert [row.reason for row in recalculations(MEASURE)] == ["確認", "看錯月份", "新門禁"]
    assert [row.reason for row in known_about(measure_named(MEASURE)).breaks()] == ["確認"]


def test_its_audit_entry_says_what_was_before_and_after(editor: Reader, now: datetime) -> None:
    recalculate_limits(MEASURE, MARCH, "新門禁", by=editor, now=now)
    entry = AuditEntry.objects.get(verb="limits.recalculate")
    assert (entry.subject, entry.actor) == (MEASURE, "mei")
    assert entry.before == {"period": "2025-03", "recalculated": False}
    assert entry.after == {"period": "2025-03", "recalculated": True, "version": 1, "reason": "新門禁"}


@pytest.mark.parametrize(
    ("measure", "period", "reason", "fault"),
    [
        (MEASURE, MARCH, "  ", NoReason),
        (MEASURE, Period("month", 2024, 3), "新門禁", NoPointThere),
        (MEASURE, Period("year", 2025), "新門禁", NoPointThere),
        ("no_such", MARCH, "新門禁", NoSuchMeasure),
    ],
)
def test_a_recalculation_needs_a_reason_and_a_point(
    measure: str, period: Period, reason: str, fault: Any, editor: Reader, now: datetime
) -> None:
    with pytest.raises(fault):
        recalculate_limits(measure, period, reason, by=editor, now=now)
    assert RecalculationRecord.objects.count() == 0


def test_what_holds_is_not_said_twice_and_what_does_not_is_not_withdrawn(editor: Reader, now: datetime) -> None:
    with pytest.raises(NotRecalculated):
        withdraw_recalculation(MEASURE, MARCH, by=editor, now=now)
    recalculate_limits(MEASURE, MARCH, "新門禁", by=editor, now=now)
    with pytest.raises(RecalculatedAlready):
        recalculate_limits(MEASURE, MARCH, "新門禁", by=editor, now=now)
    withdraw_recalculation(MEASURE, MARCH, by=editor, now=now)
    with pytest.raises(NotRecalculated):
        withdraw_recalculation(MEASURE, MARCH, by=editor, now=now)
    assert RecalculationRecord.objects.count() == 2


def test_an_event_stands_on_the_charts_it_concerns(editor: Reader, now: datetime) -> None:
    for about, item in (
        ("institution", ""),
        ("dataset", "events"),
        ("measure", MEASURE),
        ("measure", "courtesy_courses"),
    ):
        add_mark(CLOSED, about, item, by=editor, now=now)  # type: ignore[arg-type]  # each is one of the three
    add_mark(CLOSED, "dataset", "feedback", by=editor, now=now)  # which only companions stand on
    add_mark(CLOSED, "dataset", "circulation", by=editor, now=now)
    concerning = {name: [row.number for row in known_about(measure_named(name)).events()] for name in NAMES}
    assert concerning == {MEASURE: [1, 2, 3], "courtesy_courses": [1, 4], "self_service_rate": [1, 6]}
    assert len(all_marks()) == 6


NAMES = (MEASURE, "courtesy_courses", "self_service_rate")


def test_an_event_is_withdrawn_and_its_history_stays(editor: Reader, now: datetime) -> None:
    row = add_mark(CLOSED, "institution", by=editor, now=now)
    assert (row.number, row.mark, row.by) == (1, CLOSED, "mei")
    withdraw_mark(1, "改期", by=editor, now=now)
    known = known_about(measure_named(MEASURE))
    assert known.events() == ()
    assert [(one.version, one.withdrawn, one.reason, one.mark) for one in known.marks] == [
        (2, True, "改期", CLOSED),
        (1, False, "", CLOSED),
    ]
    with pytest.raises(NoSuchMark):
        withdraw_mark(1, by=editor, now=now)
    with pytest.raises(NoSuchMark):
        withdraw_mark(7, by=editor, now=now)
    assert add_mark(CLOSED, "institution", by=editor, now=now).number == 2


@pytest.mark.parametrize(
    ("about", "item"), [("dataset", "no_such"), ("measure", "events"), ("institution", "events"), ("branch", "")]
)
def test_an_event_is_about_something_that_is_there(about: Any, item: str, editor: Reader, now: datetime) -> None:
    with pytest.raises(UnfitSubject):
        add_mark(CLOSED, about, item, by=editor, now=now)
    assert MarkRecord.objects.count() == 0


def test_the_words_of_an_event_are_short(editor: Reader, now: datetime) -> None:
    for text in (Text("閉" * 301), Text("閉館", "x" * 301)):
        with pytest.raises(OverlongText):
            add_mark(Mark("closure", date(2025, 3, 1), text), "institution", by=editor, now=now)
    assert MarkRecord.objects.count() == 0


def test_readers_may_none_of_it(onlooker: Reader, now: datetime) -> None:
    tries: list[Callable[[], Any]] = [
        lambda: recalculate_limits(MEASURE, MARCH, "新門禁", by=onlooker, now=now),
        lambda: withdraw_recalculation(MEASURE, MARCH, by=onlooker, now=now),
        lambda: add_mark(CLOSED, "institution", by=onlooker, now=now),
        lambda: withdraw_mark(1, by=onlooker, now=now),
    ]
    for one in tries:
        with pytest.raises(Denied):
            one()
    assert AuditEntry.objects.filter(outcome="denied").count() == len(tries)


@pytest.mark.parametrize("model", [RecalculationRecord, MarkRecord])
def test_what_was_said_is_never_overwritten(model: Any, editor: Reader, now: datetime) -> None:
    recalculate_limits(MEASURE, MARCH, "新門禁", by=editor, now=now)
    add_mark(CLOSED, "institution", by=editor, now=now)
    for act in (
        lambda: model.objects.update(by="somebody"),
        lambda: model.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            act()
    assert model.objects.get().by == "mei"
