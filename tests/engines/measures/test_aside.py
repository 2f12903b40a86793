"""A worker counts as its engine does, says how far it is, and where it cannot go on a fault says why."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.measures.counting import Condition, Counting, Within
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.aside import Aside, Bounds, engine_named
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.faults import (
    CountingCrashed,
    CountingTooHeavy,
    CountingTooSlow,
    RowsUncountable,
    UnknownEngine,
)
from tests.engines.measures.generated import stored
from tests.engines.measures.test_equality import counted

LOANS = Counting("circulation", Within("occurred_at"), ((Condition("kind", "in", ("issue",)),),), ("quantity",))
MONTHS = tuple(parse_period(text) for text in ("2025-01", "2025-02"))
TASKS = [Task(LOANS, dimension, MONTHS) for dimension in ("", "district", "hour")]


@pytest.fixture
def city(tmp_path: Path) -> RowSource:
    moment = datetime(2025, 1, 31, 15, 59, tzinfo=UTC)
    loan: dict[str, Any] = {"occurred_at": moment, "kind": "issue", "branch": "a", "quantity": 2}
    branch = {"branch": "a", "name": "總館", "type": "main", "district": "中正區", "opened_on": date(1990, 1, 1)}
    return stored(tmp_path / "rows", {"circulation": [loan, loan | {"branch": None}], "branches": [branch]})


@pytest.mark.parametrize("name", ["duckdb", "plain"])
def test_a_worker_gives_the_figures_of_its_engine_and_says_how_far_it_is(name: str, city: RowSource) -> None:
    told: list[tuple[int, int]] = []
    figures = {
        (one.dimension, str(one.period)): {cell: str(found.value) for cell, found in one.cells.items()}
        for one in Aside(name).count(TASKS, city, lambda done, of: told.append((done, of)))
    }
    assert figures["district", "2025-01"] == {"中正區": "2", "": "2"}
    assert figures["hour", "2025-01"] == {"23": "4"}
    assert figures["", "2025-02"] == {}
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    assert counted(Aside(name), TASKS, city) == counted(engine_named(name), TASKS, city)


def test_a_worker_that_gets_too_little_memory_says_so(city: RowSource) -> None:
    with pytest.raises(CountingTooHeavy) as refused:
        list(Aside("duckdb", Bounds(memory=60)).count(TASKS, city, lambda done, of: None))
    assert "60" in refused.value.sentence("en")


def test_a_worker_that_takes_too_long_is_ended(city: RowSource) -> None:
    with pytest.raises(CountingTooSlow):
        list(Aside("duckdb", Bounds(seconds=0)).count(TASKS, city, lambda done, of: None))


def test_a_worker_that_dies_is_told_of(city: RowSource, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openscorecard.engines.measures.aside._MODULE", "openscorecard.engines.measures.nowhere")
    with pytest.raises(CountingCrashed) as refused:
        list(Aside("plain").count(TASKS, city, lambda done, of: None))
    assert "exit 1" in refused.value.sentence("en")


@pytest.mark.parametrize("name", ["duckdb", "plain"])
def test_a_damaged_file_is_told_of_by_its_dataset(name: str, city: RowSource) -> None:
    for file in city.root.glob("circulation/*/*.parquet"):
        file.write_bytes(b"PAR1" + b"\0" * 100)
    with pytest.raises(RowsUncountable) as refused:
        list(Aside(name).count(TASKS, city, lambda done, of: None))
    assert refused.value.facts["dataset"] == "circulation"


def test_an_engine_that_is_not_there_is_refused_with_those_that_are(city: RowSource) -> None:
    with pytest.raises(UnknownEngine, match="duckdb"):
        engine_named("spark")
    with pytest.raises(UnknownEngine):
        list(Aside("spark").count(TASKS, city, lambda done, of: None))
