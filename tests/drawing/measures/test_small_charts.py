"""Small lines and dots: gaps stay gaps, nothing outside the sheet, shapes tell the status, colours come from roles."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from openscorecard.drawing.measures.dots import Dot, DotChart, draw_dots
from openscorecard.drawing.measures.spark_sheet import SparkRow, SparkSheet, draw_spark_sheet
from openscorecard.drawing.measures.sparkline import HEIGHT, WIDTH, Sparkline, draw_sparkline
from openscorecard.drawing.palette import DARK, LIGHT, WEB, repainted

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*values: float | None, target: float | None = None, status: str = "") -> etree._Element:
    return etree.fromstring(draw_sparkline(Sparkline("a < b", "en", values, target, status), LIGHT, "x"))


def test_a_gap_breaks_the_line() -> None:
    path = drawn(1, None, 2, 3).find(f"{SVG}path")
    assert path is not None
    assert path.get("d", "").count("M") == 2


def test_the_title_names_it_and_is_escaped() -> None:
    tree = drawn(1, 2)
    assert tree.findtext(f"{SVG}title") == "a < b"
    assert tree.get("aria-labelledby") == tree.find(f"{SVG}title").get("id") == "x"  # type: ignore[union-attr]


@pytest.mark.parametrize("values", [(), (None,), (5,), (5, 5, 5), (1e9, -1e9), (None, 3, None)])
@pytest.mark.parametrize("target", [None, 7.0])
def test_every_point_lies_on_the_sheet(values: tuple[float | None, ...], target: float | None) -> None:
    tree = drawn(*values, target=target, status="watch")
    places = [float(one) for path in tree.iter(f"{SVG}path") for one in re.findall(r"-?\d+\.?\d*", path.get("d", ""))]
    assert all(-10 <= one <= max(WIDTH, HEIGHT) for one in places)


@pytest.mark.parametrize(
    ("status", "shape"), [("on_target", "circle"), ("watch", "path"), ("behind", "rect"), ("", "circle")]
)
def test_the_last_point_bears_the_shape_of_its_status(status: str, shape: str) -> None:
    assert drawn(1, 2, status=status)[-1].tag == SVG + shape


def chart(*dots: Dot) -> etree._Element:
    return etree.fromstring(draw_dots(DotChart("t", "en", "%", "2025", "2024", dots), LIGHT))


def test_a_row_without_a_value_is_a_diamond_and_no_dot() -> None:
    tree = chart(Dot("A", 3.0, "3", 2.0), Dot("B", None, "—"))
    rows = [one for one in tree.iter(f"{SVG}circle") if float(one.get("cy", "0")) > 30]
    assert len(rows) == 2
    assert len([one for one in tree.iter(f"{SVG}path") if "l5 5-5 5-5-5z" in one.get("d", "")]) == 1


def test_equal_values_lie_over_one_another_and_higher_ones_to_the_right() -> None:
    tree = chart(Dot("A", 3.0, "3"), Dot("B", 3.0, "3"), Dot("C", 9.0, "9"))
    a, b, c = (float(one.get("cx", "0")) for one in tree.iter(f"{SVG}circle") if float(one.get("cy", "0")) > 30)
    assert a == b < c <= 760


def test_long_names_are_cut_and_nothing_runs_out_of_the_sheet() -> None:
    tree = chart(Dot("很長的名稱" * 40, 1234567.0, "1,234,567"), Dot("B", 2.0, "2"))
    assert any((one.text or "").endswith("…") for one in tree.iter(f"{SVG}text"))


def test_a_sheet_is_as_high_as_it_has_rows() -> None:
    rows = tuple(SparkRow(f"K{one}", None, "", "") for one in range(3))
    heights = [
        float(etree.fromstring(draw_spark_sheet(SparkSheet("t", "en", rows[:many]), LIGHT)).get("height", "0"))
        for many in (0, 1, 3)
    ]
    assert heights[0] < heights[1] < heights[2]
    assert heights[2] - heights[1] == 2 * (heights[1] - heights[0])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_drawing_of_a_page_becomes_one_of_a_file(palette: object) -> None:
    line = Sparkline("t", "en", (1.0, 2.0), 1.5, "behind")
    assert repainted(draw_sparkline(line, WEB, "x"), palette) == draw_sparkline(line, palette, "x")  # type: ignore[arg-type]
