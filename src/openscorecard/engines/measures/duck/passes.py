"""One pass over the rows of a dataset for everything that is asked of them: grouped once, at the finest level."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from openscorecard.domain.measures.counting import Alive, Counting, Followed, Within
from openscorecard.domain.measures.dimensions import Path
from openscorecard.domain.measures.periods import Period
from openscorecard.engines.measures.duck.columns import Kept, Raw, named, quoted
from openscorecard.engines.measures.duck.conditions import holds, in_time, lacking, plan_there
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.fingerprint import months_after, months_in_reach
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import select
from openscorecard.engines.rows.schema import by_month


def number(month: Period) -> int:
    """A month counted from year 0, as the columns of a pass count it."""
    return month.year * 12 + month.number - 1


@dataclass(slots=True)
class Pass:
    """The tasks that one grouping of the rows of `dataset` can serve: those that add up, or those of one `distinct`."""

    source: RowSource
    dataset: str
    distinct: str
    tasks: list[Task]
    kept: Kept = field(init=False)
    joins: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        datasets = self.source.datasets
        first, last = span(self.tasks)
        self.kept = Kept(Raw(datasets[self.dataset], datasets), first - 1, last + 1)

    @property
    def item(self) -> str:
        """The name of the column whose different values are counted; empty where there is none."""
        return self.kept.keep(f"r.{named(self.distinct)}") if self.distinct else ""

    def rows(self) -> str:
        """The statement that reads the rows that any of the tasks may need."""
        return rows_of(self.source, self.dataset, self._months())

    def _months(self) -> tuple[str, ...] | None:
        reached: set[str] = set()
        for task in self.tasks:
            for period in task.periods:
                months = months_in_reach(task.counting, period)
                if months is None:
                    return None
                reached.update(months)
        return tuple(sorted(reached))

    def counts(self, counting: Counting) -> tuple[str, str]:
        """Whether a group counts in a period, apart from its time; and its time."""
        tests = [self._fits(counting)]
        if counting.followed:
            tests.append(self.kept.keep(f"coalesce({self._came(counting, counting.followed)}.yes, false)"))
        replaced = self._replaced(counting) if counting.unless_replaced else ""
        return " AND ".join(tests), in_time(counting, self.kept, replaced)

    def unsure(self, counting: Counting) -> str:
        """Whether it cannot be told of a group if it counts, apart from its time."""
        lacks = lacking(counting, self.kept)
        after = counting.followed
        if after is None:
            return lacks
        came, blind = self._came(counting, after), self._blind(counting, after)
        unknown = f"(r.{named(after.by)} IS NULL OR coalesce({blind}.yes, false)) AND NOT coalesce({came}.yes, false)"
        return f"({lacks}) OR ({self._fits(counting)} AND {self.kept.keep(unknown)})"

    def _fits(self, counting: Counting) -> str:
        """Whether a group passes, whatever came after."""
        first = [self.kept.keep(self._is_first(counting))] if counting.first_of else []
        return " AND ".join([holds(counting.where, self.kept), *first])

    def _came(self, counting: Counting, after: Followed) -> str:
        """The rows, by what they share and their day, after which something came.

        What may come after runs past the rows that are asked about, so that only these are held.
        """
        shared = named(after.by)
        table = (
            f"SELECT DISTINCT c.k, c.d, true AS yes FROM (SELECT DISTINCT {shared} AS k, {self._day(counting)} AS d"  # noqa: S608 -- names of our own contracts
            f" FROM ({self.rows()}) AS r WHERE {shared} IS NOT NULL AND {self._asked(counting)}) AS c"
            f" JOIN ({self._after(counting, after)} IS NOT NULL) AS o"
            f" ON o.k = c.k AND o.d BETWEEN c.d + {after.first} AND c.d + {after.last}"
        )
        return self._join(table, f"@.k = r.{shared} AND @.d = {self._day(counting)}")

    def _blind(self, counting: Counting, after: Followed) -> str:
        """The days after which something may have come of which nobody knows whose it was."""
        table = (
            f"SELECT DISTINCT c.d, true AS yes FROM (SELECT DISTINCT {self._day(counting)} AS d"  # noqa: S608 -- as above
            f" FROM ({self.rows()}) AS r WHERE {self._asked(counting)}) AS c"
            f" JOIN (SELECT DISTINCT d FROM ({self._after(counting, after)} IS NULL)) AS o"
            f" ON o.d BETWEEN c.d + {after.first} AND c.d + {after.last}"
        )
        return self._join(table, f"@.d = {self._day(counting)}")

    def _day(self, counting: Counting) -> str:
        assert isinstance(counting.when, Within)  # noqa: S101 -- a counting says so of itself
        return self.kept.raw.day(counting.when.field)

    def _periods(self, counting: Counting) -> set[Period]:
        return {period for task in self.tasks if task.counting == counting for period in task.periods}

    def _asked(self, counting: Counting) -> str:
        """Whether a row lies in the days that are asked about."""
        periods = self._periods(counting)
        first, last = min(one.first_day for one in periods), max(one.last_day for one in periods)
        return f"{self._day(counting)} BETWEEN {quoted(str(first))}::DATE AND {quoted(str(last))}::DATE"

    def _after(self, counting: Counting, after: Followed) -> str:
        """What may come after: whose it is and its day; the statement ends in the name of the first."""
        datasets = self.source.datasets
        raw = Raw(datasets[after.dataset], datasets)
        months = {month for period in self._periods(counting) for month in months_after(counting, period)}
        rows = rows_of(self.source, after.dataset, sorted(months) if by_month(raw.dataset) else None)
        return (
            f"SELECT r.{named(after.by)} AS k, {raw.day(raw.dataset.time_field)} AS d"  # noqa: S608 -- as above
            f" FROM ({rows}) AS r WHERE {holds(after.where, raw)} AND r.{named(after.by)}"
        )

    def _join(self, table: str, on: str) -> str:
        """The alias of a joined table, which `on` writes as an @; the same for the same table."""
        if (table, on) not in self.joins:
            self.joins.append((table, on))
        return f"x{self.joins.index((table, on))}"

    def _replaced(self, counting: Counting) -> str:
        """The month in which the first row began that stands for this one."""
        assert isinstance(counting.when, Alive)  # noqa: S101 -- a counting says so of itself
        raw = self.kept.raw
        (key,) = (named(name) for name in raw.dataset.key)
        other = named(counting.unless_replaced)
        table = (
            f"SELECT r.{other} AS k, min({raw.month(counting.when.start)}) AS m"  # noqa: S608 -- names of our own contracts
            f" FROM ({rows_of(self.source, self.dataset)}) AS r WHERE r.{other} <> r.{key} GROUP BY 1"
        )
        return self.kept.clipped(f"{self._join(table, f'@.k = r.{key}')}.m")

    def _is_first(self, counting: Counting) -> str:
        """Whether no row that passes and says the same in `first_of` comes before this one."""
        raw = Raw(self.kept.raw.dataset, self.kept.raw.datasets)
        assert isinstance(counting.when, Within)  # noqa: S101
        shared, time, keys = named(counting.first_of), counting.when.field, [named(key) for key in raw.dataset.key]
        tests = holds(counting.where, raw)
        moment = f"r.{named(time)}" if raw.dataset.field(time).type == "moment" else raw.day(time)
        order = ", ".join([moment, *(f"r.{key} NULLS FIRST" for key in keys)])
        table = (
            f"SELECT {', '.join(f'r.{key}' for key in keys)}, true AS yes"  # noqa: S608 -- names of our own contracts
            f" FROM ({rows_of(self.source, self.dataset)}) AS r"
            f"{lookup_joins(self.source, raw.lookups, raw)} WHERE {tests} AND r.{named(time)} IS NOT NULL"
            f" QUALIFY row_number() OVER (PARTITION BY r.{shared} ORDER BY {order}) = 1"
        )
        alias = self._join(table, " AND ".join(f"@.{key} IS NOT DISTINCT FROM r.{key}" for key in keys))
        return f"(r.{shared} IS NULL OR coalesce({alias}.yes, false))"

    def grouping(self) -> str:
        """The statement of the pass, once every task has said what is to be kept."""
        columns = [f"{sql} AS {name}" for sql, name in self.kept.columns.items()]
        for sql, name in self.kept.numbers.items():
            columns += [f"sum({sql}) AS s{name}", f"count({sql}) AS k{name}"]
        joins = "".join(
            f" LEFT JOIN ({table}) AS x{place} ON {on.replace('@', f'x{place}')}"
            for place, (table, on) in enumerate(self.joins)
        )
        groups = ", ".join(str(place + 1) for place in range(len(self.kept.columns)))
        return f"SELECT {', '.join(columns)}, count(*) AS n FROM ({self.rows()}) AS r{joins} GROUP BY {groups}"  # noqa: S608


def passes_of(tasks: Iterable[Task], source: RowSource, masked: Collection[Task] = ()) -> Iterator[Pass]:
    """The tasks in as few passes as serve them. The different values of `masked` are counted elsewhere."""
    grouped: dict[tuple[str, str, bool], list[Task]] = {}
    for task in tasks:
        if task.periods:
            # What looks back over many months stands apart: the others then read their own months alone.
            back = isinstance(task.counting.when, Within) and task.counting.when.window > 1
            distinct = "" if task in masked else task.counting.distinct
            grouped.setdefault((task.counting.dataset, distinct, back), []).append(task)
    for (dataset, distinct, _back), some in grouped.items():
        yield Pass(source, dataset, distinct, some)


def span(tasks: Sequence[Task]) -> tuple[int, int]:
    """The first and last month on which the figures of `tasks` depend for sure."""
    periods = [period for task in tasks for period in task.periods]
    windows = [window for task in tasks for window in _windows(task.counting)]
    first = min(number(period.months()[0]) for period in periods)
    return first - max(windows, default=0), max(number(period.months()[-1]) for period in periods)


def _windows(counting: Counting) -> Iterator[int]:
    if isinstance(counting.when, Within):
        yield counting.when.window
    yield from (int(one.values[0]) for one in counting.conditions() if one.op == "in_last_months")


def manifest_of(source: RowSource, dataset: str) -> Manifest:
    """What readers of `dataset` see; nothing where it has no batches."""
    return source.manifests.get(dataset) or Manifest(dataset, 0)


def rows_of(source: RowSource, dataset: str, months: Sequence[str] | None = None) -> str:
    """The statement that reads the visible rows of `dataset`, of some months alone where they are named."""
    manifest = manifest_of(source, dataset)
    return select(source.root, source.datasets[dataset], manifest if months is None else manifest.in_months(months))


def lookup_joins(source: RowSource, lookups: dict[Path, str], columns: Raw | Kept) -> str:
    """The rows of other datasets beside those that refer to them; a reference that leads nowhere is empty."""
    return "".join(
        " LEFT JOIN (SELECT "  # noqa: S608 -- as above
        f"r.{named(source.datasets[path.dataset].key[0])} AS k, any_value({_there(source, path)}) AS v"
        f" FROM ({rows_of(source, path.dataset)}) AS r GROUP BY 1) AS {alias} ON {alias}.k = {columns.key(path)}"
        for path, alias in list(lookups.items())
    )


def _there(source: RowSource, path: Path) -> str:
    """What the other row says."""
    if path.part == "plan":
        return f"nullif({plan_there(path, source.datasets, source.tagging)}, '')"
    return f"r.{named(path.target)}"
