"""Papers as PPTX: what stands on which slide, native maps and charts, nothing beyond the edges."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Cell, Column, Heading, PageBreak, Paragraph, StrategyMap, Table, Terms
from openscorecard.reports.writers.looks import Looks
from openscorecard.reports.writers.outlet import write_paper
from tests.drawing.sample_maps import library_map
from tests.reports.writers.office import converted
from tests.reports.writers.pdf_structure import opened
from tests.reports.writers.sample_papers import cell, line, paper_of, sample_paper, trend_block


def slides(data: bytes) -> list[Any]:
    import pptx

    return list(pptx.Presentation(io.BytesIO(data)).slides)


def title_of(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def words_of(slide: Any) -> str:
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    found += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def beyond(data: bytes) -> list[str]:
    """Shapes that reach over the edge of their slide."""
    import pptx

    package = pptx.Presentation(io.BytesIO(data))
    wide, high = package.slide_width or 0, package.slide_height or 0
    return [
        f"{number} {shape.name}"
        for number, slide in enumerate(package.slides, 1)
        for shape in slide.shapes
        if shape.left < 0 or shape.top < 0 or shape.left + shape.width > wide or shape.top + shape.height > high
    ]


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_slides_say_all_that_the_paper_says(language: Language) -> None:
    found = slides(write_paper(sample_paper(language), "pptx"))
    titles = [title_of(one) for one in found]
    zh = language == "zh-Hant"
    assert titles[0] == sample_paper(language).title
    assert titles[1:4] == (["目次", "一、總覽", "策略地圖"] if zh else ["Contents", "1. Overview", "Strategy map"])
    text = "\n".join(words_of(one) for one in found)
    wanted = (
        ("三個目標達標", "=1+1", "每月加總", "達標")
        if zh
        else ("Three objectives", "=1+1", "Summed by month", "On target")
    )
    for words in wanted:
        assert words in text
    assert all(one.has_notes_slide and one.notes_slide.notes_text_frame.text for one in found)


def test_the_map_is_native_with_how_each_objective_stands() -> None:
    found = next(one for one in slides(write_paper(sample_paper(), "pptx")) if title_of(one) == "策略地圖")
    said = [shape.text_frame.text for shape in found.shapes if shape.has_text_frame]
    box = next(text for text in said if text.startswith("AC1"))
    assert "● 達標 104.2" in box
    assert not [shape for shape in found.shapes if shape.shape_type == 13]
    assert "AC1" in found.notes_slide.notes_text_frame.text


def test_the_chart_is_native_and_a_gap_stays_a_gap() -> None:
    found = [shape for one in slides(write_paper(sample_paper(), "pptx")) for shape in one.shapes if shape.has_chart]
    assert len(found) == 1
    chart = found[0].chart
    assert [series.name for series in chart.plots[0].series] == ["實績", "平均 14.6", "上限", "下限", "目標 16"]
    assert list(chart.plots[0].series[0].values) == [12, 14, None, 13, 18, 17.5]
    assert list(chart.plots[0].categories) == ["1月", "2月", "3月", "4月", "5月", "6月"]
    assert 'dispBlanksAs val="gap"' in chart._chartSpace.xml
    assert 'a:ea typeface="Microsoft JhengHei"' in chart._chartSpace.xml
    assert "三月無資料" in found[0]._element.xpath(".//p:cNvPr")[0].get("descr")


@pytest.mark.parametrize(("language", "first"), [("zh-Hant", "114年1月"), ("en", "M1")])
def test_a_chart_whose_table_has_years_beside_each_other_names_year_and_month(language: Language, first: str) -> None:
    block = trend_block(language)
    block = replace(block, table=replace(block.table, rows=block.table.rows[:2]))
    found = [shape for one in slides(write_paper(paper_of(block), "pptx")) for shape in one.shapes if shape.has_chart]
    assert next(iter(found[0].chart.plots[0].categories)) == first


def test_tables_go_on_with_their_heads_and_nothing_is_lost() -> None:
    rows = tuple((cell(f"指標 {number}", header=True), cell("說明" * (number % 40 + 1))) for number in range(60))
    data = write_paper(
        paper_of(Heading(line("四十個指標")), Table("表", (Column("名"), Column("說", 3)), rows)), "pptx"
    )
    tables = [shape.table for one in slides(data) for shape in one.shapes if shape.has_table]
    assert len(tables) > 3
    assert all(table.cell(0, 0).text == "名" for table in tables)
    names = [table.cell(row, 0).text for table in tables for row in range(1, len(table.rows))]
    assert names == [f"指標 {number}" for number in range(60)]
    assert beyond(data) == []
    assert "四十個指標（續）" in [title_of(one) for one in slides(data)]


def test_merged_cells_are_split_where_a_slide_ends() -> None:
    rows = ((cell("甲", down=40, header=True), cell("0")), *((cell(str(number)),) for number in range(1, 40)))
    data = write_paper(paper_of(Table("表", (Column("組"), Column("數")), rows)), "pptx")
    tables = [shape.table for one in slides(data) for shape in one.shapes if shape.has_table]
    assert len(tables) > 1
    for table in tables:
        assert table.cell(1, 0).text == "甲"
        assert table.cell(1, 0).span_height == len(table.rows) - 1


def test_long_texts_are_split_and_a_long_cell_is_cut_with_its_whole_in_the_notes() -> None:
    text = "本指標衡量市民使用圖書館的情形。" * 200
    data = write_paper(paper_of(Paragraph(line(text)), Table("表", (Column("a"),), ((Cell(line(text)),),))), "pptx")
    found = slides(data)
    assert beyond(data) == []
    spread = "".join(words_of(one) for one in found if not any(shape.has_table for shape in one.shapes))
    assert spread.count("本指標衡量市民使用圖書館的情形。") == 200
    table = next(one for one in found if any(shape.has_table for shape in one.shapes))
    assert "…" in words_of(table)
    assert "全文見備忘稿" in words_of(table)
    assert table.notes_slide.notes_text_frame.text.count("本指標衡量市民使用圖書館的情形。") == 200


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_nothing_reaches_over_the_edge(language: Language, tmp_path: Path) -> None:
    data = write_paper(sample_paper(language), "pptx")
    assert beyond(data) == []
    with opened(converted(data, "pptx", "pdf", tmp_path)) as pages:
        assert len(pages.pages) == len(slides(data))


def test_a_chapter_and_its_parts_share_a_slide_until_a_new_page() -> None:
    two = (Heading(line("一之二"), 2), Paragraph(line("y")))
    paper = paper_of(
        Heading(line("第一章")), Heading(line("一之一"), 2), Paragraph(line("x")), *two, PageBreak(),
        Heading(line("一之三"), 2), Paragraph(line("z")), Heading(line("第二章")),
    )  # fmt: skip
    found = slides(write_paper(paper, "pptx"))
    assert [title_of(one) for one in found] == ["題名", "第一章", "一之三", "第二章"]
    assert all(words in words_of(found[1]) for words in ("一之一", "x", "一之二", "y"))


def test_a_chapter_with_nothing_but_a_part_on_a_new_page_keeps_its_slide() -> None:
    paper = paper_of(Heading(line("第一章")), PageBreak(), Heading(line("一之一"), 2), Paragraph(line("x")))
    assert [title_of(one) for one in slides(write_paper(paper, "pptx"))] == ["題名", "第一章", "一之一"]


def test_letters_become_smaller_to_spare_a_slide_and_no_smaller() -> None:
    def sizes(count: int) -> tuple[int, float]:
        rows = tuple((cell(f"指標 {number}"), cell("1")) for number in range(count))
        data = write_paper(paper_of(Heading(line("章")), Table("", (Column("名"), Column("數")), rows)), "pptx")
        tables = [shape.table for one in slides(data) for shape in one.shapes if shape.has_table]
        letters = tables[0].cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt
        return len(tables), letters

    assert sizes(12) == (1, 12.0)
    assert sizes(20) == (1, 9.6)
    count, least = sizes(60)
    assert count > 1
    assert least >= 8


def test_a_heading_stands_on_the_slide_of_what_it_heads() -> None:
    texts = (Paragraph(line("這是一段說明。" * 40)) for _ in range(9))
    blocks = [one for text in texts for one in (Heading(line("小節"), 2), text)]
    found = slides(write_paper(paper_of(Heading(line("章")), *blocks), "pptx"))
    assert len(found) > 2
    for one in found[1:]:
        assert not words_of(one).rstrip().endswith("小節")


def test_terms_that_belong_together_stand_on_one_slide() -> None:
    pairs = tuple((f"問{n}", line("答覆說明。" * 30)) for n in range(3))
    blocks = [one for n in range(6) for one in (Heading(line(f"指標{n}"), 2), Terms(pairs, together=True))]
    for one in slides(write_paper(paper_of(Heading(line("問與答")), *blocks), "pptx"))[1:]:
        assert words_of(one).count("指標") == words_of(one).count("問0") == words_of(one).count("問2")


def test_a_line_before_a_map_stands_on_the_maps_slide() -> None:
    paper = paper_of(
        Heading(line("主題 A")), Paragraph(line("落後 75.8"), "lead"), StrategyMap(library_map(), "圖", {}, "A")
    )
    found = slides(write_paper(paper, "pptx"))
    assert [title_of(one) for one in found] == ["題名", "主題 A"]
    assert "落後 75.8" in words_of(found[1])
    assert beyond(write_paper(paper, "pptx")) == []


def test_a_trend_without_points_says_so() -> None:
    data = write_paper(paper_of(trend_block("zh-Hant", ())), "pptx")
    assert "無資料列" in "".join(words_of(one) for one in slides(data))
    assert not [shape for one in slides(data) for shape in one.shapes if shape.has_chart]


def test_an_institutions_slides_give_size_and_layouts(tmp_path: Path) -> None:
    import pptx

    own = pptx.Presentation()
    own.slides.add_slide(own.slide_layouts[0])
    own.save(str(tmp_path / "paper.pptx"))
    made = pptx.Presentation(io.BytesIO(write_paper(sample_paper(), "pptx", Looks(pptx=tmp_path / "paper.pptx"))))
    assert (made.slide_width, made.slide_height) == (own.slide_width, own.slide_height)
    assert title_of(next(iter(made.slides))) == sample_paper().title
