"""The example's rows are one layer: loaded once, resumed where they were killed, removed and brought back whole."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions import example_rows as rows_module
from openscorecard.actions.data.faults import KeyStored, RowsClash
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.data.listing import Moved
from openscorecard.actions.data.withdrawing import withdraw_batch
from openscorecard.actions.example_layer import remove_example_rows, restore_example_rows
from openscorecard.actions.example_rows import load_and_count, load_example_rows, scale_of
from openscorecard.actions.faults import ExampleNotThere, OtherExample, UnfitScale
from openscorecard.actions.work.registry import function_named, kind_named
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.engines.example import pieces as pieces_module
from openscorecard.queries.data import batches, datasets, stored_rows, verify_rows, version_of
from openscorecard.queries.example import example_rows
from openscorecard.records.models import AuditEntry, Batch, DatasetState
from tests.actions.sent_files import CARDS, EVENTS, event, row, sent

pytestmark = pytest.mark.django_db

SCALE = {"scale": "1/20000"}
FEW = {"branches": 0, "staff": 1, "closures": 2, "proposals": 3}  # enough to tell
COUNT = 6  # with two pieces of cards


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    whole = pieces_module.pieces

    def few(*given: Any) -> tuple[Any, ...]:
        return tuple(one for one in whole(*given) if one.dataset.name in FEW or one.name in {"student", "staff"})

    monkeypatch.setattr(pieces_module, "pieces", few)
    return tmp_path


@pytest.fixture
def load(now: datetime) -> Any:
    """`load(progress)` loads as the machine itself does."""
    return lambda *progress, **given: load_example_rows({**SCALE, **given}, *progress, by=SYSTEM, now=now)


def held() -> dict[str, int]:
    return {found.dataset.name: found.rows for found in datasets() if found.rows}


def test_every_batch_is_of_the_example_with_its_record_and_audit_entry(load: Any) -> None:
    told: list[tuple[int, int]] = []
    done = load(lambda done, total, stage=None: told.append((done, total)))
    assert (done["batches"], done["rows"]) == (COUNT, sum(held().values()))
    assert told == [(place, COUNT) for place in range(COUNT + 1)]
    rows = Batch.objects.all()
    assert {found.example for found in rows} == {True}
    assert {found.rows_stored for found in rows} == {found.rows_read for found in rows}
    assert AuditEntry.objects.filter(verb="example.load_rows", outcome="done").count() == COUNT
    assert len(stored_rows("branches")) == 74
    assert verify_rows() == ()
    assert example_rows().state == "whole"


def test_loading_again_changes_nothing(load: Any) -> None:
    load()
    before = list(Batch.objects.order_by("pk").values_list("digest", "at"))
    assert load()["batches"] == 0
    assert list(Batch.objects.order_by("pk").values_list("digest", "at")) == before
    assert version_of("branches") == 1


@pytest.mark.parametrize("after", [1, 3, COUNT - 1])
def test_a_load_that_was_killed_goes_on_where_it_was(load: Any, after: int) -> None:
    class Killed(BaseException):
        pass

    def kill(done: int, total: int, stage: Any = None) -> None:
        if done == after:
            raise Killed

    with pytest.raises(Killed):
        load(kill)
    assert (Batch.objects.count(), example_rows().state) == (after, "part")
    assert load()["batches"] == COUNT - after
    found = sorted(Batch.objects.values_list("digest", flat=True))
    assert (len(found), example_rows().state) == (COUNT, "whole")
    Batch.objects.all().delete()
    DatasetState.objects.all().delete()
    load()
    assert sorted(Batch.objects.values_list("digest", flat=True)) == found


def test_all_is_removed_at_once_and_brought_back_at_once(load: Any, now: datetime, administrator: Reader) -> None:
    load()
    rows = held()
    done = remove_example_rows(by=administrator, now=now)
    assert (done.batches, done.rows) == (COUNT, sum(rows.values()))
    assert (held(), example_rows().state) == ({}, "removed")
    entry = AuditEntry.objects.get(verb="example.remove_rows")
    assert (entry.actor, len(entry.after["batches"])) == ("admin", COUNT)
    assert load()["batches"] == 0  # what somebody removed is not loaded again by itself
    assert restore_example_rows(by=administrator, now=now) == done
    assert (held(), example_rows().state) == (rows, "whole")


def test_rows_of_ones_own_stay_when_the_example_goes(load: Any, now: datetime, editor: Reader) -> None:
    import_batch(EVENTS, [sent(EVENTS, event("e1", "2025-01-05"))], by=editor, now=now)
    own = row(CARDS, card_id="own", issued_on=now.date())
    import_batch(CARDS, [sent(CARDS, own, name="cards.csv")], by=editor, now=now)
    load()
    remove_example_rows(by=SYSTEM, now=now)
    assert held() == {"events": 1, "cards": 1}
    restore_example_rows(by=SYSTEM, now=now)
    assert held()["cards"] > 1


def test_a_batch_that_somebody_withdrew_stays_so(load: Any, now: datetime, editor: Reader) -> None:
    load()
    withdraw_batch(batches("staff")[0].id, by=editor, now=now)
    assert load()["batches"] == 0
    assert (example_rows().state, "staff" in held()) == ("whole", False)


def test_a_key_that_is_there_already_refuses_the_batch(load: Any, now: datetime, editor: Reader) -> None:
    own = row(CARDS, card_id="900000000", issued_on=now.date())
    import_batch(CARDS, [sent(CARDS, own, name="cards.csv")], by=editor, now=now)
    with pytest.raises(KeyStored, match="900000000"):
        load()
    assert held()["cards"] > 1  # the students' cards came first, and stay


def test_what_comes_back_may_not_clash_with_what_came_meanwhile(load: Any, now: datetime, editor: Reader) -> None:
    load()
    remove_example_rows(by=SYSTEM, now=now)
    own = row(CARDS, card_id="900000000", issued_on=now.date())
    import_batch(CARDS, [sent(CARDS, own, name="cards.csv")], by=editor, now=now)
    with pytest.raises(RowsClash):
        restore_example_rows(by=SYSTEM, now=now)
    assert held() == {"cards": 1}


def test_another_scale_waits_until_the_first_is_removed(load: Any, now: datetime) -> None:
    load()
    with pytest.raises(OtherExample, match="1/20000"):
        load(scale="1/10000")
    remove_example_rows(by=SYSTEM, now=now)
    assert load(scale="1/10000")["batches"] == COUNT
    assert example_rows().scale == "1/10000"
    remove_example_rows(by=SYSTEM, now=now)
    restore_example_rows(by=SYSTEM, now=now)  # the last one, not both
    assert example_rows().scale == "1/10000"
    assert Batch.objects.filter(state="current").count() == COUNT


def test_an_import_in_between_has_the_piece_judged_and_staged_again(load: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    listed, turns = rows_module.list_batch, iter([True])

    def overtaken(*given: Any, **more: Any) -> Any:
        if next(turns, False):
            raise Moved
        return listed(*given, **more)

    monkeypatch.setattr(rows_module, "list_batch", overtaken)
    assert load()["batches"] == COUNT
    assert verify_rows() == ()


def test_nothing_is_loaded_at_scale_nought(load: Any) -> None:
    assert load(scale="0") == {"scale": "0", "batches": 0, "rows": 0}


def test_who_may_not_is_turned_away(now: datetime, editor: Reader, load: Any) -> None:
    with pytest.raises(Denied):
        load_example_rows(SCALE, by=editor, now=now)
    load()
    with pytest.raises(Denied):
        remove_example_rows(by=editor, now=now)
    assert example_rows().state == "whole"


def test_nothing_can_be_removed_or_brought_back_that_is_not_there(now: datetime) -> None:
    with pytest.raises(ExampleNotThere):
        remove_example_rows(by=SYSTEM, now=now)
    with pytest.raises(ExampleNotThere):
        restore_example_rows(by=SYSTEM, now=now)


@pytest.mark.parametrize("text", ["", "x", "2", "-1", "1/0"])
def test_a_strange_scale_is_told(text: str) -> None:
    with pytest.raises(UnfitScale):
        scale_of(text)
    assert [scale_of(good) for good in ("1", "1/10", "0.1", "0")] == [1, Fraction(1, 10), Fraction(1, 10), 0]


def test_the_worker_knows_the_work() -> None:
    kind = kind_named("example.rows")
    assert (kind.verb, function_named(kind.function)) == ("example.load_rows", load_and_count)
