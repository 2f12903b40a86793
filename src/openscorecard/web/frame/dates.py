"""Days and moments as a reader has them: in years of the Republic or of the common era, short or in words."""

from __future__ import annotations

from datetime import date, datetime

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.domain.measures.written import year_in_words
from openscorecard.domain.people.preferences import preferences

__all__ = ["short_day", "short_moment", "short_month", "write_day", "write_span", "year_in_words"]
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"]  # fmt: skip


def write_day(day: date | None, language: str) -> str:
    """A day in words, the year of the Republic with the common one beside it; empty for None."""
    if day is None:
        return ""
    roc, english = day.year - ROC_OFFSET, language.startswith("en")
    in_english = f"{day.day} {_MONTHS[day.month - 1]}"
    common = f"{in_english} {day.year}" if english else f"{day.year}年{day.month}月{day.day}日"
    if roc < 1:
        return common
    if english:
        return f"{in_english}, ROC year {roc} ({day.year})" if _roc(language) else f"{common} (ROC year {roc})"
    return f"民國{roc}年{day.month}月{day.day}日（{common}）" if _roc(language) else common


def short_day(day: date, language: str) -> str:
    """A day in digits, as tables have it: 114.03.05, ROC 114-03-05, 2025-03-05."""
    roc = day.year - ROC_OFFSET
    if roc < 1 or not _roc(language):
        return day.isoformat()
    return f"ROC {roc}-{day:%m-%d}" if language.startswith("en") else f"{roc}.{day:%m.%d}"


def short_month(day: date, language: str) -> str:
    """The month of `day` in digits: 114.03, ROC 114-03, 2025-03."""
    return short_day(day, language)[:-3]


def short_moment(moment: datetime, language: str, *, seconds: bool = False) -> str:
    """A moment in digits, to the minute or the second; `moment` is in the reader's own time."""
    return f"{short_day(moment.date(), language)} {moment:%H:%M:%S}"[: None if seconds else -3]


def _roc(language: str) -> bool:
    return preferences().in_roc(language)


def write_span(span: Coverage, language: str) -> str:
    """The days of `span` in digits: months where they are whole, days elsewhere; one end where both are one."""
    start, end = Period.of(span.first, "month"), Period.of(span.last, "month")
    whole = start.first_day == span.first and end.last_day == span.last
    ends = [(short_month if whole else short_day)(one, language) for one in (span.first, span.last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"
