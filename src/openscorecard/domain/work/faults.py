"""What can be wrong with background work."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class UnknownWork(Fault):
    code = "unknown-work"
    zh = "沒有「{item}」這種背景工作；可用的是 {known}。"
    en = "There is no background work “{item}”; there is {known}."


class UnknownJob(Fault):
    code = "unknown-job"
    zh = "沒有編號 {item} 的背景工作；請從背景工作清單中選一個。"
    en = "There is no background job {item}; choose one from the list of background work."


class JobEnded(Fault):
    code = "job-ended"
    zh = "背景工作 {item} 已經結束，無法取消。"
    en = "Background job {item} has ended already and cannot be cancelled."


class WorkTooSlow(Fault):
    code = "work-too-slow"
    zh = "這項工作在 {seconds} 秒內沒有完成，已經停止；請減少資料量或縮短期間再試。"
    en = (
        "The work was not done within {seconds} seconds and was stopped; try again with fewer rows or a shorter period."
    )


class WorkTooHeavy(Fault):
    code = "work-too-heavy"
    zh = "這項工作需要超過 {limit} MB 的記憶體，已經停止；請減少資料量或縮短期間再試。"
    en = "The work needs more than {limit} MB of memory and was stopped; try again with fewer rows or a shorter period."


class WorkerLost(Fault):
    """The process that did the work ended before the work did: a stop, a crash, a power cut."""

    code = "worker-lost"
    zh = "執行這項工作的程式中途結束，工作沒有完成；請再執行一次。"
    en = "The process that did this work ended before it was done; ask for it once more."


class WorkBroken(Fault):
    """A mistake of ours; the log tells more under the same reference."""

    code = "work-broken"
    zh = "這項工作發生未預期的錯誤，沒有完成；請再試一次，若仍失敗，請把編號 {reference} 告訴管理者。"
    en = "The work met an unexpected error and is not done; try again, or tell an administrator reference {reference}."
