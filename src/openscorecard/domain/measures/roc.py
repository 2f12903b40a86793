"""Days and periods as Taiwan's public bodies write them, in years of the Republic (民國) or of the common era."""

from __future__ import annotations

import re
from datetime import date

from openscorecard.domain.measures.periods import Grain, Period, UnfitPeriod

ROC_OFFSET = 1911  # 民國1年 is 1912
_WIDE = str.maketrans("０１２３４５６７８９／－．～", "0123456789/-.~")
_ERA = r"(?:中華民國|民國|ROC)?"
_DAYS = (
    re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{1,4}}|元)年(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日?", re.ASCII),
    re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}})(?P<s>[/.-])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})", re.ASCII),
    re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{3,4}})(?P<m>\d{{2}})(?P<d>\d{{2}})", re.ASCII),
)
_PERIODS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    ("month", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{1,4}}|元)年(?P<n>\d{{1,2}})月(?:份)?", re.ASCII)),
    ("month", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}})[/.-](?P<n>\d{{1,2}})", re.ASCII)),
    ("month", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{3,4}})(?P<n>\d{{2}})", re.ASCII)),
    ("quarter", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}})年?(?:第|-?Q)(?P<n>[1-4一二三四])季?", re.ASCII)),
    ("half", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}})年?(?:-?H|(?=[上下]))(?P<n>[12上下])(?:半年)?", re.ASCII)),
    ("school_year", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}})學年度?", re.ASCII)),
    ("school_year", re.compile(r"SY(?P<era>)(?P<y>\d{4})", re.ASCII)),
    ("year", re.compile(rf"(?P<era>{_ERA})(?P<y>\d{{2,4}}|元)(?:年度?)?", re.ASCII)),
)
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}
# A two-digit year is taken for one of the Republic only where it cannot be a day of a foreign order (5/3/25).
_LEAST_SHORT_YEAR = 32
_LAST_ROC_YEAR = 200  # beyond it, digits are something else, such as a day counted by a spreadsheet


def read_day(text: str) -> date | None:
    """The day that `text` writes, None where it writes none.

    Reads `2025-03-05`, `2025/3/5`, `2025.03.05`, `20250305`, `2025年3月5日`; with years of the Republic `114/03/05`,
    `114-3-5`, `114.3.5`, `1140305`, `民國114年3月5日`, `114年3月5日`; full-width digits; blanks anywhere. A day in
    another order, such as 5/3/2025, could mean two days and is none.
    """
    packed = "".join(text.translate(_WIDE).split())
    for form in _DAYS:
        if found := form.fullmatch(packed):
            try:
                return date(_year(found["y"], found["era"], packed), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None


def read_period(text: str) -> Period | None:
    """The period that `text` writes, in our own form or as ledgers do; None where it writes none.

    Reads `2025-03`, `2025/3`, `202503`, `2025年3月`, `114年3月`, `11403`, `114/03`, `114年第1季`, `114年上半年`,
    `114學年度`, `114年度`, `2025`. A year alone of fewer than four digits is one of the Republic.
    """
    packed = "".join(text.translate(_WIDE).split()).upper()
    for grain, form in _PERIODS:
        if found := form.fullmatch(packed):
            groups = found.groupdict()
            try:
                number = groups.get("n") or "1"
                return Period(grain, _year(found["y"], found["era"], packed), _NUMBERS.get(number) or int(number))
            except ValueError:  # UnfitPeriod is one
                continue
    return None


def _year(digits: str, era: str, whole: str) -> int:
    """The year of the common era; raises ValueError where it cannot be told which era is meant."""
    number = 1 if digits == "元" else int(digits)
    if len(digits) == 4 and not era and not digits.startswith("0"):
        return number
    told = era or "年" in whole or len(digits) > 2
    if not 1 <= number <= _LAST_ROC_YEAR or (not told and number < _LEAST_SHORT_YEAR):
        raise UnfitPeriod(text=whole)
    return number + ROC_OFFSET


def written_in_roc(day: date) -> str:
    """`day` as 民國114年3月5日."""
    return f"民國{day.year - ROC_OFFSET}年{day.month}月{day.day}日"
