"""One finding of a soundness check, and the sentences it is told in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from openscorecard.domain.faults import worded

Weight = Literal["warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check by its code: how grave a finding is, and its sentence in both languages with facts in braces."""

    weight: Weight
    zh: str
    en: str


RULES = {
    "plan-without-kpis": Rule(
        "note",
        "這份計畫沒有任何 KPI，只有策略地圖；無法衡量，成果須由承接的計畫呈現。",
        "This plan has no KPI at all, only a map; it cannot be measured but through the plans that take it up.",
    ),
    "objective-without-kpi": Rule(
        "warning",
        "策略目標 {item}「{name}」沒有 KPI，無從得知是否達成；請至少訂一個。",
        "Objective {item}, “{name}”, has no KPI, so nobody can tell whether it is met; give it at least one.",
    ),
    "theme-lacks-objective": Rule(
        "warning",
        "主題 {item}「{name}」在{perspective}構面缺少「{missing}」，其他 {count} 個主題都有；請確認是刻意還是遺漏。",
        "Theme {item}, “{name}”, lacks “{missing}” in {perspective}, which {count} sibling themes have; "
        "is that meant or forgotten?",
    ),
    "empty-cell": Rule(
        "warning",
        "主題 {item}「{name}」在{perspective}構面沒有任何策略目標，其他主題都有；請確認是刻意還是遺漏。",
        "Theme {item}, “{name}”, has no objective in {perspective}, as its siblings do; is that meant or forgotten?",
    ),
    "repeated-objective": Rule(
        "note",
        "「{name}」逐字出現在 {item}；相同的目標請改寫成各主題自己的內容，或合併。",
        "“{name}” stands word for word under {item}; say what it means for each theme, or make it one.",
    ),
    "initiative-under-several-kpis": Rule(
        "note",
        "行動方案「{name}」掛在 {count} 個代碼之下（{item}）；經費與進度只能計一次。",
        "Action plan “{name}” stands under {count} codes ({item}); its money and progress may count only once.",
    ),
    "no-links": Rule(
        "warning",
        "策略地圖沒有宣告任何因果連結；請說明哪個目標帶動哪個目標，否則只是清單。",
        "The map declares no link of cause and effect; say which objective drives which, or it is only a list.",
    ),
    "link-cycle": Rule(
        "warning",
        "因果連結繞成一圈：{item}；請刪去其中一條，否則因果無從判斷。",
        "Links run in a circle: {item}; remove one of them, or cause and effect cannot be told apart.",
    ),
    "kpi-without-measure": Rule(
        "warning",
        "KPI {item}「{name}」沒有衡量方式，無法由資料計算；請從目錄選一個。",
        "KPI {item}, “{name}”, has no measure and cannot be computed from records; choose one from the catalogue.",
    ),
    "unknown-measure": Rule(
        "warning",
        "KPI {item} 的衡量方式 {missing} 不在目錄中；請改選或新增。",
        "KPI {item} names the measure {missing}, which is not in the catalogue; choose another or add it.",
    ),
    "measure-under-several-objectives": Rule(
        "warning",
        "同一個衡量方式「{name}」掛在 {count} 個策略目標下（{item}）；各代碼的數值相同，不可相加。",
        "One measure, “{name}”, stands under {count} objectives ({item}); all show the same value, never to be summed.",
    ),
    "subset-measure": Rule(
        "warning",
        "{item}「{name}」是 {whole}「{whole_name}」的一部分；兩者相加會重複計算。",
        "{item}, “{name}”, is a part of {whole}, “{whole_name}”; adding them counts the same thing twice.",
    ),
    "output-only-perspective": Rule(
        "warning",
        "{perspective}構面的 KPI（{item}）都只計辦了多少，沒有計帶來什麼改變；請至少加一個成果指標。",
        "All KPIs of {perspective} ({item}) count what was done, none what came of it; add at least one outcome.",
    ),
    "wording-wider-than-objective": Rule(
        "warning",
        "{objective}「{objective_name}」只說{narrow}，KPI {item}「{name}」卻計{wide}；請讓兩者範圍一致。",
        "{objective}, “{objective_name}”, speaks of {narrow} only, but KPI {item}, “{name}”, counts {wide}; "
        "make them cover the same.",
    ),
    "kind-clash": Rule(
        "warning",
        "KPI {item}「{name}」的名稱與衡量方式「{measure}」的單位不合（{unit}）；請改名或改選。",
        "The name of KPI {item}, “{name}”, does not fit the unit of its measure “{measure}” ({unit}); "
        "rename it or choose another.",
    ),
    "stock-as-flow": Rule(
        "warning",
        "KPI {item}「{name}」說的是增加的數量，衡量方式「{measure}」卻是期末存量；請改名或改選。",
        "KPI {item}, “{name}”, speaks of what is added, but its measure “{measure}” is a stock; "
        "rename it or choose another.",
    ),
    "no-supports": Rule(
        "warning",
        "計畫承接上級主題 {theme}，但沒有宣告哪個目標支持上級的哪個目標；請補上。",
        "The plan takes up the parent theme {theme}, but declares no objective that supports one of the parent's.",
    ),
    "parent-not-loaded": Rule(
        "note",
        "承接的上級計畫 {item} 尚未匯入，無法核對上級目標；請匯入該計畫。",
        "The parent plan {item} is not loaded, so its objectives cannot be checked; import it.",
    ),
    "unknown-parent-theme": Rule(
        "warning",
        "上級計畫 {item} 沒有主題 {theme}；請更正承接的主題。",
        "The parent plan {item} has no theme {theme}; correct the theme taken up.",
    ),
    "unknown-parent-objective": Rule(
        "warning",
        "{objective} 支持的上級目標 {item} 不在計畫 {plan} 中；請更正。",
        "{objective} supports {item}, which plan {plan} does not have; correct it.",
    ),
    "parent-objective-supported": Rule(
        "note",
        "上級目標 {item}「{name}」由 {by} 支持。",
        "The parent objective {item}, “{name}”, is supported by {by}.",
    ),
    "parent-objective-assigned": Rule(
        "note",
        "上級目標 {item}「{name}」由 {by} 負責，該機關的計畫尚未匯入。",
        "The parent objective {item}, “{name}”, belongs to {by}, whose plan is not loaded.",
    ),
    "parent-objective-orphan": Rule(
        "warning",
        "上級目標 {item}「{name}」沒有任何目標支持，也沒有指定負責機關；請宣告支持或指定機關。",
        "The parent objective {item}, “{name}”, is supported by nothing and assigned to nobody; declare one of them.",
    ),
    "kpi-without-target": Rule(
        "warning",
        "KPI {item}「{name}」在 {period} 沒有目標值，無從判斷是否達成；請設定。",
        "KPI {item}, “{name}”, has no target in {period}, so nobody can tell whether it is met; set one.",
    ),
    "plan-without-targets": Rule(
        "note",
        "這份計畫在 {period} 沒有任何目標值，無從判斷達標或落後；請設定。",
        "This plan has no target at all in {period}, so nothing can be on target or behind; set some.",
    ),
    "kpi-without-owner": Rule(
        "warning",
        "KPI {item}「{name}」沒有負責人；請指定由誰負責達成與填報。",
        "KPI {item}, “{name}”, has no owner; say who answers for it and reports it.",
    ),
    "target-without-source": Rule(
        "note",
        "KPI {item}「{name}」的目標值沒有註明依據；請填寫出處，例如計畫書或會議決議。",
        "The target of KPI {item}, “{name}”, names no source; say where it comes from, such as a plan or a decision.",
    ),
    "target-without-due-date": Rule(
        "note",
        "KPI {item}「{name}」的目標值沒有期限；請填寫應於何時達成。",
        "The target of KPI {item}, “{name}”, has no due date; say by when it is to be met.",
    ),
    "target-always-met": Rule(
        "note",
        "KPI {item}「{name}」最近 {count} 期都達到目標；目標可能太容易，請確認是否仍有挑戰。",
        "KPI {item}, “{name}”, met its target in each of the last {count} periods; is it still a challenge?",
    ),
    "target-lowered": Rule(
        "note",
        "KPI {item}「{name}」現行目標 {now} 比原訂 {before} 寬鬆（原因：{reason}）；解讀時請並列原訂目標。",
        "The target of KPI {item}, “{name}”, now {now}, asks for less than the original {before} (reason: {reason}); "
        "read it beside the original.",
    ),
    "target-unit-clash": Rule(
        "warning",
        "KPI {item}「{name}」的目標單位是「{unit}」，衡量方式的單位卻是「{measured}」；請統一。",
        "The target of KPI {item}, “{name}”, is in “{unit}”, but its measure is in “{measured}”; make them one.",
    ),
    "target-direction-clash": Rule(
        "warning",
        "KPI {item}「{name}」的目標 {value} 依其方向（{direction}）不如基期 {baseline}；達標等於退步，請確認兩者。",
        "The target {value} of KPI {item}, “{name}”, is worse than its baseline {baseline} by its direction "
        "({direction}), so meeting it means going back; check direction or target.",
    ),
    "stock-summed-as-flow": Rule(
        "warning",
        "KPI {item}「{name}」是期末存量，目標 {value} 卻等於各月存量相加；存量不可加總，請改用期末數。",
        "KPI {item}, “{name}”, is a stock, but its target {value} is the sum of its months; "
        "stocks never add up, take the last.",
    ),
    "denominator-jump": Rule(
        "warning",
        "KPI {item}「{name}」的分母從 {before} 變為 {now}（{period}），變動超過 10%；比率的升降可能只是分母改變。",
        "The denominator of KPI {item}, “{name}”, went from {before} to {now} in {period}, by more than 10 %; "
        "the ratio may have moved for that alone.",
    ),
    "owner-silent": Rule(
        "warning",
        "KPI {item}「{name}」的負責人 {owner} 已 {count} 期沒有填報或說明；請聯絡或改派。",
        "The owner of KPI {item}, “{name}”, {owner}, has said nothing for {count} periods; ask, or name another.",
    ),
    "green-over-red": Rule(
        "warning",
        "{item} 達標，其下卻有落後者：{behind}；請勿只看總分。",
        "{item} is on target, but below it something is behind: {behind}; the sum does not tell all.",
    ),
    "green-with-falling-companion": Rule(
        "warning",
        "KPI {item} 達標，並列的「{name}」卻從 {before} 變差為 {now}；請確認達標不是以它為代價。",
        "KPI {item} is on target, but “{name}” beside it got worse, from {before} to {now}; "
        "was the target met at its cost?",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding: `code` of its rule, `where` (codes of the items, blank-separated), and the facts of the sentence."""

    code: str
    where: str
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def weight(self) -> Weight:
        return RULES[self.code].weight

    def sentence(self, language: str = "zh-Hant") -> str:
        """What was found, in `language`."""
        rule = RULES[self.code]
        return (rule.en if language.startswith("en") else rule.zh).format(**worded(dict(self.facts), language))


def finding(code: str, where: str, **facts: object) -> Finding:
    return Finding(code, where, tuple((key, str(value)) for key, value in facts.items()))
