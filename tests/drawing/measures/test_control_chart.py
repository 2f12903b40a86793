"""The trend with limits, signals, target, events and legend: where they stand, and that nothing leaves the sheet."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from typing import Any, get_args

import pytest

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.icons import AssuranceIcon, VariationIcon, draw_icon
from openscorecard.drawing.measures.limits import Band, Labels
from openscorecard.drawing.measures.signals import Entry, LegendEntry, Shape
from openscorecard.drawing.measures.strip import Note
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import DARK, LIGHT, WEB

BAND = Band(5, 8, 2)
LABELS = Labels("平均 5", "上限 8", "下限 2", ("目標 7",))
SIGNS: tuple[Entry, ...] = ("outside", "trend_up", "shift", "improving", "concern")
LEGEND = tuple(LegendEntry(one, "連續七點以上在平均同一側") for one in SIGNS)


def drawn(*points: Point, palette: Any = WEB, **more: Any) -> ET.Element:
    return ET.fromstring(draw_trend(TrendChart("趨勢", "zh-Hant-TW", "冊", points, "5", **more), palette))


def of_class(tree: ET.Element, name: str) -> list[ET.Element]:
    return [one for one in tree.iter() if one.get("class") == name]


def span(path: ET.Element) -> tuple[float, float, float]:
    """From where to where a level line runs, and how high."""
    found = re.fullmatch(r"M([\d.]+) ([\d.]+)H([\d.]+)", path.get("d", ""))
    assert found
    return float(found[1]), float(found[3]), float(found[2])


def test_limits_are_dashed_and_the_mean_between_them_is_whole() -> None:
    tree = drawn(*(Point(value, band=BAND) for value in (4, 5, 6)))
    (mean,), (upper, lower) = of_class(tree, "osc-mean"), of_class(tree, "osc-limit")
    assert mean.get("stroke-dasharray") is None
    assert {upper.get("stroke-dasharray"), lower.get("stroke-dasharray")} == {"8 5"}
    heights = [span(one)[2] for one in (upper, mean, lower)]
    assert heights == sorted(heights)
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1], abs=0.2)


def test_trial_limits_look_otherwise_and_a_limit_below_all_ground_is_not_drawn() -> None:
    (only,) = of_class(drawn(*(Point(value, band=Band(5, 8, None, trial=True)) for value in (4, 5))), "osc-limit")
    assert only.get("stroke-dasharray") == "2 4"


def test_old_limits_stay_up_to_where_the_new_ones_begin() -> None:
    later = Band(6, 7, 5)
    points = [Point(4, band=BAND), Point(6, band=BAND), Point(6, band=later), Point(6, band=later), Point(6)]
    first, second = (span(one) for one in of_class(drawn(*points), "osc-mean"))
    assert first[1] == second[0]
    assert (second[1] - second[0]) == pytest.approx(first[1] - first[0], abs=0.2)
    assert first[2] > second[2]


def test_a_target_is_drawn_only_where_it_asks_something() -> None:
    tree = drawn(Point(4), Point(5, targets=(7,)), Point(5, targets=(7,)), Point(5, targets=(6, 8)))
    lines = [span(one) for one in of_class(tree, "osc-target")]
    assert len(lines) == 3
    assert lines[0][0] > span_left(tree)
    assert lines[1][0] == lines[2][0] == lines[0][1]
    assert {one.get("stroke") for one in of_class(tree, "osc-target")} == {WEB["target"]}


def span_left(tree: ET.Element) -> float:
    return min(float(one.get("cx", 0)) for one in tree.iter() if one.tag.endswith("circle"))


@pytest.mark.parametrize("shape", [one for one in get_args(Shape) if one])
def test_each_signal_has_an_outline_of_its_own(shape: Shape) -> None:
    outlines = {}
    for one in get_args(Shape):
        tree = drawn(Point(5, band=BAND, shape=one, tone="improving"))
        found = [part.get("d") for part in tree.iter() if (part.get("class") or "").startswith("osc-signal-")]
        outlines[one] = found[0] if found else "circle"
    assert [name for name, outline in outlines.items() if outline == outlines[shape]] == [shape]


def test_concern_is_told_without_its_colour() -> None:
    groups = {
        tone: of_class(drawn(Point(5, band=BAND, shape="outside", tone=tone)), f"osc-{tone}")[0]
        for tone in ("improving", "concern", "special")
    }
    strokes = {tone: {part.get("stroke") for part in group} for tone, group in groups.items()}
    assert strokes == {
        "improving": {WEB["improving"]},
        "concern": {WEB["concern"]},
        "special": {WEB["neutral"]},
    }
    assert {tone: len(group) for tone, group in groups.items()} == {"improving": 1, "concern": 2, "special": 1}


def test_the_line_is_neutral_where_signals_must_stand_out() -> None:
    def line(tree: ET.Element) -> str | None:
        return next(one.get("stroke") for one in tree.iter() if one.get("stroke-linejoin") == "round")

    assert line(drawn(Point(5, band=BAND), Point(6, band=BAND))) == WEB["neutral"]
    assert line(drawn(Point(5), Point(6))) == WEB.theme(0)


def test_events_stand_over_their_periods_and_in_lanes_where_they_overlap() -> None:
    notes = (
        Note("event", "1", 2, 6),
        Note("event", "2", 4, 4),
        Note("event", "3", 20, 21),
        Note("anew", "重算界限", 35, 35),
    )
    tree = drawn(*(Point(5) for _ in range(36)), notes=notes)
    boxes = [one for one in tree.iter() if one.tag.endswith("rect")]
    edges = [(float(one.get("x", 0)), float(one.get("width", 0)), float(one.get("y", 0))) for one in boxes]
    assert len(boxes) == 4
    (first, second, third, anew) = edges
    assert second[2] - first[2] == 24
    assert first[2] == third[2] == anew[2]
    assert first[1] > third[1] >= second[1]
    assert anew[0] + anew[1] <= 760 - 24
    assert len(of_class(tree, "osc-event")) == 3
    assert len(of_class(tree, "osc-anew")) == 1


def whole(palette: Any = WEB) -> ET.Element:
    band = Band(8_760_000, 8_799_000, 8_750_500)
    points = tuple(Point(8_750_000 + n * 1000, (f"{n}月", "114年"), band=band, targets=(8_765_000,)) for n in range(36))
    labels = Labels("平均 8,760,000", "試算上限 8,799,000", "試算下限 8,750,500", ("目標 8,765,000",))
    notes = (Note("event", "12", 0, 0), Note("event", "13", 35, 35), Note("anew", "重算界限", 34, 34))
    chart = TrendChart("趨勢", "zh-Hant-TW", "冊", points, "8,785,000", labels, LEGEND, notes)
    return ET.fromstring(draw_trend(chart, palette))


def test_every_letter_stays_on_the_sheet() -> None:
    tree = whole()
    height = float(tree.get("height", 0))
    assert tree.get("viewBox") == f"0 0 760 {tree.get('height')}"
    texts = [one for one in tree.iter() if one.tag.endswith("text")]
    assert len(texts) > 40
    for one in texts:
        width = text_width("".join(one.itertext()), float(one.get("font-size", 15)))
        x, anchor = float(one.get("x", 0)), one.get("text-anchor", "start")
        left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
        assert left >= -0.5, one.text
        assert left + width <= 760.5, one.text
        assert 10 < float(one.get("y", 0)) <= height


def test_labels_beside_never_touch() -> None:
    tree = drawn(*(Point(value, band=Band(5, 5.01, 4.99), targets=(5.005,)) for value in (0, 5, 10)), labels=LABELS)
    heights = [float(one.get("y", 0)) for one in tree.iter() if one.tag.endswith("text") and one.text in ALL]
    assert len(heights) == 4
    assert min(later - one for one, later in pairwise(heights)) >= 19 - 0.1


ALL = {"平均 5", "上限 8", "下限 2", "目標 7"}


def test_the_legend_breaks_into_rows_and_moves_the_ground_down() -> None:
    plain, with_legend = drawn(Point(5), Point(6)), drawn(Point(5), Point(6), legend=LEGEND)
    said = [one for one in with_legend.iter() if one.tag.endswith("text") and one.text == LEGEND[0].words]
    assert len(said) == len(LEGEND)
    rows = {one.get("y") for one in said}
    assert len(rows) == 2
    assert float(with_legend.get("height", 0)) - float(plain.get("height", 0)) == 24 * 2 + 6


def test_colours_are_variables_on_the_web_and_fixed_in_print() -> None:
    assert "var(--osc-" in ET.tostring(whole(), encoding="unicode")
    for palette in (LIGHT, DARK):
        written = ET.tostring(whole(palette), encoding="unicode")
        assert "var(" not in written
        assert palette["target"] in written


ICONS = (*get_args(VariationIcon), *get_args(AssuranceIcon))


def test_each_icon_is_told_apart_without_colour_and_is_silent() -> None:
    bare = {icon: re.sub(r"#[0-9a-f]{6}|osc-icon-[\w-]+", "", draw_icon(icon, LIGHT)) for icon in ICONS}
    assert len(set(bare.values())) == len(ICONS) == 10
    for icon in ICONS:
        tree = ET.fromstring(draw_icon(icon, WEB))
        assert (tree.get("aria-hidden"), tree.get("viewBox")) == ("true", "0 0 28 28")


def test_icons_take_the_colours_of_the_palette() -> None:
    assert LIGHT["improving"] == "#0b5cad"
    assert LIGHT["concern"] == "#b54708"
    colours = {icon: set(re.findall(r"#[0-9a-f]{6}", draw_icon(icon, LIGHT))) for icon in ICONS}
    for icon in ICONS:
        meant = {"improving": "improving", "concern": "concern", "passes": "improving", "fails": "concern"}
        role = meant.get(icon.partition("_")[0], "neutral")
        assert colours[icon] == {LIGHT[role], LIGHT["surface"]}, icon
