"""The strategy map as SVG: well-formed, linked, named, and styled by attributes alone."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.drawing.palette import DARK, LIGHT
from openscorecard.drawing.strategy import HIGHLIGHT_CSS, draw_map, map_outline
from tests.drawing.sample_maps import bureau_map, library_map

SVG = "{http://www.w3.org/2000/svg}"


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_every_objective_is_a_link_named_by_its_visible_text(plan: Plan, language: str) -> None:
    root = _parsed(draw_map(plan, language=language, link_for=lambda objective: f"/o/{objective.id}?a=1&b=2"))
    links = root.findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == [f"/o/{objective.id}?a=1&b=2" for objective in plan.objectives]
    for link, objective in zip(links, plan.objectives, strict=True):
        name = objective.name.says(language)[0]
        assert link.findtext(f"{SVG}title") == f"{objective.code} {name}"
        seen = " ".join("".join(text.itertext()) for text in link.findall(f"{SVG}text"))
        assert seen == f"{objective.code} {name}"
    assert "aria-label=" not in ElementTree.tostring(root, "unicode")


def test_an_objective_without_an_address_is_no_link() -> None:
    root = _parsed(draw_map(library_map(), link_for=lambda objective: None))
    assert root.findall(f".//{SVG}a") == []
    assert len(root.findall(f".//{SVG}g[@class='objective']")) == 29


def test_ids_are_unique_and_two_maps_of_one_page_share_none() -> None:
    first, second = (re.findall(r' id="([^"]+)"', draw_map(library_map(), prefix=prefix)) for prefix in ("one", "two"))
    assert len(set(first)) == len(first)
    assert not set(first) & set(second)


def test_no_style_attribute_nor_style_element_stands_in_a_web_map() -> None:
    svg = draw_map(bureau_map())
    assert "style=" not in svg
    assert "<style" not in svg


def test_a_file_holds_the_rules_of_hover_and_focus_itself() -> None:
    svg = draw_map(library_map(), palette=LIGHT, style=True)
    assert f"<style>{HIGHLIGHT_CSS}</style>" in svg
    assert "var(" not in svg.replace(HIGHLIGHT_CSS, "")


def test_the_web_map_has_no_colour_but_variables_and_the_dark_file_none_of_the_light_ink() -> None:
    web = draw_map(library_map())
    colours = re.findall(r'(?:fill|stroke)="([^"]+)"', web)
    assert all(colour == "none" or colour.startswith("var(--osc-") for colour in colours)
    assert LIGHT["ink"] not in draw_map(library_map(), palette=DARK)


def test_a_name_without_english_is_marked_as_chinese_in_the_english_map() -> None:
    objective = Objective("AC1", Text("只有中文"), "A", "C")
    plan = Plan(
        "p", Text("計畫", "Plan"), Text("館"), themes=(Theme("A", Text("主題", "Theme")),), objectives=(objective,)
    )
    root = _parsed(draw_map(plan, language="en"))
    marked = ["".join(text.itertext()) for text in root.iter(f"{SVG}text") if text.get("lang") == "zh-Hant"]
    assert root.get("lang") == "en"
    assert marked == ["只有中文"]


def test_markup_in_a_name_stays_text() -> None:
    plan = replace(library_map(), name=Text("<script>&\"'"))
    assert _parsed(draw_map(plan)).findtext(f"{SVG}title") == "<script>&\"'"


def test_a_negative_link_carries_a_mark_and_the_legend_explains_it() -> None:
    links = (Link("AP1", "AC1", "-"), Link("AP2", "AC1"))
    svg = draw_map(replace(library_map(), links=links))
    assert svg.count('stroke-width="2.4"') == 2  # one at the arrowhead, one in the legend
    assert "負向影響" in svg
    assert "負向影響" not in draw_map(replace(library_map(), links=links[1:]))


def test_example_links_are_thin_and_named_in_the_legend() -> None:
    svg, plain = draw_map(library_map(example=True)), draw_map(library_map())
    assert "示範假設" in svg
    assert "示範假設" not in plain
    assert svg.count('stroke-width="1.4"') > plain.count('stroke-width="1.4"')


def test_no_text_is_smaller_than_15_px(plan: Plan, language: str) -> None:
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', draw_map(plan, language=language))]
    assert min(sizes) >= 15


def test_the_outline_holds_every_objective_and_link_of_the_map(plan: Plan, language: str) -> None:
    objectives = [
        objective for theme in map_outline(plan, language) for row in theme.perspectives for objective in row.objectives
    ]
    assert [objective.objective for objective in objectives] == [objective.id for objective in plan.objectives]
    assert {(item.objective, link.objective) for item in objectives for link in item.links} == {
        link.key for link in plan.links
    }


def test_the_outline_says_sign_lag_and_example_in_words() -> None:
    link = Link("AP1", "AC1", "-", lag=6, example=True)
    plan = replace(library_map(), links=(link,))
    said = {
        language: next(
            link.words
            for theme in map_outline(plan, language)
            for row in theme.perspectives
            for objective in row.objectives
            for link in objective.links
        )
        for language in ("zh-Hant", "en")
    }
    assert said == {
        "zh-Hant": "抑制 AC1，約 6 個月後（示範假設）",
        "en": "dampens AC1, after about 6 months (example hypothesis)",
    }
