"""What can be wrong with a form that is asked for or with an institution's own template."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class UnknownForm(Fault):
    code = "unknown-paper-form"
    zh = "文件無法輸出成「{item}」；可用的格式有 {known}，請改選其一。"
    en = "A paper cannot be written as “{item}”; choose among {known}."


class BrokenTemplate(Fault):
    code = "broken-template"
    zh = "範本 {path} 無法排版（{place}）：{reason}；請更正範本該處，或移走此檔以改用內建範本。"
    en = (
        "The template {path} cannot be typeset ({place}): {reason}; correct it there, or move the file away to use the"
        " built-in one."
    )


class UnfitTemplate(Fault):
    code = "unfit-template"
    zh = "範本 {path} 不能用作 {form} 的樣式：{reason}；請以文書軟體另存為 .{form}，或移走此檔以改用內建樣式。"
    en = (
        "The template {path} cannot give the styles of {form}: {reason}; save it anew as .{form}, or move the file away"
        " to use the built-in styles."
    )
