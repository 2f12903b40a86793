"""Small icons: what a series does (variation), whether its target is in reach (assurance); words stand beside.

Natural variation is a ring with a wave, better a disc, worse a square, neither a diamond, each with an arrow; a target
that is always met is a ring with a tick, never met a square with a cross, met now and then a ring on a dashed line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from openscorecard.drawing.palette import Palette

VariationIcon = Literal[
    "common", "improving_high", "improving_low", "concern_high", "concern_low", "special_high", "special_low"
]
AssuranceIcon = Literal["passes", "fails", "hit_or_miss"]

_GROUNDS: Mapping[str, str] = {
    "improving": '<circle cx="14" cy="14" r="13" fill="{colour}"/>',
    "concern": '<rect x="1.500" y="1.500" width="25" height="25" rx="4" fill="{colour}"/>',
    "special": '<path d="M14 0L28 14 14 28 0 14z" fill="{colour}"/>',
}
_ARROWS = {"high": "M8 18L13 13l3 3 5-6M16 9.500h5.500V15", "low": "M8 10l5 5 3-3 5 6M16 18.500h5.500V13"}
_SMALL = {
    "high": "M9 17l3.500-3.500 2.500 2.500 4-5M15.500 11H19v3.500",
    "low": "M9 11l3.500 3.500L15 12l4 5M15.500 17H19v-3.500",
}
_RING = '<circle cx="14" cy="14" r="12.500" fill="{surface}" stroke="{colour}" stroke-width="2.500"/>'
_PEN = 'fill="none" stroke="{pen}" stroke-width="2.500" stroke-linecap="round" stroke-linejoin="round"'
_OWN: Mapping[str, tuple[str, str, str]] = {
    # what the icon stands on, its line, and the colour of both
    "common": (_RING, "M6.500 15.500c2.500-6 5-6 7.500-1.500s5 4.500 7.500-1.500", "neutral"),
    "passes": (_RING, "M8 14.500l4.500 4.500L20.500 9.500", "improving"),
    "fails": (_GROUNDS["concern"], "M9 9l10 10M19 9L9 19", "concern"),
    "hit_or_miss": (_RING, "M5.500 14h3M12.500 14h3M19.500 14h3M10.500 9.500v.1M17.500 18.500v.1", "neutral"),
}


def draw_icon(icon: VariationIcon | AssuranceIcon, palette: Palette) -> str:
    """The icon as one SVG element, 28 by 28, silent to those who do not see it."""
    ground, line, role = _OWN.get(icon) or _with_arrow(icon)
    pen = palette[role] if ground == _RING else palette["surface"]
    drawn = ground.format(colour=palette[role], surface=palette["surface"])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-icon osc-icon-{icon.replace("_", "-")}" '
        f'aria-hidden="true" focusable="false" viewBox="0 0 28 28" width="28" height="28">{drawn}'
        f'<path d="{line}" {_PEN.format(pen=pen)}/></svg>'
    )


def _with_arrow(icon: str) -> tuple[str, str, str]:
    meaning, _, way = icon.partition("_")
    if meaning == "special":
        return _GROUNDS[meaning], _SMALL[way], "neutral"
    return _GROUNDS[meaning], _ARROWS[way], meaning
