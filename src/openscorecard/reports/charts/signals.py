"""Signals of a chart: the shape of each, and words for shapes and tones."""

from __future__ import annotations

from collections.abc import Mapping

from openscorecard.domain.scores.stretches import JudgedPoint
from openscorecard.domain.text import Text
from openscorecard.drawing.measures.signals import Shape, Tone

SHAPES: Mapping[Shape, Text] = {
    "outside": Text("超出界限", "Beyond a limit"),
    "trend_up": Text("連續七點以上上升", "Seven or more rising"),
    "trend_down": Text("連續七點以上下降", "Seven or more falling"),
    "two_of_three": Text("三點中兩點逼近界限", "Two of three near a limit"),
    "shift": Text("連續七點以上在平均同一側", "Seven or more on one side of the mean"),
}
SHORT: Mapping[Shape, Text] = {
    "outside": Text("超出界限", "Beyond a limit"),
    "trend_up": Text("連續上升", "Rising"),
    "trend_down": Text("連續下降", "Falling"),
    "two_of_three": Text("三點中兩點", "Two of three"),
    "shift": Text("連續同側", "One side"),
}
TONES: Mapping[Tone, Text] = {
    "common": Text("自然變異", "natural variation"),
    "improving": Text("好轉", "better"),
    "concern": Text("需關注", "concern"),
    "special": Text("不分好壞", "neither better nor worse"),
}
LEGEND: Mapping[Tone, Text] = {
    "improving": Text("藍色：好轉", "Blue: for the better"),
    "concern": Text("橘色加底線：需關注", "Orange, underlined: for concern"),
    "special": Text("灰色：不分好壞", "Grey: neither"),
}


def shape_of(point: JudgedPoint) -> Shape:
    """The shape a point of a chart has."""
    if point.signal == "trend":
        return "trend_up" if point.high else "trend_down"
    return point.signal or ""
