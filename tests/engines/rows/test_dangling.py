"""What rows refer to and nobody has is told by field; what cannot be known is not told."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.text import Text
from openscorecard.engines.rows import dangling
from openscorecard.engines.rows.dangling import (
    FIRST,
    Dangling,
    Visible,
    dangling_incoming,
    dangling_stored,
    referred,
)
from openscorecard.engines.rows.manifest import Manifest, StoredBatch
from openscorecard.engines.rows.store import RowStore
from openscorecard.engines.rows.tables import RowTable
from tests.engines.rows.row_samples import keep, manifest


def _dataset(name: str, kind: Any, time: str, key: tuple[str, ...], *fields: Field) -> Dataset:
    return Dataset(name, Text(name), fields, key, kind, time, Text(name))


def _field(name: str, kind: Any = "text", references: str = "") -> Field:
    return Field(name, Text(name), kind, references=references)


BRANCHES = _dataset(
    "branches", "life-cycle", "opened_on", ("branch",),
    _field("branch"), _field("opened_on", "day"), _field("replaces", references="branches.branch"),
)  # fmt: skip
LOANS = _dataset(
    "loans", "events", "occurred_at", (),
    _field("occurred_at", "moment"), _field("branch", references="branches.branch"), _field("quantity", "number"),
)  # fmt: skip
TOURS = _dataset("tours", "events", "held_on", (), _field("held_on", "day"), _field("stops", "list", "branches.branch"))
WORKS = _dataset("works", "ledger", "held_on", ("work",), _field("work"), _field("held_on", "day"), _field("plan"))
DATASETS = {one.name: one for one in (BRANCHES, LOANS, TOURS, WORKS)}


@pytest.fixture
def store(tmp_path: Path) -> RowStore:
    return RowStore(tmp_path)


def branch(code: str, replaces: str | None = None) -> tuple[Any, ...]:
    return (code, date(2000, 1, 1), replaces)


def loan(code: str | None, day: int = 5) -> tuple[Any, ...]:
    return (datetime(2025, 1, day, 9, tzinfo=timezone(timedelta(hours=8))), code, Decimal(1))


def seen(store: RowStore, *shown: Manifest) -> Visible:
    return Visible(store.root, DATASETS, {one.dataset: one for one in shown})


def branches(store: RowStore, *codes: str) -> StoredBatch:
    return keep(store, BRANCHES, [branch(code) for code in codes], "append", 1)


def given(dataset: Dataset, *rows: tuple[Any, ...]) -> RowTable:
    return RowTable.of(dataset, rows, range(1, len(rows) + 1))


def test_a_renamed_branch_is_told_with_its_rows_and_an_empty_one_is_not(store: RowStore) -> None:
    there = seen(store, manifest(BRANCHES, branches(store, "甲", "乙")))
    rows = given(LOANS, loan("甲"), loan("舊丙"), loan("舊丙"), loan("舊丁"), loan(None), loan(""))
    assert dangling_incoming(there, rows) == (
        Dangling("branch", "branches.branch", (("舊丙", 2), ("舊丁", 1)), different=2, rows=3, first=(2, 4)),
    )


def test_stored_rows_are_told_as_readers_see_them(store: RowStore) -> None:
    shown = manifest(BRANCHES, branches(store, "甲"))
    first = keep(store, LOANS, [loan("甲"), loan("舊丙", 5), loan("舊丙", 20)], "append", 1)
    later = keep(store, LOANS, [loan("甲", 20)], "replace", 2, "2025-01-15..2025-01-31")
    (told,) = dangling_stored(seen(store, shown, manifest(LOANS, first, later)), LOANS)
    assert told.values == (("舊丙", 1),)


def test_a_branch_that_a_visible_row_names_no_longer_dangles(store: RowStore) -> None:
    loans = manifest(LOANS, keep(store, LOANS, [loan("甲"), loan("乙")], "append", 1))
    old, new = branches(store, "甲"), keep(store, BRANCHES, [branch("乙")], "append", 2)
    assert [one.values for one in dangling_stored(seen(store, loans, manifest(BRANCHES, old)), LOANS)] == [(("乙", 1),)]
    assert dangling_stored(seen(store, loans, manifest(BRANCHES, old, new)), LOANS) == ()


def test_without_any_branch_nobody_can_tell(store: RowStore) -> None:
    loans = manifest(LOANS, keep(store, LOANS, [loan("甲")], "append", 1))
    for there in (seen(store, loans), seen(store, loans, manifest(BRANCHES))):
        assert dangling_stored(there, LOANS) == ()
        assert dangling_incoming(there, given(LOANS, loan("甲"))) == ()


def test_each_value_of_a_list_is_compared(store: RowStore) -> None:
    there = seen(store, manifest(BRANCHES, branches(store, "甲")))
    rows = given(
        TOURS, (date(2025, 1, 5), ("甲", "舊丙")), (date(2025, 1, 6), ("舊丙", "舊丁")), (date(2025, 1, 7), ())
    )
    (told,) = dangling_incoming(there, rows)
    assert (told.values, told.rows) == ((("舊丙", 2), ("舊丁", 1)), 3)


def test_a_reference_to_its_own_dataset_may_point_to_a_row_that_comes_with_it(store: RowStore) -> None:
    first = given(BRANCHES, branch("甲"), branch("乙", "甲"), branch("丙", "沒有"))
    assert [one.values for one in dangling_incoming(seen(store), first)] == [(("沒有", 1),)]
    there = seen(store, manifest(BRANCHES, branches(store, "沒有")))
    assert dangling_incoming(there, first) == ()


def test_twenty_values_are_named_and_the_others_count(store: RowStore) -> None:
    there = seen(store, manifest(BRANCHES, branches(store, "甲")))
    rows = [loan(f"舊{place:02d}") for place in range(FIRST + 5)] + [loan("舊24")]
    (told,) = dangling_incoming(there, given(LOANS, *rows))
    assert (told.values[0], len(told.values)) == (("舊24", 2), FIRST)
    assert (told.different, told.more, told.rows) == (FIRST + 5, 5, FIRST + 6)


def test_an_import_does_not_wait_for_a_large_register_but_its_page_does(
    store: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    loans = manifest(LOANS, keep(store, LOANS, [loan("舊丙")], "append", 1))
    there = seen(store, manifest(BRANCHES, branches(store, "甲", "乙")), loans)
    own = given(BRANCHES, branch("戊", "沒有"))
    monkeypatch.setattr(dangling, "COMPARED", 2)
    assert [one.values for one in dangling_incoming(there, given(LOANS, loan("舊丙")))] == [(("舊丙", 1),)]
    assert dangling_incoming(there, own) == ()  # with the row that comes they are three
    monkeypatch.setattr(dangling, "COMPARED", 1)
    assert dangling_incoming(there, given(LOANS, loan("舊丙"))) == ()
    assert [one.values for one in dangling_stored(there, LOANS)] == [(("舊丙", 1),)]


def test_a_dataset_names_what_it_refers_to_once() -> None:
    assert [referred(one) for one in (BRANCHES, LOANS, TOURS)] == [("branches",)] * 3


def works(*plans: str | None) -> list[tuple[Any, ...]]:
    return [(f"W{place}", date(2025, 1, 5), plan) for place, plan in enumerate(plans, 1)]


def test_a_plan_that_never_was_is_told_with_its_first_row_and_nobody_can_tell_without_any_plan(store: RowStore) -> None:
    rows = given(WORKS, *works("A", "錯'誤", None, "錯'誤"))
    there = Visible(store.root, DATASETS, {}, ("A", "B"))
    assert dangling_incoming(there, rows) == (
        Dangling("plan", "action_plans.id", (("錯'誤", 2),), different=1, rows=2, first=(2,)),
    )
    assert dangling_incoming(Visible(store.root, DATASETS, {}), rows) == ()


def test_rows_given_to_a_plan_by_hand_no_longer_dangle(store: RowStore) -> None:
    shown = {"works": manifest(WORKS, keep(store, WORKS, works("錯", "錯", "A"), "append", 1))}
    (told,) = dangling_stored(Visible(store.root, DATASETS, shown, ("A",)), WORKS)
    assert (told.values, told.first) == ((("錯", 2),), ())
    (told,) = dangling_stored(Visible(store.root, DATASETS, shown, ("A",), by_hand=("W1",)), WORKS)
    assert told.values == (("錯", 1),)
    assert dangling_stored(Visible(store.root, DATASETS, shown, ("A",), by_hand=("W1", "W2")), WORKS) == ()


def test_files_without_known_places_are_told_without_a_row(store: RowStore) -> None:
    there = Visible(store.root, DATASETS, {}, ("A",))
    (told,) = dangling_incoming(there, RowTable.of(WORKS, works("錯"), ()))
    assert (told.values, told.first) == ((("錯", 1),), ())
