"""Days and spans of days."""

from __future__ import annotations

from datetime import date

from openscorecard.domain.faults import Fault


class UnfitDates(Fault):
    """A span that ends before it starts."""

    code = "unfit-dates"
    zh = "{where}：結束日 {end} 早於開始日 {start}；請更正日期。"
    en = "{where}: it ends on {end}, before it starts on {start}; correct the dates."


def ends_before_it_starts(starts_on: date | None, ends_on: date | None) -> bool:
    """True where both days are known and the second comes first."""
    return starts_on is not None and ends_on is not None and ends_on < starts_on
