"""The strategy map: laid out from the plan alone, drawn as SVG."""

from openscorecard.drawing.strategy.layout import NoSuchTheme, lay_out
from openscorecard.drawing.strategy.outline import map_outline
from openscorecard.drawing.strategy.shapes import MapLayout
from openscorecard.drawing.strategy.states import State
from openscorecard.drawing.strategy.strategy_map import draw_map
from openscorecard.drawing.strategy.svg import HIGHLIGHT_CSS

__all__ = ["HIGHLIGHT_CSS", "MapLayout", "NoSuchTheme", "State", "draw_map", "lay_out", "map_outline"]
