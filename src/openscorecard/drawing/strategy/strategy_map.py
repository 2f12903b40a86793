"""The strategy map as one SVG, from the model alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.palette import WEB, Palette
from openscorecard.drawing.strategy.layout import lay_out
from openscorecard.drawing.strategy.states import FOOT, State
from openscorecard.drawing.strategy.svg import write_svg


def draw_map(
    plan: Plan,
    *,
    language: str = "zh-Hant",
    palette: Palette = WEB,
    theme: str | None = None,
    link_for: Callable[[Objective], str | None] | None = None,
    prefix: str = "map",
    style: bool = False,
    per_line: int | None = None,
    marks: Mapping[str, str] | None = None,
    states: Mapping[str, State] | None = None,
    titled: bool = True,
) -> str:
    """The strategy map of `plan` as SVG text, in px.

    `palette` is WEB (CSS variables), LIGHT or DARK (fixed colours). `theme` (a letter) draws one theme, with notes in
    place of links that leave it. `link_for` gives an objective's address, None for none. Every id starts with
    `prefix`: give each map on a page its own. `style` puts the rules of hover and focus into the SVG; a site with a
    content security policy leaves it out and serves `HIGHLIGHT_CSS`. `per_line` and `titled` as in `lay_out`.
    `marks` are a few words set into the corner of objectives, by their id; `states` say at the foot of each how it
    stands. Raises NoSuchTheme.
    """
    layout = lay_out(plan, language, theme, per_line=per_line, foot=FOOT if states else 0.0, titled=titled)

    def address(id_: str) -> str | None:
        objective = plan.objective(id_)
        return link_for(objective) if link_for and objective else None

    return write_svg(layout, palette, address, prefix, style, marks or {}, states or {})
