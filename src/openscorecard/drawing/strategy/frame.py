"""The frame: theme heads, perspective bands and the boxes of objectives, placed on the settled grid."""

from __future__ import annotations

from collections.abc import Mapping

from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.lettering import longest_word, wrap
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.captions import BoxTexts, caption, height_of, name_size
from openscorecard.drawing.strategy.grid import Grid, Seat
from openscorecard.drawing.strategy.levels import Levels
from openscorecard.drawing.strategy.shapes import Band, Box, Header

_HEADER_PAD = 8


def slots(plan: Plan) -> dict[str, int]:
    """Each theme's colour, by its letter: its place in the plan, whichever themes are shown."""
    return {theme.letter: place for place, theme in enumerate(plan.themes)}


def label_width(plan: Plan, language: str) -> int:
    """The room for the perspectives' names: as their longest word needs, within bounds."""
    least, most = px.LABEL_WIDTHS
    words = [longest_word(*row.name.says(language), px.LABEL_SIZE) for row in plan.perspectives]
    short = [len(wrap(*row.name.says(language), px.LABEL_SIZE, 4.2 * px.LABEL_SIZE)) for row in plan.perspectives]
    wanted = max(words) if max(short) > 1 else 4.2 * px.LABEL_SIZE
    return round(min(most, max(least, wanted + 2)))


def labels(plan: Plan, language: str, width: int) -> list[tuple[tuple[str, ...], str]]:
    """Each perspective's name in lines, and its language."""
    names = [row.name.says(language) for row in plan.perspectives]
    return [(wrap(text, real, px.LABEL_SIZE, width), real) for text, real in names]


def tier_heights(grid: Grid, texts: Mapping[str, BoxTexts], lines: list[int]) -> list[int]:
    """Each tier's height: its fullest box, and room for the perspective's name beside (`lines` of it)."""
    heights = [max((texts[seat.objective.id].height for seat in tier), default=px.TIER_LEAST) for tier in grid.tiers]
    for row, count in enumerate(lines):
        tiers = [tier for tier, of in enumerate(grid.rows) if of == row]
        lacking = height_of(count, px.LABEL_SIZE) - sum(heights[tier] for tier in tiers)
        heights[tiers[0]] += max(0, lacking)
    return [round(height) for height in heights]


def headers(plan: Plan, grid: Grid, language: str, top: float, end: float) -> tuple[Header, ...]:
    """The heads of the shown themes, all as high as the fullest; columns reach down to `end`."""
    heads = _header_lines(grid, language)
    height = headers_height(grid, language)
    colours, made = slots(plan), []
    for theme, (x, width), (lines, real) in zip(grid.themes, grid.columns, heads, strict=True):
        room = (height - height_of(len(lines), px.HEADER_SIZE)) / 2
        text = caption(lines, real, x + width / 2, top + room, px.HEADER_SIZE, bold=True, centred=True)
        made.append(Header(theme.letter, colours[theme.letter], x, top, width, height, end - top - height, text))
    return tuple(made)


def headers_height(grid: Grid, language: str) -> float:
    most = max((len(lines) for lines, _ in _header_lines(grid, language)), default=0)
    return round(height_of(most, px.HEADER_SIZE)) + 2 * _HEADER_PAD if most else 0


def _header_lines(grid: Grid, language: str) -> list[tuple[tuple[str, ...], str]]:
    names = [(theme.letter, *theme.name.says(language)) for theme in grid.themes]
    blank = {"zh-Hant": "\u3000", "en": ": "}
    return [
        (wrap(f"{letter}{blank[real]}{text}", real, px.HEADER_SIZE, width - 2 * px.BOX_PAD), real)
        for (letter, text, real), (_, width) in zip(names, grid.columns, strict=True)
    ]


def bands(
    plan: Plan, grid: Grid, levels: Levels, named: list[tuple[tuple[str, ...], str]], width: float
) -> tuple[Band, ...]:
    """The perspectives' bands from edge to edge, their names in the middle of the left margin."""
    made = []
    for row, (perspective, (lines, real)) in enumerate(zip(plan.perspectives, named, strict=True)):
        tiers = [tier for tier, of in enumerate(grid.rows) if of == row]
        top, end = levels.tops[tiers[0]] - px.BAND_PAD, levels.bottoms[tiers[-1]] + px.BAND_PAD
        middle = (top + end - height_of(len(lines), px.LABEL_SIZE)) / 2
        name = caption(lines, real, (px.EDGE + grid.left) / 2, middle, px.LABEL_SIZE, bold=True, centred=True)
        made.append(Band(perspective.letter, px.EDGE, top, width - 2 * px.EDGE, end - top, name))
    return tuple(made)


def boxes(plan: Plan, grid: Grid, levels: Levels, texts: Mapping[str, BoxTexts], language: str) -> tuple[Box, ...]:
    """Every shown objective's box, in the plan's order."""
    colours = slots(plan)
    made = {seat.objective.id: _box(seat, levels, texts[seat.objective.id], colours, language) for seat in grid.seats()}
    return tuple(made[objective.id] for objective in plan.objectives if objective.id in made)


def _box(seat: Seat, levels: Levels, texts: BoxTexts, colours: Mapping[str, int], language: str) -> Box:
    top, x = levels.tops[seat.tier], seat.x + px.BOX_PAD
    y = top + px.BOX_PAD - 2
    code = caption((texts.code,), language, x, y, px.CODE_SIZE, bold=True)
    y += height_of(1, px.CODE_SIZE)
    size = name_size(texts.name_language)
    name = caption(texts.name, texts.name_language, x, y, size)
    y += height_of(len(texts.name), size)
    notes = (caption(texts.notes, language, x, y, px.SMALL_SIZE),) if texts.notes else ()
    objective = seat.objective
    return Box(
        objective.id,
        objective.code,
        "".join(texts.name),
        colours[objective.theme],
        seat.x,
        top,
        seat.width,
        levels.bottoms[seat.tier] - top,
        (code, name),
        notes,
    )
