"""Figures follow batches, replaced, corrected and withdrawn ones; only touched months are read again."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.measures.counting import Alive, Condition, Counting, Latest, Within
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.duck.engine import DuckEngine
from openscorecard.engines.measures.duck.states import States
from openscorecard.engines.measures.engine import Engine, RowSource, Task
from openscorecard.engines.measures.fingerprint import Fingerprints, batches_of, fingerprint
from openscorecard.engines.measures.plain import PlainEngine
from openscorecard.engines.rows.manifest import StoredBatch, resolve
from tests.engines.measures.generated import DATASETS, EVER, keep
from tests.engines.measures.test_equality import counted

READERS = Counting("circulation", Within("occurred_at", 12), distinct="patron_key")
LOANS = Counting("circulation", Within("occurred_at"), sums=("quantity",))
HELD = Counting("events", Within("held_on"), ((Condition("status", "in", ("held",)),),), ("attendees",))
PERIODS = tuple(parse_period(text) for text in ("2024-01", "2024-02", "2024-03", "2024", "YTD2024-02"))
TASKS = [Task(one, by, PERIODS) for one in (READERS, LOANS) for by in ("", "branch")]
EVENTS = [Task(HELD, "", PERIODS)]
ENGINES: list[Engine] = [PlainEngine(), DuckEngine(), DuckEngine(states=True)]


def loan(day: str, reader: str | None = "r1", branch: str = "a", quantity: int = 1) -> dict[str, Any]:
    moment = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    return {"occurred_at": moment, "kind": "issue", "patron_key": reader, "branch": branch, "quantity": quantity}


def source(root: Path, **batches: list[StoredBatch]) -> RowSource:
    return RowSource(root, DATASETS, {name: resolve(name, 1, some) for name, some in batches.items()})


def loans(
    root: Path, number: int, rows: list[dict[str, Any]], mode: Any = "append", covers: str = "2024"
) -> StoredBatch:
    return keep(root, DATASETS["circulation"], rows, mode, number, parse_coverage(covers))


def value(figures: Any, counting: Counting, period: str, by: str = "", cell: str = "") -> Any:
    found = figures[counting.digest, by, period][1].get(cell)
    return found and int(found.value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "the city's rows"


@pytest.fixture
def first(root: Path) -> StoredBatch:
    return loans(
        root, 1, [loan("2024-01-05"), loan("2024-01-05", "r2", "b"), loan("2024-02-05"), loan("2024-02-06", "r3")]
    )


def test_replaced_days_and_withdrawn_batches_change_the_figures_of_every_engine(root: Path, first: StoredBatch) -> None:
    later = loans(root, 2, [loan("2024-02-06", "r9", "b", 5)], "replace", "2024-02-06..2024-02-29")
    for batches, expected, readers in ([first], 2, 3), ([first, later], 6, 3), ([later], 5, 1), ([first], 2, 3):
        found = [counted(engine, TASKS, source(root, circulation=batches)) for engine in ENGINES]
        assert found[0] == found[1] == found[2]
        assert value(found[0], LOANS, "2024-02") == expected
        assert value(found[0], READERS, "2024-03") == readers


def test_corrected_rows_move_to_where_they_belong(root: Path) -> None:
    events = DATASETS["events"]
    one = {"event_id": "e1", "held_on": date(2024, 1, 31), "status": "held", "attendees": 7}
    two = {"event_id": "e2", "held_on": date(2024, 1, 31), "status": "held", "attendees": 1}
    first = keep(root, events, [one, two], "append", 1, EVER)
    fixed = keep(root, events, [one | {"held_on": date(2024, 2, 1)}], "correct", 2, EVER)
    for batches, january, february in ([first], 8, None), ([first, fixed], 1, 7):
        found = [counted(engine, EVENTS, source(root, events=batches)) for engine in ENGINES]
        assert found[0] == found[1] == found[2]
        assert (value(found[0], HELD, "2024-01"), value(found[0], HELD, "2024-02")) == (january, february)


def states(root: Path) -> dict[str, int]:
    """The inode of every state: a state made anew has another."""
    return {file.relative_to(root).as_posix(): os.stat(file).st_ino for file in root.glob(".states/*/*/*.parquet")}


def test_a_new_day_makes_the_state_of_its_month_alone(root: Path, first: StoredBatch) -> None:
    engine = DuckEngine(states=True)
    counted(engine, TASKS, source(root, circulation=[first]))
    before = states(root)
    assert len(before) == 2
    later = loans(root, 2, [loan("2024-02-29", "r9")])
    found = counted(engine, TASKS, source(root, circulation=[first, later]))
    assert value(found, READERS, "2024-03") == 4
    after = states(root)
    assert len(after) == 2  # the stale one is gone
    assert {name for name in after if before.get(name) == after[name]} == {name for name in before if "2024-01" in name}


def test_states_of_files_that_nobody_sees_any_more_are_swept(root: Path, first: StoredBatch) -> None:
    counted(DuckEngine(states=True), TASKS, source(root, circulation=[first]))
    left = root / ".states" / ".aside" / "killed.parquet"
    left.write_bytes(b"PAR1")
    other = loans(root, 2, [loan("2024-01-05")])
    assert States.of(source(root, circulation=[first])).sweep() == ()
    assert left.exists()  # somebody may be writing it
    os.utime(left, (0, 0))
    assert len(States.of(source(root, circulation=[other])).sweep()) == 3
    assert not states(root)


def test_no_room_for_states_is_no_reason_not_to_count(root: Path, first: StoredBatch) -> None:
    (root / ".states").write_text("in the way")
    found = counted(DuckEngine(states=True), TASKS, source(root, circulation=[first]))
    assert found == counted(PlainEngine(), TASKS, source(root, circulation=[first]))


def test_more_months_than_a_number_has_bits(root: Path) -> None:
    batch = loans(root, 1, [loan("1999-12-31"), loan("2000-01-01", "r2"), loan("2024-02-01", "r2"), loan("2024-02-01")])
    asked = tuple(parse_period(text) for text in ("1999-12", "2000-12", "2012-05", "2024-02", "2024-Q1"))
    tasks = [Task(READERS, by, asked) for by in ("", "branch")]
    found = [counted(engine, tasks, source(root, circulation=[batch])) for engine in ENGINES]
    assert found[0] == found[1] == found[2]
    assert [value(found[0], READERS, str(period)) for period in asked] == [1, 1, None, 2, 2]


def test_a_fingerprint_changes_with_the_files_a_figure_depends_on_and_no_others(root: Path, first: StoredBatch) -> None:
    later = loans(root, 2, [loan("2024-03-05")])
    old, new = source(root, circulation=[first]), source(root, circulation=[first, later])

    def changed(counting: Counting, period: str, by: str = "") -> bool:
        month = parse_period(period)
        return fingerprint(counting, by, month, old) != fingerprint(counting, by, month, new)

    assert not changed(LOANS, "2024-02")
    assert changed(LOANS, "2024-03")
    assert changed(READERS, "2025-02")  # March is in its twelve months
    assert not changed(READERS, "2025-03")
    assert changed(Counting("circulation", Within("occurred_at"), distinct="patron_key"), "2024")


def test_a_fingerprint_changes_with_the_table_that_is_looked_into(root: Path, first: StoredBatch) -> None:
    branch = {"branch": "a", "name": "a", "type": "main", "district": "甲"}
    table = keep(root, DATASETS["branches"], [branch], "append", 1, EVER)
    old, new = source(root, circulation=[first]), source(root, circulation=[first], branches=[table])
    month = parse_period("2024-01")
    assert Fingerprints(old).of(LOANS, "branch", month) == Fingerprints(new).of(LOANS, "branch", month)
    assert Fingerprints(old).of(LOANS, "district", month) != Fingerprints(new).of(LOANS, "district", month)


def test_a_figure_stands_on_the_batches_of_its_months(root: Path, first: StoredBatch) -> None:
    later = loans(root, 2, [loan("2024-03-05")])
    manifest = source(root, circulation=[first, later]).manifests["circulation"]
    assert batches_of(LOANS, parse_period("2024-02"), manifest) == (first.id,)
    assert batches_of(READERS, parse_period("2024-03"), manifest) == tuple(sorted([first.id, later.id]))
    assert batches_of(LOANS, parse_period("2023-01"), manifest) == ()


def test_stock_and_states_of_a_year_stand_on_what_they_can_see(root: Path) -> None:
    card = {"card_id": "c", "issued_on": date(2024, 1, 1)}
    cards = [
        keep(root, DATASETS["cards"], [card | {"card_id": str(number)}], "append", number, EVER) for number in (1, 2)
    ]
    every = source(root, cards=cards).manifests["cards"]
    assert batches_of(Counting("cards", Alive("issued_on")), parse_period("2024-01"), every) == tuple(
        sorted(one.id for one in cards)
    )
    line = {"as_of": date(2024, 2, 29), "account": "a", "kind": "capital"}
    budget = keep(root, DATASETS["budget"], [line], "append", 1, EVER)
    known = source(root, budget=[budget]).manifests["budget"]
    year, month = Latest("as_of", "year"), Latest("as_of", "month")
    assert batches_of(Counting("budget", year), parse_period("2024-05"), known) == (budget.id,)
    assert batches_of(Counting("budget", month), parse_period("2024-05"), known) == ()
