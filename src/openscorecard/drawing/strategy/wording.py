"""The words that a strategy map adds of its own, in both languages."""

from __future__ import annotations

_WORDS = {
    "zh-Hant": {
        "vision": "願景：{text}",
        "only_theme": "僅顯示主題 {letter}　{name}",
        "drives": "促成 {codes}",
        "dampens": "抑制 {codes}",
        "driven_by": "來自 {codes}",
        "within": "主題內因果",
        "across": "跨主題因果",
        "merged": "多個主題匯流",
        "negative": "負向影響",
        "example": "示範假設",
        "no_themes": "尚無策略主題。新增策略主題與策略目標後，地圖會自動畫出。",
        "no_objectives": "尚無策略目標。新增策略目標後，會依主題與構面排入地圖。",
        "comma": "、",
        "lagging": "，約 {months} 個月後",
        "as_example": "（示範假設）",
    },
    "en": {
        "vision": "Vision: {text}",
        "only_theme": "Theme {letter} only: {name}",
        "drives": "drives {codes}",
        "dampens": "dampens {codes}",
        "driven_by": "from {codes}",
        "within": "Cause and effect inside a theme",
        "across": "Across themes",
        "merged": "Several themes merge",
        "negative": "Negative effect",
        "example": "Example hypothesis",
        "no_themes": "No strategic themes yet. Add themes and objectives, and the map draws itself.",
        "no_objectives": "No objectives yet. Each one you add takes its place by theme and perspective.",
        "comma": ", ",
        "lagging": ", after about {months} months",
        "as_example": " (example hypothesis)",
    },
}


def own_language(language: str) -> str:
    """The language of our own words for a reader of `language`: `zh-Hant` or `en`."""
    return "en" if language.startswith("en") else "zh-Hant"


def say(language: str, key: str, **facts: str) -> str:
    """One of the map's own wordings, with its facts filled in."""
    return _WORDS[own_language(language)][key].format(**facts)
