"""What happened, in a sentence or two: the latest value, a year before, the year so far. No judgement."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from openscorecard.queries.observed import Line
from openscorecard.queries.trends import Trend
from openscorecard.web.frame.said_in_words import STATUS_SAYS, Written, write_period


def what_happened(trend: Trend, language: str) -> tuple[str, ...]:
    """Sentences on the latest value of `trend`; what is missing is said, never filled in."""
    if trend.latest is None:
        return (_nothing(trend, language),)
    return tuple(_sentences(trend, trend.latest, language))


def _nothing(trend: Trend, language: str) -> str:
    if not trend.lines:
        return gettext("No rows of its datasets have been imported, so there is no figure. No data is not zero.")
    states = {line.observation.status for line in trend.lines}
    if "not_computed" in states:
        return gettext("Rows are there, but nobody has computed this figure yet.")
    newest = trend.lines[-1].observation
    return gettext("{period}: no value. {reason}").format(
        period=write_period(newest.period, language), reason=STATUS_SAYS[newest.status]
    )


def _sentences(trend: Trend, latest: Line, language: str) -> Iterator[str]:
    written = Written.of(trend.measure, latest.reading, language)
    yield _latest(latest, trend.year_before, written, language)
    if trend.to_date and trend.to_date.observation.value is not None:
        yield _to_date(trend.to_date, trend.to_date_before, written, language)
    later = sum(line.observation.period > latest.observation.period for line in trend.lines)
    if later:
        yield ngettext(
            "{n} later period has no value yet; the table says why.",
            "{n} later periods have no value yet; the table says why.",
            later,
        ).format(n=later)


def _latest(latest: Line, before: Line | None, written: Written, language: str) -> str:
    period, value = write_period(latest.observation.period, language), latest.observation.value
    if before is None or before.observation.value is None or value is None:
        words = gettext("{period}: {value}; a year before there is no value to compare with.")
        return format_html(words, period=period, value=written.in_sentence(value))
    said = {
        "period": period,
        "value": written.in_sentence(value),
        "before": write_period(before.observation.period, language),
        "then": written.in_sentence(before.observation.value),
        "difference": _difference(value - before.observation.value, written),
    }
    if before.reading != latest.reading:
        words = gettext("{period}: {value}; {before} was counted by another reading, so they are not compared.")
        return format_html(words, **said)
    return format_html(_compared(value - before.observation.value), **said)


def _compared(difference: Fraction) -> str:
    if difference > 0:
        return gettext("{period}: {value}, {difference} more than in {before} ({then}).")
    if difference < 0:
        return gettext("{period}: {value}, {difference} less than in {before} ({then}).")
    return gettext("{period}: {value}, the same as in {before}.")


def _difference(difference: Fraction, written: Written) -> str:
    if written.unit == "%":
        return gettext("{number} percentage points").format(number=written.value(abs(difference)))
    return written.in_sentence(abs(difference))


def _to_date(now: Line, before: Line | None, written: Written, language: str) -> str:
    words = {
        "period": write_period(now.observation.period, language),
        "value": written.in_sentence(now.observation.value),
    }
    if before is None or before.observation.value is None or before.reading != now.reading:
        return format_html(gettext("Year to date, {period}: {value}."), **words)
    return format_html(
        gettext("Year to date, {period}: {value}; the year before by then {then}."),
        then=written.in_sentence(before.observation.value),
        **words,
    )
