"""From the groups of a pass to the figures of one task: cells by period, added up exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.counting import Counting, Latest
from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import Period
from openscorecard.engines.measures.duck.columns import quoted
from openscorecard.engines.measures.duck.conditions import cell, lacking
from openscorecard.engines.measures.duck.passes import Pass, lookup_joins, number
from openscorecard.engines.measures.engine import Counted, Task

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class RollUp:
    """The second step of one task: what it needs kept is said when it is made, before the pass runs."""

    task: Task
    body: str
    counts: str
    unsure: str
    item: str
    number: str

    @classmethod
    def of(cls, task: Task, one: Pass) -> RollUp:
        """The step of `task` over the groups of `one`."""
        counting, kept = task.counting, one.kept
        kept.lookups = {}
        spot = spot_of(task.dimension, kept.raw.dataset, kept.raw.datasets) if task.dimension else None
        name = cell(spot, kept)
        counts, time = one.counts(counting)
        unsure, item = lacking(counting, kept), one.item
        joins = lookup_joins(one.source, kept.lookups, kept)
        numbered = kept.number(counting)
        columns = f"p.i AS i, {name} AS cell, {counts} AS counts, {unsure} AS unsure"
        body = f"SELECT {columns}, g.* FROM groups AS g{joins} JOIN p ON {time}"  # noqa: S608
        return cls(task, body, counts, unsure, item.removeprefix("g."), numbered)

    def statement(self, periods: str) -> str:
        """What is to be run: period, cell, value, rows, unknown, undetermined."""
        unsure = f"unsure OR (counts AND {self.item} IS NULL)" if self.item else "unsure"
        unknown = f"sum(n - k{self.number}) FILTER (counts)" if self.number else "0"
        return (
            f"WITH p(i, head, tail, state) AS (VALUES {periods}), wide AS ({self.body})"  # noqa: S608
            f" SELECT i, cell, {self._value()} AS value, sum(n) FILTER (counts) AS n, {unknown} AS unknown,"
            f" sum(n) FILTER ({unsure}) AS undetermined FROM wide WHERE counts OR unsure GROUP BY i, cell"
        )

    def _value(self) -> str:
        if self.item:
            return f"count(DISTINCT {self.item}) FILTER (counts)"
        return f"sum(s{self.number}) FILTER (counts)" if self.number else "sum(n) FILTER (counts)"

    def run(self, connection: duckdb.DuckDBPyConnection, states: Sequence[date]) -> Iterator[Counted]:
        """The figures of the task; `states` are the days on which its dataset has a state, in order."""
        task = self.task
        asked = {period: state_in(task.counting, period, states) for period in task.periods}
        cells: dict[Period, dict[str, Cell]] = {period: {} for period in task.periods}
        if values := _values(task.periods, asked):
            for i, name, *numbers in connection.sql(self.statement(values)).fetchall():
                cells[task.periods[i]][name] = _cell(*numbers)
        for period, found in cells.items():
            yield Counted(task.counting.digest, task.dimension, period, found, asked[period] is not False)


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


def _values(periods: Sequence[Period], states: Mapping[Period, date | bool]) -> str:
    rows = []
    for place, period in enumerate(periods):
        months, state = period.months(), states[period]
        if state is not False:
            day = f"{quoted(str(state))}::DATE" if isinstance(state, date) else "NULL::DATE"
            rows.append(f"({place}, {number(months[0])}, {number(months[-1])}, {day})")
    return ", ".join(rows)
