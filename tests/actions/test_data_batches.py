"""A batch is stored whole or not at all, once however often it comes, and can be withdrawn and brought back."""

from __future__ import annotations

import errno
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.faults import (
    BatchNotWithdrawn,
    BatchWithdrawn,
    CoversNeeded,
    FileStored,
    KeyNotStored,
    KeyStored,
    KeyTwice,
    NoKeyToCorrect,
    NothingToStore,
    OtherPeriod,
    OutsideCovers,
    RowsClash,
)
from openscorecard.actions.data.importing import BatchInfo, import_batch
from openscorecard.actions.data.withdrawing import restore_batch, withdraw_batch
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.engines.rows import store as store_module
from openscorecard.engines.rows.faults import RowsUnwritable
from openscorecard.queries.data import (
    batch_named,
    batches,
    coverage_of,
    datasets,
    remembered_mappings,
    stored_rows,
    verify_rows,
    version_of,
)
from openscorecard.queries.faults import UnknownBatch
from openscorecard.records.models import AuditEntry, Batch
from tests.actions.sent_files import CARDS, CIRCULATION, EVENTS, event, row, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    return tmp_path


@pytest.fixture
def act(editor: Reader, now: datetime) -> Any:
    """`act(file, mode="replace", covers="2025-01")` imports as an editor."""

    def run(*files: Any, dataset: Dataset = EVENTS, covers: str = "", **more: Any) -> BatchInfo:
        span = parse_coverage(covers) if covers else None
        return import_batch(dataset, files, covers=span, by=editor, now=now, **more)

    return run


@pytest.fixture
def turn(editor: Reader, now: datetime) -> Any:
    """`turn("withdraw", batch)` or `turn("restore", batch)` as an editor."""
    acts = {"withdraw": withdraw_batch, "restore": restore_batch}
    return lambda verb, info: acts[verb](info.batch.id, by=editor, now=now)


def seen() -> list[tuple[str, int]]:
    """Key and attendance of every event that readers see."""
    names = EVENTS.names
    return sorted((one[names.index("event_id")], one[names.index("attendees")]) for one in stored_rows("events"))


def files(home: Path) -> list[Path]:
    return sorted(home.rglob("*.parquet"))


def codes(refused: pytest.ExceptionInfo[Any]) -> list[tuple[str, int]]:
    return [(fault.code, fault.row) for fault in refused.value.all()]


def test_a_file_becomes_a_batch_with_its_record_and_audit_entry(act: Any) -> None:
    info = act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-03-09")), note="spring")
    assert seen() == [("e1", 10), ("e2", 10)]
    batch = info.batch
    assert (info.changed, batch.state, batch.rows_read, batch.rows_stored, batch.rows_rejected) == (
        True, "current", 2, 2, 0,
    )  # fmt: skip
    assert (str(batch.covers), batch.by, batch.note) == ("2025-01-05..2025-03-09", "mei", "spring")
    assert [file["name"] for file in batch.files] == ["events.csv"]
    entry = AuditEntry.objects.get(verb="data.import")
    assert (entry.subject, entry.outcome) == ("events", "done")
    assert entry.after["batch"] == batch.id
    assert batch_named(batch.id[:8]) == batch


def test_the_same_rows_again_change_nothing_whatever_file_they_come_in(act: Any, home: Path) -> None:
    first = act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-01-06")))
    kept = [(path, path.stat().st_mtime_ns) for path in files(home)]
    again = act(sent(EVENTS, event("e2", "2025-01-06"), event("e1", "2025-01-05"), name="other.xlsx"))
    assert (again.changed, again.batch.id) == (False, first.batch.id)
    assert [(path, path.stat().st_mtime_ns) for path in files(home)] == kept
    assert version_of("events") == 1
    assert AuditEntry.objects.order_by("id").last().outcome == "unchanged"


def test_one_import_may_bring_several_files_as_one_batch(act: Any) -> None:
    info = act(sent(EVENTS, event("e1", "2025-01-05")), sent(EVENTS, event("e2", "2025-02-05"), name="feb.csv"))
    assert (info.batch.rows_stored, len(info.batch.files)) == (2, 2)
    assert len(batches("events")) == 1


@pytest.mark.parametrize("who", ["onlooker", "nobody"])
def test_readers_may_not_import_or_withdraw(
    who: str, act: Any, onlooker: Reader, now: datetime, request: pytest.FixtureRequest
) -> None:
    by = onlooker if who == "onlooker" else Reader()
    info = act(sent(EVENTS, event("e1", "2025-01-05")))
    with pytest.raises(Denied):
        import_batch(EVENTS, [sent(EVENTS, event("e2", "2025-01-05"))], by=by, now=now)
    with pytest.raises(Denied):
        withdraw_batch(info.batch.id, by=by, now=now)
    assert seen() == [("e1", 10)]


# Modes


def test_appended_rows_must_be_new(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05")))
    with pytest.raises(KeyStored, match="e1") as refused:
        act(sent(EVENTS, event("e0", "2025-02-05"), event("e1", "2025-02-05")))
    assert codes(refused) == [("key-stored", 3)]
    assert seen() == [("e1", 10)]


def test_good_rows_are_kept_where_the_person_chooses_so_and_both_counts_stay(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05")))
    mixed = sent(EVENTS, event("e0", "2025-02-05"), event("e1", "2025-02-05"), rejected=1)
    with pytest.raises(Fault):
        act(mixed)
    info = act(mixed, keep_good=True)
    assert (info.batch.rows_read, info.batch.rows_stored, info.batch.rows_rejected) == (3, 1, 2)
    assert [(fault.code, fault.row) for fault in info.rejected] == [("fault", 4), ("key-stored", 3)]
    assert batch_named(info.batch.id).rejected == info.rejected
    assert seen() == [("e0", 10), ("e1", 10)]
    assert act(mixed, keep_good=True).changed is False


def test_of_many_refused_rows_the_first_thousand_are_told_and_all_are_counted(act: Any) -> None:
    rows = [event(f"e{place}", "2025-01-05") for place in range(1200)]
    act(sent(EVENTS, *rows))
    with pytest.raises(KeyStored) as refused:
        act(sent(EVENTS, *rows, event("new", "2025-01-06")))
    assert [row for _, row in codes(refused)] == list(range(2, 1002))
    info = act(sent(EVENTS, *rows, event("new", "2025-01-06")), keep_good=True)
    assert (len(info.rejected), info.batch.rows_stored, info.batch.rows_rejected) == (1000, 1, 1200)


def test_where_no_row_is_good_nothing_is_kept(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05")))
    with pytest.raises(KeyStored):
        act(sent(EVENTS, event("e1", "2025-02-05")), keep_good=True)
    assert len(batches()) == 1


def test_a_correction_takes_the_place_of_stored_rows_alone(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-01-06")))
    with pytest.raises(KeyNotStored) as refused:
        act(sent(EVENTS, event("e1", "2025-01-05", 5), event("e3", "2025-01-05")), mode="correct")
    assert codes(refused) == [("key-not-stored", 3)]
    act(sent(EVENTS, event("e1", "2025-01-05", 5)), mode="correct")
    assert seen() == [("e1", 5), ("e2", 10)]
    assert [str(span) for span in coverage_of("events")] == ["2025-01-05..2025-01-06"]


def test_a_replaced_period_follows_the_new_file(act: Any) -> None:
    old = act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-02-05")), covers="2025-01..2025-02")
    act(sent(EVENTS, event("e1", "2025-01-07", 7)), mode="replace", covers="2025-01")
    assert seen() == [("e1", 7), ("e2", 10)]
    act(sent(EVENTS), mode="replace", covers="2025-02")
    assert seen() == [("e1", 7)]
    assert batch_named(old.batch.id).state == "superseded"
    assert [str(span) for span in coverage_of("events")] == ["2025-01..2025-02"]


@pytest.mark.parametrize("mode", ["append", "replace"])
def test_rows_outside_the_named_period_are_refused_by_place(mode: Any, act: Any) -> None:
    with pytest.raises(OutsideCovers) as refused:
        act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-02-05")), mode=mode, covers="2025-01")
    fault = refused.value
    assert (fault.row, fault.column) == (3, EVENTS.names.index("held_on") + 1)


def test_a_key_twice_in_the_files_of_one_import_is_refused(act: Any) -> None:
    with pytest.raises(KeyTwice) as refused:
        act(sent(EVENTS, event("e1", "2025-01-05")), sent(EVENTS, event("e1", "2025-01-06"), name="second.csv"))
    assert refused.value.facts["file"] == "second.csv"


def test_what_a_dataset_or_mode_cannot_do_is_said(act: Any) -> None:
    loan = row(CIRCULATION, occurred_at=datetime(2025, 1, 5, tzinfo=UTC), kind="issue", branch="main")
    with pytest.raises(NoKeyToCorrect):
        act(sent(CIRCULATION, loan), dataset=CIRCULATION, mode="correct")
    with pytest.raises(CoversNeeded):
        act(sent(EVENTS, event("e1", "2025-01-05")), mode="replace")
    with pytest.raises(NothingToStore):
        act(sent(EVENTS))


def test_months_without_rows_are_covered_where_they_are_named(act: Any) -> None:
    act(sent(EVENTS), covers="2025-01")
    act(sent(EVENTS), covers="2025-02")
    assert [str(span) for span in coverage_of("events")] == ["2025-01..2025-02"]


def test_the_same_rows_for_another_period_are_refused(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05")), covers="2025-01")
    with pytest.raises(OtherPeriod):
        act(sent(EVENTS, event("e1", "2025-01-05")), covers="2025-01..2025-02")


def test_rows_without_keys_add_up_and_their_batches_are_named_as_overlapping(act: Any) -> None:
    def loan(branch: str) -> Any:
        values = row(CIRCULATION, occurred_at=datetime(2025, 1, 5, tzinfo=UTC), kind="issue", branch=branch)
        return sent(CIRCULATION, values, name=f"{branch}.csv")

    first = act(loan("main"), dataset=CIRCULATION)
    second = act(loan("east"), dataset=CIRCULATION)
    assert (first.overlaps, second.overlaps) == ((), (first.batch.id,))
    with pytest.raises(FileStored):
        act(loan("main"), loan("west"), dataset=CIRCULATION)


def test_what_lives_for_years_covers_all_up_to_the_day_of_its_extract(act: Any, now: datetime) -> None:
    old = sent(CARDS, row(CARDS, card_id="c1", issued_on=date(2019, 5, 1), patron_key="p1"))
    new = sent(CARDS, row(CARDS, card_id="c2", issued_on=date(2020, 5, 1), patron_key="p2"))
    first = act(old, dataset=CARDS)
    assert str(first.batch.covers) == "2019-05-01..2026-03-01"
    assert import_batch(CARDS, [old], by=SYSTEM, now=now + timedelta(days=40)).changed is False
    act(new, dataset=CARDS, mode="replace", covers="2025-12-31")
    assert [one[0] for one in stored_rows("cards")] == ["c2"]
    assert [str(span) for span in coverage_of("cards")] == ["2020-05..2025-12"]


# Withdrawing


def test_a_withdrawn_batch_is_seen_no_more_and_comes_back(act: Any, turn: Any, home: Path) -> None:
    one = act(sent(EVENTS, event("e1", "2025-01-05")))
    act(sent(EVENTS, event("e2", "2025-03-05")))
    row_ = turn("withdraw", one)
    assert (row_.state, row_.withdrawn_by, seen()) == ("withdrawn", "mei", [("e2", 10)])
    assert [str(span) for span in coverage_of("events")] == ["2025-03-05"]
    assert len(files(home)) == 2
    with pytest.raises(BatchWithdrawn):
        turn("withdraw", one)
    assert (turn("restore", one).state, seen()) == ("current", [("e1", 10), ("e2", 10)])
    with pytest.raises(BatchNotWithdrawn):
        turn("restore", one)
    entries = AuditEntry.objects.filter(subject=one.batch.id).order_by("id")
    assert [(entry.verb, entry.before["state"], entry.after["state"]) for entry in entries] == [
        ("data.withdraw", "current", "withdrawn"),
        ("data.restore", "withdrawn", "current"),
    ]


def test_what_a_withdrawn_batch_had_replaced_comes_back(act: Any, turn: Any) -> None:
    old = act(sent(EVENTS, event("e1", "2025-01-05", 1)))
    new = act(sent(EVENTS, event("e1", "2025-01-05", 2)), mode="replace", covers="2025-01")
    assert (seen(), batch_named(old.batch.id).superseded_by) == ([("e1", 2)], new.batch.id)
    turn("withdraw", new)
    assert (seen(), batch_named(old.batch.id).state) == ([("e1", 1)], "current")


def test_importing_a_withdrawn_batch_again_brings_it_back(act: Any, turn: Any) -> None:
    one = act(sent(EVENTS, event("e1", "2025-01-05")))
    turn("withdraw", one)
    again = act(sent(EVENTS, event("e1", "2025-01-05")))
    assert (again.changed, again.batch.state, seen()) == (True, "current", [("e1", 10)])


def test_a_batch_stays_withdrawn_where_its_rows_came_again(act: Any, turn: Any) -> None:
    one = act(sent(EVENTS, event("e1", "2025-01-05", 1)))
    turn("withdraw", one)
    act(sent(EVENTS, event("e1", "2025-01-05", 2)))
    with pytest.raises(RowsClash):
        turn("restore", one)
    assert seen() == [("e1", 2)]


@pytest.mark.parametrize("name", ["abcdef12", "a", "%"])
def test_an_unknown_batch_is_said(name: str, editor: Reader, now: datetime) -> None:
    with pytest.raises(UnknownBatch):
        withdraw_batch(name, by=editor, now=now)


# What stays beside


def test_datasets_say_rows_coverage_and_freshness(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-01-06")), covers="2025-01")
    act(sent(EVENTS, event("e1", "2025-01-05", 3)), mode="correct")
    found = {one.dataset.name: one for one in datasets()}
    events = found["events"]
    assert (events.rows, events.batches, events.fresh_as_of) == (2, 2, date(2025, 1, 31))
    assert (found["grants"].rows, found["grants"].covers, found["grants"].fresh_as_of) == (0, (), None)


def test_a_mapping_made_by_hand_is_remembered_for_the_same_head(act: Any) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05"), mapping={"event_id": "編號"}))
    act(sent(EVENTS, event("e2", "2025-01-05"), mapping={"event_id": "活動編號"}))
    assert remembered_mappings("events") == (("head", {"event_id": "活動編號"}),)
    assert remembered_mappings("grants") == ()


def test_more_rejected_rows_than_a_record_holds_lie_in_a_file(act: Any, home: Path) -> None:
    info = act(sent(EVENTS, event("e1", "2025-01-05"), rejected=150), keep_good=True)
    record = Batch.objects.get(digest=info.batch.id)
    kept = json.loads((home / "files" / "rejects" / f"{record.rejects_file}.json").read_text(encoding="utf-8"))
    assert (len(kept), len(record.rejects), record.rows_rejected) == (150, 100, 150)


# Faults on the way


STEPS = [
    (store_module, "_write_file"),
    (store_module, "_checksum"),
    (store_module, "_flush_files"),
    (store_module, "_flush_folders"),
    (Path, "replace"),
]


@pytest.mark.parametrize(("place", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_full_disk_at_any_step_stores_nothing_and_the_next_import_works(
    place: Any, step: str, act: Any, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    file = sent(EVENTS, event("e1", "2025-01-05"), event("e2", "2025-02-05"))
    with monkeypatch.context() as patch:
        patch.setattr(place, step, full)
        with pytest.raises(RowsUnwritable, match="No space left"):
            act(file)
    assert (seen(), batches()) == ([], ())
    act(sent(EVENTS, event("e3", "2025-01-05")))
    assert (seen(), len(files(home))) == ([("e3", 10)], 1)  # what was half moved in is swept
    act(file)
    assert seen() == [("e1", 10), ("e2", 10), ("e3", 10)]


@pytest.mark.parametrize("step", ["list_batch", "remember_mapping", "batch_facts"])
def test_a_store_that_fails_while_listing_leaves_nothing_that_is_seen(
    step: str, act: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openscorecard.actions.data import importing

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(importing, step, broken)
        with pytest.raises(RuntimeError):
            act(sent(EVENTS, event("e1", "2025-01-05")))
    assert (seen(), batches(), version_of("events")) == ([], (), 0)
    assert AuditEntry.objects.filter(verb="data.import").count() == 0
    act(sent(EVENTS, event("e1", "2025-01-05")))
    assert seen() == [("e1", 10)]


def test_an_import_that_others_overtake_is_judged_again(act: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from openscorecard.actions.data import importing

    real, first = importing.judged, [True]

    def overtaken(*given: Any) -> Any:
        found = real(*given)
        if first.pop() if first else False:
            act(sent(EVENTS, event("e1", "2025-01-05", 1)))
        return found

    monkeypatch.setattr(importing, "judged", overtaken)
    with pytest.raises(KeyStored):
        act(sent(EVENTS, event("e1", "2025-01-05", 2)))
    assert seen() == [("e1", 1)]


def test_damage_of_a_kept_file_is_found(act: Any, home: Path) -> None:
    act(sent(EVENTS, event("e1", "2025-01-05")))
    assert verify_rows("events") == ()
    files(home)[0].write_bytes(b"PAR1")
    assert [fault.code for fault in verify_rows()] == ["rows-damaged"]


def test_the_newest_batch_comes_first(act: Any, editor: Reader, now: datetime) -> None:
    for place, day in enumerate(("2025-01-05", "2025-01-06")):
        file = sent(EVENTS, event(f"e{place}", day))
        import_batch(EVENTS, [file], by=editor, now=now + timedelta(hours=place))
    assert [batch.number for batch in batches("events")] == [2, 1]
