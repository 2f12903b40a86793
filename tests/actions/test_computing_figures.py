"""Figures are counted from rows, follow their batches, and are replaced but never lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.data.withdrawing import restore_batch, withdraw_batch
from openscorecard.actions.measures import computing
from openscorecard.actions.measures.background import due
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.actions.measures.faults import BusyFigures
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.measures.trend import Line
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM
from openscorecard.engines.measures.aside import Aside
from openscorecard.engines.measures.faults import CountingCrashed
from openscorecard.queries.figures import restatements
from openscorecard.queries.observed import Asked, observed
from openscorecard.records.models import AuditEntry, FigureRecord, Run
from tests.actions.sent_files import CIRCULATION, row, sent
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

TAIPEI_NIGHT = datetime(2025, 1, 31, 15, 59, tzinfo=UTC)  # a minute before midnight where the library is


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"


def loan(moment: datetime, channel: str, branch: str, quantity: int, kind: str = "issue") -> tuple[Any, ...]:
    return row(CIRCULATION, occurred_at=moment, kind=kind, channel=channel, branch=branch, quantity=quantity)


def at(month: int, day: int) -> datetime:
    return datetime(2025, month, day, 2, tzinfo=UTC)


JANUARY = (
    loan(at(1, 3), "self_check", "A", 3),
    loan(at(1, 4), "desk", "A", 1),
    loan(TAIPEI_NIGHT, "desk", "B", 4),
)
FEBRUARY = (loan(TAIPEI_NIGHT + timedelta(minutes=1), "self_check", "B", 2),)


def loans(rows: Sequence[tuple[Any, ...]], covers: str) -> BatchInfo:
    file = sent(CIRCULATION, *rows, name=f"{len(rows)} {covers}.csv")
    return import_batch(CIRCULATION, [file], covers=parse_coverage(covers), by=SYSTEM, now=NOW)


def compute(**facts: object) -> computing.Outcome:
    return compute_figures(by=SYSTEM, now=NOW, **facts)  # type: ignore[arg-type]


def rate(start: str = "2025-01", end: str = "2025-02", grain: str = "month", by: str = "") -> Sequence[Line]:
    return observed(Asked("self_service_rate", parse_period(start), parse_period(end), grain, "", by)).lines


def values(**facts: str) -> dict[str, Fraction | None]:
    return {str(line.observation.period): line.observation.value for line in rate(**facts)}


def test_a_rate_comes_out_of_the_rows_with_its_parts_its_batches_and_its_computation() -> None:
    batch = loans(JANUARY, "2025-01").batch
    outcome = compute()
    (line,) = rate(end="2025-01")
    one = line.observation
    assert one.value == Fraction(300, 8)
    assert one.numerator is not None
    assert one.denominator is not None
    assert (one.numerator.value, one.denominator.value) == (3, 8)
    assert one.batches == (batch.id,)
    assert outcome.run is not None
    assert one.runs == (outcome.run.id,)
    assert (outcome.run.engine, outcome.run.by) == ("duckdb", SYSTEM.name)


def test_every_branch_of_the_drill_down_stands_in_every_month() -> None:
    loans(JANUARY, "2025-01")
    loans(FEBRUARY, "2025-02")
    compute()
    found = {(str(line.observation.period), line.observation.cell): line.observation for line in rate(by="branch")}
    assert found["2025-01", "A"].value == 75
    assert found["2025-02", "B"].value == 100
    assert found["2025-02", "A"].status == "not_applicable"


def test_nothing_is_counted_twice_and_only_the_touched_month_again() -> None:
    loans(JANUARY, "2025-01")
    first = compute()
    again = compute()
    assert (again.run, again.counted, again.kept) == (None, 0, first.counted)
    loans(FEBRUARY, "2025-02")
    compute()
    by_month = Run.objects.last()
    assert by_month is not None
    recounted = FigureRecord.objects.filter(confirmed=by_month, counting__in=_monthly())
    assert set(recounted.values_list("period", flat=True)) == {"2025-02"}


def _monthly() -> set[str]:
    """Countings of one month's loans alone, without those that look back over a year."""
    from openscorecard.formats.measures.catalogue import standard_catalogue

    return {
        counting.digest
        for measure in standard_catalogue()
        for formula in measure.formulas()
        for counting in formula.countings()
        if counting.dataset == "circulation" and counting.additive
    }


def test_every_figure_follows_a_withdrawn_batch_and_one_brought_back() -> None:
    loans(JANUARY, "2025-01")
    second = loans(FEBRUARY, "2025-02").batch
    compute()
    assert values() == {"2025-01": Fraction(300, 8), "2025-02": Fraction(100)}
    withdraw_batch(second.id, by=SYSTEM, now=NOW)
    assert [line.observation.status for line in rate()] == ["ok", "no_data"]
    compute()
    assert values() == {"2025-01": Fraction(300, 8), "2025-02": None}
    restore_batch(second.id, by=SYSTEM, now=NOW)
    compute()
    assert values()["2025-02"] == 100


def test_a_figure_that_changes_stays_beside_the_one_that_took_its_place_and_is_in_the_log() -> None:
    loans(JANUARY, "2025-01")
    compute()
    late = loans([loan(at(1, 20), "desk", "A", 8)], "2025-01").batch
    outcome = compute()
    assert outcome.run is not None
    assert values(end="2025-01")["2025-01"] == Fraction(300, 16)
    changed = [one for one in restatements() if one.before and one.after and one.before.value == 8]
    assert {one.after.value for one in changed if one.after} == {16}
    assert all(one.run.id == outcome.run.id and late.id in one.batches_after for one in changed)
    assert not any(late.id in one.batches_before for one in changed)


def test_a_figure_that_comes_out_as_before_is_confirmed_and_names_its_new_evidence() -> None:
    loans(JANUARY, "2025-01")
    compute()
    returned = loans([loan(at(1, 20), "desk", "A", 8, kind="return")], "2025-01").batch
    outcome = compute()
    assert outcome.run is not None
    (line,) = rate(end="2025-01")
    assert line.observation.value == Fraction(300, 8)
    assert returned.id in line.observation.batches
    assert outcome.run.id not in line.observation.runs
    assert FigureRecord.objects.filter(confirmed=outcome.run.id).exclude(run=outcome.run.id).exists()


def test_both_engines_leave_the_same_figures() -> None:
    loans(JANUARY, "2025-01")
    loans(FEBRUARY, "2025-02")
    compute(engine="plain")
    count = FigureRecord.objects.count()
    assert count > 50
    FigureRecord.objects.update(fingerprint="stale")
    outcome = compute(engine="duckdb")
    assert (outcome.counted, outcome.changed) == (count, 0)


def test_an_engine_that_breaks_leaves_the_old_figures_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    loans(JANUARY, "2025-01")
    compute()
    before = list(FigureRecord.objects.values())
    loans(FEBRUARY, "2025-02")

    def broken(*_given: object) -> object:
        raise CountingCrashed(how="SIGSEGV")

    monkeypatch.setattr(Aside, "count", broken)
    with pytest.raises(CountingCrashed):
        compute()
    assert list(FigureRecord.objects.values()) == before
    assert Run.objects.count() == 1


def test_of_two_computations_at_once_the_later_one_to_store_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    loans(JANUARY, "2025-01")
    count = Aside.count

    def overtaken(self: Aside, *given: object) -> object:
        found = list(count(self, *given))  # type: ignore[arg-type]
        monkeypatch.setattr(Aside, "count", count)
        compute()
        return found

    monkeypatch.setattr(Aside, "count", overtaken)
    with pytest.raises(BusyFigures):
        compute()
    assert Run.objects.count() == 1
    assert values(end="2025-01") == {"2025-01": Fraction(300, 8)}


def test_a_computation_leaves_one_entry_in_the_audit_trail_and_strangers_may_not_ask_for_one() -> None:
    loans(JANUARY, "2025-01")
    before = AuditEntry.objects.filter(verb="figures.compute").count()
    compute()
    entries = AuditEntry.objects.filter(verb="figures.compute")
    assert entries.count() == before + 1
    with pytest.raises(Denied):
        compute_figures(by=ANONYMOUS, now=NOW)


def test_the_store_itself_refuses_to_change_or_lose_a_figure() -> None:
    loans(JANUARY, "2025-01")
    compute()
    for statement in (
        "UPDATE records_figurerecord SET cells = '{}'",
        "DELETE FROM records_figurerecord",
        "UPDATE records_run SET engine = 'other'",
        "DELETE FROM records_evidence",
    ):
        refused = pytest.raises(DatabaseError, match="only ever added")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_is_quick_to_count_is_seen_first_and_the_rest_stays_due() -> None:
    loans(JANUARY, "2025-01")
    compute(quick=True)
    assert values(end="2025-01") == {"2025-01": Fraction(300, 8)}
    quick = FigureRecord.objects.filter(dataset="circulation").count()
    assert list(due(NOW))
    compute()
    assert FigureRecord.objects.filter(dataset="circulation").count() > quick
    assert not list(due(NOW))


def test_counting_is_due_when_rows_have_changed_and_not_before() -> None:
    assert not list(due(NOW))
    loans(JANUARY, "2025-01")
    (one,) = due(NOW)
    assert one.kind == "figures.compute"
    compute()
    assert not list(due(NOW + timedelta(hours=1)))
