"""What can go wrong while figures are counted; the figures that were there before stay as they are."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class CountingTooSlow(Fault):
    code = "counting-too-slow"
    zh = "計算超過 {seconds} 秒而停止，原有數字不變；請縮小計算期間後再試，或放寬時間上限。"
    en = "Counting was stopped after {seconds} seconds; the old figures stay. Count fewer periods, or allow more time."


class CountingTooHeavy(Fault):
    code = "counting-too-heavy"
    zh = "計算所需記憶體超過 {limit} MiB 而停止，原有數字不變；請縮小計算期間後再試，或放寬記憶體上限。"
    en = (
        "Counting needs more than {limit} MiB and was stopped; the old figures stay. Count fewer periods or allow more."
    )


class CountingCrashed(Fault):
    code = "counting-crashed"
    zh = "計算程序異常結束（{how}），原有數字不變；請再試一次，若再發生請附此訊息通報。"
    en = "The counting process ended on its own ({how}); the old figures stay. Try again, and report it if it recurs."


class RowsUncountable(Fault):
    code = "rows-uncountable"
    zh = "資料集 {dataset} 的資料無法計算，原有數字不變：{reason}。請檢查資料檔是否完整，或撤回有問題的批次。"
    en = "Rows of {dataset} cannot be counted; the old figures stay: {reason}. Check its files, or withdraw the batch."


class UnknownEngine(Fault):
    code = "unknown-engine"
    zh = "沒有名為「{name}」的計算引擎；可用的有：{known}。"
    en = "There is no engine “{name}”; there are: {known}."
