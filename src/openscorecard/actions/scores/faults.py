"""What can be wrong with setting a target."""

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
