"""What a pass over the rows of one dataset keeps of each row: columns to group by, numbers to add up."""

from __future__ import annotations

from dataclasses import dataclass, field

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Datasets, Path
from openscorecard.engines.rows.scanning import MONTH
from openscorecard.engines.rows.schema import DAY, by_month

NEVER = 9999 * 12
"""A month after all months; months are counted from year 0."""

_TAIPEI_FIXED = "TIMESTAMPTZ '1980-01-01 00:00:00+08'"  # no summer time since: arithmetic is faster than a calendar
_FIRST_MONTH = (
    "CASE WHEN {v} LIKE 'SY%' THEN {v}[3:6]::INTEGER * 12 + 7"
    " WHEN {v} LIKE 'YTD%' THEN {v}[4:7]::INTEGER * 12"
    " WHEN length({v}) = 4 THEN {v}::INTEGER * 12"
    " WHEN {v}[6:6] = 'Q' THEN {v}[1:4]::INTEGER * 12 + ({v}[7:7]::INTEGER - 1) * 3"
    " WHEN {v}[6:6] = 'H' THEN {v}[1:4]::INTEGER * 12 + ({v}[7:7]::INTEGER - 1) * 6"
    " ELSE {v}[1:4]::INTEGER * 12 + {v}[6:7]::INTEGER - 1 END"
)


def quoted(text: str) -> str:
    """A text as a constant."""
    return "'" + text.replace("'", "''") + "'"


def named(name: str) -> str:
    """A name of our own contracts as an identifier."""
    return '"' + name.replace('"', '""') + '"'


@dataclass(slots=True)
class Raw:
    """The columns of rows as they are scanned, under the name `r`, with what they refer to beside them."""

    dataset: Dataset
    datasets: Datasets
    lookups: dict[Path, str] = field(default_factory=dict)

    def value(self, path: Path) -> str:
        """What a row says at `path`."""
        if not path.dataset:
            return f"r.{named(path.field)}"
        alias = self.lookups.setdefault(path, f"l{len(self.lookups)}")
        return f"{alias}.v"

    def key(self, path: Path) -> str:
        """The column that refers to the row of another dataset."""
        return f"r.{named(path.field)}"

    def day(self, name: str) -> str:
        """The local day of a moment, the first day of a period, as a date."""
        if name == self.dataset.time_field and by_month(self.dataset):
            return f"r.{DAY}"
        column = f"r.{named(name)}"
        kind = self.dataset.field(name).type
        if kind == "period":
            month = _FIRST_MONTH.format(v=column)
            return f"make_date(({month}) // 12, ({month}) % 12 + 1, 1)"
        return f"{column}::DATE" if kind == "moment" else column

    def month(self, name: str) -> str:
        """The month of the day, counted from year 0."""
        if name == self.dataset.time_field and by_month(self.dataset):
            return f"(r.{MONTH}[1:4]::INTEGER * 12 + r.{MONTH}[6:7]::INTEGER - 1)"  # of the folder: nothing to compute
        return month_of(self.day(name))

    def month_after(self, name: str) -> str:
        """The first month at whose end a row that lasts to the end of the day is gone."""
        return month_of(f"({self.day(name)} + 1)")

    def hour(self, name: str) -> str:
        """The local hour of a moment, as two digits."""
        column = f"r.{named(name)}"
        fast = f"((epoch_us({column}) // 3600000000 + 8) % 24)"
        return f"lpad((CASE WHEN {column} >= {_TAIPEI_FIXED} THEN {fast} ELSE hour({column}) END)::VARCHAR, 2, '0')"

    def test(self, sql: str) -> str:
        """A test of a row's own columns."""
        return sql


def month_of(day: str) -> str:
    """The month of a date, counted from year 0."""
    return f"(year({day}) * 12 + month({day}) - 1)::INTEGER"


def number_of(counting: Counting, raw: Raw) -> str:
    """What a row adds: NULL where it has no number in any of the fields, or none to multiply by."""
    if counting.days:
        start, end = (raw.day(name) for name in counting.days)
        return f"({end} - {start})"
    columns = [f"r.{named(name)}" for name in counting.sums]
    if not columns:
        return ""
    if len(columns) == 1:
        total = columns[0]
    else:
        nothing = " AND ".join(f"{column} IS NULL" for column in columns)
        total = f"CASE WHEN {nothing} THEN NULL ELSE {' + '.join(f'coalesce({one}, 0)' for one in columns)} END"
    return f"({total}) * r.{named(counting.times)}" if counting.times else total


@dataclass(slots=True)
class Kept:
    """The columns a pass keeps, by what they are computed of; later steps know them by these names, under `g`.

    Months outside `first` to `last` are moved to their edge: what matters is only on which side they lie.
    """

    raw: Raw
    first: int
    last: int
    columns: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    lookups: dict[Path, str] = field(default_factory=dict)

    def keep(self, sql: str) -> str:
        """The name under which the value of `sql` is kept, grouped by."""
        return f"g.{self.columns.setdefault(sql, f'c{len(self.columns)}')}"

    def value(self, path: Path) -> str:
        """As of `Raw`; rows of other datasets are found for groups, not for each row."""
        if not path.dataset:
            return self.keep(self.raw.value(path))
        alias = self.lookups.setdefault(path, f"l{len(self.lookups)}")
        self.key(path)
        return f"{alias}.v"

    def key(self, path: Path) -> str:
        return self.keep(self.raw.key(path))

    def day(self, name: str) -> str:
        return self.keep(self.raw.day(name))

    def month(self, name: str) -> str:
        return self.keep(self.clipped(self.raw.month(name)))

    def month_after(self, name: str) -> str:
        return self.keep(self.clipped(self.raw.month_after(name)))

    def clipped(self, month: str) -> str:
        low, high = self.first, self.last  # the least and the greatest of some would skip what is NULL
        return f"CASE WHEN {month} < {low} THEN {low} WHEN {month} > {high} THEN {high} ELSE {month} END"

    def hour(self, name: str) -> str:
        return self.keep(self.raw.hour(name))

    def test(self, sql: str) -> str:
        return self.keep(sql)

    def number(self, counting: Counting) -> str:
        """The name of the number that `counting` adds up; empty where it counts rows or values."""
        sql = number_of(counting, self.raw)
        return self.numbers.setdefault(sql, f"{len(self.numbers)}") if sql else ""


Columns = Raw | Kept
