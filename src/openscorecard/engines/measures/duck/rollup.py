"""From the groups of a pass to the figures of one task: cells by period, added up exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.counting import Counting, Latest
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.tagging import place_of, split_by_owner
from openscorecard.engines.measures.duck.columns import Kept, named, quoted
from openscorecard.engines.measures.duck.conditions import cell
from openscorecard.engines.measures.duck.passes import Pass, lookup_joins, number
from openscorecard.engines.measures.engine import Counted, Task

if TYPE_CHECKING:
    import duckdb

_MOVING = re.compile(r"\bp\.tail\b")
_KEPT = re.compile(r"\bg\.(c\d+)\b")


@dataclass(frozen=True, slots=True)
class RollUp:
    """The second step of one task. Making it says what the pass must keep, so it is made before the pass runs.

    `item`: the column of the values that are told apart; empty where rows or numbers are added, and where somebody
    else tells them apart. `order`: the order of rows of which the first owns its value; empty where none does.
    """

    task: Task
    cell: str
    counts: str
    unsure: str
    time: str
    joins: str
    item: str
    number: str
    order: str = ""

    @classmethod
    def of(cls, task: Task, one: Pass) -> RollUp:
        """The step of `task` over the groups of `one`."""
        counting, kept = task.counting, one.kept
        kept.lookups = {}
        name = cell(place_of(counting, task.dimension, one.source.datasets, one.source.tagging), kept)
        counts, time = one.counts(counting)
        unsure, item = one.unsure(counting), one.item
        order = _order(counting, kept) if split_by_owner(counting, task.dimension) else ""
        if counting.distinct:
            nothing = f"{item} IS NULL" if item else kept.keep(f"r.{named(counting.distinct)} IS NULL")
            unsure = f"({unsure}) OR ({counts} AND {nothing})"
        joins = lookup_joins(one.source, kept.lookups, kept)
        return cls(task, name, counts, unsure, time, joins, item, kept.number(counting), order)

    def statement(self, periods: str) -> str:
        """What is to be run: period, cell, value, rows, unknown, undetermined."""
        columns = f"{self.cell} AS cell, {self.counts} AS counts, {self.unsure} AS unsure, g.*"
        if self.order:
            first = f"rank() OVER (PARTITION BY p.i, {self.counts}, {self.item} ORDER BY {self.order}) = 1"
            columns += f", {first} AND {self.item} IS NOT NULL AS foremost"
        start = f"WITH p(i, head, tail, state) AS (VALUES {periods})"
        moving = any(_MOVING.search(sql) for sql in (self.cell, self.counts, self.unsure))
        if moving or self.item:
            wide = f"SELECT p.i AS i, {columns} FROM groups AS g{self.joins} JOIN p ON {self.time}"  # noqa: S608 -- our own
            return f"{start} SELECT i, cell, {self._sums()} FROM ({wide}) WHERE counts OR unsure GROUP BY i, cell"  # noqa: S608
        # Nothing but the time depends on the period: fewer groups meet the periods.
        times = "".join(f", {name}" for name in sorted(set(_KEPT.findall(self.time))))
        wide = f"SELECT {columns} FROM groups AS g{self.joins}"  # noqa: S608
        few = (
            f"SELECT cell{times}, {self._sums()} FROM ({wide}) WHERE counts OR unsure"  # noqa: S608 -- our own names
            f" GROUP BY cell{times}"
        )
        sums = "sum(value), sum(rows), sum(unknown), sum(undetermined)"
        return f"{start} SELECT p.i, cell, {sums} FROM ({few}) AS g JOIN p ON {self.time} GROUP BY p.i, cell"  # noqa: S608

    def _sums(self) -> str:
        rows = "sum(n) FILTER (counts)"
        value = f"sum(s{self.number}) FILTER (counts)" if self.number else rows
        if self.item:
            which = "counts AND foremost" if self.order else "counts"
            value = f"count(DISTINCT {self.item.removeprefix('g.')}) FILTER ({which})"
        unknown = f"sum(n - k{self.number}) FILTER (counts)" if self.number else "0"
        return f"{value} AS value, {rows} AS rows, {unknown} AS unknown, sum(n) FILTER (unsure) AS undetermined"

    def run(self, connection: duckdb.DuckDBPyConnection, states: Sequence[date]) -> Iterator[Counted]:
        """The figures of the task; `states` are the days on which its dataset has a state, in order."""
        task = self.task
        asked = {period: state_in(task.counting, period, states) for period in task.periods}
        cells: dict[Period, dict[str, Cell]] = {period: {} for period in task.periods}
        if values := values_of(task.periods, asked):
            for i, name, *numbers in connection.sql(self.statement(values)).fetchall():
                cells[task.periods[i]][name] = _cell(*numbers)
        for period, found in cells.items():
            yield Counted(task.counting.digest, task.dimension, period, found, asked[period] is not False)


def _order(counting: Counting, kept: Kept) -> str:
    """By the day they begin, then by the dataset's key; nothing comes first."""
    keys = [kept.keep(f"r.{named(name)}") for name in kept.raw.dataset.key]
    return ", ".join(f"{one} NULLS FIRST" for one in (kept.day(getattr(counting.when, "start", "")), *keys))


def _cell(value: Any, rows: Any, unknown: Any, undetermined: Any) -> Cell:
    return Cell(Fraction(value or 0), int(rows or 0), int(unknown or 0), int(undetermined or 0))


def state_in(counting: Counting, period: Period, states: Sequence[date]) -> date | bool:
    """The day of the state that counts; True where none is asked for, False where there is none in reach."""
    when = counting.when
    if not isinstance(when, Latest):
        return True
    last = period.months()[-1].shifted(-when.shift)
    if when.reach == "year" and last.year != period.months()[-1].year:
        return True
    first = Period("year", last.year).first_day if when.reach == "year" else last.first_day
    return max((day for day in states if first <= day <= last.last_day), default=False)


def values_of(periods: Sequence[Period], states: Mapping[Period, date | bool]) -> str:
    """The periods that have something to count, as rows for a statement."""
    rows = []
    for place, period in enumerate(periods):
        months, state = period.months(), states[period]
        if state is not False:
            day = f"{quoted(str(state))}::DATE" if isinstance(state, date) else "NULL::DATE"
            rows.append(f"({place}, {number(months[0])}, {number(months[-1])}, {day})")
    return ", ".join(rows)
