"""A small library whose rows are given as they are spoken of, observed the whole way through an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.domain.measures.figures import Figure, FigureKey, Observation
from openscorecard.domain.measures.needs import counted_in
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.engine import Engine, Task
from openscorecard.formats.measures.catalogue import standard_catalogue
from tests.engines.measures.generated import DATASETS, stored


class Library:
    """Rows by dataset, each as far as it says something; days as texts. All days of 2023 to 2025 are covered."""

    def __init__(self, engine: Engine, root: Path, **tables: Sequence[Mapping[str, Any]]) -> None:
        self.engine = engine
        given = {name: [_row(name, row) for row in rows] for name, rows in tables.items()}
        self.source = stored(root, given)
        self.coverage: dict[str, tuple[Coverage, ...]] = dict.fromkeys(DATASETS, (parse_coverage("2023..2025"),))

    def observed(self, measure: str, period: str, reading: str = "", by: str = "") -> dict[str, Observation]:
        """What `measure` comes to, by cell."""
        found = standard_catalogue().get(measure)
        assert found is not None
        said = found.reading(reading)
        assert said is not None
        asked = parse_period(period)
        figures: dict[FigureKey, Figure] = {}
        tasks = [
            Task(counting, dimension, counted_in(counting, asked))
            for counting in said.formula.countings()
            for dimension in dict.fromkeys(("", by))
        ]
        for one in self.engine.count(tasks, self.source, lambda done, of: None):
            key = FigureKey(one.counting, one.period, one.dimension)
            figures[key] = Figure(key, one.cells, one.found)
        known = Known(figures, DATASETS, self.coverage)
        return {one.cell: one for one in observe(said.formula, asked, known, by)}

    def values(self, measure: str, period: str, reading: str = "", by: str = "") -> dict[str, Fraction | None]:
        """The values alone, by cell."""
        return {cell: one.value for cell, one in self.observed(measure, period, reading, by).items()}

    def value(self, measure: str, period: str, reading: str = "") -> Fraction | None:
        """The value of the whole."""
        return self.values(measure, period, reading)[""]


def _row(dataset: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: _value(field.type, row.get(field.name)) for field in DATASETS[dataset].fields}


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "day":
        return date.fromisoformat(value)
    if kind == "moment":  # written in local time
        return (datetime.fromisoformat(value) - timedelta(hours=8)).replace(tzinfo=UTC)
    if kind in {"number", "money"}:
        return Decimal(value)
    return value
