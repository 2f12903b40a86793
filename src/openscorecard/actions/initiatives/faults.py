"""What can be wrong with what people declare of action plans."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NoSuchInitiative(Fault):
    """An action plan that the strategy plan does not have and never had a charter for."""

    code = "no-such-initiative"
    zh = "計畫 {plan} 沒有行動方案「{item}」；請用方案的識別碼，例如 {known}。"
    en = "Plan {plan} has no action plan “{item}”; use the id of one, such as {known}."


class NoSuchKind(Fault):
    """A kind of action plans that nobody has defined."""

    code = "no-such-kind"
    zh = "沒有行動方案類型「{item}」；現有：{known}。"
    en = "There is no kind of action plans “{item}”; there are: {known}."


class CharterUnchanged(Fault):
    """A charter that says what the last one said."""

    code = "charter-unchanged"
    zh = "行動方案 {item} 的內容沒有變動（第 {version} 版）；沒有存檔。"
    en = "Nothing changed in action plan {item} (version {version}); nothing was stored."


class StaleCharter(Fault):
    """Somebody else changed the charter meanwhile."""

    code = "stale-charter"
    zh = "行動方案 {item} 剛才已被別人修改；請重新開啟後再改。"
    en = "Somebody else has just changed action plan {item}; open it again and repeat your change."


class NoSuchCharter(Fault):
    """A version of a charter that was never stored."""

    code = "no-such-charter"
    zh = "行動方案 {item} 沒有第 {version} 版；請從歷程中選擇。"
    en = "Action plan {item} has no version {version}; choose one of its history."


class NoSuchTag(Fault):
    """A tag that is not there, or no longer in force."""

    code = "no-such-tag"
    zh = "沒有編號 {item} 的歸屬規則，或它的狀態已變；請重新開啟清單。"
    en = "There is no tag {item}, or it has changed its state; open the list again."


class TagOfNoPlan(Fault):
    """A tag that would give rows to an action plan that no strategy plan has or ever had."""

    code = "tag-of-no-plan"
    zh = "沒有任何策略計畫有行動方案「{item}」；請用方案的識別碼，例如 {known}。沒有存檔。"
    en = "No strategy plan has an action plan “{item}”; use the id of one, such as {known}. Nothing was stored."


class SameTag(Fault):
    """A tag that is in force already."""

    code = "same-tag"
    zh = "資料集 {dataset} 已有相同的歸屬（編號 {item}）；沒有存檔。"
    en = "Dataset {dataset} has that very tag already (number {item}); nothing was stored."


class KindTaken(Fault):
    """A kind with the id of one that comes with the product."""

    code = "kind-taken"
    zh = "類型 {item} 是系統內建的；請換一個識別碼。"
    en = "The kind {item} comes with the product; choose another id."


class KindUnchanged(Fault):
    """A kind file that says what is stored already."""

    code = "kind-unchanged"
    zh = "類型 {item} 沒有變動（第 {version} 版）；沒有存檔。"
    en = "Nothing changed in kind {item} (version {version}); nothing was stored."


class KindInUse(Fault):
    """A kind that action plans still have."""

    code = "kind-in-use"
    zh = "類型 {item} 仍有行動方案使用（{plans}）；請先改變它們的類型。"
    en = "Action plans still have the kind {item} ({plans}); give them another one first."


class StaleKind(Fault):
    """Somebody else stored the kind meanwhile."""

    code = "stale-kind"
    zh = "類型 {item} 剛才已被別人存檔；請再試一次。"
    en = "Somebody else has just stored the kind {item}; try again."
