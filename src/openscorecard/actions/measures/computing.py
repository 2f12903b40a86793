"""Counting figures: only what the rows have changed under, all of it or nothing, in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Source, begin
from openscorecard.actions.measures.faults import BusyFigures
from openscorecard.actions.measures.storing import Storing
from openscorecard.actions.measures.work import GONE, Key, work_to_do
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.trend import RunRow
from openscorecard.domain.people.readers import Reader
from openscorecard.engines.measures.aside import Aside
from openscorecard.engines.measures.engine import Counted, Report, Task
from openscorecard.queries.data import coverages
from openscorecard.queries.figures import counted_data_state, last_run
from openscorecard.queries.row_source import row_source, rows_state

ENGINE = "duckdb"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a computation left: figures `counted` anew, `changed` among them, `kept` untouched; its `run`."""

    run: RunRow | None
    counted: int
    changed: int
    kept: int


def compute_figures(
    *,
    through: Period | None = None,
    engine: str = ENGINE,
    quick: bool = False,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    report: Report = lambda _done, _all: None,
) -> Outcome:
    """Count every figure of every measure that rows have changed under, through the month `through`.

    Without `through` it is the last month that rows speak for. With `quick` what looks back over many months is left
    for later, so that the rest can be seen within seconds of its rows. Raises BusyFigures where another computation
    stored figures meanwhile; faults of the engine; Denied. Nothing is stored of a computation that fails.
    """
    act = begin("figures.compute", "figures", "figures", by=by, now=now, source=source)
    began, before, state = time.monotonic(), last_run(), rows_state()
    rows = row_source()
    work = work_to_do(rows, coverages(), through)
    tasks = [task for task in work.tasks if not (quick and _looks_back(task))]
    state = state if len(tasks) == len(work.tasks) else ""  # else what was left would never be due
    if not tasks and not work.gone and (quick or state == counted_data_state()):
        return Outcome(None, 0, 0, work.kept)
    results = [(one, work.prints[_key(one)]) for one in Aside(engine).count(tasks, rows, report)]
    results += [(Counted(key[0], key[1], parse_period(key[2]), {}, found=False), GONE) for key in work.gone]
    ended = now + timedelta(seconds=time.monotonic() - began)
    storing = Storing(engine, str(through or ""), state, now, ended)
    with _alone(), act.stored():
        if last_run() != before:
            raise BusyFigures()
        run = storing.store(act.by.name, results, rows)
        act.after = {"run": run.id, "counted": run.counted, "changed": run.changed}
    return Outcome(run, run.counted, run.changed, work.kept)


def _looks_back(task: Task) -> bool:
    return getattr(task.counting.when, "window", 0) > 1 or task.counting.followed is not None


def _key(counted: Counted) -> Key:
    return (counted.counting, counted.dimension, str(counted.period))


@contextmanager
def _alone() -> Iterator[None]:
    """Two computations that store at the very same moment: the database lets one of them."""
    try:
        yield
    except IntegrityError as error:
        raise BusyFigures() from error
