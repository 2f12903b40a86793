"""Known events on a chart: a closure, a mass enrolment, a new service. They explain; they change no limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text

Happening = Literal["closure", "enrolment", "service", "other"]


class UnfitMark(Fault):
    """A known event that cannot have been."""

    code = "unfit-mark"
    zh = "已知事件不能登記：{reason}；請更正種類或起訖日期。"
    en = "The known event cannot be kept: {reason}; correct its kind or its days."


@dataclass(frozen=True, slots=True)
class Mark:
    """Something known that happened from `since` to `until` (None: on that one day), of a kind, in words.

    Raises UnfitMark.
    """

    kind: Happening
    since: date
    text: Text
    until: date | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(Happening):
            raise UnfitMark(reason=f"{self.kind} ∉ {{{', '.join(get_args(Happening))}}}")
        if self.until is not None and self.until < self.since:
            raise UnfitMark(reason=f"{self.since} > {self.until}")

    def touches(self, period: Period) -> bool:
        """Whether any of it lies in `period`."""
        return self.since <= period.last_day and (self.until or self.since) >= period.first_day
