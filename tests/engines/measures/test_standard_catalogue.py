"""Every counting of the standard catalogue, by every dimension its measures name: both engines agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.engines.measures.duck.engine import DuckEngine
from openscorecard.engines.measures.engine import Task
from openscorecard.engines.measures.plain import count_rows
from openscorecard.engines.measures.plain_rows import Tables
from openscorecard.formats.measures.catalogue import standard_catalogue
from tests.engines.measures.generated import DATASETS, PERIODS, looked_up, rows_of, stored
from tests.engines.measures.test_equality import counted, told


def asked(dataset: str) -> list[tuple[Counting, str]]:
    """Countings of the catalogue over `dataset`, each with the dimensions its rows can say."""
    found: dict[tuple[Counting, str], None] = {}
    for measure in standard_catalogue():
        for formula in measure.formulas():
            for counting in formula.countings():
                for dimension in ("", *measure.dimensions):
                    if counting.dataset == dataset and _said(dimension, dataset):
                        found[counting, dimension] = None
    return list(found)


def _said(dimension: str, dataset: str) -> bool:
    return not dimension or spot_of(dimension, DATASETS[dataset], DATASETS) is not None


STANDING = sorted(name for name in DATASETS if asked(name))


def test_the_catalogue_stands_on_most_datasets() -> None:
    assert len(STANDING) >= 18


@pytest.mark.parametrize("name", STANDING)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_both_engines_agree(name: str, data: Any) -> None:
    tables = {one: data.draw(rows_of(DATASETS[one], 12)) for one in looked_up(name)}
    tasks = [Task(counting, dimension, tuple(PERIODS)) for counting, dimension in asked(name)]
    plain = told(count_rows(tasks, Tables(DATASETS, lambda one: tables.get(one, ())), lambda done, of: None))
    with tempfile.TemporaryDirectory() as folder:
        assert counted(DuckEngine(), tasks, stored(Path(folder), tables)) == plain
