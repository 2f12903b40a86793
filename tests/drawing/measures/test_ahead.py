"""The forecast on a chart: a dashed line in two bands, after the last value, all of it on the ground."""

from __future__ import annotations

import re

import pytest

from openscorecard.drawing.measures.ahead import Ahead
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import LIGHT

KNOWN = tuple(Point(float(value)) for value in (10, 12, 11))
AHEAD = (Ahead(12.0, (11, 13), (9, 15), ("4月", "")), Ahead(13.0, (11, 15), (5, 40), ("5月", "")))


def drawn(points: tuple[Point, ...], ahead: tuple[Ahead, ...]) -> str:
    return draw_trend(TrendChart("t", "zh-Hant", "人次", points, ahead=ahead), LIGHT)


def path(svg: str, name: str) -> list[tuple[float, float]]:
    found = re.search(rf'class="{name}" d="M([^"z]+)', svg)
    assert found, name
    return [(float(x), float(y)) for x, y in (pair.split() for pair in found[1].split("L"))]


def test_the_line_goes_on_from_the_last_value_inside_both_bands() -> None:
    svg = drawn(KNOWN, AHEAD)
    line, inner, outer = (path(svg, name) for name in ("osc-ahead", "osc-ahead-inner", "osc-ahead-outer"))
    assert len(line) == 3
    assert line[0] == inner[0] == outer[0]
    for place in (1, 2):
        assert outer[place][1] <= inner[place][1] <= line[place][1] <= inner[-place][1] <= outer[-place][1]
    assert [x for x, _ in line] == sorted(x for x, _ in line)
    assert ">5月<" in svg
    assert "stroke-dasharray" in svg


def test_periods_without_a_value_are_filled_before_new_ones_are_added() -> None:
    gaps = drawn((*KNOWN, Point(None, ("4月", ""))), AHEAD)
    assert path(gaps, "osc-ahead")[1:] == path(drawn(KNOWN, AHEAD), "osc-ahead")[1:]
    assert gaps.count(">4月<") == 1


@pytest.mark.parametrize("points", [(), (Point(None),)])
def test_without_a_value_nothing_is_drawn_ahead(points: tuple[Point, ...]) -> None:
    assert "osc-ahead" not in drawn(points, AHEAD)
    assert "osc-ahead" not in drawn(KNOWN, ())
