"""Letters that can really be set: what no font has is shown as its code, and said at the end of the paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from openscorecard.drawing.glyphs import shows

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def clean(text: str) -> str:
    """`text` without what XML and printers cannot hold; tabs become blanks, breaks newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    return _UNFIT.sub("", text.replace("\t", " ").replace("\u2029", "\n"))


def xml(text: str) -> str:
    """`text` for XML, between tags or in quotes."""
    return escape(clean(text), {'"': "&quot;"})


class Letters:
    """Sets texts in the fonts at hand, and remembers what they lack.

    `ours` are looked at first; `others`, files with their place in a collection, only for what ours do not have.
    """

    def __init__(self, ours: Iterable[Path], others: Iterable[tuple[Path, int]]) -> None:
        self._known: set[int] = set.intersection(*(set(shows(path)) for path in ours)) | {10, 32}
        self._others = list(others)
        self._told: dict[str, str] = {}
        self.missing: dict[str, str] = {}

    def set(self, text: str) -> str:
        """`text` with a code such as 〔U+1F3DB〕 in place of each character that no font has."""
        text = _VARIANTS.sub("", clean(text))
        return text if all(ord(char) in self._known for char in text) else "".join(map(self._one, text))

    def lacks(self, chars: Iterable[str]) -> None:
        """Told from outside that these cannot be set either."""
        for char in chars:
            self._known.discard(ord(char))
            self._told[char] = self.missing[char] = code_of(char)

    def _one(self, char: str) -> str:
        if ord(char) in self._known:
            return char
        if char not in self._told:
            self._told[char] = self._looked_up(char)
        return self._told[char]

    def _looked_up(self, char: str) -> str:
        if unicodedata.category(char) == "Cf":
            return ""  # it has no shape of its own: a joiner, a mark of direction
        if any(ord(char) in shows(path, index) for path, index in self._others):
            return char
        self.missing[char] = code_of(char)
        return self.missing[char]


def system_fonts() -> list[tuple[Path, int]]:
    """The fonts of the machine, as files with their place in a collection."""
    import typst

    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    return [(Path(font.path), font.index) for font in fonts if font.path]


def code_of(char: str) -> str:
    """How a character is written that no font has."""
    return f"〔U+{ord(char):04X}〕"
