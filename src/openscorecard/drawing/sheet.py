"""What charts share: the SVG element around them, texts that fit, numbers as coordinates."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette

FONTS = "'Noto Sans TC','Noto Sans CJK TC','Microsoft JhengHei','PingFang TC',sans-serif"
WIDTH, SIZE = 760, 15
LINE = 24


def framed(parts: Iterable[str], title: str, language: str, height: float, palette: Palette, prefix: str) -> str:
    """One SVG element, 760 wide, with a title for those who do not see it; ids begin with `prefix`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-bars" role="img" aria-labelledby="{prefix}-title" '
        f'lang="{language}" viewBox="0 0 {WIDTH} {n(height)}" preserveAspectRatio="xMinYMin meet" '
        f'width="{WIDTH}" height="{n(height)}" font-family="{FONTS}" font-size="{SIZE}" fill="{palette["ink"]}">'
        f'<title id="{prefix}-title">{escape(title)}</title>{"".join(parts)}</svg>'
    )


def n(value: float) -> str:
    """A coordinate in short."""
    return f"{value:.1f}".removesuffix(".0")


def fitted(words: str, width: float, size: float = SIZE) -> str:
    """As much of `words` as fits into `width` px, an ellipsis where some is left out."""
    if text_width(words, size) <= width:
        return words
    kept = words
    while kept and text_width(f"{kept}…", size) > width:
        kept = kept[:-1]
    return f"{kept}…"


def text(x: float, y: float, words: str, colour: str = "", anchor: str = "", weight: str = "") -> str:
    """A text at a place."""
    more = f' fill="{colour}"' if colour else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    more += f' font-weight="{weight}"' if weight else ""
    return f'<text x="{n(x)}" y="{n(y)}"{more}>{escape(words)}</text>'
