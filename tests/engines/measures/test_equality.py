"""The DuckDB engine gives the plain engine's figures to the last digit, on whatever Hypothesis makes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from openscorecard.engines.measures.duck.engine import DuckEngine
from openscorecard.engines.measures.engine import Counted, Engine, RowSource, Task
from openscorecard.engines.measures.plain import PlainEngine, count_rows
from openscorecard.engines.measures.plain_rows import Tables
from tests.engines.measures.generated import (
    DATASETS,
    PERIODS,
    countings,
    dimensions_of,
    looked_up,
    rows_of,
    stored,
    tags_of,
)

SLOW = settings(
    phases=[Phase.explicit, Phase.generate], max_examples=15, deadline=None, suppress_health_check=list(HealthCheck)
)


def counted(engine: Engine, tasks: list[Task], source: RowSource) -> dict[Any, Any]:
    return told(engine.count(tasks, source, lambda done, of: None))


def told(figures: Iterable[Counted]) -> dict[Any, Any]:
    """Cells by counting, dimension and period; a figure told twice would be a fault."""
    found: dict[Any, Any] = {}
    for one in figures:
        key = (one.counting, one.dimension, str(one.period))
        assert key not in found
        found[key] = (one.found, dict(one.cells))
    return found


@pytest.mark.parametrize("name", sorted(DATASETS))
@SLOW
@given(data=st.data())
def test_every_form_of_counting_over_every_dataset(name: str, data: Any) -> None:
    tables = {one: data.draw(rows_of(DATASETS[one])) for one in looked_up(name)}
    asked = data.draw(st.lists(countings(DATASETS[name]), min_size=1, max_size=4, unique_by=lambda one: one.digest))
    splits = st.lists(st.sampled_from(dimensions_of(DATASETS[name])), min_size=1, max_size=3, unique=True)
    tasks = [Task(one, split, tuple(PERIODS)) for one in asked for split in data.draw(splits)]
    tagging = {one: data.draw(tags_of(DATASETS[one])) for one in tables if "plan" in dimensions_of(DATASETS[one])}
    held = Tables(DATASETS, lambda one: tables.get(one, ()), tagging)
    plain = told(count_rows(tasks, held, lambda done, of: None))
    with tempfile.TemporaryDirectory() as folder:
        source = stored(Path(folder), tables, tagging)
        assert counted(PlainEngine(), tasks, source) == plain
        assert counted(DuckEngine(), tasks, source) == plain
        if DATASETS[name].kind == "events":
            assert counted(DuckEngine(states=True), tasks, source) == plain
            assert counted(DuckEngine(states=True), tasks, source) == plain  # from the states alone
