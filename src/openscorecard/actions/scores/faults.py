"""What can be wrong with setting a target, calculating limits anew, and known events."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NoSuchKpi(Fault):
    """A KPI that the strategy plan does not have."""

    code = "no-such-kpi"
    zh = "計畫 {plan} 沒有 KPI「{item}」；請用 KPI 的代碼，例如 {known}。"
    en = "Plan {plan} has no KPI “{item}”; use the code of one, such as {known}."


class TargetUnchanged(Fault):
    """A target that says what the one in force says."""

    code = "target-unchanged"
    zh = "{item} 在 {period} 的目標沒有變動（第 {version} 版）；沒有存檔。"
    en = "Nothing changed in the target of {item} in {period} (version {version}); nothing was stored."


class NoTarget(Fault):
    """Dropping a target that nobody has set."""

    code = "no-target"
    zh = "{item} 在 {period} 沒有目標；請先設定，或更正期間。"
    en = "{item} has no target in {period}; set one first or correct the period."


class StaleTarget(Fault):
    """Somebody else changed the target meanwhile."""

    code = "stale-target"
    zh = "{item} 在 {period} 的目標剛才已被別人修改；請重新開啟後再改。"
    en = "Somebody else has just changed the target of {item} in {period}; open it again and repeat your change."


class RulesNeedReason(Fault):
    """Rules of scoring changed without a word why."""

    code = "rules-need-reason"
    zh = "變更 {plan} 的計分規則需要原因；請填寫。沒有存檔。"
    en = "Changing the rules by which {plan} is scored needs a reason; give one. Nothing was stored."


class RulesUnchanged(Fault):
    """Rules that say what those in force say."""

    code = "rules-unchanged"
    zh = "{plan} 的計分規則沒有變動（第 {version} 版）；沒有存檔。"
    en = "Nothing changed in the rules by which {plan} is scored (version {version}); nothing was stored."


class StaleRules(Fault):
    """Somebody else changed the rules meanwhile."""

    code = "stale-rules"
    zh = "{plan} 的計分規則剛才已被別人修改；請重新開啟後再改。"
    en = "Somebody else has just changed the rules by which {plan} is scored; open them again and repeat your change."


class NoSuchRules(Fault):
    """A version of rules that there is none of."""

    code = "no-such-rules"
    zh = "{plan} 沒有第 {item} 版的計分規則；請重新開啟沿革。"
    en = "There is no version {item} of the rules by which {plan} is scored; open the history again."


class TargetTwice(Fault):
    """One KPI named twice in one go."""

    code = "target-twice"
    zh = "{item} 出現兩次；請只留一列。"
    en = "{item} stands there twice; leave one row."


class NoSuchTargetVersion(Fault):
    """A version of a target that is not there, or that says nothing."""

    code = "no-such-target-version"
    zh = "{item} 在 {period} 沒有可還原的第 {version} 版；請從沿革中選擇有目標值的版次。"
    en = "{item} has no version {version} in {period} to bring back; choose one with a value from its history."


class ForeignTargets(Fault):
    """A file of targets of another plan or period."""

    code = "foreign-targets"
    zh = "這個檔案屬於計畫 {plan} 的 {period}；請到該期間上傳，或下載正確期間的檔案。"
    en = "This file is of {period} of plan {plan}; upload it there, or download the file of the right period."


class UnfitTargetFile(Fault):
    """A name that targets cannot be written under."""

    code = "unfit-target-file"
    zh = "「{item}」的檔名結尾不是 ods 或 xlsx；目標只寫成這兩種檔案。"
    en = "“{item}” ends with neither ods nor xlsx; targets are written as one of these."


class NoReason(Fault):
    """Limits calculated anew without a reason."""

    code = "no-reason"
    zh = "{measure} 的界限要從 {period} 起重新計算，必須寫明原因；請填寫。"
    en = "Calculating limits of {measure} anew from {period} needs a reason; give one."


class NoPointThere(Fault):
    """Limits calculated anew from a period that has no point on the chart."""

    code = "no-point-there"
    zh = "{measure} 在 {period} 沒有數值，界限不能從那裡重新計算；請選有數值的期間，長短與衡量方式相同（{frequency}）。"
    en = (
        "{measure} has no value in {period}, so limits cannot be calculated anew from there; "
        "choose a period with a value, of the measure's own length ({frequency})."
    )


class RecalculatedAlready(Fault):
    """Limits that are calculated anew from that period already."""

    code = "recalculated-already"
    zh = "{measure} 的界限已從 {period} 起重新計算；請先撤回，或選別的期間。"
    en = "Limits of {measure} are calculated anew from {period} already; withdraw that first, or choose another period."


class NotRecalculated(Fault):
    """Withdrawing a recalculation that nobody made."""

    code = "not-recalculated"
    zh = "{measure} 的界限沒有從 {period} 起重新計算，或已經撤回。"
    en = "Limits of {measure} are not calculated anew from {period}, or that has been withdrawn."


class UnfitSubject(Fault):
    """A known event about something that there is not."""

    code = "unfit-subject"
    zh = "已知事件的對象「{about} {item}」不存在；可用 institution（全機關）、資料集或衡量方式。"
    en = "There is no “{about} {item}” for a known event; it is about institution, a dataset or a measure."


class NoSuchMark(Fault):
    """A known event that nobody has entered, or that was withdrawn."""

    code = "no-such-mark"
    zh = "沒有編號 {item} 的已知事件，或已經撤回。"
    en = "There is no known event {item}, or it has been withdrawn."
