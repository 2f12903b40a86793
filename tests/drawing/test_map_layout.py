"""The strategy map's geometry: no line through a box, no text outside its room, whatever the plan."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import STANDARD_PERSPECTIVES, Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.drawing.strategy import NoSuchTheme, lay_out
from openscorecard.drawing.strategy.flaws import crossings, lines_through_boxes, overlaps, texts_outside
from openscorecard.drawing.strategy.shapes import Box, MapLayout, Route
from tests.drawing.sample_maps import bureau_map, library_map

names = (
    st.text("圖書館閱讀終身學習服務、（）資訊abcdefg ö́🙂-", min_size=1, max_size=40)
    .map(lambda name: name.strip(" -"))
    .filter(bool)
)
texts = st.builds(Text, names, st.one_of(st.just(""), names))


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan: up to seven themes, cells of up to seven objectives, links anywhere and in any direction."""
    themes = [Theme(letter, draw(texts)) for letter in "ABCDEFG"[: draw(st.integers(1, 7))]]
    rows = STANDARD_PERSPECTIVES[: draw(st.integers(1, 4))]
    objectives = [
        Objective(f"{theme.letter}{row.letter}{number}", draw(texts), theme.letter, row.letter)
        for theme in themes
        for row in rows
        for number in range(1, draw(st.integers(0, 7)) + 1)
    ]
    ids = [objective.id for objective in objectives]
    pairs = st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda ends: ends[0] != ends[1])
    ends = draw(st.lists(pairs, unique=True, max_size=50)) if len(ids) > 1 else []
    links = tuple(
        Link(source, target, draw(st.sampled_from("+-")), example=draw(st.booleans())) for source, target in ends
    )
    return Plan("any", draw(texts), Text("館"), themes=tuple(themes), objectives=tuple(objectives), links=links)


@settings(max_examples=60, deadline=None)
@given(plans(), st.sampled_from(["zh-Hant", "en"]), st.sampled_from([None, 1, 2]))
def test_in_any_plan_lines_keep_off_boxes_and_texts_keep_inside(
    plan: Plan, language: str, per_line: int | None
) -> None:
    layout = lay_out(plan, language, per_line=per_line)
    assert lines_through_boxes(layout) == []
    assert texts_outside(layout) == []
    assert not any(_touch(one, other) for place, one in enumerate(layout.boxes) for other in layout.boxes[:place])


@settings(max_examples=60, deadline=None)
@given(plans())
def test_in_any_plan_every_link_runs_from_its_source_to_its_target_by_right_angles(plan: Plan) -> None:
    layout = lay_out(plan)
    boxes = {box.objective: box for box in layout.boxes}
    assert {(route.source, route.target) for route in layout.routes} == {link.key for link in plan.links}
    for route in layout.routes:
        assert _on_edge(route.points[0], boxes[route.source])
        assert _on_edge(route.points[-1], boxes[route.target])
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(route.points))
        assert all(0 < x < layout.width and 0 < y < layout.height for x, y in route.points)


@settings(max_examples=40, deadline=None)
@given(plans())
def test_in_any_plan_the_strokes_cover_every_route(plan: Plan) -> None:
    layout = lay_out(plan)
    drawn = {piece for stroke in layout.strokes for piece in _steps(stroke.points)}
    for route in layout.routes:
        assert _steps(route.points) <= drawn


def _steps(points: tuple[tuple[float, float], ...]) -> set[tuple[float, float]]:
    """Every stretch of 1 px, to compare lines that are cut differently; all corners are whole numbers."""
    found = set()
    for (ax, ay), (bx, by) in pairwise(points):
        assert {ax, ay, bx, by} == {round(ax), round(ay), round(bx), round(by)}
        found |= {(x, y + 0.5) for y in range(round(min(ay, by)), round(max(ay, by))) for x in [ax]}
        found |= {(x + 0.5, y) for x in range(round(min(ax, bx)), round(max(ax, bx))) for y in [ay]}
    return found


def _touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def _on_edge(point: tuple[float, float], box: Box) -> bool:
    return box.x < point[0] < box.x + box.width and point[1] in {box.y, box.y + box.height}


def test_the_sample_maps_have_no_flaw_and_few_crossings(plan: Plan, language: str) -> None:
    layout = lay_out(plan, language)
    assert len(layout.boxes) == len(plan.objectives)
    assert overlaps(layout) == 0
    assert crossings(layout) <= {"library": 18, "bureau": 49}[plan.id]


def test_a_line_laid_through_a_box_would_be_noticed() -> None:
    layout = lay_out(library_map())
    box = next(box for box in layout.boxes if box.code == "BP1")
    across = ((box.x - 5, box.y + 9.0), (box.x + box.width + 5, box.y + 9.0))
    spoilt = replace(layout, strokes=(replace(layout.strokes[0], points=across),))
    assert lines_through_boxes(spoilt) == [(0, "BP1")]


def test_a_text_wider_than_its_box_would_be_noticed() -> None:
    layout = lay_out(library_map())
    box = layout.boxes[0]
    long = replace(box.captions[1], lines=("提升市民圖書資料擁有率與借閱率",))
    assert texts_outside(replace(layout, boxes=(replace(box, captions=(long,)),))) == [long.lines[0]]


def test_perspectives_stand_in_the_plans_order_and_themes_from_left_to_right() -> None:
    layout = lay_out(library_map())
    assert [band.letter for band in sorted(layout.bands, key=lambda band: band.y)] == ["C", "P", "L", "F"]
    assert [head.letter for head in sorted(layout.headers, key=lambda head: head.x)] == ["A", "B", "C", "D"]


def test_five_objectives_of_a_cell_stand_three_and_two() -> None:
    layout = lay_out(bureau_map(), per_line=3)
    rows: dict[float, list[str]] = {}
    for box in layout.boxes:
        if box.code.startswith("HP"):
            rows.setdefault(box.y, []).append(box.code)
    assert list(rows.values()) == [["HP1", "HP2", "HP3"], ["HP4", "HP5"]]


def test_a_map_too_broad_to_read_sets_its_cells_upright() -> None:
    assert lay_out(bureau_map()).width < 2000 < lay_out(bureau_map(), per_line=3).width


def test_names_keep_to_two_lines_in_chinese_and_four_in_english(plan: Plan, language: str) -> None:
    most = max(len(box.captions[1].lines) for box in lay_out(plan, language).boxes)
    assert most <= {"zh-Hant": 2, "en": 4}[language]


def test_links_into_one_objective_arrive_together_but_negative_ones_apart() -> None:
    layout = _three_links(Link("AP1", "AC1"), Link("AP2", "AC1"), Link("AP3", "AC1", "-"))
    assert sorted(head.sign for head in layout.arrowheads) == ["+", "-"]
    assert abs(layout.arrowheads[0].tip[0] - layout.arrowheads[1].tip[0]) >= 20


def test_a_line_is_solid_inside_its_theme_and_dashed_across_and_neutral_where_themes_merge() -> None:
    layout = lay_out(library_map())
    kinds = {(stroke.theme is None, stroke.dashed) for stroke in layout.strokes}
    assert kinds == {(False, False), (False, True), (True, False), (True, True)}


def test_links_go_up_down_sideways_and_round_in_circles() -> None:
    layout = _three_links(Link("AP1", "AC1"), Link("AC1", "AP1"), Link("AP1", "AP3"), Link("AP3", "AP1"))
    assert {(_leaves(route), _arrives(route)) for route in layout.routes} == {
        ("up", "up"),
        ("down", "down"),
        ("up", "down"),
    }


def _leaves(route: Route) -> str:
    return "up" if route.points[1][1] < route.points[0][1] else "down"


def _arrives(route: Route) -> str:
    return "up" if route.points[-1][1] < route.points[-2][1] else "down"


def _three_links(*links: Link) -> MapLayout:
    rows = [("AC1", "C"), ("AP1", "P"), ("AP2", "P"), ("AP3", "P")]
    objectives = tuple(Objective(code, Text("目標"), "A", row) for code, row in rows)
    return lay_out(
        Plan("small", Text("圖"), Text("館"), themes=(Theme("A", Text("主題")),), objectives=objectives, links=links)
    )


def test_one_theme_alone_notes_the_links_that_leave_it() -> None:
    layout = lay_out(library_map(), theme="B")
    assert {box.code[0] for box in layout.boxes} == {"B"}
    notes = {box.code: [line for note in box.notes for line in note.lines] for box in layout.boxes if box.notes}
    assert notes == {"BC1": ["促成 CC1", "來自 CP3"], "BP3": ["促成 CC1"]}
    assert [entry.kind for entry in layout.legend] == ["within"]


def test_one_theme_alone_keeps_its_colour() -> None:
    assert {box.theme for box in lay_out(library_map(), theme="C").boxes} == {2}


def test_an_unknown_theme_is_refused_with_those_that_exist() -> None:
    with pytest.raises(NoSuchTheme) as caught:
        lay_out(library_map(), theme="Z")
    assert "A、B、C、D" in caught.value.sentence("zh-Hant")


def test_a_plan_without_themes_or_objectives_says_what_to_do_next(language: str) -> None:
    bare = Plan("bare", Text("空白計畫", "Blank plan"), Text("館"))
    themed = replace(bare, themes=(Theme("A", Text("主題", "Theme")),))
    for plan, word in (
        (bare, "themes" if language == "en" else "策略主題"),
        (themed, "objectives" if language == "en" else "策略目標"),
    ):
        layout = lay_out(plan, language)
        assert word in "".join(line for text in layout.subtitles for line in text.lines)
        assert len(layout.bands) == 4
        assert texts_outside(layout) == []
