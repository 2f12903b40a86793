"""What can be wrong with institutions, people and what they may do."""

from __future__ import annotations

from openscorecard.domain.faults import Fault


class Denied(Fault):
    """The person may not do or see this; facts: `who`, `verb`."""

    code = "denied"
    zh = "{who} 沒有權限執行這個動作（{verb}）；請登入，或請管理者授予合適的角色。"
    en = "{who} may not do this ({verb}); sign in, or ask an administrator for a role that may."


class UnknownRole(Fault):
    code = "unknown-role"
    zh = "沒有「{item}」這個角色；請用 reader、editor 或 administrator。"
    en = "There is no role “{item}”; use reader, editor or administrator."


class DuplicateInstitution(Fault):
    code = "duplicate-institution"
    zh = "識別碼 {item} 已有機關或單位使用；請換一個識別碼。"
    en = "The id {item} belongs to another institution or unit; choose a different one."


class UnknownInstitution(Fault):
    code = "unknown-institution"
    zh = "沒有機關「{item}」；請先新增它，或更正識別碼。"
    en = "There is no institution “{item}”; add it first or correct the id."


class UnknownUnit(Fault):
    code = "unknown-unit"
    zh = "{institution} 沒有單位「{item}」；請先新增它，或更正識別碼。"
    en = "{institution} has no unit “{item}”; add it first or correct the id."


class InstitutionCircle(Fault):
    code = "institution-circle"
    zh = "{item} 不能隸屬於 {parent}，因為 {parent} 就是它自己或在它之下；請選擇另一個上級。"
    en = "{item} cannot stand below {parent}, which is itself or below it; choose another parent."
