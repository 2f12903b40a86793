"""Counts added up by month, platform, title and metric, and written as rows of the dataset `eresource_usage`."""

from __future__ import annotations

import csv
import re
import unicodedata
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openscorecard.connectors.counter.faults import OutsideReport, UnfitCount, UnfitReport
from openscorecard.connectors.counter.header import Header
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period

DATASET = "eresource_usage"
COLUMNS = ("period", "platform", "report", "title", "metric", "data_type", "access_method", "device", "count")
UNNAMED = "〔無題名〕"
MOST = 10**12
"""A larger count is a mistake."""
_LONGEST = {"title": 4_000, "platform": 500}
_OTHER = 200
_WHOLE = re.compile(r"\d{1,16}|\d{1,3}(?:,\d{3}){1,5}", re.ASCII)
# A title that a reader of tables would take for a line of sums, or for no value.
_MISREAD = re.compile(
    r".{0,20}(小計|合計|總計)|總和|累計|共計|總數|(sub|grand)?totals?(:|for.*)?|sum|[-—…]|n/?a", re.IGNORECASE
)

Key = tuple[str, str, str, str, str]


class Tally:
    """The counts of one report. What the dataset has no field for (year of publication, access type, section, author)
    is added up; what it has one for (data type, access method) is kept apart.

    `platforms` leads names of platforms in the report to codes of the library.
    """

    def __init__(self, header: Header, platforms: Mapping[str, str] | None = None) -> None:
        self.header = header
        self._platforms = dict(platforms or {})
        self._months: dict[Key, array[int]] = {}
        self._plain: dict[tuple[str, str], str] = {}
        self._blank = array("q", bytes(8 * header.length))

    def word(self, value: Any, item: str, *, required: bool = False) -> str:
        """A text of the report as one trimmed line; empty where there is none. Raises UnfitReport."""
        if type(value) is str and (known := self._plain.get((item, value))) is not None and (known or not required):
            return known
        if value is not None and not isinstance(value, str):
            raise UnfitReport(item=item, reason="不是文字", reason_en="is no text")
        plain = one_line(value or "")
        if required and not plain:
            raise UnfitReport(item=item, reason="是空白", reason_en="is empty")
        limit = _LONGEST.get(item.casefold(), _OTHER if item != self.header.named_by else _LONGEST["title"])
        if len(plain) > limit:
            raise UnfitReport(item=item, reason=f"超過 {limit} 字", reason_en=f"is longer than {limit} characters")
        if item == "Platform":
            plain = self._platforms.get(plain, plain)
        if len(self._plain) < 50_000 and value:
            self._plain[item, value] = plain
        return plain

    def title(self, value: Any, fallback: str) -> str:
        """What names a row; empty in reports of whole platforms, `fallback` where the report leaves the name empty."""
        item = self.header.named_by
        if not item:
            return ""
        plain = self.word(value, item) or fallback or UNNAMED
        return f"「{plain}」" if len(plain) < 60 and _MISREAD.fullmatch(plain) else plain

    def add(self, key: Key, month: Period, count: int) -> None:
        """Add a count to a row (platform, title, metric, data type, access method). Raises OutsideReport."""
        place = month.year * 12 + month.number - 1 - self.header.first
        if not 0 <= place < self.header.length:
            raise OutsideReport(month=month, covers=self.header.covers)
        if count:
            row = self._months.get(key)
            if row is None:
                row = self._months[key] = self._blank[:]
            row[place] += count

    def months(self) -> Coverage | None:
        """From the first to the last month that has a count; None where none has."""
        used = [place for place in range(self.header.length) if any(row[place] for row in self._months.values())]
        if not used:
            return None
        return Coverage(self._month(used[0]).first_day, self._month(used[-1]).last_day)

    def platforms(self) -> tuple[str, ...]:
        """The platforms that have counts, in order."""
        return tuple(sorted({key[0] for key in self._months}))

    def write(self, file: Path) -> int:
        """Write a row for every count above 0 as CSV, by platform, title and month; gives how many."""
        rows = 0
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow(COLUMNS)
            names = [str(self._month(place)) for place in range(self.header.length)]
            for (platform, title, metric, data_type, access), counts in sorted(self._months.items()):
                for month, count in zip(names, counts, strict=True):
                    if count:
                        row = (month, platform, self.header.report, title, metric, data_type, access, "", count)
                        writer.writerow(row)
                        rows += 1
        return rows

    def _month(self, place: int) -> Period:
        year, month = divmod(self.header.first + place, 12)
        return Period("month", year, month + 1)


def one_line(text: str) -> str:
    """`text` with its blanks as single spaces, without controls and what no text may hold."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    normal = unicodedata.normalize("NFC", text)
    return " ".join("".join(char if char.isprintable() else " " for char in normal).split())


def whole(value: Any, item: str) -> int:
    """A count as JSON, a table or a workbook holds it. Raises UnfitCount."""
    if type(value) is int:
        found = value
    elif isinstance(value, float) and value.is_integer():
        found = int(value)
    elif isinstance(value, str) and _WHOLE.fullmatch(text := value.strip()):
        found = int(text.replace(",", ""))
    else:
        raise UnfitCount(item=item, text=str(value)[:40])
    if not 0 <= found <= MOST:
        raise UnfitCount(item=item, text=str(found) if found.bit_length() < 200 else "…")
    return found
