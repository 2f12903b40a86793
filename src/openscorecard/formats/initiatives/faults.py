"""What can be wrong with files of charters and of kinds, beyond what can be wrong with one."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class NotOneFile(Fault):
    """A file with no YAML document, or with several."""

    code = "not-one-file"
    zh = "檔案裡有 {count} 份 YAML 文件，應恰好一份；請補上內容，或刪除分隔的 ---。"
    en = "The file holds {count} YAML documents and should hold one; write it, or delete the --- between them."


class UnfitCharterFile(Fault):
    """A charter of a file that cannot be so."""

    code = "unfit-charter-file"
    zh = "行動方案 {item}：{reason}；請更正檔案。"
    en = "Action plan {item}: {reason}; correct the file."


class CharterOfAnother(Fault):
    """A file of charters that belongs to another strategy plan."""

    code = "charter-of-another"
    zh = "這份檔案屬於計畫 {item}，不是 {plan}；請到該計畫存入，或更正檔案裡的 plan。"
    en = "The file is of plan {item}, not of {plan}; store it there, or correct the field plan of the file."


class LedgerWithoutPlan(Fault):
    """A kind that stands on rows which name no action plan."""

    code = "ledger-without-plan"
    zh = "類型 {item} 的資料集 {dataset} 不存在，或沒有行動方案欄位；請改用有 plan 欄位的資料集。"
    en = "Kind {item}: there is no dataset {dataset}, or its rows name no action plan; use one with the field plan."


class UnsplitQuantity(Fault):
    """A quantity split by what its rows do not say."""

    code = "unsplit-quantity"
    zh = "類型 {item} 的 {quantity} 不能依 {dimension} 細分：資料列沒有寫；請更正或刪除。"
    en = "Kind {item}: {quantity} cannot be split by {dimension}, which its rows do not say; correct or delete it."


class ListedReaders(Fault):
    """A kind that would list rows of readers one by one."""

    code = "listed-readers"
    zh = "類型 {item} 不能逐列顯示 {dataset}：它含有讀者代碼；請改為只計數。"
    en = "Kind {item} cannot list rows of {dataset}: they hold keys of readers; count them instead."
