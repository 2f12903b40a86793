"""Texts of a plan: one line each, in Traditional Chinese, with English beside where there is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.faults import Fault

Language = Literal["zh-Hant", "en"]


class EmptyText(Fault):
    """A text that must say something says nothing."""

    code = "empty-text"
    zh = "{where}：這裡不可空白；請填入文字。"
    en = "{where}: this may not be empty; enter a text."


class UnfitText(Fault):
    """A text that no one-line document could hold."""

    code = "unfit-text"
    zh = "{where}：「{text}」含有換行、定位、控制字元或前後空白；請改為單行文字並去除前後空白。"
    en = "{where}: “{text}” holds a line break, a tab, a control character or outer blanks; make it one trimmed line."


class OverlongText(Fault):
    """A text longer than any form or map could show."""

    code = "overlong-text"
    zh = "{where}：文字長 {length} 字，上限為 {limit} 字；請縮短。"
    en = "{where}: the text is {length} characters long, the limit is {limit}; shorten it."


LIMIT = 2000
# Line ends, controls (Cc), lone surrogates (Cs), what is eaten as a byte order mark, and the two that end every plane.
_UNFIT = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def fits_one_line(text: str) -> bool:
    """True where `text` can stand in a cell of a text document and in XML, unchanged by reading it back."""
    return text == text.strip() and not _UNFIT.search(text)


@dataclass(frozen=True, slots=True)
class Text:
    """One line in zh-Hant (`zh`) and, where there is one, English (`en`, else empty).

    Raises EmptyText where `zh` is empty, UnfitText where a part cannot stand on one line of a document,
    OverlongText beyond 2,000 characters.
    """

    zh: str
    en: str = ""

    def __post_init__(self) -> None:
        if not self.zh:
            raise EmptyText(where="zh")
        for where, part in (("zh", self.zh), ("en", self.en)):
            if len(part) > LIMIT:
                raise OverlongText(where=where, length=len(part), limit=LIMIT)
            if not fits_one_line(part):
                raise UnfitText(where=where, text=part)

    def says(self, language: str) -> tuple[str, Language]:
        """The text for a reader of `language` and the language it is really in."""
        if language.startswith("en") and self.en:
            return self.en, "en"
        return self.zh, "zh-Hant"

    def __str__(self) -> str:
        return self.zh
