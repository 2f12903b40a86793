"""What people know about the charts of a measure: limits calculated anew and known events, in versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.marks import Mark


@dataclass(frozen=True, slots=True)
class RecalculationRow:
    """Limits of `measure` are calculated anew from `period` on; `withdrawn`: no longer."""

    measure: str
    period: Period
    version: int
    withdrawn: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A version of the known event `number`; `about` is institution, dataset or measure, `item` its id."""

    number: int
    version: int
    withdrawn: bool
    about: str
    item: str
    mark: Mark
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the charts of a measure: every version of it, newest first."""

    recalculations: tuple[RecalculationRow, ...] = ()
    marks: tuple[MarkRow, ...] = ()

    def breaks(self) -> tuple[RecalculationRow, ...]:
        """The recalculations that hold, in order of their period."""
        last = {row.period: row for row in reversed(self.recalculations)}
        return tuple(last[period] for period in sorted(last) if not last[period].withdrawn)

    def events(self) -> tuple[MarkRow, ...]:
        """The known events that hold, in order of their first day."""
        last = {row.number: row for row in reversed(self.marks)}
        held = [row for row in last.values() if not row.withdrawn]
        return tuple(sorted(held, key=lambda row: (row.mark.since, row.number)))


UNKNOWN = Known()
