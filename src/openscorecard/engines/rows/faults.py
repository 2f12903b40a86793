"""What can be wrong with keeping rows and reading them back."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class RowsUnwritable(Fault):
    code = "rows-unwritable"
    zh = "資料無法寫入 {folder}：{reason}；沒有存入任何資料。請清出空間或檢查權限，再匯入一次。"
    en = (
        "Rows cannot be written to {folder}: {reason}; nothing was stored. Make room or check rights, and import again."
    )


class RowsDamaged(Fault):
    code = "rows-damaged"
    zh = "資料檔 {item} 遺失或內容與登錄的檢查碼不符；請由備份還原該檔，或撤回批次後重新匯入。"
    en = "The row file {item} is missing or is not what was stored; restore it, or withdraw its batch and import again."


class ValueTooWide(Fault):
    code = "value-too-wide"
    zh = "{field} 的數值「{value}」位數太多，無法精確保存；請減少位數。"
    en = "{field} has the value “{value}”, with more digits than can be kept exactly; shorten it."


class UnknownActionPlan(Fault):
    """Rows that name an action plan that no strategy plan has or ever had; told, and no reason to refuse them."""

    code = "unknown-action-plan"
    zh = (
        "{field}{values}不是任何策略計畫的行動方案；這些列照樣存入，但沒有方案會顯示它們。"
        "請更正檔案後重新匯入，或在資料集頁面以「歸屬」改歸正確的方案。"
    )
    en = (
        "{field_en} {values_en}: no strategy plan has such an action plan. The rows are stored all the same, and no "
        "action plan shows them. Correct the file and import it again, or give the rows to the right plan with a tag "
        "on the dataset's page."
    )
