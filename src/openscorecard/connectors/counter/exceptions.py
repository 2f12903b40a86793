"""COUNTER exceptions: found as list, object or bare text, in body or header, and what each asks of us."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from openscorecard.domain.text import Text

Asks = Literal["refused", "down", "wait", "zero", "not-ready", "gone", "partial", "warning", "unfit"]
"""refused: not to us. down: the service is broken. wait: later, the same again. zero: there was no use. not-ready: the
month has not been worked out yet. gone: the month is kept no more. partial: some figures are missing. warning: what we
asked was not all understood. unfit: what we asked cannot be answered."""

_KNOWN: dict[int, tuple[Asks, str, str]] = {
    1000: ("down", "服務暫停", "the service is not available"),
    1010: ("wait", "服務忙碌", "the service is busy"),
    1011: ("wait", "報表排隊處理中，請稍後再取", "the report is queued; fetch it later"),
    1020: ("wait", "詢問次數過多，請稍後再取", "too many requests; fetch it later"),
    1030: ("unfit", "詢問的資訊不足", "the request says too little"),
    2000: ("refused", "請求者沒有權限", "the requestor is not authorised"),
    2010: ("refused", "請求者無權取得此機構的使用數", "the requestor may not see this institution's usage"),
    2011: ("refused", "不提供全球報表", "global reports are not supported"),
    2020: ("refused", "API 金鑰無效", "the API key is not valid"),
    3000: ("unfit", "不提供這種報表", "the report is not supported"),
    3010: ("unfit", "不提供這一版的報表", "the release of the report is not supported"),
    3020: ("unfit", "日期不正確", "the dates are not valid"),
    3030: ("zero", "該期間沒有使用", "there was no use in the period"),
    3031: ("not-ready", "該期間的使用數還沒準備好，請稍後再取", "usage of the period is not ready; fetch it later"),
    3032: ("gone", "該期間的使用數已不再提供", "usage of the period is no longer available"),
    3040: ("partial", "只有部分的使用數", "only part of the usage is there"),
    3050: ("warning", "有不認得的參數", "a parameter was not recognised"),
    3060: ("warning", "有不認得的篩選值", "a filter value was not recognised"),
    3061: ("warning", "篩選值彼此不合", "filter values do not fit each other"),
    3062: ("warning", "有不認得的報表屬性", "a report attribute was not recognised"),
    3063: ("warning", "不提供組成部分的使用數", "components are not supported"),
    3070: ("unfit", "缺少必要的篩選值", "a required filter is missing"),
}
_CODE = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_KEYS = ("exceptions", "exception", "report_exceptions", "errors", "error")
_AROUND = ("report_header", "body")
_DEEPEST = 4
_SHOWN = 200
_MOST = 50


@dataclass(frozen=True, slots=True)
class Said:
    """One exception: its `code` (0 where it has none), and what the vendor says of it."""

    code: int
    message: str = ""

    @property
    def asks(self) -> Asks:
        """What it asks of us; codes below 1000 are the vendor's own remarks, others beyond the list are unfit."""
        if self.code in _KNOWN:
            return _KNOWN[self.code][0]
        return "warning" if 0 < self.code < 1000 else "unfit"

    @property
    def meaning(self) -> Text:
        """In our words, where the code is known; else in the vendor's."""
        if self.code in _KNOWN:
            return Text(*_KNOWN[self.code][1:])
        return Text(self.message or "?", self.message or "?")

    def __str__(self) -> str:
        return f"{self.code} {self.message}".strip() if self.code else self.message or "?"

    @property
    def remark(self) -> Text:
        """Code, meaning and the vendor's words as one line."""
        words = f"（{self.message}）" if self.message and self.code in _KNOWN else ""
        words_en = f" ({self.message})" if words else ""
        code = f"{self.code} " if self.code else ""
        return Text(f"COUNTER {code}{self.meaning.zh}{words}", f"COUNTER {code}{self.meaning.en}{words_en}")


def exceptions_in(said: Any) -> tuple[Said, ...]:
    """The exceptions of a body, a header, or a value of their `Exceptions`, in whatever form they come."""
    found = dict.fromkeys(_found(said, 0))
    return tuple(found)[:_MOST]


def exceptions_of_text(text: str) -> tuple[Said, ...]:
    """Those of a table's head cell: `3031: Usage Not Ready; 3040: Partial Data Returned`."""
    return exceptions_in([part for part in re.split(r";|\n", text) if part.strip()])


def _found(said: Any, depth: int) -> Iterator[Said]:
    if depth > _DEEPEST:
        return
    if isinstance(said, str) and said.strip():
        yield _of_words(said)
    elif isinstance(said, int) and not isinstance(said, bool):
        yield Said(_code(said))
    elif isinstance(said, list):
        for one in said[:_MOST]:
            yield from _found(one, depth + 1)
    elif isinstance(said, dict):
        names = {str(key).casefold(): value for key, value in said.items()}
        yield from [_of_object(names)] if "code" in names else _inside(names, depth)


def _inside(names: Mapping[str, Any], depth: int) -> Iterator[Said]:
    for key in (*_KEYS, *_AROUND):
        value = names.get(key)
        # A bare text is an exception only where exceptions stand.
        if value and (key in _KEYS or isinstance(value, dict)):
            yield from _found(value, depth + 1)


def _of_object(names: Mapping[str, Any]) -> Said:
    parts = [str(names[key]) for key in ("message", "data") if isinstance(names.get(key), str | int)]
    return Said(_code(names["code"]), _short(": ".join(part for part in parts if part.strip())))


def _of_words(text: str) -> Said:
    found = _CODE.search(text)
    code = int(found[0]) if found and (int(found[0]) in _KNOWN or text.strip().startswith(found[0])) else 0
    if code:
        text = text.replace(str(code), "", 1).lstrip(" \t:-—.")
    return Said(code, _short(text))


def _code(said: Any) -> int:
    text = str(said).strip()
    return int(text) if re.fullmatch(r"\d{1,6}", text, re.ASCII) else 0


def _short(text: str) -> str:
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if len(plain) <= _SHOWN else plain[:_SHOWN] + "…"
