"""Faults of rows as lines of a table: where, and what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openscorecard.domain.faults import Fault
from openscorecard.web.editing.access import sentence


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """What is wrong in a file; row and column count from 1, 0 where there is no such place."""

    file: str
    sheet: str
    row: int
    column: int
    sentence: str


def fault_places(faults: Iterable[Fault]) -> tuple[FaultPlace, ...]:
    """The faults with their places, in the reader's language."""
    return tuple(FaultPlace(one.facts.get("file", ""), one.sheet, one.row, one.column, sentence(one)) for one in faults)
