"""Lettering: how wide a text is, and where it may break into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

# Advance widths in hundredths of an em, for U+0020 to U+007E, measured in Chromium on the bold Latin of Noto Sans
# CJK TC; the regular weight is narrower, so one table serves both.
_LATIN = (
    23, 37, 57, 59, 59, 96, 74, 32, 38, 38, 51, 59, 32, 37, 32, 39, 59, 59, 59, 59, 59, 59, 59, 59, 59, 59, 32, 32, 59,
    59, 59, 51, 101, 64, 68, 66, 71, 61, 58, 72, 76, 33, 57, 69, 58, 85, 75, 77, 67, 77, 68, 62, 62, 75, 62, 91, 63, 58,
    61, 38, 39, 38, 59, 57, 63, 59, 64, 53, 64, 58, 37, 60, 64, 30, 31, 60, 31, 96, 64, 63, 64, 64, 44, 49, 42, 64, 58,
    86, 56, 57, 51, 38, 30, 38, 59,
)  # fmt: skip
# Readers' machines may substitute another Latin; the usual ones are at most this much wider.
_SAFETY = 1.08
_ICU_LOCALE = {"zh-Hant": "zh_TW", "en": "en"}


def text_width(text: str, size: float) -> float:
    """The widest `text` gets on one line, in px, at a font size of `size` px."""
    return _ems(text) * size


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    return sum(map(_em, text))


@lru_cache(maxsize=8192)
def _em(char: str) -> float:
    place = ord(char) - 32
    if 0 <= place < len(_LATIN):
        return _LATIN[place] / 100 * _SAFETY
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F", "A"}:
        return 1.0
    return 1.2  # a script we have no widths for: wide enough for nearly all of its letters


@lru_cache(maxsize=4096)
def wrap(text: str, language: str, size: float, width: float) -> tuple[str, ...]:
    """`text` in as few lines as fit into `width` px, evenly filled, broken between words alone.

    Only a word that is itself wider than `width` is cut. A blank at the end of a line is kept, so that the lines
    joined are the text again.
    """
    pieces = [part for piece in _pieces(text, language) for part in _fitting(piece, size, width)]
    widths = [text_width(piece.rstrip(), size) for piece in pieces]
    advances = [text_width(piece, size) for piece in pieces]
    breaks = _even_breaks(widths, advances, width)
    return tuple("".join(pieces[start:end]) for start, end in breaks)


def longest_word(text: str, language: str, size: float) -> float:
    """The width of the widest part of `text` that no line may break."""
    return max(text_width(piece.rstrip(), size) for piece in _pieces(text, language))


@lru_cache(maxsize=4096)
def _pieces(text: str, language: str) -> tuple[str, ...]:
    # Line breaks of Unicode keep punctuation where it belongs; word borders keep Chinese words whole: both must agree.
    from icu4py.breakers import LineBreaker, WordBreaker

    locale = _ICU_LOCALE.get(language, "en")
    lines, words = (set(_ends(breaker(text, locale))) for breaker in (LineBreaker, WordBreaker))
    cuts = [0, *sorted(cut for cut in lines & words if not _ONE_LETTER.search(text[:cut]))]
    return tuple(text[start:end] for start, end in pairwise(cuts)) or (text,)


_ONE_LETTER = re.compile(r"\b\w[-‐]$")
"""What no line ends with: the letter of "e-books" alone."""


def _ends(pieces: Iterable[str]) -> Iterator[int]:
    end = 0
    for piece in pieces:
        end += len(piece)
        yield end


def _fitting(piece: str, size: float, width: float) -> Iterator[str]:
    """`piece` itself, or its parts where it is wider than a line."""
    part = ""
    for char in piece if text_width(piece.rstrip(), size) > width else [piece]:
        if part and text_width(part + char, size) > width:
            yield part
            part = ""
        part += char
    yield part


def _even_breaks(widths: list[float], advances: list[float], width: float) -> list[tuple[int, int]]:
    """Fewest lines first, then the least sum of squared slack, by dynamic programming from the end."""
    count = len(widths)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)] * (count + 1)
    for start in range(count - 1, -1, -1):
        used, found = 0.0, (count + 1, 0.0, start + 1)
        for end in range(start + 1, count + 1):
            slack = width - used - widths[end - 1]
            if slack < -1e-9 and end > start + 1:
                break
            lines, cost, _ = best[end]
            found = min(found, (lines + 1, cost + slack * slack, end))
            used += advances[end - 1]
        best[start] = found
    breaks, start = [], 0
    while start < count:
        breaks.append((start, best[start][2]))
        start = best[start][2]
    return breaks
