"""What can be wrong with a question."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class UnknownPlan(Fault):
    """No such plan, or none this reader may see: the answer is the same."""

    code = "unknown-plan"
    zh = "沒有計畫「{item}」；請從計畫清單中選一個。"
    en = "There is no plan “{item}”; choose one from the list of plans."


class UnknownEdition(Fault):
    code = "unknown-edition"
    zh = "計畫 {plan} 沒有「{item}」這個版本；請從版本紀錄中選一個。"
    en = "Plan {plan} has no edition or revision “{item}”; choose one from its history."


class UnknownPerson(Fault):
    code = "unknown-person"
    zh = "沒有使用者「{item}」；請先新增帳號，或更正名稱。"
    en = "There is no user “{item}”; add the account first or correct the name."


class RepeatedPlan(Fault):
    code = "repeated-plan"
    zh = "文件裡有兩個計畫的識別碼都是 {item}；請為每個計畫指定不同的識別碼。"
    en = "Two plans of this document have the id {item}; give each an id of its own."


class UnknownDataset(Fault):
    code = "unknown-dataset"
    zh = "沒有資料集「{item}」；請從這些當中選一個：{known}。"
    en = "There is no dataset “{item}”; choose one of: {known}."


class UnknownBatch(Fault):
    code = "unknown-batch"
    zh = "沒有批次「{item}」；請用批次清單中的識別碼，至少前 6 個字。"
    en = "There is no batch “{item}”; give its name from the list of batches, at least its first 6 characters."


class AmbiguousBatch(Fault):
    code = "ambiguous-batch"
    zh = "不只一個批次以「{item}」開頭；請多寫幾個字。"
    en = "More than one batch begins with “{item}”; write more of its name."


class UnknownSource(Fault):
    code = "unknown-source"
    zh = "沒有來源「{item}」；請從來源清單中選一個。"
    en = "There is no source “{item}”; choose one from the list of sources."


class NoSuchMeasure(Fault):
    code = "unknown-measure"
    zh = "沒有衡量方式「{item}」；openscorecard measures list 或衡量方式目錄會列出全部。"
    en = "There is no measure “{item}”; the catalogue of measures, or openscorecard measures list, shows all."


class NoSuchDimension(Fault):
    code = "unknown-dimension"
    zh = "衡量方式 {measure} 不能依「{item}」細分；可用的有：{known}。"
    en = "Measure {measure} cannot be drilled down by “{item}”; it can by: {known}."


class UnfitSpan(Fault):
    code = "unfit-span"
    zh = "{start} 到 {end} 之間沒有完整的{grain}；請放寬起訖，或改用較短的期間。"
    en = "No whole {grain} lies from {start} to {end}; widen the span, or choose a shorter grain."


class NotKnownYet(Fault):
    """A plan asked for as of a time before it was first stored."""

    code = "not-known-yet"
    zh = "{time} 時系統中還沒有計畫 {plan}；請選較晚的時間。"
    en = "At {time} plan {plan} was not here yet; choose a later time."


class UnfitMoment(Fault):
    """A text that is no past moment."""

    code = "unfit-moment"
    zh = "「{text}」不是過去的時間；請寫成 2026-03-01 或 2026-03-01T17:30。"
    en = "“{text}” is no past moment; write 2026-03-01 or 2026-03-01T17:30."
