"""Words of closed lists as papers say them, the same as the site's: statuses, rules, inputs, what a target asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from openscorecard.domain.initiatives.progress import Reason
from openscorecard.domain.measures.written import NO_VALUE, write_number
from openscorecard.domain.scores.bands import Band, Status
from openscorecard.domain.scores.rollup import Rule
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.text import Text
from openscorecard.drawing.strategy.states import Shape, Tone
from openscorecard.reports.speech import Speech

STATUSES: Mapping[Status, tuple[Shape, Tone, Text]] = {
    "on_target": ("disc", "on-target", Text("達標", "On target")),
    "watch": ("triangle", "watch", Text("注意", "Watch")),
    "behind": ("square", "behind", Text("落後", "Behind")),
    "no_target": ("ring", "no-data", Text("未設目標值", "No target")),
    "no_data": ("diamond", "no-data", Text("無資料", "No data")),
    "not_due": ("clock", "no-data", Text("尚未到期", "Not due yet")),
    "not_applicable": ("dash", "no-data", Text("不適用", "Not applicable")),
    "not_measured": ("cross", "no-data", Text("本文件未衡量", "Not measured here")),
    "withheld": ("lock", "no-data", Text("暫不計分", "Withheld")),
}
WHY_NO_SCORE: Mapping[Status, Text] = {
    "no_target": Text("沒有目標值，無從判斷達標或落後。", "Without a target nothing can be on target or behind."),
    "no_data": Text("沒有資料不等於零，因此不計分。", "No data is not zero, so there is no score."),
    "not_due": Text("期間尚未結束，或這項衡量不談這麼短的期間。", "The period is not over, or too short to measure."),
    "not_applicable": Text("沒有可以計算的對象。", "There is nothing to count or to divide by."),
    "not_measured": Text(
        "本計畫沒有衡量它，由承接的計畫呈現。", "This plan does not measure it; plans that take it up do."
    ),
    "withheld": Text("有資料的部分太少，暫不計分。", "Too little is known, so the score is withheld."),
}
PLAN_STATUSES: Mapping[str, Text] = {
    "no_kind": Text("未宣告類型", "Kind not declared"),
    "no_data": Text("無資料", "No data"),
    "not_started": Text("尚未開始", "Not started"),
    "under_way": Text("進行中", "Under way"),
    "late": Text("落後", "Late"),
    "done": Text("完成", "Done"),
    "in_force": Text("生效中", "In force"),
    "not_in_force": Text("未生效", "Not in force"),
}
_REASONS: Mapping[str, Text] = {
    "milestone_overdue": Text(
        "里程碑「{what}」應於{due}完成，尚未達成。", "Milestone “{what}” was due on {due} and is not reached."
    ),
    "past_end": Text("應於{due}結束，尚未完成。", "It was to end on {due} and is not finished."),
    "report_overdue": Text(
        "應結報 {limit} 件，如期 {value} 件。", "{value} of {limit} reports that were due came in time."
    ),
    "behind_allotment": Text(
        "執行率 {value} %，低於 {limit} %。", "{value} % of what was due is executed, under {limit} %."
    ),
    "over_budget": Text("支用 {value} 元，預算 {limit} 元。", "Spent NT$ {value} of NT$ {limit}."),
}
RULES: Mapping[Rule, Text] = {
    "weighted": Text("各部分依權重的平均", "The mean of the parts by their weight"),
    "geometric": Text(
        "各部分以占比為次方的乘積（非精確值）", "The product of the parts, each to the power of its share (not exact)"
    ),
    "weakest": Text("各部分中的最低分", "The lowest of the parts"),
    "unscored": Text("本身不計分", "Not scored of its own"),
}
INPUTS: Mapping[str, Text] = {
    "v": Text("實績 v", "value v"),
    "t": Text("目標 t", "target t"),
    "b": Text("基準值 b", "baseline b"),
    "f": Text("零分值 f", "floor f"),
    "low": Text("下限", "lower limit"),
    "high": Text("上限", "upper limit"),
    "ceiling": Text("最高得分", "ceiling"),
    "step": Text("達到的級距", "step reached"),
}
KINDS: Mapping[str, Text] = {
    "S": Text("存量：期末的數值，各期不可相加", "Stock: the value at the end of a period; periods are never added up"),
    "F": Text("流量：期間內發生的數量，各期可以相加", "Flow: what happens during a period; periods add up"),
    "R": Text(
        "比率：每一期、每個單位都由分子與分母重新計算，不取平均",
        "Ratio: recomputed from its parts for every period and unit, never averaged",
    ),
}
NATURES: Mapping[str, Text] = {
    "input": Text("投入：放進去的資源", "Input: what goes in"),
    "output": Text("產出：機關做了多少", "Output: what the institution puts out"),
    "outcome": Text("成果：帶來什麼改變", "Outcome: what comes of it"),
}
FREQUENCIES: Mapping[str, Text] = {
    "month": Text("每月", "Monthly"),
    "quarter": Text("每季", "Quarterly"),
    "half": Text("每半年", "Every half-year"),
    "year": Text("每年", "Yearly"),
}
_PLACES = 4


def status_word(status: Status, say: Speech) -> str:
    """A status in words."""
    return say.text(STATUSES[status][2])


def score_text(number: Fraction | None) -> str:
    """A score for reading: one decimal, none where it is whole; empty for none. Compared before it is rounded."""
    return "" if number is None else write_number(number, 1 if number.denominator != 1 else 0)


def target_number(number: Fraction | None) -> str:
    """A number of a target with as many decimals as it has, four at most: 3.6 stays 3.6."""
    if number is None:
        return NO_VALUE
    places = next((places for places in range(_PLACES) if (number * 10**places).denominator == 1), _PLACES)
    return write_number(number, places)


def asks(target: Target | None, say: Speech) -> str:
    """What a target asks, written for people; a dash for none."""
    if target is None:
        return NO_VALUE
    if target.direction == "band" and target.low is not None and target.high is not None:
        return f"{target_number(target.low)}–{target_number(target.high)}"
    if target.method == "steps" and not target.value:
        return say("依級距", "by steps")
    return target_number(target.value)


def unit_words(target: Target, counted: Text | None, say: Speech) -> str:
    """The unit of a target, in the reader's language where it is that of what is counted (`counted`)."""
    if counted is not None and target.unit in {counted.zh, counted.en}:
        return say.text(counted)
    return target.unit


def reason_words(reason: Reason, say: Speech) -> str:
    """Why an action plan is late or over budget."""
    due = say.day(date.fromisoformat(reason.due)) if reason.due else ""
    value, limit = (target_number(one) for one in (reason.value, reason.limit))
    return say.text(_REASONS[reason.code]).format(what=reason.what, due=due, value=value, limit=limit)


def band_words(band: Band, say: Speech) -> str:
    """A band as a sentence."""
    word = status_word(band.status, say)
    least, below = target_number(band.least), target_number(band.below)
    if band.least is None and band.below is None:
        return say("{status}：任何得分", "{status}: any score", status=word)
    if band.least is None:
        return say("{status}：低於 {below}", "{status}: under {below}", status=word, below=below)
    if band.below is None:
        return say("{status}：{least} 以上", "{status}: {least} or more", status=word, least=least)
    return say(
        "{status}：{least} 以上、未達 {below}",
        "{status}: {least} to under {below}",
        status=word,
        least=least,
        below=below,
    )


FORMULAS: Mapping[str, str] = {
    "v ≤ 0: ceiling": "v ≤ 0：取上限",
    "t ÷ v × 100, at most the ceiling": "t ÷ v × 100，至多為上限",
    "v reaches t: 100, else 0": "v 達到 t 為 100，否則為 0",
    "percent of the steps done": "已完成步驟的百分比",
    "as given": "依人員填寫",
    "v ÷ low × 100": "v ÷ 下限 × 100",
    "(2 − v ÷ high) × 100": "(2 − v ÷ 上限) × 100",
    "low ≤ v ≤ high: 100": "下限 ≤ v ≤ 上限：100",
    "percent of the step reached": "達到之級距的百分比",
}
"""Formulas of achievement that hold words, as they are said in Chinese."""
