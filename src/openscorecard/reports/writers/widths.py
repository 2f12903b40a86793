"""How wide the columns of a table are: by their shares, but none narrower than its longest number or word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import Table
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.spans import grid_of
from openscorecard.reports.writers.words import MARKS

_LETTER = 0.6
"""The width of half a Chinese character in parts of the size, digits and bold letters among them."""
_UNBROKEN = re.compile(r"[!-~−–…]+")
_MOST = 14  # letters that are held together: a longer word may break


def letters_of(table: Table) -> tuple[str, float]:
    """How large the letters of a table on paper are, as part of a style's name and in points: less for many columns."""
    count = len(table.columns)
    return ("Smallest", 7.5) if count > 9 else ("Small", 8.5) if count > 6 else ("", 9.5)


def fitted(table: Table, width: float, size: float, pad: float) -> list[float]:
    """The widths of the columns in `width` points, with letters of `size` and `pad` points beside them in a cell.

    What a narrow column lacks is taken from those that have more than they need.
    """
    shares = [max(column.share, 0.1) for column in table.columns]
    given = [width * share / sum(shares) for share in shares]
    least = [min(words * size * _LETTER + pad, width / len(shares) * 2) for words in _longest(table)]
    lacks = sum(max(need - have, 0) for need, have in zip(least, given, strict=True))
    spare = sum(max(have - need, 0) for need, have in zip(least, given, strict=True))
    if not lacks or not spare:
        return given
    part = min(lacks / spare, 1)
    gained = min(spare / lacks, 1)
    return [have - (have - need) * part if have > need else have + (need - have) * gained
            for need, have in zip(least, given, strict=True)]  # fmt: skip


def _longest(table: Table) -> list[int]:
    """How many half-width letters of each column do not break: a number, a code, a status, the words of its head."""
    longest = [text_width(column.head) if len(column.head) <= 4 else max(_words(column.head), default=0)
               for column in table.columns]  # fmt: skip
    for row in grid_of(table):
        for slot in row:
            if slot.across == 1 and not slot.below:
                for run in slot.cell.text:
                    words = [text_width(f"{MARKS[run.status]} {run.text}")] if run.status else _words(run.text)
                    longest[slot.column] = max([longest[slot.column], *words])
    return longest


def _words(text: str) -> Iterator[int]:
    return (min(len(word), _MOST) for word in _UNBROKEN.findall(clean(text)))
