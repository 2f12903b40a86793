"""The words of a target's closed lists and columns, in both languages; a file may write them or the code names."""

from __future__ import annotations

from collections.abc import Mapping

from openscorecard.domain.text import Text

DIRECTIONS: Mapping[str, Text] = {
    "up": Text("越高越好", "More is better"),
    "down": Text("越低越好", "Less is better"),
    "band": Text("落在區間", "Within a band"),
}
METHODS: Mapping[str, Text] = {
    "ratio": Text("達成比率", "Ratio"),
    "inverse": Text("反向比率", "Inverse ratio"),
    "mirror": Text("對稱遞減", "Mirrored ratio"),
    "progress": Text("距基準的進度", "Progress from the baseline"),
    "goalposts": Text("零分到目標", "From zero points to the target"),
    "steps": Text("級距", "Steps"),
    "yes_no": Text("達成與否", "Reached or not"),
    "milestones": Text("里程碑", "Milestones"),
    "manual": Text("人工評分", "Given by a person"),
}
"""Of milestones and manual scores the value is given by a person: how many steps are done, how many percent."""
PROFILES: Mapping[str, Text] = {
    "": Text("不分配", "Not spread"),
    "even": Text("平均分配", "Even"),
    "cumulative": Text("累計", "Cumulative"),
    "season": Text("依去年季節", "Last year's season"),
    "by_hand": Text("逐月自訂", "Month by month"),
}
MISSING: Mapping[str, Text] = {
    "missing": Text("不計分", "Does not count"),
    "floor": Text("以最低分計", "Earns the floor"),
}
COLUMNS: Mapping[str, Text] = {
    "code": Text("代碼", "Code"),
    "name": Text("關鍵績效指標", "KPI"),
    "value": Text("目標值", "Target"),
    "low": Text("區間下限", "Lower edge"),
    "high": Text("區間上限", "Upper edge"),
    "unit": Text("單位", "Unit"),
    "direction": Text("方向", "Direction"),
    "method": Text("計分方法", "Method"),
    "baseline": Text("基準值", "Baseline"),
    "floor": Text("零分值", "Earns 0"),
    "ceiling": Text("值為 0 的得分", "A value of 0 earns"),
    "steps": Text("級距得分", "Percent of steps"),
    "cap": Text("得分上限", "Cap"),
    "weight": Text("權重", "Weight"),
    "profile": Text("年內分配", "Within the year"),
    "shares": Text("各月", "Months"),
    "missing": Text("缺值", "Missing value"),
    "origin": Text("來源", "Source"),
    "reason": Text("調降原因", "Reason"),
    "countermeasure": Text("因應對策", "Countermeasure"),
    "version": Text("版次", "Version"),
}
"""The columns of a file of targets, in their order."""
CHOICES: Mapping[str, Mapping[str, Text]] = {
    "direction": DIRECTIONS,
    "method": METHODS,
    "profile": PROFILES,
    "missing": MISSING,
}
FIELDS = tuple(name for name in COLUMNS if name not in {"code", "name", "version"})
"""What a person may say of a target, by field."""


def worded(field: str, code: str, language: str) -> str:
    """The words for a code of a closed list; the code itself where there are none."""
    found = CHOICES[field].get(code)
    return found.says(language)[0] if found else code


def code_of(field: str, said: str) -> str:
    """The code for what a file or form says in any language; what it says where it is none of the list."""
    text = said.strip()
    for code, words in CHOICES[field].items():
        if text.casefold() in {code, words.zh.casefold(), words.en.casefold()}:
            return code
    return text
