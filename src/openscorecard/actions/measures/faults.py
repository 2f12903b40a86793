"""What acts on measures can be refused for."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class BusyFigures(Fault):
    code = "busy-figures"
    zh = "另一次計算剛存入數字；這次沒有存入任何數字，請再計算一次。"
    en = "Another computation has just stored figures; nothing of this one was stored. Compute again."


class MeasureTaken(Fault):
    code = "measure-taken"
    zh = "「{item}」是產品內建的衡量方式，不能改寫；請換一個識別碼。"
    en = "“{item}” is a measure that comes with the product and cannot be written over; choose another id."


class MeasureUnchanged(Fault):
    code = "measure-unchanged"
    zh = "衡量方式 {item} 與已存的第 {version} 版相同，不需要再存。"
    en = "Measure {item} is the same as its stored version {version}; there is nothing to store."


class MeasureRetired(Fault):
    code = "measure-retired"
    zh = "衡量方式 {item} 已經停用。"
    en = "Measure {item} is retired already."


class MeasureNeeded(Fault):
    code = "measure-needed"
    zh = "衡量方式 {item} 是 {other} 所屬的整體，不能停用；請先更改或停用 {other}。"
    en = "Measure {item} is the whole that {other} counts a part of; change or retire {other} first."


class MeasureNotOwn(Fault):
    code = "measure-not-own"
    zh = "{item} 不是本機關自訂的衡量方式；只有自訂的可以停用。"
    en = "{item} is no measure of the institution's own; only those can be retired."


class StaleMeasure(Fault):
    code = "stale-measure"
    zh = "另一個人剛存入衡量方式 {item} 的新版；這次沒有存入，請重新檢視後再存。"
    en = "Somebody else has just stored a version of measure {item}; nothing was stored. Look again and store."
