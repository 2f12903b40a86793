"""The DuckDB engine: a shared pass for all that adds up, and one for each kind of different values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from openscorecard.domain.measures.counting import Latest
from openscorecard.engines.measures.duck.columns import Raw
from openscorecard.engines.measures.duck.passes import Pass, manifest_of, passes_of, rows_of
from openscorecard.engines.measures.duck.rollup import RollUp
from openscorecard.engines.measures.engine import Counted, Report, RowSource, Task
from openscorecard.engines.measures.fingerprint import looked_into
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.rows.scanning import reading

if TYPE_CHECKING:
    import duckdb


class DuckEngine:
    """Counts with DuckDB over the row files themselves, within `memory` MiB."""

    name = "duckdb"

    def __init__(self, *, memory: int = 1024, threads: int = 2) -> None:
        self.memory, self.threads = memory, threads

    def count(self, tasks: Sequence[Task], rows: RowSource, report: Report) -> Iterator[Counted]:
        """Every figure of every task.

        Raises RowsUncountable for damaged files and figures with more digits than can be kept exactly, and
        CountingTooHeavy.
        """
        done = 0
        report(done, len(tasks))
        with self._connected(tasks, rows) as connection:
            for one in passes_of(tasks, rows):
                with faults_of(one.dataset, self.memory):
                    yield from _figures(one, connection)
                done += len(one.tasks)
                report(done, len(tasks))

    def _connected(self, tasks: Iterable[Task], rows: RowSource) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        needed = {task.counting.dataset for task in tasks}
        for task in tasks:
            needed.update(looked_into(task.counting, task.dimension, rows))
        manifests = [manifest_of(rows, name) for name in sorted(needed)]
        return reading(rows.root, manifests, memory=f"{self.memory}MiB", threads=self.threads)


def _figures(one: Pass, connection: duckdb.DuckDBPyConnection) -> Iterator[Counted]:
    steps = [RollUp.of(task, one) for task in one.tasks]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE groups AS {one.grouping()}")
    states: dict[str, Sequence[date]] = {}
    for step in steps:
        yield from step.run(connection, _states(step, one, connection, states))


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
