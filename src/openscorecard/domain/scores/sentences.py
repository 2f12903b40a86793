"""Variation in words of both languages, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.judgement import Judgement
from openscorecard.domain.scores.xmr import TRIAL, Assurance, Signal, Variation
from openscorecard.domain.text import Text

_SIGNALS: Mapping[tuple[Signal, bool], Text] = {
    ("outside", True): Text("{period}的數值高於上限", "the value of {period} is above the upper limit"),
    ("outside", False): Text("{period}的數值低於下限", "the value of {period} is below the lower limit"),
    ("trend", True): Text("到{period}為止連續 {run} 期上升", "up to {period} {run} periods rose in a row"),
    ("trend", False): Text("到{period}為止連續 {run} 期下降", "up to {period} {run} periods fell in a row"),
    ("two_of_three", True): Text(
        "到{period}為止三期中至少兩期逼近上限", "of three periods about {period} at least two come near the upper limit"
    ),
    ("two_of_three", False): Text(
        "到{period}為止三期中至少兩期逼近下限", "of three periods about {period} at least two come near the lower limit"
    ),
    ("shift", True): Text(
        "到{period}為止連續 {run} 期高於平均", "up to {period} {run} periods in a row are above the mean"
    ),
    ("shift", False): Text(
        "到{period}為止連續 {run} 期低於平均", "up to {period} {run} periods in a row are below the mean"
    ),
}
_MEANING: Mapping[Variation, Text] = {
    "improving": Text("屬於好轉的訊號", "a sign for the better"),
    "concern": Text("屬於需要關注的訊號", "a sign for concern"),
    "special": Text("不是一般變異", "more than natural variation"),
}
_ASSURANCE: Mapping[Assurance, Text] = {
    "passes": Text("照目前的表現，每期都會達到目標", "As things are, the target is met every time"),
    "fails": Text(
        "照目前的表現，不改變做法就達不到目標", "As things are, the target is not met unless something changes"
    ),
    "hit_or_miss": Text(
        "照目前的表現，目標時而達到、時而達不到", "As things are, the target is met now and then by chance"
    ),
}
_NONE_YET = Text("數值還不夠，看不出變異", "There are too few values to tell variation")
_COMMON = Text("到{period}為止只有一般的起伏，沒有訊號", "Up to {period} there is nothing but natural variation")


def headline(judged: Judgement, period: Period, called: Text | None = None) -> Text:
    """What the chart says at its last value, of `period`; then of the target, and what the reader must know of it.

    One or more sentences, the first about variation. `called` is what readers call the period.
    """
    parts = sentences(judged, period, called)
    return Text("".join(one.zh for one in parts), " ".join(one.en for one in parts))


def sentences(judged: Judgement, period: Period, called: Text | None = None) -> tuple[Text, ...]:
    """The sentences of the headline one by one."""
    parts = [_variation(judged, called or Text(str(period), str(period)), spaced=called is None)]
    if judged.assurance:
        parts.append(_ASSURANCE[judged.assurance])
    parts += _to_know(judged)
    return tuple(Text(f"{one.zh}。", f"{one.en}.") for one in parts)


def _variation(judged: Judgement, period: Text, *, spaced: bool) -> Text:
    said, signal = judged.variation, judged.signal
    if said is None:
        return _NONE_YET
    if signal is None:
        return _filled(_COMMON, period, judged.run, spaced=spaced)
    found = _filled(_SIGNALS[signal, _high(judged)], period, judged.run, spaced=spaced)
    meaning = _MEANING[said]
    return Text(f"{found.zh}，{meaning.zh}", f"{found.en[0].upper()}{found.en[1:]}: {meaning.en}")


def _high(judged: Judgement) -> bool:
    return judged.icon is not None and judged.icon.endswith("_high")


def _to_know(judged: Judgement) -> list[Text]:
    found = []
    if judged.limits and judged.limits.trial:
        count = judged.limits.points
        zh, en = f"界限只依 {count} 個數值試算，滿 {TRIAL} 個才可靠", f"Limits are trial limits of {count} values"
        found.append(Text(zh, f"{en}; {TRIAL} are needed to rely on them"))
    if judged.adjusted.season:
        found.append(Text("圖中數值已扣除季節的影響", "The chart shows values without their season"))
    if judged.adjusted.echo:
        share = _percent(judged.adjusted.echo)
        zh = f"圖中數值已扣除上一期的餘波（約 {share}%），因此不判斷能否達到目標"
        en = f"The chart shows values without the echo of the period before (about {share} %); "
        en += "so nothing is said of the target"
        found.append(Text(zh, en))
    return found


def _percent(share: Fraction) -> int:
    return round(share * 100)


def _filled(text: Text, period: Text, run: int, *, spaced: bool) -> Text:
    zh = f" {period.zh} " if spaced else period.zh
    return Text(text.zh.format(period=zh, run=run).strip(), text.en.format(period=period.en or period.zh, run=run))
