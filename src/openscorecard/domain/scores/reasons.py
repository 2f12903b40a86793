"""Why a target cannot be used, in words: what the checks of a target write in signs."""

from __future__ import annotations

import re

_WORDS: tuple[tuple[str, str, str], ...] = (
    (r"unit = ∅", "沒有單位", "it has no unit"),
    (r"value = ∅", "沒有目標值", "it has no target value"),
    (r"weight (.+) < 0", "權重 {0} 為負", "its weight {0} is negative"),
    (r"cap < least", "得分上限低於下限", "the most it can earn is less than the fewest"),
    (r"(ratio|inverse|mirror): ÷ (.+)", "目標為 {1}，此計分方法要除以目標，目標必須大於 0",
     "the target is {1}, and this method divides by it, so it must be above 0"),
    (r"(\w+) ⇒ (up|down)", "計分方法 {0} 只用於方向 {1}", "the method {0} is for the direction {1} only"),
    (r"(\w+) ⇒ up ∨ band", "計分方法 {0} 只用於越高越好或區間", "the method {0} is for more is better, or a band"),
    (r"inverse ⇒ ceiling", "缺少值為 0 時的得分", "it does not say what a value of 0 earns"),
    (r"ceiling (.+) < 100", "值為 0 時的得分 {0} 不到 100", "a value of 0 would earn {0}, less than 100"),
    (r"progress: baseline = (.+), target = (.+)", "基準值（{0}）必須填寫，且不同於目標（{1}）",
     "the baseline ({0}) must be given, and differ from the target ({1})"),
    (r"goalposts: floor = (.+), target = (.+)", "零分值（{0}）必須填寫，且不同於目標（{1}）",
     "what earns 0 ({0}) must be given, and differ from the target ({1})"),
    (r"(up|down): (progress|goalposts) (.+) → (.+)", "起點 {2} 到目標 {3} 與方向相反",
     "the way from {2} to {3} runs against its direction"),
    (r"low (.+) ≤ high (.+)\?", "區間下限（{0}）與上限（{1}）必須都填寫，且下限不大於上限",
     "the band needs both edges, the lower ({0}) not above the upper ({1})"),
    (r"band ⇒ ¬ (\w+)", "區間不能用計分方法 {0}", "a band cannot be scored by {0}"),
    (r"steps = ∅", "沒有級距", "it has no steps"),
    (r"steps × 2", "兩個級距的起點相同", "two steps begin at the same value"),
    (r"steps ↘", "值越好的級距得分反而越低", "a better value would earn less in its steps"),
    (r"measure = ∅", "這個 KPI 沒有衡量方式，無從得知如何分配", "its KPI has no measure, which says how it spreads"),
    (r"(.+) ≠ 12", "{0}：必須是一整年，並有 12 個月的數字", "{0}: it must be a whole year, with 12 numbers"),
    (r"season: Σ = 0 ∨ < 0", "各月比重不可為負，且不可全為 0", "the months may not be negative, nor all be 0"),
    (r"Σ (.+) ≠ (.+)", "各月合計 {0}，不等於年度目標 {1}", "the months add up to {0}, and the year is {1}"),
    (r"12: (.+) ≠ (.+)", "最後一個月 {0} 不等於年度目標 {1}", "the last month is {0}, and the year is {1}"),
    (r"by_hand: ÷ 0", "年度目標為 0，無法逐月分配", "the year's target is 0, which does not spread"),
    (r"(\w+) ⇒ ¬ (\w+), (\w+)", "分配方式 {0} 不能用於 {1}、{2}", "the profile {0} does not go with {1}, {2}"),
    (r"(\w+) ⇒ baseline", "分配方式 {0} 需要基準值", "the profile {0} needs a baseline"),
    (r"manual ⇒ reason", "人工評分需要原因", "a score given by a person needs a reason"),
)  # fmt: skip


def in_words(reason: str, language: str) -> str:
    """The reason in `language`; as it stands where there are no words for it."""
    for form, zh, en in _WORDS:
        if found := re.fullmatch(form, reason):
            said = ["—" if part in {"∅", "None"} else part for part in found.groups()]
            return (en if language.startswith("en") else zh).format(*said)
    period, colon, rest = reason.partition(": ")
    return f"{period}: {in_words(rest, language)}" if colon and period[:4].isdecimal() else reason
