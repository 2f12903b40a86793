"""How templates write days and moments: by the reader's calendar, in the page's language."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.web.frame.dates import short_day, short_moment, write_span, year_in_words

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """A day in digits; empty for none."""
    if value is None or value == "":
        return ""
    return short_day(value.date() if isinstance(value, datetime) else value, get_language() or "")


@register.filter(expects_localtime=True)
def moment(value: datetime | None, to: str = "minute") -> str:
    """A moment in digits to the minute, or to the `second`; empty for none."""
    return short_moment(value, get_language() or "", seconds=to == "second") if value else ""


@register.filter
def span(value: Coverage | None) -> str:
    """Days that something speaks for: months where they are whole, days elsewhere; empty for none."""
    return write_span(value, get_language() or "") if value else ""


@register.filter
def year(value: int) -> str:
    """A year alone."""
    return year_in_words(value, get_language() or "")
