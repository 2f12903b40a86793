"""Different values over any span of months: for each value the months it was seen in, as the bits of one number.

A value counts in a span where its months and the span's have a bit in common, so one grouping of the rows serves every
window and every length of period, exactly. What a month adds can be kept as its state, so that only months whose files
changed are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openscorecard.domain.measures.counting import Counting, Within
from openscorecard.domain.measures.dimensions import Stages, Together, spot_for
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.tagging import place_of
from openscorecard.engines.measures.duck.columns import Kept, Raw, named
from openscorecard.engines.measures.duck.conditions import cell, holds
from openscorecard.engines.measures.duck.passes import lookup_joins, number, rows_of
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.fingerprint import months_in_reach

if TYPE_CHECKING:
    import duckdb

_LONGEST_WINDOW = 60
_BITS = 120  # of a signed number of 128
_AT_ONCE = 100  # periods to a statement

Values = dict[tuple[str, Period], dict[str, int]]
"""How many different values there are, by dimension, period and cell."""


def fits(task: Task, source: RowSource) -> bool:
    """Whether the different values that `task` counts depend on nothing but the months they were seen in."""
    counting = task.counting
    spot = spot_for(counting, task.dimension, source.datasets) if task.dimension else None
    return (
        bool(counting.distinct)
        and isinstance(counting.when, Within)
        and counting.when.window <= _LONGEST_WINDOW
        and not counting.first_of
        and not isinstance(spot, Stages | Together)
        and not any(one.op in {"by_end", "in_last_months"} for one in counting.conditions())
    )


@dataclass(slots=True)
class Masks:
    """The tasks of one counting of different values, and what is kept of each row for them."""

    source: RowSource
    counting: Counting
    tasks: Sequence[Task]
    kept: Kept = field(init=False)
    raw: Raw = field(init=False)
    cells: dict[str, tuple[str, str]] = field(default_factory=dict)
    where: str = field(init=False)

    def __post_init__(self) -> None:
        datasets = self.source.datasets
        self.raw = Raw(datasets[self.counting.dataset], datasets)
        self.kept = Kept(Raw(self.raw.dataset, datasets), 0, 0)
        for task in self.tasks:
            self.kept.lookups = {}
            name = cell(place_of(self.counting, task.dimension, datasets, self.source.tagging), self.kept)
            self.cells[task.dimension] = (name, lookup_joins(self.source, self.kept.lookups, self.kept))
        self.where = holds(self.counting.where, self.raw)

    def rows(self, months: Sequence[str] | None) -> str:
        """What is kept of each row that counts, of the files of some months: columns, `item`, `m`."""
        item, time = f"r.{named(self.counting.distinct)}", getattr(self.counting.when, "field", "")
        columns = "".join(f"{sql} AS {name}, " for sql, name in self.kept.columns.items())
        joins = lookup_joins(self.source, self.raw.lookups, self.raw)
        return (
            f"SELECT {columns}{item} AS item, {self.raw.month(time)} AS m"  # noqa: S608 -- names of our own contracts
            f" FROM ({rows_of(self.source, self.counting.dataset, months)}) AS r{joins}"
            f" WHERE {self.where} AND {item} IS NOT NULL"
        )

    def names(self) -> str:
        """The kept columns and the value itself."""
        return ", ".join([*self.kept.columns.values(), "item"])

    def values(self, connection: duckdb.DuckDBPyConnection, seen: str | None = None) -> Values:
        """How many different values every task has; `seen` is a statement of what was seen in which month `m`."""
        found: Values = {}
        for first, periods in _spans(self.counting, [period for task in self.tasks for period in task.periods]):
            months = sorted({month for period in periods for month in months_in_reach(self.counting, period) or ()})
            source = seen or self.rows(months)
            bit = "BIGINT" if _last(periods) - first < 62 else "HUGEINT"
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE masks AS"  # noqa: S608 -- as above
                f" SELECT {self.names()}, bit_or(1::{bit} << (m - {first})) AS mask"
                f" FROM ({source}) WHERE m BETWEEN {first} AND {_last(periods)} GROUP BY {self.names()}"
            )
            for task in self.tasks:
                wanted = [period for period in task.periods if period in set(periods)]
                for start in range(0, len(wanted), _AT_ONCE):
                    self._count(connection, task, wanted[start : start + _AT_ONCE], first, found)
        return found

    def _count(
        self,
        connection: duckdb.DuckDBPyConnection,
        task: Task,
        periods: Sequence[Period],
        first: int,
        found: Values,
    ) -> None:
        name, joins = self.cells[task.dimension]
        counts = ", ".join(f"count(*) FILTER (mask & {_mask(self.counting, one, first)} <> 0)" for one in periods)
        once = f"SELECT {name} AS cell, item, mask FROM masks AS g{joins}"  # noqa: S608 -- as above
        if not self._apart(connection, name):
            once = f"SELECT cell, bit_or(mask) AS mask FROM ({once}) GROUP BY cell, item"  # noqa: S608 -- as above
        for period in periods:
            found[task.dimension, period] = {}
        for known, *numbers in connection.sql(f"SELECT cell, {counts} FROM ({once}) GROUP BY cell").fetchall():  # noqa: S608
            for period, count in zip(periods, numbers, strict=True):
                found[task.dimension, period][known] = count

    def _apart(self, connection: duckdb.DuckDBPyConnection, cell: str) -> bool:
        """Whether the cells are the groups themselves, so that no value stands twice in one."""
        (only, *others) = self.kept.columns.values() or [""]
        if others or cell != f"coalesce(g.{only}::VARCHAR, '')":
            return False
        ((empty,),) = connection.sql(f"SELECT count(*) FROM masks WHERE {only}::VARCHAR = ''").fetchall()  # noqa: S608
        return not empty  # the unnamed cell would have two groups


def reach(counting: Counting, period: Period) -> tuple[int, int]:
    """The first and the last month whose values count in `period`."""
    months = period.months()
    last = number(months[-1])
    window = getattr(counting.when, "window", 0)
    return (last - window + 1 if window else number(months[0])), last


def _mask(counting: Counting, period: Period, start: int) -> int:
    first, last = reach(counting, period)
    return ((1 << (last - first + 1)) - 1) << (first - start)


def _spans(counting: Counting, periods: Iterable[Period]) -> Iterator[tuple[int, list[Period]]]:
    """The periods in runs whose months fit into one number, each with the first month of its bits."""
    run: list[Period] = []
    start = 0
    for period in sorted(dict.fromkeys(periods), key=lambda one: reach(counting, one)):
        first, last = reach(counting, period)
        if run and last - start >= _BITS:
            yield start, run
            run = []
        if not run:
            start = first
        run.append(period)
    if run:
        yield start, run


def _last(periods: Iterable[Period]) -> int:
    return max(number(period.months()[-1]) for period in periods)
