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
        "heads": "編號|代碼|名稱|層級|上層編號|權重|狀態|"
        "給定得分|已知部分|涵蓋 %|得分|應計|計入權重|權重乘分",
        "scored": "已計分",
        "threshold": "涵蓋門檻 %",
        "rollup": "{title}（公式）",
        "rollup_note": "藍字為給定：門檻、權重、最底層的得分與無得分的原因。改動後，上層由公式重算；"
        "缺資料不等於零，涵蓋低於門檻者暫不計分。",
        "value": "實績",
        "mean": "平均",
        "upper": "上限",
        "lower": "下限",
        "target": "目標",
        "ahead": "預測",
        "more": "全文見備忘稿。",
    },
    "en": {
        "missing": "No font here has some characters of this paper; their codes stand instead: {codes}.",
        "continued": "{title} (continued)",
        "theme": "Theme {letter}",
        "empty": "No rows.",
        "cover": "Cover",
        "notes": "Text",
        "heads": "No.|Code|Name|Level|Above no.|Weight|Status|"
        "Given score|Known part|Coverage %|Score|Due|Weight counted|Weight by score",
        "scored": "Scored",
        "threshold": "Coverage threshold %",
        "rollup": "{title} (formulas)",
        "rollup_note": "Blue is given: the threshold, weights, scores at the bottom and why one is missing. Change "
        "one, and what is above is reckoned anew; no data is not zero, and below the threshold no score is given.",
        "value": "Actual",
        "mean": "Mean",
        "upper": "Upper limit",
        "lower": "Lower limit",
        "target": "Target",
        "ahead": "Forecast",
        "more": "The whole text is in the notes.",
    },
}  # fmt: skip

# Letters that every Chinese font has; the drawings have shapes of their own for the same.
MARKS: dict[Status, str] = {
    "on_target": "●", "watch": "▲", "behind": "■", "no_target": "○", "no_data": "◇",
    "not_due": "◎", "not_applicable": "－", "not_measured": "×", "withheld": "□",
}  # fmt: skip
_TONES: dict[Status, str] = {"on_target": "on-target", "watch": "watch", "behind": "behind"}


_STATUSES: dict[Language, dict[Status, str]] = {
    "zh-Hant": {
        "on_target": "達標", "watch": "注意", "behind": "落後", "no_target": "未設目標值", "no_data": "無資料",
        "not_due": "尚未到期", "not_applicable": "不適用", "not_measured": "本文件未衡量", "withheld": "暫不計分",
    },
    "en": {
        "on_target": "On target", "watch": "Watch", "behind": "Behind", "no_target": "No target",
        "no_data": "No data", "not_due": "Not due yet", "not_applicable": "Not applicable",
        "not_measured": "Not measured here", "withheld": "Withheld",
    },
}  # fmt: skip


def status_word(language: Language, status: Status) -> str:
    """The word of a status, as on the pages."""
    return _STATUSES[language][status]


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
