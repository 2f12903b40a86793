"""A counting: which rows of one dataset count at which time, and what is added up of them.

Closed forms only: no text of a user is ever run (design: architecture, decision 3). Every engine translates the same
description; the plain engine is the judge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from openscorecard.domain.faults import Fault

Op = Literal["in", "not_in", "present", "absent", "by_end", "in_last_months", "not_after", "since", "until"]
"""in: the value (of a list, any) is one of `values`; no value is none of them.
not_in: it is none of them; no value satisfies it.
present, absent: there is a value, or none (an empty list is none).
by_end: the day of the field has come by the period's last day.
in_last_months: the day lies in the `values[0]` months that end with the period's last month.
not_after: the day is no later than the day of the field `values[0]`; both must be there.
since, until: the day is the day `values[0]` (ISO) or later, or that day or earlier."""

Reach = Literal["month", "year"]

LONGEST_WAIT = 800
"""Days after a row in which something may follow it."""


class UnfitCounting(Fault):
    """A description of rows that contradicts itself or its dataset."""

    code = "unfit-counting"
    zh = "計數方式不可用（資料集 {dataset}）：{reason}；請更正衡量方式的定義。"
    en = "A counting of dataset {dataset} cannot be used: {reason}; correct the description of the measure."


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of a row. `field` is a field of the dataset, or `field.other` through what the field refers to."""

    field: str
    op: Op
    values: tuple[str, ...] = ()


Clause = tuple[Condition, ...]
"""Conditions of which at least one must hold."""


@dataclass(frozen=True, slots=True)
class Within:
    """Rows whose `field` lies in the period; with `window`, in the so many months that end with its last month."""

    field: str
    window: int = 0


@dataclass(frozen=True, slots=True)
class Alive:
    """Rows that exist at the period's end: begun by then, not gone.

    `gone` are days from which a row no longer exists; `until` are last days on which it still does. A row without
    `start` has not begun.
    """

    start: str
    gone: tuple[str, ...] = ()
    until: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Latest:
    """Rows of the last state on or before the period's end that lies in its last month, or in the same year.

    `shift` looks so many months back; where that leaves the year of a `reach` of a year, it is nothing, which is zero.
    """

    field: str
    reach: Reach = "month"
    shift: int = 0


When = Within | Alive | Latest


@dataclass(frozen=True, slots=True)
class Followed:
    """That something came after a row: another row, of `dataset`, that says the same in the field `by` of both.

    Its time lies between `first` and `last` days after the day the row is counted on (`Within.field`), both included,
    and it passes every clause of `where`. Where a row of these days passes but lacks `by`, or the row itself does, it
    is not known whether something came, and the cell is undetermined.
    """

    dataset: str
    by: str
    first: int
    last: int
    where: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Counting:
    """Rows of `dataset` that count `when`, and of them those for which every clause of `where` holds.

    Days are local (Asia/Taipei), a period counts from its first day. What is added up: the rows themselves; the sum of
    the fields `sums` (times the field `times`, where named); or how many different values `distinct` has. `first_of`:
    of all rows that pass, in whatever period, and share this field, only the first in time counts (ties by the
    dataset's key); a row that lacks the field shares it with none. `unless_replaced` names the field in which another
    row names the one it stands for: that one no longer counts from the month on in which the other (whatever else is
    said of it) began. `must_know`: a row that lacks some of these fields, and passes every clause that speaks of none
    of those it lacks, leaves its cell undetermined; so does a row that counts but lacks the field of `distinct`.
    `days`: what is added up is how many days lie between two day fields of a row. `followed`: only rows count after
    which something came. Raises UnfitCounting.
    """

    dataset: str
    when: When
    where: tuple[Clause, ...] = ()
    sums: tuple[str, ...] = ()
    times: str = ""
    distinct: str = ""
    first_of: str = ""
    unless_replaced: str = ""
    must_know: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    followed: Followed | None = None

    def __post_init__(self) -> None:
        for reason in self._contradictions():
            raise UnfitCounting(dataset=self.dataset, reason=reason)

    def _contradictions(self) -> Iterator[str]:
        if bool(self.sums) and bool(self.distinct):
            yield "sum + distinct"
        if self.times and not self.sums:
            yield "times ⇒ sum"
        if isinstance(self.when, Within) and self.when.window < 0:
            yield "window < 0"
        if isinstance(self.when, Latest) and (self.when.shift < 0 or self.when.reach not in get_args(Reach)):
            yield "latest: shift < 0, reach ∉ {month, year}"
        if self.unless_replaced and not isinstance(self.when, Alive):
            yield "unless_replaced ⇒ alive"
        if self.first_of and not isinstance(self.when, Within):
            yield "first_of ⇒ within"
        if self.first_of and any(one.op in {"by_end", "in_last_months"} for one in self.conditions()):
            yield "first_of ⇒ ¬ by_end, in_last_months"  # which row is the first would change with the period
        yield from self._contradictions_of_lately()
        for condition in self.conditions():
            yield from _contradictions_of(condition)

    def _contradictions_of_lately(self) -> Iterator[str]:
        if self.days and (len(self.days) != 2 or self.sums or self.distinct or self.times):
            yield "days = 2, ¬ sum, ¬ distinct, ¬ times"
        if self.followed:
            if not isinstance(self.when, Within) or self.when.window or self.distinct:
                yield "followed ⇒ within, ¬ window, ¬ distinct"
            if not 0 <= self.followed.first <= self.followed.last <= LONGEST_WAIT:
                yield f"followed: 0 ≤ first ≤ last ≤ {LONGEST_WAIT}"
            for clause in self.followed.where:
                for condition in clause:
                    yield from _contradictions_of(condition)

    def conditions(self) -> Iterator[Condition]:
        """Every condition of every clause."""
        for clause in self.where:
            yield from clause

    @property
    def kind(self) -> Literal["S", "F"]:
        """F where it counts what happens in a period; S where it counts a state at the period's end."""
        return "F" if isinstance(self.when, Within) and not self.when.window else "S"

    @property
    def additive(self) -> bool:
        """Whether its months add up to longer periods.

        States do not, nor do distinct values, nor rows that had reached something by the period's own end.
        """
        reached = any(one.op in {"by_end", "in_last_months"} for one in self.conditions())
        return self.kind == "F" and not self.distinct and not reached

    def to_data(self) -> dict[str, Any]:
        """Plain data that says the same; equal for equal countings."""
        said = asdict(self) | {"when": {type(self.when).__name__.lower(): asdict(self.when)}}
        # What came to the language later is left out where it says nothing: the names of old countings stay.
        return {name: value for name, value in said.items() if value or name not in {"days", "followed"}}

    @property
    def digest(self) -> str:
        """Its name for engines and stores: 16 characters that change with its meaning."""
        return _digest(self)


@cache
def _digest(counting: Counting) -> str:
    return hashlib.sha256(json.dumps(counting.to_data(), sort_keys=True).encode()).hexdigest()[:16]


def _contradictions_of(condition: Condition) -> Iterator[str]:
    count = len(condition.values)
    if condition.op not in get_args(Op):
        yield f"{condition.field}: {condition.op} ∉ {{{', '.join(get_args(Op))}}}"
    elif condition.op in {"in", "not_in"} and not count:
        yield f"{condition.field} {condition.op} ∅"
    elif condition.op in {"present", "absent", "by_end"} and count:
        yield f"{condition.field} {condition.op} {', '.join(condition.values)}"
    elif condition.op in {"in_last_months", "not_after", "since", "until"} and count != 1:
        yield f"{condition.field} {condition.op}: 1 ≠ {count}"
    elif condition.op == "in_last_months" and not (condition.values[0].isdecimal() and int(condition.values[0])):
        yield f"{condition.field} in_last_months {condition.values[0]}"
    elif condition.op in {"since", "until"} and not _is_day(condition.values[0]):
        yield f"{condition.field} {condition.op} {condition.values[0]}: YYYY-MM-DD"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
