"""Numbers and yes-or-no as people write them in ledgers, read exactly or not at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_MISSING = frozenset({"", "-", "--", "—", "——", "–", "─", "──", "−", "NA", "N/A", "NULL", "…", "...", "⋯", "……", "⋯⋯"})
MISSING_VALUES = ("", "-", "—", "NA", "N/A", "…")
"""What published schemas name as no value; a few other spellings of the same are read too."""

_NUMBER = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?", re.ASCII)
_CURRENCY = re.compile(r"^(?:NT\$|NTD|\$|新臺幣|新台幣)|元(?:整)?$")
_YES = frozenset({"是", "有", "Y", "YES", "TRUE", "T", "1", "✓", "✔", "V", "√"})
_NO = frozenset({"否", "無", "N", "NO", "FALSE", "F", "0", "✗", "✘"})
_LONGEST = 40  # digits; beyond it nothing was counted
_BOUND = Decimal(10) ** 18


def is_missing(text: str) -> bool:
    """Whether a trimmed text says that there is no value, which is not zero."""
    return text in _MISSING or (len(text) <= 3 and _plain(text).upper() in _MISSING)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def read_number(text: str, *, money: bool = False) -> Decimal | None:
    """The number that `text` writes, None where it writes none or not exactly.

    Reads full-width digits, thousands separators where they stand in threes, blanks between threes, a percent sign
    (39% is 0.39), negatives as -5, 5-, (5), △5; with `money` also NT$ and 元. Powers of ten (8.75E+06) have lost
    digits and are none.
    """
    plain = _plain(text).replace("−", "-").replace("–", "-")
    if money:
        plain = _CURRENCY.sub("", plain).strip()
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        plain, negative = plain[1:-1].strip(), True
    elif plain[:1] in ("△", "▲"):
        plain, negative = plain[1:].strip(), True
    elif plain.endswith("-"):
        plain, negative = plain[:-1].strip(), True
    if money:
        plain = _CURRENCY.sub("", plain).strip()
    percent = plain.endswith("%")
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?:\D|$))", ",", plain[:-1].strip() if percent else plain)
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain) or (negative and plain[0] in "+-"):
        return None
    number = Decimal(plain.replace(",", ""))
    if abs(number) >= _BOUND:
        return None
    number = -number if negative and number else number
    return number.scaleb(-2) if percent else number


def read_flag(text: str) -> bool | None:
    """True for 是, Y, 1, true and their kin, False for 否, N, 0, false; None for anything else."""
    plain = _plain(text).upper()
    if plain in _YES:
        return True
    return False if plain in _NO else None
