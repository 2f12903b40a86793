"""Running text: joining broken lines, splitting values, reading dates of the Republic's calendar."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_ROC_DATE = re.compile(r"(?:中華民國|民國)?\s*(\d{2,3})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_VALUE_BORDER = re.compile(r"[、\s]+")


def unbroken(text: str) -> str:
    """`text` on one line: breaks between Han characters vanish, other breaks become a blank, edges are trimmed."""
    lines = [line.strip() for line in text.splitlines()]
    whole = ""
    for line in filter(None, lines):
        glue = " " if whole and not (_is_han(whole[-1]) and _is_han(line[0])) else ""
        whole += glue + line
    return whole


def _is_han(char: str) -> bool:
    # Full-width punctuation stands between Han characters like one of them.
    return unicodedata.east_asian_width(char) in {"W", "F"}


def split_values(text: str) -> tuple[str, ...]:
    """The values of a line such as 正直誠信、團隊合作 創新卓越: borders are 、 and blanks."""
    return tuple(part for part in _VALUE_BORDER.split(text) if part)


def read_date(text: str) -> date | None:
    """The date a text is, 108年3月26日 (ROC calendar) or 2019-03-26; None where it is no date or no such day."""
    roc, iso = _ROC_DATE.fullmatch(text.strip()), _ISO_DATE.fullmatch(text.strip())
    if not roc and not iso:
        return None
    year, month, day = (int(part) for part in (roc or iso).groups())  # type: ignore[union-attr]  # one of them matched
    try:
        return date(year + 1911 if roc else year, month, day)
    except ValueError:
        return None


def write_date(day: date) -> str:
    """The date as documents of the Republic write it; before its first year as ISO."""
    if day.year <= 1920:  # one-digit years are no form that `read_date` takes
        return day.isoformat()
    return f"{day.year - 1911}年{day.month}月{day.day}日"
