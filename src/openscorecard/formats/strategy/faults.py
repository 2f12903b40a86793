"""What can be wrong with a strategy document, beyond what can be wrong with a plan."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NoPlan(Fault):
    code = "no-plan"
    zh = "這個檔案裡找不到策略地圖或計分卡；請確認表頭有「策略主題」或「構面、策略目標、KPI」，或下載範本填寫。"
    en = (
        "No strategy map or scorecard was found in this file; a map's head begins with 策略主題, a scorecard's holds "
        "構面, 策略目標, KPI (or perspective, objective, KPI)."
    )


class KpiWithoutObjective(Fault):
    code = "kpi-without-objective"
    zh = "KPI {item} 所屬的策略目標 {missing} 不在文件中；請補上該目標，或更正 KPI 代碼。"
    en = "KPI {item} belongs to objective {missing}, which the document does not have; add it or correct the code."


class InitiativeWithoutKpi(Fault):
    code = "initiative-without-kpi"
    zh = "行動方案 {item} 所屬的 KPI {missing} 不在文件中；請補上該 KPI，或更正代碼。"
    en = "Action plan {item} belongs to KPI {missing}, which the document does not have; add it or correct the code."


class NamelessCode(Fault):
    code = "nameless-code"
    zh = "代碼 {item} 後面沒有名稱；請補上名稱，或刪除這個代碼。"
    en = "Code {item} is followed by no name; add the name or delete the code."


class UnknownPerspectiveName(Fault):
    code = "unknown-perspective-name"
    zh = "構面「{item}」不在策略地圖上；地圖上有{known}，請更正名稱或在地圖上新增。"
    en = "Perspective “{item}” is not on the map, which has {known}; correct the name or add it to the map."


class UnknownMeasureInPlan(Fault):
    code = "unknown-measure-in-plan"
    zh = "KPI {item} 的衡量方式「{missing}」不在目錄中；請從目錄選一個，或留白。"
    en = "KPI {item} names the measure “{missing}”, which the catalogue does not have; choose one or leave it empty."


class WrongNumberOfIds(Fault):
    code = "wrong-number-of-ids"
    zh = "--as 給了 {given} 個識別碼，但文件裡有 {found} 份計畫；請依文件順序逐一指定。"
    en = "--as names {given} ids, but the document holds {found} plans; name one for each, in the document's order."


class SamePlanTwice(Fault):
    code = "same-plan-twice"
    zh = "兩份計畫都叫 {item}；請用 --as 給每一份不同的識別碼。"
    en = "Two plans would have the id {item}; name a different one for each with --as."
