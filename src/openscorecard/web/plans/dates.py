"""Dates as a reader in Taiwan writes them: the year of the Republic first, the common year beside it."""

from __future__ import annotations

from datetime import date

from django.utils.dateformat import format as written

_FIRST_YEAR = 1912


def write_day(day: date | None, language: str) -> str:
    """A day in `language`, with both years where both exist; empty for None."""
    if day is None:
        return ""
    roc = day.year - _FIRST_YEAR + 1
    if language.startswith("en"):
        return f"{written(day, 'j F Y')}" + (f" (ROC year {roc})" if roc > 0 else "")
    common = f"{day.year}年{day.month}月{day.day}日"
    return f"民國{roc}年{day.month}月{day.day}日（{common}）" if roc > 0 else common
