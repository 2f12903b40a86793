"""A strategy map on a slide consists of native shapes that a person can move, read aloud and edit."""

from __future__ import annotations

import io
import time
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Mm

from openscorecard.formats.office.map_slide import (
    MapBand,
    MapBox,
    MapHeader,
    MapRoute,
    MapSample,
    MapSlide,
    MapText,
)
from openscorecard.formats.office.pptx import write_map_pptx
from openscorecard.formats.unpacking import check_archive

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MAP = MapSlide(
    "策略地圖 <&> _x0041_",
    ("使命：推動終身學習",),
    bands=(MapBand(MapText(("顧客",)), 0, 60, 900, 100, 80),),
    headers=(MapHeader(MapText(("A", "發展館藏資源")), 90, 0, 300, 50, "#2b5ea7", 500),),
    boxes=(
        MapBox((MapText(("AC1",), bold=True), MapText(("提升市民圖書", "資料擁有率"))), 100, 70, 150, 80, "#2b5ea7",
               description="AC1 提升市民圖書資料擁有率"),
        MapBox((MapText(("AP1",)),), 100, 300, 150, 80, "#2b5ea7"),
    ),
    routes=(
        MapRoute(((175, 300), (175, 150)), "#2b5ea7", description="AP1 → AC1"),
        MapRoute(((120, 300), (120, 220), (240, 220), (240, 150)), "#7b3f9e", dashed=True, negative=True),
        MapRoute(((130, 300), (130, 150)), "#7b3f9e", example=True, arrow=False),
    ),
    legend=(MapSample("主題內因果", "#4f5d6b"), MapSample("反向", "#4f5d6b", negative=True)),
    notes="顧客\n- AC1",
)  # fmt: skip


def opened(*slides: MapSlide) -> Any:
    return pptx.Presentation(io.BytesIO(write_map_pptx(slides, title="計畫")))


@pytest.fixture
def page() -> Any:
    return opened(MAP).slides[0]


def test_each_map_has_a_slide_of_its_own_on_a3() -> None:
    package = opened(MAP, MAP)
    assert (package.slide_width, package.slide_height, len(package.slides)) == (Mm(420), Mm(297), 2)
    assert package.core_properties.title == "計畫"


def test_the_title_is_the_slides_title(page: Any) -> None:
    assert page.shapes.title.text_frame.text == "策略地圖 <&> _x0041_"


def test_a_box_holds_its_lines_and_is_described(page: Any) -> None:
    box = next(shape for shape in page.shapes if shape.has_text_frame and shape.text_frame.text.startswith("AC1"))
    assert box.text_frame.text == "AC1\n提升市民圖書\v資料擁有率"
    assert box._element.xpath(".//p:cNvPr/@descr") == ["AC1 提升市民圖書資料擁有率"]
    assert box.adjustments[0] == pytest.approx(0.1, abs=0.001)


def test_every_text_names_a_chinese_font_and_language(page: Any) -> None:
    letters = [run for run in page._element.iter(A + "rPr") if run.getparent().tag == A + "r"]
    assert len(letters) > 8
    for one in letters:
        assert one.find(A + "ea").get("typeface") == one.find(A + "latin").get("typeface")
        assert one.get("lang") == "zh-TW"


def test_lines_have_the_heads_and_dashes_of_their_kind(page: Any) -> None:
    straight = [shape for shape in page.shapes if shape.shape_type == MSO_SHAPE_TYPE.LINE]
    bent = [shape for shape in page.shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert len(straight) == 2 + len(MAP.legend)
    assert len(bent) == 1
    first, example = straight[:2]
    assert first._element.find(f".//{A}tailEnd") is not None
    assert first._element.find(f".//{A}prstDash") is None
    assert example._element.find(f".//{A}tailEnd") is None
    assert example._element.find(f".//{A}prstDash").get("val") == "sysDot"
    assert bent[0]._element.find(f".//{A}prstDash").get("val") == "dash"


def test_a_negative_link_carries_a_minus(page: Any) -> None:
    marks = [shape for shape in page.shapes if shape.has_text_frame and shape.text_frame.text == "−"]
    assert len(marks) == 2  # on the line and in the legend


def test_everything_lies_on_the_page_and_keeps_its_proportions(page: Any) -> None:
    for shape in page.shapes:
        assert 0 <= shape.left <= shape.left + shape.width <= Mm(420)
        assert 0 <= shape.top <= shape.top + shape.height <= Mm(297)
    first, second = (
        next(shape for shape in page.shapes if shape.has_text_frame and shape.text_frame.text.startswith(code))
        for code in ("AC1", "AP1")
    )
    assert (second.top - first.top) / first.width == pytest.approx(230 / 150, rel=0.001)


def test_the_notes_hold_the_map_in_words(page: Any) -> None:
    assert page.notes_slide.notes_text_frame.text == "顧客\n- AC1"


def test_a_map_without_anything_is_a_slide_with_a_title() -> None:
    assert opened(MapSlide("空")).slides[0].shapes.title.text_frame.text == "空"


def test_the_same_maps_give_the_same_bytes_of_a_safe_archive() -> None:
    data = write_map_pptx([MAP], title="計畫")
    check_archive(data)
    time.sleep(2.1)  # the clock of a ZIP archive ticks every two seconds
    assert write_map_pptx([MAP], title="計畫") == data
