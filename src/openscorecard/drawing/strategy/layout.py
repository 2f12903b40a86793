"""Laying out a plan's strategy map: grid, lanes, ports, tracks, routes and texts, from the model alone."""

from __future__ import annotations

from dataclasses import replace

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy.nodes import Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.captions import box_texts, box_width, head
from openscorecard.drawing.strategy.frame import (
    bands,
    boxes,
    headers,
    headers_height,
    label_width,
    labels,
    slots,
    tier_heights,
)
from openscorecard.drawing.strategy.grid import build_grid
from openscorecard.drawing.strategy.lanes import choose_lanes
from openscorecard.drawing.strategy.legend import legend
from openscorecard.drawing.strategy.levels import Levels, settle_levels
from openscorecard.drawing.strategy.nets import Net, gather_nets
from openscorecard.drawing.strategy.ports import settle_ports
from openscorecard.drawing.strategy.routes import arrowhead, route, strokes
from openscorecard.drawing.strategy.shapes import Arrowhead, MapLayout, Route, Stroke


class NoSuchTheme(Fault):
    """A map was asked for one theme that the plan does not have."""

    code = "no-such-theme"
    zh = "計畫沒有代號 {letter} 的策略主題；請改用其中之一：{known}。"
    en = "The plan has no theme {letter}; ask for one of: {known}."


def lay_out(
    plan: Plan, language: str = "zh-Hant", theme: str | None = None, *, per_line: int | None = None, foot: float = 0.0,
    titled: bool = True,
) -> MapLayout:  # fmt: skip
    """The strategy map of `plan`, all places in px.

    `theme` (a letter) draws that theme's column alone; links that leave it become notes in the boxes. `per_line` is
    how many objectives of a cell stand beside each other before the next line begins; left
    out, it is three, or fewer where the map would be more than 12 boxes broad. `foot` px are kept free at the foot of
    every box. `titled` False draws no name of the plan, for a paper whose heading says it. Raises NoSuchTheme.
    """
    themes = _shown(plan, theme)
    letters = [item.letter for item in themes]
    objectives = [objective for objective in plan.objectives if objective.theme in letters]
    width, label = box_width(objectives, language), label_width(plan, language)
    grid = build_grid(plan, themes, width, px.EDGE + label + 2 * px.LABEL_PAD, per_line or _per_line(plan, themes))
    nets = gather_nets(plan.links, {seat.objective.id: seat for seat in grid.seats()})
    choose_lanes(grid, nets)
    settle_ports(grid, nets)

    whole = float(max(px.LEAST_WIDTH, grid.right + px.EDGE))
    title, subtitles, y = head(plan, language, letters, whole - 2 * px.EDGE)
    if not titled:
        title, subtitles, y = replace(title, lines=()), (), px.EDGE - px.HEAD_GAP
    top = round(y + px.HEAD_GAP)
    texts, named = box_texts(plan, objectives, language, width, foot), labels(plan, language, label)
    heights = tier_heights(grid, texts, [len(lines) for lines, _ in named])
    levels = settle_levels(grid, nets, heights, top + headers_height(grid, language))
    routes, drawn, heads = _lines(plan, themes, nets, levels)
    entries, end = legend(routes, drawn, language, levels.end + 6, whole)
    return MapLayout(
        plan.id, language, whole, round(end + px.EDGE), title, subtitles,
        headers=headers(plan, grid, language, top, levels.end), bands=bands(plan, grid, levels, named, whole),
        boxes=boxes(plan, grid, levels, texts, language), routes=routes, strokes=drawn, arrowheads=heads,
        legend=entries)  # fmt: skip


Lines = tuple[tuple[Route, ...], tuple[Stroke, ...], tuple[Arrowhead, ...]]


def _lines(plan: Plan, themes: tuple[Theme, ...], nets: list[Net], levels: Levels) -> Lines:
    of_plan = slots(plan)
    colours = [of_plan[theme.letter] for theme in themes]
    routes = (
        route(net, link, source, levels, colours)
        for net in nets
        for link, source in zip(net.links, net.sources, strict=True)
    )
    drawn = (stroke for net in nets for stroke in strokes(net, levels, colours))
    return tuple(routes), tuple(drawn), tuple(arrowhead(net, levels, colours) for net in nets)


def _per_line(plan: Plan, themes: tuple[Theme, ...]) -> int:
    fullest = [max(len(plan.cell(theme.letter, row.letter)) for row in plan.perspectives) for theme in themes]
    fitting = (
        count for count in range(px.PER_LINE, 1, -1) if sum(min(count, cell) for cell in fullest) <= px.MOST_ACROSS
    )
    return next(fitting, 1)


def _shown(plan: Plan, letter: str | None) -> tuple[Theme, ...]:
    if letter is None:
        return plan.themes
    found = plan.theme(letter)
    if found is None:
        raise NoSuchTheme(letter=letter, known="、".join(theme.letter for theme in plan.themes))
    return (found,)
