"""Coverage: the days a batch speaks for; a month that no batch covers has no data, which is not zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period

_DAY = timedelta(days=1)


class UnfitCoverage(Fault):
    """A text that names no span of days."""

    code = "unfit-coverage"
    zh = "「{text}」不是涵蓋期間；請寫成 2025-01..2025-12，起不晚於迄。"
    en = "“{text}” is no span; write 2025-01..2025-12, the earlier end first."


@dataclass(frozen=True, slots=True, order=True)
class Coverage:
    """The days from `first` to `last`, both included. Raises UnfitCoverage where `last` comes first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UnfitCoverage(text=f"{self.first}..{self.last}")

    def contains(self, day: date) -> bool:
        """Whether `day` is covered."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        """Months where it is made of whole months, days elsewhere; one end where both are the same."""
        start, end = Period.of(self.first, "month"), Period.of(self.last, "month")
        whole = start.first_day == self.first and end.last_day == self.last
        ends = (str(start), str(end)) if whole else (str(self.first), str(self.last))
        return ends[0] if ends[0] == ends[1] else "..".join(ends)


def parse_coverage(text: str) -> Coverage:
    """`FROM..TO`, each a day or a period of any grain; or one of them alone. Raises UnfitCoverage."""
    start, dots, end = text.partition("..")
    try:
        return Coverage(_ends(start)[0], _ends(end if dots else start)[1])
    except (UnfitPeriod, UnfitCoverage):
        raise UnfitCoverage(text=text) from None


def _ends(text: str) -> tuple[date, date]:
    try:
        if len(text) == len("2025-01-01"):
            return (date.fromisoformat(text),) * 2
    except ValueError:
        raise UnfitPeriod(text=text) from None
    period = parse_period(text)
    return period.first_day, period.last_day


def merged(coverages: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """The same days in as few spans as can be, in order."""
    spans: list[Coverage] = []
    for one in sorted(coverages):
        if spans and one.first <= spans[-1].last + _DAY:
            spans[-1] = Coverage(spans[-1].first, max(spans[-1].last, one.last))
        else:
            spans.append(one)
    return tuple(spans)


Extent = Literal["whole", "part", "none"]


def extent(period: Period, coverages: Iterable[Coverage]) -> Extent:
    """How much of `period` the `coverages` cover together."""
    return extent_of(Coverage(period.first_day, period.last_day), coverages)


def extent_of(days: Coverage, coverages: Iterable[Coverage]) -> Extent:
    """How much of these days the `coverages` cover together."""
    meeting = [span for span in merged(coverages) if span.first <= days.last and days.first <= span.last]
    if any(span.first <= days.first and days.last <= span.last for span in meeting):
        return "whole"
    return "part" if meeting else "none"
