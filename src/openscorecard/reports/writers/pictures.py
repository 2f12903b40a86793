"""Maps and charts as pictures of a page: their drawing, its size, and on what page its letters can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Language
from openscorecard.drawing.measures.ground import SIZE, WIDTH
from openscorecard.drawing.measures.trend import draw_trend
from openscorecard.drawing.palette import LIGHT
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.layout import lay_out
from openscorecard.drawing.strategy.states import FOOT
from openscorecard.drawing.strategy.strategy_map import draw_map
from openscorecard.reports.paper import StrategyMap, Trend
from openscorecard.reports.writers.words import say

Where = Literal["here", "a4", "a3"]
"""`here` on the page it is on; else a landscape page of its own."""
ROOM: dict[Where | Literal["upright", "theme", "landscape"], tuple[float, float]] = {
    "upright": (482, 640), "theme": (482, 400), "landscape": (730, 390), "a4": (725, 410), "a3": (1070, 650),
}  # fmt: skip
"""Points that a picture may take, in width and height; a heading stands above it, a theme's table below."""
LEAST = 6.5
"""Points that the smallest letters must have."""
_MOST = 0.72
"""Points a px at most: a map of three boxes need not fill the page."""
_CHART = 480.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its size in points on the page; `letters` is that of its smallest."""

    svg: str
    width: float
    height: float
    alt: str
    where: Where = "here"
    letters: float = 0.0


def chart_picture(block: Trend, number: int, room: float = _CHART) -> Picture:
    """The chart in at most `room` points of width."""
    svg = draw_trend(block.chart, LIGHT, f"trend{number}")
    width, height = size_of(svg)
    scale = min(room, _CHART) / WIDTH
    return Picture(svg, width * scale, height * scale, block.alt or block.chart.title, letters=SIZE * scale)


def map_pictures(block: StrategyMap, language: Language, number: int, *, landscape: bool) -> Iterator[Picture]:
    """The map where it can be read; where not even A3 is enough, the whole and then each theme alone."""
    alt = block.alt or block.plan.name.says(language)[0]
    theme = block.theme or None
    whole = _placed(block, language, theme, f"map{number}", alt, landscape)
    yield whole
    if whole.letters < LEAST and theme is None:
        for one in block.plan.themes:
            told = f"{say(language, 'theme', letter=one.letter)}　{one.name.says(language)[0]}"
            yield _placed(block, language, one.letter, f"map{number}{one.letter}", told, landscape)


def _placed(
    block: StrategyMap, language: Language, theme: str | None, prefix: str, alt: str, landscape: bool
) -> Picture:
    rooms: list[tuple[Where, tuple[float, float]]] = [
        ("here", ROOM["landscape" if landscape else "theme" if theme else "upright"]),
        ("a4", ROOM["a4"]), ("a3", ROOM["a3"]),
    ]  # fmt: skip
    tried = [(where, *_best(block.plan, language, theme, room)) for where, room in rooms]
    where, per_line, scale = next((one for one in tried if one[2] * px.SMALL_SIZE >= LEAST), tried[-1])
    svg = draw_map(block.plan, language=language, palette=LIGHT, theme=theme, prefix=prefix, per_line=per_line,
                   states=block.states, titled=theme is None)  # fmt: skip
    width, height = size_of(svg)
    return Picture(svg, width * scale, height * scale, alt, where, scale * px.SMALL_SIZE)


def _best(plan: Plan, language: Language, theme: str | None, room: tuple[float, float]) -> tuple[int | None, float]:
    """How many boxes beside each other give the largest letters in `room`, and the scale then."""
    tried = []
    for per_line in (None, 2, 1):
        layout = lay_out(plan, language, theme, per_line=per_line, foot=FOOT, titled=theme is None)
        tried.append((min(room[0] / layout.width, room[1] / layout.height, _MOST), per_line))
    scale, per_line = max(tried, key=lambda one: one[0])
    return per_line, scale


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in px."""
    head = svg[: svg.index(">")]
    width, height = (float(head.split(f' {side}="', 1)[1].split('"', 1)[0]) for side in ("width", "height"))
    return width, height


def pngs(pictures: Sequence[Picture]) -> list[bytes]:
    """The same as PNG, sharp enough for print; the machine's fonts have what ours lack. Raises NoFont."""
    from openscorecard.drawing.fonts import font_paths
    from openscorecard.drawing.png import svgs_to_pngs
    from openscorecard.reports.writers.letters import Letters, system_fonts

    if not pictures:
        return []
    paths = font_paths()
    letters = Letters(paths, ())
    drawn = [letters.set(one.svg) for one in pictures]
    if beyond := bool(letters.missing):
        letters = Letters(paths, system_fonts())
        drawn = [letters.set(one.svg) for one in pictures]
    sized = [(svg, one.width, one.height) for svg, one in zip(drawn, pictures, strict=True)]
    return svgs_to_pngs(sized, font_paths=paths, ppi=200, system=beyond)
