"""What an act can be refused for, beside the rules of the domain."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class PlanExists(Fault):
    code = "plan-exists"
    zh = "識別碼 {item} 已有計畫使用；請換一個識別碼，或改以匯入建立新版本。"
    en = "A plan “{item}” exists already; choose another id, or import to make a new edition of it."


class PlanDeleted(Fault):
    code = "plan-deleted"
    zh = "計畫 {item} 已刪除；請先復原它，或換一個識別碼。"
    en = "Plan {item} has been deleted; bring it back first, or choose another id."


class PlanNotDeleted(Fault):
    code = "plan-not-deleted"
    zh = "計畫 {item} 沒有被刪除，不需要復原。"
    en = "Plan {item} is not deleted; there is nothing to bring back."


class DraftOpen(Fault):
    code = "draft-open"
    zh = "計畫 {item} 有尚未發布的草稿（第 {edition} 版）；請先發布或捨棄它，或選擇以匯入內容取代草稿。"
    en = "Plan {item} has an open draft (edition {edition}); publish or discard it, or choose to replace the draft."


class NoDraft(Fault):
    code = "no-draft"
    zh = "計畫 {item} 沒有草稿；請先修改或匯入，再執行這個動作。"
    en = "Plan {item} has no draft; change or import something first."


class NothingToUndo(Fault):
    code = "nothing-to-undo"
    zh = "計畫 {item} 的草稿沒有可以復原的修改；請改從歷史紀錄還原。"
    en = "The draft of plan {item} holds no change to undo; restore a state from its history instead."


class PersonExists(Fault):
    code = "person-exists"
    zh = "帳號 {item} 已存在；請換一個名稱。"
    en = "There is an account “{item}” already; choose another name."


class UnfitPersonName(Fault):
    code = "unfit-person-name"
    zh = "帳號名稱「{item}」不可用；請用文字、數字與 @ . + - _，最多 150 字，system 除外。"
    en = "“{item}” cannot be an account; use letters, digits and @ . + - _, at most 150, and not “system”."


class UnfitPassword(Fault):
    code = "unfit-password"
    zh = "密碼不可用：{reason}"
    en = "The password cannot be used: {reason}"


class UnfitChoice(Fault):
    code = "unfit-choice"
    zh = "「{item}」不在可選的項目中；請選 {choices}。"
    en = "“{item}” is not offered; choose one of {choices}."


class LastAdministrator(Fault):
    code = "last-administrator"
    zh = "{item} 是最後一位管理者；請先指定另一位管理者。"
    en = "{item} is the last administrator; make somebody else one first."


class UnfitNote(Fault):
    code = "unfit-note"
    zh = "說明含有控制字元或超過 {limit} 字；請改寫。"
    en = "The note holds control characters or is longer than {limit} characters; reword it."


class UnfitScale(Fault):
    code = "unfit-scale"
    zh = "「{text}」不是示範資料的規模；請寫 1、1/10 或 0.1 這樣 0 到 1 之間的數。"
    en = "“{text}” is no scale for the example; write a number from 0 to 1, such as 1, 1/10 or 0.1."


class OtherExample(Fault):
    code = "other-example"
    zh = "已有另一組示範資料列（{item}），與要載入的（{other}）不同；請先執行 openscorecard example remove。"
    en = "Other example rows are there ({item}) than those to load ({other}); run openscorecard example remove first."


class ExampleNotThere(Fault):
    code = "example-not-there"
    zh = "沒有示範資料列可以{verb}；請用 openscorecard data list 看有哪些批次。"
    en = "There are no example rows to {verb_en}; see which batches there are with openscorecard data list."


class UploadGone(Fault):
    """An upload is kept for an hour after somebody last looked at it."""

    code = "upload-gone"
    zh = "上傳的檔案已不在暫存區；請重新選擇檔案。"
    en = "This upload is no longer kept; choose the file once more."


class UnfitPublication(Fault):
    """A period that cannot be published."""

    code = "unfit-publication"
    zh = "{period} 不能公開：須為年、半年、季或月，且已經開始；請更正期間。"
    en = "{period} cannot be published: it must be a year, half, quarter or month that has begun; correct the period."


class NothingForThePublic(Fault):
    """A period published of a plan that is a draft only."""

    code = "nothing-for-the-public"
    zh = "計畫 {plan} 還沒有發布的版本，不能公開它的期間；請先發布計畫。"
    en = "Plan {plan} has no published edition yet, so none of its periods can be published; publish the plan first."


class NotPublished(Fault):
    """Withdrawing a period that is not published."""

    code = "not-published"
    zh = "計畫 {plan} 的 {period} 沒有公開，無須撤下；請更正期間。"
    en = "{period} of plan {plan} is not published, so there is nothing to withdraw; correct the period."


class StalePublishing(Fault):
    """Somebody else published or withdrew the period meanwhile."""

    code = "stale-publishing"
    zh = "{plan} 的 {period} 剛才已被別人公開或撤下；請重新開啟後再決定。"
    en = "Somebody else has just published or withdrawn {period} of {plan}; open it again and decide anew."
