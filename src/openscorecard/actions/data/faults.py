"""What an act on source rows can be refused for."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class KeyStored(Fault):
    code = "key-stored"
    zh = "「{key}」已經匯入過；要更正請用「更正」方式匯入，否則請從檔案刪除這一列。"
    en = "“{key}” is stored already; import it as a correction, or delete this row from the file."


class KeyNotStored(Fault):
    code = "key-not-stored"
    zh = "要更正的「{key}」不在已匯入的資料中；請更正鍵值，或改用「附加」方式匯入。"
    en = "“{key}” is to be corrected but is not stored; correct the key, or import the row as a new one."


class KeyTwice(Fault):
    code = "key-twice"
    zh = "「{key}」在這次匯入的檔案中出現兩次；請只留一列。"
    en = "“{key}” stands twice in the files of this import; leave one row."


class NoKeyToCorrect(Fault):
    code = "no-key-to-correct"
    zh = "資料集 {item} 的資料列沒有鍵值，無法逐列更正；請重新匯入整段期間（取代）。"
    en = "Rows of {item} have no key to correct them by; import the whole period again as a replacement."


class CoversNeeded(Fault):
    code = "covers-needed"
    zh = "取代 {item} 的資料要寫明期間；請指定涵蓋期間，例如 2025-01..2025-03。"
    en = "To replace rows of {item} a period is needed; name it, such as 2025-01..2025-03."


class OutsideCovers(Fault):
    code = "outside-covers"
    zh = "這一列的時間是 {day}，不在涵蓋期間 {covers} 之內；請更正日期或期間。"
    en = "This row counts on {day}, outside the period {covers}; correct the date or the period."


class NothingToStore(Fault):
    code = "nothing-to-store"
    zh = "檔案裡沒有可以存入的資料列；如果這段期間確實沒有資料，請指定涵蓋期間再匯入。"
    en = "The file has no row to store; if the period really had none, name the period and import again."


class FileStored(Fault):
    code = "file-stored"
    zh = "檔案「{name}」已在批次 {batch} 中匯入；請先撤回該批次，再以新的設定匯入。"
    en = "The file “{name}” was imported with batch {batch}; withdraw that batch first to import it another way."


class OtherPeriod(Fault):
    code = "other-period"
    zh = "相同的資料已匯入為批次 {batch}，涵蓋期間是 {covers}；要改變期間，請先撤回該批次。"
    en = "The same rows are stored as batch {batch} for {covers}; withdraw that batch first to change the period."


class BatchWithdrawn(Fault):
    code = "batch-withdrawn"
    zh = "批次 {item} 已經撤回，不需要再撤回。"
    en = "Batch {item} is withdrawn already."


class BatchNotWithdrawn(Fault):
    code = "batch-not-withdrawn"
    zh = "批次 {item} 沒有被撤回，不需要復原。"
    en = "Batch {item} is not withdrawn; there is nothing to bring back."


class RowsClash(Fault):
    code = "rows-clash"
    zh = "批次 {item} 有 {count} 列的鍵值後來又由其他批次匯入；請先撤回那些批次。"
    en = "{count} rows of batch {item} have been imported again by other batches; withdraw those first."


class BusyDataset(Fault):
    code = "busy-dataset"
    zh = "資料集 {item} 正由許多人同時匯入；請稍候再試。"
    en = "Dataset {item} is being imported to by many at once; try again in a moment."
