"""What an act on a source can be refused for."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class SourceExists(Fault):
    code = "source-exists"
    zh = "來源 {item} 已存在（或曾經存在）；請換一個代碼。"
    en = "There is, or was, a source “{item}”; choose another id."


class UnfitSourceName(Fault):
    code = "unfit-source-name"
    zh = "來源代碼「{item}」不可用；請用小寫英文字母、數字與連字號，最多 60 字，例如 koha-main。"
    en = "“{item}” cannot be a source's id; use lower-case letters, digits and hyphens, at most 60, such as koha-main."


class UnfitSchedule(Fault):
    code = "unfit-schedule"
    zh = "排程「{item}」不可用；請寫成 hourly、daily 03:00、weekly 1 03:00（1 為星期一）或 monthly 5 03:00。"
    en = "“{item}” is no schedule; write hourly, daily 03:00, weekly 1 03:00 (1 is Monday) or monthly 5 03:00."


class SourceBusy(Fault):
    code = "source-busy"
    zh = "來源 {item} 正在讀取中；請等它結束再試。"
    en = "Source {item} is being read; wait until that has ended."


class SourceOff(Fault):
    code = "source-off"
    zh = "來源 {item} 已停用；請先啟用。"
    en = "Source {item} is switched off; switch it on first."


class SecretsUnreadable(Fault):
    code = "secrets-unreadable"
    zh = "來源 {item} 的密碼無法解密；封存目錄的金鑰可能已遺失，請重新輸入密碼。"
    en = "The secrets of {item} cannot be decrypted; the key in the seal may be lost. Enter them again."
