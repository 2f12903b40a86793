"""Papers of what nobody wished for: each is still a file that opens and says what it must."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from openscorecard.drawing import fonts
from openscorecard.reports.paper import (
    Block,
    Cell,
    Column,
    Contents,
    Heading,
    Items,
    PageBreak,
    Paragraph,
    Run,
    StrategyMap,
    Table,
    Terms,
)
from openscorecard.reports.writers.letters import Letters
from openscorecard.reports.writers.outlet import FORMS, Form, UnknownForm, write_paper
from tests.drawing.sample_maps import bureau_map
from tests.reports.writers.pdf_structure import faults_of, opened, text_of, tree
from tests.reports.writers.sample_papers import cell, line, paper_of, sample_paper, trend_block

RARE = "𠮷野家 𡃁 🏛️ 👩‍👧 e\u0301 \u200b\u00ad\ufeff \x07 〇 ﷽ 全　形"
LONG = "本指標衡量市民使用圖書館的情形。" * 190
WIDE = tuple(Column(f"欄 {number}") for number in range(14))
CASES: dict[str, tuple[Block, ...]] = {
    "nothing": (),
    "breaks alone": (PageBreak(), PageBreak(landscape=True), PageBreak()),
    "empty table": (Table("空", (Column("a"), Column("b")), ()),),
    "table without caption": (PageBreak(), Table("", (Column(""),), ((Cell(),),))),
    "forty KPIs": (
        Table("表", (Column("名"), Column("數")), tuple((cell(f"指標 {n}"), cell("1", "1")) for n in range(40))),
    ),
    "fourteen columns": (Table("寬", WIDE, (tuple(cell("值") for _ in WIDE),)),),
    "cells that reach too far": (
        Table(
            "表", (Column("a"), Column("b")), ((cell("x", across=9, down=9),), (), (cell("y"), cell("z"), cell("w")))
        ),
    ),
    "a cell of 3,000 letters": (Table("長", (Column("a"), Column("b")), ((cell(LONG), cell("b")),)),),
    "rare letters": (Heading(line(RARE)), Paragraph(line(RARE)), Table(RARE, (Column(RARE),), ((cell(RARE),),))),
    "no points": (trend_block("zh-Hant", ()), trend_block("zh-Hant", (None, None))),
    "one point": (trend_block("zh-Hant", (3.0,)),),
    "headings that skip": (Heading(line("三"), 3), Heading(line("一"), 1), Heading(line("又三"), 3)),
    "names that run": (Heading(line("=1+1")), Terms((("@a", line("+b")),)), Items((line("-c"),)), Items(())),
    "empty lines": (Paragraph(()), Heading(()), Items(((),)), Terms((("", ()),)), Contents("")),
    "lines and blanks": (Paragraph(line("a\nb\r\nc\u2028d  e\tf")),),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CASES)
def test_any_paper_is_written(name: str, form: Form) -> None:
    data = write_paper(paper_of(*CASES[name], title="長" * 300), form)
    if form == "pdf":
        assert faults_of(data) == []
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None


def test_a_title_of_300_letters_stands_whole_on_the_first_page() -> None:
    words = text_of(write_paper(paper_of(title="長" * 300), "pdf"))
    assert words.count("長") == 300


def test_a_letter_that_no_font_has_is_shown_as_its_code_and_told() -> None:
    words = text_of(write_paper(paper_of(Paragraph(line("館 \U000e0fff 徽 \U000f1234"))), "pdf")).replace("\n", "")
    assert "〔U+F1234〕" in words
    assert "沒有可用的字型" in words


def test_letters_look_into_other_fonts_only_for_what_ours_lack(tmp_path: Path) -> None:
    letters = Letters(fonts.font_paths(), [])
    assert letters.set("中文 𡃁") == "中文 𡃁"
    assert letters.missing == {}
    assert letters.set("a🏛️b\u200b") == "a〔U+1F3DB〕b"
    assert letters.missing == {"🏛": "〔U+1F3DB〕"}
    (tmp_path / "broken.ttf").write_bytes(b"\x00\x01\x00\x00")
    assert Letters(fonts.font_paths(), [(tmp_path / "broken.ttf", 0)]).set("🏛") == "〔U+1F3DB〕"


@pytest.mark.parametrize("form", ["pdf", "odt", "docx"])
def test_without_fonts_a_fault_says_how_to_get_one(form: Form, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_OURS", tmp_path)
    monkeypatch.setattr(fonts, "_SYSTEM", (tmp_path / "none",))
    with pytest.raises(fonts.NoFont):
        write_paper(sample_paper(), form)


@pytest.mark.parametrize("form", ["ods", "xlsx", "pptx"])
def test_forms_without_pictures_need_no_font(form: Form, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_OURS", tmp_path)
    monkeypatch.setattr(fonts, "_SYSTEM", (tmp_path / "none",))
    assert write_paper(sample_paper(), form)


def test_a_form_that_there_is_not_is_told() -> None:
    with pytest.raises(UnknownForm, match="pdf odt ods docx pptx xlsx"):
        write_paper(sample_paper(), "doc")  # type: ignore[arg-type]


def test_a_map_of_many_boxes_is_read_on_a3_or_theme_by_theme() -> None:
    plan = bureau_map()
    with opened(write_paper(paper_of(StrategyMap(plan, "圖", {})), "pdf")) as pdf:
        widths = {round(float(page.MediaBox[2])) for page in pdf.pages}
        assert len(tree(pdf).named("Figure")) in {1, 1 + len(plan.themes)}
    assert 1191 in widths


def test_pictures_are_set_in_the_machines_fonts_where_ours_lack_a_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ours have no 🏛; another font of the machine may."""
    from openscorecard.drawing import png
    from openscorecard.reports.writers import letters
    from openscorecard.reports.writers.pictures import Picture, pngs

    drawn: list[tuple[str, bool]] = []

    def drawing(drawings: list[tuple[str, float, float]], *, system: bool = False, **_: object) -> list[bytes]:
        drawn.append((drawings[0][0], system))
        return [b""]

    monkeypatch.setattr(png, "svgs_to_pngs", drawing)
    other = Path("other.ttf")
    real = letters.shows
    monkeypatch.setattr(letters, "shows", lambda path, index=0: {ord("🏛")} if path == other else real(path, index))
    for others, shown in ([(other, 0)], "館🏛"), ([], "館〔U+1F3DB〕"):
        monkeypatch.setattr(letters, "system_fonts", lambda others=others: others)
        pngs([Picture("<svg>館🏛</svg>", 1, 1, "圖")])
        assert drawn.pop() == (f"<svg>{shown}</svg>", True)
    pngs([Picture("<svg>館</svg>", 1, 1, "圖")])
    assert drawn.pop() == ("<svg>館</svg>", False)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_paper_gives_the_same_bytes(form: Form) -> None:
    paper = paper_of(*CASES["rare letters"], trend_block("zh-Hant"), Paragraph((Run("x", link="https://x.tw/"),)))
    assert write_paper(paper, form) == write_paper(paper, form)
