"""What a chart says in sentences: what happened, what its rules find, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from openscorecard.domain.measures.trend import Line, Trend
from openscorecard.domain.measures.written import Written
from openscorecard.domain.scores.sentences import sentences
from openscorecard.domain.text import Text
from openscorecard.reports.charts.charted import View
from openscorecard.reports.speech import Speech

WHY_NONE: Mapping[str, Text] = {
    "ok": Text("有數值；零也是數值。", "There is a value; zero is a value too."),
    "partial": Text(
        "資料只涵蓋期間的一部分，因此不給數值。", "Rows cover only a part of the period, so no value is given."
    ),
    "no_data": Text(
        "沒有涵蓋該期間的資料，或資料缺少必要內容。這不等於零。",
        "No rows speak for the period, or they lack what they must tell. This is not zero.",
    ),
    "not_applicable": Text("分母為零，無從計算。", "There is nothing to divide by."),
    "not_computed": Text("資料已有，但尚未計算。", "Rows are there, but nobody has computed them yet."),
}
"""What became of an observation, by its status."""


def headline_of(view: View, language: str) -> tuple[str, ...]:
    """What the chart says, first of all of variation; empty where nothing has a value."""
    place = view.charted.place
    if place is None or not view.judged:
        return ()
    period = view.trend.lines[place].observation.period
    called = Text(Speech("zh-Hant").period(period), Speech("en").period(period))
    return tuple(one.says(language)[0] for one in sentences(view.charted.judged, period, called))


def notes_of(view: View, language: str, *, table: bool = True) -> tuple[str, ...]:
    """What stands under the chart; `table`: one stands below."""
    return tuple(_notes(view, Speech(language), table=table))


def _notes(view: View, say: Speech, *, table: bool) -> Iterator[str]:
    points = view.charted.points
    if view.charted.adjusted and view.raw:
        yield say(
            "圖中為原始數值。數值帶有季節或上一期的餘波，界限會誤判為訊號，因此這裡不作判斷。",
            "The values are drawn as they are. They have a season or an echo, which limits would mistake for a signal, "
            "so nothing is judged here.",
        )
    elif view.adjusted:
        yield say(
            "圖中為調整後的數值，界限據以判斷" + ("；下表並列原始值與調整後的值。" if table else "。"),
            "The chart shows adjusted values, so that limits judge what is left"
            + ("; the table has both." if table else "."),
        )
    if not view.judged:
        if not view.charted.adjusted:
            yield say(
                "數值太少，無法畫出界限與訊號；同一種計法至少要有六個。",
                "There are too few values for limits and signals; six in one reading are the least.",
            )
    elif any(one.limits and one.limits.trial for one in points):
        yield say(
            "點線為試算界限：依據的數值不到 12 個。",
            "Dotted limits are trial limits: fewer than 12 values stand behind them.",
        )
    yield from _marked(view, say)


def _marked(view: View, say: Speech) -> Iterator[str]:
    if view.judged and any(one.begins for one in view.charted.points):
        yield say(
            "「重算界限」標示由人重新計算的起點；之前的界限維持原樣。",
            "“New limits” marks where somebody calculated them anew; those before stay as they were.",
        )
    if len({line.reading for line in view.trend.lines}) > 1:
        yield say(
            "直線處起改用另一種計法，界限從那裡重新計算。",
            "Another reading begins at the upright line; limits are calculated anew from there.",
        )
    if view.unspread:
        yield say(
            "目標是全年的；尚未訂明各期應達多少，因此圖上不畫目標線。",
            "The target is for the whole year; nobody declared what it asks of each of these periods.",
        )


def what_happened(trend: Trend, language: str) -> tuple[str, ...]:
    """Sentences on the latest value of `trend`; what is missing is said, never filled in. No judgement."""
    say = Speech(language)
    if trend.latest is None:
        return (_nothing(trend, say),)
    return tuple(_sentences(trend, trend.latest, say))


def _nothing(trend: Trend, say: Speech) -> str:
    if not trend.lines:
        return say(
            "尚未匯入相關資料集的資料，因此沒有數字。沒有資料不等於零。",
            "No rows of its datasets have been imported, so there is no figure. No data is not zero.",
        )
    if "not_computed" in {line.observation.status for line in trend.lines}:
        return say("資料已有，但這個數字尚未計算。", "Rows are there, but nobody has computed this figure yet.")
    newest = trend.lines[-1].observation
    reason = say.text(WHY_NONE[newest.status])
    return say(
        "{period}：沒有數值。{reason}",
        "{period}: no value. {reason}",
        period=say.period(newest.period),
        reason=reason,
    )


def _sentences(trend: Trend, latest: Line, say: Speech) -> Iterator[str]:
    written = Written.of(trend.measure, latest.reading, say.tag)
    yield _latest(latest, trend.year_before, written, say)
    if trend.to_date and trend.to_date.observation.value is not None:
        yield _to_date(trend.to_date, trend.to_date_before, written, say)
    later = sum(line.observation.period > latest.observation.period for line in trend.lines)
    if later:
        yield say.counted(
            later,
            "之後有 {n} 期還沒有數值，原因見表格。",
            "{n} later period has no value yet; the table says why.",
            "{n} later periods have no value yet; the table says why.",
        )


def _latest(latest: Line, before: Line | None, written: Written, say: Speech) -> str:
    period, value = say.period(latest.observation.period), latest.observation.value
    if before is None or before.observation.value is None or value is None:
        return say(
            "{period}：{value}；去年同期沒有數值可比。",
            "{period}: {value}; a year before there is no value to compare with.",
            period=period,
            value=written.with_unit(value),
        )
    words = {
        "period": period,
        "value": written.with_unit(value),
        "before": say.period(before.observation.period),
        "then": written.with_unit(before.observation.value),
        "difference": _difference(value - before.observation.value, written, say),
    }
    if before.reading != latest.reading:
        return say(
            "{period}：{value}；{before}採用另一種計法，因此不比較。",
            "{period}: {value}; {before} was counted by another reading, so they are not compared.",
            **words,
        )
    return _compared(value - before.observation.value, say, words)


def _compared(difference: Fraction, say: Speech, words: Mapping[str, object]) -> str:
    if not difference:
        return say("{period}：{value}，與{before}相同。", "{period}: {value}, the same as in {before}.", **words)
    zh, en = ("多", "more") if difference > 0 else ("少", "less")
    return say(
        "{period}：{value}，比{before}（{then}）" + zh + " {difference}。",
        "{period}: {value}, {difference} " + en + " than in {before} ({then}).",
        **words,
    )


def _difference(difference: Fraction, written: Written, say: Speech) -> str:
    if written.unit == "%":
        return say("{number} 個百分點", "{number} percentage points", number=written.value(abs(difference)))
    return written.with_unit(abs(difference))


def _to_date(now: Line, before: Line | None, written: Written, say: Speech) -> str:
    words = {"period": say.period(now.observation.period), "value": written.with_unit(now.observation.value)}
    if before is None or before.observation.value is None or before.reading != now.reading:
        return say("本年累計（{period}）：{value}。", "Year to date, {period}: {value}.", **words)
    return say(
        "本年累計（{period}）：{value}；去年同期累計 {then}。",
        "Year to date, {period}: {value}; the year before by then {then}.",
        then=written.with_unit(before.observation.value),
        **words,
    )
