"""What can be wrong with a COUNTER report, in sentences that say where and how to mend it."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class DamagedReport(Fault):
    code = "counter-damaged"
    zh = "COUNTER 報表損壞或不完整（{reason}）；請向供應商重新下載。"
    en = "The COUNTER report is damaged or incomplete ({reason}); download it from the vendor again."


class UnknownReport(Fault):
    code = "counter-unknown-report"
    zh = "不認得 COUNTER 報表「{report}」第「{release}」版；可讀的是第 5 與 5.1 版的 PR、DR、TR、IR 與其標準檢視。"
    en = "COUNTER report “{report}” of release “{release}” is not known; PR, DR, TR, IR of 5 and 5.1 and views are."


class UnfitReport(Fault):
    code = "counter-unfit-part"
    zh = "COUNTER 報表的「{item}」{reason}；請向供應商重新下載，或在報表中更正。"
    en = "“{item}” of the COUNTER report: {reason_en}; download the report again, or correct it there."


class UnfitCount(Fault):
    code = "counter-unfit-count"
    zh = "「{item}」的次數「{text}」不是 0 以上的整數；請更正或向供應商查詢。"
    en = "The count “{text}” of “{item}” is no whole number from 0 on; correct it, or ask the vendor."


class NotMonthly(Fault):
    code = "counter-not-monthly"
    zh = "「{text}」不是一個月；請下載逐月的報表（Granularity=Month）。"
    en = "“{text}” is not one month; download the report month by month (Granularity=Month)."


class OutsideReport(Fault):
    code = "counter-outside-report"
    zh = "「{month}」的次數不在報表期間 {covers} 之內；請向供應商重新下載。"
    en = "The count of “{month}” lies outside the report's period {covers}; download the report again."


class ReportSays(Fault):
    code = "counter-exception"
    zh = "這個檔案沒有使用數，只有供應商的訊息 {said}：{meaning}；沒有存入。"
    en = "The file holds no figures but the vendor's message {said}: {meaning_en}; nothing was stored."


class ReportWithoutItems(Fault):
    code = "counter-without-items"
    zh = "報表沒有使用數，也沒有說明該期間沒有使用（3030）；無法判斷是零還是缺資料，請重新下載。"
    en = "The report has no figures and does not say that there was no use (3030); zero or missing? Download it again."
