"""The plain engine: slow, obvious, straight from the definitions. Where another engine differs, the other is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from openscorecard.domain.measures.counting import Alive, Clause, Counting, Followed, Latest
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.figures import Cell
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.tagging import place_of, split_by_owner
from openscorecard.engines.measures.engine import Counted, Report, RowSource, Task
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.measures.plain_rows import Load, Row, Tables, cells_of, day_of, in_months, passes
from openscorecard.engines.rows import scanning

_SCANNED = 1024  # MiB that reading rows may take, apart from what Python holds of them


class PlainEngine:
    """Counts row by row in Python, exactly."""

    name = "plain"

    def count(self, tasks: Sequence[Task], rows: RowSource, report: Report) -> Iterator[Counted]:
        """Every figure of every task; all rows are held in memory."""
        yield from count_rows(tasks, Tables(rows.datasets, _stored(rows), rows.tagging), report)


def _stored(source: RowSource) -> Load:
    def load(name: str) -> Sequence[Row]:
        dataset, manifest = source.datasets[name], source.manifests.get(name)
        if manifest is None:
            return ()
        with faults_of(name, _SCANNED):
            found = scanning.rows(source.root, dataset, manifest)
        return [dict(zip(dataset.names, values, strict=True)) for values in found]

    return load


def count_rows(tasks: Sequence[Task], tables: Tables, report: Report) -> Iterator[Counted]:
    """Every figure of every task over `tables`."""
    for done, task in enumerate(tasks):
        report(done, len(tasks))
        for period in task.periods:
            yield _counted(task, period, tables)
    report(len(tasks), len(tasks))


def _counted(task: Task, period: Period, tables: Tables) -> Counted:
    counting = task.counting
    rows: Iterable[Row] = tables.rows(counting.dataset)
    found = True
    if isinstance(counting.when, Latest):
        state, found = _state(counting.when, period, rows)
        rows = [row for row in rows if state is not None and day_of(row[counting.when.field]) == state]
    else:
        rows = [row for row in rows if _in_time(row, counting, period, tables)]
    return Counted(counting.digest, task.dimension, period, _cells(task, period, rows, tables), found)


def _state(when: Latest, period: Period, rows: Iterable[Row]) -> tuple[Any, bool]:
    """The day of the state to count, and whether the question has an answer."""
    asked = period.months()[-1]
    last = asked.shifted(-when.shift)
    if when.reach == "year" and last.year != asked.year:
        return None, True
    first = Period("year", last.year).first_day if when.reach == "year" else last.first_day
    days = [day for row in rows if (day := day_of(row[when.field])) and first <= day <= last.last_day]
    return (max(days), True) if days else (None, False)


def _in_time(row: Row, counting: Counting, period: Period, tables: Tables) -> bool:
    when = counting.when
    if isinstance(when, Alive):
        return _alive(row, counting, when, period, tables)
    assert not isinstance(when, Latest)  # noqa: S101
    day = day_of(row[when.field])
    if when.window:
        return in_months(day, period, when.window)
    return day is not None and period.contains(day)


def _alive(row: Row, counting: Counting, when: Alive, period: Period, tables: Tables) -> bool:
    end = period.last_day
    start = day_of(row[when.start])
    gone = [day for name in when.gone if (day := day_of(row[name]))]
    until = [day for name in when.until if (day := day_of(row[name]))]
    if counting.unless_replaced:
        gone += _replaced_on(row, counting, when, tables)
    return start is not None and start <= end and all(day > end for day in gone) and all(day >= end for day in until)


def _replaced_on(row: Row, counting: Counting, when: Alive, tables: Tables) -> list[Any]:
    """The days on which other rows began that name this one as the one they stand for."""
    (key,) = tables.datasets[counting.dataset].key
    others = (other for other in tables.rows(counting.dataset) if other[counting.unless_replaced] == row[key])
    return [day for other in others if other[key] != row[key] and (day := day_of(other[when.start]))]


def _cells(task: Task, period: Period, rows: Iterable[Row], tables: Tables) -> dict[str, Cell]:
    counting, dataset = task.counting, tables.datasets[task.counting.dataset]
    spot = place_of(counting, task.dimension, tables.datasets, tables.tagging)
    after = _Followers(counting.followed, tables) if counting.followed else None
    first = _first(counting, period, tables) if counting.first_of else None
    held: dict[str, tuple[list[Row], list[Row]]] = {}
    for row in rows:
        counts = passes(row, counting.where, dataset, period, tables) and (first is None or first(row))
        unsure = _unsure(row, counts, counting, period, tables)
        if after and counts:
            counts, blind = after.of(row, day_of(row[getattr(counting.when, "field", "")]))
            unsure = unsure or blind
        for name in cells_of(row, spot, period, tables, dataset) if counts or unsure else ():
            counted, undetermined = held.setdefault(name, ([], []))
            counted += [row] if counts else []
            undetermined += [row] if unsure else []
    found = {name: _cell(counting, *both) for name, both in held.items()}
    return _owned(found, held, task, dataset) if split_by_owner(counting, task.dimension) else found


def _owned(
    cells: dict[str, Cell], held: Mapping[str, tuple[list[Row], list[Row]]], task: Task, dataset: Dataset
) -> dict[str, Cell]:
    """Each different value counted in the cells of the first of its rows alone."""
    start, item = getattr(task.counting.when, "start", ""), task.counting.distinct

    def place(row: Row) -> Any:
        return (day_of(row[start]), *((row[name] is not None, row[name]) for name in dataset.key))

    firsts: dict[Any, Any] = {}
    for rows, _ in held.values():
        for row in rows:
            firsts[row[item]] = min(firsts.get(row[item], place(row)), place(row))
    owned = {
        name: len({row[item] for row in rows if row[item] is not None and place(row) == firsts[row[item]]})
        for name, (rows, _) in held.items()
    }
    return {name: replace(cell, value=Fraction(owned[name])) for name, cell in cells.items()}


class _Followers:
    """Tells of a row whether something came after it, and whether that cannot be told."""

    def __init__(self, followed: Followed, tables: Tables) -> None:
        self.followed = followed
        dataset = tables.datasets[followed.dataset]
        anytime = Period("year", 2000)  # conditions of what follows do not ask for the period
        self.days: dict[Any, list[date]] = {}
        for row in tables.rows(followed.dataset):
            if passes(row, followed.where, dataset, anytime, tables) and (day := day_of(row[dataset.time_field])):
                self.days.setdefault(row[followed.by], []).append(day)

    def of(self, row: Row, day: date | None) -> tuple[bool, bool]:
        """Whether it counts, and whether it is undetermined."""
        assert day is not None  # noqa: S101 -- the row lies in a period
        first, last = day + timedelta(days=self.followed.first), day + timedelta(days=self.followed.last)
        known = row[self.followed.by]
        came = known is not None and any(first <= one <= last for one in self.days.get(known, ()))
        blind = known is None or any(first <= one <= last for one in self.days.get(None, ()))
        return came, blind and not came


def _unsure(row: Row, counts: bool, counting: Counting, period: Period, tables: Tables) -> bool:
    """Whether the row leaves its cell undetermined."""
    if counts and counting.distinct and row[counting.distinct] is None:
        return True
    lacking = {name for name in counting.must_know if row[name] is None}
    others = [clause for clause in counting.where if not lacking & spoken_of(clause)]
    return bool(lacking) and passes(row, others, tables.datasets[counting.dataset], period, tables)


def spoken_of(clause: Clause) -> set[str]:
    """The fields of the row that a clause asks for."""
    own = {condition.field.partition(".")[0] for condition in clause}
    return own | {condition.values[0] for condition in clause if condition.op == "not_after"}


def _first(counting: Counting, period: Period, tables: Tables) -> Any:
    """Tells of a row whether none comes before it of those that pass and say the same in `first_of`."""
    dataset = tables.datasets[counting.dataset]
    time = getattr(counting.when, "field", "")
    firsts: dict[Any, Any] = {}

    def place(row: Row) -> Any:
        moment = row[time] if dataset.field(time).type == "moment" else day_of(row[time])
        return (moment, *((row[name] is not None, row[name]) for name in dataset.key))  # no value comes first

    for row in tables.rows(dataset.name):
        shared = row[counting.first_of]
        if row[time] is not None and passes(row, counting.where, dataset, period, tables):
            firsts[shared] = min(firsts.get(shared, place(row)), place(row))
    return lambda row: row[counting.first_of] is None or firsts[row[counting.first_of]] == place(row)


def _cell(counting: Counting, rows: Sequence[Row], undetermined: Sequence[Row]) -> Cell:
    unknown = 0
    if counting.distinct:
        value = Fraction(len({row[counting.distinct] for row in rows} - {None}))
    elif counting.sums or counting.days:
        numbers = [_number(row, counting) for row in rows]
        unknown = numbers.count(None)
        value = sum((number for number in numbers if number is not None), Fraction(0))
    else:
        value = Fraction(len(rows))
    return Cell(value, len(rows), unknown, len(undetermined))


def _number(row: Row, counting: Counting) -> Fraction | None:
    """What the row adds; None where it has no number in any of the fields, or none to multiply by."""
    if counting.days:
        start, end = (day_of(row[name]) for name in counting.days)
        return Fraction((end - start).days) if start and end else None
    given = [Fraction(row[name]) for name in counting.sums if row[name] is not None]
    times = Fraction(1) if not counting.times else row[counting.times]
    return sum(given, Fraction(0)) * Fraction(times) if given and times is not None else None
