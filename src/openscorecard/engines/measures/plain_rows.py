"""What one row says, for the plain engine: values, days, names of cells, and whether conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from openscorecard.domain.measures.counting import Clause, Condition
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import BETWEEN, Datasets, Path, Stages, Together, path_of
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.tagging import Place, Tag, Tagged, TaggedTogether, Tagging
from openscorecard.engines.rows.schema import LOCAL_TIME

Row = Mapping[str, Any]
Load = Callable[[str], Sequence[Row]]
_ZONE = ZoneInfo(LOCAL_TIME)


class Tables:
    """The rows of every dataset, each asked for once and found by key."""

    def __init__(self, datasets: Datasets, load: Load, tagging: Tagging | None = None) -> None:
        self.datasets = datasets
        self.tagging = tagging or {}
        self._load = load
        self._rows: dict[str, Sequence[Row]] = {}
        self._keyed: dict[str, dict[Any, Row]] = {}

    def rows(self, dataset: str) -> Sequence[Row]:
        """All rows of `dataset` that readers see."""
        if dataset not in self._rows:
            self._rows[dataset] = self._load(dataset)
        return self._rows[dataset]

    def by_key(self, dataset: str) -> Mapping[Any, Row]:
        """The same by their one key field."""
        if dataset not in self._keyed:
            (key,) = self.datasets[dataset].key
            self._keyed[dataset] = {row[key]: row for row in self.rows(dataset)}
        return self._keyed[dataset]

    def value(self, row: Row, path: Path) -> Any:
        """What `row` says at `path`; None where it or the row it refers to says nothing."""
        if not path.dataset:
            return row[path.field]
        other = self.by_key(path.dataset).get(row[path.field])
        return None if other is None else other[path.target]


def day_of(value: Any) -> date | None:
    """The local day of a moment, the first day of a period."""
    if isinstance(value, datetime):
        return value.astimezone(_ZONE).date()
    if isinstance(value, str):
        return parse_period(value).first_day
    if isinstance(value, Period):
        return value.first_day
    return value  # type: ignore[no-any-return]  # a day, or nothing


def words(value: Any) -> tuple[str, ...]:
    """The value as text, one for each different item of a list; none where there is no value."""
    if value is None:
        return ()
    if isinstance(value, (list, tuple)):
        return tuple(dict.fromkeys(value))
    if isinstance(value, bool):
        return ("true" if value else "false",)
    if isinstance(value, datetime):
        return (str(day_of(value)),)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text,)
    return (str(value),)


def cells_of(row: Row, spot: Place | None, period: Period, tables: Tables, dataset: Dataset) -> tuple[str, ...]:
    """The names of the cells a row counts in; the empty one where there is no dimension or the row does not say."""
    if spot is None:
        return ("",)
    if isinstance(spot, Together | TaggedTogether):
        every = [cells_of(row, one, period, tables, dataset) for one in spot.spots]
        return tuple(BETWEEN.join(names) for names in product(*every))
    if isinstance(spot, Tagged) or (isinstance(spot, Path) and spot.part == "plan"):
        tags, path = (spot.tags, spot.path) if isinstance(spot, Tagged) else ((), spot)
        return (_plan_of(row, path, tags, period, tables, dataset),)
    if isinstance(spot, Stages):
        come = [name for name in spot.fields if _come(row[name], period)]
        return (come[-1] if come else "",)
    value = tables.value(row, spot)
    if spot.part == "hour":
        return (f"{value.astimezone(_ZONE):%H}" if value is not None else "",)
    return words(value) or ("",)


def _plan_of(row: Row, path: Path, tags: Sequence[Tag], period: Period, tables: Tables, dataset: Dataset) -> str:
    """The plan of a row: by hand, as it says, by rule, or none."""

    def first(by_hand: bool) -> str | None:
        holding = (tag for tag in tags if tag.by_hand is by_hand and passes(row, tag.where, dataset, period, tables))
        return next((tag.plan for tag in holding), None)

    forced = first(by_hand=True)
    if forced is not None:
        return forced
    if path.part == "plan":
        other = tables.by_key(path.dataset).get(row[path.field])
        there = tables.datasets[path.dataset]
        said = _plan_of(other, Path(path.target), tables.tagging[path.dataset], period, tables, there) if other else ""
    else:
        said = (words(tables.value(row, path)) or ("",))[0]
    return said or first(by_hand=False) or ""


def passes(row: Row, clauses: Sequence[Clause], dataset: Dataset, period: Period, tables: Tables) -> bool:
    """Whether of each clause at least one condition holds."""
    return all(any(_holds(row, one, dataset, period, tables) for one in clause) for clause in clauses)


def _holds(row: Row, condition: Condition, dataset: Dataset, period: Period, tables: Tables) -> bool:
    path = path_of(condition.field, dataset, tables.datasets)
    assert path is not None  # noqa: S101 -- countings are checked against their dataset when they are made
    value = tables.value(row, path)
    match condition.op:
        case "in":
            return any(word in condition.values for word in words(value))
        case "not_in":
            return not any(word in condition.values for word in words(value))
        case "present":
            return value is not None and value not in ([], ())
        case "absent":
            return value is None or value in ([], ())
        case "by_end":
            return _come(value, period)
        case "in_last_months":
            return in_months(value, period, int(condition.values[0]))
        case "since":
            return (day := day_of(value)) is not None and day >= date.fromisoformat(condition.values[0])
        case "until":
            return (day := day_of(value)) is not None and day <= date.fromisoformat(condition.values[0])
        case "not_after":
            other = day_of(row[condition.values[0]])
            day = day_of(value)
            return day is not None and other is not None and day <= other


def in_months(value: Any, period: Period, months: int) -> bool:
    """Whether the day of `value` lies in so many months that end with the period's last month."""
    last, day = period.months()[-1], day_of(value)
    return day is not None and last.shifted(1 - months).first_day <= day <= last.last_day


def _come(value: Any, period: Period) -> bool:
    day = day_of(value)
    return day is not None and day <= period.last_day
