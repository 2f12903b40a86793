"""The DuckDB engine: one shared pass for all that adds up, one for each counting of different values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.measures.counting import Counting, Latest
from openscorecard.engines.measures.duck.columns import Raw
from openscorecard.engines.measures.duck.masks import Masks, Values, fits
from openscorecard.engines.measures.duck.passes import Pass, manifest_of, passes_of, rows_of
from openscorecard.engines.measures.duck.rollup import RollUp
from openscorecard.engines.measures.duck.states import States, seen
from openscorecard.engines.measures.engine import Counted, Report, RowSource, Task
from openscorecard.engines.measures.fingerprint import looked_into, read_beside
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.rows.scanning import reading

if TYPE_CHECKING:
    import duckdb


class DuckEngine:
    """Counts with DuckDB over the row files themselves, within `memory` MiB; what does not fit goes to `spill`.

    With `states` different values are counted from what each month adds, kept beside the rows; else from all rows.
    """

    name = "duckdb"

    def __init__(
        self, *, memory: int = 1024, threads: int = 2, spill: Path | None = None, states: bool = False
    ) -> None:
        self.memory, self.threads, self.spill, self.states = memory, threads, spill, states

    def count(self, tasks: Sequence[Task], rows: RowSource, report: Report) -> Iterator[Counted]:
        """Every figure of every task.

        Raises RowsUncountable for damaged files and figures with more digits than can be kept exactly, and
        CountingTooHeavy.
        """
        done = 0
        report(done, len(tasks))
        masked = {task for task in tasks if fits(task, rows)}
        with self._connected(tasks, rows) as connection:
            for one in passes_of(tasks, rows, masked):
                with faults_of(one.dataset, self.memory):
                    values = self._values([task for task in one.tasks if task in masked], rows, connection)
                    for figures in _figures(one, values, connection):
                        yield from figures
                        done += 1
                        report(done, len(tasks))
        if self.states:
            States.of(rows).sweep()

    def _values(
        self, tasks: Iterable[Task], rows: RowSource, connection: duckdb.DuckDBPyConnection
    ) -> Mapping[str, Values]:
        """How many different values there are, by counting."""
        grouped: dict[Counting, list[Task]] = {}
        for task in tasks:
            grouped.setdefault(task.counting, []).append(task)
        every = (Masks(rows, counting, some) for counting, some in grouped.items())
        return {masks.counting.digest: self._counted(masks, connection) for masks in every}

    def _counted(self, masks: Masks, connection: duckdb.DuckDBPyConnection) -> Values:
        states = States.of(masks.source)
        needed = states.needed(masks) if self.states else {}
        if not needed:
            return masks.values(connection)
        try:
            states.fill(masks, needed, connection)
        except OSError:  # no room beside the rows: the rows themselves say the same
            return masks.values(connection)
        return self._from_states(masks, needed) or masks.values(connection)

    def _from_states(self, masks: Masks, needed: Mapping[str, Path]) -> Values | None:
        """What the states say; None, and they are taken away, where one is damaged or was swept meanwhile."""
        import duckdb

        try:
            with self._reading(masks.source, looked_up(masks), needed.values()) as other:
                return masks.values(other, seen(masks, needed))
        except duckdb.Error:
            for file in needed.values():
                file.unlink(missing_ok=True)
            return None

    def _connected(self, tasks: Iterable[Task], rows: RowSource) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        needed = {task.counting.dataset for task in tasks}
        for task in tasks:
            needed.update(read_beside(task.counting, task.dimension, rows))
        return self._reading(rows, needed)

    def _reading(
        self, rows: RowSource, datasets: Iterable[str], also: Iterable[Path] = ()
    ) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        manifests = [manifest_of(rows, name) for name in sorted(datasets)]
        memory = f"{self.memory}MiB"
        return reading(rows.root, manifests, memory=memory, threads=self.threads, also=also, spill=self.spill)


def looked_up(masks: Masks) -> set[str]:
    """The datasets in which cells are looked up."""
    return {name for task in masks.tasks for name in looked_into(task.counting, task.dimension, masks.source)}


def _figures(
    one: Pass, values: Mapping[str, Values], connection: duckdb.DuckDBPyConnection
) -> Iterator[Iterator[Counted]]:
    """The figures of each task."""
    steps = [RollUp.of(task, one) for task in one.tasks]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE groups AS {one.grouping()}")
    states: dict[str, Sequence[date]] = {}
    for step in steps:
        figures = step.run(connection, _states(step, one, connection, states))
        apart = None if step.item else values.get(step.task.counting.digest)
        yield figures if apart is None else (_with(apart, found) for found in figures)


def _with(values: Values, found: Counted) -> Counted:
    """The same figure with the different values that were counted apart."""
    counts = values[found.dimension, found.period]
    cells = {name: replace(cell, value=Fraction(counts.get(name, 0))) for name, cell in found.cells.items()}
    return replace(found, cells=cells)


def _states(
    step: RollUp, one: Pass, connection: duckdb.DuckDBPyConnection, known: dict[str, Sequence[date]]
) -> Sequence[date]:
    """The days on which the dataset has a state, where one is asked for."""
    when = step.task.counting.when
    if not isinstance(when, Latest):
        return ()
    if when.field not in known:
        day = Raw(one.kept.raw.dataset, one.kept.raw.datasets).day(when.field)
        found = connection.sql(f"SELECT DISTINCT {day} FROM ({rows_of(one.source, one.dataset)}) AS r")  # noqa: S608
        known[when.field] = sorted(row[0] for row in found.fetchall() if row[0])
    return known[when.field]
