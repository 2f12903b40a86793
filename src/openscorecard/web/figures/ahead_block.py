"""What a year will come to, in words and a table: bands, and the probability of meeting its target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from openscorecard.forecasting.scores.year import Expected, YearForecast
from openscorecard.web.figures.charted import View
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_period
from openscorecard.web.targets.words import asks

_SURE = 0.99


@dataclass(frozen=True, slots=True)
class AheadRow:
    """A period, what is expected of it, and within what it lies in 80 and in 95 of 100 cases."""

    period: str
    expected: str
    eighty: str
    ninety_five: str


@dataclass(frozen=True, slots=True)
class AheadBlock:
    """The forecast of a year; `rows` are empty where none is possible, and the sentences say why."""

    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[AheadRow, ...]


def ahead_block(view: View, language: str) -> AheadBlock | None:
    """The block for a chart that looks ahead; None where there is nothing to look ahead from."""
    ahead = view.ahead
    if ahead is None or view.trend.latest is None:
        return None
    written = Written.of(view.trend.measure, view.trend.latest.reading, language)
    year = write_period(ahead.year, language)
    title = gettext("Forecast for {year}").format(year=year)
    if ahead.reason:
        return AheadBlock(title, (ahead.reason.sentence(language),), (), ())
    rows = [_row(year, ahead.figure, written)] if ahead.figure else []
    rows += [_row(write_period(one.period, language), one.expected, written) for one in ahead.periods]
    sentences = (_expected(ahead, year, written), _chance(ahead, view, year))
    return AheadBlock(title, tuple(filter(None, sentences)), tuple(_notes(ahead)), tuple(rows))


def _expected(ahead: YearForecast, year: str, written: Written) -> str:
    if ahead.figure is None:
        return ""
    words = gettext("{year} is expected to come to {value}; in 80 of 100 cases between {low} and {high}.")
    band = next(one for one in ahead.figure.bands if one.level == 0.8)
    return format_html(
        words,
        year=year,
        value=_said(ahead.figure.point, written),
        low=_said(band.low, written, unit=""),
        high=_said(band.high, written, unit=""),
    )


def _chance(ahead: YearForecast, view: View, year: str) -> str:
    target = view.aims.get(ahead.year)
    if target is None:
        return gettext("{year} has no target, so nothing is said of meeting it.").format(year=year)
    if ahead.probability is None:
        return gettext("Whether the target of {year} will be met cannot be told from a figure.").format(year=year)
    words = gettext("Probability of meeting the target of {year} ({target}): {chance}.")
    return words.format(year=year, target=f"{asks(target)} {target.unit}", chance=_percent(ahead.probability))


def _percent(probability: float) -> str:
    """A probability in whole percents; beyond what a forecast can tell apart it is only bounded."""
    if probability > _SURE:
        return gettext("over 99 %")
    return gettext("under 1 %") if probability < 1 - _SURE else f"{round(probability * 100)} %"


def _notes(ahead: YearForecast) -> list[str]:
    if ahead.method == "combined":
        how = gettext("Made by the mean of two methods, exponential smoothing and Theta, from values by one reading.")
    else:
        how = gettext("Too little is known for more than what was a year before, so the bands are wide.")
    said = [
        how,
        gettext("How wide the bands are was learned on other series; known events are not taken into account."),
    ]
    if ahead.kind == "R":
        said.append(gettext("The year of a ratio is taken as the mean of its periods."))
    if ahead.left:
        words = ngettext(
            "{n} period of the year has no value yet.", "{n} periods of the year have no value yet.", ahead.left
        )
        said.append(words.format(n=ahead.left))
    return said


def _row(period: str, expected: Expected, written: Written) -> AheadRow:
    bands = {one.level: f"{_plain(one.low, written)} – {_plain(one.high, written)}" for one in expected.bands}
    return AheadRow(period, _plain(expected.point, written), bands.get(0.8, NO_VALUE), bands.get(0.95, NO_VALUE))


def _plain(number: float, written: Written) -> str:
    return written.value(_rounded(number))


def _said(number: float, written: Written, unit: str | None = None) -> str:
    return written.in_sentence(_rounded(number), unit)


def _rounded(number: float) -> Fraction:
    """As many digits as a forecast is worth: whole from a hundred on, else two decimals."""
    return Fraction(round(number)) if abs(number) >= 100 else Fraction(round(number * 100), 100)
