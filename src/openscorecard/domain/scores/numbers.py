"""Numbers of targets and values: exact, finite, written as people write them."""

from __future__ import annotations

import re
from fractions import Fraction

from openscorecard.domain.faults import Fault

_LONGEST = 60  # characters; a number of 60 digits is no figure of a library
_EXPONENT = re.compile(r"e[+-]?0*(\d+)$", re.IGNORECASE)


class UnfitNumber(Fault):
    """A text that is no finite number."""

    code = "unfit-number"
    zh = "{where}：「{text}」不是有限的數字；請寫成 12.5 或 -3，不可寫 NaN 或無限大。"
    en = "{where}: “{text}” is no finite number; write 12.5 or -3, neither NaN nor infinity."


def exact(text: str, where: str) -> Fraction:
    """The number that `text` writes. Raises UnfitNumber for anything else, NaN and infinity included."""
    said = text.strip().replace(",", "")
    try:
        if len(said) > _LONGEST or ((power := _EXPONENT.search(said)) and int(power[1]) > _LONGEST):
            raise ValueError(said[:40])
        return Fraction(said)
    except (ValueError, ZeroDivisionError):
        raise UnfitNumber(where=where, text=text[:40]) from None
