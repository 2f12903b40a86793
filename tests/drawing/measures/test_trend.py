"""The trend as a picture: gaps stay gaps, marks say what they mark, colours come from the palette."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from openscorecard.drawing.measures.scale import scale_for
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import LIGHT, WEB


def drawn(*points: Point, last: str = "9", palette: object = WEB) -> ET.Element:
    chart = TrendChart("趨勢 <1>", "zh-Hant-TW", "冊＆件", points, last)
    return ET.fromstring(draw_trend(chart, palette))  # type: ignore[arg-type]


def line(tree: ET.Element) -> str:
    return next(one.get("d", "") for one in tree.iter() if one.get("stroke-linejoin") == "round")


def circles(tree: ET.Element) -> list[ET.Element]:
    return [one for one in tree.iter() if one.tag.endswith("circle")]


def test_a_gap_breaks_the_line_and_has_a_mark_of_its_own() -> None:
    whole, broken = drawn(Point(1), Point(2), Point(3)), drawn(Point(1), Point(None), Point(3))
    assert (line(whole).count("M"), line(broken).count("M")) == (1, 2)
    assert len(circles(broken)) == 2
    assert len([one for one in broken.iter() if one.tag.endswith("rect")]) == 1


def test_zero_is_a_point_and_no_gap() -> None:
    assert len(circles(drawn(Point(0), Point(0)))) == 2


def test_example_points_are_hollow() -> None:
    solid, hollow = circles(drawn(Point(1), Point(2, example=True)))
    assert solid.get("fill") == WEB.theme(0)
    assert hollow.get("fill") == WEB["surface"]


def test_another_reading_begins_with_a_line_across_and_its_name() -> None:
    tree = drawn(Point(1), Point(2, reading="含還書"), Point(3))
    assert [one for one in tree.iter() if one.get("stroke-dasharray")]
    assert "含還書" in "".join(tree.itertext())
    assert line(tree).count("M") == 2


def test_colours_are_variables_on_the_web_and_fixed_in_files() -> None:
    for palette, fixed in ((WEB, False), (LIGHT, True)):
        written = ET.tostring(drawn(Point(1), Point(None), palette=palette), encoding="unicode")
        assert ("var(" in written) is not fixed
        assert "style=" not in written


def test_nothing_at_all_is_drawn_as_gaps_only() -> None:
    tree = drawn(Point(None), Point(None))
    assert not circles(tree)
    assert "".join(tree.itertext()).count("趨勢 <1>") == 1


def test_every_letter_stays_on_the_sheet() -> None:
    tree = drawn(*(Point(8_750_266 + n, (f"{n}月", "114年")) for n in range(36)), last="8,750,301")
    for one in tree.iter():
        if one.tag.endswith("text"):
            assert 0 <= float(one.get("x", 0)) <= 760
            assert 0 < float(one.get("y", 0)) <= 300
    assert "8,750,301" in "".join(tree.itertext())
    assert not re.search(r"nan|inf", ET.tostring(tree, encoding="unicode"))


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 10], (0, 2.5, 5, 7.5, 10)),
        ([78.3, 70.1], (70, 72.5, 75, 77.5, 80)),
        ([5, 5], (4.5, 4.75, 5, 5.25, 5.5)),
        ([0, 0], (0, 0.25, 0.5, 0.75, 1)),
        ([-3, 4], (-4, -2, 0, 2, 4)),
        ([], (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_a_scale_counts_in_steps_people_use(values: list[float], ticks: tuple[float, ...]) -> None:
    assert scale_for(values).ticks == pytest.approx(ticks)


@pytest.mark.parametrize("values", [[1e9, 1e9 + 1], [0.001, 0.0011], [1e-9, 1e9], [3.59, 3.591]])
def test_a_scale_holds_its_values(values: list[float]) -> None:
    scale = scale_for(values)
    assert all(0 <= scale.share(value) <= 1 for value in values)
    assert len({f"{tick:.{scale.places}f}" for tick in scale.ticks}) == len(scale.ticks)


def test_numbers_of_the_scale_are_written_as_the_chart_wants_or_all_in_digits() -> None:
    def scale_of(write: object) -> list[str]:
        chart = TrendChart("t", "en", "u", (Point(0), Point(200_000)), write_tick=write)  # type: ignore[arg-type]
        texts = [one for one in ET.fromstring(draw_trend(chart, WEB)).iter() if one.get("text-anchor") == "end"]
        return [one.text or "" for one in texts][:5]

    assert scale_of(lambda value, largest: f"{value / largest:.0%}") == ["0%", "25%", "50%", "75%", "100%"]
    assert scale_of(lambda value, _: "" if value == 50_000 else "x") == scale_of(None)
    assert scale_of(None) == ["0", "50,000", "100,000", "150,000", "200,000"]
