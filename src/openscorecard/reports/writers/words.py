"""The few words that writers add of their own, in both languages, and the marks of statuses."""

from __future__ import annotations

from collections.abc import Sequence

from openscorecard.domain.scores.bands import Status
from openscorecard.domain.text import Language
from openscorecard.drawing.palette import LIGHT
from openscorecard.reports.paper import Line

_WORDS: dict[Language, dict[str, str]] = {
    "zh-Hant": {
        "missing": "本文件有字元沒有可用的字型，改以代碼表示：{codes}。",
        "continued": "{title}（續）",
        "theme": "主題 {letter}",
        "empty": "無資料列。",
        "cover": "封面",
        "notes": "文字",
        "weight": "權重",
        "score": "得分",
        "coverage": "資料涵蓋 %",
        "partial": "已知部分",
        "code": "代碼",
        "name": "名稱",
        "level": "層級",
        "parent": "上層",
        "due": "應計",
        "threshold": "門檻 %",
        "rollup": "{title}（公式）",
        "rollup_note": "藍字為給定值：權重、最底層得分、是否應計。改動後上層由公式重算；涵蓋低於門檻者不給分，缺資料不等於零。",
        "yes": "是",
        "no": "否",
        "of": "／",
        "mean": "平均",
        "upper": "上限",
        "lower": "下限",
        "target": "目標",
        "ahead": "預測",
        "value": "數值",
        "more": "全文見備忘稿。",
    },
    "en": {
        "missing": "No font here has some characters of this paper; their codes stand instead: {codes}.",
        "continued": "{title} (continued)",
        "theme": "Theme {letter}",
        "empty": "No rows.",
        "cover": "Cover",
        "notes": "Text",
        "weight": "Weight",
        "score": "Score",
        "coverage": "Coverage %",
        "partial": "Known part",
        "code": "Code",
        "name": "Name",
        "level": "Level",
        "parent": "Above",
        "due": "Due",
        "threshold": "Threshold %",
        "rollup": "{title} (formulas)",
        "rollup_note": "Blue is given: weights, scores at the bottom, whether it is due. What is above is reckoned anew "
        "by formulas; below the threshold no score is given, and no data is not zero.",
        "yes": "yes",
        "no": "no",
        "of": " / ",
        "mean": "Mean",
        "upper": "Upper limit",
        "lower": "Lower limit",
        "target": "Target",
        "ahead": "Forecast",
        "value": "Value",
        "more": "The whole text is in the notes.",
    },
}  # fmt: skip

# Letters that every Chinese font has; the drawings have shapes of their own for the same.
MARKS: dict[Status, str] = {
    "on_target": "●", "watch": "▲", "behind": "■", "no_target": "○", "no_data": "◇",
    "not_due": "◎", "not_applicable": "－", "not_measured": "×", "withheld": "□",
}  # fmt: skip
_TONES: dict[Status, str] = {"on_target": "on-target", "watch": "watch", "behind": "behind"}


def say(language: Language, key: str, **facts: str) -> str:
    """One of the writers' own wordings, with its facts filled in."""
    return _WORDS[language][key].format(**facts)


def colour_of(status: Status) -> str:
    """The colour of a status in print, as #rrggbb."""
    return LIGHT[_TONES.get(status, "no-data")]


def plain(line: Line) -> str:
    """A line as plain letters, with the mark of a status before its words."""
    return "".join(f"{MARKS[run.status]} {run.text}" if run.status else run.text for run in line)


def full(texts: Sequence[str]) -> list[str]:
    """Those that say something."""
    return [text for text in texts if text.strip()]
