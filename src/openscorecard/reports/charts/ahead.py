"""What a year will come to, in words and rows: bands, and the probability of meeting its target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.measures.written import NO_VALUE, Written
from openscorecard.forecasting.scores.year import Expected, YearForecast
from openscorecard.reports.charts.charted import View
from openscorecard.reports.speech import Speech
from openscorecard.reports.words import asks, unit_words

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
    """The forecast of a year; `rows` are empty where none is possible, and the sentences say why.

    `outlook` says whether the year's target will be met; `target` and `chance` are those of the year, a dash for none.
    """

    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    rows: tuple[AheadRow, ...]
    outlook: str = ""
    target: str = NO_VALUE
    chance: str = NO_VALUE


def ahead_block(view: View, language: str) -> AheadBlock | None:
    """The block for a chart that looks ahead; None where there is nothing to look ahead from."""
    ahead, say = view.ahead, Speech(language)
    if ahead is None or view.trend.latest is None:
        return None
    written = Written.of(view.trend.measure, view.trend.latest.reading, language)
    year = say.period(ahead.year)
    title = say("{year}的預測", "Forecast for {year}", year=year)
    if ahead.reason:
        return AheadBlock(title, (ahead.reason.sentence(language),), (), ())
    rows = [_row(year, ahead.figure, written)] if ahead.figure else []
    rows += [_row(say.period(one.period), one.expected, written) for one in ahead.periods]
    target = view.aims.get(ahead.year)
    return AheadBlock(
        title,
        tuple(filter(None, [_expected(ahead, year, written, say)])),
        tuple(_notes(ahead, say)),
        tuple(rows),
        outlook=_chance(ahead, view, year, say),
        target=asks(target, say),
        chance=_percent(ahead.probability, say) if target and ahead.probability is not None else NO_VALUE,
    )


def _expected(ahead: YearForecast, year: str, written: Written, say: Speech) -> str:
    if ahead.figure is None:
        return ""
    band = next(one for one in ahead.figure.bands if one.level == 0.8)
    return say(
        "預期{year}為 {value}；一百次中有八十次介於 {low} 與 {high} 之間。",
        "{year} is expected to come to {value}; in 80 of 100 cases between {low} and {high}.",
        year=year,
        value=written.with_unit(_rounded(ahead.figure.point)),
        low=_plain(band.low, written),
        high=_plain(band.high, written),
    )


def _chance(ahead: YearForecast, view: View, year: str, say: Speech) -> str:
    target = view.aims.get(ahead.year)
    if target is None:
        return say(
            "{year}未訂目標，因此不談達標機率。", "{year} has no target, so nothing is said of meeting it.", year=year
        )
    if ahead.probability is None:
        return say(
            "{year}的目標是否達成，無法由數值判斷。",
            "Whether the target of {year} will be met cannot be told from a figure.",
            year=year,
        )
    return say(
        "達成{year}目標（{target}）的機率：{chance}。",
        "Probability of meeting the target of {year} ({target}): {chance}.",
        year=year,
        target=f"{asks(target, say)} {unit_words(target, view.trend.measure.unit, say)}",
        chance=_percent(ahead.probability, say),
    )


def _percent(probability: float, say: Speech) -> str:
    """A probability in whole percents; beyond what a forecast can tell apart it is only bounded."""
    if probability > _SURE:
        return say("超過 99%", "over 99 %")
    return say("低於 1%", "under 1 %") if probability < 1 - _SURE else f"{round(probability * 100)} %"


def _notes(ahead: YearForecast, say: Speech) -> list[str]:
    if ahead.method == "combined":
        how = say(
            "取指數平滑法與 Theta 法的平均，依同一解讀的數值推估。",
            "Made by the mean of two methods, exponential smoothing and Theta, from values by one reading.",
        )
    else:
        how = say(
            "資料不足，僅以去年同期推估，因此區間很寬。",
            "Too little is known for more than what was a year before, so the bands are wide.",
        )
    learned = say(
        "區間寬度由其他數列學得；未考慮已知事件。",
        "How wide the bands are was learned on other series; known events are not taken into account.",
    )
    said = [how, learned]
    if ahead.kind == "R":
        said.append(say("比率的年度值以各期平均推估。", "The year of a ratio is taken as the mean of its periods."))
    if ahead.left:
        zh, en = "該年度還有 {n} 期沒有數值。", "{n} period of the year has no value yet."
        said.append(say.counted(ahead.left, zh, en, "{n} periods of the year have no value yet."))
    return said


def _row(period: str, expected: Expected, written: Written) -> AheadRow:
    bands = {one.level: f"{_plain(one.low, written)} – {_plain(one.high, written)}" for one in expected.bands}
    return AheadRow(period, _plain(expected.point, written), bands.get(0.8, NO_VALUE), bands.get(0.95, NO_VALUE))


def _plain(number: float, written: Written) -> str:
    return written.value(_rounded(number))


def _rounded(number: float) -> Fraction:
    """As many digits as a forecast is worth: whole from a hundred on, else two decimals."""
    return Fraction(round(number)) if abs(number) >= 100 else Fraction(round(number * 100), 100)
