"""What contenders counted, in one form, so that nobody is timed for a wrong answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from openscorecard.domain.measures.counting import Counting, Within
from openscorecard.engines.measures.engine import Counted

Table = tuple[str, str, Iterable[Sequence[Any]]]
"""Name of a counting, level, and for each month and cell: the month (a period, or year * 12 + month), the cell, the
value and, of what adds up, the number of rows."""


def named(item: str, window: int, kinds: Sequence[str], channels: Sequence[str]) -> str:
    """The name of a counting by what it counts: of which rows, in how many months (0: in the period)."""
    return f"{item} {window} {'+'.join(sorted(kinds))} {'+'.join(sorted(channels))}"


def name_of(counting: Counting) -> str:
    """The same of one of the catalogue, so that peers who count something else are found out."""
    tests = {condition.field: condition.values for condition in counting.conditions()}
    window = counting.when.window if isinstance(counting.when, Within) else 0
    return named(counting.distinct or "quantity", window, tests.get("kind", ()), tests.get("channel", ()))


def tables(figures: Iterable[Counted], countings: Sequence[Counting]) -> list[Table]:
    """What our engine counted."""
    known = {one.digest: one for one in countings}
    return [
        (
            name_of(known[one.counting]),
            one.dimension or "whole",
            [(str(one.period), name, cell.value, cell.rows) for name, cell in one.cells.items()],
        )
        for one in figures
    ]


def digests(found: Iterable[Table]) -> dict[str, str]:
    """Of each counting the number of its cells and a digest of them all; cells of zero are left out."""
    cells: dict[str, set[str]] = {}
    for name, level, rows in found:
        kept = cells.setdefault(name, set())
        sums = name.startswith("quantity ")
        for month, cell, *numbers in rows:
            value, *count = (int(one or 0) for one in numbers[: 1 + sums])
            if value:
                kept.add(f"{level} {_period(month)} {cell or ''} {value} {count}")
    return {
        name: f"{len(kept)} {hashlib.sha256('; '.join(sorted(kept)).encode()).hexdigest()[:16]}"
        for name, kept in cells.items()
    }


def _period(month: int | str) -> str:
    return month if isinstance(month, str) else f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02d}"


def wrong(said: dict[str, str], ours: dict[str, str], wanted: set[str]) -> str:
    """Why what a contender said is not what we said of all the countings `wanted`; empty where it is."""
    other = sorted(name for name in wanted | set(said) if said.get(name) != ours.get(name) or name not in said)
    if not other:
        return ""
    return f"other figures than ours in {len(other)} of {len(wanted)} countings, such as {other[0]}"
