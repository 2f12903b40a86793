"""The words of strategy documents: headings, table heads and appendix labels, in Chinese and English."""

from __future__ import annotations

import re

SCORECARD_TITLE = "策略地圖與平衡計分卡"
MAP_HEADING = "策略地圖"
STATEMENTS_HEADING = "使命、願景及核心價值"
CASCADE_HEADING = "承接局級策略主題延展本館策略地圖"
APPENDIX_HEADING = "附錄：本文件形式未載的內容"
THEME_WORD, PERSPECTIVE_WORD, OBJECTIVE_WORD = "策略主題", "構面", "策略目標"
KPI_WORD, INITIATIVE_WORD = "KPI (關鍵績效指標)", "行動方案"
SCORECARD_HEAD = (PERSPECTIVE_WORD, OBJECTIVE_WORD, KPI_WORD, INITIATIVE_WORD)
APPENDIX_HEAD = ("項目", "代碼", "欄位", "內容")

STATEMENT_LABELS = {"mission": "使命", "vision": "願景", "values": "核心價值"}
_STATEMENTS = {
    "使命": "mission",
    "願景": "vision",
    "核心價值": "values",
    "價值": "values",
    "mission": "mission",
    "vision": "vision",
    "core values": "values",
    "values": "values",
}
_ROLES = {
    "perspective": re.compile(r"構面|perspective", re.I),
    "objective": re.compile(r"策略目標|(strategic )?objectives?", re.I),
    "kpi": re.compile(r"KPI.*|關鍵績效指標.*|績效指標|衡量指標|key performance indicators?.*", re.I),
    "initiative": re.compile(r"行動方案|行動計畫|(action plans?|initiatives?)", re.I),
}
# What a page may say for itself without saying anything of the plan.
STRAY = {THEME_WORD, OBJECTIVE_WORD, PERSPECTIVE_WORD, MAP_HEADING, INITIATIVE_WORD, "KPI", "平衡計分卡"}
_THEME_HEADING = re.compile(r"(?:策略主題|theme)\s*[：:]\s*(?P<rest>.+)", re.I | re.S)
_LETTER = "[A-Za-z][A-Za-z0-9]{0,3}"
_LETTERED = re.compile(rf"(?P<name>.+?)(?:\s*[(（]\s*(?P<inside>{_LETTER})\s*[)）]|\s+(?P<after>{_LETTER}))", re.S)

SECTIONS = {
    "plan": "計畫",
    "value": "核心價值",
    "perspective": "構面",
    "theme": "策略主題",
    "objective": "策略目標",
    "kpi": "KPI",
    "standing": "行動方案代碼",
    "initiative": "行動方案",
    "link": "因果連結",
    "support": "支持上級目標",
    "responsibility": "負責機關",
    "mission_link": "使命承擔",
}
FIELDS = {
    "id": "識別碼",
    "name": "名稱",
    "name_en": "英文名稱",
    "institution": "機關",
    "institution_en": "機關英文名稱",
    "issued_on": "發布日",
    "valid_from": "適用起日",
    "valid_to": "適用迄日",
    "mission": "使命",
    "mission_en": "使命英文",
    "vision": "願景",
    "vision_en": "願景英文",
    "codes_objective": "目標代碼格式",
    "codes_kpi": "KPI代碼格式",
    "codes_initiative": "行動方案代碼格式",
    "parent_plan": "承接的上級計畫",
    "parent_theme": "承接的上級主題",
    "theme": "策略主題",
    "perspective": "構面",
    "objective": "策略目標",
    "kpi": "KPI",
    "measure": "衡量方式",
    "initiative": "行動方案",
    "starts_on": "起日",
    "ends_on": "迄日",
    "owner": "負責單位",
    "from": "起點",
    "to": "終點",
    "sign": "方向",
    "lag": "時間落差月數",
    "rationale": "理由",
    "rationale_en": "理由英文",
    "declared_by": "宣告人",
    "declared_on": "宣告日",
    "example": "示範",
    "parent_objective": "上級目標",
    "weight": "權重",
    "phrase": "使命文句",
}


def column_role(head: str) -> str:
    """What a table column holds, by its head: perspective, objective, kpi, initiative, or empty."""
    bare = " ".join(head.split())
    return next((role for role, pattern in _ROLES.items() if pattern.fullmatch(bare)), "")


def statement_kind(label: str) -> str:
    """mission, vision or values for a label or heading that announces one, else empty."""
    return _STATEMENTS.get("".join(label.split()) if not label.isascii() else " ".join(label.lower().split()), "")


def theme_heading(heading: str) -> str:
    """The rest of a heading such as 策略主題：發展館藏資源(A), else empty."""
    match = _THEME_HEADING.fullmatch(heading.strip())
    return match["rest"].strip() if match else ""


def lettered(text: str) -> tuple[str, str]:
    """Name and letter of `發展館藏資源 A`, `發展館藏資源(A)`; the letter is empty where there is none."""
    match = _LETTERED.fullmatch(text.strip())
    return (match["name"].strip(), match["inside"] or match["after"]) if match else (text.strip(), "")
