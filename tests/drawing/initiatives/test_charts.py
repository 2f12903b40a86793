"""Charts of action plans: nothing outside its picture, what is not known is not zero, and any text is only text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from openscorecard.drawing.initiatives.bars import Bar, BarChart, draw_bars
from openscorecard.drawing.initiatives.carried import CarriedChart, Part, draw_carried
from openscorecard.drawing.initiatives.gantt import GanttChart, GanttRow, Mark, draw_gantt
from openscorecard.drawing.initiatives.tiles import TAIPEI, Tile, TileMap, draw_tiles
from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import LIGHT, WEB

SVG = "{http://www.w3.org/2000/svg}"
words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"), max_size=60)
numbers = st.none() | st.floats(min_value=0, max_value=1e12, allow_nan=False)


def drawn(svg: str) -> Any:
    """The tree of a drawing, judged: every text and rectangle lies in the picture."""
    tree = etree.fromstring(svg.encode())
    _x, _y, width, height = (float(one) for one in tree.get("viewBox").split())
    for text in tree.iter(f"{SVG}text"):
        x, y, size = float(text.get("x")), float(text.get("y")), text_width(text.text or "", 15)
        start = x - size if text.get("text-anchor") == "end" else x - size / 2 if text.get("text-anchor") else x
        assert start >= -1, text.text
        assert start + size <= width + 1, text.text
        assert 0 <= y <= height
    for rect in tree.iter(f"{SVG}rect"):
        x, y, wide, high = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        assert x >= 0
        assert wide >= 0
        assert x + wide <= width + 0.5
        assert y + high <= height + 0.5
    return tree


@given(st.lists(st.builds(Bar, words, numbers, st.just("1,234"), numbers, numbers), max_size=9), words)
def test_bars_stay_inside_whatever_they_are_called_and_come_to(bars: list[Bar], title: str) -> None:
    tree = drawn(draw_bars(BarChart(title, "zh-Hant", tuple(bars)), WEB))
    assert tree.find(f"{SVG}title").text == (title or None)


def test_a_value_that_is_not_known_has_a_diamond_and_no_bar() -> None:
    tree = drawn(draw_bars(BarChart("t", "en", (Bar("a", None, "—"), Bar("b", 0.0, "0"))), LIGHT))
    assert len([path for path in tree.iter(f"{SVG}path") if "l5 5-5 5-5-5z" in path.get("d")]) == 1
    assert [rect.get("width") for rect in tree.iter(f"{SVG}rect")] == ["0"]


@given(st.lists(st.builds(Bar, words, numbers, words.filter(lambda said: len(said) < 20)), min_size=1, max_size=5))
def test_a_value_stands_beside_its_label_and_both_stay_inside(bars: list[Bar]) -> None:
    tree = drawn(draw_bars(BarChart("t", "en", tuple(bars)), WEB))
    width = float(tree.get("viewBox").split()[2])
    for label, bar in zip(tree.iter(f"{SVG}text"), bars, strict=True):
        (value,) = label.iter(f"{SVG}tspan")
        assert (value.text or "") == bar.written
        whole = text_width(label.text or "", 15) + float(value.get("dx")) + text_width(value.text or "", 15)
        assert float(label.get("x")) + whole <= width + 1


def test_bars_are_as_long_as_their_values_and_limits_stand_where_they_belong() -> None:
    chart = BarChart("t", "en", (Bar("a", 50.0, "50", of=100.0, limit=75.0),), "limit")
    tree = drawn(draw_bars(chart, LIGHT))
    frame, bar = tree.iter(f"{SVG}rect")
    assert float(bar.get("width")) * 2 == pytest.approx(float(frame.get("width")), abs=0.2)
    (mark,) = [path.get("d") for path in tree.iter(f"{SVG}path") if path.get("stroke-width") == "2"]
    assert float(re.findall(r"M([\d.]+)", mark)[0]) == pytest.approx(8 + 0.75 * float(frame.get("width")), abs=0.2)


@given(st.lists(st.tuples(words, st.lists(st.floats(0, 1e9), min_size=3, max_size=3)), min_size=1, max_size=9))
def test_parts_of_what_is_carried_lie_beside_one_another(parts: list[tuple[str, list[float]]]) -> None:
    chart = CarriedChart(
        "t", "en", ("2023", "2024", "2025"), ("1", "2", "3"), tuple(Part(name, tuple(values)) for name, values in parts)
    )
    tree = drawn(draw_carried(chart, WEB))
    bars = [rect for rect in tree.iter(f"{SVG}rect") if rect.get("height") == "22"]
    rows: dict[str, list[tuple[float, float]]] = {}
    for rect in bars:
        rows.setdefault(rect.get("y"), []).append((float(rect.get("x")), float(rect.get("width"))))
    for row in rows.values():
        for (x, width), (after, _) in pairwise(row):
            assert x + width == pytest.approx(after, abs=0.3)


@given(st.lists(words, max_size=20))
def test_districts_of_any_name_have_a_place_of_their_own(names: list[str]) -> None:
    every = [*TAIPEI, *(name for name in dict.fromkeys(names) if name not in TAIPEI)]
    tree = drawn(draw_tiles(TileMap("t", "zh-Hant", tuple(Tile(name, ("1", "2"), 0.5) for name in every)), WEB))
    places = [(rect.get("x"), rect.get("y")) for rect in tree.iter(f"{SVG}rect") if rect.get("height") == "74"]
    assert len(set(places)) == len(every)


def _mark(day: date) -> Mark:
    return Mark(day, True, False, "m")


days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@given(
    st.lists(st.tuples(words, st.none() | days, st.integers(0, 4000), st.lists(days, max_size=4)), max_size=60),
    days,
    st.integers(60, 3650),
)
def test_plans_of_any_days_stay_inside_the_span_that_is_drawn(
    rows: list[tuple[str, date | None, int, list[date]]], first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    made = tuple(
        GanttRow(
            name,
            start,
            start and start + timedelta(days=more),
            tuple(Mark(day, True, False, "m") for day in marks),
            "x",
        )
        for name, start, more, marks in rows
        if start is None or (start <= last and start + timedelta(days=more) >= first)
    )
    chart = GanttChart("t", "en", made, first, last, first + timedelta(days=length // 2), "today")
    tree = drawn(draw_gantt(chart, WEB))
    ticks = [text for text in tree.iter(f"{SVG}text") if re.fullmatch(r"\d{4}(-\d\d)?", text.text or "")]
    assert len(ticks) <= 14


@pytest.mark.parametrize("today", [date(2025, 1, 1), date(2025, 7, 2), date(2025, 12, 31)])
def test_today_has_its_word_below_all_rows(today: date) -> None:
    rows = (GanttRow("plan", date(2025, 2, 1), date(2025, 3, 1)),) * 60
    tree = drawn(draw_gantt(GanttChart("t", "en", rows, date(2025, 1, 1), date(2025, 12, 31), today, "today"), WEB))
    (word,) = [text for text in tree.iter(f"{SVG}text") if text.text == "today"]
    assert float(word.get("y")) - 15 >= max(float(rect.get("y")) + 12 for rect in tree.iter(f"{SVG}rect"))


def test_a_standing_rule_has_no_bar_and_an_overdue_milestone_is_crossed() -> None:
    rows = (
        GanttRow("rule", None, None, says="in force since 2018"),
        GanttRow("plan", date(2025, 1, 1), date(2025, 12, 31), (Mark(date(2025, 6, 1), False, True, "m"),), late=True),
    )
    tree = drawn(draw_gantt(GanttChart("t", "en", rows, date(2025, 1, 1), date(2025, 12, 31)), LIGHT))
    (bar,) = tree.iter(f"{SVG}rect")
    assert bar.get("stroke-dasharray")
    assert "in force since 2018" in [text.text for text in tree.iter(f"{SVG}text")]
    assert any("l8 8m0-8l-8 8" in path.get("d") for path in tree.iter(f"{SVG}path"))
